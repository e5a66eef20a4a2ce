//! What people put into the output by hand: found, and taken over to the new site.
//!
//! It is linked into the new site before the old one goes, so that there is no moment at which a
//! killed build could lose it; and what is put there in that very moment is found when the old site
//! is cleared away.

use std::collections::HashSet;
use std::fs;
use std::io;
use std::path::{Path, PathBuf};

use rayon::prelude::*;

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
    let mut found = find_below(folder, &Spot::top(), &Written::new(old))?;
    found.par_sort_unstable_by(|a, b| a.path.cmp(&b.path));
    Ok(found)
}

fn find_below(top: &Path, spot: &Spot, written: &Written<'_>) -> Result<Vec<Foreign>, EmitError> {
    let mut found = Vec::new();
    let mut folders = Vec::new();
    for (child, is_folder) in spot.children(top)? {
        if !written.has(&child, is_folder) {
            found.push(Foreign { path: child.path.clone(), is_folder });
        }
        if is_folder {
            folders.push(child);
        }
    }
    // What is on another disk could not be linked into the new site, and clearing the old one away
    // would empty that disk.
    let holder = (!found.is_empty()).then_some(&spot.path);
    let mounts = found.iter().filter(|foreign| foreign.is_folder).map(|foreign| &foreign.path);
    holder.into_iter().chain(mounts).try_for_each(|path| refuse_mounted(&top.join(path)))?;
    let below: Result<Vec<_>, _> =
        folders.par_iter().map(|folder| find_below(top, folder, written)).collect();
    found.extend(below?.into_iter().flatten());
    Ok(found)
}

fn refuse_mounted(folder: &Path) -> Result<(), EmitError> {
    match disk::is_mount_point(folder) {
        Ok(true) => Err(EmitError::MountPoint(folder.to_owned())),
        Ok(false) => Ok(()),
        Err(error) => Err(EmitError::io("read", folder, error)),
    }
}

/// `found` without what the new site has as well, byte for byte. Anything else in the place of a
/// file or folder of the new site is an error: neither may be lost.
pub(super) fn beside(
    found: Vec<Foreign>,
    placed: &[Placed],
    new: &Written<'_>,
    out: &Path,
) -> Result<Vec<Foreign>, EmitError> {
    let mut kept = Vec::new();
    for foreign in found {
        let file = placed.binary_search_by(|placed| placed.path.cmp(&foreign.path));
        let is_folder_of_ours =
            foreign.path.to_str().is_some_and(|path| new.folders.contains(path));
        match (foreign.is_folder, file) {
            (false, Ok(index)) if !placed[index].differs => {}
            (_, Ok(_)) => return Err(EmitError::InTheWay(out.join(foreign.path))),
            (false, Err(_)) if is_folder_of_ours => {
                return Err(EmitError::InTheWay(out.join(foreign.path)));
            }
            (_, Err(_)) => kept.push(foreign),
        }
    }
    Ok(kept)
}

/// Takes what was found in `from` over to `to`.
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
            // A folder that the new site has as well.
            Err(error) if error.kind() == io::ErrorKind::AlreadyExists => {}
            done => done.map_err(|error| EmitError::io("keep", &old, error))?,
        }
    }
    Ok(())
}

/// Removes `folder`, a site of which `marker` tells the files. What is not among them, and not in
/// `out` either, is taken over to `out` first.
///
/// A file that cannot be removed is left to the next build: the site is published by then.
pub(super) fn clear(folder: &Path, marker: &Marker, out: &Path) -> Result<(), EmitError> {
    clear_below(folder, &Spot::top(), &Written::new(marker), out, false)
}

/// [`clear`], but for the folders, which stay.
pub(super) fn empty(folder: &Path, marker: &Marker, out: &Path) -> Result<(), EmitError> {
    clear_below(folder, &Spot::top(), &Written::new(marker), out, true)
}

fn clear_below(
    top: &Path,
    spot: &Spot,
    written: &Written<'_>,
    out: &Path,
    keep_folders: bool,
) -> Result<(), EmitError> {
    spot.children(top)?.into_par_iter().try_for_each(|(child, is_folder)| {
        if is_folder {
            return clear_below(top, &child, written, out, keep_folders);
        }
        let old = top.join(&child.path);
        if !written.has(&child, is_folder) {
            match link_or_copy(&old, &out.join(&child.path)) {
                Err(error) if error.kind() == io::ErrorKind::AlreadyExists => {}
                done => done.map_err(|error| EmitError::io("keep", &old, error))?,
            }
        }
        let _ = fs::remove_file(old);
        Ok(())
    })?;
    if !keep_folders {
        let _ = fs::remove_dir(top.join(&spot.path));
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

/// A place below a site's folder.
struct Spot {
    path: PathBuf,
    /// The path as markers have it; `None` if it is not Unicode, as no path of ours is.
    text: Option<String>,
}

impl Spot {
    fn top() -> Self {
        Self { path: PathBuf::new(), text: Some(String::new()) }
    }

    /// What is in it, and whether that is a folder. Nothing, if it is not there.
    fn children(&self, top: &Path) -> Result<Vec<(Self, bool)>, EmitError> {
        let folder = top.join(&self.path);
        let refused = |error| EmitError::io("read", &folder, error);
        let entries = match fs::read_dir(&folder) {
            Err(error) if error.kind() == io::ErrorKind::NotFound => return Ok(Vec::new()),
            entries => entries.map_err(refused)?,
        };
        let child = |entry: io::Result<fs::DirEntry>| {
            let entry = entry.map_err(refused)?;
            let name = entry.file_name();
            let text = self.text.as_ref().zip(name.to_str()).map(|(text, name)| match &**text {
                "" => name.to_owned(),
                text => format!("{text}/{name}"),
            });
            let is_folder = entry.file_type().map_err(refused)?.is_dir();
            Ok((Self { path: self.path.join(name), text }, is_folder))
        };
        entries.map(child).collect()
    }
}

/// What a build wrote.
pub(super) struct Written<'a> {
    files: HashSet<&'a str>,
    folders: HashSet<&'a str>,
}

impl<'a> Written<'a> {
    pub(super) fn new(marker: &'a Marker) -> Self {
        let files: HashSet<&str> = marker.files().chain([disk::MARKER]).collect();
        let mut folders = HashSet::new();
        for mut path in marker.files() {
            while let Some((folder, _)) = path.rsplit_once('/') {
                // Whoever has a folder has those above it.
                if !folders.insert(folder) {
                    break;
                }
                path = folder;
            }
        }
        Self { files, folders }
    }

    /// Whether it wrote a file somewhere in `folder`.
    pub(super) fn has_folder(&self, folder: &Path) -> bool {
        self.folders.contains(super::marker::as_text(folder).as_str())
    }

    fn has(&self, spot: &Spot, is_folder: bool) -> bool {
        let ours = if is_folder { &self.folders } else { &self.files };
        spot.text.as_deref().is_some_and(|text| ours.contains(text))
    }
}
