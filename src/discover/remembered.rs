//! What was read before, so that only what has changed is read again.
//!
//! Invariant: nothing is taken from memory but the bytes of a file whose stamp is the same, and no
//! stamp is kept that a later change could leave too ([`disk::stamp`]). It is taken before the file
//! is read, so a change meanwhile makes another.

use std::collections::BTreeMap;
use std::path::PathBuf;
use std::sync::Arc;

use super::text::{self, ReadText};
use super::{DiscoverError, Entry, asset};
use crate::diagnostic::Diagnostic;
use crate::disk::{self, Stamp};
use crate::limits;
use crate::source::{Asset, AssetContent, ContentPath, SourceFile, Sources};

/// An asset, or what is wrong with it, and the stamp of its file.
pub(super) type StampedAsset = (Option<Stamp>, Result<Asset, Box<Diagnostic>>);

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
    pub(super) fn asset(&self, entry: Entry) -> Result<StampedAsset, DiscoverError> {
        let stamp = disk::stamp(&entry.disk);
        let known = self
            .assets
            .get(&entry.path)
            .filter(|(old, asset)| Some(*old) == stamp && is_at(&asset.content, &entry.disk));
        let asset = match known {
            Some((_, asset)) => Ok(asset.clone()),
            None => asset(entry)?,
        };
        Ok((stamp, asset))
    }

    /// Remembers what was read, and forgets what was before.
    pub(super) fn remember(
        &mut self,
        texts: &[(Option<Stamp>, ReadText)],
        assets: &[StampedAsset],
    ) {
        let texts = texts.iter().filter_map(|(stamp, text)| match text {
            ReadText::Fine(file) => Some((file.path.clone()?, ((*stamp)?, Arc::clone(file)))),
            ReadText::Bad { .. } | ReadText::TooLarge(_) | ReadText::Unreadable { .. } => None,
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

#[cfg(test)]
mod tests {
    use std::fs;
    use std::path::Path;
    use std::time::Duration;

    use super::*;
    use crate::discover::{Layout, discover_again};

    fn read(folder: &Path, before: &mut Remembered) -> Sources {
        let layout = Layout { root: folder, content: folder, private: &[], bibliography: &[] };
        let mut sources = Sources::new();
        assert_eq!(discover_again(layout, &mut sources, before).unwrap().diagnostics, []);
        sources
    }

    /// The texts of two times, and which of them were not read again.
    fn again(before: &Sources, after: &Sources) -> Vec<(String, bool)> {
        let is_known =
            |file: &Arc<SourceFile>| before.files().any(|(_, old)| Arc::ptr_eq(old, file));
        after.files().map(|(_, file)| (file.text.clone(), is_known(file))).collect()
    }

    #[test]
    fn only_what_has_changed_or_could_have_is_read_again() {
        let folder = tempfile::tempdir().unwrap();
        let write = |name: &str, text: &str| fs::write(folder.path().join(name), text).unwrap();
        let said = |all: &[(&str, bool)]| -> Vec<(String, bool)> {
            all.iter().map(|&(text, known)| (text.to_owned(), known)).collect()
        };
        write("a.md", "one");
        write("b.md", "two");
        let mut memory = Remembered::default();
        let first = read(folder.path(), &mut memory);
        // Another change could leave the stamp of a file that has just been written.
        let second = read(folder.path(), &mut memory);
        assert_eq!(again(&first, &second), said(&[("one", false), ("two", false)]));

        std::thread::sleep(Duration::from_millis(3_200));
        let old = read(folder.path(), &mut memory);
        write("a.md", "eno");
        write("aa.md", "new");
        let new = read(folder.path(), &mut memory);
        assert_eq!(again(&old, &new), said(&[("eno", false), ("new", false), ("two", true)]));
        let id = |sources: &Sources, name: &str| {
            sources.files().find(|(_, file)| file.name.ends_with(name)).map(|(id, _)| id)
        };
        assert_eq!(id(&new, "/b.md"), id(&first, "/b.md"), "files keep their ids");

        fs::remove_file(folder.path().join("aa.md")).unwrap();
        fs::rename(folder.path().join("b.md"), folder.path().join("c.md")).unwrap();
        let moved = read(folder.path(), &mut memory);
        assert_eq!(again(&new, &moved), said(&[("eno", false), ("two", false)]));
    }
}
