//! CSL-JSON → entries.
//!
//! Items are cut out of the text first and read one by one, so that one bad item is one problem
//! at its place.

use std::collections::HashMap;
use std::ops::Range;

use serde_json::{Map, Value};

use super::arxiv;
use super::csl_kinds::bibtex_kind;
use super::csl_write::VARIABLES;
use super::entry::{Date, Entry};
use super::fields::page_ranges;
use super::key::suggest_key;
use super::name::{Name, Person, parse_name};
use super::problem::{Problem, ProblemKind};

/// Reads a CSL-JSON file: an array of items, or one item.
pub fn read_csl_json(text: &str) -> (Vec<Entry>, Vec<Problem>) {
    let mut entries: Vec<Entry> = Vec::new();
    let mut problems = Vec::new();
    let mut seen: HashMap<String, Range<usize>> = HashMap::new();
    for range in items(text, &mut problems) {
        let item = match serde_json::from_str::<Map<String, Value>>(&text[range.clone()]) {
            Ok(item) => item,
            Err(error) => {
                let at = range.start + offset(&text[range.clone()], error.line(), error.column());
                let message = format!("this is not JSON: {}", reason(&error));
                problems.push(Problem::new(ProblemKind::Syntax, at..at, message));
                continue;
            }
        };
        let mut entry = entry(item, range.clone());
        if entry.key.is_empty() {
            let title = entry.title.as_deref().unwrap_or_default();
            entry.key = suggest_key(&entry.authors, entry.year(), title);
            let message = "this item has no `id`";
            problems.push(
                Problem::new(ProblemKind::MissingKey, range.start..range.start + 1, message)
                    .help(format!("write `\"id\": \"{}\"`", entry.key)),
            );
        } else if let Some(first) = seen.get(&entry.key) {
            let message = format!("the id `{}` is taken by an earlier item", entry.key);
            problems.push(
                Problem::new(ProblemKind::DuplicateKey, range.start..range.start + 1, message)
                    .related(first.clone())
                    .help("rename one of the two, or remove it"),
            );
        } else {
            seen.insert(entry.key.clone(), range.start..range.start + 1);
        }
        entries.push(entry);
    }
    (entries, problems)
}

/// Where the outermost objects stand in the text.
fn items(text: &str, problems: &mut Vec<Problem>) -> Vec<Range<usize>> {
    let mut items = Vec::new();
    let mut start = 0;
    let mut depth = 0_usize;
    let mut string = false;
    let mut escaped = false;
    for (at, byte) in text.bytes().enumerate() {
        if string {
            string = escaped || byte != b'"';
            escaped = byte == b'\\' && !escaped;
            continue;
        }
        match byte {
            b'"' => {
                string = true;
                escaped = false;
            }
            b'{' => {
                if depth == 0 {
                    start = at;
                }
                depth += 1;
            }
            b'}' if depth > 0 => {
                depth -= 1;
                if depth == 0 {
                    items.push(start..at + 1);
                }
            }
            _ => {}
        }
    }
    let trimmed = text.trim_start_matches(['\u{feff}', ' ', '\t', '\r', '\n']);
    if depth > 0 {
        problems.push(
            Problem::new(ProblemKind::Syntax, start..start + 1, "this item is not closed with `}`")
                .help("look for a brace or quote that is opened and not closed"),
        );
    } else if items.is_empty() && !trimmed.starts_with('[') {
        let at = text.len() - trimmed.len();
        problems.push(
            Problem::new(ProblemKind::Syntax, at..at, "this is not CSL-JSON")
                .help("expected an array of items: `[{\"id\": \"…\", \"title\": \"…\"}]`"),
        );
    }
    items
}

/// The byte that serde_json's line and column (from 1, in bytes) mean.
fn offset(text: &str, line: usize, column: usize) -> usize {
    let start = match line.checked_sub(2) {
        Some(nth) => text.match_indices('\n').nth(nth).map_or(0, |(at, _)| at + 1),
        None => 0,
    };
    (start + column.saturating_sub(1)).min(text.len())
}

/// serde_json's message without its own idea of the place.
fn reason(error: &serde_json::Error) -> String {
    let message = error.to_string();
    message.split(" at line ").next().unwrap_or(&message).to_owned()
}

fn entry(mut item: Map<String, Value>, range: Range<usize>) -> Entry {
    let mut take = |name: &str| item.remove(name).and_then(text);
    let csl = take("type").unwrap_or_default();
    let genre = take("genre");
    let archive = take("archive");
    let place = take("archive_location");
    let mut entry = Entry {
        key: take("id").or_else(|| take("citation-key")).unwrap_or_default(),
        kind: bibtex_kind(&csl, genre.as_deref()),
        title: take("title"),
        container: take("container-title"),
        publisher: take("publisher"),
        volume: take("volume"),
        number: take("issue").or_else(|| take("number")),
        pages: take("page").map(|pages| page_ranges(&pages)),
        doi: take("DOI"),
        isbn: take("ISBN"),
        url: take("URL"),
        abstract_text: take("abstract"),
        language: take("language"),
        range,
        ..Entry::default()
    };
    let on_arxiv = archive.as_deref().is_some_and(|name| name.eq_ignore_ascii_case("arxiv"));
    entry.arxiv = if on_arxiv { place.map(|id| arxiv::bare(&id).to_owned()) } else { None };
    if csl == "article" {
        unpack_preprint(&mut entry);
    }
    if entry.arxiv.is_none() {
        entry.arxiv = arxiv::elsewhere(&entry);
    }
    if entry.kind == "phdthesis" || entry.kind == "mastersthesis" {
        entry.fields.extend(entry.publisher.take().map(|school| ("school".to_owned(), school)));
    } else if entry.kind == "techreport" {
        let institution = entry.publisher.take();
        entry.fields.extend(institution.map(|name| ("institution".to_owned(), name)));
    }
    entry.authors = item.remove("author").map(names).unwrap_or_default();
    entry.editors = item.remove("editor").map(names).unwrap_or_default();
    entry.date = item.remove("issued").and_then(date);
    if let Some(seen) = item.remove("accessed").and_then(date) {
        entry.fields.push(("urldate".to_owned(), iso(seen)));
    }
    rest(&mut entry, item);
    entry
}

/// What is said of a preprint in three variables is its arXiv id.
fn unpack_preprint(entry: &mut Entry) {
    let number = entry.number.as_deref().map(arxiv::bare);
    if entry.arxiv.is_none()
        && let Some(id) = number
        && entry.number.as_deref() != Some(id)
    {
        entry.arxiv = Some(id.to_owned());
    }
    if entry.arxiv.is_some() {
        if number == entry.arxiv.as_deref() {
            entry.number = None;
        }
        entry.publisher.take_if(|name| name.eq_ignore_ascii_case("arxiv"));
    }
}

fn rest(entry: &mut Entry, item: Map<String, Value>) {
    for (name, value) in item {
        if let (true, Value::Object(fields)) = (name == "custom", &value) {
            for (name, value) in fields {
                let name = name.to_lowercase();
                if let Some(value) = text(value.clone()).filter(|_| entry.field(&name).is_none()) {
                    entry.fields.push((name, value));
                }
            }
            continue;
        }
        let field = VARIABLES.iter().find(|(_, variable)| *variable == name);
        let field = field.map_or(name.to_lowercase(), |(field, _)| (*field).to_owned());
        let written = match value {
            Value::Array(_) | Value::Object(_) => Some(value.to_string()),
            value => text(value),
        };
        if let Some(written) = written.filter(|_| entry.field(&field).is_none()) {
            entry.fields.push((field, written));
        }
    }
}

/// A string, or a number as one; without the HTML that CSL allows in titles.
fn text(value: Value) -> Option<String> {
    let text = match value {
        Value::String(text) => text,
        Value::Number(number) => number.to_string(),
        Value::Null | Value::Bool(_) | Value::Array(_) | Value::Object(_) => return None,
    };
    let text = if text.contains('<') { without_markup(&text) } else { text };
    let text = text.split_whitespace().collect::<Vec<_>>().join(" ");
    (!text.is_empty()).then_some(text)
}

/// CSL-JSON knows `<i>`, `<b>`, `<sub>`, `<sup>` and two spans in texts; everything else is text.
fn without_markup(text: &str) -> String {
    const TAGS: &[&str] = &[
        "<i>",
        "</i>",
        "<b>",
        "</b>",
        "<sub>",
        "</sub>",
        "<sup>",
        "</sup>",
        "<span class=\"nocase\">",
        "<span style=\"font-variant:small-caps;\">",
        "<span style=\"font-variant: small-caps;\">",
        "</span>",
    ];
    let mut out = String::with_capacity(text.len());
    let mut rest = text;
    while let Some(at) = rest.find('<') {
        out.push_str(&rest[..at]);
        rest = &rest[at..];
        let length = TAGS.iter().find(|tag| rest.starts_with(**tag)).map_or(0, |tag| tag.len());
        if length == 0 {
            out.push('<');
        }
        rest = &rest[length.max(1)..];
    }
    out + rest
}

fn names(value: Value) -> Vec<Name> {
    let Value::Array(names) = value else {
        return text(value).map(|n| parse_name(&n)).into_iter().collect();
    };
    names.into_iter().filter_map(name).collect()
}

fn name(value: Value) -> Option<Name> {
    let Value::Object(mut parts) = value else { return text(value).map(|name| parse_name(&name)) };
    let mut take = |part: &str| parts.remove(part).and_then(text);
    if let Some(literal) = take("literal") {
        return Some(if literal == "others" { Name::Others } else { Name::Literal(literal) });
    }
    let dropping = take("dropping-particle");
    let particle = match (dropping, take("non-dropping-particle")) {
        (Some(first), Some(second)) => Some(format!("{first} {second}")),
        (first, second) => first.or(second),
    };
    let (family, given, suffix) = (take("family"), take("given"), take("suffix"));
    let han = |name: &Option<String>| {
        name.as_deref().is_some_and(|name| name.chars().all(super::entry::is_han))
    };
    match (family, given) {
        (None, None) => None,
        (Some(family), given @ Some(_))
            if han(&given) && family.chars().all(super::entry::is_han) =>
        {
            Some(Name::Literal(family + &given.unwrap_or_default()))
        }
        (Some(family), None) if family.chars().all(super::entry::is_han) => {
            Some(Name::Literal(family))
        }
        (Some(family), given) => Some(Name::Person(Person { family, given, particle, suffix })),
        (None, Some(given)) => Some(Name::Literal(given)),
    }
}

fn date(value: Value) -> Option<Date> {
    let Value::Object(mut date) = value else {
        return Date::from_iso(&text(value)?);
    };
    if let Some(Value::Array(dates)) = date.remove("date-parts") {
        let Some(Value::Array(parts)) = dates.into_iter().next() else { return None };
        let mut parts = parts.into_iter().map(|part| text(part)?.parse::<i32>().ok());
        let year = parts.next()??;
        let mut part = |most: i32| {
            let part = parts.next().flatten().filter(|part| (1..=most).contains(part));
            part.and_then(|part| u8::try_from(part).ok())
        };
        let month = part(12);
        let day = part(31).filter(|_| month.is_some());
        return Some(Date { year, month, day });
    }
    let raw = ["raw", "literal"].iter().find_map(|form| date.remove(*form).and_then(text))?;
    Date::from_iso(&raw).or_else(|| Date::from_iso(raw.get(..4)?))
}

fn iso(date: Date) -> String {
    let Date { year, month, day } = date;
    let part = |part: Option<u8>| part.map(|part| format!("-{part:02}")).unwrap_or_default();
    format!("{year:04}{}{}", part(month), part(day))
}
