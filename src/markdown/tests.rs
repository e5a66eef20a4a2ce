//! What a text becomes, from its Markdown to its HTML.

use super::*;
use crate::diagnostic::Checked;
use crate::model::{HtmlPolicy, Outline};
use crate::source::{SourceFile, Sources, Span};

/// A page on which every link leads to `/<what is written>`.
struct Written;

impl Resolve for Written {
    fn link(&mut self, id: LinkId) -> ShownLink {
        ShownLink {
            href: Some(format!("/{}", id.offset)),
            label: "Label".to_owned(),
            class: "link".to_owned(),
            preview: None,
        }
    }

    fn image(&mut self, _: LinkId) -> Option<ShownImage> {
        Some(ShownImage { src: "/i.png".to_owned(), dimensions: Some((640, 320)) })
    }

    fn citation(&mut self, cited: &[CitedKey], narrative: bool) -> ShownCitation {
        let keys: Vec<&str> = cited.iter().map(|one| one.key.as_str()).collect();
        let html = format!("<cite>{}{}</cite>", if narrative { "@" } else { "" }, keys.join(","));
        ShownCitation { html }
    }
}

fn text(markdown: &str) -> (Sources, Text) {
    let mut sources = Sources::new();
    let file = sources.add(SourceFile {
        name: "a.md".into(),
        path: None,
        text: markdown.to_owned(),
        skipped: 0,
    });
    let span = Span::new(file, 0..markdown.len());
    (sources, Text { markdown: markdown.to_owned(), span })
}

fn html_with(markdown: &str, html: HtmlPolicy) -> String {
    let (options, _) = Options::new([], html);
    let place = Place { id_prefix: "n--", heading_shift: 1 };
    let mut page = PageState::default();
    render(&text(markdown).1, &options, place, &mut Written, &mut page).trim_end().to_owned()
}

fn html(markdown: &str) -> String {
    html_with(markdown, HtmlPolicy::Safe)
}

fn scanned(markdown: &str) -> (Sources, Checked<Outline>) {
    let (sources, text) = text(markdown);
    let outline = scan(&text, markdown, &Options::default());
    (sources, outline)
}

#[track_caller]
fn check(cases: &[(&str, &str)]) {
    for (markdown, expected) in cases {
        assert_eq!(html(markdown), *expected, "{markdown}");
    }
}

#[test]
fn emphasis_closes_beside_chinese_punctuation() {
    check(&[
        ("**重要。**后", "<p><strong>重要。</strong>后</p>"),
        ("**“x”**的", "<p><strong>“x”</strong>的</p>"),
        ("中**文。**字", "<p>中<strong>文。</strong>字</p>"),
        ("这是~~删除。~~的", "<p>这是<del>删除。</del>的</p>"),
        ("**a**b", "<p><strong>a</strong>b</p>"),
        ("约 3~5 天，6~8 人", "<p>约 3~5 天，6~8 人</p>"),
        ("H~2~O 与 x^2^", "<p>H<sub>2</sub>O 与 x<sup>2</sup></p>"),
    ]);
}

#[test]
fn a_line_break_between_chinese_characters_is_no_space() {
    check(&[
        ("中文\n换行", "<p>中文换行</p>"),
        ("中文，\n**换行**", "<p>中文，<strong>换行</strong></p>"),
        ("中文\nabc", "<p>中文\nabc</p>"),
        ("abc\n中文", "<p>abc\n中文</p>"),
        ("한국\n글", "<p>한국\n글</p>"),
        ("“中文”\n“引号”", "<p>“中文”\n“引号”</p>"),
        ("文”\n文", "<p>文”文</p>"),
    ]);
}

#[test]
fn headings_keep_chinese_ids_and_move_down() {
    check(&[
        ("# 方法\n\n# 方法", "<h2 id=\"n--方法\">方法</h2>\n<h2 id=\"n--方法-1\">方法</h2>"),
        ("###### `a` *b*", "<h6 id=\"n--a-b\"><code>a</code> <em>b</em></h6>"),
    ]);
}

#[test]
fn links_are_asked_for_and_wiki_links_get_their_label() {
    check(&[
        ("[[he2016deep]]", "<p><a href=\"/0\" class=\"link\">Label</a></p>"),
        ("甲[[a#b|words]]", "<p>甲<a href=\"/3\" class=\"link\">words</a></p>"),
        ("[a](b.md \"t\")", "<p><a href=\"/0\" class=\"link\" title=\"t\">a</a></p>"),
        ("[x](javascript:alert(1))", "<p>x</p>"),
        ("[x](file:///etc/passwd)", "<p>x</p>"),
        ("见 https://a.org。", "<p>见 <a href=\"/4\" class=\"link\">https://a.org</a>。</p>"),
        ("[@a1; @b2]", "<p><cite>a1,b2</cite></p>"),
    ]);
}

#[test]
fn images_have_sizes_and_captions() {
    check(&[
        (
            "![一只猫](cat.png)\n\nb ![d](e.png)",
            "<p><img src=\"/i.png\" alt=\"一只猫\" width=\"640\" height=\"320\" decoding=\"async\"></p>\n\
             <p>b <img src=\"/i.png\" alt=\"d\" width=\"640\" height=\"320\" loading=\"lazy\" \
             decoding=\"async\"></p>",
        ),
        (
            "![a](b.png \"the caption\")",
            "<figure id=\"n--figure-1\">\n<a class=\"zoom\" href=\"/i.png\"><img src=\"/i.png\" alt=\"a\" \
             width=\"640\" height=\"320\" decoding=\"async\"></a>\n<figcaption><span \
             class=\"figure-number\">Figure\u{a0}1</span> the caption</figcaption>\n</figure>",
        ),
        (
            "x ![[b.png|300]]",
            "<p>x <img src=\"/i.png\" alt=\"\" width=\"300\" height=\"150\" decoding=\"async\"></p>",
        ),
    ]);
}

#[test]
fn callouts_have_titles_and_fold() {
    check(&[
        (
            "> [!NOTE]\n> a",
            "<aside class=\"callout callout-note\">\n<p class=\"callout-title\">Note</p>\n\
             <div class=\"callout-body\">\n<p>a</p>\n</div>\n</aside>",
        ),
        (
            "> [!question]- 为什么？\n> 因为",
            "<details class=\"callout callout-question\">\n<summary class=\"callout-title\">为什么？\
             </summary>\n<div class=\"callout-body\">\n<p>因为</p>\n</div>\n</details>",
        ),
        ("> a\n> b", "<blockquote>\n<p>a\nb</p>\n</blockquote>"),
    ]);
}

#[test]
fn tables_scroll_and_align_their_numbers() {
    let table = html("| a | b |\n| --- | --- |\n| x | 12.5% |\n| y | - |");
    assert!(
        table.starts_with("<div class=\"table-scroll\" tabindex=\"0\" role=\"region\""),
        "{table}"
    );
    assert!(table.contains("<th>a</th>\n<th class=\"numeric\">b</th>"), "{table}");
    assert!(table.contains("<td class=\"numeric\">12.5%</td>"), "{table}");
    let with_math = html("| m |\n| --- |\n| $|x|$ |");
    assert!(with_math.contains("<math"), "{with_math}");
}

#[test]
fn footnotes_stand_beside_the_text_or_at_its_end() {
    let short = html("a[^1]\n\n[^1]: short *note*");
    assert!(short.contains("<aside class=\"sidenote\" id=\"n--fn-1\""), "{short}");
    assert!(short.contains("short <em>note</em>"), "{short}");
    let long = html("a[^x] b[^x]\n\n[^x]: one\n\n    two");
    assert_eq!(long.matches("id=\"n--fn-1\"").count(), 1, "{long}");
}

#[test]
fn code_is_highlighted_numbered_and_marked() {
    let code = html("```python {2} linenos\na = 1\nb = 2\n```");
    assert!(code.starts_with("<pre class=\"numbered\" tabindex=\"0\""), "{code}");
    assert!(code.contains("<span class=\"line marked\">b"), "{code}");
    assert_eq!(
        html("```nosuch\n<b>\n```"),
        "<pre tabindex=\"0\" aria-label=\"Code\"><code class=\"language-nosuch\">&lt;b&gt;\n</code></pre>"
    );
}

#[test]
fn formulas_become_mathml_and_keep_their_source() {
    let block = html("$$\nE = mc^2 \\tag{1}\n$$");
    assert!(block.starts_with("<div class=\"equation\">"), "{block}");
    assert!(block.contains("<span class=\"equation-number\">(1)</span>"), "{block}");
    assert!(block.contains("application/x-tex"), "{block}");
    let bad = html("$\\nosuchcommand{x}$");
    assert!(bad.contains("<code class=\"math-error\""), "{bad}");
    assert_eq!(html("$5到$10"), "<p>$5到$10</p>");
    assert_eq!(html("costs $100 and $200"), "<p>costs $100 and $200</p>");
}

#[test]
fn authors_html_is_cleaned_and_our_own_stays() {
    for (markdown, expected) in [
        ("a<br>b <sub>2</sub>", "<p>a<br>b <sub>2</sub></p>"),
        ("<u onclick=alert(1)>a</u>", "<p><u>a</u></p>"),
        ("<script>alert(1)</script>", ""),
        ("<b>[x](y.md)</b>", "<p><b><a href=\"/3\" class=\"link\">x</a></b></p>"),
        ("<p id=top class=site>甲</p>", "<p id=\"n--top\">甲</p>"),
        ("<a href=\"java\nscript:alert(1)\">x</a>", "<p><a>x</a></p>"),
    ] {
        assert_eq!(html(markdown), expected, "{markdown}");
    }
    let math = html("<b>x</b> $a_1$");
    assert!(math.contains("<math") && math.contains("<b>x</b>"), "{math}");
    assert_eq!(html_with("<b>x</b>", HtmlPolicy::None), "<p>&lt;b&gt;x&lt;/b&gt;</p>");
    assert_eq!(html_with("<b>x</b>", HtmlPolicy::Trusted), "<p><b>x</b></p>");
}

#[test]
fn a_scan_names_what_is_mentioned_by_the_same_offsets() {
    let (_, outline) = scanned("# 标题\n\n见 [[a|b]]、[c](../d.md#e)、[@f1] 与 ![g](h.png)。 ^blk");
    let mentions: Vec<String> =
        outline.value.mentions.iter().map(|m| format!("{} {:?}", m.id.offset, m.what)).collect();
    assert_eq!(
        mentions,
        [
            "14 Name { name: \"a\", anchor: None }",
            "24 Path { path: \"../d.md\", anchor: Some(\"e\") }",
            "42 Citation { key: \"f1\" }",
            "51 Image { path: \"h.png\", wiki: false }",
        ]
    );
    assert_eq!(outline.value.headings[0].id, "标题");
    assert_eq!(outline.value.blocks, ["blk"]);
}

#[test]
fn mistakes_are_reported_at_their_place() {
    for (markdown, expected) in [
        ("ok $\\nosuch$", "N500 1:5"),
        ("![](a.png)", "N501 1:1"),
        ("甲 [x](javascript:a)", "N406 1:3"),
        ("[x](/Users/me/a.pdf)", "N405 1:1"),
        ("a\n\n[^1]: never", "N503 3:1"),
        ("![a](https://b.org/c.png)", "N408 1:1"),
    ] {
        let (sources, outline) = scanned(markdown);
        let said: Vec<String> = outline
            .diagnostics
            .iter()
            .map(|d| {
                let span = d.span.unwrap();
                let (line, column) = sources.line_column(span.file, span.start as usize);
                format!("{} {line}:{column}", d.code)
            })
            .collect();
        assert_eq!(said, [expected], "{markdown}");
    }
}

#[test]
fn plain_words_have_no_markup() {
    let (_, text) = text("**a** [b](c) $d$ `e`\nf");
    assert_eq!(plain(&text, &Options::default()), "a b d e f");
}

#[test]
fn time_grows_no_faster_than_the_text() {
    for piece in [
        "[", "*", "> ", "`", "$", "- ", "**中。", "<b>", "[[", "![", "~", "==", "[@a1", "\\[",
        "| a ",
    ] {
        let time = |n: usize| {
            let markdown = piece.repeat(n);
            let start = std::time::Instant::now();
            let _ = html(&markdown);
            let _ = scanned(&markdown);
            start.elapsed()
        };
        let small = time(5_000);
        let large = time(20_000);
        assert!(
            large < 10 * small + std::time::Duration::from_millis(200),
            "{piece:?}: {small:?} then {large:?}"
        );
    }
}

proptest::proptest! {
    #[test]
    fn nothing_panics_and_nothing_runs(markdown in "([a-z中。*_~`$\\\\\\[\\]()<>!#|@:=^{}\\n \"'/-]|<script>|onerror=|javascript:|<img |\\[\\[|\\$\\$|```){0,60}") {
        let html = html(&markdown);
        let _ = scanned(&markdown);
        let lower = html.to_lowercase();
        proptest::prop_assert!(!lower.contains("<script"));
        proptest::prop_assert!(!lower.contains("href=\"javascript:") && !lower.contains("src=\"javascript:"));
    }

    #[test]
    fn emphasis_is_as_the_cjk_friendly_amendment_has_it(parts in proptest::collection::vec(
        proptest::sample::select(vec!["中", "文", "。", "，", "“", "”", "（", "）", "a", "b", ".", "(", ")", "**", "**", "*", " ", "1", "한", "が", "「", "—", "+"]), 3..12)) {
        let markdown = format!("x{}y", parts.concat());
        let mut options = comrak::Options::default();
        options.extension.cjk_friendly_emphasis = true;
        let expected = comrak::markdown_to_html(&markdown, &options);
        proptest::prop_assert_eq!(html(&markdown), expected.trim_end().replace("&quot;", "\""));
    }
}
