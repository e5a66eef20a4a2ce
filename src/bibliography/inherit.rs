//! `crossref` and `xdata`: what an entry takes over from its parents.

use std::collections::{HashMap, HashSet};

use super::bibtex::Draft;
use super::fields::{Field, is_in_book};
use super::latex::Text;
use super::macros::too_large;
use super::problem::{Problem, ProblemKind};

/// How far parents of parents are followed.
const MOST_GENERATIONS: usize = 8;

/// The entries that others name as their parents, by key in lower case as BibTeX compares them.
pub(super) struct Parents {
    drafts: HashMap<String, Parent>,
    budget: usize,
    spent: bool,
}

struct Parent {
    kind: String,
    fields: Vec<(String, Text)>,
}

impl Parents {
    pub(super) fn collect<'d>(
        drafts: impl Iterator<Item = &'d Draft> + Clone,
        budget: usize,
    ) -> Self {
        let wanted: HashSet<String> = drafts
            .clone()
            .flat_map(|draft| parents_of(&draft.fields))
            .map(|(key, _)| key)
            .collect();
        let mut parents = HashMap::new();
        for draft in drafts {
            let key = draft.head.key.to_lowercase();
            if wanted.contains(&key) {
                parents.entry(key).or_insert_with(|| Parent {
                    kind: draft.head.kind.clone(),
                    fields: fields_to_hand_on(draft),
                });
            }
        }
        Self { drafts: parents, budget, spent: false }
    }
}

/// A parent may say itself how it is called as a book title: that goes before its title.
fn fields_to_hand_on(draft: &Draft) -> Vec<(String, Text)> {
    let mut fields: Vec<_> = draft.fields.iter().map(copy).collect();
    fields.sort_by_key(|(name, _)| name != "booktitle");
    fields
}

fn copy(field: &Field) -> (String, Text) {
    let Text { text, held } = &field.value;
    (field.name.clone(), Text { text: text.clone(), held: held.clone() })
}

/// The keys that `crossref` and `xdata` name, and whether it is an `xdata`.
fn parents_of(fields: &[Field]) -> Vec<(String, bool)> {
    let mut keys = Vec::new();
    for field in fields {
        let text = field.value.text.to_lowercase();
        match field.name.as_str() {
            "crossref" => keys.push((text.trim().to_owned(), false)),
            "xdata" => keys.extend(text.split(',').map(|key| (key.trim().to_owned(), true))),
            _ => {}
        }
    }
    keys.retain(|(key, _)| !key.is_empty());
    keys
}

/// Adds to an entry what its parents have and it has not.
pub(super) fn inherit(draft: &mut Draft, parents: &mut Parents, problems: &mut Vec<Problem>) {
    let mut keys = parents_of(&draft.fields);
    if keys.is_empty() {
        return;
    }
    let place = draft
        .fields
        .iter()
        .find(|field| matches!(field.name.as_str(), "crossref" | "xdata"))
        .map_or(draft.head.range.clone(), |field| field.range.clone());
    let mut names: HashSet<String> =
        draft.fields.iter().map(|field| one_spelling(&field.name).to_owned()).collect();
    let mut line = vec![draft.head.key.to_lowercase()];
    let mut child_kind = draft.head.kind.clone();
    for generation in 0..MOST_GENERATIONS {
        let mut next = Vec::new();
        for (key, is_data) in keys {
            let Some(parent) = parents.drafts.get(&key).filter(|_| !line.contains(&key)) else {
                let problem = if line.contains(&key) {
                    format!("`{key}` is a parent of itself")
                } else {
                    format!("no entry has the key `{key}` that this one refers to")
                };
                if generation == 0 {
                    problems.push(
                        Problem::new(ProblemKind::UnknownParent, place.clone(), problem)
                            .help("correct the key, or put that entry into the same file"),
                    );
                }
                continue;
            };
            line.push(key);
            for (name, value) in &parent.fields {
                if matches!(name.as_str(), "crossref" | "xdata") {
                    next.extend(parents_of(&[Field {
                        name: name.clone(),
                        value: Text { text: value.text.clone(), held: Vec::new() },
                        range: place.clone(),
                    }]));
                    continue;
                }
                let Some(name) = inherited_name(name, is_data, &child_kind, &parent.kind) else {
                    continue;
                };
                if names.contains(one_spelling(name)) {
                    continue;
                }
                if value.text.len() > parents.budget {
                    if !parents.spent {
                        parents.spent = true;
                        problems.push(too_large(place.clone()));
                    }
                    return;
                }
                parents.budget -= value.text.len();
                names.insert(one_spelling(name).to_owned());
                let value = Text { text: value.text.clone(), held: value.held.clone() };
                draft.fields.push(Field { name: name.to_owned(), value, range: place.clone() });
            }
            child_kind.clone_from(&parent.kind);
        }
        if next.is_empty() {
            return;
        }
        keys = next;
    }
}

/// BibTeX's name for a field of which BibLaTeX has another: a child with either has it.
fn one_spelling(name: &str) -> &str {
    match name {
        "journaltitle" => "journal",
        "location" => "address",
        "date" => "year",
        "institution" => "school",
        "eprinttype" => "archiveprefix",
        "langid" => "language",
        name => name,
    }
}

/// What a parent's field is called in the child (biblatex's manual, appendix B).
fn inherited_name<'n>(name: &'n str, is_data: bool, child: &str, parent: &str) -> Option<&'n str> {
    if is_data {
        return Some(name);
    }
    match name {
        "title" if is_in_book(child) => Some("booktitle"),
        "title" if parent == "periodical" => Some("journaltitle"),
        "subtitle" if is_in_book(child) => Some("booksubtitle"),
        // What is about the parent alone.
        "title" | "subtitle" | "shorttitle" | "sorttitle" | "key" | "ids" | "abstract"
        | "keywords" | "pages" | "annotation" | "annote" | "note" | "label" => None,
        "author" if parent != "book" && is_in_book(child) => None,
        name => Some(name),
    }
}
