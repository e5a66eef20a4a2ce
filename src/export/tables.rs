//! Papers, follow-ups and critiques as tables.

use super::csv::{Cell, Sheet};
use super::joined;
use crate::library::{Library, NoteId, Paper};
use crate::links::{Links, Work};
use crate::model::PassRecord;

/// Which table.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum SheetKind {
    /// Papers that somebody has read.
    Papers,
    /// What notes say to read next.
    FollowUps,
    /// Judgements.
    Critiques,
}

impl SheetKind {
    /// All of them.
    pub const ALL: [Self; 3] = [Self::Papers, Self::FollowUps, Self::Critiques];

    /// The word that names it.
    pub fn word(self) -> &'static str {
        match self {
            Self::Papers => "papers",
            Self::FollowUps => "follow-ups",
            Self::Critiques => "critiques",
        }
    }

    /// The table of what the library has.
    pub fn sheet(self, library: &Library, links: &Links) -> Sheet {
        match self {
            Self::Papers => papers(library),
            Self::FollowUps => follow_ups(library, links),
            Self::Critiques => critiques(library, links),
        }
    }
}

fn papers(library: &Library) -> Sheet {
    let row = |paper: &Paper| {
        let notes = || paper.notes.iter().map(|&id| &library.note(id).note);
        let minutes: u64 = notes()
            .flat_map(|note| note.passes())
            .filter_map(|(_, PassRecord { minutes, .. })| *minutes)
            .map(u64::from)
            .sum();
        let open = notes().flat_map(|note| &note.questions).filter(|it| it.is_open()).count();
        let authors: Vec<String> = paper.authors.iter().map(ToString::to_string).collect();
        let mut readers: Vec<&str> = Vec::new();
        for &note in &paper.notes {
            for name in readers_of(library, note) {
                if !readers.contains(&name) {
                    readers.push(name);
                }
            }
        }
        let number = |n: usize| Cell::Number(n as u64);
        vec![
            paper.key.as_str().into(),
            paper.title.markdown.as_str().into(),
            paper.title_zh.as_ref().map_or("", |title| title.markdown.as_str()).into(),
            authors.join("; ").into(),
            paper.year.map_or(Cell::Empty, |year| Cell::Number(year.0.into())),
            paper.venue.as_deref().unwrap_or_default().into(),
            paper.venue_status.map_or("", |status| status.as_str()).into(),
            paper.doi.as_ref().map_or("", |doi| doi.as_str()).into(),
            // A bare id is a number to a spreadsheet, which drops its last zeros.
            paper.arxiv.as_ref().map_or_else(String::new, |id| format!("arXiv:{id}")).into(),
            paper.tags.join("; ").into(),
            notes().next().map_or("", |note| note.reading_status().as_str()).into(),
            paper.reached.map_or(Cell::Empty, |pass| Cell::Number(pass.number().into())),
            readers.join("; ").into(),
            notes()
                .filter_map(|note| note.latest_date())
                .max()
                .map_or_else(String::new, |date| date.to_string())
                .into(),
            Cell::Number(minutes),
            number(notes().map(|note| note.follow_ups.len()).sum()),
            number(notes().map(|note| note.critiques.len()).sum()),
            number(notes().map(|note| note.questions.len()).sum()),
            number(open),
            notes()
                .map(|note| joined(&note.tldr))
                .find(|it| !it.is_empty())
                .unwrap_or_default()
                .into(),
        ]
    };
    Sheet {
        columns: &[
            "key",
            "title",
            "title_zh",
            "authors",
            "year",
            "venue",
            "venue_status",
            "doi",
            "arxiv",
            "tags",
            "status",
            "pass",
            "readers",
            "date",
            "minutes",
            "follow_ups",
            "critiques",
            "questions",
            "open_questions",
            "tldr",
        ],
        rows: library.papers().map(|(_, paper)| row(paper)).collect(),
    }
}

fn follow_ups(library: &Library, links: &Links) -> Sheet {
    let mut rows = Vec::new();
    for (paper, id) in notes(library) {
        for (index, follow_up) in library.note(id).note.follow_ups.iter().enumerate() {
            let Some(work) = links.follow_up(id, index) else { continue };
            let (key, title, read) = match work {
                Work::Read(to) => {
                    let to = library.paper(to);
                    (to.key.as_str(), to.title.markdown.as_str(), "yes")
                }
                Work::Wanted(to) => {
                    let to = links.wanted(to);
                    (to.key.as_str(), to.label.as_str(), "no")
                }
            };
            let from = follow_up.from.as_ref().map_or("", |from| from.markdown.trim());
            rows.push(vec![
                paper.key.as_str().into(),
                paper.title.markdown.as_str().into(),
                readers_of(library, id).collect::<Vec<_>>().join("; ").into(),
                key.into(),
                title.into(),
                read.into(),
                follow_up.priority.as_str().into(),
                joined(&follow_up.why).into(),
                from.into(),
            ]);
        }
    }
    Sheet {
        columns: &[
            "paper",
            "title",
            "readers",
            "follow_up",
            "follow_up_title",
            "read",
            "priority",
            "why",
            "from",
        ],
        rows,
    }
}

fn critiques(library: &Library, links: &Links) -> Sheet {
    let mut rows = Vec::new();
    for (paper, id) in notes(library) {
        let note = &library.note(id).note;
        for (index, critique) in note.critiques.iter().enumerate() {
            let answers = (0..critique.answered_by.len())
                .filter_map(|answer| links.answer(id, index, answer))
                .map(|work| match work {
                    Work::Read(paper) => library.paper(paper).key.as_str(),
                    Work::Wanted(wanted) => links.wanted(wanted).key.as_str(),
                });
            let place = critique.place.as_ref().map_or("", |place| place.markdown.trim());
            let date = critique.date.or(note.date);
            rows.push(vec![
                paper.key.as_str().into(),
                paper.title.markdown.as_str().into(),
                readers_of(library, id).collect::<Vec<_>>().join("; ").into(),
                joined(&critique.claim).into(),
                critique.stance.as_str().into(),
                critique.about.map_or("", |about| about.as_str()).into(),
                critique.view.map_or("", |view| view.as_str()).into(),
                place.into(),
                joined(&critique.evidence).into(),
                critique.confidence.map_or("", |it| it.as_str()).into(),
                critique.basis.map_or("", |it| it.as_str()).into(),
                date.map_or_else(String::new, |date| date.value.to_string()).into(),
                answers.collect::<Vec<_>>().join("; ").into(),
            ]);
        }
    }
    Sheet {
        columns: &[
            "paper",
            "title",
            "readers",
            "claim",
            "stance",
            "about",
            "view",
            "where",
            "evidence",
            "confidence",
            "basis",
            "date",
            "answered_by",
        ],
        rows,
    }
}

/// Every note with its paper, papers in the order of their keys.
fn notes(library: &Library) -> impl Iterator<Item = (&Paper, NoteId)> {
    library.papers().flat_map(|(_, paper)| paper.notes.iter().map(move |&note| (paper, note)))
}

fn readers_of(library: &Library, note: NoteId) -> impl Iterator<Item = &str> {
    library.note(note).readers.iter().map(|&reader| library.reader(reader).name.as_str())
}
