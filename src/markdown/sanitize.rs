//! Authors' HTML → HTML that is safe to publish; nothing else names `ammonia`.
//!
//! Only what authors wrote goes through the sanitiser. What this crate made (paragraphs between
//! `<details>` and `</details>`, formulas, links) is held out: a comment with a character that no
//! author's text can have stands for it and is put back afterwards, so that tags which open in one
//! block and close in another still belong together.

use std::collections::{HashMap, HashSet};
use std::fmt::Write as _;
use std::sync::LazyLock;

use ammonia::Builder;

use super::cap::MAX_DEPTH;
use super::html::{self, Piece, Tag};
use super::prepare::{is_clean, is_noncharacter};

/// Marks our comments.
const OURS: char = '\u{fdd4}';

/// Stands for the prefix of ids.
const PREFIX: &str = "\u{fdd5}";

/// Where HTML stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Context {
    /// Among blocks.
    Blocks,
    /// Within a line: no blocks there.
    Line,
}

/// Elements that may stand within a line.
const PHRASING: [&str; 31] = [
    "a", "abbr", "b", "bdi", "bdo", "big", "br", "cite", "code", "del", "dfn", "em", "font", "i",
    "ins", "kbd", "mark", "q", "rp", "rt", "ruby", "s", "samp", "small", "span", "strike",
    "strong", "sub", "sup", "tt", "u",
];

/// Elements that may stand among blocks.
const BLOCKS: [&str; 36] = [
    "blockquote",
    "caption",
    "center",
    "col",
    "colgroup",
    "dd",
    "details",
    "div",
    "dl",
    "dt",
    "figcaption",
    "figure",
    "h1",
    "h2",
    "h3",
    "h4",
    "h5",
    "h6",
    "hr",
    "li",
    "ol",
    "p",
    "pre",
    "section",
    "summary",
    "table",
    "tbody",
    "td",
    "tfoot",
    "th",
    "thead",
    "time",
    "tr",
    "ul",
    "var",
    "wbr",
];

/// Elements whose content is no text: left out with all that is in them.
const WITH_CONTENT: [&str; 20] = [
    "script",
    "style",
    "iframe",
    "object",
    "embed",
    "applet",
    "noscript",
    "noembed",
    "noframes",
    "template",
    "textarea",
    "title",
    "xmp",
    "plaintext",
    "svg",
    "math",
    "select",
    "video",
    "audio",
    "canvas",
];

/// Other elements of HTML: left out, their content stays.
const KNOWN: [&str; 37] = [
    "address", "area", "article", "aside", "base", "basefont", "body", "button", "data",
    "datalist", "dialog", "dir", "fieldset", "footer", "form", "frame", "frameset", "head",
    "header", "hgroup", "html", "input", "label", "legend", "link", "main", "map", "marquee",
    "meta", "nav", "nobr", "optgroup", "option", "output", "param", "source", "track",
];

/// Attributes that every element may have.
const ATTRIBUTES: [&str; 5] = ["dir", "id", "lang", "title", "align"];

/// Attributes that single elements may have.
const OWN_ATTRIBUTES: [(&str, &[&str]); 10] = [
    ("a", &["href", "rel", "class"]),
    ("font", &["color"]),
    ("details", &["open"]),
    ("ol", &["start", "type", "reversed"]),
    ("li", &["value"]),
    ("td", &["colspan", "rowspan", "valign", "width"]),
    ("th", &["colspan", "rowspan", "valign", "width", "scope"]),
    ("col", &["span", "width"]),
    ("colgroup", &["span"]),
    ("time", &["datetime"]),
];

static LINES: LazyLock<Builder<'static>> =
    LazyLock::new(|| builder(&[&PHRASING, &["var", "wbr", "time"]]));
static ALL: LazyLock<Builder<'static>> = LazyLock::new(|| builder(&[&PHRASING, &BLOCKS]));

fn builder(tags: &[&[&'static str]]) -> Builder<'static> {
    let tags: HashSet<&str> = tags.iter().flat_map(|tags| tags.iter().copied()).collect();
    let attributes: HashMap<&str, HashSet<&str>> = OWN_ATTRIBUTES
        .iter()
        .filter(|(tag, _)| tags.contains(tag))
        .map(|(tag, attributes)| (*tag, attributes.iter().copied().collect()))
        .collect();
    let mut builder = Builder::empty();
    builder
        .tags(tags)
        .clean_content_tags(["script", "style"].into())
        .generic_attributes(ATTRIBUTES.into())
        .tag_attributes(attributes)
        .url_schemes(["http", "https", "mailto", "tel"].into())
        .url_relative(ammonia::UrlRelative::PassThrough)
        .link_rel(None)
        .id_prefix(Some(PREFIX))
        .strip_comments(false);
    builder
}

/// What becomes of a tag.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Fate {
    /// Stays, with its harmless attributes.
    Kept,
    /// Left out, its content stays.
    Dropped,
    /// Left out with its content.
    DroppedWithContent,
    /// No element of HTML: `<Prepare>` in a text on protocols is shown as it is written.
    Shown,
}

/// What becomes of the tags of this name.
pub(super) fn fate(name: &str, context: Context) -> Fate {
    let is = |names: &[&str]| names.contains(&name);
    if is(&PHRASING) || name == "img" || is(&["var", "wbr", "time"]) {
        Fate::Kept
    } else if is(&BLOCKS) {
        if context == Context::Blocks { Fate::Kept } else { Fate::Dropped }
    } else if is(&WITH_CONTENT) {
        Fate::DroppedWithContent
    } else if is(&KNOWN) || name.contains('-') {
        Fate::Dropped
    } else {
        Fate::Shown
    }
}

/// Whether an attribute of an author's tag is used.
pub(super) fn keeps_attribute(tag: &str, attribute: &str) -> bool {
    const IMAGE: [&str; 6] = ["src", "alt", "width", "height", "loading", "decoding"];
    ATTRIBUTES.contains(&attribute)
        || (tag == "img" && IMAGE.contains(&attribute))
        || OWN_ATTRIBUTES.iter().any(|(name, own)| *name == tag && own.contains(&attribute))
}

/// HTML in the making: authors' pieces and ours, in order.
#[derive(Debug, Default)]
pub(super) struct Weave {
    html: String,
    ours: Vec<String>,
}

impl Weave {
    /// Adds HTML that this crate made.
    pub(super) fn ours(&mut self, html: String) {
        let _ = write!(self.html, "<!--{OURS}{}-->", self.ours.len());
        self.ours.push(html);
    }

    /// Adds HTML of an author. `replace` says what stands for a tag that is looked up: an image, a
    /// link.
    pub(super) fn theirs(
        &mut self,
        html: &str,
        context: Context,
        replace: &mut dyn FnMut(&Tag) -> Replaced,
    ) {
        let pieces = html::pieces(html);
        let mut skip = 0;
        for (index, piece) in pieces.iter().enumerate() {
            if index < skip {
                continue;
            }
            let tag = match piece {
                Piece::Between(range) => {
                    // A `<` that opens no tag must not open one with what follows a tag left out.
                    self.html.push_str(&html[range.clone()].replace('<', "&lt;"));
                    continue;
                }
                Piece::Tag(tag) => tag,
            };
            match fate(&tag.name, context) {
                Fate::Kept => match replace(tag) {
                    Replaced::Not => self.html.push_str(&html[tag.at.clone()]),
                    Replaced::Tag(tag) => self.html.push_str(&tag),
                    Replaced::Ours(html) => self.ours(html),
                },
                Fate::Dropped => {}
                Fate::DroppedWithContent => skip = end_of(&pieces, index).unwrap_or(index) + 1,
                Fate::Shown => self.html.push_str(&super::escape(&html[tag.at.clone()])),
            }
        }
    }

    /// The whole, cleaned, with our pieces in their places and `prefix` before authors' ids.
    pub(super) fn finish(self, context: Context, prefix: &str) -> String {
        if depth(&self.html) > MAX_DEPTH {
            // The sanitiser's time grows with the square of the depth.
            let text = super::escape(&self.html);
            return put_back(&text, &self.ours, "&lt;!--", "--&gt;");
        }
        let builder = match context {
            Context::Blocks => &ALL,
            Context::Line => &LINES,
        };
        // Ids that start with `_` are the pages' own.
        let own = format!("{PREFIX}_");
        let clean = builder.clean(&self.html).to_string();
        let clean = clean.replace(&own, &format!("{prefix}user_")).replace(PREFIX, prefix);
        put_back(&clean, &self.ours, "<!--", "-->")
    }
}

/// What stands for a tag.
pub(super) enum Replaced {
    /// The tag itself, cleaned.
    Not,
    /// Another tag, cleaned.
    Tag(String),
    /// HTML of ours.
    Ours(String),
}

/// How many pieces of HTML an element that is left out may hold; a search for its end costs each.
const FAR: usize = 2000;

/// Where the element that starts at `index` ends.
fn end_of(pieces: &[Piece], index: usize) -> Option<usize> {
    let Piece::Tag(open) = &pieces[index] else { return None };
    if open.closing {
        return None;
    }
    let ends =
        |piece: &Piece| matches!(piece, Piece::Tag(tag) if tag.closing && tag.name == open.name);
    pieces[index..].iter().take(FAR).position(ends).map(|found| index + found)
}

/// How deeply elements stand in each other at most.
fn depth(html: &str) -> usize {
    // Without content, or closed by what follows.
    const VOID: [&str; 14] =
        ["br", "hr", "img", "col", "wbr", "p", "li", "td", "th", "tr", "dd", "dt", "rp", "rt"];
    let (mut depth, mut most) = (0_usize, 0);
    for tag in html::tags(html).filter(|tag| !VOID.contains(&tag.name.as_str())) {
        depth = if tag.closing { depth.saturating_sub(1) } else { depth + 1 };
        most = most.max(depth);
    }
    most
}

fn put_back(html: &str, ours: &[String], open: &str, close: &str) -> String {
    let marker = format!("{open}{OURS}");
    let mut out = String::with_capacity(html.len() + ours.iter().map(String::len).sum::<usize>());
    let mut rest = html;
    while let Some(at) = rest.find(&marker) {
        out.push_str(&rest[..at]);
        rest = &rest[at + marker.len()..];
        let digits = rest.bytes().take_while(u8::is_ascii_digit).count();
        if let Some(html) = rest[..digits].parse::<usize>().ok().and_then(|index| ours.get(index)) {
            out.push_str(html);
        }
        rest = rest[digits..].strip_prefix(close).unwrap_or(&rest[digits..]);
    }
    out.push_str(rest);
    // Written as `&#xFDD4;`, these come through the sanitiser as characters.
    if is_clean(&out) { out } else { out.replace(is_noncharacter, "") }
}
