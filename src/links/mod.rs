//! What every reference of the library means: which paper a follow-up, citation or link leads to,
//! who leads here, and which papers are wanted that nobody has read.
//!
//! Stage: [`Library`](crate::library::Library) → [`Links`]. Invariant: everything is resolved here, before the first page is
//! rendered; a render only looks up.

mod anchors;
mod answer;
mod asked;
mod featured;
mod files;
mod guess;
mod mention;
mod names;
mod phrases;
mod resolve;
mod rewritten;
mod shown;
mod suggest;
mod targets;
mod wanted;
mod written;

pub use resolve::resolve;
pub(crate) use rewritten::leads_alike;
pub use shown::{abstract_quotes, teachers_notes};

use std::collections::BTreeMap;
use std::sync::Arc;

use crate::library::{ConceptId, HandoutId, ListId, NoteId, PageId, PaperId, Place, ReaderIndex};
use crate::model::{LinkId, PaperFacts, Priority, RelationKind, Text};
use crate::source::{ContentPath, FileId, Span};
use targets::Targets;

/// A wanted paper: its place in [`Links::wanted`].
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct WantedId(u32);

impl WantedId {
    /// Its place in its table.
    pub fn index(self) -> usize {
        self.0 as usize
    }
}

/// A paper of the site, read or wanted.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Work {
    /// Somebody has read it.
    Read(PaperId),
    /// Nobody has.
    Wanted(WantedId),
}

/// What a link of a text leads to.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Target {
    /// A paper; a heading of one of its notes, as an id on its page.
    Paper(Work, Option<String>),
    /// An entry of the glossary.
    Concept(ConceptId, Option<String>),
    /// A curated list.
    List(ListId, Option<String>),
    /// A handout.
    Handout(HandoutId, Option<String>),
    /// A page of the site's own.
    Page(PageId, Option<String>),
    /// A reader.
    Reader(ReaderIndex, Option<String>),
    /// A file of the content folder, to be published.
    Asset(ContentPath),
    /// Another page of the site by its path, `reading-list/`, relative to the root.
    Url(String),
    /// The web.
    Web(String),
    /// Nothing: its words are shown without a link.
    Dead,
}

/// Where in a note somebody leads to a paper.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Via {
    /// The follow-up with this index.
    FollowUp(u32),
    /// The relation with this index.
    Relation(u32, RelationKind),
    /// The critique with this index is answered by the paper; the index of the answer.
    Answer(u32, u32),
    /// The question with this index is answered by the paper.
    QuestionAnswer(u32),
    /// The prerequisite with this index.
    Prerequisite(u32),
    /// A link or citation in a text.
    Mention(LinkId),
}

/// One note leading to a paper.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Backlink {
    /// The note.
    pub note: NoteId,
    /// Where in it.
    pub via: Via,
}

/// A paper that notes lead to and nobody has read.
#[derive(Clone, Debug)]
pub struct Wanted {
    /// What names its page, the citation key that a note on it would have.
    pub key: String,
    /// What is known of it, from all who mention it and the bibliography.
    pub facts: PaperFacts,
    /// What to call it: its title, else the words that mention it.
    pub label: String,
    /// Who leads to it, in the order of the notes.
    pub wanted_by: Vec<Backlink>,
    /// The highest priority that a follow-up gives it.
    pub priority: Priority,
    /// How much it is wanted: the sum over notes of 3, 2 or 1 by the priority of the follow-up;
    /// links, citations and relations alone count 1 a note.
    pub demand: u32,
}

/// What every reference means. The tables are shared with the links of the same library after a
/// body in it was written anew.
#[derive(Clone, Debug, Default)]
pub struct Links {
    targets: Arc<Targets>,
    /// Targets of files whose bodies were written anew, instead of those above.
    rewritten: BTreeMap<FileId, Arc<Targets>>,
    fields: Arc<Fields>,
    backlinks: Arc<BTreeMap<PaperId, Vec<Backlink>>>,
    wanted: Vec<Arc<Wanted>>,
}

/// What the fields of front matters mean.
#[derive(Clone, Debug, Default)]
struct Fields {
    follow_ups: BTreeMap<(NoteId, u32), Work>,
    relations: BTreeMap<(NoteId, u32), Work>,
    answers: BTreeMap<(NoteId, u32, u32), Work>,
    question_answers: BTreeMap<(NoteId, u32), Work>,
    prerequisites: BTreeMap<(NoteId, u32), Target>,
    lists: BTreeMap<(ListId, u32), Work>,
    handouts: BTreeMap<(HandoutId, u32), Work>,
    needed: BTreeMap<(HandoutId, u32), Target>,
    files: BTreeMap<Span, ContentPath>,
    featured: Vec<Place>,
}

impl Links {
    /// Papers and lists that stand first on the home page.
    pub fn featured(&self) -> &[Place] {
        &self.fields.featured
    }

    /// What the link `id` leads to; [`Target::Dead`] for one that was never seen.
    pub fn target(&self, id: LinkId) -> &Target {
        self.targets(id.file).get(id).unwrap_or(&Target::Dead)
    }

    /// What the links of `text` lead to, in the order in which they stand in it.
    pub fn targets_in(&self, text: &Text) -> impl Iterator<Item = &Target> {
        self.targets(text.span.file).of_text(text.span.file, text.span.start)
    }

    fn targets(&self, file: FileId) -> &Targets {
        self.rewritten.get(&file).unwrap_or(&self.targets)
    }

    /// The paper that the `index`th follow-up of `note` leads to.
    pub fn follow_up(&self, note: NoteId, index: usize) -> Option<Work> {
        self.fields.follow_ups.get(&(note, narrow(index))).copied()
    }

    /// The paper that the `index`th relation of `note` leads to.
    pub fn relation(&self, note: NoteId, index: usize) -> Option<Work> {
        self.fields.relations.get(&(note, narrow(index))).copied()
    }

    /// The paper of the `answer`th answer to the `critique`th critique of `note`.
    pub fn answer(&self, note: NoteId, critique: usize, answer: usize) -> Option<Work> {
        self.fields.answers.get(&(note, narrow(critique), narrow(answer))).copied()
    }

    /// The paper that answers the `index`th question of `note`.
    pub fn question_answer(&self, note: NoteId, index: usize) -> Option<Work> {
        self.fields.question_answers.get(&(note, narrow(index))).copied()
    }

    /// What the `index`th prerequisite of `note` is: a paper, a concept, or [`Target::Dead`] for
    /// words.
    pub fn prerequisite(&self, note: NoteId, index: usize) -> &Target {
        self.fields.prerequisites.get(&(note, narrow(index))).unwrap_or(&Target::Dead)
    }

    /// The `index`th paper of a curated list.
    pub fn listed(&self, list: ListId, index: usize) -> Option<Work> {
        self.fields.lists.get(&(list, narrow(index))).copied()
    }

    /// The `index`th paper of a handout.
    pub fn handed_out(&self, handout: HandoutId, index: usize) -> Option<Work> {
        self.fields.handouts.get(&(handout, narrow(index))).copied()
    }

    /// What the `index`th prerequisite of a handout is: a paper, a concept, or [`Target::Dead`] for
    /// words.
    pub fn needed(&self, handout: HandoutId, index: usize) -> &Target {
        self.fields.needed.get(&(handout, narrow(index))).unwrap_or(&Target::Dead)
    }

    /// The file that a field of a front matter, written at `span`, means: the image of a figure, a
    /// reader's photo, a PDF beside the note.
    pub fn file(&self, span: Span) -> Option<&ContentPath> {
        self.fields.files.get(&span)
    }

    /// Who leads to `paper` from the notes on other papers, in the order of the notes.
    pub fn backlinks(&self, paper: PaperId) -> &[Backlink] {
        self.backlinks.get(&paper).map_or(&[], Vec::as_slice)
    }

    /// Wanted papers, the most wanted first: by demand, then by how many want them, then by key.
    pub fn wanted_papers(&self) -> impl ExactSizeIterator<Item = (WantedId, &Wanted)> {
        self.wanted.iter().enumerate().map(|(index, wanted)| (WantedId(narrow(index)), &**wanted))
    }

    /// The wanted paper that `id` names.
    pub fn wanted(&self, id: WantedId) -> &Wanted {
        &self.wanted[id.index()]
    }
}

/// An index as an id holds it; a library of 2³² notes does not fit into memory.
fn narrow(index: usize) -> u32 {
    u32::try_from(index).unwrap_or(u32::MAX)
}

#[cfg(test)]
pub(crate) mod testing;
#[cfg(test)]
mod tests;
