//! What a text mentions, as written: links, citations, images, headings.

use crate::source::{FileId, Span};

/// Names one link of the site: the text that it stands in, and its byte offset there.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct LinkId {
    /// The file.
    pub file: FileId,
    /// Where the text starts in the file ([`super::Text::span`]).
    pub text: u32,
    /// Where the link starts in the text's Markdown.
    pub offset: u32,
}

/// A link, citation or image in a text.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Mention {
    /// Its name.
    pub id: LinkId,
    /// Where it was written in the file.
    pub span: Span,
    /// What is written there.
    pub what: Mentioned,
    /// The sentence or line around it, as plain text: shown with backlinks.
    pub context: String,
}

/// What a link says it leads to.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Mentioned {
    /// `[[name]]`, `[[name#heading]]`, `[[name^block]]`: a key, title, alias or file name.
    Name {
        /// The name; empty for `[[#heading]]`, which means this document.
        name: String,
        /// The heading or block within it.
        anchor: Option<String>,
    },
    /// `[words](notes/a.md#heading)`: a relative or site-absolute URL, percent-decoded.
    Path {
        /// The path; empty for `#heading`.
        path: String,
        /// What follows `#`.
        anchor: Option<String>,
    },
    /// One key of `[@key]` or `@key`.
    Citation {
        /// The key.
        key: String,
    },
    /// `![alt](image.png)` or `![[image.png]]`: a file of the site.
    Image {
        /// The path or bare file name, percent-decoded.
        path: String,
        /// Whether it was written as `![[…]]`, which looks in the whole vault.
        wiki: bool,
    },
    /// A URL of the web, a DOI or an arXiv id: may be that of a paper of the site.
    Web {
        /// The URL as written, or the one that the id stands for.
        url: String,
    },
}

/// A heading of a text.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Heading {
    /// 1 to 6, as written.
    pub level: u8,
    /// Its id, unique in its text: lower case, spaces as `-`, Chinese kept. Pages put the note's
    /// own prefix before it.
    pub id: String,
    /// Its words as plain text.
    pub text: String,
    /// Where it starts in the text's Markdown.
    pub offset: u32,
    /// Where its words start in [`Outline::plain`].
    pub said: u32,
}

/// How long a text is.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct WordCount {
    /// Chinese, Japanese and other characters that are read one by one.
    pub characters: u32,
    /// Words of scripts that separate them.
    pub words: u32,
}

/// What was found in a text without rendering it.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Outline {
    /// Links, citations and images, in order.
    pub mentions: Vec<Mention>,
    /// Headings, in order.
    pub headings: Vec<Heading>,
    /// Obsidian block ids (`^id` at the end of a block), without the `^`.
    pub blocks: Vec<String>,
    /// How long it is.
    pub words: WordCount,
    /// What it says, without markup: for search.
    pub plain: String,
    /// Keys of the front matter that texts stand under, in order, each with where its texts start in
    /// `plain`; empty for the outline of a body.
    pub keys: Vec<(&'static str, u32)>,
}
