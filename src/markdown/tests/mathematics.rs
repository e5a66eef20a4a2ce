//! What is a formula, what is money, and what is told about formulas.

use super::{HtmlPolicy, Options, html, html_with, told};

/// The LaTeX of all formulas of a text: `i` for those in a line, `b` for blocks.
fn formulas(markdown: &str) -> Vec<String> {
    let html = html(markdown);
    html.split("<math")
        .skip(1)
        .map(|formula| {
            let (_, latex) = formula.split_once("x-tex\">").unwrap();
            let kind = if formula.starts_with(" display=\"block\"") { 'b' } else { 'i' };
            format!("{kind} {}", latex.split_once("</annotation>").unwrap().0)
        })
        .collect()
}

#[test]
fn every_delimiter_is_read_and_money_is_no_formula() {
    for (markdown, expected) in [
        ("$x_1$ 和 $y_1$", &["i x_1", "i y_1"][..]),
        ("令$x$为", &["i x"]),
        ("$n$-th, $k$NN", &["i n", "i k"]),
        ("$$x$$", &["b x"]),
        ("a $$x$$ b", &["b x"]),
        ("$$\nx\n\ny\n$$", &["b x\n\ny"]),
        ("$$\nx\n- y\n$$", &["b x\n- y"]),
        ("> $$\n> x\n> $$", &["b x"]),
        ("> > $$\n> > x\n> > $$", &["b x"]),
        ("- $$\n  x\n  $$", &["b x"]),
        (r"\(x\) 与 \[y=1\]", &["i x", "b y=1"]),
        ("\\[\nx\n\\]", &["b x"]),
        ("```math\nx\n```", &["b x"]),
        ("$`x`$", &["i x"]),
        ("\\begin{align}x&=1\\end{align}", &["b \\begin{align}x&amp;=1\\end{align}"]),
        ("$a \\text{ if $b$}$", &["i a \\text{ if $b$}"]),
        ("$\\$5$", &["i \\$5"]),
        ("| $|x|$ |\n|---|\n| $|y|$ |", &["i |x|", "i |y|"]),
        ("$a_1*b*c_2$", &["i a_1*b*c_2"]),
        ("**$x$。**后", &["i x"]),
        ("[$x$](a.md)", &["i x"]),
        ("# $x$", &["i x"]),
        ("$5到$10", &[]),
        ("costs $100 and $200", &[]),
        ("$5元和10$", &[]),
        ("between $5 and 10$", &[]),
        ("US$5、US$10", &[]),
        (r"\$x$ 和 \$y\$", &[]),
        ("`$x$` 和 `$`a`$`", &[]),
        ("```sh\necho $x $y$\n```", &[]),
        ("    $x$ indented", &[]),
        ("<https://a.b/$x$>", &[]),
        ("[a](/$x$)", &[]),
        (r"[\[1\] 论文](a.md)", &[]),
        (r"\[1\] He et al.", &[]),
        (r"[a\]b](u) \[c](v)", &[]),
        ("$ x$ $x $", &[]),
        ("一 $x\n\n二 y$", &[]),
        ("$3 \\times 3$ 和 $10$", &["i 3 \\times 3", "i 10"]),
    ] {
        assert_eq!(formulas(markdown), expected, "{markdown}");
    }
}

#[test]
fn a_bold_formula_of_words_stays_what_it_is_in_code() {
    assert_eq!(html("`a $x$ b` <b>$`</b>"), "<p><code>a $x$ b</code> <b>$`</b></p>\n");
}

#[test]
fn a_bad_formula_is_shown_and_told_at_its_place() {
    insta::assert_snapshot!(html("好 $\\frac{1}{2$ 坏"), @r#"<p>好 <code class="math-error" title="this `{` is never closed">\frac{1}{2</code> 坏</p>"#);
    insta::assert_snapshot!(told("中文 $x + \\nocommand$\n\n> $$\n> y\n> \\nothing\n> $$\n\n```math\nz\n\\no\n```"), @r"
    N500 1:9 ‹\nocommand› `\nocommand` is not a known command
    N500 5:3 ‹\nothing› `\nothing` is not a known command
    N500 10:1 ‹\no› `\no` is not a known command
    ");
}

#[test]
fn equations_are_numbered_and_referred_to_over_a_page() {
    let html =
        html("见 \\eqref{eq:b}。\n\n$$x \\tag{1} \\label{eq:a}$$\n\n$$y \\tag{2} \\label{eq:b}$$");
    assert!(html.contains("href=\"#eq-b\""), "{html}");
    assert!(html.contains("<div class=\"equation\" id=\"eq-b\">"), "{html}");
    assert!(html.contains("<span class=\"equation-number\">(2)</span>"), "{html}");
    assert_eq!(
        told("\\eqref{eq:none}"),
        "N504 1:8 ‹eq:none› no equation of this page has the label `eq:none`"
    );
}

#[test]
fn the_macros_of_a_site_are_known_to_all_its_texts() {
    let (options, errors) = Options::new([("\\R", "\\mathbb{R}")], HtmlPolicy::Safe);
    assert!(errors.is_empty());
    assert!(!html_with("$\\R$", &options).contains("math-error"));
}
