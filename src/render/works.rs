//! Papers, read or wanted, as lists show them; people, tags and dates beside them.

use crate::library::{NoteId, PaperId, PaperLink, Place, ReaderIndex, ShelvedNote, TermId};
use crate::links::Work;
use crate::model::{
    ArxivId, Doi, Isbn, OpenReviewId, PartialDate, PassNumber, PersonName, Pmid, ReaderId,
};

use super::resolve::Resolver;
use super::table::TermKind;
use super::writer::Writer;
use super::{Group, dates, urls, view};

impl<'a> Resolver<'a> {
    /// A paper as lists show it.
    pub(super) fn work(&self, work: Work) -> view::Work<'a> {
        let site = self.site;
        let href = self.href(&urls::work(&site.library, &site.links, work));
        let words = site.index.words(work);
        match work {
            Work::Read(id) => {
                let paper = site.library.paper(id);
                view::Work {
                    key: paper.key.as_str(),
                    href,
                    title: &words.title,
                    title_zh: &words.title_zh,
                    authors: &words.authors,
                    year: paper.year.map(|year| year.0),
                    venue: paper.venue.as_deref().unwrap_or_default(),
                    wanted: false,
                    pass: paper.reached.map_or(0, PassNumber::number),
                    tldr: &words.tldr,
                    tldr_lang: &words.tldr_lang,
                    tags: &paper.tags,
                }
            }
            Work::Wanted(id) => {
                let wanted = site.links.wanted(id);
                view::Work {
                    key: &wanted.key,
                    href,
                    title: &words.title,
                    title_zh: &words.title_zh,
                    authors: &words.authors,
                    year: wanted.facts.year.as_ref().map(|year| year.value.0),
                    venue: wanted.facts.venue.as_ref().map_or("", |venue| &venue.value),
                    wanted: true,
                    pass: 0,
                    tldr: "",
                    tldr_lang: "",
                    tags: &[],
                }
            }
        }
    }
}

impl<'a> Writer<'a> {
    /// A paper as lists show it.
    pub(super) fn work(&self, work: Work) -> view::Work<'a> {
        self.resolver().work(work)
    }

    /// A paper that somebody has read, as lists show it.
    pub(super) fn paper(&self, id: PaperId) -> view::Work<'a> {
        self.work(Work::Read(id))
    }

    /// A reader with the way to their page.
    pub(super) fn reader(&self, id: ReaderIndex) -> view::Person {
        view::Person {
            name: self.site.library.reader(id).name.clone(),
            href: self.href_if(&self.site.library.url(Place::Reader(id))),
        }
    }

    /// A reader by their id, whether or not they wrote a note.
    pub(super) fn reader_named(&self, id: &ReaderId) -> view::Person {
        match self.site.library.reader_named(id.as_str()) {
            Some(index) => self.reader(index),
            None => view::Person { name: id.to_string(), href: None },
        }
    }

    /// Who wrote a note.
    pub(super) fn readers_of(&self, note: NoteId) -> Vec<view::Person> {
        self.site.library.note(note).readers.iter().map(|&id| self.reader(id)).collect()
    }

    /// The place `id` of a note on its paper's page; the note itself if `id` is empty.
    pub(super) fn note_href(&self, note: NoteId, id: &str) -> String {
        let shelved = self.site.library.note(note);
        let url = self.site.library.url(Place::Paper(shelved.paper));
        let id = if id.is_empty() { shelved.anchor.clone() } else { note_id(shelved, id) };
        self.href_at(&url, &id)
    }

    /// The id of the place `id` of a note on this page.
    pub(super) fn id(&self, note: NoteId, id: &str) -> String {
        let shelved = self.site.library.note(note);
        if *self.site.library.url(Place::Paper(shelved.paper)) == *self.url() {
            note_id(shelved, id)
        } else {
            format!("{}--{}", self.site.library.paper(shelved.paper).key, note_id(shelved, id))
        }
    }

    /// What ids in the texts of a note start with on this page.
    pub(super) fn prefix(&self, note: NoteId) -> String {
        let shelved = self.site.library.note(note);
        if *self.site.library.url(Place::Paper(shelved.paper)) == *self.url() {
            format!("{}--", shelved.anchor)
        } else {
            let key = &self.site.library.paper(shelved.paper).key;
            format!("{key}--{}--", shelved.anchor)
        }
    }

    /// A tag, venue or year with the way to its papers, if the site has any.
    pub(super) fn tag(&self, kind: TermKind, id: Option<TermId>, name: String) -> view::Tag {
        let url = id.map(|id| urls::group(&self.site.library, Group::Term(kind, id), 1));
        view::Tag { name, href: url.map(|url| self.href(&url)) }
    }

    /// An author with the way to their papers, if the site has any.
    pub(super) fn author(&self, name: &PersonName) -> view::Person {
        let id = self.site.library.author_named(name);
        let view::Tag { name, href } = self.tag(TermKind::Author, id, name.to_string());
        view::Person { name, href }
    }

    /// A date in the words of the page's language.
    pub(super) fn date(&self, date: PartialDate) -> view::DateWords {
        dates::date_words(&self.site.theme, self.site.lang(), date)
    }
}

/// The id of a part of a note, unique on the paper's page.
pub(super) fn note_id(note: &ShelvedNote, part: &str) -> String {
    let mut id = note.id_prefix();
    note.note.push_part_id(&mut id, part);
    id
}

/// Ids of a paper, each with the page that it stands for.
pub(super) fn ids(
    doi: Option<&Doi>,
    arxiv: Option<&ArxivId>,
    openreview: Option<&OpenReviewId>,
    pmid: Option<&Pmid>,
    isbn: Option<&Isbn>,
) -> Vec<view::PaperLink> {
    let link = |kind, id: String, href| view::PaperLink { kind, id, href };
    [
        doi.map(|id| link("doi", id.to_string(), Some(id.url()))),
        arxiv.map(|id| link("arxiv", id.to_string(), Some(id.url()))),
        openreview.map(|id| link("openreview", id.to_string(), Some(id.url()))),
        pmid.map(|id| link("pmid", id.to_string(), Some(id.url()))),
        isbn.map(|id| link("isbn", id.to_string(), None)),
    ]
    .into_iter()
    .flatten()
    .collect()
}

/// The word that class names and strings use for what a link leads to.
pub(super) fn link_kind(kind: PaperLink) -> &'static str {
    match kind {
        PaperLink::Url => "url",
        PaperLink::Pdf => "pdf",
        PaperLink::Code => "code",
        PaperLink::Data => "data",
        PaperLink::Project => "project",
        PaperLink::Video => "video",
        PaperLink::Slides => "slides",
    }
}
