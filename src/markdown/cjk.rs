//! Chinese and Japanese in a grammar made for spaces: emphasis beside full-width punctuation, and
//! line breaks between characters that need no space.
//!
//! CommonMark decides by spaces and punctuation whether `**` opens or closes, so `**重要。**后` stays
//! literal. The rule here is the one of <https://github.com/tats-u/markdown-cjk-friendly>, reached
//! without touching the parser: a character that is neither space nor punctuation
//! ([`SENTINEL`]) is put where the rule would fail, and taken out of everything that comes back.

use unicode_properties::{
    GeneralCategoryGroup as Group, UnicodeEmoji as _, UnicodeGeneralCategory as _,
};

/// Put beside delimiters; a noncharacter, so no author's text has it.
pub(super) const SENTINEL: char = '\u{fdd0}';

/// Punctuation as CommonMark 0.31 has it: ASCII punctuation and Unicode's `P*` and `S*`.
pub(super) fn is_punctuation(c: char) -> bool {
    c.is_ascii_punctuation()
        || (!c.is_ascii()
            && matches!(c.general_category_group(), Group::Punctuation | Group::Symbol))
}

/// East Asian: wide, full-width or half-width by Unicode's table, or Hangul; no emoji.
pub(super) fn is_east_asian(c: char) -> bool {
    let east_asian = matches!(c as u32,
        0x1100..=0x11FF | 0x20A9 | 0x2329..=0x232A | 0x2630..=0x2637 | 0x268A..=0x268F
        | 0x2E80..=0x303E | 0x3041..=0x4DBF | 0x4E00..=0xA4CF | 0xA960..=0xA97F | 0xAC00..=0xD7FF
        | 0xF900..=0xFAFF | 0xFE10..=0xFE1F | 0xFE30..=0xFE6F | 0xFF01..=0xFFEE
        | 0x1_6FE0..=0x1_8DFF | 0x1_AFF0..=0x1_B2FF | 0x1_D300..=0x1_D37F | 0x1_F200 | 0x1_F202
        | 0x1_F210..=0x1_F219 | 0x1_F240..=0x1_F248 | 0x1_F250..=0x1_F251
        | 0x2_0000..=0x3_FFFD);
    east_asian && !is_emoji(c)
}

fn is_emoji(c: char) -> bool {
    let pictures = matches!(c as u32,
        0x231A..=0x23FF | 0x2600..=0x27BF | 0x2B00..=0x2BFF | 0x1_F000..=0x1_FAFF);
    pictures && c.is_emoji_char()
}

/// Korean separates its words by spaces.
fn is_hangul(c: char) -> bool {
    matches!(c as u32,
        0x1100..=0x11FF | 0x3130..=0x318F | 0xA960..=0xA97F | 0xAC00..=0xD7FF | 0xFFA0..=0xFFDC)
}

/// Whether a character is read and counted by itself: Han, kana, bopomofo, Yi.
pub(super) fn is_read_singly(c: char) -> bool {
    match c {
        ..'\u{1100}' => false,
        '\u{3400}'..='\u{4dbf}' | '\u{4e00}'..='\u{9fff}' => true,
        _ => is_east_asian(c) && !is_hangul(c) && c.is_alphanumeric(),
    }
}

/// Whether a line break between the two is no space.
pub(super) fn joins(before: char, after: char) -> bool {
    let wide = |c: char| is_east_asian(c) && !is_hangul(c) && !matches!(c, '\u{ff61}'..='\u{ffdc}');
    // Chinese quotes and dashes are not wide by the table, but set so beside wide characters.
    let ambiguous = |c: char| matches!(c, '“' | '”' | '‘' | '’' | '…' | '—' | '·');
    (wide(before) && (wide(after) || ambiguous(after))) || (ambiguous(before) && wide(after))
}

/// Where sentinels are needed around a run of `*` or `~` between `before` and `after`: before it,
/// after it.
///
/// A run can close if what stands before it is no punctuation, or what follows is space or
/// punctuation; beside an East Asian character the punctuation is not to count.
pub(super) fn sentinels(before: Option<char>, after: Option<char>) -> (bool, bool) {
    let (Some(before), Some(after)) = (before, after) else { return (false, false) };
    let delimiter = |c: char| matches!(c, '\\' | '_' | '~' | '*');
    if delimiter(before) || delimiter(after) || !(is_east_asian(before) || is_east_asian(after)) {
        return (false, false);
    }
    let (marks_before, marks_after) = (is_punctuation(before), is_punctuation(after));
    (
        marks_before && !marks_after && !after.is_whitespace(),
        marks_after && !marks_before && !before.is_whitespace(),
    )
}
