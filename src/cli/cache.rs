//! Where results are kept between builds, in the folder that the system has for caches: one file for
//! the notes, and the empty folders of the site before for each output.

use std::env;
use std::ffi::OsStr;
use std::fs;
use std::io::{self, Write as _};
use std::path::{Path, PathBuf};
use std::time::{Duration, SystemTime};

use crate::config::Edition;
use crate::disk;
use crate::kept::{Kept, MAX_BYTES};

/// The variable that names the folder; with nothing in it, nothing is kept.
const FOLDER: &str = "NOTESGEN_CACHE";

/// Files that no build has written for so long are of sites that are gone.
const FORGOTTEN: Duration = Duration::from_hours(24 * 90);

/// Fewer bytes are made again in less time than anyone notices.
const WORTH: usize = 32 << 10;

/// What was kept of the `edition` of the site whose notes are in `content`, and where; nothing is
/// kept where there is no folder for it.
pub(super) fn open(content: &Path, edition: Edition) -> (Kept, Option<PathBuf>) {
    let Some(file) = folder().and_then(|folder| Some(folder.join(name(content, edition)?))) else {
        return (Kept::default(), None);
    };
    let path = file.clone();
    // The head is a few hundred bytes more.
    let limit = MAX_BYTES as u64 + 4096;
    (Kept::new(move || disk::read_regular(&path, limit).unwrap_or_default()), Some(file))
}

/// Where the folders of the site before are kept that is published at `out`; nowhere, if nothing is
/// kept.
pub(super) fn folders(out: &Path) -> Option<PathBuf> {
    let folder = folder()?;
    make(&folder).ok()?;
    Some(folder.join(format!("{}.folders", hash(out.as_os_str().as_encoded_bytes()))))
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
fn name(content: &Path, edition: Edition) -> Option<String> {
    let content = content.canonicalize().ok()?;
    let content = content.as_os_str().as_encoded_bytes();
    Some(format!("{}.kept", hash(&[edition.word().as_bytes(), b"\0", content].concat())))
}

fn hash(bytes: &[u8]) -> String {
    blake3::hash(bytes).to_hex()[..32].to_owned()
}

/// Writes a file in one step, for its owner's eyes: notes may be private.
fn write(file: &Path, bytes: &[u8]) -> io::Result<()> {
    make(file.parent().ok_or(io::ErrorKind::NotFound)?)?;
    let mut options = fs::OpenOptions::new();
    options.write(true).create_new(true);
    #[cfg(unix)]
    {
        use std::os::unix::fs::OpenOptionsExt as _;
        options.mode(0o600);
    }
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

/// Makes the folder of the cache, for its owner's eyes.
fn make(folder: &Path) -> io::Result<()> {
    let mut maker = fs::DirBuilder::new();
    maker.recursive(true);
    #[cfg(unix)]
    {
        use std::os::unix::fs::DirBuilderExt as _;
        maker.mode(0o700);
    }
    maker.create(folder)
}

/// Removes what is beside `file` and no build has written for a long time.
fn forget(file: &Path) {
    let Some(Ok(files)) = file.parent().map(fs::read_dir) else { return };
    for other in files.flatten() {
        let changed = other.metadata().and_then(|about| about.modified());
        let age = changed.map(|changed| SystemTime::now().duration_since(changed));
        let (path, is_old) = (other.path(), matches!(age, Ok(Ok(age)) if age > FORGOTTEN));
        match path.extension().and_then(OsStr::to_str).filter(|_| is_old) {
            Some("kept" | "new") => drop(fs::remove_file(path)),
            Some("folders") => drop(fs::remove_dir_all(path)),
            _ => {}
        }
    }
}
