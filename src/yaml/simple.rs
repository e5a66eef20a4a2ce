//! The YAML that most front matter is, read line by line.
//!
//! Invariant: a tree is the one that the scanner makes ([`super::events`]), to the last place, which
//! tests compare. Whatever could mean anything else is left to the scanner: comments, anchors, tags,
//! tabs, texts that go on on the next line, values that are missing, keys in quotes or twice, every
//! mistake. It looks at one character after the other, and took a twentieth of a build.

use super::events::is_null;
use super::node::{Key, Node, Scalar, Style, Value};
use crate::bytes;
use crate::source::{FileId, Span};

/// How deep lists and maps are followed.
const MAX_DEPTH: usize = 16;

/// Longest key, in bytes.
const MAX_KEY: usize = 128;

/// The tree of `block`, which starts at byte `base` of `file`; `None` if it is not simple.
pub(super) fn read(block: &str, file: FileId, base: usize) -> Option<Node> {
    // Tabs, line breaks of other systems, and what else is no plain character to the scanner.
    let odd = |byte: u8| (byte < b' ') & (byte != b'\n') | (byte == 0x7f);
    let odd_pair = |a: u8, b: u8| {
        (a == 0xc2) & (b < 0xa0)
            | (a == 0x80) & ((b == 0xa8) | (b == 0xa9))
            | (a == 0xef) & ((b == 0xbb) | (b == 0xbf))
    };
    if bytes::any(block.as_bytes(), odd) || bytes::any_pair(block.as_bytes(), odd_pair) {
        return None;
    }
    let mut lines = Lines { block, file, base, next: 0, line: None };
    lines.advance()?;
    let root = lines.collection(lines.line?.column, 0)?;
    lines.line.is_none().then_some(root)
}

/// A line with something on it, or what is left of it.
#[derive(Clone, Copy)]
struct Line {
    /// Where what is on it starts and ends in the block.
    start: usize,
    end: usize,
    /// How far it is from the line's own start.
    column: usize,
}

struct Lines<'a> {
    block: &'a str,
    file: FileId,
    base: usize,
    /// Where the line after `line` starts.
    next: usize,
    /// The line that is being read; none at the end.
    line: Option<Line>,
}

impl<'a> Lines<'a> {
    /// The line that starts at `at`, without its end; none at the end of the block.
    fn raw(&self, at: usize) -> Option<&'a str> {
        let rest = self.block.get(at..).filter(|rest| !rest.is_empty())?;
        Some(rest.find('\n').map_or(rest, |end| &rest[..end]))
    }

    /// Goes to the next line that is not blank; `None` if it is not simple.
    fn advance(&mut self) -> Option<()> {
        self.line = None;
        while let Some(raw) = self.raw(self.next) {
            let start = self.next;
            self.next = start + raw.len() + 1;
            let content = raw.trim_start_matches(' ');
            if content.is_empty() {
                continue;
            }
            let column = raw.len() - content.len();
            let is_mark = column == 0 && ["---", "...", "%"].iter().any(|it| raw.starts_with(it));
            if is_mark || content.starts_with('#') {
                return None;
            }
            let end = start + raw.trim_end_matches(' ').len();
            self.line = Some(Line { start: start + column, end, column });
            return Some(());
        }
        Some(())
    }

    fn content(&self, line: Line) -> &'a str {
        &self.block[line.start..line.end]
    }

    fn span(&self, start: usize, end: usize) -> Span {
        Span::new(self.file, self.base + start..self.base + end)
    }

    /// A list or map whose entries stand at `column`, as the present line does.
    fn collection(&mut self, column: usize, depth: usize) -> Option<Node> {
        let line = self.line.filter(|_| depth < MAX_DEPTH)?;
        if is_item(self.content(line)) {
            self.sequence(column, depth)
        } else {
            self.mapping(column, depth)
        }
    }

    fn sequence(&mut self, column: usize, depth: usize) -> Option<Node> {
        let start = self.line?.start;
        let mut items: Vec<Node> = Vec::new();
        while let Some(line) = self.line {
            let content = self.content(line);
            if line.column != column || !is_item(content) {
                break;
            }
            let rest = content[1..].trim_start_matches(' ');
            if rest.is_empty() {
                return None;
            }
            let inner = self.go_to(rest, line);
            items.push(if is_item(rest) || key(rest).is_some() {
                self.collection(inner, depth + 1)?
            } else {
                self.value(column, depth)?
            });
        }
        self.ends_at(column)?;
        let end = items.last()?.span;
        let span = Span { end: end.end, ..self.span(start, start) };
        Some(Node { span, value: Value::Seq(items) })
    }

    fn mapping(&mut self, column: usize, depth: usize) -> Option<Node> {
        let start = self.line?.start;
        let mut entries: Vec<(Key, Node)> = Vec::new();
        while let Some(line) = self.line.filter(|line| line.column == column) {
            let content = self.content(line);
            let (text, rest) = key(content)?;
            if entries.iter().any(|(known, _)| known.text == text) {
                return None;
            }
            let span = self.span(line.start, line.start + text.trim_end().len());
            let node = if rest.is_empty() {
                self.advance()?;
                match self.line {
                    // A list may stand right below its key; the scanner has it start at its first entry.
                    Some(next) if next.column == column && is_item(self.content(next)) => {
                        let mut node = self.sequence(column, depth + 1)?;
                        if let Value::Seq(items) = &node.value {
                            node.span.start = items.first()?.span.start;
                        }
                        node
                    }
                    _ => self.below(column, depth)?,
                }
            } else {
                self.go_to(rest, line);
                self.value(column, depth)?
            };
            entries.push((Key { text: text.to_owned(), span }, node));
        }
        self.ends_at(column)?;
        let (_, last) = entries.last()?;
        let span = Span { end: last.span.end, ..self.span(start, start) };
        Some(Node { span, value: Value::Map(entries) })
    }

    /// The list or map on the lines below an entry at `column`.
    fn below(&mut self, column: usize, depth: usize) -> Option<Node> {
        let inner = self.line.map(|line| line.column).filter(|inner| *inner > column)?;
        self.collection(inner, depth + 1)
    }

    /// Goes on to `rest`, the end of `line`; gives its column.
    fn go_to(&mut self, rest: &str, line: Line) -> usize {
        let start = line.end - rest.len();
        let column = line.column + (start - line.start);
        self.line = Some(Line { start, column, ..line });
        column
    }

    /// Whether nothing that stands deeper than `column` comes next.
    fn ends_at(&self, column: usize) -> Option<()> {
        self.line.is_none_or(|line| line.column <= column).then_some(())
    }

    /// The value that the present line is, in an entry at `column`.
    fn value(&mut self, column: usize, depth: usize) -> Option<Node> {
        let line = self.line?;
        let content = self.content(line);
        let node = match content.as_bytes()[0] {
            b'|' => return self.literal(line, column),
            b'"' | b'\'' | b'[' | b'{' => {
                let mut at = line.start;
                let node = self.flow(&mut at, line.end, depth)?;
                if at != line.end {
                    return None;
                }
                node
            }
            _ => self.plain(line.start, content)?,
        };
        self.advance()?;
        self.ends_at(column)?;
        Some(node)
    }

    /// The bare text `text`, if it is a text and all of one.
    fn plain(&self, start: usize, text: &str) -> Option<Node> {
        let ends = text.contains(": ") || text.ends_with(':') || text.contains(" #");
        if ends || is_null(text) || !may_start(text) {
            return None;
        }
        let span = self.span(start, start + text.trim_end().len());
        Some(scalar(span, text.to_owned(), Style::Plain))
    }

    /// A text after the `|` or `|-` that `header` is, in an entry at `column`.
    fn literal(&mut self, header: Line, column: usize) -> Option<Node> {
        let strips = match self.content(header) {
            "|" => false,
            "|-" => true,
            _ => return None,
        };
        let first = self.raw(self.next)?;
        let indent = first.len() - first.trim_start_matches(' ').len();
        if indent <= column || indent == first.len() {
            return None;
        }
        let (mut text, mut blank, mut end) = (String::new(), 0, 0);
        while let Some(raw) = self.raw(self.next) {
            let content = raw.trim_start_matches(' ');
            if content.is_empty() {
                // A line of nothing but blanks may be a part of the text.
                if raw.len() > indent {
                    return None;
                }
                blank += 1;
            } else if raw.len() - content.len() < indent {
                break;
            } else {
                if !text.is_empty() {
                    text.push('\n');
                }
                text.extend(std::iter::repeat_n('\n', blank));
                text.push_str(&raw[indent..]);
                blank = 0;
                end = self.next + raw.trim_end().len();
            }
            self.next += raw.len() + 1;
        }
        // Whether the last line of all has an end is not looked at here.
        if self.next > self.block.len() {
            return None;
        }
        if !strips {
            text.push('\n');
        }
        self.advance()?;
        self.ends_at(column)?;
        Some(scalar(self.span(header.start, end), text, Style::Literal))
    }

    /// What starts at `at` and ends on the same line, before `end`, within brackets or quotes.
    fn flow(&self, at: &mut usize, end: usize, depth: usize) -> Option<Node> {
        let start = *at;
        let rest = &self.block[start..end];
        match rest.as_bytes().first().filter(|_| depth < MAX_DEPTH)? {
            b'[' => {
                let mut items = Vec::new();
                *at += 1;
                while self.goes_on(at, end, b']', items.is_empty())? {
                    items.push(self.flow(at, end, depth + 1)?);
                }
                Some(Node { span: self.span(start, *at), value: Value::Seq(items) })
            }
            b'{' => {
                let mut entries: Vec<(Key, Node)> = Vec::new();
                *at += 1;
                while self.goes_on(at, end, b'}', entries.is_empty())? {
                    let (text, rest) = key(&self.block[*at..end])?;
                    if rest.is_empty() || entries.iter().any(|(known, _)| known.text == text) {
                        return None;
                    }
                    let span = self.span(*at, *at + text.trim_end().len());
                    *at = end - rest.len();
                    let node = self.flow(at, end, depth + 1)?;
                    entries.push((Key { text: text.to_owned(), span }, node));
                }
                Some(Node { span: self.span(start, *at), value: Value::Map(entries) })
            }
            quote @ (b'"' | b'\'') => {
                let (text, length) = quoted(rest, *quote)?;
                *at += length;
                let double = *quote == b'"';
                let style = if double { Style::DoubleQuoted } else { Style::SingleQuoted };
                Some(scalar(self.span(start, *at), text, style))
            }
            _ => {
                let length = rest.find([',', '[', ']', '{', '}'])?;
                *at += length;
                let goes_on = rest[length..].starts_with(['[', '{']);
                let text = rest[..length].trim_end_matches(' ');
                if goes_on { None } else { self.plain(start, text) }
            }
        }
    }

    /// Goes over what stands between entries in brackets; whether there is another one.
    fn goes_on(&self, at: &mut usize, end: usize, close: u8, is_first: bool) -> Option<bool> {
        let blanks = |at: &mut usize| {
            let rest = &self.block[*at..end];
            *at += rest.len() - rest.trim_start_matches(' ').len();
        };
        blanks(at);
        let bytes = &self.block.as_bytes()[..end];
        let closes = *bytes.get(*at)? == close;
        if closes {
            *at += 1;
            // The scanner takes blanks behind the bracket for a part of the list or map.
            if self.block[*at..].starts_with(' ') {
                return None;
            }
        } else if !is_first {
            if bytes[*at] != b',' {
                return None;
            }
            *at += 1;
            blanks(at);
            // A comma before the bracket would be part of what the scanner takes for the map.
            if *bytes.get(*at)? == close {
                return None;
            }
        }
        Some(!closes)
    }
}

/// Whether what is on a line is an entry of a list.
fn is_item(content: &str) -> bool {
    content == "-" || content.starts_with("- ")
}

/// The key that `content` starts with, and what follows its colon; `None` if it is not simple.
fn key(content: &str) -> Option<(&str, &str)> {
    let stands = |byte: u8| byte.is_ascii_alphanumeric() || matches!(byte, b'_') || byte >= 0x80;
    let inside = |byte: u8| stands(byte) || matches!(byte, b'-' | b' ' | b'.' | b'/');
    let bytes = content.as_bytes();
    let colon = bytes.iter().take(MAX_KEY).position(|&byte| !inside(byte))?;
    let text = content[..colon].trim_end_matches(' ');
    if bytes[colon] != b':' || !stands(bytes[0]) || is_null(text) {
        return None;
    }
    match bytes.get(colon + 1) {
        None => Some((text, "")),
        Some(b' ') => Some((text, content[colon + 1..].trim_start_matches(' '))),
        Some(_) => None,
    }
}

/// Whether a bare text can start as `text` does, and be nothing else.
fn may_start(text: &str) -> bool {
    let bytes = text.as_bytes();
    let Some(first) = bytes.first() else { return false };
    match first {
        b'-' => bytes.get(1).is_some_and(u8::is_ascii_alphanumeric),
        b'?' | b':' | b',' | b'[' | b']' | b'{' | b'}' | b'#' | b'&' | b'*' | b'!' | b'|'
        | b'>' | b'\'' | b'"' | b'%' | b'@' | b'`' => false,
        _ => true,
    }
}

/// The text in the quotes that `rest` starts with, and how long they are; `None` if they do not end
/// on this line, or something is escaped that is neither a quote nor a backslash.
fn quoted(rest: &str, quote: u8) -> Option<(String, usize)> {
    let bytes = rest.as_bytes();
    let mut text = String::new();
    let (mut copied, mut at) = (1, 1);
    loop {
        at += bytes[at..].iter().position(|&byte| byte == quote || byte == b'\\')?;
        let next = bytes.get(at + 1);
        let escapes = match (bytes[at], quote) {
            (b'\\', b'"') => {
                if !matches!(next, Some(b'"' | b'\\')) {
                    return None;
                }
                true
            }
            (b'\\', _) => {
                at += 1;
                continue;
            }
            (_, b'\'') => next == Some(&b'\''),
            _ => false,
        };
        text.push_str(&rest[copied..at]);
        if !escapes {
            return Some((text, at + 1));
        }
        copied = at + 1;
        at += 2;
    }
}

fn scalar(span: Span, text: String, style: Style) -> Node {
    Node { span, value: Value::Scalar(Scalar { text, style }) }
}
