//! Curated reading lists.

use crate::library::{ListId, Place};
use crate::links::Work;
use crate::output::UrlPath;
use crate::theme::ThemeError;

use super::body::Body;
use super::head::About;
use super::writer::Writer;
use super::{references, view};

/// All lists.
pub(super) fn render_all(writer: &mut Writer<'_>) -> Result<Vec<u8>, ThemeError> {
    let site = writer.site;
    let lists = site.library.lists().map(|(id, _)| summary(writer, id));
    let content = view::ListsPage { lists: lists.collect() };
    site.fill(writer, "lists.html", About::titled(site.words("lists", &[])), content)
}

/// A list as other pages show it.
pub(super) fn summary(writer: &Writer<'_>, id: ListId) -> view::ListSummary {
    let site = writer.site;
    let list = site.library.list(id);
    let works = (0..list.papers.len()).filter_map(|n| site.links.listed(id, n));
    view::ListSummary {
        title: writer.plain(Some(&list.page.title)),
        href: writer.href(&site.library.url(Place::List(id))),
        description: writer.plain(list.page.description.texts().next()),
        readers: makers(writer, id),
        count: list.papers.len(),
        read: works.filter(|work| matches!(work, Work::Read(_))).count(),
    }
}

/// A list.
pub(super) fn render(writer: &mut Writer<'_>, id: ListId) -> Result<Vec<u8>, ThemeError> {
    let site = writer.site;
    let list = site.library.list(id);
    let page = &list.page;
    let content = view::ListPage {
        title: writer.plain(Some(&page.title)),
        description_html: writer.prose(&page.description, ""),
        readers: makers(writer, id),
        papers: list
            .papers
            .iter()
            .enumerate()
            .map(|(n, paper)| writer.listed(paper, site.links.listed(id, n)))
            .collect(),
        body_html: Body::of_page(page).html(writer, "", 2),
        body_lang: page.lang.as_ref().map_or(site.lang(), |lang| lang.as_str()),
        references: references::references(writer),
    };
    let about = About::titled(&content.title)
        .described(writer.plain(page.description.texts().next()))
        .below(UrlPath::page(["lists"]), site.words("lists", &[]));
    site.fill(writer, "list.html", about, content)
}

fn makers(writer: &Writer<'_>, id: ListId) -> Vec<view::Person> {
    let readers = &writer.site.library.list(id).readers;
    readers.iter().map(|reader| writer.reader_named(&reader.value)).collect()
}
