//! Files that texts show or offer: images, PDFs.
//!
//! Stage: part of linking. Invariant: only what is found here is published; a file in a private
//! folder never is.

use std::collections::BTreeMap;

use crate::config::Config;
use crate::library::{Nearby, fold, is_private, name_slips};
use crate::source::{ContentPath, Sources};

/// Where a file was found.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Found<'a> {
    /// Here.
    At(&'a ContentPath),
    /// In a folder that is not published.
    Private,
    /// Nowhere.
    Nowhere,
}

/// The assets of a site by their names.
pub(super) struct Files<'a> {
    by_path: BTreeMap<String, &'a ContentPath>,
    by_end: BTreeMap<String, Vec<&'a ContentPath>>,
    private: Vec<String>,
    near: Nearby<usize>,
    all: Vec<&'a ContentPath>,
}

impl<'a> Files<'a> {
    pub(super) fn of(sources: &'a Sources, config: &Config) -> Self {
        let mut files = Self {
            by_path: BTreeMap::new(),
            by_end: BTreeMap::new(),
            private: config.private.iter().map(|f| fold(f.trim_matches('/'))).collect(),
            near: Nearby::new(name_slips),
            all: Vec::new(),
        };
        for asset in sources.assets() {
            if is_private(&asset.path, config) {
                continue;
            }
            let folded = fold(asset.path.as_str());
            files.by_path.entry(folded.clone()).or_insert(&asset.path);
            let mut end = folded.as_str();
            loop {
                files.by_end.entry(end.to_owned()).or_default().push(&asset.path);
                let Some((_, rest)) = end.split_once('/') else { break };
                end = rest;
            }
            files.near.insert(end, end, files.all.len());
            files.all.push(&asset.path);
        }
        files
    }

    /// The file that `path` means in the document `from`: beside it, from the top of the content
    /// folder, or, as Obsidian writes it, by the end of its path, the nearest to the top first.
    pub(super) fn find(&self, from: &ContentPath, path: &str) -> Found<'a> {
        let beside = from.join(path);
        let top = from.join(&format!("/{path}"));
        for candidate in [&beside, &top].into_iter().flatten() {
            let folded = fold(candidate.as_str());
            if let Some(found) = self.by_path.get(&folded) {
                return Found::At(found);
            }
            if self.is_private(&folded) {
                return Found::Private;
            }
        }
        if path.starts_with(['/', '.']) {
            return Found::Nowhere;
        }
        let shortest = |found: &&Vec<&'a ContentPath>| {
            found.iter().copied().min_by_key(|path| (path.as_str().matches('/').count(), *path))
        };
        self.by_end.get(&fold(path)).as_ref().and_then(shortest).map_or(Found::Nowhere, Found::At)
    }

    /// Whether a path, folded, lies in a private folder.
    pub(super) fn is_private(&self, folded: &str) -> bool {
        self.private.iter().any(|folder| {
            !folder.is_empty()
                && folded.strip_prefix(folder.as_str()).is_some_and(|r| r.starts_with('/'))
        })
    }

    /// A file with nearly the name of `path`, or with its name in another folder.
    pub(super) fn nearly(&self, path: &str) -> Option<&'a ContentPath> {
        let name = fold(path.rsplit('/').next().unwrap_or(path));
        if let Some(found) = self.by_end.get(&name) {
            return found.first().copied();
        }
        let (_, index) = self.near.nearest(&name, |_, _| true)?;
        Some(self.all[index])
    }
}

/// How the document `from` writes a link to `to`.
pub(super) fn relative(from: &ContentPath, to: &ContentPath) -> String {
    let base: Vec<&str> = from.folder().split('/').filter(|part| !part.is_empty()).collect();
    let target: Vec<&str> = to.as_str().split('/').collect();
    let shared = base.iter().zip(&target).take_while(|(a, b)| a == b).count();
    let shared = shared.min(target.len() - 1);
    format!("{}{}", "../".repeat(base.len() - shared), target[shared..].join("/"))
}
