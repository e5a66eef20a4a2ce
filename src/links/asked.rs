//! Every reference of a library, one after the other.
//!
//! Stage: part of linking. Invariant: the order is that of the notes, then of the other documents,
//! each from its first reference to its last; everything that names a paper is here.

use super::Via;
use crate::library::{HandoutId, Library, ListId, NoteId, Place};
use crate::model::{LinkId, Mention, Note, Outline, PaperRef, PlainPage, Priority};
use crate::source::ContentPath;

/// Where a reference stands, to be answered there.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Slot {
    /// In the field of a note; the priority that a follow-up gives.
    Note(NoteId, Via, Option<Priority>),
    /// The entry of a list with this index.
    Listed(ListId, u32),
    /// The entry of a handout with this index.
    HandedOut(HandoutId, u32),
    /// The prerequisite of a handout with this index.
    Needed(HandoutId, u32),
    /// In a text.
    Mention(LinkId),
}

/// The document that a reference stands in.
#[derive(Clone, Copy, Debug)]
pub(super) struct Source<'a> {
    pub(super) place: Place,
    pub(super) note: Option<NoteId>,
    pub(super) path: &'a ContentPath,
}

/// What a reference says.
#[derive(Clone, Copy, Debug)]
pub(super) enum What<'a> {
    Paper(&'a PaperRef),
    Mention(&'a Mention),
}

/// One reference.
#[derive(Clone, Copy, Debug)]
pub(super) struct Asked<'a> {
    pub(super) slot: Slot,
    pub(super) from: Source<'a>,
    pub(super) what: What<'a>,
}

impl Asked<'_> {
    /// Whether it says what to know first, which may be a concept or mere words.
    pub(super) fn is_prerequisite(&self) -> bool {
        matches!(self.slot, Slot::Note(_, Via::Prerequisite(_), _) | Slot::Needed(..))
    }

    /// How it leads from a note to what it means.
    pub(super) fn via(&self) -> Option<(NoteId, Via)> {
        match self.slot {
            Slot::Note(note, via, _) => Some((note, via)),
            Slot::Mention(id) => self.from.note.map(|note| (note, Via::Mention(id))),
            Slot::Listed(..) | Slot::HandedOut(..) | Slot::Needed(..) => None,
        }
    }
}

/// Every reference of `library`.
pub(super) fn all(library: &Library) -> Vec<Asked<'_>> {
    let in_note = |note: &Note| {
        let Note { follow_ups, front_outline, outline, .. } = note;
        follow_ups.len() + front_outline.mentions.len() + outline.mentions.len()
    };
    let most = library.notes().map(|(_, note)| in_note(&note.note)).sum();
    let mut all = Vec::with_capacity(most);
    for (id, _) in library.notes() {
        note(library, id, &mut all);
    }
    for (id, list) in library.lists() {
        let from = Source { place: Place::List(id), note: None, path: &list.page.path };
        for (index, entry) in (0..).zip(&list.papers) {
            let what = What::Paper(&entry.paper);
            all.push(Asked { slot: Slot::Listed(id, index), from, what });
        }
        page(&list.page, from, &mut all);
    }
    for (id, handout) in library.handouts() {
        let from = Source { place: Place::Handout(id), note: None, path: &handout.page.path };
        for (index, entry) in (0..).zip(&handout.papers) {
            let what = What::Paper(&entry.listed.paper);
            all.push(Asked { slot: Slot::HandedOut(id, index), from, what });
        }
        for (index, paper) in (0..).zip(&handout.prerequisites) {
            all.push(Asked { slot: Slot::Needed(id, index), from, what: What::Paper(paper) });
        }
        page(&handout.page, from, &mut all);
        mentions(&handout.teacher_outline, from, &mut all);
    }
    for (id, concept) in library.concepts() {
        let from = Source { place: Place::Concept(id), note: None, path: &concept.page.path };
        page(&concept.page, from, &mut all);
    }
    for (id, own) in library.pages() {
        page(own, Source { place: Place::Page(id), note: None, path: &own.path }, &mut all);
    }
    for (id, reader) in library.readers() {
        if let Some(profile) = &reader.profile {
            let path = &profile.page.path;
            let from = Source { place: Place::Reader(id), note: None, path };
            page(&profile.page, from, &mut all);
        }
    }
    all
}

fn note<'a>(library: &'a Library, id: NoteId, all: &mut Vec<Asked<'a>>) {
    let shelved = library.note(id);
    let note = &shelved.note;
    let from = Source { place: Place::Paper(shelved.paper), note: Some(id), path: &note.path };
    let mut ask = |paper: &'a PaperRef, via, priority| {
        all.push(Asked { slot: Slot::Note(id, via, priority), from, what: What::Paper(paper) });
    };
    for (index, follow_up) in (0..).zip(&note.follow_ups) {
        ask(&follow_up.paper, Via::FollowUp(index), Some(follow_up.priority));
    }
    for (index, relation) in (0..).zip(&note.relations) {
        ask(&relation.paper, Via::Relation(index, relation.kind), None);
    }
    for (index, critique) in (0..).zip(&note.critiques) {
        for (answer, (paper, _)) in (0..).zip(&critique.answered_by) {
            ask(paper, Via::Answer(index, answer), None);
        }
    }
    for (index, question) in (0..).zip(&note.questions) {
        if let Some(paper) = &question.answered_by {
            ask(paper, Via::QuestionAnswer(index), None);
        }
    }
    for (index, paper) in (0..).zip(&note.prerequisites) {
        ask(paper, Via::Prerequisite(index), None);
    }
    mentions(&note.front_outline, from, all);
    mentions(&note.outline, from, all);
}

fn page<'a>(page: &'a PlainPage, from: Source<'a>, all: &mut Vec<Asked<'a>>) {
    mentions(&page.front_outline, from, all);
    mentions(&page.outline, from, all);
}

fn mentions<'a>(outline: &'a Outline, from: Source<'a>, all: &mut Vec<Asked<'a>>) {
    all.extend(outline.mentions.iter().map(|mention| Asked {
        slot: Slot::Mention(mention.id),
        from,
        what: What::Mention(mention),
    }));
}
