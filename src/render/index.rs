//! What pages need of the whole site, found once: plain words of titles, the newest notes, open
//! questions, benchmarks, concepts.
//!
//! Invariant: every list here is made by one walk over the notes, so that no page has to.

use std::cmp::Reverse;
use std::collections::BTreeMap;

use rayon::prelude::*;

use crate::config::Config;
use crate::library::{Library, NoteId, Paper, PaperId};
use crate::links::{Links, Wanted, WantedId, Work};
use crate::markdown::{self, Options};
use crate::model::{PassNumber, PersonName, Text};
use crate::theme::Theme;

use super::activity::{self, Event};
use super::concepts::{self, ConceptEntry};
use super::critiques::{self, Filter};
use super::gathered::{self, Gathered};
use super::picture::shorten;
use super::results::{self, BenchmarkEntry};

/// What a paper is called, without markup.
#[derive(Debug, Default)]
pub(super) struct Words {
    /// Its title.
    pub(super) title: String,
    /// Its title in Chinese.
    pub(super) title_zh: String,
    /// What it is called where there is little room.
    pub(super) short: String,
    /// Its authors in short.
    pub(super) authors: String,
    /// The sentence of the first of its notes that has one.
    pub(super) tldr: String,
    /// The language of the sentence.
    pub(super) tldr_lang: String,
}

/// What pages need of the whole site.
#[derive(Debug)]
pub(super) struct Index {
    /// Words of papers that somebody has read, by [`PaperId`].
    pub(super) papers: Vec<Words>,
    /// Words of wanted papers.
    pub(super) wanted: BTreeMap<WantedId, Words>,
    /// The sentence of each note, by [`NoteId`].
    pub(super) tldrs: Vec<String>,
    /// Notes, the newest first; those without a date last, by path.
    pub(super) newest: Vec<NoteId>,
    /// Papers, the newest first: by their latest note.
    pub(super) by_date: Vec<PaperId>,
    /// The place of each paper in `by_date`, by [`PaperId`].
    pub(super) place_by_date: Vec<usize>,
    /// Papers by year of publication, the oldest first; those without one last.
    pub(super) by_year: Vec<PaperId>,
    /// The place of each paper in `by_year`, by [`PaperId`].
    pub(super) place_by_year: Vec<usize>,
    /// Papers by the furthest pass of their notes.
    pub(super) by_pass: BTreeMap<PassNumber, Vec<PaperId>>,
    /// Critiques, those of the newest papers first: all, then those of each filter.
    pub(super) critiques: Vec<(Filter, Vec<(NoteId, usize)>)>,
    /// Open questions, those of the newest notes first.
    pub(super) open: Vec<(NoteId, usize)>,
    /// Answered questions, likewise.
    pub(super) answered: Vec<(NoteId, usize)>,
    /// Open problems, claims to verify, reproductions; those that the site has.
    pub(super) gathered: BTreeMap<Gathered, Vec<(NoteId, usize)>>,
    /// Passes and notes by year, the newest first in each.
    pub(super) activity: BTreeMap<u16, Vec<Event>>,
    /// Benchmarks by name.
    pub(super) benchmarks: Vec<BenchmarkEntry>,
    /// Concepts by name.
    pub(super) concepts: Vec<ConceptEntry>,
    /// What notes call the concepts → their places.
    pub(super) concept_names: BTreeMap<String, usize>,
}

impl Index {
    /// The words of a paper.
    pub(super) fn words(&self, work: Work) -> &Words {
        match work {
            Work::Read(id) => &self.papers[id.index()],
            Work::Wanted(id) => &self.wanted[&id],
        }
    }

    /// The index of a site.
    pub(super) fn new(
        library: &Library,
        links: &Links,
        config: &Config,
        theme: &Theme,
        options: &Options,
    ) -> Self {
        let lang = config.language.as_str();
        let short = |authors: &[&PersonName]| short_authors(theme, lang, authors);

        let notes: Vec<NoteId> = library.notes().map(|(id, _)| id).collect();
        let tldrs: Vec<String> = notes
            .par_iter()
            .map(|&id| {
                let tldr = library.note(id).note.tldr.texts().next();
                tldr.map_or_else(String::new, |text| markdown::plain(text, options))
            })
            .collect();
        let of_papers = || {
            let papers: Vec<&Paper> = library.papers().map(|(_, paper)| paper).collect();
            let papers = papers.par_iter().map(|paper| {
                let note = paper.notes.iter().find(|note| !tldrs[note.index()].is_empty());
                let title = markdown::plain(&paper.title, options);
                Words {
                    short: short_name(&paper.aliases, &title),
                    title,
                    title_zh: plain(paper.title_zh.as_ref(), options),
                    authors: short(&paper.authors.iter().collect::<Vec<_>>()),
                    tldr: note.map_or_else(String::new, |note| tldrs[note.index()].clone()),
                    tldr_lang: note.map_or_else(String::new, |&note| {
                        library.note(note).lang.as_str().to_owned()
                    }),
                }
            });
            papers.collect()
        };
        let of_wanted = |(id, wanted): (WantedId, &Wanted)| {
            let authors: Vec<&PersonName> =
                wanted.facts.authors.iter().map(|author| &author.value).collect();
            let title = plain(wanted.facts.title.as_ref(), options);
            let title = if title.is_empty() { wanted.label.clone() } else { title };
            let words = Words {
                short: short_name(&[], &title),
                title,
                title_zh: plain(wanted.facts.title_zh.as_ref(), options),
                authors: short(&authors),
                ..Words::default()
            };
            (id, words)
        };
        let (papers, (wanted, (concepts, activity))) = rayon::join(of_papers, || {
            let wanted = || links.wanted_papers().map(of_wanted).collect();
            let entries = || concepts::entries(library, links, options);
            rayon::join(wanted, || (entries(), activity::by_year(library)))
        });

        let mut newest = notes.clone();
        newest.sort_by_cached_key(|&id| Reverse(library.note(id).note.latest_date()));
        let mut by_date: Vec<PaperId> = library.papers().map(|(id, _)| id).collect();
        by_date.sort_by_cached_key(|&id| {
            let notes = library.paper(id).notes.iter();
            Reverse(notes.filter_map(|&note| library.note(note).note.latest_date()).max())
        });
        let mut by_year: Vec<PaperId> = library.papers().map(|(id, _)| id).collect();
        by_year.sort_by_key(|&id| {
            let year = library.paper(id).year;
            (year.is_none(), year)
        });
        let mut by_pass: BTreeMap<PassNumber, Vec<PaperId>> = BTreeMap::new();
        for &id in &by_date {
            if let Some(pass) = library.paper(id).reached {
                by_pass.entry(pass).or_default().push(id);
            }
        }
        let critiques: Vec<(NoteId, usize)> = by_date
            .iter()
            .flat_map(|&id| &library.paper(id).notes)
            .flat_map(|&note| (0..library.note(note).note.critiques.len()).map(move |n| (note, n)))
            .collect();
        let (open, answered) = newest
            .iter()
            .flat_map(|&note| (0..library.note(note).note.questions.len()).map(move |n| (note, n)))
            .partition(|&(note, n)| library.note(note).note.questions[n].is_open());
        Self {
            concept_names: concepts::names(library, &concepts),
            concepts,
            papers,
            wanted,
            tldrs,
            critiques: critiques::filtered(library, &critiques),
            open,
            answered,
            gathered: gathered::gather(library, &newest),
            activity,
            benchmarks: results::benchmarks(library),
            newest,
            place_by_date: places(&by_date),
            by_date,
            place_by_year: places(&by_year),
            by_year,
            by_pass,
        }
    }
}

/// Where each paper stands in `order`, which has every paper once.
fn places(order: &[PaperId]) -> Vec<usize> {
    let mut places = vec![0; order.len()];
    for (place, id) in order.iter().enumerate() {
        places[id.index()] = place;
    }
    places
}

/// How long a short name may be, in columns.
const SHORT: usize = 24;

/// What a paper is called where there is little room: a short alias such as `AlexNet`, else the
/// start of its title.
fn short_name(aliases: &[String], title: &str) -> String {
    let alias = aliases.iter().find(|it| !it.contains('/') && it.chars().count() <= 16);
    alias.map_or_else(|| shorten(title, SHORT), Clone::clone)
}

fn plain(text: Option<&Text>, options: &Options) -> String {
    text.map_or_else(String::new, |text| markdown::plain(text, options))
}

/// Authors in short, as citations call them: `Hinton`, `Nair and Hinton`, `He et al.`
pub(super) fn short_authors(theme: &Theme, lang: &str, authors: &[&PersonName]) -> String {
    match authors {
        [] => String::new(),
        [one] => one.family.clone(),
        [a, b] => theme.words(lang, "authors-two", &[("a", &a.family), ("b", &b.family)]),
        [first, ..] => theme.words(lang, "authors-many", &[("a", &first.family)]),
    }
}
