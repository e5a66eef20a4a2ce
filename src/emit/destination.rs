//! Which folder is written, and whether it may be.

use std::ffi::OsString;
use std::fs;
use std::io;
use std::path::{Component, Path, PathBuf};

use super::EmitError;
use super::marker::Marker;
use crate::disk;

/// Folders that an output folder must not replace.
#[derive(Clone, Copy, Debug, Default)]
pub struct Surroundings<'a> {
    /// The site's folder.
    pub root: Option<&'a Path>,
    /// The folder of the notes.
    pub content: Option<&'a Path>,
    /// The user's home.
    pub home: Option<&'a Path>,
}

/// A folder that may be written: absent, empty, or written by this program before.
#[derive(Clone, Debug)]
pub struct Destination {
    /// As its user spelled it.
    shown: PathBuf,
    /// Its real path.
    real: PathBuf,
    /// The edition that is written there, if it is not the one that everybody may read.
    edition: Option<&'static str>,
    /// What the site is made of; empty if nobody says.
    made_of: String,
    /// Where the folders of the old site are kept for the next build.
    spare: Option<PathBuf>,
}

/// Paths that a build uses, all in the folder that the output is in.
pub(super) struct Paths {
    pub(super) out: PathBuf,
    base: String,
}

/// What is at the destination.
pub(super) enum State {
    Absent,
    Empty,
    Ours(Marker),
}

impl Destination {
    /// `out`, if a site may be written there.
    pub fn new(out: &Path, around: Surroundings<'_>) -> Result<Self, EmitError> {
        let shown = out.to_owned();
        let is_link = |path: &Path| path.symlink_metadata().is_ok_and(|m| m.is_symlink());
        let real = resolve(out)?;
        // `public/` with its slash is the folder behind the link; its name is looked at without.
        let bare: PathBuf = out.components().collect();
        if is_link(&bare) {
            return Err(EmitError::Link(shown));
        }
        if real.parent().is_none() || real.file_name().is_none() {
            return Err(EmitError::Root(shown));
        }
        let real_of = |path: Option<&Path>| path.and_then(|path| path.canonicalize().ok());
        let content = real_of(around.content);
        for (inner, holds) in [
            (content.clone(), "the folder of the notes"),
            (real_of(around.root), "the site's folder"),
            (real_of(around.home), "your home folder"),
        ] {
            if inner.is_some_and(|inner| inner.starts_with(&real)) {
                return Err(EmitError::Holds { out: shown, holds });
            }
        }
        if content.is_some_and(|content| real.starts_with(content)) {
            return Err(EmitError::InsideContent(shown));
        }
        let destination = Self { shown, real, edition: None, made_of: String::new(), spare: None };
        destination.state()?;
        Ok(destination)
    }

    /// The same folder for `edition`, `None` being the one that everybody may read, unless it holds
    /// another one: answers never come to where students look by a slip of the pen.
    pub fn for_edition(self, edition: Option<&'static str>) -> Result<Self, EmitError> {
        if let State::Ours(marker) = self.state()?
            && marker.edition() != edition
        {
            let holds = marker.edition().unwrap_or("students'").to_owned();
            return Err(EmitError::OtherEdition { out: self.shown, holds });
        }
        Ok(Self { edition, ..self })
    }

    /// The edition that is written there, if it is not the one that everybody may read.
    pub(super) fn edition(&self) -> Option<&'static str> {
        self.edition
    }

    /// For a site of which `made_of` tells all that it is made of: the notes, the settings, the
    /// theme, the program. Two sites of which it tells the same are the same, byte for byte.
    #[must_use]
    pub fn made_of(self, made_of: String) -> Self {
        Self { made_of, ..self }
    }

    /// Keeps the folders of the old site at `spare`, which is this destination's alone, until the next
    /// build takes them.
    #[must_use]
    pub fn keeping_folders(self, spare: Option<PathBuf>) -> Self {
        Self { spare, ..self }
    }

    pub(super) fn spare(&self) -> Option<&Path> {
        self.spare.as_deref()
    }

    /// The folder's real path.
    pub fn real(&self) -> &Path {
        &self.real
    }

    /// What the site is made of; empty if nobody said.
    pub fn ingredients(&self) -> &str {
        &self.made_of
    }

    /// The folder as its user spelled it.
    pub fn shown(&self) -> &Path {
        &self.shown
    }

    /// What is there, if it may be replaced.
    pub(super) fn state(&self) -> Result<State, EmitError> {
        let metadata = match self.real.symlink_metadata() {
            Ok(metadata) => metadata,
            Err(error) if error.kind() == io::ErrorKind::NotFound => return Ok(State::Absent),
            Err(error) => return Err(EmitError::io("read", &self.shown, error)),
        };
        if metadata.is_symlink() {
            return Err(EmitError::Link(self.shown.clone()));
        }
        if !metadata.is_dir() {
            return Err(EmitError::NotAFolder(self.shown.clone()));
        }
        if let Some(marker) = Marker::read(&self.real)? {
            return Ok(State::Ours(marker));
        }
        let mut entries =
            fs::read_dir(&self.real).map_err(|e| EmitError::io("read", &self.shown, e))?;
        if entries.next().is_some() {
            return Err(EmitError::NotOurs(self.shown.clone()));
        }
        Ok(State::Empty)
    }

    pub(super) fn paths(&self) -> Paths {
        let base = self.real.file_name().unwrap_or_default().to_string_lossy().into_owned();
        Paths { out: self.real.clone(), base }
    }
}

impl Paths {
    /// The folder that all of them are in.
    pub(super) fn parent(&self) -> &Path {
        // A destination is never the root.
        self.out.parent().unwrap_or(&self.out)
    }

    /// Held open, locked, by the build that writes.
    pub(super) fn lock(&self) -> PathBuf {
        self.beside("lock")
    }

    /// Where the new site is put together.
    pub(super) fn stage(&self) -> PathBuf {
        self.beside("new")
    }

    /// Where the old site is on its way out.
    pub(super) fn old(&self) -> PathBuf {
        self.beside("old")
    }

    fn beside(&self, what: &str) -> PathBuf {
        self.parent().join(format!(".{}{}-{what}", self.base, disk::MARKER))
    }
}

/// The real path of a folder that may be absent.
fn resolve(path: &Path) -> Result<PathBuf, EmitError> {
    let refused = |error| EmitError::io("find", path, error);
    let absolute = std::path::absolute(path).map_err(refused)?;
    let mut existing = absolute.as_path();
    let mut missing: Vec<OsString> = Vec::new();
    loop {
        match existing.canonicalize() {
            Ok(mut real) => {
                real.extend(missing.into_iter().rev());
                return Ok(real);
            }
            Err(error) if error.kind() == io::ErrorKind::NotFound => {
                // `missing/..` cannot be known before `missing` is made.
                let Some(Component::Normal(name)) = existing.components().next_back() else {
                    return Err(refused(error));
                };
                missing.push(name.to_owned());
                existing = existing.parent().ok_or_else(|| refused(error))?;
            }
            Err(error) => return Err(refused(error)),
        }
    }
}
