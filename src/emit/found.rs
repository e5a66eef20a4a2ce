//! What there is before a site is made: the very site that would be made, or one of which files can be
//! taken over.
//!
//! Invariant: a file that was changed, added or removed by hand is seen, as `make` would see it: the
//! marker is the last file of a site to be written, so nothing that was changed since is older than
//! it. The sizes are compared as well, because a power cut leaves files short and not newer.

use std::collections::HashMap;
use std::path::Path;
use std::time::SystemTime;

use rayon::prelude::*;

use super::destination::State;
use super::lock::Lock;
use super::marker::{self, Marker};
use super::stage::has_mode;
use super::{Destination, EmitError, Summary, carry, swap};
use crate::disk;
use crate::output::UrlPath;

/// What is at a destination.
#[derive(Debug)]
pub enum Found {
    /// The site that would be made: nothing need be rendered.
    Current(Summary),
    /// Another one, of which nobody changed a file.
    Other(Untouched),
    /// Nothing that is known to be as a build left it.
    Unknown,
}

/// A site whose files are as the build left them that wrote it.
#[derive(Debug)]
pub struct Untouched {
    made_of: String,
    /// How many bytes each file has, by its path.
    files: HashMap<String, u64>,
}

impl Untouched {
    /// What the site was made of ([`Destination::made_of`]).
    pub fn made_of(&self) -> &str {
        &self.made_of
    }

    /// How many bytes the file at `url` has, if there is one.
    pub fn bytes(&self, url: &UrlPath) -> Option<u64> {
        self.files.get(&marker::as_text(&url.file_path())).copied()
    }
}

/// What is at `destination`. Only a site that says what it is made of is looked at.
pub fn found(destination: &Destination) -> Result<Found, EmitError> {
    if destination.ingredients().is_empty() {
        return Ok(Found::Unknown);
    }
    let paths = destination.paths();
    let _lock = Lock::take(&paths)?;
    swap::mend(&paths)?;
    let State::Ours(marker) = destination.state()? else { return Ok(Found::Unknown) };
    if marker.made_of().is_empty() {
        return Ok(Found::Unknown);
    }
    let Some(sizes) = untouched(&paths.out, &marker) else { return Ok(Found::Unknown) };
    if marker.made_of() != destination.ingredients() {
        let files = marker.files().map(str::to_owned).zip(sizes).collect();
        return Ok(Found::Other(Untouched { made_of: marker.made_of().to_owned(), files }));
    }
    let kept = carry::find(&paths.out, &marker)?;
    Ok(Found::Current(Summary {
        files: marker.files().count(),
        written: 0,
        bytes: marker.bytes(),
        removed: 0,
        kept: carry::topmost(&kept),
    }))
}

/// The sizes of the files that `marker` tells of, if all are as the build left them that wrote it.
fn untouched(out: &Path, marker: &Marker) -> Option<Vec<u64>> {
    let (_, published) = size_and_time(&out.join(disk::MARKER))?;
    let files: Vec<&str> = marker.files().collect();
    let sizes: Option<Vec<u64>> = files
        .par_iter()
        .map(|file| {
            let (size, written) = size_and_time(&out.join(file))?;
            (written <= published).then_some(size)
        })
        .collect();
    sizes.filter(|sizes| sizes.iter().sum::<u64>() == marker.bytes())
}

/// Of a regular file with the mode that it should have.
fn size_and_time(path: &Path) -> Option<(u64, SystemTime)> {
    let metadata = path.symlink_metadata().ok()?;
    if !metadata.is_file() || !has_mode(&metadata) {
        return None;
    }
    Some((metadata.len(), metadata.modified().ok()?))
}
