//! Entries of the site's lists.

use serde::Serialize;

use super::{Backlink, DateWords, Html, Link, Person, Work};

/// A note as lists show it.
#[derive(Debug, Serialize)]
pub(crate) struct NoteSummary<'a> {
    /// The place of the note on the paper's page.
    pub(crate) href: String,
    /// The paper.
    pub(crate) work: Work<'a>,
    /// Who wrote it; may be empty.
    pub(crate) readers: Vec<Person>,
    /// The day that it counts as new from.
    pub(crate) date: Option<DateWords>,
    /// The furthest pass of this note, 0 if none.
    pub(crate) pass: u8,
    /// `to-read`, `reading`, `read` or `dropped`.
    pub(crate) status: &'static str,
    /// Its sentence, as plain words; may be empty.
    pub(crate) tldr: &'a str,
    /// The language of its texts.
    pub(crate) lang: &'a str,
    /// Its first figure, on the home page; null elsewhere.
    pub(crate) figure: Option<Thumbnail>,
}

/// A picture of a note as a list shows it.
#[derive(Debug, Serialize)]
pub(crate) struct Thumbnail {
    /// The picture.
    pub(crate) src: String,
    /// Its own width in CSS pixels.
    pub(crate) width: u32,
    /// Its own height.
    pub(crate) height: u32,
}

/// A wanted paper and who wants it.
#[derive(Debug, Serialize)]
pub(crate) struct WantedItem<'a> {
    /// The paper.
    pub(crate) work: Work<'a>,
    /// How much it is wanted.
    pub(crate) demand: u32,
    /// The highest priority that a follow-up gives it: `high`, `normal` or `low`.
    pub(crate) priority: &'static str,
    /// How many places lead to it.
    pub(crate) count: usize,
    /// How many notes they are in.
    pub(crate) notes: usize,
    /// Places that lead to it, each with why, the most telling first; at most 50.
    pub(crate) wanted_by: Vec<Backlink<'a>>,
}

/// A tag, author, venue, year or pass and how many papers it has.
#[derive(Debug, Serialize)]
pub(crate) struct TermSummary {
    /// Its name.
    pub(crate) name: String,
    /// Its page.
    pub(crate) href: String,
    /// How many papers.
    pub(crate) count: usize,
}

/// A reader as lists show them.
#[derive(Debug, Serialize)]
pub(crate) struct ReaderSummary<'a> {
    /// Their name and page.
    pub(crate) reader: Person,
    /// Where they work or study; may be empty.
    pub(crate) affiliation: String,
    /// What they do, in their own words; may be empty.
    pub(crate) role: String,
    /// How many notes they wrote.
    pub(crate) count: usize,
    /// The note that they are on: the newest that they are reading, else the newest.
    pub(crate) current: Option<NoteSummary<'a>>,
}

/// A concept of the glossary, or one that only notes explain.
#[derive(Debug, Serialize)]
pub(crate) struct ConceptSummary {
    /// Its name.
    pub(crate) name: String,
    /// Its page.
    pub(crate) href: String,
    /// One sentence, as plain words; may be empty.
    pub(crate) description: String,
    /// Whether the glossary has an entry of its own for it.
    pub(crate) defined: bool,
    /// How many notes explain it.
    pub(crate) count: usize,
}

/// A note that explains a concept, mentions it, or asks for it.
#[derive(Debug, Serialize)]
pub(crate) struct ConceptMention<'a> {
    /// The place in the note.
    pub(crate) href: String,
    /// The paper that the note is on.
    pub(crate) work: Work<'a>,
    /// Who wrote the note.
    pub(crate) readers: Vec<Person>,
    /// The note's explanation; empty if it only mentions it.
    pub(crate) explanation_html: Html,
    /// Where the answer was found; may be empty.
    pub(crate) source_html: Html,
    /// The language of the texts.
    pub(crate) lang: &'a str,
}

/// A curated list as the index shows it.
#[derive(Debug, Serialize)]
pub(crate) struct ListSummary {
    /// Its title.
    pub(crate) title: String,
    /// Its page.
    pub(crate) href: String,
    /// One or two sentences, as plain words; may be empty.
    pub(crate) description: String,
    /// Who made it.
    pub(crate) readers: Vec<Person>,
    /// How many papers are on it.
    pub(crate) count: usize,
    /// How many of them somebody has read.
    pub(crate) read: usize,
}

/// A paper on a curated list or handout.
#[derive(Debug, Serialize)]
pub(crate) struct Listed<'a> {
    /// The paper.
    pub(crate) work: Option<Work<'a>>,
    /// Why it is there; may be empty.
    pub(crate) why_html: Html,
}

/// A benchmark and its tables.
#[derive(Debug, Serialize)]
pub(crate) struct Benchmark<'a> {
    /// Its name.
    pub(crate) name: String,
    /// The id of its section.
    pub(crate) id: String,
    /// Its own page, with every row.
    pub(crate) href: String,
    /// One table a metric.
    pub(crate) metrics: Vec<Metric<'a>>,
}

/// A metric of a benchmark: one table.
#[derive(Debug, Serialize)]
pub(crate) struct Metric<'a> {
    /// Its name.
    pub(crate) name: String,
    /// The id of the table.
    pub(crate) id: String,
    /// Which direction is better: `lower` or `higher`.
    pub(crate) better: Option<&'static str>,
    /// The unit that all rows share; else empty, and each row has its own.
    pub(crate) unit: String,
    /// The numbers over the years; none if fewer than two have a year or units differ.
    pub(crate) chart: Option<super::Chart>,
    /// The rows, by year, then by paper.
    pub(crate) rows: Vec<BenchmarkRow<'a>>,
    /// How many more rows the benchmark's own page has.
    pub(crate) rest: usize,
}

/// A number that a paper reports.
#[derive(Debug, Serialize)]
pub(crate) struct BenchmarkRow<'a> {
    /// The paper.
    pub(crate) work: Work<'a>,
    /// The place in the note.
    pub(crate) href: String,
    /// Who took it down.
    pub(crate) readers: Vec<Person>,
    /// The number, as written.
    pub(crate) value: String,
    /// Its unit, when rows differ in it; else empty.
    pub(crate) unit: String,
    /// The number, if it is one.
    pub(crate) number: Option<f64>,
    /// Whether no row of the table is better.
    pub(crate) best: bool,
    /// Which model or configuration; may be empty.
    pub(crate) setting_html: Html,
    /// Where in the paper; may be empty.
    pub(crate) where_html: Html,
}

/// A link of the menu of sub-pages.
#[derive(Debug, Serialize)]
pub(crate) struct Filter {
    /// What it filters by: `all`, `view`, `about`, `stance`; `open`, `answered`.
    pub(crate) by: &'static str,
    /// The value: `hindsight`; empty for `all`.
    pub(crate) word: &'static str,
    /// The sub-page.
    pub(crate) link: Link,
    /// How many entries it has.
    pub(crate) count: usize,
    /// Whether it is this page.
    pub(crate) current: bool,
}
