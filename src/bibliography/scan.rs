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

pub(super) struct Scanner<'s> {
    pub(super) source: &'s str,
    pub(super) at: usize,
    /// Up to where lines have been looked at, and whether the last of them is a `%` comment.
    looked: usize,
    comment_line: bool,
    found: Scanned<'s>,
}

/// The first fault of an entry; the later ones mostly follow from it.
type Fault = Option<(Range<usize>, String, &'static str)>;

/// Where a field stops being one, and what should stand there.
struct Stop {
    at: usize,
    expected: &'static str,
}

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
        // `@article{title = {…}}`: the key was forgotten, this is the first field.
        let key = if rest.as_bytes().get(end) == Some(&b'=') {
            ""
        } else {
            self.at += end;
            rest[..end].trim_end()
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
                None => {
                    unclosed(self.source, opened, close, fault);
                    return fields;
                }
                Some(b'@') if self.starts_command(self.at) => {
                    unclosed(self.source, opened, close, fault);
                    return fields;
                }
                Some(_) => {
                    let start = self.at;
                    match self.field(close) {
                        Ok(field) => fields.push(field),
                        Err(Stop { at, expected }) => {
                            let word = self.source[start..at].trim();
                            let message = if self.at_end_of_entry() && at < self.at {
                                format!("the value of `{}` is not closed", clip(word))
                            } else if word.is_empty() {
                                format!("expected {expected}")
                            } else {
                                format!("expected {expected} after `{}`", clip(word))
                            };
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

    fn field(&mut self, close: u8) -> Result<RawField<'s>, Stop> {
        let start = self.at;
        let name = self.word();
        let at = self.at;
        self.blank();
        if name.is_empty() {
            return Err(Stop { at, expected: "the name of a field" });
        }
        if !self.eat(b'=') {
            return Err(Stop { at, expected: "`=`" });
        }
        let parts = self.value(close).ok_or(Stop { at, expected: "`=` and a value" })?;
        Ok(RawField { name, range: start..self.at, parts })
    }

    fn at_end_of_entry(&self) -> bool {
        self.at >= self.source.len() || (self.peek() == Some(b'@') && self.starts_command(self.at))
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
}

fn unclosed(source: &str, opened: usize, close: u8, fault: &mut Fault) {
    let message = format!("this entry is not closed with `{}`", char::from(close));
    let help = "look for a brace or quote that is opened and not closed";
    let before = source[..opened].chars().next_back().map_or(0, char::len_utf8);
    fault.get_or_insert((opened - before..opened, message, help));
}

/// A word short enough to be shown in a message.
fn clip(word: &str) -> String {
    if word.chars().count() <= 40 {
        return word.to_owned();
    }
    word.chars().take(40).chain(['…']).collect()
}
