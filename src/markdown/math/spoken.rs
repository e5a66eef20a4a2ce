//! A formula as a line of plain words: for titles in `<title>` and feeds, for the words around a hit
//! of the search, wherever there is no mathematics to be set.
//!
//! Never fails and never leaves a backslash: what a line cannot say (sizes, colours, spaces) is left
//! out. Linear in the formula's length.

use std::iter::Peekable;
use std::str::Chars;

/// What is written when a group ends.
#[derive(Clone, Copy)]
enum Close {
    Nothing,
    /// The group was what stands above the line of a fraction.
    Fraction,
    /// The group was not to be said: a colour, a length.
    Silent(usize),
}

/// `latex` as one line.
pub(in crate::markdown) fn spoken(latex: &str) -> String {
    let mut out = String::with_capacity(latex.len());
    let mut groups: Vec<Close> = Vec::new();
    let mut next = Close::Nothing;
    let mut chars = latex.chars().peekable();
    while let Some(c) = chars.next() {
        match c {
            '{' => groups.push(std::mem::replace(&mut next, Close::Nothing)),
            '}' => match groups.pop().unwrap_or(Close::Nothing) {
                Close::Nothing => {}
                Close::Fraction => out.push('/'),
                Close::Silent(length) => out.truncate(length),
            },
            '\\' => {
                let name = command(&mut chars);
                match name.as_str() {
                    "frac" | "dfrac" | "tfrac" | "cfrac" => next = Close::Fraction,
                    "begin" | "end" | "color" | "tag" | "label" | "hspace" | "vspace" => {
                        next = Close::Silent(out.len());
                    }
                    name => out.push_str(symbol(name)),
                }
            }
            '^' | '_' => raise(c, &mut chars, &mut out),
            '&' | '~' | '\n' | '\t' => out.push(' '),
            '$' => {}
            c => out.push(c),
        }
    }
    let words: Vec<&str> = out.split_whitespace().collect();
    words.join(" ")
}

/// The name after a backslash; letters, or one other character.
fn command(chars: &mut Peekable<Chars<'_>>) -> String {
    let mut name = String::new();
    while let Some(letter) = chars.next_if(char::is_ascii_alphabetic) {
        name.push(letter);
    }
    if name.is_empty() {
        name.extend(chars.next());
    } else {
        let _ = chars.next_if_eq(&'*');
    }
    name
}

/// What is raised or lowered: digits as small digits, anything else after the sign as it is.
fn raise(sign: char, chars: &mut Peekable<Chars<'_>>, out: &mut String) {
    let mut rest = chars.clone();
    let braced = rest.next_if_eq(&'{').is_some();
    let mut small = String::new();
    while let Some(digit) = rest.peek().and_then(|&c| small_digit(sign, c)) {
        small.push(digit);
        rest.next();
        if !braced {
            break;
        }
    }
    if !small.is_empty() && (!braced || rest.next() == Some('}')) {
        out.push_str(&small);
        *chars = rest;
    } else {
        out.push(sign);
    }
}

fn small_digit(sign: char, c: char) -> Option<char> {
    let small = if sign == '^' {
        "⁰¹²³⁴⁵⁶⁷⁸⁹⁺⁻"
    } else {
        "₀₁₂₃₄₅₆₇₈₉₊₋"
    };
    let place = "0123456789+-".find(c)?;
    small.chars().nth(place)
}

/// What a command says; nothing for one that only says how something looks. Names of functions, of
/// an author's macros and of letters that we do not know are said as they are.
#[rustfmt::skip]
fn symbol(name: &str) -> &str {
    match name {
        "alpha" => "α", "beta" => "β", "gamma" => "γ", "delta" => "δ", "epsilon" | "varepsilon" => "ε",
        "zeta" => "ζ", "eta" => "η", "theta" | "vartheta" => "θ", "iota" => "ι", "kappa" => "κ",
        "lambda" => "λ", "mu" => "μ", "nu" => "ν", "xi" => "ξ", "pi" | "varpi" => "π",
        "rho" | "varrho" => "ρ", "sigma" | "varsigma" => "σ", "tau" => "τ", "upsilon" => "υ",
        "phi" | "varphi" => "φ", "chi" => "χ", "psi" => "ψ", "omega" => "ω",
        "Gamma" => "Γ", "Delta" => "Δ", "Theta" => "Θ", "Lambda" => "Λ", "Xi" => "Ξ", "Pi" => "Π",
        "Sigma" => "Σ", "Phi" => "Φ", "Psi" => "Ψ", "Omega" => "Ω",
        "sum" => "∑", "prod" => "∏", "int" => "∫", "partial" => "∂", "nabla" => "∇", "infty" => "∞",
        "sqrt" => "√", "cdot" => "·", "times" => "×", "div" => "÷", "pm" => "±", "mp" => "∓",
        "le" | "leq" | "leqslant" => "≤", "ge" | "geq" | "geqslant" => "≥", "ne" | "neq" => "≠",
        "approx" => "≈", "sim" => "∼", "equiv" => "≡", "propto" => "∝", "ll" => "≪", "gg" => "≫",
        "to" | "rightarrow" | "longrightarrow" => "→", "leftarrow" | "gets" => "←",
        "Rightarrow" | "implies" => "⇒", "Leftarrow" => "⇐", "leftrightarrow" => "↔",
        "Leftrightarrow" | "iff" => "⇔", "mapsto" => "↦", "in" => "∈", "notin" => "∉",
        "subset" => "⊂", "subseteq" => "⊆", "supset" => "⊃", "cup" => "∪", "cap" => "∩",
        "emptyset" | "varnothing" => "∅", "forall" => "∀", "exists" => "∃", "neg" | "lnot" => "¬",
        "land" | "wedge" => "∧", "lor" | "vee" => "∨", "oplus" => "⊕", "otimes" => "⊗", "odot" => "⊙",
        "circ" => "∘", "star" => "⋆", "ast" => "∗", "dagger" => "†", "ell" => "ℓ", "hbar" => "ħ",
        "langle" => "⟨", "rangle" => "⟩", "lfloor" => "⌊", "rfloor" => "⌋", "lceil" => "⌈",
        "rceil" => "⌉", "mid" | "vert" => "|", "Vert" | "|" | "parallel" => "‖", "top" => "⊤",
        "bot" | "perp" => "⊥", "ldots" | "cdots" | "dots" | "vdots" | "ddots" => "…",
        "prime" => "′", "degree" => "°", "lbrace" | "{" => "{", "rbrace" | "}" => "}",
        "%" => "%", "#" => "#", "&" => "&", "$" => "$", "_" => "_", "backslash" => "∖",
        "quad" | "qquad" | "\\" | "," | ":" | ";" | " " | "newline" => " ",
        "!" | "" | "left" | "right" | "big" | "Big" | "bigg" | "Bigg" | "bigl" | "bigr" | "middle"
        | "mathbb" | "mathbf" | "mathcal" | "mathfrak" | "mathit" | "mathrm" | "mathscr" | "mathsf"
        | "mathtt" | "boldsymbol" | "bm" | "bf" | "rm" | "it" | "cal" | "text" | "textbf" | "textit"
        | "textrm" | "textsf" | "texttt" | "mbox" | "operatorname" | "displaystyle" | "textstyle"
        | "scriptstyle" | "limits" | "nolimits" | "nonumber" | "notag" | "hat" | "widehat" | "bar"
        | "overline" | "underline" | "tilde" | "widetilde" | "vec" | "dot" | "ddot" | "underbrace"
        | "overbrace" | "phantom" | "boxed" | "hline" | "mathop" | "mathrel" | "mathbin" => "",
        name => name,
    }
}

#[cfg(test)]
mod tests {
    use super::spoken;

    #[test]
    fn a_formula_is_said_in_one_line() {
        for (latex, expected) in [
            (r"f(x) = \max(0, x)", "f(x) = max(0, x)"),
            (r"\mathbb{R}^{d_k}", "R^d_k"),
            (r"10^{-5}", "10⁻⁵"),
            (r"x_1 + x_{12}", "x₁ + x₁₂"),
            (r"\frac{QK^T}{\sqrt{d_k}}", "QK^T/√d_k"),
            (r"\alpha\,\beta \leq \infty", "α β ≤ ∞"),
            (r"\operatorname*{ReLU}(x)", "ReLU(x)"),
            (r"\begin{aligned} a &= b \\ c &= d \end{aligned}", "a = b c = d"),
            (r"\color{red} x \tag{3}", "x"),
            (r"\text{训练 error}", "训练 error"),
            (r"50\%", "50%"),
            (r"}}{{\", ""),
            (r"x^{2", "x^2"),
        ] {
            assert_eq!(spoken(latex), expected, "{latex}");
        }
    }
}
