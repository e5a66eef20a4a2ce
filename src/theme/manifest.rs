//! `theme.yaml`: what a theme says of itself.

use serde::Deserialize;

use super::ThemeError;
use crate::yaml;

/// What a theme says of itself. Every field may be left out.
#[derive(Clone, Debug, Default, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub struct Manifest {
    /// The theme that it stands on; `default` if it does not say.
    pub extends: Option<String>,
    /// One sentence on what it is.
    pub description: Option<String>,
    /// Style files of `styles/`, in the order in which they become one; those of the theme below if
    /// it does not say.
    pub styles: Option<Vec<String>>,
    /// Script files of `scripts/`, likewise.
    pub scripts: Option<Vec<String>>,
    /// Script files that are published each by itself, for the pages that ask for them; likewise.
    pub page_scripts: Option<Vec<String>>,
}

impl Manifest {
    /// Reads the manifest `text` of the file `name`.
    pub(super) fn read(name: &str, text: &str) -> Result<Self, ThemeError> {
        if text.trim().is_empty() {
            return Ok(Self::default());
        }
        yaml::from_str(text)
            .map_err(|error| ThemeError::File { file: name.to_owned(), message: error.to_string() })
    }
}
