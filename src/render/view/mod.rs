//! What templates see: one struct a thing shown, and nothing else is serialised for them.
//!
//! Invariants: a field whose name ends in `_html` is HTML that is safe to publish, every other text
//! is plain and escaped by the template; `href`s are ready for the page that the view is made for;
//! every field is always there, `null` or empty when there is nothing to show. The comments on the
//! fields are the text of `docs/themes.md`, which a test compares.

#![expect(
    clippy::struct_field_names,
    reason = "a template knows HTML by the end of a field's name"
)]

mod around;
mod chart;
mod discussion;
mod handouts;
mod lists;
mod map;
mod note;
mod overview;
mod page;
mod pages;
mod passes;
mod work;

pub(crate) use super::sketch::{Html, Made};
pub(crate) use around::{Citing, MetaTag, Neighbours, NoteCitation, Reason, Related};
pub(crate) use chart::{Chart, ChartDot, ChartTick};
pub(crate) use discussion::{
    Answer, Backlink, BacklinkGroup, Backlinks, Claim, Critique, CritiqueGroup, CritiquesOf,
    FollowUp, Question, QuestionsOf, Relation, Reported,
};
pub(crate) use handouts::{
    AssignedPaper, CoursePage, CourseSummary, EditionLink, HandoutPage, HandoutSummary,
    HandoutsPage, Sentence, Session, Sheet, SheetPart, SheetPass, Task, TeachersNote,
};
pub(crate) use lists::{
    Benchmark, BenchmarkRow, ConceptMention, ConceptSummary, Filter, ListSummary, Listed, Metric,
    NoteSummary, ReaderSummary, TermSummary, Thumbnail, WantedItem,
};
pub(crate) use map::{
    MapCluster, MapEdges, MapLabel, MapNode, MapPage, NeighbourEdges, NeighbourNode, Neighbourhood,
};
pub(crate) use note::{
    Cell, Coverage, CoverageRow, DifferenceCell, DifferenceItem, DifferenceRow, Differences, Note,
    NoteIds, Rating, TocEntry,
};
pub(crate) use overview::{
    ActivityEvent, ActivityMonth, ActivityPage, BoardColumn, BoardGroup, BoardPage, Calendar,
    CalendarDay, CalendarLevel, GatheredEntry, GatheredPage,
};
pub(crate) use page::{
    Alternate, Envelope, Head, License, Link, NavLink, Pagination, Site, Translation,
};
pub(crate) use pages::{
    ConceptPage, ConceptsPage, Counts, CritiquesPage, HomePage, Image, LeadsPage, ListPage,
    ListsPage, NotFoundPage, OwnPage, PaperPage, PapersPage, QuestionsPage, ReaderPage,
    ReadersPage, ReadingListPage, RedirectPage, ResultsPage, SearchPage, TermsPage, WantedPage,
};
pub(crate) use passes::{
    AbstractSentence, Concept, Contribution, Decision, Experiments, Figure, Ipo, Minutes, Pass1,
    Pass2, Pass3, Record, Reproduced, Reproduction, Section, Setting,
};
pub(crate) use work::{DateWords, Paper, PaperLink, Person, Reference, Tag, Work};
