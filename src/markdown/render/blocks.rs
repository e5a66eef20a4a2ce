//! Paragraphs, headings, lists, quotations, callouts.

use std::fmt::Write as _;

use super::Renderer;
use crate::markdown::callout;
use crate::markdown::escape;
use crate::markdown::math::Display;
use crate::markdown::page;
use crate::markdown::tree::{self, Fold, Kind, Node};

impl<'t, 'a> Renderer<'_, 't, 'a> {
    /// Blocks, and between them the lines that tight lists have without a paragraph around them.
    pub(super) fn blocks(&mut self, nodes: &'t [Node<'a>], out: &mut String) {
        if nodes.iter().any(|node| matches!(node.kind, Kind::Html(_))) && self.cleans_html() {
            self.woven_blocks(nodes, out);
            return;
        }
        let mut rest = nodes;
        while let Some(first) = rest.first() {
            let lines = rest.iter().take_while(|node| in_line(node)).count();
            if lines > 0 {
                self.line(&rest[..lines], out);
                self.show_footnotes(out);
                out.push('\n');
                rest = &rest[lines..];
            } else {
                self.block(first, out);
                rest = &rest[1..];
            }
        }
    }

    pub(super) fn block(&mut self, node: &'t Node<'a>, out: &mut String) {
        match &node.kind {
            Kind::Paragraph => self.paragraph(node, out),
            Kind::Heading { level, id } => {
                let level = level.saturating_add(self.place.heading_shift).clamp(1, 6);
                let id = self.id(id);
                let _ = write!(out, "<h{level} id=\"{id}\">");
                self.line(&node.children, out);
                let _ = writeln!(out, "</h{level}>");
                self.show_footnotes(out);
            }
            Kind::Quote => self.quote(node, out),
            Kind::Callout { class, fold } => self.callout(class, *fold, node, out),
            Kind::CalloutTitle => self.line(&node.children, out),
            Kind::List { start } => self.list(*start, node, out),
            Kind::Item => self.item(node, out),
            Kind::Code { info, text } => match page::formula(node) {
                Some((latex, _)) => self.equation(latex, "div", out),
                None => self.code(info, text, out),
            },
            Kind::Table { align } => self.table(align, node, out),
            Kind::Definitions => self.element("dl", node, out),
            Kind::Term => {
                out.push_str("<dt>");
                self.line(&node.children, out);
                out.push_str("</dt>\n");
                // Nothing but terms and definitions may stand in a list of them.
            }
            Kind::Definition => self.element("dd", node, out),
            Kind::Rule => out.push_str("<hr>\n"),
            // Shown beside what refers to it.
            Kind::FootnoteDefinition { .. } => {}
            Kind::Html(html) => self.raw(html, out),
            // Parts of tables, and pieces of lines, are written by those that hold them.
            _ => self.line(std::slice::from_ref(node), out),
        }
    }

    fn element(&mut self, name: &str, node: &'t Node<'a>, out: &mut String) {
        let _ = writeln!(out, "<{name}>");
        self.blocks(&node.children, out);
        if name != "dl" {
            self.show_footnotes(out);
        }
        let _ = writeln!(out, "</{name}>");
    }

    fn paragraph(&mut self, node: &'t Node<'a>, out: &mut String) {
        if page::figure(node).is_some() {
            self.figure(node, out);
            return;
        }
        match &node.children[..] {
            [] => return,
            [Node { kind: Kind::Formula { latex, display: Display::Block, .. }, .. }] => {
                self.equation(latex, "div", out);
                return;
            }
            [only @ Node { kind: Kind::BlockId(_), .. }] => {
                self.line(std::slice::from_ref(only), out);
                return;
            }
            _ => {}
        }
        out.push_str("<p>");
        self.line(&node.children, out);
        out.push_str("</p>\n");
        self.show_footnotes(out);
    }

    fn quote(&mut self, node: &'t Node<'a>, out: &mut String) {
        let own = super::language(&tree::words(&node.children));
        match own.filter(|_| self.other_language.is_some() && own != self.other_language) {
            Some(language) => {
                let _ = writeln!(out, "<blockquote lang=\"{language}\">");
            }
            None => out.push_str("<blockquote>\n"),
        }
        self.blocks(&node.children, out);
        out.push_str("</blockquote>\n");
    }

    fn callout(&mut self, class: &str, fold: Option<Fold>, node: &'t Node<'a>, out: &mut String) {
        let style = callout::style(class);
        let (outer, open, title) = match fold {
            None => ("aside", "", "p"),
            Some(Fold::Open) => ("details", " open", "summary"),
            Some(Fold::Closed) => ("details", "", "summary"),
        };
        let _ = writeln!(out, "<{outer} class=\"callout callout-{style}\"{open}>");
        let _ = write!(out, "<{title} class=\"callout-title\">");
        let (first, body) = match &node.children[..] {
            [first, body @ ..] if matches!(first.kind, Kind::CalloutTitle) => (Some(first), body),
            body => (None, body),
        };
        match first.filter(|first| !first.children.is_empty()) {
            Some(first) => self.line(&first.children, out),
            None => out.push_str(&escape(&self.callout_name(class))),
        }
        let _ = writeln!(out, "</{title}>");
        self.show_footnotes(out);
        if !body.is_empty() {
            out.push_str("<div class=\"callout-body\">\n");
            self.blocks(body, out);
            out.push_str("</div>\n");
        }
        let _ = writeln!(out, "</{outer}>");
    }

    fn callout_name(&self, class: &str) -> String {
        let labels = &self.options.labels.callouts;
        if let Some((_, label)) = labels.iter().find(|(name, _)| name == class) {
            return label.clone();
        }
        let mut letters = class.chars();
        letters.next().map_or_else(String::new, |first| {
            first.to_uppercase().chain(letters.map(|c| if c == '-' { ' ' } else { c })).collect()
        })
    }

    fn list(&mut self, start: Option<u64>, node: &'t Node<'a>, out: &mut String) {
        let name = if start.is_some() { "ol" } else { "ul" };
        let task = |item: &Node<'_>| task_of(item).is_some();
        let _ = write!(out, "<{name}");
        if let Some(start) = start.filter(|&start| start != 1) {
            let _ = write!(out, " start=\"{start}\"");
        }
        if node.children.iter().any(task) {
            out.push_str(" class=\"tasks\"");
        }
        out.push_str(">\n");
        for item in &node.children {
            self.item(item, out);
        }
        let _ = writeln!(out, "</{name}>");
    }

    fn item(&mut self, node: &'t Node<'a>, out: &mut String) {
        out.push_str("<li>");
        if node.children.first().is_some_and(|first| !in_line(first)) {
            out.push('\n');
        }
        self.blocks(&node.children, out);
        if out.ends_with('\n') && node.children.last().is_some_and(in_line) {
            out.pop();
        }
        out.push_str("</li>\n");
    }
}

/// Whether a node is part of a line, as far as can be said of raw HTML.
pub(super) fn in_line(node: &Node<'_>) -> bool {
    match &node.kind {
        Kind::Html(html) => !html.ends_with('\n'),
        _ => node.is_inline(),
    }
}

/// Whether an item is a task, and done.
fn task_of(item: &Node<'_>) -> Option<bool> {
    let first = item.children.first()?;
    match &first.kind {
        Kind::TaskMarker { done } => Some(*done),
        Kind::Paragraph => task_of(first),
        _ => None,
    }
}
