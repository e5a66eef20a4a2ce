//! The colour of `\color` and `\textcolor`.

use super::MathError;
use super::expand::{Input, text_of};
use super::lex::Token;

/// Reads `[model]{value}` or `{value}` and writes the `\color` the converter understands.
pub(super) fn read(input: &mut Input<'_>, call: &Token) -> Result<String, MathError> {
    let model = input.bracket()?.map(|model| text_of(&model));
    let value = text_of(&input.argument(call)?);
    if let Some(model) = model {
        return Ok(format!(r"\color[{model}]{{{value}}}"));
    }
    if let Some(hex) = value.strip_prefix('#') {
        let long: String = match hex.len() {
            3 => hex.chars().flat_map(|digit| [digit, digit]).collect(),
            _ => hex.to_owned(),
        };
        if long.len() == 6 && long.bytes().all(|byte| byte.is_ascii_hexdigit()) {
            return Ok(format!(r"\color[HTML]{{{long}}}"));
        }
    }
    // `blue!50` of xcolor: the tint is left out, the colour stays.
    let name = value.split('!').next().unwrap_or_default().trim();
    Ok(match CSS.iter().find(|(css, _)| name.eq_ignore_ascii_case(css)) {
        Some((_, hex)) => format!(r"\color[HTML]{{{hex}}}"),
        None => format!(r"\color{{{name}}}"),
    })
}

/// Names of CSS that LaTeX does not have and notes written for a browser use.
const CSS: [(&str, &str); 24] = [
    ("aqua", "00FFFF"),
    ("chocolate", "D2691E"),
    ("coral", "FF7F50"),
    ("crimson", "DC143C"),
    ("darkblue", "00008B"),
    ("darkgreen", "006400"),
    ("darkorange", "FF8C00"),
    ("darkred", "8B0000"),
    ("deeppink", "FF1493"),
    ("deepskyblue", "00BFFF"),
    ("dodgerblue", "1E90FF"),
    ("firebrick", "B22222"),
    ("fuchsia", "FF00FF"),
    ("gold", "FFD700"),
    ("grey", "808080"),
    ("hotpink", "FF69B4"),
    ("indigo", "4B0082"),
    ("maroon", "800000"),
    ("navy", "000080"),
    ("silver", "C0C0C0"),
    ("skyblue", "87CEEB"),
    ("steelblue", "4682B4"),
    ("tomato", "FF6347"),
    ("turquoise", "40E0D0"),
];
