use super::{block, body, characters};
use crate::markdown::math::{Display, Equations, Macros, names, render};

/// Both must come out the same, character for character and tag for tag.
fn check_same(pairs: &[(&str, &str)]) {
    for (written, meant) in pairs {
        let read = |latex| block(latex).unwrap_or_else(|error| panic!("{latex}: {error:?}"));
        assert_eq!(body(&read(written)), body(&read(meant)), "{written}");
    }
}

#[test]
fn a_formula_is_mathml_with_its_latex_as_annotation() {
    let formula = block(r"a < b \& c").expect("a plain formula");
    insta::assert_snapshot!(formula.mathml, @r#"<math display="block"><semantics><mrow><mi>a</mi><mo>&lt;</mo><mi>b</mi><mo>&amp;</mo><mi>c</mi></mrow><annotation encoding="application/x-tex">a &lt; b \&amp; c</annotation></semantics></math>"#);
}

#[test]
fn commands_the_converter_lacks_become_ones_it_has() {
    check_same(&[
        (r"\pmb{x}", r"\boldsymbol{x}"),
        (r"\mathds{1}", r"\mathbb{1}"),
        (r"\sum_{\substack{i\\j}}", r"\sum_{\begin{subarray}{c}i\\j\end{subarray}}"),
        (r"\begin{split}a&=b\end{split}", r"\begin{aligned}a&=b\end{aligned}"),
        (r"\begin{eqnarray*}a&=&b\end{eqnarray*}", r"\begin{aligned}a&=b\end{aligned}"),
        (r"\textcolor{red}{x}", r"{\color{red}x}"),
        (r"\textcolor{#f00}{x}", r"{\color[HTML]{ff0000}x}"),
        (r"\mbox{a}", r"\text{a}"),
        (r"\operatorname{dist}\limits_x", r"\operatorname*{dist}_x"),
        (r"\mathop{\mathrm{argmin}}_x", r"\operatorname*{argmin}_x"),
        (r"\mathop{\rm argmin}\nolimits_x", r"\operatorname{argmin}_x"),
        (r"{\large x}", "{x}"),
        (r"\hspace{3mu}", r"\mspace{3mu}"),
        (r"\kern{1em}", r"\kern1em"),
        (r"\left<x\right>", r"\left\langle x\right\rangle"),
        (r"\big{(}x\big.", r"\big(x"),
        (r"\begin{array}[t]{@{}l@{\quad}c}a&b\end{array}", r"\begin{array}{lc}a&b\end{array}"),
        (r"\begin{array}{*{3}{c}|}a&b&c\end{array}", r"\begin{array}{ccc|}a&b&c\end{array}"),
        (r"\begin{matrix}a\\[2pt]b\\\end{matrix}", r"\begin{matrix}a\\b\end{matrix}"),
        (r"\displaystyle x", "x"),
        (r"a\above1.5pt b", r"a\over b"),
        (r"\text{``a'' -- b---c-d}", r"\text{“a” – b—c-d}"),
        (r"\not{=}", r"\not="),
        ("f’", "f'"),
    ]);
}

#[test]
fn brackets_after_a_line_break_are_kept_unless_they_are_a_distance() {
    let formula = block(r"\begin{matrix}a\\ [b]\\[2pt]\\[-1.5ex]c\end{matrix}").expect("a matrix");
    assert_eq!(characters(&formula), "a[b]c");
}

#[test]
fn arguments_without_braces_are_read_as_tex_reads_them() {
    check_same(&[
        (r"\frac12", r"\frac{1}{2}"),
        (r"x^\frac12", r"x^{\frac{1}{2}}"),
        (r"J_\overline{C}", r"J_{\overline{C}}"),
        (r"\sqrt\frac ab", r"\sqrt{\frac{a}{b}}"),
        (r"\hat\mathbf x", r"\hat{\mathbf{x}}"),
    ]);
}

#[test]
fn accidents_of_notes_are_read_as_meant() {
    check_same(&[
        ("a &lt; b", "a < b"),
        ("50%", r"50\%"),
        ("a % a remark\n+ b", "a + b"),
        ("x\u{200b}y\u{a0}z", "xyz"),
        ("a \\\\ b", r"\begin{gathered}a\\b\end{gathered}"),
        (r"a &= b \\ c &= d", r"\begin{aligned}a &= b \\ c &= d\end{aligned}"),
        (r"\left\{a\\b\right.", r"\left\{\begin{gathered}a\\b\end{gathered}\right."),
        ("#x", r"\#x"),
        (r"\text{max_len}", r"\text{max\_len}"),
    ]);
}

#[test]
fn what_would_reach_outside_the_formula_is_left_out() {
    check_same(&[
        (r"\href{javascript:alert(1)}{x}", "{x}"),
        (r"\class{evil}{x}", "{x}"),
        (r"\style{position:fixed}{x}", "{x}"),
        (r"\htmlId{main}{x}", "{x}"),
    ]);
    let error = block(r"\includegraphics{a.png}").expect_err("pictures are not for formulas");
    assert_eq!(error.message, r"`\includegraphics` is not supported in formulas");
}

#[test]
fn chinese_in_a_formula_is_text() {
    for (latex, expected) in [
        ("损失函数=1", "<mtext>损失函数</mtext>"),
        (r"L_{损失}", "<mtext>损失</mtext>"),
        (r"L_损失", "<mtext>损</mtext>"),
        ("f（x，y）", "<mtext>（</mtext>"),
        (r"\text{如果 $x$ 是}", "<mtext>如果 </mtext><mi>x</mi>"),
    ] {
        let formula = block(latex).unwrap_or_else(|error| panic!("{latex}: {error:?}"));
        let expected = expected.replace(' ', "\u{a0}");
        assert!(body(&formula).contains(&expected), "{latex}: {}", formula.mathml);
    }
}

#[test]
fn math_in_text_keeps_the_style_around_it() {
    let formula = block(r"\text{a \textbf{b $x$ c} ≥ d}").expect("text with math");
    assert_eq!(characters(&formula).replace('\u{a0}', " "), "a b x c ≥ d");
    assert_eq!(formula.mathml.matches("<b>").count(), 2);
}

#[test]
fn a_switch_holds_to_the_end_of_its_cell() {
    for latex in [
        r"\begin{matrix}\displaystyle a&b\\c&d\end{matrix}",
        r"\begin{matrix}\color{red}a&b\\c&d\end{matrix}",
        r"\begin{matrix}\bf a&b\\c&d\end{matrix}",
        r"\begin{matrix}a\over b&b\\c&d\end{matrix}",
    ] {
        let formula = block(latex).unwrap_or_else(|error| panic!("{latex}: {error:?}"));
        assert_eq!(formula.mathml.matches("<mtd").count(), 4, "{latex}: {}", formula.mathml);
        assert_eq!(formula.mathml.matches("<mtr").count(), 2, "{latex}: {}", formula.mathml);
    }
}

#[test]
fn a_rule_below_a_table_belongs_to_the_table() {
    let latex = r"\begin{array}{|c|}\hline\begin{matrix}a\\b\end{matrix}\\\hline\end{array}";
    let formula = block(latex).expect("a box");
    assert_eq!(formula.mathml.matches("border-bottom").count(), 1);
    let (before, _) = formula.mathml.split_once("border-bottom").expect("just counted");
    assert_eq!(before.matches("<mtable").count(), 1, "not the table inside: {before}");
}

#[test]
fn every_name_we_suggest_is_known() {
    for name in names::commands() {
        let latex = format!(r"\{name}");
        let formula = render(&latex, Display::Block, &Macros::default(), &mut Equations::default());
        if let Err(error) = formula {
            assert!(!error.message.contains("not a known command"), "{name}: {error:?}");
        }
    }
}
