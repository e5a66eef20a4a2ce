//! What a reading site is made of: papers, notes, passes, follow-ups, critiques, questions,
//! results, as their authors wrote them. Plain data with checked value types.
//!
//! Invariant: nothing here knows where it stands in a library, and nothing is filled in later.
//! What a reference *means* is for [`crate::links`].

mod critique;
mod date;
mod document;
mod ids;
mod mention;
mod name;
mod note;
mod paper;
mod passes;
mod text;
mod words;

pub use critique::{Claim, Critique, Question, Relation, ResultRow};
pub use date::{PartialDate, Year};
pub use document::{
    AssignedPaper, Concept, CuratedList, Document, Handout, ListedPaper, PlainPage, ReaderProfile,
    Task,
};
pub use ids::{ArxivId, CitationKey, Doi, Isbn, LanguageTag, OpenReviewId, Pmid, ReaderId, WebUrl};
pub use mention::{Heading, LinkId, Mention, Mentioned, Outline, WordCount};
pub use name::{PersonName, split_names};
pub use note::{Note, Rating};
pub use paper::{FollowUp, PaperFacts, PaperRef};
pub use passes::{
    AbstractSentence, Contribution, Decision, Experiments, FigureRemark, InputProcessOutput,
    NamedExplanation, Pass1, Pass2, Pass3, PassRecord, Reproduced, Reproduction, SectionGist,
};
pub use text::{HtmlPolicy, Prose, Text};
pub use words::{
    About, Basis, Better, Confidence, DecisionWord, Depth, FigureKind, PassNumber, Priority,
    ReadingStatus, RelationKind, ReproductionStatus, SentenceRole, Stance, Understood, VenueStatus,
    View, Weight, Word,
};
