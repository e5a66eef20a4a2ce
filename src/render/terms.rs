//! The indexes of tags, authors, venues and years.

use crate::output::UrlPath;
use crate::theme::ThemeError;

use super::head::About;
use super::table::{Group, TermKind};
use super::writer::Writer;
use super::{urls, view};

/// The index of one kind.
pub(super) fn render(writer: &mut Writer<'_>, kind: TermKind) -> Result<Vec<u8>, ThemeError> {
    let site = writer.site;
    let terms = kind.terms(&site.library).into_iter().map(|(id, term)| view::TermSummary {
        name: term.name.clone(),
        href: writer.href(&urls::group(&site.library, Group::Term(kind, id), 1)),
        count: term.papers.len(),
    });
    let content = view::TermsPage { by: kind.word(), terms: terms.collect() };
    let about = About::titled(site.words(kind.folder(), &[]))
        .below(UrlPath::page(["papers"]), site.words("papers", &[]));
    site.fill(writer, "terms.html", about, content)
}
