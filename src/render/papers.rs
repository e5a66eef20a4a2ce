//! Papers: all of them, or those of a pass, year, venue, author or tag.

use crate::library::PaperId;
use crate::output::UrlPath;
use crate::theme::ThemeError;

use super::head::About;
use super::pagination::{pagination, slice};
use super::table::{Group, TermKind};
use super::writer::Writer;
use super::{urls, view};

/// The `number`th page of a group.
pub(super) fn render(
    writer: &mut Writer<'_>,
    group: Group,
    number: usize,
) -> Result<Vec<u8>, ThemeError> {
    let site = writer.site;
    let library = &site.library;
    let all: &[PaperId] = match group {
        Group::All => &site.index.by_date,
        Group::Pass(pass) => site.index.by_pass.get(&pass).map_or(&[], Vec::as_slice),
        Group::Term(kind, id) => &kind.term(library, id).papers,
    };
    let (by, name) = match group {
        Group::All => ("all", String::new()),
        Group::Pass(pass) => ("pass", pass.number().to_string()),
        Group::Term(kind, id) => (kind.word(), kind.term(library, id).name.clone()),
    };
    let title = match group {
        Group::All => site.words("papers", &[]),
        _ => site.words(&format!("papers-by-{by}"), &[("name", &name)]),
    };
    let venue = site.config.venues.iter().find(|venue| by == "venue" && venue.name == name);
    let first = group == Group::All && number == 1;
    let content = view::PapersPage {
        by,
        full_name: venue.and_then(|venue| venue.full.clone()).unwrap_or_default(),
        papers: slice(all, number).iter().map(|&id| writer.paper(id)).collect(),
        pagination: pagination(writer, all.len(), number, |n| urls::group(library, group, n)),
        indexes: if first { indexes(writer) } else { Vec::new() },
        passes: if first { writer.passes() } else { Vec::new() },
        name,
    };
    let mut about = About::titled(title);
    if group != Group::All {
        about = about.below(UrlPath::page(["papers"]), site.words("papers", &[]));
    }
    if let Group::Term(kind, _) = group {
        about = about.below(urls::terms(kind), site.words(kind.folder(), &[]));
    }
    about.noindex = number > 1;
    site.fill(writer, "papers.html", about, content)
}

/// The indexes that the site has.
fn indexes(writer: &Writer<'_>) -> Vec<view::Link> {
    TermKind::ALL
        .into_iter()
        .filter_map(|kind| {
            let href = writer.href_if(&urls::terms(kind))?;
            Some(view::Link { href, title: writer.site.words(kind.folder(), &[]) })
        })
        .collect()
}
