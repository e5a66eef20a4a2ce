//! What a library has, in numbers.
//!
//! Stage: `Library` + `Links` → [`Stats`]. Invariant: pure; every number counts what is published.

use std::collections::BTreeMap;

use serde::Serialize;

use crate::library::{Library, Paper};
use crate::links::Links;
use crate::model::{DecisionWord, Note, PassNumber, Priority, ReadingStatus};

/// The version of the shape; it goes up when a field changes its meaning or goes away.
const VERSION: u32 = 1;

/// A library in numbers.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Stats {
    /// The version of this shape.
    pub version: u32,
    /// Papers that somebody has read.
    pub papers: usize,
    /// Notes on them.
    pub notes: usize,
    /// Papers by the furthest pass that any of their notes reached.
    pub papers_by_pass: Passes,
    /// Notes by where their readers stand, all of the words.
    pub notes_by_status: BTreeMap<&'static str, usize>,
    /// The passes, the first one first.
    pub passes: Vec<PassStats>,
    /// What is left to read.
    pub queue: Queue,
    /// Minutes of all passes.
    pub minutes: u64,
    /// Critiques.
    pub critiques: Settled,
    /// Questions.
    pub questions: Settled,
    /// Readers in the order of their ids: those with notes.
    pub readers: Vec<ReaderStats>,
}

/// How many reached which pass.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize)]
pub struct Passes {
    /// No pass was written.
    pub none: usize,
    /// The first.
    pub pass1: usize,
    /// The second.
    pub pass2: usize,
    /// The third.
    pub pass3: usize,
}

/// One of the passes, of all notes.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct PassStats {
    /// 1, 2 or 3.
    pub pass: u8,
    /// How many notes have it.
    pub notes: usize,
    /// How many of them decided to go on.
    pub r#continue: usize,
    /// … to stop.
    pub stop: usize,
    /// … to wait.
    pub later: usize,
    /// … or did not say.
    pub undecided: usize,
    /// How long they took, in minutes.
    pub minutes: u64,
}

/// Papers that notes lead to and nobody has read.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize)]
pub struct Queue {
    /// How many.
    pub wanted: usize,
    /// Those that some follow-up calls urgent.
    pub high: usize,
    /// Those in their turn.
    pub normal: usize,
    /// Those for some day.
    pub low: usize,
}

/// How many there are, and how many of them are answered.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize)]
pub struct Settled {
    /// How many.
    pub all: usize,
    /// How many are answered.
    pub answered: usize,
}

/// What one reader has written.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct ReaderStats {
    /// Their id.
    pub id: String,
    /// Their name.
    pub name: String,
    /// Their notes.
    pub notes: usize,
    /// Their notes by the furthest pass.
    pub reached: Passes,
    /// How long they read, in minutes.
    pub minutes: u64,
    /// What they say to read next.
    pub follow_ups: usize,
    /// Their critiques.
    pub critiques: usize,
}

impl Stats {
    /// Counts what `library` has.
    pub fn of(library: &Library, links: &Links) -> Self {
        let notes = || library.notes().map(|(_, shelved)| &*shelved.note);
        let mut papers_by_pass = Passes::default();
        // A note that is yet to be read is no paper that was.
        let is_begun = |paper: &&Paper| {
            let mut notes = paper.notes.iter().map(|&id| &library.note(id).note);
            notes.any(|note| note.reading_status() != ReadingStatus::ToRead)
        };
        let mut papers = 0;
        for paper in library.papers().map(|(_, paper)| paper).filter(is_begun) {
            papers += 1;
            papers_by_pass.add(paper.reached);
        }
        let mut notes_by_status: BTreeMap<_, _> =
            ReadingStatus::ALL.iter().map(|status| (status.as_str(), 0)).collect();
        for note in notes() {
            *notes_by_status.entry(note.reading_status().as_str()).or_default() += 1;
        }
        let mut queue = Queue::default();
        for (_, wanted) in links.wanted_papers() {
            queue.wanted += 1;
            match wanted.priority {
                Priority::High => queue.high += 1,
                Priority::Normal => queue.normal += 1,
                Priority::Low => queue.low += 1,
            }
        }
        let critiques = || notes().flat_map(|note| &note.critiques);
        let questions = || notes().flat_map(|note| &note.questions);
        Self {
            version: VERSION,
            papers,
            notes: library.notes().len(),
            papers_by_pass,
            notes_by_status,
            passes: PassNumber::ALL.into_iter().map(|pass| pass_stats(pass, notes())).collect(),
            queue,
            minutes: notes().map(minutes).sum(),
            critiques: Settled {
                all: critiques().count(),
                answered: critiques().filter(|it| !it.answered_by.is_empty()).count(),
            },
            questions: Settled {
                all: questions().count(),
                answered: questions().filter(|it| !it.is_open()).count(),
            },
            readers: readers(library),
        }
    }
}

impl Passes {
    fn add(&mut self, reached: Option<PassNumber>) {
        match reached {
            None => self.none += 1,
            Some(PassNumber::One) => self.pass1 += 1,
            Some(PassNumber::Two) => self.pass2 += 1,
            Some(PassNumber::Three) => self.pass3 += 1,
        }
    }
}

/// The minutes of all passes of a note.
pub(crate) fn minutes(note: &Note) -> u64 {
    note.passes().filter_map(|(_, record)| record.minutes).map(u64::from).sum()
}

fn pass_stats<'n>(pass: PassNumber, notes: impl Iterator<Item = &'n Note>) -> PassStats {
    let mut stats = PassStats {
        pass: pass.number(),
        notes: 0,
        r#continue: 0,
        stop: 0,
        later: 0,
        undecided: 0,
        minutes: 0,
    };
    for record in notes.flat_map(|note| note.passes()).filter(|(it, _)| *it == pass) {
        let record = record.1;
        stats.notes += 1;
        stats.minutes += u64::from(record.minutes.unwrap_or(0));
        match record.decision.as_ref().map(|decision| decision.word) {
            Some(DecisionWord::Continue) => stats.r#continue += 1,
            Some(DecisionWord::Stop) => stats.stop += 1,
            Some(DecisionWord::Later) => stats.later += 1,
            None => stats.undecided += 1,
        }
    }
    stats
}

fn readers(library: &Library) -> Vec<ReaderStats> {
    let with_notes = library.readers().filter(|(_, reader)| !reader.notes.is_empty());
    let stats = with_notes.map(|(_, reader)| {
        let notes = || reader.notes.iter().map(|&note| &*library.note(note).note);
        let mut reached = Passes::default();
        for note in notes() {
            reached.add(note.reached());
        }
        ReaderStats {
            id: reader.id.as_str().to_owned(),
            name: reader.name.clone(),
            notes: reader.notes.len(),
            reached,
            minutes: notes().map(minutes).sum(),
            follow_ups: notes().map(|note| note.follow_ups.len()).sum(),
            critiques: notes().map(|note| note.critiques.len()).sum(),
        }
    });
    stats.collect()
}
