//! Documents → [`Library`]: which notes are on one paper, what is known of it, and by what it is
//! found.
//!
//! Invariant: the result does not depend on the order in which documents are handed over.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use rayon::prelude::*;

use super::identity::{Claims, KeyClash, group};
use super::keys::keys;
use super::sorted::Sorted;
use super::terms::{Names as Words, unique};
use super::title::{fold, normalise};
use super::urls::{self, Place, own_name};
use super::{
    ConceptId, HandoutId, Library, ListId, NoteId, PageId, Paper, PaperId, PaperLink, ReaderIndex,
    ShelvedNote, courses, facts, language, narrow, people, terms,
};
use crate::config::Config;
use crate::diagnostic::{Checked, Code, Diagnostic};
use crate::model::{CitationKey, Document, Note, PaperFacts, Text, WebUrl};
use crate::output::slugify;
use crate::source::{ContentPath, Located, Span};

/// Shelves `documents`; `references` are the entries of the site's bibliographies, which fill in
/// what no note says of a paper.
pub fn shelve(
    documents: Vec<Document>,
    references: &[PaperFacts],
    config: &Config,
) -> Checked<Library> {
    let mut found = Vec::new();
    let Sorted { notes, profiles, concepts, lists, handouts, pages, drafts } =
        Sorted::of(documents, config);
    let mut library = Library {
        concepts,
        lists,
        handouts,
        pages,
        drafts: Arc::new(drafts),
        references: Arc::new(references.to_vec()),
        ..Library::default()
    };
    library.courses = courses::courses(&library.handouts, &mut found);
    let named = (notes.iter().flat_map(|note| &note.readers))
        .chain(library.lists.iter().flat_map(|list| &list.readers))
        .chain(library.handouts.iter().flat_map(|handout| &handout.teachers));
    let (readers, called) = people::readers(profiles, named, &mut found);
    library.readers = Arc::new(readers);
    Arc::make_mut(&mut library.names).readers = called;
    let mut old_urls = shelve_papers(&mut library, notes, config, &mut found);
    let papers = &library.papers;
    let tags =
        || terms::table(papers, |p| p.tags.iter().map(String::as_str).collect(), terms::tag_key);
    let venues =
        || terms::table(papers, |p| p.venue.as_deref().into_iter().collect(), terms::venue_key);
    let (authors, (tags, (venues, years))) = rayon::join(
        || terms::authors(papers),
        || rayon::join(tags, || (venues(), terms::years(papers))),
    );
    library.tags = Arc::new(tags);
    library.venues = Arc::new(venues);
    library.authors = Arc::new(authors);
    library.years = Arc::new(years);
    old_urls.extend(page_aliases(&library));
    library.redirects = Arc::new(library.check_urls(old_urls, &mut found));
    Checked::new(library, found)
}

/// Old URLs among the aliases of documents that are not notes.
fn page_aliases(library: &Library) -> Vec<(Located<String>, Place)> {
    let concepts =
        (0..).zip(&library.concepts).map(|(i, it)| (Place::Concept(ConceptId(i)), &it.page));
    let lists = (0..).zip(&library.lists).map(|(i, it)| (Place::List(ListId(i)), &it.page));
    let handouts =
        (0..).zip(&library.handouts).map(|(i, it)| (Place::Handout(HandoutId(i)), &it.page));
    let pages = (0..).zip(&library.pages).map(|(i, it)| (Place::Page(PageId(i)), &**it));
    let readers = (0..)
        .zip(&*library.readers)
        .filter_map(|(i, it)| Some((Place::Reader(ReaderIndex(i)), &it.profile.as_ref()?.page)));
    (concepts.chain(lists).chain(handouts).chain(pages).chain(readers))
        .flat_map(|(place, page)| page.aliases.iter().map(move |alias| (alias.clone(), place)))
        .filter(|(alias, _)| alias.value.starts_with('/'))
        .collect()
}

/// One paper while it is put together.
struct Draught {
    members: Vec<usize>,
    key: CitationKey,
    facts: PaperFacts,
}

/// Groups `notes` into papers and fills the library's tables of both; the papers' old URLs.
fn shelve_papers(
    library: &mut Library,
    notes: Vec<Arc<Note>>,
    config: &Config,
    found: &mut Vec<Diagnostic>,
) -> Vec<(Located<String>, Place)> {
    let claims: Vec<Claims> = (notes.par_iter())
        .map(|note| Claims { implied: Some(fold(own_name(&note.path))), ..Claims::of(&note.facts) })
        .chain(library.references.par_iter().map(Claims::of))
        .collect();
    let (groups, clashes) = group(&claims);
    let files = Files { notes: &notes, references: &library.references };
    found.extend(clashes.iter().filter_map(|clash| key_clash(*clash, &files)));
    let groups: Vec<Vec<usize>> =
        groups.into_iter().filter(|members| members[0] < notes.len()).collect();
    let mut drawn: Vec<Draught> = (keys(&groups, &notes).into_iter().zip(groups))
        .map(|(key, members)| Draught { facts: merge(&members, &files, found), key, members })
        .collect();
    drawn.sort_by_cached_key(|drawn| (drawn.key.folded(), drawn.key.clone()));

    let mut words = Words::of(config);
    let mut old_urls = Vec::new();
    let mut papers = Vec::with_capacity(drawn.len());
    let mut paper_of = vec![PaperId(0); notes.len()];
    for (index, drawn) in drawn.iter().enumerate() {
        let id = PaperId(narrow(index));
        for &member in drawn.members.iter().filter(|&&member| member < notes.len()) {
            paper_of[member] = id;
        }
        let old = drawn.facts.aliases.iter().filter(|alias| alias.value.starts_with('/'));
        old_urls.extend(old.map(|alias| (alias.clone(), Place::Paper(id))));
        papers.push(paper(drawn, &notes[drawn.members[0]], &mut words));
    }
    library.papers = Arc::new(papers);
    name_papers(library, &drawn, &claims, &notes, found);
    shelve_notes(library, notes, &paper_of, config, found);
    old_urls
}

/// Descriptions by their index: notes, then references.
struct Files<'a> {
    notes: &'a [Arc<Note>],
    references: &'a [PaperFacts],
}

impl Files<'_> {
    fn facts(&self, index: usize) -> &PaperFacts {
        match self.notes.get(index) {
            Some(note) => &note.facts,
            None => &self.references[index - self.notes.len()],
        }
    }

    /// What to call the description, and where it is.
    fn place(&self, index: usize) -> (String, Option<Span>) {
        let facts = self.facts(index);
        let span = facts.key.as_ref().map(|key| key.span);
        let span = span.or(facts.title.as_ref().map(|title| title.span));
        match self.notes.get(index) {
            Some(note) => (format!("`{}`", note.path), span.or(Some(note.body.span.at_start()))),
            None => ("the bibliography".to_owned(), span),
        }
    }
}

fn key_clash(clash: KeyClash, files: &Files<'_>) -> Option<Diagnostic> {
    let KeyClash { first, second } = clash;
    if first >= files.notes.len() {
        // Two entries of bibliographies: their reader has said so already.
        return None;
    }
    let key = [second, first].into_iter().find_map(|index| files.facts(index).key.as_ref())?;
    let ((first_name, first_span), (second_name, second_span)) =
        (files.place(first), files.place(second));
    // A note can be mended more easily than a bibliography.
    let swap = second >= files.notes.len();
    let (main, other, other_name) = if swap {
        (first_span, second_span, &second_name)
    } else {
        (second_span, first_span, &first_name)
    };
    let message =
        format!("{first_name} and {second_name} give two different papers the key `{}`", key.value);
    let title = |index: usize| facts::title_of(files.facts(index), "no title").to_owned();
    let diagnostic = Diagnostic::new(Code::KeyConflict, main, message)
        .label(format!("“{}” here", title(if swap { first } else { second })))
        .help("give one of them another `key`")
        .help("if they are one paper, give both the same `doi` or `title`");
    let other_title = title(if swap { second } else { first });
    Some(match other {
        Some(span) => diagnostic.related(span, format!("“{other_title}” in {other_name}")),
        None => diagnostic,
    })
}

/// What all members of a paper say of it; the earlier wins.
fn merge(members: &[usize], files: &Files<'_>, found: &mut Vec<Diagnostic>) -> PaperFacts {
    let mut merged = PaperFacts::default();
    for &member in members {
        let facts = files.facts(member);
        if member < files.notes.len() {
            facts::conflicts(&merged, facts, found);
        }
        facts::fill(&mut merged, facts);
    }
    merged
}

/// The paper that `drawn` is, whose first note is `first`.
fn paper(drawn: &Draught, first: &Note, words: &mut Words) -> Paper {
    let facts = drawn.facts.clone();
    let links = links(&facts);
    let mut tags: Vec<String> = Vec::new();
    for tag in facts.tags.iter().filter(|tag| !tag.value.trim().is_empty()) {
        let tag = words.tag(&tag.value);
        if !tags.contains(&tag) {
            tags.push(tag);
        }
    }
    let title = facts.title.unwrap_or_else(|| Text {
        markdown: own_name(&first.path).to_owned(),
        span: first.body.span.at_start(),
    });
    Paper {
        key: drawn.key.clone(),
        url: urls::paper(drawn.key.as_str()),
        title,
        title_zh: facts.title_zh,
        authors: facts::values(&facts.authors),
        affiliations: facts.affiliations,
        year: facts.year.map(|year| year.value),
        venue: facts.venue.map(|venue| words.venue(&venue.value)),
        venue_status: facts.venue_status,
        doi: facts.doi.map(|id| id.value),
        arxiv: facts.arxiv.map(|id| id.value),
        openreview: facts.openreview.map(|id| id.value),
        pmid: facts.pmid.map(|id| id.value),
        isbn: facts.isbn.map(|id| id.value),
        links,
        abstract_text: facts.abstract_text,
        tags,
        field: facts.field,
        keywords: facts.keywords,
        aliases: (facts.aliases.into_iter().map(|alias| alias.value))
            .filter(|alias| !alias.starts_with('/'))
            .collect(),
        notes: Vec::new(),
        reached: None,
    }
}

/// Links to the web, in the order of their kinds. A PDF beside the note is a file, not a link.
fn links(facts: &PaperFacts) -> Vec<(PaperLink, WebUrl)> {
    let web = |url: &Option<Located<WebUrl>>| url.as_ref().map(|url| url.value.clone());
    let pdf = facts.pdf.as_ref().filter(|pdf| pdf.value.contains("://"));
    [
        (PaperLink::Url, web(&facts.url)),
        (PaperLink::Pdf, pdf.and_then(|pdf| pdf.value.parse().ok())),
        (PaperLink::Code, web(&facts.code)),
        (PaperLink::Data, web(&facts.data)),
        (PaperLink::Project, web(&facts.project)),
        (PaperLink::Video, web(&facts.video)),
        (PaperLink::Slides, web(&facts.slides)),
    ]
    .into_iter()
    .filter_map(|(kind, url)| Some((kind, url?)))
    .collect()
}

/// Fills the names that papers are looked up by, and reports those that several share.
fn name_papers(
    library: &mut Library,
    drawn: &[Draught],
    claims: &[Claims],
    notes: &[Arc<Note>],
    found: &mut Vec<Diagnostic>,
) {
    let names = Arc::make_mut(&mut library.names);
    for (index, drawn) in drawn.iter().enumerate() {
        let id = PaperId(narrow(index));
        names.keys.insert(drawn.key.folded(), id);
        for claim in drawn.members.iter().map(|&member| &claims[member]) {
            if let Some(key) = &claim.key {
                names.given_keys.entry(key.clone()).or_insert(id);
            }
            for name in &claim.ids {
                names.ids.entry(name.clone()).or_insert(id);
            }
        }
        let chinese = drawn.facts.title_zh.iter().map(|title| normalise(&title.markdown));
        let titles = drawn.members.iter().map(|&member| claims[member].title.clone());
        let titles: BTreeSet<String> = titles.chain(chinese).filter(|t| !t.is_empty()).collect();
        for title in titles {
            names.titles.entry(title).or_default().push(id);
        }
    }
    for (index, drawn) in drawn.iter().enumerate() {
        let id = PaperId(narrow(index));
        for claim in drawn.members.iter().map(|&member| &claims[member]) {
            for key in claim.key.iter().chain(&claim.implied) {
                names.keys.entry(key.clone()).or_insert(id);
            }
        }
    }
    for (index, drawn) in drawn.iter().enumerate() {
        let id = PaperId(narrow(index));
        let facts = drawn.members.iter().filter_map(|&member| notes.get(member)).map(|n| &n.facts);
        for alias in facts.flat_map(|facts| &facts.aliases).filter(|a| !a.value.starts_with('/')) {
            let name = fold(&alias.value);
            let key_of = names.keys.get(&name).copied().filter(|&other| other != id);
            let of = names.aliases.entry(name).or_default();
            let other = key_of.or_else(|| of.iter().copied().find(|&other| other != id));
            if let Some(other) = other {
                let other = &library.papers[other.index()];
                let message = format!("`{}` is also a name of `{}`", alias.value.trim(), other.key);
                found.push(
                    Diagnostic::new(Code::AmbiguousAlias, alias.span, message)
                        .label(format!("here it is a name of `{}`", drawn.key))
                        .help("links by this name lead to one of them only; use the keys"),
                );
            }
            if !of.contains(&id) {
                of.push(id);
            }
        }
    }
}

/// Puts notes on their papers and readers.
fn shelve_notes(
    library: &mut Library,
    notes: Vec<Arc<Note>>,
    paper_of: &[PaperId],
    config: &Config,
    found: &mut Vec<Diagnostic>,
) {
    let mut anchors: Vec<BTreeSet<String>> = vec![BTreeSet::new(); library.papers.len()];
    let mut read_by: BTreeMap<(PaperId, ReaderIndex), (ContentPath, Span)> = BTreeMap::new();
    let papers = Arc::make_mut(&mut library.papers);
    let everyone = Arc::make_mut(&mut library.readers);
    let names = Arc::clone(&library.names);
    for (index, note) in notes.into_iter().enumerate() {
        let (id, paper) = (NoteId(narrow(index)), paper_of[index]);
        let mut readers: Vec<ReaderIndex> = Vec::new();
        for reader in &note.readers {
            let Some(who) = names.reader(reader.value.as_str()) else { continue };
            if readers.contains(&who) {
                continue;
            }
            readers.push(who);
            everyone[who.index()].notes.push(id);
            if let Some((path, span)) = read_by.get(&(paper, who)) {
                let message = format!(
                    "`{}` has notes on this paper already, in `{path}`",
                    everyone[who.index()].id
                );
                found.push(
                    Diagnostic::new(Code::SecondNote, reader.span, message)
                        .related(*span, "the first one")
                        .help("both are shown; put them into one file if they are one reading"),
                );
            } else {
                read_by.insert((paper, who), (note.path.clone(), reader.span));
            }
        }
        let slugs: Vec<String> = readers
            .iter()
            .map(|who| slugify(everyone[who.index()].id.as_str()))
            .filter(|slug| !slug.is_empty())
            .collect();
        let slug = if slugs.is_empty() { "note".to_owned() } else { slugs.join("-") };
        let anchor = unique(&slug, &mut anchors[paper.index()]);
        let on = &mut papers[paper.index()];
        on.notes.push(id);
        on.reached = on.reached.max(note.reached());
        let lang = language::of(&note, config);
        let shelved = ShelvedNote { note, paper, readers, anchor, lang };
        library.notes.push(Arc::new(shelved));
    }
    let notes = &library.notes;
    for paper in papers {
        paper.notes.sort_by_cached_key(|id| {
            let note = &notes[id.index()].note;
            let date = note.date.map(|date| date.value).or_else(|| note.latest_date());
            (std::cmp::Reverse(note.reached()), date.is_none(), date, *id)
        });
    }
    for reader in everyone {
        reader.notes.sort_by_cached_key(|id| {
            (std::cmp::Reverse(notes[id.index()].note.latest_date()), *id)
        });
    }
}
