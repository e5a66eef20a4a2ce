//! Footnotes: each stands right behind the block that refers to it first, so that wide screens can
//! show it in the margin and narrow ones below the paragraph, without a script.

use std::fmt::Write as _;

use super::Renderer;
use crate::markdown::escape;
use crate::markdown::tree::{Kind, Node};

/// A footnote of the text.
pub(super) struct Footnote<'t, 'a> {
    node: &'t Node<'a>,
    /// Its number on the page, once something has referred to it.
    number: Option<u32>,
}

impl<'t, 'a> Footnote<'t, 'a> {
    pub(super) fn new(node: &'t Node<'a>) -> Self {
        Self { node, number: None }
    }
}

impl<'t> Renderer<'_, 't, '_> {
    /// `[^label]`.
    pub(super) fn footnote_reference(&mut self, label: &'t str, out: &mut String) {
        let Some(footnote) = self.footnotes.get_mut(label) else { return };
        let first = footnote.number.is_none();
        let number = *footnote.number.get_or_insert_with(|| {
            self.page.footnotes += 1;
            self.page.footnotes
        });
        if first {
            self.waiting.push(label);
        }
        if self.in_link {
            let _ = write!(out, "<sup>{number}</sup>");
            return;
        }
        let prefix = escape(self.place.id_prefix);
        let id = if first { format!(" id=\"{prefix}fnref-{number}\"") } else { String::new() };
        let _ = write!(
            out,
            "<sup class=\"footnote-ref\"><a href=\"#{prefix}fn-{number}\"{id} role=\"doc-noteref\">{number}</a></sup>"
        );
    }

    /// Writes the footnotes that wait. Only where a block may stand.
    pub(super) fn show_footnotes(&mut self, out: &mut String) {
        // A footnote may refer to others, which then wait in turn.
        while !self.waiting.is_empty() {
            for label in std::mem::take(&mut self.waiting) {
                self.show_footnote(label, out);
            }
        }
    }

    fn show_footnote(&mut self, label: &'t str, out: &mut String) {
        let Some(&Footnote { node, number: Some(number) }) = self.footnotes.get(label) else {
            return;
        };
        let prefix = escape(self.place.id_prefix);
        let back = escape(&self.options.labels.footnote_back);
        let _ = write!(
            out,
            "<aside class=\"sidenote\" id=\"{prefix}fn-{number}\" role=\"doc-footnote\"><span class=\"sidenote-number\">{number}</span> "
        );
        // What waits belongs behind this footnote, not into it.
        let waiting = std::mem::take(&mut self.waiting);
        match &node.children[..] {
            [Node { kind: Kind::Paragraph, children, .. }] => self.line(children, out),
            children => self.blocks(children, out),
        }
        self.waiting.splice(0..0, waiting);
        let _ = writeln!(
            out,
            " <a class=\"sidenote-back\" href=\"#{prefix}fnref-{number}\" role=\"doc-backlink\" aria-label=\"{back}\">↩</a></aside>"
        );
    }
}
