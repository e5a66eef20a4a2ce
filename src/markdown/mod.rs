//! Markdown as paper readers write it: a body or text field → what it mentions; → safe HTML.
//!
//! Stage: used by [`crate::parse`] to scan and by [`crate::render`] to render. Invariant: both read
//! a text through the same events, so a link has the same [`LinkId`] in both; what is
//! rendered is safe to publish, whoever wrote it.

mod cjk;
mod count;
mod events;
mod highlight;
mod html;
mod ids;
mod inline;
mod limits;
pub mod math;
mod mathspan;
mod prepare;
mod sanitize;
mod scan;
mod url;

pub use scan::scan;

use crate::model::{HtmlPolicy, LinkId, Text};
use math::Macros;

/// What texts of a whole site have in common.
#[derive(Clone, Debug, Default)]
pub struct Options {
    /// Macros that every formula may use.
    pub macros: Macros,
    /// How far authors' HTML is trusted.
    pub html: HtmlPolicy,
}

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
    /// Words before it: `see`; may be empty.
    pub prefix: String,
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
    /// What a callout of this kind is called when its author gave it no title.
    fn callout_title(&mut self, kind: &str) -> String {
        let mut letters = kind.chars();
        letters
            .next()
            .map_or_else(String::new, |first| first.to_uppercase().chain(letters).collect())
    }
    /// What the page calls its `number`th figure.
    fn figure_label(&mut self, number: usize) -> String {
        format!("Figure {number}")
    }
}

/// The state of one page while its texts are rendered in order: numbers of figures and footnotes.
#[derive(Debug, Default)]
pub struct PageState {
    figures: usize,
    footnotes: usize,
    images: usize,
}

/// Where a text stands on its page.
#[derive(Clone, Copy, Debug)]
pub struct Place<'a> {
    /// What ids of the text start with, `""` or such as `li-ming--`.
    pub id_prefix: &'a str,
    /// By how many levels headings are moved down: 2 makes `# a` an `h3`.
    pub heading_shift: u8,
}

/// `text` as HTML blocks.
pub fn render(
    text: &Text,
    options: &Options,
    place: Place<'_>,
    resolve: &mut dyn Resolve,
    page: &mut PageState,
) -> String {
    html::html(text, false, options, place, resolve, page)
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
    html::html(text, true, options, place, resolve, page)
}

/// `text` as plain words, without any markup: for titles of pages, feeds and previews.
pub fn plain(text: &Text, _: &Options) -> String {
    html::plain(&text.markdown)
}

/// Text made safe for HTML, inside elements and quoted attributes.
pub fn escape(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    escape_into(text, &mut out);
    out
}

fn escape_into(text: &str, out: &mut String) {
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
}

#[cfg(test)]
mod tests;
