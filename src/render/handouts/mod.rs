//! Handouts in their editions.
//!
//! Invariant: what is for teachers only is not in the library that the students' site is made of
//! ([`crate::parse`] took it out), and is read here for the teacher's sheet only: the sheets for
//! students that stand beside it in the teacher's edition of a site are the same as everywhere.

mod courses;
mod sheet;

use crate::config::Edition;
use crate::library::{HandoutId, Library, NoteId, Place};
use crate::links;
use crate::model::{PassNumber, Task};
use crate::output::UrlPath;
use crate::theme::ThemeError;

use super::body::Body;
use super::head::About;
use super::writer::Writer;
use super::{references, urls, view};

pub(super) use courses::{render as render_course, render_all};

/// A handout as it is printed.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Sheet {
    /// What students read.
    Handout,
    /// What students write on.
    Worksheet,
    /// What the teacher has before them; no part of the students' site.
    Teacher,
}

impl Sheet {
    /// All of them.
    pub const ALL: [Self; 3] = [Self::Handout, Self::Worksheet, Self::Teacher];

    /// Those that a site has.
    pub fn of(edition: Edition) -> &'static [Self] {
        match edition {
            Edition::Students => &[Self::Handout, Self::Worksheet],
            Edition::Teacher => &Self::ALL,
        }
    }

    /// Its word: `worksheet`.
    pub fn word(self) -> &'static str {
        match self {
            Self::Handout => "handout",
            Self::Worksheet => "worksheet",
            Self::Teacher => "teacher",
        }
    }

    /// The page of a handout in this edition.
    pub fn url(self, library: &Library, id: HandoutId) -> UrlPath {
        urls::handout(library, id, self)
    }

    fn template(self) -> &'static str {
        match self {
            Self::Handout => "handout.html",
            Self::Worksheet => "worksheet.html",
            Self::Teacher => "teacher.html",
        }
    }
}

/// A handout in one of its editions.
pub(super) fn render(
    writer: &mut Writer<'_>,
    id: HandoutId,
    sheet: Sheet,
) -> Result<Vec<u8>, ThemeError> {
    let site = writer.site;
    let handout = site.library.handout(id);
    let page = &handout.page;
    let course = site.library.course_of(id);
    let title = writer.plain(Some(&page.title));
    let neighbour = |place: Option<usize>| {
        let id = *course?.0.sessions.get(place?)?;
        Some(view::Link {
            href: writer.href(&urls::handout(&site.library, id, sheet)),
            title: writer.plain(Some(&site.library.handout(id).page.title)),
        })
    };
    let place = course.map(|(_, place)| place);
    let (previous, next) =
        (neighbour(place.and_then(|it| it.checked_sub(1))), neighbour(place.map(|it| it + 1)));
    let course = course.map(|(course, _)| view::Tag {
        name: writer.plain(Some(&course.name)),
        href: writer.href_if(&urls::course(course)),
    });
    let session = handout.session.as_ref().map_or("", |session| &session.value);
    let about = about(writer, id, sheet, &title, course.as_ref());
    let content = view::HandoutPage {
        edition: sheet.word(),
        editions: editions(writer, id, sheet),
        title_html: writer.inline(&page.title, ""),
        description_html: writer.prose(&page.description, ""),
        course,
        session,
        previous,
        next,
        teachers: handout.teachers.iter().map(|it| writer.reader_named(&it.value)).collect(),
        date: page.date.as_ref().map(|date| writer.date(date.value)),
        due: handout.due.as_ref().map(|due| writer.date(due.value)),
        prerequisites: prerequisites(writer, id),
        passes: numbers(&handout.passes),
        papers: papers(writer, id),
        body_html: Body::of_page(page).html(writer, "", 2),
        teacher_notes_html: match sheet {
            Sheet::Teacher => writer.prose(&handout.teacher_notes, ""),
            Sheet::Handout | Sheet::Worksheet => view::Html::default(),
        },
        tasks: tasks(writer, &handout.tasks, sheet),
        points: sum(handout.tasks.iter().map(|task| task.points)),
        minutes: sum(handout.tasks.iter().map(|task| task.minutes)),
        sheets: match sheet {
            Sheet::Worksheet => sheet::sheets(writer, id),
            Sheet::Handout | Sheet::Teacher => Vec::new(),
        },
        notes: match sheet {
            Sheet::Worksheet => Vec::new(),
            Sheet::Handout => {
                let shown = handout.show.as_ref().map_or(&[][..], |show| &show.value);
                notes(writer, id, shown, Whole::No)
            }
            Sheet::Teacher => notes(writer, id, &PassNumber::ALL, Whole::Yes),
        },
        body_lang: page.lang.as_ref().map_or(site.lang(), |lang| lang.as_str()),
        references: references::references(writer),
    };
    site.fill(writer, sheet.template(), about, content)
}

fn about(
    writer: &Writer<'_>,
    id: HandoutId,
    sheet: Sheet,
    title: &str,
    course: Option<&view::Tag>,
) -> About {
    let site = writer.site;
    let handout = site.library.handout(id);
    let edition = site.words(&format!("edition-{}", sheet.word()), &[]);
    let session = handout.session.as_ref();
    let session = session.map(|it| site.words("session", &[("name", &it.value)]));
    let name = course.map(|course| course.name.clone());
    let running: Vec<String> = name.into_iter().chain(session).collect();
    let titled = match sheet {
        Sheet::Handout => title.to_owned(),
        Sheet::Worksheet | Sheet::Teacher => format!("{title} · {edition}"),
    };
    let mut about = About::titled(titled)
        .described(writer.plain(handout.page.description.texts().next()))
        .below(UrlPath::page(["handouts"]), site.words("handouts", &[]));
    if let Some((course, _)) = site.library.course_of(id) {
        about = about.below(urls::course(course), writer.plain(Some(&course.name)));
    }
    if sheet != Sheet::Handout {
        about = about.below(site.library.url(Place::Handout(id)).into_owned(), title.to_owned());
    }
    About { noindex: sheet != Sheet::Handout, running: running.join(" · "), ..about }
}

fn editions(writer: &Writer<'_>, id: HandoutId, here: Sheet) -> Vec<view::EditionLink> {
    let site = writer.site;
    Sheet::of(site.config.edition)
        .iter()
        .map(|&sheet| view::EditionLink {
            edition: sheet.word(),
            href: writer.href(&urls::handout(&site.library, id, sheet)),
            current: sheet == here,
        })
        .collect()
}

/// Numbers of passes.
pub(super) fn numbers(passes: &[PassNumber]) -> Vec<u8> {
    passes.iter().copied().map(PassNumber::number).collect()
}

/// The sum of those that are given.
pub(super) fn sum(values: impl Iterator<Item = Option<u32>>) -> u32 {
    values.flatten().fold(0, u32::saturating_add)
}

/// What to know before a handout.
pub(super) fn prerequisites(writer: &Writer<'_>, id: HandoutId) -> Vec<view::Tag> {
    let site = writer.site;
    let refs = site.library.handout(id).prerequisites.iter().enumerate();
    refs.map(|(n, written)| writer.needed(written, site.links.needed(id, n))).collect()
}

fn papers<'a>(writer: &mut Writer<'a>, id: HandoutId) -> Vec<view::AssignedPaper<'a>> {
    let site = writer.site;
    let papers = site.library.handout(id).papers.iter().enumerate();
    papers
        .map(|(n, paper)| view::AssignedPaper {
            work: site.links.handed_out(id, n).map(|work| writer.work(work)),
            why_html: writer.prose(&paper.listed.why, ""),
            passes: paper.passes.as_deref().map_or_else(Vec::new, numbers),
        })
        .collect()
}

fn tasks(writer: &mut Writer<'_>, tasks: &[Task], sheet: Sheet) -> Vec<view::Task> {
    let mut clock = Some(0_u32);
    let mut views = Vec::with_capacity(tasks.len());
    for (n, task) in tasks.iter().enumerate() {
        let starts = clock.filter(|_| task.minutes.is_some());
        clock = clock.zip(task.minutes).map(|(clock, minutes)| clock.saturating_add(minutes));
        views.push(view::Task {
            id: format!("task-{}", n + 1),
            text_html: writer.prose(&task.text, ""),
            minutes: task.minutes,
            starts,
            points: task.points,
            hint_html: writer.prose(&task.hint, ""),
            lines: lines(task),
            answer_html: match sheet {
                Sheet::Teacher => writer.prose(&task.answer, ""),
                Sheet::Handout | Sheet::Worksheet => view::Html::default(),
            },
        });
    }
    views
}

/// How many lines to write on a task has: one for each two minutes or three points, within reason.
fn lines(task: &Task) -> u32 {
    let by_minutes = task.minutes.map(|minutes| minutes / 2);
    let by_points = task.points.map(|points| points / 3);
    by_minutes.or(by_points).unwrap_or(4).clamp(3, 10)
}

/// Whether notes are shown with critiques and questions.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Whole {
    Yes,
    No,
}

/// The `shown` passes of the teachers' notes on the papers of a handout.
fn notes<'a>(
    writer: &mut Writer<'a>,
    id: HandoutId,
    shown: &[PassNumber],
    whole: Whole,
) -> Vec<view::TeachersNote<'a>> {
    let site = writer.site;
    let papers = 0..site.library.handout(id).papers.len();
    let ids = papers.flat_map(|n| links::teachers_notes(&site.library, &site.links, id, n));
    let has_any = |id: &NoteId| has_any(&site.library, *id, shown, whole);
    ids.filter(has_any)
        .collect::<Vec<_>>()
        .into_iter()
        .map(|id| note(writer, id, shown, whole))
        .collect()
}

fn has_any(library: &Library, id: NoteId, shown: &[PassNumber], whole: Whole) -> bool {
    let note = &library.note(id).note;
    note.passes()
        .any(|(pass, _)| shown.contains(&pass) && (whole == Whole::Yes || note.publishes(pass)))
}

fn note<'a>(
    writer: &mut Writer<'a>,
    id: NoteId,
    shown: &[PassNumber],
    whole: Whole,
) -> view::TeachersNote<'a> {
    let shelved = writer.site.library.note(id);
    let note = &shelved.note;
    let is_shown = |pass| shown.contains(&pass) && (whole == Whole::Yes || note.publishes(pass));
    let pass1 = note.pass1.as_ref().filter(|_| is_shown(PassNumber::One));
    let pass2 = note.pass2.as_ref().filter(|_| is_shown(PassNumber::Two));
    let pass3 = note.pass3.as_ref().filter(|_| is_shown(PassNumber::Three));
    view::TeachersNote {
        id: writer.id(id, "notes"),
        work: writer.paper(shelved.paper),
        readers: writer.readers_of(id),
        lang: shelved.lang.as_str(),
        href: writer.note_href(id, ""),
        pass1: pass1.map(|pass| writer.pass1(id, pass)),
        pass2: pass2.map(|pass| writer.pass2(id, pass)),
        pass3: pass3.map(|pass| writer.pass3(id, pass)),
        critiques: match whole {
            Whole::Yes => critiques(writer, id),
            Whole::No => Vec::new(),
        },
        questions: match whole {
            Whole::Yes => questions(writer, id),
            Whole::No => Vec::new(),
        },
    }
}

/// Critiques and questions stand below the name of their paper and reader, and need not repeat them.
fn critiques<'a>(writer: &mut Writer<'a>, id: NoteId) -> Vec<view::CritiqueGroup<'a>> {
    let mut groups = writer.critiques_by_view(id);
    for critique in groups.iter_mut().flat_map(|group| &mut group.critiques) {
        critique.work = None;
        critique.readers.clear();
    }
    groups
}

fn questions<'a>(writer: &mut Writer<'a>, id: NoteId) -> Vec<view::Question<'a>> {
    let mut questions = writer.questions_of(id);
    for question in &mut questions {
        question.work = None;
        question.readers.clear();
    }
    questions
}
