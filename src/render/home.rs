//! The home page: what is going on in this group.

use crate::library::Place;
use crate::links::Work;
use crate::model::ReadingStatus;
use crate::output::UrlPath;
use crate::theme::ThemeError;

use super::activity::EventKind;
use super::body::Body;
use super::head::About;
use super::writer::Writer;
use super::{lists, view};

/// How many of each the page shows.
const LATEST: usize = 8;
const PASSED: usize = 6;
const WANTED: usize = 5;
const QUESTIONS: usize = 5;
const READERS: usize = 24;
/// How many of those who want a paper are named.
const WANTED_BY: usize = 1;

/// The page.
pub(super) fn render(writer: &mut Writer<'_>) -> Result<Vec<u8>, ThemeError> {
    let site = writer.site;
    let (library, index) = (&site.library, &site.index);
    let intro = library.pages().find(|(id, _)| *library.url(Place::Page(*id)) == UrlPath::home());
    let newest = index
        .newest
        .iter()
        .filter(|&&id| library.note(id).note.reading_status() != ReadingStatus::ToRead);
    let passed = index.activity.values().rev().flatten();
    let passed = passed.filter(|event| matches!(event.kind, EventKind::Pass(_)));
    let wanted: Vec<_> = site.links.wanted_papers().take(WANTED).map(|(id, _)| id).collect();
    let readers = library.readers().filter(|(_, reader)| !reader.notes.is_empty());
    let featured = site.links.featured().iter();
    let papers = featured.clone().filter_map(|place| match place {
        Place::Paper(id) => Some(writer.work(Work::Read(*id))),
        _ => None,
    });
    let lists = featured.filter_map(|place| match place {
        Place::List(id) => Some(lists::summary(writer, *id)),
        _ => None,
    });
    let (featured, featured_lists) = (papers.collect(), lists.collect());
    let content = view::HomePage {
        featured,
        featured_lists,
        intro_html: intro
            .map_or_else(view::Html::default, |(_, page)| Body::of_page(page).html(writer, "", 2)),
        intro_lang: intro
            .and_then(|(_, page)| page.lang.as_ref())
            .map_or(site.lang(), |lang| lang.as_str()),
        latest: newest
            .take(LATEST)
            .map(|&id| view::NoteSummary {
                figure: writer.thumbnail(id),
                ..writer.note_summary(id)
            })
            .collect(),
        passed: passed.take(PASSED).map(|event| writer.event(event)).collect(),
        wanted: wanted.into_iter().map(|id| writer.wanted_item(id, WANTED_BY)).collect(),
        questions: index
            .open
            .iter()
            .take(QUESTIONS)
            .map(|&(note, n)| writer.question(note, n))
            .collect(),
        readers: readers.take(READERS).map(|(id, _)| writer.reader_summary(id)).collect(),
        passes: writer.passes(),
        counts: view::Counts {
            papers: library.papers().len(),
            notes: library.notes().len(),
            wanted: site.links.wanted_papers().len(),
            critiques: index.critiques.first().map_or(0, |(_, all)| all.len()),
            questions: index.open.len(),
        },
    };
    let about = About::titled(&site.config.title)
        .described(site.config.description.clone().unwrap_or_default());
    site.fill(writer, "home.html", about, content)
}
