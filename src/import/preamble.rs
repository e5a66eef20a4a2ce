//! LaTeX macros of a preamble → `math.macros` of the settings.

use crate::markdown::math::Macros;
use crate::source::ContentPath;
use crate::yaml::write::scalar;

/// What a preamble defines.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Preamble {
    /// Names with a backslash, and what they stand for.
    pub macros: Vec<(String, String)>,
    /// What the settings cannot say, or nobody can read.
    pub left: Vec<String>,
}

/// Whether a file beside notes is likely to hold macros for all of them.
pub fn is_preamble(path: &ContentPath) -> bool {
    let stem = path.stem().to_lowercase();
    match path.extension().as_str() {
        "sty" => true,
        "tex" => {
            ["preamble", "macros", "mathjax", "commands"].iter().any(|word| stem.contains(word))
        }
        _ => false,
    }
}

/// Reads the definitions of a preamble.
pub fn preamble(text: &str) -> Preamble {
    let (read, errors) = Macros::parse_preamble(text);
    let (macros, mut left) = read.settings();
    left.extend(errors.into_iter().map(|error| error.message));
    Preamble { macros, left }
}

/// The settings with `macros` in them, if they say nothing of `math` yet.
pub fn settings_with(settings: &str, macros: &[(String, String)]) -> Option<String> {
    let says = |line: &str| {
        let line = line.trim_start_matches(['"', '\'']);
        line.starts_with("math")
            && line[4..].trim_start_matches(['"', '\'', ' ']).starts_with([':', '：'])
    };
    let flow = settings.trim_start().starts_with('{');
    if flow || settings.lines().any(says) || settings.lines().any(|line| line.starts_with("...")) {
        return None;
    }
    let mut text = settings.to_owned();
    if !text.is_empty() && !text.ends_with('\n') {
        text.push('\n');
    }
    text += "\nmath:\n  macros:\n";
    text += &lines(macros);
    Some(text)
}

/// The lines of `macros` below `math:` and `macros:`.
pub fn lines(macros: &[(String, String)]) -> String {
    let lines = macros.iter().map(|(name, body)| format!("    '{name}': {}\n", scalar(body)));
    lines.collect::<Vec<_>>().concat()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn macros_come_into_settings_that_have_none() {
        let read = preamble("\\newcommand{\\R}{\\mathbb{R}}\n\\newcommand{\\it's}{x}\n");
        assert_eq!(read.macros, [("\\R".to_owned(), "\\mathbb{R}".to_owned())]);
        assert_eq!(read.left.len(), 1, "{:?}", read.left);
        let text = settings_with("title: T", &read.macros).unwrap();
        assert_eq!(text, "title: T\n\nmath:\n  macros:\n    '\\R': '\\mathbb{R}'\n");
        for there in ["math:\n  macros: {}\n", "'math': {}\n", "{title: T}"] {
            assert_eq!(settings_with(there, &read.macros), None, "{there}");
        }
    }
}
