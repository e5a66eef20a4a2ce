//! Titles that stand within a reference in words: "He et al. Deep Residual Learning for Image
//! Recognition, 2015".
//!
//! Stage: part of linking. Invariant: the work for one text depends on its own length, not on the
//! number of titles.

use std::collections::{BTreeSet, HashMap};

use crate::library::{Word, is_wide, words};

/// A title shorter than this is too likely to stand in another one: words, or characters of
/// scripts without spaces.
const FEWEST_WORDS: usize = 3;
const FEWEST_WIDE: usize = 6;

/// A reference is no longer than this; what is longer is read up to here.
const MOST_WORDS: usize = 120;

/// Titles of things `T`.
#[derive(Clone, Debug)]
pub(super) struct Phrases<T> {
    by_hash: HashMap<u64, Vec<(String, T)>>,
    lengths: BTreeSet<usize>,
}

impl<T: Copy> Phrases<T> {
    pub(super) fn new() -> Self {
        Self { by_hash: HashMap::new(), lengths: BTreeSet::new() }
    }

    /// Adds a normalised title.
    pub(super) fn insert(&mut self, title: &str, of: T) {
        let mut hash = 0;
        let (mut count, mut wide) = (0, 0);
        for word in title.split(' ') {
            hash = extend(hash, word);
            count += 1;
            wide += usize::from(word.starts_with(is_wide));
        }
        if wide >= FEWEST_WIDE || count - wide >= FEWEST_WORDS {
            self.by_hash.entry(hash).or_default().push((title.to_owned(), of));
            self.lengths.insert(count);
        }
    }

    /// The things whose title is the longest that stands in `text`, set off from the rest.
    pub(super) fn find(&self, text: &str) -> Vec<T> {
        let mut found = words(text);
        found.truncate(MOST_WORDS);
        for &length in self.lengths.iter().rev().filter(|&&length| length <= found.len()) {
            for start in 0..=found.len() - length {
                let window = &found[start..start + length];
                let hash = window.iter().fold(0, |hash, word| extend(hash, &word.text));
                let Some(titles) = self.by_hash.get(&hash) else { continue };
                if !set_off(text, &found, start, start + length) {
                    continue;
                }
                let same =
                    |title: &str| title.split(' ').eq(window.iter().map(|w| w.text.as_str()));
                let of: Vec<T> =
                    titles.iter().filter(|(title, _)| same(title)).map(|(_, of)| *of).collect();
                if !of.is_empty() {
                    return of;
                }
            }
        }
        Vec::new()
    }
}

/// The hash of a row of words and one more (FNV-1a, with a mark between words).
fn extend(hash: u64, word: &str) -> u64 {
    let start = (hash ^ 0xcbf2_9ce4_8422_2325).wrapping_mul(0x0100_0000_01b3);
    word.bytes().fold(start, |hash, byte| (hash ^ u64::from(byte)).wrapping_mul(0x0100_0000_01b3))
}

/// Whether the words from `start` to `end` are not part of a longer title: punctuation, a year, "et
/// al." or another script on both sides. A colon or dash behind them leads to a subtitle.
fn set_off(text: &str, words: &[Word], start: usize, end: usize) -> bool {
    let article = |word: &Word| matches!(word.text.as_str(), "a" | "an" | "the");
    let first = if start > 0 && article(&words[start - 1]) { start - 1 } else { start };
    let year = |word: &Word| word.text.len() == 4 && word.text.bytes().all(|b| b.is_ascii_digit());
    let wide = |word: &Word| word.text.starts_with(is_wide);
    let before = first.checked_sub(1).map(|index| &words[index]).is_none_or(|previous| {
        let gap = text.get(previous.range.end..words[first].range.start).unwrap_or_default();
        gap.contains(|c: char| !c.is_whitespace() && !matches!(c, '-' | '_' | '/' | '+'))
            || year(previous)
            || previous.text == "al"
            || wide(previous) != wide(&words[first])
    });
    let after = words.get(end).is_none_or(|next| {
        let gap = text.get(words[end - 1].range.end..next.range.start).unwrap_or_default();
        let gap = gap.trim();
        (!gap.is_empty() && !gap.contains([':', '：', '-', '–', '—', '_', '/']))
            || year(next)
            || next.text == "by"
            || wide(next) != wide(&words[end - 1])
    });
    before && after
}

#[cfg(test)]
mod tests {
    use super::Phrases;

    #[test]
    fn a_title_is_found_within_a_reference_but_not_within_another_title() {
        let mut titles = Phrases::new();
        titles.insert("deep residual learning for image recognition", 1);
        titles.insert("attention is all you need", 2);
        titles.insert("deep learning", 3);
        titles.insert("基 于 深 度 学 习 的 方 法", 4);
        for (text, expected) in [
            ("He et al. Deep Residual Learning for Image Recognition, 2015", Some(1)),
            ("K. He, “Deep residual learning for image recognition”, CVPR", Some(1)),
            ("He 2015 Deep Residual Learning for Image Recognition 2016", Some(1)),
            ("Deep Residual Learning for Image Recognition: A Survey", None),
            ("On Deep Residual Learning for Image Recognition", None),
            ("Vaswani et al., 2017. Attention Is All You Need. NeurIPS", Some(2)),
            ("Attention is all you need in speech separation", None),
            ("LeCun et al. Deep Learning, 2015", None),
            ("张三. 《基于深度学习的方法》, 2020", Some(4)),
        ] {
            assert_eq!(titles.find(text).first().copied(), expected, "{text}");
        }
    }
}
