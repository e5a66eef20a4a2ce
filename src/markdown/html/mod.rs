//! Events → safe HTML.

mod blocks;
mod code;
mod footnotes;
mod images;
mod links;
mod table;

use std::borrow::Cow;
use std::fmt::Write as _;
use std::ops::Range;

use pulldown_cmark::{Tag, TagEnd};

use super::cjk;
use super::events::{self, Event, Positioned};
use super::ids::Ids;
use super::inline::Inline;
use super::math::{self, Display, Equations};
use super::sanitize::{self, Islands, OURS};
use super::{
    CitedKey, HtmlPolicy, Options, PageState, Place, Resolve, escape, escape_into, limits, prepare,
};
use crate::model::{LinkId, Text};

/// `text` as HTML; without block elements around it if `inline` and it is a single paragraph.
pub(super) fn html(
    text: &Text,
    inline: bool,
    options: &Options,
    place: Place<'_>,
    resolve: &mut dyn Resolve,
    page: &mut PageState,
) -> String {
    if limits::check(&text.markdown).is_some() {
        return format!("<pre>{}</pre>", escape(&text.markdown));
    }
    let source = sanitize::without_marks(&text.markdown);
    let prepared = prepare::prepare(&source);
    let events: Vec<Positioned<'_>> = events::read(&prepared).collect();
    let formulas = events.iter().filter_map(|(event, _)| match event {
        Event::Formula { latex, block } => Some((latex.as_str(), display(*block))),
        _ => None,
    });
    let equations = Equations::of_page(formulas, &options.macros);
    let author_html = || {
        events.iter().filter_map(|(event, _)| match event {
            Event::Html(html) => Some(html.as_ref()),
            _ => None,
        })
    };
    let deep = author_html().map(sanitize::opening_tags).sum::<usize>() > sanitize::DEEPEST * 40;
    let policy = if deep { HtmlPolicy::None } else { options.html };
    let clean = policy == HtmlPolicy::Safe && author_html().next().is_some();
    let mut writer = Writer {
        text,
        options,
        place,
        resolve,
        page,
        policy,
        equations,
        islands: clean.then(Islands::default),
        out: String::with_capacity(source.len() * 2),
        ids: Ids::default(),
        before: None,
        open: Vec::new(),
        table: None,
        footnotes: footnotes::Footnotes::of(&events),
    };
    let range = match single_paragraph(&events) {
        Some(range) if inline => range,
        _ => 0..events.len(),
    };
    writer.all(&events, range);
    writer.endnotes(&events);
    let Writer { out, islands, .. } = writer;
    match islands {
        Some(islands) => islands.clean(&out, place.id_prefix),
        None => out,
    }
}

/// `text` as plain words.
pub(super) fn plain(markdown: &str) -> String {
    let prepared = prepare::prepare(markdown);
    let mut out = String::with_capacity(markdown.len());
    for (event, _) in events::read(&prepared) {
        match event {
            Event::Text(text) | Event::Code(text) => out.push_str(&text),
            Event::CodeBlock { code, .. } => out.push_str(&code),
            Event::Formula { latex, .. } => out.push_str(latex.trim()),
            Event::Inline(
                Inline::Url { words, .. } | Inline::Superscript(words) | Inline::Subscript(words),
            ) => {
                out.push_str(&words);
            }
            Event::Inline(Inline::Citation { cited, .. }) => {
                let keys: Vec<&str> = cited.iter().map(|one| one.key.as_str()).collect();
                let _ = write!(out, "[{}]", keys.join("; "));
            }
            Event::SoftBreak | Event::HardBreak => out.push(' '),
            Event::End(
                TagEnd::Paragraph | TagEnd::Heading(_) | TagEnd::Item | TagEnd::TableCell,
            ) => {
                out.push(' ');
            }
            _ => {}
        }
    }
    out.truncate(out.trim_end().len());
    out
}

/// The events inside the paragraph that is all there is.
fn single_paragraph(events: &[Positioned<'_>]) -> Option<Range<usize>> {
    let (first, last) = (events.first()?, events.last()?);
    let paragraph = matches!(first.0, Event::Start(Tag::Paragraph))
        && matches!(last.0, Event::End(TagEnd::Paragraph));
    let inner = events.get(1..events.len() - 1)?;
    let again = inner.iter().any(|(event, _)| matches!(event, Event::End(TagEnd::Paragraph)));
    (paragraph && !again).then(|| 1..events.len() - 1)
}

fn display(block: bool) -> Display {
    if block { Display::Block } else { Display::Inline }
}

/// HTML in the making.
struct Writer<'a> {
    text: &'a Text,
    options: &'a Options,
    place: Place<'a>,
    resolve: &'a mut dyn Resolve,
    page: &'a mut PageState,
    policy: HtmlPolicy,
    equations: Equations,
    /// There when an author's HTML has to be cleaned afterwards.
    islands: Option<Islands>,
    out: String,
    ids: Ids,
    /// The last character of running text: decides what a line break becomes.
    before: Option<char>,
    /// What closes the elements that are open and do not close as they opened.
    open: Vec<Cow<'static, str>>,
    table: Option<table::Table>,
    footnotes: footnotes::Footnotes,
}

impl Writer<'_> {
    fn all(&mut self, events: &[Positioned<'_>], range: Range<usize>) {
        let mut at = range.start;
        while at < range.end {
            at = self.one(events, at);
        }
    }

    /// Writes the event at `at`, and what belongs to it; where to go on.
    fn one(&mut self, events: &[Positioned<'_>], at: usize) -> usize {
        let (event, range) = &events[at];
        match event {
            Event::Start(tag) => return self.start(tag, events, at),
            Event::End(end) => self.end(*end),
            Event::Text(words) => self.words(words),
            Event::Code(code) => {
                self.out.push_str("<code>");
                self.words(code);
                self.out.push_str("</code>");
            }
            Event::CodeBlock { info, code } => self.code_block(info, code),
            Event::Formula { latex, block } => self.formula(latex, *block),
            Event::Html(html) => self.author_html(html),
            Event::Footnote(label) => self.footnote(label, events),
            Event::Inline(inline) => self.inline(inline, range),
            Event::SoftBreak => {
                let after = events[at + 1..].iter().find_map(|(event, _)| first_char(event));
                match (self.before, after) {
                    (Some(before), Some(after)) if cjk::joins(before, after) => {}
                    _ => self.out.push('\n'),
                }
            }
            Event::HardBreak => self.out.push_str("<br>\n"),
            Event::Rule => self.out.push_str("<hr>\n"),
            Event::Task(done) => {
                self.out.push_str("<input");
                self.attribute("type", "checkbox");
                self.attribute("disabled", "");
                if *done {
                    self.attribute("checked", "");
                }
                self.out.push_str("> ");
            }
        }
        at + 1
    }

    fn inline(&mut self, inline: &Inline, range: &Range<usize>) {
        match inline {
            Inline::Citation { cited, narrative } => {
                let keys: Vec<CitedKey> = cited
                    .iter()
                    .map(|one| CitedKey {
                        id: self.link_id(one.offset),
                        key: one.key.clone(),
                        prefix: one.prefix.clone(),
                        locator: one.locator.clone(),
                        suppress_author: one.suppress_author,
                    })
                    .collect();
                let html = self.resolve.citation(&keys, *narrative).html;
                self.island(html);
                self.before = Some(']');
            }
            Inline::Url { words, .. } => {
                let link = self.resolve.link(self.link_id(range.start));
                self.open_link(&link, "");
                self.words(words);
                self.close_link();
            }
            Inline::MarkStart => self.out.push_str("<mark>"),
            Inline::MarkEnd => self.out.push_str("</mark>"),
            Inline::Subscript(words) => {
                self.out.push_str("<sub>");
                self.words(words);
                self.out.push_str("</sub>");
            }
            Inline::Superscript(words) => {
                self.out.push_str("<sup>");
                self.words(words);
                self.out.push_str("</sup>");
            }
        }
    }

    fn words(&mut self, words: &str) {
        escape_into(words, &mut self.out);
        self.before = words.chars().next_back().or(self.before);
    }

    /// Writes HTML of this program's own.
    fn island(&mut self, html: String) {
        match &mut self.islands {
            Some(islands) => {
                let token = islands.token(html);
                self.out.push_str(&token);
            }
            None => self.out.push_str(&html),
        }
    }

    /// Writes ` name="value"`, marked as this program's own where an author's HTML is about.
    fn attribute(&mut self, name: &str, value: &str) {
        let _ = write!(self.out, " {name}=\"");
        if self.islands.is_some() {
            self.out.push(OURS);
        }
        escape_into(value, &mut self.out);
        self.out.push('"');
    }

    fn author_html(&mut self, html: &str) {
        match self.policy {
            HtmlPolicy::None => escape_into(html, &mut self.out),
            HtmlPolicy::Safe | HtmlPolicy::Trusted => self.out.push_str(html),
        }
    }

    fn formula(&mut self, latex: &str, block: bool) {
        let html =
            match math::render(latex, display(block), &self.options.macros, &mut self.equations) {
                Ok(formula) => {
                    let prefix = self.place.id_prefix;
                    let mathml = formula
                        .mathml
                        .replace("id=\"eq-", &format!("id=\"{prefix}eq-"))
                        .replace("href=\"#eq-", &format!("href=\"#{prefix}eq-"));
                    match formula.number {
                        None if block => format!("<span class=\"math-block\">{mathml}</span>"),
                        None => mathml,
                        Some(number) => {
                            let id = number
                                .anchor
                                .map(|id| format!(" id=\"{}\"", escape(&format!("{prefix}{id}"))))
                                .unwrap_or_default();
                            format!(
                                "<span class=\"math-block math-numbered\"{id}>{mathml}\
                             <span class=\"math-number\">{}</span></span>",
                                escape(&number.text)
                            )
                        }
                    }
                }
                Err(error) => format!(
                    "<code class=\"math-error\" title=\"{}\">{}</code>",
                    escape(&error.message),
                    escape(latex.trim())
                ),
            };
        self.island(html);
        self.before = Some('x');
    }

    /// The name of the link that starts at the byte `offset` of the text.
    fn link_id(&self, offset: usize) -> LinkId {
        LinkId {
            file: self.text.span.file,
            text: self.text.span.start,
            offset: u32::try_from(offset).unwrap_or(u32::MAX),
        }
    }
}

/// The first character of running text that an event shows.
fn first_char(event: &Event<'_>) -> Option<char> {
    match event {
        Event::Text(text) | Event::Code(text) => text.chars().next(),
        Event::Formula { .. } => Some('x'),
        Event::Inline(
            Inline::Url { words, .. } | Inline::Superscript(words) | Inline::Subscript(words),
        ) => words.chars().next(),
        Event::Inline(Inline::Citation { .. }) | Event::Footnote(_) => Some('['),
        Event::HardBreak | Event::CodeBlock { .. } | Event::Rule => Some(' '),
        _ => None,
    }
}
