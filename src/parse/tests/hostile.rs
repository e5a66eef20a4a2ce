//! Input that nobody wrote in good faith.

use std::time::{Duration, Instant};

use proptest::prelude::*;

use super::read;

/// A front matter that uses much of the contract.
const REAL: &str = "---\ntitle: \"ImageNet: 深度\"\nauthors: [Alex Krizhevsky, 李四]\nyear: 2012年\n\
    arxiv: 1706.03760\ntags: cv，nlp\nratings: {novelty: 5, 价值: 4}\npass1:\n  now: |\n    第一行\n    \
    second\n  decision: {is: 继续, why: 'it''s mine'}\n  figures:\n    - {label: Fig 2, understood: no}\n\
    follow_ups:\n  - paper: he2016deep  # c\n    why: >-\n      folded\n      text\n  - &a text\n  - *a\n\
    critiques:\n- claim: thin\n  view: hindsight\n---\n# 正文\n\nText.\n";

/// Whether what is said about `text` stands inside it.
fn check(text: &str) {
    let (_, documents, diagnostics) = read("a.md", text);
    assert_eq!(documents.len(), 1);
    let spans = diagnostics.iter().flat_map(|diagnostic| {
        let related = diagnostic.related.iter().map(|(span, _)| *span);
        let fix = diagnostic.fix.iter().map(|fix| fix.span);
        diagnostic.span.into_iter().chain(related).chain(fix)
    });
    for span in spans {
        assert!(text.get(span.range()).is_some(), "{span:?} in {text:?}");
    }
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(400))]

    #[test]
    fn any_text_becomes_a_document(text in "\\PC{0,200}") {
        check(&text);
        check(&format!("---\n{text}\n---\n"));
    }

    #[test]
    fn any_mess_of_yaml_becomes_a_document(
        pieces in prop::collection::vec(
            prop::sample::select(vec![
                "title", "标题", "pass1", "tags", ": ", ":", "：", "- ", "\n", "\n  ", "\n\t", "'",
                "\"", "[", "]", "{", "}", ",", "#", " #", "&a ", "*a", "!x ", "|", ">", "|\n  ",
                "\\sigma", "\\", "@", "`", "%", "? ", "---", "...", "\r\n", "x", "李", "\u{feff}",
                "\u{0}", "~", "2012", "<<: ",
            ]),
            0..60,
        )
    ) {
        check(&format!("---\n{}\n---\n", pieces.concat()));
    }

    #[test]
    fn a_real_note_with_a_change_becomes_a_document(
        at in 0..REAL.len(),
        length in 0usize..12,
        new in prop::sample::select(vec!["", ":", "\"", "'", "\n", "\t", "[", "：", " #", "\\", "&", "- "]),
    ) {
        let floor = |mut at: usize| {
            while !REAL.is_char_boundary(at) {
                at -= 1;
            }
            at
        };
        let (from, to) = (floor(at), floor((at + length).min(REAL.len())));
        check(&format!("{}{new}{}", &REAL[..from], &REAL[from.max(to)..]));
    }
}

#[test]
fn a_real_note_is_clean() {
    let (_, _, diagnostics) = read("a.md", REAL);
    assert_eq!(diagnostics, []);
}

#[test]
fn time_grows_with_length_whatever_is_written() {
    // In a debug build, with room for a busy machine; a quadratic reader takes minutes.
    let limit = Duration::from_secs(20);
    for (start, piece, end) in [
        ("", "[", ""),
        ("", "{", ""),
        ("", "- ", ""),
        ("", "-\n", ""),
        ("", "- #\n", ""),
        ("", "- \n\n", ""),
        ("", "a: ", ""),
        ("", "? ", ""),
        ("", "'", ""),
        ("", "\"", ""),
        ("", "a: 'it's'\n", ""),
        ("", "a: b: c\n", ""),
        ("", "标题：x\n", ""),
        ("", "\t- a\n", ""),
        ("", "*a ", ""),
        ("", "&a ", ""),
        ("", "x: #y\n", ""),
        ("", "a:b\n", ""),
        ("", "- [\n", ""),
        ("", "a: |\n", ""),
        ("", " ", ""),
        ("", "\n", ""),
        ("", "\\", ""),
        ("", "a: \"\\s\"\n", ""),
        ("", "!a ", ""),
        ("x: [", "~, ", "]"),
        ("x: [", "a #b, ", "]"),
        ("x: {", "a, ", "}"),
        ("follow_ups: [", "paper:x, ", "]"),
        ("follow_ups: [", "paper：x, ", "]"),
        ("follow_ups: [", "{a: b}, ", "]"),
        ("follow_ups: [", "{\ta: b}, ", "]"),
        ("tags: [", "a: b, ", "]"),
        ("title: \"", "\\n", "\""),
        ("authors: \"", "a, ", "\""),
        ("authors: ", "a and ", ""),
        ("tldr: |\n", "  a\n", ""),
        ("x: 'a'", " ", "#"),
    ] {
        for bytes in [200 * 1024, 1024 * 1024] {
            let text = format!("---\n{start}{}{end}\n---\n", piece.repeat(bytes / piece.len()));
            let start = Instant::now();
            check(&text);
            let took = start.elapsed();
            assert!(took < limit, "{bytes} bytes of {piece:?} took {took:?}");
        }
    }
}
