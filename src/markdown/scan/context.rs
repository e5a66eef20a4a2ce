//! The sentence around a link, as plain words.

use crate::markdown::tree::{self, Kind, Node};

/// Longest context, in characters; a longer sentence is cut on both sides of the link.
const MAX_LENGTH: usize = 200;

/// The words of a line, and how far reading has come in them.
pub(super) struct Context {
    /// `None` if nobody will ask: most lines mention nothing.
    words: Option<String>,
    at: usize,
}

impl Context {
    /// The words of `line`.
    pub(super) fn new(line: &[Node<'_>]) -> Self {
        let mut mentions = false;
        tree::walk(line, &mut |node| mentions |= may_mention(&node.kind));
        Self { words: mentions.then(|| tree::said(line)), at: 0 }
    }

    /// Goes on behind what `node` itself shows; what is below it is passed node by node.
    pub(super) fn pass(&mut self, node: &Node<'_>) {
        if let Some(words) = &self.words
            && node.children.is_empty()
        {
            let length = match &node.kind {
                Kind::Text(text) => text.len(),
                _ => tree::said(std::slice::from_ref(node)).len(),
            };
            self.at = (self.at + length).min(words.len());
        }
    }

    /// The sentence around the place that reading has come to.
    pub(super) fn sentence(&self) -> String {
        let Some(words) = &self.words else { return String::new() };
        let mut at = self.at;
        while !words.is_char_boundary(at) {
            at -= 1;
        }
        let (before, after) = words.split_at(at);
        let start = before
            .char_indices()
            .rev()
            .take(MAX_LENGTH)
            .find(|&(index, c)| ends(c, &words[index + c.len_utf8()..]))
            .map(|(index, c)| index + c.len_utf8())
            .unwrap_or_else(|| {
                before.char_indices().rev().nth(MAX_LENGTH / 2).map_or(0, |(index, _)| index)
            });
        let end = after
            .char_indices()
            .take(MAX_LENGTH)
            .find(|&(index, c)| ends(c, &after[index + c.len_utf8()..]))
            .map(|(index, c)| index + c.len_utf8())
            .unwrap_or_else(|| cut(after, MAX_LENGTH));
        let sentence = words[start..at + end].trim();
        let mut out = String::new();
        if start > 0 && !before[..start].trim_end().ends_with(is_mark) {
            out.push('…');
        }
        out.push_str(sentence);
        if end < after.len() && !sentence.ends_with(is_mark) {
            out.push('…');
        }
        out
    }
}

/// Whether a piece of a line may lead somewhere.
fn may_mention(kind: &Kind<'_>) -> bool {
    matches!(
        kind,
        Kind::Link { .. }
            | Kind::Image { .. }
            | Kind::Wikilink(_)
            | Kind::Citation { .. }
            | Kind::Html(_)
    )
}

/// The byte at which the `count`th character starts.
fn cut(text: &str, count: usize) -> usize {
    text.char_indices().nth(count).map_or(text.len(), |(index, _)| index)
}

fn is_mark(c: char) -> bool {
    matches!(c, '。' | '！' | '？' | '；' | '.' | '!' | '?')
}

/// Whether a sentence ends with `c`, when `after` follows: `3.5` and `et al.,` end none.
fn ends(c: char, after: &str) -> bool {
    match c {
        '。' | '！' | '？' | '；' => true,
        '.' | '!' | '?' => after.is_empty() || after.starts_with(char::is_whitespace),
        _ => false,
    }
}
