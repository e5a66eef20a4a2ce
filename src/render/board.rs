//! The board: papers by how far they were read and by what was decided then.

use std::collections::BTreeMap;

use crate::library::PaperId;
use crate::links::Work;
use crate::model::{DecisionWord, PassNumber};
use crate::theme::ThemeError;

use super::head::About;
use super::note::last_decision_on;
use super::table::Group;
use super::writer::Writer;
use super::{urls, view};

/// How many papers of a pass and decision the page has.
const WORKS: usize = 60;

/// The page.
pub(super) fn render(writer: &mut Writer<'_>) -> Result<Vec<u8>, ThemeError> {
    let site = writer.site;
    let mut papers: BTreeMap<(u8, usize), Vec<PaperId>> = BTreeMap::new();
    for &id in &site.index.by_date {
        let pass = site.library.paper(id).reached.map_or(0, PassNumber::number);
        papers.entry((pass, rank(last_decision_on(&site.library, id)))).or_default().push(id);
    }
    let columns = (0..=3).filter_map(|pass| {
        let groups: Vec<(usize, &Vec<PaperId>)> =
            papers.range((pass, 0)..(pass + 1, 0)).map(|(&(_, rank), ids)| (rank, ids)).collect();
        let count = groups.iter().map(|(_, ids)| ids.len()).sum();
        let groups = groups.into_iter().map(|(rank, ids)| group(writer, pass, rank, ids)).collect();
        (count > 0).then(|| view::BoardColumn { pass, id: format!("pass-{pass}"), count, groups })
    });
    let content = view::BoardPage { columns: columns.collect() };
    let about = About::titled(site.words("board", &[])).described(site.words("board-about", &[]));
    site.fill(writer, "board.html", about, content)
}

/// What wants doing comes first.
fn rank(decision: &str) -> usize {
    let order = [DecisionWord::Continue, DecisionWord::Later, DecisionWord::Stop];
    order.iter().position(|word| word.as_str() == decision).unwrap_or(order.len())
}

fn group<'a>(writer: &Writer<'a>, pass: u8, rank: usize, ids: &[PaperId]) -> view::BoardGroup<'a> {
    let site = writer.site;
    let decision = ids.first().map_or("", |&id| last_decision_on(&site.library, id));
    debug_assert_eq!(self::rank(decision), rank, "a group has one decision");
    let name = if decision.is_empty() { "undecided" } else { decision };
    let all = PassNumber::from_number(pass).map_or(Group::All, Group::Pass);
    view::BoardGroup {
        id: format!("pass-{pass}-{name}"),
        decision,
        works: ids.iter().take(WORKS).map(|&id| writer.work(Work::Read(id))).collect(),
        rest: ids.len().saturating_sub(WORKS),
        more: writer.href_if(&urls::group(&site.library, all, 1)),
    }
}
