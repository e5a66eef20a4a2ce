//! `[see @a, p. 3; -@b]` and `@a` in running text, as pandoc has them.

use std::ops::Range;

/// Longest citation group, in bytes.
const MAX_LENGTH: usize = 2000;

/// One key of a citation.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Cited {
    /// The key.
    pub(super) key: String,
    /// What stands before it in the brackets: `see`.
    pub(super) prefix: Option<String>,
    /// What follows it: `p. 3`.
    pub(super) locator: Option<String>,
    /// Written `-@key`.
    pub(super) suppress_author: bool,
    /// The `@key` in the text.
    pub(super) at: Range<usize>,
}

/// The bracketed citation that starts at `start`, and where it ends.
pub(super) fn group_at(text: &str, start: usize) -> Option<(Vec<Cited>, Range<usize>)> {
    let inner = text[start..].strip_prefix('[')?;
    let mut limit = inner.len().min(MAX_LENGTH);
    while !inner.is_char_boundary(limit) {
        limit -= 1;
    }
    let stop = inner[..limit].find(['[', ']', '`', '<', '\\'])?;
    let rest = inner[stop..].strip_prefix(']')?;
    let inside = &inner[..stop];
    if rest.starts_with(['(', '[', ':']) || !inside.contains('@') || inside.contains("\n\n") {
        return None;
    }
    let mut cited = Vec::new();
    let mut offset = start + 1;
    for part in inside.split([';', '；']) {
        cited.push(one(part, offset)?);
        offset += part.len();
        offset += text[offset..].chars().next().map_or(0, char::len_utf8);
    }
    Some((cited, start..start + 1 + stop + 1))
}

/// `see -@key, p. 3`, which stands at `offset`.
fn one(part: &str, offset: usize) -> Option<Cited> {
    let sign = part.find('@')?;
    let before = &part[..sign];
    let (before, suppress_author) = match before.strip_suffix('-') {
        Some(before) => (before, true),
        None => (before, false),
    };
    // An address is no citation: `[a@b.c]`.
    if before.chars().next_back().is_some_and(char::is_alphanumeric) {
        return None;
    }
    let key = key(&part[sign + 1..], char::is_alphanumeric)?;
    let after = part[sign + 1 + key.len()..].trim_start_matches([',', '，', ' ', ':']).trim();
    let words = |text: &str| (!text.trim().is_empty()).then(|| text.trim().to_owned());
    let start = offset + sign;
    Some(Cited {
        key: key.to_owned(),
        prefix: words(before),
        locator: words(after),
        suppress_author,
        at: start..start + 1 + key.len(),
    })
}

/// The key at the start of `text`: `letter`s and digits, with `_ : . + / -` between them. In
/// running text only ASCII letters count, since Chinese goes on right after a key.
pub(super) fn key(text: &str, letter: fn(char) -> bool) -> Option<&str> {
    let inside = |c: char| letter(c) || matches!(c, '_' | ':' | '.' | '+' | '/' | '-');
    let end = text.find(|c| !inside(c)).unwrap_or(text.len());
    let key = text[..end].trim_end_matches(|c: char| !letter(c));
    key.starts_with(|c: char| letter(c) || c == '_').then_some(key)
}
