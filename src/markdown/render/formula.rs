//! Formulas and equations.

use std::fmt::Write as _;

use super::Renderer;
use crate::markdown::escape;
use crate::markdown::math::{self, Display};

impl Renderer<'_, '_, '_> {
    /// A formula within a line.
    pub(super) fn formula(&mut self, latex: &str, out: &mut String) {
        match math::render(latex, Display::Inline, &self.options.macros, &mut self.page.equations) {
            Ok(formula) => out.push_str(&formula.mathml),
            Err(error) => unreadable(latex, &error.message, out),
        }
    }

    /// A formula on lines of its own, in an element `name`.
    pub(super) fn equation(&mut self, latex: &str, name: &str, out: &mut String) {
        let end = if name == "div" { "\n" } else { "" };
        match math::render(latex, Display::Block, &self.options.macros, &mut self.page.equations) {
            Ok(formula) => {
                let number = formula.number.as_ref();
                let anchor = number.and_then(|number| number.anchor.as_deref());
                let id = anchor.map(|id| format!(" id=\"{}\"", escape(id))).unwrap_or_default();
                let _ = write!(out, "<{name} class=\"equation\"{id}>{}", formula.mathml);
                if let Some(number) = number {
                    let text = escape(&number.text);
                    let _ = write!(out, "<span class=\"equation-number\">{text}</span>");
                }
                let _ = write!(out, "</{name}>{end}");
            }
            Err(error) => {
                let _ = write!(out, "<{name} class=\"equation\">");
                unreadable(latex, &error.message, out);
                let _ = write!(out, "</{name}>{end}");
            }
        }
    }
}

/// The source of a formula that cannot be read, marked.
fn unreadable(latex: &str, message: &str, out: &mut String) {
    let (latex, message) = (escape(latex.trim()), escape(message));
    let _ = write!(out, "<code class=\"math-error\" title=\"{message}\">{latex}</code>");
}
