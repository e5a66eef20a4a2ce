//! The one way from a text to its events, used when it is scanned and when it is rendered, so that a
//! link has the same offset in both.

use std::borrow::Cow;
use std::collections::VecDeque;
use std::ops::Range;

use pulldown_cmark::{
    CodeBlockKind, CowStr, Event as Parsed, LinkType, OffsetIter, Options, Parser, Tag, TagEnd,
};

use super::inline::{self, Inline};
use super::prepare::{self, Part, Prepared};

/// What a text is made of, in order.
#[derive(Debug)]
pub(super) enum Event<'p> {
    /// A block or inline element begins.
    Start(Tag<'p>),
    /// It ends.
    End(TagEnd),
    /// Words.
    Text(Cow<'p, str>),
    /// Code in a line.
    Code(Cow<'p, str>),
    /// A code block: what its fence says, and the code.
    CodeBlock { info: String, code: String },
    /// A formula.
    Formula { latex: String, block: bool },
    /// An author's HTML.
    Html(Cow<'p, str>),
    /// A footnote is referred to.
    Footnote(Cow<'p, str>),
    /// What is written between words: citations, bare URLs, marks.
    Inline(Inline),
    /// A line break in the source.
    SoftBreak,
    /// A line break in the result.
    HardBreak,
    /// A thematic break.
    Rule,
    /// A box of a task list, ticked or not.
    Task(bool),
}

/// An event and the bytes of the source that it came from.
pub(super) type Positioned<'p> = (Event<'p>, Range<usize>);

/// What is on. Formulas and what stands between words are ours ([`super::mathspan`], [`inline`]).
fn options() -> Options {
    Options::ENABLE_TABLES
        | Options::ENABLE_FOOTNOTES
        | Options::ENABLE_STRIKETHROUGH
        | Options::ENABLE_TASKLISTS
        | Options::ENABLE_GFM
        | Options::ENABLE_DEFINITION_LIST
        | Options::ENABLE_WIKILINKS
}

/// The events of a text, in order.
pub(super) fn read<'p>(prepared: &'p Prepared<'p>) -> Events<'p> {
    Events {
        prepared,
        parser: Parser::new_ext(&prepared.text, options()).into_offset_iter(),
        ready: VecDeque::new(),
        words: Words::default(),
        tildes: Vec::new(),
        literal: 0,
    }
}

/// The events of a text.
pub(super) struct Events<'p> {
    prepared: &'p Prepared<'p>,
    parser: OffsetIter<'p, pulldown_cmark::DefaultBrokenLinkCallback>,
    ready: VecDeque<Positioned<'p>>,
    words: Words,
    /// For each open strikethrough, what it was taken for.
    tildes: Vec<Tilde>,
    /// How many links and images are open: their words are not read for links.
    literal: usize,
}

/// Text events that follow each other are one stretch of words: the parser cuts at every bracket.
#[derive(Default)]
struct Words {
    text: String,
    /// For places in `text`, where they stand in the source.
    places: Vec<(usize, usize)>,
    end: usize,
}

#[derive(Clone, Copy)]
enum Tilde {
    /// Two of them: struck through.
    Strike,
    /// One: a range, `3~5 天，6~8 人`, not what GitHub makes of it.
    Literal,
}

impl<'p> Iterator for Events<'p> {
    type Item = Positioned<'p>;

    fn next(&mut self) -> Option<Positioned<'p>> {
        loop {
            if let Some(event) = self.ready.pop_front() {
                return Some(event);
            }
            match self.parser.next() {
                Some((event, range)) => {
                    let range = self.prepared.source_range(&range);
                    self.take(event, range);
                }
                None if self.words.text.is_empty() => return None,
                None => self.flush(),
            }
        }
    }
}

impl<'p> Events<'p> {
    fn take(&mut self, event: Parsed<'p>, range: Range<usize>) {
        match event {
            Parsed::Text(text) => return self.add(&text, range),
            Parsed::Start(Tag::Strikethrough) if self.single_tilde(&range) => {
                self.tildes.push(Tilde::Literal);
                return self.add("~", range.start..range.start + 1);
            }
            Parsed::Start(Tag::Strikethrough) => self.tildes.push(Tilde::Strike),
            Parsed::End(TagEnd::Strikethrough) => match self.tildes.pop() {
                Some(Tilde::Literal) => return self.add("~", range.end - 1..range.end),
                Some(Tilde::Strike) | None => {}
            },
            _ => {}
        }
        self.flush();
        let event = match event {
            Parsed::Start(Tag::CodeBlock(kind)) => {
                let (event, range) = self.code_block(&kind, range);
                return self.ready.push_back((event, range));
            }
            Parsed::Start(tag) => {
                if matches!(tag, Tag::Link { .. } | Tag::Image { .. }) {
                    self.literal += 1;
                }
                Event::Start(self.restore_tag(tag))
            }
            Parsed::End(end) => {
                if matches!(end, TagEnd::Link | TagEnd::Image) {
                    self.literal = self.literal.saturating_sub(1);
                }
                Event::End(end)
            }
            Parsed::Code(code) => Event::Code(self.restore(code)),
            Parsed::Html(html) | Parsed::InlineHtml(html) => Event::Html(self.restore(html)),
            Parsed::FootnoteReference(label) => Event::Footnote(self.restore(label)),
            Parsed::SoftBreak => Event::SoftBreak,
            Parsed::HardBreak => Event::HardBreak,
            Parsed::Rule => Event::Rule,
            Parsed::TaskListMarker(done) => Event::Task(done),
            // Not switched on.
            Parsed::InlineMath(math) | Parsed::DisplayMath(math) => Event::Text(self.restore(math)),
            Parsed::Text(_) => return,
        };
        self.ready.push_back((event, range));
    }

    fn single_tilde(&self, range: &Range<usize>) -> bool {
        let written = self.prepared.source.get(range.clone()).unwrap_or_default();
        !written.starts_with("~~")
    }

    fn add(&mut self, text: &str, range: Range<usize>) {
        self.words.places.push((self.words.text.len(), range.start));
        self.words.text.push_str(text);
        self.words.end = range.end;
    }

    /// Sends the words on: formulas back in place, what stands between words taken out of them.
    fn flush(&mut self) {
        if self.words.text.is_empty() {
            return;
        }
        let words = std::mem::take(&mut self.words);
        let mut done = 0;
        for part in prepare::parts(&words.text) {
            match part {
                Part::Formula(number) => {
                    done = words.text[done..]
                        .find('\u{FDD2}')
                        .map_or(words.text.len(), |close| done + close + '\u{FDD2}'.len_utf8());
                    if let Some(span) = self.prepared.formulas.get(number) {
                        let latex = unquote(&self.prepared.source[span.latex.clone()]);
                        let event = Event::Formula { latex, block: span.block };
                        self.ready.push_back((event, span.range.clone()));
                    }
                }
                Part::Text(text) => {
                    let clean: String = text.chars().filter(|&c| c != prepare::SENTINEL).collect();
                    let place = |offset: usize| words.place(done + offset);
                    if self.literal > 0 {
                        let range = place(0)..place(text.len());
                        self.ready.push_back((Event::Text(clean.into()), range));
                    } else {
                        inline::split(&clean, self.prepared.source, &place, &mut self.ready);
                    }
                    done += text.len();
                }
            }
        }
    }

    /// The code block that has just begun, up to its end. ` ```math ` is a formula.
    fn code_block(&mut self, kind: &CodeBlockKind<'p>, range: Range<usize>) -> Positioned<'p> {
        let mut code = String::new();
        for (event, _) in self.parser.by_ref() {
            match event {
                Parsed::Text(text) => code.push_str(&self.prepared.restore(text.into())),
                Parsed::End(TagEnd::CodeBlock) => break,
                _ => {}
            }
        }
        let info = match kind {
            CodeBlockKind::Fenced(info) => self.restore(info.clone()).into_owned(),
            CodeBlockKind::Indented => String::new(),
        };
        if info.trim() == "math" {
            return (Event::Formula { latex: code, block: true }, range);
        }
        (Event::CodeBlock { info, code }, range)
    }

    fn restore(&self, payload: CowStr<'p>) -> Cow<'p, str> {
        self.prepared.restore(payload.into())
    }

    fn restore_str(&self, payload: CowStr<'p>) -> CowStr<'p> {
        CowStr::from(self.restore(payload))
    }

    fn restore_tag(&self, tag: Tag<'p>) -> Tag<'p> {
        match tag {
            Tag::Link { link_type, dest_url, title, id } => Tag::Link {
                link_type,
                dest_url: self.restore_str(dest_url),
                title: self.restore_str(title),
                id: self.restore_str(id),
            },
            Tag::Image { link_type, dest_url, title, id } => Tag::Image {
                link_type,
                dest_url: self.restore_str(dest_url),
                title: self.restore_str(title),
                id: self.restore_str(id),
            },
            Tag::FootnoteDefinition(label) => Tag::FootnoteDefinition(self.restore_str(label)),
            tag => tag,
        }
    }
}

impl Words {
    /// Where the byte `offset` of the words stands in the source.
    fn place(&self, offset: usize) -> usize {
        let after = self.places.partition_point(|&(at, _)| at <= offset);
        match after.checked_sub(1).and_then(|index| self.places.get(index)) {
            Some(&(at, source)) => (source + (offset - at)).min(self.end),
            None => self.end,
        }
    }
}

/// A formula of several lines in a quotation has the quotation's marks at the start of each.
fn unquote(latex: &str) -> String {
    if !latex.contains("\n>") && !latex.contains("\n >") {
        return latex.to_owned();
    }
    let lines: Vec<&str> = latex
        .split('\n')
        .enumerate()
        .map(|(number, line)| match number {
            0 => line,
            _ => line.trim_start_matches([' ', '\t', '>']),
        })
        .collect();
    lines.join("\n")
}

/// Whether a link was written as `[[…]]`.
pub(super) fn is_wiki(link_type: LinkType) -> bool {
    matches!(link_type, LinkType::WikiLink { .. })
}
