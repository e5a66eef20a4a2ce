//! Where the places of a text have gone since a part of it was written anew.

use super::{FileId, Span};

/// One stretch of a file that was replaced. What stands before and behind it is the same.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Edit {
    file: FileId,
    /// Where it starts, in both texts.
    start: usize,
    /// Where it ended.
    end: usize,
    /// Where it ends now.
    now: usize,
}

impl Edit {
    /// The shortest one that makes `new` of `old`.
    pub(crate) fn between(file: FileId, old: &str, new: &str) -> Self {
        let same = |(a, b): &(u8, u8)| a == b;
        let mut start = old.bytes().zip(new.bytes()).take_while(same).count();
        while !old.is_char_boundary(start) {
            start -= 1;
        }
        let ends = old.bytes().skip(start).rev().zip(new.bytes().skip(start).rev());
        let mut behind = ends.take_while(same).count();
        while !old.is_char_boundary(old.len() - behind) {
            behind -= 1;
        }
        Self { file, start, end: old.len() - behind, now: new.len() - behind }
    }

    /// Where `span` is now; `None` if a part of it was replaced.
    pub(crate) fn place(&self, span: Span) -> Option<Span> {
        let range = span.range();
        if span.file != self.file || range.end <= self.start {
            return Some(span);
        }
        let moved = |at: usize| at.checked_sub(self.end).map(|behind| self.now + behind);
        Some(Span::new(span.file, moved(range.start)?..moved(range.end)?))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn places_around_an_edit_move_with_their_text_and_those_in_it_are_lost() {
        let file = FileId(0);
        for (old, new, range, expected) in [
            ("one two three", "one 2 three", 0..3, Some(0..3)),
            ("one two three", "one 2 three", 8..13, Some(6..11)),
            ("one two three", "one 2 three", 4..7, None),
            ("one two three", "one 2 three", 0..13, None),
            ("ab", "aXb", 1..1, Some(1..1)),
            ("ab", "aXb", 1..2, Some(2..3)),
            ("aa", "aaa", 0..2, Some(0..2)),
            ("一二", "一三二", 3..6, Some(6..9)),
            ("a", "", 0..0, Some(0..0)),
        ] {
            let edit = Edit::between(file, old, new);
            let found = edit.place(Span::new(file, range)).map(Span::range);
            assert_eq!(found, expected, "{old:?} {new:?}");
        }
        let elsewhere = Span::new(FileId(9), 0..99);
        assert_eq!(Edit::between(file, "a", "b").place(elsewhere), Some(elsewhere));
    }
}
