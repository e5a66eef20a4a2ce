//! What one reference means, by itself.
//!
//! Stage: part of linking. Invariant: an answer depends on the library and on the reference only,
//! so references can be answered in any order and at once.

use std::collections::{BTreeMap, BTreeSet};

use super::anchors::Anchors;
use super::asked::{Asked, Slot, Source, What};
use super::files::Files;
use super::names::{Document, Meant, Names, Scope, without_extension};
use super::written::{Want, Written, is_key};
use super::{Target, Via, Work};
use crate::config::Config;
use crate::diagnostic::{Code, Diagnostic};
use crate::library::{Claims, Library, PaperId, Place, fold};
use crate::model::{Mentioned, PaperFacts, PaperRef};
use crate::output::UrlPath;
use crate::source::{ContentPath, Located, Sources, Span};

/// What references are looked up in.
pub(super) struct Site<'a> {
    pub(super) library: &'a Library,
    pub(super) sources: &'a Sources,
    pub(super) names: Names<'a>,
    pub(super) anchors: Anchors<'a>,
    pub(super) files: Files<'a>,
    /// Documents by their URLs, folded.
    pub(super) urls: BTreeMap<String, Place>,
    /// Folders that hold documents, folded, and one kind of what they hold.
    pub(super) folders: BTreeMap<String, Place>,
    /// Files that are not published, folded and without extension.
    pub(super) drafts: BTreeSet<String>,
    /// Keys of the bibliographies, folded.
    pub(super) referenced: BTreeSet<String>,
}

/// What a reference means.
#[derive(Clone, Debug)]
pub(super) enum Answer {
    /// This.
    Target(Target),
    /// A paper that nobody has read; a name that it may be a slip of the pen for.
    Want(Box<Want>, Option<Near>),
    /// The page of a paper by its URL, folded: a wanted one, or nothing.
    PaperUrl(String),
}

/// A name that another is nearly.
#[derive(Clone, Debug)]
pub(super) struct Near {
    pub(super) name: String,
    pub(super) title: String,
}

impl Answer {
    pub(super) fn dead() -> Self {
        Self::Target(Target::Dead)
    }
}

/// What a name that no document has could still be.
#[derive(Clone, Debug, Default)]
pub(super) struct Guessed {
    papers: Vec<PaperId>,
    near: Option<Near>,
}

impl<'a> Asked<'a> {
    /// Where it was written.
    pub(super) fn span(&self) -> Span {
        match self.what {
            What::Paper(paper) => paper.span(),
            What::Mention(mention) => mention.span,
        }
    }

    /// The name to be looked up, and among what.
    pub(super) fn name(&self) -> Option<(Written<'a>, Scope)> {
        match self.what {
            What::Paper(PaperRef::Named(name)) => {
                let scope =
                    if self.is_prerequisite() { Scope::Prerequisites } else { Scope::Papers };
                Some((Written::of(&name.value), scope))
            }
            What::Paper(PaperRef::Described { .. }) => None,
            What::Mention(mention) => match &mention.what {
                Mentioned::Name { name, .. } if !name.trim().is_empty() => {
                    Some((Written { name: name.trim(), words: name.trim() }, Scope::All))
                }
                Mentioned::Citation { key } => {
                    Some((Written { name: key, words: key }, Scope::Papers))
                }
                Mentioned::Name { .. }
                | Mentioned::Path { .. }
                | Mentioned::Image { .. }
                | Mentioned::Web { .. } => None,
            },
        }
    }
}

impl Guessed {
    pub(super) fn papers(&self) -> &[PaperId] {
        &self.papers
    }

    pub(super) fn near(&self) -> Option<&Near> {
        self.near.as_ref()
    }
}

impl<'a> Site<'a> {
    pub(super) fn of(library: &'a Library, sources: &'a Sources, config: &Config) -> Self {
        let (names, (anchors, files, urls)) = rayon::join(
            || Names::of(library),
            || (Anchors::of(library), Files::of(sources, config), by_url(library)),
        );
        let mut folders = BTreeMap::new();
        let mut open = |path: &ContentPath, place| {
            let folded = fold(path.folder());
            if !folded.is_empty() {
                folders.entry(folded).or_insert(place);
            }
        };
        for place in library.places().filter(|place| !matches!(place, Place::Paper(_))) {
            if let Some(path) = names.path_of(place.into()) {
                open(path, place);
            }
        }
        for (_, note) in library.notes() {
            open(&note.note.path, Place::Paper(note.paper));
        }
        let drafts =
            library.drafts().iter().map(|draft| fold(without_extension(draft.path.as_str())));
        let keys = library.references().iter().filter_map(|facts| facts.key.as_ref());
        Self {
            library,
            sources,
            anchors,
            files,
            urls,
            folders,
            drafts: drafts.collect(),
            referenced: keys.map(|key| key.value.folded()).collect(),
            names,
        }
    }

    /// What the name `written`, which no document has, could still be.
    pub(super) fn guess(&self, written: Written<'_>, span: Span) -> Guessed {
        let want = Want::named(written, None, span);
        let claims = &want.claims;
        let mut papers = self.names.titled(&claims.title, claims);
        if papers.is_empty() {
            papers.extend(self.names.nearly_titled(&claims.title, claims));
        }
        if papers.is_empty() {
            papers = self.names.within(written.words, claims);
        }
        papers.dedup();
        let near = self.names.nearly_called(written.name).filter(|_| papers.is_empty());
        let near = near.map(|(name, of)| Near { name: name.to_owned(), title: self.title(of) });
        Guessed { papers, near }
    }

    /// What to call a document in a message.
    pub(super) fn title(&self, document: Document) -> String {
        let library = self.library;
        let title = match document.place {
            Place::Paper(id) => &library.paper(id).title.markdown,
            Place::Concept(id) => &library.concept(id).page.title.markdown,
            Place::List(id) => &library.list(id).page.title.markdown,
            Place::Handout(id) => &library.handout(id).page.title.markdown,
            Place::Page(id) => &library.page(id).title.markdown,
            Place::Reader(id) => &library.reader(id).name,
        };
        title.trim().to_owned()
    }

    /// What `asked` means; `meant` and `guessed` are what its name was found to be.
    pub(super) fn answer(
        &self,
        asked: &Asked<'_>,
        meant: Option<&Meant>,
        guessed: &Guessed,
        found: &mut Vec<Diagnostic>,
    ) -> Answer {
        match asked.what {
            What::Paper(PaperRef::Named(name)) => {
                self.named(asked, name, meant.unwrap_or(&Meant::Nothing), guessed, found)
            }
            What::Paper(PaperRef::Described { facts, span }) => {
                match self.described(asked, facts, *span, found) {
                    Some(document) => self.paper(asked, document, *span, found),
                    None => Answer::Want(Box::new(Want::described(facts)), None),
                }
            }
            What::Mention(mention) => self.mention(asked, mention, meant, guessed, found),
        }
    }

    /// What the field of a note, list or handout names.
    fn named(
        &self,
        asked: &Asked<'_>,
        name: &Located<String>,
        meant: &Meant,
        guessed: &Guessed,
        found: &mut Vec<Diagnostic>,
    ) -> Answer {
        let written = Written::of(&name.value);
        let prerequisite = asked.is_prerequisite();
        match meant {
            Meant::One(document) => self.paper(asked, *document, name.span, found),
            Meant::Several(documents) => {
                found.push(self.ambiguous(
                    Code::AmbiguousAlias,
                    written.name,
                    name.span,
                    documents,
                ));
                self.paper(asked, documents[0], name.span, found)
            }
            Meant::Unread(id) => {
                Answer::Want(Box::new(Want::named(written, Some(id.clone()), name.span)), None)
            }
            Meant::Draft | Meant::Nothing => match guessed.papers.as_slice() {
                [] if prerequisite && !is_key(written.name) => {
                    found.extend(
                        guessed.near.as_ref().map(|near| nearly(written.name, name.span, near)),
                    );
                    Answer::dead()
                }
                [] => {
                    let want = Want::named(written, None, name.span);
                    Answer::Want(Box::new(want), guessed.near.clone())
                }
                [paper, ..] => {
                    if guessed.papers.len() > 1 {
                        let all: Vec<Document> =
                            guessed.papers.iter().map(|&id| Place::Paper(id).into()).collect();
                        found.push(self.ambiguous(
                            Code::AmbiguousAlias,
                            written.name,
                            name.span,
                            &all,
                        ));
                    }
                    self.paper(asked, Place::Paper(*paper).into(), name.span, found)
                }
            },
        }
    }

    /// A document that a field names, unless it is the paper that the note is on.
    fn paper(
        &self,
        asked: &Asked<'_>,
        document: Document,
        span: Span,
        found: &mut Vec<Diagnostic>,
    ) -> Answer {
        let what = match asked.slot {
            Slot::Note(_, Via::FollowUp(_), _) => "follows up",
            Slot::Note(_, Via::Relation(..), _) => "is related to",
            Slot::Note(_, Via::Answer(..), _) => "answers a critique of",
            Slot::Note(_, Via::Prerequisite(_), _) => "is to be known before",
            Slot::Note(_, Via::QuestionAnswer(_) | Via::Mention(_), _)
            | Slot::Listed(..)
            | Slot::HandedOut(..)
            | Slot::Needed(..)
            | Slot::Mention(_) => return Answer::Target(target(document.place, None)),
        };
        if asked.from.place == document.place {
            let message = format!("the paper {what} itself");
            let paper =
                format!("this is “{}”, the paper that the note is on", self.title(document));
            found.push(Diagnostic::new(Code::SelfReference, span, message).label(paper));
            return Answer::dead();
        }
        Answer::Target(target(document.place, None))
    }

    /// The read paper that `facts`, given at `span`, describe.
    fn described(
        &self,
        asked: &Asked<'_>,
        facts: &PaperFacts,
        span: Span,
        found: &mut Vec<Diagnostic>,
    ) -> Option<Document> {
        let library = self.library;
        let claims = Claims::of(facts);
        let key = claims.key.as_ref().and_then(|key| library.keys().get(key));
        let id = || claims.ids.iter().find_map(|id| library.ids().get(id));
        if let Some(&paper) = key.or_else(id) {
            return Some(Place::Paper(paper).into());
        }
        if let Some(paper) =
            facts.url.as_ref().and_then(|url| self.names.at_url(url.value.as_str()))
        {
            return Some(Place::Paper(paper).into());
        }
        let aliases = claims.aliases.iter().filter_map(|name| library.paper_aliases().get(name));
        let mut papers: Vec<PaperId> = aliases.flatten().copied().take(1).collect();
        if papers.is_empty() && !claims.title.is_empty() {
            papers = self.names.titled(&claims.title, &claims);
        }
        if papers.is_empty() && !claims.title.is_empty() {
            papers.extend(self.names.nearly_titled(&claims.title, &claims));
        }
        let title = facts.title.as_ref().map_or("", |title| title.markdown.trim());
        if papers.len() > 1 {
            let all: Vec<Document> = papers.iter().map(|&id| Place::Paper(id).into()).collect();
            found.push(self.ambiguous(Code::AmbiguousAlias, title, span, &all));
        }
        if let Some(&paper) = papers.first() {
            return Some(Place::Paper(paper).into());
        }
        // What is known by a title alone may be called by any name: a file's, with a heading.
        let bare = claims.ids.is_empty() && claims.year.is_none() && claims.families.is_empty();
        if !bare || title.is_empty() {
            return None;
        }
        if title.starts_with("#^") {
            return Some(own(asked.from));
        }
        let look_up = |name| match self.names.look_up(name, asked.from.path, Scope::Papers) {
            Meant::One(document) => Some(document),
            Meant::Several(documents) => documents.first().copied(),
            Meant::Unread(_) | Meant::Draft | Meant::Nothing => None,
        };
        let before_heading = || look_up(title.split_once('#')?.0.trim());
        look_up(title).or_else(before_heading)
    }

    /// Says that `name` means several `documents`.
    pub(super) fn ambiguous(
        &self,
        code: Code,
        name: &str,
        span: Span,
        documents: &[Document],
    ) -> Diagnostic {
        const SHOWN: usize = 5;
        let what = if code == Code::AmbiguousAlias { "papers" } else { "documents" };
        let message = format!("`{name}` means {} {what}", documents.len());
        let mut diagnostic = Diagnostic::new(code, span, message);
        for (index, document) in documents.iter().take(SHOWN).enumerate() {
            let called = match document.place {
                Place::Paper(id) => self.library.paper(id).key.to_string(),
                Place::Concept(_)
                | Place::List(_)
                | Place::Handout(_)
                | Place::Page(_)
                | Place::Reader(_) => {
                    self.names.path_of(*document).map_or_else(String::new, ToString::to_string)
                }
            };
            let used = if index == 0 { ", which is used" } else { "" };
            diagnostic =
                diagnostic.help(format!("`{called}` is “{}”{used}", self.title(*document)));
        }
        if documents.len() > SHOWN {
            diagnostic = diagnostic.help(format!("and {} more", documents.len() - SHOWN));
        }
        diagnostic
    }
}

/// Says that `written` is nearly another name.
pub(super) fn nearly(written: &str, span: Span, near: &Near) -> Diagnostic {
    let title =
        if near.title == near.name { String::new() } else { format!(" (“{}”)", near.title) };
    let mut diagnostic = Diagnostic::new(
        Code::NearlyAName,
        span,
        format!("nothing is called `{written}`, but something is called `{}`{title}", near.name),
    );
    diagnostic.help.push(format!("did you mean `{}`?", near.name));
    diagnostic
}

/// The target that is `place`, at `anchor`.
pub(super) fn target(place: Place, anchor: Option<String>) -> Target {
    match place {
        Place::Paper(id) => Target::Paper(Work::Read(id), anchor),
        Place::Concept(id) => Target::Concept(id, anchor),
        Place::List(id) => Target::List(id, anchor),
        Place::Handout(id) => Target::Handout(id, anchor),
        Place::Page(id) => Target::Page(id, anchor),
        Place::Reader(id) => Target::Reader(id, anchor),
    }
}

/// Documents by their URLs.
fn by_url(library: &Library) -> BTreeMap<String, Place> {
    let mut urls: BTreeMap<String, Place> = BTreeMap::new();
    for place in library.places() {
        urls.entry(library.url(place).folded()).or_insert(place);
    }
    for redirect in library.redirects() {
        urls.entry(redirect.from.folded()).or_insert(redirect.to);
    }
    urls
}

/// The document that a reference stands in.
pub(super) fn own(source: Source<'_>) -> Document {
    Document { place: source.place, note: source.note }
}

/// The URL that the absolute path `path` names.
pub(super) fn site_url(path: &str) -> UrlPath {
    let inside = path.trim_start_matches('/');
    let parts: Vec<&str> = inside.split('/').filter(|part| !part.is_empty()).collect();
    match parts.split_last() {
        None => UrlPath::home(),
        Some((&"index.html", folders)) => UrlPath::page(folders.iter().copied()),
        Some((last, folders)) if last.contains('.') && !inside.ends_with('/') => {
            UrlPath::file(folders.iter().copied(), last)
        }
        Some(_) => UrlPath::page(parts),
    }
}
