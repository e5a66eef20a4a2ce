//! Links, wikilinks, citations, images: what is mentioned, and where.

use super::{Options, check, scan, text, told};
use crate::model::{Mention, Mentioned};

/// What a text mentions: kind, parts, and what stands at the place.
fn mentions(markdown: &str) -> Vec<String> {
    let (sources, text) = text(markdown);
    let outline = scan(&text, markdown, &Options::default()).outline;
    let anchor =
        |anchor: &Option<String>| anchor.as_ref().map(|a| format!("#{a}")).unwrap_or_default();
    let line = |mention: &Mention| {
        let what = match &mention.what {
            Mentioned::Name { name, anchor: a } => format!("name {name}{}", anchor(a)),
            Mentioned::Path { path, anchor: a } => format!("path {path}{}", anchor(a)),
            Mentioned::Citation { key } => format!("key {key}"),
            Mentioned::Image { path, wiki } => {
                format!("image {path}{}", if *wiki { " wiki" } else { "" })
            }
            Mentioned::Web { url } => format!("web {url}"),
        };
        format!("{what} ‹{}›", sources.slice(mention.span))
    };
    outline.mentions.iter().map(line).collect()
}

#[test]
fn every_way_of_linking_is_found_at_its_place() {
    for (markdown, expected) in [
        ("见 [a](../b%20c.md#%E4%B8%AD)", "path ../b c.md#中 ‹[a](../b%20c.md#%E4%B8%AD)›"),
        ("[a](#x)", "path #x ‹[a](#x)›"),
        ("[a][b]\n\n[b]: c.md", "path c.md ‹[a][b]›"),
        ("[[a]]", "name a ‹[[a]]›"),
        ("中文 [[a#h|b]] 后", "name a#h ‹[[a#h|b]]›"),
        ("[[a^blk]]", "name a#^blk ‹[[a^blk]]›"),
        ("[[a#^blk]]", "name a#^blk ‹[[a#^blk]]›"),
        ("[[#h]]", "name #h ‹[[#h]]›"),
        ("![[note]]", "name note ‹![[note]]›"),
        ("![[图 1.png|300]]", "image 图 1.png wiki ‹![[图 1.png|300]]›"),
        ("![x](a.png)", "image a.png ‹![x](a.png)›"),
        ("<img src=\"a.png\" alt=\"x\">", "image a.png ‹<img src=\"a.png\" alt=\"x\">›"),
        ("a <a href=\"b.md\">c</a>", "path b.md ‹<a href=\"b.md\">›"),
        ("[[1]](a.md)", "path a.md ‹[[1]](a.md)›"),
        ("[@he2016deep]", "key he2016deep ‹@he2016deep›"),
        ("[见 @a, 第 3 页]", "key a ‹@a›"),
        ("@he2016deep提出", "key he2016deep ‹@he2016deep›"),
        ("https://a.b/c_(d)，后", "web https://a.b/c_(d) ‹https://a.b/c_(d)›"),
        ("<https://a.b>", "web https://a.b ‹<https://a.b>›"),
        ("www.a.b.", "web http://www.a.b ‹www.a.b›"),
        ("见WWW.a.b", "web http://WWW.a.b ‹WWW.a.b›"),
        ("//a.b 不是；[x](//a.b)", "web https://a.b ‹[x](//a.b)›"),
        ("arXiv:1706.03762v5。", "web https://arxiv.org/abs/1706.03762v5 ‹arXiv:1706.03762v5›"),
        ("arxiv: cs/0112017", "web https://arxiv.org/abs/cs/0112017 ‹arxiv: cs/0112017›"),
        ("DOI: 10.1145/3065386.", "web https://doi.org/10.1145/3065386 ‹DOI: 10.1145/3065386›"),
        ("[x](doi:10.1/a)", "web https://doi.org/10.1/a ‹[x](doi:10.1/a)›"),
        ("| [[a\\|b]] |\n|---|", "name a ‹[[a\\|b]]›"),
        ("| [[a|b]] |\n|---|", "name a ‹[[a|b]]›"),
        ("> - [[a]]", "name a ‹[[a]]›"),
        ("$x$ **重要。**后 [[a]]", "name a ‹[[a]]›"),
    ] {
        assert_eq!(mentions(markdown), [expected], "{markdown}");
    }
    for markdown in [
        "`[[a]]` `@a`",
        "```\n[[a]]\n```",
        "\\[[a]]",
        "a@b.c",
        "@",
        "\\@a",
        "1:arXiv",
        "[[]]",
        "[a](mailto:b@c.d)",
        "[a](javascript:b)",
        "[a](file:///b)",
        "[[a\nb]]",
        "<!-- [[a]] -->",
    ] {
        assert_eq!(mentions(markdown), [""; 0], "{markdown}");
    }
    assert_eq!(mentions("[@a; see -@b:c.d/e, p. 3]"), ["key a ‹@a›", "key b:c.d/e ‹@b:c.d/e›"]);
}

#[test]
fn the_sentence_around_a_link_is_kept_as_plain_words() {
    for (markdown, expected) in [
        ("第一句。第二句提到 **[甲](a.md)** 的做法。第三句。", "第二句提到 甲 的做法。"),
        ("Version 3.5 of [it](a.md) is new. More.", "Version 3.5 of it is new."),
        ("- [a](b.md)", "a"),
        ("| x [a](b.md) y |\n|---|", "x a y"),
    ] {
        let (_, text) = text(markdown);
        let outline = scan(&text, markdown, &Options::default()).outline;
        assert_eq!(outline.mentions[0].context, expected, "{markdown}");
    }
}

#[test]
fn a_link_shows_its_words_and_hides_nothing_private() {
    check(
        &[
            ("[a](b.md \"t\")", "<a href=\"b.md\" title=\"t\">a</a>"),
            (
                "[a](https://b.c)",
                "<a href=\"https://b.c\" rel=\"external noopener noreferrer\">a</a>",
            ),
            ("[a](javascript:b)", "a"),
            ("[a](JaVaScRiPt&colon;b)", "a"),
            ("[a](java&#10;script:b)", "a"),
            ("[a](data:text/html,b)", "a"),
            ("[a](file:///Users/x)", "a"),
            ("[a](/Users/x/b.pdf)", "a"),
            ("[[a|b]]", "<a href=\"[a]\">b</a>"),
            ("[x [[a]] y](b.md)", "<a href=\"b.md\">x a y</a>"),
            ("[@a]", "<q>|a|</q>"),
            ("[see @a, p. 3; -@b]", "<q>see|a|p. 3;|-b|</q>"),
            ("@a", "<cite>|a|</cite>"),
            ("[a]: /u\n[@b]", "[a]: /u\n<q>|b|</q>"),
        ][..13],
    );
}

#[test]
fn what_must_not_be_published_is_told() {
    insta::assert_snapshot!(told(concat!(
        "[a](file:///x.pdf) [b](zotero://select/1) [c](/Users/me/x.pdf) [d](C:\\x\\y.pdf)\n\n",
        "[e](javascript:alert) [f](made-up:g) <a href=\"vbscript:h\">i</a>\n\n",
        "![](a.png) ![x](https://a.b/c.png) <img src=\"b.png\">\n\n",
        "x[^1] y[^2]\n\n[^2]: z\n[^3]: w\n\n",
        "<iframe src=\"x\"></iframe> <b onclick=\"x\">y</b>\n\n@fig:none\n"
    )), @r#"
    N405 1:1 ‹[a](file:///x.pdf)› `file:///x.pdf` is a file of your disk
    N405 1:20 ‹[b](zotero://select/1)› `zotero://select/1` is a link into a program of yours
    N405 1:43 ‹[c](/Users/me/x.pdf)› `/Users/me/x.pdf` is a path of your disk
    N405 1:64 ‹[d](C:\x\y.pdf)› `C:\x\y.pdf` is a path of your disk
    N406 3:1 ‹[e](javascript:alert)› `javascript:alert` has a scheme that is not published
    N406 3:23 ‹[f](made-up:g)› `made-up:g` has a scheme that is not published
    N406 3:38 ‹<a href="vbscript:h">› `vbscript:h` has a scheme that is not published
    N501 5:1 ‹![](a.png)› the image `a.png` has no words that describe it
    N408 5:12 ‹![x](https://a.b/c.png)› the image `https://a.b/c.png` is on another host
    N501 5:36 ‹<img src="b.png">› the image `b.png` has no words that describe it
    N503 7:2 ‹[^1]› the footnote `1` is not defined
    N505 12:1 ‹<iframe src="x">› `<iframe>` is not allowed here and is left out
    N505 12:27 ‹<b onclick="x">› `onclick` of `<b>` is left out
    N503 10:1 ‹[^3]:› nothing refers to the footnote `3`
    N504 14:1 ‹@fig:none› no figure of this page is called `fig:none`
    "#);
}

#[test]
fn places_are_found_in_quoted_and_folded_fields() {
    let raw = "\"x \\\"y\\\" [[a]]\"";
    let decoded = "x \"y\" [[a]]";
    let (sources, mut text) = text(raw);
    text.markdown = decoded.to_owned();
    let outline = scan(&text, raw, &Options::default()).outline;
    assert_eq!(sources.slice(outline.mentions[0].span), "[[a]]");
}
