//! Open problems, claims to verify and reproductions of all notes, each on pages of their own.

use std::collections::BTreeMap;

use crate::library::{Library, NoteId};
use crate::model::{Basis, Note, ReproductionStatus};
use crate::theme::ThemeError;

use super::head::About;
use super::pagination::{pagination, slice};
use super::writer::Writer;
use super::{urls, view};

/// By how many levels headings in an open problem are moved down.
const SHIFT: u8 = 4;

/// What is gathered from all notes.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Gathered {
    /// What is left to solve.
    Problems,
    /// Claims that somebody has still to look up.
    Claims,
    /// Attempts to rebuild a paper.
    Reproductions,
}

impl Gathered {
    /// All of them.
    pub const ALL: [Self; 3] = [Self::Problems, Self::Claims, Self::Reproductions];

    /// The word that addresses use.
    pub fn word(self) -> &'static str {
        match self {
            Self::Problems => "problems",
            Self::Claims => "claims",
            Self::Reproductions => "reproductions",
        }
    }

    /// The string that names its pages, and the one that says what they are.
    pub(super) fn words(self) -> (&'static str, &'static str) {
        match self {
            Self::Problems => ("open-problems", "open-problems-about"),
            Self::Claims => ("claims-to-verify", "claims-to-verify-about"),
            Self::Reproductions => ("reproductions", "reproductions-about"),
        }
    }

    /// The entries of a note, by their places in it.
    fn of(self, note: &Note) -> Vec<usize> {
        match self {
            Self::Problems => {
                let problems = note.pass3.as_ref().map_or(&[][..], |pass| &pass.open_problems.0);
                (0..problems.len()).collect()
            }
            Self::Claims => {
                let claims = note.claims.iter().enumerate();
                let open = claims.filter(|(_, claim)| claim.basis == Some(Basis::ToVerify));
                open.map(|(n, _)| n).collect()
            }
            Self::Reproductions => {
                let tried = status(note).is_some_and(|it| it != ReproductionStatus::NotTried);
                if tried { vec![0] } else { Vec::new() }
            }
        }
    }
}

fn status(note: &Note) -> Option<ReproductionStatus> {
    note.pass3.as_ref()?.reproduction.as_ref()?.status
}

/// The entries of all notes, given the newest first.
pub(super) fn gather(
    library: &Library,
    newest: &[NoteId],
) -> BTreeMap<Gathered, Vec<(NoteId, usize)>> {
    let mut all = BTreeMap::new();
    for what in Gathered::ALL {
        let entries = newest.iter().flat_map(|&id| {
            let places = what.of(&library.note(id).note);
            places.into_iter().map(move |n| (id, n))
        });
        let mut entries: Vec<(NoteId, usize)> = entries.collect();
        if what == Gathered::Reproductions {
            // What was rebuilt first, then what was so in part, then what failed.
            entries.sort_by_key(|&(id, _)| match status(&library.note(id).note) {
                Some(ReproductionStatus::Done) => 0,
                Some(ReproductionStatus::Partial) => 1,
                Some(ReproductionStatus::Failed) => 2,
                Some(ReproductionStatus::NotTried) | None => 3,
            });
        }
        if !entries.is_empty() {
            all.insert(what, entries);
        }
    }
    all
}

/// The `number`th page.
pub(super) fn render(
    writer: &mut Writer<'_>,
    what: Gathered,
    number: usize,
) -> Result<Vec<u8>, ThemeError> {
    let site = writer.site;
    let all = site.index.gathered.get(&what).map_or(&[][..], Vec::as_slice);
    let mut before = None;
    let entries = slice(all, number).iter().map(|&(id, n)| {
        let follows = before.replace(id) == Some(id);
        view::GatheredEntry { follows, ..entry(writer, what, id, n) }
    });
    let entries = entries.collect();
    let content = view::GatheredPage {
        what: what.word(),
        entries,
        pagination: pagination(writer, all.len(), number, |n| urls::gathered(what, n)),
    };
    let (title, description) = what.words();
    let mut about = About::titled(site.words(title, &[])).described(site.words(description, &[]));
    about.noindex = number > 1;
    site.fill(writer, "gathered.html", about, content)
}

fn entry<'a>(
    writer: &mut Writer<'a>,
    what: Gathered,
    id: NoteId,
    n: usize,
) -> view::GatheredEntry<'a> {
    let shelved = writer.site.library.note(id);
    let prefix = writer.prefix(id);
    let pass = shelved.note.pass3.as_ref();
    let place = match what {
        Gathered::Problems | Gathered::Reproductions => "pass-3".to_owned(),
        Gathered::Claims => format!("claim-{}", n + 1),
    };
    let problem = pass.and_then(|pass| pass.open_problems.0.get(n));
    let problem = problem.filter(|_| what == Gathered::Problems);
    let reproduction = pass.and_then(|pass| pass.reproduction.as_ref());
    let reproduction = reproduction.filter(|_| what == Gathered::Reproductions);
    view::GatheredEntry {
        id: format!("{prefix}{}-{}", what.word(), n + 1),
        href: writer.note_href(id, &place),
        work: writer.paper(shelved.paper),
        follows: false,
        readers: writer.readers_of(id),
        lang: shelved.lang.as_str(),
        problem_html: problem
            .map_or_else(view::Html::default, |text| writer.body(text, &prefix, SHIFT)),
        claim: (what == Gathered::Claims).then(|| writer.claim(id, n)),
        reproduction: reproduction.map(|it| writer.reproduction(it, &prefix)),
    }
}
