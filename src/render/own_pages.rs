//! Pages of the site's own: about, syllabus.

use crate::library::PageId;
use crate::theme::ThemeError;

use super::body::Body;
use super::head::About;
use super::writer::Writer;
use super::{references, view};

/// The page.
pub(super) fn render(writer: &mut Writer<'_>, id: PageId) -> Result<Vec<u8>, ThemeError> {
    let site = writer.site;
    let page = site.library.page(id);
    let content = view::OwnPage {
        title_html: writer.inline(&page.title, ""),
        date: page.date.as_ref().map(|date| writer.date(date.value)),
        body_html: Body::of_page(page).html(writer, "", 2),
        body_lang: page.lang.as_ref().map_or(site.lang(), |lang| lang.as_str()),
        toc: Body::of_page(page).toc(""),
        references: references::references(writer),
        extra: &page.extra,
    };
    let about = About::titled(writer.plain(Some(&page.title)))
        .described(writer.plain(page.description.texts().next()));
    site.fill(writer, "page.html", about, content)
}
