//! A front matter: whatever it is, it becomes one document, and what is said of it stands in it.
#![no_main]

use libfuzzer_sys::fuzz_target;
use notesgen::config::Config;
use notesgen::{markdown, parse};
use notesgen_fuzz::sources;

fuzz_target!(|text: &str| {
    let note = format!("---\n{text}\n---\n\nText.\n");
    let sources = sources([("notes/a.md", note.as_str())]);
    let read = parse::parse(&sources, &Config::default(), &markdown::Options::default());
    assert_eq!(read.value.len(), 1);
    for diagnostic in &read.diagnostics {
        let related = diagnostic.related.iter().map(|(span, _)| *span);
        let fix = diagnostic.fix.iter().map(|fix| fix.span);
        for span in diagnostic.span.into_iter().chain(related).chain(fix) {
            assert!(note.get(span.range()).is_some(), "{span:?}");
        }
    }
});
