//! What stands between words and CommonMark does not know: citations, bare URLs and ids, `==marks==`,
//! super- and subscripts inside words, emoji by name.

use std::collections::VecDeque;
use std::ops::Range;

use super::events::{Event, Positioned};

/// One thing found between words.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Inline {
    /// `[@a; @b, p. 3]`, or `@a` when `narrative`.
    Citation { cited: Vec<Cited>, narrative: bool },
    /// A bare URL, or the URL that a bare id (`arXiv:1706.03762`, `doi:10…`) stands for; and its words.
    Url { url: String, words: String },
    /// `==` opens a mark.
    MarkStart,
    /// `==` closes it.
    MarkEnd,
    /// `H~2~O`, the `~2~` of it.
    Subscript(String),
    /// `x^2^`, all of it.
    Superscript(String),
}

/// One key of a citation.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Cited {
    /// Words before it: `see`.
    pub(super) prefix: String,
    /// The key.
    pub(super) key: String,
    /// What follows it: `p. 3`.
    pub(super) locator: Option<String>,
    /// Written as `-@key`.
    pub(super) suppress_author: bool,
    /// Where its `@` stands in the source.
    pub(super) offset: usize,
}

/// Whether `text` is short enough, and plain enough, to stand in a super- or subscript.
fn is_short_script(text: &str) -> bool {
    (1..=8).contains(&text.len())
        && text.bytes().all(|b| b.is_ascii_alphanumeric() || matches!(b, b'+' | b'-'))
}

/// Sends `text` on, with what stands between its words taken out. `place` finds the source offset of
/// an offset of `text`.
pub(super) fn split<'p>(
    text: &str,
    source: &str,
    place: &dyn Fn(usize) -> usize,
    out: &mut VecDeque<Positioned<'p>>,
) {
    let mut from = 0;
    let mut open_mark = None;
    let mut at = 0;
    let send = |range: Range<usize>, out: &mut VecDeque<Positioned<'p>>| {
        if !range.is_empty() {
            let positions = place(range.start)..place(range.end);
            out.push_back((Event::Text(text[range].to_owned().into()), positions));
        }
    };
    while let Some(step) =
        text[at..].find(['[', '@', 'h', 'H', 'w', 'a', 'd', 'D', '=', '^', '~', ':'])
    {
        at += step;
        let Some((inline, end)) = found(text, at, source, place, &mut open_mark) else {
            at += 1;
            continue;
        };
        send(from..at, out);
        let range = place(at)..place(end);
        match inline {
            Found::Inline(inline) => out.push_back((Event::Inline(inline), range)),
            Found::Text(words) => out.push_back((Event::Text(words.into()), range)),
        }
        from = end;
        at = end;
    }
    send(from..text.len(), out);
}

enum Found {
    Inline(Inline),
    Text(String),
}

fn found(
    text: &str,
    at: usize,
    source: &str,
    place: &dyn Fn(usize) -> usize,
    open_mark: &mut Option<usize>,
) -> Option<(Found, usize)> {
    let rest = &text[at..];
    let before = text[..at].chars().next_back();
    let in_word = before.is_some_and(|c| c.is_ascii_alphanumeric());
    let escaped =
        || place(at).checked_sub(1).and_then(|i| source.as_bytes().get(i)) == Some(&b'\\');
    match rest.as_bytes()[0] {
        b'[' if !escaped() => {
            let end = rest.find(']')?;
            let cited = citation_group(&rest[1..end], &|offset| place(at + 1 + offset))?;
            let group = Inline::Citation { cited, narrative: false };
            Some((Found::Inline(group), at + end + 1))
        }
        b'@' if !in_word && !escaped() => {
            let key = key_at(&rest[1..])?;
            // `@mention` and `@decorator` are no citations: a key has a year or a number in it.
            let fine =
                key.starts_with(char::is_alphabetic) && key.contains(|c: char| c.is_ascii_digit());
            fine.then_some(())?;
            let cited = Cited {
                prefix: String::new(),
                key: key.to_owned(),
                locator: None,
                suppress_author: false,
                offset: place(at),
            };
            let one = Inline::Citation { cited: vec![cited], narrative: true };
            Some((Found::Inline(one), at + 1 + key.len()))
        }
        b'h' | b'H' | b'w' if !in_word => {
            let url = url_at(rest)?;
            let full =
                if url.starts_with("www.") { format!("https://{url}") } else { url.to_owned() };
            let inline = Inline::Url { url: full, words: url.to_owned() };
            Some((Found::Inline(inline), at + url.len()))
        }
        b'a' | b'd' | b'D' if !in_word => {
            let (words, url) = bare_id(rest)?;
            let end = at + words.len();
            Some((Found::Inline(Inline::Url { url, words: words.to_owned() }), end))
        }
        b'=' if rest.starts_with("==") && !rest.starts_with("===") && before != Some('=') => {
            match open_mark.take() {
                Some(_) => Some((Found::Inline(Inline::MarkEnd), at + 2)),
                None => {
                    // Opens only if it closes in the same stretch of words, and not beside spaces.
                    let inner = &rest[2..];
                    let close = inner.find("==")?;
                    let fine = close > 0
                        && !inner.starts_with(char::is_whitespace)
                        && !inner[..close].ends_with(char::is_whitespace);
                    fine.then(|| {
                        *open_mark = Some(at);
                        (Found::Inline(Inline::MarkStart), at + 2)
                    })
                }
            }
        }
        mark @ (b'^' | b'~') if before.is_some_and(|c| c.is_alphanumeric() || c == ')') => {
            let close = rest[1..].find(char::from(mark))?;
            let inner = &rest[1..=close];
            let end = at + close + 2;
            // `H~2~O` is one word; `3~5 天，6~8 人` is none.
            let script = match mark {
                b'^' => Inline::Superscript(inner.to_owned()),
                _ => Inline::Subscript(inner.to_owned()),
            };
            is_short_script(inner).then_some((Found::Inline(script), end))
        }
        b':' => {
            let close = rest[1..].find(':').filter(|&close| (2..=32).contains(&close))?;
            let name = &rest[1..=close];
            let plain = |b: u8| b.is_ascii_lowercase() || b.is_ascii_digit() || b"_+-".contains(&b);
            let fine = name.bytes().all(plain)
                && name.contains(|c: char| c.is_ascii_lowercase())
                && !in_word;
            let emoji = fine.then(|| emojis::get_by_shortcode(name)).flatten()?;
            Some((Found::Text(emoji.as_str().to_owned()), at + close + 2))
        }
        _ => None,
    }
}

/// The key at the start of `text`: as pandoc reads one, letters, digits and `_`, and within it single
/// `:.#$%&-+?<>~/`.
fn key_at(text: &str) -> Option<&str> {
    let mut end = 0;
    let mut chars = text.char_indices().peekable();
    while let Some((at, c)) = chars.next() {
        if c.is_ascii_alphanumeric() || c == '_' || (end == 0 && c.is_alphabetic()) {
            end = at + c.len_utf8();
        } else if !(end > 0
            && ":.#$%&-+?~/".contains(c)
            && chars.peek().is_some_and(|(_, next)| next.is_ascii_alphanumeric()))
        {
            break;
        }
    }
    (end > 0).then(|| &text[..end])
}

/// The keys of `see @a, p. 3; -@b`; `None` if it is no citation.
fn citation_group(inner: &str, place: &dyn Fn(usize) -> usize) -> Option<Vec<Cited>> {
    if !inner.contains('@') || inner.contains('[') {
        return None;
    }
    let mut cited = Vec::new();
    let mut offset = 0;
    for item in inner.split([';', '；']) {
        let at = item.find('@')?;
        let prefix = item[..at].trim_start();
        let suppress_author = prefix.ends_with('-');
        let prefix = prefix.trim_end_matches('-');
        // An address is no citation: `[a@b.org]`.
        if prefix.ends_with(|c: char| c.is_alphanumeric()) {
            return None;
        }
        let key = key_at(&item[at + 1..])?;
        let rest = item[at + 1 + key.len()..].trim();
        let locator = rest.trim_start_matches([',', '，']).trim();
        cited.push(Cited {
            prefix: prefix.trim().to_owned(),
            key: key.to_owned(),
            locator: (!locator.is_empty()).then(|| locator.to_owned()),
            suppress_author,
            offset: place(offset + at),
        });
        offset +=
            item.len() + inner[offset + item.len()..].chars().next().map_or(0, char::len_utf8);
    }
    Some(cited)
}

/// The URL at the start of `text`, without the punctuation that ends a sentence.
fn url_at(text: &str) -> Option<&str> {
    let lower = text.get(..8).unwrap_or(text).to_ascii_lowercase();
    if !(lower.starts_with("http://") || lower.starts_with("https://") || lower.starts_with("www."))
    {
        return None;
    }
    let stop = |c: char| {
        c.is_whitespace()
            || c.is_control()
            || matches!(
                c,
                '<' | '>'
                    | '"'
                    | '`'
                    | '|'
                    | '（'
                    | '）'
                    | '，'
                    | '。'
                    | '；'
                    | '、'
                    | '！'
                    | '？'
                    | '“'
                    | '”'
                    | '《'
                    | '》'
                    | '】'
                    | '【'
                    | '：'
            )
    };
    let end = text.find(stop).unwrap_or(text.len());
    let mut url = &text[..end];
    loop {
        let trimmed = url.trim_end_matches(['.', ',', ';', ':', '!', '?', '\'', '*', '_']);
        // A closing bracket belongs to the URL only if it was opened in it.
        let unbalanced = [('(', ')'), ('[', ']')].iter().any(|&(open, close)| {
            trimmed.ends_with(close)
                && trimmed.matches(close).count() > trimmed.matches(open).count()
        });
        let next = if unbalanced { &trimmed[..trimmed.len() - 1] } else { trimmed };
        if next == url {
            break;
        }
        url = next;
    }
    (url.len() > 8 && url.contains('.')).then_some(url)
}

/// `arXiv:1706.03762` or `doi:10.1109/…` at the start of `text`: its words and its URL.
fn bare_id(text: &str) -> Option<(&str, String)> {
    let end = text
        .find(|c: char| c.is_whitespace() || !(c.is_ascii_alphanumeric() || "-._:/()".contains(c)))
        .unwrap_or(text.len());
    let words = text[..end].trim_end_matches(['.', ',', ':', ')']);
    let (scheme, id) = words.split_once(':')?;
    match scheme.to_ascii_lowercase().as_str() {
        "arxiv" => {
            let id: crate::model::ArxivId = id.parse().ok()?;
            Some((words, id.url()))
        }
        "doi" => {
            let id: crate::model::Doi = id.parse().ok()?;
            Some((words, id.url()))
        }
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(text: &str) -> String {
        let mut out = VecDeque::new();
        split(text, text, &|offset| offset, &mut out);
        let shown: Vec<String> = out
            .into_iter()
            .map(|(event, _)| match event {
                Event::Text(text) => text.into_owned(),
                Event::Inline(Inline::Citation { cited, narrative }) => {
                    let keys: Vec<String> = cited
                        .iter()
                        .map(|one| {
                            let locator = one.locator.as_deref().unwrap_or_default();
                            format!("{}>{}>{locator}", one.prefix, one.key)
                        })
                        .collect();
                    format!("{{{}{}}}", if narrative { "@" } else { "" }, keys.join("|"))
                }
                Event::Inline(Inline::Url { url, .. }) => format!("<{url}>"),
                Event::Inline(Inline::MarkStart) => "<mark>".into(),
                Event::Inline(Inline::MarkEnd) => "</mark>".into(),
                Event::Inline(Inline::Superscript(text)) => format!("^{{{text}}}"),
                other => format!("{other:?}"),
            })
            .collect();
        shown.concat()
    }

    #[test]
    fn what_stands_between_words_is_found() {
        for (text, expected) in [
            (
                "见[@he2016deep, 第 3 页；@vaswani2017attention]。",
                "见{>he2016deep>第 3 页|>vaswani2017attention>}。",
            ),
            ("[see @a1, p. 3; @b:2-x]", "{see>a1>p. 3|>b:2-x>}"),
            ("正如@he2016deep所说", "正如{@>he2016deep>}所说"),
            ("mail a@b2.org, @property, @2x", "mail a@b2.org, @property, @2x"),
            ("见 https://a.org/x_(y)。然后", "见 <https://a.org/x_(y)>。然后"),
            ("(see https://a.org/x).", "(see <https://a.org/x>)."),
            (
                "arXiv:1706.03762 和 doi:10.1109/5.726791。",
                "<https://arxiv.org/abs/1706.03762> 和 <https://doi.org/10.1109/5.726791>。",
            ),
            ("a ==重要== b == c", "a <mark>重要</mark> b == c"),
            ("x^2^ and 2^10", "x^{2} and 2^10"),
            ("done :tada: 10:30:00", "done 🎉 10:30:00"),
        ] {
            assert_eq!(check(text), expected, "{text}");
        }
    }
}
