//! Markdown as an author wrote it.

use crate::source::Span;

/// A piece of Markdown: a body, or one text field of a front matter.
///
/// `span` is where it was written, quotes and block indicators included. `(span.file, span.start)`
/// names a text in the whole site, because two texts never start at the same byte.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Text {
    /// The Markdown itself, as YAML decodes it.
    pub markdown: String,
    /// Where it was written.
    pub span: Span,
}

/// One text, or several: a list of texts is accepted wherever one text is.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Prose(pub Vec<Text>);

impl Prose {
    /// Whether nothing was written.
    pub fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    /// The texts in order.
    pub fn texts(&self) -> impl Iterator<Item = &Text> {
        self.0.iter()
    }
}

/// How far authors' HTML is trusted.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum HtmlPolicy {
    /// Cleaned to an allow-list.
    #[default]
    Safe,
    /// Shown as text.
    None,
    /// Passed through: for sites whose authors are all trusted.
    Trusted,
}
