//! What links, images and citations of a text are on the page that it stands on.

use std::collections::BTreeMap;

use crate::bibliography::{Citation, Cited, Locale};
use crate::library::{PaperId, Place};
use crate::links::{Target, Work};
use crate::markdown::{CitedKey, Resolve, ShownCitation, ShownImage, ShownLink, escape};
use crate::model::{LinkId, PassNumber};
use crate::output::{UrlPath, encode_fragment};
use crate::source::ContentPath;

use super::{Site, urls};

/// Answers for the page at one address.
pub(super) struct Resolver<'a> {
    /// The site.
    pub(super) site: &'a Site,
    /// The page's address.
    pub(super) url: &'a UrlPath,
    rooted: bool,
    /// The citations so far, in order.
    pub(super) citations: Vec<Citation>,
    /// Papers whose references stand on the page as previews, each with its number.
    pub(super) cited: BTreeMap<Work, usize>,
}

impl<'a> Resolver<'a> {
    /// Answers for the page at `url`; see [`super::writer::Writer::new`] for `rooted`.
    pub(super) fn new(site: &'a Site, url: &'a UrlPath, rooted: bool) -> Self {
        Self { site, url, rooted, citations: Vec::new(), cited: BTreeMap::new() }
    }

    /// The way to the site's root.
    pub(super) fn root(&self) -> String {
        if self.rooted {
            format!("{}/", self.base_path())
        } else {
            "../".repeat(self.url.as_str().matches('/').count())
        }
    }

    /// The way to `url`. Pages are named with their `index.html`, so that the site also works when
    /// it is opened from disk.
    pub(super) fn href(&self, url: &UrlPath) -> String {
        if self.rooted { url.absolute(self.base_path()) } else { url.relative_from(self.url, true) }
    }

    /// The way to the element `id` of `url`.
    pub(super) fn href_at(&self, url: &UrlPath, id: &str) -> String {
        let page = if url == self.url { String::new() } else { self.href(url) };
        if id.is_empty() {
            return if page.is_empty() { "#".to_owned() } else { page };
        }
        format!("{page}#{}", encode_fragment(id))
    }

    /// The way to a published file of the content folder.
    pub(super) fn asset(&self, path: &ContentPath) -> Option<String> {
        self.site.assets.contains_key(path).then(|| self.href(&urls::asset(path)))
    }

    /// The path of `base_url` on its host, without a `/` at its end.
    fn base_path(&self) -> &str {
        let base = self.site.config.base_url.as_deref().unwrap_or_default();
        let host = base.split_once("://").map_or("", |(_, rest)| rest);
        host.find('/').map_or("", |at| host[at..].trim_end_matches('/'))
    }

    fn show(&self, url: &UrlPath, anchor: Option<&str>, label: &str, class: &str) -> ShownLink {
        let href = match anchor {
            Some(id) => self.href_at(url, id),
            None => self.href(url),
        };
        ShownLink { href: Some(href), label: label.to_owned(), class: class.to_owned() }
    }

    fn show_paper(&self, id: PaperId, anchor: Option<&str>) -> ShownLink {
        let words = &self.site.index.papers[id.index()];
        let pass = self.site.library.paper(id).reached.map_or(0, PassNumber::number);
        let url = self.site.library.url(Place::Paper(id));
        self.show(&url, anchor, &words.title, &format!("link-paper link-pass-{pass}"))
    }

    /// The language that citations and references are written in.
    pub(super) fn locale(&self) -> Locale {
        if self.site.config.language.primary() == "zh" { Locale::Zh } else { Locale::En }
    }
}

impl Resolve for Resolver<'_> {
    fn link(&mut self, id: LinkId) -> ShownLink {
        self.link_to(self.site.links.target(id))
    }

    fn preview(&mut self, id: LinkId) -> Option<String> {
        self.preview_of(self.site.links.target(id))
    }

    fn image(&mut self, id: LinkId) -> Option<ShownImage> {
        self.image_of(self.site.links.target(id))
    }

    fn citation(&mut self, cited: &[CitedKey], narrative: bool) -> ShownCitation {
        let mut items = Vec::with_capacity(cited.len());
        let mut unknown = Vec::new();
        let mut before = Vec::new();
        for key in cited {
            let work = match self.site.links.target(key.id) {
                Target::Paper(work, _) => self.site.bibliography.entry(*work),
                _ => None,
            };
            before.extend(key.prefix.as_deref().map(escape));
            match work {
                Some(entry) => items.push(Cited { entry, locator: key.locator.clone() }),
                None => unknown.push(format!("@{}", escape(&key.key))),
            }
        }
        let mut html = String::new();
        if !items.is_empty() {
            self.citations.push(Citation { narrative, items });
            let pieces = self.site.bibliography.cite(self.locale(), &self.citations);
            for piece in &pieces {
                html.push_str(&self.cited(piece));
            }
        }
        if !unknown.is_empty() {
            let unknown = unknown.join("; ");
            html += &if narrative { unknown } else { format!("[{unknown}]") };
        }
        let before = if before.is_empty() { String::new() } else { before.join("; ") + " " };
        ShownCitation { html: format!("{before}<span class=\"citation\">{html}</span>") }
    }
}

impl Resolver<'_> {
    /// A link to `target`.
    pub(super) fn link_to(&self, target: &Target) -> ShownLink {
        let library = &self.site.library;
        match target {
            Target::Paper(Work::Read(id), anchor) => self.show_paper(*id, anchor.as_deref()),
            Target::Paper(work @ Work::Wanted(wanted), _) => {
                let url = urls::work(library, &self.site.links, *work);
                let label = &self.site.links.wanted(*wanted).label;
                self.show(&url, None, label, "link-wanted")
            }
            Target::Concept(id, anchor) => {
                let url = library.url(Place::Concept(*id));
                let label = &library.concept(*id).page.title.markdown;
                self.show(&url, anchor.as_deref(), label, "link-concept")
            }
            Target::List(id, anchor) => {
                let label = &library.list(*id).page.title.markdown;
                self.show(&library.url(Place::List(*id)), anchor.as_deref(), label, "link-list")
            }
            Target::Handout(id, anchor) => {
                let label = &library.handout(*id).page.title.markdown;
                self.show(
                    &library.url(Place::Handout(*id)),
                    anchor.as_deref(),
                    label,
                    "link-handout",
                )
            }
            Target::Page(id, anchor) => {
                let label = &library.page(*id).title.markdown;
                self.show(&library.url(Place::Page(*id)), anchor.as_deref(), label, "link-page")
            }
            Target::Reader(id, anchor) => {
                let label = &library.reader(*id).name;
                self.show(&library.url(Place::Reader(*id)), anchor.as_deref(), label, "link-reader")
            }
            Target::Asset(path) => match self.asset(path) {
                Some(href) => ShownLink {
                    href: Some(href),
                    label: path.file_name().to_owned(),
                    class: "link-file".to_owned(),
                },
                None => dead(),
            },
            Target::Url(path) => {
                let (path, anchor) = match path.split_once('#') {
                    Some((path, anchor)) => (path, Some(anchor)),
                    None => (path.as_str(), None),
                };
                let url = urls::written(path);
                if self.site.has(&url) {
                    self.show(&url, anchor, url.as_str(), "link-page")
                } else {
                    dead()
                }
            }
            Target::Web(url) => ShownLink {
                href: Some(url.clone()),
                label: url.clone(),
                class: "link-external".to_owned(),
            },
            Target::Dead => dead(),
        }
    }

    /// The image that `target` is.
    pub(super) fn image_of(&self, target: &Target) -> Option<ShownImage> {
        match target {
            Target::Asset(path) => Some(ShownImage {
                src: self.asset(path)?,
                dimensions: self.site.assets.get(path)?.dimensions,
            }),
            Target::Web(url) => Some(ShownImage { src: url.clone(), dimensions: None }),
            _ => None,
        }
    }
}

fn dead() -> ShownLink {
    ShownLink { href: None, label: String::new(), class: "link-dead".to_owned() }
}
