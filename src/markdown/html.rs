//! Raw HTML as authors write it, cut into tags. What is not a tag is not understood here; the
//! sanitiser reads it again as a browser would.

use std::ops::Range;

/// Longest tag that is looked at, in bytes.
const MAX_TAG: usize = 8 * 1024;

/// A tag as written.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Tag {
    /// Its name in lower case.
    pub(super) name: String,
    /// `</…>`.
    pub(super) closing: bool,
    /// Where it stands in the HTML.
    pub(super) at: Range<usize>,
    /// Its attributes, names in lower case, values without quotes and with `&amp;` and its like
    /// read.
    pub(super) attributes: Vec<(String, String)>,
}

impl Tag {
    /// The value of an attribute.
    pub(super) fn get(&self, name: &str) -> Option<&str> {
        self.attributes.iter().find(|(other, _)| other == name).map(|(_, value)| value.as_str())
    }
}

/// A piece of HTML.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Piece {
    Tag(Tag),
    /// What stands between tags.
    Between(Range<usize>),
}

/// `html` in tags and what stands between them; comments are left out.
pub(super) fn pieces(html: &str) -> Vec<Piece> {
    let mut pieces = Vec::new();
    let (mut from, mut at) = (0, 0);
    while let Some(found) = html[at..].find('<') {
        let start = at + found;
        let end = if html[start..].starts_with("<!--") {
            let close = html[start + 4..].find("-->").map(|close| start + 4 + close + 3);
            // A comment that is never closed takes all, as it does in a browser.
            (close.unwrap_or(html.len()), None)
        } else if html[start..].starts_with("<!") || html[start..].starts_with("<?") {
            let close = html[start..].find('>').map(|close| start + close + 1);
            (close.unwrap_or(html.len()), None)
        } else if let Some(tag) = tag_at(html, start) {
            (tag.at.end, Some(tag))
        } else {
            at = start + 1;
            continue;
        };
        if start > from {
            pieces.push(Piece::Between(from..start));
        }
        pieces.extend(end.1.map(Piece::Tag));
        from = end.0;
        at = from;
    }
    if from < html.len() {
        pieces.push(Piece::Between(from..html.len()));
    }
    pieces
}

/// The tags of `html`.
pub(super) fn tags(html: &str) -> impl Iterator<Item = Tag> {
    pieces(html).into_iter().filter_map(|piece| match piece {
        Piece::Tag(tag) => Some(tag),
        Piece::Between(_) => None,
    })
}

fn tag_at(html: &str, start: usize) -> Option<Tag> {
    let mut limit = html.len().min(start + MAX_TAG);
    while !html.is_char_boundary(limit) {
        limit -= 1;
    }
    let text = &html[..limit];
    let closing = text[start + 1..].starts_with('/');
    let name_start = start + 1 + usize::from(closing);
    let name: &str = &text[name_start..];
    let length = name
        .find(|c: char| c.is_whitespace() || matches!(c, '>' | '/'))
        .filter(|_| name.starts_with(|c: char| c.is_ascii_alphabetic()))?;
    let name = name[..length].to_lowercase();
    let mut at = name_start + length;
    let mut attributes = Vec::new();
    loop {
        at = text.len()
            - text[at..].trim_start_matches(|c: char| c.is_whitespace() || c == '/').len();
        let rest = &text[at..];
        if rest.starts_with('>') {
            return Some(Tag { name, closing, at: start..at + 1, attributes });
        }
        let end = rest.find(|c: char| c.is_whitespace() || matches!(c, '=' | '>' | '/'))?;
        let key = rest[..end.max(1)].to_lowercase();
        at += end.max(1);
        let after = text[at..].trim_start();
        let Some(value) = after.strip_prefix('=') else {
            attributes.push((key, String::new()));
            continue;
        };
        let value = value.trim_start();
        at = text.len() - value.len();
        let quote = value.chars().next().filter(|c| matches!(c, '"' | '\''));
        let (from, to, next) = match quote {
            Some(quote) => {
                let close = value[1..].find(quote)?;
                (1, 1 + close, close + 2)
            }
            None => {
                let end = value.find(|c: char| c.is_whitespace() || c == '>')?;
                (0, end, end)
            }
        };
        attributes.push((key, unescape(&value[from..to])));
        at += next;
    }
}

fn unescape(value: &str) -> String {
    if !value.contains('&') {
        return value.to_owned();
    }
    value
        .replace("&quot;", "\"")
        .replace("&#39;", "'")
        .replace("&lt;", "<")
        .replace("&gt;", ">")
        .replace("&amp;", "&")
}
