//! Events of the YAML scanner → [`Node`]s.

use std::collections::{BTreeMap, HashMap};

use saphyr_parser::{Event, Marker, Parser, ScalarStyle, StrInput, Tag};

use super::node::{Key, Node, Scalar, Style, Value};
use super::simple;
use crate::diagnostic::{Code, Diagnostic};
use crate::source::{FileId, Span};

/// How deep lists and maps may be nested: far more than the contract needs, little enough for any
/// stack.
pub(super) const MAX_DEPTH: usize = 64;

/// How many nodes aliases (`*name`) may add: a few hundred are a large template, millions a bomb.
const MAX_ALIASED: usize = 10_000;

/// Why a block could not be read to its end.
pub(super) enum Stop {
    /// It is not YAML: what the scanner says, and the byte of the block where it says so.
    Syntax {
        /// The scanner's own words.
        info: String,
        /// Where, in bytes of the block.
        offset: usize,
    },
    /// A limit was passed or a rule broken: there is nothing to be mended line by line.
    Refused(Box<Diagnostic>),
}

/// A block read to its end.
pub(super) struct Loaded {
    /// Its content; `None` when it has none.
    pub(super) root: Option<Node>,
    /// Values that have a name (`&name`) or a type (`!name`), with what stands before them.
    pub(super) marked: Vec<Marked>,
    /// What is wrong with it though it is YAML.
    pub(super) diagnostics: Vec<Diagnostic>,
}

/// A value with an anchor that nothing refers to, or with a tag of its own: words after an
/// unquoted `&` or `!`, as likely as not.
pub(super) struct Marked {
    /// Where the value was written, from its mark on.
    pub(super) span: Span,
    /// `&` or `!`.
    pub(super) indicator: char,
}

/// Reads `block`, which starts at byte `base` of `file`.
pub(super) fn load(block: &str, file: FileId, base: usize) -> Result<Loaded, Stop> {
    if let Some(root) = simple::read(block, file, base) {
        return Ok(Loaded { root: Some(root), marked: Vec::new(), diagnostics: Vec::new() });
    }
    scanned(block, file, base)
}

/// [`load`], by the scanner.
pub(super) fn scanned(block: &str, file: FileId, base: usize) -> Result<Loaded, Stop> {
    let mut loader = Loader {
        parser: Parser::new_from_str(block),
        places: Places::new(block),
        block,
        file,
        base,
        anchors: HashMap::new(),
        used: BTreeMap::new(),
        aliased: 0,
        tags: Vec::new(),
        diagnostics: Vec::new(),
    };
    let mut root = None;
    while let Some((event, span)) = loader.next()? {
        match event {
            Event::StreamEnd => break,
            Event::Nothing | Event::StreamStart | Event::DocumentStart(_) | Event::DocumentEnd => {}
            event if root.is_none() => root = Some(loader.node(event, span, 0)?),
            _ => {
                let message = "the front matter has a second block in it";
                return Err(refuse(Code::YamlSyntax, span, message));
            }
        }
    }
    let unused = loader
        .used
        .into_values()
        .filter_map(|(span, used)| (!used).then_some(Marked { span, indicator: '&' }));
    let tagged = loader.tags.into_iter().map(|span| Marked { span, indicator: '!' });
    let mut marked: Vec<Marked> = unused.chain(tagged).collect();
    marked.sort_by_key(|marked| marked.span);
    Ok(Loaded { root, marked, diagnostics: loader.diagnostics })
}

struct Loader<'a> {
    parser: Parser<'a, StrInput<'a>>,
    places: Places<'a>,
    block: &'a str,
    file: FileId,
    base: usize,
    anchors: HashMap<usize, Node>,
    used: BTreeMap<usize, (Span, bool)>,
    aliased: usize,
    tags: Vec<Span>,
    diagnostics: Vec<Diagnostic>,
}

impl<'a> Loader<'a> {
    fn next(&mut self) -> Result<Option<(Event<'a>, Span)>, Stop> {
        match self.parser.next_event() {
            None => Ok(None),
            Some(Ok((event, span))) => Ok(Some((event, self.span(span)))),
            Some(Err(error)) => Err(Stop::Syntax {
                info: error.info().to_owned(),
                offset: self.places.byte(*error.marker()),
            }),
        }
    }

    fn span(&self, span: saphyr_parser::Span) -> Span {
        let start = self.places.byte(span.start);
        let end = self.places.byte(span.end).max(start);
        Span::new(self.file, self.base + start..self.base + end)
    }

    /// Where a scalar was written: without the anchor, tag or comment that the scanner counts in,
    /// and with the `|` or `>` that it leaves out.
    fn scalar_span(&self, span: Span, style: ScalarStyle) -> Span {
        let start = span.start as usize - self.base;
        let raw = &self.block[start..span.end as usize - self.base];
        let (start, end) = match style {
            ScalarStyle::Plain => {
                let skipped = marks_before(raw);
                (start + skipped, start + skipped + raw[skipped..].trim_end().len())
            }
            ScalarStyle::SingleQuoted | ScalarStyle::DoubleQuoted => {
                let skipped = marks_before(raw);
                (start + skipped, start + skipped + quoted_length(&raw[skipped..]))
            }
            ScalarStyle::Literal | ScalarStyle::Folded => {
                let end = start + raw.trim_end().len();
                (block_header(self.block, start).unwrap_or(start), end)
            }
        };
        Span::new(self.file, self.base + start..self.base + end.max(start))
    }

    /// The node that starts with `event`. Recursion is bounded by [`MAX_DEPTH`].
    fn node(&mut self, event: Event<'a>, span: Span, depth: usize) -> Result<Node, Stop> {
        if depth > MAX_DEPTH {
            let message = format!("lists and maps are nested more than {MAX_DEPTH} deep");
            return Err(refuse(Code::YamlTooLarge, span, &message));
        }
        let (node, anchor) = match event {
            Event::Scalar(text, style, anchor, tag) => {
                self.note_mark(anchor, tag.as_deref(), span);
                let value = scalar(text.into_owned(), style, tag.is_some());
                let span = match value {
                    Value::Null => self.null_span(span),
                    _ => self.scalar_span(span, style),
                };
                (Node { span, value }, anchor)
            }
            Event::SequenceStart(anchor, tag) => {
                self.note_mark(anchor, tag.as_deref(), span);
                (self.sequence(span, depth)?, anchor)
            }
            Event::MappingStart(anchor, tag) => {
                self.note_mark(anchor, tag.as_deref(), span);
                (self.mapping(span, depth)?, anchor)
            }
            Event::Alias(id) => (self.alias(id, span)?, 0),
            Event::Nothing
            | Event::StreamStart
            | Event::StreamEnd
            | Event::DocumentStart(_)
            | Event::DocumentEnd
            | Event::SequenceEnd
            | Event::MappingEnd => (Node { span, value: Value::Null }, 0),
        };
        if anchor > 0 {
            self.anchors.insert(anchor, node.clone());
        }
        Ok(node)
    }

    /// Where `null` or `~` was written; empty where nothing was.
    fn null_span(&self, span: Span) -> Span {
        let range = span.start as usize - self.base..span.end as usize - self.base;
        if is_null(&self.block[range]) { span } else { span.at_start() }
    }

    fn note_mark(&mut self, anchor: usize, tag: Option<&Tag>, span: Span) {
        if anchor > 0 {
            self.used.insert(anchor, (span, false));
        }
        if tag.is_some_and(|tag| !tag.is_yaml_core_schema()) {
            self.tags.push(span);
        }
    }

    fn alias(&mut self, id: usize, span: Span) -> Result<Node, Stop> {
        if let Some((_, used)) = self.used.get_mut(&id) {
            *used = true;
        }
        let Some(node) = self.anchors.get(&id) else {
            return Err(refuse(Code::YamlSyntax, span, "a value cannot contain itself"));
        };
        self.aliased += count(node);
        if self.aliased > MAX_ALIASED {
            let message = format!("aliases (`*name`) add more than {MAX_ALIASED} values");
            return Err(refuse(Code::YamlTooLarge, span, &message));
        }
        Ok(Node { span, value: node.value.clone() })
    }

    fn sequence(&mut self, span: Span, depth: usize) -> Result<Node, Stop> {
        let mut items: Vec<Node> = Vec::new();
        let mut whole = span;
        while let Some((event, span)) = self.next()? {
            if event == Event::SequenceEnd {
                whole.end = end_of(whole, span, items.last());
                break;
            }
            items.push(self.node(event, span, depth + 1)?);
        }
        Ok(Node { span: whole, value: Value::Seq(items) })
    }

    fn mapping(&mut self, span: Span, depth: usize) -> Result<Node, Stop> {
        let mut entries: Vec<(Key, Node)> = Vec::new();
        let mut seen = Seen::default();
        let mut whole = span;
        while let Some((event, span)) = self.next()? {
            if event == Event::MappingEnd {
                whole.end = end_of(whole, span, entries.last().map(|(_, node)| node));
                break;
            }
            let key = self.node(event, span, depth + 1)?;
            let Some((event, span)) = self.next()? else { break };
            let node = self.node(event, span, depth + 1)?;
            let Some(key) = self.key(key) else { continue };
            if let Some(first) = seen.before(&key, &entries) {
                self.diagnostics.push(
                    Diagnostic::new(
                        Code::DuplicateKey,
                        key.span,
                        format!("`{}` stands twice in one map", key.text),
                    )
                    .related(first, "first here")
                    .help("keep one of them; a list takes several values"),
                );
                continue;
            }
            entries.push((key, node));
        }
        Ok(Node { span: whole, value: Value::Map(entries) })
    }

    fn key(&mut self, node: Node) -> Option<Key> {
        match node.value {
            Value::Scalar(scalar) => Some(Key { text: scalar.text, span: node.span }),
            Value::Null if node.span.start < node.span.end => {
                Some(Key { text: "null".to_owned(), span: node.span })
            }
            Value::Null | Value::Seq(_) | Value::Map(_) => {
                let message = match node.value {
                    Value::Null => "no key stands before this colon".to_owned(),
                    _ => format!("a key is a word, not {}", node.kind()),
                };
                self.diagnostics.push(
                    Diagnostic::new(Code::YamlSyntax, node.span, message)
                        .help("put the text in quotes if it was not meant as a key"),
                );
                None
            }
        }
    }
}

/// Keys of a map that were read.
#[derive(Default)]
struct Seen {
    /// Where those of a long map stand, by their words.
    many: HashMap<String, Span>,
}

impl Seen {
    /// Longest map that is looked through: most have a few keys.
    const FEW: usize = 16;

    /// Where `key` stands among `entries`, if it does. Asked before each entry is added.
    fn before(&mut self, key: &Key, entries: &[(Key, Node)]) -> Option<Span> {
        if entries.len() <= Self::FEW {
            return entries
                .iter()
                .find(|(other, _)| other.text == key.text)
                .map(|(key, _)| key.span);
        }
        let known = self.many.len();
        self.many.extend(entries[known..].iter().map(|(key, _)| (key.text.clone(), key.span)));
        self.many.get(&key.text).copied()
    }
}

/// Where a list or map ends: at its bracket, or after its last value, since the scanner notices the
/// end of a block only at the next line that is not part of it.
fn end_of(whole: Span, end: Span, last: Option<&Node>) -> u32 {
    match last {
        _ if end.start < end.end => end.end,
        Some(last) => last.span.end.max(whole.start),
        None => whole.end,
    }
}

/// How long the anchors and tags before a scalar are.
fn marks_before(raw: &str) -> usize {
    let mut rest = raw;
    while rest.starts_with(['&', '!']) {
        let mark = rest.find(char::is_whitespace).unwrap_or(rest.len());
        rest = rest[mark..].trim_start();
    }
    raw.len() - rest.len()
}

/// How long the quoted text is that `raw` starts with, its quotes included.
pub(super) fn quoted_length(raw: &str) -> usize {
    let mut chars = raw.char_indices().peekable();
    let Some((_, quote)) = chars.next() else { return 0 };
    while let Some((at, c)) = chars.next() {
        match c {
            '\\' if quote == '"' => {
                chars.next();
            }
            '\'' if quote == '\'' && chars.next_if(|&(_, c)| c == '\'').is_some() => {}
            c if c == quote => return at + c.len_utf8(),
            _ => {}
        }
    }
    raw.len()
}

/// Where the `|` or `>` stands that a block scalar with its text at `start` follows.
fn block_header(block: &str, start: usize) -> Option<usize> {
    let before = block[..start].trim_end();
    let line = before.rfind('\n').map_or(0, |newline| newline + 1);
    before[line..].match_indices(['|', '>']).map(|(at, _)| line + at).find(|&at| {
        let rest =
            before[at + 1..].trim_start_matches(|c: char| "+-".contains(c) || c.is_ascii_digit());
        rest.is_empty() || rest.starts_with([' ', '\t']) && rest.trim_start().starts_with('#')
    })
}

/// A stop because of a limit or a broken rule.
fn refuse(code: Code, span: Span, message: &str) -> Stop {
    Stop::Refused(Box::new(Diagnostic::new(code, span, message)))
}

/// How many nodes there are in `node`, itself included.
fn count(node: &Node) -> usize {
    match &node.value {
        Value::Null | Value::Scalar(_) => 1,
        Value::Seq(items) => 1 + items.iter().map(count).sum::<usize>(),
        Value::Map(entries) => 1 + entries.iter().map(|(_, node)| 1 + count(node)).sum::<usize>(),
    }
}

/// Whether a bare text says that there is nothing.
pub(super) fn is_null(text: &str) -> bool {
    matches!(text, "~" | "null" | "Null" | "NULL")
}

fn scalar(text: String, style: ScalarStyle, tagged: bool) -> Value {
    let style = match style {
        ScalarStyle::Plain => Style::Plain,
        ScalarStyle::SingleQuoted => Style::SingleQuoted,
        ScalarStyle::DoubleQuoted => Style::DoubleQuoted,
        ScalarStyle::Literal => Style::Literal,
        ScalarStyle::Folded => Style::Folded,
    };
    let null = style == Style::Plain && !tagged && (text.is_empty() || is_null(&text));
    if null { Value::Null } else { Value::Scalar(Scalar { text, style }) }
}

/// Byte offsets of a block by the scanner's positions, which count characters.
struct Places<'a> {
    block: &'a str,
    /// The byte of every 16th character; empty when bytes and characters are the same.
    every: Vec<usize>,
}

impl<'a> Places<'a> {
    const STEP: usize = 16;

    fn new(block: &'a str) -> Self {
        let every = if block.is_ascii() {
            Vec::new()
        } else {
            block.char_indices().step_by(Self::STEP).map(|(byte, _)| byte).collect()
        };
        Self { block, every }
    }

    fn byte(&self, marker: Marker) -> usize {
        let index = marker.index();
        if self.every.is_empty() {
            return index.min(self.block.len());
        }
        let Some(&start) = self.every.get(index / Self::STEP) else { return self.block.len() };
        self.block[start..]
            .char_indices()
            .nth(index % Self::STEP)
            .map_or(self.block.len(), |(byte, _)| start + byte)
    }
}
