//! The search page, and what can be found.

use rayon::prelude::*;

use crate::library::{ConceptId, HandoutId, Library, ListId, PageId, PaperId, Place};
use crate::links::{Links, WantedId, Work};
use crate::markdown;
use crate::model::{Outline, PassNumber, PlainPage};
use crate::output::UrlPath;
use crate::search::{Document, Index, Section, Shape, Shard};
use crate::theme::ThemeError;

use super::head::About;
use super::table::TermKind;
use super::writer::Writer;
use super::{Site, sections, urls, view};

/// The folder of the index.
const FOLDER: &str = "search";

/// The search page.
pub(super) fn url() -> UrlPath {
    UrlPath::page([FOLDER])
}

/// Where a shard is.
pub(super) fn shard_url(shard: Shard) -> UrlPath {
    UrlPath::file([FOLDER], &shard.file_name())
}

/// The page. Without a script it leads to the indexes of the site.
pub(super) fn render(writer: &mut Writer<'_>) -> Result<Vec<u8>, ThemeError> {
    let site = writer.site;
    let mut indexes: Vec<view::Link> = Vec::new();
    let pages = [
        (UrlPath::page(["papers"]), "papers"),
        (urls::reading_list(1), "reading-list"),
        (UrlPath::page(["concepts"]), "concepts"),
        (UrlPath::page(["readers"]), "readers"),
    ];
    let terms = TermKind::ALL.map(|kind| (urls::terms(kind), kind.folder()));
    for (url, key) in pages.into_iter().chain(terms) {
        let href = writer.href_if(&url);
        indexes.extend(href.map(|href| view::Link { href, title: site.words(key, &[]) }));
    }
    let content = view::SearchPage { indexes, passes: writer.passes() };
    let about = About { noindex: true, ..About::titled(site.words("search", &[])) };
    site.fill(writer, "search.html", about, content)
}

impl Site {
    /// The index of this site, made when it is first asked for.
    pub(super) fn search(&self) -> &Index {
        self.search.get_or_init(|| {
            let documents = self.found.par_iter().map(|found| found.document(self)).collect();
            let texts: Vec<Vec<&str>> =
                self.found.iter().map(|found| found.texts(&self.library)).collect();
            Index::new(self.shape, documents, &texts, &sections::words(self))
        })
    }

    /// A shard of the index.
    pub(super) fn search_shard(&self, shard: Shard) -> String {
        let sections = |n: usize| self.found.get(n).map(|found| found.sections(self));
        self.search().script(shard, |n| sections(n).unwrap_or_default())
    }
}

/// Something that can be found.
#[derive(Clone, Copy, Debug)]
pub(super) enum Found {
    Paper(PaperId),
    Concept(ConceptId),
    List(ListId),
    Handout(HandoutId),
    Page(PageId),
    Wanted(WantedId),
}

fn plain(outline: &Outline) -> &str {
    &outline.plain
}

fn both(page: &PlainPage) -> [&str; 2] {
    [&page.front_outline, &page.outline].map(plain)
}

/// Everything that can be found, in the order of its numbers: what has texts comes first.
pub(super) fn found(library: &Library, links: &Links) -> Vec<Found> {
    let papers = library.papers().map(|(id, _)| Found::Paper(id));
    let concepts = library.concepts().map(|(id, _)| Found::Concept(id));
    let lists = library.lists().map(|(id, _)| Found::List(id));
    let handouts = library.handouts().map(|(id, _)| Found::Handout(id));
    let pages = library.pages().map(|(id, _)| Found::Page(id));
    let wanted = links.wanted_papers().map(|(id, _)| Found::Wanted(id));
    papers.chain(concepts).chain(lists).chain(handouts).chain(pages).chain(wanted).collect()
}

/// What the index of `found` looks like.
pub(super) fn shape(found: &[Found], library: &Library) -> Shape {
    let with_texts = found.iter().filter(|found| !matches!(found, Found::Wanted(_))).count();
    let bytes = found.iter().flat_map(|found| found.texts(library)).map(str::len).sum();
    Shape::new(found.len(), with_texts, bytes)
}

impl Found {
    fn document(self, site: &Site) -> Document {
        let library = &site.library;
        let page = |kind, place, page: &PlainPage| Document {
            url: href(&library.url(place)),
            kind,
            title: markdown::plain(&page.title, &site.options),
            other_titles: page.aliases.iter().map(|alias| alias.value.clone()).collect(),
            ..Document::default()
        };
        match self {
            Self::Paper(id) => paper(site, id),
            Self::Concept(id) => page("concept", Place::Concept(id), &library.concept(id).page),
            Self::List(id) => page("list", Place::List(id), &library.list(id).page),
            Self::Handout(id) => page("handout", Place::Handout(id), &library.handout(id).page),
            Self::Page(id) => page("page", Place::Page(id), library.page(id)),
            Self::Wanted(id) => wanted(site, id),
        }
    }

    /// What the page of it says. What answers and teacher's notes say is found in no edition.
    fn texts(self, library: &Library) -> Vec<&str> {
        let mut texts: Vec<&str> = match self {
            Self::Paper(id) => {
                let notes = library.paper(id).notes.iter().map(|&note| &library.note(note).note);
                notes.flat_map(|note| [&note.front_outline, &note.outline]).map(plain).collect()
            }
            Self::Concept(id) => both(&library.concept(id).page).to_vec(),
            Self::List(id) => both(&library.list(id).page).to_vec(),
            Self::Handout(id) => both(&library.handout(id).page).to_vec(),
            Self::Page(id) => both(library.page(id)).to_vec(),
            Self::Wanted(_) => Vec::new(),
        };
        texts.retain(|text| !text.is_empty());
        texts
    }

    /// [`Self::texts`], cut where a link can lead to.
    fn sections(self, site: &Site) -> Vec<Section<'_>> {
        let library = &site.library;
        match self {
            Self::Paper(id) => sections::of_paper(site, id),
            Self::Concept(id) => sections::of_page(&library.concept(id).page),
            Self::List(id) => sections::of_page(&library.list(id).page),
            Self::Handout(id) => sections::of_page(&library.handout(id).page),
            Self::Page(id) => sections::of_page(library.page(id)),
            Self::Wanted(_) => Vec::new(),
        }
    }
}

fn paper(site: &Site, id: PaperId) -> Document {
    let library = &site.library;
    let paper = library.paper(id);
    let words = &site.index.papers[id.index()];
    let mut readers: Vec<(String, String)> = Vec::new();
    for &reader in paper.notes.iter().flat_map(|&note| &library.note(note).readers) {
        let reader = library.reader(reader);
        let both = (reader.name.clone(), reader.id.to_string());
        if !readers.contains(&both) {
            readers.push(both);
        }
    }
    let in_chinese = Some(words.title_zh.clone()).filter(|title| !title.is_empty());
    let names = paper.aliases.iter().cloned().chain([paper.key.to_string()]);
    Document {
        url: href(&library.url(Place::Paper(id))),
        kind: "paper",
        title: words.title.clone(),
        other_titles: in_chinese.into_iter().chain(names).collect(),
        authors: paper.authors.iter().map(ToString::to_string).collect(),
        authors_short: words.authors.clone(),
        venue: paper.venue.clone().unwrap_or_default(),
        year: paper.year.map(|year| year.0),
        tags: paper.tags.clone(),
        readers,
        pass: paper.reached.map_or(0, PassNumber::number),
    }
}

fn wanted(site: &Site, id: WantedId) -> Document {
    let wanted = site.links.wanted(id);
    let facts = &wanted.facts;
    let words = site.index.wanted.get(&id);
    Document {
        url: href(&urls::work(&site.library, &site.links, Work::Wanted(id))),
        kind: "wanted",
        title: words.map_or_else(|| wanted.label.clone(), |words| words.title.clone()),
        other_titles: vec![wanted.key.clone()],
        authors: facts.authors.iter().map(|author| author.value.to_string()).collect(),
        authors_short: words.map_or_else(String::new, |words| words.authors.clone()),
        venue: facts.venue.as_ref().map_or_else(String::new, |venue| venue.value.clone()),
        year: facts.year.map(|year| year.value.0),
        ..Document::default()
    }
}

/// An address as the index has it, relative to the site's root.
fn href(url: &UrlPath) -> String {
    url.relative_from(&UrlPath::home(), true)
}
