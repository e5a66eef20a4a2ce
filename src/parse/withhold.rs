//! What is for teachers only: found when a document has been read, and taken out of the students'
//! edition before anything else sees it.
//!
//! Invariant: in the students' edition no document holds a byte of an answer, of a teacher's note or
//! of a pass that is not published, nor an outline anything that they mention.

use std::sync::Arc;

use crate::config::Edition;
use crate::model::{Document, Handout, Note, Outline, PassNumber, Prose, Text};
use crate::source::Span;

/// What becomes of a text of the front matter.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Fate {
    /// It is part of the document.
    Kept,
    /// It is part of the teacher's edition of a handout.
    Teachers,
    /// It was taken out: only its mistakes are of interest.
    Withheld,
}

/// Which texts of a document are for whom.
#[derive(Debug)]
pub(super) enum Fates {
    AllKept,
    Of { fate: Fate, texts: Vec<Span> },
    WithheldBut { kept: Vec<Span> },
}

impl Fates {
    /// What becomes of the text at `span`.
    pub(super) fn of(&self, span: Span) -> Fate {
        let within = |outer: &Span| {
            outer.file == span.file && outer.start <= span.start && span.end <= outer.end
        };
        match self {
            Self::AllKept => Fate::Kept,
            Self::Of { fate, texts } if texts.iter().any(within) => *fate,
            Self::WithheldBut { kept } if !kept.iter().any(within) => Fate::Withheld,
            Self::Of { .. } | Self::WithheldBut { .. } => Fate::Kept,
        }
    }
}

/// Takes out of `document` what `edition` does not have.
pub(super) fn withhold(document: &mut Document, edition: Edition) -> Fates {
    match (document, edition) {
        (Document::Handout(handout), Edition::Teacher) => {
            Fates::Of { fate: Fate::Teachers, texts: teachers_texts(handout) }
        }
        (Document::Handout(handout), Edition::Students) => {
            let texts = teachers_texts(handout);
            let handout = Arc::make_mut(handout);
            handout.teacher_notes = Prose::default();
            for task in &mut handout.tasks {
                task.answer = Prose::default();
            }
            Fates::Of { fate: Fate::Withheld, texts }
        }
        (Document::Note(note), Edition::Students) => match note.publish.clone() {
            Some(published) => publish_only(Arc::make_mut(note), &published),
            None => Fates::AllKept,
        },
        (
            Document::Note(_)
            | Document::Reader(_)
            | Document::Concept(_)
            | Document::List(_)
            | Document::Page(_),
            _,
        ) => Fates::AllKept,
    }
}

fn teachers_texts(handout: &Handout) -> Vec<Span> {
    let answers = handout.tasks.iter().flat_map(|task| task.answer.texts());
    answers.chain(handout.teacher_notes.texts()).map(|text| text.span).collect()
}

/// Leaves of `note` the facts of its paper and the published passes.
fn publish_only(note: &mut Note, published: &[PassNumber]) -> Fates {
    let is_published = |pass| published.contains(&pass);
    note.pass1 = note.pass1.take().filter(|_| is_published(PassNumber::One));
    note.pass2 = note.pass2.take().filter(|_| is_published(PassNumber::Two));
    note.pass3 = note.pass3.take().filter(|_| is_published(PassNumber::Three));
    note.purpose = Prose::default();
    note.tldr = Prose::default();
    note.ratings.clear();
    note.prerequisites.clear();
    note.follow_ups.clear();
    note.critiques.clear();
    note.questions.clear();
    note.claims.clear();
    note.results.clear();
    note.relations.clear();
    note.extra.clear();
    note.body = Text { markdown: String::new(), span: note.body.span };
    note.outline = Outline::default();
    let facts = &note.facts;
    let titles = facts.title.iter().chain(&facts.title_zh).chain(facts.abstract_text.texts());
    let titles = titles.map(|text| text.span);
    let passes = note.passes().map(|(_, record)| record.span);
    Fates::WithheldBut { kept: titles.chain(passes).collect() }
}
