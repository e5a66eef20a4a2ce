//! The door to `math_core`: rewritten LaTeX → MathML Core.

use std::sync::LazyLock;

use math_core::{LatexError, LatexToMathML, MathCoreConfig, MathDisplay};

use super::Display;

/// One for the whole program: it holds no state of a formula, and macros are expanded before.
static CONVERTER: LazyLock<LatexToMathML> = LazyLock::new(|| {
    let config = MathCoreConfig {
        // `\widetilde`: browsers may draw the tilde narrower than its base, which does no harm.
        allow_unreliable_rendering: true,
        annotation: true,
        ..MathCoreConfig::default()
    };
    // Only a macro could be refused, and there is none.
    LatexToMathML::new(config).unwrap_or_default()
});

const ANNOTATION: &str = "<annotation encoding=\"application/x-tex\">";

/// The MathML up to the annotation's text, which the caller adds from the author's source.
pub(super) fn convert(latex: &str, display: Display) -> Result<String, Box<LatexError>> {
    let display = match display {
        Display::Inline => MathDisplay::Inline,
        Display::Block => MathDisplay::Block,
    };
    let mut mathml = CONVERTER.convert_with_local_state(latex, display)?.mathml;
    // The annotation's text is escaped, so the last tag of that name is the real one.
    if let Some(start) = mathml.rfind(ANNOTATION) {
        mathml.truncate(start + ANNOTATION.len());
    }
    // `\widetilde`: the sign that fonts have in several widths.
    Ok(mathml.replace("<mo stretchy=\"true\">~</mo>", "<mo stretchy=\"true\">\u{2dc}</mo>"))
}

/// What follows the annotation's text.
pub(super) const TAIL: &str = "</annotation></semantics></math>";

/// Can `c` be printed in text?
pub(super) fn is_text(c: char) -> bool {
    convert(&format!(r"\text{{{c}}}"), Display::Inline).is_ok()
}
