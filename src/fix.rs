//! Front matter repaired: the repairs that diagnostics of YAML's traps carry, applied to the text.
//!
//! Stage: none; `fix` is its only user. Invariant: there is one source of repairs, the diagnostics
//! themselves; nothing behind the front matter is changed, and a repaired text has no repair left.

use std::ops::Range;

use crate::config::Config;
use crate::diagnostic::{Diagnostic, Severity};
use crate::markdown;
use crate::parse;
use crate::source::{ContentPath, SourceFile, Sources};

/// How often a text is read again: one trap can hide another.
const MAX_ROUNDS: usize = 64;

/// A text after its repairs.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Fixed {
    /// The text.
    pub text: String,
    /// How many repairs were made.
    pub repairs: usize,
    /// Errors in the front matter that have no repair.
    pub left: usize,
}

/// Repairs the front matter of the document `text` at `path`.
pub fn front_matter(path: &ContentPath, text: &str) -> Fixed {
    let mut fixed = Fixed { text: text.to_owned(), repairs: 0, left: 0 };
    for _ in 0..MAX_ROUNDS {
        let found = diagnostics(path, &fixed.text);
        fixed.left = found.iter().filter(|found| found.severity == Severity::Error).count();
        let mut repairs = repairs(&found);
        if fixed.text.lines().next().is_some() && is_crlf(&fixed.text) {
            for (_, replacement) in &mut repairs {
                *replacement = replacement.replace("\r\n", "\n").replace('\n', "\r\n");
            }
        }
        let body = parse::parts(&fixed.text).1;
        let mut mended = fixed.text.clone();
        let mut made = 0;
        for (range, replacement) in repairs.into_iter().rev() {
            // The last guard of the body, whatever a diagnostic says.
            if range.end <= body.start || body.is_empty() {
                mended.replace_range(range, &replacement);
                made += 1;
            }
        }
        if mended == fixed.text {
            break;
        }
        fixed.text = mended;
        fixed.repairs += made;
    }
    fixed
}

/// What is wrong with the YAML of the front matter.
fn diagnostics(path: &ContentPath, text: &str) -> Vec<Diagnostic> {
    let mut sources = Sources::new();
    let (name, path) = (path.as_str().to_owned(), Some(path.clone()));
    sources.add(SourceFile { name, path, text: text.to_owned(), skipped: 0 });
    let parsed = parse::parse(&sources, &Config::default(), &markdown::Options::default());
    let mut found = parsed.diagnostics;
    // The hundred of YAML: a word that may be meant is for its author to choose.
    found.retain(|found| found.code.id().starts_with("N1"));
    found
}

/// The repairs of `found` in the order of their places, none of them over another.
fn repairs(found: &[Diagnostic]) -> Vec<(Range<usize>, String)> {
    let mut repairs: Vec<_> = found
        .iter()
        .filter_map(|found| found.fix.as_ref())
        .map(|fix| (fix.span.range(), fix.replacement.clone()))
        .collect();
    repairs.sort_by_key(|(range, _)| (range.start, range.end));
    let mut end = None;
    repairs.retain(|(range, _)| {
        let free = end.is_none_or(|end| range.start >= end && range.end > end);
        if free {
            end = Some(range.end);
        }
        free
    });
    repairs
}

fn is_crlf(text: &str) -> bool {
    text.find('\n').is_some_and(|at| text[..at].ends_with('\r'))
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn fix(text: &str) -> Fixed {
        front_matter(&ContentPath::new("notes/a.md").unwrap(), text)
    }

    /// What the front matter holds, mended in memory where it cannot be read as it is.
    fn meant(text: &str) -> Option<serde_json::Value> {
        let mut sources = Sources::new();
        let file = sources.add(SourceFile {
            name: "a.md".into(),
            path: None,
            text: text.to_owned(),
            skipped: 0,
        });
        let front = parse::parts(text).0?;
        Some(crate::yaml::read(text, file, front, parse::TABLES).value?.to_json())
    }

    #[test]
    fn traps_are_mended_and_nothing_else_is_touched() {
        let text = "---\r\ntitle：ResNet: Deep\r\narxiv:1512.03385\r\nvenue: @home\r\n# a comment\r\npass1:\r\n\tnow: \"$\\alpha$\"\r\n---\r\n\r\ntitle：not mine\t\r\n";
        let fixed = fix(text);
        assert_eq!(
            fixed.text,
            "---\r\ntitle: 'ResNet: Deep'\r\narxiv: 1512.03385\r\nvenue: '@home'\r\n# a comment\r\npass1:\r\n  now: '$\\alpha$'\r\n---\r\n\r\ntitle：not mine\t\r\n"
        );
        assert_eq!(fixed.left, 0);
        assert_eq!(fix(&fixed.text), Fixed { text: fixed.text.clone(), repairs: 0, left: 0 });
    }

    #[test]
    fn a_repaired_value_is_the_one_that_was_meant() {
        for (written, key, expected) in [
            ("title: ResNet: Deep", "title", "ResNet: Deep"),
            ("title：ResNet: Deep", "title", "ResNet: Deep"),
            ("title: [Re] A Study's end", "title", "[Re] A Study's end"),
            ("title: 'it's fine'", "title", "it's fine"),
            ("title: \"Foo\" bar", "title", "\"Foo\" bar"),
            ("venue: Workshop #3", "venue", "Workshop #3"),
            ("title: \"$\\alpha$\"", "title", "$\\alpha$"),
            ("标题:残差", "标题", "残差"),
            ("arxiv：1706.03760", "arxiv", "1706.03760"),
        ] {
            let fixed = fix(&format!("---\n{written}\n---\n"));
            let read = meant(&fixed.text).unwrap();
            let value = match &read[key] {
                serde_json::Value::String(text) => text.clone(),
                other => other.to_string(),
            };
            // A number is written as it was; only JSON drops its last zero.
            let expected = if key == "arxiv" { "1706.0376" } else { expected };
            assert_eq!(value, expected, "{written} became {}", fixed.text);
            assert_eq!(fixed.left, 0);
        }
    }

    #[test]
    fn what_has_no_repair_is_left() {
        let text = "---\ntitle: a\ntitle: b\n---\n";
        assert_eq!(fix(text), Fixed { text: text.into(), repairs: 0, left: 1 });
    }

    fn value() -> impl Strategy<Value = String> {
        const TRAPS: &[&str] = &[
            "ResNet: Deep",
            "[Re] A",
            "@home",
            "!Kung",
            "&more words",
            "*Important* work",
            "> 10x",
            "\"Foo\" bar",
            "'it's fine'",
            "\"unclosed",
            "Issue #12",
            "\"$\\alpha$\"",
            "\"$\\sigma$\"",
            "plain",
            "2012",
            "残差：网络",
            "%a",
            "`b`",
            "{x}",
            "a\u{1}b",
        ];
        prop_oneof![proptest::sample::select(TRAPS).prop_map(str::to_owned), "[ -~：，é残]{0,12}"]
    }

    fn front() -> impl Strategy<Value = String> {
        let key = proptest::sample::select(&["title", "tldr", "venue", "标题", "x-a", "date"][..]);
        let colon = proptest::sample::select(&[": ", "：", ":", " : ", ":\t"][..]);
        let indent = proptest::sample::select(&["", "", "", "  ", "\t", "- "][..]);
        let line = (indent, key, colon, value());
        proptest::collection::vec(line, 0..6).prop_map(|lines| {
            let lines = lines.iter().map(|(i, k, c, v)| format!("{i}{k}{c}{v}\n"));
            lines.collect::<String>()
        })
    }

    proptest! {
        #[test]
        fn a_body_is_never_touched_and_a_second_run_changes_nothing(
            front in front(),
            body in "(---\n)?[ -~\n：]{0,60}",
            crlf in any::<bool>(),
        ) {
            let text = format!("---\n{front}---\n{body}");
            let text = if crlf { text.replace('\n', "\r\n") } else { text };
            let fixed = fix(&text);
            let before = &text[parse::parts(&text).1];
            prop_assert!(fixed.text.ends_with(before), "{text:?} became {:?}", fixed.text);
            let after = &fixed.text[parse::parts(&fixed.text).1];
            prop_assert!(text.ends_with(after), "{text:?} became {:?}", fixed.text);
            prop_assert_eq!(&fix(&fixed.text).text, &fixed.text);
            // What could be read of the text before its repair is read the same after it. Quotes that
            // were never closed and comments that cut a value are mended to say more.
            let (was, is) = (meant(&text).unwrap_or_default(), meant(&fixed.text).unwrap_or_default());
            let doubtful = text.contains(['#', '\\', '&', '!', '\u{1}', '\'', '"']);
            for (key, value) in was.as_object().into_iter().flatten().filter(|_| !doubtful) {
                prop_assert_eq!(is.get(key), Some(value), "{:?} became {:?}", text, fixed.text);
            }
        }
    }
}
