//! What people put into the output by hand: found, and taken over to the new site.
//!
//! It is linked into the new site before the old one goes, so that there is no moment at which a
//! killed build could lose it.

use std::collections::BTreeSet;
use std::fs;
use std::io;
use std::path::{Path, PathBuf};

use super::EmitError;
use super::marker::Marker;
use super::stage::{Placed, link_or_copy, make_folder_and_parents};
use crate::disk;

/// Something that this program did not write.
pub(super) struct Foreign {
    /// Its path below the output.
    path: PathBuf,
    is_folder: bool,
}

/// What is in `folder` and was not written by the build that left the marker `old`, each folder
/// before what it holds.
pub(super) fn find(folder: &Path, old: &Marker) -> Result<Vec<Foreign>, EmitError> {
    let mut found = Vec::new();
    let search = Search { folder, old, folders: folders_of(old) };
    search.below(Path::new(""), &mut found)?;
    Ok(found)
}

struct Search<'a> {
    folder: &'a Path,
    old: &'a Marker,
    /// The folders that the old site's files are in.
    folders: BTreeSet<PathBuf>,
}

impl Search<'_> {
    fn below(&self, path: &Path, found: &mut Vec<Foreign>) -> Result<(), EmitError> {
        let folder = self.folder.join(path);
        let refused = |error| EmitError::io("read", &folder, error);
        let entries = match fs::read_dir(&folder) {
            Err(error) if error.kind() == io::ErrorKind::NotFound => return Ok(()),
            entries => entries.map_err(refused)?,
        };
        let mut entries = entries.collect::<io::Result<Vec<_>>>().map_err(refused)?;
        entries.sort_by_key(fs::DirEntry::file_name);
        for entry in entries {
            let path = path.join(entry.file_name());
            let is_folder = entry.file_type().map_err(refused)?.is_dir();
            let is_ours = if is_folder {
                self.folders.contains(&path)
            } else {
                self.old.has(&path) || path == Path::new(disk::MARKER)
            };
            if !is_ours {
                found.push(Foreign { path: path.clone(), is_folder });
            }
            if is_folder {
                self.below(&path, found)?;
            }
        }
        Ok(())
    }
}

fn folders_of(marker: &Marker) -> BTreeSet<PathBuf> {
    let mut folders = BTreeSet::new();
    for file in marker.files() {
        for folder in file.ancestors().skip(1) {
            // Whoever has a folder has those above it.
            if !folders.insert(folder.to_owned()) {
                break;
            }
        }
    }
    folders
}

/// `found` without what the new site has as well, byte for byte. Anything else in the place of a
/// file or folder of the new site is an error: neither may be lost.
pub(super) fn beside(
    found: Vec<Foreign>,
    placed: &[Placed],
    new: &Marker,
    out: &Path,
) -> Result<Vec<Foreign>, EmitError> {
    let folders = folders_of(new);
    let mut kept = Vec::new();
    for foreign in found {
        let file = placed.binary_search_by(|placed| placed.path.cmp(&foreign.path));
        match (foreign.is_folder, file) {
            (false, Ok(index)) if !placed[index].differs => {}
            (_, Ok(_)) => return Err(EmitError::InTheWay(out.join(foreign.path))),
            (false, Err(_)) if folders.contains(&foreign.path) => {
                return Err(EmitError::InTheWay(out.join(foreign.path)));
            }
            (_, Err(_)) => kept.push(foreign),
        }
    }
    Ok(kept)
}

/// Takes what was found in `from` over to `to`, as far as it is not there yet.
pub(super) fn take_over(found: &[Foreign], from: &Path, to: &Path) -> Result<(), EmitError> {
    for Foreign { path, is_folder } in found {
        let (old, new) = (from.join(path), to.join(path));
        let done = if *is_folder {
            make_folder_and_parents(&new)
                .and_then(|()| fs::set_permissions(&new, old.metadata()?.permissions()))
        } else {
            link_or_copy(&old, &new)
        };
        match done {
            Err(error) if error.kind() == io::ErrorKind::AlreadyExists => {}
            done => done.map_err(|error| EmitError::io("keep", &old, error))?,
        }
    }
    Ok(())
}

/// The paths, without those in a folder that is one of them.
pub(super) fn topmost(found: &[Foreign]) -> Vec<PathBuf> {
    let mut top: Vec<PathBuf> = Vec::new();
    for foreign in found {
        if !top.last().is_some_and(|last| foreign.path.starts_with(last)) {
            top.push(foreign.path.clone());
        }
    }
    top
}
