//! Long lists cut into pages.

use crate::output::UrlPath;

use super::PER_PAGE;
use super::view::Pagination;
use super::writer::Writer;

/// How many pages `total` entries make; an empty list is one page.
pub(super) fn pages(total: usize) -> usize {
    total.div_ceil(PER_PAGE).max(1)
}

/// The entries of the `number`th page, counted from 1.
pub(super) fn slice<T>(entries: &[T], number: usize) -> &[T] {
    entries.chunks(PER_PAGE).nth(number.saturating_sub(1)).unwrap_or_default()
}

/// Where the `number`th page stands among those of `total` entries; `url` gives each its address.
pub(super) fn pagination(
    writer: &Writer<'_>,
    total: usize,
    number: usize,
    url: impl Fn(usize) -> UrlPath,
) -> Pagination {
    let pages = pages(total);
    Pagination {
        current: number,
        pages,
        total,
        previous: (number > 1).then(|| writer.href(&url(number - 1))),
        next: (number < pages).then(|| writer.href(&url(number + 1))),
    }
}
