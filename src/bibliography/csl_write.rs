//! Entries → CSL-JSON, the exchange format of reference managers and citation processors.

use serde_json::{Map, Value, json};

use super::csl_kinds::{csl_type, published_in};
use super::entry::{Date, Entry};
use super::name::{Name, Person};

/// Fields of the rest and the CSL variable they are: the first spelling is the one read back.
pub(super) const VARIABLES: &[(&str, &str)] = &[
    ("address", "publisher-place"),
    ("location", "publisher-place"),
    ("edition", "edition"),
    ("series", "collection-title"),
    ("chapter", "chapter-number"),
    ("note", "note"),
    ("keywords", "keyword"),
    ("issn", "ISSN"),
    ("pmid", "PMID"),
    ("pmcid", "PMCID"),
    ("shorttitle", "title-short"),
    ("shortjournal", "container-title-short"),
    ("eventtitle", "event-title"),
    ("venue", "event-place"),
    ("version", "version"),
    ("pubstate", "status"),
];

/// Writes entries as a CSL-JSON array.
///
/// Fields that CSL has no variable for go to `custom`, which processors pass over.
pub fn write_csl_json(entries: &[&Entry]) -> Value {
    entries.iter().map(|entry| Value::Object(item(entry))).collect()
}

/// One item.
pub(super) fn item(entry: &Entry) -> Map<String, Value> {
    let csl = csl_type(entry);
    let mut item = Map::new();
    item.insert("id".to_owned(), json!(entry.key));
    item.insert("type".to_owned(), json!(csl));
    let mut text = |name: &str, value: Option<&str>| {
        if let Some(value) = value.filter(|value| !value.is_empty()) {
            item.entry(name).or_insert_with(|| json!(value));
        }
    };
    text("title", entry.title.as_deref());
    let container = if csl == "article" { published_in(entry) } else { entry.container.as_deref() };
    text("container-title", container.or_else(|| published_in(entry)));
    text("publisher", entry.publisher.as_deref());
    text("publisher", entry.field("school").or_else(|| entry.field("institution")));
    text("publisher", entry.field("organization"));
    text("volume", entry.volume.as_deref());
    let issue = matches!(csl, "article-journal" | "periodical");
    text(if issue { "issue" } else { "number" }, entry.number.as_deref());
    if issue {
        text("issue", entry.field("issue"));
    }
    text("page", entry.pages.as_deref().map(|pages| pages.replace('–', "-")).as_deref());
    text("DOI", entry.doi.as_deref());
    text("ISBN", entry.isbn.as_deref());
    text("URL", entry.url.as_deref());
    text("language", entry.language.as_deref());
    text("abstract", entry.abstract_text.as_deref());
    if let Some(id) = &entry.arxiv {
        text("archive", Some("arXiv"));
        text("archive_location", Some(id));
        if csl == "article" {
            text("number", Some(&format!("arXiv:{id}")));
            text("publisher", Some("arXiv"));
        }
    }
    let mut custom = Map::new();
    for (name, value) in &entry.fields {
        match VARIABLES.iter().find(|(field, _)| field == name) {
            Some((_, variable)) => text(variable, Some(value)),
            None if is_publisher(&entry.kind, name) => {}
            None => _ = custom.insert(name.clone(), json!(value)),
        }
    }
    text("genre", genre(entry));
    for (variable, names) in [("author", &entry.authors), ("editor", &entry.editors)] {
        if !names.is_empty() {
            item.insert(variable.to_owned(), names.iter().map(name).collect());
        }
    }
    if let Some(date) = entry.date {
        item.insert("issued".to_owned(), json!({ "date-parts": [date_parts(date)] }));
    }
    if let Some(seen) = entry.field("urldate").and_then(Date::from_iso) {
        item.insert("accessed".to_owned(), json!({ "date-parts": [date_parts(seen)] }));
        custom.remove("urldate");
    }
    if !custom.is_empty() {
        item.insert("custom".to_owned(), Value::Object(custom));
    }
    item
}

/// Whether a field of this name has been written as the publisher, and is read back as itself.
fn is_publisher(kind: &str, name: &str) -> bool {
    match kind {
        "phdthesis" | "mastersthesis" => name == "school",
        "techreport" => name == "institution",
        _ => false,
    }
}

fn genre(entry: &Entry) -> Option<&str> {
    let chinese = entry.is_chinese();
    match entry.kind.as_str() {
        "phdthesis" => Some(if chinese { "博士学位论文" } else { "PhD thesis" }),
        "mastersthesis" => Some(if chinese { "硕士学位论文" } else { "Master's thesis" }),
        "thesis" | "techreport" | "report" => entry.field("type"),
        _ => None,
    }
}

pub(super) fn date_parts(date: Date) -> Value {
    let Date { year, month, day } = date;
    let parts = [Some(year), month.map(i32::from), day.map(i32::from)];
    parts.into_iter().map_while(|part| part).map(Value::from).collect()
}

fn name(name: &Name) -> Value {
    match name {
        Name::Literal(text) => json!({ "literal": text }),
        // CSL has no word for it; this is what processors print for a literal.
        Name::Others => json!({ "literal": "others" }),
        Name::Person(Person { family, given, particle, suffix }) => {
            let mut parts = Map::new();
            parts.insert("family".to_owned(), json!(family));
            for (part, value) in
                [("given", given), ("non-dropping-particle", particle), ("suffix", suffix)]
            {
                if let Some(value) = value {
                    parts.insert(part.to_owned(), json!(value));
                }
            }
            Value::Object(parts)
        }
    }
}
