//! Authors' HTML, cleaned to an allow-list. The only module that knows the sanitiser.
//!
//! Authors are not trusted. What this program itself made (formulas, code, links, citations) is not
//! shown to the sanitiser: an [`Islands`] token stands in for it and is replaced afterwards, in
//! element content only. Attributes that this program wrote start with [`OURS`]; an author's id gets
//! a prefix, so that it shadows none of the page's own, and an author's class goes.

use std::borrow::Cow;
use std::collections::{HashMap, HashSet};
use std::sync::LazyLock;

use ammonia::Builder;

/// Marks an attribute's value as this program's own.
pub(super) const OURS: char = '\u{FDD5}';
const OPEN: char = '\u{FDD3}';
const CLOSE: char = '\u{FDD4}';

/// Elements that authors may use; `docs/markdown.md` documents them.
const ELEMENTS: &[&str] = &[
    "a",
    "abbr",
    "b",
    "blockquote",
    "br",
    "caption",
    "cite",
    "code",
    "col",
    "colgroup",
    "dd",
    "del",
    "details",
    "dfn",
    "div",
    "dl",
    "dt",
    "em",
    "figcaption",
    "figure",
    "h1",
    "h2",
    "h3",
    "h4",
    "h5",
    "h6",
    "hr",
    "i",
    "img",
    "input",
    "ins",
    "kbd",
    "li",
    "mark",
    "ol",
    "p",
    "pre",
    "q",
    "rp",
    "rt",
    "ruby",
    "s",
    "samp",
    "section",
    "small",
    "span",
    "strong",
    "sub",
    "summary",
    "sup",
    "table",
    "tbody",
    "td",
    "tfoot",
    "th",
    "thead",
    "time",
    "tr",
    "tt",
    "u",
    "ul",
    "var",
    "wbr",
    "aside",
    "font",
    "center",
];

/// Attributes that any element may have.
const ATTRIBUTES: &[&str] =
    &["id", "class", "title", "lang", "dir", "role", "tabindex", "aria-label", "aria-labelledby"];

/// Pieces of this program's own HTML, and the tokens that stand in for them.
#[derive(Debug, Default)]
pub(super) struct Islands(Vec<String>);

impl Islands {
    /// The token for `html`.
    pub(super) fn token(&mut self, html: String) -> String {
        self.0.push(html);
        format!("{OPEN}{}{CLOSE}", self.0.len() - 1)
    }

    /// `html` cleaned, with the islands in their places.
    pub(super) fn clean(self, html: &str, id_prefix: &str) -> String {
        let cleaned = builder(id_prefix.to_owned()).clean(html).to_string();
        let mut out = String::with_capacity(cleaned.len() * 2);
        let mut rest = cleaned.as_str();
        while let Some((before, after)) = rest.split_once(OPEN) {
            out.push_str(before);
            let Some((number, tail)) = after.split_once(CLOSE) else { break };
            if let Some(island) = number.parse().ok().and_then(|n: usize| self.0.get(n)) {
                out.push_str(island);
            }
            rest = tail;
        }
        out.push_str(rest);
        out
    }
}

/// `text` without the characters that mark islands: they are noncharacters, which no text may hold.
pub(super) fn without_marks(text: &str) -> Cow<'_, str> {
    if text.contains([OPEN, CLOSE, OURS]) {
        text.replace([OPEN, CLOSE, OURS], "\u{FFFD}").into()
    } else {
        text.into()
    }
}

/// Elements that mark an author's HTML as too deep for the sanitiser, whose work grows with the
/// square of the depth.
pub(super) const DEEPEST: usize = 100;

/// How deep the tags of an author's HTML may be nested, at most: void and closing tags do not count.
pub(super) fn opening_tags(html: &str) -> usize {
    html.as_bytes()
        .windows(2)
        .filter(|pair| pair[0] == b'<' && pair[1].is_ascii_alphabetic())
        .count()
}

fn builder(id_prefix: String) -> Builder<'static> {
    static ELEMENT_SET: LazyLock<HashSet<&str>> =
        LazyLock::new(|| ELEMENTS.iter().copied().collect());
    let per_element: HashMap<&str, HashSet<&str>> = [
        ("a", &["href", "rel", "target", "hreflang"][..]),
        ("img", &["src", "alt", "width", "height", "loading"]),
        ("td", &["colspan", "rowspan", "align"]),
        ("th", &["colspan", "rowspan", "align", "scope"]),
        ("ol", &["start", "reversed", "type"]),
        ("li", &["value"]),
        ("col", &["span"]),
        ("colgroup", &["span"]),
        ("details", &["open"]),
        ("time", &["datetime"]),
        ("q", &["cite"]),
        ("blockquote", &["cite"]),
        ("input", &["type", "checked", "disabled"]),
        ("div", &["align"]),
        ("p", &["align"]),
        ("font", &["color"]),
    ]
    .into_iter()
    .map(|(element, names)| (element, names.iter().copied().collect()))
    .collect();
    let mut builder = Builder::empty();
    builder
        .tags(ELEMENT_SET.clone())
        .clean_content_tags(["script", "style", "template", "noscript", "iframe", "object"].into())
        .generic_attributes(ATTRIBUTES.iter().copied().collect())
        .tag_attributes(per_element)
        .url_schemes(["http", "https", "mailto", "ftp"].into())
        .url_relative(ammonia::UrlRelative::PassThrough)
        .link_rel(None)
        .strip_comments(true)
        .attribute_filter(move |element, name, value| {
            if let Some(own) = value.strip_prefix(OURS) {
                return (!own.contains([OPEN, CLOSE])).then(|| own.to_owned().into());
            }
            if value.contains([OPEN, CLOSE, OURS]) {
                return None;
            }
            match (element, name) {
                (_, "id") => Some(format!("{id_prefix}user-{value}").into()),
                (_, "class" | "role" | "tabindex" | "aria-labelledby")
                | ("a", "target" | "rel") => None,
                // A box to tick in a list, and nothing else that can be typed into.
                ("input", "type") if value != "checkbox" => None,
                ("img", "src") if value.trim_start().starts_with("data:") => None,
                _ => Some(value.to_owned().into()),
            }
        });
    builder
}

#[cfg(test)]
mod tests {
    use super::*;

    fn clean(html: &str) -> String {
        Islands::default().clean(html, "n--")
    }

    #[test]
    fn nothing_that_runs_is_left() {
        for (html, expected) in [
            ("<b onclick=x()>a</b>", "<b>a</b>"),
            ("<script>alert(1)</script>a", "a"),
            ("<img src=x onerror=alert(1)>", "<img src=\"x\">"),
            ("<a href=\"javascript:alert(1)\">a</a>", "<a>a</a>"),
            ("<svg onload=alert(1)><script>1</script></svg>", ""),
            ("<p id=main class=site-header style=color:red>a</p>", "<p id=\"n--user-main\">a</p>"),
            ("<sub>2</sub><br><kbd>Ctrl</kbd>", "<sub>2</sub><br><kbd>Ctrl</kbd>"),
            ("<iframe src=//evil></iframe>b", "b"),
            ("<!-- x -->c", "c"),
        ] {
            assert_eq!(clean(html), expected, "{html}");
        }
    }

    #[test]
    fn an_island_stays_out_of_attributes() {
        let mut islands = Islands::default();
        let token = islands.token("\"><b>x</b>".to_owned());
        let html = format!("<p title=\"{token}\">{token}</p>");
        assert_eq!(islands.clean(&html, ""), "<p>\"><b>x</b></p>");
    }
}
