//! One line of a block as its author sees it: `- key: value # comment`.

use std::ops::Range;

/// A line taken apart by its looks. Ranges are bytes of the block.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Line<'a> {
    /// The line without its end.
    pub(super) text: &'a str,
    /// Where it starts.
    pub(super) start: usize,
    /// What stands before its first word or dash.
    pub(super) indent: usize,
    /// Its key.
    pub(super) key: Option<Range<usize>>,
    /// What follows the key, or the whole content where there is none; no comment, no spaces
    /// around it.
    pub(super) value: Range<usize>,
    /// Whether a dash comes first.
    pub(super) is_item: bool,
}

impl<'a> Line<'a> {
    /// The line of `block` that byte `offset` is in.
    pub(super) fn at(block: &'a str, offset: usize) -> Self {
        let start = block[..offset].rfind('\n').map_or(0, |newline| newline + 1);
        let text = block[start..].split('\n').next().unwrap_or_default();
        let text = text.strip_suffix('\r').unwrap_or(text);
        let indent = text.len() - text.trim_start().len();
        let mut content = indent;
        while let Some(rest) = text[content..].strip_prefix('-') {
            if !(rest.is_empty() || rest.starts_with([' ', '\t'])) {
                break;
            }
            content += 1 + rest.len() - rest.trim_start().len();
        }
        let key = key_length(&text[content..]).map(|length| content..content + length);
        let from = match &key {
            Some(key) => key.end + 1 + text[key.end..].find(':').unwrap_or(0),
            None => content,
        };
        let rest = text.get(from..).unwrap_or_default();
        let from = text.len().min(from) + rest.len() - rest.trim_start().len();
        let value = from..from + without_comment(text.get(from..).unwrap_or_default()).len();
        let shift = |range: Range<usize>| start + range.start..start + range.end;
        Self {
            text,
            start,
            indent,
            key: key.map(shift),
            value: shift(value),
            is_item: content > indent,
        }
    }

    /// The line before it.
    pub(super) fn before(&self, block: &'a str) -> Option<Self> {
        (self.start > 0).then(|| Self::at(block, self.start - 1))
    }

    /// Whether nothing is written on it.
    pub(super) fn is_blank(&self) -> bool {
        self.text.trim().is_empty()
    }

    /// Whether it is a comment and nothing else.
    pub(super) fn is_comment(&self) -> bool {
        self.text.trim_start().starts_with('#')
    }

    /// The whole line.
    pub(super) fn range(&self) -> Range<usize> {
        self.start..self.start + self.text.len()
    }

    /// From its first word or dash to the end of its value.
    pub(super) fn content(&self) -> Range<usize> {
        let end = self.text.trim_end().len().max(self.indent);
        self.start + self.indent..self.start + end
    }
}

/// How long the key is that `content` starts with, if it starts with one.
fn key_length(content: &str) -> Option<usize> {
    if content.starts_with(['"', '\'']) {
        let length = super::events::quoted_length(content);
        return is_colon(content[length..].trim_start()).then_some(length);
    }
    if content.starts_with(['[', '{', '@', '`', '%', '|', '>', '#']) {
        return None;
    }
    let comment = content.find(" #").unwrap_or(content.len());
    let colon = content[..comment].match_indices(':').find(|&(at, _)| is_colon(&content[at..]))?.0;
    let key = content[..colon].trim_end();
    (!key.is_empty()).then_some(key.len())
}

/// Whether `rest` starts with a colon that ends a key.
fn is_colon(rest: &str) -> bool {
    rest.strip_prefix(':').is_some_and(|rest| rest.is_empty() || rest.starts_with([' ', '\t']))
}

/// `value` without the comment behind it. A quoted value keeps what follows its quotes.
fn without_comment(value: &str) -> &str {
    let quoted = value.starts_with(['"', '\'']);
    let from = if quoted { super::events::quoted_length(value) } else { 0 };
    let cut = value[from..].find(" #").map_or(value.len(), |at| from + at);
    value[..cut].trim_end()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_line_is_taken_apart_by_its_looks() {
        for (text, key, value) in [
            ("title: ResNet: Deep # x", Some("title"), "ResNet: Deep"),
            ("  - paper: he2016deep", Some("paper"), "he2016deep"),
            ("- - x", None, "x"),
            ("'a b': c", Some("'a b'"), "c"),
            ("\"a b\" c", None, "\"a b\" c"),
            ("title：x", None, "title：x"),
            ("url: https://a.b/c#d", Some("url"), "https://a.b/c#d"),
            ("https://a.b", None, "https://a.b"),
            ("key :  v", Some("key"), "v"),
            ("key:", Some("key"), ""),
            ("-", None, ""),
            ("", None, ""),
            ("标题: 深度 学习  ", Some("标题"), "深度 学习"),
            ("a: 'x # y' # z", Some("a"), "'x # y'"),
        ] {
            let block = format!("first\n{text}\r\nlast");
            let line = Line::at(&block, 6);
            assert_eq!(line.key.clone().map(|key| &block[key]), key, "{text}");
            assert_eq!(&block[line.value.clone()], value, "{text}");
        }
    }
}
