//! The file that says that a folder was written by this program, and which files of it.

use std::collections::BTreeSet;
use std::io;
use std::path::Path;

use serde::{Deserialize, Serialize};

use super::EmitError;
use super::stage::Placed;
use crate::disk;

/// What the marker says. Files are written with `/` on every system.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub(super) struct Marker {
    generator: String,
    /// The version of this format.
    format: u32,
    /// The edition, if it is not the one that everybody may read.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    edition: Option<String>,
    files: BTreeSet<String>,
    /// What the site was made of; empty if that was not said.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    made_of: String,
    /// How many bytes the files have together.
    #[serde(default)]
    bytes: u64,
}

const FORMAT: u32 = 1;

/// Bytes of a marker: a million files of a hundred bytes each.
const MOST_BYTES: u64 = 100 << 20;

impl Default for Marker {
    /// That of a folder without files.
    fn default() -> Self {
        Self {
            generator: env!("CARGO_PKG_NAME").into(),
            format: FORMAT,
            edition: None,
            files: BTreeSet::new(),
            made_of: String::new(),
            bytes: 0,
        }
    }
}

impl Marker {
    /// That of a site with these files.
    pub(super) fn of(placed: &[Placed], edition: Option<&str>, made_of: &str) -> Self {
        Self {
            edition: edition.map(str::to_owned),
            files: placed.iter().map(|placed| as_text(&placed.path)).collect(),
            made_of: made_of.to_owned(),
            bytes: placed.iter().map(|placed| placed.bytes).sum(),
            ..Self::default()
        }
    }

    /// The edition, if it is not the one that everybody may read.
    pub(super) fn edition(&self) -> Option<&str> {
        self.edition.as_deref()
    }

    /// The marker of `folder`, if it has one.
    pub(super) fn read(folder: &Path) -> Result<Option<Self>, EmitError> {
        let path = folder.join(disk::MARKER);
        let read = disk::open_regular(&path).and_then(|file| disk::read_up_to(&file, MOST_BYTES));
        let text = match read {
            Ok(text) => text,
            Err(error) if error.kind() == io::ErrorKind::NotFound => return Ok(None),
            Err(error) => return Err(EmitError::io("read", &path, error)),
        };
        match serde_json::from_slice::<Self>(&text) {
            Ok(marker) if marker.generator == env!("CARGO_PKG_NAME") => Ok(Some(marker)),
            _ => Err(EmitError::BadMarker(path)),
        }
    }

    /// Its text; equal markers have equal texts.
    pub(super) fn text(&self) -> Result<String, EmitError> {
        serde_json::to_string_pretty(self).map(|text| text + "\n").map_err(|error| {
            EmitError::io("write", Path::new(disk::MARKER), io::Error::other(error))
        })
    }

    /// The paths of the site's files, with `/` between their parts.
    pub(super) fn files(&self) -> impl Iterator<Item = &str> {
        self.files.iter().map(String::as_str)
    }

    /// What the site was made of; empty if that was not said.
    pub(super) fn made_of(&self) -> &str {
        &self.made_of
    }

    /// How many bytes the files have together.
    pub(super) fn bytes(&self) -> u64 {
        self.bytes
    }

    /// Whether the site has the same files.
    pub(super) fn has_files_of(&self, other: &Self) -> bool {
        self.files == other.files
    }

    pub(super) fn has(&self, file: &str) -> bool {
        self.files.contains(file)
    }
}

/// A path below the output as the marker has it.
pub(super) fn as_text(path: &Path) -> String {
    let parts: Vec<_> = path.iter().map(|part| part.to_string_lossy()).collect();
    parts.join("/")
}
