//! Places of the Markdown in its file, all of a text's in one reading.

use std::collections::BTreeMap;
use std::ops::Range;

use crate::model::Text;
use crate::source::{Span, offsets_in_raw};

/// Offsets that were asked for, and where they are in the file.
pub(super) struct Places<'r> {
    text: &'r Text,
    raw: &'r str,
    found: BTreeMap<usize, usize>,
}

impl<'r> Places<'r> {
    pub(super) fn new(text: &'r Text, raw: &'r str) -> Self {
        Self { text, raw, found: BTreeMap::new() }
    }

    pub(super) fn ask(&mut self, range: &Range<usize>) {
        self.found.insert(range.start, 0);
        self.found.insert(range.end, 0);
    }

    /// Looks all of them up.
    pub(super) fn answer(&mut self) {
        let asked: Vec<usize> = self.found.keys().copied().collect();
        let found = offsets_in_raw(self.raw, &self.text.markdown, &asked);
        self.found = asked.into_iter().zip(found).collect();
    }

    /// Where a stretch that was asked for is.
    pub(super) fn span(&self, range: &Range<usize>) -> Span {
        let place = |offset| self.found.get(offset).copied().unwrap_or_default();
        let (start, end) = (place(&range.start), place(&range.end));
        let base = self.text.span.start as usize;
        Span::new(self.text.span.file, base + start..base + end.max(start))
    }
}
