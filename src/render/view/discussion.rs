//! What links notes together: follow-ups, critiques, questions, claims, results, relations, and
//! who leads to a paper.

use serde::Serialize;

use super::{DateWords, Html, Person, Work};

/// A paper to read next, and why.
#[derive(Debug, Serialize)]
pub(crate) struct FollowUp<'a> {
    /// Its id on the page of the note.
    pub(crate) id: String,
    /// Where it stands: the page of the note and its id there.
    pub(crate) href: String,
    /// The paper.
    pub(crate) work: Work<'a>,
    /// Why; may be empty.
    pub(crate) why_html: Html,
    /// `high`, `normal` or `low`.
    pub(crate) priority: &'static str,
    /// Where in the paper it comes up; may be empty.
    pub(crate) from_html: Html,
    /// The language of the texts.
    pub(crate) lang: &'a str,
}

/// A judgement about one part of a paper, from one viewpoint.
#[derive(Debug, Serialize)]
pub(crate) struct Critique<'a> {
    /// Its id on the page of the note.
    pub(crate) id: String,
    /// Where it stands: the page of the note and its id there.
    pub(crate) href: String,
    /// The paper that it is about; none on that paper's own page.
    pub(crate) work: Option<Work<'a>>,
    /// Who makes it; empty on the paper's own page, where the note says so.
    pub(crate) readers: Vec<Person>,
    /// The judgement.
    pub(crate) claim_html: Html,
    /// The part of the paper: `motivation`, `method`, `experiments`, `writing`, `engineering`,
    /// `claims` or `data`.
    pub(crate) about: Option<&'static str>,
    /// The viewpoint: `at-the-time` or `hindsight`.
    pub(crate) view: Option<&'static str>,
    /// `con`, `pro` or `mixed`.
    pub(crate) stance: &'static str,
    /// Where in the paper; may be empty.
    pub(crate) where_html: Html,
    /// What it rests on; may be empty.
    pub(crate) evidence_html: Html,
    /// How sure the reader is: `high`, `medium` or `low`.
    pub(crate) confidence: Option<&'static str>,
    /// What sort of ground it has: `paper`, `inference` or `to-verify`.
    pub(crate) basis: Option<&'static str>,
    /// When it was made.
    pub(crate) date: Option<DateWords>,
    /// Papers that answer it.
    pub(crate) answers: Vec<Answer<'a>>,
    /// The language of the texts.
    pub(crate) lang: &'a str,
}

/// A paper that answers a critique, and how.
#[derive(Debug, Serialize)]
pub(crate) struct Answer<'a> {
    /// The paper.
    pub(crate) work: Option<Work<'a>>,
    /// How; may be empty.
    pub(crate) how_html: Html,
}

/// Critiques made from one viewpoint.
#[derive(Debug, Serialize)]
pub(crate) struct CritiqueGroup<'a> {
    /// `at-the-time`, `hindsight`, or `unsaid` for those that do not say.
    pub(crate) view: &'static str,
    /// The critiques, by the part of the paper, then as written.
    pub(crate) critiques: Vec<Critique<'a>>,
}

/// Critiques of one paper that the same readers made, one after the other on a list.
#[derive(Debug, Serialize)]
pub(crate) struct CritiquesOf<'a> {
    /// The paper.
    pub(crate) work: Work<'a>,
    /// Who makes them.
    pub(crate) readers: Vec<Person>,
    /// The critiques.
    pub(crate) critiques: Vec<Critique<'a>>,
}

/// Questions about one paper that the same readers ask, one after the other on a list.
#[derive(Debug, Serialize)]
pub(crate) struct QuestionsOf<'a> {
    /// The paper.
    pub(crate) work: Work<'a>,
    /// Who asks.
    pub(crate) readers: Vec<Person>,
    /// The questions.
    pub(crate) questions: Vec<Question<'a>>,
}

/// A question raised while reading.
#[derive(Debug, Serialize)]
pub(crate) struct Question<'a> {
    /// Its id on the page of the note.
    pub(crate) id: String,
    /// Where it stands: the page of the note and its id there.
    pub(crate) href: String,
    /// The paper that it is about; none on that paper's own page.
    pub(crate) work: Option<Work<'a>>,
    /// Who asks; empty on the paper's own page.
    pub(crate) readers: Vec<Person>,
    /// The question.
    pub(crate) ask_html: Html,
    /// Whether nobody has answered it.
    pub(crate) open: bool,
    /// The pass that raised it.
    pub(crate) raised: Option<u8>,
    /// The answer; may be empty.
    pub(crate) answer_html: Html,
    /// The pass that answered it.
    pub(crate) answered_in: Option<u8>,
    /// The paper that answered it.
    pub(crate) answered_by: Option<Work<'a>>,
    /// The language of the texts.
    pub(crate) lang: &'a str,
}

/// Something that the paper claims.
#[derive(Debug, Serialize)]
pub(crate) struct Claim {
    /// Its id on the page.
    pub(crate) id: String,
    /// The claim.
    pub(crate) claim_html: Html,
    /// What it rests on; may be empty.
    pub(crate) evidence_html: Html,
    /// Where in the paper; may be empty.
    pub(crate) where_html: Html,
    /// `high`, `medium` or `low`.
    pub(crate) confidence: Option<&'static str>,
    /// `paper`, `inference` or `to-verify`.
    pub(crate) basis: Option<&'static str>,
}

/// A number as the paper reports it.
#[derive(Debug, Serialize)]
pub(crate) struct Reported {
    /// Its id on the page.
    pub(crate) id: String,
    /// The benchmark.
    pub(crate) benchmark: String,
    /// The metric.
    pub(crate) metric: String,
    /// The table of all papers' numbers for the benchmark and metric.
    pub(crate) href: Option<String>,
    /// The number, as written.
    pub(crate) value: String,
    /// Its unit; may be empty.
    pub(crate) unit: String,
    /// Which direction is better: `lower` or `higher`.
    pub(crate) better: Option<&'static str>,
    /// Which model or configuration; may be empty.
    pub(crate) setting_html: Html,
    /// Where in the paper; may be empty.
    pub(crate) where_html: Html,
}

/// What the paper is to another one.
#[derive(Debug, Serialize)]
pub(crate) struct Relation<'a> {
    /// Its id on the page.
    pub(crate) id: String,
    /// `extends`, `uses`, `contradicts`, `compares` or `replaces`.
    pub(crate) kind: &'static str,
    /// The other paper.
    pub(crate) work: Option<Work<'a>>,
    /// A remark; may be empty.
    pub(crate) note_html: Html,
}

/// Who leads to a paper.
#[derive(Debug, Serialize)]
pub(crate) struct Backlinks<'a> {
    /// By kind, in the order in which they matter; empty ones are left out.
    pub(crate) groups: Vec<BacklinkGroup<'a>>,
    /// How many there are in all.
    pub(crate) count: usize,
    /// How many notes they are in.
    pub(crate) notes: usize,
    /// The page that has all of them, when this one does not.
    pub(crate) more: Option<String>,
}

/// Those who lead to a paper in one way.
#[derive(Debug, Serialize)]
pub(crate) struct BacklinkGroup<'a> {
    /// `follow-up`, `critique-answered`, `question-answered`, `prerequisite`, `extends`, `uses`,
    /// `contradicts`, `compares`, `replaces` or `mention`.
    pub(crate) kind: &'static str,
    /// Those shown.
    pub(crate) items: Vec<Backlink<'a>>,
    /// How many more there are.
    pub(crate) rest: usize,
}

/// A note that leads to a paper.
#[derive(Debug, Serialize)]
pub(crate) struct Backlink<'a> {
    /// The place in the note that leads here.
    pub(crate) href: String,
    /// The paper that the note is on.
    pub(crate) work: Work<'a>,
    /// Who wrote the note.
    pub(crate) readers: Vec<Person>,
    /// Why, or how, in the note's words; may be empty.
    pub(crate) text_html: Html,
    /// The critique or question that is answered; empty for other kinds.
    pub(crate) answered_html: Html,
    /// `high`, `normal` or `low`; none unless it is a follow-up.
    pub(crate) priority: Option<&'static str>,
    /// The language of the texts.
    pub(crate) lang: &'a str,
}
