//! What was read when: a calendar for each year, and what every day was for.
//!
//! Invariant: dates come from the notes only, so the page is the same whenever it is made.

use std::cmp::Reverse;
use std::collections::BTreeMap;
use std::fmt::Write as _;

use crate::library::{Library, NoteId};
use crate::model::{PartialDate, PassNumber};
use crate::theme::ThemeError;

use super::head::About;
use super::picture::number;
use super::view;
use super::writer::Writer;
use super::{dates, urls};

/// How many events of the latest year the page of all years lists.
const LATEST: usize = 100;
/// How many of the latest years have their days linked on the page of all years; of those before, the
/// year is.
const LINKED: usize = 2;
/// How many events of a day its title names.
const NAMED: usize = 3;
/// The side of a day, and its distance from the next.
const DAY: u32 = 11;
const STEP: u32 = 14;
/// Space for the names of the months.
const HEAD: u32 = 18;
/// The most columns that a year can touch: 53 weeks and a day.
const WEEKS: u32 = 54;

/// Something that a note dates.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) struct Event {
    /// When.
    pub(super) date: PartialDate,
    /// What.
    pub(super) kind: EventKind,
    /// By which note.
    pub(super) note: NoteId,
}

/// What a note dates.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum EventKind {
    /// A pass.
    Pass(PassNumber),
    /// The note itself.
    Written,
    /// Its last change.
    Updated,
}

impl EventKind {
    fn as_str(self) -> &'static str {
        match self {
            Self::Pass(PassNumber::One) => "pass-1",
            Self::Pass(PassNumber::Two) => "pass-2",
            Self::Pass(PassNumber::Three) => "pass-3",
            Self::Written => "written",
            Self::Updated => "updated",
        }
    }
}

/// Events of all notes by year, the newest first in each. Of one note and day a pass says more than
/// that the note was written, and that more than that it was changed.
pub(super) fn by_year(library: &Library) -> BTreeMap<u16, Vec<Event>> {
    let mut years: BTreeMap<u16, Vec<Event>> = BTreeMap::new();
    for (id, shelved) in library.notes() {
        let note = &shelved.note;
        let passes = note.passes().filter_map(|(number, record)| {
            Some((record.date.as_ref()?.value, EventKind::Pass(number)))
        });
        let mut events: Vec<(PartialDate, EventKind)> = passes.collect();
        let own = [(&note.date, EventKind::Written), (&note.updated, EventKind::Updated)];
        for (date, kind) in own {
            let date = date.as_ref().map(|date| date.value);
            let told = |date: PartialDate| events.iter().any(|(known, _)| *known == date);
            events.extend(date.filter(|&date| !told(date)).map(|date| (date, kind)));
        }
        for (date, kind) in events {
            years.entry(date.year).or_default().push(Event { date, kind, note: id });
        }
    }
    for events in years.values_mut() {
        events.sort_by_key(|event| (Reverse(event.date), event.note, Reverse(event.kind)));
    }
    years
}

/// The calendars of all years, and what was read last.
pub(super) fn render_all(writer: &mut Writer<'_>) -> Result<Vec<u8>, ThemeError> {
    let site = writer.site;
    let years = site.index.activity.iter().rev();
    let latest = site.index.activity.values().next_back().map_or(&[][..], Vec::as_slice);
    let content = view::ActivityPage {
        single: false,
        calendars: years
            .enumerate()
            .map(|(place, (&year, events))| {
                let days = if place < LINKED { Days::Linked } else { Days::Drawn };
                calendar(writer, year, events, days)
            })
            .collect(),
        months: months(writer, &latest[..latest.len().min(LATEST)]),
    };
    let about =
        About::titled(site.words("activity", &[])).described(site.words("activity-about", &[]));
    site.fill(writer, "activity.html", about, content)
}

/// A year with what was read in it.
pub(super) fn render(writer: &mut Writer<'_>, year: u16) -> Result<Vec<u8>, ThemeError> {
    let site = writer.site;
    let events = site.index.activity.get(&year).map_or(&[][..], Vec::as_slice);
    let title = site.words("activity-of", &[("year", &year.to_string())]);
    let content = view::ActivityPage {
        single: true,
        calendars: vec![calendar(writer, year, events, Days::Linked)],
        months: months(writer, events),
    };
    let about = About::titled(title).below(urls::activity(None), site.words("activity", &[]));
    site.fill(writer, "activity.html", about, content)
}

/// Events by month, the newest first; those without a month last.
fn months<'a>(writer: &Writer<'a>, events: &[Event]) -> Vec<view::ActivityMonth<'a>> {
    let month = |event: &Event| PartialDate { day: None, ..event.date };
    let mut anchored = None;
    let months = events.chunk_by(|a, b| month(a) == month(b)).map(|events| view::ActivityMonth {
        date: writer.date(month(&events[0])),
        events: events
            .iter()
            .map(|event| {
                let first = anchored != Some(event.date);
                anchored = Some(event.date);
                let id = (first && event.date.day.is_some()).then(|| event.date.to_string());
                view::ActivityEvent { id, ..writer.event(event) }
            })
            .collect(),
    });
    months.collect()
}

/// How the days of a calendar are shown on which something happened.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Days {
    /// Each with a link to what happened.
    Linked,
    /// All as one picture.
    Drawn,
}

/// The weeks of a year as columns, Monday at the top.
fn calendar(writer: &Writer<'_>, year: u16, events: &[Event], shown: Days) -> view::Calendar {
    let mut days: BTreeMap<PartialDate, Vec<&Event>> = BTreeMap::new();
    for event in events {
        days.entry(event.date).or_default().push(event);
    }
    let page = urls::activity(Some(year));
    let mut view = view::Calendar {
        year,
        href: writer.href(&page),
        count: events.len(),
        width: number(f64::from(WEEKS * STEP)),
        height: number(f64::from(HEAD + 7 * STEP)),
        side: DAY,
        empty: String::new(),
        months: Vec::new(),
        days: Vec::new(),
        drawn: Vec::new(),
    };
    let mut levels: BTreeMap<u8, String> = BTreeMap::new();
    let mut column = 0;
    for (place, (date, weekday)) in days_of(year).enumerate() {
        // A new week starts on Monday; the first day of the year starts the first one.
        column += u32::from(weekday == 0 && place > 0);
        let (x, y) = (column * STEP, HEAD + u32::from(weekday) * STEP);
        if date.day == Some(1) {
            let words = dates::month(writer, date);
            view.months.push(view::ChartTick { at: x.to_string(), words });
        }
        let Some(events) = days.get(&date) else {
            let _ = write!(view.empty, "M{x} {y}h{DAY}v{DAY}h-{DAY}z");
            continue;
        };
        let level = match events.len() {
            1 => 1,
            2 => 2,
            3 | 4 => 3,
            _ => 4,
        };
        if shown == Days::Drawn {
            let path = levels.entry(level).or_default();
            let _ = write!(path, "M{x} {y}h{DAY}v{DAY}h-{DAY}z");
            continue;
        }
        let titles = events.iter().take(NAMED).map(|event| {
            let what = writer.site.words(&format!("activity-{}", event.kind.as_str()), &[]);
            let paper = writer.site.library.note(event.note).paper;
            format!("{what} · {}", writer.paper(paper).title)
        });
        let mut titles: Vec<String> = titles.collect();
        let rest = events.len().saturating_sub(NAMED);
        if rest > 0 {
            titles.push(writer.site.words("and-more", &[("n", &rest.to_string())]));
        }
        view.days.push(view::CalendarDay {
            x,
            y,
            level,
            href: writer.href_at(&page, &date.to_string()),
            title: format!("{}\n{}", writer.date(date).words, titles.join("\n")),
        });
    }
    let drawn = levels.into_iter().map(|(level, path)| view::CalendarLevel { level, path });
    view.drawn = drawn.collect();
    view
}

/// The days of a year in order, each with its weekday.
fn days_of(year: u16) -> impl Iterator<Item = (PartialDate, u8)> {
    let days = (1..=12).flat_map(|month| (1..=31).map(move |day| (month, day)));
    days.filter_map(move |(month, day)| {
        let date = PartialDate { year, month: Some(month), day: Some(day) };
        Some((date, date.weekday()?))
    })
}

impl<'a> Writer<'a> {
    /// Something that a note dates, as lists show it.
    pub(super) fn event(&self, event: &Event) -> view::ActivityEvent<'a> {
        let shelved = self.site.library.note(event.note);
        let pass = match event.kind {
            EventKind::Pass(pass) => pass.number(),
            EventKind::Written | EventKind::Updated => 0,
        };
        view::ActivityEvent {
            id: None,
            date: self.date(event.date),
            kind: event.kind.as_str(),
            pass,
            href: if pass == 0 {
                self.note_href(event.note, "")
            } else {
                self.note_href(event.note, &format!("pass-{pass}"))
            },
            work: self.paper(shelved.paper),
            readers: self.readers_of(event.note),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::days_of;

    #[test]
    fn a_year_has_all_its_days() {
        for (year, count, first) in [(2023, 365, 6), (2024, 366, 0), (1900, 365, 0)] {
            let days: Vec<_> = days_of(year).collect();
            assert_eq!((days.len(), days[0].1), (count, first), "{year}");
        }
    }
}
