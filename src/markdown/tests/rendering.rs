//! What texts look like as HTML.

use super::*;

#[test]
fn words_have_more_forms_than_commonmark_knows() {
    check(&[
        ("==a **b**==", "<mark>a <strong>b</strong></mark>"),
        ("a == b == c", "a == b == c"),
        ("==未完", "==未完"),
        ("H~2~O", "H<sub>2</sub>O"),
        ("x^2^ 与 10^-3^", "x<sup>2</sup> 与 10<sup>-3</sup>"),
        ("5~10、20~30", "5~10、20~30"),
        ("约~5 到~10", "约~5 到~10"),
        (":smile: 10:30:20", "😄 10:30:20"),
        ("~~删~~", "<del>删</del>"),
        ("段落 ^b1", "<span class=\"block-anchor\" id=\"b1\"></span>段落"),
    ]);
}

#[test]
fn an_image_alone_with_a_title_is_a_numbered_figure() {
    insta::assert_snapshot!(html("见 @fig:a。\n\n![残差块](a.png \"一个 **块** $x$\"){#fig:a width=300}\n\n![b](b.png)\n"), @r##"
    <p>见 <a class="figure-reference" href="#figure-1">Figure 1</a>。</p>
    <figure id="figure-1">
    <a class="zoom" href="a.png"><img src="a.png" alt="残差块" width="300" height="200" decoding="async"></a>
    <figcaption><span class="figure-number">Figure 1</span> 一个 <strong>块</strong> <math><semantics><mi>x</mi><annotation encoding="application/x-tex">x</annotation></semantics></math></figcaption>
    </figure>
    <p><img src="b.png" alt="b" width="600" height="400" loading="lazy" decoding="async"></p>
    "##);
}

#[test]
fn sizes_of_images_are_read() {
    for (markdown, expected) in [
        ("![a|300](b.png)", "alt=\"a\" width=\"300\" height=\"200\""),
        ("![a|300x100](b.png)", "alt=\"a\" width=\"300\" height=\"100\""),
        ("![[b.png|300]]", "alt=\"\" width=\"300\" height=\"200\""),
        ("![[b.png|图一|300]]", "alt=\"图一\" width=\"300\" height=\"200\""),
        ("<img src=\"b.png\" width=\"60px\" alt=a>", "alt=\"a\" width=\"60\" height=\"40\""),
        ("![a|b](b.png)", "alt=\"a|b\" width=\"600\" height=\"400\""),
    ] {
        assert!(html(markdown).contains(expected), "{markdown}: {}", html(markdown));
    }
}

#[test]
fn a_remote_image_is_a_link_and_a_missing_one_its_words() {
    check(&[
        (
            "a ![b](https://c.d/e.png)",
            "a <a class=\"image-remote\" href=\"https://c.d/e.png\" rel=\"external noopener noreferrer\">b</a>",
        ),
        ("a ![b](file:///c.png)", "a <span class=\"image-missing\">b</span>"),
        ("a ![b](javascript:c)", "a <span class=\"image-missing\">b</span>"),
        ("a ![b](data:image/svg+xml,c)", "a <span class=\"image-missing\">b</span>"),
    ]);
}

#[test]
fn callouts_have_titles_and_fold() {
    insta::assert_snapshot!(html("> [!NOTE]\n> a\n\n> [!tip]- 标题\n> 内容\n\n> [!faq]+ *Why?*\n\n> [!x](y) no\n"), @r#"
    <aside class="callout callout-note">
    <p class="callout-title">Note</p>
    <div class="callout-body">
    <p>a</p>
    </div>
    </aside>
    <details class="callout callout-tip">
    <summary class="callout-title">标题</summary>
    <div class="callout-body">
    <p>内容</p>
    </div>
    </details>
    <details class="callout callout-question" open>
    <summary class="callout-title"><em>Why?</em></summary>
    </details>
    <blockquote>
    <p><a href="y">!x</a> no</p>
    </blockquote>
    "#);
}

#[test]
fn a_footnote_stands_behind_the_block_that_refers_to_it() {
    insta::assert_snapshot!(html("a[^x] b[^y] c[^x]\n\n- d[^z]\n\n[^x]: 甲[^y]\n[^y]: 乙\n[^z]:\n    丙\n\n    丁\n"), @r##"
    <p>a<sup class="footnote-ref"><a href="#fn-1" id="fnref-1" role="doc-noteref">1</a></sup> b<sup class="footnote-ref"><a href="#fn-2" id="fnref-2" role="doc-noteref">2</a></sup> c<sup class="footnote-ref"><a href="#fn-1" role="doc-noteref">1</a></sup></p>
    <aside class="sidenote" id="fn-1" role="doc-footnote"><span class="sidenote-number">1</span> 甲<sup class="footnote-ref"><a href="#fn-2" role="doc-noteref">2</a></sup> <a class="sidenote-back" href="#fnref-1" role="doc-backlink" aria-label="Back to the text">↩</a></aside>
    <aside class="sidenote" id="fn-2" role="doc-footnote"><span class="sidenote-number">2</span> 乙 <a class="sidenote-back" href="#fnref-2" role="doc-backlink" aria-label="Back to the text">↩</a></aside>
    <ul>
    <li>d<sup class="footnote-ref"><a href="#fn-3" id="fnref-3" role="doc-noteref">3</a></sup><aside class="sidenote" id="fn-3" role="doc-footnote"><span class="sidenote-number">3</span> <p>丙</p>
    <p>丁</p>
     <a class="sidenote-back" href="#fnref-3" role="doc-backlink" aria-label="Back to the text">↩</a></aside>
    </li>
    </ul>
    "##);
}

#[test]
fn texts_of_one_page_share_numbers_and_never_ids() {
    let options = Options::default();
    let mut page = PageState::default();
    let mut all = String::new();
    for prefix in ["li-ming--", "wang--", "wang--"] {
        let (_, text) = text("# 方法\n\na[^1] ^b\n\n[^1]: x\n");
        let place = Place { id_prefix: prefix, heading_shift: 2 };
        all += &render(&text, &options, place, &mut Echo::default(), &mut page);
    }
    let ids: Vec<&str> = all.split(" id=\"").skip(1).filter_map(|h| h.split('"').next()).collect();
    assert_eq!(
        ids,
        [
            "li-ming--方法",
            "li-ming--b",
            "li-ming--fnref-1",
            "li-ming--fn-1",
            "wang--方法",
            "wang--b",
            "wang--fnref-2",
            "wang--fn-2",
            "wang--方法-1",
            "wang--b-1",
            "wang--fnref-3",
            "wang--fn-3",
        ]
    );
    assert!(all.contains("<h3 id=\"li-ming--方法\">方法</h3>"));
}

#[test]
fn a_table_scrolls_and_sets_numbers_to_the_right() {
    insta::assert_snapshot!(html("| 模型 | top-1 | 左 |\n|---|---|:--|\n| **A** | 76.3% | 1 |\n| B | **1,000 ± 2** | 2 |\n"), @r#"
    <div class="table-scroll" tabindex="0" role="region" aria-label="Table"><table>
    <thead>
    <tr>
    <th>模型</th>
    <th class="numeric">top-1</th>
    <th class="align-left">左</th>
    </tr>
    </thead>
    <tbody>
    <tr>
    <td><strong>A</strong></td>
    <td class="numeric">76.3%</td>
    <td class="align-left">1</td>
    </tr>
    <tr>
    <td>B</td>
    <td class="numeric"><strong>1,000 ± 2</strong></td>
    <td class="align-left">2</td>
    </tr>
    </tbody>
    </table></div>
    "#);
}

#[test]
fn listings_are_coloured_by_class_numbered_and_marked() {
    insta::assert_snapshot!(html("```python {2} linenos\nx = 1 # 注\nprint(\"<a>\")\n```\n\n```nolang\n<b>\n```\n\n```mermaid\ngraph\n```\n"), @r#"
    <pre class="numbered" tabindex="0" aria-label="Code"><code class="language-python"><span class="line">x <i class="o">= </i><i class="n">1 </i><i class="c"># 注</i></span>
    <span class="line marked"><i class="f">print</i>(<i class="s">&quot;&lt;a&gt;&quot;</i>)</span>
    </code></pre>
    <pre tabindex="0" aria-label="Code"><code class="language-nolang">&lt;b&gt;
    </code></pre>
    <pre tabindex="0" aria-label="Code"><code class="language-mermaid">graph
    </code></pre>
    "#);
}

#[test]
fn markdown_between_html_tags_stays_markdown() {
    insta::assert_snapshot!(html("<details open>\n<summary>答案</summary>\n\n- **a**\n\n</details>\n\n<div align=\"center\"><img src=\"a.png\" alt=\"b\" width=\"300\"></div>\n\n<table><tr><td>$x$</td></tr></table>\n\n术语\n: 定义\n"), @r#"
    <details open="">
    <summary>答案</summary>
    <ul>
    <li><strong>a</strong></li>
    </ul>
    </details>
    <div align="center"><img src="a.png" alt="b" width="300" height="200" decoding="async"></div>
    <table><tbody><tr><td>$x$</td></tr></tbody></table>
    <dl>
    <dt>术语</dt>
    <dd>
    定义
    </dd>
    </dl>
    "#);
}

#[test]
fn html_is_cleaned_shown_or_trusted() {
    let markdown = "a <b onclick=\"x\">c</b> <Prepare> <nav>d</nav>";
    for (policy, expected) in [
        (HtmlPolicy::Safe, "<p>a <b>c</b> &lt;Prepare&gt; d</p>\n"),
        (
            HtmlPolicy::None,
            "<p>a &lt;b onclick=&quot;x&quot;&gt;c&lt;/b&gt; &lt;Prepare&gt; &lt;nav&gt;d&lt;/nav&gt;</p>\n",
        ),
        (HtmlPolicy::Trusted, "<p>a <b onclick=\"x\">c</b> <Prepare> <nav>d</nav></p>\n"),
    ] {
        let (options, _) = Options::new([], policy);
        assert_eq!(html_with(markdown, &options), expected, "{policy:?}");
    }
}

#[test]
fn a_single_paragraph_can_stand_in_a_line() {
    let options = Options::default();
    let place = Place { id_prefix: "", heading_shift: 0 };
    for (markdown, expected) in [
        (
            "*a* $x$\n",
            "<em>a</em> <math><semantics><mi>x</mi><annotation encoding=\"application/x-tex\">x</annotation></semantics></math>",
        ),
        ("a\n\nb", "<p>a</p>\n<p>b</p>\n"),
    ] {
        let (_, text) = text(markdown);
        let html =
            render_inline(&text, &options, place, &mut Echo::default(), &mut PageState::default());
        assert_eq!(html, expected);
    }
}

#[test]
fn plain_words_have_no_markup() {
    for (markdown, expected) in [
        ("**a** [b](c) $x^2$ [[n|d]] `e` <b>f</b>", "a b x² d e f"),
        ("# 标题\n\n段落\n段落", "标题 段落段落"),
        ("ImageNet Classification\n", "ImageNet Classification"),
    ] {
        let (_, text) = text(markdown);
        assert_eq!(plain(&text, &Options::default()), expected, "{markdown}");
    }
}

#[test]
fn links_to_one_address_share_the_preview_at_the_first() {
    struct Preview;
    impl Resolve for Preview {
        fn link(&mut self, _: LinkId) -> ShownLink {
            ShownLink {
                href: Some("../p/".into()),
                label: "ResNet & co".into(),
                class: "link-paper".into(),
            }
        }
        fn preview(&mut self, _: LinkId) -> Option<String> {
            Some("<b>ResNet</b>".into())
        }
        fn image(&mut self, _: LinkId) -> Option<ShownImage> {
            None
        }
        fn citation(&mut self, _: &[CitedKey], _: bool) -> ShownCitation {
            ShownCitation { html: String::new() }
        }
    }
    let (_, text) = text("[[he2016deep]] [[he2016deep|again]]");
    let place = Place { id_prefix: "a--", heading_shift: 0 };
    let mut page = PageState::default();
    let html = render_inline(&text, &Options::default(), place, &mut Preview, &mut page);
    insta::assert_snapshot!(html, @r#"<span class="has-preview"><a href="../p/" class="link-paper" aria-describedby="a--preview-1">ResNet &amp; co</a><span class="preview" role="tooltip" id="a--preview-1"><b>ResNet</b></span></span> <span class="has-preview"><a href="../p/" class="link-paper" aria-describedby="a--preview-1">again</a></span>"#);
}
