//! The three passes of a note.

use serde::Serialize;

use super::{DateWords, Html};

/// What every pass may have.
#[derive(Debug, Serialize)]
pub(crate) struct Record {
    /// Which pass: 1, 2 or 3.
    pub(crate) number: u8,
    /// The id of its section.
    pub(crate) id: String,
    /// When it was read.
    pub(crate) date: Option<DateWords>,
    /// How long it took.
    pub(crate) minutes: Option<Minutes>,
    /// Free text.
    pub(crate) notes_html: Html,
    /// The checkpoint: what do I know now?
    pub(crate) now_html: Html,
    /// Whether to go on.
    pub(crate) decision: Option<Decision>,
}

/// Minutes spent on a pass against those of the method.
#[derive(Debug, Serialize)]
pub(crate) struct Minutes {
    /// How many.
    pub(crate) value: u32,
    /// The fewest that the method gives the pass; 0 for the third pass, which has no measure.
    pub(crate) low: u32,
    /// The most that the method gives it.
    pub(crate) high: u32,
    /// The end of a scale that holds all of these.
    pub(crate) scale: u32,
    /// `under`, `within` or `over` the method's time; none for the third pass.
    pub(crate) against: Option<&'static str>,
}

/// Whether to go on reading.
#[derive(Debug, Serialize)]
pub(crate) struct Decision {
    /// `continue`, `stop` or `later`.
    pub(crate) word: &'static str,
    /// Why; may be empty.
    pub(crate) why_html: Html,
}

/// The first pass: skim, then decide.
#[derive(Debug, Serialize)]
pub(crate) struct Pass1 {
    /// What every pass may have.
    pub(crate) record: Record,
    /// What the title tells.
    pub(crate) title_html: Html,
    /// What the authors' names tell.
    pub(crate) authors_html: Html,
    /// The abstract, as one text.
    pub(crate) abstract_html: Html,
    /// The abstract, sentence by sentence.
    pub(crate) sentences: Vec<AbstractSentence>,
    /// What the conclusion claims, and whether it is carried.
    pub(crate) conclusion_html: Html,
    /// Figures, tables, formulas and listings.
    pub(crate) figures: Vec<Figure>,
}

/// A sentence of the abstract beside the reader's remark.
#[derive(Debug, Serialize)]
pub(crate) struct AbstractSentence {
    /// The sentence; may be empty.
    pub(crate) quote_html: Html,
    /// The language of the sentence.
    pub(crate) quote_lang: &'static str,
    /// What it does: `background`, `problem`, `method`, `result` or `claim`.
    pub(crate) role: Option<&'static str>,
    /// The remark; may be empty.
    pub(crate) note_html: Html,
}

/// A remark on a figure, table, formula or listing.
#[derive(Debug, Serialize)]
pub(crate) struct Figure {
    /// Its id on the page.
    pub(crate) id: String,
    /// What the paper calls it; may be empty.
    pub(crate) label_html: Html,
    /// `figure`, `table`, `formula` or `code`.
    pub(crate) kind: Option<&'static str>,
    /// The image.
    pub(crate) src: Option<String>,
    /// Its width in CSS pixels.
    pub(crate) width: Option<u32>,
    /// Its height in CSS pixels.
    pub(crate) height: Option<u32>,
    /// What the image shows, in words; may be empty.
    pub(crate) alt: String,
    /// The remark.
    pub(crate) remark_html: Html,
    /// Whether the reader understood it: `yes`, `partly` or `no`.
    pub(crate) understood: Option<&'static str>,
}

/// The second pass: read it all, for the why.
#[derive(Debug, Serialize)]
pub(crate) struct Pass2 {
    /// What every pass may have.
    pub(crate) record: Record,
    /// The paper's sections, in its order.
    pub(crate) sections: Vec<Section>,
    /// The author's view of the problem.
    pub(crate) motivation_html: Html,
    /// How the method differs from what it is compared with.
    pub(crate) differences_html: Html,
    /// Contributions, in the reader's order.
    pub(crate) contributions: Vec<Contribution>,
    /// Input, processing, output.
    pub(crate) ipo: Vec<Ipo>,
    /// The settings one would need to rebuild it.
    pub(crate) settings: Vec<Setting>,
    /// What the experiments show.
    pub(crate) experiments: Option<Experiments>,
}

/// A section of the paper.
#[derive(Debug, Serialize)]
pub(crate) struct Section {
    /// Its id on the page.
    pub(crate) id: String,
    /// Its heading; may be empty.
    pub(crate) name_html: Html,
    /// What it says.
    pub(crate) gist_html: Html,
    /// Why the author says it.
    pub(crate) motivation_html: Html,
    /// How it is written.
    pub(crate) writing_html: Html,
}

/// A contribution.
#[derive(Debug, Serialize)]
pub(crate) struct Contribution {
    /// What is contributed.
    pub(crate) claim_html: Html,
    /// `major`, `minor` or `doubtful`.
    pub(crate) weight: Option<&'static str>,
    /// A remark; may be empty.
    pub(crate) note_html: Html,
}

/// An input → processing → output card.
#[derive(Debug, Serialize)]
pub(crate) struct Ipo {
    /// Its id on the page.
    pub(crate) id: String,
    /// What it is about; may be empty.
    pub(crate) of_html: Html,
    /// What goes in.
    pub(crate) input_html: Html,
    /// What happens.
    pub(crate) process_html: Html,
    /// What comes out.
    pub(crate) output_html: Html,
    /// What would break without it.
    pub(crate) if_removed_html: Html,
}

/// A setting of the training or experiment.
#[derive(Debug, Serialize)]
pub(crate) struct Setting {
    /// Its name, as the reader wrote it.
    pub(crate) name: String,
    /// Its value.
    pub(crate) value_html: Html,
}

/// What the experiments measure and how the author explains them.
#[derive(Debug, Serialize)]
pub(crate) struct Experiments {
    /// Free text.
    pub(crate) notes_html: Html,
    /// Which metrics, and why those.
    pub(crate) metrics_html: Html,
    /// Which parts were taken out, and what that showed.
    pub(crate) ablations_html: Html,
    /// Compared with which work.
    pub(crate) comparisons_html: Html,
    /// How the author explains the differences.
    pub(crate) explanation_html: Html,
}

/// The third pass: every detail, as if you were the author.
#[derive(Debug, Serialize)]
pub(crate) struct Pass3 {
    /// What every pass may have.
    pub(crate) record: Record,
    /// Concepts that the reader got to the bottom of.
    pub(crate) concepts: Vec<Concept>,
    /// Rebuilding it.
    pub(crate) reproduction: Option<Reproduction>,
    /// What the paper takes for granted.
    pub(crate) assumptions_html: Html,
    /// The assumption most likely to fail.
    pub(crate) weakest_assumption_html: Html,
    /// Where it would fail.
    pub(crate) counterexample_html: Html,
    /// Whether the experiments are complete.
    pub(crate) completeness_html: Html,
    /// What one would add to them.
    pub(crate) missing_experiments_html: Html,
    /// What one would do better.
    pub(crate) improvements_html: Html,
    /// What is left to solve.
    pub(crate) open_problems_html: Html,
    /// How one would have written it.
    pub(crate) organisation_html: Html,
}

/// A concept and what the reader found it to be.
#[derive(Debug, Serialize)]
pub(crate) struct Concept {
    /// Its id on the page.
    pub(crate) id: String,
    /// Its name.
    pub(crate) name: String,
    /// Its page in the glossary.
    pub(crate) href: Option<String>,
    /// What it is.
    pub(crate) explanation_html: Html,
    /// Where the answer was found; may be empty.
    pub(crate) source_html: Html,
}

/// An attempt to rebuild the paper's results.
#[derive(Debug, Serialize)]
pub(crate) struct Reproduction {
    /// `not-tried`, `partial`, `failed` or `done`.
    pub(crate) status: Option<&'static str>,
    /// Where the code is.
    pub(crate) code_html: Html,
    /// Which data.
    pub(crate) data_html: Html,
    /// On what machine.
    pub(crate) hardware_html: Html,
    /// With which settings.
    pub(crate) settings_html: Html,
    /// Step by step.
    pub(crate) steps_html: Html,
    /// The paper's numbers against one's own.
    pub(crate) results: Vec<Reproduced>,
    /// Remarks.
    pub(crate) notes_html: Html,
}

/// One number of the paper against one's own.
#[derive(Debug, Serialize)]
pub(crate) struct Reproduced {
    /// What is measured.
    pub(crate) of_html: Html,
    /// What the paper reports.
    pub(crate) paper_html: Html,
    /// What one got.
    pub(crate) ours_html: Html,
}
