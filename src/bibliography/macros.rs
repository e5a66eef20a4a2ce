//! What `@string` names stand for.
//!
//! Copies are counted: a file of `@string`s that double each other ends in a problem, not in
//! gigabytes.

use std::collections::{HashMap, HashSet};

use super::latex;
use super::problem::{Problem, ProblemKind};
use super::scan::{Part, RawField};

const MONTHS: [&str; 12] =
    ["jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec"];

/// The month that a name starts with, from 1: `jun`, `June`, `jul.`.
pub(super) fn month(name: &str) -> Option<u8> {
    let start = name.get(..3)?.to_ascii_lowercase();
    let at = MONTHS.iter().position(|month| *month == start)?;
    u8::try_from(at + 1).ok()
}

/// How much text macros and parents may add to files of this size.
pub(super) fn budget(size: usize) -> usize {
    size.saturating_mul(4).saturating_add(1 << 20)
}

/// The macros that have been defined so far.
pub(super) struct Macros {
    values: HashMap<String, String>,
    budget: usize,
    spent: bool,
    /// Names that nothing defines.
    unknown: HashSet<String>,
}

impl Macros {
    pub(super) fn new(budget: usize) -> Self {
        Self { values: HashMap::new(), budget, spent: false, unknown: HashSet::new() }
    }

    /// Forgets which names were complained about: the next file has its own places.
    pub(super) fn next_file(&mut self) {
        self.unknown.clear();
    }

    pub(super) fn define(&mut self, string: &RawField<'_>, problems: &mut Vec<Problem>) {
        let value = self.expand(string, problems);
        self.values.insert(string.name.to_lowercase(), value);
    }

    /// The LaTeX that a value stands for.
    pub(super) fn expand(&mut self, field: &RawField<'_>, problems: &mut Vec<Problem>) -> String {
        let mut whole = String::new();
        for part in &field.parts {
            match part {
                Part::Text(text) => whole.push_str(text),
                Part::Macro(name, range) => {
                    let key = name.to_lowercase();
                    if let Some(value) = self.values.get(&key) {
                        if value.len() <= self.budget {
                            self.budget -= value.len();
                            whole.push_str(value);
                        } else if !self.spent {
                            self.spent = true;
                            problems.push(too_large(range.clone()));
                        }
                    } else if let Some(month) = exact_month(&key) {
                        whole.push_str(&month.to_string());
                    } else {
                        whole.push_str(name);
                        self.complain(&key, name, range.clone(), problems);
                    }
                }
            }
        }
        whole
    }

    /// One problem for each name, however often it is used.
    fn complain(
        &mut self,
        key: &str,
        name: &str,
        range: std::ops::Range<usize>,
        problems: &mut Vec<Problem>,
    ) {
        if !self.unknown.insert(key.to_owned()) {
            return;
        }
        let message = format!("no `@string` defines `{name}`");
        problems.push(
            Problem::new(ProblemKind::UnknownString, range, message)
                .help(format!("write `{{{name}}}` if it is text, or define it")),
        );
    }
}

pub(super) fn too_large(range: std::ops::Range<usize>) -> Problem {
    let message = "the texts that are copied here outgrow the file";
    Problem::new(ProblemKind::TooLarge, range, message)
        .help("`@string`s or parents of this size are left out from here on")
}

/// A predefined macro: BibTeX knows the twelve months by three letters, biblatex users write more.
fn exact_month(name: &str) -> Option<u8> {
    let full = [
        "january",
        "february",
        "march",
        "april",
        "may",
        "june",
        "july",
        "august",
        "september",
        "october",
        "november",
        "december",
        "sept",
    ];
    (MONTHS.contains(&name) || full.contains(&name)).then(|| month(name)).flatten()
}

/// A value that is an address or an identifier, not prose: only its escapes are undone.
pub(super) fn verbatim(value: &str) -> String {
    let value = value.trim();
    let inner = value.strip_prefix("\\url").map_or(value, str::trim_start);
    let inner = inner.strip_prefix('{').and_then(|v| v.strip_suffix('}')).unwrap_or(inner);
    if !inner.contains(['\\', '{', '}', '$']) {
        return inner.to_owned();
    }
    let inner = inner
        .replace("{\\textasciitilde}", "~")
        .replace("\\textasciitilde{}", "~")
        .replace("\\textasciitilde", "~")
        .replace("{\\_}", "_")
        .replace("$\\sim$", "~")
        .replace("\\~{}", "~");
    let mut out = String::with_capacity(inner.len());
    let mut chars = inner.chars().peekable();
    while let Some(c) = chars.next() {
        match c {
            '\\' => match chars.peek() {
                Some('_' | '%' | '&' | '#' | '$' | '~' | '{' | '}' | ':' | '-' | '\\') => {
                    out.extend(chars.next());
                }
                _ => out.push('\\'),
            },
            '{' | '}' => {}
            _ => out.push(c),
        }
    }
    out
}

/// Whether a field holds an address or an identifier.
pub(super) fn is_verbatim(name: &str) -> bool {
    matches!(
        name,
        "url"
            | "doi"
            | "eprint"
            | "pdf"
            | "isbn"
            | "issn"
            | "crossref"
            | "xdata"
            | "ids"
            | "urldate"
            | "timestamp"
            | "biburl"
            | "pmid"
            | "archiveprefix"
            | "eprinttype"
            | "xref"
    )
}

/// Whether a field is kept byte by byte: file lists with escapes of their own.
pub(super) fn is_untouched(name: &str) -> bool {
    name == "file" || name.starts_with("bdsk-") || name == "local-url"
}

/// Fields in which owners of a library write about a work.
fn is_prose(name: &str) -> bool {
    matches!(name, "annotation" | "annote" | "review" | "comment")
}

/// A decoded value by the sort of its field.
pub(super) fn decode(name: &str, value: &str) -> latex::Text {
    let text = if is_untouched(name) {
        value.trim().to_owned()
    } else if is_verbatim(name) {
        verbatim(value)
    } else if is_prose(name) {
        // A note of several paragraphs is one: elsewhere a blank line is a space like any other.
        let paragraphs = value.split("\n\n").flat_map(|text| text.split("\r\n\r\n"));
        let texts = paragraphs.map(|text| latex::decode(text).text);
        texts.filter(|text| !text.trim().is_empty()).collect::<Vec<_>>().join("\n\n")
    } else {
        return latex::decode(value);
    };
    latex::Text { text, held: Vec::new() }
}
