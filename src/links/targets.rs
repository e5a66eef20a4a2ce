//! What each link of each text leads to.

use std::collections::HashMap;

use super::Target;
use crate::model::LinkId;
use crate::source::FileId;

/// Targets of links, those of a text together.
#[derive(Clone, Debug, Default)]
pub(super) struct Targets(HashMap<(FileId, u32), Vec<(u32, Target)>>);

impl Targets {
    /// Records what the link `id` leads to, instead of what was recorded before.
    pub(super) fn insert(&mut self, id: LinkId, target: Target) {
        let of_text = self.0.entry((id.file, id.text)).or_default();
        match of_text.binary_search_by_key(&id.offset, |(offset, _)| *offset) {
            Ok(at) => of_text[at].1 = target,
            Err(at) => of_text.insert(at, (id.offset, target)),
        }
    }

    /// What the link `id` leads to.
    pub(super) fn get(&self, id: LinkId) -> Option<&Target> {
        let of_text = self.0.get(&(id.file, id.text))?;
        let at = of_text.binary_search_by_key(&id.offset, |(offset, _)| *offset).ok()?;
        Some(&of_text[at].1)
    }

    /// What the links of the text that starts at `text` in `file` lead to, in their order.
    pub(super) fn of_text(&self, file: FileId, text: u32) -> impl Iterator<Item = &Target> {
        self.0.get(&(file, text)).into_iter().flatten().map(|(_, target)| target)
    }
}
