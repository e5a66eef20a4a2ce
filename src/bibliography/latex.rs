//! LaTeX in a field → plain text, in one walk over it, without recursion.
//!
//! Math stays as it is. What is not understood stays as written: a title is never lost to a macro.

use std::ops::Range;

use super::latex_table::{SWITCHES, accent, symbol};

/// A decoded field.
#[derive(Debug, Default, PartialEq, Eq)]
pub(super) struct Text {
    pub(super) text: String,
    /// What braces held together, in bytes of `text`, in order, never one within another.
    pub(super) held: Vec<Range<usize>>,
}

/// What an open brace is for.
struct Group {
    /// Where its text starts in the output.
    start: usize,
    work: Work,
    holds: bool,
}

enum Work {
    Plain,
    /// The argument of an accent.
    Accent(char),
    /// The first argument of `\href`: not text.
    Drop,
    /// Text to put after the argument.
    Close(&'static str),
}

/// Decodes LaTeX into plain text.
pub(super) fn decode(source: &str) -> Text {
    let mut decoder = Decoder { source, at: 0, out: Text::default(), open: Vec::new(), next: None };
    while let Some(c) = decoder.source[decoder.at..].chars().next() {
        decoder.step(c);
    }
    decoder.finish()
}

struct Decoder<'s> {
    source: &'s str,
    at: usize,
    out: Text,
    open: Vec<Group>,
    /// What a command wants of the character or group that follows it.
    next: Option<Work>,
}

impl Decoder<'_> {
    fn step(&mut self, c: char) {
        let rest = &self.source[self.at..];
        match c {
            '{' => self.open_group(),
            '}' => {
                self.at += 1;
                self.close_group();
            }
            '\\' => self.command(),
            '$' => match math(rest) {
                Some(formula) => {
                    self.at += formula.len();
                    self.out.text.push_str(formula);
                }
                None => self.emit("$", 1),
            },
            '~' => self.space(1),
            '`' if rest.starts_with("``") => self.emit("“", 2),
            '\'' if rest.starts_with("''") => self.emit("”", 2),
            '-' if rest.starts_with("---") => self.emit("—", 3),
            '-' if rest.starts_with("--") => self.emit("–", 2),
            _ if c.is_whitespace() => self.space(c.len_utf8()),
            _ => self.emit(&rest[..c.len_utf8()], c.len_utf8()),
        }
    }

    fn space(&mut self, length: usize) {
        self.at += length;
        if !self.out.text.is_empty() && !self.out.text.ends_with(' ') {
            self.out.text.push(' ');
        }
    }

    fn emit(&mut self, text: &str, length: usize) {
        self.at += length;
        let start = self.out.text.len();
        self.out.text.push_str(text);
        match self.next.take() {
            Some(Work::Accent(mark)) => combine(&mut self.out.text, start, mark),
            Some(Work::Close(close)) => self.out.text.push_str(close),
            Some(Work::Plain | Work::Drop) | None => {}
        }
    }

    fn open_group(&mut self) {
        self.at += 1;
        let work = self.next.take();
        // `{\"u}` is a letter to BibTeX, not something to keep the case of.
        let special = self.source[self.at..].starts_with('\\');
        let holds = match work {
            Some(Work::Accent(_) | Work::Drop) => false,
            Some(Work::Plain | Work::Close(_)) => true,
            None => !special,
        };
        let start = self.out.text.len();
        self.open.push(Group { start, work: work.unwrap_or(Work::Plain), holds });
    }

    fn close_group(&mut self) {
        // A brace too many says nothing; the scanner lets only `\}` come to this.
        let Some(group) = self.open.pop() else { return };
        match group.work {
            Work::Plain => {}
            Work::Accent(mark) => combine(&mut self.out.text, group.start, mark),
            Work::Drop => {
                self.out.text.truncate(group.start);
                while self.out.held.pop_if(|range| range.end > group.start).is_some() {}
                self.next = Some(Work::Plain);
            }
            Work::Close(close) => self.out.text.push_str(close),
        }
        let end = self.out.text.len();
        if group.holds && group.start < end {
            while self.out.held.pop_if(|range| range.start >= group.start).is_some() {}
            self.out.held.push(group.start..end);
        }
    }

    fn command(&mut self) {
        let rest = &self.source[self.at + 1..];
        let letters = rest.bytes().take_while(u8::is_ascii_alphabetic).count();
        if letters == 0 {
            return self.character_command(rest);
        }
        let name = &rest[..letters];
        self.at += 1 + letters;
        // TeX takes the space after a command of letters away.
        let rest = &self.source[self.at..];
        let rest = rest.trim_start();
        let spaced = rest.len() < self.source.len() - self.at;
        self.at = self.source.len() - rest.len();
        let argument = rest.starts_with('{');
        if let Some(mark) = accent(name) {
            if argument || spaced || rest.starts_with('\\') {
                self.next = Some(Work::Accent(mark));
            }
        } else if let Some(text) = symbol(name) {
            // `\ss{}`: the braces only end the command.
            let length = if rest.starts_with("{}") { 2 } else { 0 };
            self.emit(text, length);
        } else if name == "href" {
            self.next = argument.then_some(Work::Drop);
        } else if name == "enquote" && argument {
            self.emit("“", 0);
            self.next = Some(Work::Close("”"));
        } else if argument && !rest.starts_with("{}") {
            // A font, or somebody's own macro: its argument is the text.
            self.next = Some(Work::Plain);
        } else if !SWITCHES.contains(&name) {
            self.emit("\\", 0);
            self.out.text.push_str(name);
            if spaced || rest.starts_with("{}") {
                self.at += if rest.starts_with("{}") { 2 } else { 0 };
                if spaced || self.source[self.at..].starts_with(char::is_alphanumeric) {
                    self.out.text.push(' ');
                }
            }
        }
    }

    /// `\&`, `\'`, `\(`: a command of one character that is not a letter.
    fn character_command(&mut self, rest: &str) {
        let Some(c) = rest.chars().next() else { return self.emit("\\", 1) };
        let length = 1 + c.len_utf8();
        match c {
            '\'' | '`' | '^' | '"' | '~' | '=' | '.' | '´' => {
                self.at += length;
                self.at += rest[c.len_utf8()..].len() - rest[c.len_utf8()..].trim_start().len();
                self.next = accent(&rest[..c.len_utf8()]).map(Work::Accent);
            }
            '(' => match rest.find("\\)").filter(|end| !rest[..*end].contains('$')) {
                Some(end) => {
                    let formula = rest[1..end].trim();
                    self.out.text.extend(["$", formula, "$"]);
                    self.at += 1 + end + 2;
                }
                None => self.emit("(", length),
            },
            '\\' | ' ' | ',' | ';' | '\n' | '\r' | '\t' => self.space(length),
            '-' | '/' | '!' | '@' => self.at += length,
            _ => self.emit(&rest[..c.len_utf8()], length),
        }
    }

    fn finish(mut self) -> Text {
        while !self.open.is_empty() {
            self.close_group();
        }
        self.out.text.truncate(self.out.text.trim_end().len());
        let end = self.out.text.len();
        self.out.held.retain_mut(|range| {
            range.end = range.end.min(end);
            range.start < range.end
        });
        self.out
    }
}

/// Puts an accent on the first letter of what was written from `start` on.
fn combine(text: &mut String, start: usize, mark: char) {
    let Some(letter) = text[start..].chars().next() else {
        return;
    };
    let base = match letter {
        'ı' => 'i',
        'ȷ' => 'j',
        letter => letter,
    };
    let mut replacement = String::new();
    if let Some(composed) = unicode_normalization::char::compose(base, mark) {
        replacement.push(composed);
    } else {
        replacement.extend([base, mark]);
    }
    text.replace_range(start..start + letter.len_utf8(), &replacement);
}

/// The formula that starts a text with `$`, its dollars included; `None` if this `$` is money.
///
/// What holds a command, `^`, `_` or braces is math. For the rest the rule is Pandoc's: no space
/// after the first dollar, none before the last, no digit after it.
/// It holds for entries read and written, so that text and math never change places.
pub(super) fn math(text: &str) -> Option<&str> {
    let body = text.strip_prefix('$')?;
    let mut end = 0;
    let mut depth = 0_i32;
    let bytes = body.as_bytes();
    loop {
        match bytes.get(end)? {
            b'\\' => end += 1,
            b'{' => depth += 1,
            b'}' => depth -= 1,
            b'$' => break,
            _ => {}
        }
        if depth < 0 {
            return None;
        }
        end += 1;
    }
    let formula = body.get(..end)?;
    let looks_like_money = formula.starts_with(char::is_whitespace)
        || formula.ends_with(char::is_whitespace)
        || bytes.get(end + 1).is_some_and(u8::is_ascii_digit);
    let is_math = !formula.trim().is_empty()
        && depth == 0
        && (formula.contains(['\\', '^', '_', '{']) || !looks_like_money);
    is_math.then(|| &text[..end + 2])
}
