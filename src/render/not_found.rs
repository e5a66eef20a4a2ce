//! The page for addresses that do not exist. A server shows it at any depth, so its links start at
//! the root of the host: the path of `base_url`, or `/`.

use crate::output::UrlPath;
use crate::theme::ThemeError;

use super::head::About;
use super::view;
use super::writer::Writer;

/// The page.
pub(super) fn render(writer: &mut Writer<'_>) -> Result<Vec<u8>, ThemeError> {
    let site = writer.site;
    let ways = [
        (UrlPath::home(), "home"),
        (UrlPath::page(["papers"]), "papers"),
        (UrlPath::page(["reading-list"]), "reading-list"),
        (UrlPath::page(["search"]), "search"),
    ];
    let links = ways.into_iter().filter_map(|(url, key)| {
        Some(view::Link { href: writer.href_if(&url)?, title: site.words(key, &[]) })
    });
    let content = view::NotFoundPage { links: links.collect() };
    let about = About { noindex: true, ..About::titled(site.words("not-found", &[])) };
    site.fill(writer, "not_found.html", about, content)
}
