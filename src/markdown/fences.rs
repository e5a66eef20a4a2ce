//! Fenced code: the stretches of a text in which nothing but code stands.

use std::ops::Range;

/// Where fenced blocks stand, fences included. Indentation is not looked at: what is taken for a
/// fence by mistake stands in indented code.
pub(super) fn fenced(text: &str) -> Vec<Range<usize>> {
    let mut blocks = Vec::new();
    // The open fence: where it starts, its character, length, and how many `>` are before it.
    let mut open: Option<(usize, u8, usize, usize)> = None;
    let mut start = 0;
    while start < text.len() {
        if open.is_none() {
            // No line before the next two marks can open one.
            let Some(marks) = next_two_marks(text.as_bytes(), start) else { break };
            start += text[start..marks].rfind('\n').map_or(0, |newline| newline + 1);
        }
        let end = text[start..].find('\n').map_or(text.len(), |newline| start + newline + 1);
        let line = &text[start..end];
        let (quotes, rest) = without_quotes(line);
        match open {
            Some((from, mark, length, depth)) => {
                let run = run(rest, mark);
                let closes = run >= length && rest[run..].trim().is_empty();
                if closes || quotes < depth {
                    blocks.push(from..if closes { end } else { start });
                    open = None;
                }
            }
            None => {
                let rest = without_items(rest);
                open = [b'`', b'~'].into_iter().find_map(|mark| {
                    let length = run(rest, mark);
                    let fence = length >= 3 && (mark == b'~' || !rest[length..].contains('`'));
                    fence.then_some((start, mark, length, quotes))
                });
            }
        }
        start = end;
    }
    if let Some((from, ..)) = open {
        blocks.push(from..text.len());
    }
    blocks
}

/// Where two backticks or two tildes stand side by side at `from` or behind it.
fn next_two_marks(bytes: &[u8], from: usize) -> Option<usize> {
    let is_mark = |byte| byte == b'`' || byte == b'~';
    let mut at = from;
    loop {
        at += bytes[at..].iter().position(|&byte| is_mark(byte))?;
        if bytes.get(at + 1) == Some(&bytes[at]) {
            return Some(at);
        }
        at += 1;
    }
}

fn run(line: &str, mark: u8) -> usize {
    line.bytes().take_while(|&byte| byte == mark).count()
}

/// How many `>` stand at the start of the line, and what follows them.
pub(super) fn without_quotes(line: &str) -> (usize, &str) {
    let rest = line.trim_start_matches([' ', '\t', '>']);
    let quotes = line[..line.len() - rest.len()].bytes().filter(|&byte| byte == b'>').count();
    (quotes, rest)
}

/// The line without the markers of lists and quotations at its start.
fn without_items(mut line: &str) -> &str {
    while let Some(rest) = item(line) {
        line = rest.trim_start_matches([' ', '\t', '>']);
    }
    line
}

/// What follows the marker of a list item at the start of the line.
pub(super) fn item(line: &str) -> Option<&str> {
    let digits = run_of_digits(line);
    let rest = match digits {
        0 => line.strip_prefix(['-', '*', '+', ':'])?,
        1..=9 => line[digits..].strip_prefix(['.', ')'])?,
        _ => return None,
    };
    rest.starts_with([' ', '\t']).then_some(rest)
}

fn run_of_digits(line: &str) -> usize {
    line.bytes().take_while(u8::is_ascii_digit).count()
}

#[cfg(test)]
mod tests {
    use super::fenced;

    #[test]
    fn fences_stand_where_a_line_begins_with_three_marks() {
        for (text, expected) in [
            ("", vec![]),
            ("a ``b`` ~~c~~\nd", vec![]),
            ("a ``` b\n```\nc\n```\nd", vec!["```\nc\n```\n"]),
            ("``a``\n~~~~ x\n~~~\n~~~~", vec!["~~~~ x\n~~~\n~~~~"]),
            ("> ``` a\n> b\n\nc\n", vec!["> ``` a\n> b\n"]),
            ("1. a\n\n   - ```\n     b\n     ```\n", vec!["   - ```\n     b\n     ```\n"]),
            ("```a`b\n```\nc", vec!["```\nc"]),
            ("残差\n```\n差\n```\n残\n~~~\n", vec!["```\n差\n```\n", "~~~\n"]),
        ] {
            let found: Vec<&str> = fenced(text).into_iter().map(|range| &text[range]).collect();
            assert_eq!(found, expected, "{text:?}");
        }
    }
}
