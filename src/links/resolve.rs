//! [`Library`] → [`Links`].
//!
//! In three steps, so that most of the work is done at once on all cores: what each name means;
//! what the names that no document has could still be, each once; what each reference means. Wanted
//! papers are put together last, because they need all who want them.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use rayon::prelude::*;

use super::answer::{Answer, Guessed, Near, Site, nearly};
use super::asked::{self, Asked, Slot, What};
use super::featured::featured;
use super::files::Found;
use super::names::Meant;
use super::shown;
use super::wanted::{Asking, Collected, collect};
use super::written::Written;
use super::{Backlink, Links, Target, Via, WantedId, Work};
use crate::config::Config;
use crate::diagnostic::{Checked, Code, Diagnostic};
use crate::library::{Library, Place, urls};
use crate::model::Mentioned;
use crate::source::{ContentPath, Sources, Span};

/// Resolves every reference of `library`. Paths and images are looked for among `sources`.
pub fn resolve(library: &Library, sources: &Sources, config: &Config) -> Checked<Links> {
    let (site, asked) = rayon::join(|| Site::of(library, sources, config), || asked::all(library));
    let meant: Vec<Option<Meant>> = asked
        .par_iter()
        .map(|asked| {
            let (written, scope) = asked.name()?;
            Some(site.names.look_up(written.name, asked.from.path, scope))
        })
        .collect();
    let guesses = guess_all(&site, &asked, &meant);
    let nothing = Guessed::default();
    let answers: Vec<(Answer, Vec<Diagnostic>)> = asked
        .par_iter()
        .zip(&meant)
        .map(|(asked, meant)| {
            let could_be = asked.name().and_then(|(written, _)| guesses.get(&written));
            let mut found = Vec::new();
            let answer =
                site.answer(asked, meant.as_ref(), could_be.unwrap_or(&nothing), &mut found);
            (answer, found)
        })
        .collect();
    let mut found = Vec::new();
    let mut links = place(&site, &asked, answers, &mut found);
    let fields = Arc::make_mut(&mut links.fields);
    fields.files = files(&site, &mut found);
    fields.featured = featured(&site, config, &mut found);
    shown::check(library, &links, &mut found);
    Checked::new(links, found)
}

/// What the names that no document has could still be.
fn guess_all<'a>(
    site: &Site<'_>,
    asked: &[Asked<'a>],
    meant: &[Option<Meant>],
) -> BTreeMap<Written<'a>, Guessed> {
    let mut unknown = BTreeMap::new();
    for (asked, meant) in asked.iter().zip(meant) {
        if matches!(meant, Some(Meant::Nothing | Meant::Draft))
            && let Some((written, _)) = asked.name()
        {
            unknown.entry(written).or_insert(asked.span());
        }
    }
    let unknown: Vec<_> = unknown.into_iter().collect();
    let guessed = unknown.into_par_iter().map(|(written, at)| (written, site.guess(written, at)));
    guessed.collect::<Vec<_>>().into_iter().collect()
}

/// Puts answers where they were asked for, and wanted papers together.
fn place(
    site: &Site<'_>,
    asked: &[Asked<'_>],
    answers: Vec<(Answer, Vec<Diagnostic>)>,
    found: &mut Vec<Diagnostic>,
) -> Links {
    let mut links = Links::default();
    let mut asking = Vec::new();
    let mut wanting: Vec<(usize, Option<Near>)> = Vec::new();
    let mut by_url: Vec<(usize, String)> = Vec::new();
    let mut ambiguous = BTreeSet::new();
    for (index, (answer, diagnostics)) in answers.into_iter().enumerate() {
        // Several papers of one name are one mistake, however many references use the name.
        found.extend(diagnostics.into_iter().filter(|diagnostic| {
            diagnostic.code != Code::AmbiguousAlias || ambiguous.insert(diagnostic.help.clone())
        }));
        match answer {
            Answer::Target(target) => links.set(&asked[index], target),
            Answer::Want(want, near) => {
                let priority = match asked[index].slot {
                    Slot::Note(_, _, priority) => priority,
                    Slot::Listed(..)
                    | Slot::HandedOut(..)
                    | Slot::Needed(..)
                    | Slot::Mention(_) => None,
                };
                let backlink = asked[index].via().map(|(note, via)| Backlink { note, via });
                asking.push(Asking { want: *want, backlink, priority });
                wanting.push((index, near));
            }
            Answer::PaperUrl(url) => by_url.push((index, url)),
        }
    }
    let Collected { wanted, of, known, referenced } = collect(site.library, asking);
    for ((index, near), &id) in wanting.iter().zip(&of) {
        let asked = &asked[*index];
        let at = id.index();
        if let (Some(near), false) = (near, known[at]) {
            let written = asked.name().map_or("", |(written, _)| written.name);
            found.push(nearly(written, asked.span(), near));
        } else if !referenced[at] && !site.referenced.is_empty() {
            found.extend(unknown_citation(asked));
        }
        links.set(asked, Target::Paper(Work::Wanted(id), None));
    }
    let urls: BTreeMap<String, WantedId> = (0..)
        .zip(&wanted)
        .map(|(index, wanted)| (urls::paper(&wanted.key).folded(), WantedId(index)))
        .collect();
    links.wanted = wanted.into_iter().map(Arc::new).collect();
    for (index, url) in by_url {
        let asked = &asked[index];
        if let Some(&id) = urls.get(&url) {
            links.set(asked, Target::Paper(Work::Wanted(id), None));
        } else {
            let message = format!("there is no paper at `/{url}`");
            found.push(Diagnostic::new(Code::DeadLink, asked.span(), message));
        }
    }
    links
}

/// A site that has bibliographies is told which citations they lack.
fn unknown_citation(asked: &Asked<'_>) -> Option<Diagnostic> {
    let What::Mention(mention) = asked.what else { return None };
    let Mentioned::Citation { key } = &mention.what else { return None };
    let message = format!("no paper and no entry of the bibliography has the key `{key}`");
    Some(
        Diagnostic::new(Code::UnknownCitation, mention.span, message)
            .help("add it to the bibliography; until then it is a wanted paper"),
    )
}

/// Files that fields of front matters name: figures, photos, PDFs.
fn files(site: &Site<'_>, found: &mut Vec<Diagnostic>) -> BTreeMap<Span, ContentPath> {
    let mut files = BTreeMap::new();
    let mut look = |from: &ContentPath, path: &str, span: Span| {
        if path.contains("://") || path.trim().is_empty() {
            return;
        }
        match site.files.find(from, path.trim()) {
            Found::At(asset) => {
                files.insert(span, asset.clone());
            }
            Found::Private | Found::Nowhere => found.push(site.missing(from, path.trim(), span)),
        }
    };
    for (_, shelved) in site.library.notes() {
        let note = &shelved.note;
        let figures = note.pass1.iter().flat_map(|pass| &pass.figures);
        let images = figures.filter_map(|figure| figure.image.as_ref());
        for file in images.chain(&note.facts.pdf) {
            look(&note.path, &file.value, file.span);
        }
    }
    for (_, reader) in site.library.readers() {
        let Some(profile) = &reader.profile else { continue };
        if let Some(photo) = &profile.photo {
            look(&profile.page.path, &photo.value, photo.span);
        }
    }
    files
}

impl Links {
    /// Records what `asked` means, and the way back.
    fn set(&mut self, asked: &Asked<'_>, target: Target) {
        let work = match &target {
            Target::Paper(work, _) => Some(*work),
            _ => None,
        };
        if let (Some((note, via)), Some(Work::Read(paper))) = (asked.via(), work)
            && asked.from.place != Place::Paper(paper)
        {
            Arc::make_mut(&mut self.backlinks)
                .entry(paper)
                .or_default()
                .push(Backlink { note, via });
        }
        let fields = Arc::make_mut(&mut self.fields);
        match asked.slot {
            Slot::Mention(id) => {
                Arc::make_mut(&mut self.targets).insert(id, target);
            }
            Slot::Note(note, Via::Prerequisite(index), _) => {
                fields.prerequisites.insert((note, index), target);
            }
            Slot::Needed(handout, index) => {
                fields.needed.insert((handout, index), target);
            }
            Slot::Listed(list, index) => {
                fields.lists.extend(work.map(|work| ((list, index), work)));
            }
            Slot::HandedOut(handout, index) => {
                fields.handouts.extend(work.map(|work| ((handout, index), work)));
            }
            Slot::Note(note, via, _) => {
                let Some(work) = work else { return };
                match via {
                    Via::FollowUp(index) => {
                        fields.follow_ups.insert((note, index), work);
                    }
                    Via::Relation(index, _) => {
                        fields.relations.insert((note, index), work);
                    }
                    Via::Answer(index, answer) => {
                        fields.answers.insert((note, index, answer), work);
                    }
                    Via::QuestionAnswer(index) => {
                        fields.question_answers.insert((note, index), work);
                    }
                    Via::Prerequisite(_) | Via::Mention(_) => {}
                }
            }
        }
    }
}
