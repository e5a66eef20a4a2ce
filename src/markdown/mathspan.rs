//! Where the formulas of a text are: `$…$`, `$$…$$`, `\(…\)`, `\[…\]`.
//!
//! Code is left alone. Money is not math: an inline formula has no space inside its dollars, no digit
//! behind the closing one, and does not read as an amount (`$5到$10`, `$100 and $200`).

use std::ops::Range;

/// A formula found in a text.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct MathSpan {
    /// All of it, delimiters included.
    pub(super) range: Range<usize>,
    /// What is between the delimiters.
    pub(super) latex: Range<usize>,
    /// Whether it stands on a line of its own.
    pub(super) block: bool,
}

/// A formula longer than this is taken for a stray delimiter.
const LONGEST: usize = 20_000;

/// The formulas of `source`, in order.
pub(super) fn find(source: &str) -> Vec<MathSpan> {
    let bytes = source.as_bytes();
    let mut found = Vec::new();
    let mut at = 0;
    let mut line_start = true;
    // Closing delimiters that were searched for in vain up to here are not searched for again.
    let mut barren = Barren::default();
    while at < bytes.len() {
        if line_start && let Some(end) = fence_end(source, at) {
            at = end;
            continue;
        }
        line_start = false;
        match bytes[at] {
            b'\n' => {
                line_start = true;
                at += 1;
            }
            b'`' => at = code_end(bytes, at, &mut barren),
            b'\\' => match bytes.get(at + 1) {
                Some(b'(') => at = take(source, at, "\\(", "\\)", &mut found, &mut barren),
                Some(b'[') => at = take(source, at, "\\[", "\\]", &mut found, &mut barren),
                Some(_) => at += 1 + source[at + 1..].chars().next().map_or(0, char::len_utf8),
                None => at += 1,
            },
            b'$' if bytes.get(at + 1) == Some(&b'$') => {
                at = take(source, at, "$$", "$$", &mut found, &mut barren);
            }
            b'$' => at = take(source, at, "$", "$", &mut found, &mut barren),
            _ => at += 1,
        }
    }
    found
}

/// How far searches for closing delimiters have gone in vain.
#[derive(Default)]
struct Barren {
    paren: usize,
    bracket: usize,
    double: usize,
    single: usize,
    /// Runs of backticks without a partner, by length below 64: none follows before this offset.
    code: [usize; 32],
}

impl Barren {
    fn of(&mut self, close: &str) -> &mut usize {
        match close {
            "\\)" => &mut self.paren,
            "\\]" => &mut self.bracket,
            "$$" => &mut self.double,
            _ => &mut self.single,
        }
    }
}

/// Takes the formula that opens at `at`, if it closes; where to go on.
fn take(
    source: &str,
    at: usize,
    open: &str,
    close: &str,
    found: &mut Vec<MathSpan>,
    barren: &mut Barren,
) -> usize {
    let inside = at + open.len();
    if at < *barren.of(close) {
        return inside;
    }
    let Some(end) = closing(source, inside, close) else {
        // Nothing closes before the paragraph ends, for this one and all up to there.
        *barren.of(close) = paragraph_end(source, inside);
        return inside;
    };
    let latex = &source[inside..end];
    let fine = match open {
        "$" => inline_dollars(source, latex, end),
        "\\[" => !latex.trim().is_empty() && !is_link_text(source, at, end + 2),
        _ => !latex.trim().is_empty(),
    };
    if !fine {
        return inside;
    }
    let after = end + close.len();
    found.push(MathSpan {
        range: at..after,
        latex: inside..end,
        block: matches!(open, "$$" | "\\["),
    });
    after
}

/// Whether the text between two single dollars is a formula.
fn inline_dollars(source: &str, latex: &str, end: usize) -> bool {
    let (Some(first), Some(last)) = (latex.chars().next(), latex.chars().next_back()) else {
        return false;
    };
    let after = source[end + 1..].chars().next();
    if first.is_whitespace() || last.is_whitespace() || after.is_some_and(|c| c.is_ascii_digit()) {
        return false;
    }
    // `$5到$…`, `$100/$…`: an amount before the second dollar, words after it.
    let amount = latex.trim_start_matches(|c: char| c.is_ascii_digit() || matches!(c, ',' | '.'));
    let starts_with_amount = amount.len() < latex.len();
    let only_words = !amount.contains(['\\', '^', '_', '=', '{', '<', '>', '+', '*', '|']);
    let letters = amount.chars().any(|c| c.is_alphabetic() && !c.is_ascii());
    let spaced = amount.contains(' ');
    !(starts_with_amount && only_words && (letters || spaced))
}

/// Whether `\[…\]` is a link's text with escaped brackets: `[\[1\]](url)` and the like.
fn is_link_text(source: &str, at: usize, after: usize) -> bool {
    let before = source[..at].chars().next_back();
    let next = source[after..].chars().next();
    let inner = &source[at + 2..after - 2];
    before == Some('[')
        || matches!(next, Some('(' | ']'))
        // `\[1\]`, `\[12, 13\]`, `\[sic\]`: words in brackets, not a formula on a line of its own.
        || !inner.contains(['\\', '^', '_', '=', '{', '\n', '+', '<', '>', '/'])
}

/// Where `close` stands unescaped before the paragraph ends.
fn closing(source: &str, from: usize, close: &str) -> Option<usize> {
    let bytes = source.as_bytes();
    let wanted = close.as_bytes();
    let block = close != "$";
    let mut at = from;
    while at < bytes.len() && at - from <= LONGEST {
        if bytes[at..].starts_with(wanted)
            && !(close == "$" && bytes.get(at + 1) == Some(&b'$') && at == from)
        {
            return Some(at);
        }
        match bytes[at] {
            b'\\' => at += 2,
            b'\n' if blank_line(bytes, at + 1) && !block => return None,
            b'\n' if blank_line(bytes, at + 1) && !close.starts_with('$') => return None,
            b'\n'
                if blank_line(bytes, at + 1) && !only_spaces_until_close(bytes, at + 1, wanted) =>
            {
                return None;
            }
            b'`' if close == "$" => return None,
            _ => at += 1,
        }
    }
    None
}

/// Whether a blank line inside `$$…$$` is followed by the closing dollars at once.
fn only_spaces_until_close(bytes: &[u8], from: usize, wanted: &[u8]) -> bool {
    let skipped = bytes[from..].iter().take_while(|byte| byte.is_ascii_whitespace()).count();
    bytes[from + skipped..].starts_with(wanted)
}

/// Whether the line at `from` is empty but for spaces and quote marks.
fn blank_line(bytes: &[u8], from: usize) -> bool {
    bytes[from..]
        .iter()
        .find(|byte| !matches!(byte, b' ' | b'\t' | b'\r' | b'>'))
        .is_none_or(|&byte| byte == b'\n')
}

fn paragraph_end(source: &str, from: usize) -> usize {
    let bytes = source.as_bytes();
    let mut at = from;
    while let Some(next) = source[at..].find('\n') {
        at += next + 1;
        if blank_line(bytes, at) {
            return at;
        }
    }
    source.len()
}

/// The end of the code span that the backticks at `at` open, or of the backticks.
fn code_end(bytes: &[u8], at: usize, barren: &mut Barren) -> usize {
    let run = |from: usize| bytes[from..].iter().take_while(|&&byte| byte == b'`').count();
    let length = run(at);
    let start = at + length;
    let slot = length.min(barren.code.len() - 1);
    if start < barren.code[slot] {
        return start;
    }
    let mut next = start;
    while next < bytes.len() {
        match bytes[next] {
            b'`' => {
                let other = run(next);
                if other == length {
                    return next + other;
                }
                next += other;
            }
            b'\n' if blank_line(bytes, next + 1) => break,
            _ => next += 1,
        }
    }
    barren.code[slot] = next;
    start
}

/// If a fenced code block opens on the line at `at`, where it ends.
fn fence_end(source: &str, at: usize) -> Option<usize> {
    let line = source[at..].split('\n').next().unwrap_or_default();
    // A fence may stand in a list item or a quotation.
    let inner = line.trim_start_matches([' ', '\t', '>', '-', '+', '*']);
    let inner =
        inner.trim_start_matches(|c: char| c.is_ascii_digit()).trim_start_matches(['.', ')', ' ']);
    let mark = inner.chars().next().filter(|&c| c == '`' || c == '~')?;
    let length = inner.chars().take_while(|&c| c == mark).count();
    if length < 3 || (mark == '`' && inner[length..].contains('`')) {
        return None;
    }
    let mut end = at + line.len();
    for next in source[end..].split_inclusive('\n').skip(1) {
        end = next.as_ptr() as usize - source.as_ptr() as usize + next.len();
        let bare = next.trim().trim_start_matches(['>', ' ']);
        if bare.chars().all(|c| c == mark) && bare.len() >= length {
            return Some(end);
        }
    }
    Some(source.len())
}

#[cfg(test)]
mod tests {
    use super::find;

    #[test]
    fn a_formula_is_found_and_money_is_not() {
        for (source, expected) in [
            ("a $x_1$ b", &["x_1"][..]),
            ("价格是$5到$10之间", &[]),
            ("costs $100 and $200", &[]),
            ("$x$和$y$", &["x", "y"]),
            ("$5$ layers, $3\\times 3$", &["5", "3\\times 3"]),
            ("\\$5 and $a$", &["a"]),
            ("`$x$` and ``a ` $y$``", &[]),
            ("```\n$x$\n```\n$y$", &["y"]),
            ("$$\na\n$$", &["\na\n"]),
            ("\\(a\\) and \\[b = c\\]", &["a", "b = c"]),
            ("[see \\[1\\]](url) \\[sic\\]", &[]),
            ("$a\n\nb$", &[]),
            ("| $|x|$ |", &["|x|"]),
            ("$ 5 $", &[]),
        ] {
            let formulas: Vec<&str> =
                find(source).into_iter().map(|formula| &source[formula.latex]).collect();
            assert_eq!(formulas, expected, "{source}");
        }
    }
}
