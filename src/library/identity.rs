//! When two descriptions are of one paper.
//!
//! Stage: what notes, entries and references claim → groups, each one paper. Invariant: the groups
//! depend on the claims and their order only, and every step looks at few claims at a time, so that
//! many descriptions cost no more than their number.
//!
//! In this order, each step within what the earlier ones joined:
//! 1. the same DOI, arXiv id (in any version), OpenReview or PubMed id;
//! 2. the same citation key, case aside, unless they are plainly different papers;
//! 3. an alias that is the key of another, unless they are plainly different papers;
//! 4. the same ISBN, unless the titles differ (chapters of one book);
//! 5. the same title, if at most one has a key of its own, no id or year contradicts it (a year
//!    apart is a preprint), and the title is long enough to name one paper or the year or an author
//!    is the same.

use std::collections::BTreeMap;

use super::ids::Id;
use super::title::{nearly_equal, overlap};
use crate::model::{PaperFacts, PersonName};

/// What one description claims of its paper.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(crate) struct Claims {
    /// The key that it gives, folded.
    pub(crate) key: Option<String>,
    /// The key that it has if it gives none, folded: its file's name.
    pub(crate) implied: Option<String>,
    /// Its ids.
    pub(crate) ids: Vec<Id>,
    /// Its other names, folded.
    pub(crate) aliases: Vec<String>,
    /// Its title, normalised.
    pub(crate) title: String,
    /// Its year.
    pub(crate) year: Option<u16>,
    /// The family names of its authors, folded.
    pub(crate) families: Vec<String>,
}

impl Claims {
    /// What `facts` claim.
    pub(crate) fn of(facts: &PaperFacts) -> Self {
        let family = |name: &PersonName| super::title::fold(&name.family);
        Self {
            key: facts.key.as_ref().map(|key| key.value.folded()),
            implied: None,
            ids: Id::all_of(facts),
            aliases: (facts.aliases.iter())
                .filter(|alias| !alias.value.starts_with('/'))
                .map(|alias| super::title::fold(&alias.value))
                .collect(),
            title: facts
                .title
                .as_ref()
                .map_or_else(String::new, |title| super::title::normalise(&title.markdown)),
            year: facts.year.map(|year| year.value.0),
            families: facts.authors.iter().map(|author| family(&author.value)).collect(),
        }
    }

    fn id(&self, same_kind: fn(&Id) -> bool) -> Option<&Id> {
        self.ids.iter().find(|id| same_kind(id))
    }

    /// Whether a DOI or arXiv id says that these are two papers.
    fn ids_differ(&self, other: &Self) -> bool {
        let shared = self.ids.iter().any(|id| other.ids.contains(id));
        let differ = |kind: fn(&Id) -> bool| matches!((self.id(kind), other.id(kind)), (Some(a), Some(b)) if a != b);
        !shared
            && (differ(|id| matches!(id, Id::Doi(_))) || differ(|id| matches!(id, Id::Arxiv(_))))
    }

    fn years_apart(&self, other: &Self) -> bool {
        matches!((self.year, other.year), (Some(a), Some(b)) if a.abs_diff(b) > 1)
    }

    fn share_an_author(&self, other: &Self) -> bool {
        self.families.iter().any(|family| other.families.contains(family))
    }

    fn no_common_author(&self, other: &Self) -> bool {
        !self.families.is_empty() && !other.families.is_empty() && !self.share_an_author(other)
    }

    /// Whether these are two papers, though they have a name in common: their DOIs differ, or their
    /// titles do. A title of one word may be a nickname (`ResNet`) and says nothing against a long
    /// one by itself.
    pub(crate) fn plainly_differ(&self, other: &Self) -> bool {
        if self.ids.iter().any(|id| other.ids.contains(id)) {
            return false;
        }
        let same_title = !self.title.is_empty() && nearly_equal(&self.title, &other.title);
        let doi: fn(&Id) -> bool = |id| matches!(id, Id::Doi(_));
        if matches!((self.id(doi), other.id(doi)), (Some(a), Some(b)) if a != b) {
            return true;
        }
        let Some(overlap) = overlap(&self.title, &other.title) else { return false };
        let contradicted = self.years_apart(other) || self.no_common_author(other);
        let one_word = |title: &str| !title.contains(' ');
        if same_title {
            self.years_apart(other) && self.no_common_author(other)
        } else if contradicted {
            overlap < 1.0 || self.years_apart(other) && self.no_common_author(other)
        } else if one_word(&self.title) || one_word(&other.title) {
            one_word(&self.title) && one_word(&other.title)
        } else {
            overlap <= 0.5
        }
    }

    /// Whether files of one name, which give no key, may be on one paper: nobody chose the name for
    /// that, so the titles must agree as far as they can be compared.
    fn may_share_a_file_name(&self, other: &Self) -> bool {
        let one_word = !self.title.contains(' ') || !other.title.contains(' ');
        one_word
            || nearly_equal(&self.title, &other.title)
            || overlap(&self.title, &other.title).is_none_or(|overlap| overlap >= 1.0)
    }

    /// Whether the same title makes these one paper.
    fn same_by_title(&self, other: &Self) -> bool {
        let long = {
            let wide = self.title.chars().filter(|&c| super::title::is_wide(c)).count();
            wide >= 6 || self.title.split(' ').count() >= 3 && wide == 0
        };
        let supported = self.share_an_author(other)
            || matches!((self.year, other.year), (Some(a), Some(b)) if a == b);
        let two_keys = matches!((&self.key, &other.key), (Some(a), Some(b)) if a != b);
        (long || supported)
            && !two_keys
            && !self.ids_differ(other)
            && !self.years_apart(other)
            && (!self.no_common_author(other) || self.title.split(' ').count() >= 5)
    }

    /// Whether what is known of the two cannot be of one paper, whatever they are called.
    pub(crate) fn contradicts(&self, other: &Self) -> bool {
        self.ids_differ(other) || self.years_apart(other)
    }

    /// Takes over what `later` knows and this does not.
    fn learn(&mut self, later: &Self) {
        self.key = self.key.take().or_else(|| later.key.clone());
        self.year = self.year.or(later.year);
        if self.title.is_empty() {
            self.title.clone_from(&later.title);
        }
        if self.families.is_empty() {
            self.families.clone_from(&later.families);
        }
        for id in &later.ids {
            if !self.ids.contains(id) && self.ids.len() < MOST_COMPARED {
                self.ids.push(id.clone());
            }
        }
    }
}

/// Two different papers that give one key.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct KeyClash {
    /// The description that came first.
    pub(crate) first: usize,
    /// The one that is another paper.
    pub(crate) second: usize,
}

/// With how many different papers of one name a description is compared. More than a few are not
/// told apart by that name anyway, and the work stays linear.
const MOST_COMPARED: usize = 16;

/// Which of `claims` are of one paper: groups in the order of their first member, members in order.
pub(crate) fn group(claims: &[Claims]) -> (Vec<Vec<usize>>, Vec<KeyClash>) {
    let mut papers = Papers { parent: (0..claims.len()).collect(), known: claims.to_vec() };
    let mut clashes = Vec::new();
    let mut by_id: BTreeMap<&Id, usize> = BTreeMap::new();
    for (index, claim) in claims.iter().enumerate() {
        for id in claim.ids.iter().filter(|id| !matches!(id, Id::Isbn(_))) {
            let first = *by_id.entry(id).or_insert(index);
            papers.join(first, index);
        }
    }
    let keyed = papers.join_keys(claims, &mut clashes);
    papers.join_aliases(claims, &keyed);
    papers.join_books(claims);
    papers.join_titles(claims);
    let mut groups: BTreeMap<usize, Vec<usize>> = BTreeMap::new();
    for index in 0..claims.len() {
        groups.entry(papers.root(index)).or_default().push(index);
    }
    (groups.into_values().collect(), clashes)
}

/// Disjoint sets whose root is their first member, with what is known of each.
struct Papers {
    parent: Vec<usize>,
    known: Vec<Claims>,
}

impl Papers {
    fn root(&mut self, mut index: usize) -> usize {
        while self.parent[index] != index {
            self.parent[index] = self.parent[self.parent[index]];
            index = self.parent[index];
        }
        index
    }

    fn join(&mut self, a: usize, b: usize) {
        let (a, b) = (self.root(a), self.root(b));
        if a != b {
            let (first, later) = (a.min(b), a.max(b));
            self.parent[later] = first;
            let later = std::mem::take(&mut self.known[later]);
            self.known[first].learn(&later);
        }
    }

    /// Joins `index` to the first of `others` that `same` allows; whether there was one.
    fn join_first(
        &mut self,
        others: &[usize],
        index: usize,
        same: impl Fn(&Claims, &Claims) -> bool,
    ) -> bool {
        let own = self.root(index);
        for &other in others.iter().take(MOST_COMPARED) {
            let root = self.root(other);
            if root == own || same(&self.known[root], &self.known[own]) {
                self.join(root, own);
                return true;
            }
        }
        false
    }

    /// The first description of each different paper that has the key.
    fn join_keys<'a>(
        &mut self,
        claims: &'a [Claims],
        clashes: &mut Vec<KeyClash>,
    ) -> BTreeMap<&'a str, Vec<usize>> {
        let mut keyed: BTreeMap<&str, Vec<usize>> = BTreeMap::new();
        // Keys that were given come first: a file's name never takes one from them.
        let given = claims.iter().enumerate().filter_map(|(i, c)| Some((i, c.key.as_deref()?)));
        let implied = (claims.iter().enumerate())
            .filter(|(_, claim)| claim.key.is_none())
            .filter_map(|(index, claim)| Some((index, claim.implied.as_deref()?)));
        for (index, key) in given.chain(implied) {
            let others = keyed.entry(key).or_default();
            let same = |a: &Claims, b: &Claims| {
                let given = a.key.is_some() || b.key.is_some();
                !a.plainly_differ(b) && (given || a.may_share_a_file_name(b))
            };
            if self.join_first(others, index, same) {
                continue;
            }
            if let Some(&first) = others.first().filter(|_| claims[index].key.is_some()) {
                clashes.push(KeyClash { first: first.min(index), second: first.max(index) });
            }
            others.push(index);
        }
        keyed
    }

    fn join_aliases(&mut self, claims: &[Claims], keyed: &BTreeMap<&str, Vec<usize>>) {
        for (index, claim) in claims.iter().enumerate() {
            for others in claim.aliases.iter().filter_map(|alias| keyed.get(alias.as_str())) {
                self.join_first(others, index, |a, b| !a.plainly_differ(b));
            }
        }
    }

    fn join_books(&mut self, claims: &[Claims]) {
        let mut by_isbn: BTreeMap<&Id, Vec<usize>> = BTreeMap::new();
        for (index, claim) in claims.iter().enumerate() {
            for id in claim.ids.iter().filter(|id| matches!(id, Id::Isbn(_))) {
                let others = by_isbn.entry(id).or_default();
                let same = |a: &Claims, b: &Claims| {
                    a.title.is_empty() || b.title.is_empty() || nearly_equal(&a.title, &b.title)
                };
                if !self.join_first(others, index, same) {
                    others.push(index);
                }
            }
        }
    }

    fn join_titles(&mut self, claims: &[Claims]) {
        let mut by_title: BTreeMap<&str, Vec<usize>> = BTreeMap::new();
        for (index, claim) in claims.iter().enumerate().filter(|(_, c)| !c.title.is_empty()) {
            by_title.entry(&claim.title).or_default().push(index);
        }
        for indices in by_title.into_values().filter(|indices| indices.len() > 1) {
            // Those with a key of their own first: the others may join one of them, but only if
            // there is no choice.
            let (keyed, bare): (Vec<usize>, Vec<usize>) = indices.into_iter().partition(|&index| {
                let root = self.root(index);
                self.known[root].key.is_some()
            });
            let mut different: Vec<usize> = Vec::new();
            for &index in &keyed {
                let root = self.root(index);
                if different.len() <= 1 && !different.contains(&root) {
                    different.push(root);
                }
            }
            if different.len() > 1 {
                different.clear();
            }
            for index in bare {
                if !self.join_first(&different, index, Claims::same_by_title) {
                    different.push(index);
                }
            }
        }
    }
}

#[cfg(test)]
mod tests;
