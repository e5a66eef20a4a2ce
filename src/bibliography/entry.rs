//! One bibliography entry, whatever format it came from.
//!
//! Invariant: every text is plain text with `$…$` kept for math. No LaTeX, no HTML, no escapes.

use std::hash::{Hash, Hasher};
use std::ops::Range;

use super::Name;

/// A bibliography entry: what BibTeX, BibLaTeX and CSL-JSON are read into and written from.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Entry {
    /// The citation key, as written.
    pub key: String,
    /// BibTeX's word for the kind of work, in lower case: `article`, `inproceedings`, …
    /// Kinds that BibTeX does not know are kept.
    pub kind: String,
    /// The title; parts that BibTeX's braces protect from a change of case are in `protected`.
    pub title: Option<String>,
    /// Byte ranges of `title` whose capitals a style must leave alone, in order.
    pub protected: Vec<Range<usize>>,
    /// The authors, in order.
    pub authors: Vec<Name>,
    /// The editors, in order.
    pub editors: Vec<Name>,
    /// When it was published, as far as that is known.
    pub date: Option<Date>,
    /// What it appeared in: the journal, or the book or proceedings.
    pub container: Option<String>,
    /// The publisher; for a thesis or report see the `school` and `institution` fields.
    pub publisher: Option<String>,
    /// The volume.
    pub volume: Option<String>,
    /// The issue of a journal, the number of a report.
    pub number: Option<String>,
    /// The pages; ranges with an en dash (`187–210`).
    pub pages: Option<String>,
    /// The DOI, without `https://doi.org/`.
    pub doi: Option<String>,
    /// The arXiv id, without `arXiv:`.
    pub arxiv: Option<String>,
    /// The ISBN.
    pub isbn: Option<String>,
    /// Where it can be read.
    pub url: Option<String>,
    /// The abstract.
    pub abstract_text: Option<String>,
    /// The language, as written (`english`, `zh-CN`); see [`Entry::is_chinese`].
    pub language: Option<String>,
    /// Every other field, in the order of the file, names in lower case.
    pub fields: Vec<(String, String)>,
    /// Where the entry stands in its file, in bytes.
    pub range: Range<usize>,
}

/// A date of which only the year need be known.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Date {
    /// The year.
    pub year: i32,
    /// The month, from 1.
    pub month: Option<u8>,
    /// The day of the month, from 1; never without a month.
    pub day: Option<u8>,
}

impl Entry {
    /// Gives `hasher` all that references and citations of the entry follow from: neither where it
    /// stands nor what the work is about.
    pub fn hash_cited(&self, hasher: &mut impl Hasher) {
        let Self {
            key,
            kind,
            title,
            protected,
            authors,
            editors,
            date,
            container,
            publisher,
            volume,
            number,
            pages,
            doi,
            arxiv,
            isbn,
            url,
            abstract_text: _,
            language,
            fields,
            range: _,
        } = self;
        (key, kind, title, protected, authors, editors, date, container).hash(hasher);
        (publisher, volume, number, pages, doi, arxiv, isbn, url, language, fields).hash(hasher);
    }

    /// The year of publication.
    pub fn year(&self) -> Option<i32> {
        self.date.map(|date| date.year)
    }

    /// A field that has no place of its own, by its name in lower case.
    pub fn field(&self, name: &str) -> Option<&str> {
        self.fields.iter().find(|(field, _)| field == name).map(|(_, value)| value.as_str())
    }

    /// The first of these fields that the entry has.
    pub(super) fn first_field(&self, names: &[&str]) -> Option<&str> {
        names.iter().find_map(|name| self.field(name))
    }

    /// Whether the work is in Chinese: by its language field, else by its title and authors.
    ///
    /// GB/T 7714-2015 (6.3, 8.1) words a reference in the language of the work, not of the page.
    pub fn is_chinese(&self) -> bool {
        if let Some(language) = &self.language {
            let language = language.to_lowercase();
            if language.starts_with("zh") || language.starts_with("chi") || language.contains('中')
            {
                return true;
            }
            if language.starts_with("en") || language.starts_with("american") {
                return false;
            }
        }
        let title = self.title.as_deref().unwrap_or_default();
        let kana = |c: char| ('\u{3040}'..='\u{30ff}').contains(&c);
        if title.chars().any(kana) {
            return false;
        }
        if self.title.is_some() {
            title.chars().any(is_han)
        } else {
            self.authors.iter().any(|author| author.to_string().chars().any(is_han))
        }
    }
}

/// Whether a character is a Chinese one (CJK ideographs and their extensions).
pub(super) fn is_han(c: char) -> bool {
    matches!(c, '\u{3400}'..='\u{4dbf}' | '\u{4e00}'..='\u{9fff}' | '\u{f900}'..='\u{faff}'
        | '\u{20000}'..='\u{323af}' | '〇')
}

impl Date {
    /// A date of nothing but a year.
    pub fn of_year(year: i32) -> Self {
        Self { year, month: None, day: None }
    }

    /// Reads `2012`, `2012-05`, `2012-05-24`; months from 1 to 12, days from 1 to 31.
    pub(super) fn from_iso(text: &str) -> Option<Self> {
        let mut parts = text.trim().split('-');
        let year = parts.next()?;
        if year.len() != 4 || !year.bytes().all(|b| b.is_ascii_digit()) {
            return None;
        }
        let mut part = |most: u8| match parts.next() {
            None => Some(None),
            Some(text) if matches!(text.len(), 1 | 2) => {
                text.parse().ok().filter(|n| (1..=most).contains(n)).map(Some)
            }
            Some(_) => None,
        };
        let date = Self { year: year.parse().ok()?, month: part(12)?, day: part(31)? };
        parts.next().is_none().then_some(date)
    }
}
