//! What leaves a site for other programs, beside the files that every site has.
//!
//! Stage: `Library` + `Links` → tables and texts. Invariant: pure, and made of what is published
//! only: the library has nothing of drafts and private folders, and nothing of a handout's answers
//! is read here.

mod bundle;
mod csv;
mod tables;

pub use bundle::bundle;
pub(crate) use bundle::place;
pub use csv::{Cell, Sheet, write_csv};
pub use tables::SheetKind;

use crate::model::Prose;

/// The texts of `prose`, a blank line between them.
pub(crate) fn joined(prose: &Prose) -> String {
    let texts: Vec<&str> = prose.texts().map(|text| text.markdown.trim()).collect();
    texts.join("\n\n")
}
