//! Tags, authors, venues and years: the words that papers are found by.
//!
//! Stage: part of shelving. Invariant: spellings of one thing are one term, and each term has a slug
//! that no other of its table has.
//!
//! - A **tag** is compared by its slug, so `Deep Learning` and `deep-learning` are one; the
//!   settings' aliases come first; the first spelling, in the order of papers, is shown.
//! - A **venue** is compared without case and without a year (`CVPR 2016` is `CVPR`), by the names
//!   that the settings give it.
//! - An **author** is compared by family name and whole given name, without case, accents and
//!   punctuation. A middle name that only one spelling has does not part them (`Geoffrey E. Hinton`
//!   is `Geoffrey Hinton`), unless the library knows two different middle names. Initials alone
//!   (`G. Hinton`) never join a person: too many people share them.

use std::collections::{BTreeMap, BTreeSet};

use rustc_hash::FxHashMap;

use super::title::{fold, normalise};
use super::{Paper, PaperId, Term, TermId, narrow};
use crate::config::Config;
use crate::model::{PersonName, Year};
use crate::output::slugify;

/// The words that a site uses for tags and venues.
pub(super) struct Names {
    tags: BTreeMap<String, String>,
    venues: BTreeMap<String, String>,
}

impl Names {
    /// As the settings have them.
    pub(super) fn of(config: &Config) -> Self {
        let mut tags = BTreeMap::new();
        for (alias, name) in &config.tag_aliases {
            tags.insert(tag_key(name), name.clone());
            tags.insert(tag_key(alias), name.clone());
        }
        let mut venues = BTreeMap::new();
        for venue in &config.venues {
            let others = venue.aliases.iter().chain(&venue.full);
            for name in std::iter::once(&venue.name).chain(others) {
                venues.entry(venue_key(name)).or_insert_with(|| venue.name.clone());
            }
        }
        Self { tags, venues }
    }

    /// What the site calls the tag; the first spelling is kept for those that follow.
    pub(super) fn tag(&mut self, written: &str) -> String {
        let written = written.trim().trim_start_matches('#');
        self.tags.entry(tag_key(written)).or_insert_with(|| written.to_owned()).clone()
    }

    /// What the site calls the venue; the first spelling is kept for those that follow.
    pub(super) fn venue(&mut self, written: &str) -> String {
        let name = without_year(written.trim());
        self.venues.entry(venue_key(written)).or_insert_with(|| name.to_owned()).clone()
    }
}

/// What spellings of one tag share.
pub(super) fn tag_key(tag: &str) -> String {
    Some(slugify(tag)).filter(|slug| !slug.is_empty()).unwrap_or_else(|| fold(tag))
}

/// What spellings of one venue share.
pub(super) fn venue_key(venue: &str) -> String {
    fold(without_year(venue.trim()))
}

/// `CVPR 2016`, `CVPR'16`, `2016 CVPR` without the year; a venue that is only a year stays.
fn without_year(venue: &str) -> &str {
    let year = |text: &str| {
        let digits = text.trim_start_matches(['\'', '’', '-', '_', '(']).trim_end_matches(')');
        let short = text.starts_with(['\'', '’']) && digits.len() == 2;
        digits.bytes().all(|b| b.is_ascii_digit())
            && (short
                || digits.len() == 4 && (digits.starts_with("19") || digits.starts_with("20")))
    };
    let separators = |c: char| c.is_whitespace() || matches!(c, ',' | '-' | '_' | '(');
    for length in [3, 4, 5, 6] {
        let Some(at) = venue.len().checked_sub(length).filter(|&at| at > 0) else { continue };
        if venue.is_char_boundary(at) && year(&venue[at..]) {
            let head = venue[..at].trim_end_matches(separators);
            // `CVPR2016` and `CVPR 2016`, but not the `2017` of a longer number.
            let is_whole = head.matches('(').count() == head.matches(')').count();
            if is_whole && !head.is_empty() && !head.ends_with(|c: char| c.is_ascii_digit()) {
                return head;
            }
        }
    }
    match venue.split_once(separators) {
        Some((head, rest)) if year(head) && !rest.trim().is_empty() => {
            rest.trim_start_matches(separators)
        }
        _ => venue,
    }
}

/// A table of terms, and which term each spelling is.
#[derive(Clone, Debug, Default)]
pub(super) struct Table {
    /// The terms in their order.
    pub(super) terms: Vec<Term>,
    /// The term of each key that spellings share.
    by_key: BTreeMap<String, TermId>,
    /// The term of each spelling that papers have: keys take long to make.
    by_spelling: FxHashMap<String, TermId>,
}

impl Table {
    /// The term that is spelled so; `key` is what its spellings share.
    pub(super) fn named(&self, spelling: &str, key: impl FnOnce() -> String) -> Option<TermId> {
        let known = self.by_spelling.get(spelling).copied();
        known.or_else(|| self.with_key(&key()))
    }

    /// The term whose spellings share `key`.
    pub(super) fn with_key(&self, key: &str) -> Option<TermId> {
        self.by_key.get(key).copied()
    }

    /// Remembers what papers spell so.
    fn remember(&mut self, spellings: FxHashMap<String, String>) {
        let named = spellings.into_iter();
        let named = named.filter_map(|(it, key)| Some((it, *self.by_key.get(&key)?)));
        self.by_spelling = named.collect();
    }
}

/// Papers by the names of `of`, in the order of the names. `key` is what spellings share.
pub(super) fn table<'a>(
    papers: &'a [Paper],
    of: impl Fn(&'a Paper) -> Vec<&'a str>,
    key: impl Fn(&str) -> String,
) -> Table {
    let mut found: BTreeMap<String, (String, BTreeSet<PaperId>)> = BTreeMap::new();
    let mut spellings: FxHashMap<String, String> = FxHashMap::default();
    for (index, paper) in papers.iter().enumerate() {
        for name in of(paper) {
            let key = match spellings.get(name) {
                Some(key) => key.clone(),
                None => spellings.entry(name.to_owned()).or_insert(key(name)).clone(),
            };
            let entry = found.entry(key).or_insert_with(|| (name.to_owned(), BTreeSet::new()));
            entry.1.insert(PaperId(narrow(index)));
        }
    }
    let mut named: Vec<(String, String, BTreeSet<PaperId>)> =
        found.into_iter().map(|(key, (name, ids))| (key, name, ids)).collect();
    named.sort_by_cached_key(|(key, name, _)| (fold(name), key.clone()));
    let named = named.into_iter().map(|(key, name, ids)| (vec![key], name, ids));
    let mut table = finish(papers, named);
    table.remember(spellings);
    table
}

/// Gives slugs, and puts papers into their order.
fn finish(
    papers: &[Paper],
    named: impl Iterator<Item = (Vec<String>, String, BTreeSet<PaperId>)>,
) -> Table {
    let mut table = Table::default();
    let mut slugs = BTreeSet::new();
    for (keys, name, ids) in named {
        let id = TermId(narrow(table.terms.len()));
        table.by_key.extend(keys.into_iter().map(|key| (key, id)));
        let slug = unique(&slugify(&name), &mut slugs);
        let mut ids: Vec<PaperId> = ids.into_iter().collect();
        // Ids are in the order of the keys, and the sort is stable.
        ids.sort_by_key(|id| std::cmp::Reverse(papers[id.index()].year));
        table.terms.push(Term { name, slug, papers: ids });
    }
    table
}

/// `slug`, or with the first number from 2 that makes it new; recorded as taken.
pub(super) fn unique(slug: &str, taken: &mut BTreeSet<String>) -> String {
    let slug = if slug.is_empty() { "-" } else { slug };
    let mut candidate = slug.to_owned();
    let mut number = 2;
    while !taken.insert(candidate.clone()) {
        candidate = format!("{slug}-{number}");
        number += 1;
    }
    candidate
}

/// Years, the newest first.
pub(super) fn years(papers: &[Paper]) -> Table {
    let mut found: BTreeMap<Year, BTreeSet<PaperId>> = BTreeMap::new();
    for (index, paper) in papers.iter().enumerate() {
        if let Some(year) = paper.year {
            found.entry(year).or_default().insert(PaperId(narrow(index)));
        }
    }
    let named = found.into_iter().rev();
    finish(papers, named.map(|(year, ids)| (vec![year.to_string()], year.to_string(), ids)))
}

/// An author's name as it is compared: family, first given name, middle names.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
struct AuthorKey {
    family: String,
    first: String,
    middle: String,
}

impl AuthorKey {
    fn of(name: &PersonName) -> Self {
        let family = normalise(&format!("{} {}", name.family, name.suffix));
        let given = normalise(&name.given);
        let (first, middle) = given.split_once(' ').unwrap_or((&given, ""));
        Self { family, first: first.to_owned(), middle: middle.to_owned() }
    }

    fn text(&self) -> String {
        format!("{}|{}|{}", self.family, self.first, self.middle)
    }

    /// Whether a name without a middle name may be the same person's.
    fn has_whole_first_name(&self) -> bool {
        self.first.chars().count() > 1
    }
}

/// What spellings of `name` are looked up by.
pub(super) fn author_key(name: &PersonName) -> String {
    AuthorKey::of(name).text()
}

/// How `name` is spelled, part by part.
pub(super) fn spelling(name: &PersonName) -> String {
    [name.family.as_str(), "\0", &name.given, "\0", &name.suffix].concat()
}

/// Authors in the order of their family names.
pub(super) fn authors(papers: &[Paper]) -> Table {
    // The spellings of each name as they are shown, how many papers have each, and the papers.
    type Spellings = BTreeMap<String, usize>;
    // Each spelling with its papers: it is made into a key once.
    let mut places: FxHashMap<String, usize> = FxHashMap::default();
    let mut spelled: Vec<(&PersonName, Vec<PaperId>)> = Vec::new();
    for (index, paper) in papers.iter().enumerate() {
        for name in paper.authors.iter().filter(|name| !name.family.trim().is_empty()) {
            let place = *places.entry(spelling(name)).or_insert_with(|| {
                spelled.push((name, Vec::new()));
                spelled.len() - 1
            });
            spelled[place].1.push(PaperId(narrow(index)));
        }
    }
    let keys: Vec<AuthorKey> = spelled.iter().map(|(name, _)| AuthorKey::of(name)).collect();
    let mut found: BTreeMap<AuthorKey, (Spellings, BTreeSet<PaperId>)> = BTreeMap::new();
    for ((name, papers), key) in spelled.iter().zip(&keys) {
        let (spellings, ids) = found.entry(key.clone()).or_default();
        *spellings.entry(name.to_string()).or_default() += papers.len();
        ids.extend(papers);
    }
    // Keys sort by family and first name, so one person's spellings are neighbours.
    let mut people: Vec<(Vec<AuthorKey>, Spellings, BTreeSet<PaperId>)> = Vec::new();
    let mut rest = found.into_iter().peekable();
    while let Some((key, first)) = rest.next() {
        let mut same = vec![(key.clone(), first)];
        while let Some(next) =
            rest.next_if(|(next, _)| next.family == key.family && next.first == key.first)
        {
            same.push(next);
        }
        let middles: BTreeSet<&str> =
            same.iter().map(|(key, _)| key.middle.as_str()).filter(|m| !m.is_empty()).collect();
        let initials: BTreeSet<Option<char>> = middles.iter().map(|m| m.chars().next()).collect();
        let whole = middles.iter().filter(|middle| middle.chars().count() > 1).count();
        if key.has_whole_first_name() && initials.len() <= 1 && whole <= 1 {
            let mut joined = (Vec::new(), Spellings::new(), BTreeSet::new());
            for (key, (spellings, ids)) in same {
                joined.0.push(key);
                joined.1.extend(spellings);
                joined.2.extend(ids);
            }
            people.push(joined);
        } else {
            people.extend(same.into_iter().map(|(key, (names, ids))| (vec![key], names, ids)));
        }
    }
    let named = people.into_iter().map(|(keys, spellings, ids)| {
        // The commonest spelling, then the fullest.
        let shown = (spellings.into_iter())
            .max_by_key(|(name, papers)| (*papers, name.len(), std::cmp::Reverse(name.clone())))
            .map_or_else(String::new, |(name, _)| name);
        (keys.iter().map(AuthorKey::text).collect(), shown, ids)
    });
    let mut table = finish(papers, named);
    table.remember(places.into_iter().map(|(it, place)| (it, keys[place].text())).collect());
    table
}

#[cfg(test)]
mod tests {
    use super::without_year;

    #[test]
    fn a_venue_is_named_without_its_year() {
        for (written, expected) in [
            ("CVPR 2016", "CVPR"),
            ("CVPR2016", "CVPR"),
            ("CVPR'16", "CVPR"),
            ("NIPS (2012)", "NIPS"),
            ("2016 CVPR", "CVPR"),
            ("Conference on Music (ISMIR 2011)", "Conference on Music (ISMIR 2011)"),
            ("ILSVRC-2012", "ILSVRC"),
            ("2012", "2012"),
            ("Interface 120", "Interface 120"),
            ("会议 2016", "会议"),
        ] {
            assert_eq!(without_year(written), expected, "{written}");
        }
    }
}
