//! Markdown as paper readers write it: a body or text field → what it mentions; → safe HTML.
//!
//! Stage: used by [`crate::parse`] to scan and by [`crate::render`] to render. Invariant: both read
//! a text through [`events::read`], so a link has the same [`LinkId`] in both; what is rendered is
//! safe to publish, whoever wrote it; time is linear in the size of a text.
//!
//! The road of a text: [`cap`] (refuse what is too deep) → [`prepare`] (formulas, wikilinks and
//! citations out of the parser's way, [`cjk`]) → [`events`] (a [`tree`]) → [`scan()`] or [`render()`].

mod autolink;
mod callout;
mod cap;
mod citation;
mod cjk;
mod count;
mod delimiters;
mod destination;
mod events;
mod fences;
mod highlight;
mod html;
mod ids;
mod inline;
pub mod math;
mod page;
mod prepare;
mod render;
mod sanitize;
mod scan;
#[cfg(test)]
mod tests;
mod tree;
mod wikilink;

pub use highlight::CLASSES as CODE_CLASSES;
pub use page::PageState;
pub use render::{render, render_inline};
pub use scan::{CrossReferences, Scanned, scan};

use std::sync::Arc;

use crate::kept::Kept;
use crate::model::{HtmlPolicy, LinkId, Text};
use math::{MacroError, Macros};

/// What texts of a whole site have in common. The default has no macros, English labels, and
/// cleans HTML.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Options {
    macros: Macros,
    html: HtmlPolicy,
    labels: Labels,
    kept: Arc<Kept>,
}

/// Words of the program's own that stand in rendered texts.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Labels {
    /// Before the number of a figure.
    pub figure: String,
    /// What a screen reader calls a table that can be scrolled.
    pub table: String,
    /// What a screen reader calls the way back from a footnote.
    pub footnote_back: String,
    /// What a screen reader calls the box of a task that is to be done, and of one that is done.
    pub tasks: [String; 2],
    /// What a screen reader calls a listing that can be scrolled.
    pub code: String,
    /// Titles of callouts without one, by type: `note`, `warning`; the type itself otherwise.
    pub callouts: Vec<(String, String)>,
}

impl Default for Labels {
    fn default() -> Self {
        Self {
            figure: "Figure".into(),
            table: "Table".into(),
            footnote_back: "Back to the text".into(),
            tasks: ["To do".into(), "Done".into()],
            code: "Code".into(),
            callouts: Vec::new(),
        }
    }
}

impl Options {
    /// Options of a site: its macros (name and definition), and how far HTML is trusted. Macros
    /// that cannot be read are left out and returned.
    pub fn new<'a>(
        macros: impl IntoIterator<Item = (&'a str, &'a str)>,
        html: HtmlPolicy,
    ) -> (Self, Vec<MacroError>) {
        let (macros, errors) = Macros::new(macros);
        (Self { macros, html, ..Self::default() }, errors)
    }

    /// With these words.
    #[must_use]
    pub fn labels(mut self, labels: Labels) -> Self {
        self.labels = labels;
        self
    }

    /// With what is kept from one build to the next.
    #[must_use]
    pub fn keeping(mut self, kept: Arc<Kept>) -> Self {
        self.kept = kept;
        self
    }

    /// What is kept from one build to the next.
    pub fn kept(&self) -> &Kept {
        &self.kept
    }
}

/// What a link of a text leads to, as a page shows it.
#[derive(Clone, Debug, Default, PartialEq, Eq, Hash)]
pub struct ShownLink {
    /// The `href`, already relative to the page and percent-encoded; `None` for a dead link, whose
    /// words are shown without one.
    pub href: Option<String>,
    /// Words to show when the author wrote none: the paper's title.
    pub label: String,
    /// Class names that say what it is: `link-paper link-pass-2`, `link-wanted`, `link-external`.
    pub class: String,
}

/// An image of a text, as a page shows it.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct ShownImage {
    /// The `src`, already relative to the page and percent-encoded.
    pub src: String,
    /// Width and height in CSS pixels.
    pub dimensions: Option<(u32, u32)>,
}

/// A citation of a text, as a page shows it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ShownCitation {
    /// HTML of the whole group, links included, made by this program.
    pub html: String,
}

/// One key of a citation group, as written.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct CitedKey {
    /// Its link.
    pub id: LinkId,
    /// The key.
    pub key: String,
    /// What stands before the key in its brackets: `see`.
    pub prefix: Option<String>,
    /// What follows the key: `p. 3`.
    pub locator: Option<String>,
    /// Written as `-@key`: the year alone.
    pub suppress_author: bool,
}

/// Answers of the page that a text stands on.
pub trait Resolve {
    /// What a link leads to.
    fn link(&mut self, id: LinkId) -> ShownLink;
    /// HTML that the link shows on hover and focus, made by this program: title, authors, one
    /// sentence. Nothing but what may stand within a line. Asked for the first link of a page to
    /// each address only.
    fn preview(&mut self, _: LinkId) -> Option<String> {
        None
    }
    /// Where an image is; `None` when the site has no such file.
    fn image(&mut self, id: LinkId) -> Option<ShownImage>;
    /// How `[@a; @b, p. 3]` (`narrative` false) or `@a` in running text (`narrative` true) is shown.
    fn citation(&mut self, cited: &[CitedKey], narrative: bool) -> ShownCitation;
}

/// Where a text stands on its page.
#[derive(Clone, Copy, Debug)]
pub struct Place<'a> {
    /// What ids of the text start with, `""` or such as `li-ming--`.
    pub id_prefix: &'a str,
    /// By how many levels headings are moved down: 2 makes `# a` an `h3`.
    pub heading_shift: u8,
}

/// `text` as plain words, without any markup: for titles of pages, feeds and previews.
pub fn plain(text: &Text, options: &Options) -> String {
    let _ = options;
    tree::said(&events::read(&text.markdown).blocks).trim().to_owned()
}

/// Text made safe for HTML, inside elements and quoted attributes.
pub fn escape(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for (number, part) in text.split('\'').enumerate() {
        if number > 0 {
            out.push_str("&#39;");
        }
        escape_text_into(part, &mut out);
    }
    out
}

/// Text made safe for element content: as [`escape`], with apostrophes as they are.
fn escape_text_into(text: &str, out: &mut String) {
    let mut copied = 0;
    for (at, byte) in text.bytes().enumerate() {
        if let Some(escaped) = escaped(byte) {
            out.push_str(&text[copied..at]);
            out.push_str(escaped);
            copied = at + 1;
        }
    }
    out.push_str(&text[copied..]);
}

/// What stands for a character in HTML, if it cannot stand for itself.
fn escaped(byte: u8) -> Option<&'static str> {
    match byte {
        b'&' => Some("&amp;"),
        b'<' => Some("&lt;"),
        b'>' => Some("&gt;"),
        b'"' => Some("&quot;"),
        _ => None,
    }
}

/// [`escape_text_into`] a new text.
fn escape_text(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    escape_text_into(text, &mut out);
    out
}

/// The name of the link at `offset` of `text`.
fn link_id(text: &Text, offset: usize) -> LinkId {
    let offset = u32::try_from(offset).unwrap_or(u32::MAX);
    LinkId { file: text.span.file, text: text.span.start, offset }
}
