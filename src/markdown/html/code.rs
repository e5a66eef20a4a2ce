//! Code blocks.

use std::fmt::Write as _;

use super::super::{escape, highlight};
use super::Writer;

/// What a fence says: ` ```python {2,4-6} linenos `.
struct Info<'i> {
    language: &'i str,
    marked: Vec<(usize, usize)>,
    numbered: bool,
}

impl Writer<'_> {
    pub(super) fn code_block(&mut self, info: &str, code: &str) {
        let info = parse(info);
        let highlighted = highlight::highlight(info.language, code);
        let body = highlighted.as_deref().map_or_else(|| escape(code), str::to_owned);
        let mut html = String::with_capacity(body.len() + 96);
        html.push_str("<pre");
        if info.numbered {
            html.push_str(" class=\"numbered\"");
        }
        // A block that is wider than the page is scrolled, also from the keyboard.
        html.push_str(" tabindex=\"0\"><code");
        if !info.language.is_empty() {
            let _ = write!(html, " class=\"language-{}\"", escape(info.language));
        }
        html.push('>');
        if info.numbered || !info.marked.is_empty() {
            for (index, line) in body.split_inclusive('\n').enumerate() {
                let marked = info.marked.iter().any(|&(a, b)| (a..=b).contains(&(index + 1)));
                let class = if marked { "line marked" } else { "line" };
                let _ = write!(
                    html,
                    "<span class=\"{class}\">{}</span>\n",
                    line.trim_end_matches('\n')
                );
            }
        } else {
            html.push_str(&body);
        }
        html.push_str("</code></pre>");
        self.island(html);
        self.out.push('\n');
    }
}

fn parse(info: &str) -> Info<'_> {
    let info = info.trim();
    let (words, braces) = match info.split_once('{') {
        Some((words, rest)) => (words, rest.split('}').next().unwrap_or_default()),
        None => (info, ""),
    };
    let language = words.split([' ', ',', '\t']).next().unwrap_or_default();
    let rest =
        format!("{} {}", &words[language.len()..], info.rsplit('}').next().unwrap_or_default());
    let numbered = rest.split([' ', ',']).any(|word| {
        matches!(word, "linenos" | "linenums" | "numbered" | "showLineNumbers" | "lineNumbers")
    });
    let marked = braces
        .split(',')
        .filter_map(|part| {
            let (first, last) = part.trim().split_once('-').unwrap_or((part.trim(), part.trim()));
            Some((first.trim().parse().ok()?, last.trim().parse().ok()?))
        })
        .collect();
    Info { language, marked, numbered }
}
