//! A text as HTML.
//!
//! Invariant: everything is escaped where it is written; every id starts with the place's prefix;
//! there is no `style` attribute and no script. What is wrong with a text was said when it was
//! scanned: here the best is made of it.

mod blocks;
mod code;
mod footnote;
mod formula;
mod image;
mod line;
mod link;
mod raw;
mod table;

use std::collections::BTreeMap;

use super::tree::{self, Kind, Node};
use super::{Options, PageState, Place, Resolve, cjk, events};
use crate::model::Text;

/// `text` as HTML blocks.
pub fn render(
    text: &Text,
    options: &Options,
    place: Place<'_>,
    resolve: &mut dyn Resolve,
    page: &mut PageState,
) -> String {
    let tree = events::read(&text.markdown);
    let mut html = String::with_capacity(text.markdown.len() * 3 / 2);
    Renderer::new(text, &tree.blocks, options, place, resolve, page)
        .blocks(&tree.blocks, &mut html);
    html
}

/// `text` as HTML without block elements around it, if it is a single paragraph; else as
/// [`render`] has it.
pub fn render_inline(
    text: &Text,
    options: &Options,
    place: Place<'_>,
    resolve: &mut dyn Resolve,
    page: &mut PageState,
) -> String {
    let tree = events::read(&text.markdown);
    let mut html = String::with_capacity(text.markdown.len() * 3 / 2);
    let mut renderer = Renderer::new(text, &tree.blocks, options, place, resolve, page);
    match &tree.blocks[..] {
        [Node { kind: Kind::Paragraph, children, .. }] => renderer.line(children, &mut html),
        blocks => renderer.blocks(blocks, &mut html),
    }
    html
}

/// What rendering one text needs.
struct Renderer<'r, 't, 'a> {
    text: &'t Text,
    options: &'r Options,
    place: Place<'r>,
    resolve: &'r mut dyn Resolve,
    page: &'r mut PageState,
    /// Footnotes of the text by label; those that were shown have their number.
    footnotes: BTreeMap<&'t str, footnote::Footnote<'t, 'a>>,
    /// Footnotes that wait for the end of the block that refers to them.
    waiting: Vec<&'t str>,
    /// Whether what is written stands inside `<a>`.
    in_link: bool,
    /// The language of quotations that are in another script than the text.
    other_language: Option<&'static str>,
}

impl<'r, 't, 'a> Renderer<'r, 't, 'a> {
    fn new(
        text: &'t Text,
        blocks: &'t [Node<'a>],
        options: &'r Options,
        place: Place<'r>,
        resolve: &'r mut dyn Resolve,
        page: &'r mut PageState,
    ) -> Self {
        page.equations.enter(place.id_prefix);
        let mut footnotes = BTreeMap::new();
        let mut has_quotes = false;
        tree::walk_blocks(blocks, &mut |node| {
            if let Kind::FootnoteDefinition { label } = &node.kind {
                footnotes.entry(label.as_str()).or_insert(footnote::Footnote::new(node));
            }
            has_quotes |= matches!(node.kind, Kind::Quote);
        });
        let other_language = if has_quotes { language(&outside_quotes(blocks)) } else { None };
        Self {
            text,
            options,
            place,
            resolve,
            page,
            footnotes,
            waiting: Vec::new(),
            in_link: false,
            other_language,
        }
    }

    /// An id of this text, made one that the page does not have yet, ready for an attribute.
    fn id(&mut self, id: &str) -> String {
        let id: String = id.chars().filter(|c| !c.is_whitespace() && !c.is_control()).collect();
        super::escape(&self.page.ids.unique(format!("{}{id}", self.place.id_prefix)))
    }
}

fn outside_quotes(blocks: &[Node<'_>]) -> String {
    let mut words = String::new();
    for block in blocks.iter().filter(|block| !matches!(block.kind, Kind::Quote)) {
        block.words(&mut words);
    }
    words
}

/// The language that words are clearly in, as far as their script says: Chinese or Japanese, or
/// English for Latin letters. `None` when they are too few or too mixed to say.
fn language(words: &str) -> Option<&'static str> {
    /// A Latin word has some five letters where Chinese has two characters.
    const LETTERS: usize = 5;
    let (mut east, mut kana, mut latin) = (0, 0, 0);
    for c in words.chars() {
        if c.is_ascii() {
            latin += usize::from(c.is_ascii_alphabetic());
            continue;
        }
        east += usize::from(cjk::is_read_singly(c));
        kana += usize::from(matches!(c, '\u{3041}'..='\u{30ff}'));
    }
    if east >= 4 && east * LETTERS > latin {
        Some(if kana * 10 > east { "ja" } else { "zh" })
    } else if latin >= 2 * LETTERS && east * LETTERS * 4 < latin {
        Some("en")
    } else {
        None
    }
}
