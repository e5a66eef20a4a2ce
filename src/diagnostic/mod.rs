//! What is told to the author: a message with a stable code, its place, and what to do about it.
//!
//! Stage: none; every stage that reads what authors wrote returns these beside its value, in a
//! [`Checked`]. Invariant: a diagnostic is data; its text is made where the mistake is seen, and
//! rendered for people or machines in [`render`] only.

mod code;
mod explain;
pub mod render;
pub mod suggest;

pub use code::{Code, Severity};

use crate::source::Span;

/// One thing to tell the author.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Diagnostic {
    /// What kind of mistake it is.
    pub code: Code,
    /// How bad it is; the code's own severity unless `--strict` raised it.
    pub severity: Severity,
    /// What is wrong, in lower case and without a full stop: "`9` is not a whole number from 1 to 5".
    pub message: String,
    /// Where; `None` only for what has no place in a text (an image that cannot be read).
    pub span: Option<Span>,
    /// Words under the place: "expected one of …".
    pub label: Option<String>,
    /// Other places that belong to it, with what they are.
    pub related: Vec<(Span, String)>,
    /// What to do about it, one line each.
    pub help: Vec<String>,
    /// A replacement that mends it, if there is exactly one.
    pub fix: Option<Fix>,
}

/// A change of the text that mends a mistake.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Fix {
    /// What to replace.
    pub span: Span,
    /// By what.
    pub replacement: String,
}

impl Diagnostic {
    /// A diagnostic of kind `code` at `span`.
    pub fn new(code: Code, span: impl Into<Option<Span>>, message: impl Into<String>) -> Self {
        Self {
            code,
            severity: code.severity(),
            message: message.into(),
            span: span.into(),
            label: None,
            related: Vec::new(),
            help: Vec::new(),
            fix: None,
        }
    }

    /// With words under the place.
    #[must_use]
    pub fn label(mut self, label: impl Into<String>) -> Self {
        self.label = Some(label.into());
        self
    }

    /// With another place that belongs to it.
    #[must_use]
    pub fn related(mut self, span: Span, what: impl Into<String>) -> Self {
        self.related.push((span, what.into()));
        self
    }

    /// With a line that says what to do.
    #[must_use]
    pub fn help(mut self, help: impl Into<String>) -> Self {
        self.help.push(help.into());
        self
    }

    /// With "did you mean `word`?" and the replacement, when there is a `word`.
    #[must_use]
    pub fn did_you_mean(mut self, word: Option<&str>) -> Self {
        if let Some(word) = word {
            self.help.push(format!("did you mean `{word}`?"));
            self.fix = self.span.map(|span| Fix { span, replacement: word.to_owned() });
        }
        self
    }

    /// The same of a text that was written anew: `place` tells where each place is now. `None` if
    /// one of them is lost.
    pub(crate) fn moved(mut self, place: impl Fn(Span) -> Option<Span>) -> Option<Self> {
        let Self { code: _, severity: _, message: _, span, label: _, related, help: _, fix } =
            &mut self;
        let places = span.iter_mut().chain(related.iter_mut().map(|(span, _)| span));
        for span in places.chain(fix.iter_mut().map(|fix| &mut fix.span)) {
            *span = place(*span)?;
        }
        Some(self)
    }

    /// With a replacement that mends it.
    #[must_use]
    pub fn fix(mut self, span: Span, replacement: impl Into<String>) -> Self {
        self.fix = Some(Fix { span, replacement: replacement.into() });
        self
    }
}

/// A value and what is to be said of how it came about. The value is the best that could be made
/// of the input; whether it may be used is for [`Checked::has_errors`] to say.
#[must_use]
#[derive(Clone, Debug, Default)]
pub struct Checked<T> {
    /// The value.
    pub value: T,
    /// What was noticed, in the order of noticing.
    pub diagnostics: Vec<Diagnostic>,
}

impl<T> Checked<T> {
    /// `value`, of which nothing is to be said.
    pub fn clean(value: T) -> Self {
        Self { value, diagnostics: Vec::new() }
    }

    /// `value` with `diagnostics`.
    pub fn new(value: T, diagnostics: Vec<Diagnostic>) -> Self {
        Self { value, diagnostics }
    }

    /// Takes the value and adds what is to be said to `all`.
    pub fn collect_into(self, all: &mut Vec<Diagnostic>) -> T {
        all.extend(self.diagnostics);
        self.value
    }

    /// Whether an error is among the diagnostics.
    pub fn has_errors(&self) -> bool {
        has_errors(&self.diagnostics)
    }
}

/// Whether an error is among `diagnostics`.
pub fn has_errors(diagnostics: &[Diagnostic]) -> bool {
    diagnostics.iter().any(|diagnostic| diagnostic.severity == Severity::Error)
}

/// Puts `diagnostics` in the order of files and places; those without a place come first, equal
/// ones once.
pub fn sort(diagnostics: &mut Vec<Diagnostic>) {
    diagnostics.sort_by(|a, b| (a.span, a.code, &a.message).cmp(&(b.span, b.code, &b.message)));
    diagnostics.dedup();
}

/// Raises every warning to an error, as `--strict` asks.
pub fn make_strict(diagnostics: &mut [Diagnostic]) {
    for diagnostic in diagnostics {
        if diagnostic.severity == Severity::Warning {
            diagnostic.severity = Severity::Error;
        }
    }
}
