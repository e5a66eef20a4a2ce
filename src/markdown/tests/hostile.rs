//! Authors are not trusted.

use proptest::prelude::*;
use regex::Regex;

use super::html;

/// Pieces that attacks are made of, and what may confuse a sanitiser.
const PIECES: [&str; 64] = [
    "<script>",
    "</script>",
    "<script",
    "alert(1)",
    "<img src=x onerror=alert(1)>",
    "<img ",
    "src=",
    "onload=",
    "onclick='x'",
    "<svg>",
    "<svg/onload=x>",
    "</svg>",
    "<math>",
    "<style>",
    "</style>",
    "<iframe src=javascript:x>",
    "javascript:",
    "java\nscript:",
    "&#106;avascript:",
    "JAVASCRIPT&colon;",
    "<a href=\"",
    "<a href='javascript:x'>",
    "</a>",
    "\"",
    "'",
    ">",
    "<",
    "<!--",
    "-->",
    "<![CDATA[",
    "]]>",
    "<b>",
    "</b>",
    "<div>",
    "</div>",
    "<table><td>",
    "</p>",
    "<p>",
    "<textarea>",
    "<title>",
    "<noscript>",
    "<template>",
    "[a](",
    "![a](",
    ")",
    "`",
    "```\n",
    "$",
    "$$",
    "\\(",
    "[[",
    "]]",
    "|",
    "{#id onclick=x}",
    "# ",
    "> ",
    "- ",
    "\n",
    "\n\n",
    "    ",
    "[^1]",
    "\n[^1]: ",
    "&lt;script&gt;",
    "\u{fdd1}0\u{fdd1}",
];

/// Tags of `html`, each with its attributes, as a browser cuts them in well-formed output.
fn tags(html: &str) -> Vec<String> {
    let tag = Regex::new(r#"<[/a-zA-Z!?](?:[^<>"']|"[^"]*"|'[^']*')*>"#).unwrap();
    tag.find_iter(html).map(|found| found.as_str().to_lowercase()).collect()
}

fn assert_harmless(markdown: &str) {
    let html = html(markdown);
    let handler = Regex::new(r"\son[a-z]+\s*=").unwrap();
    let scheme = Regex::new(r#"^(href|src)="\s*(javascript|vbscript|data):"#).unwrap();
    let attribute = Regex::new(r#"[a-z-]+="[^"]*""#).unwrap();
    let quoted = Regex::new(r#""[^"]*""#).unwrap();
    for tag in tags(&html) {
        let bare = quoted.replace_all(&tag, "\"\"");
        let what = format!("{tag}\nin {html}\nof {markdown:?}");
        assert!(!handler.is_match(&bare), "an event handler: {what}");
        let mut attributes = attribute.find_iter(&tag);
        assert!(!attributes.any(|one| scheme.is_match(one.as_str())), "a scheme: {what}");
        let name = tag.trim_start_matches(['<', '/']);
        // The columns of a formula are set by the converter's own styles.
        assert!(!bare.contains(" style=") || name.starts_with('m'), "a style: {what}");
        let forbidden = ["script", "style", "iframe", "svg", "object", "embed", "form", "!", "?"];
        assert!(!forbidden.iter().any(|start| name.starts_with(start)), "an element: {what}");
    }
    assert!(!html.contains(|c: char| matches!(c, '\u{fdd0}'..='\u{fdef}')), "a sentinel: {html}");
    assert_balanced(&html, markdown);
}

/// Every element is closed, in order: no author can close what the page opened.
fn assert_balanced(html: &str, markdown: &str) {
    const VOID: [&str; 6] = ["br", "hr", "img", "input", "col", "wbr"];
    let mut open = Vec::new();
    for tag in tags(html) {
        let closing = tag.starts_with("</");
        let name = tag.trim_start_matches(['<', '/']);
        let name = name.split(|c: char| !c.is_ascii_alphanumeric()).next().unwrap().to_owned();
        if VOID.contains(&name.as_str()) || tag.ends_with("/>") {
            continue;
        }
        if closing {
            assert_eq!(open.pop(), Some(name), "{html}\nof {markdown:?}");
        } else {
            open.push(name);
        }
    }
    assert_eq!(open, Vec::<String>::new(), "{html}\nof {markdown:?}");
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(1500))]

    #[test]
    fn no_text_runs_a_script(pieces in prop::collection::vec(prop::sample::select(&PIECES[..]), 1..12)) {
        assert_harmless(&pieces.concat());
    }

    #[test]
    fn no_text_panics(text in "\\PC*") {
        assert_harmless(&text);
    }
}

#[test]
fn known_attacks_are_harmless() {
    for markdown in [
        "<script>alert(1)</script>",
        "<SCRIPT SRC=//evil/x.js></SCRIPT>",
        "<img src=\"x\" onerror=\"alert(1)\">",
        "<svg><script>alert(1)</script></svg>",
        "<math><mtext></table><mglyph><style><img src=x onerror=alert(1)>",
        "<noscript><p title=\"</noscript><img src=x onerror=alert(1)>\">",
        "<a href=\"jav&#x09;ascript:alert(1)\">x</a>",
        "[x](javascript&colon;alert(1))",
        "<javascript:alert(1)>",
        "![x](data:text/html;base64,PHNjcmlwdD4=)",
        "# T {onclick=alert(1) style=x .c #\"><script>}",
        "```\"><script>alert(1)</script>\nx\n```",
        "$\\href{javascript:alert(1)}{x}$",
        "$\\text{<script>alert(1)</script>}$",
        "[^\"><script>]\n\n[^\"><script>]: x",
        "> [!\"><script>] x",
        "![a](b.png \"\\\"><script>alert(1)</script>\")",
        "<div>\n\n</div></div></main></body>\n\nx",
        "<!--\u{fdd4}0-->&#xFDD4;0 **a**<b>",
        "&#xFDD1;0&#xFDD1; $x$",
        "<details><summary>\n\n</p></section>",
        "a ^<script>",
        "{#x onclick=y}",
    ] {
        assert_harmless(markdown);
    }
}

#[test]
fn an_authors_id_cannot_be_one_of_the_page() {
    assert_eq!(html("<a id=\"search\"></a>"), "<p><a id=\"search\"></a></p>\n");
    // Those that start with `_` are the pages' own, with and without a prefix.
    assert_eq!(html("<a id=\"_content\"></a>"), "<p><a id=\"user_content\"></a></p>\n");
    let (_, text) = super::text("<a id=\"search\"></a>\n\n<div id=\"main\">x</div>\n");
    let place = super::Place { id_prefix: "li--", heading_shift: 0 };
    let html = super::render(
        &text,
        &super::Options::default(),
        place,
        &mut super::Echo::default(),
        &mut super::PageState::default(),
    );
    assert!(html.contains("id=\"li--search\"") && html.contains("id=\"li--main\""), "{html}");
}

#[test]
fn what_is_nested_too_deeply_is_told_and_shown_as_it_is() {
    let deep = format!("{}a", "> ".repeat(200));
    assert!(super::told(&deep).starts_with("N502 1:1"), "{}", super::told(&deep));
    assert!(html(&deep).starts_with("<pre"));
    let wide = format!("{}|\n{}|\n", "|a".repeat(2000), "|-".repeat(2000));
    assert!(super::told(&wide).starts_with("N502 2:1"));
    assert!(super::told(&"*a _b ".repeat(300)).is_empty(), "delimiters that open nothing");
    assert_harmless(&"<b>".repeat(300));
}
