//! Files of the content folder that are published as they are.
//!
//! Invariant: only what a published text leads to. What only a draft uses is not among it, because
//! the library has no drafts.

use std::collections::{BTreeMap, BTreeSet};

use crate::library::Library;
use crate::links::{Links, Target};
use crate::model::{Note, Outline};
use crate::source::{Asset, ContentPath, Sources};

use super::table;

/// The files that texts of the site lead to.
pub(super) fn published(
    library: &Library,
    links: &Links,
    sources: &Sources,
) -> BTreeMap<ContentPath, Asset> {
    let mut paths: BTreeSet<ContentPath> = BTreeSet::new();
    let mut outlines: Vec<&Outline> = Vec::new();
    for (_, shelved) in library.notes() {
        let note = &shelved.note;
        outlines.extend([&note.outline, &note.front_outline]);
        paths.extend(named_files(note).filter_map(|file| beside(&note.path, file)));
    }
    for (page, _) in table::documents(library) {
        outlines.extend([&page.outline, &page.front_outline]);
    }
    for (_, reader) in library.readers() {
        let Some(profile) = &reader.profile else { continue };
        if let Some(photo) = &profile.photo {
            paths.extend(beside(&profile.page.path, &photo.value));
        }
    }
    for mention in outlines.into_iter().flat_map(|outline| &outline.mentions) {
        if let Target::Asset(path) = links.target(mention.id) {
            paths.insert(path.clone());
        }
    }
    paths
        .into_iter()
        .filter_map(|path| {
            let asset = sources.asset(&path)?.clone();
            Some((path, asset))
        })
        .collect()
}

/// The file that a document at `path` calls `written`: beside it, or by its path from the content
/// folder.
pub(super) fn beside(path: &ContentPath, written: &str) -> Option<ContentPath> {
    path.join(written.trim())
}

/// Files that fields of a note name.
fn named_files(note: &Note) -> impl Iterator<Item = &str> {
    let figures = note.pass1.iter().flat_map(|pass| &pass.figures);
    let images = figures.filter_map(|figure| figure.image.as_ref());
    images.chain(&note.facts.pdf).map(|file| file.value.as_str())
}
