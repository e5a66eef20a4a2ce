//! The folders of an old site, kept empty for the next one: to make as many again takes longer than
//! to make the pages that changed (ext4 looks long for a place in the minutes after many were
//! removed).
//!
//! Invariant: nothing but empty folders with the mode that a site's have is taken into a new site,
//! and those that it does not need are removed before it is published. Where they are kept they may
//! be removed at any moment; what is not on the same disk is not kept.

use std::fs;
use std::path::{Path, PathBuf};

use rayon::prelude::*;

use super::EmitError;
use super::carry::Written;
use super::stage::has_folder_mode;

/// The folders in `top`, each before what it holds, relative to it; `None` if it is not a folder
/// that has folders alone.
pub(super) fn read(top: &Path) -> Option<Vec<PathBuf>> {
    let metadata = top.symlink_metadata().ok()?;
    (metadata.is_dir() && has_folder_mode(&metadata)).then_some(())?;
    below(top, Path::new(""))
}

fn below(top: &Path, folder: &Path) -> Option<Vec<PathBuf>> {
    let mut children = Vec::new();
    for entry in fs::read_dir(top.join(folder)).ok()? {
        let entry = entry.ok()?;
        let metadata = entry.metadata().ok()?;
        if !metadata.is_dir() || !has_folder_mode(&metadata) {
            return None;
        }
        children.push(folder.join(entry.file_name()));
    }
    let grandchildren: Vec<Vec<PathBuf>> =
        children.par_iter().map(|child| below(top, child)).collect::<Option<_>>()?;
    let families = children.into_iter().zip(grandchildren);
    Some(families.flat_map(|(child, below)| std::iter::once(child).chain(below)).collect())
}

/// Removes those of `folders` in `stage` that the new site has no file in.
pub(super) fn prune(stage: &Path, folders: &[PathBuf], new: &Written<'_>) -> Result<(), EmitError> {
    for folder in folders.iter().rev().filter(|folder| !new.has_folder(folder)) {
        let path = stage.join(folder);
        fs::remove_dir(&path).map_err(|error| EmitError::io("remove", &path, error))?;
    }
    Ok(())
}

/// Keeps the folders of `left`, of which no file is left, at `spare`; whether it could.
pub(super) fn keep(left: &Path, spare: &Path) -> bool {
    let _ = fs::remove_dir_all(spare);
    fs::rename(left, spare).is_ok()
}
