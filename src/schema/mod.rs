//! JSON Schemas (draft 2020-12) of what people write, made from the tables that it is read by; and
//! those tables as Markdown, for the documentation.
//!
//! Invariant: nothing is said here of any key. A schema takes at least what the reader takes: an
//! editor never underlines what is right.

mod page;
mod shape;
mod words;

pub use page::rows;

use std::fmt;
use std::str::FromStr;

use serde_json::{Value, json};

use crate::config;
use crate::parse;
use crate::yaml::fields::{Kind, Table, suggested};

/// What a schema is of.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Subject {
    /// The front matter of a kind of document, by its place in [`parse::kinds`].
    FrontMatter(usize),
    /// `notesgen.yaml`.
    Settings,
    /// `papers.json`.
    Papers,
}

/// The languages that descriptions are in.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Lang {
    /// English.
    En,
    /// Chinese.
    Zh,
    /// Both.
    Both,
}

impl Subject {
    /// All of them.
    pub fn all() -> Vec<Self> {
        let kinds = (0..parse::kinds().len()).map(Self::FrontMatter);
        kinds.chain([Self::Settings, Self::Papers]).collect()
    }

    /// The word that names it: `note`, `handout`, `settings`, `papers`.
    pub fn word(self) -> &'static str {
        match self {
            Self::FrontMatter(kind) => parse::kinds()[kind].0,
            Self::Settings => "settings",
            Self::Papers => "papers",
        }
    }

    /// The name of its file.
    pub fn file_name(self) -> String {
        format!("{}.schema.json", self.word())
    }
}

impl fmt::Display for Subject {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.word())
    }
}

impl FromStr for Subject {
    type Err = String;

    fn from_str(word: &str) -> Result<Self, String> {
        let mut all = Self::all().into_iter();
        all.find(|subject| subject.word() == word).ok_or_else(|| format!("there is no `{word}`"))
    }
}

/// Where `init` puts the schemas of a site, relative to the site's folder.
pub const FOLDER: &str = ".schema";

/// The first line of a `notesgen.yaml` that editors check: what `init` writes.
pub fn modeline() -> String {
    format!("# yaml-language-server: $schema={FOLDER}/{}", Subject::Settings.file_name())
}

/// A `.vscode/settings.json` by which VS Code checks the settings: what `init` writes.
pub fn vscode_settings() -> String {
    let schemas =
        json!({ format!("./{FOLDER}/{}", Subject::Settings.file_name()): "notesgen.yaml" });
    format!("{:#}\n", json!({ "yaml.schemas": schemas }))
}

/// `.vscode/notesgen.code-snippets`: the keys of a note, which VS Code offers in Markdown with what
/// they say. It checks no YAML at the top of Markdown; `notesgen serve` and `check` do.
pub fn vscode_snippets(lang: Lang) -> String {
    let snippets = parse::kinds()[0].1.fields().map(|field| {
        let [en, zh] = field.says;
        let says = match lang {
            Lang::En => en.to_owned(),
            Lang::Zh => zh.to_owned(),
            Lang::Both => format!("{en} {zh}"),
        };
        // A Chinese name finds the English key.
        let prefixes: Vec<&str> =
            [field.key].into_iter().chain(field.also.iter().copied()).collect();
        let body = match field.takes {
            Kind::List(_) | Kind::Maps(_) => format!("{}:\n  - $0", field.key),
            Kind::Map(_) | Kind::MapOrTexts(_) => format!("{}:\n  $0", field.key),
            Kind::OneOf(words) | Kind::OneOfOrMap(words, _) => {
                format!("{}: ${{1|{}|}}", field.key, suggested(words).join(","))
            }
            _ => format!("{}: $0", field.key),
        };
        let body: Vec<&str> = body.lines().collect();
        let snippet =
            json!({ "scope": "markdown", "prefix": prefixes, "body": body, "description": says });
        (field.key.to_owned(), snippet)
    });
    format!("{:#}\n", Value::Object(snippets.collect()))
}

/// The schema of `papers.json`, which is written by hand: its shape is a promise.
const PAPERS: &str = include_str!("papers.schema.json");

/// The schema of `subject` as a file of JSON.
pub fn schema(subject: Subject, lang: Lang) -> String {
    let table = match subject {
        Subject::FrontMatter(kind) => parse::kinds()[kind].1,
        Subject::Settings => config::keys(),
        Subject::Papers => return PAPERS.to_owned(),
    };
    let mut text = format!("{:#}", of_table(subject, table, lang));
    text.push('\n');
    text
}

fn of_table(subject: Subject, table: &'static Table, lang: Lang) -> Value {
    let mut shapes = shape::Shapes::new(lang);
    let root = shapes.reference(table);
    let title = match subject {
        Subject::Settings => "notesgen.yaml".to_owned(),
        subject => format!("{subject} (notesgen)"),
    };
    json!({
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "title": title,
        // A file without keys is fine.
        "anyOf": [root, { "type": "null" }],
        "$defs": shapes.definitions(),
    })
}
