use std::fmt::Write;
use std::time::Duration;

use proptest::prelude::*;

use super::block;
use crate::markdown::math::{Display, Equations, MAX_LENGTH, Macros, names, render};
use crate::testing::{assert_linear, cost};

#[test]
fn hostile_formulas_take_time_in_proportion_to_their_length() {
    for unit in [
        "{",
        "}",
        "x^",
        "_",
        r"\frac",
        r"\left(",
        r"\sqrt[",
        r"\begin{matrix}",
        "&",
        r"a&b\\",
        "$",
        r"\text{",
        r"\text{a $x$ }",
        "损失x",
        r"\displaystyle ",
        r"\color{red}",
        r"a\over b",
        "@",
        r"\tag{1}",
        r"\label{a}",
        r"\eqref{a}",
        r"\not",
        r"\operatorname*{a}",
        r"\mathop{x}\limits_a",
        r"\newcommand{\a}{b}",
        r"\boxed{x}",
        r"\begin{array}{|c|}a\\\hline\end{array}",
        r"\\[",
        r"\smash[",
        "'",
        "x",
        r"\text{≥}",
    ] {
        let small = unit.repeat(MAX_LENGTH / 4 / unit.len());
        let large = unit.repeat(MAX_LENGTH / unit.len());
        assert_linear(unit, || drop(block(&small)), || drop(block(&large)));
        let took = cost(|| drop(block(&large)));
        assert!(took < Duration::from_secs(1), "{unit}: {took:?}");
    }
}

#[test]
fn no_command_runs_out_of_stack_however_often_it_is_repeated() {
    for name in names::commands().chain(["begin{matrix}", "begin{array}{c}"]) {
        for between in ["", " ", "{", "x", "{x}", "[", "_", "(", "{x}_", "\\left(", "\\text{$"] {
            let _ = block(&format!("\\{name}{between}").repeat(400));
        }
    }
}

#[test]
fn the_deepest_formula_that_is_allowed_fits_the_stack() {
    for (open, close) in [
        ("{", "}"),
        (r"\sqrt{", "}"),
        (r"\frac{", "}{x}"),
        ("x^{", "}"),
        (r"\left(", r"\right)"),
        (r"\begin{matrix}", r"\end{matrix}"),
        (r"\boxed{", "}"),
        (r"\text{$", "$}"),
        (r"\overset{a}{", "}"),
        (r"\mathop{", "}\\limits_a"),
        (r"\displaystyle ", ""),
        (r"\xrightarrow{", "}"),
        (r"\begin{cases}", r"\end{cases}"),
    ] {
        let formula = |depth| format!("{}x{}", open.repeat(depth), close.repeat(depth));
        assert!(block(&formula(8)).is_ok(), "{open}");
        let error = block(&formula(70)).err().map(|error| error.message);
        let expected =
            ["this is nested more than 60 deep", "too many braces inside each other in one text"];
        let is_expected = error.as_deref().is_none_or(|message| expected.contains(&message));
        assert!(is_expected, "{open}: {error:?}");
    }
}

#[test]
fn a_formula_beyond_the_limit_is_an_error() {
    let error = block(&"x".repeat(MAX_LENGTH + 1)).expect_err("too long");
    assert_eq!(error.message, "a formula of more than 16 KiB");
}

#[test]
fn macros_that_double_each_other_end_in_an_error() {
    let mut latex = String::from(r"\def\a{xx}");
    for (from, to) in ('a'..='y').zip('b'..='z') {
        let _ = write!(latex, r"\def\{to}{{\{from}\{from}}}");
    }
    latex.push_str(r"\z");
    let error = block(&latex).expect_err("two to the 26th");
    assert!(error.message.contains("more than a formula can hold"), "{error:?}");
}

/// Pieces that formulas are made of, and what does not belong in one.
fn pieces() -> impl Strategy<Value = String> {
    let piece = prop_oneof![
        Just("{"),
        Just("}"),
        Just("["),
        Just("]"),
        Just("^"),
        Just("_"),
        Just("&"),
        Just(r"\\"),
        Just("$"),
        Just("#1"),
        Just("%"),
        Just("\n"),
        Just(" "),
        Just("'"),
        Just("x"),
        Just("12"),
        Just("<b>"),
        Just("\""),
        Just("损"),
        Just("≥"),
        Just("é"),
        Just("\u{301}"),
        Just("@@n0@@"),
        Just(r"\frac"),
        Just(r"\sqrt"),
        Just(r"\left("),
        Just(r"\right)"),
        Just(r"\text{"),
        Just(r"\tag{"),
        Just(r"\label{a}"),
        Just(r"\eqref{a}"),
        Just(r"\begin{align}"),
        Just(r"\end{align}"),
        Just(r"\begin{array}{c|c}"),
        Just(r"\end{array}"),
        Just(r"\hline"),
        Just(r"\begin{cases}"),
        Just(r"\end{cases}"),
        Just(r"\displaystyle"),
        Just(r"\color{red}"),
        Just(r"\over"),
        Just(r"\not"),
        Just(r"\operatorname{a"),
        Just(r"\mathop{"),
        Just(r"\limits"),
        Just(r"\newcommand{\a}[1]{#1}"),
        Just(r"\a"),
        Just(r"\def\b"),
        Just(r"\boxed{"),
        Just(r"\href{"),
        Just(r"\unknown"),
        Just(r"\"),
        Just(r"\mathrm{"),
        Just(r"\hat"),
        Just(r"\big"),
        Just(r"\middle|"),
        Just(r"\kern"),
        Just(r"\hspace{1em}"),
    ];
    prop::collection::vec(piece, 0..24).prop_map(|pieces| pieces.concat())
}

const TAGS: &str = "math semantics mrow mi mn mo ms mtext mspace msub msup msubsup munder mover munderover \
    mmultiscripts mprescripts msqrt mroot mfrac mpadded mphantom mtable mtr mtd menclose annotation \
    a b i em code span s u";

proptest! {
    #![proptest_config(ProptestConfig { cases: 1000, ..ProptestConfig::default() })]

    #[test]
    fn any_formula_is_safe_and_its_error_lies_in_it(latex in prop_oneof![pieces(), any::<String>()]) {
        for display in [Display::Inline, Display::Block] {
            let read = || render(&latex, display, &Macros::default(), &mut Equations::default());
            let result = read();
            prop_assert_eq!(&result, &read());
            match result {
                Ok(formula) => {
                    let mut open = Vec::new();
                    for tag in formula.mathml.split('<').skip(1) {
                        let name = tag.trim_start_matches('/').split(|c: char| !c.is_ascii_alphabetic()).next().unwrap_or_default();
                        prop_assert!(TAGS.split_ascii_whitespace().any(|known| known == name), "{}", formula.mathml);
                        let whole = tag.split('>').next().unwrap_or_default();
                        if tag.starts_with('/') {
                            prop_assert_eq!(open.pop(), Some(name), "{}", formula.mathml);
                        } else if !whole.ends_with('/') {
                            open.push(name);
                        }
                    }
                    prop_assert!(open.is_empty(), "{}", formula.mathml);
                }
                Err(error) => prop_assert!(latex.get(error.range.clone()).is_some(), "{error:?}"),
            }
        }
    }
}
