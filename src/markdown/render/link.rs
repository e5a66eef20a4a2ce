//! Links and wikilinks.

use std::fmt::Write as _;

use super::Renderer;
use crate::markdown::destination::{self, Destination};
use crate::markdown::tree::Node;
use crate::markdown::wikilink::Wikilink;
use crate::markdown::{ShownLink, escape, escape_text_into, link_id};
use crate::model::LinkId;

impl<'t, 'a> Renderer<'_, 't, 'a> {
    /// `[words](to "title")`, and bare URLs.
    pub(super) fn link(&mut self, to: &str, title: &str, node: &'t Node<'a>, out: &mut String) {
        let mut id = None;
        let mut shown = match destination::of_link(to) {
            Destination::Mention(_) => {
                let mentioned = *id.insert(link_id(self.text, node.at.start));
                self.resolve.link(mentioned)
            }
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
        self.anchor(id, &shown, title, &words, out);
    }

    /// `[[name|words]]`.
    pub(super) fn wikilink(&mut self, link: &Wikilink, node: &'t Node<'a>, out: &mut String) {
        let id = link_id(self.text, node.at.start);
        let shown = self.resolve.link(id);
        let mut words = String::new();
        match &link.label {
            Some(label) => escape_text_into(label, &mut words),
            None if shown.label.is_empty() => escape_text_into(&link.words(), &mut words),
            None => escape_text_into(&shown.label, &mut words),
        }
        self.anchor(Some(id), &shown, "", &words, out);
    }

    /// A link around `words`, which are HTML, with its preview. Links to one address share the preview
    /// that stands at the first of them.
    fn anchor(
        &mut self,
        id: Option<LinkId>,
        shown: &ShownLink,
        title: &str,
        words: &str,
        out: &mut String,
    ) {
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
        let (described, preview) = id.map_or((None, String::new()), |id| self.preview(id, href));
        let (href, rel) = (escape(href), rel(href));
        let _ = match described {
            Some(id) => write!(
                out,
                "<span class=\"has-preview\"><a href=\"{href}\"{class}{title}{rel} aria-describedby=\"{id}\">{words}</a>{preview}</span>"
            ),
            None => write!(out, "<a href=\"{href}\"{class}{title}{rel}>{words}</a>"),
        };
    }

    /// The id of the preview of a link to `href`, if it has one, and the preview if the page does not
    /// have it yet.
    fn preview(&mut self, id: LinkId, href: &str) -> (Option<String>, String) {
        if let Some(known) = self.page.previews.get(href) {
            return (known.clone(), String::new());
        }
        let preview = self.resolve.preview(id);
        let n = self.page.previews.len() + 1;
        let id = preview.as_ref().map(|_| self.id(&format!("preview-{n}")));
        self.page.previews.insert(href.to_owned(), id.clone());
        let html = id.as_ref().zip(preview).map(|(id, preview)| {
            format!("<span class=\"preview\" role=\"tooltip\" id=\"{id}\">{preview}</span>")
        });
        (id, html.unwrap_or_default())
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
