//! Where formulas stand in a text: `$…$`, `$$…$$`, `\(…\)`, `\[…\]`, `` $`…`$ `` and bare
//! `\begin{align}…\end{align}`. Money is no formula.

use std::borrow::Cow;
use std::ops::Range;

use super::math::Display;

/// A formula in a text.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Formula<'a> {
    /// Its LaTeX, without the `>` of quotations around it.
    pub(super) latex: Cow<'a, str>,
    /// How it is set.
    pub(super) display: Display,
    /// Delimiters included.
    pub(super) at: Range<usize>,
    /// Where the LaTeX stands.
    pub(super) inside: Range<usize>,
}

/// Finds formulas from left to right. Remembers where there is no closing delimiter, so that a
/// text without one is searched once.
pub(super) struct Finder<'a> {
    text: &'a str,
    /// By kind of closing delimiter, a stretch that has none.
    without: [Range<usize>; 4],
}

/// Closing delimiters, by their place in [`Finder::without`].
const CLOSERS: [&str; 4] = ["$$", "\\)", "\\]", "`$"];

/// Longest stretch before a formula that can be nothing but the markers of its containers.
const MAX_PREFIX: usize = 512;

/// How far a `$` inside braces is looked through: `$a \text{ if $b$}$`.
const BRACES: usize = 512;

/// Longest label of an equation, in bytes.
const MAX_LABEL: usize = 200;

/// Environments that are formulas without dollars around them.
const ENVIRONMENTS: [&str; 8] =
    ["equation", "align", "gather", "multline", "eqnarray", "alignat", "flalign", "CD"];

impl<'a> Finder<'a> {
    pub(super) fn new(text: &'a str) -> Self {
        Self { text, without: [const { 0..0 }; 4] }
    }

    /// The formula that starts at `start`, where a `$` or a backslash stands. `line` is where the
    /// line starts.
    pub(super) fn at(&mut self, start: usize, line: usize) -> Option<Formula<'a>> {
        let rest = &self.text[start..];
        if rest.starts_with("$$") {
            self.double_dollar(start, line)
        } else if rest.starts_with("$`") {
            let end = self.find(start + 2, 3)?;
            self.formula(start..end + 2, start + 2..end, Display::Inline, line)
        } else if rest.starts_with('$') {
            self.dollar(start, line)
        } else if rest.starts_with("\\(") {
            let end = self.find(start + 2, 1)?;
            // In the URL of a link they are escaped parentheses; formulas do not nest.
            let nests = self.text[start + 2..end].contains("\\(");
            if nests || self.is_in_url(start) {
                return None;
            }
            self.formula(start..end + 2, start + 2..end, Display::Inline, line)
        } else if rest.starts_with("\\[") {
            self.bracket(start, line)
        } else if rest.starts_with("\\eqref{") {
            // In running text too, as in LaTeX.
            let length = rest.bytes().take(MAX_LABEL).position(|byte| byte == b'}')? + 1;
            self.formula(start..start + length, start..start + length, Display::Inline, line)
        } else if rest.starts_with("\\begin{") && is_prefix(&self.text[line..start]) {
            self.environment(start, line)
        } else {
            None
        }
    }

    /// `$…$` within a paragraph. As in pandoc no space stands inside the dollars and no digit after
    /// the second one.
    fn dollar(&self, start: usize, line: usize) -> Option<Formula<'a>> {
        let bytes = self.text.as_bytes();
        let first = self.text[start + 1..].chars().next()?;
        if first.is_whitespace() {
            return None;
        }
        let (mut depth, mut at, mut fallback) = (0_i32, start + 1, None);
        while at < bytes.len() {
            match bytes[at] {
                b'\\' => at += 1,
                b'{' => depth += 1,
                b'}' => depth -= 1,
                b'\n' if self.is_blank_line(at + 1) => break,
                b'$' if depth <= 0 => {
                    fallback = None;
                    if let Some(formula) = self.closed(start, at, line) {
                        return Some(formula);
                    }
                    break;
                }
                b'$' => fallback = fallback.or(Some(at)),
                _ => {}
            }
            at += 1;
            if fallback.is_some_and(|first| at > first + BRACES) {
                break;
            }
        }
        self.closed(start, fallback?, line)
    }

    fn closed(&self, start: usize, end: usize, line: usize) -> Option<Formula<'a>> {
        let inside = &self.text[start + 1..end];
        let after = self.text[end + 1..].chars().next();
        let spaced = inside.ends_with(char::is_whitespace);
        if spaced || after.is_some_and(|c| c.is_ascii_digit()) || is_money(inside) {
            return None;
        }
        self.formula(start..end + 1, start + 1..end, Display::Inline, line)
    }

    fn double_dollar(&mut self, start: usize, line: usize) -> Option<Formula<'a>> {
        let own_line = is_prefix(&self.text[line..start]);
        let end = self.find(start + 2, 0)?;
        let inside = &self.text[start + 2..end];
        if inside.trim().is_empty() {
            return None;
        }
        // A blank line is only part of a formula that has its lines to itself.
        let crosses =
            inside.match_indices('\n').any(|(at, _)| self.is_blank_line(start + 2 + at + 1));
        if crosses && !(own_line && ends_line(&self.text[end + 2..])) {
            return None;
        }
        self.formula(start..end + 2, start + 2..end, Display::Block, line)
    }

    /// `\[…\]`, which is also how brackets are escaped in the words of links: a formula has its
    /// lines to itself or looks like LaTeX.
    fn bracket(&mut self, start: usize, line: usize) -> Option<Formula<'a>> {
        let end = self.find(start + 2, 2)?;
        let inside = &self.text[start + 2..end];
        let own_lines = is_prefix(&self.text[line..start]) && ends_line(&self.text[end + 2..]);
        let latex = inside.contains(['\\', '^', '_', '=', '{']);
        let words = inside.chars().all(|c| c.is_alphanumeric() || " -,.".contains(c));
        let in_link =
            self.text[line..start].ends_with('[') || self.text[end + 2..].starts_with("](");
        let fine = inside.contains(char::is_alphanumeric)
            && !in_link
            && (latex || (own_lines && !(words && inside.trim().len() != 1)));
        fine.then(|| self.formula(start..end + 2, start + 2..end, Display::Block, line))?
    }

    fn environment(&self, start: usize, line: usize) -> Option<Formula<'a>> {
        let name = &self.text[start + "\\begin{".len()..];
        let name = &name[..name.bytes().take(20).position(|byte| byte == b'}')?];
        if !ENVIRONMENTS.contains(&name.trim_end_matches('*')) {
            return None;
        }
        let close = format!("\\end{{{name}}}");
        // The longest formula has 16 KiB (`math`); farther is no use to look.
        let mut limit = self.text.len().min(start + 16 * 1024);
        while !self.text.is_char_boundary(limit) {
            limit -= 1;
        }
        let end = start + self.text[start..limit].find(&close)? + close.len();
        self.formula(start..end, start..end, Display::Block, line)
    }

    fn formula(
        &self,
        at: Range<usize>,
        inside: Range<usize>,
        display: Display,
        line: usize,
    ) -> Option<Formula<'a>> {
        let latex = without_prefixes(&self.text[inside.clone()], &self.text[line..at.start])?;
        let display = if latex.trim().is_empty() { return None } else { display };
        Some(Formula { latex, display, at, inside })
    }

    /// The next closing delimiter that no backslash escapes; all but `$$` within the paragraph.
    fn find(&mut self, from: usize, kind: usize) -> Option<usize> {
        if self.without[kind].contains(&from) {
            return None;
        }
        let bytes = self.text.as_bytes();
        let closer = CLOSERS[kind].as_bytes();
        let mut at = from;
        while at < bytes.len() {
            if bytes[at..].starts_with(closer) {
                return Some(at);
            }
            match bytes[at] {
                b'\\' => at += 1,
                b'\n' if kind != 0 && self.is_blank_line(at + 1) => break,
                _ => {}
            }
            at += 1;
        }
        self.without[kind] = from..at;
        None
    }

    /// Whether `start` stands in the `(…)` of a link, as far as the word before it says.
    fn is_in_url(&self, start: usize) -> bool {
        let before = &self.text.as_bytes()[..start];
        let word = before.iter().rev().take(MAX_PREFIX).take_while(|b| !b.is_ascii_whitespace());
        let word = &before[start - word.count()..];
        let open = word.windows(2).rposition(|two| two == b"](");
        open.is_some_and(|open| !word[open..].contains(&b')'))
    }

    fn is_blank_line(&self, start: usize) -> bool {
        let line = self.text[start..].split('\n').next().unwrap_or_default();
        line.bytes().all(|byte| matches!(byte, b' ' | b'\t' | b'\r' | b'>'))
    }
}

/// Amounts: `$5元和10$`, `$100 and 200$`.
fn is_money(inside: &str) -> bool {
    inside.starts_with(|c: char| c.is_ascii_digit())
        && !inside.contains(['\\', '^', '_', '=', '{'])
        && inside
            .chars()
            .any(|c| super::cjk::is_east_asian(c) || (c.is_alphabetic() && inside.contains(' ')))
}

/// Whether nothing but the markers of quotations and lists stands before the formula.
fn is_prefix(before: &str) -> bool {
    if before.len() > MAX_PREFIX {
        return false;
    }
    let marks = before.trim_start_matches([' ', '\t', '>']);
    let number = marks.trim_start_matches(|c: char| c.is_ascii_digit());
    let item = if number.len() < marks.len() {
        number.strip_prefix(['.', ')'])
    } else {
        marks.strip_prefix(['-', '*', '+', ':'])
    };
    marks.is_empty() || item.is_some_and(|rest| rest.trim().is_empty())
}

/// Whether nothing, or a full stop, stands between the formula and the end of its line.
fn ends_line(after: &str) -> bool {
    let rest = after.split('\n').next().unwrap_or_default().trim();
    rest.is_empty() || (rest.chars().count() == 1 && rest.starts_with(super::cjk::is_punctuation))
}

/// `inside` without the `>` that its lines share with the line that it starts in; `None` if a line
/// has fewer, for then the quotation ends inside.
fn without_prefixes<'a>(inside: &'a str, before: &str) -> Option<Cow<'a, str>> {
    if !inside.contains('\n') {
        return Some(Cow::Borrowed(inside));
    }
    let marks = before.bytes().take_while(|byte| matches!(byte, b' ' | b'\t' | b'>'));
    let depth = marks.filter(|&byte| byte == b'>').count();
    if depth == 0 {
        return Some(Cow::Borrowed(inside));
    }
    let mut latex = String::with_capacity(inside.len());
    for (index, mut line) in inside.split('\n').enumerate() {
        if index > 0 {
            latex.push('\n');
            for _ in 0..depth {
                line = line.trim_start_matches([' ', '\t']).strip_prefix('>')?;
            }
        }
        latex.push_str(line);
    }
    Some(Cow::Owned(latex))
}
