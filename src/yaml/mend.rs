//! A block read to its end whatever traps are in it: each is reported, mended in memory, and the
//! block read again.

use super::events::{self, Stop};
use super::node::{Node, Style, Value};
use super::traps::{self, Mend};
use super::{Context, MAX_BLOCK};
use crate::diagnostic::{Code, Diagnostic};

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
    let mut values: Vec<std::ops::Range<usize>> = Vec::new();
    let mut diagnostics: Vec<Diagnostic> = Vec::new();
    let mut unexplained = false;
    let mut reread = 0;
    for _ in 0..MAX_TRAPS {
        let (info, offset) = match events::load(&text, context.file, context.base) {
            Ok(loaded) => {
                let mut root = loaded.root;
                if let Some(root) = root.as_mut().filter(|_| !values.is_empty()) {
                    restore(root, context, block, &values);
                }
                diagnostics.extend(loaded.diagnostics);
                return Mended { root, marked: loaded.marked, diagnostics };
            }
            Err(Stop::Refused(diagnostic)) => {
                diagnostics.push(*diagnostic);
                break;
            }
            Err(Stop::Syntax { info, offset }) => (info, offset),
        };
        let trap = traps::find(context, &text, offset, &info);
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

/// Does `mend` to `text`; `false` if that changes nothing, so that reading it again is no use.
fn apply(text: &mut String, mend: &Mend, values: &mut Vec<std::ops::Range<usize>>) -> bool {
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
fn restore(node: &mut Node, context: Context<'_>, block: &str, values: &[std::ops::Range<usize>]) {
    match &mut node.value {
        Value::Scalar(scalar) => {
            let start = node.span.range().start - context.base;
            let mended = values.iter().find(|range| range.start <= start && start < range.end);
            if let Some(range) = mended {
                let raw = &block[range.clone()];
                scalar.text = super::quote::as_literal(raw).unwrap_or_else(|| raw.to_owned());
                scalar.style = Style::SingleQuoted;
            }
        }
        Value::Seq(items) => items.iter_mut().for_each(|it| restore(it, context, block, values)),
        Value::Map(entries) => {
            entries.iter_mut().for_each(|(_, it)| restore(it, context, block, values));
        }
        Value::Null => {}
    }
}
