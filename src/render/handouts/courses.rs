//! Courses, and the index of all handouts.

use crate::library::{CourseId, HandoutId};
use crate::theme::ThemeError;

use super::{Sheet, numbers, prerequisites, sum};
use crate::output::UrlPath;
use crate::render::head::About;
use crate::render::writer::Writer;
use crate::render::{urls, view};

/// All handouts, by their courses.
pub(in crate::render) fn render_all(writer: &mut Writer<'_>) -> Result<Vec<u8>, ThemeError> {
    let site = writer.site;
    let library = &site.library;
    let courses = library.courses().map(|(_, course)| view::CourseSummary {
        course: view::Link {
            href: writer.href(&urls::course(course)),
            title: writer.plain(Some(&course.name)),
        },
        handouts: course.sessions.iter().map(|&id| summary(writer, id)).collect(),
    });
    let others = library.handouts().filter(|(id, _)| library.course_of(*id).is_none());
    let content = view::HandoutsPage {
        courses: courses.collect(),
        handouts: others.map(|(id, _)| summary(writer, id)).collect(),
    };
    site.fill(writer, "handouts.html", About::titled(site.words("handouts", &[])), content)
}

/// A course: its sessions in order.
pub(in crate::render) fn render(
    writer: &mut Writer<'_>,
    id: CourseId,
) -> Result<Vec<u8>, ThemeError> {
    let site = writer.site;
    let course = site.library.course(id);
    let sessions = course.sessions.iter().map(|&id| session(writer, id)).collect();
    let mut teachers: Vec<view::Person> = Vec::new();
    let mut needed: Vec<view::Tag> = Vec::new();
    let mut read: Vec<String> = Vec::new();
    for &id in &course.sessions {
        let handout = site.library.handout(id);
        for teacher in &handout.teachers {
            let teacher = writer.reader_named(&teacher.value);
            if teachers.iter().all(|known| known.name != teacher.name) {
                teachers.push(teacher);
            }
        }
        for tag in prerequisites(writer, id) {
            let known = needed.iter().any(|other| other.name == tag.name);
            if !known && !tag.href.as_ref().is_some_and(|href| read.contains(href)) {
                needed.push(tag);
            }
        }
        let works = (0..handout.papers.len()).filter_map(|n| site.links.handed_out(id, n));
        read.extend(works.map(|work| writer.work(work).href));
    }
    let content = view::CoursePage {
        course_html: writer.inline(&course.name, ""),
        teachers,
        prerequisites: needed,
        sessions,
    };
    let about = About::titled(writer.plain(Some(&course.name)))
        .below(UrlPath::page(["handouts"]), site.words("handouts", &[]));
    site.fill(writer, "course.html", about, content)
}

fn session<'a>(writer: &mut Writer<'a>, id: HandoutId) -> view::Session<'a> {
    let site = writer.site;
    let handout = site.library.handout(id);
    let works = (0..handout.papers.len()).filter_map(|n| site.links.handed_out(id, n));
    view::Session {
        handout: summary(writer, id),
        description_html: writer.prose(&handout.page.description, ""),
        lang: handout.page.lang.as_ref().map_or(site.lang(), |lang| lang.as_str()),
        passes: numbers(&handout.passes),
        papers: works.map(|work| writer.work(work)).collect(),
        prerequisites: prerequisites(writer, id),
        worksheet: writer.href(&urls::handout(&site.library, id, Sheet::Worksheet)),
        points: sum(handout.tasks.iter().map(|task| task.points)),
    }
}

/// A handout as lists show it.
fn summary(writer: &Writer<'_>, id: HandoutId) -> view::HandoutSummary {
    let site = writer.site;
    let handout = site.library.handout(id);
    view::HandoutSummary {
        title: writer.plain(Some(&handout.page.title)),
        href: writer.href(&urls::handout(&site.library, id, Sheet::Handout)),
        session: handout.session.as_ref().map_or_else(String::new, |it| it.value.clone()),
        date: handout.page.date.as_ref().map(|date| writer.date(date.value)),
        due: handout.due.as_ref().map(|due| writer.date(due.value)),
    }
}
