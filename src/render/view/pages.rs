//! One struct a kind of page: what its template sees beside `site`, `page`, `lang` and `root`.

use serde::Serialize;

use super::{
    Backlinks, Benchmark, Citing, ConceptMention, ConceptSummary, Critique, CritiquesOf,
    Differences, Filter, FollowUp, Html, Link, ListSummary, Listed, Made, Neighbours, Note,
    NoteSummary, Pagination, Paper, PaperLink, Person, Question, QuestionsOf, ReaderSummary,
    Reference, Related, TermSummary, TocEntry, WantedItem, Work,
};

/// The home page.
#[derive(Debug, Serialize)]
pub(crate) struct HomePage<'a> {
    /// A text of the site's own, from `pages/index.md`; may be empty.
    pub(crate) intro_html: Html,
    /// The language of that text.
    pub(crate) intro_lang: &'a str,
    /// Papers that the settings feature.
    pub(crate) featured: Vec<Work<'a>>,
    /// Curated lists that the settings feature.
    pub(crate) featured_lists: Vec<ListSummary>,
    /// The newest notes and the newest passes, the newest first.
    pub(crate) latest: Vec<NoteSummary<'a>>,
    /// The latest passes, the newest first.
    pub(crate) passed: Vec<super::ActivityEvent<'a>>,
    /// The most wanted papers.
    pub(crate) wanted: Vec<WantedItem<'a>>,
    /// Open questions of the newest notes.
    pub(crate) questions: Vec<Question<'a>>,
    /// Readers and what each is on.
    pub(crate) readers: Vec<ReaderSummary<'a>>,
    /// Papers by how far they were read.
    pub(crate) passes: Vec<TermSummary>,
    /// How much there is.
    pub(crate) counts: Counts,
}

/// How much a site has.
#[derive(Debug, Serialize)]
pub(crate) struct Counts {
    /// Papers that somebody has read.
    pub(crate) papers: usize,
    /// Notes.
    pub(crate) notes: usize,
    /// Papers that nobody has read yet.
    pub(crate) wanted: usize,
    /// Critiques.
    pub(crate) critiques: usize,
    /// Open questions.
    pub(crate) questions: usize,
}

/// The page of a paper with all notes on it.
#[derive(Debug, Serialize)]
pub(crate) struct PaperPage<'a> {
    /// The paper.
    pub(crate) paper: Paper<'a>,
    /// The notes, the furthest read first.
    pub(crate) notes: Vec<Note<'a>>,
    /// Where they differ; none for a single note, and where all say the same.
    pub(crate) differences: Option<Differences>,
    /// Critiques of other papers that this one answers.
    pub(crate) answers: Vec<Critique<'a>>,
    /// Who leads here.
    pub(crate) backlinks: Backlinks<'a>,
    /// The small map of the papers around it; none if it has no links.
    pub(crate) neighbourhood: Option<super::Neighbourhood<'a>>,
    /// What the texts of the page cite.
    pub(crate) references: Made<Vec<Reference>>,
    /// Papers that share something with this one, those that share most first.
    pub(crate) related: Vec<Related<'a>>,
    /// The papers before and after it.
    pub(crate) neighbours: Neighbours,
    /// How to cite it.
    pub(crate) citing: Citing,
}

/// The page of a paper that nobody has read yet.
#[derive(Debug, Serialize)]
pub(crate) struct WantedPage<'a> {
    /// The paper.
    pub(crate) work: Work<'a>,
    /// All its authors.
    pub(crate) authors: Vec<Person>,
    /// Its ids with the pages that they stand for.
    pub(crate) ids: Vec<PaperLink>,
    /// Links to it.
    pub(crate) links: Vec<PaperLink>,
    /// How much it is wanted.
    pub(crate) demand: u32,
    /// `high`, `normal` or `low`.
    pub(crate) priority: &'static str,
    /// Who leads here.
    pub(crate) backlinks: Backlinks<'a>,
    /// The command that starts a note on it.
    pub(crate) command: String,
}

/// All who lead to a paper, when there are too many for its own page.
#[derive(Debug, Serialize)]
pub(crate) struct LeadsPage<'a> {
    /// The paper.
    pub(crate) work: Work<'a>,
    /// Who leads to it.
    pub(crate) backlinks: Backlinks<'a>,
    /// Where this page stands among them.
    pub(crate) pagination: Pagination,
}

/// Papers: all of them, or those of a pass, year, venue, author or tag.
#[derive(Debug, Serialize)]
pub(crate) struct PapersPage<'a> {
    /// What they are found by: `all`, `pass`, `year`, `venue`, `author` or `tag`.
    pub(crate) by: &'static str,
    /// Its name: `2012`, `NeurIPS`; empty for all papers.
    pub(crate) name: String,
    /// The full name of a venue; else empty.
    pub(crate) full_name: String,
    /// The papers, newest first.
    pub(crate) papers: Vec<Work<'a>>,
    /// Where this page stands among them.
    pub(crate) pagination: Pagination,
    /// Indexes by pass, year, venue, author and tag; on the page of all papers only.
    pub(crate) indexes: Vec<Link>,
    /// Papers by how far they were read; on the page of all papers only.
    pub(crate) passes: Vec<TermSummary>,
}

/// All tags, authors, venues or years.
#[derive(Debug, Serialize)]
pub(crate) struct TermsPage {
    /// `year`, `venue`, `author` or `tag`.
    pub(crate) by: &'static str,
    /// Each with its papers counted.
    pub(crate) terms: Vec<TermSummary>,
}

/// All readers.
#[derive(Debug, Serialize)]
pub(crate) struct ReadersPage<'a> {
    /// The readers.
    pub(crate) readers: Vec<ReaderSummary<'a>>,
}

/// A reader.
#[derive(Debug, Serialize)]
pub(crate) struct ReaderPage<'a> {
    /// Their name.
    pub(crate) name: &'a str,
    /// Where they work or study; may be empty.
    pub(crate) affiliation: String,
    /// What they do, in their own words; may be empty.
    pub(crate) role: String,
    /// Links to them elsewhere.
    pub(crate) links: Vec<Link>,
    /// A picture of them.
    pub(crate) photo: Option<Image>,
    /// What they write of themselves; may be empty.
    pub(crate) body_html: Html,
    /// The language of that text.
    pub(crate) body_lang: &'a str,
    /// Their notes, newest first; those of this page.
    pub(crate) notes: Vec<NoteSummary<'a>>,
    /// The pages that the notes take.
    pub(crate) pagination: Pagination,
    /// What they should read next: papers that their notes lead to and they have not read. Nothing
    /// but on the first page.
    pub(crate) next: Vec<FollowUp<'a>>,
    /// Their open questions, the first of them, on the first page.
    pub(crate) questions: Vec<Question<'a>>,
    /// How many more open questions they have.
    pub(crate) questions_rest: usize,
    /// What their texts cite.
    pub(crate) references: Made<Vec<Reference>>,
}

/// An image of the site.
#[derive(Debug, Serialize)]
pub(crate) struct Image {
    /// Where it is.
    pub(crate) src: String,
    /// Its width in CSS pixels.
    pub(crate) width: Option<u32>,
    /// Its height in CSS pixels.
    pub(crate) height: Option<u32>,
}

/// The glossary.
#[derive(Debug, Serialize)]
pub(crate) struct ConceptsPage {
    /// The concepts, by name.
    pub(crate) concepts: Vec<ConceptSummary>,
}

/// A concept.
#[derive(Debug, Serialize)]
pub(crate) struct ConceptPage<'a> {
    /// Its name.
    pub(crate) name: String,
    /// Its other names.
    pub(crate) aliases: Vec<String>,
    /// The entry of the glossary; empty if only notes explain it.
    pub(crate) body_html: Html,
    /// The language of the entry.
    pub(crate) body_lang: &'a str,
    /// Notes that explain it.
    pub(crate) explained: Vec<ConceptMention<'a>>,
    /// Notes that mention it.
    pub(crate) mentioned: Vec<ConceptMention<'a>>,
    /// Notes that ask for it to be known first.
    pub(crate) required: Vec<ConceptMention<'a>>,
    /// What the texts of the page cite.
    pub(crate) references: Made<Vec<Reference>>,
}

/// Wanted papers, ranked by demand.
#[derive(Debug, Serialize)]
pub(crate) struct ReadingListPage<'a> {
    /// The papers, the most wanted first.
    pub(crate) wanted: Vec<WantedItem<'a>>,
    /// Papers that somebody has begun or put off: their last decision is to go on, or later.
    pub(crate) unfinished: Vec<NoteSummary<'a>>,
    /// Papers in the queue: notes without a pass.
    pub(crate) queued: Vec<NoteSummary<'a>>,
    /// Where this page stands among the wanted papers.
    pub(crate) pagination: Pagination,
}

/// All curated lists.
#[derive(Debug, Serialize)]
pub(crate) struct ListsPage {
    /// The lists.
    pub(crate) lists: Vec<ListSummary>,
}

/// A curated list.
#[derive(Debug, Serialize)]
pub(crate) struct ListPage<'a> {
    /// Its title.
    pub(crate) title: String,
    /// Its description; may be empty.
    pub(crate) description_html: Html,
    /// Who made it.
    pub(crate) readers: Vec<Person>,
    /// The papers, in order.
    pub(crate) papers: Vec<Listed<'a>>,
    /// The text of the list; may be empty.
    pub(crate) body_html: Html,
    /// The language of the texts.
    pub(crate) body_lang: &'a str,
    /// What the texts cite.
    pub(crate) references: Made<Vec<Reference>>,
}

/// Critiques: all, or those of a viewpoint, part of the paper or stance.
#[derive(Debug, Serialize)]
pub(crate) struct CritiquesPage<'a> {
    /// The sub-pages, this one included.
    pub(crate) filters: Vec<Filter>,
    /// The critiques, those of the newest papers first, by papers and readers.
    pub(crate) groups: Vec<CritiquesOf<'a>>,
    /// Where this page stands among them.
    pub(crate) pagination: Pagination,
}

/// Questions: open or answered.
#[derive(Debug, Serialize)]
pub(crate) struct QuestionsPage<'a> {
    /// The sub-pages, this one included.
    pub(crate) filters: Vec<Filter>,
    /// The questions, those of the newest notes first, by papers and readers.
    pub(crate) groups: Vec<QuestionsOf<'a>>,
    /// Where this page stands among them.
    pub(crate) pagination: Pagination,
}

/// Results: all benchmarks, or one.
#[derive(Debug, Serialize)]
pub(crate) struct ResultsPage<'a> {
    /// Whether this is the page of a single benchmark.
    pub(crate) single: bool,
    /// The benchmarks, by name.
    pub(crate) benchmarks: Vec<Benchmark<'a>>,
}

/// A page of the site's own.
#[derive(Debug, Serialize)]
pub(crate) struct OwnPage<'a> {
    /// Its title.
    pub(crate) title_html: Html,
    /// When it was written.
    pub(crate) date: Option<super::DateWords>,
    /// Its text.
    pub(crate) body_html: Html,
    /// The language of its text.
    pub(crate) body_lang: &'a str,
    /// Its headings.
    pub(crate) toc: Vec<TocEntry>,
    /// What it cites.
    pub(crate) references: Made<Vec<Reference>>,
    /// Keys of the author's own.
    pub(crate) extra: &'a std::collections::BTreeMap<String, serde_json::Value>,
}

/// The page for addresses that do not exist. Its links start at the root of the site's host.
#[derive(Debug, Serialize)]
pub(crate) struct NotFoundPage {
    /// The ways back into the site.
    pub(crate) links: Vec<Link>,
}

/// An old address that leads to a page's new one.
#[derive(Debug, Serialize)]
pub(crate) struct RedirectPage {
    /// Where the page is now.
    pub(crate) to: Link,
}

/// The search page.
#[derive(Debug, Serialize)]
pub(crate) struct SearchPage {
    /// The indexes of the site, for those who have no script.
    pub(crate) indexes: Vec<Link>,
    /// Papers by how far they were read.
    pub(crate) passes: Vec<TermSummary>,
}
