//! One page being written: its address, the state of its Markdown, what it has cited.

use serde::Serialize;

use crate::bibliography::{Citation, Locale};
use crate::links::Work;
use crate::markdown::{self, PageState, Place};
use crate::model::{Prose, Text};
use crate::output::UrlPath;
use crate::source::ContentPath;
use crate::theme::ThemeError;

use super::Site;
use super::resolve::Resolver;
use super::sketch::{Begun, Html, Made, Sketch};

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
    /// The sketch of the page that is taken on the way.
    sketch: Option<Begun<'a>>,
    /// Whether the sketch is all that is made.
    only_sketch: bool,
}

impl<'a> Writer<'a> {
    /// A page at `url`. `rooted` makes its links start at the root of the host: the page for
    /// addresses that do not exist is served at any depth.
    pub(super) fn new(site: &'a Site, url: &'a UrlPath, rooted: bool) -> Self {
        Self {
            site,
            resolver: Resolver::new(site, url, rooted),
            state: PageState::default(),
            sketch: None,
            only_sketch: false,
        }
    }

    /// The same page, of which `sketch` is taken; nothing else is made of it if `only` that.
    pub(super) fn sketching(self, sketch: Begun<'a>, only: bool) -> Self {
        Self { sketch: Some(sketch), only_sketch: only, ..self }
    }

    /// The same page once more, with what this writer knows by now; `None` if that is no more than
    /// it knew all the time.
    pub(super) fn again(self, rooted: bool) -> Option<Self> {
        let (site, url) = (self.site, self.url());
        let state = self.state.again()?;
        Some(Self { state, ..Self::new(site, url, rooted) })
    }

    /// The sketch of the page, when all of it is written.
    pub(super) fn end_sketch(&mut self) -> Sketch {
        self.sketch.take().map_or_else(Sketch::default, Begun::end)
    }

    /// Whether nothing is made but a sketch.
    pub(super) fn only_sketches(&self) -> bool {
        self.only_sketch
    }

    /// Tells the sketch what `template` sees, beside what was made of texts.
    pub(super) fn show(&mut self, template: &str, view: &impl Serialize) -> Result<(), ThemeError> {
        self.sketch.as_mut().map_or(Ok(()), |sketch| sketch.view(template, view))
    }

    /// What `make` makes of texts of this page and nothing else, all of which are written.
    pub(super) fn made<T: Default>(&self, make: impl FnOnce(&Self) -> T) -> Made<T> {
        if self.only_sketch { Made::default() } else { Made::of(make(self)) }
    }

    /// HTML that was made elsewhere.
    pub(super) fn html(&mut self, html: String) -> Html {
        if let Some(sketch) = &mut self.sketch {
            sketch.bytes(html.as_bytes());
        }
        Made::of(html)
    }

    /// The formatted reference of a paper; empty if no bibliography has it.
    pub(super) fn reference(&mut self, work: Work) -> Html {
        let bibliography = &self.site.bibliography;
        let Some(entry) = bibliography.entry(work) else { return Html::default() };
        if let Some(sketch) = &mut self.sketch {
            sketch.bytes(bibliography.says(entry).as_slice());
        }
        self.made(|writer| bibliography.html(entry, writer.site.options.kept()))
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
    pub(super) fn body(&mut self, text: &Text, prefix: &str, shift: u8) -> Html {
        if text.markdown.trim().is_empty() {
            return Html::default();
        }
        let place = Place { id_prefix: prefix, heading_shift: shift };
        if !self.is_to_make(text, place, false) {
            return Html::default();
        }
        let (options, resolver) = (&self.site.options, &mut self.resolver);
        Made::of(markdown::render(text, options, place, resolver, &mut self.state))
    }

    /// A text field as HTML blocks; a list if it is several texts.
    pub(super) fn prose(&mut self, prose: &Prose, prefix: &str) -> Html {
        match prose.0.as_slice() {
            [] => Html::default(),
            [text] => self.body(text, prefix, FIELD_SHIFT),
            texts => {
                let mut html = String::from("<ul class=\"texts\">\n");
                for text in texts {
                    html.push_str("<li>");
                    self.inline_into(text, prefix, &mut html);
                    html.push_str("</li>\n");
                }
                html.push_str("</ul>\n");
                Made::of(html)
            }
        }
    }

    /// A text field as HTML without block elements around it.
    pub(super) fn inline(&mut self, text: &Text, prefix: &str) -> Html {
        let mut html = String::new();
        self.inline_into(text, prefix, &mut html);
        Made::of(html)
    }

    fn inline_into(&mut self, text: &Text, prefix: &str, html: &mut String) {
        let place = Place { id_prefix: prefix, heading_shift: FIELD_SHIFT };
        if self.is_to_make(text, place, true) {
            let (options, resolver) = (&self.site.options, &mut self.resolver);
            let made = markdown::render_inline(text, options, place, resolver, &mut self.state);
            html.push_str(&made);
        }
    }

    /// Whether HTML is to be made of a text, which the sketch is told of.
    fn is_to_make(&mut self, text: &Text, place: Place<'_>, is_inline: bool) -> bool {
        if let Some(sketch) = &mut self.sketch {
            sketch.text(text, place, is_inline);
        }
        !self.only_sketch
    }

    /// [`Self::inline`] of a text that may be absent.
    pub(super) fn maybe(&mut self, text: Option<&Text>, prefix: &str) -> Html {
        text.map_or_else(Html::default, |text| self.inline(text, prefix))
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
