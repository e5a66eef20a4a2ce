//! Documents by their kind, and what is held back.
//!
//! Stage: part of shelving, its first step. Invariant: nothing of a draft, or of a file in a private
//! folder, gets further than its names in [`Draft`].

use std::sync::Arc;

use super::Draft;
use super::title::fold;
use crate::config::{Config, Edition};
use crate::model::{Concept, CuratedList, Document, Handout, Note, PlainPage, ReaderProfile};
use crate::source::ContentPath;

/// Documents by their kind, each in the order of the paths.
pub(super) struct Sorted {
    pub(super) notes: Vec<Arc<Note>>,
    pub(super) profiles: Vec<Arc<ReaderProfile>>,
    pub(super) concepts: Vec<Arc<Concept>>,
    pub(super) lists: Vec<Arc<CuratedList>>,
    pub(super) handouts: Vec<Arc<Handout>>,
    pub(super) pages: Vec<Arc<PlainPage>>,
    pub(super) drafts: Vec<Draft>,
}

impl Sorted {
    pub(super) fn of(documents: Vec<Document>, config: &Config) -> Self {
        let mut sorted = Self {
            notes: Vec::new(),
            profiles: Vec::new(),
            concepts: Vec::new(),
            lists: Vec::new(),
            handouts: Vec::new(),
            pages: Vec::new(),
            drafts: Vec::new(),
        };
        let hidden = |draft: bool, path: &ContentPath| draft || is_private(path, config);
        for document in documents {
            let page = match &document {
                Document::Note(note) => {
                    if hidden(note.draft || is_withheld(note, config), &note.path) {
                        sorted.drafts.push(draft_note(note));
                        continue;
                    }
                    None
                }
                Document::Reader(reader) => Some(&reader.page),
                Document::Concept(concept) => Some(&concept.page),
                Document::List(list) => Some(&list.page),
                Document::Handout(handout) => Some(&handout.page),
                Document::Page(page) => Some(&**page),
            };
            if let Some(page) = page.filter(|page| hidden(page.draft, &page.path)) {
                sorted.drafts.push(draft_page(page));
                continue;
            }
            match document {
                Document::Note(mut note) => {
                    leave_given_key(&mut note);
                    sorted.notes.push(note);
                }
                Document::Reader(reader) => sorted.profiles.push(reader),
                Document::Concept(concept) => sorted.concepts.push(concept),
                Document::List(list) => sorted.lists.push(list),
                Document::Handout(handout) => sorted.handouts.push(handout),
                Document::Page(page) => sorted.pages.push(page),
            }
        }
        sorted.notes.sort_by(|a, b| a.path.cmp(&b.path));
        sorted.profiles.sort_by(|a, b| a.page.path.cmp(&b.page.path));
        sorted.concepts.sort_by(|a, b| a.page.path.cmp(&b.page.path));
        sorted.lists.sort_by(|a, b| a.page.path.cmp(&b.page.path));
        sorted.handouts.sort_by(|a, b| a.page.path.cmp(&b.page.path));
        sorted.pages.sort_by(|a, b| a.path.cmp(&b.path));
        sorted.drafts.sort_by(|a, b| a.path.cmp(&b.path));
        sorted
    }
}

/// Takes away a key that was not written but made of the file's name, which has an empty place: it
/// gives way to those that were.
pub(crate) fn leave_given_key(note: &mut Arc<Note>) {
    if note.facts.key.as_ref().is_some_and(|key| key.span.range().is_empty()) {
        Arc::make_mut(note).facts.key = None;
    }
}

/// Whether nothing of `note` is published in this edition.
fn is_withheld(note: &Note, config: &Config) -> bool {
    let nothing = note.publish.as_ref().is_some_and(Vec::is_empty);
    nothing && config.edition == Edition::Students
}

/// Whether `path` lies in a folder that the settings call private.
pub(crate) fn is_private(path: &ContentPath, config: &Config) -> bool {
    config.private.iter().any(|folder| {
        let folder = folder.trim_matches('/');
        let rest = path.as_str().strip_prefix(folder);
        !folder.is_empty() && rest.is_some_and(|rest| rest.starts_with('/'))
    })
}

fn draft_note(note: &Note) -> Draft {
    let key = note.facts.key.iter().map(|key| key.value.folded());
    let title = note.facts.title.iter().map(|title| fold(&title.markdown));
    let aliases = note.facts.aliases.iter().map(|alias| fold(&alias.value));
    Draft { path: note.path.clone(), names: key.chain(title).chain(aliases).collect() }
}

fn draft_page(page: &PlainPage) -> Draft {
    let aliases = page.aliases.iter().map(|alias| fold(&alias.value));
    let names = std::iter::once(fold(&page.title.markdown)).chain(aliases).collect();
    Draft { path: page.path.clone(), names }
}
