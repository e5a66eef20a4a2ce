//! Readers: what they wrote, what they are on, what they should read next.

use std::cmp::Reverse;
use std::collections::BTreeSet;

use crate::library::{Library, NoteId, PaperId, ReaderIndex};
use crate::links::{Backlink, Links, Via, Work};
use crate::model::Priority;
use crate::output::UrlPath;
use crate::theme::ThemeError;

use super::body::Body;
use super::head::About;
use super::pagination::{pagination, slice};
use super::writer::Writer;
use super::{note, references, urls, view};

/// How many papers to read next a reader's page shows.
const NEXT: usize = 50;

/// How many of their open questions it shows.
const QUESTIONS: usize = 50;

/// All readers.
pub(super) fn render_all(writer: &mut Writer<'_>) -> Result<Vec<u8>, ThemeError> {
    let site = writer.site;
    let readers = site.library.readers().map(|(id, _)| writer.reader_summary(id)).collect();
    let about = About::titled(site.words("readers", &[]));
    site.fill(writer, "readers.html", about, view::ReadersPage { readers })
}

/// The `number`th page of a reader: the first tells of them, all have notes.
pub(super) fn render(
    writer: &mut Writer<'_>,
    id: ReaderIndex,
    number: usize,
) -> Result<Vec<u8>, ThemeError> {
    let site = writer.site;
    let reader = site.library.reader(id);
    let first = number == 1;
    let profile = reader.profile.as_ref().filter(|_| first);
    let page = profile.map(|profile| &profile.page);
    let summary = writer.reader_summary(id);
    let asked: &[NoteId] = if first { &reader.notes } else { &[] };
    let open = open_questions(&site.library, asked);
    let questions = open.iter().take(QUESTIONS).map(|&(id, n)| writer.question(id, n)).collect();
    let content = view::ReaderPage {
        name: &reader.name,
        affiliation: summary.affiliation,
        role: summary.role,
        links: profile
            .into_iter()
            .flat_map(|profile| &profile.links)
            .map(|(title, url)| view::Link {
                href: url.value.as_str().to_owned(),
                title: title.clone(),
            })
            .collect(),
        photo: profile.and_then(|profile| {
            let path = site.links.file(profile.photo.as_ref()?.span)?;
            let dimensions = site.assets.get(path)?.dimensions;
            Some(view::Image {
                src: writer.asset(path)?,
                width: dimensions.map(|(width, _)| width),
                height: dimensions.map(|(_, height)| height),
            })
        }),
        body_html: page
            .map_or_else(view::Html::default, |page| Body::of_page(page).html(writer, "", 2)),
        body_lang: page.and_then(|page| page.lang.as_ref()).map_or(site.lang(), |it| it.as_str()),
        notes: slice(&reader.notes, number).iter().map(|&note| writer.note_summary(note)).collect(),
        pagination: pagination(writer, reader.notes.len(), number, |n| {
            urls::reader(&site.library, id, n)
        }),
        next: next(writer, asked),
        questions,
        questions_rest: open.len().saturating_sub(QUESTIONS),
        references: references::references(writer),
    };
    let mut about = About::titled(&reader.name)
        .described(
            page.map_or_else(String::new, |page| writer.plain(page.description.texts().next())),
        )
        .below(UrlPath::page(["readers"]), site.words("readers", &[]));
    about.noindex = !first;
    site.fill(writer, "reader.html", about, content)
}

/// Follow-ups of the reader's notes to papers that they have not read: those that most notes of the
/// whole site ask for first, among equals the most urgent.
fn next<'a>(writer: &mut Writer<'a>, notes: &[NoteId]) -> Vec<view::FollowUp<'a>> {
    let library = &writer.site.library;
    let read: BTreeSet<PaperId> = notes.iter().map(|&note| library.note(note).paper).collect();
    let urgency =
        |id: NoteId, n: usize| note::urgency(library.note(id).note.follow_ups[n].priority);
    let mut next: Vec<(Work, NoteId, usize)> = Vec::new();
    for &id in notes {
        for n in 0..library.note(id).note.follow_ups.len() {
            let work = writer.site.links.follow_up(id, n);
            let known = matches!(work, Some(Work::Read(paper)) if read.contains(&paper));
            next.extend(work.filter(|_| !known).map(|work| (work, id, n)));
        }
    }
    // Of several follow-ups to one paper the most urgent is shown.
    next.sort_by_key(|&(work, id, n)| (work, urgency(id, n)));
    next.dedup_by_key(|&mut (work, ..)| work);
    next.sort_by_cached_key(|&(work, id, n)| {
        (Reverse(demand(&writer.site.library, &writer.site.links, work)), urgency(id, n))
    });
    next.into_iter().take(NEXT).filter_map(|(_, id, n)| writer.follow_up(id, n)).collect()
}

/// How much a paper is asked for: as [`Wanted::demand`](crate::links::Wanted::demand) says for one
/// that nobody has read, and by the same measure for one that somebody else has.
fn demand(library: &Library, links: &Links, work: Work) -> u32 {
    let id = match work {
        Work::Wanted(id) => return links.wanted(id).demand,
        Work::Read(id) => id,
    };
    let weight = |lead: &Backlink| match lead.via {
        Via::FollowUp(n) => match library.note(lead.note).note.follow_ups[n as usize].priority {
            Priority::High => 3,
            Priority::Normal => 2,
            Priority::Low => 1,
        },
        _ => 1,
    };
    // They are in the order of the notes.
    let by_note = links.backlinks(id).chunk_by(|a, b| a.note == b.note);
    by_note.filter_map(|of_note| of_note.iter().map(weight).max()).sum()
}

fn open_questions(library: &Library, notes: &[NoteId]) -> Vec<(NoteId, usize)> {
    let open = notes.iter().flat_map(|&id| {
        let questions = library.note(id).note.questions.iter().enumerate();
        questions.filter(|(_, question)| question.is_open()).map(move |(n, _)| (id, n))
    });
    open.collect()
}
