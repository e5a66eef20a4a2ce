//! What everything is called: the index that references are looked up in.
//!
//! Stage: part of linking. Invariant: a look-up costs the same however many documents there are, and
//! what it finds does not depend on the order in which they were read.
//!
//! A name is tried in tiers, and the first tier that knows it decides: keys and ids; aliases and the
//! names of concepts and readers; files, by the shortest path as Obsidian writes it; titles;
//! nicknames, which are what stands before the colon of a title (`BERT: Pre-training …`).

use std::collections::{BTreeMap, BTreeSet};

use super::phrases::Phrases;
use crate::library::{
    Claims, Id, Library, Nearby, NoteId, PaperId, Place, fold, looks_like_a_slip, name_slips,
    normalise, own_name, slips,
};
use crate::model::PlainPage;
use crate::source::ContentPath;

/// What a file holds: a place, and which note if it is one.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) struct Document {
    pub(super) place: Place,
    pub(super) note: Option<NoteId>,
}

impl From<Place> for Document {
    fn from(place: Place) -> Self {
        Self { place, note: None }
    }
}

/// Which documents a name may mean.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Scope {
    /// Papers only.
    Papers,
    /// Papers and concepts.
    Prerequisites,
    /// All.
    All,
}

/// What a name was found to mean.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Meant {
    /// One thing.
    One(Document),
    /// Several; the first is taken.
    Several(Vec<Document>),
    /// A paper with this id, which nobody has read.
    Unread(Id),
    /// Something that is not published.
    Draft,
    /// Nothing.
    Nothing,
}

/// All names of a library.
pub(super) struct Names<'a> {
    pub(super) library: &'a Library,
    claims: Vec<Claims>,
    called: BTreeMap<String, Vec<Document>>,
    files: BTreeMap<String, Vec<Document>>,
    paths: BTreeMap<String, Document>,
    titles: Titles,
    nicknames: BTreeMap<String, Vec<Document>>,
    urls: BTreeMap<String, PaperId>,
    drafts: BTreeSet<String>,
    near_called: Nearby<Document>,
    near_files: Nearby<Document>,
}

/// What documents have as titles.
struct Titles {
    exact: BTreeMap<String, Vec<Document>>,
    /// Those of papers, to be found in spite of slips and within other words.
    near: Nearby<PaperId>,
    phrases: Phrases<PaperId>,
}

impl Default for Titles {
    fn default() -> Self {
        Self { exact: BTreeMap::new(), near: Nearby::new(slips), phrases: Phrases::new() }
    }
}

impl Titles {
    /// The titles of papers.
    fn of_papers(library: &Library) -> Self {
        let mut titles = Self::default();
        for (title, papers) in library.titles() {
            for &paper in papers {
                push(&mut titles.exact, title.clone(), Place::Paper(paper).into());
                titles.near.insert(title, title, paper);
                titles.phrases.insert(title, paper);
            }
        }
        titles
    }
}

impl<'a> Names<'a> {
    /// The names of `library`.
    pub(super) fn of(library: &'a Library) -> Self {
        let mut names = Self {
            library,
            claims: Vec::new(),
            called: BTreeMap::new(),
            files: BTreeMap::new(),
            paths: BTreeMap::new(),
            titles: Titles::default(),
            nicknames: BTreeMap::new(),
            urls: BTreeMap::new(),
            drafts: BTreeSet::new(),
            near_called: Nearby::new(name_slips),
            near_files: Nearby::new(name_slips),
        };
        let (titles, ()) = rayon::join(|| Titles::of_papers(library), || names.add_papers());
        names.titles = titles;
        names.add_documents();
        for found in names.files.values_mut() {
            found.dedup();
        }
        for draft in library.drafts() {
            names.drafts.extend(draft.names.iter().cloned());
            names.drafts.insert(fold(own_name(&draft.path)));
        }
        names
    }

    fn add_papers(&mut self) {
        let library = self.library;
        for (id, paper) in library.papers() {
            let place = Place::Paper(id);
            self.claims.push(Claims {
                ids: Vec::new(),
                year: paper.year.map(|year| year.0),
                ..Claims::default()
            });
            self.near_called.insert(&paper.key.folded(), paper.key.as_str(), place.into());
            for alias in &paper.aliases {
                self.near_called.insert(&fold(alias), alias, place.into());
            }
            if let Some(nickname) = nickname(&paper.title.markdown) {
                push(&mut self.nicknames, fold(nickname), place.into());
                self.near_called.insert(&fold(nickname), nickname, place.into());
            }
            for (_, url) in &paper.links {
                self.urls.entry(plain_url(url.as_str())).or_insert(id);
            }
        }
        for (id, paper) in library.ids() {
            self.claims[paper.index()].ids.push(id.clone());
        }
        for (name, papers) in library.paper_aliases() {
            for &paper in papers {
                push(&mut self.called, name.clone(), Place::Paper(paper).into());
            }
        }
        for (id, note) in library.notes() {
            let document = Document { place: Place::Paper(note.paper), note: Some(id) };
            self.add_file(&note.note.path, document);
        }
    }

    fn add_documents(&mut self) {
        let library = self.library;
        for (id, concept) in library.concepts() {
            let place = Place::Concept(id);
            let title = &concept.page.title.markdown;
            push(&mut self.called, fold(title), place.into());
            self.near_called.insert(&fold(title), title, place.into());
            self.add_page(&concept.page, place);
        }
        for (id, list) in library.lists() {
            self.add_page(&list.page, Place::List(id));
        }
        for (id, handout) in library.handouts() {
            self.add_page(&handout.page, Place::Handout(id));
        }
        for (id, page) in library.pages() {
            self.add_page(page, Place::Page(id));
        }
        for (id, reader) in library.readers() {
            let place = Place::Reader(id);
            push(&mut self.called, fold(reader.id.as_str()), place.into());
            push(&mut self.called, fold(&reader.name), place.into());
            if let Some(profile) = &reader.profile {
                self.add_page(&profile.page, place);
            }
        }
    }

    fn add_page(&mut self, page: &PlainPage, place: Place) {
        for alias in page.aliases.iter().filter(|alias| !alias.value.starts_with('/')) {
            push(&mut self.called, fold(&alias.value), place.into());
            self.near_called.insert(&fold(&alias.value), &alias.value, place.into());
        }
        let title = normalise(&page.title.markdown);
        if !title.is_empty() {
            push(&mut self.titles.exact, title, place.into());
        }
        self.add_file(&page.path, place.into());
    }

    /// Every end of the path names the file, as in Obsidian: `c`, `b/c`, `a/b/c`.
    fn add_file(&mut self, path: &ContentPath, document: Document) {
        let folded = fold(without_extension(path.as_str()));
        self.paths.insert(folded.clone(), document);
        let mut end = folded.as_str();
        loop {
            push(&mut self.files, end.to_owned(), document);
            match end.split_once('/') {
                Some((_, rest)) => end = rest,
                None => break,
            }
        }
        let name = fold(own_name(path));
        self.near_files.insert(&name, &name, document);
        if name != end {
            push(&mut self.files, name, document);
        }
    }

    /// The document whose file is `path`, with or without its extension, case aside.
    pub(super) fn at_path(&self, path: &str) -> Option<Document> {
        let found = self.paths.get(&fold(without_extension(path)));
        found.or_else(|| self.paths.get(&fold(path))).copied()
    }

    /// Files that end in `path`, without its extension.
    pub(super) fn ending_in(&self, path: &str) -> &[Document] {
        self.files.get(&fold(without_extension(path))).map_or(&[], Vec::as_slice)
    }

    /// The file of a document, for messages.
    pub(super) fn path_of(&self, document: Document) -> Option<&'a ContentPath> {
        let library = self.library;
        match document.place {
            Place::Paper(id) => {
                let note = document.note.or(library.paper(id).notes.first().copied())?;
                Some(&library.note(note).note.path)
            }
            Place::Concept(id) => Some(&library.concept(id).page.path),
            Place::List(id) => Some(&library.list(id).page.path),
            Place::Handout(id) => Some(&library.handout(id).page.path),
            Place::Page(id) => Some(&library.page(id).path),
            Place::Reader(id) => library.reader(id).profile.as_ref().map(|p| &p.page.path),
        }
    }

    /// What `name`, written in the file `from`, means to those in `scope`.
    pub(super) fn look_up(&self, name: &str, from: &ContentPath, scope: Scope) -> Meant {
        let fits = |document: &Document| match scope {
            Scope::Papers => matches!(document.place, Place::Paper(_)),
            Scope::Prerequisites => {
                matches!(document.place, Place::Paper(_) | Place::Concept(_))
            }
            Scope::All => true,
        };
        let folded = fold(name);
        if folded.is_empty() {
            return Meant::Nothing;
        }
        let keys = match scope {
            Scope::Papers | Scope::Prerequisites => self.library.keys(),
            Scope::All => self.library.given_keys(),
        };
        if let Some(&paper) = keys.get(&folded) {
            return Meant::One(Place::Paper(paper).into());
        }
        let id = Id::parse(name);
        if let Some(&paper) = id.as_ref().and_then(|id| self.library.ids().get(id)) {
            return Meant::One(Place::Paper(paper).into());
        }
        let url = name.contains("://").then(|| self.urls.get(&plain_url(name))).flatten();
        if let Some(&paper) = url {
            return Meant::One(Place::Paper(paper).into());
        }
        if let Some(meant) = choose(self.called.get(&folded), fits) {
            return meant;
        }
        if let Some(id) = id {
            return Meant::Unread(id);
        }
        // A file of the same folder is meant before one of the same name elsewhere.
        let beside = from.join(name).and_then(|path| self.at_path(path.as_str())).filter(fits);
        let from_top = || self.at_path(name).filter(fits);
        if let Some(document) = beside.or_else(from_top) {
            return Meant::One(document);
        }
        if let Some(meant) = choose(Some(self.ending_in(name)), fits) {
            return meant;
        }
        let title = normalise(name);
        if let Some(meant) = choose(self.titles.exact.get(&title), fits) {
            return meant;
        }
        if let Some(&paper) = self.library.keys().get(&folded) {
            return Meant::One(Place::Paper(paper).into());
        }
        if let Some(found) = self.nicknames.get(&folded).filter(|found| found.len() == 1) {
            return Meant::One(found[0]);
        }
        if scope == Scope::All && self.drafts.contains(&fold(without_extension(name))) {
            return Meant::Draft;
        }
        Meant::Nothing
    }

    /// The paper whose page or PDF is at `url`.
    pub(super) fn at_url(&self, url: &str) -> Option<PaperId> {
        let id = Id::in_url(url).and_then(|id| self.library.ids().get(&id));
        id.or_else(|| self.urls.get(&plain_url(url))).copied()
    }

    /// Papers with the title, if nothing in `claims` speaks against them.
    pub(super) fn titled(&self, title: &str, claims: &Claims) -> Vec<PaperId> {
        let documents = self.titles.exact.get(title).into_iter().flatten();
        let papers = documents.filter_map(|document| match document.place {
            Place::Paper(id) => Some(id),
            _ => None,
        });
        papers.filter(|&id| self.may_be(id, claims)).collect()
    }

    /// The paper whose title is the same but for slips of the pen.
    pub(super) fn nearly_titled(&self, title: &str, claims: &Claims) -> Option<PaperId> {
        let numbers = crate::library::numbers(title);
        let fits =
            |other: &str, id| crate::library::numbers(other) == numbers && self.may_be(id, claims);
        self.titles.near.nearest(title, fits).map(|(_, id)| id)
    }

    /// Papers whose title stands within a reference in words.
    pub(super) fn within(&self, text: &str, claims: &Claims) -> Vec<PaperId> {
        let mut found = self.titles.phrases.find(text);
        found.retain(|&id| self.may_be(id, claims));
        found
    }

    /// The name that `name` is nearly, and what has it.
    pub(super) fn nearly_called(&self, name: &str) -> Option<(&str, Document)> {
        self.near_called.nearest(&fold(name), |shown, _| looks_like_a_slip(name, shown))
    }

    /// The document whose file has nearly this name.
    pub(super) fn nearly_filed(&self, name: &str) -> Option<Document> {
        self.near_files.nearest(&fold(name), |_, _| true).map(|(_, document)| document)
    }

    fn may_be(&self, id: PaperId, claims: &Claims) -> bool {
        !self.claims[id.index()].contradicts(claims)
    }
}

fn push(map: &mut BTreeMap<String, Vec<Document>>, name: String, document: Document) {
    let of = map.entry(name).or_default();
    if of.last() != Some(&document) {
        of.push(document);
    }
}

/// What one tier says: nothing, one place, or several.
fn choose<'d>(
    found: Option<impl AsRef<[Document]> + 'd>,
    fits: impl Fn(&Document) -> bool,
) -> Option<Meant> {
    let found = found?;
    let mut fitting = found.as_ref().iter().filter(|document| fits(document)).copied();
    let first = fitting.next()?;
    // Several notes on one paper are one place, and the name does not say which.
    let mut several = vec![first];
    for document in fitting.take(MOST_NAMED) {
        if several.iter().all(|other| other.place != document.place) {
            several.push(document);
        }
    }
    Some(match several.len() {
        1 => Meant::One(first),
        _ => Meant::Several(several),
    })
}

/// How many documents of one name are looked at; more are not told apart in a message.
const MOST_NAMED: usize = 32;

/// `path` without the extension of a note.
pub(super) fn without_extension(path: &str) -> &str {
    let lower = path.len().checked_sub(9).and_then(|at| path.get(at..));
    if lower.is_some_and(|end| end.eq_ignore_ascii_case(".markdown")) {
        return &path[..path.len() - 9];
    }
    let end = path.len().checked_sub(3).and_then(|at| path.get(at..));
    match end {
        Some(end) if end.eq_ignore_ascii_case(".md") => &path[..path.len() - 3],
        _ => path,
    }
}

/// What two URLs of one page share.
fn plain_url(url: &str) -> String {
    let url = url.trim();
    let rest = url.split_once("://").map_or(url, |(_, rest)| rest);
    let rest = rest.strip_prefix("www.").unwrap_or(rest);
    let rest = rest.split('#').next().unwrap_or_default();
    rest.trim_end_matches('/').to_owned()
}

/// The short name before the colon of a title, if it looks made up: capitals inside, or a digit.
fn nickname(title: &str) -> Option<&str> {
    let (name, _) = title.split_once([':', '：'])?;
    let name = name.trim().trim_matches(['{', '}']);
    let made_up = name.chars().skip(1).any(|c| c.is_uppercase() || c.is_ascii_digit());
    (made_up && !name.contains(char::is_whitespace) && name.len() >= 2).then_some(name)
}
