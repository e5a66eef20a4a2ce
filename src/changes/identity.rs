//! Which paper of one state is which of the other.

use std::collections::{BTreeMap, BTreeSet};

use crate::library::{Library, Paper, PaperId};

/// The papers of `old` that are papers of `new`: by an id that both have, else by the key, else by
/// the title. Each is taken once.
pub(super) fn pairs(old: &Library, new: &Library) -> BTreeMap<PaperId, PaperId> {
    let mut pairs = BTreeMap::new();
    let mut taken = BTreeSet::new();
    let mut pair = |new: PaperId, old: Option<PaperId>| {
        if let Some(old) = old
            && !pairs.contains_key(&new)
            && taken.insert(old)
        {
            pairs.insert(new, old);
        }
    };
    for (id, &paper) in new.ids() {
        pair(paper, old.ids().get(id).copied());
    }
    for (id, paper) in new.papers() {
        pair(id, old.paper_with_key(paper.key.as_str()));
    }
    for (title, papers) in new.titles() {
        if let ([paper], Some([before])) =
            (papers.as_slice(), old.titles().get(title).map(Vec::as_slice))
        {
            pair(*paper, Some(*before));
        }
    }
    pairs
}

/// What to call a paper in a line: an alias that is shorter than its title, else the title.
pub(super) fn name(paper: &Paper) -> String {
    let title = paper.title.markdown.split_whitespace().collect::<Vec<_>>().join(" ");
    let is_name = |alias: &&String| !alias.contains(['/', '.']) && alias.len() < title.len();
    paper.aliases.iter().find(is_name).cloned().unwrap_or(title)
}
