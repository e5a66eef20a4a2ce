//! What pictures made at build time share: numbers as SVG takes them, lines, and how wide a text is.

use std::fmt::Write as _;

use crate::graph::Point;
use crate::library::is_wide;

/// A coordinate with at most one decimal.
pub(super) fn number(at: f64) -> String {
    let text = format!("{at:.1}");
    let text = text.strip_suffix(".0").unwrap_or(&text);
    if text == "-0" { "0".to_owned() } else { text.to_owned() }
}

/// Adds a line to the `d` of a path.
pub(super) fn line(path: &mut String, a: Point, b: Point) {
    let _ = write!(path, "M{} {}L{} {}", number(a.x), number(a.y), number(b.x), number(b.y));
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
    let _ = write!(
        path,
        "M{} {}L{} {}L{} {}Z",
        number(tip.x),
        number(tip.y),
        number(foot.x - dy * HALF),
        number(foot.y + dx * HALF),
        number(foot.x + dy * HALF),
        number(foot.y - dx * HALF)
    );
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
