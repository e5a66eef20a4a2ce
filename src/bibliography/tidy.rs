//! Mends what hayagriva leaves in a formatted reference.

use super::entry::is_han;
use super::reference::Piece;
use super::style::Style;

/// Stands for `and others` while hayagriva works.
pub(super) const OTHERS: char = '\u{f0000}';
/// From here on, placeholders for the names that hayagriva must leave alone.
pub(super) const LITERALS: u32 = 0xf0001;

/// Whether a character is one of ours; texts that come in have none.
pub(super) fn is_placeholder(c: char) -> bool {
    c >= OTHERS
}

/// Pieces with equal emphasis joined, spaces single, placeholders replaced, and the wording of
/// the style put right where hayagriva's is not.
pub(super) fn tidy(
    pieces: Vec<Piece>,
    style: Style,
    chinese: bool,
    literals: &[String],
) -> Vec<Piece> {
    let mut out: Vec<Piece> = Vec::with_capacity(pieces.len());
    for Piece { text, emphasis } in pieces {
        let mut after_space = out.last().is_none_or(|last| last.text.ends_with(' '));
        let mut tidied = String::with_capacity(text.len());
        for c in text.chars() {
            if !(c == ' ' && after_space) {
                tidied.push(c);
            }
            after_space = c == ' ';
        }
        match out.last_mut() {
            Some(last) if last.emphasis == emphasis => last.text.push_str(&tidied),
            _ if tidied.is_empty() => {}
            _ => out.push(Piece { text: tidied, emphasis }),
        }
    }
    for piece in &mut out {
        if piece.text.contains(OTHERS) {
            piece.text = others(&piece.text, chinese);
        }
        if style == Style::Apa {
            piece.text = apa(&piece.text, literals);
            if chinese {
                piece.text = apa_in_chinese(&piece.text);
            }
        }
        if style == Style::GbT7714 {
            // 8.1.1 and 8.5 of the standard: `3版`, `//` before the host without a space.
            piece.text = piece.text.replace("// ", "//").replace(" 版", "版");
        }
        if piece.text.contains(is_placeholder) {
            piece.text = piece.text.chars().fold(String::new(), |mut text, c| {
                match literal(c, literals) {
                    Some(name) => text.push_str(name),
                    None => text.push(c),
                }
                text
            });
        }
    }
    if let Some(last) = out.last_mut() {
        last.text.truncate(last.text.trim_end().len());
    }
    out
}

fn literal(c: char, literals: &[String]) -> Option<&str> {
    let at = usize::try_from(u32::from(c).checked_sub(LITERALS)?).ok()?;
    literals.get(at).map(String::as_str)
}

/// `A, B, & others` → `A, B, et al.`
fn others(text: &str, chinese: bool) -> String {
    let words = if chinese { "等" } else { "et al." };
    let mut text = text.to_owned();
    for before in [", & ", " & ", ", and ", " and ", ", 和 ", " 和 ", "和"] {
        text = text.replace(&format!("{before}{OTHERS}"), &format!(", {OTHERS}"));
    }
    if !chinese {
        text = text.replace(&format!("{OTHERS}."), &OTHERS.to_string());
    }
    text.replace(OTHERS, words)
}

fn apa(text: &str, literals: &[String]) -> String {
    // A year without month leaves the comma that would stand between them.
    let mut text = text.replace("(ArXiv:", "(arXiv:").replace(",)", ")");
    text = text.replace("Retrieved http", "http");
    // Chinese names are joined by commas alone.
    if let Some(at) = text.find(", & ")
        && text[at + 4..]
            .chars()
            .next()
            .and_then(|c| literal(c, literals))
            .is_some_and(|name| name.starts_with(is_han))
    {
        text.replace_range(at..at + 4, ", ");
    }
    let chars: Vec<char> = text.chars().collect();
    let digit =
        |at: Option<usize>| at.and_then(|at| chars.get(at)).is_some_and(char::is_ascii_digit);
    let mut out = String::with_capacity(text.len());
    for (at, &c) in chars.iter().enumerate() {
        let between = digit(at.checked_sub(1)) && digit(Some(at + 1));
        // hayagriva's Chinese locale: `12～18`, `(2 版)`.
        if c == '～' && between {
            out.push('–');
        } else if c == '(' && digit(Some(at + 1)) && is_edition(&chars[at + 1..]) {
            out.push_str("(第 ");
        } else {
            out.push(c);
        }
    }
    out
}

/// `收入 <i>book</i> (页 12–18)` → `见 <i>book</i> (第 12–18 页)`
fn apa_in_chinese(text: &str) -> String {
    let mut text = text.to_owned();
    if text.ends_with(". 收入 ") {
        text.truncate(text.len() - "收入 ".len());
        text.push_str("见 ");
    }
    if let Some(pages) = text.strip_prefix(" (页 ")
        && let Some((pages, rest)) = pages.split_once(')')
    {
        text = format!(" (第 {pages} 页){rest}");
    }
    text
}

/// `2 版)`
fn is_edition(chars: &[char]) -> bool {
    let digits = chars.iter().take_while(|c| c.is_ascii_digit()).count();
    chars[digits..].starts_with(&[' ', '版', ')'])
}
