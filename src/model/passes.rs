//! What is written in each of the three passes.

use super::{
    DecisionWord, FigureKind, PartialDate, Prose, ReproductionStatus, SentenceRole, Text,
    Understood, Weight,
};
use crate::source::{Located, Span};

/// What every pass may have.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PassRecord {
    /// Where the pass was written, its key included.
    pub span: Span,
    /// When it was read.
    pub date: Option<Located<PartialDate>>,
    /// How long it took, in minutes.
    pub minutes: Option<u32>,
    /// The checkpoint: what do I know now?
    pub now: Prose,
    /// Whether to go on.
    pub decision: Option<Decision>,
    /// Free text: `notes`, `summary`, or the pass when it is one text.
    pub notes: Prose,
}

/// Whether to go on reading, and why.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Decision {
    /// The decision.
    pub word: DecisionWord,
    /// Why.
    pub why: Prose,
}

/// The first pass: skim, then decide.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Pass1 {
    /// What every pass has.
    pub record: PassRecord,
    /// What the title tells.
    pub title: Prose,
    /// What the authors' names tell.
    pub authors: Prose,
    /// The abstract, as one text.
    pub abstract_text: Prose,
    /// The abstract, sentence by sentence.
    pub abstract_sentences: Vec<AbstractSentence>,
    /// What the conclusion claims, and whether it is carried.
    pub conclusion: Prose,
    /// Figures, tables, formulas and listings that matter.
    pub figures: Vec<FigureRemark>,
}

/// A sentence of the abstract and what the reader says of it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct AbstractSentence {
    /// The sentence.
    pub quote: Option<Text>,
    /// What it does.
    pub role: Option<SentenceRole>,
    /// The remark.
    pub note: Prose,
}

/// A remark on a figure, table, formula or listing of the paper.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct FigureRemark {
    /// What the paper calls it: "Figure 2".
    pub label: Option<Text>,
    /// What it is.
    pub kind: Option<FigureKind>,
    /// An image beside the note, as written.
    pub image: Option<Located<String>>,
    /// What the image shows, for those who do not see it.
    pub alt: Option<String>,
    /// The remark.
    pub remark: Prose,
    /// Whether the reader understood it.
    pub understood: Option<Understood>,
}

/// The second pass: read it all, for the why.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Pass2 {
    /// What every pass has.
    pub record: PassRecord,
    /// The paper's sections, in its order.
    pub sections: Vec<SectionGist>,
    /// The author's view of the problem.
    pub motivation: Prose,
    /// How the method differs from what it is compared with.
    pub differences: Prose,
    /// Contributions, in the reader's order.
    pub contributions: Vec<Contribution>,
    /// Input, processing, output cards.
    pub ipo: Vec<InputProcessOutput>,
    /// The settings one would need to rebuild it, in the order written.
    pub settings: Vec<(String, Prose)>,
    /// What the experiments show.
    pub experiments: Experiments,
}

/// One section of the paper.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SectionGist {
    /// Its heading.
    pub name: Option<Text>,
    /// What it says.
    pub gist: Prose,
    /// Why the author says it.
    pub motivation: Prose,
    /// How it is written.
    pub writing: Prose,
}

/// A contribution and its weight.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Contribution {
    /// What is contributed.
    pub claim: Prose,
    /// How much it weighs.
    pub weight: Option<Weight>,
    /// A remark.
    pub note: Prose,
}

/// An input → processing → output card.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct InputProcessOutput {
    /// What it is about.
    pub of: Option<Text>,
    /// What goes in.
    pub input: Prose,
    /// What happens.
    pub process: Prose,
    /// What comes out.
    pub output: Prose,
    /// What would break without it.
    pub if_removed: Prose,
}

/// What the experiments measure and how the author explains them.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Experiments {
    /// Free text, when `experiments` is not a map.
    pub notes: Prose,
    /// Which metrics, and why those.
    pub metrics: Prose,
    /// Which parts were taken out, and what that showed.
    pub ablations: Prose,
    /// Compared with which work.
    pub comparisons: Prose,
    /// How the author explains the differences.
    pub explanation: Prose,
}

/// The third pass: every detail, as if you were the author.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Pass3 {
    /// What every pass has.
    pub record: PassRecord,
    /// Concepts to get to the bottom of.
    pub concepts: Vec<NamedExplanation>,
    /// Rebuilding it.
    pub reproduction: Option<Reproduction>,
    /// What the paper takes for granted.
    pub assumptions: Prose,
    /// The assumption most likely to fail.
    pub weakest_assumption: Prose,
    /// Where it would fail.
    pub counterexample: Prose,
    /// Whether the experiments are complete.
    pub completeness: Prose,
    /// What one would add to them.
    pub missing_experiments: Prose,
    /// What one would do better.
    pub improvements: Prose,
    /// What is left to solve, in the technique and in the field.
    pub open_problems: Prose,
    /// How one would have written it.
    pub organisation: Prose,
}

/// A concept and what the reader found it to be.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct NamedExplanation {
    /// The concept.
    pub name: Located<String>,
    /// What it is.
    pub explanation: Prose,
    /// Where the answer was found.
    pub source: Prose,
}

/// An attempt to rebuild the paper's results.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Reproduction {
    /// How far it got.
    pub status: Option<ReproductionStatus>,
    /// Where the code is.
    pub code: Prose,
    /// Which data.
    pub data: Prose,
    /// On what machine.
    pub hardware: Prose,
    /// With which settings.
    pub settings: Prose,
    /// Step by step.
    pub steps: Prose,
    /// The paper's numbers and one's own.
    pub results: Vec<Reproduced>,
    /// Remarks.
    pub notes: Prose,
}

/// One number of the paper against one's own.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Reproduced {
    /// What is measured.
    pub of: Option<Text>,
    /// What the paper reports, as written.
    pub paper: Option<Text>,
    /// What one got, as written.
    pub ours: Option<Text>,
}
