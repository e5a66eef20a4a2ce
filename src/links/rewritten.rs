//! Links of a library in which the body of a note was written anew that leads where it led.
//!
//! Stage: part of linking. Invariant: they are the links that [`super::resolve()`] would find. What a
//! reference means depends on names and on anchors, never on where it stands, so all that changes
//! are places.

use std::collections::HashMap;
use std::sync::Arc;

use super::anchors::ids_of;
use super::{Backlink, Links, Target, Via, Wanted, Work};
use crate::library::NoteId;
use crate::model::{LinkId, Mention, Note};
use crate::source::Edit;

/// Whether `new` has what others may lead to, and leads where `old` did, both with other words.
pub(crate) fn leads_alike(old: &Note, new: &Note, edit: &Edit) -> bool {
    let alike = |(old, new): (&Mention, &Mention)| {
        old.what == new.what && edit.place(old.span) == Some(new.span)
    };
    let (before, after) = (&old.outline, &new.outline);
    let headings = |note: &Note| -> Vec<(u8, String, String)> {
        let all = note.outline.headings.iter();
        all.map(|heading| (heading.level, heading.id.clone(), heading.text.clone())).collect()
    };
    old.front_outline == new.front_outline
        && before.mentions.len() == after.mentions.len()
        && before.mentions.iter().zip(&after.mentions).all(alike)
        && before.blocks == after.blocks
        && headings(old) == headings(new)
        && ids_of(old) == ids_of(new)
}

impl Links {
    /// The links after `old`, the note `id`, has become `new`, which leads alike
    /// ([`leads_alike`]); `None` if a place was lost.
    pub(crate) fn rewritten(
        &self,
        id: NoteId,
        old: &Note,
        new: &Note,
        edit: &Edit,
    ) -> Option<Self> {
        let mut links = self.clone();
        let mut targets = HashMap::new();
        let mut moved: HashMap<LinkId, LinkId> = HashMap::new();
        let mut works: Vec<Work> = Vec::new();
        let front = old.front_outline.mentions.iter().zip(&new.front_outline.mentions);
        for (before, after) in front.chain(old.outline.mentions.iter().zip(&new.outline.mentions)) {
            let target = self.target(before.id);
            if let Target::Paper(work, _) = target {
                works.push(*work);
            }
            targets.insert(after.id, target.clone());
            moved.insert(before.id, after.id);
        }
        links.rewritten.insert(new.file, Arc::new(targets));
        let follow = |lead: &mut Backlink| {
            if let (true, Via::Mention(at)) = (lead.note == id, lead.via)
                && let Some(&now) = moved.get(&at)
            {
                lead.via = Via::Mention(now);
            }
        };
        works.sort_unstable();
        works.dedup();
        for work in works {
            match work {
                Work::Read(paper) => {
                    let leads = Arc::make_mut(&mut links.backlinks).get_mut(&paper);
                    leads.into_iter().flatten().for_each(follow);
                }
                Work::Wanted(wanted) => {
                    let wanted: &mut Wanted = Arc::make_mut(&mut links.wanted[wanted.0 as usize]);
                    wanted.wanted_by.iter_mut().for_each(follow);
                    for place in wanted.facts.places_mut() {
                        *place = edit.place(*place)?;
                    }
                }
            }
        }
        Some(links)
    }
}
