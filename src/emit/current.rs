//! Whether the site that is there is the one that would be made: then nothing need be rendered.
//!
//! Invariant: a file that was changed, added or removed by hand is seen, as `make` would see it: the
//! marker is the last file of a site to be written, so nothing that was changed since is older than
//! it. The sizes are compared as well, because a power cut leaves files short and not newer.

use std::path::Path;
use std::time::SystemTime;

use rayon::prelude::*;

use super::destination::State;
use super::lock::Lock;
use super::marker::Marker;
use super::stage::has_mode;
use super::{Destination, EmitError, Summary, carry, swap};
use crate::disk;

/// What there is to say of the site at `destination`, if it is made of what the destination says and
/// nobody changed a file of it. `None` if it has to be made.
pub fn current(destination: &Destination) -> Result<Option<Summary>, EmitError> {
    if destination.ingredients().is_empty() {
        return Ok(None);
    }
    let paths = destination.paths();
    let _lock = Lock::take(&paths)?;
    swap::mend(&paths)?;
    let State::Ours(marker) = destination.state()? else { return Ok(None) };
    if marker.made_of() != destination.ingredients() || !is_untouched(&paths.out, &marker) {
        return Ok(None);
    }
    let kept = carry::find(&paths.out, &marker)?;
    Ok(Some(Summary {
        files: marker.files().count(),
        written: 0,
        bytes: marker.bytes(),
        removed: 0,
        kept: carry::topmost(&kept),
    }))
}

/// Whether the files that `marker` tells of are as the build left them that wrote it.
fn is_untouched(out: &Path, marker: &Marker) -> bool {
    let Some((_, published)) = size_and_time(&out.join(disk::MARKER)) else { return false };
    let files: Vec<&str> = marker.files().collect();
    let sizes: Option<Vec<u64>> = files
        .par_iter()
        .map(|file| {
            let (size, written) = size_and_time(&out.join(file))?;
            (written <= published).then_some(size)
        })
        .collect();
    sizes.is_some_and(|sizes| sizes.iter().sum::<u64>() == marker.bytes())
}

/// Of a regular file with the mode that it should have.
fn size_and_time(path: &Path) -> Option<(u64, SystemTime)> {
    let metadata = path.symlink_metadata().ok()?;
    if !metadata.is_file() || !has_mode(&metadata) {
        return None;
    }
    Some((metadata.len(), metadata.modified().ok()?))
}
