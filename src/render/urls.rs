//! The addresses of pages that this program makes of the whole library; those of documents are the
//! library's own.
//!
//! Invariant: the table and every link ask here or there.

use std::borrow::Cow;

use crate::library::{Course, HandoutId, Library, Place, ReaderIndex};
use crate::links::{Links, Work};
use crate::output::UrlPath;
use crate::source::ContentPath;

use super::critiques::Filter;
use super::gathered::Gathered;
use super::handouts::Sheet;
use super::table::{Group, TermKind};

/// The page of a paper, read or wanted.
pub(super) fn work<'l>(library: &'l Library, links: &Links, work: Work) -> Cow<'l, UrlPath> {
    match work {
        Work::Read(id) => library.url(Place::Paper(id)),
        Work::Wanted(id) => Cow::Owned(crate::library::urls::paper(&links.wanted(id).key)),
    }
}

/// All who lead to a paper.
pub(super) fn leads(library: &Library, links: &Links, paper: Work, number: usize) -> UrlPath {
    let key = match paper {
        Work::Read(id) => library.paper(id).key.as_str(),
        Work::Wanted(id) => &links.wanted(id).key,
    };
    numbered(&["papers", key, "leads"], number)
}

/// The papers of a group, its `number`th page.
pub(super) fn group(library: &Library, group: Group, number: usize) -> UrlPath {
    match group {
        Group::All => numbered(&["papers"], number),
        Group::Pass(pass) => numbered(&["passes", &pass.number().to_string()], number),
        Group::Term(kind, id) => numbered(&[kind.folder(), &kind.term(library, id).slug], number),
    }
}

/// The index of tags, authors, venues or years.
pub(super) fn terms(kind: TermKind) -> UrlPath {
    UrlPath::page([kind.folder()])
}

/// A handout in one of its editions, which stand below it.
pub(super) fn handout(library: &Library, id: HandoutId, sheet: Sheet) -> UrlPath {
    let url = library.url(Place::Handout(id));
    match sheet {
        Sheet::Handout => url.into_owned(),
        Sheet::Worksheet | Sheet::Teacher => {
            let parts = url.as_str().split('/').filter(|part| !part.is_empty());
            UrlPath::page(parts.chain([sheet.word()]))
        }
    }
}

/// A course.
pub(super) fn course(course: &Course) -> UrlPath {
    UrlPath::page(["courses", &course.slug])
}

/// Critiques, all or filtered.
pub(super) fn critiques(filter: Filter, number: usize) -> UrlPath {
    match filter.word() {
        "" => numbered(&["critiques"], number),
        word => numbered(&["critiques", word], number),
    }
}

/// Questions, open or answered.
pub(super) fn questions(open: bool, number: usize) -> UrlPath {
    if open {
        numbered(&["questions"], number)
    } else {
        numbered(&["questions", "answered"], number)
    }
}

/// A benchmark, by its slug.
pub(super) fn benchmark(slug: &str) -> UrlPath {
    UrlPath::page(["results", slug])
}

/// What was read when: all years, or one.
pub(super) fn activity(year: Option<u16>) -> UrlPath {
    match year {
        None => UrlPath::page(["activity"]),
        Some(year) => UrlPath::page(["activity", &year.to_string()]),
    }
}

/// Open problems, claims to verify, reproductions.
pub(super) fn gathered(what: Gathered, number: usize) -> UrlPath {
    numbered(&[what.word()], number)
}

/// The reading list.
pub(super) fn reading_list(number: usize) -> UrlPath {
    numbered(&["reading-list"], number)
}

/// A file of the content folder. Below a folder of its own, so that none can take a page's place.
pub(super) fn asset(path: &ContentPath) -> UrlPath {
    let folders = path.folder().split('/').filter(|part| !part.is_empty());
    UrlPath::file(std::iter::once("files").chain(folders), path.file_name())
}

/// An address that is written as a path of the site: `/reading-list/`, `about`, `atom.xml`.
pub(super) fn written(path: &str) -> UrlPath {
    let path = path.trim_start_matches('/').trim_end_matches("index.html");
    let mut parts: Vec<&str> = path.split('/').filter(|part| !part.is_empty()).collect();
    match parts.pop() {
        None => UrlPath::home(),
        Some(name) if name.contains('.') && !path.ends_with('/') => UrlPath::file(parts, name),
        Some(name) => UrlPath::page(parts.into_iter().chain([name])),
    }
}

/// The `number`th page of the notes of a reader.
pub(super) fn reader(library: &Library, id: ReaderIndex, number: usize) -> UrlPath {
    match number {
        ..=1 => library.url(Place::Reader(id)).into_owned(),
        _ => numbered(&["readers", library.reader(id).id.as_str()], number),
    }
}

/// The `number`th page of a list, the first of which has no number.
fn numbered(parts: &[&str], number: usize) -> UrlPath {
    if number <= 1 {
        UrlPath::page(parts.iter().copied())
    } else {
        UrlPath::page(parts.iter().copied().chain([number.to_string().as_str()]))
    }
}

#[cfg(test)]
mod tests {
    use super::written;

    #[test]
    fn a_written_path_is_a_page_unless_it_names_a_file() {
        for (path, expected) in [
            ("/", ""),
            ("/reading-list/", "reading-list/"),
            ("about", "about/"),
            ("/a/index.html", "a/"),
            ("/atom.xml", "atom.xml"),
            ("/v1.2/", "v1.2/"),
        ] {
            assert_eq!(written(path).as_str(), expected, "{path}");
        }
    }
}
