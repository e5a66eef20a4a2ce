//! One reader's notes, and several beside each other.

use std::collections::BTreeMap;

use serde::Serialize;

use super::{
    Claim, CritiqueGroup, DateWords, FollowUp, Html, Pass1, Pass2, Pass3, Person, Question,
    Relation, Reported, Tag,
};

/// One reader's notes on the paper of the page.
#[derive(Debug, Serialize)]
pub(crate) struct Note<'a> {
    /// The id of its section; every id in it starts with this and `--`.
    pub(crate) id: &'a str,
    /// The ids of its sections.
    pub(crate) ids: NoteIds,
    /// The language of its texts.
    pub(crate) lang: &'a str,
    /// Who wrote it; may be empty.
    pub(crate) readers: Vec<Person>,
    /// When it was written.
    pub(crate) date: Option<DateWords>,
    /// When it was last changed.
    pub(crate) updated: Option<DateWords>,
    /// `to-read`, `reading`, `read` or `dropped`.
    pub(crate) status: &'static str,
    /// How much of the paper the reader had: `full-text`, `partial` or `abstract-only`.
    pub(crate) depth: Option<&'static str>,
    /// The furthest pass, 0 if none was written.
    pub(crate) pass: u8,
    /// All minutes of all passes; 0 if no pass says.
    pub(crate) minutes: u32,
    /// The last decision: `continue`, `stop` or `later`.
    pub(crate) decision: Option<&'static str>,
    /// Why it is read; may be empty.
    pub(crate) purpose_html: Html,
    /// One sentence; may be empty.
    pub(crate) tldr_html: Html,
    /// Ratings, in the order written.
    pub(crate) ratings: Vec<Rating>,
    /// Papers or concepts to know first.
    pub(crate) prerequisites: Vec<Tag>,
    /// Which parts of the paper the note covers in which pass; none if it has no pass.
    pub(crate) coverage: Option<Coverage>,
    /// The first pass.
    pub(crate) pass1: Option<Pass1>,
    /// The second pass.
    pub(crate) pass2: Option<Pass2>,
    /// The third pass.
    pub(crate) pass3: Option<Pass3>,
    /// What follows the front matter; may be empty.
    pub(crate) body_html: Html,
    /// Critiques by viewpoint; empty ones are left out.
    pub(crate) critiques: Vec<CritiqueGroup<'a>>,
    /// Questions, open ones first.
    pub(crate) questions: Vec<Question<'a>>,
    /// What the paper claims.
    pub(crate) claims: Vec<Claim>,
    /// Numbers as the paper reports them.
    pub(crate) results: Vec<Reported>,
    /// What the paper is to others.
    pub(crate) relations: Vec<Relation<'a>>,
    /// What to read next, the most urgent first.
    pub(crate) follow_ups: Vec<FollowUp<'a>>,
    /// Headings of the note's sections and of its body.
    pub(crate) toc: Vec<TocEntry>,
    /// Keys of the author's own.
    pub(crate) extra: &'a BTreeMap<String, serde_json::Value>,
}

/// The ids of a note's sections.
#[derive(Debug, Serialize)]
pub(crate) struct NoteIds {
    /// What to know first.
    pub(crate) prerequisites: String,
    /// The body.
    pub(crate) body: String,
    /// Critiques.
    pub(crate) critiques: String,
    /// Questions.
    pub(crate) questions: String,
    /// Claims.
    pub(crate) claims: String,
    /// Results.
    pub(crate) results: String,
    /// Relations.
    pub(crate) relations: String,
    /// Follow-ups.
    pub(crate) follow_ups: String,
}

/// How many of five, for one question about the paper.
#[derive(Debug, Serialize)]
pub(crate) struct Rating {
    /// The question: `novelty`, `experiments`, `writing`, `value`, or the author's own word.
    pub(crate) name: String,
    /// The words to show.
    pub(crate) label: String,
    /// 1 to 5.
    pub(crate) value: u8,
}

/// An entry of a table of contents.
#[derive(Debug, Serialize)]
pub(crate) struct TocEntry {
    /// The id that it leads to.
    pub(crate) id: String,
    /// Its words; empty when `key` says them.
    pub(crate) title: String,
    /// The string that says its words; empty when `title` does.
    pub(crate) key: &'static str,
    /// 0 for the sections of the note, 1 and more for headings within its body.
    pub(crate) depth: u8,
}

/// Which parts of the paper a note covers in which pass, as the method lays them out.
#[derive(Debug, Serialize)]
pub(crate) struct Coverage {
    /// The parts of a paper, in order.
    pub(crate) rows: Vec<CoverageRow>,
}

/// One part of the paper.
#[derive(Debug, Serialize)]
pub(crate) struct CoverageRow {
    /// `title`, `abstract`, `introduction`, `related-work`, `methods`, `experiments` or
    /// `conclusion`.
    pub(crate) part: &'static str,
    /// The three passes.
    pub(crate) cells: Vec<Cell>,
}

/// One part of the paper in one pass.
#[derive(Debug, Serialize)]
pub(crate) struct Cell {
    /// 1, 2 or 3.
    pub(crate) pass: u8,
    /// Whether the method asks for the part in this pass.
    pub(crate) asked: bool,
    /// `yes`, `figures` (figures and tables only), or `no`; `unread` when the note has no such
    /// pass.
    pub(crate) covered: &'static str,
    /// The place in the note.
    pub(crate) href: Option<String>,
}

/// Where the readers of one paper differ.
#[derive(Debug, Serialize)]
pub(crate) struct Differences {
    /// The notes: who wrote them, and the way to each.
    pub(crate) notes: Vec<Tag>,
    /// What they differ in; there is at least one.
    pub(crate) rows: Vec<DifferenceRow>,
}

/// One thing that readers differ in.
#[derive(Debug, Serialize)]
pub(crate) struct DifferenceRow {
    /// `pass`, `decision`, `status`, `rating`, `contributions` or `critiques`.
    pub(crate) kind: &'static str,
    /// The rating, or the part of the paper that the critiques are about; empty for other kinds.
    pub(crate) label: String,
    /// What each note says, in the order of the notes.
    pub(crate) cells: Vec<DifferenceCell>,
}

/// What one note says.
#[derive(Debug, Default, Serialize)]
pub(crate) struct DifferenceCell {
    /// The pass or rating; 0 if the note does not say.
    pub(crate) number: u8,
    /// The decision or status; empty for other kinds.
    pub(crate) word: &'static str,
    /// Contributions: the claim, and its weight as `word`. Critiques: how many, and their stance.
    pub(crate) items: Vec<DifferenceItem>,
    /// How many more contributions the note has.
    pub(crate) rest: usize,
}

/// A contribution, or how many critiques take a stance.
#[derive(Debug, Serialize)]
pub(crate) struct DifferenceItem {
    /// The contribution's claim; empty for critiques.
    pub(crate) html: Html,
    /// `major`, `minor`, `doubtful`; or `con`, `pro`, `mixed`; empty if not said.
    pub(crate) word: &'static str,
    /// How many critiques; 0 for contributions.
    pub(crate) count: usize,
}
