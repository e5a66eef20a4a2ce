//! What is said about papers: facts, and references to them.

use std::ops::Range;

use super::fields::{AUTHOR, FOLLOW_UP, PAPER, PAPER_REF};
use super::texts::{prose, text, word};
use crate::diagnostic::{Code, Diagnostic};
use crate::model::{
    FollowUp, PaperFacts, PaperRef, PersonName, Priority, Prose, WebUrl, split_names,
};
use crate::source::Located;
use crate::yaml::fields::{Entry, Fields};
use crate::yaml::{Value, Values, offset_of};

/// The facts among `fields`.
pub(super) fn facts(values: &mut Values<'_>, fields: &Fields<'_>) -> PaperFacts {
    let mut affiliations = words(values, fields.get("affiliations"), is_list_separator);
    let authors = authors(values, fields.get("authors"), &mut affiliations);
    PaperFacts {
        key: values.parsed(fields.get("key"), Code::BadKey),
        title: text(values, fields.get("title")),
        title_zh: text(values, fields.get("title_zh")),
        authors,
        affiliations,
        year: values.parsed(fields.get("year"), Code::BadYear),
        venue: values.name(fields.get("venue")),
        venue_status: word(values, fields.get("venue_status")),
        doi: values.parsed(fields.get("doi"), Code::BadIdentifier),
        arxiv: values.parsed(fields.get("arxiv"), Code::BadIdentifier),
        openreview: values.parsed(fields.get("openreview"), Code::BadIdentifier),
        pmid: values.parsed(fields.get("pmid"), Code::BadIdentifier),
        isbn: values.parsed(fields.get("isbn"), Code::BadIdentifier),
        url: values.parsed(fields.get("url"), Code::BadUrl),
        pdf: file_or_url(values, fields.get("pdf")),
        code: values.parsed(fields.get("code"), Code::BadUrl),
        data: values.parsed(fields.get("data"), Code::BadUrl),
        project: values.parsed(fields.get("project"), Code::BadUrl),
        video: values.parsed(fields.get("video"), Code::BadUrl),
        slides: values.parsed(fields.get("slides"), Code::BadUrl),
        abstract_text: prose(values, fields.get("abstract")),
        tags: tags(values, fields.get("tags")),
        field: words(values, fields.get("field"), is_word_separator),
        keywords: words(values, fields.get("keywords"), is_word_separator),
        aliases: values.names(fields.get("aliases"), |_| false),
        bibtex: values.name(fields.get("bibtex")),
    }
}

/// A reference to a paper: a name, or a map with `paper` or with facts. `None` is reported.
pub(super) fn paper_ref(values: &mut Values<'_>, entry: Entry<'_>) -> Option<PaperRef> {
    if let Value::Map(_) = entry.node.value {
        let fields = values.fields(entry.node, &PAPER_REF)?;
        return paper_of(values, &fields, entry);
    }
    values.name(Some(entry)).map(PaperRef::Named)
}

/// Several of them.
pub(super) fn paper_refs(values: &mut Values<'_>, entry: Option<Entry<'_>>) -> Vec<PaperRef> {
    let items = values.items(entry);
    items.into_iter().filter_map(|item| paper_ref(values, item)).collect()
}

/// The paper that the map `fields` refers to, by `paper` or by the facts among its keys.
pub(super) fn paper_of(
    values: &mut Values<'_>,
    fields: &Fields<'_>,
    entry: Entry<'_>,
) -> Option<PaperRef> {
    let facts = facts(values, fields);
    if let Some(paper) = fields.get("paper") {
        if let Value::Map(_) = paper.node.value {
            let inner = values.fields(paper.node, &PAPER)?;
            let facts = Box::new(self::facts(values, &inner));
            return Some(PaperRef::Described { facts, span: paper.node.span });
        }
        return values.name(Some(paper)).map(PaperRef::Named);
    }
    let described = facts.key.is_some()
        || facts.title.is_some()
        || facts.title_zh.is_some()
        || facts.doi.is_some()
        || facts.arxiv.is_some()
        || facts.openreview.is_some()
        || facts.pmid.is_some()
        || facts.isbn.is_some()
        || facts.url.is_some();
    if described {
        return Some(PaperRef::Described { facts: Box::new(facts), span: entry.node.span });
    }
    values.missing(
        entry.node.span,
        format!("an entry of `{}` does not say which paper", entry.name),
        "add `paper:` with a key, DOI, arXiv id, alias or title",
    );
    None
}

/// Papers to read next.
pub(super) fn follow_ups(values: &mut Values<'_>, entry: Option<Entry<'_>>) -> Vec<FollowUp> {
    let items = values.items(entry);
    items.into_iter().filter_map(|item| follow_up(values, item)).collect()
}

fn follow_up(values: &mut Values<'_>, entry: Entry<'_>) -> Option<FollowUp> {
    let span = entry.node.span;
    let Some(fields) = values.fields(entry.node, &FOLLOW_UP) else {
        let paper = values.name(Some(entry)).map(PaperRef::Named)?;
        let why = Prose::default();
        return Some(FollowUp { span, paper, why, priority: Priority::Normal, from: None });
    };
    let why = prose(values, fields.get("why"));
    let priority = word(values, fields.get("priority")).unwrap_or(Priority::Normal);
    let from = text(values, fields.get("from"));
    let paper = paper_of(values, &fields, entry)?;
    Some(FollowUp { span, paper, why, priority, from })
}

/// Authors: a list of names or of maps, or a text to be split.
fn authors(
    values: &mut Values<'_>,
    entry: Option<Entry<'_>>,
    affiliations: &mut Vec<String>,
) -> Vec<Located<PersonName>> {
    let mut authors = Vec::new();
    for item in values.items(entry) {
        let written = match values.fields(item.node, &AUTHOR) {
            Some(fields) => {
                affiliations.extend(words(values, fields.get("affiliation"), |_| false));
                if fields.get("name").is_none() {
                    values.missing(item.node.span, "this author has no name", "add `name:`");
                }
                values.name(fields.get("name")).into_iter().collect()
            }
            None => values.split(Some(item), name_ranges),
        };
        authors.extend(written.into_iter().filter_map(|name| {
            let value = name.value.parse().ok()?;
            Some(Located::new(value, name.span))
        }));
    }
    authors
}

fn name_ranges(text: &str) -> Vec<Range<usize>> {
    split_names(text).into_iter().map(|piece| offset_of(text, piece)).collect()
}

/// Tags, without the `#` that some write before them.
fn tags(values: &mut Values<'_>, entry: Option<Entry<'_>>) -> Vec<Located<String>> {
    let tags = values.names(entry, is_word_separator).into_iter();
    let bare = tags.filter_map(|tag| {
        let value = tag.value.trim_start_matches('#').trim().to_owned();
        (!value.is_empty()).then(|| Located::new(value, tag.span))
    });
    bare.collect()
}

fn words(
    values: &mut Values<'_>,
    entry: Option<Entry<'_>>,
    is_separator: fn(char) -> bool,
) -> Vec<String> {
    values.names(entry, is_separator).into_iter().map(|name| name.value).collect()
}

/// A file of the site or a URL: what has a scheme must be one that may be published.
fn file_or_url(values: &mut Values<'_>, entry: Option<Entry<'_>>) -> Option<Located<String>> {
    let name = values.name(entry)?;
    let scheme = name.value.split_once(':').is_some_and(|(scheme, _)| {
        scheme.len() > 1 && scheme.bytes().all(|b| b.is_ascii_alphanumeric())
    });
    let absolute = name.value.starts_with(['/', '~', '\\']) && !name.value.starts_with("//");
    let drive = name.value.as_bytes().get(1) == Some(&b':');
    if scheme || drive || name.value.starts_with("//") {
        if let Err(message) = name.value.parse::<WebUrl>() {
            values.diagnostics.push(Diagnostic::new(Code::BadUrl, name.span, message));
            return None;
        }
    } else if absolute && name.value.starts_with('~') {
        let message = format!("`{}` is a path of your own disk", name.value);
        values.diagnostics.push(
            Diagnostic::new(Code::BadUrl, name.span, message)
                .help("put the file beside the note and name it, or give a web address"),
        );
        return None;
    }
    Some(name)
}

/// What stands between words: commas of both widths and the Chinese enumeration comma.
pub(super) fn is_word_separator(c: char) -> bool {
    matches!(c, ',' | '，' | '、' | ';' | '；')
}

/// What stands between names that may have commas in them.
pub(super) fn is_list_separator(c: char) -> bool {
    matches!(c, ';' | '；' | '、')
}
