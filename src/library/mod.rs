//! Papers and their notes, shelved: which notes are on one paper, and the readers, concepts, tags,
//! venues and years that papers are found by.
//!
//! Stage: documents → [`Library`]. Invariant: only this module mints ids, and a library never
//! changes once it is made.

mod courses;
mod facts;
mod identity;
mod ids;
mod keys;
mod language;
mod nearby;
mod people;
mod shelve;
mod sorted;
mod terms;
mod title;
pub mod urls;

pub(crate) use facts::fill;
pub(crate) use identity::{Claims, group};
pub(crate) use ids::Id;
pub(crate) use nearby::{Nearby, looks_like_a_slip, name_slips};
pub use shelve::shelve;
pub(crate) use sorted::{is_private, leave_given_key};
pub(crate) use title::{Word, fold, is_wide, normalise, numbers, slips, words};
pub(crate) use urls::own_name;
pub use urls::{Place, Redirect};

use std::collections::BTreeMap;
use std::sync::Arc;

use crate::config::Config;
use crate::model::{
    ArxivId, CitationKey, Concept, CuratedList, Doi, Handout, Isbn, LanguageTag, Note,
    OpenReviewId, PaperFacts, PassNumber, PersonName, PlainPage, Pmid, Prose, ReaderId,
    ReaderProfile, Text, VenueStatus, WebUrl, Year,
};
use crate::output::UrlPath;
use crate::source::ContentPath;

macro_rules! ids {
    ($($(#[doc = $doc:literal])+ $name:ident;)+) => {$(
        $(#[doc = $doc])+
        #[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
        pub struct $name(u32);

        impl $name {
            /// Its place in its table.
            pub fn index(self) -> usize {
                self.0 as usize
            }
        }
    )+};
}

ids! {
    /// A paper that at least one note is on.
    PaperId;
    /// A note.
    NoteId;
    /// A reader: one with a file, or one whom notes name.
    ReaderIndex;
    /// An entry of the glossary.
    ConceptId;
    /// A curated list.
    ListId;
    /// A handout.
    HandoutId;
    /// A course.
    CourseId;
    /// A page of the site's own.
    PageId;
    /// A tag, author, venue or year: its place in its own table.
    TermId;
}

/// A paper that somebody has read, with what all its notes and the bibliography say of it.
#[derive(Clone, Debug)]
pub struct Paper {
    /// Its citation key, which names its page.
    pub key: CitationKey,
    /// Its page.
    pub(super) url: UrlPath,
    /// Its title; the file's name if nobody gave one.
    pub title: Text,
    /// Its title in Chinese.
    pub title_zh: Option<Text>,
    /// Its authors, in order.
    pub authors: Vec<PersonName>,
    /// Where they work.
    pub affiliations: Vec<String>,
    /// When it was published.
    pub year: Option<Year>,
    /// The venue, by the name that the site uses for it.
    pub venue: Option<String>,
    /// How far it has come into print.
    pub venue_status: Option<VenueStatus>,
    /// Its DOI.
    pub doi: Option<Doi>,
    /// Its arXiv id.
    pub arxiv: Option<ArxivId>,
    /// Its OpenReview id.
    pub openreview: Option<OpenReviewId>,
    /// Its PubMed id.
    pub pmid: Option<Pmid>,
    /// Its ISBN.
    pub isbn: Option<Isbn>,
    /// Links to it: what each is (`url`, `pdf`, `code`, `data`, `project`, `video`, `slides`), and
    /// where it leads, in that order.
    pub links: Vec<(PaperLink, WebUrl)>,
    /// The abstract, where it may be published.
    pub abstract_text: Prose,
    /// Its tags, by the names that the site uses.
    pub tags: Vec<String>,
    /// Its fields.
    pub field: Vec<String>,
    /// Its keywords.
    pub keywords: Vec<String>,
    /// Other names that links may use.
    pub aliases: Vec<String>,
    /// Its notes: the furthest read first, then the earliest.
    pub notes: Vec<NoteId>,
    /// The furthest pass that any of its notes reached.
    pub reached: Option<PassNumber>,
}

/// What a link of a paper leads to.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum PaperLink {
    /// Its page.
    Url,
    /// Its text.
    Pdf,
    /// Its code.
    Code,
    /// Its data.
    Data,
    /// Its project page.
    Project,
    /// A recorded talk.
    Video,
    /// Slides.
    Slides,
}

/// A reader and what they wrote.
#[derive(Clone, Debug)]
pub struct Reader {
    /// What notes call them.
    pub id: ReaderId,
    /// Their page.
    pub url: UrlPath,
    /// Their name; the id if they have no file.
    pub name: String,
    /// Their file, if they have one.
    pub profile: Option<Arc<ReaderProfile>>,
    /// Their notes, newest first.
    pub notes: Vec<NoteId>,
}

/// A tag, author, venue or year and the papers found by it.
#[derive(Clone, Debug)]
pub struct Term {
    /// Its name as shown.
    pub name: String,
    /// Its part of the URL, unique in its table.
    pub slug: String,
    /// The papers, newest first, then by key.
    pub papers: Vec<PaperId>,
}

/// A course: the handouts that name it.
#[derive(Clone, Debug)]
pub struct Course {
    /// Its name, as the first handout writes it.
    pub name: Text,
    /// Its part of the URL, unique among courses.
    pub slug: String,
    /// Its handouts in the order of their sessions.
    pub sessions: Vec<HandoutId>,
}

/// Everything that the site is made of, shelved. The tables are shared with the library after the
/// body of a note in it was written anew.
#[derive(Clone, Debug, Default)]
pub struct Library {
    papers: Arc<Vec<Paper>>,
    notes: Vec<Arc<ShelvedNote>>,
    readers: Arc<Vec<Reader>>,
    concepts: Vec<Arc<Concept>>,
    lists: Vec<Arc<CuratedList>>,
    handouts: Vec<Arc<Handout>>,
    courses: Vec<Course>,
    pages: Vec<Arc<PlainPage>>,
    tags: Arc<terms::Table>,
    authors: Arc<terms::Table>,
    venues: Arc<terms::Table>,
    years: Arc<terms::Table>,
    names: Arc<Names>,
    references: Arc<Vec<PaperFacts>>,
    redirects: Arc<Vec<Redirect>>,
    drafts: Arc<Vec<Draft>>,
}

/// What papers and readers are called.
#[derive(Clone, Debug, Default)]
struct Names {
    /// Keys that notes and bibliographies give, folded.
    given_keys: BTreeMap<String, PaperId>,
    /// All keys, those that files' names are included, folded.
    keys: BTreeMap<String, PaperId>,
    /// Aliases, folded.
    aliases: BTreeMap<String, Vec<PaperId>>,
    /// Ids.
    ids: BTreeMap<Id, PaperId>,
    /// Titles, normalised.
    titles: BTreeMap<String, Vec<PaperId>>,
    /// Readers' ids, names and aliases, folded.
    readers: BTreeMap<String, ReaderIndex>,
}

impl Names {
    /// The reader with this id, name or alias.
    fn reader(&self, name: &str) -> Option<ReaderIndex> {
        self.readers.get(&fold(name.trim().trim_start_matches('@'))).copied()
    }
}

/// A document that is not published. Nothing of it but its names is kept, so that a link to it can
/// be told from a dead one.
#[derive(Clone, Debug)]
pub(crate) struct Draft {
    /// Its file.
    pub(crate) path: ContentPath,
    /// What wikilinks may call it, folded: key, title, aliases.
    pub(crate) names: Vec<String>,
}

/// A note and where it stands.
#[derive(Clone, Debug)]
pub struct ShelvedNote {
    /// The note.
    pub note: Arc<Note>,
    /// The paper that it is on.
    pub paper: PaperId,
    /// Its readers.
    pub readers: Vec<ReaderIndex>,
    /// What its ids on the paper's page start with, unique there and the same whoever else reads
    /// the paper: the reader's slug, or `note`.
    pub anchor: String,
    /// Its language: what it says, else what its text shows, else the site's.
    pub lang: LanguageTag,
}

macro_rules! tables {
    ($($(#[doc = $doc:literal])+ $one:ident, $all:ident: $field:ident[$id:ident] -> $type:ty;)+) => {
        impl Library {$(
            $(#[doc = $doc])+
            pub fn $all(&self) -> impl ExactSizeIterator<Item = ($id, &$type)> + DoubleEndedIterator {
                self.$field.iter().enumerate().map(|(index, it)| {
                    // Whether it is shared or not.
                    let it: &$type = it;
                    ($id(narrow(index)), it)
                })
            }

            /// The one that the id names.
            pub fn $one(&self, id: $id) -> &$type {
                &self.$field[id.index()]
            }
        )+}
    };
}

tables! {
    /// Papers in the order of their keys.
    paper, papers: papers[PaperId] -> Paper;
    /// Notes in the order of their paths.
    note, notes: notes[NoteId] -> ShelvedNote;
    /// Readers in the order of their ids.
    reader, readers: readers[ReaderIndex] -> Reader;
    /// The glossary in the order of its paths.
    concept, concepts: concepts[ConceptId] -> Concept;
    /// Curated lists in the order of their paths.
    list, lists: lists[ListId] -> CuratedList;
    /// Handouts in the order of their paths.
    handout, handouts: handouts[HandoutId] -> Handout;
    /// Courses in the order of their slugs.
    course, courses: courses[CourseId] -> Course;
    /// Pages of the site's own in the order of their paths.
    page, pages: pages[PageId] -> PlainPage;
}

macro_rules! terms {
    ($($(#[doc = $doc:literal])+ $one:ident, $all:ident;)+) => {
        impl Library {$(
            $(#[doc = $doc])+
            pub fn $all(&self) -> impl ExactSizeIterator<Item = (TermId, &Term)> + DoubleEndedIterator {
                self.$all.terms.iter().enumerate().map(|(index, it)| (TermId(narrow(index)), it))
            }

            /// The one that the id names.
            pub fn $one(&self, id: TermId) -> &Term {
                &self.$all.terms[id.index()]
            }
        )+}
    };
}

terms! {
    /// Tags in the order of their names.
    tag, tags;
    /// Authors in the order of their names.
    author, authors;
    /// Venues in the order of their names.
    venue, venues;
    /// Years, the newest first.
    year, years;
}

impl Library {
    /// The term of a tag, in any spelling.
    pub fn tag_named(&self, tag: &str) -> Option<TermId> {
        self.tags.named(tag, || terms::tag_key(tag))
    }

    /// The term of an author, in any spelling.
    pub fn author_named(&self, name: &PersonName) -> Option<TermId> {
        self.authors.named(&terms::spelling(name), || terms::author_key(name))
    }

    /// The term of a venue, in any spelling that a note used.
    pub fn venue_named(&self, venue: &str) -> Option<TermId> {
        self.venues.named(venue, || terms::venue_key(venue))
    }

    /// The term of a year.
    pub fn year_named(&self, year: Year) -> Option<TermId> {
        self.years.with_key(&year.to_string())
    }

    /// The reader with this id, name or alias.
    pub fn reader_named(&self, name: &str) -> Option<ReaderIndex> {
        self.names.reader(name)
    }

    /// The paper with this citation key.
    pub fn paper_with_key(&self, key: &str) -> Option<PaperId> {
        self.names.keys.get(&fold(key)).copied()
    }

    /// The note in the file at `path`.
    pub(crate) fn note_at(&self, path: &ContentPath) -> Option<NoteId> {
        let found = self.notes.binary_search_by(|shelved| shelved.note.path.cmp(path));
        found.ok().map(|index| NoteId(narrow(index)))
    }

    /// The library with `note` for the one that `id` names, which differs from it in its body only.
    /// `None` if its language would be another.
    pub(crate) fn rewritten(&self, id: NoteId, note: Arc<Note>, config: &Config) -> Option<Self> {
        let old = self.note(id);
        if language::of(&note, config) != old.lang {
            return None;
        }
        let mut library = self.clone();
        library.notes[id.index()] = Arc::new(ShelvedNote { note, ..old.clone() });
        Some(library)
    }

    /// Old URLs of documents and where they lead now.
    pub fn redirects(&self) -> &[Redirect] {
        &self.redirects
    }

    /// Entries of the bibliographies, in their order.
    pub fn references(&self) -> &[PaperFacts] {
        &self.references
    }

    /// Whether the text at `path` is not published.
    pub fn is_draft(&self, path: &ContentPath) -> bool {
        self.drafts.binary_search_by(|draft| draft.path.cmp(path)).is_ok()
    }

    /// Documents that are not published, in the order of their paths.
    pub(crate) fn drafts(&self) -> &[Draft] {
        &self.drafts
    }

    /// Papers by the keys that notes and bibliographies give them, folded.
    pub(crate) fn given_keys(&self) -> &BTreeMap<String, PaperId> {
        &self.names.given_keys
    }

    /// Papers by all their keys, file names included, folded.
    pub(crate) fn keys(&self) -> &BTreeMap<String, PaperId> {
        &self.names.keys
    }

    /// Papers by their aliases, folded.
    pub(crate) fn paper_aliases(&self) -> &BTreeMap<String, Vec<PaperId>> {
        &self.names.aliases
    }

    /// Papers by their ids.
    pub(crate) fn ids(&self) -> &BTreeMap<Id, PaperId> {
        &self.names.ids
    }

    /// Papers by their titles, normalised.
    pub(crate) fn titles(&self) -> &BTreeMap<String, Vec<PaperId>> {
        &self.names.titles
    }
}

impl ShelvedNote {
    /// What the ids of its headings start with on the paper's page: `li-ming--`.
    pub fn id_prefix(&self) -> String {
        // With room for what stands behind it.
        let mut prefix = String::with_capacity(self.anchor.len() + 24);
        prefix.push_str(&self.anchor);
        prefix.push_str("--");
        prefix
    }
}

/// An index as an id holds it; a library of 2³² notes does not fit into memory.
fn narrow(index: usize) -> u32 {
    u32::try_from(index).unwrap_or(u32::MAX)
}

#[cfg(test)]
mod tests;
