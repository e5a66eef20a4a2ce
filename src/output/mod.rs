//! URLs of pages, files of the output, and the one way from one to the other.
//!
//! Invariant: a [`UrlPath`] is relative to the site's root, has no `.`/`..`/empty parts, and is
//! written as it is published: Unicode NFC, percent-encoding only inside HTML attributes.

mod slug;
mod url;

pub use slug::slugify;
pub use url::{UrlPath, encode_fragment};

use std::borrow::Cow;
use std::path::PathBuf;
use std::sync::Arc;

/// What a file of the output holds.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Content {
    /// These bytes.
    Bytes(Cow<'static, [u8]>),
    /// Bytes that several files share.
    Shared(Arc<[u8]>),
    /// A copy of this file of the content folder.
    CopyOf(PathBuf),
}

impl From<Vec<u8>> for Content {
    fn from(bytes: Vec<u8>) -> Self {
        Self::Bytes(Cow::Owned(bytes))
    }
}

impl From<String> for Content {
    fn from(text: String) -> Self {
        Self::Bytes(Cow::Owned(text.into_bytes()))
    }
}

/// A file to be published.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct OutputFile {
    /// Where it is found.
    pub url: UrlPath,
    /// What it holds.
    pub content: Content,
}

/// A file of a site that takes the place of another one.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum NewFile {
    /// This one.
    Written(OutputFile),
    /// The one that the other site has there.
    Taken {
        /// Where it is found.
        url: UrlPath,
        /// How many bytes it has.
        bytes: u64,
    },
}
