//! Citations and lists of references: the one place where references are formatted.

use std::collections::BTreeMap;
use std::sync::OnceLock;

use crate::bibliography::{
    self, Citation, Entry, Formatter, Inline, Known, Locale, References, Style, to_html,
};
use crate::config::ReferenceStyle;
use crate::kept::Kept;
use crate::library::{Library, Paper, PaperLink};
use crate::links::{Links, Wanted, Work};
use crate::markdown::escape;
use crate::markdown::math::{self, Display, Equations, Macros};
use crate::model::VenueStatus;

use super::sketch::{Fed, Made};
use super::view;
use super::writer::Writer;

/// Every paper of the site as an entry, in the site's style.
#[derive(Debug)]
pub(super) struct Bibliography {
    formatter: Formatter,
    /// What each entry says, as a hash, once it was asked for.
    said: Vec<OnceLock<blake3::Hash>>,
    works: Vec<Work>,
    index: BTreeMap<Work, usize>,
}

impl Bibliography {
    /// The papers of the site, read and wanted; what no bibliography has is made of what is known.
    pub(super) fn new(
        library: &Library,
        links: &Links,
        references: &References,
        style: ReferenceStyle,
    ) -> Self {
        let read = library.papers().map(|(id, paper)| {
            let entry = references.get(paper.key.as_str());
            (Work::Read(id), entry.map_or_else(|| of_paper(paper), |entry| merged(entry, paper)))
        });
        let wanted = links.wanted_papers().map(|(id, wanted)| {
            let entry = references.get(&wanted.key).cloned();
            (Work::Wanted(id), entry.unwrap_or_else(|| of_wanted(wanted)))
        });
        let (works, entries): (Vec<Work>, Vec<Entry>) = read.chain(wanted).unzip();
        Self {
            said: entries.iter().map(|_| OnceLock::new()).collect(),
            formatter: Formatter::new(style_of(style), entries),
            index: works.iter().copied().zip(0..).collect(),
            works,
        }
    }

    /// The entries: papers in the order of their keys, then wanted ones.
    pub(super) fn entries(&self) -> &[Entry] {
        self.formatter.entries()
    }

    /// The place of a paper among the entries.
    pub(super) fn entry(&self, work: Work) -> Option<usize> {
        self.index.get(&work).copied()
    }

    /// The paper at a place among the entries.
    pub(super) fn work(&self, entry: usize) -> Option<Work> {
        self.works.get(entry).copied()
    }

    /// The pieces of the last of a page's citations so far.
    pub(super) fn cite(&self, locale: Locale, citations: &[Citation]) -> Vec<Inline> {
        self.formatter.cite_last(locale, citations)
    }

    /// The reference of an entry as HTML; empty if there is no such entry.
    pub(super) fn html(&self, entry: usize, kept: &Kept) -> String {
        kept.text("reference", &[self.says(entry).as_slice()], || {
            to_html(self.formatter.reference(entry), &formula)
        })
    }

    /// A hash of all that the reference of an entry and citations of it follow from.
    pub(super) fn says(&self, entry: usize) -> blake3::Hash {
        let said = || {
            let mut bytes = self.formatter.style().to_string().into_bytes();
            if let Some(entry) = self.entries().get(entry) {
                entry.hash_cited(&mut Fed(&mut bytes));
            }
            blake3::hash(&bytes)
        };
        self.said.get(entry).map_or_else(said, |known| *known.get_or_init(said))
    }
}

/// Begins to make ready, beside other work, what references are formatted with.
pub(super) fn prepare(style: ReferenceStyle) {
    rayon::spawn(move || bibliography::prepare(style_of(style)));
}

fn style_of(style: ReferenceStyle) -> Style {
    match style {
        ReferenceStyle::Apa => Style::Apa,
        ReferenceStyle::Ieee => Style::Ieee,
        ReferenceStyle::GbT7714 => Style::GbT7714,
    }
}

/// What the texts of the page have cited, in the order of the style. Ask when all of them are
/// rendered.
pub(super) fn references(writer: &Writer<'_>) -> Made<Vec<view::Reference>> {
    writer.made(cited)
}

fn cited(writer: &Writer<'_>) -> Vec<view::Reference> {
    let bibliography = &writer.site.bibliography;
    let page = bibliography.formatter.cite(writer.locale(), writer.citations());
    let references = page.references.into_iter().filter_map(|reference| {
        let work = bibliography.work(reference.entry)?;
        let shown = writer.work(work);
        Some(view::Reference {
            id: format!("_ref-{}", shown.key),
            label: reference.label,
            html: to_html(&reference.runs, &formula),
            href: Some(shown.href),
            read: !shown.wanted,
        })
    });
    references.collect()
}

/// The formula of a title.
fn formula(latex: &str) -> String {
    let mut page = Equations::default();
    match math::render(latex, Display::Inline, &Macros::default(), &mut page) {
        Ok(formula) => formula.mathml,
        Err(_) => format!("<code class=\"math-error\">{}</code>", escape(latex)),
    }
}

/// A paper that no bibliography has.
fn of_paper(paper: &Paper) -> Entry {
    let url = paper.links.iter().find(|(link, _)| *link == PaperLink::Url);
    let known = Known {
        key: paper.key.as_str(),
        title: Some(&paper.title.markdown),
        authors: paper.authors.iter().collect(),
        year: paper.year,
        venue: paper.venue.as_deref(),
        is_journal: paper.venue_status == Some(VenueStatus::Journal),
        doi: paper.doi.as_ref().map(|doi| doi.as_str()),
        arxiv: paper.arxiv.as_ref().map(|arxiv| arxiv.id.as_str()),
        isbn: paper.isbn.as_ref().map(|isbn| isbn.as_str()),
        url: url.map(|(_, url)| url.as_str()),
    };
    let mut entry = known.entry();
    let texts: Vec<&str> = paper.abstract_text.texts().map(|text| text.markdown.as_str()).collect();
    let abstract_text = texts.join(" ");
    entry.abstract_text = Some(abstract_text).filter(|text| !text.is_empty());
    let keywords = (!paper.keywords.is_empty()).then(|| paper.keywords.join(", "));
    let pmid = paper.pmid.as_ref().map(ToString::to_string);
    for (name, value) in [("keywords", keywords), ("pmid", pmid)] {
        entry.fields.extend(value.map(|value| (name.to_owned(), value)));
    }
    entry
}

/// A bibliography's entry, with what the notes know better: what a note says wins.
fn merged(entry: &Entry, paper: &Paper) -> Entry {
    let known = of_paper(paper);
    let mut entry = entry.clone();
    entry.key = known.key;
    if entry.title.is_none() {
        entry.title = known.title;
    }
    if entry.authors.is_empty() {
        entry.authors = known.authors;
    }
    entry.date = entry.date.or(known.date);
    entry.container = entry.container.or(known.container);
    entry.doi = known.doi.or(entry.doi);
    entry.arxiv = known.arxiv.or(entry.arxiv);
    entry.isbn = known.isbn.or(entry.isbn);
    entry.url = entry.url.or(known.url);
    entry.abstract_text = entry.abstract_text.or(known.abstract_text);
    for (name, value) in known.fields {
        if entry.field(&name).is_none() {
            entry.fields.push((name, value));
        }
    }
    entry
}

fn of_wanted(wanted: &Wanted) -> Entry {
    let facts = &wanted.facts;
    let title = facts.title.as_ref().map_or(wanted.label.as_str(), |title| &title.markdown);
    Known {
        key: &wanted.key,
        title: Some(title),
        authors: facts.authors.iter().map(|author| &author.value).collect(),
        year: facts.year.map(|year| year.value),
        venue: facts.venue.as_ref().map(|venue| venue.value.as_str()),
        is_journal: facts.venue_status == Some(VenueStatus::Journal),
        doi: facts.doi.as_ref().map(|doi| doi.value.as_str()),
        arxiv: facts.arxiv.as_ref().map(|arxiv| arxiv.value.id.as_str()),
        isbn: facts.isbn.as_ref().map(|isbn| isbn.value.as_str()),
        url: facts.url.as_ref().map(|url| url.value.as_str()),
    }
    .entry()
}
