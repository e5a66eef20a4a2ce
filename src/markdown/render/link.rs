//! Links and wikilinks.

use std::fmt::Write as _;

use super::Renderer;
use crate::markdown::destination::{self, Destination};
use crate::markdown::tree::Node;
use crate::markdown::wikilink::Wikilink;
use crate::markdown::{ShownLink, escape, escape_text_into, link_id};

impl<'t, 'a> Renderer<'_, 't, 'a> {
    /// `[words](to "title")`, and bare URLs.
    pub(super) fn link(&mut self, to: &str, title: &str, node: &'t Node<'a>, out: &mut String) {
        let mut shown = match destination::of_link(to) {
            Destination::Mention(_) => self.resolve.link(link_id(self.text, node.at.start)),
            Destination::Plain => {
                ShownLink { href: Some(destination::encode(to)), ..ShownLink::default() }
            }
            Destination::Empty => ShownLink { href: Some(String::new()), ..ShownLink::default() },
            Destination::Private(_) | Destination::Unsafe => ShownLink::default(),
        };
        let outer = self.in_link;
        let mut words = String::new();
        self.in_link |= shown.href.is_some();
        self.line(&node.children, &mut words);
        self.in_link = outer;
        let is_bare = shown.href.as_ref().is_some_and(|href| says_itself(href, &words));
        if is_bare && shown.class == "link-external" {
            // On paper, its address is not printed behind it once more.
            shown.class.push_str(" link-bare");
        }
        if words.is_empty() {
            escape_text_into(&shown.label, &mut words);
        }
        self.anchor(&shown, title, &words, out);
    }

    /// `[[name|words]]`.
    pub(super) fn wikilink(&mut self, link: &Wikilink, node: &'t Node<'a>, out: &mut String) {
        let shown = self.resolve.link(link_id(self.text, node.at.start));
        let mut words = String::new();
        match &link.label {
            Some(label) => escape_text_into(label, &mut words),
            None if shown.label.is_empty() => escape_text_into(&link.words(), &mut words),
            None => escape_text_into(&shown.label, &mut words),
        }
        self.anchor(&shown, "", &words, out);
    }

    /// A link around `words`, which are HTML, with its preview.
    fn anchor(&mut self, shown: &ShownLink, title: &str, words: &str, out: &mut String) {
        let attribute = |name: &str, value: &str| {
            if value.is_empty() { String::new() } else { format!(" {name}=\"{}\"", escape(value)) }
        };
        let class = attribute("class", &shown.class);
        let title = attribute("title", title);
        let Some(href) = shown.href.as_ref().filter(|_| !self.in_link) else {
            if class.is_empty() && title.is_empty() {
                out.push_str(words);
            } else {
                let _ = write!(out, "<span{class}{title}>{words}</span>");
            }
            return;
        };
        let (href, rel) = (escape(href), rel(href));
        match &shown.preview {
            Some(preview) => {
                self.page.previews += 1;
                let id = self.id(&format!("preview-{}", self.page.previews));
                let _ = write!(
                    out,
                    "<span class=\"has-preview\"><a href=\"{href}\"{class}{title}{rel} aria-describedby=\"{id}\">{words}</a><span class=\"preview\" role=\"tooltip\" id=\"{id}\">{preview}</span></span>"
                );
            }
            None => {
                let _ = write!(out, "<a href=\"{href}\"{class}{title}{rel}>{words}</a>");
            }
        }
    }
}

/// Whether the words of a web link, which are HTML, are its address.
fn says_itself(href: &str, words: &str) -> bool {
    let bare = |url: &str| {
        let url = url.split_once("://").map_or(url, |(_, rest)| rest);
        url.trim_end_matches('/').to_owned()
    };
    href.contains("://") && !words.is_empty() && bare(&escape(href)) == bare(words)
}

/// What links to other sites carry: the page opened learns nothing of this one.
pub(super) fn rel(href: &str) -> &'static str {
    let web = ["http://", "https://", "//"].iter().any(|start| href.starts_with(start));
    if web { " rel=\"external noopener noreferrer\"" } else { "" }
}
