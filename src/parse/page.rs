//! The documents that are not notes: plain pages, readers, concepts, lists, handouts.

use super::fields::{LINK_TO, LISTED_PAPER, MAX_MINUTES, TASK};
use super::judgements::pass;
use super::paper::{is_word_separator, paper_of, paper_ref};
use super::passes::{MINUTES, each};
use super::texts::{date, prose, text};
use super::{Read, own_values, place};
use crate::diagnostic::{Code, Diagnostic};
use crate::model::{
    CuratedList, Handout, ListedPaper, Outline, PassNumber, PlainPage, Prose, ReaderId,
    ReaderProfile, Task, Text, WebUrl,
};
use crate::source::Located;
use crate::yaml::fields::{Entry, Fields};
use crate::yaml::{Value, Values};

/// What every such document has. Its title may still be missing: it is the empty text then.
pub(super) fn page(values: &mut Values<'_>, fields: &Fields<'_>, read: Read<'_>) -> PlainPage {
    let nothing = Text { markdown: String::new(), span: read.body.span.at_start() };
    PlainPage {
        file: read.file,
        path: read.path.clone(),
        title: text(values, fields.get("title")).unwrap_or(nothing),
        description: prose(values, fields.get("description")),
        date: date(values, fields.get("date")),
        lang: values.parsed(fields.get("lang"), Code::BadLanguage).map(|lang| lang.value),
        draft: values.boolean(fields.get("draft")).unwrap_or(false),
        aliases: values.names(fields.get("aliases"), |_| false),
        extra: own_values(fields),
        body: read.body,
        outline: read.outline,
        front_outline: Outline::default(),
    }
}

/// Somebody who reads. `None` is reported: the file's name cannot be a reader's id.
pub(super) fn reader(
    values: &mut Values<'_>,
    fields: &Fields<'_>,
    page: PlainPage,
) -> Option<ReaderProfile> {
    let id: ReaderId = match place::name(&page.path).parse() {
        Ok(id) => id,
        Err(message) => {
            let start = page.body.span.at_start();
            values.diagnostics.push(Diagnostic::new(Code::BadKey, start, message));
            return None;
        }
    };
    Some(ReaderProfile {
        id,
        affiliation: text(values, fields.get("affiliation")),
        role: text(values, fields.get("role")),
        links: links(values, fields.get("links")),
        photo: values.name(fields.get("photo")),
        page,
    })
}

/// Links of a reader: a map of names and URLs, or a list of URLs.
fn links(values: &mut Values<'_>, entry: Option<Entry<'_>>) -> Vec<(String, Located<WebUrl>)> {
    let Some(entry) = entry else { return Vec::new() };
    if let Value::Map(_) = entry.node.value {
        let named = values.own_map(Some(entry)).into_iter().filter_map(|(name, entry)| {
            Some((name.value.to_owned(), values.parsed(Some(entry), Code::BadUrl)?))
        });
        return named.collect();
    }
    each(values, Some(entry), |values, item| {
        let Some(fields) = values.fields(item.node, &LINK_TO) else {
            let url: Located<WebUrl> = values.parsed(Some(item), Code::BadUrl)?;
            return Some((host(url.value.as_str()).to_owned(), url));
        };
        let name = values.name(fields.get("name"));
        let Some(url) = fields.get("url") else {
            values.missing(item.node.span, "this link leads nowhere", "add `url:`");
            return None;
        };
        let url: Located<WebUrl> = values.parsed(Some(url), Code::BadUrl)?;
        let name = name.map_or_else(|| host(url.value.as_str()).to_owned(), |name| name.value);
        Some((name, url))
    })
}

/// The host of a URL, which names a link that has no name.
fn host(url: &str) -> &str {
    let rest = url.split_once("://").map_or(url, |(_, rest)| rest);
    let rest = rest.strip_prefix("mailto:").unwrap_or(rest);
    let host = rest.split(['/', '?', '#']).next().unwrap_or(rest);
    host.strip_prefix("www.").unwrap_or(host)
}

/// A curated reading list.
pub(super) fn list(values: &mut Values<'_>, fields: &Fields<'_>, page: PlainPage) -> CuratedList {
    CuratedList {
        readers: values.parsed_list(fields.get("readers"), is_word_separator, Code::BadKey),
        papers: each(values, fields.get("papers"), listed_paper),
        page,
    }
}

fn listed_paper(values: &mut Values<'_>, entry: Entry<'_>) -> Option<ListedPaper> {
    let span = entry.node.span;
    let Some(fields) = values.fields(entry.node, &LISTED_PAPER) else {
        let paper = paper_ref(values, entry)?;
        return Some(ListedPaper { span, paper, why: Prose::default() });
    };
    let why = prose(values, fields.get("why"));
    Some(ListedPaper { span, paper: paper_of(values, &fields, entry)?, why })
}

/// A course page.
pub(super) fn handout(values: &mut Values<'_>, fields: &Fields<'_>, page: PlainPage) -> Handout {
    Handout {
        course: text(values, fields.get("course")),
        session: values.name(fields.get("session")),
        teachers: values.parsed_list(fields.get("teachers"), is_word_separator, Code::BadKey),
        due: date(values, fields.get("due")),
        papers: each(values, fields.get("papers"), listed_paper),
        passes: passes(values, fields.get("passes")),
        tasks: each(values, fields.get("tasks"), task),
        page,
    }
}

/// Which passes to do: a list of numbers, or a text of them.
fn passes(values: &mut Values<'_>, entry: Option<Entry<'_>>) -> Vec<PassNumber> {
    let mut passes = Vec::new();
    for item in values.items(entry) {
        let several = item.node.as_scalar().map(|scalar| {
            let pieces = scalar.text.split(is_word_separator);
            pieces.map(super::judgements::pass_number).collect::<Option<Vec<_>>>()
        });
        match several.flatten() {
            Some(several) => passes.extend(several),
            None => passes.extend(pass(values, item)),
        }
    }
    passes.sort();
    passes.dedup();
    passes
}

fn task(values: &mut Values<'_>, entry: Entry<'_>) -> Option<Task> {
    let span = entry.node.span;
    let Some(fields) = values.fields(entry.node, &TASK) else {
        return Some(Task {
            span,
            text: Prose(vec![text(values, Some(entry))?]),
            minutes: None,
            points: None,
            hint: Prose::default(),
            answer: Prose::default(),
        });
    };
    let task = Task {
        span,
        text: prose(values, fields.get("text")),
        minutes: values.number(fields.get("minutes"), 0..=MAX_MINUTES, MINUTES),
        points: values.number(fields.get("points"), 0..=1000, &["points", "分"]),
        hint: prose(values, fields.get("hint")),
        answer: prose(values, fields.get("answer")),
    };
    if task.text.is_empty() {
        values.missing(span, "this task does not say what to do", "add `text:`");
        return None;
    }
    Some(task)
}
