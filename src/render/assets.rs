//! Files of the content folder that are published as they are.
//!
//! Invariant: only what a published document leads to. What only a draft uses is not among it,
//! because the library has no drafts.

use std::collections::{BTreeMap, BTreeSet};

use crate::library::Library;
use crate::links::{Links, Target};
use crate::model::{Note, Outline, PlainPage};
use crate::source::{Asset, ContentPath, Sources, Span};

/// The files that documents of the site lead to.
pub(super) fn published(
    library: &Library,
    links: &Links,
    sources: &Sources,
) -> BTreeMap<ContentPath, Asset> {
    let paths: BTreeSet<&ContentPath> = led_to(library, links).into_iter().collect();
    paths
        .into_iter()
        .filter_map(|path| Some((path.clone(), sources.asset(path)?.clone())))
        .collect()
}

/// What each link and field of the site's documents that leads to a file leads to, in their order.
pub(super) fn led_to<'a>(library: &'a Library, links: &'a Links) -> Vec<&'a ContentPath> {
    let notes = library.notes().map(|(_, shelved)| &shelved.note);
    let mut outlines: Vec<&Outline> = Vec::new();
    let mut fields: Vec<Span> = Vec::new();
    for note in notes {
        outlines.extend([&note.outline, &note.front_outline]);
        fields.extend(named_files(note));
    }
    outlines.extend(pages(library).flat_map(|page| [&page.outline, &page.front_outline]));
    outlines.extend(library.handouts().map(|(_, handout)| &handout.teacher_outline));
    let profiles = library.readers().filter_map(|(_, reader)| reader.profile.as_ref());
    fields.extend(profiles.filter_map(|profile| Some(profile.photo.as_ref()?.span)));

    let mentions = outlines.into_iter().flat_map(|outline| &outline.mentions);
    let in_texts = mentions.filter_map(|mention| match links.target(mention.id) {
        Target::Asset(path) => Some(path),
        _ => None,
    });
    let in_fields = fields.into_iter().filter_map(|span| links.file(span));
    in_texts.chain(in_fields).collect()
}

/// Every document that is not a note.
fn pages(library: &Library) -> impl Iterator<Item = &PlainPage> {
    let profiles = library.readers().filter_map(|(_, reader)| reader.profile.as_ref());
    (library.concepts().map(|(_, it)| &it.page))
        .chain(library.lists().map(|(_, it)| &it.page))
        .chain(library.handouts().map(|(_, it)| &it.page))
        .chain(library.pages().map(|(_, page)| page))
        .chain(profiles.map(|profile| &profile.page))
}

/// Where fields of a note name files.
fn named_files(note: &Note) -> impl Iterator<Item = Span> {
    let figures = note.pass1.iter().flat_map(|pass| &pass.figures);
    let images = figures.filter_map(|figure| figure.image.as_ref());
    images.chain(&note.facts.pdf).map(|file| file.span)
}
