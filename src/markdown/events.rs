//! The one function that reads a text, for scanning and rendering alike; nothing else names
//! `pulldown_cmark`.

use std::ops::Range;

use pulldown_cmark::{Alignment, CodeBlockKind, CowStr, Event, Options, Parser, Tag};

use super::ids::Ids;
use super::prepare::{self, Part, Piece, Prepared};
use super::tree::{self, Align, Kind, Node};
use super::{callout, cap, cjk, inline};
use crate::bytes;

/// What was read, and what had to be left out to be safe.
pub(super) struct Tree<'a> {
    pub(super) blocks: Vec<Node<'a>>,
    /// Where the text is nested too deeply. Blocks too deep to be parsed are plain text; pieces of
    /// lines too deep lose their markup.
    pub(super) too_deep: Option<Range<usize>>,
}

fn options() -> Options {
    // Alerts, formulas, wikilinks, sub- and superscript are read by this crate, because the parser
    // reads them in a way that spoils other texts: `$5到$10`, `[[1]](url)`, `5~10`.
    Options::ENABLE_TABLES
        | Options::ENABLE_FOOTNOTES
        | Options::ENABLE_STRIKETHROUGH
        | Options::ENABLE_TASKLISTS
        | Options::ENABLE_HEADING_ATTRIBUTES
        | Options::ENABLE_DEFINITION_LIST
}

/// Reads `markdown`.
pub(super) fn read(markdown: &str) -> Tree<'_> {
    if is_plain(markdown) {
        // Most texts of a note are a sentence or two in a field of its own.
        let at = 0..markdown.len();
        let kind = Kind::Text(markdown.to_owned());
        let text = Node { kind, at: at.clone(), children: vec![] };
        let mut line = Node { kind: Kind::Paragraph, at, children: vec![text] };
        inline::finish(&mut line, markdown, false);
        return finished(vec![line], None);
    }
    read_marked(markdown)
}

/// Whether a text is one line of words to the parser, and to what makes it ready for the parser.
fn is_plain(markdown: &str) -> bool {
    let starts = |c: char| c.is_alphabetic() || matches!(c, '“' | '‘' | '《' | '「' | '（');
    // Among them `=` and `^`, which are marks seldom: ranges take less time.
    let marks = |byte: u8| {
        (byte < b' ')
            | (byte == b'$')
            | (byte == b'&')
            | (byte == b'*')
            | (b'<'..=b'>').contains(&byte)
            | (b'['..=b'`').contains(&byte)
            | (byte == b'~')
            | (byte == 0x7f)
    };
    markdown.starts_with(starts)
        && !markdown.ends_with(char::is_whitespace)
        && !bytes::any(markdown.as_bytes(), marks)
        && prepare::is_clean(markdown)
}

/// [`read`], by the parser.
fn read_marked(markdown: &str) -> Tree<'_> {
    if let Err(place) = cap::check(markdown) {
        let kind = Kind::Code { info: String::new(), text: markdown.to_owned() };
        let at = 0..markdown.len();
        return Tree { blocks: vec![Node { kind, at, children: vec![] }], too_deep: Some(place) };
    }
    let prepared = prepare::prepare(markdown);
    let mut events: Vec<(Event<'_>, Range<usize>)> =
        Vec::with_capacity(8 + prepared.text.len() / 16);
    events.extend(Parser::new_ext(&prepared.text, options()).into_offset_iter());
    let mut builder = Builder {
        prepared: &prepared,
        open: vec![Node { kind: Kind::Paragraph, at: 0..markdown.len(), children: vec![] }],
        ignored: 0,
        links: 0,
        last: None,
        ids: Ids::default(),
        too_deep: None,
    };
    for (index, (event, range)) in events.iter().enumerate() {
        builder.event(event, range.clone(), &events[index + 1..]);
    }
    let blocks = builder.open.pop().map(|root| root.children).unwrap_or_default();
    finished(blocks, builder.too_deep)
}

fn finished(mut blocks: Vec<Node<'_>>, too_deep: Option<Range<usize>>) -> Tree<'_> {
    callout::in_blocks(&mut blocks);
    inline::block_ids(&mut blocks);
    Tree { blocks, too_deep }
}

struct Builder<'p, 'a> {
    prepared: &'p Prepared<'a>,
    /// Open nodes, the root first.
    open: Vec<Node<'a>>,
    /// Open tags that are too deep to be kept.
    ignored: usize,
    /// How many of the open nodes are links.
    links: usize,
    /// The last character of the line so far.
    last: Option<char>,
    ids: Ids,
    too_deep: Option<Range<usize>>,
}

impl<'a> Builder<'_, 'a> {
    fn event(
        &mut self,
        event: &Event<'_>,
        range: Range<usize>,
        next: &[(Event<'_>, Range<usize>)],
    ) {
        match event {
            Event::Start(tag) => self.start(tag, range),
            Event::End(_) => self.end(),
            Event::Text(text) => self.text(text, range),
            Event::Code(text) => {
                let code = self.prepared.restore(text);
                self.last = code.chars().next_back().or(self.last);
                self.leaf(Kind::CodeSpan(code), range);
            }
            Event::Html(html) | Event::InlineHtml(html) => {
                let html = self.prepared.restore(html);
                if let Some(Node { kind: Kind::Html(all), .. }) = self.open.last_mut() {
                    all.push_str(&html);
                } else {
                    self.leaf(Kind::Html(html), range);
                }
            }
            Event::FootnoteReference(label) => {
                let label = self.prepared.restore(label);
                self.leaf(Kind::FootnoteReference { label }, range);
            }
            Event::SoftBreak => {
                let after = next.iter().find_map(|(event, _)| self.first_char(event));
                let joins = self.last.zip(after.flatten()).is_some_and(|(a, b)| cjk::joins(a, b));
                self.leaf(Kind::SoftBreak { joins }, range);
            }
            Event::HardBreak => self.leaf(Kind::HardBreak, range),
            Event::Rule => self.leaf(Kind::Rule, range),
            Event::TaskListMarker(done) => self.leaf(Kind::TaskMarker { done: *done }, range),
            // Not asked for.
            Event::InlineMath(text) | Event::DisplayMath(text) => self.text(text, range),
        }
    }

    /// The first character that an event shows: `Some(None)` if it shows something else, `None` to
    /// look further.
    fn first_char(&self, event: &Event<'_>) -> Option<Option<char>> {
        match event {
            Event::Start(Tag::Emphasis | Tag::Strong | Tag::Strikethrough | Tag::Link { .. })
            | Event::End(_)
            | Event::InlineHtml(_) => None,
            Event::Text(text) | Event::Code(text) => {
                match self.prepared.parts(text, 0..0).first()? {
                    Part::Words(words, _) => words.chars().next().map(Some),
                    Part::Piece(Piece::Wikilink(link), _) => Some(link.words().chars().next()),
                    Part::Piece(..) => Some(None),
                }
            }
            _ => Some(None),
        }
    }

    fn start(&mut self, tag: &Tag<'_>, range: Range<usize>) {
        if self.open.len() > cap::MAX_DEPTH || self.ignored > 0 {
            self.ignored += 1;
            if self.too_deep.is_none() {
                self.too_deep = Some(self.prepared.to_source(range));
            }
            return;
        }
        let restore = |text: &CowStr<'_>| self.prepared.restore(text);
        let kind = match tag {
            Tag::Paragraph => Kind::Paragraph,
            Tag::Heading { level, id, .. } => {
                let id = id.as_ref().map(restore).unwrap_or_default();
                Kind::Heading { level: *level as u8, id }
            }
            Tag::BlockQuote(_) => Kind::Quote,
            Tag::CodeBlock(CodeBlockKind::Indented) => {
                Kind::Code { info: String::new(), text: String::new() }
            }
            Tag::CodeBlock(CodeBlockKind::Fenced(info)) => {
                Kind::Code { info: restore(info), text: String::new() }
            }
            Tag::HtmlBlock => Kind::Html(String::new()),
            Tag::List(start) => Kind::List { start: *start },
            Tag::Item => Kind::Item,
            Tag::FootnoteDefinition(label) => Kind::FootnoteDefinition { label: restore(label) },
            Tag::DefinitionList => Kind::Definitions,
            Tag::DefinitionListTitle => Kind::Term,
            Tag::DefinitionListDefinition => Kind::Definition,
            Tag::Table(align) => Kind::Table {
                align: align
                    .iter()
                    .map(|align| match align {
                        Alignment::None => Align::Unsaid,
                        Alignment::Left => Align::Left,
                        Alignment::Center => Align::Center,
                        Alignment::Right => Align::Right,
                    })
                    .collect(),
            },
            Tag::TableHead => Kind::Row { head: true },
            Tag::TableRow => Kind::Row { head: false },
            Tag::TableCell => Kind::Cell,
            Tag::Emphasis => Kind::Emphasis,
            Tag::Strong => Kind::Strong,
            Tag::Strikethrough => Kind::Strike,
            Tag::Superscript => Kind::Superscript,
            Tag::Subscript => Kind::Subscript,
            Tag::Link { link_type, dest_url, title, .. } => {
                self.links += 1;
                let mut to = restore(dest_url);
                if matches!(link_type, pulldown_cmark::LinkType::Email) {
                    to.insert_str(0, "mailto:");
                }
                Kind::Link { to, title: restore(title) }
            }
            Tag::Image { dest_url, title, .. } => Kind::Image {
                to: restore(dest_url),
                title: restore(title),
                wiki: false,
                size: None,
                label: None,
            },
            // Not asked for.
            Tag::MetadataBlock(_) => Kind::Paragraph,
        };
        let at = self.prepared.to_source(range);
        let node = Node { kind, at, children: vec![] };
        if !node.is_inline() {
            self.last = None;
        }
        self.open.push(node);
    }

    fn end(&mut self) {
        if self.ignored > 0 {
            self.ignored -= 1;
            return;
        }
        let Some(mut node) = self.open.pop() else { return };
        if matches!(node.kind, Kind::Link { .. }) {
            self.links -= 1;
        }
        inline::finish(&mut node, self.prepared.source(), self.links > 0);
        if let Kind::Heading { id, .. } = &mut node.kind {
            *id = if id.is_empty() {
                self.ids.heading(&tree::words(&node.children))
            } else {
                self.ids.unique(std::mem::take(id))
            };
        }
        self.push(node);
    }

    fn leaf(&mut self, kind: Kind<'a>, range: Range<usize>) {
        let at = self.prepared.to_source(range);
        self.push(Node { kind, at, children: vec![] });
    }

    fn push(&mut self, node: Node<'a>) {
        if let Some(parent) = self.open.last_mut() {
            parent.children.push(node);
        }
    }

    fn text(&mut self, text: &str, range: Range<usize>) {
        if let Some(Node { kind: Kind::Code { text: code, .. }, .. }) = self.open.last_mut() {
            code.push_str(&self.prepared.restore(text));
            return;
        }
        let prepared = self.prepared;
        if prepare::is_clean(text) {
            self.last = text.chars().next_back().or(self.last);
            self.words(text, prepared.to_source(range));
            return;
        }
        for part in prepared.parts(text, range) {
            match part {
                Part::Words(words, at) => {
                    self.last = words.chars().next_back().or(self.last);
                    self.words(&words, at);
                }
                Part::Piece(piece, at) => {
                    let node = self.piece(piece, at);
                    self.push(node);
                }
            }
        }
    }

    /// Adds words, to the text before them if they stand right behind it.
    fn words(&mut self, words: &str, at: Range<usize>) {
        let Some(parent) = self.open.last_mut() else { return };
        if let Some(Node { kind: Kind::Text(text), at: before, .. }) = parent.children.last_mut() {
            let verbatim = before.len() == text.len() && at.len() == words.len();
            if verbatim && before.end == at.start {
                text.push_str(words);
                before.end = at.end;
                return;
            }
        }
        parent.children.push(Node { kind: Kind::Text(words.to_owned()), at, children: vec![] });
    }

    fn piece(&mut self, piece: &Piece<'a>, at: Range<usize>) -> Node<'a> {
        self.last = match piece {
            Piece::Wikilink(link) if !link.is_image() => link.words().chars().next_back(),
            _ => None,
        };
        let kind = match piece {
            Piece::Formula(formula) => Kind::Formula {
                latex: formula.latex.clone(),
                display: formula.display,
                inside: formula.inside.clone(),
            },
            Piece::Wikilink(link) if link.is_image() => return inline::embedded_image(link, at),
            Piece::Wikilink(link) => Kind::Wikilink(link.clone()),
            Piece::Citation(cited) => inline::citation(cited.clone()),
        };
        Node { kind, at, children: vec![] }
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::{is_plain, read, read_marked};

    proptest! {
        #![proptest_config(ProptestConfig::with_cases(2000))]

        #[test]
        fn a_plain_line_is_read_as_the_parser_reads_it(
            text in r"([a-zA-Z一-龥“《é][a-z 0-9.,;:!?'(){}#=+^@|/%，。：“”\-]{0,12}|\PC{0,3}|https?://a\.b/|:smile:|==a==|@a1|x\^2\^|\[|\*| \^[a-z]+){1,6}"
        ) {
            let (quick, slow) = (read(&text), read_marked(&text));
            prop_assert_eq!(format!("{:?}", quick.blocks), format!("{:?}", slow.blocks));
            prop_assert_eq!(quick.too_deep, slow.too_deep);
        }
    }

    #[test]
    fn what_is_marked_up_or_could_be_is_not_plain() {
        for text in ["A line.", "残差，以及之外的一切。", "“So.”"] {
            assert!(is_plain(text), "{text}");
        }
        for text in
            ["", "a *b*", "1. a", "- a", "# a", " a", "a ", "a\nb", "a & b", "a\u{fdd0}", "> a"]
        {
            assert!(!is_plain(text), "{text}");
        }
    }
}
