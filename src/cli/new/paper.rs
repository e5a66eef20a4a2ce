//! What is known of a paper when its note is started.

use anyhow::{Context as _, anyhow, bail};

use crate::bibliography::{self, Entry, Name};
use crate::model::{ArxivId, CitationKey, Doi, Isbn, WebUrl};
use crate::output::slugify;

/// How many bytes a key made from a title may have; longer ones are cut, between words if they
/// have any. A name of a file may have 255.
const KEY_BYTES: usize = 90;

/// What is known of a paper. Every value is one that a note may have.
#[derive(Debug)]
pub(super) struct Start {
    pub(super) key: CitationKey,
    pub(super) title: String,
    pub(super) authors: Vec<String>,
    pub(super) year: Option<i32>,
    pub(super) venue: Option<String>,
    pub(super) doi: Option<Doi>,
    pub(super) arxiv: Option<ArxivId>,
    pub(super) isbn: Option<Isbn>,
    pub(super) url: Option<WebUrl>,
    /// What was left out, and why.
    pub(super) notes: Vec<String>,
}

impl Start {
    pub(super) fn of_title(title: &str) -> anyhow::Result<Self> {
        let title = title.trim();
        let slug = slugify(title);
        let mut key = slug.as_str();
        while let Some((shorter, _)) = key.rsplit_once('-').filter(|_| key.len() > KEY_BYTES) {
            key = shorter;
        }
        let key = key[..key.floor_char_boundary(KEY_BYTES)].parse().map_err(|_| {
            anyhow!("`{title}` has no letters to make a key of; give one with `--key`")
        })?;
        Ok(Self {
            key,
            title: title.to_owned(),
            authors: Vec::new(),
            year: None,
            venue: None,
            doi: None,
            arxiv: None,
            isbn: None,
            url: None,
            notes: Vec::new(),
        })
    }

    pub(super) fn of_bibtex(text: &str) -> anyhow::Result<Self> {
        let (entries, problems) = bibliography::read_bibtex(text);
        let [entry] = &entries[..] else {
            if entries.is_empty() {
                let problem = problems.first().map(|problem| problem.message.as_str());
                bail!("stdin has no BibTeX entry: {}", problem.unwrap_or("it starts with `@`"));
            }
            bail!("stdin has {} BibTeX entries; give one at a time", entries.len());
        };
        let title = title(entry)
            .with_context(|| format!("the BibTeX entry `{}` has no title", entry.key))?;
        let key = key(entry, &title)?;
        let notes = problems.into_iter().map(|problem| problem.message).collect();
        Ok(Self::of_entry(entry, key, title, notes))
    }

    /// What a service knows; its own id of the paper is no citation key.
    pub(super) fn of_record(entry: &Entry) -> anyhow::Result<Self> {
        let title = title(entry).context("the record has no title")?;
        let key = bibliography::suggest_key(&entry.authors, entry.year(), &title);
        let key = key.parse().map_err(|error: String| anyhow!("{error}; give one with `--key`"))?;
        Ok(Self::of_entry(entry, key, title, Vec::new()))
    }

    fn of_entry(entry: &Entry, key: CitationKey, title: String, mut notes: Vec<String>) -> Self {
        Self {
            key,
            authors: entry.authors.iter().filter_map(author).collect(),
            year: entry.year(),
            venue: entry.container.clone().filter(|venue| !venue.trim().is_empty()),
            doi: checked(entry.doi.as_deref(), &mut notes),
            arxiv: checked(entry.arxiv.as_deref(), &mut notes),
            isbn: checked(entry.isbn.as_deref(), &mut notes),
            url: checked(entry.url.as_deref(), &mut notes),
            title,
            notes,
        }
    }
}

/// The entry's title, if it has one.
fn title(entry: &Entry) -> Option<String> {
    entry.title.clone().filter(|title| !title.trim().is_empty())
}

/// The entry's own key, if it may be one here.
fn key(entry: &Entry, title: &str) -> anyhow::Result<CitationKey> {
    if let Ok(key) = entry.key.parse() {
        return Ok(key);
    }
    let suggested = bibliography::suggest_key(&entry.authors, entry.year(), title);
    suggested.parse().map_err(|error: String| anyhow!("{error}; give one with `--key`"))
}

/// A name as a note has it; `None` for the unnamed others.
fn author(name: &Name) -> Option<String> {
    match name {
        Name::Person(_) | Name::Literal(_) => Some(name.to_string()),
        Name::Others => None,
    }
}

/// `text` as a `T`; what cannot be one is left out and told.
fn checked<T: std::str::FromStr<Err = String>>(
    text: Option<&str>,
    notes: &mut Vec<String>,
) -> Option<T> {
    match text?.parse() {
        Ok(value) => Some(value),
        Err(why) => {
            notes.push(format!("left out of the note: {why}"));
            None
        }
    }
}
