//! Writing single files that a command was asked for.

use std::fs;
use std::io::Write as _;
use std::path::Path;

use anyhow::anyhow;

use crate::disk;

/// Writes `bytes` to `path` in one step, and the folder that it is in if there is none. A file that
/// is there is replaced; what was there stays if anything goes wrong.
pub(super) fn write(path: &Path, bytes: &[u8]) -> anyhow::Result<()> {
    let fail = |error: std::io::Error| {
        anyhow!("cannot write `{}`: {}", path.display(), disk::reason(&error))
    };
    let folder = path.parent().filter(|folder| !folder.as_os_str().is_empty());
    let folder = folder.unwrap_or(Path::new("."));
    fs::create_dir_all(folder).map_err(fail)?;
    let regular = fs::metadata(path).map_or(true, |metadata| metadata.is_file());
    if !regular {
        // `/dev/stdout` and pipes are written to, not replaced.
        return fs::OpenOptions::new()
            .write(true)
            .open(path)
            .and_then(|mut file| file.write_all(bytes))
            .map_err(fail);
    }
    let name = path.file_name().unwrap_or_default().to_string_lossy();
    let new = folder.join(format!(".{name}{}-new", disk::MARKER));
    let written = fs::write(&new, bytes).and_then(|()| fs::rename(&new, path));
    written.map_err(|error| {
        // Half a file is of no use to anybody.
        let _ = fs::remove_file(&new);
        fail(error)
    })
}
