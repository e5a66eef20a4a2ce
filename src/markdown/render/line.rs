//! What stands within a line.

use std::fmt::Write as _;

use super::Renderer;
use crate::markdown::math::Display;
use crate::markdown::tree::{Kind, Node};
use crate::markdown::{escape, escape_text_into, link_id};

impl<'t, 'a> Renderer<'_, 't, 'a> {
    /// The pieces of a line.
    pub(super) fn line(&mut self, nodes: &'t [Node<'a>], out: &mut String) {
        if nodes.iter().any(|node| matches!(node.kind, Kind::Html(_))) && self.cleans_html() {
            self.woven_line(nodes, out);
            return;
        }
        for node in nodes {
            self.piece(node, out);
        }
    }

    pub(super) fn piece(&mut self, node: &'t Node<'a>, out: &mut String) {
        match &node.kind {
            Kind::Text(text) => escape_text_into(text, out),
            Kind::CodeSpan(code) => {
                out.push_str("<code>");
                escape_text_into(code, out);
                out.push_str("</code>");
            }
            Kind::Emphasis => self.wrapped("em", node, out),
            Kind::Strong => self.wrapped("strong", node, out),
            Kind::Strike => self.wrapped("del", node, out),
            Kind::Mark => self.wrapped("mark", node, out),
            Kind::Superscript => self.wrapped("sup", node, out),
            Kind::Subscript => self.wrapped("sub", node, out),
            Kind::Link { to, title } => self.link(to, title, node, out),
            Kind::Wikilink(link) => self.wikilink(link, node, out),
            Kind::Image { .. } => self.image(node, out),
            Kind::Citation { cited, narrative } => self.citation(cited, *narrative, out),
            Kind::FigureReference { label } => self.figure_reference(label, out),
            Kind::Formula { latex, display: Display::Inline, .. } => self.formula(latex, out),
            Kind::Formula { latex, display: Display::Block, .. } => {
                self.equation(latex, "span", out);
            }
            Kind::FootnoteReference { label } => self.footnote_reference(label, out),
            Kind::SoftBreak { joins: true } => {}
            Kind::SoftBreak { joins: false } => out.push('\n'),
            Kind::HardBreak => out.push_str("<br>\n"),
            Kind::TaskMarker { done } => {
                let checked = if *done { " checked" } else { "" };
                let label = escape(&self.options.labels.tasks[usize::from(*done)]);
                let _ = write!(
                    out,
                    "<input type=\"checkbox\" disabled{checked} aria-label=\"{label}\"> "
                );
            }
            Kind::BlockId(name) => {
                let id = self.id(name);
                let _ = write!(out, "<span class=\"block-anchor\" id=\"{id}\"></span>");
            }
            Kind::Html(html) => self.raw(html, out),
            // Blocks do not stand within lines.
            _ => self.block(node, out),
        }
    }

    fn wrapped(&mut self, name: &str, node: &'t Node<'a>, out: &mut String) {
        let _ = write!(out, "<{name}>");
        self.line(&node.children, out);
        let _ = write!(out, "</{name}>");
    }

    fn citation(
        &mut self,
        cited: &[crate::markdown::citation::Cited],
        narrative: bool,
        out: &mut String,
    ) {
        let keys: Vec<_> = cited
            .iter()
            .map(|one| crate::markdown::CitedKey {
                id: link_id(self.text, one.at.start),
                key: one.key.clone(),
                prefix: one.prefix.clone(),
                locator: one.locator.clone(),
                suppress_author: one.suppress_author,
            })
            .collect();
        out.push_str(&self.resolve.citation(&keys, narrative).html);
    }

    fn figure_reference(&mut self, label: &str, out: &mut String) {
        let key = (self.place.id_prefix.to_owned(), label.to_owned());
        let Some(number) = self.page.figures_by_label.get(&key).copied() else {
            self.page.missed_figure = true;
            out.push('@');
            escape_text_into(label, out);
            return;
        };
        let words = escape(&self.options.labels.figure);
        if self.in_link {
            let _ = write!(out, "{words}\u{a0}{number}");
        } else {
            let prefix = escape(self.place.id_prefix);
            let _ = write!(
                out,
                "<a class=\"figure-reference\" href=\"#{prefix}figure-{number}\">{words}\u{a0}{number}</a>"
            );
        }
    }
}
