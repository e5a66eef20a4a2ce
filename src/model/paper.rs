//! What is said about papers: facts, and references to them.

use super::{
    ArxivId, CitationKey, Doi, Isbn, OpenReviewId, PersonName, Pmid, Priority, Prose, Text,
    VenueStatus, WebUrl, Year,
};
use crate::source::{Located, Span};

/// Facts about one paper, as one note, entry or reference gives them.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct PaperFacts {
    /// Its citation key.
    pub key: Option<Located<CitationKey>>,
    /// Its title.
    pub title: Option<Text>,
    /// Its title in Chinese.
    pub title_zh: Option<Text>,
    /// Its authors, in order.
    pub authors: Vec<Located<PersonName>>,
    /// Where they work.
    pub affiliations: Vec<String>,
    /// When it was published.
    pub year: Option<Located<Year>>,
    /// Where it was published, as written.
    pub venue: Option<Located<String>>,
    /// How far it has come into print.
    pub venue_status: Option<VenueStatus>,
    /// Its DOI.
    pub doi: Option<Located<Doi>>,
    /// Its arXiv id.
    pub arxiv: Option<Located<ArxivId>>,
    /// Its OpenReview id.
    pub openreview: Option<Located<OpenReviewId>>,
    /// Its PubMed id.
    pub pmid: Option<Located<Pmid>>,
    /// Its ISBN.
    pub isbn: Option<Located<Isbn>>,
    /// Its page.
    pub url: Option<Located<WebUrl>>,
    /// Its text. A relative path is a file of the site.
    pub pdf: Option<Located<String>>,
    /// Its code.
    pub code: Option<Located<WebUrl>>,
    /// Its data.
    pub data: Option<Located<WebUrl>>,
    /// Its project page.
    pub project: Option<Located<WebUrl>>,
    /// A recorded talk.
    pub video: Option<Located<WebUrl>>,
    /// Slides.
    pub slides: Option<Located<WebUrl>>,
    /// The abstract, where it may be published.
    pub abstract_text: Prose,
    /// Tags.
    pub tags: Vec<Located<String>>,
    /// The field.
    pub field: Vec<String>,
    /// Keywords.
    pub keywords: Vec<String>,
    /// Other names that links may use, and old URLs.
    pub aliases: Vec<Located<String>>,
    /// A BibTeX entry pasted in, as written.
    pub bibtex: Option<Located<String>>,
}

/// A reference to a paper, as written.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum PaperRef {
    /// A key, DOI, arXiv id, OpenReview id, alias, title, or a whole reference in words.
    Named(Located<String>),
    /// Described in place.
    Described {
        /// What is said of it.
        facts: Box<PaperFacts>,
        /// Where it was written.
        span: Span,
    },
}

impl PaperFacts {
    /// Where each of the facts was written.
    pub(crate) fn places_mut(&mut self) -> impl Iterator<Item = &mut Span> {
        fn one<T>(fact: &mut Option<Located<T>>) -> Option<&mut Span> {
            fact.as_mut().map(|fact| &mut fact.span)
        }
        fn all<T>(facts: &mut [Located<T>]) -> impl Iterator<Item = &mut Span> {
            facts.iter_mut().map(|fact| &mut fact.span)
        }
        let Self {
            key,
            title,
            title_zh,
            authors,
            affiliations: _,
            year,
            venue,
            venue_status: _,
            doi,
            arxiv,
            openreview,
            pmid,
            isbn,
            url,
            pdf,
            code,
            data,
            project,
            video,
            slides,
            abstract_text,
            tags,
            field: _,
            keywords: _,
            aliases,
            bibtex,
        } = self;
        let texts = title.iter_mut().chain(title_zh).chain(&mut abstract_text.0);
        let ids = [one(doi), one(arxiv), one(openreview), one(pmid), one(isbn)];
        let web = [one(url), one(code), one(data), one(project), one(video), one(slides)];
        let rest = [one(key), one(year), one(venue), one(pdf), one(bibtex)];
        (texts.map(|text| &mut text.span))
            .chain(ids.into_iter().chain(web).chain(rest).flatten())
            .chain(all(authors))
            .chain(all(tags))
            .chain(all(aliases))
    }
}

impl PaperRef {
    /// Where it was written.
    pub fn span(&self) -> Span {
        match self {
            Self::Named(name) => name.span,
            Self::Described { span, .. } => *span,
        }
    }
}

/// A paper to read next, and why.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct FollowUp {
    /// Where it was written.
    pub span: Span,
    /// The paper.
    pub paper: PaperRef,
    /// Why.
    pub why: Prose,
    /// How urgently.
    pub priority: Priority,
    /// Where in the paper it comes up.
    pub from: Option<Text>,
}
