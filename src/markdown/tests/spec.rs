//! CommonMark's and GFM's own examples. Where this crate differs on purpose, `docs/markdown.md`
//! says so, and lists the examples.

use std::collections::BTreeSet;

use regex::Regex;

use super::{HtmlPolicy, Options, html_with};

/// HTML with the differences taken out that no reader sees: white space between blocks, the form of
/// void elements, ids, and attributes that this crate adds.
fn normal(html: &str) -> String {
    const RULES: [(&str, &str); 10] = [
        (r"\s*/>", ">"),
        (r#" (rel|loading|decoding|tabindex|aria-label|role|width|height)="[^"]*""#, ""),
        (r#"(<h\d) id="[^"]*""#, "$1"),
        (r#"<div class="table-scroll">(<table>(?s:.*?)</table>)</div>"#, "$1"),
        (r#" class="(tasks|numeric)""#, ""),
        (r#" class="align-(\w+)""#, " align=\"$1\""),
        // Listings are the same but for the colours.
        (r#"<i class="[a-z]">|</i>"#, ""),
        ("<input type=\"checkbox\" disabled>", "<input disabled=\"\" type=\"checkbox\">"),
        (
            "<input type=\"checkbox\" disabled checked>",
            "<input checked=\"\" disabled=\"\" type=\"checkbox\">",
        ),
        (
            r"\s*(</?(p|ul|ol|li|blockquote|table|thead|tbody|tr|th|td|hr|h\d|div|pre|br)\b[^>]*>)\s*",
            "$1",
        ),
    ];
    let mut html = html.replace("&quot;", "\"").replace("&#39;", "'");
    for (pattern, by) in RULES {
        html = Regex::new(pattern).unwrap().replace_all(&html, by).into_owned();
    }
    // URLs are compared decoded: the page that resolves them encodes.
    let decoded = Regex::new(r#"(href|src)="([^"]*)""#).unwrap();
    let decode = |found: &regex::Captures<'_>| {
        let mut bytes = Vec::new();
        let mut rest = found[2].as_bytes();
        while let Some((&first, others)) = rest.split_first() {
            let hex = others.get(..2).and_then(|hex| std::str::from_utf8(hex).ok());
            let code =
                hex.filter(|_| first == b'%').and_then(|hex| u8::from_str_radix(hex, 16).ok());
            bytes.push(code.unwrap_or(first));
            rest = if code.is_some() { &others[2..] } else { others };
        }
        format!("{}=\"{}\"", &found[1], String::from_utf8_lossy(&bytes))
    };
    let html = decoded.replace_all(&html, decode);
    html.split_ascii_whitespace().collect::<Vec<_>>().join(" ")
}

/// The examples that `docs/markdown.md` lists behind `name`, between backticks.
fn listed(name: &str) -> BTreeSet<u64> {
    let page = std::fs::read_to_string("docs/markdown.md").unwrap();
    let marker = format!("<!-- {name}:");
    page.match_indices(&marker)
        .flat_map(|(at, _)| {
            let rest = &page[at + marker.len()..];
            let numbers = rest[..rest.find("-->").unwrap()].to_owned();
            numbers.split_whitespace().map(|n| n.parse().unwrap()).collect::<Vec<u64>>()
        })
        .collect()
}

fn differing(examples: &str) -> BTreeSet<u64> {
    let (options, _) = Options::new([], HtmlPolicy::Trusted);
    examples
        .lines()
        .filter_map(|line| {
            let example: serde_json::Value = serde_json::from_str(line).unwrap();
            let markdown = example["markdown"].as_str().unwrap();
            let expected = normal(example["html"].as_str().unwrap());
            (normal(&html_with(markdown, &options)) != expected)
                .then(|| example["example"].as_u64().unwrap())
        })
        .collect()
}

#[test]
fn commonmark_and_gfm_are_followed_but_where_the_docs_say_otherwise() {
    for (name, examples) in [
        ("commonmark", include_str!("../../../tests/spec/commonmark.jsonl")),
        ("gfm", include_str!("../../../tests/spec/gfm.jsonl")),
    ] {
        assert_eq!(differing(examples), listed(name), "{name}");
    }
}
