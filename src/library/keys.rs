//! Citation keys of papers.
//!
//! Stage: part of shelving. Invariant: no two papers have one key, case aside, and a key that was
//! given is never changed for one that was not.

use std::collections::BTreeSet;
use std::sync::Arc;

use super::urls::own_name;
use crate::model::{CitationKey, Note};

/// A key for each group of notes: the first that a note gives, else its first file's name. Files of
/// one name get their folder's before it.
pub(super) fn keys(groups: &[Vec<usize>], notes: &[Arc<Note>]) -> Vec<CitationKey> {
    let members = |group: &[usize]| -> Vec<usize> {
        group.iter().copied().filter(|&member| member < notes.len()).collect()
    };
    let given: Vec<Option<CitationKey>> = (groups.iter())
        .map(|group| {
            let keys = members(group).into_iter().filter_map(|i| notes[i].facts.key.as_ref());
            keys.map(|key| key.value.clone()).next()
        })
        .collect();
    let mut taken: BTreeSet<String> = BTreeSet::new();
    let mut keys: Vec<Option<CitationKey>> =
        (given.iter()).map(|key| key.clone().filter(|key| taken.insert(key.folded()))).collect();
    for (index, group) in groups.iter().enumerate() {
        if keys[index].is_some() {
            continue;
        }
        let note = &notes[group[0]];
        let folder = note.path.folder().rsplit('/').next().unwrap_or_default();
        let base = match &given[index] {
            Some(key) => key.to_string(),
            None => key_from(own_name(&note.path)),
        };
        let with_folder = key_from(&format!("{folder}-{}", own_name(&note.path)));
        let numbered = (2_u32..).map(|number| format!("{base}-{number}"));
        keys[index] = [base.clone(), with_folder]
            .into_iter()
            .chain(numbered)
            .filter_map(|key| key.parse::<CitationKey>().ok())
            .find(|key| taken.insert(key.folded()));
    }
    keys.into_iter().flatten().collect()
}

/// A file's name as a citation key: what a key may not contain becomes `-`.
fn key_from(name: &str) -> String {
    let mut key = String::with_capacity(name.len());
    for c in name.chars() {
        if c.is_alphanumeric() || "-_.:+".contains(c) {
            key.push(c);
        } else if !key.is_empty() && !key.ends_with('-') {
            key.push('-');
        }
    }
    let key = key.trim_matches(['-', '.']);
    if key.is_empty() { "paper".to_owned() } else { key.to_owned() }
}
