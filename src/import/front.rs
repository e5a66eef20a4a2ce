//! Front matter that is there: its keys made ours, what is missing added, the rest left as it is.

use std::ops::Range;

use super::{Imported, Proposed};
use crate::config::Config;
use crate::diagnostic::{Diagnostic, Severity};
use crate::fix;
use crate::markdown;
use crate::parse;
use crate::source::{ContentPath, FileId, SourceFile, Sources};
use crate::yaml::write::{field, scalar};
use crate::yaml::{self, Node, Value};

/// How often the result is parsed and what does not fit taken out.
const MAX_ROUNDS: usize = 12;

/// Names that others give to our keys.
const RENAMED: &[(&str, &str)] = &[
    ("author", "authors"),
    ("creator", "authors"),
    ("conference", "venue"),
    ("journal", "venue"),
    ("booktitle", "venue"),
    ("publication", "venue"),
    ("container-title", "venue"),
    ("created", "date"),
    ("date created", "date"),
    ("date-created", "date"),
    ("created_at", "date"),
    ("modified", "updated"),
    ("date modified", "updated"),
    ("last_modified", "updated"),
    ("lastmod", "updated"),
    ("github", "code"),
    ("repo", "code"),
    ("paper_url", "url"),
    ("link", "url"),
    ("tag", "tags"),
    ("keyword", "keywords"),
    ("alias", "aliases"),
    ("citation key", "key"),
    ("citation-key", "key"),
    ("arxiv_id", "arxiv"),
    ("arxiv-id", "arxiv"),
    ("language", "lang"),
];

/// Properties whose values Obsidian's users link: `authors: ["[[Jane Doe]]"]`.
const LINKED: &[&str] =
    &["authors", "作者", "venue", "会议", "期刊", "tags", "keywords", "field", "affiliations"];

/// Takes in a text: mends and renames its front matter, and adds what `propose` finds in its body
/// for keys that are not taken.
pub(super) fn import(
    path: &ContentPath,
    text: &str,
    propose: impl FnOnce(&str, &dyn Fn(&str) -> bool) -> Vec<Proposed>,
) -> Imported {
    let fixed = fix::front_matter(path, text);
    let mut renamed = Vec::new();
    let text = adopt(&fixed.text, &mut renamed);
    let imported = extend(path, text, Owner::Import, propose);
    renamed.extend(imported.renamed);
    Imported { renamed, repairs: fixed.repairs, ..imported }
}

/// Whose a text is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Owner {
    /// It is a copy that may be changed.
    Import,
    /// Its author has made it what it is.
    Author,
}

/// `text` with what `propose` finds for keys that are not taken, as far as it fits.
fn extend(
    path: &ContentPath,
    mut text: String,
    owner: Owner,
    propose: impl FnOnce(&str, &dyn Fn(&str) -> bool) -> Vec<Proposed>,
) -> Imported {
    let mut renamed = Vec::new();
    let keys = top_keys(&text);
    let (_, body) = parse::parts(&text);
    let taken = |key: &str| keys.iter().any(|known| known == key);
    let mut added = propose(&text[body], &taken);
    let is_written = parse::parts(&text).0.is_some_and(|front| !text[front].trim().is_empty());
    if keys.is_empty() && is_written {
        // A front matter that cannot be read is not written to.
        added.clear();
    }
    if added.is_empty() && owner == Owner::Author {
        return Imported { text, ..Imported::default() };
    }
    let mut errors = 0;
    for _ in 0..MAX_ROUNDS {
        let result = insert(&text, &lines(&added));
        let wrong = wrong(path, &result);
        errors = wrong.len();
        let places = entries(&result);
        let blamed = |key: &str| {
            places.iter().any(|(name, range, _)| {
                name == key
                    && wrong
                        .iter()
                        .any(|place| range.start <= place.start && place.start < range.end)
            })
        };
        let before = added.len();
        added.retain(|proposed| !blamed(proposed.key));
        if added.len() < before {
            continue;
        }
        if owner == Owner::Author {
            break;
        }
        // A key of the author's whose value is none of ours is the author's own.
        let Some((name, _, key)) =
            places.iter().find(|(name, ..)| blamed(name) && !name.starts_with("x-"))
        else {
            break;
        };
        // It stands as far into the text that was there, since all that is added comes after it.
        let own = own_name(name);
        text.replace_range(key.clone(), &own);
        renamed.push((name.clone(), own));
    }
    let text = insert(&text, &lines(&added));
    Imported { text, added, renamed, repairs: 0, errors }
}

/// `text` with those of `fields` that its front matter lacks; nothing that is there is changed.
pub fn add_missing(path: &ContentPath, text: &str, fields: &[Proposed]) -> Imported {
    extend(path, text.to_owned(), Owner::Author, |_, taken| {
        fields.iter().filter(|field| !taken(field.key)).cloned().collect()
    })
}

/// `there`, a note that its owner may have changed, with what `new`, the same note imported again,
/// has in its front matter and `there` has not.
pub fn merged(path: &ContentPath, there: &str, new: &Imported) -> Imported {
    add_missing(path, there, &new.added)
}

fn lines(added: &[Proposed]) -> String {
    added.iter().map(|proposed| field(proposed.key, &proposed.value)).collect()
}

/// `text` with `lines` at the end of its front matter, which it is given if it has none.
fn insert(text: &str, lines: &str) -> String {
    if lines.is_empty() {
        return text.to_owned();
    }
    let crlf = text.find('\n').is_some_and(|at| text[..at].ends_with('\r'));
    let lines = if crlf { lines.replace('\n', "\r\n") } else { lines.to_owned() };
    let end = if crlf { "\r\n" } else { "\n" };
    match parse::parts(text).0 {
        Some(front) => format!("{}{lines}{}", &text[..front.end], &text[front.end..]),
        None => format!("---{end}{lines}---{end}{text}"),
    }
}

/// The keys of others made ours, or made their owner's: what is no key gets `x-` before it.
fn adopt(text: &str, renamed: &mut Vec<(String, String)>) -> String {
    let Some(root) = top(text) else { return text.to_owned() };
    let Value::Map(pairs) = &root.value else { return text.to_owned() };
    let known = |key: &str| parse::is_key(key);
    let mut names: Vec<String> = pairs
        .iter()
        .filter(|(key, _)| known(&key.text))
        .map(|(key, _)| parse::canonical_key(&key.text).unwrap_or(&key.text).to_owned())
        .collect();
    let mut edits: Vec<(Range<usize>, String)> = Vec::new();
    for (key, node) in pairs {
        let name = key.text.as_str();
        let mut now = name.to_owned();
        if !known(name) && !name.starts_with("x-") {
            let lower = name.to_lowercase();
            let ours = RENAMED.iter().find(|(theirs, _)| *theirs == lower).map(|(_, ours)| *ours);
            let ours = ours.or_else(|| parse::canonical_key(&lower));
            now = match ours.filter(|ours| !names.iter().any(|name| name == ours)) {
                Some(ours) => ours.to_owned(),
                None => own_name(name),
            };
            names.push(now.clone());
            renamed.push((name.to_owned(), now.clone()));
            edits.push((key.span.range(), now.clone()));
        }
        if LINKED.contains(&now.as_str()) {
            unlink(text, node, &mut edits);
        }
    }
    edits.sort_by_key(|(range, _)| range.start);
    let mut text = text.to_owned();
    for (range, replacement) in edits.into_iter().rev() {
        text.replace_range(range, &replacement);
    }
    text
}

/// A key as one of its owner's: `Zotero Link` → `x-Zotero-Link`.
fn own_name(name: &str) -> String {
    let mut own = String::from("x-");
    for c in name.chars() {
        let fine = c.is_alphanumeric() || matches!(c, '-' | '_');
        if fine {
            own.push(c);
        } else if !own.ends_with('-') {
            own.push('-');
        }
    }
    own.trim_end_matches('-').to_owned()
}

/// Links in properties become the names that they show.
fn unlink(text: &str, node: &Node, edits: &mut Vec<(Range<usize>, String)>) {
    let range = node.span.range();
    let raw = text[range.clone()].trim_matches(['"', '\'']);
    if let Some(inner) = raw.strip_prefix("[[").and_then(|raw| raw.strip_suffix("]]"))
        && !inner.contains(['[', ']', '\n'])
    {
        let shown = inner.rsplit('|').next().unwrap_or(inner);
        edits.push((range, scalar(shown.rsplit('/').next().unwrap_or(shown))));
    } else if let Value::Seq(items) = &node.value {
        items.iter().for_each(|item| unlink(text, item, edits));
    }
}

fn source(path: Option<ContentPath>, text: &str) -> (Sources, FileId) {
    let mut sources = Sources::new();
    let name = path.as_ref().map_or_else(String::new, |path| path.as_str().to_owned());
    let file = sources.add(SourceFile { name, path, text: text.to_owned(), skipped: 0 });
    (sources, file)
}

/// The front matter as a tree, if it can be read.
fn top(text: &str) -> Option<Node> {
    let (_, file) = source(None, text);
    yaml::read(text, file, parse::parts(text).0?, parse::TABLES).value
}

/// The keys of the front matter, by their English names.
fn top_keys(text: &str) -> Vec<String> {
    entries(text)
        .into_iter()
        .map(|(name, ..)| parse::canonical_key(&name).map_or(name.clone(), ToOwned::to_owned))
        .collect()
}

/// Each entry of the front matter: its name, where it stands up to the next, and its key's place.
fn entries(text: &str) -> Vec<(String, Range<usize>, Range<usize>)> {
    let Some(Node { value: Value::Map(pairs), .. }) = top(text) else { return Vec::new() };
    let end = parse::parts(text).0.map_or(0, |front| front.end);
    let starts: Vec<usize> = pairs.iter().map(|(key, _)| key.span.range().start).collect();
    pairs
        .iter()
        .enumerate()
        .map(|(at, (key, _))| {
            let next = starts.get(at + 1).copied().unwrap_or(end);
            (key.text.clone(), starts[at]..next, key.span.range())
        })
        .collect()
}

/// Where the front matter has errors.
fn wrong(path: &ContentPath, text: &str) -> Vec<Range<usize>> {
    let (sources, _) = source(Some(path.clone()), text);
    let parsed = parse::parse(&sources, &Config::default(), &markdown::Options::default());
    let front = parse::parts(text).0.unwrap_or(0..0);
    let is_wrong = |found: &&Diagnostic| {
        let code = found.code.id();
        found.severity == Severity::Error && (code.starts_with("N1") || code.starts_with("N2"))
    };
    let places = parsed.diagnostics.iter().filter(is_wrong).filter_map(|found| found.span);
    places.map(|span| span.range()).filter(|range| range.start < front.end).collect()
}
