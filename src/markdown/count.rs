//! How long a text is to read.

use super::cjk;
use super::tree::{self, Kind, Node};
use crate::model::WordCount;

/// Counts what is read: listings, formulas and HTML are not.
pub(super) fn count(blocks: &[Node<'_>]) -> WordCount {
    let mut total = WordCount::default();
    tree::walk(blocks, &mut |node| match &node.kind {
        Kind::Text(text) | Kind::CodeSpan(text) => add(&mut total, text),
        Kind::Wikilink(link) => add(&mut total, &link.words()),
        _ => {}
    });
    total
}

fn add(total: &mut WordCount, text: &str) {
    let mut in_word = false;
    for c in text.chars() {
        if matches!(c, '，' | '。' | '、' | '（' | '）' | '：' | '；') {
            // The most frequent marks: to look each up takes as long as ten letters.
            in_word = false;
        } else if cjk::is_read_singly(c) {
            total.characters += 1;
            in_word = false;
        } else if c.is_alphanumeric() {
            total.words += u32::from(!in_word);
            in_word = true;
        } else {
            // `it's` and `state-of-the-art` are one word each.
            in_word &= matches!(c, '\'' | '’' | '-' | '.' | '_');
        }
    }
}
