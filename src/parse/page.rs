//! The documents that are not notes: plain pages, readers, concepts, lists, handouts.

use super::fields::{ASSIGNED_PAPER, LINK_TO, LISTED_PAPER, MAX_MINUTES, TASK};
use super::judgements::passes;
use super::paper::{is_word_separator, paper_of, paper_ref, paper_refs};
use super::passes::{MINUTES, each};
use super::texts::{date, prose, text};
use super::{Read, own_values, place};
use crate::diagnostic::{Code, Diagnostic};
use crate::model::{
    AssignedPaper, CuratedList, Handout, ListedPaper, Outline, PlainPage, Prose, ReaderId,
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
        draft: values.boolean(fields.get_even_empty("draft")).unwrap_or(false),
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

fn assigned_paper(values: &mut Values<'_>, entry: Entry<'_>) -> Option<AssignedPaper> {
    let span = entry.node.span;
    let Some(fields) = values.fields(entry.node, &ASSIGNED_PAPER) else {
        let paper = paper_ref(values, entry)?;
        let listed = ListedPaper { span, paper, why: Prose::default() };
        return Some(AssignedPaper { listed, passes: None });
    };
    let why = prose(values, fields.get("why"));
    let passes = fields.get("passes").map(|entry| passes(values, entry));
    let paper = paper_of(values, &fields, entry)?;
    Some(AssignedPaper { listed: ListedPaper { span, paper, why }, passes })
}

/// A course page.
pub(super) fn handout(values: &mut Values<'_>, fields: &Fields<'_>, page: PlainPage) -> Handout {
    let (from, due) = (page.date.as_ref(), date(values, fields.get("due")));
    if let (Some(from), Some(due)) = (from, &due)
        && due.value < from.value
        && due.value.to_string().len() == from.value.to_string().len()
    {
        let message = format!("the tasks are due before the session of {}", from.value);
        values.diagnostics.push(
            Diagnostic::new(Code::DueBeforeDate, due.span, message)
                .related(from.span, "the session is then")
                .help("check both dates"),
        );
    }
    Handout {
        course: text(values, fields.get("course")),
        session: values.name(fields.get("session")),
        teachers: values.parsed_list(fields.get("teachers"), is_word_separator, Code::BadKey),
        due,
        prerequisites: paper_refs(values, fields.get("prerequisites")),
        papers: each(values, fields.get("papers"), assigned_paper),
        passes: fields.get("passes").map_or_else(Vec::new, |entry| passes(values, entry)),
        show: fields.get("show").map(|entry| Located::new(passes(values, entry), entry.node.span)),
        tasks: each(values, fields.get("tasks"), task),
        teacher_notes: prose(values, fields.get("teacher_notes")),
        teacher_outline: Outline::default(),
        page,
    }
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
