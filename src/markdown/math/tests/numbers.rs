use crate::markdown::math::{Display, Equations, Formula, Macros, render};

/// Renders the display formulas of a page.
fn page(formulas: &[&str]) -> Vec<Formula> {
    let macros = Macros::default();
    let blocks = formulas.iter().map(|latex| (*latex, Display::Block));
    let mut page = Equations::of_page(blocks, &macros);
    (formulas.iter())
        .map(|latex| {
            render(latex, Display::Block, &macros, &mut page)
                .unwrap_or_else(|error| panic!("{latex}: {error:?}"))
        })
        .collect()
}

/// The number beside a formula and those in its rows.
fn numbers(formula: &Formula) -> Vec<String> {
    let beside = formula.number.iter().map(|number| number.text.clone());
    let in_rows = formula.mathml.split("class=\"eq-number\"").skip(1).map(|after| {
        let text = after.split_once('>').map_or("", |(_, text)| text);
        text.split('<').next().unwrap_or_default().to_owned()
    });
    beside.chain(in_rows).collect()
}

#[test]
fn numbers_stand_where_latex_puts_them() {
    for (latex, expected) in [
        ("a", &[][..]),
        (r"a \tag{7}", &["(7)"]),
        (r"a \tag*{7}", &["7"]),
        (r"a \tag{$\ast$}", &["(∗)"]),
        (r"a \tag{公式 1'}", &["(公式 1′)"]),
        (r"a \label{x}", &["(1)"]),
        (r"\begin{equation} a \end{equation}", &["(1)"]),
        (r"\begin{equation*} a \end{equation*}", &[]),
        (r"\begin{equation} a \notag \end{equation}", &[]),
        (r"\begin{equation}\begin{split} a &= b\\ &= c \end{split}\end{equation}", &["(1)"]),
        (r"\begin{align} a &= b \\ c &= d \end{align}", &["(1)", "(2)"]),
        (r"\begin{align} a &= b \nonumber \\ c &= d \tag{A} \\ e \\ \end{align}", &["(A)", "(1)"]),
        (r"\begin{align*} a &= b \\ c &= d \end{align*}", &[]),
        (r"\begin{gather} a \\ b \end{gather}", &["(1)", "(2)"]),
        (r"\begin{multline} a \\ b \end{multline}", &["(1)"]),
        (r"\begin{eqnarray} a &=& b \\ c &=& d \nonumber \end{eqnarray}", &["(1)"]),
        (r"\begin{aligned} a &= b \\ c &= d \tag{3} \end{aligned}", &["(3)"]),
        (r"\displaystyle \begin{aligned} a \\ c \end{aligned} \tag{3}", &["(3)"]),
        (r"a \tag{1} \\ b \tag{2}", &["(1)", "(2)"]),
        (r"x = \left\{ \begin{aligned} a \\ b \tag{4} \end{aligned} \right.", &["(4)"]),
    ] {
        assert_eq!(numbers(&page(&[latex])[0]), expected, "{latex}");
    }
}

#[test]
fn a_formula_in_a_line_keeps_its_number() {
    let formula =
        render(r"x \tag{3}", Display::Inline, &Macros::default(), &mut Equations::default());
    let number = formula.expect("a formula").number.map(|number| number.text);
    assert_eq!(number.as_deref(), Some("(3)"));
}

#[test]
fn a_second_tag_for_one_number_is_a_warning() {
    let latex = r"x \tag{3} y \tag{4}";
    let rendered = &page(&[latex])[0];
    assert_eq!(numbers(rendered), ["(4)"]);
    let [warning] = &rendered.warnings[..] else { panic!("{rendered:?}") };
    assert_eq!(warning.range, latex.rfind(r"\tag").map_or(0..0, |at| at..at + 4));
}

#[test]
fn numbers_count_over_the_page_and_references_look_ahead() {
    let formulas = page(&[
        r"see \eqref{b} and \ref{eq:c}",
        r"\begin{equation} a \label{a} \end{equation}",
        r"\begin{align} b \label{b} \\ c \label{eq:c} \end{align}",
        r"\tag{X} \label{x}",
        r"\eqref{x} \eqref{a}",
    ]);
    assert!(
        formulas[0].mathml.contains(r##"<a class="eq-ref" href="#eq-b">(2)</a>"##),
        "{}",
        formulas[0].mathml
    );
    assert!(formulas[0].mathml.contains(">3</a>"), "{}", formulas[0].mathml);
    let anchor = formulas[2].labels[1].anchor.clone();
    assert!(
        formulas[2]
            .mathml
            .contains(&format!(r#"<span class="eq-number" id="{anchor}">(3)</span>"#))
    );
    assert_eq!(
        formulas[1].number.as_ref().and_then(|number| number.anchor.as_deref()),
        Some("eq-a")
    );
    assert!(formulas[4].mathml.contains(">(X)</a>") && formulas[4].mathml.contains(">(1)</a>"));
    assert!(formulas.iter().all(|formula| formula.warnings.is_empty()));
}

#[test]
fn unknown_and_doubled_labels_are_warnings_at_their_place() {
    let formulas = [r"\eqref{nowhere}", r"a \label{a}", r"b \label{a}"];
    let rendered = page(&formulas);
    assert!(rendered[0].mathml.contains("(??)"));
    for (at, place, message) in [
        (0, "nowhere", "no equation of this page has the label `nowhere`"),
        (2, r"\label", "the label `a` is already taken on this page"),
    ] {
        let [warning] = &rendered[at].warnings[..] else { panic!("{:?}", rendered[at]) };
        assert_eq!(warning.message, message);
        assert_eq!(&formulas[at][warning.range.clone()], place);
    }
}

#[test]
fn different_labels_have_different_anchors() {
    let labels = ["a", "eq:a", "eq a", "eq-a", "a-b", "a b", "a:b", "损失", "-", "+", "eq:"];
    let formulas: Vec<String> =
        labels.iter().map(|label| format!(r"x \label{{{label}}}")).collect();
    let formulas: Vec<&str> = formulas.iter().map(String::as_str).collect();
    let mut anchors: Vec<String> =
        (page(&formulas).iter()).map(|formula| formula.labels[0].anchor.clone()).collect();
    assert_eq!(anchors[7], "eq-损失");
    anchors.sort();
    anchors.dedup();
    assert_eq!(anchors.len(), labels.len(), "{anchors:?}");
}

#[test]
fn an_author_cannot_write_our_marks() {
    let formulas = page(&[r"\begin{align} a \label{l} \\ \text{(@n0@) @@r0@@ @@b0@@} \end{align}"]);
    assert!(formulas[0].mathml.contains("(@n0@)"), "{}", formulas[0].mathml);
    assert_eq!(numbers(&formulas[0]), ["(1)", "(2)"]);
}
