//! Old addresses: a page that leads to the new one, without a script.

use crate::output::UrlPath;
use crate::theme::ThemeError;

use super::head::About;
use super::view;
use super::writer::Writer;

/// The page at an old address of the page `to`.
pub(super) fn render(writer: &mut Writer<'_>, to: &UrlPath) -> Result<Vec<u8>, ThemeError> {
    let site = writer.site;
    let href = writer.href(to);
    let content = view::RedirectPage { to: view::Link { title: to.to_string(), href } };
    let about = About { noindex: true, ..About::titled(site.words("moved", &[])) };
    site.fill(writer, "redirect.html", about, content)
}
