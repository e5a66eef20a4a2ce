//! What was read before, so that only what has changed is read again.
//!
//! Invariant: nothing is taken from memory but the bytes of a file whose stamp is the same, and no
//! stamp is kept that a later change could leave too ([`disk::stamp`]). It is taken before the file
//! is read, so a change meanwhile makes another.

use std::collections::BTreeMap;
use std::path::PathBuf;
use std::sync::Arc;

use super::text::{self, ReadText};
use super::{Entry, asset};
use crate::diagnostic::Diagnostic;
use crate::disk::{self, Stamp};
use crate::limits;
use crate::source::{Asset, AssetContent, ContentPath, SourceFile, Sources};

/// What was read the last time.
#[derive(Debug, Default)]
pub struct Remembered {
    texts: BTreeMap<ContentPath, (Stamp, Arc<SourceFile>)>,
    assets: BTreeMap<ContentPath, (Stamp, Asset)>,
    /// The texts with their ids.
    sources: Sources,
}

impl Remembered {
    /// The text in a file, and its stamp.
    pub(super) fn text(&self, entry: Entry) -> (Option<Stamp>, ReadText) {
        let Entry { name, path, disk } = entry;
        let stamp = disk::stamp(&disk);
        let known =
            self.texts.get(&path).filter(|(old, file)| Some(*old) == stamp && file.name == name);
        let read = match known {
            Some((_, file)) => ReadText::Fine(Arc::clone(file)),
            None => text::read(&disk, name, Some(path), limits::TEXT_BYTES),
        };
        (stamp, read)
    }

    /// What is known of a file that is published as it is, and its stamp.
    pub(super) fn asset(&self, entry: Entry) -> (Option<Stamp>, Result<Asset, Box<Diagnostic>>) {
        let stamp = disk::stamp(&entry.disk);
        let known = self
            .assets
            .get(&entry.path)
            .filter(|(old, asset)| Some(*old) == stamp && is_at(&asset.content, &entry.disk));
        (stamp, known.map_or_else(|| asset(entry), |(_, asset)| Ok(asset.clone())))
    }

    /// Remembers what was read, and forgets what was before.
    pub(super) fn remember(
        &mut self,
        texts: &[(Option<Stamp>, ReadText)],
        assets: &[(Option<Stamp>, Result<Asset, Box<Diagnostic>>)],
    ) {
        let texts = texts.iter().filter_map(|(stamp, text)| match text {
            ReadText::Fine(file) => Some((file.path.clone()?, ((*stamp)?, Arc::clone(file)))),
            ReadText::Bad { .. } | ReadText::Unreadable(_) => None,
        });
        self.texts = texts.collect();
        let assets = assets.iter().filter_map(|(stamp, asset)| {
            let asset = asset.as_ref().ok()?;
            Some((asset.path.clone(), ((*stamp)?, asset.clone())))
        });
        self.assets = assets.collect();
    }

    /// The texts of the last time with their ids.
    pub(super) fn sources(&self) -> &Sources {
        &self.sources
    }

    /// Remembers the ids of texts.
    pub(super) fn number(&mut self, sources: &Sources) {
        self.sources.clone_from(sources);
    }
}

fn is_at(content: &AssetContent, disk: &PathBuf) -> bool {
    matches!(content, AssetContent::Disk(path) if path == disk)
}
