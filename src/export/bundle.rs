//! Notes as Markdown that needs no program of ours: a plain front matter of facts, and what else
//! stood there as sections of the text.
//!
//! Files stay where they were, so that links and images between them hold. Handouts are left out:
//! they leave as pages, edition by edition.

use std::collections::BTreeMap;

use serde::Serialize;

use crate::library::{Library, ShelvedNote};
use crate::model::{PassNumber, PlainPage};
use crate::output::{Content, OutputFile, UrlPath};
use crate::parse;
use crate::source::{ContentPath, FileId, Sources};
use crate::yaml::fields::{Field, Table};
use crate::yaml::{self, Node, Value};

/// Keys that are facts in the front matter of the result, or mean nothing outside.
const NOT_SECTIONS: &[&str] = &[
    "kind", "readers", "date", "updated", "lang", "draft", "publish", "status", "extra", "bibtex",
];

/// The front matter of the result, by names that other programs know.
#[derive(Serialize)]
struct Front<'a> {
    title: &'a str,
    #[serde(skip_serializing_if = "Option::is_none")]
    title_zh: Option<&'a str>,
    key: &'a str,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    authors: Vec<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    year: Option<u16>,
    #[serde(skip_serializing_if = "Option::is_none")]
    venue: Option<&'a str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    doi: Option<&'a str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    arxiv: Option<String>,
    #[serde(skip_serializing_if = "<[_]>::is_empty")]
    tags: &'a [String],
    #[serde(skip_serializing_if = "Vec::is_empty")]
    aliases: Vec<&'a str>,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    readers: Vec<&'a str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    date: Option<String>,
    lang: &'a str,
    status: &'static str,
    #[serde(skip_serializing_if = "Option::is_none")]
    pass: Option<u8>,
    #[serde(skip_serializing_if = "BTreeMap::is_empty")]
    extra: &'a BTreeMap<String, serde_json::Value>,
}

/// Every published note and page but the handouts, each at its place.
pub fn bundle(library: &Library, sources: &Sources) -> Vec<OutputFile> {
    let texts: BTreeMap<FileId, &str> =
        sources.documents().map(|(file, _, text)| (file, text)).collect();
    let text_of = |file| texts.get(&file).copied().unwrap_or_default();
    let notes = library.notes().map(|(_, shelved)| {
        let text = note(library, shelved, text_of(shelved.note.file));
        output(&shelved.note.path, text)
    });
    let profiles = library.readers().filter_map(|(_, reader)| reader.profile.as_ref());
    let pages = (library.concepts().map(|(_, it)| &it.page))
        .chain(library.lists().map(|(_, it)| &it.page))
        .chain(library.pages().map(|(_, page)| page))
        .chain(profiles.map(|profile| &profile.page));
    let pages = pages.map(|page| output(&page.path, self::page(page, text_of(page.file))));
    notes.chain(pages).collect()
}

/// The file of the bundle for a file of the content folder.
pub(crate) fn place(path: &ContentPath) -> UrlPath {
    UrlPath::file(path.folder().split('/').filter(|part| !part.is_empty()), path.file_name())
}

fn output(path: &ContentPath, text: String) -> OutputFile {
    OutputFile { url: place(path), content: Content::Bytes(text.into_bytes().into()) }
}

fn note(library: &Library, shelved: &ShelvedNote, text: &str) -> String {
    let own = &shelved.note;
    let paper = library.paper(shelved.paper);
    let stem = own.path.stem();
    let mut aliases: Vec<&str> = paper.aliases.iter().map(String::as_str).collect();
    if stem != paper.key.as_str() {
        aliases.push(paper.key.as_str());
    }
    let front = Front {
        title: &paper.title.markdown,
        title_zh: paper.title_zh.as_ref().map(|title| title.markdown.as_str()),
        key: paper.key.as_str(),
        authors: paper.authors.iter().map(ToString::to_string).collect(),
        year: paper.year.map(|year| year.0),
        venue: paper.venue.as_deref(),
        doi: paper.doi.as_ref().map(|doi| doi.as_str()),
        arxiv: paper.arxiv.as_ref().map(ToString::to_string),
        tags: &paper.tags,
        aliases,
        readers: shelved.readers.iter().map(|&it| library.reader(it).name.as_str()).collect(),
        date: own.date.map(|date| date.value.to_string()),
        lang: shelved.lang.as_str(),
        status: own.reading_status().as_str(),
        pass: own.reached().map(|pass| pass.number()),
        extra: &own.extra,
    };
    let table = parse::kinds()[0].1;
    let facts: Vec<&str> = table.groups[0].iter().map(|field| field.key).collect();
    // The file has what a note keeps from its readers, too: of such a note only the passes that it
    // publishes are read there.
    let published = |key: &str| match (&own.publish, key) {
        (None, _) | (_, "abstract") => true,
        (Some(_), "pass1") => own.publishes(PassNumber::One),
        (Some(_), "pass2") => own.publishes(PassNumber::Two),
        (Some(_), "pass3") => own.publishes(PassNumber::Three),
        (Some(_), _) => false,
    };
    let is_section = |field: &Field| {
        let key = field.key;
        let may_be = !facts.contains(&key) || key == "abstract";
        may_be && !NOT_SECTIONS.contains(&key) && published(key)
    };
    let zh = shelved.lang.primary() == "zh";
    whole(&front, own.file, text, &own.body.markdown, table, is_section, zh)
}

fn page(page: &PlainPage, text: &str) -> String {
    #[derive(Serialize)]
    struct Front<'a> {
        title: &'a str,
        #[serde(skip_serializing_if = "Vec::is_empty")]
        aliases: Vec<&'a str>,
        #[serde(skip_serializing_if = "Option::is_none")]
        date: Option<String>,
        #[serde(skip_serializing_if = "BTreeMap::is_empty")]
        extra: &'a BTreeMap<String, serde_json::Value>,
    }
    let front = Front {
        title: &page.title.markdown,
        aliases: page.aliases.iter().map(|alias| alias.value.as_str()).collect(),
        date: page.date.map(|date| date.value.to_string()),
        extra: &page.extra,
    };
    // A list has the keys of all others that are left.
    let list = parse::kinds().iter().find(|(word, _)| *word == "list").map(|(_, table)| *table);
    let reader = parse::kinds().iter().find(|(word, _)| *word == "reader").map(|(_, table)| *table);
    let node = parse::front(page.file, text);
    let has = |table: &Table, key: &str| {
        let mut names = table.fields().filter(|field| field.key == key);
        names.any(|field| {
            let also = || field.also.iter().copied();
            let written = |name| node.as_ref().is_some_and(|node| node.has_key(name));
            written(field.key) || also().any(written)
        })
    };
    let table = [list, reader]
        .into_iter()
        .flatten()
        .find(|table| ["papers", "affiliation", "role", "links"].iter().any(|key| has(table, key)));
    let table = table.unwrap_or(parse::kinds()[1].1);
    let is_section = |field: &Field| {
        !NOT_SECTIONS.contains(&field.key) && !matches!(field.key, "title" | "aliases")
    };
    let zh = page.lang.as_ref().is_some_and(|lang| lang.primary() == "zh");
    whole(&front, page.file, text, &page.body.markdown, table, is_section, zh)
}

fn whole(
    front: &impl Serialize,
    file: FileId,
    text: &str,
    body: &str,
    table: &'static Table,
    is_section: impl Fn(&Field) -> bool,
    zh: bool,
) -> String {
    let node = parse::front(file, text);
    let front = yaml::to_string(front).unwrap_or_default();
    let mut out = format!("---\n{front}---\n");
    if let Some(Node { value: Value::Map(entries), .. }) = &node {
        let fields = entries.iter().filter_map(|(key, node)| Some((table.entry(key, node)?, node)));
        for (entry, node) in fields.filter(|(entry, _)| is_section(entry.field)) {
            section(&mut out, 2, entry.field, node, zh);
        }
    }
    let body = body.trim();
    if !body.is_empty() {
        if out.contains("\n---\n\n## ") {
            // What follows is not part of the last section.
            out += if zh { "\n## 正文\n" } else { "\n## Text\n" };
        }
        out += &format!("\n{body}\n");
    }
    out
}

/// A field as a section: a text, a list, or sections of its own.
fn section(out: &mut String, level: usize, field: &'static Field, node: &Node, zh: bool) {
    if node.is_null() {
        return;
    }
    *out += &format!("\n{} {}\n", "#".repeat(level), label(field, zh));
    let table = field.takes.table();
    match (&node.value, table) {
        (Value::Map(entries), Some(table)) if is_pass(field) => {
            // Dates, minutes and the like first, in one list.
            let is_short = |node: &Node| node.as_scalar().is_some_and(|it| it.text.len() < 40);
            let (short, long): (Vec<_>, Vec<_>) =
                entries.iter().partition(|(_, node)| is_short(node));
            if !short.is_empty() {
                out.push('\n');
            }
            for (key, node) in short {
                let name = table.entry(key, node).map(|entry| label(entry.field, zh));
                item(out, 0, Some(name.as_deref().unwrap_or(&key.text)), node, None, zh);
            }
            for (key, node) in long {
                if let Some(entry) = table.entry(key, node) {
                    section(out, level + 1, entry.field, node, zh);
                }
            }
        }
        (Value::Scalar(scalar), _) => *out += &format!("\n{}\n", scalar.text.trim()),
        (Value::Seq(items), table) => {
            out.push('\n');
            for node in items {
                item(out, 0, None, node, table, zh);
            }
        }
        (Value::Map(_), table) => {
            out.push('\n');
            item(out, 0, None, node, table, zh);
        }
        (Value::Null, _) => {}
    }
}

fn is_pass(field: &Field) -> bool {
    matches!(field.key, "pass1" | "pass2" | "pass3")
}

/// One item of a list; a map is an item for each of its keys, those after the first below it.
fn item(
    out: &mut String,
    depth: usize,
    name: Option<&str>,
    node: &Node,
    table: Option<&'static Table>,
    zh: bool,
) {
    let indent = "  ".repeat(depth);
    let colon = if zh { "：" } else { ": " };
    let lead = name.map_or_else(String::new, |name| format!("**{name}**{colon}"));
    match &node.value {
        Value::Null => {}
        Value::Scalar(scalar) => {
            let text = scalar.text.trim().replace('\n', &format!("\n{indent}  "));
            *out += &format!("{indent}- {lead}{text}\n");
        }
        Value::Seq(items) => {
            let lead = lead.trim_end();
            let depth = if lead.is_empty() { depth } else { depth + 1 };
            if !lead.is_empty() {
                *out += &format!("{indent}- {lead}\n");
            }
            for node in items {
                item(out, depth, None, node, table, zh);
            }
        }
        Value::Map(entries) => {
            let mut depth = depth;
            if !lead.is_empty() {
                *out += &format!("{indent}- {}\n", lead.trim_end());
                depth += 1;
            }
            for (index, (key, node)) in entries.iter().enumerate() {
                let field = table.and_then(|table| Some(table.entry(key, node)?.field));
                let name = field.map_or_else(|| key.text.clone(), |field| label(field, zh));
                let inner = field.and_then(|field| field.takes.table());
                item(out, depth + usize::from(index > 0), Some(&name), node, inner, zh);
            }
        }
    }
}

/// What a field is called in a heading: its Chinese name, or its key in words.
fn label(field: &Field, zh: bool) -> String {
    let chinese = field.also.iter().find(|name| !name.is_ascii());
    match (field.key, chinese) {
        (_, Some(name)) if zh => (*name).to_owned(),
        ("tldr", _) => "In one sentence".to_owned(),
        ("now", _) => "What I know now".to_owned(),
        ("ipo", _) => "Input, processing, output".to_owned(),
        ("pass1", _) => "Pass 1".to_owned(),
        ("pass2", _) => "Pass 2".to_owned(),
        ("pass3", _) => "Pass 3".to_owned(),
        (key, _) => {
            let words = key.replace('_', " ");
            let mut letters = words.chars();
            letters
                .next()
                .map_or_else(String::new, |first| first.to_uppercase().chain(letters).collect())
        }
    }
}
