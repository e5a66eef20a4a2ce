//! Titles as they are compared: without case, punctuation, accents, LaTeX braces and a leading
//! article.
//!
//! Stage: none; identity and links compare by it. Invariant: two spellings of one title that a
//! reader would not tell apart have the same [`normalise`]d form.

use std::collections::BTreeSet;
use std::ops::Range;

use unicode_normalization::UnicodeNormalization;

/// One word of a text: a run of letters and digits, or one Han character or kana.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Word {
    /// Lower case, without accents.
    pub(crate) text: String,
    /// Where it stands in the text.
    pub(crate) range: Range<usize>,
}

/// LaTeX commands that only change how their argument looks.
const FONT_COMMANDS: [&str; 9] =
    ["emph", "textit", "textbf", "textrm", "texttt", "mathrm", "mathbf", "mathcal", "text"];

/// The words of `text`.
pub(crate) fn words(text: &str) -> Vec<Word> {
    let mut words: Vec<Word> = Vec::new();
    let mut open = false;
    let mut chars = text.char_indices().peekable();
    while let Some((at, c)) = chars.next() {
        match c {
            // Braces protect capitals in BibTeX, an apostrophe joins: `{ImageNet}`, `it's`.
            '{' | '}' | '\'' | '’' => {}
            '\\' => skip_command(&text[at + 1..], &mut chars),
            '&' => {
                words.push(Word { text: "and".into(), range: at..at + 1 });
                open = false;
            }
            c if is_wide(c) => {
                words.push(Word { text: c.to_string(), range: at..at + c.len_utf8() });
                open = false;
            }
            c if c.is_alphanumeric() || matches!(c, '+' | '#') => {
                if !open {
                    words.push(Word { text: String::new(), range: at..at });
                    open = true;
                }
                if let Some(word) = words.last_mut() {
                    word.range.end = at + c.len_utf8();
                    let plain = std::iter::once(c).nfkd().filter(|c| !is_accent(*c));
                    word.text.extend(plain.flat_map(char::to_lowercase));
                }
            }
            c if is_accent(c) => {}
            _ => open = false,
        }
    }
    words
}

/// Passes over what follows a backslash when it is an accent or a change of font.
fn skip_command(rest: &str, chars: &mut std::iter::Peekable<std::str::CharIndices<'_>>) {
    let name: String = rest.chars().take_while(char::is_ascii_alphabetic).collect();
    if name.is_empty() {
        chars.next_if(|&(_, c)| matches!(c, '"' | '\'' | '`' | '^' | '~' | '=' | '.'));
    } else if FONT_COMMANDS.contains(&name.as_str()) {
        for _ in 0..name.len() {
            chars.next();
        }
    }
}

fn is_accent(c: char) -> bool {
    ('\u{300}'..='\u{36f}').contains(&c)
}

/// Whether `c` is a word by itself.
pub(crate) fn is_wide(c: char) -> bool {
    matches!(c, '\u{3040}'..='\u{30ff}' | '\u{3400}'..='\u{9fff}' | '\u{f900}'..='\u{faff}' | '\u{20000}'..='\u{3ffff}')
}

/// The words of a title that count when it is compared: all but a leading article.
pub(crate) fn title_words(title: &str) -> Vec<Word> {
    let mut words = words(title);
    if words.len() > 1 && matches!(words[0].text.as_str(), "a" | "an" | "the") {
        words.remove(0);
    }
    words
}

/// What the spellings of one title share; empty when it has neither letters nor digits.
pub(crate) fn normalise(title: &str) -> String {
    let mut out = String::with_capacity(title.len());
    for word in title_words(title) {
        if !out.is_empty() {
            out.push(' ');
        }
        out.push_str(&word.text);
    }
    out
}

/// What the spellings of one name share: keys, aliases, file names, readers. Compared without case,
/// Unicode form and spare white space only, so that `ResNet-50` and `ResNet 50` stay two names.
pub(crate) fn fold(name: &str) -> String {
    if name.is_ascii() {
        let mut out = name.trim().to_ascii_lowercase();
        if out.contains("  ") || out.contains(['\t', '\n', '\r']) {
            out = out.split_ascii_whitespace().collect::<Vec<_>>().join(" ");
        }
        return out;
    }
    let lower: String = name.nfkc().flat_map(char::to_lowercase).nfkc().collect();
    lower.split_whitespace().collect::<Vec<_>>().join(" ")
}

/// Words that say nothing about what a paper is on.
const STOP_WORDS: [&str; 16] = [
    "a", "an", "and", "are", "by", "for", "from", "in", "is", "of", "on", "the", "to", "using",
    "via", "with",
];

/// How alike two normalised titles are: the share of the shorter one's telling words that the other
/// has. `None` when they cannot be compared: one is empty, or they are in different scripts.
pub(crate) fn overlap(a: &str, b: &str) -> Option<f64> {
    let telling = |title: &'_ str| -> BTreeSet<String> {
        title
            .split(' ')
            .filter(|w| !w.is_empty() && !STOP_WORDS.contains(w))
            .map(Into::into)
            .collect()
    };
    let (a_words, b_words) = (telling(a), telling(b));
    let shorter = a_words.len().min(b_words.len());
    let wide = |title: &str| title.contains(is_wide);
    if shorter == 0 || wide(a) != wide(b) {
        return None;
    }
    let shared = a_words.intersection(&b_words).count();
    #[expect(clippy::cast_precision_loss, reason = "numbers of words of titles")]
    Some(shared as f64 / shorter as f64)
}

/// Whether two normalised titles are one but for slips of the pen: at most one edit in 8 characters
/// and never more than three, with the same numbers in both.
pub(crate) fn nearly_equal(a: &str, b: &str) -> bool {
    if a == b {
        return true;
    }
    let (a_length, b_length) = (a.chars().count(), b.chars().count());
    let allowed = slips(a_length.min(b_length));
    a_length.abs_diff(b_length) <= allowed
        && numbers(a) == numbers(b)
        && strsim::levenshtein(a, b) <= allowed
}

/// How many slips a title of `length` characters may have and still be the same title. Short titles
/// have none: `ResNet` and `ResNeXt` are two papers.
pub(crate) fn slips(length: usize) -> usize {
    if length < 12 { 0 } else { (length / 8).min(3) }
}

/// The numbers in a title, Roman ones included: `GPT-2` and `GPT-3`, Part I and Part II differ.
pub(crate) fn numbers(title: &str) -> Vec<String> {
    let roman =
        |word: &str| word.len() < 5 && word.bytes().all(|b| matches!(b, b'i' | b'v' | b'x'));
    let mut found = Vec::new();
    for word in title.split(' ').filter(|word| !word.is_empty()) {
        if roman(word) {
            found.push(word.to_owned());
            continue;
        }
        let digits: String = word.chars().filter(char::is_ascii_digit).collect();
        if !digits.is_empty() {
            found.push(digits);
        }
    }
    found
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn spellings_of_one_title_have_one_form() {
        for (written, expected) in [
            ("The {ImageNet} Challenge", "imagenet challenge"),
            (
                "Deep Residual  Learning: for\nImage recognition.",
                "deep residual learning for image recognition",
            ),
            (r#"Schr{\"o}dinger & \emph{co}"#, "schrodinger and co"),
            ("Schrödinger and co", "schrodinger and co"),
            ("A", "a"),
            ("It’s C++", "its c++"),
            ("深度学习：Ｒesnet", "深 度 学 习 resnet"),
            ("…", ""),
        ] {
            assert_eq!(normalise(written), expected, "{written}");
        }
    }

    #[test]
    fn a_slip_of_the_pen_is_the_same_title_and_another_number_is_not() {
        for (a, b, expected) in [
            (
                "deep residul learning for image recognition",
                "deep residual learning for image recognition",
                true,
            ),
            ("language models part i", "language models part ii", false),
            ("improved baselines yolov3", "improved baselines yolov4", false),
            ("resnet", "resnext", false),
        ] {
            assert_eq!(nearly_equal(a, b), expected, "{a} / {b}");
        }
    }
}
