//! Where results are kept between builds: one file a site, in the folder that the system has for
//! caches.

use std::env;
use std::fs;
use std::io::{self, Write as _};
use std::path::{Path, PathBuf};
use std::time::{Duration, SystemTime};

use crate::disk;
use crate::kept::{Kept, MAX_BYTES};

/// The variable that names the folder; with nothing in it, nothing is kept.
const FOLDER: &str = "NOTESGEN_CACHE";

/// Files that no build has written for so long are of sites that are gone.
const FORGOTTEN: Duration = Duration::from_hours(24 * 90);

/// Fewer bytes are made again in less time than anyone notices.
const WORTH: usize = 32 << 10;

/// What was kept of the site whose notes are in `content`, and where; nothing is kept where there is
/// no folder for it.
pub(super) fn open(content: &Path) -> (Kept, Option<PathBuf>) {
    let Some(file) = folder().and_then(|folder| Some(folder.join(name(content)?))) else {
        return (Kept::default(), None);
    };
    let path = file.clone();
    // The head is a few hundred bytes more.
    let limit = MAX_BYTES as u64 + 4096;
    (Kept::new(move || disk::read_regular(&path, limit).unwrap_or_default()), Some(file))
}

/// Writes what the next build is to read. What cannot be written is made again then.
pub(super) fn save(kept: &Kept, file: Option<&Path>) {
    if let Some(file) = file
        && let Some(bytes) = kept.to_bytes().filter(|bytes| bytes.len() >= WORTH)
        && write(file, &bytes).is_ok()
    {
        forget(file);
    }
}

/// The folder that is named for it, else that of the XDG base directory specification or what the
/// system has instead. `None` keeps nothing.
fn folder() -> Option<PathBuf> {
    if let Some(named) = env::var_os(FOLDER) {
        return Some(PathBuf::from(named)).filter(|folder| !folder.as_os_str().is_empty());
    }
    let from = |name| env::var_os(name).map(PathBuf::from).filter(|path| path.is_absolute());
    let own = || {
        if cfg!(windows) {
            from("LOCALAPPDATA")
        } else if cfg!(target_os = "macos") {
            Some(from("HOME")?.join("Library/Caches"))
        } else {
            Some(from("HOME")?.join(".cache"))
        }
    };
    Some(from("XDG_CACHE_HOME").or_else(own)?.join("notesgen"))
}

/// The name of a site's file, which does not tell the folder's.
fn name(content: &Path) -> Option<String> {
    let content = content.canonicalize().ok()?;
    let hash = blake3::hash(content.as_os_str().as_encoded_bytes()).to_hex();
    Some(format!("{}.kept", &hash[..32]))
}

/// Writes a file in one step, for its owner's eyes: notes may be private.
fn write(file: &Path, bytes: &[u8]) -> io::Result<()> {
    let folder = file.parent().ok_or(io::ErrorKind::NotFound)?;
    let mut maker = fs::DirBuilder::new();
    let mut options = fs::OpenOptions::new();
    maker.recursive(true);
    options.write(true).create_new(true);
    #[cfg(unix)]
    {
        use std::os::unix::fs::{DirBuilderExt as _, OpenOptionsExt as _};
        maker.mode(0o700);
        options.mode(0o600);
    }
    maker.create(folder)?;
    let new = file.with_extension(format!("{}.new", std::process::id()));
    let done = options
        .open(&new)
        .and_then(|mut opened| opened.write_all(bytes))
        .and_then(|()| fs::rename(&new, file));
    if done.is_err() {
        let _ = fs::remove_file(&new);
    }
    done
}

/// Removes the files beside `file` that no build has written for a long time.
fn forget(file: &Path) {
    let Some(Ok(files)) = file.parent().map(fs::read_dir) else { return };
    for other in files.flatten() {
        let changed = other.metadata().and_then(|about| about.modified());
        let age = changed.map(|changed| SystemTime::now().duration_since(changed));
        let is_ours = other.path().extension().is_some_and(|end| end == "kept" || end == "new");
        if is_ours && matches!(age, Ok(Ok(age)) if age > FORGOTTEN) {
            let _ = fs::remove_file(other.path());
        }
    }
}
