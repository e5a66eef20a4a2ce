//! One reader's notes on one paper.

use std::collections::BTreeMap;

use super::{
    Claim, Critique, Depth, FollowUp, LanguageTag, Outline, PaperFacts, PaperRef, PartialDate,
    Pass1, Pass2, Pass3, PassNumber, PassRecord, Prose, Question, ReaderId, ReadingStatus,
    Relation, ResultRow, Text,
};
use crate::source::{ContentPath, FileId, Located, Span};

/// One reader's three-pass notes on one paper: one file.
#[derive(Clone, Debug)]
pub struct Note {
    /// The file.
    pub file: FileId,
    /// Its place in the content folder.
    pub path: ContentPath,
    /// What it says about the paper.
    pub facts: PaperFacts,
    /// Who read it.
    pub readers: Vec<Located<ReaderId>>,
    /// When it was written.
    pub date: Option<Located<PartialDate>>,
    /// When it was last changed.
    pub updated: Option<Located<PartialDate>>,
    /// The language of the note, if it says so.
    pub lang: Option<LanguageTag>,
    /// Not to be published.
    pub draft: bool,
    /// Which passes are published, and nothing else of the note; `None` is all of it. Whatever is
    /// not published is in the teacher's edition only.
    pub publish: Option<Vec<PassNumber>>,
    /// Where the reader stands, if the note says so.
    pub status: Option<ReadingStatus>,
    /// How much of the paper the reader had.
    pub depth: Option<Depth>,
    /// Why it is read.
    pub purpose: Prose,
    /// One sentence.
    pub tldr: Prose,
    /// Ratings, in the order written.
    pub ratings: Vec<Rating>,
    /// Papers or concepts to know first.
    pub prerequisites: Vec<PaperRef>,
    /// The first pass.
    pub pass1: Option<Pass1>,
    /// The second pass.
    pub pass2: Option<Pass2>,
    /// The third pass.
    pub pass3: Option<Pass3>,
    /// What to read next.
    pub follow_ups: Vec<FollowUp>,
    /// Judgements.
    pub critiques: Vec<Critique>,
    /// Questions.
    pub questions: Vec<Question>,
    /// What the paper claims.
    pub claims: Vec<Claim>,
    /// Numbers as the paper reports them.
    pub results: Vec<ResultRow>,
    /// What the paper is to others.
    pub relations: Vec<Relation>,
    /// Keys of the author's own, `x-…` included, handed to templates as they are.
    pub extra: BTreeMap<String, serde_json::Value>,
    /// What follows the front matter.
    pub body: Text,
    /// What is in the body.
    pub outline: Outline,
    /// What the texts of the front matter mention, in the order of the file.
    pub front_outline: Outline,
}

/// How many of five, for one question about the paper.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Rating {
    /// The question: `novelty`, `experiments`, `writing`, `value`, or the author's own word.
    pub name: String,
    /// 1 to 5.
    pub value: u8,
    /// Where it was written.
    pub span: Span,
}

impl Note {
    /// The id of one of its parts, `pass-1` or `critiques`, on a page of its own: a heading of the
    /// body that has the same keeps it.
    pub fn part_id(&self, part: &str) -> String {
        let mut id = String::new();
        self.push_part_id(&mut id, part);
        id
    }

    /// Adds [`Self::part_id`] to `id`.
    pub(crate) fn push_part_id(&self, id: &mut String, part: &str) {
        id.push_str(part);
        if self.outline.headings.iter().any(|heading| heading.id == part) {
            id.push_str("-section");
        }
    }

    /// What all passes have in common, for each pass that was written.
    pub fn passes(&self) -> impl Iterator<Item = (PassNumber, &PassRecord)> {
        [
            (PassNumber::One, self.pass1.as_ref().map(|pass| &pass.record)),
            (PassNumber::Two, self.pass2.as_ref().map(|pass| &pass.record)),
            (PassNumber::Three, self.pass3.as_ref().map(|pass| &pass.record)),
        ]
        .into_iter()
        .filter_map(|(number, record)| Some((number, record?)))
    }

    /// The furthest pass that was written.
    pub fn reached(&self) -> Option<PassNumber> {
        self.passes().map(|(number, _)| number).max()
    }

    /// Whether `pass` is published.
    pub fn publishes(&self, pass: PassNumber) -> bool {
        self.publish.as_ref().is_none_or(|published| published.contains(&pass))
    }

    /// Where the reader stands: what the note says, else what its passes show. A last decision to
    /// stop means read, one to go on means reading.
    pub fn reading_status(&self) -> ReadingStatus {
        use super::DecisionWord::{Continue, Later, Stop};
        if let Some(status) = self.status {
            return status;
        }
        match self.passes().last() {
            None if self.body.markdown.trim().is_empty() => ReadingStatus::ToRead,
            None => ReadingStatus::Read,
            Some((PassNumber::Three, record)) => match record.decision.as_ref().map(|d| d.word) {
                Some(Continue) => ReadingStatus::Reading,
                Some(Stop | Later) | None => ReadingStatus::Read,
            },
            Some((_, record)) => match record.decision.as_ref().map(|d| d.word) {
                Some(Continue | Later) => ReadingStatus::Reading,
                Some(Stop) | None => ReadingStatus::Read,
            },
        }
    }

    /// The day that it counts as new from: the last of its own dates and those of its passes.
    pub fn latest_date(&self) -> Option<PartialDate> {
        let own = [&self.updated, &self.date].into_iter().flatten().map(|date| date.value);
        let passes = self.passes().filter_map(|(_, record)| record.date).map(|date| date.value);
        own.chain(passes).max()
    }
}
