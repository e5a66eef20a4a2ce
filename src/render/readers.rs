//! Readers: what they wrote, what they are on, what they should read next.

use std::collections::BTreeSet;

use crate::library::{NoteId, PaperId, ReaderIndex};
use crate::links::Work;
use crate::output::UrlPath;
use crate::theme::ThemeError;

use super::body::Body;
use super::head::About;
use super::writer::Writer;
use super::{note, references, view};

/// How many papers to read next a reader's page shows.
const NEXT: usize = 50;

/// All readers.
pub(super) fn render_all(writer: &mut Writer<'_>) -> Result<String, ThemeError> {
    let site = writer.site;
    let readers = site.library.readers().map(|(id, _)| writer.reader_summary(id)).collect();
    let about = About::titled(site.words("readers", &[]));
    site.fill(writer, "readers.html", about, view::ReadersPage { readers })
}

/// A reader.
pub(super) fn render(writer: &mut Writer<'_>, id: ReaderIndex) -> Result<String, ThemeError> {
    let site = writer.site;
    let reader = site.library.reader(id);
    let profile = reader.profile.as_ref();
    let page = profile.map(|profile| &profile.page);
    let summary = writer.reader_summary(id);
    let questions = open_questions(writer, &reader.notes);
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
        body_html: page.map_or_else(String::new, |page| Body::of_page(page).html(writer, "", 2)),
        body_lang: page.and_then(|page| page.lang.as_ref()).map_or(site.lang(), |it| it.as_str()),
        notes: reader.notes.iter().map(|&note| writer.note_summary(note)).collect(),
        next: next(writer, &reader.notes),
        questions,
        references: references::references(writer),
    };
    let about = About::titled(&reader.name)
        .described(
            page.map_or_else(String::new, |page| writer.plain(page.description.texts().next())),
        )
        .below(UrlPath::page(["readers"]), site.words("readers", &[]));
    site.fill(writer, "reader.html", about, content)
}

/// Follow-ups of the reader's notes to papers that they have not read, the most urgent first.
fn next<'a>(writer: &mut Writer<'a>, notes: &[NoteId]) -> Vec<view::FollowUp<'a>> {
    let library = &writer.site.library;
    let read: BTreeSet<PaperId> = notes.iter().map(|&note| library.note(note).paper).collect();
    let mut seen = BTreeSet::new();
    let mut next: Vec<(NoteId, usize)> = Vec::new();
    for &id in notes {
        for n in 0..library.note(id).note.follow_ups.len() {
            let work = writer.site.links.follow_up(id, n);
            let known = matches!(work, Some(Work::Read(paper)) if read.contains(&paper));
            if work.is_some_and(|work| !known && seen.insert(work)) {
                next.push((id, n));
            }
        }
    }
    next.sort_by_key(|&(id, n)| note::urgency(library.note(id).note.follow_ups[n].priority));
    next.into_iter().take(NEXT).filter_map(|(id, n)| writer.follow_up(id, n)).collect()
}

fn open_questions<'a>(writer: &mut Writer<'a>, notes: &[NoteId]) -> Vec<view::Question<'a>> {
    let library = &writer.site.library;
    let open = notes.iter().flat_map(|&id| {
        let questions = library.note(id).note.questions.iter().enumerate();
        questions.filter(|(_, question)| question.is_open()).map(move |(n, _)| (id, n))
    });
    let open: Vec<(NoteId, usize)> = open.collect();
    open.into_iter().map(|(id, n)| writer.question(id, n)).collect()
}
