//! Files → documents: front matter by the contract of `docs/front-matter.md`, bodies as they are.
//!
//! Stage: [`Sources`] → [`Document`]s. Invariant: every file of notes becomes a document unless its
//! place makes that impossible, whatever is wrong with it, and every mistake in it is reported.

mod fields;
mod judgements;
mod note;
mod page;
mod paper;
mod passes;
mod place;
mod split;
mod texts;
mod title;
mod withhold;

#[cfg(test)]
mod tests;

use std::collections::BTreeMap;
use std::ops::Range;
use std::sync::Arc;

use rayon::prelude::*;

use crate::config::{Config, Edition};
use crate::diagnostic::{Checked, Code, Diagnostic};
use crate::markdown;
use crate::model::{Concept, Document, Outline, Text};
use crate::source::{ContentPath, FileId, SourceFile, Sources, Span};
use crate::yaml::fields::{Fields, Table};
use crate::yaml::{self, Node, Purpose, Value, Values};
use place::Kind;
use withhold::{Fate, Fates, withhold};

/// How many diagnostics of one file are reported.
const MAX_REPORTED: usize = 200;

/// A file whose body has been read and whose front matter is being read.
#[derive(Clone, Debug)]
struct Read<'a> {
    file: FileId,
    path: &'a ContentPath,
    body: Text,
    outline: Outline,
}

/// The tables of keys that a front matter may have.
pub(crate) const TABLES: &[&Table] = fields::ALL;

/// Whether a note or a page may have the key `name`.
pub(crate) fn is_key(name: &str) -> bool {
    [&fields::NOTE, &fields::LIST, &fields::HANDOUT, &fields::READER].iter().any(|t| t.has(name))
}

/// The English name of a key of notes.
pub(crate) fn canonical_key(name: &str) -> Option<&'static str> {
    fields::NOTE.canonical(name)
}

/// Where the front matter of a document stands between its fences, if it has one, and its body.
pub fn parts(text: &str) -> (Option<Range<usize>>, Range<usize>) {
    let mut sources = Sources::new();
    let file = sources.add(SourceFile {
        name: String::new(),
        path: None,
        text: String::new(),
        skipped: 0,
    });
    let split::Parts { front, body } = split::split(text, file, &mut Vec::new());
    (front, body)
}

/// Reads every note and page of `sources`, in their order.
pub fn parse(
    sources: &Sources,
    config: &Config,
    options: &markdown::Options,
) -> Checked<Vec<Document>> {
    let files: Vec<_> = texts(sources).collect();
    let read: Vec<Checked<Option<Document>>> = files
        .into_par_iter()
        .map(|(file, path, text)| document(file, path, &text.text, config.edition, options))
        .collect();
    let mut diagnostics = Vec::new();
    let documents =
        read.into_iter().filter_map(|document| document.collect_into(&mut diagnostics)).collect();
    Checked::new(documents, diagnostics)
}

/// The front matter of a file as it was written, for what is made of notes that have been read
/// before. It has what a note keeps from its readers, too.
pub fn front(file: FileId, text: &str) -> Option<Node> {
    let parts = split::split(text, file, &mut Vec::new());
    parts.front.and_then(|front| yaml::read(text, file, front, fields::ALL).value)
}

/// The files that are documents, in their order.
pub(crate) fn texts(
    sources: &Sources,
) -> impl Iterator<Item = (FileId, &ContentPath, &Arc<SourceFile>)> {
    let placed = sources.files().filter_map(|(id, file)| Some((id, file.path.as_ref()?, file)));
    placed.filter(|(_, path, _)| matches!(path.extension().as_str(), "md" | "markdown"))
}

/// Reads one file. What comes of it depends on what is handed over, and on nothing else.
pub(crate) fn document(
    file: FileId,
    path: &ContentPath,
    text: &str,
    edition: Edition,
    options: &markdown::Options,
) -> Checked<Option<Document>> {
    let mut diagnostics = Vec::new();
    let parts = split::split(text, file, &mut diagnostics);
    // A front matter that cannot be read has been reported: nothing else is said about its lack.
    let mut broken = !diagnostics.is_empty();
    let span = Span::new(file, parts.body.clone());
    let body = Text { markdown: text[parts.body.clone()].to_owned(), span };
    let mut references = markdown::CrossReferences::default();
    let outline =
        take(markdown::scan(&body, &text[parts.body], options), &mut diagnostics, &mut references);
    let node = parts.front.clone().and_then(|front| {
        let read = yaml::read(text, file, front, fields::ALL);
        broken |= read.has_errors();
        read.collect_into(&mut diagnostics).filter(|node| !node.is_null())
    });
    let node = node.unwrap_or_else(|| empty(file, span.start));
    broken |= !matches!(node.value, Value::Map(_));
    let titled = node.has_key("title") || node.has_key("标题");
    let mut values = Values::new(text, file, Purpose::FrontMatter);
    let read = Read { file, path, body, outline };
    let has_front = parts.front.is_some();
    let mut document = by_kind(&mut values, &node, read, has_front);
    let mut front_outline = Outline::default();
    if let Some(document) = &mut document {
        let place = parts.front.map_or(0..0, |front| front.start.saturating_sub(4)..front.start);
        let place = Span::new(file, place.start..place.start + text[place].trim_end().len());
        fall_back_on_title(
            document,
            &mut values,
            place,
            !broken && !titled,
            options,
            &mut front_outline,
        );
    }
    let fates = document.as_mut().map_or(Fates::AllKept, |it| withhold(it, edition));
    let mut teacher_outline = Outline::default();
    let keys = keys(&node, document.as_ref());
    let mut keys = keys.iter().peekable();
    for written in values.take_texts() {
        let span = written.span;
        let mut key = None;
        while let Some((_, name)) = keys.next_if(|(start, _)| *start <= span.start) {
            key = Some(*name);
        }
        let text = Text { markdown: written.value, span };
        let scanned = markdown::scan(&text, values.raw(span), options);
        let outline = take(scanned, &mut diagnostics, &mut references);
        match fates.of(span) {
            Fate::Kept => {
                let start =
                    front_outline.plain.len() + usize::from(!front_outline.plain.is_empty());
                front_outline
                    .keys
                    .extend(key.map(|key| (key, u32::try_from(start).unwrap_or(u32::MAX))));
                extend(&mut front_outline, outline);
            }
            Fate::Teachers => extend(&mut teacher_outline, outline),
            Fate::Withheld => {}
        }
    }
    diagnostics.extend(references.missing());
    if let Some(document) = &mut document {
        *front_outline_of(document) = front_outline;
        if let Document::Handout(handout) = document {
            Arc::make_mut(handout).teacher_outline = teacher_outline;
        }
    }
    diagnostics.extend(values.diagnostics);
    crate::diagnostic::sort(&mut diagnostics);
    cap(&mut diagnostics);
    Checked::new(document, diagnostics)
}

/// Leaves as many diagnostics of one file as somebody may want to read, errors before the rest.
fn cap(diagnostics: &mut Vec<Diagnostic>) {
    let more = diagnostics.len().saturating_sub(MAX_REPORTED);
    if more == 0 {
        return;
    }
    diagnostics.sort_by_key(|diagnostic| diagnostic.severity);
    diagnostics.truncate(MAX_REPORTED);
    crate::diagnostic::sort(diagnostics);
    if let Some(last) = diagnostics.last_mut() {
        last.help.push(format!("{more} more in this file are not shown"));
    }
}

/// A front matter without keys.
fn empty(file: FileId, at: u32) -> Node {
    Node { span: Span { file, start: at, end: at }, value: Value::Map(Vec::new()) }
}

fn by_kind(
    values: &mut Values<'_>,
    node: &Node,
    read: Read<'_>,
    has_front: bool,
) -> Option<Document> {
    let Value::Map(_) = node.value else {
        values.diagnostics.push(
            Diagnostic::new(
                Code::NotAMap,
                values.first_line(node.span),
                format!("the front matter is {}, not a map of keys", node.kind()),
            )
            .help("write one key on a line: `title: …`"),
        );
        let node = empty(read.file, read.body.span.start);
        return by_kind(values, &node, read, has_front);
    };
    let kind = kind(values, node, &read, has_front);
    let table = table(kind);
    let fields = values.fields(node, table)?;
    Some(match kind {
        Kind::Note => Document::Note(Arc::new(note::note(values, &fields, read))),
        Kind::Page => Document::Page(Arc::new(page::page(values, &fields, read))),
        Kind::Concept => {
            Document::Concept(Arc::new(Concept { page: page::page(values, &fields, read) }))
        }
        Kind::Reader => {
            let page = page::page(values, &fields, read);
            Document::Reader(Arc::new(page::reader(values, &fields, page)?))
        }
        Kind::List => {
            let page = page::page(values, &fields, read);
            Document::List(Arc::new(page::list(values, &fields, page)))
        }
        Kind::Handout => {
            let page = page::page(values, &fields, read);
            Document::Handout(Arc::new(page::handout(values, &fields, page)))
        }
    })
}

/// The kinds of documents: the word for each, and the keys of its front matter.
pub fn kinds() -> &'static [(&'static str, &'static Table)] {
    static KINDS: &[(&str, &Table)] = &[
        ("note", &fields::NOTE),
        ("page", &fields::PAGE),
        ("reader", &fields::READER),
        ("concept", &fields::CONCEPT),
        ("list", &fields::LIST),
        ("handout", &fields::HANDOUT),
    ];
    KINDS
}

fn table(kind: Kind) -> &'static Table {
    match kind {
        Kind::Note => &fields::NOTE,
        Kind::Reader => &fields::READER,
        Kind::Concept => &fields::CONCEPT,
        Kind::List => &fields::LIST,
        Kind::Handout => &fields::HANDOUT,
        Kind::Page => &fields::PAGE,
    }
}

/// The kind of a document: what it says, else what its place says. A folder's `README.md` or
/// `index.md` is a page about the folder unless its keys are those of a note.
fn kind(values: &mut Values<'_>, node: &Node, read: &Read<'_>, has_front: bool) -> Kind {
    let Value::Map(entries) = &node.value else { return place::kind(read.path) };
    if let Some((key, value)) = entries.iter().find(|(key, _)| key.text == "kind") {
        let entry = fields::NOTE.entry(key, value);
        let words = Kind::WORDS.iter().map(|(_, word, _)| *word);
        let said = values.one_of(entry, Kind::from_word, words, std::iter::empty());
        return said.unwrap_or_else(|| place::kind(read.path));
    }
    let kind = place::kind(read.path);
    let like_a_note =
        entries.iter().any(|(key, _)| fields::NOTE.has(&key.text) && !fields::PAGE.has(&key.text));
    let own_folder = read.path.stem() == "index" && !read.path.folder().is_empty();
    match kind {
        Kind::Note if place::is_overview(read.path) && !like_a_note => {
            if own_folder && !has_front {
                Kind::Note
            } else {
                Kind::Page
            }
        }
        kind => kind,
    }
}

/// The keys of a note's front matter and where their values start, in the order of the file.
fn keys(node: &Node, document: Option<&Document>) -> Vec<(u32, &'static str)> {
    let (Value::Map(entries), Some(Document::Note(_))) = (&node.value, document) else {
        return Vec::new();
    };
    let known = entries
        .iter()
        .filter_map(|(key, value)| Some((value.span.start, fields::NOTE.canonical(&key.text)?)));
    known.collect()
}

/// The author's own values: `extra` and keys that start with `x-`.
fn own_values(fields: &Fields<'_>) -> BTreeMap<String, serde_json::Value> {
    let mut values = Values::anything(fields.own().map(|(key, node)| (key.text.as_str(), node)));
    match fields.get("extra").map(|entry| (entry.name, entry.node)) {
        None => {}
        Some((_, Node { value: Value::Map(entries), .. })) => {
            let entries = entries.iter().map(|(key, node)| (key.text.as_str(), node));
            values.extend(Values::anything(entries));
        }
        Some((name, node)) => values.extend(Values::anything([(name, node)])),
    }
    values
}

/// Gives a document without a title its first heading as one, else its file's name.
fn fall_back_on_title(
    document: &mut Document,
    values: &mut Values<'_>,
    place: Span,
    says_so: bool,
    options: &markdown::Options,
    front_outline: &mut Outline,
) {
    if let Document::Note(note) = document
        && note.facts.title.is_none()
        && note.facts.bibtex.is_some()
    {
        // The entry has one.
        return;
    }
    let (title, body, outline, path, is_note) = match document {
        Document::Note(note) => {
            let note = Arc::make_mut(note);
            let missing = Text { markdown: String::new(), span: place };
            let title = note.facts.title.get_or_insert(missing);
            (title, &note.body, &note.outline, &note.path, true)
        }
        Document::Reader(it) => page_title(&mut Arc::make_mut(it).page),
        Document::Concept(it) => page_title(&mut Arc::make_mut(it).page),
        Document::List(it) => page_title(&mut Arc::make_mut(it).page),
        Document::Handout(it) => page_title(&mut Arc::make_mut(it).page),
        Document::Page(page) => page_title(Arc::make_mut(page)),
    };
    if !title.markdown.is_empty() {
        return;
    }
    let heading = title::from_heading(body, outline);
    let from = if heading.is_some() { "its first heading" } else { "its file's name" };
    // A page's heading is as good a title as any; a note is better off with one that cannot change
    // with its text.
    if says_so && (is_note || heading.is_none()) {
        values.diagnostics.push(
            Diagnostic::new(Code::NoTitle, place, format!("no `title`, so {from} is the title"))
                .help("add `title: …` to the front matter"),
        );
    }
    *title = match heading {
        Some(heading) => {
            let scanned = markdown::scan(&heading, values.raw(heading.span), options);
            extend(front_outline, scanned.outline);
            heading
        }
        None => title::from_path(path, place),
    };
}

fn page_title(
    page: &mut crate::model::PlainPage,
) -> (&mut Text, &Text, &Outline, &ContentPath, bool) {
    (&mut page.title, &page.body, &page.outline, &page.path, false)
}

fn front_outline_of(document: &mut Document) -> &mut Outline {
    match document {
        Document::Note(note) => &mut Arc::make_mut(note).front_outline,
        Document::Reader(it) => &mut Arc::make_mut(it).page.front_outline,
        Document::Concept(it) => &mut Arc::make_mut(it).page.front_outline,
        Document::List(it) => &mut Arc::make_mut(it).page.front_outline,
        Document::Handout(it) => &mut Arc::make_mut(it).page.front_outline,
        Document::Page(page) => &mut Arc::make_mut(page).front_outline,
    }
}

/// The outline of a text, its diagnostics and labels put with those of its document.
fn take(
    scanned: markdown::Scanned,
    diagnostics: &mut Vec<Diagnostic>,
    references: &mut markdown::CrossReferences,
) -> Outline {
    diagnostics.extend(scanned.diagnostics);
    references.extend(scanned.references);
    scanned.outline
}

fn extend(all: &mut Outline, one: Outline) {
    let Outline { mentions, headings, blocks, words, plain, keys: _ } = one;
    all.mentions.extend(mentions);
    all.headings.extend(headings);
    all.blocks.extend(blocks);
    all.words.characters += words.characters;
    all.words.words += words.words;
    if !all.plain.is_empty() {
        all.plain.push('\n');
    }
    all.plain.push_str(&plain);
}
