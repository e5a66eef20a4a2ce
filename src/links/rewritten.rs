//! Links of a library in which texts of a note were written anew that lead where they led.
//!
//! Stage: part of linking. Invariant: they are the links that [`super::resolve()`] would find. What a
//! reference means depends on names and on anchors, never on where it stands, so all that changes
//! are places.

use std::collections::HashMap;
use std::sync::Arc;

use super::anchors::ids_of;
use super::targets::Targets;
use super::{Backlink, Fields, Links, Target, Via, Wanted, Work};
use crate::library::NoteId;
use crate::model::{LinkId, Mention, Note, Outline};
use crate::source::{Edit, FileId};

/// Whether `new` has what others may lead to, and leads where `old` did, both with other words.
pub(crate) fn leads_alike(old: &Note, new: &Note, edit: &Edit) -> bool {
    are_alike(&old.front_outline, &new.front_outline, edit)
        && are_alike(&old.outline, &new.outline, edit)
        && ids_of(old) == ids_of(new)
}

fn are_alike(old: &Outline, new: &Outline, edit: &Edit) -> bool {
    let alike = |(old, new): (&Mention, &Mention)| {
        old.what == new.what && edit.place(old.span) == Some(new.span)
    };
    let headings = |outline: &Outline| -> Vec<(u8, String, String)> {
        let all = outline.headings.iter();
        all.map(|heading| (heading.level, heading.id.clone(), heading.text.clone())).collect()
    };
    let keys = |outline: &Outline| -> Vec<&str> { outline.keys.iter().map(|key| key.0).collect() };
    old.mentions.len() == new.mentions.len()
        && old.mentions.iter().zip(&new.mentions).all(alike)
        && old.blocks == new.blocks
        && headings(old) == headings(new)
        && keys(old) == keys(new)
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
        let mut targets = Targets::default();
        let mut moved: HashMap<LinkId, LinkId> = HashMap::new();
        let mut works = links.named_by(id);
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
        links.move_files(new.file, edit)?;
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
                    let wanted: &mut Wanted = Arc::make_mut(&mut links.wanted[wanted.index()]);
                    wanted.wanted_by.iter_mut().for_each(follow);
                    for place in wanted.facts.places_mut() {
                        *place = edit.place(*place)?;
                    }
                }
            }
        }
        Some(links)
    }

    /// The papers that fields of the front matter of a note lead to.
    fn named_by(&self, id: NoteId) -> Vec<Work> {
        let Fields { follow_ups, relations, answers, question_answers, prerequisites, .. } =
            &*self.fields;
        let all = (id, 0)..=(id, u32::MAX);
        let works = [follow_ups, relations, question_answers]
            .into_iter()
            .flat_map(|fields| fields.range(all.clone()))
            .map(|(_, work)| *work);
        let answers = answers.range((id, 0, 0)..=(id, u32::MAX, u32::MAX)).map(|(_, work)| *work);
        let needed = prerequisites.range(all.clone()).filter_map(|(_, target)| match target {
            Target::Paper(work, _) => Some(*work),
            _ => None,
        });
        works.chain(answers).chain(needed).collect()
    }

    /// Moves what fields of `file` name as files of the site; `None` if a place was lost.
    fn move_files(&mut self, file: FileId, edit: &Edit) -> Option<()> {
        let mut elsewhere = Vec::new();
        for (&before, path) in self.fields.files.iter().filter(|(span, _)| span.file == file) {
            let now = edit.place(before)?;
            if now != before {
                elsewhere.push((before, now, path.clone()));
            }
        }
        if !elsewhere.is_empty() {
            let files = &mut Arc::make_mut(&mut self.fields).files;
            for (before, ..) in &elsewhere {
                files.remove(before);
            }
            files.extend(elsewhere.into_iter().map(|(_, now, path)| (now, path)));
        }
        Some(())
    }
}
