//! Readers: those with a file, and those whom notes, lists and handouts name.
//!
//! Stage: part of shelving. Invariant: a name that is a reader's id, name or alias, case aside, is
//! that reader; any other is a reader of its own.

use std::collections::BTreeMap;
use std::sync::Arc;

use super::nearby::{Nearby, looks_like_a_slip, name_slips};
use super::title::fold;
use super::{Reader, ReaderIndex, narrow};
use crate::diagnostic::{Code, Diagnostic};
use crate::model::{ReaderId, ReaderProfile};
use crate::output::UrlPath;
use crate::source::Located;

/// A reader without a file or notes.
fn reader(id: &ReaderId, name: String) -> Reader {
    let url = UrlPath::page(["readers", id.as_str()]);
    Reader { id: id.clone(), url, name, profile: None, notes: Vec::new() }
}

/// All readers in the order of their ids, and who is meant by each name.
pub(super) fn readers<'a>(
    profiles: Vec<Arc<ReaderProfile>>,
    mentioned: impl Iterator<Item = &'a Located<ReaderId>>,
    found: &mut Vec<Diagnostic>,
) -> (Vec<Reader>, BTreeMap<String, ReaderIndex>) {
    let mut readers: Vec<(Reader, Vec<String>)> = Vec::new();
    for profile in profiles {
        let name = profile.page.title.markdown.trim().to_owned();
        let aliases = profile.page.aliases.iter().map(|alias| fold(&alias.value));
        let mut names = vec![fold(profile.id.as_str()), fold(&name)];
        names.extend(aliases.filter(|alias| !alias.starts_with('/')));
        let reader = Reader { profile: Some(Arc::clone(&profile)), ..reader(&profile.id, name) };
        readers.push((reader, names));
    }
    let mut known: BTreeMap<String, usize> = BTreeMap::new();
    // Ids before names and aliases, whoever has them.
    for rank in [0..1, 1..usize::MAX] {
        for (index, (_, names)) in readers.iter().enumerate() {
            for name in names.iter().take(rank.end).skip(rank.start) {
                known.entry(name.clone()).or_insert(index);
            }
        }
    }
    let mut nearby = Nearby::new(name_slips);
    for (name, &index) in &known {
        nearby.insert(name, name, index);
    }
    let mut meant: BTreeMap<String, ReaderId> = BTreeMap::new();
    for written in mentioned {
        let name = fold(written.value.as_str());
        if !known.contains_key(&name) {
            let slip = |shown: &str, _| looks_like_a_slip(&name, shown);
            if let Some((_, index)) = nearby.nearest(&name, slip) {
                meant.insert(name.clone(), readers[index].0.id.clone());
            }
            known.insert(name.clone(), readers.len());
            let id = &written.value;
            readers.push((reader(id, id.to_string()), Vec::new()));
        }
        if let Some(id) = meant.get(&name) {
            let message = format!("no reader is called `{}`", written.value);
            let diagnostic = Diagnostic::new(Code::UnknownReader, written.span, message);
            found.push(diagnostic.did_you_mean(Some(id.as_str())));
        }
    }
    let mut order: Vec<usize> = (0..readers.len()).collect();
    order.sort_by_cached_key(|&index| {
        let id = readers[index].0.id.as_str();
        (fold(id), id.to_owned(), index)
    });
    let mut place = vec![ReaderIndex(0); readers.len()];
    for (at, &index) in order.iter().enumerate() {
        place[index] = ReaderIndex(narrow(at));
    }
    let known = known.into_iter().map(|(name, index)| (name, place[index])).collect();
    let mut sorted: Vec<(ReaderIndex, Reader)> = readers
        .into_iter()
        .enumerate()
        .map(|(index, (reader, _))| (place[index], reader))
        .collect();
    sorted.sort_by_key(|(place, _)| *place);
    (sorted.into_iter().map(|(_, reader)| reader).collect(), known)
}
