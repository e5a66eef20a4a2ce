//! Splits a BibTeX file into its entries and their fields, undecoded.
//!
//! Never fails and never looks at a byte more than a few times: whatever is wrong with an entry
//! ends at the next line that starts one.

use std::ops::Range;

use super::problem::{Problem, ProblemKind};

/// What a file holds, in its order.
pub(super) struct Scanned<'s> {
    pub(super) entries: Vec<RawEntry<'s>>,
    pub(super) strings: Vec<RawField<'s>>,
    pub(super) problems: Vec<Problem>,
}

/// An entry as written.
pub(super) struct RawEntry<'s> {
    pub(super) kind: &'s str,
    pub(super) key: &'s str,
    pub(super) key_range: Range<usize>,
    pub(super) fields: Vec<RawField<'s>>,
    pub(super) range: Range<usize>,
}

/// `name = {value} # macro # 12`.
pub(super) struct RawField<'s> {
    pub(super) name: &'s str,
    pub(super) range: Range<usize>,
    pub(super) parts: Vec<Part<'s>>,
}

/// One operand of `#`.
pub(super) enum Part<'s> {
    Text(&'s str),
    Macro(&'s str, Range<usize>),
}

pub(super) fn scan(source: &str) -> Scanned<'_> {
    let mut scanner = Scanner {
        source,
        at: 0,
        looked: 0,
        comment_line: false,
        found: Scanned { entries: Vec::new(), strings: Vec::new(), problems: Vec::new() },
    };
    while let Some(at) = source[scanner.at..].find('@') {
        scanner.at += at;
        scanner.command();
    }
    scanner.found
}

struct Scanner<'s> {
    source: &'s str,
    at: usize,
    /// Up to where lines have been looked at, and whether the last of them is a `%` comment.
    looked: usize,
    comment_line: bool,
    found: Scanned<'s>,
}

/// The first fault of an entry; the later ones mostly follow from it.
type Fault = Option<(Range<usize>, String, &'static str)>;

impl<'s> Scanner<'s> {
    /// At an `@`: reads the entry, definition or comment that it starts, if it starts one.
    fn command(&mut self) {
        let start = self.at;
        self.at += 1;
        let first_of_line = self.look_at_line(start);
        if self.comment_line {
            return;
        }
        let kind = self.word();
        self.blank();
        let open = self.peek();
        if kind.eq_ignore_ascii_case("comment") {
            if open == Some(b'{') {
                // An unbalanced comment ends where the next entry starts.
                self.braced();
            }
            return;
        }
        if kind.is_empty() || !matches!(open, Some(b'{' | b'(')) {
            if first_of_line && !kind.is_empty() {
                let message = format!("expected `{{` after `@{kind}`");
                self.found.problems.push(
                    Problem::new(ProblemKind::Syntax, start..start + 1 + kind.len(), message)
                        .help("write `@article{key, title = {…}}`, or remove the `@`"),
                );
            }
            return;
        }
        let close = if open == Some(b'{') { b'}' } else { b')' };
        self.at += 1;
        if kind.eq_ignore_ascii_case("preamble") {
            self.value(close);
            self.eat(close);
        } else if kind.eq_ignore_ascii_case("string") {
            let mut fault = None;
            let strings = self.fields(close, &mut fault);
            self.found.strings.extend(strings);
            self.report(fault, start);
        } else {
            self.entry(kind, close, start);
        }
    }

    /// Whether nothing but blanks stands before this place on its line; notes `%` lines.
    fn look_at_line(&mut self, start: usize) -> bool {
        let between = &self.source[self.looked..start];
        let line = between.rfind('\n').map(|at| at + 1);
        let fresh = line.is_some() || self.looked == 0;
        self.looked = start;
        if !fresh {
            return false;
        }
        let before = between[line.unwrap_or(0)..].trim_start();
        self.comment_line = before.starts_with('%');
        before.is_empty()
    }

    fn entry(&mut self, kind: &'s str, close: u8, start: usize) {
        self.blank();
        let from = self.at;
        let rest = &self.source[from..];
        let end = rest.find([',', '=', '}', '\n', '{', '@']).unwrap_or(rest.len());
        let mut fault = None;
        let key = match rest.as_bytes().get(end) {
            // `@article{title = {…}}`: the key was forgotten, this is the first field.
            Some(b'=') => "",
            _ => {
                self.at += end;
                rest[..end].trim_end()
            }
        };
        self.blank();
        if !key.is_empty() && !self.eat(b',') && self.peek() != Some(close) {
            let at = from + key.len();
            fault = Some((at..at, format!("expected `,` after the key `{key}`"), "add a comma"));
        } else if key.is_empty() {
            self.eat(b',');
        }
        let fields = self.fields(close, &mut fault);
        self.report(fault, start);
        let range = start..self.at;
        let key_range =
            if key.is_empty() { start..start + 1 + kind.len() } else { from..from + key.len() };
        self.found.entries.push(RawEntry { kind, key, key_range, fields, range });
    }

    fn report(&mut self, fault: Fault, start: usize) {
        if let Some((range, message, help)) = fault {
            let range = range.start.max(start)..range.end.max(start);
            self.found.problems.push(Problem::new(ProblemKind::Syntax, range, message).help(help));
        }
    }

    /// Fields up to the closing delimiter, which is consumed.
    fn fields(&mut self, close: u8, fault: &mut Fault) -> Vec<RawField<'s>> {
        let mut fields = Vec::new();
        let opened = self.at;
        loop {
            self.blank();
            match self.peek() {
                Some(b',') => self.at += 1,
                Some(byte) if byte == close => {
                    self.at += 1;
                    return fields;
                }
                None => return self.unclosed(opened, close, fault, fields),
                Some(b'@') if self.starts_command(self.at) => {
                    return self.unclosed(opened, close, fault, fields);
                }
                Some(_) => {
                    let start = self.at;
                    match self.field(close) {
                        Ok(field) => fields.push(field),
                        Err((at, expected)) => {
                            let word = self.source[start..at].trim_end();
                            let word = word.rsplit(['\n', ',']).next().unwrap_or(word).trim();
                            let message = format!("expected {expected} after `{}`", clip(word));
                            let help = "fields are written `name = {value}`";
                            fault.get_or_insert((at..at, message, help));
                            self.skip_field(close);
                        }
                    }
                    self.separator(close, fault);
                }
            }
        }
    }

    /// After a field: a comma or the end. A comma left out is a fault, but the meaning is clear.
    fn separator(&mut self, close: u8, fault: &mut Fault) {
        let end = self.at;
        self.blank();
        let next = self.peek();
        if next.is_some_and(|byte| byte != b',' && byte != close && byte != b'@') {
            let message = "expected `,` between two fields".to_owned();
            fault.get_or_insert((end..end, message, "add a comma at the end of this field"));
        }
    }

    fn unclosed(
        &mut self,
        opened: usize,
        close: u8,
        fault: &mut Fault,
        fields: Vec<RawField<'s>>,
    ) -> Vec<RawField<'s>> {
        let message = format!("this entry is not closed with `{}`", char::from(close));
        let help = "look for a brace or quote that is opened and not closed";
        fault.get_or_insert((opened.saturating_sub(1)..opened, message, help));
        fields
    }

    fn field(&mut self, close: u8) -> Result<RawField<'s>, (usize, &'static str)> {
        let start = self.at;
        let name = self.word();
        self.blank();
        if name.is_empty() {
            return Err((self.at, "the name of a field"));
        }
        if !self.eat(b'=') {
            return Err((self.at, "`=`"));
        }
        let parts = self.value(close).ok_or((self.at, "a value"))?;
        Ok(RawField { name, range: start..self.at, parts })
    }

    /// `{…}`, `"…"`, a number or a macro, joined by `#`.
    fn value(&mut self, close: u8) -> Option<Vec<Part<'s>>> {
        let mut parts = Vec::new();
        loop {
            self.blank();
            let start = self.at;
            match self.peek()? {
                b'{' => parts.push(Part::Text(self.braced()?)),
                b'"' => parts.push(Part::Text(self.quoted()?)),
                _ => {
                    let rest = &self.source[start..];
                    let ends = |c: char| {
                        c.is_whitespace()
                            || matches!(c, ',' | '#' | '"' | '{' | '}' | '=' | '@')
                            || (close == b')' && c == ')')
                    };
                    let word = &rest[..rest.find(ends).unwrap_or(rest.len())];
                    self.at += word.len();
                    if word.is_empty() {
                        // `year = ,` is an empty value; people's tools write it.
                        let empty = matches!(self.peek(), Some(b',' | b'}'));
                        return (parts.is_empty() && empty).then(|| vec![Part::Text("")]);
                    }
                    if word.bytes().all(|byte| byte.is_ascii_digit()) {
                        parts.push(Part::Text(word));
                    } else {
                        parts.push(Part::Macro(word, start..self.at));
                    }
                }
            }
            let end = self.at;
            self.blank();
            if !self.eat(b'#') {
                self.at = end;
                return Some(parts);
            }
        }
    }

    /// At `{`: the text up to its partner. Backslashes do not matter, as in BibTeX.
    fn braced(&mut self) -> Option<&'s str> {
        let start = self.at + 1;
        let mut depth = 0_usize;
        self.until(|byte| {
            match byte {
                b'{' => depth += 1,
                b'}' => depth -= 1,
                _ => {}
            }
            depth == 0
        })?;
        Some(&self.source[start..self.at - 1])
    }

    /// At `"`: the text up to the next `"` outside braces.
    fn quoted(&mut self) -> Option<&'s str> {
        self.at += 1;
        let start = self.at;
        let mut depth = 0_usize;
        self.until(|byte| {
            match byte {
                b'{' => depth += 1,
                b'}' => depth = depth.saturating_sub(1),
                _ => {}
            }
            depth == 0 && byte == b'"'
        })?;
        Some(&self.source[start..self.at - 1])
    }

    /// Moves past the first byte that `stop` accepts; to the next entry or the end if none is.
    fn until(&mut self, mut stop: impl FnMut(u8) -> bool) -> Option<()> {
        let bytes = self.source.as_bytes();
        while let Some(&byte) = bytes.get(self.at) {
            if byte == b'@' && self.starts_line(self.at) && self.starts_command(self.at) {
                return None;
            }
            self.at += 1;
            if stop(byte) {
                return Some(());
            }
        }
        None
    }

    /// To the next comma or closing delimiter outside braces.
    fn skip_field(&mut self, close: u8) {
        let bytes = self.source.as_bytes();
        while let Some(&byte) = bytes.get(self.at) {
            match byte {
                b',' => return,
                b'{' => {
                    if self.braced().is_none() {
                        return;
                    }
                }
                b'@' if self.starts_command(self.at) => return,
                _ if byte == close => return,
                _ => self.at += 1,
            }
        }
    }

    /// Whether a line starts here, but for a few blanks.
    fn starts_line(&self, at: usize) -> bool {
        let before = self.source.as_bytes()[..at].iter().rev().take(5);
        before.copied().find(|byte| !matches!(byte, b' ' | b'\t')).is_none_or(|byte| byte == b'\n')
    }

    /// Whether `@word{` stands here.
    fn starts_command(&self, at: usize) -> bool {
        let rest = &self.source.as_bytes()[at + 1..];
        let word = rest.iter().take(30).take_while(|byte| byte.is_ascii_alphabetic()).count();
        word > 0 && matches!(rest.get(word), Some(b'{' | b'('))
    }

    fn word(&mut self) -> &'s str {
        let rest = &self.source[self.at..];
        let ends = |c: char| {
            c.is_whitespace()
                || matches!(c, '=' | '{' | '}' | '(' | ')' | ',' | '"' | '#' | '%' | '\'' | '@')
        };
        let word = &rest[..rest.find(ends).unwrap_or(rest.len())];
        self.at += word.len();
        word
    }

    /// White space, and `%` comments between fields, which BibTeX itself does not know.
    fn blank(&mut self) {
        loop {
            let rest = &self.source[self.at..];
            self.at += rest.len() - rest.trim_start().len();
            if self.peek() != Some(b'%') {
                return;
            }
            let rest = &self.source[self.at..];
            self.at += rest.find('\n').unwrap_or(rest.len());
        }
    }

    fn peek(&self) -> Option<u8> {
        self.source.as_bytes().get(self.at).copied()
    }

    fn eat(&mut self, byte: u8) -> bool {
        let found = self.peek() == Some(byte);
        self.at += usize::from(found);
        found
    }
}

/// A word short enough to be shown in a message.
fn clip(word: &str) -> String {
    if word.chars().count() <= 40 {
        return word.to_owned();
    }
    word.chars().take(40).chain(['…']).collect()
}
