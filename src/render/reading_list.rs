//! The follow-up reading list of the whole site: wanted papers, ranked by demand with every why;
//! and what is begun, put off or queued.

use crate::library::NoteId;
use crate::links::WantedId;
use crate::model::ReadingStatus;
use crate::theme::ThemeError;

use super::head::About;
use super::note::last_decision;
use super::pagination::{pagination, slice};
use super::writer::Writer;
use super::{LEADS_SHOWN, urls, view};

/// The `number`th page.
pub(super) fn render(writer: &mut Writer<'_>, number: usize) -> Result<Vec<u8>, ThemeError> {
    let site = writer.site;
    let wanted: Vec<WantedId> = site.links.wanted_papers().map(|(id, _)| id).collect();
    let mut content = view::ReadingListPage {
        wanted: slice(&wanted, number)
            .iter()
            .map(|&id| writer.wanted_item(id, LEADS_SHOWN))
            .collect(),
        unfinished: Vec::new(),
        queued: Vec::new(),
        pagination: pagination(writer, wanted.len(), number, urls::reading_list),
    };
    if number == 1 {
        content.queued = notes(writer, |id| {
            site.library.note(id).note.reading_status() == ReadingStatus::ToRead
        });
        content.unfinished = notes(writer, |id| {
            let note = &site.library.note(id).note;
            let on = matches!(last_decision(note), Some("continue" | "later"));
            note.reading_status() == ReadingStatus::Reading || on
        });
    }
    let mut about = About::titled(site.words("reading-list", &[]))
        .described(site.words("reading-list-about", &[]));
    about.noindex = number > 1;
    site.fill(writer, "reading_list.html", about, content)
}

fn notes<'a>(writer: &Writer<'a>, choose: impl Fn(NoteId) -> bool) -> Vec<view::NoteSummary<'a>> {
    let chosen = writer.site.index.newest.iter().filter(|&&id| choose(id)).take(super::PER_PAGE);
    chosen.map(|&id| writer.note_summary(id)).collect()
}
