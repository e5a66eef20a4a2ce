//! Headings, blocks and parts of notes that links may lead to.
//!
//! Stage: part of linking. Invariant: an id found here is the one that the page will have.

use std::collections::{BTreeMap, HashMap};
use std::sync::OnceLock;

use super::names::Document;
use crate::library::{Library, NoteId, Place};
use crate::model::{Note, Outline, PlainPage};

/// Ids by the words that links may use for them.
type Ids = HashMap<String, String>;

/// The ids of all pages, each gathered when first asked for.
pub(super) struct Anchors<'a> {
    library: &'a Library,
    notes: Vec<OnceLock<Ids>>,
    papers: Vec<OnceLock<Ids>>,
    pages: BTreeMap<Place, OnceLock<Ids>>,
}

impl<'a> Anchors<'a> {
    pub(super) fn of(library: &'a Library) -> Self {
        let pages = library.places().filter(|place| !matches!(place, Place::Paper(_)));
        Self {
            library,
            notes: library.notes().map(|_| OnceLock::new()).collect(),
            papers: library.papers().map(|_| OnceLock::new()).collect(),
            pages: pages.map(|place| (place, OnceLock::new())).collect(),
        }
    }

    /// The id of `anchor` on the page of `document`: a heading by its id or words, a block, an id in
    /// HTML, or a part of a note. Of a paper with several notes, the note that was named is looked at first.
    pub(super) fn find(&self, document: Document, anchor: &str) -> Option<&str> {
        let wanted = folded(anchor);
        let ids = match document.place {
            Place::Paper(id) => {
                let own = document.note.and_then(|note| {
                    self.notes[note.index()].get_or_init(|| self.of_note(note)).get(&wanted)
                });
                if let Some(id) = own {
                    return Some(id);
                }
                self.papers[id.index()].get_or_init(|| {
                    let mut ids = Ids::new();
                    for &note in &self.library.paper(id).notes {
                        self.gather_note(note, &mut ids);
                    }
                    ids
                })
            }
            place => self.pages.get(&place)?.get_or_init(|| self.of_page(place)),
        };
        ids.get(&wanted).map(String::as_str)
    }

    /// The headings of `document`, to suggest one.
    pub(super) fn headings(&self, document: Document) -> impl Iterator<Item = &'a str> {
        let library = self.library;
        let outlines: Vec<&Outline> = match document.place {
            Place::Paper(id) => {
                let all = &library.paper(id).notes;
                let notes = document.note.map_or(all.as_slice(), |_| &[]);
                let notes = notes.iter().copied().chain(document.note);
                notes.take(MOST_NOTES).map(|note| &library.note(note).note.outline).collect()
            }
            place => page(library, place).map(|page| &page.outline).into_iter().collect(),
        };
        outlines.into_iter().flat_map(|o| &o.headings).map(|h| h.text.as_str()).take(MOST_HEADINGS)
    }

    fn of_note(&self, note: NoteId) -> Ids {
        let mut ids = Ids::new();
        self.gather_note(note, &mut ids);
        ids
    }

    fn gather_note(&self, id: NoteId, ids: &mut Ids) {
        let shelved = self.library.note(id);
        let prefix = shelved.id_prefix();
        gather(&shelved.note.outline, &shelved.note.body.markdown, &prefix, ids);
        gather(&shelved.note.front_outline, "", &prefix, ids);
        gather_parts(&shelved.note, &prefix, ids);
    }

    fn of_page(&self, place: Place) -> Ids {
        let mut ids = Ids::new();
        if let Some(page) = page(self.library, place) {
            gather(&page.outline, &page.body.markdown, "", &mut ids);
            gather(&page.front_outline, "", "", &mut ids);
        }
        ids
    }
}

/// What links may lead to in a note, by the words that they may use for it.
pub(super) fn ids_of(note: &Note) -> impl PartialEq + use<> {
    let mut ids = Ids::new();
    gather(&note.outline, &note.body.markdown, "", &mut ids);
    gather(&note.front_outline, "", "", &mut ids);
    gather_parts(note, "", &mut ids);
    ids
}

/// Whether a note has a part.
type Has = fn(&Note) -> bool;

/// Parts of a note that stand on its page under an id of their own: the id, the part's name in
/// Chinese front matter, and whether a note has it.
const PARTS: [(&str, &str, Has); 8] = [
    ("pass-1", "第一遍", |note| note.pass1.is_some()),
    ("pass-2", "第二遍", |note| note.pass2.is_some()),
    ("pass-3", "第三遍", |note| note.pass3.is_some()),
    ("critiques", "批判", |note| !note.critiques.is_empty()),
    ("questions", "问题", |note| !note.questions.is_empty()),
    ("claims", "论断", |note| !note.claims.is_empty()),
    ("results", "结果", |note| !note.results.is_empty()),
    ("follow-ups", "后续阅读", |note| !note.follow_ups.is_empty()),
];

/// Adds the parts of the note. A heading of the same words is meant before them.
fn gather_parts(note: &Note, prefix: &str, ids: &mut Ids) {
    for (part, name, _) in PARTS.iter().filter(|(_, _, has)| has(note)) {
        for words in [part, name] {
            ids.entry(folded(words)).or_insert_with(|| format!("{prefix}{}", note.part_id(part)));
        }
    }
}

/// How much is looked through for a suggestion.
const MOST_NOTES: usize = 8;
const MOST_HEADINGS: usize = 200;

fn page(library: &Library, place: Place) -> Option<&PlainPage> {
    match place {
        Place::Paper(_) => None,
        Place::Concept(id) => Some(&library.concept(id).page),
        Place::List(id) => Some(&library.list(id).page),
        Place::Handout(id) => Some(&library.handout(id).page),
        Place::Page(id) => Some(library.page(id)),
        Place::Reader(id) => library.reader(id).profile.as_ref().map(|profile| &profile.page),
    }
}

fn gather(outline: &Outline, body: &str, prefix: &str, ids: &mut Ids) {
    let mut add = |words: &str, id: &str| {
        ids.entry(folded(words)).or_insert_with(|| format!("{prefix}{id}"));
    };
    // Ids before words: `#results` is the id of one heading, perhaps the words of another.
    for heading in &outline.headings {
        add(&heading.id, &heading.id);
    }
    for heading in &outline.headings {
        add(&heading.text, &heading.id);
    }
    for block in &outline.blocks {
        add(block, block);
    }
    for id in html_ids(body) {
        add(id, id);
    }
}

/// Ids that the author wrote in HTML: `<a id="x">`, `<a name='x'>`.
fn html_ids(body: &str) -> impl Iterator<Item = &str> {
    [" id=", " name="].into_iter().flat_map(move |attribute| {
        body.match_indices(attribute).filter_map(move |(at, _)| {
            let value = &body[at + attribute.len()..];
            let quote = value.chars().next().filter(|c| matches!(c, '"' | '\''))?;
            value[1..].split(quote).next().filter(|id| !id.is_empty() && id.len() < 200)
        })
    })
}

/// What spellings of one anchor share: the last of `#a#b`, letters and digits only, in lower case,
/// because programs differ in how they make ids.
fn folded(anchor: &str) -> String {
    let last = anchor.rsplit('#').next().unwrap_or_default();
    let kept: String =
        last.chars().filter(|c| c.is_alphanumeric()).flat_map(char::to_lowercase).collect();
    if kept.is_empty() { last.to_owned() } else { kept }
}
