//! Handouts, as students get them.
//!
//! Invariant: no answer of a task is read here, so none can be in the bytes.

use crate::library::{HandoutId, Place};
use crate::model::PassNumber;
use crate::output::UrlPath;
use crate::theme::ThemeError;

use super::body::Body;
use super::head::About;
use super::writer::Writer;
use super::{references, view};

/// All handouts.
pub(super) fn render_all(writer: &mut Writer<'_>) -> Result<String, ThemeError> {
    let site = writer.site;
    let handouts = site.library.handouts().map(|(id, handout)| view::HandoutSummary {
        title: writer.plain(Some(&handout.page.title)),
        href: writer.href(&site.library.url(Place::Handout(id))),
        course: writer.plain(handout.course.as_ref()),
        session: handout.session.as_ref().map_or_else(String::new, |it| it.value.clone()),
        due: handout.due.as_ref().map(|due| writer.date(due.value)),
    });
    let content = view::HandoutsPage { handouts: handouts.collect() };
    site.fill(writer, "handouts.html", About::titled(site.words("handouts", &[])), content)
}

/// A handout.
pub(super) fn render(writer: &mut Writer<'_>, id: HandoutId) -> Result<String, ThemeError> {
    let site = writer.site;
    let handout = site.library.handout(id);
    let page = &handout.page;
    let sum = |values: Vec<Option<u32>>| values.into_iter().flatten().fold(0, u32::saturating_add);
    let content = view::HandoutPage {
        title_html: writer.inline(&page.title, ""),
        description_html: writer.prose(&page.description, ""),
        course_html: writer.maybe(handout.course.as_ref(), ""),
        session: handout.session.as_ref().map_or("", |session| &session.value),
        teachers: handout.teachers.iter().map(|it| writer.reader_named(&it.value)).collect(),
        due: handout.due.as_ref().map(|due| writer.date(due.value)),
        passes: handout.passes.iter().copied().map(PassNumber::number).collect(),
        papers: handout
            .papers
            .iter()
            .enumerate()
            .map(|(n, paper)| writer.listed(paper, site.links.handed_out(id, n)))
            .collect(),
        tasks: handout
            .tasks
            .iter()
            .enumerate()
            .map(|(n, task)| view::Task {
                id: format!("task-{}", n + 1),
                text_html: writer.prose(&task.text, ""),
                minutes: task.minutes,
                points: task.points,
                hint_html: writer.prose(&task.hint, ""),
            })
            .collect(),
        points: sum(handout.tasks.iter().map(|task| task.points).collect()),
        minutes: sum(handout.tasks.iter().map(|task| task.minutes).collect()),
        body_html: Body::of_page(page).html(writer, "", 2),
        body_lang: page.lang.as_ref().map_or(site.lang(), |lang| lang.as_str()),
        references: references::references(writer),
    };
    let about = About::titled(writer.plain(Some(&page.title)))
        .described(writer.plain(page.description.texts().next()))
        .below(UrlPath::page(["handouts"]), site.words("handouts", &[]));
    site.fill(writer, "handout.html", about, content)
}
