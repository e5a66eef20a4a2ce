//! The edges of the graph: what one paper is to another, from what notes say.

use std::collections::BTreeMap;

use crate::library::{Library, PaperId};
use crate::links::{Links, Target, Via, Work};
use crate::model::RelationKind;

/// What the paper at the start of an edge is to the one at its end, the most telling first.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum EdgeKind {
    /// It builds on the other.
    Extends,
    /// It finds otherwise.
    Contradicts,
    /// It answers a critique of the other, or a question about it.
    Answers,
    /// It takes the other's place.
    Replaces,
    /// A note on it says to read the other next.
    FollowUp,
    /// It takes something from the other as it is.
    Uses,
    /// It measures itself against the other.
    Compares,
    /// The other is to be known first.
    Requires,
    /// A note on it mentions the other.
    Cites,
}

impl EdgeKind {
    /// All of them, in order.
    pub(crate) const ALL: [Self; 9] = [
        Self::Extends,
        Self::Contradicts,
        Self::Answers,
        Self::Replaces,
        Self::FollowUp,
        Self::Uses,
        Self::Compares,
        Self::Requires,
        Self::Cites,
    ];

    /// The word that class names and strings use.
    pub(crate) fn as_str(self) -> &'static str {
        match self {
            Self::FollowUp => "follow-up",
            Self::Extends => "extends",
            Self::Contradicts => "contradicts",
            Self::Answers => "answers",
            Self::Replaces => "replaces",
            Self::Uses => "uses",
            Self::Compares => "compares",
            Self::Requires => "requires",
            Self::Cites => "cites",
        }
    }

    /// How strongly it draws the two papers together.
    pub(crate) fn weight(self) -> f64 {
        match self {
            Self::Extends | Self::Replaces => 1.5,
            Self::FollowUp | Self::Contradicts | Self::Answers | Self::Uses => 1.0,
            Self::Compares | Self::Requires => 0.7,
            Self::Cites => 0.4,
        }
    }

    fn of(via: Via) -> Self {
        match via {
            Via::FollowUp(_) => Self::FollowUp,
            Via::Relation(_, RelationKind::Extends) => Self::Extends,
            Via::Relation(_, RelationKind::Uses) => Self::Uses,
            Via::Relation(_, RelationKind::Contradicts) => Self::Contradicts,
            Via::Relation(_, RelationKind::Compares) => Self::Compares,
            Via::Relation(_, RelationKind::Replaces) => Self::Replaces,
            Via::Answer(..) | Via::QuestionAnswer(_) => Self::Answers,
            Via::Prerequisite(_) => Self::Requires,
            Via::Mention(_) => Self::Cites,
        }
    }
}

/// What one paper is to another.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) struct Edge {
    /// Where the edge starts.
    pub(crate) from: Work,
    /// Where it ends.
    pub(crate) to: Work,
    /// What `from` is to `to`.
    pub(crate) kind: EdgeKind,
}

impl Edge {
    /// The edge that a note on `paper` makes by leading to `other`.
    fn new(paper: PaperId, other: Work, kind: EdgeKind) -> Option<Self> {
        let paper = Work::Read(paper);
        if paper == other {
            return None;
        }
        // The note on the criticised paper names the answer; it is the answer that answers.
        match kind {
            EdgeKind::Answers => Some(Self { from: other, to: paper, kind }),
            _ => Some(Self { from: paper, to: other, kind }),
        }
    }

    /// The paper that a reader comes to after the other: a follow-up comes after what led to it,
    /// and what extends, answers or cites a paper comes after that paper.
    pub(crate) fn later(self) -> Work {
        if self.kind == EdgeKind::FollowUp { self.to } else { self.from }
    }

    /// The end that is not `work`.
    pub(crate) fn other(self, work: Work) -> Work {
        if self.from == work { self.to } else { self.from }
    }
}

/// All edges of a site, in order; of several from one paper to another the most telling.
pub(crate) fn edges(library: &Library, links: &Links) -> Vec<Edge> {
    let read = library.papers().flat_map(|(id, _)| into(library, links, Work::Read(id)));
    let wanted = links.wanted_papers().flat_map(|(id, _)| into(library, links, Work::Wanted(id)));
    strongest(read.chain(wanted))
}

/// The edges that notes on other papers make with `work`.
pub(crate) fn into(library: &Library, links: &Links, work: Work) -> Vec<Edge> {
    let leads = match work {
        Work::Read(id) => links.backlinks(id),
        Work::Wanted(id) => links.wanted(id).wanted_by.as_slice(),
    };
    strongest(
        leads.iter().filter_map(|lead| {
            Edge::new(library.note(lead.note).paper, work, EdgeKind::of(lead.via))
        }),
    )
}

/// The edges that the notes on `paper` make.
pub(crate) fn out_of(library: &Library, links: &Links, paper: PaperId) -> Vec<Edge> {
    let mut found: Vec<(Work, EdgeKind)> = Vec::new();
    for &id in &library.paper(paper).notes {
        let note = &library.note(id).note;
        let mut add = |work: Option<Work>, kind| found.extend(work.map(|work| (work, kind)));
        for n in 0..note.follow_ups.len() {
            add(links.follow_up(id, n), EdgeKind::FollowUp);
        }
        for (n, relation) in note.relations.iter().enumerate() {
            add(links.relation(id, n), EdgeKind::of(Via::Relation(0, relation.kind)));
        }
        for (n, critique) in note.critiques.iter().enumerate() {
            for answer in 0..critique.answered_by.len() {
                add(links.answer(id, n, answer), EdgeKind::Answers);
            }
        }
        for n in 0..note.questions.len() {
            add(links.question_answer(id, n), EdgeKind::Answers);
        }
        for n in 0..note.prerequisites.len() {
            add(paper_of(links.prerequisite(id, n)), EdgeKind::Requires);
        }
        for mention in note.outline.mentions.iter().chain(&note.front_outline.mentions) {
            add(paper_of(links.target(mention.id)), EdgeKind::Cites);
        }
    }
    strongest(found.into_iter().filter_map(|(work, kind)| Edge::new(paper, work, kind)))
}

fn paper_of(target: &Target) -> Option<Work> {
    match target {
        Target::Paper(work, _) => Some(*work),
        _ => None,
    }
}

/// One edge for each pair and direction, the most telling, in order.
fn strongest(edges: impl Iterator<Item = Edge>) -> Vec<Edge> {
    let mut kinds: BTreeMap<(Work, Work), EdgeKind> = BTreeMap::new();
    for Edge { from, to, kind } in edges {
        kinds.entry((from, to)).and_modify(|known| *known = kind.min(*known)).or_insert(kind);
    }
    kinds.into_iter().map(|((from, to), kind)| Edge { from, to, kind }).collect()
}
