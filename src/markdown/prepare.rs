//! A text made ready for the CommonMark parser, with the way back to its own offsets.
//!
//! Two things are settled before CommonMark sees a text. Formulas are lifted out and a placeholder
//! stands in for each, so that no `_`, `|` or `\\` in one is read as markup. And beside a run of `*`
//! or `~` where CommonMark's rule on punctuation fails next to a CJK character, a sentinel makes the
//! run see a letter ([`super::cjk`]). Both are noncharacters of Unicode, which no text may hold; what
//! holds them all the same has them replaced first.

use std::borrow::Cow;
use std::ops::Range;

use super::cjk;
use super::mathspan::{self, MathSpan};

/// Stands beside a run of emphasis marks.
pub(super) const SENTINEL: char = '\u{FDD0}';
/// Starts a placeholder; the formula's number in decimal follows.
const OPEN: char = '\u{FDD1}';
/// Ends a placeholder.
const CLOSE: char = '\u{FDD2}';

/// A text ready for the parser.
#[derive(Debug)]
pub(super) struct Prepared<'a> {
    /// The text as its author wrote it.
    pub(super) source: &'a str,
    /// The text to parse.
    pub(super) text: Cow<'a, str>,
    /// The formulas that were lifted out, in order; ranges are in `source`.
    pub(super) formulas: Vec<MathSpan>,
    /// Where the two texts part: behind offset `.0` of `text`, offset `.1` of `source` goes on.
    edits: Vec<(usize, usize)>,
}

/// `source` made ready.
pub(super) fn prepare(source: &str) -> Prepared<'_> {
    let nothing_to_do = !source.contains(['$', '*', '~', '\\', SENTINEL, OPEN, CLOSE]);
    if nothing_to_do {
        return Prepared { source, text: source.into(), formulas: Vec::new(), edits: Vec::new() };
    }
    let formulas = mathspan::find(source);
    let mut out = String::with_capacity(source.len() + source.len() / 32);
    let mut edits = Vec::new();
    let mut from = 0;
    for (number, formula) in formulas.iter().enumerate() {
        text(source, from..formula.range.start, &mut out, &mut edits);
        out.push(OPEN);
        out.push_str(&number.to_string());
        out.push(CLOSE);
        from = formula.range.end;
        edits.push((out.len(), from));
    }
    text(source, from..source.len(), &mut out, &mut edits);
    Prepared { source, text: out.into(), formulas, edits }
}

/// Adds the stretch `range` of `source` with its sentinels.
fn text(source: &str, range: Range<usize>, out: &mut String, edits: &mut Vec<(usize, usize)>) {
    let mut from = range.start;
    for at in cjk::sentinels(source, range.clone()) {
        push(&source[from..at], out);
        out.push(SENTINEL);
        edits.push((out.len(), at));
        from = at;
    }
    push(&source[from..range.end], out);
}

fn push(text: &str, out: &mut String) {
    if text.contains([SENTINEL, OPEN, CLOSE]) {
        // U+FFFD is as long in UTF-8, so offsets stay.
        out.push_str(&text.replace([SENTINEL, OPEN, CLOSE], "\u{FFFD}"));
    } else {
        out.push_str(text);
    }
}

/// A stretch of a text between formulas, or a formula.
#[derive(Debug, PartialEq, Eq)]
pub(super) enum Part<'t> {
    /// Text; its offset is in the payload that was split.
    Text(&'t str),
    /// The formula with this number.
    Formula(usize),
}

impl Prepared<'_> {
    /// Where the byte `offset` of the parsed text stands in the source.
    pub(super) fn source_offset(&self, offset: usize) -> usize {
        let after = self.edits.partition_point(|&(parsed, _)| parsed <= offset);
        match after.checked_sub(1) {
            None => offset,
            Some(index) => {
                let (parsed, source) = self.edits[index];
                // Inside a placeholder or sentinel the next edit's source is the limit.
                let limit = self.edits.get(after).map_or(self.source.len(), |&(_, next)| next);
                (source + (offset - parsed)).min(limit)
            }
        }
    }

    /// The stretch of the source that a range of the parsed text came from.
    pub(super) fn source_range(&self, range: &Range<usize>) -> Range<usize> {
        let start = self.source_offset(range.start);
        start..self.source_offset(range.end).max(start)
    }

    /// `payload` of an event as its author wrote it: sentinels gone, formulas back in place.
    pub(super) fn restore<'t>(&self, payload: Cow<'t, str>) -> Cow<'t, str> {
        if !payload.contains([SENTINEL, OPEN]) {
            return payload;
        }
        let mut out = String::with_capacity(payload.len());
        for part in parts(&payload) {
            match part {
                Part::Text(text) => out.extend(text.chars().filter(|&c| c != SENTINEL)),
                Part::Formula(number) => {
                    let range = self.formulas.get(number).map_or(0..0, |f| f.range.clone());
                    out.push_str(&self.source[range]);
                }
            }
        }
        out.into()
    }
}

/// The stretches of `payload` between its placeholders, and those.
pub(super) fn parts(payload: &str) -> Vec<Part<'_>> {
    let mut parts = Vec::new();
    let mut rest = payload;
    while let Some((before, after)) = rest.split_once(OPEN) {
        let Some((number, tail)) = after.split_once(CLOSE) else { break };
        if !before.is_empty() {
            parts.push(Part::Text(before));
        }
        if let Ok(number) = number.parse() {
            parts.push(Part::Formula(number));
        }
        rest = tail;
    }
    if !rest.is_empty() {
        parts.push(Part::Text(rest));
    }
    parts
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_offset_finds_its_way_back() {
        let source = "甲**重要。**后 $a_1$ and `$x$` 乙";
        let prepared = prepare(source);
        assert_eq!(prepared.formulas.len(), 1);
        for needle in ["甲", "后", "and", "`$x$`", "乙"] {
            let parsed = prepared.text.find(needle).unwrap();
            assert_eq!(prepared.source_offset(parsed), source.find(needle).unwrap(), "{needle}");
        }
        let all = prepared.text.clone().into_owned();
        assert_eq!(prepared.restore(all.into()), source);
    }

    #[test]
    fn a_text_that_holds_the_placeholders_cannot_forge_one() {
        let prepared = prepare("\u{FDD1}0\u{FDD2} $x$");
        assert_eq!(prepared.text.matches(OPEN).count(), 1);
    }
}
