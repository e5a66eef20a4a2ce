//! Images and figures.

use std::fmt::Write as _;

use super::Renderer;
use crate::markdown::destination::{self, Destination};
use crate::markdown::page;
use crate::markdown::tree::{self, Kind, Node};
use crate::markdown::{ShownImage, escape, escape_text_into, events, link_id};
use crate::model::Mentioned;

/// An image as it was found.
enum Found {
    Image(ShownImage),
    /// On another host: linked to, because no page asks another host for anything.
    Remote(String),
    Missing,
}

impl<'t, 'a> Renderer<'_, 't, 'a> {
    /// An image within a line.
    pub(super) fn image(&mut self, node: &'t Node<'a>, out: &mut String) {
        let Kind::Image { to, title, wiki, size, .. } = &node.kind else { return };
        let alt = tree::said(&node.children);
        let found = self.find(to, *wiki, node.at.start);
        self.write_image(found, &alt, title, *size, out);
    }

    /// An image that an author wrote as `<img>` at `offset` of the text.
    pub(super) fn image_of_tag(
        &mut self,
        tag: &crate::markdown::html::Tag,
        offset: usize,
    ) -> String {
        let mut out = String::new();
        let number = |name: &str| {
            let digits = tag.get(name)?.trim().trim_end_matches("px");
            digits.parse::<u32>().ok()
        };
        let size = number("width").map(|width| (width, number("height")));
        let found = self.find(tag.get("src").unwrap_or_default(), false, offset);
        let (alt, title) =
            (tag.get("alt").unwrap_or_default(), tag.get("title").unwrap_or_default());
        self.write_image(found, alt, title, size, &mut out);
        out
    }

    fn find(&mut self, to: &str, wiki: bool, offset: usize) -> Found {
        match destination::of_image(to, wiki) {
            Destination::Mention(Mentioned::Web { url }) => {
                Found::Remote(destination::encode(&url))
            }
            Destination::Mention(_) => {
                self.resolve.image(link_id(self.text, offset)).map_or(Found::Missing, Found::Image)
            }
            Destination::Plain => {
                Found::Image(ShownImage { src: destination::encode(to), dimensions: None })
            }
            Destination::Private(_) | Destination::Unsafe | Destination::Empty => Found::Missing,
        }
    }

    fn write_image(
        &mut self,
        found: Found,
        alt: &str,
        title: &str,
        size: Option<(u32, Option<u32>)>,
        out: &mut String,
    ) {
        let title =
            if title.is_empty() { String::new() } else { format!(" title=\"{}\"", escape(title)) };
        let image = match found {
            Found::Image(image) => image,
            Found::Remote(url) => {
                let words = if alt.is_empty() { &url } else { alt };
                let (url, words) = (escape(&url), escape(words));
                let _ = if self.in_link {
                    write!(out, "<span class=\"image-remote\"{title}>{words}</span>")
                } else {
                    let rel = super::link::rel(&url);
                    write!(out, "<a class=\"image-remote\" href=\"{url}\"{title}{rel}>{words}</a>")
                };
                return;
            }
            Found::Missing => {
                let _ = write!(out, "<span class=\"image-missing\"{title}>{}</span>", escape(alt));
                return;
            }
        };
        let _ = write!(out, "<img src=\"{}\" alt=\"{}\"{title}", escape(&image.src), escape(alt));
        if let Some((width, height)) = shown_size(size, image.dimensions) {
            let _ = write!(out, " width=\"{width}\"");
            if let Some(height) = height {
                let _ = write!(out, " height=\"{height}\"");
            }
        }
        // The first image of a page may be seen at once; the others wait until they are near.
        if self.page.images > 0 {
            out.push_str(" loading=\"lazy\"");
        }
        self.page.images += 1;
        out.push_str(" decoding=\"async\">");
    }

    /// An image alone in its paragraph, with a caption and a number.
    pub(super) fn figure(&mut self, node: &'t Node<'a>, out: &mut String) {
        let Some(image) = page::lone_image(node) else { return };
        let Kind::Image { to, title, wiki, size, label } = &image.kind else { return };
        self.page.figures += 1;
        let number = self.page.figures;
        if let Some(label) = label {
            let key = (self.place.id_prefix.to_owned(), label.clone());
            self.page.figures_by_label.insert(key, number);
        }
        let id = self.id(&format!("figure-{number}"));
        let _ = writeln!(out, "<figure id=\"{id}\">");
        let found = self.find(to, *wiki, image.at.start);
        let source = match &found {
            Found::Image(image) => Some(escape(&image.src)),
            Found::Remote(_) | Found::Missing => None,
        };
        if let Some(source) = &source {
            // Without a script this opens the image; a script may show it in place.
            let _ = write!(out, "<a class=\"zoom\" href=\"{source}\">");
        }
        self.write_image(found, &tree::said(&image.children), "", *size, out);
        if source.is_some() {
            out.push_str("</a>");
        }
        let words = escape(&self.options.labels.figure);
        let _ =
            write!(out, "\n<figcaption><span class=\"figure-number\">{words}\u{a0}{number}</span>");
        if !title.is_empty() {
            out.push(' ');
            self.caption(&events::read(title).blocks, out);
        }
        out.push_str("</figcaption>\n</figure>\n");
    }
}

impl Renderer<'_, '_, '_> {
    /// A caption. It stands in quotes in the source, so links in it have no place of their own:
    /// their words are shown.
    fn caption(&mut self, nodes: &[Node<'_>], out: &mut String) {
        for node in nodes {
            let name = match &node.kind {
                Kind::Formula { latex, .. } => {
                    self.formula(latex, out);
                    continue;
                }
                Kind::Paragraph => {
                    self.caption(&node.children, out);
                    continue;
                }
                Kind::Emphasis => "em",
                Kind::Strong => "strong",
                Kind::Superscript => "sup",
                Kind::Subscript => "sub",
                _ => {
                    let mut words = String::new();
                    node.said(&mut words);
                    escape_text_into(&words, out);
                    continue;
                }
            };
            let _ = write!(out, "<{name}>");
            self.caption(&node.children, out);
            let _ = write!(out, "</{name}>");
        }
    }
}

/// The size to write: the author's, the height after the image's own shape; else the image's own.
fn shown_size(
    asked: Option<(u32, Option<u32>)>,
    own: Option<(u32, u32)>,
) -> Option<(u32, Option<u32>)> {
    match (asked, own) {
        (Some((width, None)), Some((own_width, own_height))) if own_width > 0 => {
            let height = u64::from(width) * u64::from(own_height) / u64::from(own_width);
            Some((width, u32::try_from(height).ok()))
        }
        (Some(asked), _) => Some(asked),
        (None, own) => own.map(|(width, height)| (width, Some(height))),
    }
}
