//! The small pieces of a BibTeX file: values, words, blanks, and where the next entry starts.

use super::scan::{Part, Scanner};

impl<'s> Scanner<'s> {
    /// `{…}`, `"…"`, a number or a macro, joined by `#`.
    pub(super) fn value(&mut self, close: u8) -> Option<Vec<Part<'s>>> {
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
    pub(super) fn braced(&mut self) -> Option<&'s str> {
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
    pub(super) fn quoted(&mut self) -> Option<&'s str> {
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

    /// Whether a line starts here, but for a few blanks.
    fn starts_line(&self, at: usize) -> bool {
        let before = self.source.as_bytes()[..at].iter().rev().take(5);
        before.copied().find(|byte| !matches!(byte, b' ' | b'\t')).is_none_or(|byte| byte == b'\n')
    }

    /// Whether `@word{` stands here.
    pub(super) fn starts_command(&self, at: usize) -> bool {
        is_command(&self.source[at + 1..])
    }

    pub(super) fn word(&mut self) -> &'s str {
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
    pub(super) fn blank(&mut self) {
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

    pub(super) fn peek(&self) -> Option<u8> {
        self.source.as_bytes().get(self.at).copied()
    }

    pub(super) fn eat(&mut self, byte: u8) -> bool {
        let found = self.peek() == Some(byte);
        self.at += usize::from(found);
        found
    }
}

/// Whether what follows an `@` makes it the start of an entry: `word{` or `word(`.
pub(super) fn is_command(rest: &str) -> bool {
    let rest = rest.as_bytes();
    let word = rest.iter().take(30).take_while(|byte| byte.is_ascii_alphabetic()).count();
    word > 0 && matches!(rest.get(word), Some(b'{' | b'('))
}
