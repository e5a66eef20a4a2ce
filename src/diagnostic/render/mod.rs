//! Diagnostics as text, for people and for machines.
//!
//! Stage: diagnostics → text. Invariant: every format says the same things at the same places, and
//! takes time in proportion to the texts plus the diagnostics, however many fall on one line.

mod github;
mod human;
mod json;
mod place;
mod sarif;

use std::fmt;
use std::str::FromStr;

use super::Diagnostic;
use crate::source::Sources;
use place::Places;

/// The format of a report.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Format {
    /// For people: the line, what is wrong under it, and what to do.
    #[default]
    Human,
    /// One JSON object to a line, for editors and scripts.
    Json,
    /// Workflow commands, which GitHub shows beside the lines of a pull request.
    Github,
    /// SARIF 2.1.0, for code scanning.
    Sarif,
}

impl Format {
    /// Every format.
    pub const ALL: [Self; 4] = [Self::Human, Self::Json, Self::Github, Self::Sarif];

    /// The word that names it.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Human => "human",
            Self::Json => "json",
            Self::Github => "github",
            Self::Sarif => "sarif",
        }
    }
}

impl FromStr for Format {
    type Err = String;

    fn from_str(text: &str) -> Result<Self, String> {
        Self::ALL.into_iter().find(|format| format.as_str() == text).ok_or_else(|| {
            format!("`{text}` is not a format; it may be `human`, `json`, `github` or `sarif`")
        })
    }
}

impl fmt::Display for Format {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.as_str())
    }
}

/// How a report for people looks; the other formats do without.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Look {
    /// Whether it has colours, as ANSI escapes.
    pub color: bool,
    /// How many columns it may take.
    pub width: usize,
}

impl Default for Look {
    /// No colours, as wide as most terminals can be made.
    fn default() -> Self {
        Self { color: false, width: 120 }
    }
}

/// `diagnostics` as a text that ends in a line end, in the order given. Only SARIF has words for
/// "nothing to report"; the others are empty then.
pub fn render(diagnostics: &[Diagnostic], sources: &Sources, format: Format, look: Look) -> String {
    let mut places = Places::new(sources);
    match format {
        Format::Human => human::render(diagnostics, &mut places, look),
        Format::Json => json::render(diagnostics, &mut places),
        Format::Github => github::render(diagnostics, &mut places),
        Format::Sarif => sarif::render(diagnostics, &mut places),
    }
}

#[cfg(test)]
mod tests;
