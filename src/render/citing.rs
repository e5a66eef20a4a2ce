//! How a paper's page is cited and found: BibTeX to copy, `citation_*` tags, JSON-LD.
//!
//! The tags are those that Google Scholar asks of publishers ("Inclusion Guidelines for
//! Webmasters") and that Zotero's translator for embedded metadata reads: they describe the paper,
//! because that is what a reader who saves the page wants in their library. JSON-LD says what the
//! page itself is: reviews of a scholarly article (schema.org `Review`, `ScholarlyArticle`).

use crate::bibliography::{Date, Entry, parse_name, write_bibtex};
use crate::library::{NoteId, Paper, PaperId, PaperLink, Place};
use crate::links::Work;
use crate::model::VenueStatus;
use crate::output::encode_fragment;
use crate::theme::ThemeError;

use super::json::json;
use super::json_ld::JsonLd;
use super::view;
use super::writer::Writer;

/// How to cite the paper `id` and the notes on it.
pub(super) fn citing(writer: &mut Writer<'_>, id: PaperId) -> Result<view::Citing, ThemeError> {
    let site = writer.site;
    let paper = site.library.paper(id);
    let place = site.bibliography.entry(Work::Read(id));
    let entry = place.and_then(|place| site.bibliography.entries().get(place));
    Ok(view::Citing {
        reference_html: writer.reference(Work::Read(id)),
        paper_bibtex: entry.map_or_else(String::new, |entry| write_bibtex(&[&published(entry)])),
        notes: paper.notes.iter().filter_map(|&note| note_citation(writer, note)).collect(),
        tags: tags(writer, id, paper),
        json_ld: json(&JsonLd::of(writer, id, paper))?,
    })
}

/// An entry as a page shows it: without the abstract and what its owner noted for themselves.
fn published(entry: &Entry) -> Entry {
    let own =
        ["abstract", "annote", "annotation", "file", "keywords", "note", "owner", "timestamp"];
    let mut entry = Entry { abstract_text: None, ..entry.clone() };
    entry.fields.retain(|(name, _)| !own.contains(&name.as_str()));
    entry
}

/// A note as something to cite; none while nobody knows where it will be published.
fn note_citation(writer: &Writer<'_>, id: NoteId) -> Option<view::NoteCitation> {
    let site = writer.site;
    let url = note_url(writer, id)?;
    let shelved = site.library.note(id);
    let title = &site.index.papers[shelved.paper.index()].title;
    let names: Vec<String> = readers(writer, id);
    let date = shelved.note.latest_date();
    let entry = Entry {
        key: format!("{}-{}", site.library.paper(shelved.paper).key, shelved.anchor),
        kind: "misc".to_owned(),
        title: Some(site.words("note-on", &[("title", title)])),
        authors: names.iter().map(|name| parse_name(name)).collect(),
        date: date.and_then(|date| date.to_string().get(..4)?.parse().ok()).map(Date::of_year),
        url: Some(url),
        fields: vec![("howpublished".to_owned(), site.config.title.clone())],
        ..Entry::default()
    };
    Some(view::NoteCitation {
        by: names.join(&site.words("list-separator", &[])),
        bibtex: write_bibtex(&[&entry]),
    })
}

pub(super) fn readers(writer: &Writer<'_>, note: NoteId) -> Vec<String> {
    writer.readers_of(note).into_iter().map(|reader| reader.name).collect()
}

/// Where a note will be published, if the site says.
pub(super) fn note_url(writer: &Writer<'_>, id: NoteId) -> Option<String> {
    let site = writer.site;
    let shelved = site.library.note(id);
    let page = site.library.url(Place::Paper(shelved.paper));
    let page = page.absolute(site.config.base_url.as_deref()?);
    Some(format!("{page}#{}", encode_fragment(&shelved.anchor)))
}

fn tags(writer: &Writer<'_>, id: PaperId, paper: &Paper) -> Vec<view::MetaTag> {
    let title = &writer.site.index.papers[id.index()].title;
    let mut tags = Vec::new();
    let mut add = |name, content: Option<String>| {
        tags.extend(content.map(|content| view::MetaTag { name, content }));
    };
    add("citation_title", Some(title.clone()));
    for author in &paper.authors {
        let name = match author.given.as_str() {
            "" => author.family.clone(),
            given => format!("{}, {given}", author.family),
        };
        add("citation_author", Some(name));
    }
    add("citation_publication_date", paper.year.map(|year| year.to_string()));
    let venue = if paper.venue_status == Some(VenueStatus::Journal) {
        "citation_journal_title"
    } else {
        "citation_conference_title"
    };
    add(venue, paper.venue.clone());
    add("citation_doi", paper.doi.as_ref().map(|doi| doi.as_str().to_owned()));
    add("citation_arxiv_id", paper.arxiv.as_ref().map(|arxiv| arxiv.id.as_str().to_owned()));
    add("citation_isbn", paper.isbn.as_ref().map(|isbn| isbn.as_str().to_owned()));
    add("citation_pmid", paper.pmid.as_ref().map(ToString::to_string));
    let pdf = paper.links.iter().find(|(link, _)| *link == PaperLink::Pdf);
    add("citation_pdf_url", pdf.map(|(_, url)| url.as_str().to_owned()));
    tags
}
