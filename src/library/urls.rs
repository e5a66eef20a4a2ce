//! Where documents are published: the one place that says so.
//!
//! Stage: ids → URLs. Invariant: every document has one URL, which depends on its own name only;
//! two that would share one are reported ([`Code::SameUrl`]).

use std::borrow::Cow;
use std::collections::BTreeMap;

use super::{ConceptId, HandoutId, Library, ListId, PageId, PaperId, ReaderIndex};
use crate::diagnostic::{Code, Diagnostic};
use crate::output::{UrlPath, slugify};
use crate::source::{ContentPath, Located, Span};

/// A document of the site, or the paper or reader that documents are about.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Place {
    /// A paper with all its notes.
    Paper(PaperId),
    /// An entry of the glossary.
    Concept(ConceptId),
    /// A curated list.
    List(ListId),
    /// A handout.
    Handout(HandoutId),
    /// A page of the site's own.
    Page(PageId),
    /// A reader.
    Reader(ReaderIndex),
}

/// An old URL that leads to a document now.
#[derive(Clone, Debug)]
pub struct Redirect {
    /// The old URL.
    pub from: UrlPath,
    /// Where the alias was written.
    pub span: Span,
    /// What is there now.
    pub to: Place,
}

/// Pages that the program makes at the top of the site, besides those of documents.
pub const GENERATED: &[&str] = &[
    "papers",
    "passes",
    "years",
    "venues",
    "authors",
    "tags",
    "readers",
    "concepts",
    "reading-list",
    "lists",
    "critiques",
    "questions",
    "results",
    "handouts",
    "courses",
    "map",
    "search",
];

/// Files that the program makes at the top of the site.
pub const GENERATED_FILES: &[&str] = &[
    "404.html",
    "atom.xml",
    "sitemap.xml",
    "robots.txt",
    "references.bib",
    "papers.csl.json",
    "papers.json",
];

/// The page of the paper, read or wanted, whose key is `key`.
pub fn paper(key: &str) -> UrlPath {
    UrlPath::page(["papers", key])
}

/// The name of a document's file, as part of a URL: its own, or its folder's for `index.md`.
fn file_slug(path: &ContentPath) -> String {
    slug_or_name(own_name(path))
}

/// What a document's file calls it: its stem, or its folder's name for `index.md`.
pub(crate) fn own_name(path: &ContentPath) -> &str {
    match path.stem() {
        "index" | "_index" | "README" | "readme" if !path.folder().is_empty() => {
            path.folder().rsplit('/').next().unwrap_or_default()
        }
        stem => stem,
    }
}

fn slug_or_name(name: &str) -> String {
    Some(slugify(name)).filter(|slug| !slug.is_empty()).unwrap_or_else(|| name.to_owned())
}

/// `/<path>/`: below `pages/` or, for a page elsewhere, its whole path; `index.md` is its folder.
fn page_url(path: &ContentPath) -> UrlPath {
    let inside = path.as_str().strip_prefix("pages/").unwrap_or(path.as_str());
    let (folder, _) = inside.rsplit_once('/').unwrap_or(("", inside));
    let mut parts: Vec<String> =
        folder.split('/').filter(|part| !part.is_empty()).map(slug_or_name).collect();
    if !matches!(path.stem(), "index" | "_index") {
        parts.push(slug_or_name(path.stem()));
    }
    UrlPath::page(parts.iter().map(String::as_str))
}

impl Library {
    /// Where `place` is published.
    pub fn url(&self, place: Place) -> Cow<'_, UrlPath> {
        let own = |folder: &str, path: &ContentPath| {
            Cow::Owned(UrlPath::page([folder, &file_slug(path)]))
        };
        match place {
            Place::Paper(id) => Cow::Borrowed(&self.paper(id).url),
            Place::Reader(id) => Cow::Borrowed(&self.reader(id).url),
            Place::Concept(id) => own("concepts", &self.concept(id).page.path),
            Place::List(id) => own("lists", &self.list(id).page.path),
            Place::Handout(id) => own("handouts", &self.handout(id).page.path),
            Place::Page(id) => Cow::Owned(page_url(&self.page(id).path)),
        }
    }

    /// Every place of the site: papers, concepts, lists, handouts, pages, readers.
    pub fn places(&self) -> impl Iterator<Item = Place> {
        (self.papers().map(|(id, _)| Place::Paper(id)))
            .chain(self.concepts().map(|(id, _)| Place::Concept(id)))
            .chain(self.lists().map(|(id, _)| Place::List(id)))
            .chain(self.handouts().map(|(id, _)| Place::Handout(id)))
            .chain(self.pages().map(|(id, _)| Place::Page(id)))
            .chain(self.readers().map(|(id, _)| Place::Reader(id)))
    }

    /// The file that `place` comes from, to point at: for a paper that of its first note.
    fn origin(&self, place: Place) -> Option<(&ContentPath, Span)> {
        let page = match place {
            Place::Paper(id) => {
                let first = self.paper(id).notes.iter().min()?;
                let note = &self.note(*first).note;
                let key = note.facts.key.as_ref().map(|key| key.span);
                return Some((&note.path, key.unwrap_or(note.body.span.at_start())));
            }
            Place::Concept(id) => &self.concept(id).page,
            Place::List(id) => &self.list(id).page,
            Place::Handout(id) => &self.handout(id).page,
            Place::Page(id) => self.page(id),
            Place::Reader(id) => {
                if let Some(profile) = &self.reader(id).profile {
                    &profile.page
                } else {
                    let first = self.reader(id).notes.iter().min()?;
                    let note = &self.note(*first).note;
                    let named = (note.readers.iter())
                        .find(|reader| self.reader_named(reader.value.as_str()) == Some(id));
                    return Some((&note.path, named?.span));
                }
            }
        };
        Some((&page.path, page.title.span))
    }

    /// Reports places that share a URL, and keeps the old URLs that lead somewhere.
    pub(super) fn check_urls(
        &self,
        old_urls: Vec<(Located<String>, Place)>,
        found: &mut Vec<Diagnostic>,
    ) -> Vec<Redirect> {
        let mut taken: BTreeMap<String, Option<Place>> = BTreeMap::new();
        taken.insert(UrlPath::home().folded(), None);
        for name in GENERATED {
            taken.insert(UrlPath::page([*name]).folded(), None);
        }
        for name in GENERATED_FILES {
            taken.insert(UrlPath::file([], name).folded(), None);
        }
        for place in self.places() {
            let url = self.url(place);
            match taken.get(&url.folded()) {
                Some(&first) => found.extend(self.same_url(first, place, &url)),
                None => {
                    taken.insert(url.folded(), Some(place));
                }
            }
        }
        let mut redirects = Vec::new();
        for (alias, to) in old_urls {
            let Some(from) = old_url(&alias.value) else { continue };
            match taken.get(&from.folded()) {
                Some(&Some(now)) if now == to => {}
                Some(_) => found.push(
                    Diagnostic::new(
                        Code::SameUrl,
                        alias.span,
                        format!("the old URL `{from}` is that of another page now"),
                    )
                    .help("remove the alias: a redirect cannot stand where a page is"),
                ),
                None => {
                    taken.insert(from.folded(), Some(to));
                    redirects.push(Redirect { from, span: alias.span, to });
                }
            }
        }
        redirects
    }

    fn same_url(&self, first: Option<Place>, second: Place, url: &UrlPath) -> Option<Diagnostic> {
        let (path, span) = self.origin(second)?;
        let Some((first_path, first_span)) = first.and_then(|first| self.origin(first)) else {
            let message =
                format!("`{path}` would be published at `{url}`, a page that the program makes");
            return Some(
                Diagnostic::new(Code::SameUrl, span, message).help("give the file another name"),
            );
        };
        let message = format!("`{first_path}` and `{path}` would both be published at `{url}`");
        Some(
            Diagnostic::new(Code::SameUrl, span, message)
                .related(first_span, format!("`{first_path}` is published there"))
                .help(match second {
                    Place::Paper(_) => "give one of them another `key`",
                    _ => "give one of the files another name",
                }),
        )
    }
}

/// `/2019/old-post/` or `/old.html` as a URL of the site.
fn old_url(alias: &str) -> Option<UrlPath> {
    let path = alias.trim().strip_prefix('/')?;
    let path = path.split(['?', '#']).next().unwrap_or_default();
    let parts: Vec<&str> = path.split('/').filter(|part| !part.is_empty()).collect();
    let (last, folders) = parts.split_last()?;
    let is_file = !path.ends_with('/') && last.contains('.');
    match *last {
        "index.html" => (!folders.is_empty()).then(|| UrlPath::page(folders.iter().copied())),
        last if is_file => Some(UrlPath::file(folders.iter().copied(), last)),
        _ => Some(UrlPath::page(parts)),
    }
}
