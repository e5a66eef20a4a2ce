//! Listings.

use std::fmt::Write as _;
use std::ops::RangeInclusive;

use super::Renderer;
use crate::markdown::{escape, highlight};

/// What the line behind the opening fence says: `python {2,4-6} linenos`.
#[derive(Debug, Default, PartialEq, Eq)]
struct Info<'a> {
    language: &'a str,
    marked: Vec<RangeInclusive<usize>>,
    numbered: bool,
}

impl<'a> Info<'a> {
    fn parse(info: &'a str) -> Self {
        let mut parsed = Self::default();
        let (words, lines) = match info.split_once('{') {
            Some((words, rest)) => match rest.split_once('}') {
                Some((lines, more)) => {
                    parsed.numbered = says_numbered(more);
                    (words, lines)
                }
                None => (info, ""),
            },
            None => (info, ""),
        };
        parsed.numbered |= says_numbered(words);
        // `{.python .numberLines}` is pandoc's way.
        let first = words.split_whitespace().next().unwrap_or_default();
        let pandoc = lines.split_whitespace().find_map(|word| word.strip_prefix('.'));
        parsed.language = if first.is_empty() { pandoc.unwrap_or_default() } else { first };
        parsed.language = parsed.language.split([',', ':']).next().unwrap_or_default();
        parsed.marked = lines
            .split(',')
            .filter_map(|part| {
                let (from, to) = part.split_once('-').unwrap_or((part, part));
                Some(from.trim().parse().ok()?..=to.trim().parse().ok()?)
            })
            .collect();
        parsed
    }
}

fn says_numbered(words: &str) -> bool {
    words.split_whitespace().any(|word| {
        matches!(word, "linenos" | "lineno" | "numbered" | "showLineNumbers" | "linenos=true")
    })
}

impl Renderer<'_, '_, '_> {
    pub(super) fn code(&mut self, info: &str, text: &str, out: &mut String) {
        let Info { language, marked, numbered } = Info::parse(info);
        let lines = highlight::html(text, language, self.options.kept());
        let label = escape(&self.options.labels.code);
        let class = if numbered { " class=\"numbered\"" } else { "" };
        let _ = write!(out, "<pre{class} tabindex=\"0\" aria-label=\"{label}\"><code");
        if !language.is_empty() {
            let _ = write!(out, " class=\"language-{}\"", escape(language));
        }
        out.push('>');
        for (line, number) in lines.split_terminator('\n').zip(1..) {
            let is_marked = marked.iter().any(|range| range.contains(&number));
            match (numbered, is_marked) {
                (false, false) => out.push_str(line),
                (true, false) => {
                    let _ = write!(out, "<span class=\"line\">{line}</span>");
                }
                (_, true) => {
                    let _ = write!(out, "<span class=\"line marked\">{line}</span>");
                }
            }
            out.push('\n');
        }
        out.push_str("</code></pre>\n");
    }
}
