//! Files beside the pages: feeds, the sitemap, references, the site's data.

use serde::Serialize;

use crate::bibliography::{Entry, write_bibtex, write_csl_json};
use crate::library::{NoteId, Place, ReaderIndex, TermId};
use crate::markdown::escape;
use crate::output::{UrlPath, encode_fragment};
use crate::theme::ThemeError;

use super::atom::{EntryView, FeedView, atom};
use super::handouts::Sheet;
use super::table::{Page, TermKind};
use super::{Site, json, papers_json, urls, xml};

/// How many notes a feed has.
const FEED_LENGTH: usize = 30;

/// A file beside the pages.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum DataFile {
    /// The newest notes as Atom: of the site, of a reader, of a tag.
    Feed(FeedOf),
    /// `sitemap.xml`.
    Sitemap,
    /// `robots.txt`.
    Robots,
    /// `references.bib`.
    BibTex,
    /// `papers.csl.json`.
    CslJson,
    /// `papers.json`.
    PapersJson,
}

/// Whose notes a feed has.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum FeedOf {
    /// All of them.
    Site,
    /// A reader's.
    Reader(ReaderIndex),
    /// Those on the papers of a tag.
    Tag(TermId),
}

impl DataFile {
    /// The bytes of the file at `url`.
    pub(super) fn render(self, site: &Site, url: &UrlPath) -> Result<Vec<u8>, ThemeError> {
        let base = site.config.base_url.as_deref().unwrap_or_default();
        let entries = || site.bibliography.entries().iter().collect::<Vec<&Entry>>();
        let fail = |error: &dyn std::fmt::Display| ThemeError::Template(error.to_string());
        Ok(match self {
            Self::Feed(of) => feed(site, of, base, url).into_bytes(),
            Self::Sitemap => sitemap(site, base).map_err(|error| fail(&error))?,
            Self::Robots => robots(site, base).into_bytes(),
            Self::BibTex => write_bibtex(&entries()).into_bytes(),
            Self::CslJson => json(&write_csl_json(&entries()))?,
            Self::PapersJson => {
                let (title, lang) = (&site.config.title, site.lang());
                json(&papers_json::data(title, lang, &site.library, &site.links))?
            }
        })
    }
}

/// `value` as a file of JSON.
fn json(value: &impl Serialize) -> Result<Vec<u8>, ThemeError> {
    let mut text = json::json(value)?;
    text.push('\n');
    Ok(text.into_bytes())
}

/// The data files of a site. Feeds and the sitemap are made of absolute addresses, so they need
/// `base_url`.
pub(super) fn files(site: &Site) -> Vec<(UrlPath, DataFile)> {
    let top = |name| UrlPath::file([], name);
    let mut files = vec![
        (top("robots.txt"), DataFile::Robots),
        (top("references.bib"), DataFile::BibTex),
        (top("papers.csl.json"), DataFile::CslJson),
        (top("papers.json"), DataFile::PapersJson),
    ];
    if site.config.base_url.is_none() {
        return files;
    }
    files.push((top("sitemap.xml"), DataFile::Sitemap));
    if site.config.feeds {
        files.push((top("atom.xml"), DataFile::Feed(FeedOf::Site)));
        let below = |page: &UrlPath| {
            UrlPath::file(page.as_str().split('/').filter(|part| !part.is_empty()), "atom.xml")
        };
        for (id, _) in site.library.readers() {
            let page = site.library.url(Place::Reader(id));
            files.push((below(&page), DataFile::Feed(FeedOf::Reader(id))));
        }
        for (id, _) in site.library.tags() {
            let page = urls::group(&site.library, super::Group::Term(TermKind::Tag, id), 1);
            files.push((below(&page), DataFile::Feed(FeedOf::Tag(id))));
        }
    }
    files
}

fn feed(site: &Site, of: FeedOf, base: &str, url: &UrlPath) -> String {
    let library = &site.library;
    let (name, page, notes): (Option<String>, UrlPath, Vec<NoteId>) = match of {
        FeedOf::Site => (None, UrlPath::home(), site.index.newest.clone()),
        FeedOf::Reader(id) => {
            let reader = library.reader(id);
            (
                Some(reader.name.clone()),
                library.url(Place::Reader(id)).into_owned(),
                reader.notes.clone(),
            )
        }
        FeedOf::Tag(id) => {
            let tag = library.tag(id);
            let notes = tag.papers.iter().flat_map(|&paper| &library.paper(paper).notes).copied();
            let page = urls::group(library, super::Group::Term(TermKind::Tag, id), 1);
            (Some(tag.name.clone()), page, notes.collect())
        }
    };
    let mut dated: Vec<(NoteId, crate::model::PartialDate)> = notes
        .into_iter()
        .filter_map(|id| Some((id, library.note(id).note.latest_date()?)))
        .collect();
    dated.sort_by(|a, b| b.1.cmp(&a.1).then(a.0.cmp(&b.0)));
    dated.truncate(FEED_LENGTH);
    let title = &site.config.title;
    atom(&FeedView {
        title: name.map_or_else(|| title.clone(), |name| format!("{name} · {title}")),
        subtitle: site.config.description.clone(),
        url: url.absolute(base),
        page: page.absolute(base),
        lang: site.lang().to_owned(),
        rights: site.config.license.as_ref().map(|license| license.name.clone()),
        entries: dated.into_iter().map(|(id, updated)| entry(site, id, updated, base)).collect(),
    })
}

fn entry(site: &Site, id: NoteId, updated: crate::model::PartialDate, base: &str) -> EntryView {
    let library = &site.library;
    let shelved = library.note(id);
    let paper = library.paper(shelved.paper);
    let reached = match shelved.note.reached() {
        Some(pass) => site.words("pass-reached", &[("n", &pass.number().to_string())]),
        None => site.words("pass-none", &[]),
    };
    let tldr = &site.index.tldrs[id.index()];
    let lang = escape(shelved.lang.as_str());
    let mut summary_html = String::new();
    if !tldr.is_empty() {
        summary_html = format!("<p lang=\"{lang}\">{}</p>", escape(tldr));
    }
    summary_html += &format!("<p>{}</p>", escape(&reached));
    let page = library.url(Place::Paper(shelved.paper)).absolute(base);
    EntryView {
        title: format!("{} · {reached}", site.index.papers[shelved.paper.index()].title),
        url: format!("{page}#{}", encode_fragment(&shelved.anchor)),
        updated,
        published: shelved.note.date.map(|date| date.value),
        readers: shelved
            .readers
            .iter()
            .map(|&reader| library.reader(reader).name.clone())
            .collect(),
        tags: paper.tags.clone(),
        summary_html,
    }
}

/// Every page but those that search engines should pass over, with the date of its notes.
fn sitemap(site: &Site, base: &str) -> std::io::Result<Vec<u8>> {
    let pages = site.table.iter().filter(|(_, page)| {
        !matches!(
            page,
            Page::NotFound
                | Page::Redirect(_)
                | Page::Handout(_, Sheet::Worksheet | Sheet::Teacher)
                | Page::Search
                | Page::SearchShard(_)
                | Page::Card(_)
                | Page::ThemeFile(_)
                | Page::Asset(_)
                | Page::Data(_)
        )
    });
    let urls: Vec<(String, Option<String>)> = pages
        .map(|(url, page)| {
            let changed = match page {
                Page::Paper(id) => {
                    let notes = site.library.paper(*id).notes.iter();
                    notes.filter_map(|&note| site.library.note(note).note.latest_date()).max()
                }
                _ => None,
            };
            (url.absolute(base), changed.map(|date| date.to_string()))
        })
        .collect();
    xml::sitemap(urls.iter().map(|(url, changed)| (url.as_str(), changed.clone())))
}

fn robots(site: &Site, base: &str) -> String {
    let mut text = "User-agent: *\nAllow: /\n".to_owned();
    if site.config.base_url.is_some() {
        text += &format!("\nSitemap: {}\n", UrlPath::file([], "sitemap.xml").absolute(base));
    }
    text
}
