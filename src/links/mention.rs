//! What one link, citation or image of a text leads to.
//!
//! Stage: part of linking.

use super::answer::{Answer, Guessed, Site, own, site_url, target};
use super::asked::{Asked, Source};
use super::files::{Found, relative};
use super::names::{Document, Meant, without_extension};
use super::written::{Want, Written};
use super::{Target, Work};
use crate::diagnostic::{Code, Diagnostic};
use crate::library::{Place, fold, urls};
use crate::model::{Mention, Mentioned, PartialDate};
use crate::source::{ContentPath, Span};

impl Site<'_> {
    pub(super) fn mention(
        &self,
        asked: &Asked<'_>,
        mention: &Mention,
        meant: Option<&Meant>,
        guessed: &Guessed,
        found: &mut Vec<Diagnostic>,
    ) -> Answer {
        let (from, span) = (asked.from, mention.span);
        match &mention.what {
            Mentioned::Name { name, anchor } if name.trim().is_empty() => {
                self.document(own(from), anchor.as_deref(), span, found)
            }
            Mentioned::Name { name, anchor } => {
                let anchor = anchor.as_deref();
                let meant = meant.unwrap_or(&Meant::Nothing);
                self.wiki(from, name.trim(), anchor, span, meant, guessed, found)
            }
            Mentioned::Citation { key } => self.citation(key, span, meant, guessed, found),
            Mentioned::Path { path, anchor } if path.is_empty() => {
                self.document(own(from), anchor.as_deref(), span, found)
            }
            Mentioned::Path { path, anchor } => {
                self.path(from, path, anchor.as_deref(), span, found)
            }
            Mentioned::Image { path, wiki } => self.image(from, path, *wiki, span, found),
            Mentioned::Web { url } => {
                // A note links to the page of its own paper: that is no link to itself.
                let paper = self.names.at_url(url).map(Place::Paper);
                Answer::Target(match paper.filter(|&place| place != from.place) {
                    Some(place) => target(place, None),
                    None => Target::Web(url.clone()),
                })
            }
        }
    }

    /// `document`, at `anchor` if its page has that.
    fn document(
        &self,
        document: Document,
        anchor: Option<&str>,
        span: Span,
        found: &mut Vec<Diagnostic>,
    ) -> Answer {
        let Some(anchor) = anchor.map(str::trim).filter(|anchor| !anchor.is_empty()) else {
            return Answer::Target(target(document.place, None));
        };
        let id = self.anchors.find(document, anchor);
        if id.is_none() {
            let message = format!("“{}” has no heading `{anchor}`", self.title(document));
            let wanted = anchor.rsplit('#').next().unwrap_or(anchor);
            let headings = self.anchors.headings(document);
            let near = crate::diagnostic::suggest::nearest(wanted, headings);
            let mut diagnostic = Diagnostic::new(Code::DeadAnchor, span, message);
            diagnostic.help.extend(near.map(|near| format!("did you mean `{near}`?")));
            found.push(diagnostic);
        }
        Answer::Target(target(document.place, id.map(str::to_owned)))
    }

    #[expect(clippy::too_many_arguments, reason = "one link with all that is known of it")]
    fn wiki(
        &self,
        from: Source<'_>,
        name: &str,
        anchor: Option<&str>,
        span: Span,
        meant: &Meant,
        guessed: &Guessed,
        found: &mut Vec<Diagnostic>,
    ) -> Answer {
        match meant {
            Meant::One(document) => self.document(*document, anchor, span, found),
            Meant::Several(documents) => {
                found.push(self.ambiguous(Code::AmbiguousLink, name, span, documents));
                self.document(documents[0], anchor, span, found)
            }
            Meant::Unread(id) => {
                let written = Written { name, words: name };
                Answer::Want(Box::new(Want::named(written, Some(id.clone()), span)), None)
            }
            Meant::Draft => {
                found.push(to_draft(name, span));
                // Nobody who reads the site may tell that there is one: what is published is what
                // would be without it.
                self.wiki(from, name, anchor, span, &Meant::Nothing, guessed, &mut Vec::new())
            }
            Meant::Nothing => {
                if let [paper, ..] = guessed.papers() {
                    if guessed.papers().len() > 1 {
                        let all: Vec<Document> =
                            guessed.papers().iter().map(|&id| Place::Paper(id).into()).collect();
                        found.push(self.ambiguous(Code::AmbiguousLink, name, span, &all));
                    }
                    return self.document(Place::Paper(*paper).into(), anchor, span, found);
                }
                if is_file(name) {
                    return self.file(from, name, span, found);
                }
                if is_no_paper(name) {
                    found.push(dead(name, span, guessed.near().map(|near| near.name.as_str())));
                    return Answer::dead();
                }
                let want = Want::named(Written { name, words: name }, None, span);
                Answer::Want(Box::new(want), guessed.near().cloned())
            }
        }
    }

    /// `[@key]`: a paper, or a reader who is addressed by their id.
    fn citation(
        &self,
        key: &str,
        span: Span,
        meant: Option<&Meant>,
        guessed: &Guessed,
        found: &mut Vec<Diagnostic>,
    ) -> Answer {
        match meant {
            Some(Meant::One(document)) => Answer::Target(target(document.place, None)),
            Some(Meant::Several(documents)) => {
                found.push(self.ambiguous(Code::AmbiguousLink, key, span, documents));
                Answer::Target(target(documents[0].place, None))
            }
            Some(Meant::Unread(id)) => {
                let written = Written { name: key, words: key };
                Answer::Want(Box::new(Want::named(written, Some(id.clone()), span)), None)
            }
            Some(Meant::Draft | Meant::Nothing) | None => {
                if let Some(reader) = self.library.reader_named(key) {
                    return Answer::Target(Target::Reader(reader, None));
                }
                if let [paper] = guessed.papers() {
                    return Answer::Target(Target::Paper(Work::Read(*paper), None));
                }
                if self.is_handle(key, span) {
                    return Answer::dead();
                }
                Answer::Want(Box::new(Want::cited(key, span)), guessed.near().cloned())
            }
        }
    }

    /// Whether `@key` in running text is somebody's name on a network rather than a citation: it
    /// has no digit, stands in no brackets, and no bibliography has it.
    fn is_handle(&self, key: &str, span: Span) -> bool {
        let text = &self.sources.file(span.file).text;
        let mut start = span.range().start.saturating_sub(LOOK_BACK);
        while !text.is_char_boundary(start) {
            start -= 1;
        }
        let before = text.get(start..span.range().start).unwrap_or_default();
        let here = self.sources.slice(span).starts_with(['[', '-']);
        let bracketed = here || before.rfind('[') > before.rfind([']', '\n']);
        !bracketed && !key.contains(|c: char| c.is_ascii_digit()) && !self.is_referenced(key)
    }

    fn is_referenced(&self, key: &str) -> bool {
        self.referenced.contains(&fold(key))
    }

    /// A relative link, or one that starts at the top of the site.
    fn path(
        &self,
        from: Source<'_>,
        path: &str,
        anchor: Option<&str>,
        span: Span,
        found: &mut Vec<Diagnostic>,
    ) -> Answer {
        let plain = path.split('?').next().unwrap_or(path);
        let joined = from.path.join(plain);
        if let Some(joined) = &joined {
            let index = ["index", "_index", "README"]
                .iter()
                .find_map(|name| self.names.at_path(&format!("{joined}/{name}")));
            let document = self.names.at_path(joined.as_str()).or(index);
            if let Some(document) = document {
                return self.document(document, anchor, span, found);
            }
            let folded = fold(joined.as_str());
            if self.files.is_private(&folded) {
                found.push(to_private(path, span));
                return Answer::dead();
            }
            if self.drafts.contains(without_extension(&folded)) {
                found.push(to_draft(path, span));
                return Answer::dead();
            }
            if let Found::At(asset) = self.files.find(from.path, plain) {
                return Answer::Target(Target::Asset(asset.clone()));
            }
        }
        if plain.starts_with('/')
            && let Some(answer) = self.site_path(plain, anchor, span, found)
        {
            return answer;
        }
        if let Some(place) = joined.as_ref().and_then(|j| self.folders.get(&fold(j.as_str()))) {
            return Answer::Target(Target::Url(overview(*place).to_owned()));
        }
        if plain.split('/').all(|part| part.is_empty() || part == "." || part == "..") {
            return Answer::Target(Target::Url(String::new()));
        }
        if let Found::At(asset) = self.files.find(from.path, plain) {
            return Answer::Target(Target::Asset(asset.clone()));
        }
        if joined.is_none() {
            let message = format!("`{path}` leads out of the content folder");
            found.push(Diagnostic::new(Code::DeadLink, span, message));
            return Answer::dead();
        }
        found.push(dead(path, span, self.instead(from.path, plain).as_deref()));
        Answer::dead()
    }

    /// A path of the published site: a document's URL, or a page that the program makes.
    fn site_path(
        &self,
        path: &str,
        anchor: Option<&str>,
        span: Span,
        found: &mut Vec<Diagnostic>,
    ) -> Option<Answer> {
        let url = site_url(path);
        let folded = url.folded();
        // A page may be meant without its last slash.
        let page = format!("{}/", folded.trim_end_matches('/'));
        if let Some(&place) = self.urls.get(&folded).or_else(|| self.urls.get(&page)) {
            return Some(self.document(place.into(), anchor, span, found));
        }
        let (top, rest) = folded.split_once('/').unwrap_or((&folded, ""));
        if top == "papers" && !rest.is_empty() {
            return Some(Answer::PaperUrl(page));
        }
        let slug = rest.trim_end_matches('/');
        let has = |mut slugs: Box<dyn Iterator<Item = &str> + '_>| slugs.any(|known| known == slug);
        let library = self.library;
        let known = folded.is_empty()
            || urls::GENERATED_FILES.contains(&folded.as_str())
            || urls::GENERATED.contains(&top) && slug.is_empty()
            || match top {
                "tags" => has(Box::new(library.tags().map(|(_, term)| term.slug.as_str()))),
                "authors" => has(Box::new(library.authors().map(|(_, term)| term.slug.as_str()))),
                "venues" => has(Box::new(library.venues().map(|(_, term)| term.slug.as_str()))),
                "years" => has(Box::new(library.years().map(|(_, term)| term.slug.as_str()))),
                "passes" => matches!(slug, "1" | "2" | "3"),
                // Sub-pages of these depend on what the renderer makes of them.
                "critiques" | "questions" | "results" | "handouts" => true,
                _ => false,
            };
        let exact = if url.is_page() || url.as_str().contains('.') {
            url.as_str().to_owned()
        } else {
            format!("{}/", url.as_str())
        };
        known.then_some(Answer::Target(Target::Url(exact)))
    }

    /// How a link that leads nowhere should have been written: to a file of that name elsewhere, or
    /// to one of nearly that name.
    fn instead(&self, from: &ContentPath, path: &str) -> Option<String> {
        let name = path.trim_end_matches('/').rsplit('/').next().unwrap_or(path);
        let elsewhere = self.names.ending_in(name).first().copied();
        let nearly = || self.names.nearly_filed(without_extension(name));
        let document = elsewhere.or_else(nearly).and_then(|document| self.names.path_of(document));
        document.or_else(|| self.files.nearly(path)).map(|to| relative(from, to))
    }

    /// `![…](path)` and `![[name]]`; what is embedded may be a note.
    fn image(
        &self,
        from: Source<'_>,
        path: &str,
        wiki: bool,
        span: Span,
        found: &mut Vec<Diagnostic>,
    ) -> Answer {
        let plain = path.split(['?', '#']).next().unwrap_or(path).trim();
        match self.files.find(from.path, path.trim()) {
            Found::At(asset) => return Answer::Target(Target::Asset(asset.clone())),
            Found::Private => {
                found.push(to_private(path, span));
                return Answer::dead();
            }
            Found::Nowhere => {}
        }
        if let Found::At(asset) = self.files.find(from.path, plain) {
            return Answer::Target(Target::Asset(asset.clone()));
        }
        if wiki && !is_file(plain) {
            let scope = super::names::Scope::All;
            if let Meant::One(document) = self.names.look_up(plain, from.path, scope) {
                let anchor = path.split_once('#').map(|(_, anchor)| anchor);
                return self.document(document, anchor, span, found);
            }
        }
        found.push(self.missing(from.path, path, span));
        Answer::dead()
    }

    /// `[[paper.pdf]]`: a file of the site.
    fn file(
        &self,
        from: Source<'_>,
        name: &str,
        span: Span,
        found: &mut Vec<Diagnostic>,
    ) -> Answer {
        match self.files.find(from.path, name) {
            Found::At(asset) => Answer::Target(Target::Asset(asset.clone())),
            Found::Private => {
                found.push(to_private(name, span));
                Answer::dead()
            }
            Found::Nowhere => {
                let near = self.files.nearly(name).map(ToString::to_string);
                found.push(dead(name, span, near.as_deref()));
                Answer::dead()
            }
        }
    }

    /// Says that the image `path` is not there.
    pub(super) fn missing(&self, from: &ContentPath, path: &str, span: Span) -> Diagnostic {
        let near = self.files.nearly(path).map(|near| relative(from, near));
        let message = format!("there is no file `{path}`");
        let mut diagnostic = Diagnostic::new(Code::MissingImage, span, message);
        diagnostic.help.extend(near.map(|near| format!("did you mean `{near}`?")));
        diagnostic
    }
}

/// How far before a citation its bracket is looked for.
const LOOK_BACK: usize = 300;

/// The page that shows what a folder of documents like `place` holds.
fn overview(place: Place) -> &'static str {
    match place {
        Place::Paper(_) => "papers/",
        Place::Concept(_) => "concepts/",
        Place::List(_) => "reading-list/",
        Place::Handout(_) => "handouts/",
        Place::Page(_) => "",
        Place::Reader(_) => "readers/",
    }
}

/// Whether `name` ends as files do that are no notes.
fn is_file(name: &str) -> bool {
    const ENDS: [&str; 22] = [
        "pdf",
        "png",
        "jpg",
        "jpeg",
        "gif",
        "svg",
        "webp",
        "avif",
        "bmp",
        "mp4",
        "webm",
        "mp3",
        "canvas",
        "excalidraw",
        "base",
        "docx",
        "pptx",
        "xlsx",
        "csv",
        "ipynb",
        "zip",
        "py",
    ];
    let end = name.rsplit_once('.').map(|(_, end)| end.to_ascii_lowercase());
    end.is_some_and(|end| ENDS.contains(&end.as_str()))
}

/// Whether `name` is that of a file rather than of a paper: a path, a Markdown file, a day's notes.
fn is_no_paper(name: &str) -> bool {
    let path = name.contains('/') && !name.contains(':') && !name.contains(' ');
    let day = |date: &str| date.matches('-').count() == 2 && date.parse::<PartialDate>().is_ok();
    let date = name.get(..10).is_some_and(day);
    path || date || without_extension(name).len() < name.len()
}

fn to_draft(name: &str, span: Span) -> Diagnostic {
    Diagnostic::new(Code::LinkToDraft, span, format!("`{name}` is not published"))
        .label("what is published is as if there were nothing here")
        .help("it is a draft; publish it, or remove the link")
}

fn to_private(name: &str, span: Span) -> Diagnostic {
    Diagnostic::new(Code::LinkToDraft, span, format!("`{name}` is not published"))
        .label("its words are shown without a link")
        .help("it lies in a folder that the settings call private; move it, or remove the link")
}

fn dead(name: &str, span: Span, near: Option<&str>) -> Diagnostic {
    let message = format!("there is nothing at `{name}`");
    let mut diagnostic = Diagnostic::new(Code::DeadLink, span, message);
    diagnostic.help.extend(near.map(|near| format!("did you mean `{near}`?")));
    diagnostic
}
