//! Handouts in their editions, and courses.

use serde::Serialize;

use super::{
    CritiqueGroup, DateWords, Html, Link, Made, Pass1, Pass2, Pass3, Person, Question, Reference,
    Tag, Work,
};

/// All handouts.
#[derive(Debug, Serialize)]
pub(crate) struct HandoutsPage {
    /// Courses, each with its handouts in the order of their sessions.
    pub(crate) courses: Vec<CourseSummary>,
    /// Handouts of no course.
    pub(crate) handouts: Vec<HandoutSummary>,
}

/// A course as the index of handouts shows it.
#[derive(Debug, Serialize)]
pub(crate) struct CourseSummary {
    /// Its name and page.
    pub(crate) course: Link,
    /// Its handouts in the order of their sessions.
    pub(crate) handouts: Vec<HandoutSummary>,
}

/// A handout as lists show it.
#[derive(Debug, Serialize)]
pub(crate) struct HandoutSummary {
    /// Its title.
    pub(crate) title: String,
    /// Its page.
    pub(crate) href: String,
    /// Which session; may be empty.
    pub(crate) session: String,
    /// When it takes place.
    pub(crate) date: Option<DateWords>,
    /// When its tasks are due.
    pub(crate) due: Option<DateWords>,
}

/// A course: its sessions in order.
#[derive(Debug, Serialize)]
pub(crate) struct CoursePage<'a> {
    /// Its name.
    pub(crate) course_html: Html,
    /// Everybody who teaches a session of it.
    pub(crate) teachers: Vec<Person>,
    /// What to know before the first session: what its sessions ask for and no earlier one has.
    pub(crate) prerequisites: Vec<Tag>,
    /// The sessions.
    pub(crate) sessions: Vec<Session<'a>>,
}

/// A session of a course.
#[derive(Debug, Serialize)]
pub(crate) struct Session<'a> {
    /// The handout.
    pub(crate) handout: HandoutSummary,
    /// Its description; may be empty.
    pub(crate) description_html: Html,
    /// The language of its texts.
    pub(crate) lang: &'a str,
    /// Which passes to do.
    pub(crate) passes: Vec<u8>,
    /// Its papers.
    pub(crate) papers: Vec<Work<'a>>,
    /// What to know first.
    pub(crate) prerequisites: Vec<Tag>,
    /// Its worksheet.
    pub(crate) worksheet: String,
    /// What all its tasks are worth together; 0 if none says.
    pub(crate) points: u32,
}

/// A handout in one of its editions. What is for teachers only is empty in the others.
#[derive(Debug, Serialize)]
pub(crate) struct HandoutPage<'a> {
    /// `handout`, `worksheet` or `teacher`.
    pub(crate) edition: &'static str,
    /// The editions that this site has, this one included.
    pub(crate) editions: Vec<EditionLink>,
    /// Its title.
    pub(crate) title_html: Html,
    /// Its description; may be empty.
    pub(crate) description_html: Html,
    /// The course and its page.
    pub(crate) course: Option<Tag>,
    /// Which session; may be empty.
    pub(crate) session: &'a str,
    /// The handout of the session before.
    pub(crate) previous: Option<Link>,
    /// The handout of the session after.
    pub(crate) next: Option<Link>,
    /// Who teaches it.
    pub(crate) teachers: Vec<Person>,
    /// When it takes place.
    pub(crate) date: Option<DateWords>,
    /// When the tasks are due.
    pub(crate) due: Option<DateWords>,
    /// What to know first.
    pub(crate) prerequisites: Vec<Tag>,
    /// Which passes to do.
    pub(crate) passes: Vec<u8>,
    /// The papers.
    pub(crate) papers: Vec<AssignedPaper<'a>>,
    /// Teachers' own notes: as far as the handout shows them to students, all of them in the
    /// teacher's edition.
    pub(crate) notes: Vec<TeachersNote<'a>>,
    /// What the teacher should know; may be empty.
    pub(crate) teacher_notes_html: Html,
    /// The tasks.
    pub(crate) tasks: Vec<Task>,
    /// What all tasks are worth together; 0 if none says.
    pub(crate) points: u32,
    /// How many minutes all tasks take; 0 if none says.
    pub(crate) minutes: u32,
    /// A sheet to fill in for each paper of which a pass is to be done; none but in the worksheet.
    pub(crate) sheets: Vec<Sheet<'a>>,
    /// Its text; may be empty.
    pub(crate) body_html: Html,
    /// The language of its texts.
    pub(crate) body_lang: &'a str,
    /// What it cites.
    pub(crate) references: Made<Vec<Reference>>,
}

/// An edition of a handout.
#[derive(Debug, Serialize)]
pub(crate) struct EditionLink {
    /// `handout`, `worksheet` or `teacher`.
    pub(crate) edition: &'static str,
    /// Its page.
    pub(crate) href: String,
    /// Whether it is this page.
    pub(crate) current: bool,
}

/// A paper of a handout.
#[derive(Debug, Serialize)]
pub(crate) struct AssignedPaper<'a> {
    /// The paper.
    pub(crate) work: Option<Work<'a>>,
    /// Why it is there; may be empty.
    pub(crate) why_html: Html,
    /// Which passes of it to do, when they are not those of the handout.
    pub(crate) passes: Vec<u8>,
}

/// A teacher's notes on a paper of the handout.
#[derive(Debug, Serialize)]
pub(crate) struct TeachersNote<'a> {
    /// The id of its section.
    pub(crate) id: String,
    /// The paper.
    pub(crate) work: Work<'a>,
    /// Who wrote them.
    pub(crate) readers: Vec<Person>,
    /// The language of the texts.
    pub(crate) lang: &'a str,
    /// The notes on the paper's page.
    pub(crate) href: String,
    /// The first pass.
    pub(crate) pass1: Option<Pass1>,
    /// The second pass.
    pub(crate) pass2: Option<Pass2>,
    /// The third pass.
    pub(crate) pass3: Option<Pass3>,
    /// Critiques by viewpoint; none but in the teacher's edition.
    pub(crate) critiques: Vec<CritiqueGroup<'a>>,
    /// Questions; none but in the teacher's edition.
    pub(crate) questions: Vec<Question<'a>>,
}

/// A task of a handout.
#[derive(Debug, Serialize)]
pub(crate) struct Task {
    /// Its id on the page.
    pub(crate) id: String,
    /// What to do.
    pub(crate) text_html: Html,
    /// How many minutes it should take.
    pub(crate) minutes: Option<u32>,
    /// After how many minutes of the session it begins, if all tasks up to it say how long they
    /// take.
    pub(crate) starts: Option<u32>,
    /// What it is worth.
    pub(crate) points: Option<u32>,
    /// A hint; may be empty.
    pub(crate) hint_html: Html,
    /// How many lines to write on.
    pub(crate) lines: u32,
    /// The answer; empty but in the teacher's edition.
    pub(crate) answer_html: Html,
}

/// What a student fills in on one paper.
#[derive(Debug, Serialize)]
pub(crate) struct Sheet<'a> {
    /// The id of its section.
    pub(crate) id: String,
    /// The paper.
    pub(crate) work: Option<Work<'a>>,
    /// The passes to do.
    pub(crate) passes: Vec<SheetPass>,
    /// The parts of a paper, to be ticked off.
    pub(crate) parts: Vec<SheetPart>,
    /// The sentences of the abstract, if the site knows them.
    pub(crate) sentences: Vec<Sentence>,
}

/// A pass to be done on a sheet.
#[derive(Debug, Serialize)]
pub(crate) struct SheetPass {
    /// 1, 2 or 3.
    pub(crate) number: u8,
    /// The id of its section.
    pub(crate) id: String,
    /// The fewest minutes that the method gives it; 0 for the third pass, which has no measure.
    pub(crate) low: u32,
    /// The most that the method gives it.
    pub(crate) high: u32,
}

/// A part of the paper, to be ticked off in each pass that asks for it.
#[derive(Debug, Serialize)]
pub(crate) struct SheetPart {
    /// `title`, `abstract`, `introduction`, `related-work`, `methods`, `experiments` or
    /// `conclusion`.
    pub(crate) part: &'static str,
    /// Whether the method asks for it, for each pass of the sheet.
    pub(crate) asked: Vec<bool>,
}

/// A sentence of the paper's abstract.
#[derive(Debug, Serialize)]
pub(crate) struct Sentence {
    /// The sentence.
    pub(crate) html: Html,
    /// Its language.
    pub(crate) lang: &'static str,
}
