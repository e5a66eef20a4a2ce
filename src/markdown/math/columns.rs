//! The settings of tables: columns, distances between rows, position in the line.

use super::expand::{Input, text_of};

impl Input<'_> {
    /// `[2pt]` after `\\`: a distance. What is no distance in brackets belongs to the next row.
    pub(super) fn skip_length(&mut self) {
        self.skip_short_bracket(20, |text| {
            let unit = text.trim_start_matches(|c: char| c.is_ascii_digit() || "-+., ".contains(c));
            let units = ["pt", "em", "ex", "mm", "cm", "in", "mu", "px", "pc", "bp"];
            unit.len() < text.len() && units.contains(&unit.trim()) || text.starts_with('\\')
        });
    }

    /// `[t]` after `\begin{…}`.
    pub(super) fn skip_position(&mut self) {
        self.skip_short_bracket(3, |text| matches!(text, "t" | "c" | "b" | "l" | "r"));
    }

    fn skip_short_bracket(&mut self, longest: usize, is_setting: impl Fn(&str) -> bool) {
        if !self.peek_solid().is_some_and(|next| next.is_char('[')) {
            return;
        }
        let ahead = self.ahead(longest + 2);
        let Some(close) = ahead.iter().position(|token| token.is_char(']')) else {
            return;
        };
        if is_setting(&text_of(&ahead[1..close])) {
            (0..=close).for_each(|_| drop(self.raw()));
        }
    }
}

/// A column specification with what the converter knows of it: `l`, `c`, `r`, `|` and `:`.
pub(super) fn columns(written: &str) -> String {
    let mut columns = String::new();
    let mut rest = written;
    while let Some(c) = rest.chars().next() {
        rest = &rest[c.len_utf8()..];
        match c {
            'l' | 'c' | 'r' | '|' | ':' => columns.push(c),
            // Columns of a width, with text: as wide as their text.
            'p' | 'm' | 'b' | 'X' | 'L' => {
                columns.push('l');
                rest = after_group(rest).1;
            }
            'C' => columns.push('c'),
            'R' => columns.push('r'),
            '@' | '!' | '>' | '<' => rest = after_group(rest).1,
            '*' => {
                let (count, after) = after_group(rest);
                let (repeated, after) = after_group(after);
                let count = count.trim().parse().unwrap_or(1_usize).min(100);
                columns.push_str(&repeated.replace(|c| !"lcr|:".contains(c), "").repeat(count));
                rest = after;
            }
            _ => {}
        }
        if columns.len() > 500 {
            break;
        }
    }
    if columns.contains(['l', 'c', 'r']) { columns } else { format!("{columns}c") }
}

/// Content of the group at the start of `text`, and what follows.
fn after_group(text: &str) -> (&str, &str) {
    let trimmed = text.trim_start();
    let Some(inner) = trimmed.strip_prefix('{') else {
        return ("", text);
    };
    let mut depth = 1;
    for (at, c) in inner.char_indices() {
        match c {
            '{' => depth += 1,
            '}' => depth -= 1,
            _ => {}
        }
        if depth == 0 {
            return (&inner[..at], &inner[at + 1..]);
        }
    }
    (inner, "")
}
