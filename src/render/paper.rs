//! The page of a paper with all notes on it.

use crate::library::{Paper, PaperId};
use crate::links::{Via, Work};
use crate::model::{PassNumber, VenueStatus};
use crate::output::UrlPath;
use crate::theme::ThemeError;

use super::head::About;
use super::table::TermKind;
use super::writer::Writer;
use super::{
    LEADS_SHOWN, cards, citing, differences, neighbourhood, references, related, view, works,
};

/// The page.
pub(super) fn render(writer: &mut Writer<'_>, id: PaperId) -> Result<Vec<u8>, ThemeError> {
    let site = writer.site;
    let paper = site.library.paper(id);
    let words = &site.index.papers[id.index()];
    let head = header(writer, id, paper);
    let notes: Vec<view::Note<'_>> = paper.notes.iter().map(|&note| writer.note(note)).collect();
    let content = view::PaperPage {
        paper: head,
        differences: differences::differences(writer, paper),
        notes,
        answers: answered_here(writer, id),
        backlinks: writer.backlinks(Work::Read(id), LEADS_SHOWN),
        neighbourhood: neighbourhood::neighbourhood(writer, id),
        references: references::references(writer),
        related: related::related(writer, id),
        neighbours: related::neighbours(writer, id),
        citing: citing::citing(writer, id)?,
    };
    let card = Some(cards::url(&site.library, id));
    let languages = languages(writer, paper);
    let about = About { card, languages, ..About::titled(&words.title) }
        .described(&words.tldr)
        .below(UrlPath::page(["papers"]), site.words("papers", &[]));
    site.fill(writer, "paper.html", about, content)
}

/// Languages of the notes, each with the anchor of the first note in it.
fn languages(writer: &Writer<'_>, paper: &Paper) -> Vec<(String, String)> {
    let mut languages: Vec<(String, String)> = Vec::new();
    for &id in &paper.notes {
        let note = writer.site.library.note(id);
        let lang = note.lang.as_str();
        if languages.iter().all(|(known, _)| known != lang) {
            languages.push((lang.to_owned(), note.anchor.clone()));
        }
    }
    languages
}

fn header<'a>(writer: &mut Writer<'a>, id: PaperId, paper: &'a Paper) -> view::Paper<'a> {
    let library = &writer.site.library;
    view::Paper {
        key: paper.key.as_str(),
        title: &writer.site.index.papers[id.index()].title,
        title_html: writer.inline(&paper.title, ""),
        title_zh_html: writer.maybe(paper.title_zh.as_ref(), ""),
        authors: paper.authors.iter().map(|author| writer.author(author)).collect(),
        affiliations: &paper.affiliations,
        year: paper
            .year
            .map(|year| writer.tag(TermKind::Year, library.year_named(year), year.to_string())),
        venue: paper
            .venue
            .as_ref()
            .map(|venue| writer.tag(TermKind::Venue, library.venue_named(venue), venue.clone())),
        venue_status: paper.venue_status.map(VenueStatus::as_str),
        ids: works::ids(
            paper.doi.as_ref(),
            paper.arxiv.as_ref(),
            paper.openreview.as_ref(),
            paper.pmid.as_ref(),
            paper.isbn.as_ref(),
        ),
        links: links(writer, paper),
        tags: paper
            .tags
            .iter()
            .map(|tag| writer.tag(TermKind::Tag, library.tag_named(tag), tag.clone()))
            .collect(),
        field: &paper.field,
        keywords: &paper.keywords,
        abstract_html: writer.prose(&paper.abstract_text, "abstract--"),
        pass: paper.reached.map_or(0, PassNumber::number),
    }
}

/// Links of the paper; a PDF beside a note is one of them.
fn links(writer: &Writer<'_>, paper: &Paper) -> Vec<view::PaperLink> {
    let mut links: Vec<view::PaperLink> = paper
        .links
        .iter()
        .map(|(kind, url)| view::PaperLink {
            kind: works::link_kind(*kind),
            id: String::new(),
            href: Some(url.as_str().to_owned()),
        })
        .collect();
    if links.iter().all(|link| link.kind != "pdf") {
        let own = paper.notes.iter().find_map(|&id| {
            let note = &writer.site.library.note(id).note;
            writer.asset(writer.site.links.file(note.facts.pdf.as_ref()?.span)?)
        });
        links.extend(own.map(|href| view::PaperLink {
            kind: "pdf",
            id: String::new(),
            href: Some(href),
        }));
    }
    links
}

/// Critiques of other papers that this one answers.
fn answered_here<'a>(writer: &mut Writer<'a>, id: PaperId) -> Vec<view::Critique<'a>> {
    let mut seen = std::collections::BTreeSet::new();
    writer
        .site
        .links
        .backlinks(id)
        .iter()
        .filter_map(|link| match link.via {
            Via::Answer(critique, _) if seen.insert((link.note, critique)) => {
                Some(writer.critique(link.note, critique as usize))
            }
            _ => None,
        })
        .collect()
}
