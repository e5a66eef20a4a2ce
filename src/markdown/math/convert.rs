//! The door to `math_core`: rewritten LaTeX → MathML Core.

use std::sync::{LazyLock, Mutex, MutexGuard, PoisonError};

use math_core::{LatexError, LatexToMathML, MathCoreConfig, MathDisplay};
use rustc_hash::FxHashMap;

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

/// Most bytes that are remembered of formulas and their MathML.
const MAX_BYTES: usize = 8 << 20;

/// Formulas that were converted. Each is asked for at least twice, when its text is looked through and
/// when it is rendered, and `$n$` on every other page.
#[derive(Default)]
struct Known {
    inline: FxHashMap<Box<str>, Box<str>>,
    block: FxHashMap<Box<str>, Box<str>>,
    bytes: usize,
}

impl Known {
    fn of(&mut self, display: Display) -> &mut FxHashMap<Box<str>, Box<str>> {
        match display {
            Display::Inline => &mut self.inline,
            Display::Block => &mut self.block,
        }
    }

    fn add(&mut self, latex: &str, display: Display, mathml: &str) {
        self.bytes += latex.len() + mathml.len();
        if self.bytes > MAX_BYTES {
            *self = Self { bytes: latex.len() + mathml.len(), ..Self::default() };
        }
        self.of(display).insert(latex.into(), mathml.into());
    }
}

static KNOWN: LazyLock<Mutex<Known>> = LazyLock::new(Mutex::default);

fn known() -> MutexGuard<'static, Known> {
    KNOWN.lock().unwrap_or_else(PoisonError::into_inner)
}

/// The MathML up to the annotation's text, which the caller adds from the author's source.
pub(super) fn convert(latex: &str, display: Display) -> Result<String, Box<LatexError>> {
    let before = known().of(display).get(latex).map(|mathml| mathml.to_string());
    if let Some(mathml) = before {
        return Ok(mathml);
    }
    let mathml = converted(latex, display)?;
    known().add(latex, display, &mathml);
    Ok(mathml)
}

fn converted(latex: &str, display: Display) -> Result<String, Box<LatexError>> {
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
    converted(&format!(r"\text{{{c}}}"), Display::Inline).is_ok()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_formula_is_remembered_as_it_is_shown_and_no_more_than_there_is_room_for() {
        let mut known = Known::default();
        known.add("x", Display::Inline, "<x>");
        assert_eq!(known.of(Display::Inline).get("x").map(|it| &**it), Some("<x>"));
        assert_eq!(known.of(Display::Block).get("x"), None);
        known.add("y", Display::Block, &"y".repeat(MAX_BYTES - 10));
        assert_eq!((known.inline.len(), known.block.len()), (1, 1));
        known.add("z", Display::Block, "<zzzzz>");
        assert_eq!((known.inline.len(), known.block.len(), known.bytes), (0, 1, 8));
    }

    #[test]
    fn a_formula_is_converted_the_second_time_as_it_was_the_first() {
        for display in [Display::Inline, Display::Block] {
            let twice = [(); 2].map(|()| convert(r"\sum_i x_i", display).ok());
            assert!(twice[0].is_some() && twice[0] == twice[1], "{twice:?}");
        }
        assert_ne!(convert("x", Display::Inline).ok(), convert("x", Display::Block).ok());
    }
}
