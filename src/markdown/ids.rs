//! Ids of headings, unique in their text.

use std::collections::{BTreeMap, BTreeSet};

use crate::output::slugify;

/// Ids in use.
#[derive(Debug, Default)]
pub(super) struct Ids {
    taken: BTreeSet<String>,
    /// The number that the next heading of the same words gets.
    next: BTreeMap<String, u32>,
}

impl Ids {
    /// An id for a heading of these words: `为什么-relu-有效`, then `为什么-relu-有效-1`.
    pub(super) fn heading(&mut self, words: &str) -> String {
        let slug = slugify(words);
        self.unique(if slug.is_empty() { "section".to_owned() } else { slug })
    }

    /// `id`, or with a number behind it if it is taken.
    pub(super) fn unique(&mut self, id: String) -> String {
        if self.taken.insert(id.clone()) {
            return id;
        }
        let next = self.next.entry(id.clone()).or_insert(1);
        loop {
            let numbered = format!("{id}-{next}");
            *next += 1;
            if self.taken.insert(numbered.clone()) {
                return numbered;
            }
        }
    }
}
