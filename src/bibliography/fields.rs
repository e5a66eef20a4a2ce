//! Decoded fields → an [`Entry`]: which field means what, in BibTeX's and BibLaTeX's names.

use std::ops::Range;

use super::arxiv;
use super::entry::{Date, Entry};
use super::latex::Text;
use super::macros::month;
use super::name::parse_list;
use super::problem::{Problem, ProblemKind};

/// A field with its name in lower case.
#[derive(Debug)]
pub(super) struct Field {
    pub(super) name: String,
    pub(super) value: Text,
    pub(super) range: Range<usize>,
}

/// What is common to all fields of an entry.
pub(super) struct Head {
    pub(super) key: String,
    pub(super) kind: String,
    pub(super) range: Range<usize>,
}

/// Sorts fields into the entry. What finds no place, or says more than its place holds, stays
/// in `Entry::fields`.
pub(super) fn entry(head: Head, fields: Vec<Field>, problems: &mut Vec<Problem>) -> Entry {
    let Head { key, kind, range } = head;
    let mut entry = Entry { key, kind, range, ..Entry::default() };
    let in_book = is_in_book(&entry.kind);
    let arxiv_eprint = arxiv::is_arxiv_eprint(&fields);
    for Field { name, value, range } in fields {
        let Text { text, held } = value;
        let place = match name.as_str() {
            "title" if entry.title.is_none() => {
                entry.protected = held;
                &mut entry.title
            }
            "author" => {
                entry.authors = parse_list(&text, &held);
                continue;
            }
            "editor" => {
                entry.editors = parse_list(&text, &held);
                continue;
            }
            "year" | "date" => {
                year_or_date(&mut entry, name, text, range, problems);
                continue;
            }
            "booktitle" if in_book => &mut entry.container,
            "journal" | "journaltitle" if !in_book => &mut entry.container,
            "publisher" => &mut entry.publisher,
            "volume" => &mut entry.volume,
            "number" => &mut entry.number,
            "pages" => &mut entry.pages,
            "doi" => &mut entry.doi,
            "isbn" => &mut entry.isbn,
            "url" => &mut entry.url,
            "abstract" => &mut entry.abstract_text,
            "language" | "langid" => &mut entry.language,
            "eprint" if arxiv_eprint => &mut entry.arxiv,
            "archiveprefix" | "eprinttype" if arxiv_eprint => continue,
            _ => {
                entry.fields.push((name, text));
                continue;
            }
        };
        if place.is_some() {
            entry.fields.push((name, text));
        } else {
            *place = Some(text);
        }
    }
    finish(&mut entry);
    entry
}

/// Whether works of this kind stand in a book rather than in a journal.
pub(super) fn is_in_book(kind: &str) -> bool {
    matches!(
        kind,
        "inproceedings"
            | "conference"
            | "incollection"
            | "inbook"
            | "bookinbook"
            | "suppbook"
            | "suppcollection"
            | "inreference"
    )
}

/// What takes more than one field to know.
fn finish(entry: &mut Entry) {
    for empty in [
        &mut entry.title,
        &mut entry.container,
        &mut entry.publisher,
        &mut entry.volume,
        &mut entry.number,
        &mut entry.pages,
        &mut entry.doi,
        &mut entry.arxiv,
        &mut entry.isbn,
        &mut entry.url,
        &mut entry.abstract_text,
        &mut entry.language,
    ] {
        if empty.as_deref().is_some_and(|text| text.trim().is_empty()) {
            *empty = None;
        }
    }
    entry.fields.retain(|(_, value)| !value.is_empty());
    month_field(entry);
    if let Some(pages) = &mut entry.pages {
        *pages = page_ranges(pages);
    }
    if let Some(doi) = &mut entry.doi {
        let bare = [
            "https://doi.org/",
            "http://doi.org/",
            "http://dx.doi.org/",
            "https://dx.doi.org/",
            "doi:",
        ]
        .iter()
        .find_map(|prefix| strip_prefix_ignoring_case(doi, prefix));
        if let Some(bare) = bare {
            *doi = bare.trim().to_owned();
        }
    }
    if let Some(id) = &entry.arxiv {
        entry.arxiv = Some(arxiv::bare(id).to_owned());
    } else {
        entry.arxiv = arxiv::elsewhere(entry);
    }
}

fn strip_prefix_ignoring_case<'t>(text: &'t str, prefix: &str) -> Option<&'t str> {
    let head = text.get(..prefix.len())?;
    head.eq_ignore_ascii_case(prefix).then(|| &text[prefix.len()..])
}

/// `year` and `date`; the text itself is kept when it says more than a [`Date`] can.
fn year_or_date(
    entry: &mut Entry,
    name: String,
    text: String,
    range: Range<usize>,
    problems: &mut Vec<Problem>,
) {
    let exact = Date::from_iso(&text).filter(|_| name == "date" || text.len() == 4);
    let first = text.split('/').next().unwrap_or_default().trim_end_matches(['?', '~', '%']);
    let date = exact
        .or_else(|| Date::from_iso(first).filter(|_| name == "date"))
        .or_else(|| loose_year(&text).map(Date::of_year));
    if name == "date" && !is_date(&text) {
        problems.push(
            Problem::new(ProblemKind::BadDate, range, format!("`{text}` is not a date"))
                .help("write `2012`, `2012-05` or `2012-05-24`; a range has `/` between two dates"),
        );
    }
    if let Some(date) = date
        && (entry.date.is_none() || name == "date")
    {
        entry.date = Some(date);
    }
    if exact.is_none() {
        entry.fields.push((name, text));
    }
}

/// BibLaTeX's dates: ISO 8601, ranges with `/`, seasons 21–24, unsure (`?`, `~`, `%`) or open.
fn is_date(text: &str) -> bool {
    text.is_empty()
        || text.split('/').all(|part| {
            let part = part.trim_end_matches(['?', '~', '%']);
            let part = part.split('T').next().unwrap_or(part);
            let season = part.get(4..).and_then(|season| season.strip_prefix("-2"));
            let bare = part.strip_prefix('-').unwrap_or(part);
            matches!(part, "" | ".." | "open" | "unknown")
                || Date::from_iso(part).is_some()
                || season.is_some_and(|n| matches!(n, "1" | "2" | "3" | "4"))
                || (bare.len() >= 4
                    && bare.len() <= 5
                    && bare.bytes().all(|b| b.is_ascii_digit() || b == b'X' || b == b'u'))
        })
}

/// The first four digits in a row, not part of a longer number: `c. 1998`, `1998/99`, `2012年`.
fn loose_year(text: &str) -> Option<i32> {
    let digits = |run: &&str| run.len() == 4;
    text.split(|c: char| !c.is_ascii_digit()).find(digits)?.parse().ok()
}

/// Month and day into the date; a `month` that says more (`July–August`) is kept as well.
fn month_field(entry: &mut Entry) {
    let Some(at) = entry.fields.iter().position(|(name, _)| name == "month") else { return };
    let Some(date) = entry.date.as_mut() else { return };
    let (month, day) = read_month(&entry.fields[at].1);
    if date.month.is_some() {
        // BibLaTeX's `date` has said it already.
        entry.fields.remove(at);
        entry.fields.retain(|(name, _)| name != "day");
        return;
    }
    date.month = month;
    date.day = day;
    let plain = entry.fields[at].1.chars().all(|c| c.is_ascii_alphanumeric() || c == '.');
    if month.is_some() && (plain || day.is_some()) {
        entry.fields.remove(at);
    }
    let day_at = entry.fields.iter().position(|(name, _)| name == "day");
    if let Some(at) = day_at
        && date.month.is_some()
        && date.day.is_none()
        && let Some(day) = entry.fields[at].1.parse().ok().filter(|day| (1..=31).contains(day))
    {
        date.day = Some(day);
        entry.fields.remove(at);
    }
}

/// `5`, `may`, `May`, `5月`, `May 24`, `24 May`.
fn read_month(text: &str) -> (Option<u8>, Option<u8>) {
    let words: Vec<&str> =
        text.split([' ', ',', '.', '~', '\u{a0}']).filter(|word| !word.is_empty()).collect();
    let number = |word: &str, most: u8| {
        word.trim_end_matches('月').parse().ok().filter(|n| (1..=most).contains(n))
    };
    match words.as_slice() {
        [word] => (number(word, 12).or_else(|| named(word)), None),
        [a, b] => match (named(a).or_else(|| number(a, 12)), number(b, 31)) {
            (Some(month), Some(day)) => (Some(month), Some(day)),
            _ => match (number(a, 31), named(b).or_else(|| number(b, 12))) {
                (Some(day), Some(month)) => (Some(month), Some(day)),
                _ => (words.first().and_then(|word| named(word)), None),
            },
        },
        _ => (words.first().and_then(|word| named(word)), None),
    }
}

fn named(word: &str) -> Option<u8> {
    month(word)
}

/// A hyphen between two page numbers (`12-18`, `S70 - S74`) is a range, set with an en dash.
pub(super) fn page_ranges(pages: &str) -> String {
    let mut out = String::with_capacity(pages.len());
    let mut rest = pages;
    while let Some(at) = rest.find(['-', '−', '‐', '–']) {
        let (before, dash) = rest.split_at(at);
        let width = dash.chars().next().map_or(1, char::len_utf8);
        let (first, second) = (before.trim_end(), dash[width..].trim_start());
        let page = |c: char| c.is_ascii_alphanumeric();
        if first.ends_with(|c: char| c.is_ascii_digit()) && second.starts_with(page) {
            out.extend([first, "–"]);
            rest = second;
        } else {
            out.push_str(&rest[..at + width]);
            rest = &rest[at + width..];
        }
    }
    out + rest
}
