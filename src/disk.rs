//! What the standard library's file functions lack: the one door to `rustix`.
//!
//! Stage: none; the edges ([`crate::discover`], [`crate::emit`], [`crate::cli`]) use it. Invariant:
//! nothing here blocks on a file that is no regular file, whatever a folder was swapped for
//! meanwhile, and what authors wrote is never half written: see [`Files`].

mod write;

use std::fs::{File, Metadata};
use std::io::{self, Read as _};
use std::path::Path;
use std::time::{Duration, SystemTime, UNIX_EPOCH};

pub use write::{Files, WriteError};

/// The name of the file that marks a folder as written by this program.
pub const MARKER: &str = ".notesgen";

/// Opens a regular file for reading. Anything else (a link, a FIFO, a device) is
/// [`io::ErrorKind::InvalidInput`], and is neither waited for nor read.
pub fn open_regular(path: &Path) -> io::Result<File> {
    let file = open_without_waiting(path)?;
    if !file.metadata()?.is_file() {
        return Err(io::Error::new(io::ErrorKind::InvalidInput, "not a regular file"));
    }
    Ok(file)
}

/// The bytes of a regular file, or of the one that a link leads to: [`io::ErrorKind::FileTooLarge`]
/// if there are more than `limit`.
pub fn read_regular(path: &Path, limit: u64) -> io::Result<Vec<u8>> {
    let bytes = read_up_to(&open_regular(&path.canonicalize()?)?, limit)?;
    if bytes.len() as u64 > limit {
        return Err(io::ErrorKind::FileTooLarge.into());
    }
    Ok(bytes)
}

/// The bytes of `file`, and one more than `limit` if there are more: its size may change while it
/// is read.
pub fn read_up_to(file: &File, limit: u64) -> io::Result<Vec<u8>> {
    let size = file.metadata()?.len().min(limit + 1);
    let mut bytes = Vec::with_capacity(usize::try_from(size).unwrap_or_default());
    file.take(limit + 1).read_to_end(&mut bytes)?;
    Ok(bytes)
}

#[cfg(unix)]
fn open_without_waiting(path: &Path) -> io::Result<File> {
    use rustix::fs::{Mode, OFlags};
    let flags = OFlags::RDONLY | OFlags::NONBLOCK | OFlags::NOFOLLOW | OFlags::CLOEXEC;
    match rustix::fs::open(path, flags, Mode::empty()) {
        Ok(file) => Ok(file.into()),
        Err(rustix::io::Errno::LOOP) => {
            Err(io::Error::new(io::ErrorKind::InvalidInput, "not a regular file"))
        }
        Err(error) => Err(error.into()),
    }
}

#[cfg(not(unix))]
fn open_without_waiting(path: &Path) -> io::Result<File> {
    File::open(path)
}

/// What tells one state of a file from a later one.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Stamp {
    bytes: u64,
    modified: SystemTime,
    changed: (i64, i64),
    inode: u64,
}

/// How old a change must be to be told from one that comes after it: file systems count in steps of
/// up to two seconds.
const OLD_ENOUGH: Duration = Duration::from_secs(3);

/// The stamp of the file at `path` itself; `None` if it changed so recently that another change
/// could leave the same stamp, or if it cannot be looked at.
pub fn stamp(path: &Path) -> Option<Stamp> {
    let metadata = path.symlink_metadata().ok()?;
    let modified = metadata.modified().ok()?;
    let (changed, inode) = status(&metadata);
    let last = modified.max(UNIX_EPOCH + Duration::from_secs(u64::try_from(changed.0).ok()?));
    let age = SystemTime::now().duration_since(last).ok()?;
    (age > OLD_ENOUGH).then_some(Stamp { bytes: metadata.len(), modified, changed, inode })
}

/// When anything about a file changed, which no program can set, and which file it is.
#[cfg(unix)]
fn status(metadata: &Metadata) -> ((i64, i64), u64) {
    use std::os::unix::fs::MetadataExt as _;
    ((metadata.ctime(), metadata.ctime_nsec()), metadata.ino())
}

#[cfg(not(unix))]
fn status(_: &Metadata) -> ((i64, i64), u64) {
    ((0, 0), 0)
}

/// Exchanges two folders in one step, so that nobody sees a moment without either. An error of kind
/// [`io::ErrorKind::Unsupported`] says that the system or its file system cannot.
#[cfg(any(target_os = "linux", target_os = "android", target_vendor = "apple"))]
pub fn exchange(a: &Path, b: &Path) -> io::Result<()> {
    use rustix::fs::{CWD, RenameFlags, renameat_with};
    use rustix::io::Errno;
    match renameat_with(CWD, a, CWD, b, RenameFlags::EXCHANGE) {
        Ok(()) => Ok(()),
        Err(Errno::NOSYS | Errno::INVAL | Errno::NOTSUP) => Err(io::ErrorKind::Unsupported.into()),
        Err(error) => Err(error.into()),
    }
}

/// Exchanges two folders in one step, which this system cannot.
#[cfg(not(any(target_os = "linux", target_os = "android", target_vendor = "apple")))]
pub fn exchange(_: &Path, _: &Path) -> io::Result<()> {
    Err(io::ErrorKind::Unsupported.into())
}

/// Whether another disk, or another folder, is mounted at `folder`.
#[cfg(target_os = "linux")]
pub fn is_mount_point(folder: &Path) -> io::Result<bool> {
    use rustix::fs::{AtFlags, CWD, StatxAttributes, StatxFlags, statx};
    let found = statx(CWD, folder, AtFlags::SYMLINK_NOFOLLOW, StatxFlags::empty())?;
    Ok(found.stx_attributes.contains(StatxAttributes::MOUNT_ROOT))
}

/// Whether another disk is mounted at `folder`.
#[cfg(all(unix, not(target_os = "linux")))]
pub fn is_mount_point(folder: &Path) -> io::Result<bool> {
    use std::os::unix::fs::MetadataExt as _;
    let Some(parent) = folder.parent() else { return Ok(true) };
    Ok(folder.symlink_metadata()?.dev() != parent.symlink_metadata()?.dev())
}

/// Whether another disk is mounted at `folder`, which is not known here.
#[cfg(not(unix))]
pub fn is_mount_point(_: &Path) -> io::Result<bool> {
    Ok(false)
}

/// Whether files can be made and removed in `folder`, by its rights.
#[cfg(unix)]
pub fn check_writable(folder: &Path) -> io::Result<()> {
    Ok(rustix::fs::access(folder, rustix::fs::Access::WRITE_OK)?)
}

/// Whether files can be made and removed in `folder`, which is not known here.
#[cfg(not(unix))]
pub fn check_writable(_: &Path) -> io::Result<()> {
    Ok(())
}

/// Whether the machine, not the file, is at fault: another file would have been refused as well.
pub fn is_exhausted(error: &io::Error) -> bool {
    error.kind() == io::ErrorKind::OutOfMemory || is_out_of_files(error)
}

#[cfg(unix)]
fn is_out_of_files(error: &io::Error) -> bool {
    use rustix::io::Errno;
    matches!(Errno::from_io_error(error), Some(Errno::MFILE | Errno::NFILE))
}

#[cfg(not(unix))]
fn is_out_of_files(_: &io::Error) -> bool {
    false
}

/// Why the system refused, in plain words.
pub fn reason(error: &io::Error) -> String {
    match error.kind() {
        io::ErrorKind::NotFound => "there is no such file or folder".into(),
        io::ErrorKind::StorageFull => "no space is left on the disk".into(),
        io::ErrorKind::QuotaExceeded => "your quota of the disk is used up".into(),
        io::ErrorKind::ReadOnlyFilesystem => "the disk is read-only".into(),
        io::ErrorKind::FileTooLarge => "the file is larger than it may be".into(),
        io::ErrorKind::PermissionDenied => "you may not (permission denied)".into(),
        io::ErrorKind::InvalidInput => "it is not a regular file".into(),
        io::ErrorKind::InvalidFilename => "a name in its path is too long".into(),
        io::ErrorKind::NotADirectory => "a part of its path is a file".into(),
        io::ErrorKind::OutOfMemory => "there is not enough memory".into(),
        _ if is_out_of_files(error) => "too many files are open".into(),
        // Those that have no kind of their own.
        _ => error.to_string(),
    }
}

#[cfg(unix)]
#[cfg(test)]
mod tests {
    use std::fs;

    use super::*;

    #[test]
    fn only_a_regular_file_is_opened_and_nothing_is_waited_for() {
        let folder = tempfile::tempdir().unwrap();
        let path = |name: &str| folder.path().join(name);
        fs::write(path("file"), "x").unwrap();
        std::os::unix::fs::symlink(path("file"), path("link")).unwrap();
        let _socket = std::os::unix::net::UnixListener::bind(path("socket")).unwrap();
        let made = std::process::Command::new("mkfifo").arg(path("fifo")).status().unwrap();
        assert!(made.success());
        assert!(open_regular(&path("file")).is_ok());
        for name in ["link", "fifo"] {
            let error = open_regular(&path(name)).unwrap_err();
            assert_eq!(error.kind(), io::ErrorKind::InvalidInput, "{name}");
        }
        for name in ["socket", "missing", "."] {
            assert!(open_regular(&path(name)).is_err(), "{name}");
        }
        assert!(open_regular(Path::new("/dev/zero")).is_err());
    }

    #[test]
    fn folders_are_exchanged() {
        let folder = tempfile::tempdir().unwrap();
        let (a, b) = (folder.path().join("a"), folder.path().join("b"));
        for (path, name) in [(&a, "old"), (&b, "new")] {
            fs::create_dir(path).unwrap();
            fs::write(path.join(name), "").unwrap();
        }
        match exchange(&a, &b) {
            Ok(()) => assert!(a.join("new").exists() && b.join("old").exists()),
            Err(error) => assert_eq!(error.kind(), io::ErrorKind::Unsupported),
        }
    }
}
