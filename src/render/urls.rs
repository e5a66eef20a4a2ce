//! The address of everything that has one.
//!
//! Invariant: the only place that knows how addresses look; the table and every link ask here.

use crate::library::{ConceptId, HandoutId, Library, ListId, PageId, PaperId, ReaderIndex};
use crate::links::{Links, Work};
use crate::output::{UrlPath, slugify};
use crate::source::ContentPath;

use super::critiques::Filter;
use super::table::{Group, TermKind};

/// The page of a paper, read or wanted.
pub(super) fn work(library: &Library, links: &Links, work: Work) -> UrlPath {
    match work {
        Work::Read(id) => paper(library, id),
        Work::Wanted(id) => UrlPath::page(["papers", &links.wanted(id).key]),
    }
}

/// The page of a paper that somebody has read.
pub(super) fn paper(library: &Library, id: PaperId) -> UrlPath {
    UrlPath::page(["papers", library.paper(id).key.as_str()])
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

/// A reader's page.
pub(super) fn reader(library: &Library, id: ReaderIndex) -> UrlPath {
    UrlPath::page(["readers", library.reader(id).id.as_str()])
}

/// The page of an entry of the glossary, by its slug.
pub(super) fn concept(slug: &str) -> UrlPath {
    UrlPath::page(["concepts", slug])
}

/// What names an entry of the glossary in its address: the file's name.
pub(super) fn concept_slug(library: &Library, id: ConceptId) -> String {
    slug_or_stem(document_stem(&library.concept(id).page.path))
}

/// A curated list.
pub(super) fn list(library: &Library, id: ListId) -> UrlPath {
    let stem = document_stem(&library.list(id).page.path);
    UrlPath::page(["lists", &slug_or_stem(stem)])
}

/// A handout.
pub(super) fn handout(library: &Library, id: HandoutId) -> UrlPath {
    let stem = document_stem(&library.handout(id).page.path);
    UrlPath::page(["handouts", &slug_or_stem(stem)])
}

/// A page of the site's own: its path without `pages/` and the extension; `pages/index.md` is part
/// of the home page.
pub(super) fn own_page(library: &Library, id: PageId) -> UrlPath {
    let path = &library.page(id).path;
    let inside = path.as_str().strip_prefix("pages/").unwrap_or(path.as_str());
    let (folder, _) = inside.rsplit_once('/').unwrap_or(("", inside));
    let folders = folder.split('/').filter(|part| !part.is_empty());
    let name = Some(path.stem()).filter(|stem| !stem.eq_ignore_ascii_case("index"));
    UrlPath::page(folders.chain(name))
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

/// The `number`th page of a list, the first of which has no number.
fn numbered(parts: &[&str], number: usize) -> UrlPath {
    if number <= 1 {
        UrlPath::page(parts.iter().copied())
    } else {
        UrlPath::page(parts.iter().copied().chain([number.to_string().as_str()]))
    }
}

/// What a document is called: its file's name, or its folder's if it is an `index.md`.
fn document_stem(path: &ContentPath) -> &str {
    if path.stem().eq_ignore_ascii_case("index") && !path.folder().is_empty() {
        path.folder().rsplit('/').next().unwrap_or_default()
    } else {
        path.stem()
    }
}

fn slug_or_stem(stem: &str) -> String {
    let slug = slugify(stem);
    if slug.is_empty() { stem.to_owned() } else { slug }
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
