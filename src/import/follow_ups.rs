//! Lists of papers: what to read next, what was cited.

use std::collections::{BTreeMap, BTreeSet};

use super::Folder;
use super::lines::{Line, item};
use super::links::{self, Target};
use crate::yaml::write::Value;

/// How many papers of one note are proposed.
const MAX_PAPERS: usize = 300;

/// Words of links that are no titles.
const LINK_WORDS: &[&str] = &[
    "paper", "link", "pdf", "arxiv", "doi", "url", "here", "abs", "html", "链接", "论文", "原文",
    "地址",
];

/// What a list of papers is for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Sort {
    /// To be read.
    Next,
    /// What the paper cites.
    Reference,
}

/// A paper of a list.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct FollowUp {
    /// A note of the same folder.
    pub(super) note: Option<String>,
    pub(super) title: Option<String>,
    /// `arxiv`, `doi`… and its value.
    pub(super) id: Option<(&'static str, String)>,
    pub(super) why: Option<String>,
    pub(super) sort: Sort,
}

impl FollowUp {
    /// As an entry of `follow_ups`.
    pub(super) fn value(&self) -> Value {
        let mut entry = self.reference();
        if self.sort == Sort::Reference {
            entry.push(("priority", Value::Bare("low".into())));
        }
        Value::Map(entry)
    }

    /// As an entry of a list's `papers`.
    pub(super) fn reference(&self) -> Vec<(&'static str, Value)> {
        let Self { note, title, id, why, sort: _ } = self;
        let mut entry = Vec::new();
        match (note, title) {
            (Some(note), _) => entry.push(("paper", Value::text(note.as_str()))),
            (None, Some(title)) => entry.push(("title", Value::text(title.as_str()))),
            (None, None) => {}
        }
        if let Some((key, id)) = id {
            entry.push((key, Value::text(id.as_str())));
        }
        if let Some(why) = why {
            entry.push(("why", Value::text(why.as_str())));
        }
        entry
    }
}

/// The papers that the list in `lines` names. What does not look like a paper is passed over.
pub(super) fn of_list(
    lines: &[Line<'_>],
    sort: Sort,
    definitions: &BTreeMap<String, String>,
    folder: &Folder,
) -> Vec<FollowUp> {
    let items = lines.iter().filter_map(|line| item(line.text));
    // What is ticked has been read.
    items
        .filter(|item| !item.is_done)
        .filter_map(|item| paper(item.text, sort, definitions, folder))
        .collect()
}

fn paper(
    text: &str,
    sort: Sort,
    definitions: &BTreeMap<String, String>,
    folder: &Folder,
) -> Option<FollowUp> {
    let text = text.trim();
    if text.is_empty() || text.chars().count() > 500 {
        return None;
    }
    let Some(link) = links::first(text, definitions) else {
        let (title, why) = title_and_why(text, definitions);
        let fine = is_title(&title, sort);
        return fine.then_some(FollowUp { note: None, title: Some(title), id: None, why, sort });
    };
    let words = links::plain(link.words, definitions);
    let before = links::plain(&text[..link.range.start], definitions);
    let after = links::plain(&text[link.range.end..], definitions);
    let target = links::target(&link.url);
    let id = match &target {
        Target::Arxiv(id) => Some(("arxiv", id.to_string())),
        Target::Doi(doi) => Some(("doi", doi.as_str().to_owned())),
        Target::OpenReview(id) => Some(("openreview", id.as_str().to_owned())),
        Target::Pdf(url) => Some(("pdf", url.clone())),
        Target::Page(url) if links::is_scholarly(url) => Some(("url", url.clone())),
        Target::Page(_) => return None,
        // A note that is not there is a paper by the words of its link.
        Target::Note(note) if !folder.has(note) => None,
        Target::Note(note) => {
            let why = why(&after);
            return Some(FollowUp { note: Some(note.clone()), title: None, id: None, why, sort });
        }
        // A PDF beside the note: its words are the title.
        Target::Other => None,
        Target::Elsewhere(_) => return None,
    };
    let known = matches!(target, Target::Arxiv(_) | Target::Doi(_) | Target::OpenReview(_));
    // `[paper](url)`: the title stands before the link.
    let only_a_link = LINK_WORDS.contains(&words.to_lowercase().as_str()) || words.is_empty();
    let title = if only_a_link { title_and_why(&before, definitions).0 } else { words };
    // With an identifier there is no doubt that it is a paper.
    let sort_of_title = if known { Sort::Reference } else { sort };
    let title = Some(title).filter(|title| is_title(title, sort_of_title));
    if title.is_none() && !known {
        return None;
    }
    Some(FollowUp { note: None, title, id, why: why(&after), sort })
}

/// `**Title**: why`, `Title — why`.
fn title_and_why(text: &str, definitions: &BTreeMap<String, String>) -> (String, Option<String>) {
    if let Some(rest) = text.strip_prefix("**")
        && let Some((title, after)) = rest.split_once("**")
    {
        let title = links::plain(title, definitions);
        return (
            title.trim_end_matches([':', '：']).to_owned(),
            why(&links::plain(after, definitions)),
        );
    }
    let plain = links::plain(text, definitions);
    for dash in [" — ", " —— ", "——", "：", " -- "] {
        if let Some((title, after)) = plain.split_once(dash)
            && is_title(title, Sort::Next)
        {
            return (title.trim().trim_matches(['《', '》']).to_owned(), why(after));
        }
    }
    (
        plain
            .trim_matches(['《', '》', '"', '“', '”'])
            .trim_end_matches([':', '：', ','])
            .trim()
            .to_owned(),
        None,
    )
}

/// What follows a title, if it says something.
fn why(after: &str) -> Option<String> {
    let marks = [
        ':', '：', '-', '–', '—', ',', '，', '.', '。', ' ', ';', '|', '·', '(', ')', '（', '）',
        '[', ']',
    ];
    let after = after
        .trim_start_matches(marks)
        .trim_end_matches([' ', ',', '，', ';', '(', '（', '['])
        .trim();
    let letters = after.chars().filter(|c| c.is_alphabetic()).count();
    let lower = after.to_lowercase();
    // `[pdf] [code]`, and other links' words.
    let links = ["pdf", "code", "paper", "link", "github", "http", "www."];
    let fine =
        letters >= 4 && after.chars().count() <= 200 && !links.iter().any(|l| lower.starts_with(l));
    fine.then(|| after.to_owned())
}

/// Whether a text may be the title of a paper.
fn is_title(text: &str, sort: Sort) -> bool {
    let text = text.trim();
    let count = text.chars().count();
    let han = text.chars().filter(|c| matches!(c, '\u{4e00}'..='\u{9fff}')).count();
    let words = text.split_whitespace().count();
    if !(4..=300).contains(&count)
        || text.ends_with(['。', '？', '！', '：', ':'])
        || text.contains("](")
    {
        return false;
    }
    // Chinese prose has punctuation that titles have not.
    if text.contains(['。', '，', '；', '！']) && han > 8 {
        return false;
    }
    match sort {
        Sort::Reference => words >= 2 || han >= 4 || count >= 5,
        Sort::Next => (words >= 3 && text.chars().any(char::is_uppercase)) || han >= 6,
    }
}

/// Each paper once, without the paper itself, as many as somebody may want.
pub(super) fn tidy(all: &mut Vec<FollowUp>, own_title: Option<&str>) {
    let mut seen = BTreeSet::new();
    all.retain(|one| {
        let name = one.note.as_ref().or(one.title.as_ref()).map(|name| name.to_lowercase());
        let name = name.or_else(|| one.id.as_ref().map(|(_, id)| id.clone())).unwrap_or_default();
        own_title != Some(name.as_str()) && seen.insert(name)
    });
    all.truncate(MAX_PAPERS);
}
