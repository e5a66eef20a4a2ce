//! What a page says, in the stretches that a link can lead to: the passes of a note, what is below each
//! heading. For results of search, and for previews of links that lead into a page.

use crate::library::{Library, PaperId, ShelvedNote};
use crate::model::{Heading, Outline, PlainPage};
use crate::search::Section;

use super::body::Body;
use super::works::note_id;
use super::{Site, concepts, note};

/// Keys of a note's front matter whose texts have a section of their own on the page, each with what
/// the section's id ends with, which is also the string that is its title.
const OF_KEYS: [(&str, &str); 9] = [
    ("pass1", "pass-1"),
    ("pass2", "pass-2"),
    ("pass3", "pass-3"),
    ("critiques", "critiques"),
    ("questions", "questions"),
    ("claims", "claims"),
    ("results", "results"),
    ("relations", "relations"),
    ("follow_ups", "follow-ups"),
];

/// The string that the section of a note's body is called by.
const OF_BODY: &str = "note-body";

/// The words that sections of all notes are called by.
pub(super) fn words(site: &Site) -> String {
    OF_KEYS.iter().map(|(_, part)| *part).chain([OF_BODY]).map(|key| site.words(key, &[])).collect()
}

/// What the notes on a paper say.
pub(super) fn of_paper(site: &Site, id: PaperId) -> Vec<Section<'_>> {
    let library = &site.library;
    let notes = &library.paper(id).notes;
    let mut sections = Vec::new();
    for &id in notes {
        let shelved = library.note(id);
        // Whose pass it is, where there is more than one.
        let whose = if notes.len() > 1 { names(library, shelved) } else { String::new() };
        let titled = |title: &str| match (whose.as_str(), title) {
            ("", title) => title.to_owned(),
            (whose, "") => whose.to_owned(),
            (whose, title) => format!("{whose} · {title}"),
        };
        let own = if notes.len() > 1 { shelved.anchor.as_str() } else { "" };
        of_front_matter(site, shelved, own, &titled, &mut sections);
        let body = note::body(&shelved.note);
        let prefix = shelved.id_prefix();
        let plain = &shelved.note.outline.plain;
        let start = (note_id(shelved, "body"), titled(&site.words(OF_BODY, &[])));
        of_body(plain, body.headings(), &prefix, start, &titled, &mut sections);
    }
    sections
}

/// What a page that is no note says.
pub(super) fn of_page(page: &PlainPage) -> Vec<Section<'_>> {
    let text = page.front_outline.plain.as_str();
    let mut sections = vec![Section { id: String::new(), title: String::new(), text }];
    let start = (String::new(), String::new());
    let as_it_is = |title: &str| title.to_owned();
    let body = Body::of_page(page);
    of_body(&page.outline.plain, body.headings(), "", start, &as_it_is, &mut sections);
    sections
}

/// The first sentence below the heading `anchor` of the notes on a paper, and its language.
pub(super) fn opening<'a>(
    library: &'a Library,
    id: PaperId,
    anchor: &str,
) -> Option<(String, &'a str)> {
    library.paper(id).notes.iter().find_map(|&note| {
        let shelved = library.note(note);
        let id = anchor.strip_prefix(&shelved.id_prefix())?;
        let Outline { headings, plain, .. } = &shelved.note.outline;
        let n = headings.iter().position(|heading| heading.id == id)?;
        let end = headings.get(n + 1).map_or(plain.len(), |next| next.said as usize);
        let said = plain.get(headings[n].said as usize..end)?;
        let said = concepts::opening(said, &headings[n].text);
        (!said.is_empty()).then_some((said, shelved.lang.as_str()))
    })
}

fn names(library: &Library, shelved: &ShelvedNote) -> String {
    let names = shelved.readers.iter().map(|&reader| library.reader(reader).name.as_str());
    names.collect::<Vec<_>>().join(" · ")
}

fn of_front_matter<'a>(
    site: &Site,
    shelved: &'a ShelvedNote,
    own: &str,
    titled: &dyn Fn(&str) -> String,
    sections: &mut Vec<Section<'a>>,
) {
    let outline = &shelved.note.front_outline;
    let mut starts = vec![Start { at: 0, id: own.to_owned(), title: titled(""), heading: "" }];
    for &(key, at) in &outline.keys {
        let known = OF_KEYS.iter().find(|(name, _)| *name == key);
        let (id, title) = match known {
            Some((_, part)) => (note_id(shelved, part), titled(&site.words(part, &[]))),
            None => (own.to_owned(), titled("")),
        };
        if starts.last().is_none_or(|last| last.id != id) {
            starts.push(Start { at: at as usize, id, title, heading: "" });
        }
    }
    cut(&outline.plain, starts, sections);
}

fn of_body<'a>(
    plain: &'a str,
    headings: &'a [Heading],
    prefix: &str,
    (id, title): (String, String),
    titled: &dyn Fn(&str) -> String,
    sections: &mut Vec<Section<'a>>,
) {
    let first = Start { at: 0, id, title, heading: "" };
    let below = headings.iter().map(|heading| Start {
        at: heading.said as usize,
        id: format!("{prefix}{}", heading.id),
        title: titled(&heading.text),
        heading: &heading.text,
    });
    cut(plain, [first].into_iter().chain(below).collect(), sections);
}

/// Where a stretch of a text starts.
struct Start<'a> {
    at: usize,
    id: String,
    title: String,
    /// The heading that stands there, which the title says.
    heading: &'a str,
}

/// Cuts a text at `starts`, which are in order; stretches without words are left out.
fn cut<'a>(plain: &'a str, starts: Vec<Start<'a>>, sections: &mut Vec<Section<'a>>) {
    let ends: Vec<usize> = starts.iter().skip(1).map(|next| next.at).chain([plain.len()]).collect();
    for (Start { at, id, title, heading }, end) in starts.into_iter().zip(ends) {
        let text = plain.get(at..end).unwrap_or_default().trim();
        let text = text.strip_prefix(heading).unwrap_or(text).trim_start();
        if !text.is_empty() || !heading.is_empty() {
            sections.push(Section { id, title, text });
        }
    }
}
