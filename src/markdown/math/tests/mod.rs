//! Formulas in, MathML or an explained error out.

mod errors;
mod hostile;
mod macros;
mod numbers;
mod rendering;

use super::{Display, Equations, Formula, Macros, MathError, render};

/// A display formula on a page of its own.
fn block(latex: &str) -> Result<Formula, MathError> {
    render(latex, Display::Block, &Macros::default(), &mut Equations::default())
}

/// The content of `<math>`, without the annotation.
fn body(formula: &Formula) -> String {
    let (_, inner) = formula.mathml.split_once("<semantics>").expect("a formula has semantics");
    let (inner, _) = inner.split_once("<annotation").expect("a formula has an annotation");
    inner.to_owned()
}

/// The MathML of a formula without tags and attributes: its characters in order.
fn characters(formula: &Formula) -> String {
    let mut text = String::new();
    let mut in_tag = false;
    for c in body(formula).chars() {
        match c {
            '<' => in_tag = true,
            '>' => in_tag = false,
            c if !in_tag => text.push(c),
            _ => {}
        }
    }
    text
}
