//! Results: for every benchmark and metric one table of what papers
//! report, by year, and one chart.

use std::collections::BTreeMap;

use crate::library::{Library, NoteId};
use crate::links::Work;
use crate::model::{Better, ResultRow};
use crate::output::{UrlPath, slugify};
use crate::theme::ThemeError;

use super::chart::{Reported, chart};
use super::head::About;
use super::writer::Writer;
use super::{urls, view};

/// How many rows of a table the page of all benchmarks shows.
const ROWS_SHOWN: usize = 20;

/// A benchmark and its metrics.
#[derive(Debug)]
pub(super) struct BenchmarkEntry {
    name: String,
    /// Its part of the address.
    pub(super) slug: String,
    metrics: Vec<MetricEntry>,
}

#[derive(Debug)]
struct MetricEntry {
    name: String,
    /// By year, then by the paper's key, then as written; each once.
    rows: Vec<(NoteId, usize)>,
}

/// What names a benchmark in its address. Two spellings that share it are one benchmark.
pub(super) fn slug(benchmark: &str) -> String {
    let slug = slugify(benchmark);
    if slug.is_empty() { "-".to_owned() } else { slug }
}

/// The benchmarks of all notes, by name.
pub(super) fn benchmarks(library: &Library) -> Vec<BenchmarkEntry> {
    let mut rows: Vec<(NoteId, usize)> = library
        .notes()
        .flat_map(|(id, it)| (0..it.note.results.len()).map(move |n| (id, n)))
        .collect();
    rows.sort_by_key(|&(id, n)| {
        let paper = library.note(id).paper;
        (library.paper(paper).year, paper, id, n)
    });
    let mut benchmarks: BTreeMap<String, BTreeMap<String, MetricEntry>> = BTreeMap::new();
    let mut names: BTreeMap<String, String> = BTreeMap::new();
    for (id, n) in rows {
        let row = result(library, id, n);
        let slug = slug(&row.benchmark);
        names.entry(slug.clone()).or_insert_with(|| row.benchmark.clone());
        let metric = benchmarks
            .entry(slug)
            .or_default()
            .entry(slugify(&row.metric))
            .or_insert_with(|| MetricEntry { name: row.metric.clone(), rows: Vec::new() });
        // Two readers take down the same number of one paper: one row.
        let paper = library.note(id).paper;
        let near = metric.rows.iter().rev().take_while(|&&(o, _)| library.note(o).paper == paper);
        let known = near.clone().any(|&(other, m)| same(result(library, other, m), row));
        if !known {
            metric.rows.push((id, n));
        }
    }
    benchmarks
        .into_iter()
        .map(|(slug, metrics)| BenchmarkEntry {
            name: names.remove(&slug).unwrap_or_default(),
            slug,
            metrics: metrics.into_values().collect(),
        })
        .collect()
}

fn result(library: &Library, id: NoteId, n: usize) -> &ResultRow {
    &library.note(id).note.results[n]
}

/// Whether two rows of one paper report the same.
fn same(a: &ResultRow, b: &ResultRow) -> bool {
    let setting =
        |row: &ResultRow| row.setting.as_ref().map(|text| text.markdown.trim().to_owned());
    a.value == b.value && a.unit == b.unit && setting(a) == setting(b)
}

/// All benchmarks.
pub(super) fn render_all(writer: &mut Writer<'_>) -> Result<Vec<u8>, ThemeError> {
    let site = writer.site;
    let all = site.index.benchmarks.iter();
    let content = view::ResultsPage {
        single: false,
        benchmarks: all.map(|entry| benchmark(writer, entry, ROWS_SHOWN)).collect(),
    };
    site.fill(writer, "results.html", About::titled(site.words("results", &[])), content)
}

/// A benchmark.
pub(super) fn render(writer: &mut Writer<'_>, place: usize) -> Result<Vec<u8>, ThemeError> {
    let site = writer.site;
    let entry = &site.index.benchmarks[place];
    let content =
        view::ResultsPage { single: true, benchmarks: vec![benchmark(writer, entry, usize::MAX)] };
    let about =
        About::titled(&entry.name).below(UrlPath::page(["results"]), site.words("results", &[]));
    site.fill(writer, "results.html", about, content)
}

fn benchmark<'a>(
    writer: &mut Writer<'a>,
    entry: &BenchmarkEntry,
    limit: usize,
) -> view::Benchmark<'a> {
    view::Benchmark {
        name: entry.name.clone(),
        id: entry.slug.clone(),
        href: writer.href(&urls::benchmark(&entry.slug)),
        metrics: entry
            .metrics
            .iter()
            .map(|it| {
                let id = slugify(&it.name);
                // The page of all benchmarks has the same metric many times.
                let id = if limit == usize::MAX { id } else { format!("{}--{id}", entry.slug) };
                metric(writer, it, id, limit)
            })
            .collect(),
    }
}

fn metric<'a>(
    writer: &mut Writer<'a>,
    entry: &MetricEntry,
    id: String,
    limit: usize,
) -> view::Metric<'a> {
    let library = &writer.site.library;
    let rows: Vec<&ResultRow> = entry.rows.iter().map(|&(id, n)| result(library, id, n)).collect();
    let better = rows.iter().find_map(|row| row.better);
    let best = best(&rows, better);
    let unit = rows.first().and_then(|row| row.unit.clone()).unwrap_or_default();
    let shared = rows.iter().all(|row| row.unit.as_deref().unwrap_or_default() == unit);
    view::Metric {
        chart: if shared { chart(reported(writer, entry), better) } else { None },
        name: entry.name.clone(),
        id,
        better: better.map(Better::as_str),
        unit: if shared { unit } else { String::new() },
        rest: entry.rows.len().saturating_sub(limit),
        rows: entry
            .rows
            .iter()
            .take(limit)
            .map(|&(id, n)| {
                let row = result(library, id, n);
                let prefix = format!("{}{n}--", writer.prefix(id));
                view::BenchmarkRow {
                    work: writer.paper(library.note(id).paper),
                    href: writer.note_href(id, &format!("result-{}", n + 1)),
                    readers: writer.readers_of(id),
                    value: row.value.clone(),
                    unit: if shared { String::new() } else { row.unit.clone().unwrap_or_default() },
                    number: row.number,
                    best: row.number.is_some() && row.number == best,
                    setting_html: writer.maybe(row.setting.as_ref(), &prefix),
                    where_html: writer.maybe(row.place.as_ref(), &prefix),
                }
            })
            .collect(),
    }
}

/// The numbers of a table whose papers have a year.
fn reported(writer: &Writer<'_>, entry: &MetricEntry) -> Vec<Reported> {
    let library = &writer.site.library;
    let rows = entry.rows.iter().filter_map(|&(id, n)| {
        let (row, paper) = (result(library, id, n), library.note(id).paper);
        let unit = row.unit.as_deref().unwrap_or_default();
        let setting = writer.plain(row.setting.as_ref());
        let parts = [writer.paper(paper).title, &format!("{} {unit}", row.value), &setting]
            .map(|part| part.trim().to_owned());
        Some(Reported {
            year: library.paper(paper).year?.0,
            value: row.number?,
            href: writer.note_href(id, &format!("result-{}", n + 1)),
            name: writer.site.index.words(Work::Read(paper)).short.clone(),
            title: parts
                .into_iter()
                .filter(|part| !part.is_empty())
                .collect::<Vec<_>>()
                .join(" · "),
        })
    });
    rows.collect()
}

/// The best number of a table, if it says which direction is better.
fn best(rows: &[&ResultRow], better: Option<Better>) -> Option<f64> {
    let numbers = rows.iter().filter_map(|row| row.number);
    match better? {
        Better::Lower => numbers.min_by(f64::total_cmp),
        Better::Higher => numbers.max_by(f64::total_cmp),
    }
}
