//! Markdown as paper readers write it: a body or text field → what it mentions; → safe HTML.
//!
//! Stage: used by [`crate::parse`] to scan and by [`crate::render`] to render. Invariant: both read
//! a text through the same events, so a link has the same [`LinkId`] in both; what is
//! rendered is safe to publish, whoever wrote it.

pub mod math;

use std::fmt::Write as _;

use crate::diagnostic::Checked;
use crate::model::{LinkId, Outline, Text};

/// What texts of a whole site have in common.
#[derive(Clone, Debug, Default)]
pub struct Options {}

/// What a link of a text leads to, as a page shows it.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct ShownLink {
    /// The `href`, already relative to the page and percent-encoded; `None` for a dead link, whose
    /// words are shown without one.
    pub href: Option<String>,
    /// Words to show when the author wrote none: the paper's title.
    pub label: String,
    /// Class names that say what it is: `link-paper link-pass-2`, `link-wanted`, `link-external`.
    pub class: String,
    /// HTML shown on hover and focus, made by this program: title, authors, one sentence.
    pub preview: Option<String>,
}

/// An image of a text, as a page shows it.
#[derive(Clone, Debug, PartialEq, Eq)]
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
    /// What follows the key: `p. 3`.
    pub locator: Option<String>,
    /// Written as `-@key`: the year alone.
    pub suppress_author: bool,
}

/// Answers of the page that a text stands on.
pub trait Resolve {
    /// What a link leads to.
    fn link(&mut self, id: LinkId) -> ShownLink;
    /// Where an image is; `None` when the site has no such file.
    fn image(&mut self, id: LinkId) -> Option<ShownImage>;
    /// How `[@a; @b, p. 3]` (`narrative` false) or `@a` in running text (`narrative` true) is shown.
    fn citation(&mut self, cited: &[CitedKey], narrative: bool) -> ShownCitation;
}

/// The state of one page while its texts are rendered in order: ids in use, numbers of figures,
/// equations and footnotes.
#[derive(Debug, Default)]
pub struct PageState {}

/// Where a text stands on its page.
#[derive(Clone, Copy, Debug)]
pub struct Place<'a> {
    /// What ids of the text start with, `""` or such as `li-ming--`.
    pub id_prefix: &'a str,
    /// By how many levels headings are moved down: 2 makes `# a` an `h3`.
    pub heading_shift: u8,
}

/// What `text` mentions, and what is wrong with it. `raw` is the text as it stands in its file.
pub fn scan(text: &Text, raw: &str, options: &Options) -> Checked<Outline> {
    let _ = (text, raw, options);
    Checked::clean(Outline::default())
}

/// `text` as HTML blocks.
pub fn render(
    text: &Text,
    options: &Options,
    place: Place<'_>,
    resolve: &mut dyn Resolve,
    page: &mut PageState,
) -> String {
    let _ = (options, place, resolve, page);
    let mut html = String::new();
    let _ = write!(html, "<p>{}</p>", escape(&text.markdown));
    html
}

/// `text` as HTML without block elements around it, if it is a single paragraph; else as
/// [`render`] has it.
pub fn render_inline(
    text: &Text,
    options: &Options,
    place: Place<'_>,
    resolve: &mut dyn Resolve,
    page: &mut PageState,
) -> String {
    let _ = (options, place, resolve, page);
    escape(&text.markdown)
}

/// `text` as plain words, without any markup: for titles of pages, feeds and previews.
pub fn plain(text: &Text, options: &Options) -> String {
    let _ = options;
    text.markdown.clone()
}

/// Text made safe for HTML, inside elements and quoted attributes.
pub fn escape(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for c in text.chars() {
        match c {
            '&' => out.push_str("&amp;"),
            '<' => out.push_str("&lt;"),
            '>' => out.push_str("&gt;"),
            '"' => out.push_str("&quot;"),
            '\'' => out.push_str("&#39;"),
            c => out.push(c),
        }
    }
    out
}
