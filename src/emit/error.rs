//! Why a site was not written, in one sentence for the person at the machine.

use std::io;
use std::path::{Path, PathBuf};

use crate::disk;

/// Why a site was not written. The old one is as it was.
#[derive(Debug, thiserror::Error)]
pub enum EmitError {
    /// It would be written over things that this program did not write.
    #[error(
        "`{}` is not empty and was not written by notesgen; choose another folder with `-o`, or \
         empty it",
        .0.display()
    )]
    NotOurs(PathBuf),
    /// Its marker is there and makes no sense.
    #[error("`{}` cannot be read as notesgen wrote it; remove the folder it is in", .0.display())]
    BadMarker(PathBuf),
    /// It is, or holds, a folder that must not be replaced.
    #[error("`{}` cannot be the output folder: it would replace {}", .out.display(), .holds)]
    Holds {
        /// The output folder.
        out: PathBuf,
        /// What is in it: "the folder of the notes".
        holds: &'static str,
    },
    /// It lies in the folder of the notes.
    #[error(
        "the output folder `{}` lies inside the folder of the notes; choose another with `-o`",
        .0.display()
    )]
    InsideContent(PathBuf),
    /// It is the root of the file system.
    #[error("`{}` cannot be the output folder", .0.display())]
    Root(PathBuf),
    /// It is a symbolic link.
    #[error("the output folder `{}` is a symbolic link; name the folder itself", .0.display())]
    Link(PathBuf),
    /// It is a file.
    #[error("`{}` is not a folder", .0.display())]
    NotAFolder(PathBuf),
    /// It holds, or is for, the other edition of the site.
    #[error(
        "`{}` is the folder of the site's {holds} edition; choose another with `-o`",
        .out.display()
    )]
    OtherEdition {
        /// The output folder.
        out: PathBuf,
        /// The edition that it holds: `teacher`.
        holds: String,
    },
    /// Something stands where a file of the site should.
    #[error(
        "`{}` was not written by notesgen, and the site has a page there now; move it away",
        .0.display()
    )]
    InTheWay(PathBuf),
    /// Another build is writing it.
    #[error("another build is writing to `{}`; try again when it is done", .0.display())]
    Busy(PathBuf),
    /// Another build has published it since its files were looked at.
    #[error("another build has published `{}` in the meantime; build again", .0.display())]
    Replaced(PathBuf),
    /// It is, or holds, a mounted disk, which cannot be renamed.
    #[error(
        "`{}` is a mount point, which cannot be replaced; choose another folder with `-o`",
        .0.display()
    )]
    MountPoint(PathBuf),
    /// Two files were to be written to one path: a mistake of this program.
    #[error("two files of the site would both be `{}`", .0.display())]
    Twice(PathBuf),
    /// The system refused.
    #[error("cannot {action} `{}`: {}", .path.display(), disk::reason(.error))]
    Io {
        /// What was tried: "write".
        action: &'static str,
        /// What it was tried on.
        path: PathBuf,
        /// What the system said.
        error: io::Error,
    },
}

impl EmitError {
    pub(super) fn io(action: &'static str, path: &Path, error: io::Error) -> Self {
        Self::Io { action, path: path.to_owned(), error }
    }
}
