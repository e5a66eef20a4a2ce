//! One JSON object to a line: what `docs/diagnostics.md` promises to other programs.
//!
//! Keys are only ever added. A place that is not known is `null`, never left out.

use serde::Serialize;

use super::place::{Place, Places};
use crate::diagnostic::{Diagnostic, Fix};
use crate::source::Span;

#[derive(Serialize)]
struct Line<'a> {
    code: &'static str,
    name: &'static str,
    severity: &'static str,
    message: &'a str,
    #[serde(flatten)]
    at: At<'a>,
    label: Option<&'a str>,
    help: &'a [String],
    fix: Option<Replacement<'a>>,
    related: Vec<Related<'a>>,
}

/// A stretch of a file: lines and columns count from 1, columns count characters, `end_column` and
/// `end_byte` are the first that no longer belong to it, bytes count from the file's first.
#[derive(Default, Serialize)]
struct At<'a> {
    file: Option<&'a str>,
    line: Option<usize>,
    column: Option<usize>,
    end_line: Option<usize>,
    end_column: Option<usize>,
    start_byte: Option<usize>,
    end_byte: Option<usize>,
}

#[derive(Serialize)]
struct Replacement<'a> {
    #[serde(flatten)]
    at: At<'a>,
    replacement: &'a str,
}

#[derive(Serialize)]
struct Related<'a> {
    #[serde(flatten)]
    at: At<'a>,
    message: &'a str,
}

pub(super) fn render(diagnostics: &[Diagnostic], places: &mut Places<'_>) -> String {
    let mut out = String::new();
    for diagnostic in diagnostics {
        let Diagnostic { code, severity, message, span, label, related, help, fix } = diagnostic;
        let mut at = |span: Span| At::from(places.place(span));
        let line = Line {
            code: code.id(),
            name: code.name(),
            severity: severity.as_str(),
            message,
            at: span.map(&mut at).unwrap_or_default(),
            label: label.as_deref(),
            help,
            fix: fix
                .as_ref()
                .map(|Fix { span, replacement }| Replacement { at: at(*span), replacement }),
            related: related
                .iter()
                .map(|(span, message)| Related { at: at(*span), message })
                .collect(),
        };
        // `Display` of a value made of strings and numbers cannot fail; an empty line would be the
        // least harm if it did.
        out.push_str(&serde_json::to_string(&line).unwrap_or_default());
        out.push('\n');
    }
    out
}

impl<'a> From<Place<'a>> for At<'a> {
    fn from(place: Place<'a>) -> Self {
        Self {
            file: Some(place.file),
            line: Some(place.start.line),
            column: Some(place.start.column),
            end_line: Some(place.end.line),
            end_column: Some(place.end.column),
            start_byte: Some(place.bytes.start),
            end_byte: Some(place.bytes.end),
        }
    }
}
