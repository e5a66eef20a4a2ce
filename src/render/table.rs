//! The table of a site: every address and what is found there.

use std::collections::BTreeMap;

use crate::config::Edition;
use crate::library::{
    CourseId, HandoutId, Library, ListId, PageId, PaperId, Place, ReaderIndex, Term, TermId,
};
use crate::links::{Links, WantedId, Work};
use crate::model::PassNumber;
use crate::output::{Content, UrlPath};
use crate::search::Shard;
use crate::source::{Asset, ContentPath};
use crate::theme::Theme;

use super::critiques::Filter;
use super::data::DataFile;
use super::gathered::Gathered;
use super::handouts::Sheet;
use super::index::Index;
use super::pagination::pages;
use super::{LEADS_SHOWN, leads, map, urls};

/// What is found at an address. `usize` is the page of a long list, counted from 1, or the place of
/// an entry in its index.
#[derive(Clone, Debug)]
pub enum Page {
    /// The home page.
    Home,
    /// A paper with all notes on it.
    Paper(PaperId),
    /// A paper that nobody has read yet.
    Wanted(WantedId),
    /// All who lead to a paper, when its own page cannot show them all.
    Leads(Work, usize),
    /// Papers of a group.
    Papers(Group, usize),
    /// The index of tags, authors, venues or years.
    Terms(TermKind),
    /// All readers.
    Readers,
    /// A reader, and a page of their notes.
    Reader(ReaderIndex, usize),
    /// The glossary.
    Concepts,
    /// A concept.
    Concept(usize),
    /// Wanted papers, ranked by demand.
    ReadingList(usize),
    /// All curated lists.
    Lists,
    /// A curated list.
    List(ListId),
    /// Critiques.
    Critiques(Filter, usize),
    /// Questions.
    Questions {
        /// Whether the open ones or the answered ones.
        open: bool,
        /// The page of the list.
        number: usize,
    },
    /// All benchmarks.
    Results,
    /// A benchmark.
    Benchmark(usize),
    /// The map of papers.
    Map,
    /// What was read when: all years, or one.
    Activity(Option<u16>),
    /// Papers by pass and decision.
    Board,
    /// Open problems, claims to verify, reproductions.
    Gathered(Gathered, usize),
    /// A page of the site's own.
    Own(PageId),
    /// All handouts.
    Handouts,
    /// A course.
    Course(CourseId),
    /// A handout in one of its editions.
    Handout(HandoutId, Sheet),
    /// The search page.
    Search,
    /// A part of the search index.
    SearchShard(Shard),
    /// The card image of a paper.
    Card(PaperId),
    /// The page for addresses that do not exist.
    NotFound,
    /// An old address, and the new one.
    Redirect(UrlPath),
    /// A style, script or other file of the theme.
    ThemeFile(Content),
    /// A file of the content folder.
    Asset(ContentPath),
    /// A feed, the sitemap, references, the site's data.
    Data(DataFile),
}

/// Papers that one list has.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Group {
    /// All of them.
    All,
    /// Those whose notes reached this pass and no further one.
    Pass(PassNumber),
    /// Those of a tag, author, venue or year.
    Term(TermKind, TermId),
}

/// What papers are found by.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum TermKind {
    /// Years.
    Year,
    /// Venues.
    Venue,
    /// Authors.
    Author,
    /// Tags.
    Tag,
}

impl TermKind {
    /// All of them.
    pub const ALL: [Self; 4] = [Self::Year, Self::Venue, Self::Author, Self::Tag];

    /// The word for one: `year`.
    pub fn word(self) -> &'static str {
        match self {
            Self::Year => "year",
            Self::Venue => "venue",
            Self::Author => "author",
            Self::Tag => "tag",
        }
    }

    /// The folder of their pages: `years`.
    pub fn folder(self) -> &'static str {
        match self {
            Self::Year => "years",
            Self::Venue => "venues",
            Self::Author => "authors",
            Self::Tag => "tags",
        }
    }

    /// The terms of this kind.
    pub fn terms(self, library: &Library) -> Vec<(TermId, &Term)> {
        match self {
            Self::Year => library.years().collect(),
            Self::Venue => library.venues().collect(),
            Self::Author => library.authors().collect(),
            Self::Tag => library.tags().collect(),
        }
    }

    /// The term that the id names.
    pub fn term(self, library: &Library, id: TermId) -> &Term {
        match self {
            Self::Year => library.year(id),
            Self::Venue => library.venue(id),
            Self::Author => library.author(id),
            Self::Tag => library.tag(id),
        }
    }
}

/// The table of a site.
pub(super) fn table(
    library: &Library,
    links: &Links,
    index: &Index,
    theme: &Theme,
    edition: Edition,
    assets: &BTreeMap<ContentPath, Asset>,
) -> BTreeMap<UrlPath, Page> {
    let mut table = Table { library, links, edition, pages: BTreeMap::new() };
    table.add(UrlPath::home(), Page::Home);
    table.add(UrlPath::file([], "404.html"), Page::NotFound);
    table.papers(index);
    table.documents(index);
    table.discussion(index);
    table.overviews(index);
    for file in theme.files() {
        table.add(file.url, Page::ThemeFile(file.content));
    }
    for path in assets.keys() {
        table.add(urls::asset(path), Page::Asset(path.clone()));
    }
    table.redirects();
    table.pages
}

struct Table<'a> {
    library: &'a Library,
    links: &'a Links,
    edition: Edition,
    pages: BTreeMap<UrlPath, Page>,
}

impl Table<'_> {
    /// The first page at an address keeps it: two documents that claim one were reported when the
    /// library was made.
    fn add(&mut self, url: UrlPath, page: Page) {
        self.pages.entry(url).or_insert(page);
    }

    /// The pages of a list with `total` entries.
    fn add_list(
        &mut self,
        total: usize,
        url: impl Fn(usize) -> UrlPath,
        page: impl Fn(usize) -> Page,
    ) {
        for number in 1..=pages(total) {
            self.add(url(number), page(number));
        }
    }

    fn papers(&mut self, index: &Index) {
        let (library, links) = (self.library, self.links);
        for (id, _) in library.papers() {
            self.add(library.url(Place::Paper(id)).into_owned(), Page::Paper(id));
            self.leads(Work::Read(id), links.backlinks(id).len());
        }
        for (id, wanted) in links.wanted_papers() {
            self.add(urls::work(library, links, Work::Wanted(id)).into_owned(), Page::Wanted(id));
            self.leads(Work::Wanted(id), wanted.wanted_by.len());
        }
        self.group(Group::All, library.papers().len());
        for (pass, papers) in &index.by_pass {
            self.group(Group::Pass(*pass), papers.len());
        }
        for kind in TermKind::ALL {
            let terms = kind.terms(library);
            if !terms.is_empty() {
                self.add(urls::terms(kind), Page::Terms(kind));
            }
            for (id, term) in terms {
                self.group(Group::Term(kind, id), term.papers.len());
            }
        }
        if links.wanted_papers().len() > 0 {
            let total = links.wanted_papers().len();
            self.add_list(total, urls::reading_list, Page::ReadingList);
        }
    }

    /// A map of papers that nothing joins would say nothing, nor would a board without a pass.
    fn overviews(&mut self, index: &Index) {
        if map::has_links(self.library, self.links) {
            self.add(UrlPath::page(["map"]), Page::Map);
        }
        if !index.activity.is_empty() {
            self.add(urls::activity(None), Page::Activity(None));
        }
        for &year in index.activity.keys() {
            self.add(urls::activity(Some(year)), Page::Activity(Some(year)));
        }
        if !index.by_pass.is_empty() {
            self.add(UrlPath::page(["board"]), Page::Board);
        }
        for (&what, entries) in &index.gathered {
            self.add_list(
                entries.len(),
                |number| urls::gathered(what, number),
                |number| Page::Gathered(what, number),
            );
        }
    }

    fn group(&mut self, group: Group, total: usize) {
        let library = self.library;
        self.add_list(
            total,
            |number| urls::group(library, group, number),
            |number| Page::Papers(group, number),
        );
    }

    fn leads(&mut self, work: Work, at_most: usize) {
        let (library, links) = (self.library, self.links);
        if at_most <= LEADS_SHOWN {
            return;
        }
        let total = leads::ordered(library, links, work).len();
        if total > LEADS_SHOWN {
            self.add_list(
                total,
                |number| urls::leads(library, links, work, number),
                |number| Page::Leads(work, number),
            );
        }
    }

    fn documents(&mut self, index: &Index) {
        let library = self.library;
        if library.readers().len() > 0 {
            self.add(UrlPath::page(["readers"]), Page::Readers);
        }
        for (id, reader) in library.readers() {
            self.add_list(
                reader.notes.len(),
                |number| urls::reader(library, id, number),
                |number| Page::Reader(id, number),
            );
        }
        if !index.concepts.is_empty() {
            self.add(UrlPath::page(["concepts"]), Page::Concepts);
        }
        for (place, concept) in index.concepts.iter().enumerate() {
            self.add(concept.url.clone(), Page::Concept(place));
        }
        if library.lists().len() > 0 {
            self.add(UrlPath::page(["lists"]), Page::Lists);
        }
        for (id, _) in library.lists() {
            self.add(library.url(Place::List(id)).into_owned(), Page::List(id));
        }
        if library.handouts().len() > 0 {
            self.add(UrlPath::page(["handouts"]), Page::Handouts);
        }
        for (id, _) in library.handouts() {
            for &sheet in Sheet::of(self.edition) {
                self.add(urls::handout(library, id, sheet), Page::Handout(id, sheet));
            }
        }
        for (id, course) in library.courses() {
            self.add(urls::course(course), Page::Course(id));
        }
        for (id, _) in library.pages() {
            self.add(library.url(Place::Page(id)).into_owned(), Page::Own(id));
        }
    }

    fn discussion(&mut self, index: &Index) {
        for (filter, critiques) in &index.critiques {
            self.add_list(
                critiques.len(),
                |number| urls::critiques(*filter, number),
                |number| Page::Critiques(*filter, number),
            );
        }
        if index.open.len() + index.answered.len() > 0 {
            for (open, questions) in [(true, &index.open), (false, &index.answered)] {
                self.add_list(
                    questions.len(),
                    |number| urls::questions(open, number),
                    |number| Page::Questions { open, number },
                );
            }
        }
        if !index.benchmarks.is_empty() {
            self.add(UrlPath::page(["results"]), Page::Results);
        }
        for (place, benchmark) in index.benchmarks.iter().enumerate() {
            self.add(urls::benchmark(&benchmark.slug), Page::Benchmark(place));
        }
    }

    /// Old addresses, which aliases give.
    fn redirects(&mut self) {
        let library = self.library;
        for redirect in library.redirects() {
            self.add(redirect.from.clone(), Page::Redirect(library.url(redirect.to).into_owned()));
        }
    }
}
