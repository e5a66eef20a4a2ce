//! Rewritten LaTeX, with a note for every piece of where in the author's source it stems from.

use std::ops::Range;

use super::lex::Span;

#[derive(Debug, Default)]
pub(super) struct Output {
    text: String,
    /// From each of these bytes on, the text stems from that span; sorted.
    origins: Vec<(usize, Span)>,
}

impl Output {
    pub(super) fn text(&self) -> &str {
        &self.text
    }

    pub(super) fn len(&self) -> usize {
        self.text.len()
    }

    pub(super) fn push(&mut self, text: &str, at: Span) {
        if self.origins.last().is_none_or(|(_, last)| *last != at) {
            self.origins.push((self.text.len(), at));
        }
        self.text.push_str(text);
    }

    /// One character; a percent sign must not become a comment.
    pub(super) fn character(&mut self, c: char, at: Span) {
        let mut buffer = [0; 4];
        self.push(if c == '%' { r"\%" } else { c.encode_utf8(&mut buffer) }, at);
    }

    /// `\name`, kept apart from letters after it.
    pub(super) fn command(&mut self, name: &str, at: Span) {
        self.push("\\", at);
        self.text.push_str(name);
        if name.ends_with(|last: char| last.is_ascii_alphabetic() || last == '*') {
            self.text.push(' ');
        }
    }

    pub(super) fn insert(&mut self, position: usize, text: &str) {
        self.text.insert_str(position, text);
        let later = self.origins.partition_point(|(start, _)| *start <= position);
        for (start, _) in &mut self.origins[later..] {
            *start += text.len();
        }
    }

    /// Takes away what was written from `position` on.
    pub(super) fn split_off(&mut self, position: usize) -> Self {
        let mut first = self.origins.partition_point(|(start, _)| *start < position);
        let inherited = match self.origins.get(first) {
            Some((start, _)) if *start == position => None,
            _ => first.checked_sub(1).map(|before| self.origins[before].1),
        };
        let mut origins: Vec<_> = inherited.map(|at| (0, at)).into_iter().collect();
        first = first.min(self.origins.len());
        origins.extend((self.origins.drain(first..)).map(|(start, at)| (start - position, at)));
        Self { text: self.text.split_off(position), origins }
    }

    pub(super) fn append(&mut self, other: &Self) {
        let shift = self.text.len();
        self.text.push_str(&other.text);
        let moved = other.origins.iter().map(|(start, at)| (start + shift, *at));
        self.origins.extend(moved);
    }

    /// Where a range of the text stems from.
    pub(super) fn origin(&self, range: &Range<usize>) -> Span {
        let after = |byte: usize| self.origins.partition_point(|(start, _)| *start <= byte);
        let first = after(range.start).saturating_sub(1);
        let last = after(range.end.saturating_sub(1).max(range.start)).max(first + 1);
        (self.origins.get(first..last).unwrap_or_default().iter())
            .map(|(_, at)| *at)
            .reduce(Span::to)
            .unwrap_or_default()
    }
}
