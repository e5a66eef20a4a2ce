//! Papers that are wanted: who leads to one unread paper, and what it is called.
//!
//! Stage: part of linking. Invariant: wants of one paper are one entry by the same rules as notes
//! on one paper are ([`crate::library::group`]); its key depends on what is known of it, and on
//! other papers only where they would have the same key.

use std::collections::{BTreeMap, BTreeSet};

use rayon::prelude::*;

use super::phrases::Phrases;
use super::suggest::{key_from_words, suggest_key};
use super::written::Want;
use super::{Backlink, Wanted, WantedId, narrow};
use crate::library::{Claims, Library, NoteId, fill, fold, group, urls};
use crate::model::{PaperFacts, Priority};

/// One reference to a paper that nobody has read.
#[derive(Clone, Debug)]
pub(super) struct Asking {
    pub(super) want: Want,
    /// The note and the place in it, if it is a note that asks.
    pub(super) backlink: Option<Backlink>,
    /// What a follow-up says of its urgency.
    pub(super) priority: Option<Priority>,
}

/// The wanted papers.
pub(super) struct Collected {
    /// The papers in their order.
    pub(super) wanted: Vec<Wanted>,
    /// Which of them each reference leads to.
    pub(super) of: Vec<WantedId>,
    /// Which of them are known by more than a name: somebody describes them, or a bibliography
    /// has them.
    pub(super) known: Vec<bool>,
    /// Which of them a bibliography has.
    pub(super) referenced: Vec<bool>,
}

/// Joins `asking` to wanted papers.
pub(super) fn collect(library: &Library, mut asking: Vec<Asking>) -> Collected {
    let mut references: Vec<Claims> = library.references().par_iter().map(Claims::of).collect();
    read_titles(&mut asking, &references);
    for reference in &mut references {
        // What a want is called may be a reference's title or key.
        let title = Some(reference.title.clone()).filter(|title| !title.is_empty());
        reference.aliases.extend(title);
    }
    let claims: Vec<Claims> =
        asking.iter().map(|asking| asking.want.claims.clone()).chain(references).collect();
    let (groups, _) = group(&claims);
    let mut drawn: Vec<Drawn> = (groups.into_iter())
        .filter(|members| members[0] < asking.len())
        .map(|members| Drawn::of(members, &asking, library.references()))
        .collect();
    give_keys(&mut drawn, library);
    drawn.sort_by(|a, b| a.rank().cmp(&b.rank()));

    let mut of = vec![WantedId(0); asking.len()];
    for (index, drawn) in drawn.iter().enumerate() {
        for &member in drawn.members.iter().filter(|&&member| member < asking.len()) {
            of[member] = WantedId(narrow(index));
        }
    }
    Collected {
        of,
        known: drawn.iter().map(|drawn| drawn.known).collect(),
        referenced: drawn.iter().map(|drawn| drawn.referenced).collect(),
        wanted: drawn.into_iter().map(|drawn| drawn.wanted).collect(),
    }
}

/// Gives a reference in words the title that it has in it, where another reference or a
/// bibliography gives that title by itself.
fn read_titles(asking: &mut [Asking], references: &[Claims]) {
    let described = asking.iter().filter(|asking| asking.want.described);
    let described = described.map(|asking| asking.want.claims.title.as_str());
    let titles: BTreeSet<String> = described
        .chain(references.iter().map(|claims| claims.title.as_str()))
        .filter(|title| !title.is_empty())
        .map(str::to_owned)
        .collect();
    let mut phrases = Phrases::new();
    let all: Vec<&String> = titles.iter().collect();
    for (index, title) in all.iter().enumerate() {
        phrases.insert(title, index);
    }
    asking.par_iter_mut().for_each(|asking| {
        let want = &mut asking.want;
        let named = !want.described && want.claims.key.is_none();
        if named
            && want.words.contains(' ')
            && !titles.contains(&want.claims.title)
            && let Some(&index) = phrases.find(&want.words).first()
        {
            want.claims.title.clone_from(all[index]);
            want.claims.implied = Some(all[index].clone());
            want.guessed.title = None;
        }
    });
}

/// A wanted paper while it is put together.
struct Drawn {
    members: Vec<usize>,
    wanted: Wanted,
    notes: usize,
    known: bool,
    referenced: bool,
    /// What it is certainly called, for an order that no other paper changes.
    identity: String,
}

impl Drawn {
    fn of(members: Vec<usize>, asking: &[Asking], references: &[PaperFacts]) -> Self {
        let wants: Vec<&Asking> = members.iter().filter_map(|&member| asking.get(member)).collect();
        let entries =
            members.iter().filter_map(|&member| references.get(member.checked_sub(asking.len())?));
        let mut facts = PaperFacts::default();
        let mut in_bibliography = false;
        for asking in &wants {
            fill(&mut facts, &asking.want.facts);
        }
        for entry in entries {
            fill(&mut facts, entry);
            in_bibliography = true;
        }
        for asking in &wants {
            fill(&mut facts, &asking.want.guessed);
        }
        let words = wants.iter().map(|asking| asking.want.words.as_str()).find(|w| !w.is_empty());
        let label = match &facts.title {
            Some(title) => title.markdown.trim().to_owned(),
            None => words.unwrap_or("?").to_owned(),
        };
        // Follow-ups of one note count once, by the most urgent.
        let mut by_note: BTreeMap<NoteId, u32> = BTreeMap::new();
        for (asking, backlink) in wants.iter().filter_map(|a| Some((a, a.backlink?))) {
            let weight = match asking.priority {
                Some(Priority::High) => 3,
                Some(Priority::Normal) => 2,
                Some(Priority::Low) | None => 1,
            };
            let known = by_note.entry(backlink.note).or_default();
            *known = weight.max(*known);
        }
        // Priorities are declared from the highest to the lowest.
        let priority = wants.iter().filter_map(|asking| asking.priority).min();
        Self {
            known: in_bibliography || wants.iter().any(|asking| asking.want.described),
            referenced: in_bibliography,
            identity: format!("{} {}", crate::library::normalise(&label), fold(&label)),
            notes: by_note.len(),
            wanted: Wanted {
                key: String::new(),
                facts,
                label,
                wanted_by: wants.iter().filter_map(|asking| asking.backlink).collect(),
                priority: priority.unwrap_or(Priority::Low),
                demand: by_note.values().sum(),
            },
            members,
        }
    }

    /// The most wanted first.
    fn rank(&self) -> impl Ord + use<'_> {
        use std::cmp::Reverse;
        (Reverse(self.wanted.demand), Reverse(self.notes), &self.wanted.key)
    }

    /// Keys that it could have, the best first.
    fn keys(&self) -> impl Iterator<Item = String> + use<'_> {
        let facts = &self.wanted.facts;
        let given = facts.key.iter().map(|key| key.value.to_string());
        let suggested = (1..=6).filter_map(|count| suggest_key(facts, count));
        let slug = key_from_words(&self.wanted.label);
        let numbered = (2_u32..).map({
            let slug = slug.clone();
            move |number| format!("{slug}-{number}")
        });
        given.chain(suggested).chain([slug]).chain(numbered)
    }
}

/// Gives each a key that no paper has: those with a key of their own first, then by what they are
/// called.
fn give_keys(drawn: &mut [Drawn], library: &Library) {
    let mut taken: BTreeSet<String> =
        library.papers().map(|(_, paper)| urls::paper(paper.key.as_str()).folded()).collect();
    let mut order: Vec<usize> = (0..drawn.len()).collect();
    order.sort_by_cached_key(|&index| {
        let drawn = &drawn[index];
        let key = drawn.wanted.facts.key.as_ref().map(|key| key.value.folded());
        (key.is_none(), key, drawn.identity.clone())
    });
    for index in order {
        let key = drawn[index].keys().find(|key| taken.insert(urls::paper(key).folded()));
        drawn[index].wanted.key = key.unwrap_or_default();
    }
}
