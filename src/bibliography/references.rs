//! The bibliographies of a site: its `.bib` and CSL-JSON files, and the entries pasted into notes.

use std::collections::BTreeMap;
use std::sync::Arc;

use super::{Entry, Name, Problem, ProblemKind, read_bibtex, read_bibtex_files, read_csl_json};
use crate::diagnostic::{Checked, Code, Diagnostic};
use crate::model::{Document, PaperFacts, PersonName, Text, Year};
use crate::source::{FileId, Located, Sources, Span};

/// Every entry that the site has, and what each says of its paper.
#[derive(Clone, Debug, Default)]
pub struct References {
    entries: Vec<Entry>,
    facts: Vec<PaperFacts>,
    by_key: BTreeMap<String, usize>,
}

impl References {
    /// Reads the bibliographies among `sources`: files outside the content folder that end in `.bib`
    /// or `.json`. A bad entry is a warning at its place, and the others are read.
    pub fn read(sources: &Sources) -> Checked<Self> {
        let files = |ending: &str| -> Vec<(FileId, &str)> {
            sources
                .files()
                .filter(|(_, file)| {
                    file.path.is_none() && file.name.to_lowercase().ends_with(ending)
                })
                .map(|(id, file)| (id, file.text.as_str()))
                .collect()
        };
        let mut references = Self::default();
        let mut diagnostics = Vec::new();
        let bib = files(".bib");
        let texts: Vec<&str> = bib.iter().map(|&(_, text)| text).collect();
        let read = read_bibtex_files(&texts);
        for ((file, _), (entries, problems)) in bib.iter().zip(read) {
            references.take(entries, problems, |range| Span::new(*file, range), &mut diagnostics);
        }
        for (file, text) in files(".json") {
            let (entries, problems) = read_csl_json(text);
            references.take(entries, problems, |range| Span::new(file, range), &mut diagnostics);
        }
        Checked::new(references, diagnostics)
    }

    /// Takes in the entries that notes have under `bibtex`: each fills in what its note does not say.
    pub fn pasted(&mut self, documents: &mut [Document]) -> Checked<()> {
        let mut diagnostics = Vec::new();
        for document in documents {
            let Document::Note(note) = document else { continue };
            if note.facts.bibtex.is_none() {
                continue;
            }
            let note = Arc::make_mut(note);
            let Some(pasted) = note.facts.bibtex.take() else { continue };
            let (entries, problems) = read_bibtex(&pasted.value);
            if entries.is_empty() && problems.is_empty() {
                let message = "`bibtex` has no BibTeX entry in it";
                diagnostics.push(Diagnostic::new(Code::BadEntry, pasted.span, message));
            }
            for problem in problems {
                diagnostics.push(diagnostic(problem, &|_| pasted.span));
            }
            if let Some(mut entry) = entries.into_iter().next() {
                let facts = facts(&entry, pasted.span);
                fill(&mut note.facts, facts);
                if let Some(key) = &note.facts.key {
                    key.value.as_str().clone_into(&mut entry.key);
                }
                self.add(entry, pasted.span, &mut Vec::new());
            }
        }
        Checked::new((), diagnostics)
    }

    /// What the entries say of their papers, for [`crate::library::shelve`].
    pub fn facts(&self) -> &[PaperFacts] {
        &self.facts
    }

    /// The entry with this key, whatever its case.
    pub fn get(&self, key: &str) -> Option<&Entry> {
        self.by_key.get(&key.to_lowercase()).map(|&index| &self.entries[index])
    }

    fn take(
        &mut self,
        entries: Vec<Entry>,
        problems: Vec<Problem>,
        span: impl Fn(std::ops::Range<usize>) -> Span,
        diagnostics: &mut Vec<Diagnostic>,
    ) {
        diagnostics.extend(problems.into_iter().map(|problem| diagnostic(problem, &span)));
        for entry in entries {
            let place = span(entry.range.clone());
            self.add(entry, place, diagnostics);
        }
    }

    fn add(&mut self, entry: Entry, span: Span, diagnostics: &mut Vec<Diagnostic>) {
        let key = entry.key.to_lowercase();
        if let Some(&first) = self.by_key.get(&key) {
            let mut twice = Diagnostic::new(
                Code::DuplicateEntry,
                span.at_start(),
                format!("two entries have the key `{}`; the first one counts", entry.key),
            );
            if let Some(first) = &self.facts[first].key {
                twice = twice.related(first.span, "the first one");
            }
            diagnostics.push(twice);
            return;
        }
        self.by_key.insert(key, self.entries.len());
        self.facts.push(facts(&entry, span));
        self.entries.push(entry);
    }
}

fn diagnostic(problem: Problem, span: &dyn Fn(std::ops::Range<usize>) -> Span) -> Diagnostic {
    let code = match problem.kind {
        ProblemKind::DuplicateKey => Code::DuplicateEntry,
        _ => Code::BadEntry,
    };
    let mut diagnostic = Diagnostic::new(code, span(problem.range), problem.message);
    if let Some(related) = problem.related {
        diagnostic = diagnostic.related(span(related), "the other place");
    }
    diagnostic.help.extend(problem.help);
    diagnostic
}

/// An id, if it is one.
fn read<T: std::str::FromStr>(written: Option<&String>, span: Span) -> Option<Located<T>> {
    Some(Located::new(written?.parse().ok()?, span))
}

/// What an entry says of its paper. Ids that cannot be read are left out: the bibliography may be
/// somebody else's.
fn facts(entry: &Entry, span: Span) -> PaperFacts {
    let span = span.at_start();
    let text = |markdown: &str| Text { markdown: markdown.to_owned(), span };
    PaperFacts {
        key: entry.key.parse().ok().map(|key| Located::new(key, span)),
        title: entry.title.as_deref().map(text),
        authors: entry
            .authors
            .iter()
            .filter_map(person)
            .map(|name| Located::new(name, span))
            .collect(),
        year: entry
            .date
            .and_then(|date| u16::try_from(date.year).ok())
            .map(|year| Located::new(Year(year), span)),
        venue: entry.container.clone().map(|venue| Located::new(venue, span)),
        doi: read(entry.doi.as_ref(), span),
        arxiv: read(entry.arxiv.as_ref(), span),
        isbn: read(entry.isbn.as_ref(), span),
        url: read(entry.url.as_ref(), span),
        ..PaperFacts::default()
    }
}

fn person(name: &Name) -> Option<PersonName> {
    match name {
        Name::Person(person) => Some(PersonName {
            family: person.full_family(),
            given: person.given.clone().unwrap_or_default(),
            suffix: person.suffix.clone().unwrap_or_default(),
        }),
        Name::Literal(name) => Some(PersonName { family: name.clone(), ..PersonName::default() }),
        Name::Others => None,
    }
}

/// Fills what `own` lacks from `other`.
fn fill(own: &mut PaperFacts, other: PaperFacts) {
    let PaperFacts { key, title, authors, year, venue, doi, arxiv, isbn, url, .. } = other;
    own.key = own.key.take().or(key);
    own.title = own.title.take().or(title);
    if own.authors.is_empty() {
        own.authors = authors;
    }
    own.year = own.year.or(year);
    own.venue = own.venue.take().or(venue);
    own.doi = own.doi.take().or(doi);
    own.arxiv = own.arxiv.take().or(arxiv);
    own.isbn = own.isbn.take().or(isbn);
    own.url = own.url.take().or(url);
}

/// What is known of a paper that no bibliography has an entry for.
#[derive(Clone, Debug, Default)]
pub struct Known<'k> {
    /// Its key.
    pub key: &'k str,
    /// Its title.
    pub title: Option<&'k str>,
    /// Its authors, in order.
    pub authors: Vec<&'k PersonName>,
    /// When it was published.
    pub year: Option<Year>,
    /// Where it was published.
    pub venue: Option<&'k str>,
    /// Whether that is a journal.
    pub is_journal: bool,
    /// Its DOI.
    pub doi: Option<&'k str>,
    /// Its arXiv id, without a version.
    pub arxiv: Option<&'k str>,
    /// Its ISBN.
    pub isbn: Option<&'k str>,
    /// Its page.
    pub url: Option<&'k str>,
}

impl Known<'_> {
    /// The paper as an entry, for lists of references and for export.
    pub fn entry(&self) -> Entry {
        let kind = match (self.venue, self.arxiv, self.isbn) {
            (Some(_), ..) if self.is_journal => "article",
            (Some(_), ..) => "inproceedings",
            (None, Some(_), _) => "article",
            (None, None, Some(_)) => "book",
            (None, None, None) => "misc",
        };
        let own = |text: Option<&str>| text.map(ToOwned::to_owned);
        Entry {
            key: self.key.to_owned(),
            kind: kind.to_owned(),
            title: own(self.title),
            authors: self.authors.iter().map(|name| name_of(name)).collect(),
            date: self.year.map(|year| super::Date::of_year(i32::from(year.0))),
            container: own(self.venue),
            doi: own(self.doi),
            arxiv: own(self.arxiv),
            isbn: own(self.isbn),
            url: own(self.url),
            ..Entry::default()
        }
    }
}

fn name_of(name: &PersonName) -> Name {
    if name.given.is_empty() {
        return Name::Literal(name.family.clone());
    }
    Name::Person(super::Person {
        family: name.family.clone(),
        given: Some(name.given.clone()),
        particle: None,
        suffix: Some(name.suffix.clone()).filter(|suffix| !suffix.is_empty()),
    })
}
