//! Files → the output folder: the only writer of a site.
//!
//! Stage: `OutputFile`s → disk. Invariant: at every moment a reader finds the old site or the new
//! one, whole; what this program did not write is never lost.
//!
//! How: files that differ from the old site's are written to a folder beside it (the stage);
//! nothing at all is written if none does. Files that are alike are linked into the stage, and so
//! is what people put into the output by hand. Then the two folders are exchanged by one rename
//! and the old one is removed; its folders may be kept for the next. Where the system cannot exchange folders (Windows, and some file
//! systems), the old site is renamed away and the new one into its place; a run that is killed
//! between the two is mended by the next, which first puts the old site back.
//!
//! A site that is made of the same as the one that is there, and whose files are as they were left,
//! need not be made at all, and files of another one may be taken over from it ([`found()`]).
//!
//! Pages are not flushed to the disk by force: ten thousand small files would take minutes. A killed
//! process loses nothing by that. After a power cut pages may be short, as with any program that
//! does not flush; the next build finds them, because it compares bytes, and mends them. For that it
//! must know which files are its own, so the marker alone is flushed before the folders are swapped.

mod carry;
mod destination;
mod error;
mod folders;
mod found;
mod lock;
mod marker;
mod stage;
mod swap;

use std::fs;
use std::io;
use std::path::{Path, PathBuf};

use rayon::iter::{IntoParallelRefIterator as _, ParallelIterator};

use crate::disk;
use crate::output::{NewFile, OutputFile};
use carry::Written;
use destination::State;
pub use destination::{Destination, Surroundings};
pub use error::EmitError;
pub use found::{Found, Untouched, found};
use lock::Lock;
use marker::Marker;
use stage::{Placed, Stage};

/// What a build did to the output folder.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Summary {
    /// How many files the site has.
    pub files: usize,
    /// How many of them were not there, or different, before.
    pub written: usize,
    /// How many bytes the site has.
    pub bytes: u64,
    /// How many files of the old site are no longer there.
    pub removed: usize,
    /// What people put into the output by hand, relative to it; kept. A folder of such files is
    /// named once.
    pub kept: Vec<PathBuf>,
}

/// Publishes `files` to `destination`. Files are taken as they come, written at once and not kept,
/// so a site may be larger than the memory; with the first that fails, nothing is published.
pub fn publish<E: From<EmitError> + Send>(
    destination: &Destination,
    files: impl ParallelIterator<Item = Result<OutputFile, E>>,
) -> Result<Summary, E> {
    publish_after(destination, None, files.map(|file| file.map(NewFile::Written)))
}

/// [`publish`], with files that are taken over from the site `before`, which has to be there still.
pub fn publish_after<E: From<EmitError> + Send>(
    destination: &Destination,
    before: Option<&Untouched>,
    files: impl ParallelIterator<Item = Result<NewFile, E>>,
) -> Result<Summary, E> {
    let paths = destination.paths();
    let _lock = Lock::take(&paths)?;
    swap::mend(&paths)?;
    // Under the lock, since another build may just have ended.
    let (old, is_ours) = match destination.state()? {
        State::Absent | State::Empty => (Marker::default(), false),
        State::Ours(marker) => (marker, true),
    };
    if before.is_some_and(|before| before.made_of() != old.made_of()) {
        return Err(EmitError::Replaced(destination.shown().to_owned()).into());
    }
    if is_ours {
        // It could be renamed, and then nothing in it removed.
        let refused = |error| EmitError::io("write to", destination.shown(), error);
        disk::check_writable(&paths.out).map_err(refused)?;
    }
    let stage = Stage::new(&paths, destination.spare())?;
    let mut placed: Vec<Placed> =
        files.map(|file| Ok(stage.place(file?)?)).collect::<Result<_, E>>()?;
    placed.sort_unstable_by(|a, b| a.path.cmp(&b.path));
    if let Some(twice) = placed.windows(2).find(|pair| pair[0].path == pair[1].path) {
        return Err(EmitError::Twice(twice[0].path.clone()).into());
    }

    let new = Marker::of(&placed, destination.edition(), destination.ingredients());
    let new_files = Written::new(&new);
    let kept = carry::find(&paths.out, &old)?;
    let kept = carry::beside(kept, &placed, &new_files, destination.shown())?;
    let summary = Summary {
        files: placed.len(),
        written: placed.iter().filter(|placed| placed.differs).count(),
        bytes: placed.iter().map(|placed| placed.bytes).sum(),
        removed: old.files().filter(|file| !new.has(file)).count(),
        kept: carry::topmost(&kept),
    };
    if is_ours && summary.written == 0 && old.has_files_of(&new) {
        if old != new {
            // The same site, made of something else.
            stage.write_marker(&new)?;
            stage.replace_marker()?;
        }
        return Ok(summary);
    }

    stage.prune(&new_files)?;
    let alike: Vec<&Placed> = placed.iter().filter(|placed| !placed.differs).collect();
    alike.par_iter().try_for_each(|placed| stage.link(&placed.path))?;
    carry::take_over(&kept, &paths.out, stage.folder())?;
    stage.write_marker(&new)?;
    let left = swap::swap(&paths, stage)?;
    // The new site is there, so this is no failure: what is left, and what was put into the old site
    // in the meantime, is seen to by the next build.
    let keep = |spare| carry::empty(&left, &old, &paths.out).is_ok() && folders::keep(&left, spare);
    if !destination.spare().is_some_and(keep) {
        let _ = carry::clear(&left, &old, &paths.out);
    }
    Ok(summary)
}

/// Removes a folder of ours that may be absent.
fn remove(folder: &Path) -> Result<(), EmitError> {
    match fs::remove_dir_all(folder) {
        Err(error) if error.kind() != io::ErrorKind::NotFound => {
            Err(EmitError::io("remove", folder, error))
        }
        _ => Ok(()),
    }
}

#[cfg(unix)]
#[cfg(test)]
mod tests;
