//! One build at a time for one output folder.

use std::fs::{self, File, OpenOptions, TryLockError};
use std::path::PathBuf;
use std::thread;
use std::time::{Duration, Instant};

use super::EmitError;
use super::destination::Paths;

/// How long another build is waited for. Builds take seconds; one that takes longer is better
/// reported than waited for in silence.
const PATIENCE: Duration = Duration::from_secs(10);

/// How often it is looked whether the other build is done.
const PAUSE: Duration = Duration::from_millis(25);

/// The right to write. The system takes it back when the process ends, however it ends.
pub(super) struct Lock {
    path: PathBuf,
    /// Holds the lock while it is open.
    _file: File,
}

impl Lock {
    pub(super) fn take(paths: &Paths) -> Result<Self, EmitError> {
        let path = paths.lock();
        let refused = |error| EmitError::io("write", &path, error);
        let parent = paths.parent();
        fs::create_dir_all(parent).map_err(|e| EmitError::io("make the folder", parent, e))?;
        let deadline = Instant::now() + PATIENCE;
        loop {
            let mut options = OpenOptions::new();
            options.read(true).write(true).create(true).truncate(false);
            let file = options.open(&path).map_err(refused)?;
            match file.try_lock() {
                // Whoever held it may have removed it just before.
                Ok(()) if is_at(&file, &path) => return Ok(Self { path, _file: file }),
                Ok(()) => continue,
                Err(TryLockError::WouldBlock) => {}
                // A file system without locks: two builds at once are then its user's affair.
                Err(TryLockError::Error(error))
                    if error.kind() == std::io::ErrorKind::Unsupported =>
                {
                    return Ok(Self { path, _file: file });
                }
                Err(TryLockError::Error(error)) => return Err(refused(error)),
            }
            if Instant::now() >= deadline {
                return Err(EmitError::Busy(paths.out.clone()));
            }
            thread::sleep(PAUSE);
        }
    }
}

impl Drop for Lock {
    fn drop(&mut self) {
        // It is still held: nobody else takes this file for the one at the path. If it cannot be
        // removed, the next build uses it.
        let _ = fs::remove_file(&self.path);
    }
}

/// Whether `file` is what is found at `path`.
#[cfg(unix)]
fn is_at(file: &File, path: &std::path::Path) -> bool {
    use std::os::unix::fs::MetadataExt as _;
    match (file.metadata(), path.symlink_metadata()) {
        (Ok(open), Ok(there)) => (open.dev(), open.ino()) == (there.dev(), there.ino()),
        _ => false,
    }
}

/// Whether `file` is what is found at `path`: an open file cannot be removed here.
#[cfg(not(unix))]
fn is_at(_: &File, _: &std::path::Path) -> bool {
    true
}
