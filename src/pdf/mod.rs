//! Pages → PDF, through a Chromium that is on the machine.
//!
//! Stage: an edge, beside `emit`. Invariant: the browser gets a profile of its own, reads only the
//! folder that it is given and asks no network; when a function of this module returns, whatever it
//! started has ended and whatever it wrote beside the result is gone.

mod chromium;
mod info;
mod page;
mod work;

pub use chromium::{Chromium, Places};
pub use info::Info;
pub use page::{Paper, prepared};
pub use work::Work;

use std::io;
use std::path::PathBuf;

use crate::disk;

/// Why there is no PDF, in one sentence for the person at the machine.
#[derive(Debug, thiserror::Error)]
pub enum PdfError {
    /// There is no browser.
    #[error(
        "no Chromium was found to print with; install Chromium or Google Chrome, or name its \
         program in the variable `CHROME`"
    )]
    NoChromium,
    /// `CHROME` names no program.
    #[error("the variable `CHROME` names `{}`, which is not a program", .0.display())]
    NotAProgram(PathBuf),
    /// It did not end.
    #[error("`{}` did not finish within {seconds} s and was stopped", .program.display())]
    TimedOut {
        /// The browser.
        program: PathBuf,
        /// How long it was given.
        seconds: u64,
    },
    /// It ended without a PDF.
    #[error("`{}` made no PDF: {said}", .program.display())]
    Failed {
        /// The browser.
        program: PathBuf,
        /// The last that it said.
        said: String,
    },
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

impl PdfError {
    fn io(action: &'static str, path: impl Into<PathBuf>) -> impl FnOnce(io::Error) -> Self {
        let path = path.into();
        move |error| Self::Io { action, path, error }
    }
}

#[cfg(test)]
mod tests;
