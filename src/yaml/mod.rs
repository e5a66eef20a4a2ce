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
mod lints;
mod node;
mod owned;
mod quote;
mod values;

pub use node::{Key, Node, Scalar, Style, Value};
pub use owned::{YamlError, from_str, to_string};
pub use quote::single_quoted;
pub(crate) use values::offset_of;
pub use values::{Purpose, Values};

use std::ops::Range;

use crate::diagnostic::{Checked, Code, Diagnostic};
use crate::source::{FileId, Span};

/// The largest block that is read: a hundred times a long note's.
pub const MAX_BLOCK: usize = 256 * 1024;

/// Reads the YAML that stands at `range` of `text`, the whole text of `file`. `None` when there is
/// none, or when it cannot be made sense of.
pub fn read(text: &str, file: FileId, range: Range<usize>) -> Checked<Option<Node>> {
    let span = Span::new(file, range.clone());
    if range.len() > MAX_BLOCK {
        let message = format!("this is larger than {} KiB", MAX_BLOCK / 1024);
        let diagnostic = Diagnostic::new(Code::YamlTooLarge, span.at_start(), message)
            .help("move what is long into the text below");
        return Checked::new(None, vec![diagnostic]);
    }
    match events::load(&text[range.clone()], file, range.start) {
        Ok(loaded) => Checked::new(loaded.root, loaded.diagnostics),
        Err(events::Stop::Refused(d)) => Checked::new(None, vec![*d]),
        Err(events::Stop::Syntax { info, offset }) => Checked::new(
            None,
            vec![Diagnostic::new(
                Code::YamlSyntax,
                Span::new(file, range.start + offset..range.start + offset),
                info,
            )],
        ),
    }
}
