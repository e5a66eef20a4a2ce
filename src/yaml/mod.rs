//! YAML → a tree with places, or diagnostics in plain words; YAML that the program owns ↔ its types.
//!
//! Stage: used by [`crate::parse`] and [`crate::config`]. Invariant: nothing outside names the YAML
//! libraries, and reading a block never fails: what is wrong with it is a diagnostic.
//!
//! Places of good values, all mistakes at once and numbers as they were written cannot be had from
//! `serde_yaml`, which stops at the first error, says nothing of where a value stood and reads
//! `1706.03760` as a number; so what authors write is read from `saphyr-parser`'s events into
//! [`Node`]s. `serde_yaml` reads and writes what the program itself owns, and tests hold the two to
//! the same structure.

mod events;
pub mod fields;
mod line;
mod lints;
mod mend;
mod node;
mod owned;
mod quote;
mod simple;
#[cfg(test)]
mod tests;
mod traps;
mod values;
pub mod write;

pub use node::{Key, Node, Scalar, Style, Value};
pub use owned::{YamlError, from_str, to_string};
pub use quote::single_quoted;
pub(crate) use values::offset_of;
pub use values::{Purpose, Values};

use std::ops::Range;

use crate::diagnostic::{Checked, Code, Diagnostic};
use crate::source::{FileId, Span};
use fields::Table;

/// The largest block that is read: a hundred times a long note's.
pub const MAX_BLOCK: usize = 256 * 1024;

/// Where a block stands, and which keys it may have.
#[derive(Clone, Copy, Debug)]
struct Context<'a> {
    file: FileId,
    /// The byte of the file that the block starts at.
    base: usize,
    tables: &'a [&'static Table],
}

impl Context<'_> {
    fn span(self, range: Range<usize>) -> Span {
        Span::new(self.file, self.base + range.start..self.base + range.end)
    }

    /// Whether `word` before a colon is likely to be meant as a key: it is one, or looks like one.
    fn may_be_key(self, word: &str) -> bool {
        let plain = word.starts_with(|c: char| c.is_ascii_alphabetic())
            && word.len() <= 24
            && word.bytes().all(|b| b.is_ascii_alphanumeric() || b == b'_' || b == b'-');
        plain || self.tables.iter().any(|table| table.has(word))
    }
}

/// Whether `line` looks like the `---` around a front matter and is not: `----`, `———`.
pub fn is_nearly_a_fence(line: &str) -> bool {
    let line = line.trim();
    line != "---" && line.chars().count() >= 2 && line.chars().all(|c| "-‐‑‒–—―─－".contains(c))
}

/// Reads the YAML that stands at `range` of `text`, the whole text of `file`. `tables` are those
/// that its keys may be from. `None` when there is nothing, or nothing can be made of it.
pub fn read(
    text: &str,
    file: FileId,
    range: Range<usize>,
    tables: &[&'static Table],
) -> Checked<Option<Node>> {
    let context = Context { file, base: range.start, tables };
    if range.len() > MAX_BLOCK {
        let first = range.start..range.start;
        let message = format!("the YAML from here on is larger than {} KiB", MAX_BLOCK / 1024);
        let diagnostic = Diagnostic::new(Code::YamlTooLarge, Span::new(file, first), message)
            .help("move what is long into the text below");
        return Checked::new(None, vec![diagnostic]);
    }
    let block = &text[range];
    let mend::Mended { mut root, marked, mut diagnostics } = mend::read(context, block);
    if let Some(node) = &mut root {
        lints::all(context, text, block, node, &marked, &mut diagnostics);
        if node.as_scalar().is_some_and(|scalar| scalar.style == Style::Plain) {
            // One text may be keys whose colons nothing took for colons.
            let before = diagnostics.len();
            lints::lines(context, block, &mut diagnostics);
            if diagnostics.len() > before {
                root = None;
            }
        }
    }
    Checked::new(root, diagnostics)
}
