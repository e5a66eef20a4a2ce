//! The documents of a site that are not notes on papers.

use std::sync::Arc;

use super::{Note, Outline, PaperRef, PartialDate, PassNumber, Prose, ReaderId, Text, WebUrl};
use crate::source::{ContentPath, FileId, Located, Span};

/// A file of the content folder, read. Shared, because a preview keeps those whose files have not
/// changed.
#[derive(Clone, Debug)]
pub enum Document {
    /// Notes on a paper.
    Note(Arc<Note>),
    /// Somebody who reads.
    Reader(Arc<ReaderProfile>),
    /// An entry of the glossary.
    Concept(Arc<Concept>),
    /// A curated reading list.
    List(Arc<CuratedList>),
    /// A course page.
    Handout(Arc<Handout>),
    /// Any other page.
    Page(Arc<PlainPage>),
}

/// What every document other than a note has.
#[derive(Clone, Debug)]
pub struct PlainPage {
    /// The file.
    pub file: FileId,
    /// Its place in the content folder.
    pub path: ContentPath,
    /// Its title.
    pub title: Text,
    /// One or two sentences for lists and search engines.
    pub description: Prose,
    /// When it was written.
    pub date: Option<Located<PartialDate>>,
    /// Its language, if it says so.
    pub lang: Option<super::LanguageTag>,
    /// Not to be published.
    pub draft: bool,
    /// Other names that links may use.
    pub aliases: Vec<Located<String>>,
    /// Keys of the author's own.
    pub extra: std::collections::BTreeMap<String, serde_json::Value>,
    /// What follows the front matter.
    pub body: Text,
    /// What is in the body.
    pub outline: Outline,
    /// What the texts of the front matter mention.
    pub front_outline: Outline,
}

/// Somebody who reads and writes notes.
#[derive(Clone, Debug)]
pub struct ReaderProfile {
    /// What notes call them: the file's name.
    pub id: ReaderId,
    /// The page; its title is the name.
    pub page: PlainPage,
    /// Where they work or study.
    pub affiliation: Option<Text>,
    /// `student`, `teacher`, in their own words.
    pub role: Option<Text>,
    /// Links to them elsewhere: what it is, and where.
    pub links: Vec<(String, Located<WebUrl>)>,
    /// A picture beside the file.
    pub photo: Option<Located<String>>,
}

/// An entry of the glossary.
#[derive(Clone, Debug)]
pub struct Concept {
    /// The page; its title is the concept's name, its aliases are other names.
    pub page: PlainPage,
}

/// A curated reading list.
#[derive(Clone, Debug)]
pub struct CuratedList {
    /// The page.
    pub page: PlainPage,
    /// Who made it.
    pub readers: Vec<Located<ReaderId>>,
    /// The papers, in order.
    pub papers: Vec<ListedPaper>,
}

/// A paper on a list, and why.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ListedPaper {
    /// Where it was written.
    pub span: Span,
    /// The paper.
    pub paper: PaperRef,
    /// Why it is on the list.
    pub why: Prose,
}

/// A paper of a handout, and which passes of it are to be done.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct AssignedPaper {
    /// The paper, and why.
    pub listed: ListedPaper,
    /// Which passes of this paper to do, if they are not those of the handout.
    pub passes: Option<Vec<PassNumber>>,
}

/// A course page made of papers and tasks.
#[derive(Clone, Debug)]
pub struct Handout {
    /// The page.
    pub page: PlainPage,
    /// The course.
    pub course: Option<Text>,
    /// Which session of the course, as written.
    pub session: Option<Located<String>>,
    /// Who teaches it.
    pub teachers: Vec<Located<ReaderId>>,
    /// When the tasks are due.
    pub due: Option<Located<PartialDate>>,
    /// Papers or concepts to know first.
    pub prerequisites: Vec<PaperRef>,
    /// The papers.
    pub papers: Vec<AssignedPaper>,
    /// Which passes to do.
    pub passes: Vec<PassNumber>,
    /// Which passes of the teachers' own notes the students see, if it says so.
    pub show: Option<Located<Vec<PassNumber>>>,
    /// What to do.
    pub tasks: Vec<Task>,
    /// What the teacher should know: for the teacher's edition only.
    pub teacher_notes: Prose,
    /// What answers and teacher's notes mention; nothing in the students' edition.
    pub teacher_outline: Outline,
}

/// One task of a handout.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Task {
    /// Where it was written.
    pub span: Span,
    /// What to do.
    pub text: Prose,
    /// How long it should take.
    pub minutes: Option<u32>,
    /// What it is worth.
    pub points: Option<u32>,
    /// A hint.
    pub hint: Prose,
    /// The answer: for the teacher's edition only.
    pub answer: Prose,
}

impl Handout {
    /// Which passes of its `index`th paper are to be done.
    pub fn passes_of(&self, index: usize) -> &[PassNumber] {
        let own = self.papers.get(index).and_then(|paper| paper.passes.as_deref());
        own.unwrap_or(&self.passes)
    }
}
