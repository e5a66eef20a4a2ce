//! Critiques, questions, claims, results and typed relations.

use super::{
    About, Basis, Better, Confidence, PaperRef, PartialDate, PassNumber, Prose, RelationKind,
    Stance, Text, View,
};
use crate::source::{Located, Span};

/// A judgement about one part of a paper, from one viewpoint.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Critique {
    /// Where it was written.
    pub span: Span,
    /// The judgement.
    pub claim: Prose,
    /// The part of the paper.
    pub about: Option<About>,
    /// The viewpoint.
    pub view: Option<View>,
    /// Blame or praise; blame when not said.
    pub stance: Stance,
    /// Where in the paper.
    pub place: Option<Text>,
    /// What it rests on.
    pub evidence: Prose,
    /// How sure the reader is.
    pub confidence: Option<Confidence>,
    /// What sort of ground it has.
    pub basis: Option<Basis>,
    /// When it was made; else the note's date.
    pub date: Option<Located<PartialDate>>,
    /// Papers that answer it, each with how.
    pub answered_by: Vec<(PaperRef, Prose)>,
}

/// A question raised while reading.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Question {
    /// Where it was written.
    pub span: Span,
    /// The question.
    pub ask: Prose,
    /// The pass that raised it.
    pub raised: Option<PassNumber>,
    /// The answer.
    pub answer: Prose,
    /// The pass that answered it.
    pub answered_in: Option<PassNumber>,
    /// The paper that answered it.
    pub answered_by: Option<PaperRef>,
}

impl Question {
    /// Whether nobody has answered it.
    pub fn is_open(&self) -> bool {
        self.answer.is_empty() && self.answered_in.is_none() && self.answered_by.is_none()
    }
}

/// Something that the paper claims.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Claim {
    /// Where it was written.
    pub span: Span,
    /// The claim.
    pub claim: Prose,
    /// What it rests on.
    pub evidence: Prose,
    /// Where in the paper.
    pub place: Option<Text>,
    /// How sure the reader is.
    pub confidence: Option<Confidence>,
    /// What sort of ground it has.
    pub basis: Option<Basis>,
}

/// A number as the paper reports it.
#[derive(Clone, Debug, PartialEq)]
pub struct ResultRow {
    /// Where it was written.
    pub span: Span,
    /// The benchmark: "ILSVRC-2010 test".
    pub benchmark: String,
    /// The metric: "top-5 error".
    pub metric: String,
    /// The number, as written: `17.0` keeps its zero.
    pub value: String,
    /// The number, if it is one.
    pub number: Option<f64>,
    /// Its unit: `%`.
    pub unit: Option<String>,
    /// Which direction is better.
    pub better: Option<Better>,
    /// Which model or configuration.
    pub setting: Option<Text>,
    /// Where in the paper.
    pub place: Option<Text>,
}

/// What the paper is to another one.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Relation {
    /// How they are related.
    pub kind: RelationKind,
    /// The other paper.
    pub paper: PaperRef,
    /// A remark.
    pub note: Prose,
}
