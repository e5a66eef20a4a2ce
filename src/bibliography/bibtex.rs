//! BibTeX and BibLaTeX files → entries.
//!
//! Reading cannot fail: every entry that can be made out is read, every fault is a problem at its
//! place. Time is linear in the size of the files.

use std::collections::HashMap;
use std::ops::Range;

use super::entry::Entry;
use super::fields::{self, Field, Head};
use super::inherit::{self, Parents};
use super::key::suggest_key;
use super::macros::{Macros, budget, decode};
use super::problem::{Problem, ProblemKind};
use super::scan::{self, RawEntry};

/// Reads one BibTeX or BibLaTeX file.
pub fn read_bibtex(text: &str) -> (Vec<Entry>, Vec<Problem>) {
    read_bibtex_files(&[text]).pop().unwrap_or_default()
}

/// Reads files that belong together, as `\bibliography{abbrev,papers,crossref}` does: `@string`s
/// of earlier files hold in later ones, `crossref` and `xdata` reach into all of them. Whether two
/// files may hold one key is for the caller to say.
pub fn read_bibtex_files(texts: &[&str]) -> Vec<(Vec<Entry>, Vec<Problem>)> {
    let budget = budget(texts.iter().map(|text| text.len()).sum());
    let mut macros = Macros::new(budget);
    let files: Vec<_> = texts.iter().map(|text| file(text, &mut macros)).collect();
    let mut parents = Parents::collect(files.iter().flat_map(|file| &file.drafts), budget);
    files
        .into_iter()
        .map(|file| {
            let mut problems = file.problems;
            let mut entries = Vec::with_capacity(file.drafts.len());
            for mut draft in file.drafts {
                inherit::inherit(&mut draft, &mut parents, &mut problems);
                entries.push(finish(draft, &mut problems));
            }
            problems.sort_by_key(|problem| (problem.range.start, problem.range.end));
            (entries, problems)
        })
        .collect()
}

/// An entry whose fields are decoded but not yet understood.
pub(super) struct Draft {
    pub(super) head: Head,
    pub(super) fields: Vec<Field>,
}

struct File {
    drafts: Vec<Draft>,
    problems: Vec<Problem>,
}

fn file(text: &str, macros: &mut Macros) -> File {
    // A byte order mark is blank to the scanner: it looks for the next `@`.
    let scan::Scanned { entries, strings, mut problems } = scan::scan(text);
    macros.next_file();
    for string in &strings {
        macros.define(string, &mut problems);
    }
    let mut seen: HashMap<&str, Range<usize>> = HashMap::new();
    let mut drafts = Vec::with_capacity(entries.len());
    for raw in &entries {
        if !raw.key.is_empty() {
            match seen.get(raw.key) {
                Some(first) => problems.push(
                    Problem::new(
                        ProblemKind::DuplicateKey,
                        raw.key_range.clone(),
                        format!("the key `{}` is taken by an earlier entry", raw.key),
                    )
                    .related(first.clone())
                    .help("rename one of the two, or remove it"),
                ),
                None => _ = seen.insert(raw.key, raw.key_range.clone()),
            }
        }
        drafts.push(draft(raw, macros, &mut problems));
    }
    File { drafts, problems }
}

fn draft(raw: &RawEntry<'_>, macros: &mut Macros, problems: &mut Vec<Problem>) -> Draft {
    let mut fields: Vec<Field> = Vec::with_capacity(raw.fields.len());
    let mut names: HashMap<String, Range<usize>> = HashMap::with_capacity(raw.fields.len());
    for field in &raw.fields {
        let name = field.name.to_lowercase();
        if let Some(first) = names.get(&name) {
            problems.push(
                Problem::new(
                    ProblemKind::DuplicateField,
                    field.range.clone(),
                    format!("`{}` has a field `{name}` already; this one is not used", raw.key),
                )
                .related(first.clone())
                .help("remove one of the two"),
            );
            continue;
        }
        let value = decode(&name, &macros.expand(field, problems));
        names.insert(name.clone(), field.range.clone());
        fields.push(Field { name, value, range: field.range.clone() });
    }
    let head =
        Head { key: raw.key.to_owned(), kind: raw.kind.to_lowercase(), range: raw.range.clone() };
    Draft { head, fields }
}

fn finish(draft: Draft, problems: &mut Vec<Problem>) -> Entry {
    let Draft { head, fields } = draft;
    let mut entry = fields::entry(head, fields, problems);
    if entry.key.is_empty() {
        let title = entry.title.as_deref().unwrap_or_default();
        entry.key = suggest_key(&entry.authors, entry.year(), title);
        let start = entry.range.start;
        let range = start..start + 1 + entry.kind.len();
        problems.push(
            Problem::new(ProblemKind::MissingKey, range, "this entry has no citation key")
                .help(format!("write `@{}{{{},`", entry.kind, entry.key)),
        );
    }
    entry
}
