//! Teachers' own notes on the papers of their handouts.
//!
//! Stage: part of linking.

use super::{Links, Work};
use crate::diagnostic::{Code, Diagnostic};
use crate::library::{HandoutId, Library, NoteId};
use crate::model::{PassNumber, Text};

/// The notes of the handout's teachers on its `index`th paper; everybody's if it names no teacher.
pub fn teachers_notes(
    library: &Library,
    links: &Links,
    handout: HandoutId,
    index: usize,
) -> Vec<NoteId> {
    let Some(Work::Read(paper)) = links.handed_out(handout, index) else { return Vec::new() };
    let teachers = &library.handout(handout).teachers;
    let teachers: Vec<_> =
        teachers.iter().map(|id| library.reader_named(id.value.as_str())).collect();
    let is_theirs = |note: &&NoteId| {
        let readers = &library.note(**note).readers;
        teachers.is_empty() || readers.iter().any(|&reader| teachers.contains(&Some(reader)))
    };
    library.paper(paper).notes.iter().filter(is_theirs).copied().collect()
}

/// The sentences of the abstract of the handout's `index`th paper, as a published first pass has taken
/// it apart: the teachers' notes first.
pub fn abstract_quotes<'a>(
    library: &'a Library,
    links: &Links,
    handout: HandoutId,
    index: usize,
) -> Vec<&'a Text> {
    let Some(Work::Read(paper)) = links.handed_out(handout, index) else { return Vec::new() };
    let theirs = teachers_notes(library, links, handout, index);
    let all = theirs.into_iter().chain(library.paper(paper).notes.iter().copied());
    for id in all {
        let note = &library.note(id).note;
        let pass = note.pass1.as_ref().filter(|_| note.publishes(PassNumber::One));
        let sentences = pass.iter().flat_map(|pass| &pass.abstract_sentences);
        let quotes: Vec<&Text> = sentences.filter_map(|sentence| sentence.quote.as_ref()).collect();
        if !quotes.is_empty() {
            return quotes;
        }
    }
    Vec::new()
}

/// Reports handouts that show a pass which no published note of their teachers has.
pub(super) fn check(library: &Library, links: &Links, found: &mut Vec<Diagnostic>) {
    for (id, handout) in library.handouts() {
        let notes = (0..handout.papers.len()).flat_map(|n| teachers_notes(library, links, id, n));
        let notes: Vec<NoteId> = notes.collect();
        let is_shown = |pass: &PassNumber| {
            notes.iter().any(|&note| {
                let note = &library.note(note).note;
                note.publishes(*pass) && note.passes().any(|(written, _)| written == *pass)
            })
        };
        let Some(show) = &handout.show else { continue };
        for pass in show.value.iter().filter(|pass| !is_shown(pass)) {
            let number = pass.number();
            let message =
                format!("the handout is to show pass {number}, but there is none to show");
            let whose = if handout.teachers.is_empty() {
                format!("no published note on its papers has `pass{number}`")
            } else {
                format!("no published note of its teachers on its papers has `pass{number}`")
            };
            found.push(
                Diagnostic::new(Code::NothingToShow, show.span, message)
                    .label(whose)
                    .help("write that pass, publish it, or take it out of `show`"),
            );
        }
    }
}
