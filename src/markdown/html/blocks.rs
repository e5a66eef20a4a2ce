//! Paragraphs, headings, lists, quotations and callouts.

use std::borrow::Cow;
use std::fmt::Write as _;

use pulldown_cmark::{BlockQuoteKind, Tag, TagEnd};

use super::super::events::{Event, Positioned};
use super::Writer;

impl Writer<'_> {
    /// Writes what begins at `at`; where to go on.
    pub(super) fn start(&mut self, tag: &Tag<'_>, events: &[Positioned<'_>], at: usize) -> usize {
        match tag {
            Tag::Paragraph => return self.paragraph(events, at),
            Tag::Heading { level, .. } => return self.heading(*level as u8, events, at),
            Tag::BlockQuote(kind) => return self.quotation(*kind, events, at),
            Tag::List(None) => self.out.push_str("<ul>\n"),
            Tag::List(Some(1)) => self.out.push_str("<ol>\n"),
            Tag::List(Some(first)) => {
                self.out.push_str("<ol");
                self.attribute("start", &first.to_string());
                self.out.push_str(">\n");
            }
            Tag::Item => {
                let task = events[at + 1..]
                    .iter()
                    .take(2)
                    .any(|(event, _)| matches!(event, Event::Task(_)));
                self.out.push_str("<li");
                if task {
                    self.attribute("class", "task");
                }
                self.out.push('>');
            }
            Tag::FootnoteDefinition(_) => return end_of(events, at),
            Tag::DefinitionList => self.out.push_str("<dl>\n"),
            Tag::DefinitionListTitle => self.out.push_str("<dt>"),
            Tag::DefinitionListDefinition => self.out.push_str("<dd>"),
            Tag::Table(_) | Tag::TableHead | Tag::TableRow | Tag::TableCell => {
                self.table_start(tag, events, at);
            }
            Tag::Emphasis => self.out.push_str("<em>"),
            Tag::Strong => self.out.push_str("<strong>"),
            Tag::Strikethrough => self.out.push_str("<del>"),
            Tag::Superscript => self.out.push_str("<sup>"),
            Tag::Subscript => self.out.push_str("<sub>"),
            Tag::Link { .. } => return self.link(tag, events, at),
            Tag::Image { .. } => return self.image(tag, events, at, None),
            Tag::HtmlBlock | Tag::CodeBlock(_) | Tag::MetadataBlock(_) => {}
        }
        at + 1
    }

    /// Writes what ends.
    pub(super) fn end(&mut self, end: TagEnd) {
        match end {
            TagEnd::Paragraph => self.out.push_str("</p>\n"),
            TagEnd::Heading(_) | TagEnd::BlockQuote(_) => {
                if let Some(close) = self.open.pop() {
                    self.out.push_str(&close);
                }
            }
            TagEnd::List(true) => self.out.push_str("</ol>\n"),
            TagEnd::List(false) => self.out.push_str("</ul>\n"),
            TagEnd::Item => self.out.push_str("</li>\n"),
            TagEnd::DefinitionList => self.out.push_str("</dl>\n"),
            TagEnd::DefinitionListTitle => self.out.push_str("</dt>\n"),
            TagEnd::DefinitionListDefinition => self.out.push_str("</dd>\n"),
            TagEnd::Table | TagEnd::TableHead | TagEnd::TableRow | TagEnd::TableCell => {
                self.table_end(end);
            }
            TagEnd::Emphasis => self.out.push_str("</em>"),
            TagEnd::Strong => self.out.push_str("</strong>"),
            TagEnd::Strikethrough => self.out.push_str("</del>"),
            TagEnd::Superscript => self.out.push_str("</sup>"),
            TagEnd::Subscript => self.out.push_str("</sub>"),
            TagEnd::Link
            | TagEnd::Image
            | TagEnd::HtmlBlock
            | TagEnd::CodeBlock
            | TagEnd::FootnoteDefinition
            | TagEnd::MetadataBlock(_) => {}
        }
    }

    /// A paragraph; a figure if an image is all that it holds, a formula if that is.
    fn paragraph(&mut self, events: &[Positioned<'_>], at: usize) -> usize {
        let end = end_of(events, at);
        self.before = None;
        match &events[at + 1..end - 1] {
            [(Event::Formula { latex, block: true }, _)] => {
                self.formula(latex, true);
                self.out.push('\n');
                return end;
            }
            [(Event::Start(tag @ Tag::Image { .. }), _), inner @ ..]
                if matches!(inner.last(), Some((Event::End(TagEnd::Image), _)))
                    && inner
                        .iter()
                        .filter(|(e, _)| matches!(e, Event::End(TagEnd::Image)))
                        .count()
                        == 1 =>
            {
                return self.figure(tag, events, at + 1, end);
            }
            _ => {}
        }
        self.out.push_str("<p");
        if let Some((Event::Text(last), _)) = events.get(end - 2)
            && let Some(id) = block_id(last)
        {
            self.attribute("id", &format!("{}{id}", self.place.id_prefix));
            self.out.push('>');
            self.all(events, at + 1..end - 2);
            let words = last[..last.len() - id.len() - 1].trim_end().to_owned();
            self.words(&words);
            self.out.push_str("</p>\n");
            return end;
        }
        self.out.push('>');
        at + 1
    }

    fn heading(&mut self, level: u8, events: &[Positioned<'_>], at: usize) -> usize {
        let words: String = events[at + 1..end_of(events, at)]
            .iter()
            .map(|(event, _)| match event {
                Event::Text(text) | Event::Code(text) => text.as_ref(),
                Event::SoftBreak | Event::HardBreak => " ",
                Event::Formula { latex, .. } => latex,
                Event::Inline(
                    super::Inline::Url { words, .. }
                    | super::Inline::Superscript(words)
                    | super::Inline::Subscript(words),
                ) => words,
                _ => "",
            })
            .collect();
        let id = format!("{}{}", self.place.id_prefix, self.ids.mint(words.trim()));
        let level = (level + self.place.heading_shift).min(6);
        let _ = write!(self.out, "<h{level}");
        self.attribute("id", &id);
        self.out.push('>');
        self.open.push(Cow::Owned(format!("</h{level}>\n")));
        self.before = None;
        at + 1
    }

    /// A quotation, or a callout if it says so: GitHub's five, or Obsidian's `> [!kind]± title`.
    fn quotation(
        &mut self,
        kind: Option<BlockQuoteKind>,
        events: &[Positioned<'_>],
        at: usize,
    ) -> usize {
        if let Some(kind) = kind {
            let kind = match kind {
                BlockQuoteKind::Note => "note",
                BlockQuoteKind::Tip => "tip",
                BlockQuoteKind::Important => "important",
                BlockQuoteKind::Warning => "warning",
                BlockQuoteKind::Caution => "caution",
            };
            let title = self.resolve.callout_title(kind);
            self.callout(kind, &title, Fold::Never);
            return at + 1;
        }
        if let [(Event::Start(Tag::Paragraph), _), (Event::Text(first), _), ..] = &events[at + 1..]
            && let Some((kind, fold, title)) = obsidian_callout(first)
        {
            let title = match title {
                "" => self.resolve.callout_title(&kind),
                title => title.to_owned(),
            };
            self.callout(&kind, &title, fold);
            // The rest of the first line was the title; the paragraph goes on behind it.
            let end = end_of(events, at + 1);
            let mut next = at + 3;
            if matches!(events.get(next), Some((Event::SoftBreak | Event::HardBreak, _))) {
                next += 1;
            }
            if next + 1 >= end {
                return end;
            }
            self.out.push_str("<p>");
            return next;
        }
        self.out.push_str("<blockquote>\n");
        self.open.push("</blockquote>\n".into());
        at + 1
    }

    fn callout(&mut self, kind: &str, title: &str, fold: Fold) {
        let class = format!("callout callout-{kind}");
        match fold {
            Fold::Never => {
                self.out.push_str("<div");
                self.attribute("class", &class);
                self.out.push_str("><p");
                self.attribute("class", "callout-title");
                self.out.push('>');
                self.words(title);
                self.out.push_str("</p>\n");
                self.open.push("</div>\n".into());
            }
            Fold::Open | Fold::Closed => {
                self.out.push_str("<details");
                self.attribute("class", &class);
                if fold == Fold::Open {
                    self.attribute("open", "");
                }
                self.out.push_str("><summary");
                self.attribute("class", "callout-title");
                self.out.push('>');
                self.words(title);
                self.out.push_str("</summary>\n");
                self.open.push("</details>\n".into());
            }
        }
        self.before = None;
    }
}

/// Whether a callout can be folded.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Fold {
    Never,
    Open,
    Closed,
}

/// Kind, fold and title of `[!kind]± title`. Kinds that nobody knows are shown as notes are.
fn obsidian_callout(text: &str) -> Option<(String, Fold, &str)> {
    let (kind, rest) = text.strip_prefix("[!")?.split_once(']')?;
    let plain = !kind.is_empty() && kind.chars().all(|c| c.is_alphanumeric() || c == '-');
    let (fold, title) = match rest.as_bytes().first() {
        Some(b'+') => (Fold::Open, &rest[1..]),
        Some(b'-') => (Fold::Closed, &rest[1..]),
        _ => (Fold::Never, rest),
    };
    plain.then(|| (kind.to_lowercase(), fold, title.trim()))
}

/// The id of `… ^id` at the end of a block.
fn block_id(text: &str) -> Option<&str> {
    let (before, id) = text.rsplit_once('^')?;
    let plain = !id.is_empty() && id.bytes().all(|b| b.is_ascii_alphanumeric() || b == b'-');
    (plain && (before.is_empty() || before.ends_with(' '))).then_some(id)
}

/// The index behind the end of what starts at `at`.
pub(super) fn end_of(events: &[Positioned<'_>], at: usize) -> usize {
    let mut depth = 0;
    for (index, (event, _)) in events.iter().enumerate().skip(at) {
        match event {
            Event::Start(_) => depth += 1,
            Event::End(_) => {
                depth -= 1;
                if depth == 0 {
                    return index + 1;
                }
            }
            _ => {}
        }
    }
    events.len()
}
