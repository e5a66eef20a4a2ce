//! Pages that show the whole site at a glance: when what was read, how far each paper is, and what
//! is left to solve, to verify and to rebuild.

use serde::Serialize;

use super::{ChartTick, Claim, DateWords, Html, Pagination, Person, Reproduction, Work};

/// What was read when: all years, or one.
#[derive(Debug, Serialize)]
pub(crate) struct ActivityPage<'a> {
    /// Whether this is the page of a single year.
    pub(crate) single: bool,
    /// The years, the newest first.
    pub(crate) calendars: Vec<Calendar>,
    /// What was read, by month, the newest first; on the page of all years the latest only.
    pub(crate) months: Vec<ActivityMonth<'a>>,
}

/// A year as a picture: a column for each week, a row for each weekday from Monday.
#[derive(Debug, Serialize)]
pub(crate) struct Calendar {
    /// The year.
    pub(crate) year: u16,
    /// The page of the year.
    pub(crate) href: String,
    /// How many passes and notes it has.
    pub(crate) count: usize,
    /// The width of the picture.
    pub(crate) width: String,
    /// Its height.
    pub(crate) height: String,
    /// The side of a day.
    pub(crate) side: u32,
    /// The days on which nothing happened, as the `d` of a path.
    pub(crate) empty: String,
    /// Where the months start.
    pub(crate) months: Vec<ChartTick>,
    /// The days on which something happened.
    pub(crate) days: Vec<CalendarDay>,
    /// The same days drawn without links, in years long past on the page of all.
    pub(crate) drawn: Vec<CalendarLevel>,
}

/// Days on which as much happened.
#[derive(Debug, Serialize)]
pub(crate) struct CalendarLevel {
    /// How much happened, 1 to 4.
    pub(crate) level: u8,
    /// The days, as the `d` of a path.
    pub(crate) path: String,
}

/// A day on which something happened.
#[derive(Debug, Serialize)]
pub(crate) struct CalendarDay {
    /// Its left side.
    pub(crate) x: u32,
    /// Its upper side.
    pub(crate) y: u32,
    /// How much happened, 1 to 4.
    pub(crate) level: u8,
    /// The day in the list of its year.
    pub(crate) href: String,
    /// The date and what happened, a line each.
    pub(crate) title: String,
}

/// A month, or a year as far as only it is known.
#[derive(Debug, Serialize)]
pub(crate) struct ActivityMonth<'a> {
    /// The month.
    pub(crate) date: DateWords,
    /// What happened, the newest first.
    pub(crate) events: Vec<ActivityEvent<'a>>,
}

/// Something that a note dates.
#[derive(Debug, Serialize)]
pub(crate) struct ActivityEvent<'a> {
    /// The id of its day, at the first event of a day only.
    pub(crate) id: Option<String>,
    /// When.
    pub(crate) date: DateWords,
    /// `pass-1`, `pass-2`, `pass-3`, `written` or `updated`.
    pub(crate) kind: &'static str,
    /// The pass, 0 if it is none.
    pub(crate) pass: u8,
    /// The pass or the note on its paper's page.
    pub(crate) href: String,
    /// The paper.
    pub(crate) work: Work<'a>,
    /// Who.
    pub(crate) readers: Vec<Person>,
}

/// All papers that have a note, by how far they were read and what was decided.
#[derive(Debug, Serialize)]
pub(crate) struct BoardPage<'a> {
    /// A column for each pass, those without a pass first.
    pub(crate) columns: Vec<BoardColumn<'a>>,
}

/// Papers read to one pass.
#[derive(Debug, Serialize)]
pub(crate) struct BoardColumn<'a> {
    /// The pass, 0 for none.
    pub(crate) pass: u8,
    /// Its id on the page.
    pub(crate) id: String,
    /// How many papers.
    pub(crate) count: usize,
    /// The papers by what was decided.
    pub(crate) groups: Vec<BoardGroup<'a>>,
}

/// Papers of one pass and decision.
#[derive(Debug, Serialize)]
pub(crate) struct BoardGroup<'a> {
    /// Its id on the page.
    pub(crate) id: String,
    /// `continue`, `later` or `stop`; empty if nothing was decided.
    pub(crate) decision: &'static str,
    /// The papers, the newest first.
    pub(crate) works: Vec<Work<'a>>,
    /// How many more there are.
    pub(crate) rest: usize,
    /// Where all papers of this pass are.
    pub(crate) more: Option<String>,
}

/// What all notes have to say on one matter: open problems, claims to verify, or reproductions.
#[derive(Debug, Serialize)]
pub(crate) struct GatheredPage<'a> {
    /// `problems`, `claims` or `reproductions`.
    pub(crate) what: &'static str,
    /// The entries: reproductions by how far they got, the others from the newest notes on.
    pub(crate) entries: Vec<GatheredEntry<'a>>,
    /// Where this page stands among them.
    pub(crate) pagination: Pagination,
}

/// An open problem, a claim to verify, or a reproduction.
#[derive(Debug, Serialize)]
pub(crate) struct GatheredEntry<'a> {
    /// Its id on the page.
    pub(crate) id: String,
    /// Its place in the note.
    pub(crate) href: String,
    /// The paper.
    pub(crate) work: Work<'a>,
    /// Whether the entry before is of the same note, so that the paper stands there.
    pub(crate) follows: bool,
    /// Who wrote it.
    pub(crate) readers: Vec<Person>,
    /// The language of its texts.
    pub(crate) lang: &'a str,
    /// The open problem; else empty.
    pub(crate) problem_html: Html,
    /// The claim.
    pub(crate) claim: Option<Claim>,
    /// The reproduction.
    pub(crate) reproduction: Option<Reproduction>,
}
