//! What an author wrote → what the Markdown parser reads.
//!
//! Formulas, wikilinks and citations are no Markdown: `_` in a formula is no emphasis, `|` in a
//! wikilink ends no table cell. Each is replaced by a token that the parser takes for a word, beside
//! sentinels for emphasis ([`super::cjk`]). Invariant: where the parser finds code, HTML or a URL
//! around a token, [`Prepared::restore`] gives the author's characters back; every place of the
//! prepared text maps back to the author's.

use std::borrow::Cow;
use std::ops::Range;

use super::citation::{self, Cited};
use super::cjk::{self, SENTINEL};
use super::delimiters::{Finder, Formula};
use super::fences::fenced;
use super::wikilink::{self, Wikilink};
use crate::bytes;

/// Stands at both ends of a token.
const TOKEN: char = '\u{fdd1}';

/// Stands for a `~` that is no delimiter.
const TILDE: char = '\u{fdd2}';

/// Bytes that a text has which is not read by the parser as it is.
const SPECIAL: [bool; 256] = table(b"$\\[*~\xef");

/// Bytes at which [`prepare`] has something to do.
const STARTS: [bool; 256] = table(b"`<$\\![*~\xef");

const fn table(bytes: &[u8]) -> [bool; 256] {
    let mut table = [false; 256];
    let mut index = 0;
    while index < bytes.len() {
        table[bytes[index] as usize] = true;
        index += 1;
    }
    table
}

/// What a token stands for.
#[derive(Clone, Debug)]
pub(super) enum Piece<'a> {
    Formula(Formula<'a>),
    Wikilink(Wikilink),
    Citation(Vec<Cited>),
}

struct Edit {
    /// Where it starts in the prepared text, and how long it is there.
    at: usize,
    length: usize,
    /// What it stands for in the author's text.
    source: Range<usize>,
}

/// A text as the parser reads it.
pub(super) struct Prepared<'a> {
    source: &'a str,
    pub(super) text: Cow<'a, str>,
    edits: Vec<Edit>,
    pieces: Vec<(Piece<'a>, Range<usize>)>,
}

/// Makes `source` ready for the parser.
pub(super) fn prepare(source: &str) -> Prepared<'_> {
    if !source.bytes().any(|byte| SPECIAL[usize::from(byte)]) {
        return Prepared { source, text: Cow::Borrowed(source), edits: vec![], pieces: vec![] };
    }
    let mut writer = Writer {
        source,
        out: String::with_capacity(source.len() + 64),
        copied: 0,
        edits: Vec::new(),
        pieces: Vec::new(),
    };
    let mut fences = fenced(source).into_iter().peekable();
    let mut finder = Finder::new(source);
    let mut code = CodeSpans::default();
    let bytes = source.as_bytes();
    let mut lines = Lines::default();
    let mut at = 0;
    while at < bytes.len() {
        if let Some(fence) = fences.next_if(|fence| fence.start <= at) {
            writer.copy_clean(fence.end.max(at));
            at = fence.end.max(at);
            continue;
        }
        let until = fences.peek().map_or(bytes.len(), |fence| fence.start);
        let Some(words) = bytes[at..until].iter().position(|&byte| STARTS[usize::from(byte)])
        else {
            at = until;
            continue;
        };
        at += words;
        let step = match bytes[at] {
            b'`' => code.skip(source, at),
            b'<' => autolink(source, at),
            b'$' | b'\\' => {
                let formula = finder.at(at, lines.start(source, at));
                match formula.filter(|formula| is_clean(&source[formula.at.clone()])) {
                    Some(formula) => {
                        let end = formula.at.end;
                        writer.token(at..end, Piece::Formula(formula));
                        end - at
                    }
                    // An escaped character starts nothing.
                    None if bytes[at] == b'\\' => {
                        1 + source[at + 1..]
                            .chars()
                            .next()
                            .filter(|&c| c != '\n')
                            .map_or(0, char::len_utf8)
                    }
                    None => bytes[at..].iter().take(2).take_while(|&&byte| byte == b'$').count(),
                }
            }
            b'!' | b'[' => bracket(&mut writer, at),
            b'*' | b'~' => delimiters(&mut writer, at),
            0xef if bytes[at + 1] == 0xb7 && source[at..].starts_with(is_noncharacter) => {
                writer.replace(at..at + 3, "\u{fffd}");
                3
            }
            _ => 1,
        };
        at += step;
    }
    writer.finish()
}

/// Where lines start.
#[derive(Default)]
struct Lines {
    start: usize,
    /// Up to where the text was looked through.
    seen: usize,
}

impl Lines {
    /// Where the line starts in which `at` is; places are asked for in their order.
    fn start(&mut self, source: &str, at: usize) -> usize {
        if let Some(newline) = source[self.seen..at].rfind('\n') {
            self.start = self.seen + newline + 1;
        }
        self.seen = at;
        self.start
    }
}

/// How far to go from the `<` at `at`: over `<https://…>`, whose `$` and `[` are its own.
fn autolink(source: &str, at: usize) -> usize {
    let inside = &source[at + 1..];
    let stop = inside.find(|c: char| c.is_whitespace() || matches!(c, '<' | '>'));
    match stop {
        Some(end) if inside[end..].starts_with('>') && inside[..end].contains(':') => end + 2,
        _ => 1,
    }
}

/// Reserved for this module: U+FDD0 to U+FDEF.
pub(super) fn is_noncharacter(c: char) -> bool {
    matches!(c, '\u{fdd0}'..='\u{fdef}')
}

/// Whether `text` has none of the characters that are reserved for this module.
pub(super) fn is_clean(text: &str) -> bool {
    // All of them begin with these two bytes, which few others do.
    let may_be = |a, b| (a == 0xef) & (b == 0xb7);
    !bytes::any_pair(text.as_bytes(), may_be) || !text.contains(is_noncharacter)
}

/// A wikilink or citation, or just a bracket.
fn bracket(writer: &mut Writer<'_>, at: usize) -> usize {
    let source = writer.source;
    let clean = |range: &Range<usize>| is_clean(&source[range.clone()]);
    if let Some((link, range)) = wikilink::at(source, at).filter(|(_, range)| clean(range)) {
        let end = range.end;
        writer.token(range, Piece::Wikilink(link));
        return end - at;
    }
    match citation::group_at(source, at).filter(|(_, range)| clean(range)) {
        Some((cited, range)) => {
            let end = range.end;
            writer.token(range, Piece::Citation(cited));
            end - at
        }
        None => 1,
    }
}

/// A run of `*` or `~`, with sentinels where they are needed. A single `~` between two letters
/// (`5~10`) is no delimiter at all.
fn delimiters(writer: &mut Writer<'_>, at: usize) -> usize {
    let source = writer.source;
    let mark = source.as_bytes()[at];
    let length = source.as_bytes()[at..].iter().take_while(|&&byte| byte == mark).count();
    let end = at + length;
    let before = source[..at].chars().next_back();
    let after = source[end..].chars().next();
    let word = |c: Option<char>| c.is_some_and(char::is_alphanumeric);
    if mark == b'~' && length == 1 && word(before) && word(after) {
        writer.replace(at..end, TILDE.encode_utf8(&mut [0; 4]));
    } else if mark == b'*' || length == 2 {
        let (first, last) = cjk::sentinels(before, after);
        if first {
            writer.replace(at..at, SENTINEL.encode_utf8(&mut [0; 4]));
        }
        if last {
            writer.replace(end..end, SENTINEL.encode_utf8(&mut [0; 4]));
        }
    }
    length
}

/// Longest run of backticks that opens a code span: each length costs a search.
const MAX_BACKTICKS: usize = 32;

/// Code spans, which come before all else.
#[derive(Default)]
struct CodeSpans {
    /// By the length of the run of backticks, from where on there is no other run of it.
    none_from: std::collections::BTreeMap<usize, usize>,
}

impl CodeSpans {
    /// How far to go from the backticks at `at`: over the whole span, or over the run if it opens
    /// none.
    fn skip(&mut self, source: &str, at: usize) -> usize {
        let bytes = source.as_bytes();
        let run = |from: usize| bytes[from..].iter().take_while(|&&byte| byte == b'`').count();
        let length = run(at);
        if length > MAX_BACKTICKS || self.none_from.get(&length).is_some_and(|&from| at >= from) {
            return length;
        }
        let mut next = at + length;
        while let Some(found) = source[next..].find(['`', '\n']) {
            next += found;
            if bytes[next] == b'\n' {
                next += 1;
                let line = source[next..].trim_start_matches([' ', '\t', '\r']);
                if line.is_empty() || line.starts_with('\n') {
                    return length;
                }
                continue;
            }
            let other = run(next);
            if other == length {
                return next + length - at;
            }
            next += other;
        }
        self.none_from.insert(length, at);
        length
    }
}

struct Writer<'a> {
    source: &'a str,
    out: String,
    /// Up to where the author's text was copied.
    copied: usize,
    edits: Vec<Edit>,
    pieces: Vec<(Piece<'a>, Range<usize>)>,
}

impl<'a> Writer<'a> {
    fn copy(&mut self, until: usize) {
        self.out.push_str(&self.source[self.copied..until]);
        self.copied = until;
    }

    /// Copies without looking for anything but reserved characters.
    fn copy_clean(&mut self, until: usize) {
        let source = self.source;
        let from = self.copied;
        if is_clean(&source[from..until]) {
            return self.copy(until);
        }
        for (at, c) in source[from..until].char_indices().filter(|&(_, c)| is_noncharacter(c)) {
            self.replace(from + at..from + at + c.len_utf8(), "\u{fffd}");
        }
        self.copy(until);
    }

    fn replace(&mut self, source: Range<usize>, by: &str) {
        self.copy(source.start);
        self.edits.push(Edit { at: self.out.len(), length: by.len(), source: source.clone() });
        self.out.push_str(by);
        self.copied = source.end;
    }

    fn token(&mut self, source: Range<usize>, piece: Piece<'a>) {
        // The number makes each token its own, wherever the parser moves it.
        let token = format!("{TOKEN}{}{TOKEN}", self.pieces.len());
        self.pieces.push((piece, source.clone()));
        self.replace(source, &token);
    }

    fn finish(mut self) -> Prepared<'a> {
        self.copy(self.source.len());
        Prepared {
            source: self.source,
            text: Cow::Owned(self.out),
            edits: self.edits,
            pieces: self.pieces,
        }
    }
}

/// A stretch of text that came back from the parser.
#[derive(Debug)]
pub(super) enum Part<'p, 'a> {
    /// Words, as the author wrote them, and where.
    Words(Cow<'p, str>, Range<usize>),
    /// A token, and what it stands for.
    Piece(&'p Piece<'a>, Range<usize>),
}

impl<'a> Prepared<'a> {
    /// The author's text.
    pub(super) fn source(&self) -> &'a str {
        self.source
    }

    /// A place of the prepared text in the author's.
    pub(super) fn to_source(&self, range: Range<usize>) -> Range<usize> {
        let place = |offset: usize, end: bool| {
            let index = self.edits.partition_point(|edit| edit.at + usize::from(end) <= offset);
            let Some(edit) = index.checked_sub(1).map(|index| &self.edits[index]) else {
                return offset;
            };
            match offset.checked_sub(edit.at + edit.length) {
                Some(beyond) => edit.source.end + beyond,
                None if end => edit.source.end,
                None => edit.source.start,
            }
        };
        let start = place(range.start, false);
        start..place(range.end, true).max(start)
    }

    /// What the parser gave back where no token can mean anything: code, HTML, URLs, titles.
    pub(super) fn restore(&self, text: &str) -> String {
        if is_clean(text) {
            return text.to_owned();
        }
        let mut out = String::with_capacity(text.len());
        for part in self.parts(text, 0..0) {
            match part {
                Part::Words(words, _) => out.push_str(&words),
                Part::Piece(_, range) => out.push_str(&self.source[range]),
            }
        }
        out
    }

    /// A text of the parser, which stands at `range` of the prepared text, in words and tokens.
    pub(super) fn parts<'p>(&'p self, text: &'p str, range: Range<usize>) -> Vec<Part<'p, 'a>> {
        let verbatim = range.len() == text.len();
        let place = |at: Range<usize>| {
            self.to_source(if verbatim {
                range.start + at.start..range.start + at.end
            } else {
                range.clone()
            })
        };
        let mut parts = Vec::new();
        let (mut from, mut at) = (0, 0);
        let words = |at: Range<usize>| Part::Words(clean(&text[at.clone()]), place(at));
        while let Some(found) = text[at..].find(TOKEN) {
            let start = at + found;
            let inner = start + TOKEN.len_utf8();
            let digits = text[inner..].bytes().take_while(u8::is_ascii_digit).count();
            let piece =
                text[inner..inner + digits].parse().ok().and_then(|n: usize| self.pieces.get(n));
            at = inner + digits;
            let Some((piece, source)) = piece.filter(|_| text[at..].starts_with(TOKEN)) else {
                continue;
            };
            if start > from {
                parts.push(words(from..start));
            }
            at += TOKEN.len_utf8();
            parts.push(Part::Piece(piece, source.clone()));
            from = at;
        }
        if from < text.len() {
            parts.push(words(from..text.len()));
        }
        parts
    }
}

/// Without sentinels.
fn clean(text: &str) -> Cow<'_, str> {
    if is_clean(text) {
        return Cow::Borrowed(text);
    }
    let kept = text.chars().filter_map(|c| match c {
        TILDE => Some('~'),
        c if is_noncharacter(c) => None,
        c => Some(c),
    });
    Cow::Owned(kept.collect())
}
