//! Where the readers of one paper differ: how far they read, what they decided, how they rate it,
//! what they think its contributions weigh, what they judge.

use std::collections::BTreeMap;

use crate::library::{NoteId, Paper, ShelvedNote};
use crate::model::{About, PassNumber, Stance, Weight};

use super::note::last_decision;
use super::view::{DifferenceCell, DifferenceItem, DifferenceRow, Differences, Html, Tag};
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
        row("pass", String::new(), &notes, |it| it.note.reached().map(PassNumber::number), number),
        row("status", String::new(), &notes, |it| Some(it.note.reading_status().as_str()), word),
        row("decision", String::new(), &notes, |it| last_decision(&it.note), word),
    ];
    let mut ratings: Vec<&str> = Vec::new();
    for rating in notes.iter().flat_map(|it| &it.note.ratings) {
        if !ratings.contains(&rating.name.as_str()) {
            ratings.push(&rating.name);
        }
    }
    for name in ratings {
        let label = writer.rating(name, 0).label;
        let say = |it: &ShelvedNote| {
            it.note.ratings.iter().find(|rating| rating.name == name).map(|rating| rating.value)
        };
        rows.push(row("rating", label, &notes, say, number));
    }
    rows.push(row("contributions", String::new(), &notes, contributions, |note, _| {
        contributions_of(writer, note)
    }));
    for about in About::ALL {
        let label = about.as_str().to_owned();
        rows.push(row(
            "critiques",
            label,
            &notes,
            |it| stances(it, *about),
            |_, all| of_stances(all),
        ));
    }
    let rows: Vec<DifferenceRow> = rows.into_iter().flatten().collect();
    let notes = paper.notes.iter().map(|&id| name(writer, id)).collect();
    (!rows.is_empty()).then_some(Differences { notes, rows })
}

/// What each note says, shown as a `cell`, if two of them say different things; who says nothing does
/// not differ.
fn row<'a, T: PartialEq>(
    kind: &'static str,
    label: String,
    notes: &[&'a ShelvedNote],
    say: impl Fn(&'a ShelvedNote) -> Option<T>,
    mut cell: impl FnMut(&'a ShelvedNote, T) -> DifferenceCell,
) -> Option<DifferenceRow> {
    let said: Vec<Option<T>> = notes.iter().map(|note| say(note)).collect();
    let mut all = said.iter().flatten();
    let first = all.next()?;
    if all.all(|it| it == first) {
        return None;
    }
    let cells = notes
        .iter()
        .zip(said)
        .map(|(note, said)| said.map_or_else(DifferenceCell::default, |said| cell(note, said)));
    Some(DifferenceRow { kind, label, cells: cells.collect() })
}

fn number(_: &ShelvedNote, number: u8) -> DifferenceCell {
    DifferenceCell { number, ..DifferenceCell::default() }
}

fn word(_: &ShelvedNote, word: &'static str) -> DifferenceCell {
    DifferenceCell { word, ..DifferenceCell::default() }
}

/// Contributions that are shown, each with its weight, and how many more there are.
type Contributions<'a> = (Vec<(Option<&'a str>, Option<Weight>)>, usize);

fn contributions(note: &ShelvedNote) -> Option<Contributions<'_>> {
    let all = &note.note.pass2.as_ref()?.contributions;
    let shown = all.iter().take(CONTRIBUTIONS);
    let shown = shown.map(|it| (it.claim.texts().next().map(|text| &*text.markdown), it.weight));
    (!all.is_empty()).then(|| (shown.collect(), all.len().saturating_sub(CONTRIBUTIONS)))
}

fn contributions_of(writer: &mut Writer<'_>, note: &ShelvedNote) -> DifferenceCell {
    let all = note.note.pass2.as_ref().map_or(&[][..], |pass| &pass.contributions);
    // The claims stand in their note already; ids in them must not.
    let prefix = format!("differences--{}--", note.anchor);
    let items = all.iter().take(CONTRIBUTIONS).map(|it| DifferenceItem {
        html: writer.maybe(it.claim.texts().next(), &prefix),
        word: it.weight.map_or("", |weight| weight.as_str()),
        count: 0,
    });
    let items = items.collect();
    let rest = all.len().saturating_sub(CONTRIBUTIONS);
    DifferenceCell { items, rest, ..DifferenceCell::default() }
}

fn stances(note: &ShelvedNote, about: About) -> Option<BTreeMap<Stance, usize>> {
    let mut counts: BTreeMap<Stance, usize> = BTreeMap::new();
    for critique in note.note.critiques.iter().filter(|it| it.about == Some(about)) {
        *counts.entry(critique.stance).or_default() += 1;
    }
    (!counts.is_empty()).then_some(counts)
}

fn of_stances(counts: BTreeMap<Stance, usize>) -> DifferenceCell {
    let items = counts.into_iter().map(|(stance, count)| DifferenceItem {
        html: Html::default(),
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
