//! Where the readers of one paper differ: how far they read, what they decided, how they rate it,
//! what they think its contributions weigh, what they judge.

use std::collections::BTreeMap;

use crate::library::{NoteId, Paper, ShelvedNote};
use crate::model::{About, PassNumber, Stance};

use super::note::last_decision;
use super::view::{DifferenceCell, DifferenceItem, DifferenceRow, Differences, Tag};
use super::writer::Writer;

/// How many contributions of each note are compared, in the order in which its reader ranks them.
const CONTRIBUTIONS: usize = 3;

/// The differences; `None` for a single note, and where readers agree in everything.
pub(super) fn differences(writer: &mut Writer<'_>, paper: &Paper) -> Option<Differences> {
    if paper.notes.len() < 2 {
        return None;
    }
    let site = writer.site;
    let notes: Vec<&ShelvedNote> = paper.notes.iter().map(|&id| site.library.note(id)).collect();
    let mut rows = vec![
        row("pass", String::new(), &notes, |it| {
            number(it.note.reached().map_or(0, PassNumber::number))
        }),
        row("status", String::new(), &notes, |it| word(it.note.reading_status().as_str())),
        row("decision", String::new(), &notes, |it| {
            word(last_decision(&it.note).unwrap_or_default())
        }),
    ];
    let mut ratings: Vec<&str> = Vec::new();
    for rating in notes.iter().flat_map(|it| &it.note.ratings) {
        if !ratings.contains(&rating.name.as_str()) {
            ratings.push(&rating.name);
        }
    }
    for name in ratings {
        let label = writer.rating(name, 0).label;
        rows.push(row("rating", label, &notes, |it| {
            let rating = it.note.ratings.iter().find(|rating| rating.name == name);
            number(rating.map_or(0, |rating| rating.value))
        }));
    }
    rows.push(contributions(writer, paper));
    for about in About::ALL {
        rows.push(row("critiques", about.as_str().to_owned(), &notes, |it| stances(it, *about)));
    }
    rows.retain(|row| differ(&row.cells));
    let notes = paper.notes.iter().map(|&id| name(writer, id)).collect();
    (!rows.is_empty()).then_some(Differences { notes, rows })
}

fn row(
    kind: &'static str,
    label: String,
    notes: &[&ShelvedNote],
    cell: impl Fn(&ShelvedNote) -> DifferenceCell,
) -> DifferenceRow {
    DifferenceRow { kind, label, cells: notes.iter().map(|note| cell(note)).collect() }
}

/// Whether two notes say different things; who says nothing does not differ.
fn differ(cells: &[DifferenceCell]) -> bool {
    let mut said = cells.iter().filter(|cell| !is_empty(cell));
    let first = said.next();
    said.any(|cell| Some(cell) != first)
}

fn is_empty(cell: &DifferenceCell) -> bool {
    cell.number == 0 && cell.word.is_empty() && cell.items.is_empty()
}

fn number(number: u8) -> DifferenceCell {
    DifferenceCell { number, ..DifferenceCell::default() }
}

fn word(word: &'static str) -> DifferenceCell {
    DifferenceCell { word, ..DifferenceCell::default() }
}

fn contributions(writer: &mut Writer<'_>, paper: &Paper) -> DifferenceRow {
    let site = writer.site;
    let cells = paper.notes.iter().map(|&id| {
        let shelved = site.library.note(id);
        let all = shelved.note.pass2.as_ref().map_or(&[][..], |pass| &pass.contributions);
        let items = all.iter().take(CONTRIBUTIONS).map(|it| DifferenceItem {
            html: it.claim.texts().next().map_or_else(String::new, |text| {
                // The claim stands in its note already; ids in it must not.
                writer.inline(text, &format!("differences--{}--", shelved.anchor))
            }),
            word: it.weight.map_or("", |weight| weight.as_str()),
            count: 0,
        });
        let rest = all.len().saturating_sub(CONTRIBUTIONS);
        DifferenceCell { items: items.collect(), rest, ..DifferenceCell::default() }
    });
    DifferenceRow { kind: "contributions", label: String::new(), cells: cells.collect() }
}

fn stances(note: &ShelvedNote, about: About) -> DifferenceCell {
    let mut counts: BTreeMap<Stance, usize> = BTreeMap::new();
    for critique in note.note.critiques.iter().filter(|it| it.about == Some(about)) {
        *counts.entry(critique.stance).or_default() += 1;
    }
    let items = counts.into_iter().map(|(stance, count)| DifferenceItem {
        html: String::new(),
        word: stance.as_str(),
        count,
    });
    DifferenceCell { items: items.collect(), ..DifferenceCell::default() }
}

/// What a note is called beside others: its readers.
fn name(writer: &Writer<'_>, id: NoteId) -> Tag {
    let shelved = writer.site.library.note(id);
    let names: Vec<String> = writer.readers_of(id).into_iter().map(|reader| reader.name).collect();
    let name =
        if names.is_empty() { writer.site.words("unnamed-reader", &[]) } else { names.join(", ") };
    Tag { name, href: Some(format!("#{}", shelved.anchor)) }
}
