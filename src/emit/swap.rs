//! The moment at which the new site takes the place of the old one.

use std::fs;
use std::io;
use std::path::{Path, PathBuf};

use super::destination::Paths;
use super::marker::Marker;
use super::stage::Stage;
use super::{EmitError, carry, remove};
use crate::disk;

/// Clears up after a run that was killed: puts an old site back that was on its way out with
/// nothing in its place, and removes what else was left.
pub(super) fn mend(paths: &Paths) -> Result<(), EmitError> {
    let (out, old) = (&paths.out, paths.old());
    if !exists(out) && exists(&old) {
        rename(&old, out)?;
    }
    for left in [old, paths.stage()] {
        // A whole site may have been given something since by somebody.
        if let Ok(Some(marker)) = Marker::read(&left) {
            carry::clear(&left, &marker, out)?;
        }
        remove(&left)?;
    }
    Ok(())
}

/// Puts the stage in the place of the old site. The folder in which that is now, if there was one.
pub(super) fn swap(paths: &Paths, stage: Stage) -> Result<PathBuf, EmitError> {
    if !exists(&paths.out) {
        return rename(stage.folder(), &paths.out).map(|()| paths.old());
    }
    match disk::exchange(stage.folder(), &paths.out) {
        // From here on nothing may fail: the new site is published.
        Ok(()) => Ok(stage.leave()),
        Err(error) if error.kind() == io::ErrorKind::Unsupported => {
            swap_by_renames(paths, &stage).map(|()| paths.old())
        }
        Err(error) => Err(refused(stage.folder(), &paths.out, error)),
    }
}

/// The same in two steps, between which there is no site; [`mend`] knows about it.
pub(super) fn swap_by_renames(paths: &Paths, stage: &Stage) -> Result<(), EmitError> {
    rename(&paths.out, &paths.old())?;
    rename(stage.folder(), &paths.out).inspect_err(|_| {
        // If this fails as well, the next build does it.
        let _ = fs::rename(paths.old(), &paths.out);
    })
}

fn rename(from: &Path, to: &Path) -> Result<(), EmitError> {
    fs::rename(from, to).map_err(|error| refused(from, to, error))
}

fn refused(from: &Path, to: &Path, error: io::Error) -> EmitError {
    match error.kind() {
        io::ErrorKind::ResourceBusy | io::ErrorKind::CrossesDevices => {
            EmitError::MountPoint(to.to_owned())
        }
        _ => EmitError::io("rename", from, error),
    }
}

fn exists(path: &Path) -> bool {
    path.symlink_metadata().is_ok()
}
