//! The folder of the notes → [`Sources`]: the only reader of what authors wrote.
//!
//! Stage: disk → texts and assets. Invariant: nothing outside the content folder is read but the
//! bibliographies that the settings name, nothing hidden or private is read at all, and the result
//! depends on names and bytes alone: order, links' targets and times leave no trace.
//!
//! Symbolic links: one to a file that would be read anyway is followed, so that two folders can
//! share an image. One that leads outside, nowhere, or to a folder is refused: a folder would be
//! published twice, or never end.

mod bibliography;
mod image;
mod remembered;
mod skip;
mod text;
mod walk;

use std::io;
use std::path::{Path, PathBuf};

use rayon::prelude::*;

use crate::diagnostic::{Checked, Code, Diagnostic};
use crate::disk;
use crate::disk::Stamp;
use crate::limits;
use crate::source::{Asset, AssetContent, ContentPath, FileId, Located, SourceFile, Sources};
pub use bibliography::BIBLIOGRAPHY;
pub use remembered::Remembered;
use remembered::StampedAsset;
pub(crate) use skip::is_skipped;
use text::{Problem, ReadText};

/// Where a site's parts are. Paths are as its user spelled them, because messages show them.
#[derive(Clone, Copy, Debug)]
pub struct Layout<'a> {
    /// The site's folder, which holds `notesgen.yaml`.
    pub root: &'a Path,
    /// The folder of the notes; the same as `root` for a plain folder of notes.
    pub content: &'a Path,
    /// Folders of the content folder that are not read.
    pub private: &'a [String],
    /// Bibliographies, relative to either folder; `references.bib`, if there is one, when empty.
    pub bibliography: &'a [Located<String>],
}

/// The folder of the notes cannot be walked.
#[derive(Debug, thiserror::Error)]
pub enum DiscoverError {
    /// It is not there.
    #[error("there is no folder `{}`", .0.display())]
    Missing(PathBuf),
    /// It is a file.
    #[error("`{}` is not a folder", .0.display())]
    NotAFolder(PathBuf),
    /// It is there and cannot be opened.
    #[error("`{}` cannot be read: {}", .0.display(), disk::reason(.1))]
    Unreadable(PathBuf, io::Error),
    /// The machine has no more of what reading takes; no file is at fault.
    #[error("`{name}` cannot be read: {}", disk::reason(error))]
    Exhausted {
        /// The file that was to be read.
        name: String,
        /// What the system said.
        error: io::Error,
    },
}

/// Reads everything that a build needs into `sources`: bibliographies, then texts and assets in the
/// order of their paths (as Unicode NFC, by bytes).
///
/// Bibliographies have no [`ContentPath`]; nor has a text that cannot be used, which is there for
/// its diagnostic only.
pub fn discover(layout: Layout<'_>, sources: &mut Sources) -> Result<Checked<()>, DiscoverError> {
    discover_again(layout, sources, &mut Remembered::default())
}

/// [`discover`], to the same sources but for the ids of files, which stay those of the last time.
/// What `before` has of that time and nobody has changed is not read again.
pub fn discover_again(
    layout: Layout<'_>,
    sources: &mut Sources,
    before: &mut Remembered,
) -> Result<Checked<()>, DiscoverError> {
    let content = layout.content;
    let top = content.canonicalize().map_err(|error| match error.kind() {
        io::ErrorKind::NotFound => DiscoverError::Missing(content.to_owned()),
        _ => DiscoverError::Unreadable(content.to_owned(), error),
    })?;
    if !top.is_dir() {
        return Err(DiscoverError::NotAFolder(content.to_owned()));
    }
    // Without this, a folder without permission would look like one without notes.
    std::fs::read_dir(&top).map_err(|e| DiscoverError::Unreadable(content.to_owned(), e))?;

    let mut diagnostics = Vec::new();
    let mut bad = Vec::new();
    let settings = sources.files().len();
    bibliography::read(layout, sources, &mut bad)?.collect_into(&mut diagnostics);
    let found = walk::walk(layout, &top)?.collect_into(&mut diagnostics);
    let (texts, assets): (Vec<_>, Vec<_>) =
        found.into_iter().partition(|entry| is_text(&entry.path));

    let texts: Vec<(Option<Stamp>, ReadText)> =
        texts.into_par_iter().map(|entry| before.text(entry)).collect();
    let assets: Vec<StampedAsset> =
        assets.into_par_iter().map(|entry| before.asset(entry)).collect::<Result<_, _>>()?;
    before.remember(&texts, &assets);
    for (_, text) in texts {
        add_text(text, sources, &mut bad, &mut diagnostics)?;
    }
    *sources = std::mem::take(sources).numbered_like(before.sources(), settings);
    before.number(sources);
    let ids: Vec<FileId> = sources.files().map(|(id, _)| id).collect();
    diagnostics.extend(bad.iter().map(|(index, problem)| problem.diagnostic(ids[*index])));

    let assets = assets.into_iter().filter_map(|(_, asset)| match asset {
        Ok(asset) => Some(asset),
        Err(diagnostic) => {
            diagnostics.push(*diagnostic);
            None
        }
    });
    let assets: Vec<Asset> = assets.collect();
    sources.add_assets(assets);
    Ok(Checked::new((), diagnostics))
}

/// Whether a file of this name can be published: no web server and no file system objects to it.
pub fn is_publishable(name: &str) -> bool {
    walk::why_unpublishable(name).is_none()
}

/// A file to be read.
struct Entry {
    /// What messages call it.
    name: String,
    /// Its place in the content folder.
    path: ContentPath,
    /// Where its bytes are: the target, if it is a link.
    disk: PathBuf,
}

fn is_text(path: &ContentPath) -> bool {
    matches!(path.extension().as_str(), "md" | "markdown")
}

/// Takes a text in, or what is wrong with it: what is bad by its place among the sources, because
/// its id may change.
fn add_text(
    text: ReadText,
    sources: &mut Sources,
    bad: &mut Vec<(usize, Problem)>,
    diagnostics: &mut Vec<Diagnostic>,
) -> Result<(), DiscoverError> {
    match text {
        ReadText::Fine(file) => {
            sources.add(file);
        }
        ReadText::Bad { file, problem } => {
            bad.push((sources.files().len(), problem));
            sources.add(SourceFile { path: None, ..file });
        }
        ReadText::TooLarge(diagnostic) => diagnostics.push(diagnostic),
        ReadText::Unreadable { name, error } => diagnostics.push(unreadable(&name, error)?),
    }
    Ok(())
}

fn asset(entry: Entry) -> Result<Result<Asset, Box<Diagnostic>>, DiscoverError> {
    let Entry { name, path, disk } = entry;
    let opened = disk::open_regular(&disk).and_then(|file| Ok((file.metadata()?.len(), file)));
    let (bytes, file) = match opened {
        Ok(opened) => opened,
        Err(error) => return Ok(Err(unreadable(&name, error)?.into())),
    };
    if bytes > limits::ASSET_BYTES {
        return Ok(Err(too_large(&name, bytes, limits::ASSET_BYTES).into()));
    }
    let dimensions = image::dimensions(&path.extension(), &file);
    Ok(Ok(Asset { path, content: AssetContent::Disk(disk), bytes, dimensions }))
}

/// What is told of a file that the system refuses; an error, if it would refuse any other too.
fn unreadable(name: &str, error: io::Error) -> Result<Diagnostic, DiscoverError> {
    if disk::is_exhausted(&error) {
        return Err(DiscoverError::Exhausted { name: name.to_owned(), error });
    }
    if error.kind() == io::ErrorKind::InvalidInput {
        return Ok(special_file(name));
    }
    let message = format!("`{name}` cannot be read: {}", disk::reason(&error));
    let diagnostic = Diagnostic::new(Code::Unreadable, None, message);
    Ok(match error.kind() {
        io::ErrorKind::PermissionDenied => {
            diagnostic.help("allow yourself to read it, or move it out of the folder of the notes")
        }
        _ => diagnostic,
    })
}

fn special_file(name: &str) -> Diagnostic {
    Diagnostic::new(Code::SpecialFile, None, format!("`{name}` is neither a file nor a folder"))
        .help("move it out of the folder of the notes")
}

fn too_large(name: &str, bytes: u64, limit: u64) -> Diagnostic {
    let (size, limit) = (mebibytes(bytes), mebibytes(limit));
    let message = format!("`{name}` has {size} MiB, and may have {limit} MiB at most");
    Diagnostic::new(Code::FileTooLarge, None, message)
        .help("split it, or move it out of the folder of the notes")
}

/// Rounded up, so that a file one byte too large never seems to have the size it may have.
fn mebibytes(bytes: u64) -> u64 {
    bytes.div_ceil(1 << 20)
}

#[cfg(unix)]
#[cfg(test)]
mod tests;
