//! Words and pairs of characters: what texts and queries are cut into. The theme's `find.js`
//! follows the same rule.

use unicode_normalization::UnicodeNormalization;

/// Longest term, in characters; longer words are cut.
const LONGEST: usize = 24;

/// A text as it is compared: in lower case, full-width letters as usual ones, accents off.
pub fn fold(text: &str) -> String {
    if text.is_ascii() {
        return text.to_ascii_lowercase();
    }
    if text.contains('Σ') {
        // What it is in lower case depends on what stands beside it.
        return normalized(text);
    }
    let mut folded = String::with_capacity(text.len());
    let mut rest = text;
    while !rest.is_empty() {
        let plain = rest.find(|c| !is_plain(c)).unwrap_or(rest.len());
        let start = folded.len();
        folded.push_str(&rest[..plain]);
        folded[start..].make_ascii_lowercase();
        rest = &rest[plain..];
        while let Some(usual) = rest.chars().next().and_then(usual) {
            folded.push(usual.to_ascii_lowercase());
            rest = &rest['，'.len_utf8()..];
        }
        let other = rest.find(|c| is_plain(c) || usual(c).is_some()).unwrap_or(rest.len());
        if other > 0 {
            folded.push_str(&normalized(&rest[..other]));
        }
        rest = &rest[other..];
    }
    folded
}

/// Whether folding does no more to a character than to put it in lower case, whatever stands beside
/// it: Latin letters without accents, most Han, and the marks of Chinese that are no compatibility forms.
fn is_plain(c: char) -> bool {
    c.is_ascii()
        || matches!(c,
            '\u{3400}'..='\u{4dbf}' | '\u{4e00}'..='\u{9fff}' | '、' | '。' | '《' | '》' | '「' | '」'
            | '“' | '”' | '‘' | '’' | '—')
}

/// The usual form of a full-width letter, digit or mark. Nothing beside it changes that.
fn usual(c: char) -> Option<char> {
    match c {
        '\u{ff01}'..='\u{ff5e}' => char::from_u32(u32::from(c) - 0xfee0),
        _ => None,
    }
}

fn normalized(text: &str) -> String {
    let unaccented = text.nfkd().filter(|c| !matches!(c, '\u{300}'..='\u{36f}'));
    unaccented.nfc().collect::<String>().to_lowercase()
}

/// Whether words in this script are not set apart by spaces.
pub(super) fn is_unspaced(c: char) -> bool {
    matches!(c,
        '\u{2e80}'..='\u{2fdf}' | '\u{3005}'..='\u{3007}' | '\u{3041}'..='\u{30ff}'
        | '\u{3400}'..='\u{4dbf}' | '\u{4e00}'..='\u{9fff}' | '\u{ac00}'..='\u{d7a3}'
        | '\u{f900}'..='\u{faff}' | '\u{20000}'..='\u{323af}')
}

/// Calls `visit` on every term of a folded text: words of scripts with spaces, and pairs of
/// neighbouring characters of those without (段简 is a term of 一段简单). The last character of such
/// a run is a term by itself, so that every character starts one.
pub fn tokens(folded: &str, visit: &mut dyn FnMut(&str)) {
    let mut rest = folded;
    while let Some(&byte) = rest.as_bytes().first() {
        // Most of what there is: blanks, and words of Latin letters.
        if byte.is_ascii() && !byte.is_ascii_alphanumeric() {
            rest = &rest[1..];
            continue;
        }
        let Some(first) = rest.chars().next() else { return };
        if is_unspaced(first) {
            let end = rest.find(|c| !is_unspaced(c)).unwrap_or(rest.len());
            pairs(&rest[..end], visit);
            rest = &rest[end..];
        } else if first.is_alphanumeric() {
            let ascii = rest.bytes().take_while(u8::is_ascii_alphanumeric).count();
            let end = if rest.as_bytes().get(ascii).is_none_or(u8::is_ascii) {
                ascii
            } else {
                let ends = |c: char| !c.is_alphanumeric() || is_unspaced(c);
                rest[ascii..].find(ends).map_or(rest.len(), |end| ascii + end)
            };
            visit(cut(&rest[..end]));
            rest = &rest[end..];
        } else {
            rest = &rest[first.len_utf8()..];
        }
    }
}

fn pairs(run: &str, visit: &mut dyn FnMut(&str)) {
    let mut starts = run.char_indices().map(|(at, _)| at);
    let mut before = starts.next().unwrap_or(0);
    let mut starts = starts.peekable();
    while let Some(at) = starts.next() {
        let end = starts.peek().copied().unwrap_or(run.len());
        visit(&run[before..end]);
        before = at;
    }
    visit(&run[before..]);
}

/// A term as long as terms may be.
pub(super) fn cut(word: &str) -> &str {
    // No character is longer than its bytes are many.
    if word.len() <= LONGEST {
        return word;
    }
    match word.char_indices().nth(LONGEST) {
        Some((end, _)) => &word[..end],
        None => word,
    }
}

/// A value of a field as a term: `g:deep-learning`, spaces as hyphens.
pub(super) fn field_term(field: char, value: &str) -> String {
    let mut term = String::with_capacity(value.len() + 2);
    term.push(field);
    term.push(':');
    for c in fold(value).chars() {
        match c {
            c if c.is_alphanumeric() => term.push(c),
            _ if term.ends_with(['-', ':']) => {}
            _ => term.push('-'),
        }
    }
    term.truncate(term.trim_end_matches('-').len());
    cut(&term).to_owned()
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::{fold, normalized};

    proptest! {
        #[test]
        fn a_text_is_folded_in_pieces_as_it_is_as_a_whole(
            text in r"([a-zA-Z ]|[一-龥㐀-㐅、。《》“”—…]|[\u{300}-\u{345}\u{3099}ÀéİßΣσ㊣ﬁ！，：Ａｚ１～ｶﾞが가각]|\PC){0,24}"
        ) {
            prop_assert_eq!(fold(&text), normalized(&text));
        }
    }
}
