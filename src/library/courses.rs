//! Courses: handouts that name the same one, in the order of their sessions.
//!
//! Stage: part of shelving.

use std::collections::BTreeMap;
use std::sync::Arc;

use super::{Course, HandoutId, Library, narrow};
use crate::diagnostic::{Code, Diagnostic};
use crate::model::Handout;
use crate::output::slugify;

/// The courses of the library's handouts, in the order of their names; handouts of one session are
/// reported.
pub(super) fn courses(handouts: &[Arc<Handout>], found: &mut Vec<Diagnostic>) -> Vec<Course> {
    let mut by_slug: BTreeMap<String, Course> = BTreeMap::new();
    for (index, handout) in handouts.iter().enumerate() {
        let Some(name) = &handout.course else { continue };
        let slug = Some(slugify(&name.markdown)).filter(|slug| !slug.is_empty());
        let slug = slug.unwrap_or_else(|| "course".to_owned());
        let course = by_slug.entry(slug.clone()).or_insert_with(|| Course {
            name: name.clone(),
            slug,
            sessions: Vec::new(),
        });
        course.sessions.push(HandoutId(narrow(index)));
    }
    for course in by_slug.values_mut() {
        course.sessions.sort_by_cached_key(|id| {
            let handout = &handouts[id.index()];
            let number = handout.session.as_ref().and_then(|session| number(&session.value));
            let date = handout.page.date.as_ref().map(|date| date.value);
            (number.is_none(), number, date.is_none(), date, *id)
        });
        same_sessions(&course.sessions, handouts, found);
    }
    by_slug.into_values().collect()
}

fn same_sessions(sessions: &[HandoutId], handouts: &[Arc<Handout>], found: &mut Vec<Diagnostic>) {
    let mut first: BTreeMap<&str, HandoutId> = BTreeMap::new();
    for &id in sessions {
        let Some(session) = &handouts[id.index()].session else { continue };
        let Some(&other) = first.get(session.value.as_str()) else {
            first.insert(&session.value, id);
            continue;
        };
        let other = &handouts[other.index()];
        let message = format!(
            "session `{}` of the course is also that of `{}`",
            session.value, other.page.path
        );
        let related = other.session.as_ref().map_or(other.page.title.span, |it| it.span);
        found.push(
            Diagnostic::new(Code::SameSession, session.span, message)
                .related(related, "first here")
                .help("number the sessions of a course one after the other"),
        );
    }
}

/// The number in the name of a session, in hundredths: `3`, `第 3 次`, `3.5`, `第十二讲`.
fn number(session: &str) -> Option<u32> {
    let digits = session.find(|c: char| c.is_ascii_digit()).map(|at| &session[at..]);
    if let Some(digits) = digits {
        let end = digits.find(|c: char| !c.is_ascii_digit()).unwrap_or(digits.len());
        let (whole, rest) = digits.split_at(end);
        let part = rest.strip_prefix('.').and_then(|rest| rest.chars().next()?.to_digit(10));
        return whole.parse::<u32>().ok()?.checked_mul(100)?.checked_add(part.unwrap_or(0) * 10);
    }
    let characters = "一二三四五六七八九";
    let digit =
        |c: char| characters.chars().position(|it| it == c).and_then(|n| u32::try_from(n + 1).ok());
    let is_numeral = |c: &char| *c == '十' || digit(*c).is_some();
    let numeral: String =
        session.chars().skip_while(|c| !is_numeral(c)).take_while(is_numeral).collect();
    let (tens, ones) = match numeral.split_once('十') {
        Some((tens, ones)) => (tens.chars().next().map_or(Some(1), digit)?, ones),
        None => (0, numeral.as_str()),
    };
    let ones = ones.chars().next().map_or(Some(0), digit)?;
    Some((tens * 10 + ones) * 100).filter(|&number| number > 0)
}

impl Library {
    /// The course of a handout, and the place of its session in it.
    pub fn course_of(&self, handout: HandoutId) -> Option<(&Course, usize)> {
        self.courses.iter().find_map(|course| {
            Some((course, course.sessions.iter().position(|&session| session == handout)?))
        })
    }
}

#[cfg(test)]
mod tests {
    use super::number;

    #[test]
    fn sessions_are_numbered_in_figures_and_in_chinese() {
        for (session, expected) in [
            ("3", Some(300)),
            ("Week 10", Some(1000)),
            ("3.5", Some(350)),
            ("第十二讲", Some(1200)),
            ("二十", Some(2000)),
            ("第三次课", Some(300)),
            ("导论", None),
            ("", None),
        ] {
            assert_eq!(number(session), expected, "{session}");
        }
    }
}
