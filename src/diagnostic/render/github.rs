//! Workflow commands: `::error file=a.md,line=3,col=8::message`.
//!
//! The grammar and its escapes are those of
//! <https://docs.github.com/actions/reference/workflow-commands-for-github-actions> and of
//! `@actions/core`, which writes the same lines.

use std::fmt::Write as _;

use super::place::Places;
use crate::diagnostic::{Diagnostic, Severity};

pub(super) fn render(diagnostics: &[Diagnostic], places: &mut Places<'_>) -> String {
    let mut out = String::new();
    for diagnostic in diagnostics {
        let command = match diagnostic.severity {
            Severity::Error => "error",
            Severity::Warning => "warning",
            Severity::Note => "notice",
        };
        out.push_str("::");
        out.push_str(command);
        out.push(' ');
        if let Some(span) = diagnostic.span {
            let place = places.place(span);
            let (start, end) = (place.start, place.end);
            let file = property(place.file);
            let _ = write!(out, "file={file},line={},endLine={}", start.line, end.line);
            // GitHub takes columns only of a stretch within one line.
            if start.line == end.line {
                let _ = write!(out, ",col={},endColumn={}", start.column, end.column);
            }
            out.push(',');
        }
        let title = format!("{} {}", diagnostic.code.id(), diagnostic.code.name());
        let _ = write!(out, "title={}::{}", property(&title), data(&diagnostic.message));
        for (span, what) in &diagnostic.related {
            let place = places.place(*span);
            let (file, line, column) = (place.file, place.start.line, place.start.column);
            let _ = write!(out, "%0A{}", data(&format!("{file}:{line}:{column}: {what}")));
        }
        for help in &diagnostic.help {
            let _ = write!(out, "%0A{}", data(&format!("help: {help}")));
        }
        out.push('\n');
    }
    out
}

/// Text of a message, in which a line end would end the command.
fn data(text: &str) -> String {
    text.replace('%', "%25").replace('\r', "%0D").replace('\n', "%0A")
}

/// Text of a property, in which `,` and `:` end it.
fn property(text: &str) -> String {
    data(text).replace(':', "%3A").replace(',', "%2C")
}
