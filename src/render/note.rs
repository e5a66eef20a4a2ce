//! One reader's notes as the paper's page shows them.

use std::cmp::Reverse;

use crate::library::{Library, NoteId, PaperId, Place, ShelvedNote};
use crate::links::Target;
use crate::model::{Depth, Note, PaperRef, PassNumber, Priority, View};

use super::body::Body;
use super::works::note_id;
use super::writer::Writer;
use super::{coverage, view};

/// Headings of a body stand below the `h3` of its section.
const BODY_LEVEL: u8 = 4;

impl<'a> Writer<'a> {
    /// A note, its texts in the order in which they stand on the page.
    pub(super) fn note(&mut self, id: NoteId) -> view::Note<'a> {
        let shelved = self.site.library.note(id);
        let note = &shelved.note;
        let body = body(note);
        let prefix = self.prefix(id);
        let p = prefix.as_str();
        view::Note {
            id: &shelved.anchor,
            ids: ids(shelved),
            lang: shelved.lang.as_str(),
            readers: self.readers_of(id),
            date: note.date.as_ref().map(|date| self.date(date.value)),
            updated: note.updated.as_ref().map(|date| self.date(date.value)),
            status: note.reading_status().as_str(),
            depth: note.depth.map(Depth::as_str),
            pass: note.reached().map_or(0, PassNumber::number),
            minutes: note
                .passes()
                .filter_map(|(_, record)| record.minutes)
                .fold(0, u32::saturating_add),
            decision: last_decision(note),
            purpose_html: self.prose(&note.purpose, p),
            tldr_html: self.prose(&note.tldr, p),
            ratings: note.ratings.iter().map(|it| self.rating(&it.name, it.value)).collect(),
            prerequisites: self.prerequisites(id),
            coverage: coverage::coverage(shelved),
            pass1: note.pass1.as_ref().map(|pass| self.pass1(id, pass)),
            pass2: note.pass2.as_ref().map(|pass| self.pass2(id, pass)),
            pass3: note.pass3.as_ref().map(|pass| self.pass3(id, pass)),
            body_html: body.html(self, p, BODY_LEVEL),
            critiques: self.critiques_by_view(id),
            questions: self.questions_of(id),
            claims: (0..note.claims.len()).map(|n| self.claim(id, n)).collect(),
            results: (0..note.results.len()).map(|n| self.reported(id, n)).collect(),
            relations: (0..note.relations.len()).map(|n| self.relation(id, n)).collect(),
            follow_ups: self.follow_ups(id),
            toc: toc(id, self),
            extra: &note.extra,
        }
    }

    /// A rating with its words: the site's own, else the theme's, else as written.
    pub(super) fn rating(&self, name: &str, value: u8) -> view::Rating {
        let own = self.site.config.ratings.iter().find(|(key, _)| key == name);
        let key = format!("rating-{name}");
        let label = match own {
            Some((_, words)) => words.clone(),
            None => match self.site.words(&key, &[]) {
                words if words == key => name.to_owned(),
                words => words,
            },
        };
        view::Rating { name: name.to_owned(), label, value }
    }

    fn prerequisites(&self, id: NoteId) -> Vec<view::Tag> {
        let refs = self.site.library.note(id).note.prerequisites.iter().enumerate();
        refs.map(|(n, written)| self.needed(written, self.site.links.prerequisite(id, n))).collect()
    }

    /// Something to know first: a paper, a concept, or words.
    pub(super) fn needed(&self, written: &PaperRef, target: &Target) -> view::Tag {
        let library = &self.site.library;
        let link = |name: &str, href: Option<String>| view::Tag { name: name.to_owned(), href };
        match target {
            Target::Paper(work, _) => {
                let work = self.work(*work);
                link(work.title, Some(work.href))
            }
            Target::Concept(concept, _) => {
                let url = library.url(Place::Concept(*concept));
                link(&library.concept(*concept).page.title.markdown, Some(self.href(&url)))
            }
            _ => {
                let name = ref_words(written);
                let entry = self.site.index.concept(name);
                link(name, entry.map(|entry| self.href(&entry.url)))
            }
        }
    }

    pub(super) fn critiques_by_view(&mut self, id: NoteId) -> Vec<view::CritiqueGroup<'a>> {
        let critiques = &self.site.library.note(id).note.critiques;
        [Some(View::AtTheTime), Some(View::Hindsight), None]
            .into_iter()
            .filter_map(|viewpoint| {
                let mut chosen: Vec<usize> =
                    (0..critiques.len()).filter(|&n| critiques[n].view == viewpoint).collect();
                chosen.sort_by_key(|&n| (critiques[n].about.is_none(), critiques[n].about));
                (!chosen.is_empty()).then(|| view::CritiqueGroup {
                    view: viewpoint.map_or("unsaid", View::as_str),
                    critiques: chosen.into_iter().map(|n| self.critique(id, n)).collect(),
                })
            })
            .collect()
    }

    pub(super) fn questions_of(&mut self, id: NoteId) -> Vec<view::Question<'a>> {
        let questions = &self.site.library.note(id).note.questions;
        let mut order: Vec<usize> = (0..questions.len()).collect();
        order.sort_by_key(|&n| !questions[n].is_open());
        order.into_iter().map(|n| self.question(id, n)).collect()
    }

    fn follow_ups(&mut self, id: NoteId) -> Vec<view::FollowUp<'a>> {
        let follow_ups = &self.site.library.note(id).note.follow_ups;
        let mut order: Vec<usize> = (0..follow_ups.len()).collect();
        order.sort_by_key(|&n| urgency(follow_ups[n].priority));
        order.into_iter().filter_map(|n| self.follow_up(id, n)).collect()
    }
}

/// High priority first.
pub(super) fn urgency(priority: Priority) -> u8 {
    match priority {
        Priority::High => 0,
        Priority::Normal => 1,
        Priority::Low => 2,
    }
}

/// The decision of the furthest pass that has one.
pub(super) fn last_decision(note: &Note) -> Option<&'static str> {
    let mut passes: Vec<_> = note.passes().collect();
    passes.sort_by_key(|&(number, _)| Reverse(number));
    passes.iter().find_map(|(_, record)| Some(record.decision.as_ref()?.word.as_str()))
}

/// What was decided at the end of the furthest pass of the note on a paper that went furthest; empty if
/// it does not say.
pub(super) fn last_decision_on(library: &Library, id: PaperId) -> &'static str {
    let notes = library.paper(id).notes.iter();
    notes.take(1).find_map(|&note| last_decision(&library.note(note).note)).unwrap_or_default()
}

/// What a reference is called that leads nowhere.
fn ref_words(paper: &PaperRef) -> &str {
    match paper {
        PaperRef::Named(name) => &name.value,
        PaperRef::Described { facts, .. } => {
            facts.title.as_ref().map_or("", |title| &title.markdown)
        }
    }
}

/// The body of a note as its paper's page shows it.
pub(super) fn body(note: &Note) -> Body<'_> {
    Body::new(&note.body, &note.outline, note.facts.title.as_ref())
}

fn ids(shelved: &ShelvedNote) -> view::NoteIds {
    let id = |place| note_id(shelved, place);
    view::NoteIds {
        prerequisites: id("prerequisites"),
        body: id("body"),
        critiques: id("critiques"),
        questions: id("questions"),
        claims: id("claims"),
        results: id("results"),
        relations: id("relations"),
        follow_ups: id("follow-ups"),
    }
}

fn toc(id: NoteId, writer: &Writer<'_>) -> Vec<view::TocEntry> {
    let shelved = writer.site.library.note(id);
    let note = &shelved.note;
    let body = body(note);
    let section = |place: &str, key: &'static str| view::TocEntry {
        id: note_id(shelved, place),
        title: String::new(),
        key,
        depth: 0,
    };
    let sections = [
        (note.pass1.is_some(), "pass-1", "pass-1"),
        (note.pass2.is_some(), "pass-2", "pass-2"),
        (note.pass3.is_some(), "pass-3", "pass-3"),
        (!body.is_empty(), "body", "note-body"),
        (!note.critiques.is_empty(), "critiques", "critiques"),
        (!note.questions.is_empty(), "questions", "questions"),
        (!note.claims.is_empty(), "claims", "claims"),
        (!note.results.is_empty(), "results", "results"),
        (!note.relations.is_empty(), "relations", "relations"),
        (!note.follow_ups.is_empty(), "follow-ups", "follow-ups"),
    ];
    let mut toc = Vec::new();
    for (there, place, key) in sections {
        if there {
            toc.push(section(place, key));
        }
        if place == "body" {
            toc.extend(body.toc(&shelved.id_prefix()));
        }
    }
    toc
}
