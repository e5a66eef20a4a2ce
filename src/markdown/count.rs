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

/// What a character of ASCII does to words.
#[derive(Clone, Copy)]
enum Ascii {
    Letter,
    /// `it's` and `state-of-the-art` are one word each.
    Joiner,
    Other,
}

/// By the byte.
const ASCII: [Ascii; 128] = {
    let mut table = [Ascii::Other; 128];
    let mut byte = 0_u8;
    while byte < 128 {
        if byte.is_ascii_alphanumeric() {
            table[byte as usize] = Ascii::Letter;
        } else if matches!(byte, b'\'' | b'-' | b'.' | b'_') {
            table[byte as usize] = Ascii::Joiner;
        }
        byte += 1;
    }
    table
};

fn add(total: &mut WordCount, text: &str) {
    let mut in_word = false;
    for c in text.chars() {
        if let Some(ascii) = ASCII.get(c as usize) {
            match ascii {
                Ascii::Letter => {
                    total.words += u32::from(!in_word);
                    in_word = true;
                }
                Ascii::Joiner => {}
                Ascii::Other => in_word = false,
            }
        } else if matches!(c, '，' | '。' | '、' | '（' | '）' | '：' | '；') {
            // The most frequent marks: to look each up takes as long as ten letters.
            in_word = false;
        } else if cjk::is_read_singly(c) {
            total.characters += 1;
            in_word = false;
        } else if c.is_alphanumeric() {
            total.words += u32::from(!in_word);
            in_word = true;
        } else {
            in_word &= c == '’';
        }
    }
}
