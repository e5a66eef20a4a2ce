//! Pages: what the library and its links show, made into files by a theme.
//!
//! Stage: `Library` + `Links` + `Theme` → [`Site`] → [`OutputFile`]s. Invariant: a [`Site`] is a
//! table of addresses, and rendering one of them needs nothing but `&Site`, so that `build` (all of
//! them, in parallel) and `serve` (the one that is asked for) give the same bytes.
//!
//! A page kind is one file of this folder, one variant of [`Page`], one line in [`Page::render`] and
//! in `table`, one struct in `view/pages` and one template. The set is closed.

mod activity;
mod assets;
mod atom;
mod board;
mod body;
mod cards;
mod chart;
mod citing;
mod concepts;
mod coverage;
mod critiques;
mod data;
mod dates;
mod differences;
mod discussion;
mod gathered;
mod handouts;
mod head;
mod home;
mod index;
mod json;
mod json_ld;
mod leads;
mod lists;
mod map;
mod neighbourhood;
mod not_found;
mod note;
mod own_pages;
mod pagination;
mod paper;
mod papers;
mod papers_json;
mod passes;
mod picture;
mod preview;
mod questions;
mod readers;
mod reading_list;
mod redirects;
mod references;
mod related;
mod resolve;
mod results;
mod search;
mod sections;
mod sketch;
mod summaries;
mod table;
mod terms;
mod urls;
mod view;
mod wanted;
mod works;
mod writer;
mod xml;

use std::borrow::Cow;
use std::collections::BTreeMap;
use std::sync::{Arc, OnceLock};

use rayon::prelude::*;
use serde::Serialize;

use crate::bibliography::References;
use crate::card::Fonts;
use crate::config::Config;
use crate::library::Library;
use crate::links::Links;
use crate::markdown;
use crate::output::{Content, NewFile, OutputFile, UrlPath};
use crate::source::{Asset, AssetContent, ContentPath, Sources};
use crate::theme::{Theme, ThemeError};

pub use atom::entry_document;
pub use critiques::Filter;
pub use data::{DataFile, FeedOf};
pub use gathered::Gathered;
pub use handouts::Sheet;
pub use sketch::Sketches;
pub use table::{Group, Page, TermKind};

use crate::search::{Index as SearchIndex, Shape};
use index::Index;
use references::Bibliography;
use sketch::Sketcher;
use writer::Writer;

/// Every template that pages are made with, and the struct that each sees.
const TEMPLATES: &[(&str, &str)] = &[
    ("home.html", "HomePage"),
    ("paper.html", "PaperPage"),
    ("wanted.html", "WantedPage"),
    ("leads.html", "LeadsPage"),
    ("papers.html", "PapersPage"),
    ("terms.html", "TermsPage"),
    ("readers.html", "ReadersPage"),
    ("reader.html", "ReaderPage"),
    ("concepts.html", "ConceptsPage"),
    ("concept.html", "ConceptPage"),
    ("reading_list.html", "ReadingListPage"),
    ("lists.html", "ListsPage"),
    ("list.html", "ListPage"),
    ("critiques.html", "CritiquesPage"),
    ("questions.html", "QuestionsPage"),
    ("results.html", "ResultsPage"),
    ("map.html", "MapPage"),
    ("activity.html", "ActivityPage"),
    ("board.html", "BoardPage"),
    ("gathered.html", "GatheredPage"),
    ("page.html", "OwnPage"),
    ("handouts.html", "HandoutsPage"),
    ("course.html", "CoursePage"),
    ("handout.html", "HandoutPage"),
    ("worksheet.html", "HandoutPage"),
    ("teacher.html", "HandoutPage"),
    ("search.html", "SearchPage"),
    ("not_found.html", "NotFoundPage"),
    ("redirect.html", "RedirectPage"),
];

/// How many entries a page of a long list has.
const PER_PAGE: usize = 200;

/// How many of those who lead to a paper its own page shows.
const LEADS_SHOWN: usize = 50;

/// A site: every address with what is found there. Most of it is shared with the site that it
/// becomes when the body of a note is written anew.
#[derive(Clone, Debug)]
pub struct Site {
    library: Library,
    links: Links,
    config: Config,
    theme: Arc<Theme>,
    options: markdown::Options,
    assets: Arc<BTreeMap<ContentPath, Asset>>,
    index: Arc<Index>,
    bibliography: Arc<Bibliography>,
    table: Arc<BTreeMap<UrlPath, Page>>,
    menus: Arc<OnceLock<head::Menus>>,
    /// What can be found, by its number in the index.
    found: Arc<Vec<search::Found>>,
    shape: Shape,
    search: Arc<OnceLock<SearchIndex>>,
    /// What card images are written with; `None` if there are none.
    cards: Option<Arc<Fonts>>,
}

impl Site {
    /// The site of `library`, whose references mean what `links` says. Of `sources` it keeps what is
    /// published as it is: images and other files that texts lead to.
    pub fn new(
        library: Library,
        links: Links,
        references: &References,
        config: Config,
        theme: &Theme,
        options: markdown::Options,
        sources: &Sources,
    ) -> Result<Self, ThemeError> {
        theme.require(TEMPLATES.iter().map(|(template, _)| *template))?;
        references::prepare(config.reference_style);
        let theme = Arc::new(theme.with_site(&head::site(&config), config.language.as_str()));
        let index = Index::new(&library, &links, &config, &theme, &options);
        let assets = assets::published(&library, &links, sources);
        let mut table = table::table(&library, &links, &index, &theme, config.edition, &assets);
        let bibliography = Bibliography::new(&library, &links, references, config.reference_style);
        let found = search::found(&library, &links);
        let shape = search::shape(&found, &library);
        let cards = cards::fonts(&config, &theme)?;
        let mut site = Self {
            library,
            links,
            config,
            theme,
            options,
            assets: Arc::new(assets),
            index: Arc::new(index),
            bibliography: Arc::new(bibliography),
            table: Arc::default(),
            menus: Arc::default(),
            found: Arc::new(found),
            shape,
            search: Arc::default(),
            cards: cards.map(Arc::new),
        };
        if site.cards.is_some() {
            for (id, _) in site.library.papers() {
                table.entry(cards::url(&site.library, id)).or_insert(Page::Card(id));
            }
        }
        table.insert(search::url(), Page::Search);
        for shard in shape.shards() {
            table.insert(search::shard_url(shard), Page::SearchShard(shard));
        }
        for (url, file) in data::files(&site) {
            table.entry(url).or_insert(Page::Data(file));
        }
        site.table = Arc::new(table);
        Ok(site)
    }

    /// The site of `library` and `links`, which differ from its own by notes whose bodies were
    /// written anew and lead where they led. `None` if it would have other pages.
    pub(crate) fn rewritten(&self, library: Library, links: Links) -> Option<Self> {
        if search::shape(&self.found, &library) != self.shape {
            return None;
        }
        Some(Self { library, links, search: Arc::default(), ..self.clone() })
    }

    /// The library that it shows.
    pub fn library(&self) -> &Library {
        &self.library
    }

    /// What its references mean.
    pub fn links(&self) -> &Links {
        &self.links
    }

    /// What its texts have in common.
    pub fn options(&self) -> &markdown::Options {
        &self.options
    }

    /// What each link of the site's documents that leads to a published file leads to, in their order.
    pub fn led_to(&self) -> Vec<&ContentPath> {
        assets::led_to(&self.library, &self.links)
    }

    /// Every address, in order.
    pub fn urls(&self) -> impl ExactSizeIterator<Item = &UrlPath> {
        self.table.keys()
    }

    /// What is found at `url`.
    pub fn page(&self, url: &UrlPath) -> Option<&Page> {
        self.table.get(url)
    }

    /// The file at `url`; `None` if there is nothing.
    pub fn render(&self, url: &UrlPath) -> Result<Option<OutputFile>, ThemeError> {
        let Some((url, page)) = self.table.get_key_value(url) else { return Ok(None) };
        self.file(url, page).map(Some)
    }

    /// What a file beside the pages has in it, whatever stands at its address.
    pub fn data(&self, file: DataFile) -> Result<Vec<u8>, ThemeError> {
        file.render(self, &UrlPath::home())
    }

    /// The files that texts of the library lead to, by their places in the content folder.
    pub fn assets(&self) -> impl Iterator<Item = (&ContentPath, &Asset)> {
        self.assets.iter()
    }

    /// Makes the search index, unless it is there. Done before pages are rendered in parallel: a
    /// thread of the pool that waited for it could not help to make it.
    pub fn prepare(&self) {
        let _ = self.search();
    }

    /// Every file of the site, rendered in parallel; in no order.
    pub fn par_files(&self) -> impl ParallelIterator<Item = Result<OutputFile, ThemeError>> {
        self.prepare();
        let table: Vec<(&UrlPath, &Page)> = self.table.iter().collect();
        table.into_par_iter().with_max_len(1).map(|(url, page)| self.file(url, page))
    }

    /// [`Self::par_files`], taking their `sketches`. A page that is made of the same as one of the
    /// site whose place this one takes is not made if `there` tells how many bytes it has there.
    pub fn par_files_after<'a>(
        &'a self,
        sketches: &'a Sketches,
        there: &'a (dyn Fn(&UrlPath) -> Option<u64> + Sync),
    ) -> impl ParallelIterator<Item = Result<NewFile, ThemeError>> + 'a {
        self.prepare();
        let maker = Sketcher::new(self, sketches, there);
        let table: Vec<(&UrlPath, &Page)> = self.table.iter().collect();
        table.into_par_iter().with_max_len(1).map(move |(url, page)| maker.file(url, page))
    }

    fn file(&self, url: &UrlPath, page: &Page) -> Result<OutputFile, ThemeError> {
        let content = match self.data_of(url, page)? {
            Some(content) => content,
            None => page.render(self, url)?.into(),
        };
        Ok(OutputFile { url: url.clone(), content })
    }

    /// What a file has in it that is not made with a template.
    fn data_of(&self, url: &UrlPath, page: &Page) -> Result<Option<Content>, ThemeError> {
        Ok(Some(match page {
            Page::ThemeFile(content) => content.clone(),
            Page::Asset(path) => match self.assets.get(path).map(|asset| &asset.content) {
                Some(AssetContent::Disk(path)) => Content::CopyOf(path.clone()),
                Some(AssetContent::Memory(bytes)) => Content::Shared(bytes.clone()),
                None => Content::Bytes(Cow::Borrowed(b"")),
            },
            Page::SearchShard(shard) => self.search_shard(*shard).into(),
            Page::Card(id) => Content::Bytes(Cow::Owned(self.card(*id))),
            Page::Data(file) => Content::Bytes(Cow::Owned(file.render(self, url)?)),
            _ => return Ok(None),
        }))
    }

    /// Whether something is found at `url`.
    fn has(&self, url: &UrlPath) -> bool {
        self.table.contains_key(url)
    }

    /// The language of the pages' own words.
    fn lang(&self) -> &str {
        self.config.language.as_str()
    }

    fn menus(&self) -> &head::Menus {
        self.menus.get_or_init(|| head::Menus::of(self))
    }

    /// Words of the theme in the site's language.
    fn words(&self, key: &str, values: &[(&str, &str)]) -> String {
        self.theme.words(self.lang(), key, values)
    }

    /// The page at `writer`'s address: `template`, filled with `content`.
    fn fill(
        &self,
        writer: &mut Writer<'_>,
        template: &'static str,
        about: head::About,
        content: impl Serialize,
    ) -> Result<Vec<u8>, ThemeError> {
        let envelope = view::Envelope {
            lang: self.lang(),
            root: writer.root(),
            page: head::head(writer, template, about),
            content,
        };
        writer.show(template, &envelope)?;
        if writer.only_sketches() {
            return Ok(Vec::new());
        }
        self.theme.render(template, &envelope)
    }
}

impl Page {
    /// The page as HTML.
    fn render(&self, site: &Site, url: &UrlPath) -> Result<Vec<u8>, ThemeError> {
        let mut writer = self.writer(site, url);
        let html = self.write(&mut writer)?;
        self.finish(writer, html)
    }

    /// The page as HTML, which `writer` has written once as `html`.
    fn finish(&self, writer: Writer<'_>, html: Vec<u8>) -> Result<Vec<u8>, ThemeError> {
        match writer.again(self.is_rooted()) {
            Some(mut writer) => self.write(&mut writer),
            None => Ok(html),
        }
    }

    fn writer<'a>(&self, site: &'a Site, url: &'a UrlPath) -> Writer<'a> {
        Writer::new(site, url, self.is_rooted())
    }

    fn is_rooted(&self) -> bool {
        matches!(self, Self::NotFound)
    }

    fn write(&self, w: &mut Writer<'_>) -> Result<Vec<u8>, ThemeError> {
        match self {
            Self::Home => home::render(w),
            Self::Paper(id) => paper::render(w, *id),
            Self::Wanted(id) => wanted::render(w, *id),
            Self::Leads(work, number) => leads::render(w, *work, *number),
            Self::Papers(group, number) => papers::render(w, *group, *number),
            Self::Terms(kind) => terms::render(w, *kind),
            Self::Readers => readers::render_all(w),
            Self::Reader(id, number) => readers::render(w, *id, *number),
            Self::Concepts => concepts::render_all(w),
            Self::Concept(entry) => concepts::render(w, *entry),
            Self::ReadingList(number) => reading_list::render(w, *number),
            Self::Lists => lists::render_all(w),
            Self::List(id) => lists::render(w, *id),
            Self::Critiques(filter, number) => critiques::render(w, *filter, *number),
            Self::Questions { open, number } => questions::render(w, *open, *number),
            Self::Results => results::render_all(w),
            Self::Benchmark(entry) => results::render(w, *entry),
            Self::Map => map::render(w),
            Self::Activity(None) => activity::render_all(w),
            Self::Activity(Some(year)) => activity::render(w, *year),
            Self::Board => board::render(w),
            Self::Gathered(what, number) => gathered::render(w, *what, *number),
            Self::Own(id) => own_pages::render(w, *id),
            Self::Handouts => handouts::render_all(w),
            Self::Course(id) => handouts::render_course(w, *id),
            Self::Handout(id, sheet) => handouts::render(w, *id, *sheet),
            Self::Search => search::render(w),
            Self::NotFound => not_found::render(w),
            Self::Redirect(to) => redirects::render(w, to),
            // Files are not made with templates; `Site::data_of` has them.
            Self::ThemeFile(_)
            | Self::Asset(_)
            | Self::SearchShard(_)
            | Self::Card(_)
            | Self::Data(_) => Ok(Vec::new()),
        }
    }
}

#[cfg(test)]
mod tests;
