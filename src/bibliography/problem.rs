//! What is wrong in a bibliography file, and where.

use std::ops::Range;

/// What sort of fault a [`Problem`] is; callers map it to a diagnostic's code.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum ProblemKind {
    /// The file breaks the grammar of its format: a missing comma, a brace that never closes.
    Syntax,
    /// An entry without a citation key.
    MissingKey,
    /// A citation key that another entry has already.
    DuplicateKey,
    /// A field that the entry has already; the first one counts.
    DuplicateField,
    /// An `@string` name that nothing defines.
    UnknownString,
    /// A `crossref` or `xdata` that names no entry, or leads back to itself.
    UnknownParent,
    /// A date that is none.
    BadDate,
    /// `@string` or `crossref` copies that would grow out of all proportion to the file.
    TooLarge,
}

/// One fault in one bibliography file.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Problem {
    /// What sort of fault it is.
    pub kind: ProblemKind,
    /// Where, in bytes of the file.
    pub range: Range<usize>,
    /// The other place that the fault is about, such as the first entry of that key.
    pub related: Option<Range<usize>>,
    /// What is wrong, in plain words.
    pub message: String,
    /// What to do about it.
    pub help: Option<String>,
}

impl Problem {
    pub(super) fn new(kind: ProblemKind, range: Range<usize>, message: impl Into<String>) -> Self {
        Self { kind, range, related: None, message: message.into(), help: None }
    }

    pub(super) fn help(self, help: impl Into<String>) -> Self {
        Self { help: Some(help.into()), ..self }
    }

    pub(super) fn related(self, range: Range<usize>) -> Self {
        Self { related: Some(range), ..self }
    }
}
