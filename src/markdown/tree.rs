//! A text as a tree: what scanning and rendering both read.
//!
//! Invariant: places are those of the author's text; nothing of the parser's own is left in it.

use std::borrow::Cow;
use std::ops::Range;

use super::citation::Cited;
use super::math::{Display, spoken};
use super::wikilink::Wikilink;

/// A block or a piece of a line.
#[derive(Clone, Debug)]
pub(super) struct Node<'a> {
    pub(super) kind: Kind<'a>,
    /// Where it was written.
    pub(super) at: Range<usize>,
    pub(super) children: Vec<Self>,
}

/// How a column of a table is set.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Align {
    Unsaid,
    Left,
    Center,
    Right,
}

/// What a node is.
#[derive(Clone, Debug)]
pub(super) enum Kind<'a> {
    Paragraph,
    Heading {
        level: u8,
        id: String,
    },
    Quote,
    /// `> [!type]- title`: the title is the first child.
    Callout {
        class: String,
        fold: Option<Fold>,
    },
    CalloutTitle,
    List {
        start: Option<u64>,
    },
    Item,
    Code {
        info: String,
        text: String,
    },
    /// Raw HTML on lines of its own, or within a line.
    Html(String),
    Table {
        align: Vec<Align>,
    },
    Row {
        head: bool,
    },
    Cell,
    FootnoteDefinition {
        label: String,
    },
    Definitions,
    Term,
    Definition,
    Rule,

    Text(String),
    CodeSpan(String),
    Emphasis,
    Strong,
    Strike,
    Mark,
    Superscript,
    Subscript,
    Link {
        to: String,
        title: String,
    },
    Image {
        to: String,
        title: String,
        wiki: bool,
        size: Option<(u32, Option<u32>)>,
        label: Option<String>,
    },
    Wikilink(Wikilink),
    Citation {
        cited: Vec<Cited>,
        narrative: bool,
    },
    FigureReference {
        label: String,
    },
    Formula {
        latex: Cow<'a, str>,
        display: Display,
        inside: Range<usize>,
    },
    FootnoteReference {
        label: String,
    },
    /// A line break in the source; whether it joins the two lines without a space.
    SoftBreak {
        joins: bool,
    },
    HardBreak,
    TaskMarker {
        done: bool,
    },
    /// `^id` at the end of a block, Obsidian's name for it.
    BlockId(String),
}

/// Whether a foldable callout starts open.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Fold {
    Open,
    Closed,
}

impl Node<'_> {
    /// Whether it stands within lines rather than on its own.
    pub(super) fn is_inline(&self) -> bool {
        match self.kind {
            Kind::Paragraph
            | Kind::Heading { .. }
            | Kind::Quote
            | Kind::Callout { .. }
            | Kind::CalloutTitle
            | Kind::List { .. }
            | Kind::Item
            | Kind::Code { .. }
            | Kind::Table { .. }
            | Kind::Row { .. }
            | Kind::Cell
            | Kind::FootnoteDefinition { .. }
            | Kind::Definitions
            | Kind::Term
            | Kind::Definition
            | Kind::Rule => false,
            Kind::Html(_)
            | Kind::Text(_)
            | Kind::CodeSpan(_)
            | Kind::Emphasis
            | Kind::Strong
            | Kind::Strike
            | Kind::Mark
            | Kind::Superscript
            | Kind::Subscript
            | Kind::Link { .. }
            | Kind::Image { .. }
            | Kind::Wikilink(_)
            | Kind::Citation { .. }
            | Kind::FigureReference { .. }
            | Kind::Formula { .. }
            | Kind::FootnoteReference { .. }
            | Kind::SoftBreak { .. }
            | Kind::HardBreak
            | Kind::TaskMarker { .. }
            | Kind::BlockId(_) => true,
        }
    }

    /// The words of the node and all below it, without markup; formulas as LaTeX, HTML left out.
    pub(super) fn words(&self, out: &mut String) {
        self.write(Words::Written, out, &mut Vec::new());
    }

    /// [`Node::words`] as a person would read them out: formulas in one line, without the keys of
    /// what is cited in brackets.
    pub(super) fn said(&self, out: &mut String) {
        self.write(Words::Said, out, &mut Vec::new());
    }

    /// Adds headings to `headings`: where they are in the Markdown, and where their words start in `out`.
    fn write(&self, how: Words, out: &mut String, headings: &mut Vec<(usize, usize)>) {
        if matches!(self.kind, Kind::Heading { .. }) {
            headings.push((self.at.start, out.len()));
        }
        match &self.kind {
            Kind::Text(text) | Kind::CodeSpan(text) | Kind::Code { text, .. } => out.push_str(text),
            Kind::Formula { latex, .. } => match how {
                Words::Written => out.push_str(latex.trim()),
                Words::Said => out.push_str(&spoken(latex)),
            },
            Kind::Wikilink(link) => out.push_str(&link.words()),
            Kind::Citation { cited, narrative } => {
                let keys: Vec<String> = cited.iter().map(|one| format!("@{}", one.key)).collect();
                let keys = keys.join("; ");
                match (narrative, how) {
                    (true, Words::Written) => out.push_str(&keys),
                    (true, Words::Said) => out.push_str(keys.trim_start_matches('@')),
                    (false, Words::Written) => out.extend(["[", &keys, "]"]),
                    // A space before it goes with it.
                    (false, Words::Said) => out.truncate(out.trim_end_matches(' ').len()),
                }
            }
            Kind::SoftBreak { joins: true } => {}
            Kind::SoftBreak { joins: false } | Kind::HardBreak => out.push(' '),
            _ => write_all(&self.children, how, out, headings),
        }
    }
}

/// How words are written down.
#[derive(Clone, Copy)]
enum Words {
    Written,
    Said,
}

fn write_all(nodes: &[Node<'_>], how: Words, out: &mut String, headings: &mut Vec<(usize, usize)>) {
    for node in nodes {
        if !node.is_inline() && !out.is_empty() && !out.ends_with(char::is_whitespace) {
            out.push(' ');
        }
        node.write(how, out, headings);
    }
}

/// The words of several nodes.
pub(super) fn words(nodes: &[Node<'_>]) -> String {
    let mut out = String::new();
    write_all(nodes, Words::Written, &mut out, &mut Vec::new());
    out
}

/// [`words`] as a person would read them out.
pub(super) fn said(nodes: &[Node<'_>]) -> String {
    said_with_headings(nodes).0
}

/// [`said`], and the headings: where each is in the Markdown and where its words start in what is said.
pub(super) fn said_with_headings(nodes: &[Node<'_>]) -> (String, Vec<(usize, usize)>) {
    let (mut out, mut headings) = (String::new(), Vec::new());
    write_all(nodes, Words::Said, &mut out, &mut headings);
    (out, headings)
}

/// Calls `visit` on every node, parents first, in the order of the text.
pub(super) fn walk<'t, 'a>(nodes: &'t [Node<'a>], visit: &mut dyn FnMut(&'t Node<'a>)) {
    for node in nodes {
        visit(node);
        walk(&node.children, visit);
    }
}

/// [`walk`], but what stands within lines is left out.
pub(super) fn walk_blocks<'t, 'a>(nodes: &'t [Node<'a>], visit: &mut dyn FnMut(&'t Node<'a>)) {
    for node in nodes.iter().filter(|node| !node.is_inline()) {
        visit(node);
        walk_blocks(&node.children, visit);
    }
}
