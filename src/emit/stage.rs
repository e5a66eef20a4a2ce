//! The folder in which a new site is put together.

use std::fs::{self, File, OpenOptions};
use std::io::{self, BufRead as _, BufReader, Write as _};
use std::path::{Component, Path, PathBuf};

use super::carry::Written;
use super::destination::Paths;
use super::marker::Marker;
use super::{EmitError, folders, remove};
use crate::disk;
use crate::output::{Content, NewFile, OutputFile};

/// Modes of files and folders, whatever the umask: a site looks the same wherever it is built, and
/// a web server that runs as another user can read it.
#[cfg(unix)]
const MODES: (u32, u32) = (0o644, 0o755);

/// How new files and folders come by their modes.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Modes {
    /// The process makes them as they should be. Setting them again would be a step of the disk's
    /// journal for every file.
    Given,
    /// They are set.
    Set,
}

/// A file of the new site.
pub(super) struct Placed {
    /// Its path below the output.
    pub(super) path: PathBuf,
    /// Its size.
    pub(super) bytes: u64,
    /// Whether it was written, because the old site has no such file.
    pub(super) differs: bool,
}

/// The folder in which a new site is put together; it is gone when this is dropped.
pub(super) struct Stage {
    folder: PathBuf,
    old: PathBuf,
    /// Whether there is an old site, whose files may be as the new ones.
    has_old: bool,
    modes: Modes,
    /// Folders that were in it from the start, each before what it holds.
    folders: Vec<PathBuf>,
    /// Whether the folder is no longer the stage's.
    left: bool,
}

impl Stage {
    /// A stage with the empty folders that were kept at `spare`, if any were.
    pub(super) fn new(paths: &Paths, spare: Option<&Path>) -> Result<Self, EmitError> {
        let (folder, old) = (paths.stage(), paths.out.clone());
        let (has_old, folders) = (old.is_dir(), Vec::new());
        let mut stage = Self { folder, old, has_old, modes: Modes::Set, folders, left: false };
        let refused = |error| EmitError::io("make the folder", &paths.stage(), error);
        stage.modes = first_folder(&stage.folder).map_err(refused)?;
        let Some(spare) = spare else { return Ok(stage) };
        match folders::read(spare) {
            Some(folders) => {
                fs::remove_dir(&stage.folder).map_err(refused)?;
                match fs::rename(spare, &stage.folder) {
                    Ok(()) => stage.folders = folders,
                    Err(_) => make_folder(&stage.folder, stage.modes).map_err(refused)?,
                }
            }
            None => drop(fs::remove_dir_all(spare)),
        }
        Ok(stage)
    }

    /// Removes the folders from the start that the new site has no use for.
    pub(super) fn prune(&self, new: &Written<'_>) -> Result<(), EmitError> {
        folders::prune(&self.folder, &self.folders, new)
    }

    pub(super) fn folder(&self) -> &Path {
        &self.folder
    }

    /// Its folder, which is somebody else's now.
    pub(super) fn leave(mut self) -> PathBuf {
        self.left = true;
        self.folder.clone()
    }

    /// Writes `file`, unless the old site has it as it is.
    pub(super) fn place(&self, file: NewFile) -> Result<Placed, EmitError> {
        let (NewFile::Written(OutputFile { url, .. }) | NewFile::Taken { url, .. }) = &file;
        let path = url.file_path();
        // `UrlPath` holds this; a path that led outside would write outside.
        if !path.components().all(|part| matches!(part, Component::Normal(_))) {
            return Err(EmitError::Twice(path));
        }
        let content = match file {
            NewFile::Written(OutputFile { content, .. }) => content,
            NewFile::Taken { bytes, .. } => return Ok(Placed { path, bytes, differs: false }),
        };
        let (old, new) = (self.old.join(&path), self.folder.join(&path));
        let written = |error| EmitError::io("write", &new, error);
        let (bytes, differs) = match &content {
            Content::Bytes(bytes) => self.place_bytes(bytes, &old, &new).map_err(written)?,
            Content::Shared(bytes) => self.place_bytes(bytes, &old, &new).map_err(written)?,
            Content::CopyOf(from) => {
                let read = |error| EmitError::io("read", from, error);
                let source = disk::open_regular(from).map_err(read)?;
                let bytes = source.metadata().map_err(read)?.len();
                if is_alike(bytes, BufReader::new(&source), &old).map_err(read)? {
                    (bytes, false)
                } else {
                    let mut source = disk::open_regular(from).map_err(read)?;
                    let mut target = create(&new, self.modes).map_err(written)?;
                    (io::copy(&mut source, &mut target).map_err(written)?, true)
                }
            }
        };
        Ok(Placed { path, bytes, differs })
    }

    fn place_bytes(&self, bytes: &[u8], old: &Path, new: &Path) -> io::Result<(u64, bool)> {
        let differs = !self.has_old || !is_alike(bytes.len() as u64, bytes, old)?;
        if differs {
            create(new, self.modes)?.write_all(bytes)?;
        }
        Ok((bytes.len() as u64, differs))
    }

    /// Takes a file over from the old site.
    pub(super) fn link(&self, path: &Path) -> Result<(), EmitError> {
        let (old, new) = (self.old.join(path), self.folder.join(path));
        link_or_copy(&old, &new).map_err(|error| EmitError::io("write", &new, error))
    }

    pub(super) fn write_marker(&self, marker: &Marker) -> Result<(), EmitError> {
        let path = self.folder.join(disk::MARKER);
        let text = marker.text()?;
        create(&path, self.modes)
            .and_then(|mut file| {
                file.write_all(text.as_bytes())?;
                file.sync_all()
            })
            .map_err(|error| EmitError::io("write", &path, error))
    }

    /// Puts the stage's marker in the place of the old site's, in one step.
    pub(super) fn replace_marker(&self) -> Result<(), EmitError> {
        let (new, old) = (self.folder.join(disk::MARKER), self.old.join(disk::MARKER));
        fs::rename(&new, &old).map_err(|error| EmitError::io("write", &old, error))
    }
}

impl Drop for Stage {
    fn drop(&mut self) {
        // What cannot be removed now is removed by the next build.
        if !self.left {
            let _ = remove(&self.folder);
        }
    }
}

/// Whether the file at `old` has the `size` bytes of `new` and the mode that it should have.
/// An error is one of reading `new`; an old file that cannot be read is not alike.
fn is_alike(size: u64, mut new: impl io::BufRead, old: &Path) -> io::Result<bool> {
    let Ok(old) = disk::open_regular(old) else { return Ok(false) };
    if !old.metadata().is_ok_and(|old| old.len() == size && has_mode(&old)) {
        return Ok(false);
    }
    let mut old =
        BufReader::with_capacity(usize::try_from(size.clamp(1, 64 << 10)).unwrap_or(1), old);
    loop {
        let Ok(there) = old.fill_buf() else { return Ok(false) };
        let here = new.fill_buf()?;
        let length = there.len().min(here.len());
        if length == 0 {
            return Ok(there.is_empty() && here.is_empty());
        }
        if there[..length] != here[..length] {
            return Ok(false);
        }
        old.consume(length);
        new.consume(length);
    }
}

/// A new file at `path`, and the folders that it needs.
fn create(path: &Path, modes: Modes) -> io::Result<File> {
    let mut options = OpenOptions::new();
    options.write(true).create_new(true);
    // A page has a folder of its own: most often it is the first to ask for it.
    if path.ends_with("index.html") {
        make_folders_for(path, modes)?;
    }
    let file = match options.open(path) {
        Err(error) if error.kind() == io::ErrorKind::NotFound => {
            make_folders_for(path, modes)?;
            options.open(path)?
        }
        file => file?,
    };
    #[cfg(unix)]
    if modes == Modes::Set {
        use std::os::unix::fs::PermissionsExt as _;
        file.set_permissions(fs::Permissions::from_mode(MODES.0))?;
    }
    Ok(file)
}

/// Makes `new` the same file as `old`, or where links are not to be had, one like it. A symbolic
/// link is taken over as one.
pub(super) fn link_or_copy(old: &Path, new: &Path) -> io::Result<()> {
    let linked = match fs::hard_link(old, new) {
        Err(error) if error.kind() == io::ErrorKind::NotFound => {
            make_folders_for(new, Modes::Set)?;
            fs::hard_link(old, new)
        }
        linked => linked,
    };
    match linked {
        Ok(()) => Ok(()),
        Err(error) if error.kind() == io::ErrorKind::AlreadyExists => Err(error),
        Err(error) => {
            let metadata = old.symlink_metadata()?;
            if metadata.is_symlink() {
                return copy_link(old, new);
            }
            if !metadata.is_file() {
                return Err(error);
            }
            fs::copy(old, new).map(|_| ())
        }
    }
}

#[cfg(unix)]
fn copy_link(old: &Path, new: &Path) -> io::Result<()> {
    std::os::unix::fs::symlink(fs::read_link(old)?, new)
}

#[cfg(not(unix))]
fn copy_link(_: &Path, _: &Path) -> io::Result<()> {
    Err(io::ErrorKind::Unsupported.into())
}

/// Makes the folders that `path` is to be in, as far as they are missing.
fn make_folders_for(path: &Path, modes: Modes) -> io::Result<()> {
    let Some(folder) = path.parent() else { return Ok(()) };
    match make_folder(folder, modes) {
        Err(error) if error.kind() == io::ErrorKind::NotFound => {
            make_folders_for(folder, modes)?;
            make_folders_for(path, modes)
        }
        // Another thread was faster, or a file is in the way, which opening `path` will tell.
        Err(error) if error.kind() == io::ErrorKind::AlreadyExists => Ok(()),
        made => made,
    }
}

/// Makes `folder`, and those that it is to be in as far as they are missing.
pub(super) fn make_folder_and_parents(folder: &Path) -> io::Result<()> {
    match make_folder(folder, Modes::Set) {
        Err(error) if error.kind() == io::ErrorKind::NotFound => {
            make_folders_for(folder, Modes::Set)?;
            make_folder(folder, Modes::Set)
        }
        made => made,
    }
}

/// Makes `folder`, and tells by the mode that it is given how those in it come by theirs: what the
/// umask or the folder above takes from a folder or adds to it, it takes from a file.
#[cfg(unix)]
fn first_folder(folder: &Path) -> io::Result<Modes> {
    use std::os::unix::fs::PermissionsExt as _;
    make_folder(folder, Modes::Given)?;
    if folder.symlink_metadata()?.permissions().mode() & 0o7777 == MODES.1 {
        return Ok(Modes::Given);
    }
    fs::set_permissions(folder, fs::Permissions::from_mode(MODES.1))?;
    Ok(Modes::Set)
}

#[cfg(not(unix))]
fn first_folder(folder: &Path) -> io::Result<Modes> {
    make_folder(folder, Modes::Given).map(|()| Modes::Given)
}

fn make_folder(folder: &Path, modes: Modes) -> io::Result<()> {
    fs::create_dir(folder)?;
    #[cfg(unix)]
    if modes == Modes::Set {
        use std::os::unix::fs::PermissionsExt as _;
        fs::set_permissions(folder, fs::Permissions::from_mode(MODES.1))?;
    }
    Ok(())
}

/// Whether a file has the mode that files of a site have.
#[cfg(unix)]
pub(super) fn has_mode(metadata: &fs::Metadata) -> bool {
    use std::os::unix::fs::PermissionsExt as _;
    metadata.permissions().mode() & 0o7777 == MODES.0
}

/// The same for a folder.
#[cfg(unix)]
pub(super) fn has_folder_mode(metadata: &fs::Metadata) -> bool {
    use std::os::unix::fs::PermissionsExt as _;
    metadata.permissions().mode() & 0o7777 == MODES.1
}

#[cfg(not(unix))]
pub(super) fn has_mode(_: &fs::Metadata) -> bool {
    true
}

#[cfg(not(unix))]
pub(super) fn has_folder_mode(_: &fs::Metadata) -> bool {
    true
}
