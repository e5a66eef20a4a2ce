//! Files of authors, written so that nothing is lost: the one writer of `new`, `init`, `import` and
//! `fix`.
//!
//! Invariant: a file appears whole or not at all; one that is there is replaced only when it was
//! asked for and still holds what was read; nothing is written outside the folder, whatever links
//! are in it; no two names stand beside each other that some disks take for one.

use std::collections::btree_map::Entry;
use std::collections::{BTreeMap, BTreeSet};
use std::fs::{self, File, OpenOptions};
use std::io::{self, Write as _};
use std::path::{Component, Path, PathBuf};

use unicode_normalization::UnicodeNormalization as _;

use super::reason;

/// Why a file was not written. Whatever was there is as it was.
#[derive(Debug, thiserror::Error)]
pub enum WriteError {
    /// There is a file of this name, or of one that some disks take for it.
    #[error("`{}` exists already; it was left as it is", .0.display())]
    Exists(PathBuf),
    /// It is a link, or lies behind one that leads out of the folder.
    #[error("`{}` leads through a symbolic link; it was left as it is", .0.display())]
    Link(PathBuf),
    /// The path leads out of the folder.
    #[error("`{}` is not a path below the folder", .0.display())]
    Outside(PathBuf),
    /// It was changed since it was read.
    #[error("`{}` was changed by somebody else meanwhile; it was left as it is", .0.display())]
    Changed(PathBuf),
    /// The system refuses.
    #[error("cannot write `{}`: {}", .0.display(), reason(.1))]
    Io(PathBuf, io::Error),
}

/// A folder below which files are written.
#[derive(Debug)]
pub struct Files {
    /// As its user would type it.
    shown: PathBuf,
    /// The folder itself, once it is there.
    real: Option<PathBuf>,
    /// Folded names by the folders they are in.
    names: BTreeMap<PathBuf, BTreeMap<String, String>>,
    /// Folders that are known to lie below this one.
    known: BTreeSet<PathBuf>,
}

impl Files {
    /// The files below `folder`, which is made when the first of them is written.
    pub fn below(folder: &Path) -> Self {
        Self {
            shown: if folder.as_os_str().is_empty() { ".".into() } else { folder.to_owned() },
            real: None,
            names: BTreeMap::new(),
            known: BTreeSet::new(),
        }
    }

    /// The path of `relative` as messages show it.
    pub fn path(&self, relative: &Path) -> PathBuf {
        if self.shown == Path::new(".") || self.shown.as_os_str().is_empty() {
            return relative.to_owned();
        }
        self.shown.join(relative)
    }

    /// The name of what stands at `relative`, or of what some disks would take for it.
    pub fn twin(&mut self, relative: &Path) -> Option<PathBuf> {
        let folder = relative.parent().unwrap_or(Path::new(""));
        let name = relative.file_name()?.to_string_lossy();
        let twin = self.names(folder).get(&fold(&name)).cloned()?;
        Some(folder.join(twin))
    }

    /// Writes a file that is not there yet, and the folders that lead to it.
    pub fn create(&mut self, relative: &Path, bytes: &[u8]) -> Result<(), WriteError> {
        let path = self.path(relative);
        if let Some(twin) = self.twin(relative) {
            return Err(WriteError::Exists(self.path(&twin)));
        }
        self.make_way(relative)?;
        let failed = |error| WriteError::Io(path.clone(), error);
        let temporary = temporary(&path, bytes, None).map_err(failed)?;
        // A link to the finished file fails where a rename would replace what is there.
        let linked = match fs::hard_link(&temporary, &path) {
            Err(error) if error.kind() != io::ErrorKind::AlreadyExists => copy_new(&path, bytes),
            linked => linked,
        };
        let _ = fs::remove_file(&temporary);
        match linked {
            Ok(()) => {}
            Err(error) if error.kind() == io::ErrorKind::AlreadyExists => {
                return Err(WriteError::Exists(path));
            }
            Err(error) => return Err(WriteError::Io(path, error)),
        }
        let folder = relative.parent().unwrap_or(Path::new(""));
        if let Some(name) = relative.file_name() {
            let name = name.to_string_lossy().into_owned();
            self.names(folder).insert(fold(&name), name);
        }
        Ok(())
    }

    /// Replaces a file that holds `before`, in one step; it keeps its permissions.
    pub fn replace(
        &mut self,
        relative: &Path,
        before: &[u8],
        bytes: &[u8],
    ) -> Result<(), WriteError> {
        let path = self.path(relative);
        self.make_way(relative)?;
        let failed = |error| WriteError::Io(path.clone(), error);
        let metadata = fs::symlink_metadata(&path).map_err(failed)?;
        if !metadata.is_file() {
            return Err(WriteError::Link(path));
        }
        let mut now = Vec::with_capacity(before.len());
        let file = super::open_regular(&path).map_err(failed)?;
        io::Read::read_to_end(&mut io::Read::take(file, before.len() as u64 + 1), &mut now)
            .map_err(failed)?;
        if now != before {
            return Err(WriteError::Changed(path));
        }
        let temporary = temporary(&path, bytes, Some(metadata.permissions())).map_err(failed)?;
        fs::rename(&temporary, &path).map_err(|error| {
            let _ = fs::remove_file(&temporary);
            failed(error)
        })
    }

    /// Makes the folders that lead to `relative`, none of them outside this one.
    fn make_way(&mut self, relative: &Path) -> Result<(), WriteError> {
        let outside = || WriteError::Outside(relative.to_owned());
        if !relative.components().all(|part| matches!(part, Component::Normal(_))) {
            return Err(outside());
        }
        let real = match &self.real {
            Some(real) => real.clone(),
            None => {
                let shown = &self.shown;
                let failed = |error| WriteError::Io(shown.clone(), error);
                fs::create_dir_all(shown).map_err(failed)?;
                let real = shown.canonicalize().map_err(failed)?;
                self.real = Some(real.clone());
                real
            }
        };
        let folder = relative.parent().unwrap_or(Path::new(""));
        let mut so_far = PathBuf::new();
        for part in folder.components() {
            so_far.push(part);
            if self.known.contains(&so_far) {
                continue;
            }
            let path = self.path(&so_far);
            match fs::create_dir(&path) {
                Err(error) if error.kind() != io::ErrorKind::AlreadyExists => {
                    return Err(WriteError::Io(path, error));
                }
                _ => {}
            }
            let found = path.canonicalize().map_err(|e| WriteError::Io(path.clone(), e))?;
            if !found.starts_with(&real) {
                return Err(WriteError::Link(path));
            }
            self.known.insert(so_far.clone());
        }
        Ok(())
    }

    fn names(&mut self, folder: &Path) -> &mut BTreeMap<String, String> {
        let path =
            if folder.as_os_str().is_empty() { self.shown.clone() } else { self.path(folder) };
        match self.names.entry(folder.to_owned()) {
            Entry::Occupied(names) => names.into_mut(),
            Entry::Vacant(place) => {
                let entries = fs::read_dir(path).into_iter().flatten().filter_map(Result::ok);
                let names = entries.map(|entry| entry.file_name().to_string_lossy().into_owned());
                place.insert(names.map(|name| (fold(&name), name)).collect())
            }
        }
    }
}

/// What two names share that some disks take for one.
fn fold(name: &str) -> String {
    name.nfc().flat_map(char::to_lowercase).collect()
}

/// A finished file beside `path`, to be put in its place.
fn temporary(
    path: &Path,
    bytes: &[u8],
    permissions: Option<fs::Permissions>,
) -> io::Result<PathBuf> {
    // Hidden, so that a walk of the notes passes it over, and short, whatever `path` is called.
    let name = format!(".notesgen-{}.tmp", std::process::id());
    let temporary = path.with_file_name(name);
    let _ = fs::remove_file(&temporary);
    let written = OpenOptions::new().write(true).create_new(true).open(&temporary).and_then(
        |mut file: File| {
            file.write_all(bytes)?;
            permissions.map_or(Ok(()), |permissions| file.set_permissions(permissions))?;
            Ok(())
        },
    );
    if written.is_err() {
        let _ = fs::remove_file(&temporary);
    }
    written.map(|()| temporary)
}

/// Writes a new file where the disk has no hard links.
fn copy_new(path: &Path, bytes: &[u8]) -> io::Result<()> {
    let mut file = OpenOptions::new().write(true).create_new(true).open(path)?;
    file.write_all(bytes).inspect_err(|_| {
        // Half a file would be in the way of the next try.
        let _ = fs::remove_file(path);
    })
}

#[cfg(unix)]
#[cfg(test)]
mod tests {
    use std::os::unix::fs::{PermissionsExt as _, symlink};

    use super::*;

    fn names(folder: &Path) -> Vec<String> {
        let entries = fs::read_dir(folder).unwrap();
        let mut names: Vec<_> =
            entries.map(|entry| entry.unwrap().file_name().into_string().unwrap()).collect();
        names.sort();
        names
    }

    #[test]
    fn a_new_file_never_takes_the_place_of_another() {
        let folder = tempfile::tempdir().unwrap();
        let mut files = Files::below(&folder.path().join("site"));
        files.create(Path::new("notes/Caf\u{e9}.md"), b"one").unwrap();
        for twin in ["notes/Caf\u{e9}.md", "notes/cafe\u{301}.MD"] {
            let error = files.create(Path::new(twin), b"two").unwrap_err();
            assert!(matches!(error, WriteError::Exists(_)), "{twin}: {error}");
        }
        assert_eq!(names(&folder.path().join("site/notes")), ["Caf\u{e9}.md"]);
        assert_eq!(fs::read(folder.path().join("site/notes/Caf\u{e9}.md")).unwrap(), b"one");
    }

    #[test]
    fn a_file_is_replaced_only_as_it_was_read() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("a.md");
        fs::write(&path, "old").unwrap();
        fs::set_permissions(&path, fs::Permissions::from_mode(0o640)).unwrap();
        let mut files = Files::below(folder.path());
        let error = files.replace(Path::new("a.md"), b"other", b"new").unwrap_err();
        assert!(matches!(error, WriteError::Changed(_)), "{error}");
        files.replace(Path::new("a.md"), b"old", b"new").unwrap();
        assert_eq!(fs::read(&path).unwrap(), b"new");
        assert_eq!(fs::metadata(&path).unwrap().permissions().mode() & 0o777, 0o640);
        assert_eq!(names(folder.path()), ["a.md"]);
    }

    #[test]
    fn nothing_is_written_through_a_link_or_out_of_the_folder() {
        let folder = tempfile::tempdir().unwrap();
        let (site, outside) = (folder.path().join("site"), folder.path().join("outside"));
        fs::create_dir(&site).unwrap();
        fs::create_dir(&outside).unwrap();
        fs::write(outside.join("a.md"), "old").unwrap();
        symlink(&outside, site.join("notes")).unwrap();
        symlink(outside.join("a.md"), site.join("a.md")).unwrap();
        symlink(outside.join("none.md"), site.join("b.md")).unwrap();
        let mut files = Files::below(&site);
        for path in ["notes/b.md", "a.md", "b.md", "../b.md", "/tmp/b.md", "x/../../b.md"] {
            assert!(files.create(Path::new(path), b"new").is_err(), "{path}");
            assert!(files.replace(Path::new(path), b"old", b"new").is_err(), "{path}");
        }
        assert_eq!(names(&outside), ["a.md"]);
        assert_eq!(fs::read(outside.join("a.md")).unwrap(), b"old");
    }
}
