//! LaTeX formulas → MathML Core, at build time; nothing else names `math_core`.
//!
//! The road of a formula: [`lex`] (tokens) → [`expand`] (macros) → [`rewrite`] (the LaTeX that the
//! converter reads right, numbers and labels taken out) → [`convert`] (MathML) → numbers and links
//! put in. What is written at each step remembers its place in the source, so that every error
//! points at the author's own characters.
//!
//! Invariants: no input panics or runs out of stack; time is linear in the formula's size, which
//! is capped; nothing of the source reaches the output unescaped; the same input gives the same
//! bytes.

mod builtin;
mod cell;
mod color;
mod columns;
mod convert;
mod define;
mod delimiter;
mod equations;
mod expand;
mod explain;
mod form;
mod lex;
mod macros;
mod names;
mod operator;
mod output;
mod rewrite;
mod spoken;
mod table;
#[cfg(test)]
mod tests;
mod text;

use std::ops::Range;

pub use equations::Equations;
pub use macros::{MacroError, Macros};
pub(super) use spoken::spoken;

use equations::Numbering;
use expand::Input;
use lex::Span;
use output::Output;
use rewrite::Rewriter;

/// Longest formula, in bytes. The longest of a quarter of a million in real notes has 9 KiB.
const MAX_LENGTH: usize = 16 * 1024;

/// Where a formula stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Display {
    /// In a line of text: `$…$`.
    Inline,
    /// On lines of its own: `$$…$$`.
    Block,
}

/// A formula, ready for the page.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Formula {
    /// `<math>…</math>` with the author's LaTeX as its annotation.
    pub mathml: String,
    /// The number to print beside the formula. Numbers of single rows stand in the MathML.
    pub number: Option<Number>,
    /// Every `\label` in the formula.
    pub labels: Vec<Label>,
    /// What is doubtful though the formula could be read: unknown references, labels used twice.
    pub warnings: Vec<MathError>,
}

/// The number of an equation.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Number {
    /// As printed, with its parentheses: `(3)`.
    pub text: String,
    /// The id its place on the page must have, if it has a label.
    pub anchor: Option<String>,
}

impl Number {
    /// The number without its parentheses, if it has any.
    pub(crate) fn bare(&self) -> Option<&str> {
        self.text.strip_prefix('(')?.strip_suffix(')')
    }
}

/// A `\label` and what it stands for.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Label {
    /// The name as written.
    pub name: String,
    /// The number of its equation, as printed.
    pub number: String,
    /// The id of its equation.
    pub anchor: String,
}

/// Why a formula cannot be read, at its place.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct MathError {
    /// Bytes of the LaTeX.
    pub range: Range<usize>,
    /// What is wrong, in plain words.
    pub message: String,
    /// What to do about it.
    pub help: Option<String>,
    /// The label that a reference looks for in vain.
    pub unmet: Option<String>,
}

impl MathError {
    fn new(at: Span, message: impl Into<String>) -> Self {
        Self { range: at.range(), message: message.into(), help: None, unmet: None }
    }

    fn help(mut self, help: impl Into<String>) -> Self {
        self.help = Some(help.into());
        self
    }
}

/// Turns a formula into MathML. Formulas of a page are to be rendered in their order.
pub fn render(
    latex: &str,
    display: Display,
    macros: &Macros,
    page: &mut Equations,
) -> Result<Formula, MathError> {
    let Rewritten { out, numbering } = rewritten(latex, display, macros, page)?;
    let mut mathml = convert::convert(out.text(), display).map_err(|error| {
        let at = out.origin(&error.0);
        let known = macros.names().chain(numbering.macro_names());
        explain::explain(&error, latex, at, known)
    })?;
    mathml = numbering.fill_in(&mathml);
    if numbering.has_rows() {
        // The table is as wide as the page, so that the numbers stand at its edge.
        mathml.insert_str("<math".len(), " class=\"eq-rows\"");
    }
    escape(&mut mathml, latex.trim());
    mathml.push_str(convert::TAIL);
    Ok(Formula {
        mathml,
        number: numbering.formula,
        labels: numbering.labels,
        warnings: numbering.warnings,
    })
}

/// A formula on its way: the LaTeX for the converter and what was taken out of it.
struct Rewritten<'a> {
    out: Output,
    numbering: Numbering<'a>,
}

fn rewritten<'a>(
    latex: &str,
    display: Display,
    macros: &Macros,
    page: &'a mut Equations,
) -> Result<Rewritten<'a>, MathError> {
    if latex.len() > MAX_LENGTH {
        let limit = MAX_LENGTH / 1024;
        let whole = Span::new(0, latex.len());
        return Err(MathError::new(whole, format!("a formula of more than {limit} KiB"))
            .help("split it into several formulas"));
    }
    let before = std::mem::take(&mut page.definitions);
    let input = Input::new(lex::tokens(latex), macros, &before);
    let mut rewriter = Rewriter::new(input, Numbering::new(latex, page), display);
    let result = rewriter.formula();
    let Rewriter { input, out, mut numbering, .. } = rewriter;
    let new = input.into_definitions();
    let mut definitions = before;
    definitions.extend(new);
    numbering.keep(definitions);
    result.map(|()| Rewritten { out, numbering })
}

/// Escapes text for element content and for attributes in double quotes.
fn escape(out: &mut String, text: &str) {
    for c in text.chars() {
        match c {
            '&' => out.push_str("&amp;"),
            '<' => out.push_str("&lt;"),
            '>' => out.push_str("&gt;"),
            '"' => out.push_str("&quot;"),
            c => out.push(c),
        }
    }
}
