//! What a reference in words says: author, title, year.
//!
//! Stage: part of linking. Invariant: a guess only helps to join and to name wanted papers; the
//! words of the author are what is shown when there is no certain title.

use crate::library::words;
use crate::model::{PersonName, Year};

/// What could be read out of a reference in words.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct Guess {
    /// The first author's family name.
    pub(super) author: Option<PersonName>,
    /// The title.
    pub(super) title: String,
    /// The year.
    pub(super) year: Option<Year>,
}

/// Reads `text`, which is a title by itself or a whole reference.
pub(super) fn guess(text: &str) -> Guess {
    let text = text.trim();
    let year = year_in(text);
    if let Some((before, title)) = quoted(text) {
        return Guess { author: first_family(before), title: title.to_owned(), year };
    }
    for mark in ["et al.", "et al", "等人", "等，", "等,", "等."] {
        if let Some((before, after)) = split_ignoring_case(text, mark) {
            let title = title_part(after);
            if !title.is_empty() && !before.trim().is_empty() {
                return Guess { author: first_family(before), title: title.to_owned(), year };
            }
        }
    }
    if let Some(year) = year {
        // APA: `Vaswani, A., & Shazeer, N. (2017). Attention is all you need. NeurIPS`.
        let mark = format!("({year})");
        if let Some((before, after)) = text.split_once(&mark) {
            let title = title_part(after);
            if !title.is_empty() {
                return Guess {
                    author: first_family(before),
                    title: title.to_owned(),
                    year: Some(year),
                };
            }
            let title = title_part(before);
            return Guess { author: None, title: title.to_owned(), year: Some(year) };
        }
        let digits = year.to_string();
        let end = text.trim_end_matches(['.', ' ', '。']);
        if let Some(before) = end.strip_suffix(&digits) {
            let title = before.trim_end();
            if title.ends_with([',', '.', '，', '。']) {
                return Guess {
                    author: None,
                    title: title_part(title).to_owned(),
                    year: Some(year),
                };
            }
        }
    }
    Guess { author: None, title: text.to_owned(), year: None }
}

/// The last year that `text` names.
fn year_in(text: &str) -> Option<Year> {
    let digits = |word: &str| word.len() == 4 && matches!(word.get(..2), Some("19" | "20"));
    words(text).iter().rev().filter(|w| digits(&w.text)).find_map(|w| w.text.parse().ok())
}

/// What stands in quotes, if it could be a title, and what stands before it.
fn quoted(text: &str) -> Option<(&str, &str)> {
    [('“', '”'), ('《', '》'), ('"', '"'), ('「', '」')].into_iter().find_map(|(open, close)| {
        let (before, rest) = text.split_once(open)?;
        let (title, _) = rest.split_once(close)?;
        let title = title.trim().trim_end_matches([',', '.', '，']);
        // A word in quotes at the start of a title is no title.
        let alone = before.trim().is_empty() && !rest.ends_with(close);
        (words(title).len() >= 2 && (!alone || open == '《')).then_some((before, title))
    })
}

fn split_ignoring_case<'a>(text: &'a str, mark: &str) -> Option<(&'a str, &'a str)> {
    // Lower case of ASCII keeps offsets.
    let at = text.to_ascii_lowercase().find(mark)?;
    Some((&text[..at], &text[at + mark.len()..]))
}

/// The title at the start of `rest`, behind a year and punctuation, up to a full stop, a bracket,
/// or a comma with a year or a venue behind it.
fn title_part(rest: &str) -> &str {
    let start = rest.trim_start_matches(|c: char| {
        c.is_whitespace() || c.is_ascii_digit() || ".,:;()[]，。：；（）".contains(c)
    });
    // A title may start with a number: only a year was passed over.
    let passed = &rest[..rest.len() - start.len()];
    let start = match passed.rfind(|c: char| c.is_ascii_digit()) {
        Some(last) if !passed[..=last].contains(['1', '2']) || passed[..=last].trim().len() < 4 => {
            rest.trim_start_matches(|c: char| c.is_whitespace() || ".,:;，。：；".contains(c))
        }
        _ => start,
    };
    let mut end = start.len();
    for mark in [". ", "。", " (", "（", " [", ", arXiv", ", arxiv", ", in ", ", In "] {
        end = end.min(start.find(mark).unwrap_or(end));
    }
    for (at, _) in start.match_indices([',', '，']) {
        let behind = start[at..].trim_start_matches([',', '，', ' ']);
        let year = behind.get(..4).is_some_and(|y| y.bytes().all(|b| b.is_ascii_digit()));
        let venue = behind
            .split([' ', ','])
            .next()
            .is_some_and(|word| word.len() >= 3 && word.bytes().all(|b| b.is_ascii_uppercase()));
        if year || venue {
            end = end.min(at);
        }
    }
    start[..end].trim().trim_end_matches(['.', ',', '，', '。', ';'])
}

/// The family name of the first of `authors`, as references begin.
fn first_family(authors: &str) -> Option<PersonName> {
    let first = authors.split([',', ';', '&', '，', '、']).next()?.trim();
    let first = first.split(" and ").next()?.trim().trim_end_matches('.');
    // `K. He` and `Kaiming He`: the last word; `He K`: the one that is no initial.
    let whole = |word: &&str| word.chars().filter(|c| c.is_alphabetic()).count() > 1;
    let family = first.split_whitespace().rev().find(whole)?;
    Some(PersonName { family: family.trim_matches(['.', ':']).to_owned(), ..PersonName::default() })
}

#[cfg(test)]
mod tests {
    use super::guess;

    #[test]
    fn a_reference_in_words_is_taken_apart() {
        for (text, author, title, year) in [
            (
                "He et al. Deep Residual Learning for Image Recognition, 2015",
                "He",
                "Deep Residual Learning for Image Recognition",
                "2015",
            ),
            (
                "Vaswani et al., 2017. Attention Is All You Need. NeurIPS",
                "Vaswani",
                "Attention Is All You Need",
                "2017",
            ),
            (
                "Vaswani, A., & Shazeer, N. (2017). Attention is all you need. NeurIPS.",
                "Vaswani",
                "Attention is all you need",
                "2017",
            ),
            (
                "K. He, X. Zhang, “Deep residual learning”, CVPR 2016",
                "He",
                "Deep residual learning",
                "2016",
            ),
            ("Attention, please", "", "Attention, please", ""),
            ("ImageNet Classification (2012)", "", "ImageNet Classification", "2012"),
            ("Long short-term memory, 1997", "", "Long short-term memory", "1997"),
            ("1984", "", "1984", ""),
            (
                "“Why Should I Trust You?” Explaining predictions",
                "",
                "“Why Should I Trust You?” Explaining predictions",
                "",
            ),
            ("张三等人. 基于深度学习的方法, 2020", "张三", "基于深度学习的方法", "2020"),
        ] {
            let found = guess(text);
            assert_eq!(found.author.map_or(String::new(), |a| a.family), author, "{text}");
            assert_eq!(found.title, title, "{text}");
            assert_eq!(found.year.map_or(String::new(), |y| y.to_string()), year, "{text}");
        }
    }
}
