//! Limits that hold before anything slower than linear is done to a text.

use std::ops::Range;

use super::fences::{fenced, item};

/// How deeply blocks, and pieces of lines, may stand in each other.
pub(super) const MAX_DEPTH: usize = 100;

/// Most columns of a table: rows are filled up to the widest, so cells grow with the square.
const MAX_COLUMNS: usize = 1000;

/// Refuses a text whose containers are nested more deeply than [`MAX_DEPTH`] or whose tables are
/// too wide, and says where.
pub(super) fn check(text: &str) -> Result<(), Range<usize>> {
    let mut fences = None;
    let mut start = 0;
    for line in text.split_inclusive('\n') {
        let place = start..start + line.len();
        start = place.end;
        // Cheap: a shorter line cannot be too much.
        if line.len() < MAX_DEPTH {
            continue;
        }
        let deep = depth(line) > MAX_DEPTH;
        let wide = line.bytes().filter(|&byte| byte == b'|').count() > MAX_COLUMNS && is_rule(line);
        if deep || wide {
            let fences: &Vec<Range<usize>> = fences.get_or_insert_with(|| fenced(text));
            let index = fences.partition_point(|fence| fence.end <= place.start);
            if fences.get(index).is_none_or(|fence| fence.start > place.start) {
                return Err(place.start..place.start + line.trim_end().len());
            }
        }
    }
    Ok(())
}

/// How many containers a line can be in at most: `>`, list markers, and two columns of indentation
/// before a list marker.
fn depth(line: &str) -> usize {
    let mut depth = 0;
    let mut rest = line;
    loop {
        let inner = rest.trim_start_matches([' ', '\t']);
        let indent: usize = rest[..rest.len() - inner.len()]
            .bytes()
            .map(|byte| if byte == b'\t' { 4 } else { 1 })
            .sum();
        if let Some(quoted) = inner.strip_prefix('>') {
            depth += 1 + indent / 4;
            rest = quoted;
        } else if let Some(inside) = item(inner) {
            depth += 1 + indent / 2;
            rest = inside;
        } else {
            return depth;
        }
        if depth > MAX_DEPTH {
            return depth;
        }
    }
}

/// `|---|:-:|`: the line that makes a table.
fn is_rule(line: &str) -> bool {
    line.bytes()
        .all(|byte| matches!(byte, b'|' | b'-' | b':' | b' ' | b'\t' | b'\r' | b'\n' | b'>'))
}
