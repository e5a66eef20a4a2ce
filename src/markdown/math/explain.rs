//! The converter's errors in the author's words, at the author's bytes.

use math_core::LatexError;

use super::lex::Span;
use super::{MathError, names};

/// `at` is where the error lies in `source`; `known` are the macros the author may have meant.
pub(super) fn explain<'m>(
    error: &LatexError,
    source: &str,
    at: Span,
    known: impl Iterator<Item = &'m str>,
) -> MathError {
    let written = source.get(at.range()).unwrap_or_default().trim();
    let (message, help) = match error.label() {
        "unknown command" => return unknown_command(error, at, known),
        "unknown color" => {
            let text = error.error_message();
            let color = text.split('"').nth(1).unwrap_or(written).to_owned();
            (format!("`{color}` is not a known colour"), "use a name such as `red`, or `#c03020`")
        }
        "a group was never closed" => ("a group is never closed".to_owned(), "add the missing `}`"),
        "no matching opening for this" => (format!("`{written}` closes nothing"), "remove it"),
        "expected an argument here" => {
            (format!("`{written}` has nothing to work on"), "write its argument in braces")
        }
        "expected a delimiter here" => (
            format!("`{written}` is not a bracket"),
            r"after `\left`, `\right` and `\big` stands a bracket, `|` or `.`",
        ),
        "expected a relation" | "expected a large operator" => (
            format!("`{written}` does not fit here"),
            r"`\not` goes before one sign, `\sideset` before an operator such as `\sum`",
        ),
        "unexpected bound" => (
            "`^` or `_` has nothing to raise or lower".to_owned(),
            "write the exponent or index in braces",
        ),
        "duplicate" => (
            "two exponents or two indices at one sign".to_owned(),
            "add braces to show which belongs to what: `{x^a}^b`",
        ),
        "used as argument" => (
            format!("`{written}` cannot be an argument"),
            "put it in braces with what it is to change",
        ),
        "expected length here" | "illegal unit here" | "invalid unit here" => {
            ("this is not a length".to_owned(), "write a number and a unit, such as `1em` or `3mu`")
        }
        "expected a column spec here" => (
            "this is not a list of columns".to_owned(),
            "write one `l`, `c` or `r` for each column",
        ),
        "this is not valid in text mode" => (
            format!("`{written}` cannot stand in text"),
            r"put it between dollar signs: `\text{… $…$ …}`",
        ),
        "this is not valid in math mode" => {
            (format!("`{written}` can stand in text only"), r"put it into `\text{…}`")
        }
        "cannot be used here" => (
            format!("`{written}` cannot stand here"),
            r"`\limits` goes right after `\sum`, `\int` and the like",
        ),
        "duplicate infix frac" => (
            r"two `\over` in one group".to_owned(),
            r"use `\frac{…}{…}`, or braces around one of them",
        ),
        _ => (
            format!("`{written}` cannot be read here"),
            "see whether a brace or an argument is missing",
        ),
    };
    MathError::new(at, message).help(help)
}

fn unknown_command<'m>(
    error: &LatexError,
    at: Span,
    known: impl Iterator<Item = &'m str>,
) -> MathError {
    let text: String = error.error_message();
    let name = text.split('"').nth(1).unwrap_or_default();
    let bare = name.trim_start_matches('\\');
    let near = names::nearest(bare, names::commands().chain(known));
    MathError::new(at, format!("`{name}` is not a known command")).help(match near {
        Some(near) => {
            format!("did you mean `\\{near}`? Commands of your own go under `math.macros`")
        }
        None => "define it under `math.macros`".to_owned(),
    })
}
