//! The list of what a page cites: the one place where references are formatted.

use std::fmt::Write as _;

use crate::links::Work;
use crate::markdown::escape;
use crate::model::{ArxivId, Doi, PersonName};

use super::view;
use super::writer::Writer;

/// What the texts of the page have cited, in order. Ask when all of them are rendered.
pub(super) fn references(writer: &Writer<'_>) -> Vec<view::Reference> {
    writer
        .cited()
        .iter()
        .map(|&work| {
            let shown = writer.work(work);
            view::Reference {
                id: format!("ref-{}", shown.key),
                html: formatted(writer, work),
                href: Some(shown.href),
                read: !shown.wanted,
            }
        })
        .collect()
}

/// A reference: authors, year, title, venue, and where it can be had.
fn formatted(writer: &Writer<'_>, work: Work) -> String {
    let site = writer.site;
    let shown = writer.work(work);
    let (authors, doi, arxiv): (Vec<&PersonName>, Option<&Doi>, Option<&ArxivId>) = match work {
        Work::Read(id) => {
            let paper = site.library.paper(id);
            (paper.authors.iter().collect(), paper.doi.as_ref(), paper.arxiv.as_ref())
        }
        Work::Wanted(id) => {
            let facts = &site.links.wanted(id).facts;
            (
                facts.authors.iter().map(|author| &author.value).collect(),
                facts.doi.as_ref().map(|doi| &doi.value),
                facts.arxiv.as_ref().map(|arxiv| &arxiv.value),
            )
        }
    };
    let names: Vec<String> = authors.iter().map(ToString::to_string).collect();
    let mut html = escape(&names.join(", "));
    if let Some(year) = shown.year {
        let _ = write!(html, " ({year})");
    }
    if !html.is_empty() {
        html += ". ";
    }
    let _ = write!(html, "<cite>{}</cite>.", escape(shown.title));
    if !shown.venue.is_empty() {
        let _ = write!(html, " {}.", escape(shown.venue));
    }
    let url = doi.map(Doi::url).or_else(|| arxiv.map(ArxivId::url));
    if let Some(url) = url {
        let url = escape(&url);
        let _ =
            write!(html, " <a class=\"link-external\" rel=\"external\" href=\"{url}\">{url}</a>");
    }
    html
}
