//! What a match of a regular expression can begin with, as far as the expression says so at a glance.
//!
//! A line is searched for some hundred expressions, most of which begin with a word or a sign that the
//! line has not. Invariant: wherever an expression matches, the byte there is one of [`First::bytes`],
//! and the place is the beginning of a line if [`First::line`] says so. What is not understood is taken
//! to match anywhere. The syntax is that of Oniguruma for Ruby, which the grammars are written in.

use std::iter::Peekable;
use std::str::Chars;

/// A set of bytes. All that are not ASCII are in it or none is: what stands for a character outside
/// ASCII hangs on more than its first byte.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Bytes([u64; 4]);

impl Bytes {
    const NONE: Self = Self([0; 4]);
    const ALL: Self = Self([u64::MAX; 4]);
    const WIDE: Self = Self([0, 0, u64::MAX, u64::MAX]);

    /// The bytes of `text`.
    pub(super) fn of(text: &[u8]) -> Self {
        let mut bytes = Self::NONE;
        for byte in text {
            bytes.0[usize::from(byte >> 6)] |= 1 << (byte & 63);
        }
        bytes
    }

    /// Whether a byte is in both.
    fn meets(self, other: Self) -> bool {
        self.and(other) != Self::NONE
    }

    fn and(self, other: Self) -> Self {
        Self(std::array::from_fn(|n| self.0[n] & other.0[n]))
    }

    fn or(self, other: Self) -> Self {
        Self(std::array::from_fn(|n| self.0[n] | other.0[n]))
    }

    /// Those of ASCII for which `is` holds.
    fn ascii(is: impl Fn(&u8) -> bool) -> Self {
        Self::of(&(0..0x80).filter(is).collect::<Vec<u8>>())
    }
}

/// What stands where a match begins.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct First {
    /// The byte there.
    bytes: Bytes,
    /// Whether it can only be the beginning of a line.
    pub(super) line: bool,
    /// Whether there may be any byte or none, because a match may be empty.
    free: bool,
}

impl First {
    const ANYTHING: Self = Self { bytes: Bytes::ALL, line: false, free: true };
    const NOTHING: Self = Self { bytes: Bytes::NONE, line: false, free: true };

    /// What a match of `expression` begins with.
    pub(super) fn of(expression: &str) -> Self {
        let mut parser = Parser { rest: expression.chars().peekable() };
        let first = parser.alternatives(Options::default());
        match first.filter(|_| parser.rest.next().is_none()) {
            Some(first) if first.free => Self { bytes: Bytes::ALL, ..first },
            Some(first) => first,
            None => Self::ANYTHING,
        }
    }

    /// Whether a match may begin with any byte, or where there is none.
    #[cfg(test)]
    pub(super) fn is_anywhere(self) -> bool {
        self.free
    }

    /// Whether a match may begin in a text that ends the line, of which `bytes` are all.
    pub(super) fn may_be_in(self, bytes: Bytes) -> bool {
        self.free || self.bytes.meets(bytes)
    }

    fn one(bytes: Bytes) -> Self {
        Self { bytes, line: false, free: false }
    }

    fn or(self, other: Self) -> Self {
        Self {
            bytes: self.bytes.or(other.bytes),
            line: self.line && other.line,
            free: self.free || other.free,
        }
    }
}

#[derive(Clone, Copy, Debug, Default)]
struct Options {
    ignores_case: bool,
    extended: bool,
}

/// A part of a sequence.
enum Part {
    /// Says nothing of what follows it.
    Empty,
    /// Stands at the beginning of a line.
    Line,
    /// Looks at what follows it.
    Ahead(First),
    /// Matches something.
    Match(First),
}

/// Reads an expression; `None` is what it does not understand.
struct Parser<'a> {
    rest: Peekable<Chars<'a>>,
}

impl Parser<'_> {
    /// As far as a bracket that ends the group, or the end.
    fn alternatives(&mut self, options: Options) -> Option<First> {
        let mut first = self.sequence(options)?;
        while self.rest.next_if_eq(&'|').is_some() {
            first = first.or(self.sequence(options)?);
        }
        Some(first)
    }

    fn sequence(&mut self, options: Options) -> Option<First> {
        let (mut first, mut line, mut must) = (First::NOTHING, false, Bytes::ALL);
        let mut at_start = true;
        loop {
            if options.extended {
                self.skip_space();
            }
            if matches!(self.rest.peek(), None | Some('|' | ')')) {
                break;
            }
            let part = self.part(options)?;
            let may_be_missing = self.repeats(options)?;
            match part {
                Part::Empty => {}
                _ if may_be_missing && !matches!(part, Part::Match(_)) => {}
                Part::Line => line |= at_start,
                Part::Ahead(ahead) => {
                    line |= at_start && ahead.line;
                    if at_start && !ahead.free {
                        must = must.and(ahead.bytes);
                    }
                }
                Part::Match(part) => {
                    line |= at_start && part.line && !may_be_missing;
                    if first.free {
                        first.bytes = first.bytes.or(part.bytes);
                        first.free = part.free || may_be_missing;
                    }
                    at_start = false;
                }
            }
        }
        Some(match first.free {
            true if must == Bytes::ALL => First { line, ..first },
            true => First { bytes: must, line, free: false },
            false => First { bytes: first.bytes.and(must), line, free: false },
        })
    }

    /// White space and comments of an extended expression.
    fn skip_space(&mut self) {
        while let Some(char) = self.rest.next_if(|char| char.is_ascii_whitespace() || *char == '#')
        {
            if char == '#' {
                self.rest.by_ref().find(|char| *char == '\n');
            }
        }
    }

    /// What says how often a part stands there: whether it may be missing.
    fn repeats(&mut self, options: Options) -> Option<bool> {
        let mut may_be_missing = false;
        loop {
            if options.extended {
                self.skip_space();
            }
            match self.rest.peek() {
                Some('*' | '?') => may_be_missing = true,
                Some('+') => {
                    // What stands behind says how it is looked for.
                    self.rest.next();
                    self.rest.next_if(|char| matches!(char, '?' | '+'));
                    continue;
                }
                Some('{') => {
                    let ahead: String =
                        self.rest.clone().skip(1).take_while(|c| *c != '}').collect();
                    let is_count = |c: char| c.is_ascii_digit() || c == ',';
                    if ahead.is_empty() || !ahead.chars().all(is_count) || ahead.len() > 8 {
                        // A brace that is meant as one.
                        return Some(may_be_missing);
                    }
                    let least = ahead.split(',').next().and_then(|least| least.parse().ok());
                    may_be_missing |= least.unwrap_or(0) == 0;
                    self.rest.nth(ahead.len());
                }
                _ => return Some(may_be_missing),
            }
            self.rest.next()?;
        }
    }

    fn part(&mut self, options: Options) -> Option<Part> {
        Some(match self.rest.next()? {
            '^' => Part::Line,
            '$' => Part::Empty,
            '.' => Part::Match(First::one(Bytes::ALL)),
            '[' => Part::Match(First::one(self.class(options)?)),
            '(' => self.group(options)?,
            '\\' => self.escape(options)?,
            char => Part::Match(First::one(character(char, options)?)),
        })
    }

    /// What follows `(`, with the `)` that ends it.
    fn group(&mut self, options: Options) -> Option<Part> {
        if self.rest.next_if_eq(&'?').is_none() {
            return match self.rest.peek()? {
                '*' => None,
                _ => Some(Part::Match(self.inside(options)?)),
            };
        }
        Some(match self.rest.next()? {
            ':' | '>' => Part::Match(self.inside(options)?),
            '=' => Part::Ahead(self.inside(options)?),
            '!' => {
                self.inside(options)?;
                Part::Empty
            }
            '#' => {
                self.rest.by_ref().find(|char| *char == ')')?;
                Part::Empty
            }
            '<' if matches!(self.rest.peek(), Some('=' | '!')) => {
                self.rest.next();
                self.inside(options)?;
                Part::Empty
            }
            '<' => {
                self.rest.by_ref().find(|char| *char == '>')?;
                Part::Match(self.inside(options)?)
            }
            char @ ('i' | 'm' | 'x' | '-') => {
                let mut options = options;
                let (mut on, mut next) = (true, char);
                loop {
                    match next {
                        'i' => options.ignores_case = on,
                        'x' => options.extended = on,
                        'm' => {}
                        '-' => on = false,
                        ':' => break Part::Match(self.inside(options)?),
                        // The rest of the group, its other alternatives too.
                        ')' => break Part::Match(self.alternatives(options)?),
                        _ => return None,
                    }
                    next = self.rest.next()?;
                }
            }
            _ => return None,
        })
    }

    fn inside(&mut self, options: Options) -> Option<First> {
        let first = self.alternatives(options)?;
        self.rest.next_if_eq(&')').map(|_| first)
    }

    /// What follows a backslash.
    fn escape(&mut self, options: Options) -> Option<Part> {
        Some(match self.rest.next()? {
            'b' | 'B' | 'z' | 'Z' | 'G' => Part::Empty,
            'A' => Part::Line,
            '1'..='9' => {
                while self.rest.next_if(char::is_ascii_digit).is_some() {}
                Part::Match(First::ANYTHING)
            }
            char => Part::Match(First::one(self.escaped(char, options)?)),
        })
    }

    /// One character by an escape that may stand in brackets too.
    fn escaped(&mut self, char: char, options: Options) -> Option<Bytes> {
        Some(match char {
            'w' => word(),
            'd' => Bytes::ascii(u8::is_ascii_digit).or(Bytes::WIDE),
            's' => space(),
            'h' => Bytes::ascii(u8::is_ascii_hexdigit),
            'W' | 'D' | 'S' | 'H' => Bytes::ALL,
            'p' | 'P' => {
                self.rest.next_if_eq(&'{')?;
                self.rest.by_ref().find(|char| *char == '}')?;
                Bytes::ALL
            }
            't' => Bytes::of(b"\t"),
            'n' => Bytes::of(b"\n"),
            'r' => Bytes::of(b"\r"),
            'f' => Bytes::of(b"\x0c"),
            'v' => Bytes::of(b"\x0b"),
            'a' => Bytes::of(b"\x07"),
            'e' => Bytes::of(b"\x1b"),
            'x' => self.coded(2, options)?,
            'u' => self.coded(4, options)?,
            char if char.is_ascii_alphanumeric() => return None,
            char => character(char, options)?,
        })
    }

    /// A character by its number: `\x{…}`, or with so many digits.
    fn coded(&mut self, digits: usize, options: Options) -> Option<Bytes> {
        let braced = self.rest.next_if_eq(&'{').is_some();
        let mut number = 0_u32;
        let mut read = 0;
        while (braced || read < digits)
            && let Some(digit) = self.rest.peek().and_then(|char| char.to_digit(16))
        {
            number = number.checked_mul(16)? + digit;
            self.rest.next();
            read += 1;
        }
        if read == 0 || braced && self.rest.next_if_eq(&'}').is_none() {
            return None;
        }
        character(char::from_u32(number)?, options)
    }

    /// What follows `[`, with the `]` that ends it.
    fn class(&mut self, options: Options) -> Option<Bytes> {
        let mut is_plain = self.rest.next_if_eq(&'^').is_none();
        let mut bytes = Bytes::NONE;
        // The first of a range that may follow.
        let mut last: Option<char> = None;
        if self.rest.next_if_eq(&']').is_some() {
            bytes = character(']', options)?;
        }
        loop {
            let before = last.take();
            match self.rest.next()? {
                ']' => return Some(if is_plain { bytes } else { Bytes::ALL }),
                '[' if self.rest.peek() == Some(&':') => bytes = bytes.or(self.posix()),
                '[' => bytes = bytes.or(self.class(options)?),
                '&' if self.rest.next_if_eq(&'&').is_some() => is_plain = false,
                '\\' => {
                    let char = self.rest.next()?;
                    bytes = bytes.or(match char {
                        'b' => Bytes::of(b"\x08"),
                        '0'..='9' => return None,
                        char => self.escaped(char, options)?,
                    });
                    last = (!char.is_ascii_alphanumeric()).then_some(char);
                    // A range from what is written by a letter or number is rare.
                    if last.is_none() && self.rest.peek() == Some(&'-') {
                        is_plain = false;
                    }
                }
                '-' if before.is_some() && self.rest.peek() != Some(&']') => {
                    match (before?, self.rest.next()?) {
                        (from, to) if to.is_ascii() && !matches!(to, '[' | '\\') => {
                            let range = Bytes::ascii(|byte| {
                                (from..=to).contains(&char::from(*byte))
                                    || options.ignores_case && byte.is_ascii_alphabetic()
                            });
                            bytes = bytes.or(range);
                            if options.ignores_case {
                                bytes = bytes.or(Bytes::WIDE);
                            }
                        }
                        (_, '\\' | '[') => return None,
                        _ => is_plain = false,
                    }
                }
                char => {
                    bytes = bytes.or(character(char, options)?);
                    last = Some(char);
                }
            }
        }
    }

    /// `:alpha:]` and its like.
    fn posix(&mut self) -> Bytes {
        let name: String = self.rest.by_ref().take_while(|char| *char != ']').collect();
        match name.trim_matches(':') {
            "alpha" => Bytes::ascii(u8::is_ascii_alphabetic).or(Bytes::WIDE),
            "alnum" => Bytes::ascii(u8::is_ascii_alphanumeric).or(Bytes::WIDE),
            "upper" | "lower" => Bytes::ascii(u8::is_ascii_alphabetic).or(Bytes::WIDE),
            "digit" => Bytes::ascii(u8::is_ascii_digit).or(Bytes::WIDE),
            "xdigit" => Bytes::ascii(u8::is_ascii_hexdigit).or(Bytes::WIDE),
            "word" => word(),
            "space" | "blank" => space(),
            _ => Bytes::ALL,
        }
    }
}

fn word() -> Bytes {
    Bytes::ascii(|byte| byte.is_ascii_alphanumeric() || *byte == b'_').or(Bytes::WIDE)
}

fn space() -> Bytes {
    Bytes::ascii(|byte| matches!(byte, b'\t'..=b'\r' | b' ')).or(Bytes::WIDE)
}

/// The first byte of `char`, or of what it is compared with as if it were.
fn character(char: char, options: Options) -> Option<Bytes> {
    if !char.is_ascii() {
        // Without case, one character may be as good as two others.
        return (!options.ignores_case).then_some(Bytes::WIDE);
    }
    let same = |byte: &u8| byte.eq_ignore_ascii_case(&(char as u8));
    Some(if options.ignores_case && char.is_ascii_alphabetic() {
        Bytes::ascii(same).or(Bytes::WIDE)
    } else {
        Bytes::of(&[char as u8])
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_a_match_begins_with_is_read_off_its_expression() {
        let set = |text: &str| First::one(Bytes::of(text.as_bytes()));
        for (expression, expected) in [
            ("abc", set("a")),
            ("a?b*c", set("abc")),
            (r"\b(class|def)\b", set("cd")),
            (r"(?:[xyz]|0x)+", set("xyz0")),
            ("(?x) # c (\n a b", set("a")),
            (r"(?=[{\[])", set("{[")),
            (r"(?=\w)if", set("i")),
            (r"(?!x)(?<=y)z", set("z")),
            (r"a{0,2}b{2}", set("ab")),
            (r"a{x", set("a")),
            (r"[a-c\]-]", set("abc]-")),
            (r"\x41|\x{42}", set("AB")),
            (r"a+?b++", set("a")),
            ("é", First::one(Bytes::WIDE)),
            ("(?i)k", set("kK").or(First::one(Bytes::WIDE))),
            // An option holds for the other alternatives of its group.
            ("a(?i)b|c", set("a")),
            ("(?i:b)|c", set("bBc").or(First::one(Bytes::WIDE))),
            (r"\\end", set("\\")),
            (r"(?<name>x)\k", First::ANYTHING),
        ] {
            assert_eq!(First::of(expression), expected, "{expression}");
        }
        for expression in ["", "a*", "$", "(?=a)?", r"\1", "(?~a)", "a|", "(?=a|)", "(?i)é", "(a"]
        {
            assert_eq!(First::of(expression).bytes, Bytes::ALL, "{expression}");
        }
        for (expression, line) in [
            ("^a", true),
            (r"^\s*(?=a)", true),
            ("(^a|^b)", true),
            ("^a|b", false),
            ("a|^", false),
            ("(^)?a", false),
        ] {
            assert_eq!(First::of(expression).line, line, "{expression}");
        }
    }
}
