//! Questions of all notes: open ones, and those that were answered.

use crate::library::NoteId;
use crate::output::UrlPath;
use crate::theme::ThemeError;

use super::head::About;
use super::index::Index;
use super::pagination::{pagination, slice};
use super::writer::Writer;
use super::{urls, view};

/// The `number`th page of the open or the answered ones.
pub(super) fn render(
    writer: &mut Writer<'_>,
    open: bool,
    number: usize,
) -> Result<Vec<u8>, ThemeError> {
    let site = writer.site;
    let all = chosen(&site.index, open);
    let filters = [(true, "open", "questions-open"), (false, "answered", "questions-answered")];
    let content = view::QuestionsPage {
        filters: filters
            .into_iter()
            .map(|(is_open, word, key)| view::Filter {
                by: word,
                word,
                link: view::Link {
                    href: writer.href(&urls::questions(is_open, 1)),
                    title: site.words(key, &[]),
                },
                count: chosen(&site.index, is_open).len(),
                current: open == is_open,
            })
            .collect(),
        groups: writer
            .by_origin(slice(all, number), Writer::question)
            .map(|(work, readers, questions)| view::QuestionsOf { work, readers, questions })
            .collect(),
        pagination: pagination(writer, all.len(), number, |n| urls::questions(open, n)),
    };
    let mut about = if open {
        About::titled(site.words("questions-open", &[]))
    } else {
        About::titled(site.words("questions-answered", &[]))
            .below(UrlPath::page(["questions"]), site.words("questions", &[]))
    };
    about.noindex = number > 1;
    site.fill(writer, "questions.html", about, content)
}

fn chosen(index: &Index, open: bool) -> &[(NoteId, usize)] {
    if open { &index.open } else { &index.answered }
}
