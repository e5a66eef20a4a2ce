//! Authors' HTML among what was rendered.

use std::fmt::Write as _;

use super::Renderer;
use super::blocks::in_line;
use crate::markdown::destination::{self, Destination};
use crate::markdown::html::Tag;
use crate::markdown::sanitize::{Context, Replaced, Weave};
use crate::markdown::tree::{Kind, Node};
use crate::markdown::{ShownLink, escape, link_id};
use crate::model::HtmlPolicy;

impl<'t, 'a> Renderer<'_, 't, 'a> {
    /// Whether HTML goes through the sanitiser.
    pub(super) fn cleans_html(&self) -> bool {
        self.options.html == HtmlPolicy::Safe
    }

    /// HTML by itself, when it is not cleaned.
    pub(super) fn raw(&mut self, html: &str, out: &mut String) {
        match self.options.html {
            HtmlPolicy::Trusted => out.push_str(html),
            HtmlPolicy::None | HtmlPolicy::Safe => out.push_str(&escape(html)),
        }
    }

    /// Blocks with HTML between them: tags that open in one and close in another belong together.
    pub(super) fn woven_blocks(&mut self, nodes: &'t [Node<'a>], out: &mut String) {
        let mut weave = Weave::default();
        let mut rest = nodes;
        while let Some(first) = rest.first() {
            if let Kind::Html(html) = &first.kind {
                self.weave(html, first.at.start, Context::Blocks, &mut weave);
                rest = &rest[1..];
                continue;
            }
            let lines = rest.iter().take_while(|node| in_line(node) && !is_html(node)).count();
            let (these, others) = rest.split_at(lines.max(1));
            let mut ours = String::new();
            if lines > 0 {
                self.line(these, &mut ours);
                self.show_footnotes(&mut ours);
            } else {
                self.block(first, &mut ours);
            }
            weave.ours(ours);
            rest = others;
        }
        out.push_str(&weave.finish(Context::Blocks, &escape(self.place.id_prefix)));
    }

    /// A line with HTML in it.
    pub(super) fn woven_line(&mut self, nodes: &'t [Node<'a>], out: &mut String) {
        let mut weave = Weave::default();
        for node in nodes {
            if let Kind::Html(html) = &node.kind {
                self.weave(html, node.at.start, Context::Line, &mut weave);
            } else {
                let mut ours = String::new();
                self.piece(node, &mut ours);
                weave.ours(ours);
            }
        }
        out.push_str(&weave.finish(Context::Line, &escape(self.place.id_prefix)));
    }

    fn weave(&mut self, html: &str, offset: usize, context: Context, weave: &mut Weave) {
        weave.theirs(html, context, &mut |tag| match (&*tag.name, tag.closing) {
            ("img", false) => Replaced::Ours(self.image_of_tag(tag, offset + tag.at.start)),
            ("img", true) => Replaced::Ours(String::new()),
            ("a", false) => Replaced::Tag(self.anchor_of_tag(tag, offset + tag.at.start)),
            _ => Replaced::Not,
        });
    }

    /// An author's `<a href>` with what it leads to.
    fn anchor_of_tag(&mut self, tag: &Tag, offset: usize) -> String {
        let mut out = "<a".to_owned();
        let shown = match tag.get("href").map(|to| (to, destination::of_link(to))) {
            Some((_, Destination::Mention(_))) => self.resolve.link(link_id(self.text, offset)),
            Some((to, Destination::Plain)) => {
                ShownLink { href: Some(destination::encode(to)), ..ShownLink::default() }
            }
            _ => ShownLink::default(),
        };
        if let Some(href) = &shown.href {
            let _ = write!(out, " href=\"{}\"{}", escape(href), super::link::rel(href));
        }
        if !shown.class.is_empty() {
            let _ = write!(out, " class=\"{}\"", escape(&shown.class));
        }
        // `<a name>` was how places were named before `id`.
        for (name, value) in
            [("id", tag.get("id").or(tag.get("name"))), ("title", tag.get("title"))]
        {
            if let Some(value) = value {
                let _ = write!(out, " {name}=\"{}\"", escape(value));
            }
        }
        out.push('>');
        out
    }
}

fn is_html(node: &Node<'_>) -> bool {
    matches!(node.kind, Kind::Html(_))
}
