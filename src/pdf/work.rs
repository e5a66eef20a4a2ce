//! A folder to work in, gone when it is dropped.

use std::fs::{self, DirBuilder};
use std::io::ErrorKind;
use std::path::{Path, PathBuf};

use super::PdfError;
use crate::output::{Content, OutputFile};

/// A new folder that only its user can read.
#[derive(Debug)]
pub struct Work {
    folder: PathBuf,
}

impl Work {
    /// A new folder in `parent`.
    pub fn new(parent: &Path) -> Result<Self, PdfError> {
        let mut builder = DirBuilder::new();
        #[cfg(unix)]
        std::os::unix::fs::DirBuilderExt::mode(&mut builder, 0o700);
        for number in 0..10_000 {
            let folder = parent.join(format!("notesgen-pdf-{}-{number}", std::process::id()));
            match builder.create(&folder) {
                Ok(()) => return Ok(Self { folder }),
                Err(error) if error.kind() == ErrorKind::AlreadyExists => {}
                Err(error) => return Err(PdfError::io("make the folder", folder)(error)),
            }
        }
        Err(PdfError::io("make a folder in", parent)(ErrorKind::AlreadyExists.into()))
    }

    /// Where it is.
    pub fn folder(&self) -> &Path {
        &self.folder
    }

    /// Writes a file of a site below `site/`.
    pub fn place(&self, file: &OutputFile) -> Result<PathBuf, PdfError> {
        let path = self.folder.join("site").join(file.url.file_path());
        if let Some(parent) = path.parent() {
            fs::create_dir_all(parent).map_err(PdfError::io("make the folder", parent))?;
        }
        let written = match &file.content {
            Content::Bytes(bytes) => fs::write(&path, bytes),
            Content::Shared(bytes) => fs::write(&path, bytes),
            // Nothing is copied where the disk can do without.
            Content::CopyOf(from) => {
                fs::hard_link(from, &path).or_else(|_| fs::copy(from, &path).map(drop))
            }
        };
        written.map_err(PdfError::io("write", &path))?;
        Ok(path)
    }
}

impl Drop for Work {
    fn drop(&mut self) {
        // Chromium's last helper may still be writing its profile.
        for _ in 0..20 {
            match fs::remove_dir_all(&self.folder) {
                Err(error) if error.kind() != ErrorKind::NotFound => {
                    std::thread::sleep(std::time::Duration::from_millis(50));
                }
                _ => return,
            }
        }
    }
}
