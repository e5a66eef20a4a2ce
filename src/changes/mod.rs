//! What changed between two states of a library, in the language of papers.
//!
//! Stage: two pairs of `Library` and `Links` → [`Changes`]. Invariant: pure, and blind to files: a
//! paper is the same by its ids, key or title, a note by its paper and reader.

mod compare;
mod identity;
mod say;

#[cfg(test)]
mod tests;

pub use say::{Tongue, html, markdown, text, title};

use crate::library::Library;
use crate::links::Links;
use crate::model::{DecisionWord, PartialDate, PassNumber};

/// One state of a folder of notes.
#[derive(Clone, Copy, Debug)]
pub struct State<'s> {
    /// Its papers and notes.
    pub library: &'s Library,
    /// What their references mean.
    pub links: &'s Links,
}

/// What changed, papers in the order of their keys.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Changes {
    /// Papers that only the new state has notes on.
    pub added: Vec<PaperChange>,
    /// Papers whose notes changed.
    pub changed: Vec<PaperChange>,
    /// Papers that only the old state has notes on.
    pub removed: Vec<PaperChange>,
    /// The newest date of the notes that changed, else of the new state.
    pub date: Option<PartialDate>,
}

/// What changed of one paper.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PaperChange {
    /// Its key.
    pub key: String,
    /// What to call it.
    pub name: String,
    /// What happened, in the order in which it is said.
    pub facts: Vec<Fact>,
}

/// One thing that happened.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Fact {
    /// Somebody has begun to read it: their name, and how far they came.
    NoteAdded(Option<String>, Option<PassNumber>),
    /// A note is gone: whose.
    NoteRemoved(Option<String>),
    /// So many papers led here when nobody had read it.
    WasWanted(usize),
    /// The furthest pass of all notes, before and after.
    Pass(Option<PassNumber>, Option<PassNumber>),
    /// What was decided at the end of a pass.
    Decided(PassNumber, DecisionWord),
    /// Minutes more than before.
    Minutes(u64),
    /// Things more or less than before.
    Count(Thing, Event, usize),
    /// Texts changed, and nothing that is counted.
    Revised,
}

/// What is counted.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Thing {
    /// Papers to read next.
    FollowUp,
    /// Judgements.
    Critique,
    /// Questions.
    Question,
    /// What the paper claims.
    Claim,
    /// Numbers that it reports.
    Result,
}

/// What happened to what is counted.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Event {
    /// It is new.
    New,
    /// It has an answer now.
    Answered,
    /// It is gone.
    Gone,
}

impl Changes {
    /// What changed from `old` to `new`.
    pub fn between(old: State<'_>, new: State<'_>) -> Self {
        compare::compare(old, new)
    }

    /// Whether nothing did.
    pub fn is_empty(&self) -> bool {
        self.added.is_empty() && self.changed.is_empty() && self.removed.is_empty()
    }
}
