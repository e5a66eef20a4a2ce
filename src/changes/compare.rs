//! Two states → what changed.

use std::collections::BTreeMap;

use super::identity::{name, pairs};
use super::{Changes, Event, Fact, PaperChange, State, Thing};
use crate::export::joined;
use crate::library::{NoteId, Paper, PaperId};
use crate::links::Work;
use crate::model::{Note, PartialDate};
use crate::stats::minutes;

pub(super) fn compare(old: State<'_>, new: State<'_>) -> Changes {
    let pairs = pairs(old.library, new.library);
    let mut changes = Changes::default();
    let mut dates = Vec::new();
    for (id, paper) in new.library.papers() {
        let Some(&before) = pairs.get(&id) else {
            changes.added.push(added(old, new, paper));
            dates.extend(paper.notes.iter().filter_map(|&note| date(new, note)));
            continue;
        };
        let facts = changed(old, new, before, id, &mut dates);
        if !facts.is_empty() {
            changes.changed.push(of(paper, facts));
        }
    }
    let kept: Vec<PaperId> = pairs.into_values().collect();
    for (id, paper) in old.library.papers() {
        if !kept.contains(&id) {
            let gone = paper.notes.iter().map(|&note| Fact::NoteRemoved(reader(old, note)));
            changes.removed.push(of(paper, gone.collect()));
        }
    }
    let all = || new.library.notes().filter_map(|(id, _)| date(new, id)).max();
    changes.date = dates.into_iter().max().or_else(all);
    changes
}

fn of(paper: &Paper, facts: Vec<Fact>) -> PaperChange {
    PaperChange { key: paper.key.as_str().to_owned(), name: name(paper), facts }
}

fn date(state: State<'_>, note: NoteId) -> Option<PartialDate> {
    state.library.note(note).note.latest_date()
}

/// The names of a note's readers.
fn reader(state: State<'_>, note: NoteId) -> Option<String> {
    let readers = &state.library.note(note).readers;
    let names: Vec<&str> =
        readers.iter().map(|&reader| state.library.reader(reader).name.as_str()).collect();
    (!names.is_empty()).then(|| names.join(", "))
}

/// A paper that nobody had read.
fn added(old: State<'_>, new: State<'_>, paper: &Paper) -> PaperChange {
    let key = paper.key.as_str().to_lowercase();
    let wanted = old.links.wanted_papers().find(|(_, wanted)| {
        let facts = &wanted.facts;
        wanted.key.to_lowercase() == key
            || (paper.doi.is_some()
                && facts.doi.as_ref().map(|doi| &doi.value) == paper.doi.as_ref())
            || (paper.arxiv.is_some()
                && facts.arxiv.as_ref().map(|id| &id.value.id)
                    == paper.arxiv.as_ref().map(|id| &id.id))
    });
    let mut facts: Vec<Fact> = paper.notes.iter().map(|&note| note_added(new, note)).collect();
    if let Some((_, wanted)) = wanted {
        let mut papers: Vec<PaperId> =
            wanted.wanted_by.iter().map(|link| old.library.note(link.note).paper).collect();
        papers.sort();
        papers.dedup();
        facts.push(Fact::WasWanted(papers.len()));
    }
    let mut tally = Tally::default();
    for &note in &paper.notes {
        tally.all_new(new, note);
    }
    facts.extend(tally.facts());
    of(paper, facts)
}

fn note_added(state: State<'_>, note: NoteId) -> Fact {
    Fact::NoteAdded(reader(state, note), state.library.note(note).note.reached())
}

/// What changed of a paper that both states have.
fn changed(
    old: State<'_>,
    new: State<'_>,
    before: PaperId,
    after: PaperId,
    dates: &mut Vec<PartialDate>,
) -> Vec<Fact> {
    let (before, after) = (old.library.paper(before), new.library.paper(after));
    let by_reader = |state: State<'_>, paper: &Paper| -> BTreeMap<String, NoteId> {
        let note = |&id: &NoteId| (state.library.note(id).anchor.clone(), id);
        paper.notes.iter().map(note).collect()
    };
    let (mut gone, there) = (by_reader(old, before), by_reader(new, after));
    let mut facts = Vec::new();
    if before.reached != after.reached {
        facts.push(Fact::Pass(before.reached, after.reached));
    }
    let mut tally = Tally::default();
    let (mut read, mut revised) = (0, false);
    let mut touched = Vec::new();
    for (anchor, id) in there {
        let Some(then) = gone.remove(&anchor) else {
            facts.push(note_added(new, id));
            tally.all_new(new, id);
            touched.push(id);
            continue;
        };
        let (was, is) = (&old.library.note(then).note, &new.library.note(id).note);
        let counted = tally.between((old, then), (new, id));
        let decided = decisions(was, is);
        let more = minutes(is).saturating_sub(minutes(was));
        let differs = said(was) != said(is) || was.reached() != is.reached();
        if counted || !decided.is_empty() || more > 0 || differs {
            touched.push(id);
        }
        read += more;
        revised |= differs;
        facts.extend(decided);
    }
    facts.extend(gone.into_values().map(|note| Fact::NoteRemoved(reader(old, note))));
    if read > 0 {
        facts.push(Fact::Minutes(read));
    }
    facts.extend(tally.facts());
    if facts.is_empty() && revised {
        facts.push(Fact::Revised);
    }
    dates.extend(touched.into_iter().filter_map(|note| date(new, note)));
    facts
}

/// All that a note says in words.
fn said(note: &Note) -> (&str, &str) {
    (note.outline.plain.as_str(), note.front_outline.plain.as_str())
}

/// Decisions that are new or other than they were.
fn decisions(was: &Note, is: &Note) -> Vec<Fact> {
    let word = |note: &Note, pass| {
        let mut passes = note.passes().filter(|(number, _)| *number == pass);
        passes.next().and_then(|(_, record)| record.decision.as_ref().map(|it| it.word))
    };
    let decided = is.passes().filter_map(|(pass, _)| {
        let now = word(is, pass)?;
        (word(was, pass) != Some(now)).then_some(Fact::Decided(pass, now))
    });
    decided.collect()
}

/// Things that are counted, over all notes of a paper.
#[derive(Default)]
struct Tally(BTreeMap<(Thing, Event), usize>);

/// Things of a note by what makes two of them the same, and whether each is answered.
type Things = BTreeMap<Thing, BTreeMap<String, bool>>;

impl Tally {
    fn facts(self) -> impl Iterator<Item = Fact> {
        self.0.into_iter().map(|((thing, event), count)| Fact::Count(thing, event, count))
    }

    fn add(&mut self, thing: Thing, event: Event) {
        *self.0.entry((thing, event)).or_default() += 1;
    }

    fn all_new(&mut self, state: State<'_>, note: NoteId) {
        for (thing, all) in things(state, note) {
            for _ in all {
                self.add(thing, Event::New);
            }
        }
    }

    /// Counts what changed between two notes; whether anything did.
    fn between(&mut self, old: (State<'_>, NoteId), new: (State<'_>, NoteId)) -> bool {
        let (mut was, is) = (things(old.0, old.1), things(new.0, new.1));
        let mut any = false;
        let mut add = |thing, event| {
            self.add(thing, event);
            any = true;
        };
        for (thing, all) in is {
            let mut before = was.remove(&thing).unwrap_or_default();
            for (what, answered) in all {
                match before.remove(&what) {
                    None => add(thing, Event::New),
                    Some(false) if answered => add(thing, Event::Answered),
                    Some(_) => {}
                }
            }
            for _ in before {
                add(thing, Event::Gone);
            }
        }
        for (thing, all) in was {
            for _ in all {
                add(thing, Event::Gone);
            }
        }
        any
    }
}

fn things(state: State<'_>, id: NoteId) -> Things {
    let note = &state.library.note(id).note;
    let mut things = Things::new();
    let mut add = |thing, what: String, answered| {
        things.entry(thing).or_default().insert(what, answered);
    };
    for index in 0..note.follow_ups.len() {
        let key = match state.links.follow_up(id, index) {
            Some(Work::Read(paper)) => state.library.paper(paper).key.as_str(),
            Some(Work::Wanted(wanted)) => state.links.wanted(wanted).key.as_str(),
            None => continue,
        };
        add(Thing::FollowUp, key.to_lowercase(), false);
    }
    for critique in &note.critiques {
        add(Thing::Critique, joined(&critique.claim), !critique.answered_by.is_empty());
    }
    for question in &note.questions {
        add(Thing::Question, joined(&question.ask), !question.is_open());
    }
    for claim in &note.claims {
        add(Thing::Claim, joined(&claim.claim), false);
    }
    for row in &note.results {
        let setting = row.setting.as_ref().map_or("", |setting| setting.markdown.as_str());
        let what = [&row.benchmark, &row.metric, setting, &row.value].join("\u{1f}");
        add(Thing::Result, what, false);
    }
    things
}
