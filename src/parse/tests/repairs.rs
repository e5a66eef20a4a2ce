//! A repair that a trap offers works, and what follows a trap is read all the same.

use super::{note, read, said_of};
use crate::diagnostic::{Diagnostic, Severity};

#[test]
fn the_repair_that_a_trap_offers_mends_it() {
    for front in [
        "title: ResNet: Deep Residual Learning",
        "title: [Re] A Study's end",
        "title: [MASK]",
        "title: @home",
        "title: !Kung people",
        "title: &more words",
        "title: *Important* work",
        "title: > 10x faster",
        "title: \"Foo\" bar",
        "title: 'it's fine'",
        "title: \"unclosed",
        "title: Issue #12",
        "title: x\ntags: #nlp",
        "title：ResNet",
        "year: 2016\n标题：残差网络",
        "title:ResNet",
        "title: x\npass1:\n\tnow: y\n\tminutes: 5",
        "title: \"$\\alpha$\"",
        "title: \"$\\sigma$\"",
        "title: x\nfolow_ups: [y]",
        "title: x\nstatus: redaing",
        "title: x\n\nSome text.\n",
        "title: x\n----\nSome text.",
        "title: x\ntldr:\n  - What is ReLU: a function",
        "title: x\u{1}y",
    ] {
        let text = format!("---\n{front}\n---\n");
        let (_, _, diagnostics) = read("a.md", &text);
        assert_eq!(diagnostics.len(), 1, "{front}: {diagnostics:?}");
        let mended = mend(&text, &diagnostics[0]);
        assert_eq!(said_of("a.md", &mended), "", "{front} became\n{mended}");
    }
}

fn mend(text: &str, diagnostic: &Diagnostic) -> String {
    let fix = diagnostic.fix.as_ref().unwrap_or_else(|| panic!("no repair: {diagnostic:?}"));
    let mut mended = text.to_owned();
    mended.replace_range(fix.span.range(), &fix.replacement);
    mended
}

#[test]
fn a_mended_value_is_the_text_that_its_author_wrote() {
    for (front, title) in [
        ("title: ResNet: Deep # x", "ResNet: Deep"),
        ("title: [Re] A Study", "[Re] A Study"),
        ("title：残差", "残差"),
        ("title:ResNet", "ResNet"),
        ("title: \"$\\sigma$\"", "$\\sigma$"),
    ] {
        let (_, documents, diagnostics) = read("a.md", &format!("---\n{front}\nyear: 2012\n---\n"));
        assert!(diagnostics.iter().any(|d| d.severity == Severity::Error), "{front}");
        let note = note(&documents);
        assert_eq!(note.facts.title.as_ref().unwrap().markdown, title);
        assert!(note.facts.year.is_some(), "{front}");
    }
}
