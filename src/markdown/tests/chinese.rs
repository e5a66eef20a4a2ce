//! Chinese and Japanese: emphasis, line breaks, ids, counts, quotations.

use proptest::prelude::*;

use super::super::{cjk, count, events};
use super::{check, html};
use crate::model::WordCount;

/// What comrak makes of `markdown` with its own rule for Chinese, in our form.
fn oracle(markdown: &str) -> String {
    let mut options = comrak::Options::default();
    options.extension.cjk_friendly_emphasis = true;
    options.extension.strikethrough = true;
    comrak::markdown_to_html(markdown, &options)
}

/// Without the spaces of line breaks: those are ours to decide.
fn comparable(html: &str) -> String {
    html.replace('\n', "")
}

#[test]
fn emphasis_works_beside_full_width_punctuation() {
    check(&[
        ("**重要。**后", "<strong>重要。</strong>后"),
        ("**“x”**的", "<strong>“x”</strong>的"),
        ("中**文。**字", "中<strong>文。</strong>字"),
        ("即*“重参数化”*技巧", "即<em>“重参数化”</em>技巧"),
        ("这是~~（删除）~~的", "这是<del>（删除）</del>的"),
        ("**`code`**的", "<strong><code>code</code></strong>的"),
        ("**a.**b", "**a.**b"),
        ("2*3*4 与 a*b", "2<em>3</em>4 与 a*b"),
        ("`**重要。**后`", "<code>**重要。**后</code>"),
        (r"\*\*重要。\*\*后", "**重要。**后"),
        (
            "![**图。**一](a.png)",
            "<img src=\"a.png\" alt=\"图。一\" width=\"600\" height=\"400\" decoding=\"async\">",
        ),
    ]);
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(3000))]

    /// <https://github.com/tats-u/markdown-cjk-friendly>, as comrak implements it.
    #[test]
    fn emphasis_is_that_of_comrak(parts in prop::collection::vec(prop::sample::select(vec![
        "中", "文", "。", "，", "“", "”", "（", "）", "「", "」", "カ", "が", "한", "글", "𠮟", "—",
        "…", "·", "￥", "a", "b", "é", "1", ".", "(", ")", "%", " ", "👍", "\u{fe0f}", "**", "**",
        "**", "*", "*",
    ]), 3..12)) {
        let markdown = format!("x{}y", parts.concat());
        prop_assert_eq!(comparable(&html(&markdown)), comparable(&oracle(&markdown)), "{}", markdown);
    }

    /// The parser takes more for strikethrough than comrak does, and never less.
    #[test]
    fn no_strikethrough_stays_literal(parts in prop::collection::vec(prop::sample::select(vec![
        "中", "文", "。", "“", "”", "（", "a", ".", " ", "~~",
    ]), 3..10)) {
        let markdown = format!("x{}y", parts.concat());
        let literal = |html: String| html.matches("~~").count();
        prop_assert!(literal(html(&markdown)) <= literal(oracle(&markdown)), "{}", markdown);
    }
}

#[test]
fn a_line_break_between_chinese_characters_is_no_space() {
    check(&[
        ("中文\n中文", "中文中文"),
        ("中文，\n中文", "中文，中文"),
        ("中文\nword", "中文\nword"),
        ("word\n中文", "word\n中文"),
        ("word\nword", "word\nword"),
        ("한국어\n한국어", "한국어\n한국어"),
        ("日本語\nカタカナ", "日本語カタカナ"),
        ("**中文**\n中文", "<strong>中文</strong>中文"),
        ("中文\n**中文**", "中文<strong>中文</strong>"),
        ("*中文\n中文*", "<em>中文中文</em>"),
        ("**中文** \n**中文**", "<strong>中文</strong><strong>中文</strong>"),
        ("中文\n`code`", "中文\n<code>code</code>"),
        (
            "中文\n$x$",
            "中文\n<math><semantics><mi>x</mi><annotation encoding=\"application/x-tex\">x</annotation></semantics></math>",
        ),
        ("他说：\n“好”", "他说：“好”"),
        ("“中文”\n“引号”", "“中文”\n“引号”"),
        ("中文  \n中文", "中文<br>\n中文"),
        ("😀\n😀", "😀\n😀"),
    ]);
}

#[test]
fn a_heading_keeps_its_chinese_in_its_id() {
    let html = html("# 为什么 ReLU 有效？\n\n# 为什么 ReLU 有效？\n\n# …\n");
    let ids: Vec<&str> = html.split("id=\"").skip(1).filter_map(|h| h.split('"').next()).collect();
    assert_eq!(ids, ["为什么-relu-有效", "为什么-relu-有效-1", "section"]);
}

#[test]
fn characters_and_words_are_counted() {
    for (markdown, characters, words) in [
        ("中文字 and two words", 3, 3),
        ("한국어 단어", 0, 2),
        ("state-of-the-art, it's 3.5", 0, 3),
        ("`code` $x+y$ [[名字]]", 2, 1),
        ("```py\nx = 1\n```", 0, 0),
        ("", 0, 0),
    ] {
        let tree = events::read(markdown);
        assert_eq!(count::count(&tree.blocks), WordCount { characters, words }, "{markdown}");
    }
}

#[test]
fn a_quotation_in_another_script_says_its_language() {
    for (markdown, expected) in [
        ("这篇论文说：\n\n> We present a residual learning framework.", "<blockquote lang=\"en\">"),
        ("The author says:\n\n> 深度网络很难训练。", "<blockquote lang=\"zh\">"),
        ("The author says:\n\n> これは深いネットワークです。", "<blockquote lang=\"ja\">"),
        ("中文。\n\n> 也是中文。", "<blockquote>"),
        ("> We present it.", "<blockquote>"),
    ] {
        assert!(html(markdown).contains(expected), "{markdown}");
    }
}

#[test]
fn korean_is_east_asian_but_keeps_its_spaces() {
    assert!(cjk::is_east_asian('한') && !cjk::joins('한', '글') && !cjk::is_read_singly('한'));
}
