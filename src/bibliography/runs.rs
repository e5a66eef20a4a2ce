//! Formatted references: a small tree of runs, and the HTML of it.

use super::latex::math;

/// A piece of a formatted reference. All texts are plain: escape them for where they go.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Run {
    /// Text.
    Text(String),
    /// LaTeX between dollars, which are not part of it.
    Math(String),
    /// Runs set apart by their letters.
    Styled(Emphasis, Vec<Self>),
    /// Runs that lead to a `http` or `https` address.
    Link {
        /// The address.
        url: String,
        /// What is shown.
        runs: Vec<Self>,
    },
}

/// How letters are set apart.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Emphasis {
    /// *Italic*.
    Italic,
    /// **Bold**.
    Bold,
    /// Small capitals.
    SmallCaps,
    /// Raised.
    Superscript,
    /// Lowered.
    Subscript,
}

/// The text of runs, without emphasis; math with its dollars.
pub fn to_text(runs: &[Run]) -> String {
    let mut out = String::new();
    for run in runs {
        match run {
            Run::Text(text) => out.push_str(text),
            Run::Math(formula) => out.extend(["$", formula, "$"]),
            Run::Styled(_, runs) | Run::Link { runs, .. } => out.push_str(&to_text(runs)),
        }
    }
    out
}

/// Runs as HTML, everything escaped; `render_math` gives the markup of a formula.
pub fn to_html(runs: &[Run], render_math: &dyn Fn(&str) -> String) -> String {
    let mut out = String::new();
    write_html(&mut out, runs, render_math);
    out
}

fn write_html(out: &mut String, runs: &[Run], render_math: &dyn Fn(&str) -> String) {
    for run in runs {
        match run {
            Run::Text(text) => escape(out, text),
            Run::Math(formula) => out.push_str(&render_math(formula)),
            Run::Styled(emphasis, runs) => {
                let (open, close) = match emphasis {
                    Emphasis::Italic => ("<i>", "</i>"),
                    Emphasis::Bold => ("<b>", "</b>"),
                    Emphasis::SmallCaps => ("<span class=\"small-caps\">", "</span>"),
                    Emphasis::Superscript => ("<sup>", "</sup>"),
                    Emphasis::Subscript => ("<sub>", "</sub>"),
                };
                out.push_str(open);
                write_html(out, runs, render_math);
                out.push_str(close);
            }
            Run::Link { url, runs } => {
                out.push_str("<a href=\"");
                escape(out, url);
                out.push_str("\" rel=\"external noopener\">");
                write_html(out, runs, render_math);
                out.push_str("</a>");
            }
        }
    }
}

/// Text for HTML content and for attributes in double quotes.
pub(super) fn escape(out: &mut String, text: &str) {
    for c in text.chars() {
        match c {
            '&' => out.push_str("&amp;"),
            '<' => out.push_str("&lt;"),
            '>' => out.push_str("&gt;"),
            '"' => out.push_str("&quot;"),
            _ => out.push(c),
        }
    }
}

/// Text into runs of text and of math.
pub(super) fn split_math(text: &str) -> Vec<Run> {
    let mut runs = Vec::new();
    let mut from = 0;
    let mut at = 0;
    while let Some(dollar) = text[at..].find('$') {
        at += dollar;
        if let Some(formula) = math(&text[at..]) {
            if from < at {
                runs.push(Run::Text(text[from..at].to_owned()));
            }
            runs.push(Run::Math(formula[1..formula.len() - 1].to_owned()));
            at += formula.len();
            from = at;
        } else {
            at += 1;
        }
    }
    if from < text.len() {
        runs.push(Run::Text(text[from..].to_owned()));
    }
    runs
}
