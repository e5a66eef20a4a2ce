use super::{block, body, characters};
use crate::markdown::math::{Display, Equations, Formula, MacroError, Macros, render};

fn with(macros: &Macros, latex: &str) -> Formula {
    render(latex, Display::Inline, macros, &mut Equations::default())
        .unwrap_or_else(|error| panic!("{latex}: {error:?}"))
}

#[test]
fn site_macros_take_their_arguments_from_their_text() {
    let (macros, errors) = Macros::new([
        (r"\R", r"\mathbb{R}"),
        ("norm", r"\left\|#1\right\|_{#2}"),
        ("E", r"\operatorname{E}"),
    ]);
    assert_eq!(errors, []);
    for (written, meant) in [
        (r"\R^n", r"{\mathbb{R}}^n"),
        (r"x_\R", r"x_{\mathbb{R}}"),
        (r"\norm{x}2", r"\left\|x\right\|_{2}"),
        (r"\frac\R{\R}", r"\frac{\mathbb{R}}{\mathbb{R}}"),
    ] {
        let meant = with(&Macros::default(), meant);
        assert_eq!(characters(&with(&macros, written)), characters(&meant), "{written}");
    }
}

#[test]
fn macros_that_cannot_be_read_are_named() {
    let (macros, errors) =
        Macros::new([("good", "x"), ("bad name", "x"), ("open", "{x"), ("close", "x}")]);
    let error = |name: &str, message: &str| MacroError {
        name: name.to_owned(),
        message: message.to_owned(),
    };
    assert_eq!(
        errors,
        [
            error(
                "bad name",
                "the name of a macro is letters (a to z, A to Z) only, or one other sign"
            ),
            error("open", "a `{` of the definition is never closed"),
            error("close", "a `}` of the definition has no `{`"),
        ]
    );
    assert_eq!(characters(&with(&macros, r"\good")), "x");
}

#[test]
fn definitions_hold_from_their_formula_to_the_end_of_the_page() {
    let macros = Macros::default();
    let mut page = Equations::default();
    let mut read = |latex| render(latex, Display::Inline, &macros, &mut page);
    assert!(read(r"\K").is_err());
    assert!(read(r"\newcommand{\K}[1][2]{\mathbb{K}^{#1}} \K").is_ok());
    assert_eq!(characters(&read(r"\K \K[3]").expect("defined before")), "𝕂2𝕂3");
    assert_eq!(characters(&read(r"\renewcommand\K{k}\K").expect("redefined")), "k");
    assert!(block(r"\K").is_err(), "another page");
}

#[test]
fn all_ways_to_define_are_understood() {
    for (latex, expected) in [
        (r"\def\a#1#2{#2#1}\a{x}{y}", "yx"),
        (r"\def\pair(#1,#2){#1|#2}\pair(x,{y,z})", "x|y,z"),
        (r"\let\oldphi\phi\renewcommand{\phi}{\oldphi'}\phi", "ϕ′"),
        (r"\DeclareMathOperator{\tr}{tr}\tr A", "trA"),
        (r"\DeclareMathOperator*{\am}{arg\,max}\am_x", "arg\u{2009}maxx"),
        (r"\providecommand{\R}{r}\providecommand{\R}{s}\R", "r"),
        (r"\DeclarePairedDelimiter{\abs}{\lvert}{\rvert}\abs{x}", "|x|"),
        (r"\renewcommand{\vec}[1]{\mathbf{#1}}\vec x", "𝐱"),
        (r"\newcommand\set[1]{#1}\boxed{\set x}", "x"),
    ] {
        let formula = with(&Macros::default(), latex);
        assert_eq!(characters(&formula), expected, "{latex}: {}", body(&formula));
    }
}

#[test]
fn a_preamble_gives_its_definitions_and_nothing_else() {
    let preamble = r"
        \documentclass{article} % \newcommand{\not}{here}
        \usepackage{amsmath}
        \newcommand\isDefinedAt[2]{{#1 \downarrow #2}}
        \def\domain{{\operatorname{dom}}}
        \DeclareMathOperator{\Var}{Var}
        \newcommand{\broken}[x]{y}
    ";
    let (macros, errors) = Macros::parse_preamble(preamble);
    assert_eq!(characters(&with(&macros, r"\isDefinedAt{f}{x}\domain\Var")), "f↓xdomVar");
    let [error] = &errors[..] else { panic!("{errors:?}") };
    assert_eq!(error.message, "`x` is not a number of arguments");
    assert_eq!(&preamble[error.range.clone()], "x");
}

#[test]
fn macros_can_be_used_from_many_threads() {
    fn shared<T: Send + Sync>(_: &T) {}
    shared(&Macros::default());
    shared(&Equations::default());
}

#[test]
fn a_preamble_becomes_settings() {
    let preamble = r"
        \newcommand{\R}{\mathbb{R}} % the reals
        \newcommand\pair[2]{\langle #1, #2 \rangle}
        \def\domain{{\operatorname{dom}}}
        \DeclareMathOperator*{\argmax}{arg\,max}
        \newcommand{\opt}[1][x]{#1}
        \newcommand{\unused}[2]{#1}
        \def\upto#1,#2;{#1 \dots #2}
        \usepackage{amsmath}
    ";
    let (macros, errors) = Macros::parse_preamble(preamble);
    assert_eq!(errors, []);
    let (settings, others) = macros.settings();
    let shown: Vec<String> =
        settings.iter().map(|(name, body)| format!("{name} = {body}")).collect();
    assert_eq!(
        shown,
        [
            r"\R = \mathbb{R}",
            r"\argmax = \operatornamewithlimits{arg\,max}",
            r"\domain = {\operatorname{dom}}",
            r"\pair = \langle #1, #2 \rangle",
        ]
    );
    assert_eq!(others, [r"\opt", r"\unused", r"\upto"]);
    let (again, errors) = Macros::new(settings.iter().map(|(a, b)| (a.as_str(), b.as_str())));
    assert_eq!(errors, []);
    assert_eq!(again.settings().0, settings);
}
