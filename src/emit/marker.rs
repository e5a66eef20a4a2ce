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
    files: BTreeSet<String>,
}

const FORMAT: u32 = 1;

/// Bytes of a marker: a million files of a hundred bytes each.
const MOST_BYTES: u64 = 100 << 20;

impl Default for Marker {
    /// That of a folder without files.
    fn default() -> Self {
        Self { generator: env!("CARGO_PKG_NAME").into(), format: FORMAT, files: BTreeSet::new() }
    }
}

impl Marker {
    pub(super) fn of(placed: &[Placed]) -> Self {
        Self {
            files: placed.iter().map(|placed| as_text(&placed.path)).collect(),
            ..Self::default()
        }
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

    pub(super) fn has(&self, file: &str) -> bool {
        self.files.contains(file)
    }
}

/// A path below the output as the marker has it.
fn as_text(path: &Path) -> String {
    let parts: Vec<_> = path.iter().map(|part| part.to_string_lossy()).collect();
    parts.join("/")
}
