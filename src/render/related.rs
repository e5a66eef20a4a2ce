//! Papers that are related to one, each with the reason, and the papers before and after it.
//!
//! Invariant: the work for one paper is bounded: what more than [`COMMON`] papers share says little
//! and is passed over, so that no paper is compared with all others.

use std::collections::BTreeMap;

use crate::library::{PaperId, TermId};
use crate::links::{Via, Work};

use super::table::TermKind;
use super::view;
use super::writer::Writer;

/// What more papers than this share makes none of them related.
const COMMON: usize = 40;

/// How many related papers a page shows.
const SHOWN: usize = 6;

/// Something that two papers share.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
enum Shared {
    /// Notes on both say to read this paper next.
    FollowUp(Work),
    /// An author.
    Author(TermId),
    /// A tag.
    Tag(TermId),
}

impl Shared {
    /// How much it says, when `papers` share it: the rarer, the more. A follow-up was chosen by a
    /// reader with a reason, a tag is a drawer.
    fn weight(self, papers: usize) -> u32 {
        let kind = match self {
            Self::FollowUp(_) => 3,
            Self::Author(_) => 2,
            Self::Tag(_) => 1,
        };
        let rarity = COMMON / papers.clamp(1, COMMON);
        kind * (1 + rarity.ilog2())
    }
}

/// Papers that share follow-ups, authors or tags with the paper `id`, those that share most first.
pub(super) fn related<'a>(writer: &Writer<'a>, id: PaperId) -> Vec<view::Related<'a>> {
    let mut found: BTreeMap<PaperId, (u32, Vec<Shared>)> = BTreeMap::new();
    for (shared, papers) in sharing(writer, id) {
        if papers.len() > COMMON {
            continue;
        }
        let weight = shared.weight(papers.len());
        for other in papers.into_iter().filter(|&other| other != id) {
            let (sum, reasons) = found.entry(other).or_default();
            *sum += weight;
            reasons.push(shared);
        }
    }
    let mut found: Vec<(PaperId, (u32, Vec<Shared>))> = found.into_iter().collect();
    found.sort_by(|(a, (x, _)), (b, (y, _))| y.cmp(x).then(a.cmp(b)));
    found.truncate(SHOWN);
    found
        .into_iter()
        .map(|(other, (_, reasons))| view::Related {
            work: writer.paper(other),
            reasons: reasons.into_iter().map(|shared| reason(writer, shared)).collect(),
        })
        .collect()
}

/// What the paper could share, each with the papers that have it too, without doubles.
fn sharing(writer: &Writer<'_>, id: PaperId) -> Vec<(Shared, Vec<PaperId>)> {
    let (library, links) = (&writer.site.library, &writer.site.links);
    let paper = library.paper(id);
    let mut shared: Vec<(Shared, Vec<PaperId>)> = Vec::new();
    for &note in &paper.notes {
        for n in 0..library.note(note).note.follow_ups.len() {
            let Some(work) = links.follow_up(note, n) else { continue };
            let leads = match work {
                Work::Read(id) => links.backlinks(id),
                Work::Wanted(id) => &links.wanted(id).wanted_by,
            };
            if leads.len() > 4 * COMMON {
                continue;
            }
            let papers = leads
                .iter()
                .filter(|lead| matches!(lead.via, Via::FollowUp(_)))
                .map(|lead| library.note(lead.note).paper);
            shared.push((Shared::FollowUp(work), papers.collect()));
        }
    }
    for author in &paper.authors {
        if let Some(term) = library.author_named(author) {
            shared.push((Shared::Author(term), library.author(term).papers.clone()));
        }
    }
    for tag in &paper.tags {
        if let Some(term) = library.tag_named(tag) {
            let papers = &library.tag(term).papers;
            if papers.len() <= COMMON {
                shared.push((Shared::Tag(term), papers.clone()));
            }
        }
    }
    for (_, papers) in &mut shared {
        papers.sort_unstable();
        papers.dedup();
    }
    shared.sort();
    shared.dedup_by_key(|(what, _)| *what);
    shared
}

fn reason(writer: &Writer<'_>, shared: Shared) -> view::Reason {
    let library = &writer.site.library;
    let (kind, link) = match shared {
        Shared::FollowUp(work) => {
            let work = writer.work(work);
            ("follow-up", view::Tag { name: work.title.to_owned(), href: Some(work.href) })
        }
        Shared::Author(id) => {
            ("author", writer.tag(TermKind::Author, Some(id), library.author(id).name.clone()))
        }
        Shared::Tag(id) => {
            ("tag", writer.tag(TermKind::Tag, Some(id), library.tag(id).name.clone()))
        }
    };
    view::Reason { kind, link }
}

/// The papers before and after the paper `id`: by the date of their notes, and by their year.
pub(super) fn neighbours(writer: &Writer<'_>, id: PaperId) -> view::Neighbours {
    let index = &writer.site.index;
    let link = |order: &[PaperId], place: Option<usize>| {
        let work = writer.paper(*order.get(place?)?);
        Some(view::Link { href: work.href, title: work.title.to_owned() })
    };
    let date = index.place_by_date[id.index()];
    let year = index.place_by_year[id.index()];
    let before = |place: usize| place.checked_sub(1);
    let has_year = writer.site.library.paper(id).year.is_some();
    view::Neighbours {
        // The newest come first in the order by date, the oldest in the order by year.
        newer_note: link(&index.by_date, before(date)),
        older_note: link(&index.by_date, Some(date + 1)),
        earlier_paper: link(&index.by_year, before(year)).filter(|_| has_year),
        later_paper: link(&index.by_year, Some(year + 1)).filter(|_| has_year),
    }
}
