//! One door for all: a file in, what is said about it out.

use std::fmt::Write as _;

use super::parse;
use crate::config::{Config, Edition};
use crate::diagnostic::Diagnostic;
use crate::markdown;
use crate::model::{Document, Note};
use crate::source::{ContentPath, SourceFile, Sources};

mod contract;
mod docs;
mod hostile;
mod repairs;
mod traps;

/// `text` as the file `path`, parsed for the edition that has everything.
pub(super) fn read(path: &str, text: &str) -> (Sources, Vec<Document>, Vec<Diagnostic>) {
    read_for(Edition::Teacher, path, text)
}

/// `text` as the file `path`, parsed for `edition`.
pub(super) fn read_for(
    edition: Edition,
    path: &str,
    text: &str,
) -> (Sources, Vec<Document>, Vec<Diagnostic>) {
    let mut sources = Sources::new();
    sources.add(SourceFile {
        name: path.to_owned(),
        path: ContentPath::new(path),
        text: text.to_owned(),
        skipped: 0,
    });
    let config = Config { edition, ..Config::default() };
    let parsed = parse(&sources, &config, &markdown::Options::default());
    (sources, parsed.value, parsed.diagnostics)
}

/// What is said about a note with `front` as its front matter, one line each:
/// `code line:column-line:column message | help`, `<-` and the replacement where there is one.
pub(super) fn said(front: &str) -> String {
    said_of("a.md", &format!("---\n{front}\n---\n"))
}

/// Every front matter of `fronts`, each with what is said about it.
pub(super) fn dialogue(fronts: &[&str]) -> String {
    let mut text = String::new();
    for front in fronts {
        for line in front.lines() {
            let _ = writeln!(text, "> {}", line.replace('\t', "→").replace('\u{1}', "␁"));
        }
        let said = said(front);
        text.push_str(if said.is_empty() { "fine\n" } else { &said });
        text.push('\n');
    }
    text
}

/// The note among `documents`, which are one.
pub(super) fn note(documents: &[Document]) -> &Note {
    match documents {
        [Document::Note(note)] => note,
        other => panic!("not one note: {other:?}"),
    }
}

/// What is said about the file `path`.
pub(super) fn said_of(path: &str, text: &str) -> String {
    let (sources, _, diagnostics) = read(path, text);
    let mut said = String::new();
    for diagnostic in &diagnostics {
        said.push_str(&line(&sources, diagnostic));
        said.push('\n');
    }
    said
}

fn line(sources: &Sources, diagnostic: &Diagnostic) -> String {
    let place = |span: crate::source::Span| {
        let (line, column) = sources.line_column(span.file, span.start as usize);
        let (end_line, end_column) = sources.line_column(span.file, span.end as usize);
        if line == end_line {
            format!("{line}:{column}-{end_column}")
        } else {
            format!("{line}:{column}-{end_line}:{end_column}")
        }
    };
    let Diagnostic { code, severity, message, span, label, related, help, fix } = diagnostic;
    let mut line = format!("{code} {} {message}", span.map(place).unwrap_or_default());
    if *severity != code.severity() {
        let _ = write!(line, " ({})", severity.as_str());
    }
    if let Some(label) = label {
        let _ = write!(line, " ({label})");
    }
    for (span, what) in related {
        let _ = write!(line, " [{what}: {}]", place(*span));
    }
    for help in help {
        let _ = write!(line, " | {help}");
    }
    if let Some(fix) = fix {
        let _ = write!(line, " <- {} {:?}", place(fix.span), fix.replacement);
    }
    line
}
