//! What is read from the words of a line once the parser is done: bare links, `@key`, `==mark==`,
//! `H~2~O`, `x^2^`, `:smile:`, sizes of images, names of blocks.

use std::ops::Range;

use super::tree::{Kind, Node};
use super::wikilink::Wikilink;
use super::{autolink, citation as syntax, cjk};
use crate::bytes;

/// Longest sub- or superscript, in characters.
const MAX_SCRIPT: usize = 16;

/// Reads the lines below `node`, which is complete.
pub(super) fn finish(node: &mut Node<'_>, source: &str, in_link: bool) {
    if let Kind::Image { size, .. } = &mut node.kind {
        *size = split_size(&mut node.children);
        return;
    }
    let changes = |node: &Node<'_>| match &node.kind {
        Kind::Text(text) => {
            text.is_empty() || text.starts_with('{') || may_split(text) || has_mark(text)
        }
        _ => false,
    };
    if !node.children.iter().any(changes) {
        return;
    }
    let in_link = in_link || matches!(node.kind, Kind::Link { .. });
    let mut children = Vec::with_capacity(node.children.len());
    for mut child in std::mem::take(&mut node.children) {
        if let Kind::Text(text) = &mut child.kind {
            if let Some(Node { kind: Kind::Image { label, size, .. }, at, .. }) =
                children.last_mut()
                && let Some((length, attributes)) = attributes(text)
            {
                *label = attributes.label.or(label.take());
                *size = attributes.width.map(|width| (width, None)).or(*size);
                at.end = child.at.start + length;
                text.drain(..length);
                child.at.start = at.end.min(child.at.end);
                if text.is_empty() {
                    continue;
                }
            }
            if text.is_empty() || may_split(text) {
                Words { source, in_link, out: &mut children }.split(text, &child.at);
                continue;
            }
        }
        children.push(child);
    }
    node.children = marks(children);
}

struct Attributes {
    label: Option<String>,
    width: Option<u32>,
}

/// `{#fig:name width=300}` behind an image: nothing else of it is used.
fn attributes(text: &str) -> Option<(usize, Attributes)> {
    let end = text.strip_prefix('{')?.find('}')? + 1;
    let mut found = Attributes { label: None, width: None };
    for word in text[1..end].split_whitespace() {
        if let Some(id) = word.strip_prefix('#') {
            found.label = Some(id.to_owned());
        } else if let Some(width) = word.strip_prefix("width=") {
            found.width = width.trim_matches('"').trim_end_matches("px").parse().ok();
        } else if !word.contains('=') && !word.starts_with('.') {
            return None;
        }
    }
    Some((end + 1, found))
}

/// Takes `|300` or `|300x200` from the end of an image's words.
fn split_size(alt: &mut Vec<Node<'_>>) -> Option<(u32, Option<u32>)> {
    let Some(Node { kind: Kind::Text(text), .. }) = alt.last_mut() else { return None };
    let at = text.rfind('|');
    let size = parse_size(&text[at.map_or(0, |at| at + 1)..])?;
    // Words that are a number alone are words, `![300](…)`.
    text.truncate(at?);
    if text.is_empty() {
        alt.pop();
    }
    Some(size)
}

fn parse_size(text: &str) -> Option<(u32, Option<u32>)> {
    match text.trim().split_once('x') {
        Some((width, height)) => Some((width.parse().ok()?, Some(height.parse().ok()?))),
        None => Some((text.trim().parse().ok()?, None)),
    }
}

/// `![[image.png|300]]` or `![[image.png|words]]`.
pub(super) fn embedded_image<'a>(link: &Wikilink, at: Range<usize>) -> Node<'a> {
    let label = link.label.as_deref().unwrap_or_default();
    let (words, size) = match label.rsplit_once('|') {
        _ if parse_size(label).is_some() => ("", parse_size(label)),
        Some((words, size)) if parse_size(size).is_some() => (words, parse_size(size)),
        _ => (label, None),
    };
    let kind =
        Kind::Image { to: link.name.clone(), title: String::new(), wiki: true, size, label: None };
    let words = (!words.is_empty()).then(|| Node {
        kind: Kind::Text(words.to_owned()),
        at: at.clone(),
        children: vec![],
    });
    Node { kind, children: words.into_iter().collect(), at }
}

/// A bracketed citation, or `[@fig:name]`.
pub(super) fn citation<'a>(cited: Vec<syntax::Cited>) -> Kind<'a> {
    match &cited[..] {
        [one] if one.key.starts_with("fig:") => Kind::FigureReference { label: one.key.clone() },
        _ => Kind::Citation { cited, narrative: false },
    }
}

/// Splits one text.
struct Words<'s, 'o, 'a> {
    source: &'s str,
    in_link: bool,
    out: &'o mut Vec<Node<'a>>,
}

impl Words<'_, '_, '_> {
    fn split(&mut self, text: &str, at: &Range<usize>) {
        let verbatim = text.len() == at.len();
        let place = |from: usize, to: usize| {
            if verbatim { at.start + from..at.start + to } else { at.clone() }
        };
        // A backslash before the text escapes its first character.
        let escaped = at.start > 0 && self.source.as_bytes()[at.start - 1] == b'\\';
        let bytes = text.as_bytes();
        let (mut from, mut index) = (0, usize::from(escaped && verbatim));
        while index < bytes.len() {
            let Some(found) = (verbatim && may_start(bytes, index))
                .then(|| self.at(text, index, from, at.start))
                .flatten()
            else {
                index += 1;
                continue;
            };
            let Found { start, end, kind, words } = found;
            self.text(&text[from..start], place(from, start));
            let children = words
                .map(|words| Node {
                    at: place(words.start, words.end),
                    kind: Kind::Text(text[words].to_owned()),
                    children: vec![],
                })
                .into_iter()
                .collect();
            self.out.push(Node { kind, at: place(start, end), children });
            from = end;
            index = end;
        }
        self.text(&text[from..], place(from, text.len()));
    }

    fn text(&mut self, text: &str, at: Range<usize>) {
        if !text.is_empty() {
            self.out.push(Node { kind: Kind::Text(text.to_owned()), at, children: vec![] });
        }
    }

    /// What starts at `index`; what stands before `from` is taken already.
    fn at<'a>(&self, text: &str, index: usize, from: usize, offset: usize) -> Option<Found<'a>> {
        let rest = &text[index..];
        let before = text[..index].chars().next_back();
        let in_word = before.is_some_and(|c| c.is_ascii_alphanumeric() || c == '_');
        let link = |start: usize, end: usize, to: String| Found {
            start,
            end,
            kind: Kind::Link { to, title: String::new() },
            words: Some(start..end),
        };
        match rest.as_bytes()[0] {
            b'h' | b'H' | b'w' | b'W' | b'a' | b'A' | b'd' | b'D' | b'f' | b'F'
                if !self.in_link && !in_word =>
            {
                let found = autolink::at(rest)?;
                Some(link(index, index + found.length, found.to))
            }
            b'@' if !self.in_link => {
                if let Some((name, host)) = autolink::email(text, index) {
                    let start = index - name;
                    let address = &text[start..=index + host];
                    return (start >= from)
                        .then(|| link(start, index + 1 + host, format!("mailto:{address}")));
                }
                let key = syntax::key(&rest[1..], |c| c.is_ascii_alphanumeric())?;
                if in_word || before.is_some_and(|c| matches!(c, '/' | '@' | '.' | '\\')) {
                    return None;
                }
                let end = index + 1 + key.len();
                let kind = if key.starts_with("fig:") {
                    Kind::FigureReference { label: key.to_owned() }
                } else {
                    let at = offset + index..offset + end;
                    let cited = vec![syntax::Cited {
                        key: key.to_owned(),
                        prefix: None,
                        locator: None,
                        suppress_author: false,
                        at,
                    }];
                    Kind::Citation { cited, narrative: true }
                };
                Some(Found { start: index, end, kind, words: None })
            }
            b':' if !in_word => {
                let name = rest[1..].bytes().take(40).take_while(|&b| {
                    b.is_ascii_lowercase() || b.is_ascii_digit() || b"_+-".contains(&b)
                });
                let end = 1 + name.count();
                let emoji = emojis::get_by_shortcode(rest.get(1..end)?)
                    .filter(|_| rest[end..].starts_with(':'))?;
                let kind = Kind::Text(emoji.as_str().to_owned());
                Some(Found { start: index, end: index + end + 1, kind, words: None })
            }
            mark @ (b'~' | b'^') => {
                let fits = |c: char| match mark {
                    b'~' => c.is_alphabetic() && !cjk::is_east_asian(c) || c == ')',
                    _ => c.is_alphanumeric() || matches!(c, ')' | ']'),
                };
                let inside = |c: char| {
                    (c.is_alphanumeric() && !cjk::is_east_asian(c)) || "+-−=,*′".contains(c)
                };
                let length: usize = rest[1..]
                    .chars()
                    .take(MAX_SCRIPT)
                    .take_while(|&c| inside(c))
                    .map(char::len_utf8)
                    .sum();
                let closed = rest.as_bytes().get(1 + length) == Some(&mark);
                if length == 0 || !closed || !before.is_some_and(fits) {
                    return None;
                }
                let kind = if mark == b'~' { Kind::Subscript } else { Kind::Superscript };
                let words = Some(index + 1..index + 1 + length);
                Some(Found { start: index, end: index + length + 2, kind, words })
            }
            _ => None,
        }
    }
}

/// Whether [`Words::at`] may find something in `text`: every link that it knows has a colon, or begins
/// with `www.`.
fn may_split(text: &str) -> bool {
    let bytes = text.as_bytes();
    let marks = |byte| (byte == b'@') | (byte == b':') | (byte == b'~') | (byte == b'^');
    bytes::any(bytes, marks)
        || bytes::any_pair(bytes, |a, b| (a | 0x20 == b'w') & (b == b'.'))
            && bytes.windows(3).any(|bytes| bytes.eq_ignore_ascii_case(b"ww."))
}

/// Whether [`Words::at`] may find something at `index`: most letters stand within a word.
fn may_start(bytes: &[u8], index: usize) -> bool {
    match bytes[index] {
        b'@' | b':' | b'~' | b'^' => true,
        b'h' | b'H' | b'w' | b'W' | b'a' | b'A' | b'd' | b'D' | b'f' | b'F' => {
            index == 0 || !bytes[index - 1].is_ascii_alphanumeric()
        }
        _ => false,
    }
}

struct Found<'a> {
    start: usize,
    end: usize,
    kind: Kind<'a>,
    /// The words that become its child.
    words: Option<Range<usize>>,
}

fn has_mark(text: &str) -> bool {
    bytes::any_pair(text.as_bytes(), |a, b| (a == b'=') & (b == b'='))
}

/// Wraps what stands between `==` and `==`.
fn marks(children: Vec<Node<'_>>) -> Vec<Node<'_>> {
    let marked = |node: &Node<'_>| matches!(&node.kind, Kind::Text(text) if has_mark(text));
    if !children.iter().any(marked) {
        return children;
    }
    let mut out: Vec<Node<'_>> = Vec::with_capacity(children.len() + 2);
    // Where the open mark's content starts in `out`, and where its `==` was written.
    let mut open: Option<(usize, usize)> = None;
    for child in children {
        let Kind::Text(text) = &child.kind else {
            out.push(child);
            continue;
        };
        let verbatim = text.len() == child.at.len();
        let place = |at: usize| if verbatim { child.at.start + at } else { child.at.start };
        let (mut from, mut at) = (0, 0);
        while let Some(found) = text[at..].find("==") {
            let start = at + found;
            let run = text[start..].bytes().take_while(|&byte| byte == b'=').count();
            at = start + run;
            let before = text[..start]
                .chars()
                .next_back()
                .map_or(!out.is_empty() && from == start, |c| !c.is_whitespace());
            let after = text[at..].chars().next();
            let closes = open.is_some() && before;
            let opens = open.is_none() && after.is_none_or(|c| !c.is_whitespace());
            if run != 2 || !(closes || opens) {
                continue;
            }
            push_text(&mut out, &text[from..start], place(from)..place(start));
            from = at;
            match open.take() {
                Some((index, start)) => {
                    let children = out.split_off(index);
                    out.push(Node { kind: Kind::Mark, at: start..place(at), children });
                }
                None => open = Some((out.len(), place(start))),
            }
        }
        push_text(&mut out, &text[from..], place(from)..child.at.end);
    }
    if let Some((index, start)) = open {
        out.insert(
            index,
            Node { kind: Kind::Text("==".into()), at: start..start + 2, children: vec![] },
        );
    }
    out
}

fn push_text(out: &mut Vec<Node<'_>>, text: &str, at: Range<usize>) {
    if !text.is_empty() {
        out.push(Node { kind: Kind::Text(text.to_owned()), at, children: vec![] });
    }
}

/// Takes `^id` off the end of blocks. On a line of its own it names the block before it.
pub(super) fn block_ids(blocks: &mut Vec<Node<'_>>) {
    let mut index = 0;
    while index < blocks.len() {
        let block = &mut blocks[index];
        if !block.is_inline() {
            block_ids(&mut block.children);
        }
        let named = matches!(block.kind, Kind::Paragraph | Kind::Item | Kind::Heading { .. });
        if named {
            name_block(block);
        }
        let only_name = matches!(&block.children[..], [Node { kind: Kind::BlockId(_), .. }]);
        if only_name && index > 0 && matches!(block.kind, Kind::Paragraph) {
            blocks.swap(index - 1, index);
        }
        index += 1;
    }
}

/// Puts a trailing `^id` into a node of its own, before the words of the block.
fn name_block(block: &mut Node<'_>) {
    // In a tight list the words of an item may be followed by a list of its own.
    let Some(last) = block.children.iter().rposition(Node::is_inline) else { return };
    let follows_break = last > 0 && matches!(block.children[last - 1].kind, Kind::SoftBreak { .. });
    let Node { kind: Kind::Text(text), at, .. } = &mut block.children[last] else { return };
    let words = text.trim_end();
    let marked = words.trim_end_matches(|c: char| c.is_ascii_alphanumeric() || c == '-');
    let (Some(before), id) = (marked.strip_suffix('^'), &words[marked.len()..]) else { return };
    let caret = before.len();
    let alone = if caret == 0 { last == 0 || follows_break } else { before.ends_with(' ') };
    if id.is_empty() || !alone {
        return;
    }
    let name =
        Node { kind: Kind::BlockId(id.to_owned()), at: at.start + caret..at.end, children: vec![] };
    let rest = text[..caret].trim_end().len();
    text.truncate(rest);
    if text.is_empty() {
        block.children.remove(last);
    }
    block.children.insert(0, name);
}
