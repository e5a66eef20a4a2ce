//! What pictures made at build time share: numbers as SVG takes them, lines, and how wide a text is.

use crate::graph::Point;
use crate::library::is_wide;

/// A coordinate with at most one decimal.
pub(super) fn number(at: f64) -> String {
    let mut text = String::with_capacity(8);
    push_number(&mut text, at);
    text
}

/// Adds a coordinate with at most one decimal. Pictures have tens of thousands: the formatter of the
/// standard library, which is right for every number, would be a thirtieth of a build.
pub(super) fn push_number(out: &mut String, at: f64) {
    #[expect(clippy::cast_possible_truncation, reason = "pictures are not millions of units wide")]
    let tenths = (at * 10.0).round() as i64;
    if tenths < 0 {
        out.push('-');
    }
    let tenths = tenths.unsigned_abs();
    let start = out.len();
    let mut whole = tenths / 10;
    loop {
        out.insert(start, digit(whole % 10));
        whole /= 10;
        if whole == 0 {
            break;
        }
    }
    if !tenths.is_multiple_of(10) {
        out.push('.');
        out.push(digit(tenths % 10));
    }
}

fn digit(value: u64) -> char {
    u8::try_from(value).map_or('0', |value| char::from(b'0' + value))
}

/// Adds a command of a path with its coordinates: `M1.5 2`.
pub(super) fn command(path: &mut String, letter: char, coordinates: &[f64]) {
    path.push(letter);
    for (at, coordinate) in coordinates.iter().enumerate() {
        if at > 0 {
            path.push(' ');
        }
        push_number(path, *coordinate);
    }
}

/// Adds a line to the `d` of a path.
pub(super) fn line(path: &mut String, a: Point, b: Point) {
    command(path, 'M', &[a.x, a.y]);
    command(path, 'L', &[b.x, b.y]);
}

/// Adds the head of an arrow from `a` to `b`, which ends `short` of `b`.
pub(super) fn arrow(path: &mut String, a: Point, b: Point, short: f64) {
    const LENGTH: f64 = 6.0;
    const HALF: f64 = 2.6;
    let (dx, dy) = (b.x - a.x, b.y - a.y);
    let length = (dx * dx + dy * dy).sqrt();
    if length <= short + LENGTH {
        return;
    }
    let (dx, dy) = (dx / length, dy / length);
    let tip = Point { x: b.x - dx * short, y: b.y - dy * short };
    let foot = Point { x: tip.x - dx * LENGTH, y: tip.y - dy * LENGTH };
    command(path, 'M', &[tip.x, tip.y]);
    command(path, 'L', &[foot.x - dy * HALF, foot.y + dx * HALF]);
    command(path, 'L', &[foot.x + dy * HALF, foot.y - dx * HALF]);
    path.push('Z');
}

/// How wide `text` is at most, set in a sans serif of `size`: what an em holds of each script, with
/// the wide Latin letters counted as such, because a name must not run into the next.
pub(super) fn width_of(text: &str, size: f64) -> f64 {
    let ems = text.chars().map(|c| match c {
        c if columns_of(c) == 2 => 1.0,
        'm' | 'w' | 'M' | 'W' | '@' | '%' | '…' | '—' => 0.95,
        'i' | 'l' | 'j' | 'I' | 't' | 'f' | 'r' | ' ' | '.' | ',' | ':' | '\'' | '-' | '('
        | ')' => 0.42,
        c if c.is_uppercase() => 0.76,
        _ => 0.61,
    });
    ems.sum::<f64>() * size
}

/// `text` cut to `columns`, a wide character being two.
pub(super) fn shorten(text: &str, columns: usize) -> String {
    let total: usize = text.chars().map(columns_of).sum();
    if total <= columns {
        return text.to_owned();
    }
    let mut short = String::new();
    let mut used = 1;
    for c in text.chars() {
        used += columns_of(c);
        if used > columns {
            break;
        }
        short.push(c);
    }
    let end = short.trim_end_matches(|c: char| c.is_whitespace() || ",:;-–，：；、（(".contains(c));
    format!("{end}…")
}

fn columns_of(c: char) -> usize {
    let full =
        matches!(c, '\u{3000}'..='\u{303f}' | '\u{ac00}'..='\u{d7af}' | '\u{ff00}'..='\u{ff60}');
    if is_wide(c) || full || c as u32 >= 0x1_F000 { 2 } else { 1 }
}

#[cfg(test)]
mod tests {
    use super::{command, number};

    #[test]
    fn a_coordinate_has_at_most_one_decimal() {
        for (at, expected) in [
            (0.0, "0"),
            (-0.04, "0"),
            (0.05, "0.1"),
            (9.96, "10"),
            (-0.5, "-0.5"),
            (1234.56, "1234.6"),
            (-100.0, "-100"),
        ] {
            assert_eq!(number(at), expected);
        }
        let mut path = String::new();
        command(&mut path, 'C', &[1.0, -2.25, 30.0]);
        assert_eq!(path, "C1 -2.3 30");
    }
}
