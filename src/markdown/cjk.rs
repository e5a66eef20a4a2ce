//! Emphasis and line breaks beside Chinese, Japanese and Korean characters.
//!
//! CommonMark lets a run of `*` close only where it is not between punctuation and a letter, and it
//! takes a Han character for a letter: `**重要。**后` stays literal. The rule here is the one that the
//! CJK-friendly amendment to CommonMark proposes (beside a CJK character, punctuation does not
//! count), carried out without touching the parser: a sentinel that is neither punctuation nor white
//! space stands where the rule would fail. A property test compares the result with an independent
//! implementation of the amendment.

use std::ops::Range;

use unicode_properties::{GeneralCategoryGroup, UnicodeEmoji, UnicodeGeneralCategory};

/// Whether CommonMark 0.31 takes `c` for punctuation: ASCII punctuation, or Unicode P and S.
fn is_punctuation(c: char) -> bool {
    use GeneralCategoryGroup::{Punctuation, Symbol};
    c.is_ascii_punctuation()
        || (!c.is_ascii() && matches!(c.general_category_group(), Punctuation | Symbol))
}

/// Whether `c` is set on the full width of a Chinese, Japanese or Korean character: East Asian Width
/// W or F, or a Hangul letter, but no emoji.
pub(super) fn is_cjk(c: char) -> bool {
    let c32 = c as u32;
    let wide = matches!(c32,
        0x1100..=0x11FF | 0x20A9 | 0x2329..=0x232A | 0x2630..=0x2637 | 0x268A..=0x268F
        | 0x2E80..=0x303E | 0x3041..=0x4DBF | 0x4E00..=0xA4CF | 0xA960..=0xA97F
        | 0xAC00..=0xD7FF | 0xF900..=0xFAFF | 0xFE10..=0xFE1F | 0xFE30..=0xFE6F
        | 0xFF01..=0xFFEE | 0x16FE0..=0x18DFF | 0x1AFF0..=0x1B2FF | 0x1D300..=0x1D37F
        | 0x1F200 | 0x1F202 | 0x1F210..=0x1F219 | 0x20000..=0x3FFFD);
    let emoji = c.is_emoji_char()
        && matches!(c32, 0x1F000..=0x1FAFF | 0x2600..=0x27BF | 0x231A..=0x23FF | 0x2B00..=0x2BFF);
    wide && !emoji
}

/// Whether `c` is Hangul, whose words are separated by spaces.
fn is_hangul(c: char) -> bool {
    matches!(c as u32, 0x1100..=0x11FF | 0x3130..=0x318F | 0xA960..=0xA97F | 0xAC00..=0xD7FF | 0xFFA0..=0xFFDC)
}

/// Whether a line break between two characters is no space: both are wide and neither is Hangul.
pub(super) fn joins(before: char, after: char) -> bool {
    let wide =
        |c: char| (is_cjk(c) && !is_hangul(c)) || matches!(c, '“' | '”' | '‘' | '’' | '…' | '—');
    // Quotation marks and dashes are as wide as their neighbours: one side must be a CJK character.
    wide(before) && wide(after) && (is_cjk(before) || is_cjk(after))
}

/// The offsets of `source[range]` where a sentinel has to stand, in order.
pub(super) fn sentinels(source: &str, range: Range<usize>) -> Vec<usize> {
    let bytes = source.as_bytes();
    let mut places = Vec::new();
    let mut at = range.start;
    while at < range.end {
        let mark = bytes[at];
        if !matches!(mark, b'*' | b'~') {
            at += 1;
            continue;
        }
        let start = at;
        while at < range.end && bytes[at] == mark {
            at += 1;
        }
        let (Some(before), Some(after)) =
            (source[..start].chars().next_back(), source[at..].chars().next())
        else {
            continue;
        };
        // Other marks and escapes change what the neighbour means to the parser.
        let unclear = |c: char| matches!(c, '\\' | '_' | '~' | '*');
        if unclear(before) || unclear(after) || !(is_cjk(before) || is_cjk(after)) {
            continue;
        }
        let (left, right) = (is_punctuation(before), is_punctuation(after));
        if left && !right && !after.is_whitespace() {
            places.push(start);
        }
        if right && !left && !before.is_whitespace() {
            places.push(at);
        }
    }
    places
}
