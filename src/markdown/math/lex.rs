//! LaTeX source → tokens, as TeX's reader sees them: the first step of a formula.
//!
//! Never fails. What cannot mean anything in a formula (zero-width and control characters) is
//! left out here, and so are two accidents of notes: `&lt;` left over from HTML, and a `%` that
//! was meant as a percent sign.

use std::ops::Range;
use std::sync::Arc;

/// Bytes of the LaTeX source that a token, or its result, stems from.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub(super) struct Span {
    pub(super) start: usize,
    pub(super) end: usize,
}

impl Span {
    pub(super) fn new(start: usize, end: usize) -> Self {
        Self { start, end }
    }

    /// From the start of `self` to the end of `other`.
    pub(super) fn to(self, other: Self) -> Self {
        Self::new(self.start.min(other.start), self.end.max(other.end))
    }

    pub(super) fn range(self) -> Range<usize> {
        self.start..self.end
    }
}

#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Kind {
    /// `\name`, or a backslash and one other character. The name is without the backslash.
    Command(Arc<str>),
    /// A command that keeps its first meaning, whatever macro has its name (`\let`).
    Primitive(Arc<str>),
    Char(char),
    Space,
    Open,
    Close,
    Sub,
    Super,
    Align,
    Dollar,
    /// `#1` to `#9`; 0 is a lone `#`.
    Parameter(u8),
}

#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Token {
    pub(super) kind: Kind,
    pub(super) at: Span,
}

impl Token {
    pub(super) fn new(kind: Kind, at: Span) -> Self {
        Self { kind, at }
    }

    /// The name, if the token is a command.
    pub(super) fn command(&self) -> Option<&str> {
        match &self.kind {
            Kind::Command(name) | Kind::Primitive(name) => Some(name),
            _ => None,
        }
    }

    pub(super) fn is_char(&self, wanted: char) -> bool {
        self.kind == Kind::Char(wanted)
    }

    /// Writes the token as LaTeX.
    pub(super) fn write(&self, out: &mut String) {
        match &self.kind {
            Kind::Command(name) | Kind::Primitive(name) => {
                out.push('\\');
                out.push_str(name);
                if name.ends_with(|last: char| last.is_ascii_alphabetic()) {
                    out.push(' ');
                }
            }
            Kind::Char('%') => out.push_str(r"\%"),
            Kind::Char(c) => out.push(*c),
            Kind::Space => out.push(' '),
            Kind::Open => out.push('{'),
            Kind::Close => out.push('}'),
            Kind::Sub => out.push('_'),
            Kind::Super => out.push('^'),
            Kind::Align => out.push('&'),
            Kind::Dollar => out.push('$'),
            Kind::Parameter(0) => out.push('#'),
            Kind::Parameter(number) => {
                out.push('#');
                out.push(char::from(b'0' + number));
            }
        }
    }
}

/// Reads a whole formula, or the text of a macro.
pub(super) fn tokens(source: &str) -> Vec<Token> {
    let mut tokens = Vec::with_capacity(source.len() / 2);
    let mut at = 0;
    // Looked up once: a `%` after the last line break cannot end a line.
    let last_break = source.rfind('\n');
    while let Some(c) = source[at..].chars().next() {
        let start = at;
        at += c.len_utf8();
        let rest = &source[at..];
        let kind = match c {
            '\\' => {
                let name = command_name(rest);
                at += name.len();
                Kind::Command(name.into())
            }
            '%' if is_comment(source, start, last_break) => {
                at += rest.find('\n').map_or(rest.len(), |line| line + 1);
                continue;
            }
            '{' => Kind::Open,
            '}' => Kind::Close,
            '_' => Kind::Sub,
            '^' => Kind::Super,
            '$' => Kind::Dollar,
            '&' => match ENTITIES.iter().find(|(name, _)| rest.starts_with(name)) {
                Some((name, meaning)) => {
                    at += name.len();
                    meaning.clone()
                }
                None => Kind::Align,
            },
            '#' => match rest.bytes().next() {
                Some(digit @ b'1'..=b'9') => {
                    at += 1;
                    Kind::Parameter(digit - b'0')
                }
                _ => Kind::Parameter(0),
            },
            '\u{2019}' => Kind::Char('\''),
            c if c.is_whitespace() => {
                at += rest.len() - rest.trim_start().len();
                Kind::Space
            }
            c if is_invisible(c) => continue,
            c => Kind::Char(c),
        };
        tokens.push(Token::new(kind, Span::new(start, at)));
    }
    tokens
}

/// What Markdown tools leave of `<`, `>` and `&` in a formula.
const ENTITIES: [(&str, Kind); 4] = [
    ("lt;", Kind::Char('<')),
    ("gt;", Kind::Char('>')),
    ("amp;", Kind::Align),
    ("nbsp;", Kind::Space),
];

fn command_name(rest: &str) -> &str {
    let letters = rest.find(|c: char| !c.is_ascii_alphabetic()).unwrap_or(rest.len());
    match letters {
        0 => rest.chars().next().map_or("", |c| &rest[..c.len_utf8()]),
        letters => &rest[..letters],
    }
}

/// TeX ends the line at every `%`. In notes `$50%$` is a percentage, so a comment needs a line
/// break to end it, and no digit right before it.
fn is_comment(source: &str, percent: usize, last_break: Option<usize>) -> bool {
    let after_digit = source[..percent].ends_with(|c: char| c.is_ascii_digit());
    last_break.is_some_and(|last| percent < last) && !after_digit
}

/// Zero-width characters and direction marks, pasted from PDF files and web pages.
fn is_invisible(c: char) -> bool {
    c.is_control() || matches!(c, '\u{200b}'..='\u{200f}' | '\u{2060}'..='\u{2064}' | '\u{feff}')
}
