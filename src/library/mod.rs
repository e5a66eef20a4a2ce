//! Papers and their notes, shelved: which notes are on one paper, and the readers, concepts, tags,
//! venues and years that papers are found by.
//!
//! Stage: documents → [`Library`]. Invariant: only this module mints ids, and a library never
//! changes once it is made.

use std::collections::BTreeMap;

use crate::model::{
    ArxivId, CitationKey, Concept, CuratedList, Doi, Handout, Isbn, LanguageTag, Note,
    OpenReviewId, PassNumber, PersonName, PlainPage, Pmid, Prose, ReaderId, ReaderProfile, Text,
    VenueStatus, WebUrl, Year,
};

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
    /// Their name; the id if they have no file.
    pub name: String,
    /// Their file, if they have one.
    pub profile: Option<ReaderProfile>,
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

/// Everything that the site is made of, shelved.
#[derive(Clone, Debug, Default)]
pub struct Library {
    papers: Vec<Paper>,
    notes: Vec<ShelvedNote>,
    readers: Vec<Reader>,
    concepts: Vec<Concept>,
    lists: Vec<CuratedList>,
    handouts: Vec<Handout>,
    pages: Vec<PlainPage>,
    tags: Vec<Term>,
    authors: Vec<Term>,
    venues: Vec<Term>,
    years: Vec<Term>,
    names: BTreeMap<String, Vec<PaperId>>,
}

/// A note and where it stands.
#[derive(Clone, Debug)]
pub struct ShelvedNote {
    /// The note.
    pub note: Note,
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
                self.$field.iter().enumerate().map(|(index, it)| ($id(narrow(index)), it))
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
    /// Pages of the site's own in the order of their paths.
    page, pages: pages[PageId] -> PlainPage;
    /// Tags in the order of their names.
    tag, tags: tags[TermId] -> Term;
    /// Authors in the order of their names.
    author, authors: authors[TermId] -> Term;
    /// Venues in the order of their names.
    venue, venues: venues[TermId] -> Term;
    /// Years, the newest first.
    year, years: years[TermId] -> Term;
}

/// An index as an id holds it; a library of 2³² notes does not fit into memory.
fn narrow(index: usize) -> u32 {
    u32::try_from(index).unwrap_or(u32::MAX)
}
