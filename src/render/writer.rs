//! One page being written: its address, the state of its Markdown, what it has cited.

use crate::bibliography::{Citation, Locale};
use crate::markdown::{self, PageState, Place};
use crate::model::{Prose, Text};
use crate::output::UrlPath;
use crate::source::ContentPath;

use super::Site;
use super::resolve::Resolver;

/// By how many levels headings in a text field are moved down. They stand below the `h4` of the
/// field.
const FIELD_SHIFT: u8 = 4;

/// One page being written. Texts must be rendered in the order in which they stand on the page,
/// because ids, footnotes and figures are numbered on the way.
pub(super) struct Writer<'a> {
    /// The site.
    pub(super) site: &'a Site,
    resolver: Resolver<'a>,
    state: PageState,
}

impl<'a> Writer<'a> {
    /// A page at `url`. `rooted` makes its links start at the root of the host: the page for
    /// addresses that do not exist is served at any depth.
    pub(super) fn new(site: &'a Site, url: &'a UrlPath, rooted: bool) -> Self {
        Self { site, resolver: Resolver::new(site, url, rooted), state: PageState::default() }
    }

    /// The same page once more, with what this writer knows by now; `None` if that is no more than
    /// it knew all the time.
    pub(super) fn again(self, rooted: bool) -> Option<Self> {
        let (site, url) = (self.site, self.url());
        let state = self.state.again()?;
        Some(Self { site, resolver: Resolver::new(site, url, rooted), state })
    }

    /// What answers for this page.
    pub(super) fn resolver(&self) -> &Resolver<'a> {
        &self.resolver
    }

    /// The page's address.
    pub(super) fn url(&self) -> &'a UrlPath {
        self.resolver.url
    }

    /// The way to the site's root.
    pub(super) fn root(&self) -> String {
        self.resolver.root()
    }

    /// The way to `url` from this page.
    pub(super) fn href(&self, url: &UrlPath) -> String {
        self.resolver.href(url)
    }

    /// The way to the element `id` of `url` from this page.
    pub(super) fn href_at(&self, url: &UrlPath, id: &str) -> String {
        self.resolver.href_at(url, id)
    }

    /// The way to a page that may not exist.
    pub(super) fn href_if(&self, url: &UrlPath) -> Option<String> {
        self.site.has(url).then(|| self.href(url))
    }

    /// The way to a published file of the content folder.
    pub(super) fn asset(&self, path: &ContentPath) -> Option<String> {
        self.resolver.asset(path)
    }

    /// A text as HTML blocks; headings move down by `shift`, ids start with `prefix`.
    pub(super) fn body(&mut self, text: &Text, prefix: &str, shift: u8) -> String {
        if text.markdown.trim().is_empty() {
            return String::new();
        }
        let place = Place { id_prefix: prefix, heading_shift: shift };
        markdown::render(text, &self.site.options, place, &mut self.resolver, &mut self.state)
    }

    /// A text field as HTML blocks; a list if it is several texts.
    pub(super) fn prose(&mut self, prose: &Prose, prefix: &str) -> String {
        match prose.0.as_slice() {
            [] => String::new(),
            [text] => self.body(text, prefix, FIELD_SHIFT),
            texts => {
                let mut html = String::from("<ul class=\"texts\">\n");
                for text in texts {
                    html.push_str("<li>");
                    html.push_str(&self.inline(text, prefix));
                    html.push_str("</li>\n");
                }
                html.push_str("</ul>\n");
                html
            }
        }
    }

    /// A text field as HTML without block elements around it.
    pub(super) fn inline(&mut self, text: &Text, prefix: &str) -> String {
        let place = Place { id_prefix: prefix, heading_shift: FIELD_SHIFT };
        markdown::render_inline(
            text,
            &self.site.options,
            place,
            &mut self.resolver,
            &mut self.state,
        )
    }

    /// [`Self::inline`] of a text that may be absent.
    pub(super) fn maybe(&mut self, text: Option<&Text>, prefix: &str) -> String {
        text.map_or_else(String::new, |text| self.inline(text, prefix))
    }

    /// The citations of the texts so far, in order.
    pub(super) fn citations(&self) -> &[Citation] {
        &self.resolver.citations
    }

    /// The language that citations and references are written in.
    pub(super) fn locale(&self) -> Locale {
        self.resolver.locale()
    }
}
