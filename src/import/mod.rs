//! What people already have → notes: metadata that stands in bodies, names of files and foreign
//! front matter; entries of bibliographies.
//!
//! Stage: none; texts in, texts out, for `import`. Invariants: a body is never changed here; a value
//! that is proposed is one that the front matter takes, because the result is parsed before it is
//! handed out; what is doubtful is not proposed.

mod annotations;
mod citation;
mod entry;
mod facts;
mod file_name;
mod follow_ups;
mod front;
mod labels;
mod lines;
mod links;
mod people;
mod preamble;
mod sections;
#[cfg(test)]
mod tests;
mod vault;
mod venue;

use std::collections::BTreeSet;

use crate::source::ContentPath;
use crate::yaml::write::Value;
pub use entry::{Options as EntryOptions, Started, file_stem, note_of_entry, references};
use follow_ups::Sort;
pub use front::{add_missing, merged};
pub use preamble::{Preamble, is_preamble, lines as macro_lines, preamble, settings_with};
pub use vault::without_comments;

/// Where notes come from.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Origin {
    /// Any folder of Markdown.
    Folder,
    /// An Obsidian vault, where a file's name is the note's title.
    Vault,
}

/// One key that is proposed for the front matter.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Proposed {
    /// The key.
    pub key: &'static str,
    /// Its value.
    pub value: Value,
    /// The line of the body that says so, counted from 1; 0 if the file's name does.
    pub line: usize,
}

/// A note after import.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Imported {
    /// The whole text.
    pub text: String,
    /// What was added to the front matter.
    pub added: Vec<Proposed>,
    /// Keys that were given another name, and that name.
    pub renamed: Vec<(String, String)>,
    /// How many of YAML's traps were mended.
    pub repairs: usize,
    /// Errors of the front matter that are left.
    pub errors: usize,
}

/// What is proposed for a note so far.
#[derive(Clone, Debug, Default)]
pub(super) struct Draft(Vec<Proposed>);

impl Draft {
    /// Adds a key unless it is there: what stands first in a note counts.
    fn put(&mut self, key: &'static str, value: Value, line: usize) {
        if !self.0.iter().any(|known| known.key == key) {
            self.0.push(Proposed { key, value, line });
        }
    }

    /// Adds a key, or says better what it is.
    fn replace(&mut self, key: &'static str, value: Value, line: usize) {
        self.0.retain(|known| known.key != key);
        self.put(key, value, line);
    }

    fn text(&self, key: &str) -> Option<&str> {
        self.0.iter().find(|known| known.key == key).and_then(|known| match &known.value {
            Value::Text(text) | Value::Bare(text) => Some(text.as_str()),
            Value::Lines(_) | Value::List(_) | Value::Map(_) => None,
        })
    }
}

/// The order of keys in a front matter that is written here.
const ORDER: &[&str] = &[
    "kind",
    "title",
    "title_zh",
    "key",
    "authors",
    "affiliations",
    "year",
    "venue",
    "venue_status",
    "doi",
    "arxiv",
    "openreview",
    "pmid",
    "isbn",
    "url",
    "pdf",
    "code",
    "data",
    "project",
    "video",
    "slides",
    "abstract",
    "tags",
    "field",
    "keywords",
    "date",
    "status",
    "tldr",
    "pass1",
    "pass2",
    "pass3",
    "follow_ups",
    "papers",
    "critiques",
    "questions",
    "bibtex",
];

/// The folder that notes come from.
#[derive(Clone, Debug, Default)]
pub struct Folder {
    names: BTreeSet<String>,
}

impl Folder {
    /// The folder of the notes at these paths.
    pub fn of<'a>(paths: impl IntoIterator<Item = &'a ContentPath>) -> Self {
        Self { names: paths.into_iter().map(|path| path.stem().to_lowercase()).collect() }
    }

    /// Whether it has a note of this name.
    fn has(&self, name: &str) -> bool {
        self.names.contains(&name.to_lowercase())
    }
}

/// Takes in the note `text` at `path`, which is relative to the folder that it comes from.
pub fn note(path: &ContentPath, text: &str, origin: Origin, folder: &Folder) -> Imported {
    front::import(path, text, |body, taken| {
        let mut draft = proposals(path, body, origin, folder);
        if ["pass1", "pass2", "pass3", "tldr"].iter().any(|key| taken(key)) {
            // The reader says so.
            draft.0.retain(|proposed| proposed.key != "status" || proposed.line > 0);
        }
        draft.0.retain(|proposed| !taken(proposed.key));
        draft.0.sort_by_key(|proposed| ORDER.iter().position(|key| *key == proposed.key));
        draft.0
    })
}

/// What the name and the body of a note propose.
fn proposals(path: &ContentPath, body: &str, origin: Origin, folder: &Folder) -> Draft {
    let mut draft = Draft::default();
    let definitions = links::definitions(body);
    let sections = lines::sections(body);
    let title_at = title(&sections, &definitions, &mut draft);
    if origin == Origin::Vault {
        draft.replace("title", Value::text(path.stem()), 0);
    }
    if file_name::is_overview(path) {
        return Draft::default();
    }
    if file_name::is_list(path) {
        let found = sections
            .iter()
            .flat_map(|part| follow_ups::of_list(&part.lines, Sort::Next, &definitions, folder));
        let mut papers: Vec<_> = found.collect();
        follow_ups::tidy(&mut papers, None);
        if !papers.is_empty() {
            let papers = papers.iter().map(|paper| Value::Map(paper.reference())).collect();
            draft.put("kind", Value::Bare("list".into()), 0);
            draft.put("papers", Value::List(papers), 0);
        }
        return draft;
    }
    if file_name::has_kind(path) {
        return draft;
    }
    let mut reader = facts::Reader { definitions: &definitions, draft: &mut draft };
    facts::read(&sections, title_at, &mut reader);
    sections::read(&sections, &definitions, folder, &mut draft);
    file_name::read(path, &mut draft);
    if let Some(title) = file_name::title(path) {
        draft.put("title", Value::text(title), 0);
    }
    if unread(body) {
        draft.put("status", Value::Bare("to-read".into()), 0);
    }
    draft
}

/// Whether a body has nothing of a reader's in it: an abstract, references, addresses and empty parts
/// only. A site would call it read.
fn unread(body: &str) -> bool {
    let definitions = links::definitions(body);
    let own = |section: &lines::Section<'_>| {
        let says = |line: &lines::Line<'_>| sections::says(&without_link(line.text, &definitions));
        !sections::is_copied(section.heading) && section.lines.iter().any(says)
    };
    let has_code = ["```", "~~~"].iter().any(|fence| body.contains(fence));
    !body.trim().is_empty() && !has_code && !lines::sections(body).iter().any(own)
}

/// A line without the address that it is.
fn without_link(text: &str, definitions: &std::collections::BTreeMap<String, String>) -> String {
    let text = lines::unquoted(text);
    match links::first(text, definitions) {
        Some(link) if text.len() < link.range.len() + 12 => String::new(),
        _ => text.to_owned(),
    }
}

/// The title in the first heading, and which section it heads.
fn title(
    sections: &[lines::Section<'_>],
    definitions: &std::collections::BTreeMap<String, String>,
    draft: &mut Draft,
) -> Option<usize> {
    let (index, section) =
        sections.iter().enumerate().skip(1).find(|(_, s)| !s.heading.is_empty())?;
    if sections::is_part(section.heading)
        || facts::is_info(section.heading)
        || facts::is_label(section.heading)
    {
        return None;
    }
    // Nothing but a picture or an address above it: a heading far below is no title.
    let above = sections[..index].iter().flat_map(|section| &section.lines);
    if above.filter(|line| line.text.chars().count() > 60 && !line.text.contains("](")).count() > 2
    {
        return None;
    }
    let link = links::first(section.heading, definitions);
    let plain = links::plain(section.heading, definitions);
    let (title, published) = file_name::bare_title(&plain);
    if title.chars().count() >= 2 {
        draft.put("title", Value::text(title), section.number);
    }
    if let Some(found) = published {
        if let Some(venue) = found.venue {
            draft.put("venue", Value::text(venue), section.number);
        }
        if let Some(year) = found.year {
            draft.put("year", Value::Bare(year.to_string()), section.number);
        }
    }
    match link.map(|link| links::target(&link.url)) {
        Some(links::Target::Arxiv(id)) => {
            draft.put("arxiv", Value::text(id.to_string()), section.number);
        }
        Some(links::Target::Doi(doi)) => {
            draft.put("doi", Value::text(doi.as_str()), section.number);
        }
        Some(links::Target::OpenReview(id)) => {
            draft.put("openreview", Value::text(id.as_str()), section.number);
        }
        Some(links::Target::Pdf(url)) => draft.put("pdf", Value::text(url), section.number),
        Some(links::Target::Page(url)) => draft.put("url", Value::text(url), section.number),
        Some(links::Target::Elsewhere(_) | links::Target::Note(_) | links::Target::Other)
        | None => {}
    }
    Some(index)
}

/// A heading without numbers, emoji, emphasis and a colon: `## 3. 🎯 **局限性**：` → `局限性`.
fn whole_heading(heading: &str) -> String {
    let text = heading.replace(['*', '`', '_'], " ");
    let text = text.trim();
    let numbered = text.trim_start_matches(|c: char| {
        c.is_ascii_digit() || ". 、)）#".contains(c) || "一二三四五六七八九十".contains(c)
    });
    // `一、局限` has a number, `一句话总结` and `第一遍` have none.
    let marked = text.len() > numbered.len()
        && text[..text.len() - numbered.len()].ends_with(['.', '、', ' ', ')', '）']);
    let text = if marked { numbered } else { text };
    let symbol = |c: char| !c.is_alphanumeric();
    let text = text.trim_start_matches(symbol).trim_end_matches(symbol);
    text.split_whitespace().collect::<Vec<_>>().join(" ").to_lowercase()
}

/// The first words of a heading: `局限性（Limitations）`, `第一遍：略读`.
fn bare_heading(heading: &str) -> String {
    let text = whole_heading(heading);
    text.split(['（', '(', ':', '：', '|', '/']).next().unwrap_or_default().trim().to_owned()
}
