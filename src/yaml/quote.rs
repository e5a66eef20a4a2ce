//! Quotes: texts as YAML scalars, and what backslashes do in them.

use std::ops::Range;

/// `text`, which has one line, in single quotes, in which only the quote itself is doubled.
pub fn single_quoted(text: &str) -> String {
    format!("'{}'", text.trim().replace('\'', "''"))
}

/// LaTeX commands that start like an escape for a line break or tab, which are as often meant.
const AMBIGUOUS: &[&str] = &[
    // \n…
    "nabla",
    "ne",
    "neg",
    "neq",
    "newcommand",
    "nexists",
    "ni",
    "nleq",
    "ngeq",
    "nolimits",
    "nonumber",
    "norm",
    "not",
    "notin",
    "nu",
    "nmid",
    // \r…
    "rangle",
    "rceil",
    "rfloor",
    "rho",
    "right",
    "rightarrow",
    "rightharpoonup",
    "rm",
    "rVert",
    "rvert",
    "root",
    // \t…
    "tan",
    "tanh",
    "tau",
    "text",
    "textbf",
    "textit",
    "textrm",
    "tfrac",
    "theta",
    "tilde",
    "times",
    "to",
    "top",
    "triangle",
    "triangleq",
    "tbinom",
];

/// Every backslash of `raw`, a text in double quotes, with what it escapes.
fn escapes(raw: &str) -> impl Iterator<Item = (usize, &str)> {
    let mut at = 0;
    std::iter::from_fn(move || {
        let found = at + raw[at..].find('\\')?;
        let rest = &raw[found + 1..];
        at = found + 1 + rest.chars().next().map_or(0, char::len_utf8);
        Some((found, rest))
    })
}

/// The first escape in `raw`, a text in double quotes, that YAML does not know.
pub(super) fn bad_escape(raw: &str) -> Option<Range<usize>> {
    escapes(raw).find_map(|(at, rest)| {
        let letter = rest.chars().next()?;
        // https://yaml.org/spec/1.2.2/#57-escaped-characters
        let digits = match letter {
            'x' => 2,
            'u' => 4,
            'U' => 8,
            c if "0abt\tnvfre \"/\\N_LP\r\n".contains(c) => return None,
            _ => 0,
        };
        let hex = rest.get(1..=digits).filter(|hex| hex.bytes().all(|b| b.is_ascii_hexdigit()));
        let known = hex
            .filter(|hex| !hex.is_empty())
            .and_then(|hex| u32::from_str_radix(hex, 16).ok())
            .and_then(char::from_u32);
        known.is_none().then(|| at..at + 1 + command_length(rest))
    })
}

/// The first escape in `raw`, a text in double quotes, that YAML knows and its author hardly meant:
/// `"$\alpha$"` rings a bell.
pub(super) fn doubtful_escape(raw: &str) -> Option<Range<usize>> {
    escapes(raw).find_map(|(at, rest)| {
        let command = &rest[..command_length(rest)];
        let doubtful = match command.chars().next()? {
            'a' | 'b' | 'v' | 'f' | 'e' => true,
            'N' | 'L' | 'P' => command.len() > 1,
            'n' | 'r' | 't' => AMBIGUOUS.contains(&command),
            _ => false,
        };
        doubtful.then(|| at..at + 1 + command.len())
    })
}

/// How many letters `rest` starts with; one character if it starts with none.
fn command_length(rest: &str) -> usize {
    let letters = rest.bytes().take_while(u8::is_ascii_alphabetic).count();
    letters.max(rest.chars().next().map_or(0, char::len_utf8))
}

/// What `raw`, a text in double quotes on one line, shows when its backslashes are read as
/// themselves, save before quotes and backslashes.
pub(super) fn as_literal(raw: &str) -> Option<String> {
    let inner = raw.strip_prefix('"')?.strip_suffix('"')?;
    (!inner.contains('\n')).then(|| inner.replace("\\\"", "\"").replace("\\\\", "\\"))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn latex_in_double_quotes_is_told_from_escapes() {
        for (raw, bad, doubtful) in [
            (r#""$\alpha$""#, None, Some(r"\alpha")),
            (r#""$\sigma$""#, Some(r"\sigma"), None),
            (r#""$\xi$""#, Some(r"\xi"), None),
            (r#""$\times$""#, None, Some(r"\times")),
            (r#""one\ntwo\tthree""#, None, None),
            (r#""$\nu$""#, None, Some(r"\nu")),
            (r#""$\\alpha$""#, None, None),
            (r#""say \"x\" \u00e9 \x41""#, None, None),
            (r#""$\Phi$""#, None, Some(r"\Phi")),
            (r#""$\Lambda$""#, None, Some(r"\Lambda")),
            (r#""$\frac{1}{2}$""#, None, Some(r"\frac")),
            (r#""\中""#, Some(r"\中"), None),
        ] {
            let at = |range: Option<Range<usize>>| range.map(|range| &raw[range]);
            if bad.is_some() {
                assert_eq!(at(bad_escape(raw)), bad, "{raw}");
            } else {
                assert_eq!(at(bad_escape(raw)), None, "{raw}");
                assert_eq!(at(doubtful_escape(raw)), doubtful, "{raw}");
            }
        }
    }
}
