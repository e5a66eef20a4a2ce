//! A block read to its end whatever traps are in it: each is reported, mended in memory, and the
//! block read again.

use std::ops::Range;

use super::events::{self, Stop};
use super::node::{Node, Style, Value};
use super::traps::{self, Mend};
use super::{Context, MAX_BLOCK};
use crate::diagnostic::{Code, Diagnostic};
use crate::source::Span;

/// How many bytes are read again for the sake of further reports: enough for dozens of traps in any
/// real front matter, and a bound for hostile ones.
const MAX_REREAD: usize = 8 * MAX_BLOCK;

/// How many traps of one block are reported.
const MAX_TRAPS: usize = 50;

/// What stands for a byte of a mended value.
const FILLER: u8 = b'_';

/// A block and its repairs.
pub(super) struct Mended {
    /// Its content, as far as it could be made sense of.
    pub(super) root: Option<Node>,
    /// Values with marks before them.
    pub(super) marked: Vec<events::Marked>,
    /// What is wrong.
    pub(super) diagnostics: Vec<Diagnostic>,
}

/// Reads `block` to its end.
pub(super) fn read(context: Context<'_>, block: &str) -> Mended {
    let mut text = block.to_owned();
    let mut values: Vec<Range<usize>> = Vec::new();
    let mut diagnostics: Vec<Diagnostic> = Vec::new();
    let mut unexplained = false;
    let mut reread = 0;
    for _ in 0..MAX_TRAPS {
        let (info, offset) = match events::load(&text, context.file, context.base) {
            Ok(loaded) => {
                let events::Loaded { mut root, mut marked, diagnostics: found } = loaded;
                let known = diagnostics.len();
                diagnostics.extend(found);
                if text != block {
                    if let Some(root) = &mut root {
                        restore(root, context, block, &values);
                    }
                    for mark in &mut marked {
                        mark.span = whole(context, block, mark.span);
                    }
                    for diagnostic in &mut diagnostics[known..] {
                        settle(diagnostic, context, block, &text);
                    }
                }
                return Mended { root, marked, diagnostics };
            }
            Err(Stop::Refused(mut refused)) => {
                settle(&mut refused, context, block, &text);
                diagnostics.push(*refused);
                break;
            }
            Err(Stop::Syntax { info, offset }) => (info, offset),
        };
        let mut trap = traps::find(context, &text, offset, &info);
        settle(&mut trap.diagnostic, context, block, &text);
        let plain = trap.diagnostic.code == Code::YamlSyntax;
        // One trap may upset the lines after it: what no trap explains is said once.
        if !(plain && unexplained) {
            unexplained |= plain;
            if !diagnostics.iter().any(|known| known.span == trap.diagnostic.span) {
                diagnostics.push(trap.diagnostic);
            }
        }
        reread += text.len();
        let before = values.len();
        if reread > MAX_REREAD || !apply(&mut text, &trap.mend, &mut values) {
            break;
        }
        debug_assert!(text.len() == block.len() && values.len() >= before);
    }
    Mended { root: None, marked: Vec::new(), diagnostics }
}

/// `span`, which was found in a mended block, widened to whole characters of `block`.
fn whole(context: Context<'_>, block: &str, span: Span) -> Span {
    let Range { mut start, mut end } = span.range();
    (start, end) = (start - context.base, end - context.base);
    while !block.is_char_boundary(start) {
        start -= 1;
    }
    while !block.is_char_boundary(end) {
        end += 1;
    }
    context.span(start..end)
}

/// Brings the places of `diagnostic` in line with `block`, of which `text` is the mended form.
fn settle(diagnostic: &mut Diagnostic, context: Context<'_>, block: &str, text: &str) {
    diagnostic.span = diagnostic.span.map(|span| whole(context, block, span));
    for (span, _) in &mut diagnostic.related {
        *span = whole(context, block, *span);
    }
    // A repair made of mended text would write the repair's filler into the file.
    let same = |span: Span| {
        let range = span.range().start - context.base..span.range().end - context.base;
        block.get(range.clone()).is_some_and(|written| text.get(range) == Some(written))
    };
    if diagnostic.fix.as_ref().is_some_and(|fix| !same(fix.span)) {
        diagnostic.fix = None;
    }
}

/// Does `mend` to `text`; `false` if that changes nothing, so that reading it again is no use.
fn apply(text: &mut String, mend: &Mend, values: &mut Vec<Range<usize>>) -> bool {
    let mut bytes = std::mem::take(text).into_bytes();
    let before = bytes.clone();
    match mend {
        Mend::Value(range) => {
            bytes[range.clone()].fill(FILLER);
            values.push(range.clone());
        }
        Mend::Colon(range) => {
            bytes[range.clone()].fill(b' ');
            bytes[range.start] = b':';
        }
        Mend::Space(at, value) => {
            bytes[value.clone()].fill(FILLER);
            if let Some(first) = bytes.get_mut(*at) {
                *first = b' ';
            }
            values.push(value.clone());
        }
        Mend::Tabs => {
            let mut indents = true;
            for byte in &mut bytes {
                match *byte {
                    b'\t' if indents => *byte = b' ',
                    b'\n' => indents = true,
                    b' ' => {}
                    _ => indents = false,
                }
            }
        }
        Mend::Escapes(range) => {
            let mut at = range.start;
            while at < range.end {
                if bytes[at] == b'\\' {
                    if matches!(bytes.get(at + 1), Some(b'"' | b'\\')) {
                        at += 1;
                    } else {
                        bytes[at] = FILLER;
                    }
                }
                at += 1;
            }
            values.push(range.clone());
        }
        Mend::Skip(range) => {
            for byte in &mut bytes[range.clone()] {
                if *byte != b'\n' {
                    *byte = b' ';
                }
            }
        }
    }
    let changed = bytes != before;
    // Whole characters were replaced by as many bytes of ASCII.
    *text = String::from_utf8(bytes).unwrap_or_default();
    changed && !text.is_empty()
}

/// Puts the texts of mended values back, as they were written.
fn restore(node: &mut Node, context: Context<'_>, block: &str, values: &[Range<usize>]) {
    let written = node.span;
    node.span = whole(context, block, node.span);
    match &mut node.value {
        Value::Scalar(scalar) => {
            let start = written.range().start - context.base;
            let mended = values.iter().find(|range| range.start <= start && start < range.end);
            if let Some(range) = mended {
                let raw = &block[range.clone()];
                scalar.text = super::quote::as_literal(raw).unwrap_or_else(|| raw.to_owned());
                scalar.style = Style::SingleQuoted;
            }
        }
        Value::Seq(items) => items.iter_mut().for_each(|it| restore(it, context, block, values)),
        Value::Map(entries) => {
            for (key, node) in entries {
                key.span = whole(context, block, key.span);
                restore(node, context, block, values);
            }
        }
        Value::Null => {}
    }
}
