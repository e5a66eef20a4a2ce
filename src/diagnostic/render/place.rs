//! Lines and columns of spans, at a cost that does not grow with what stands before them.

use std::collections::BTreeMap;
use std::ops::Range;

use crate::source::{FileId, SourceFile, Sources, Span};

/// How many bytes lie between two places whose characters have been counted.
const STRIDE: usize = 4096;

/// A line and a column, both counted from 1; columns count characters, as editors do.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Position {
    pub(super) line: usize,
    pub(super) column: usize,
}

/// Where a span lies, as people and other programs count.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Place<'a> {
    /// The file's name.
    pub(super) file: &'a str,
    /// Its first character.
    pub(super) start: Position,
    /// The character after its last.
    pub(super) end: Position,
    /// Its bytes, counted in the file with its byte order mark.
    pub(super) bytes: Range<usize>,
}

/// The places of a site's texts. Each file is read through once, when it is first asked for.
pub(super) struct Places<'a> {
    sources: &'a Sources,
    indexes: BTreeMap<FileId, Index>,
}

impl<'a> Places<'a> {
    pub(super) fn new(sources: &'a Sources) -> Self {
        Self { sources, indexes: BTreeMap::new() }
    }

    pub(super) fn file(&self, id: FileId) -> &'a SourceFile {
        self.sources.file(id)
    }

    /// Where `span` lies.
    pub(super) fn place(&mut self, span: Span) -> Place<'a> {
        let file = self.file(span.file);
        let index = self.index(span.file);
        let (start, end) = (span.start as usize, (span.end as usize).max(span.start as usize));
        Place {
            file: &file.name,
            start: index.position(&file.text, start),
            end: index.position(&file.text, end),
            bytes: start + file.skipped..end + file.skipped,
        }
    }

    /// The bytes of the lines that `span` touches, and the number of the first; the last line's
    /// end is left out.
    pub(super) fn lines(&mut self, span: Span) -> (Range<usize>, usize) {
        let text = &self.file(span.file).text;
        let index = self.index(span.file);
        let first = index.line(span.start as usize);
        // A span that ends with a line end does not touch the line after it.
        let last_byte = (span.end as usize).saturating_sub(1).max(span.start as usize);
        let last = index.line(last_byte);
        let end = index.starts.get(last + 1).map_or(text.len(), |&start| start as usize);
        let lines = &text[index.starts[first] as usize..end];
        let trimmed = lines.strip_suffix('\n').unwrap_or(lines);
        let trimmed = trimmed.strip_suffix('\r').unwrap_or(trimmed);
        let start = index.starts[first] as usize;
        (start..start + trimmed.len(), first + 1)
    }

    fn index(&mut self, id: FileId) -> &Index {
        let text = &self.sources.file(id).text;
        self.indexes.entry(id).or_insert_with(|| Index::new(text))
    }
}

/// What makes places of one text cheap to find.
struct Index {
    /// The first byte of every line.
    starts: Vec<u32>,
    /// How many characters start before each multiple of [`STRIDE`].
    counted: Vec<usize>,
}

impl Index {
    fn new(text: &str) -> Self {
        let newlines = text.bytes().zip(1u32..).filter(|&(byte, _)| byte == b'\n');
        let starts = std::iter::once(0).chain(newlines.map(|(_, after)| after)).collect();
        let mut counted = vec![0];
        let mut total = 0;
        for block in text.as_bytes().chunks(STRIDE) {
            total += characters(block);
            counted.push(total);
        }
        Self { starts, counted }
    }

    /// The line, counted from 0, that the byte `offset` is on.
    fn line(&self, offset: usize) -> usize {
        self.starts.partition_point(|&start| start as usize <= offset) - 1
    }

    fn position(&self, text: &str, offset: usize) -> Position {
        let line = self.line(offset);
        let start = self.starts[line] as usize;
        let column = self.before(text, offset) - self.before(text, start) + 1;
        Position { line: line + 1, column }
    }

    /// How many characters start before the byte `offset`.
    fn before(&self, text: &str, offset: usize) -> usize {
        let offset = offset.min(text.len());
        let block = offset / STRIDE;
        self.counted[block] + characters(&text.as_bytes()[block * STRIDE..offset])
    }
}

/// How many characters start in `bytes` of a UTF-8 text.
fn characters(bytes: &[u8]) -> usize {
    bytes.iter().filter(|&&byte| byte & 0b1100_0000 != 0b1000_0000).count()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::source::SourceFile;

    #[test]
    fn a_position_is_that_of_the_sources() {
        let text = format!("{}\r\n标题：x\n{}", "残差".repeat(3000), "后");
        let mut sources = Sources::new();
        let file = sources.add(SourceFile {
            name: "a.md".into(),
            path: None,
            text: text.clone(),
            skipped: 3,
        });
        let mut places = Places::new(&sources);
        for (offset, _) in text.char_indices().step_by(97).chain([(text.len(), ' ')]) {
            let place = places.place(Span::new(file, offset..offset));
            let (line, column) = sources.line_column(file, offset);
            assert_eq!(place.start, Position { line, column }, "{offset}");
            assert_eq!(place.bytes, offset + 3..offset + 3);
        }
    }

    #[test]
    fn the_lines_of_a_span_have_no_line_end() {
        let mut sources = Sources::new();
        let text = "one\r\ntwo\nthree";
        let file = sources.add(SourceFile {
            name: "a.md".into(),
            path: None,
            text: text.into(),
            skipped: 0,
        });
        let mut places = Places::new(&sources);
        for (range, lines, first) in
            [(0..3, "one", 1), (1..6, "one\r\ntwo", 1), (5..9, "two", 2), (14..14, "three", 3)]
        {
            let (found, number) = places.lines(Span::new(file, range.clone()));
            assert_eq!((&text[found], number), (lines, first), "{range:?}");
        }
    }
}
