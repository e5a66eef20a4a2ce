//! Citations in running text, and the reference list of a page.
//!
//! References are formatted once per entry and kept; what depends on the page is done here:
//! numbers, order, and telling apart works of the same authors and year.

use std::collections::HashMap;
use std::sync::OnceLock;

use super::author_date;
use super::entry::Entry;
use super::numbers;
use super::reference::reference;
use super::runs::Run;
use super::style::Style;

/// The language of a page: that of the words around a citation.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Locale {
    /// English.
    En,
    /// Chinese.
    Zh,
}

/// Works cited together: `[@a; @b, p. 3]`, or `@a` in the sentence.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Citation {
    /// Whether the authors are part of the sentence: "Krizhevsky et al. (2012) show …".
    pub narrative: bool,
    /// The works, in the order they are written.
    pub items: Vec<Cited>,
}

/// One work in a citation.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Cited {
    /// Its index among the entries.
    pub entry: usize,
    /// The place in it, as written: `p. 3`, `3-5`, `Fig. 2`, `第 3 页`.
    pub locator: Option<String>,
}

/// A piece of a citation in the text.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Inline {
    /// The text, to be escaped.
    pub text: String,
    /// The entry that it should lead to.
    pub entry: Option<usize>,
    /// Whether it is raised, as GB/T 7714 has it.
    pub raised: bool,
}

/// A page's citations and references.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Page {
    /// For each citation, its pieces.
    pub in_text: Vec<Vec<Inline>>,
    /// The reference list, in the order of the style.
    pub references: Vec<Reference>,
}

/// A line of the reference list.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Reference {
    /// The index of the entry.
    pub entry: usize,
    /// `[1]` in numeric styles.
    pub label: Option<String>,
    /// The reference.
    pub runs: Vec<Run>,
}

/// The entries of a site in one style. To be kept for all pages: a reference takes 50–200 µs.
#[derive(Debug)]
pub struct Formatter {
    style: Style,
    entries: Vec<Entry>,
    references: Vec<OnceLock<Vec<Run>>>,
}

impl Formatter {
    /// Prepares entries; nothing is formatted before it is cited.
    pub fn new(style: Style, entries: Vec<Entry>) -> Self {
        let references = entries.iter().map(|_| OnceLock::new()).collect();
        Self { style, entries, references }
    }

    /// The entries, in the order of their indices.
    pub fn entries(&self) -> &[Entry] {
        &self.entries
    }

    /// The style.
    pub fn style(&self) -> Style {
        self.style
    }

    /// The reference of one entry, without number; empty if there is no such entry.
    pub fn reference(&self, entry: usize) -> &[Run] {
        let Some((kept, entry)) = self.references.get(entry).zip(self.entries.get(entry)) else {
            return &[];
        };
        kept.get_or_init(|| reference(self.style, entry))
    }

    /// The pieces of the last of a page's citations so far: what a page can show before all of its
    /// citations are known. Works of the same authors and year are told apart among those so far.
    pub fn cite_last(&self, locale: Locale, citations: &[Citation]) -> Vec<Inline> {
        let Some(last) = citations.last() else { return Vec::new() };
        let mut order: Vec<usize> = Vec::new();
        let mut numbers: HashMap<usize, usize> = HashMap::new();
        for cited in citations.iter().flat_map(|citation| &citation.items) {
            numbers.entry(cited.entry).or_insert_with(|| {
                order.push(cited.entry);
                order.len()
            });
        }
        if self.style.is_numeric() {
            let number = |entry: usize| numbers.get(&entry).copied().unwrap_or_default();
            let context = numbers::Context { style: self.style, locale, entries: &self.entries };
            return context.citation(last.narrative, &last.items, &number);
        }
        author_date::Labels::new(&self.entries, order, locale).citation(last.narrative, &last.items)
    }

    /// The citations of one page, in their order. Indices that are none are left out.
    pub fn cite(&self, locale: Locale, citations: &[Citation]) -> Page {
        let known = |cited: &&Cited| cited.entry < self.entries.len();
        let mut numbers: HashMap<usize, usize> = HashMap::new();
        let mut order: Vec<usize> = Vec::new();
        for cited in citations.iter().flat_map(|citation| &citation.items).filter(known) {
            numbers.entry(cited.entry).or_insert_with(|| {
                order.push(cited.entry);
                order.len()
            });
        }
        let items = |citation: &Citation| -> Vec<Cited> {
            citation.items.iter().filter(known).cloned().collect()
        };
        if self.style.is_numeric() {
            let number = |entry: usize| numbers.get(&entry).copied().unwrap_or_default();
            let in_text = citations.iter().map(|citation| {
                let context =
                    numbers::Context { style: self.style, locale, entries: &self.entries };
                context.citation(citation.narrative, &items(citation), &number)
            });
            let references = order.iter().enumerate().map(|(at, &entry)| Reference {
                entry,
                label: Some(format!("[{}]", at + 1)),
                runs: self.reference(entry).to_vec(),
            });
            return Page { in_text: in_text.collect(), references: references.collect() };
        }
        let labels = author_date::Labels::new(&self.entries, order, locale);
        let in_text =
            citations.iter().map(|citation| labels.citation(citation.narrative, &items(citation)));
        let in_text = in_text.collect();
        let references = labels.list().map(|(entry, suffix)| Reference {
            entry,
            label: None,
            runs: author_date::with_suffix(self.reference(entry), &self.entries[entry], suffix),
        });
        Page { in_text, references: references.collect() }
    }
}

/// A place in a work, in the words of the page: a bare number is a page.
pub(super) fn locator(text: &str, locale: Locale) -> String {
    let text = text.trim();
    let bare = text.starts_with(|c: char| c.is_ascii_digit())
        && text.chars().all(|c| c.is_ascii_digit() || matches!(c, '-' | '–' | ',' | ' '));
    if !bare {
        return text.to_owned();
    }
    let pages = text.replace('-', "–");
    match locale {
        Locale::Zh => format!("第 {pages} 页"),
        Locale::En if pages.contains(['–', ',']) => format!("pp. {pages}"),
        Locale::En => format!("p. {pages}"),
    }
}
