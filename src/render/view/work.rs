//! Papers, read or wanted, as lists and pages show them.

use serde::Serialize;

use super::Html;

/// A paper as lists show it, read or wanted.
#[derive(Clone, Debug, Serialize)]
pub(crate) struct Work<'a> {
    /// Its citation key.
    pub(crate) key: &'a str,
    /// Its page.
    pub(crate) href: String,
    /// Its title.
    pub(crate) title: &'a str,
    /// Its title in Chinese; empty if it has none.
    pub(crate) title_zh: &'a str,
    /// Its authors in short: `He et al.`; may be empty.
    pub(crate) authors: &'a str,
    /// When it was published.
    pub(crate) year: Option<u16>,
    /// Where it was published; may be empty.
    pub(crate) venue: &'a str,
    /// Whether nobody has read it yet.
    pub(crate) wanted: bool,
    /// The furthest pass that any note on it reached, 0 if none.
    pub(crate) pass: u8,
    /// One sentence from one of its notes; may be empty.
    pub(crate) tldr: &'a str,
    /// The language of that sentence.
    pub(crate) tldr_lang: &'a str,
    /// Its tags.
    pub(crate) tags: &'a [String],
}

/// A paper that was read, as the head of its own page shows it.
#[derive(Debug, Serialize)]
pub(crate) struct Paper<'a> {
    /// Its citation key.
    pub(crate) key: &'a str,
    /// Its title.
    pub(crate) title: &'a str,
    /// Its title with math and emphasis.
    pub(crate) title_html: Html,
    /// Its title in Chinese with math and emphasis; empty if it has none.
    pub(crate) title_zh_html: Html,
    /// Its authors, in order.
    pub(crate) authors: Vec<Person>,
    /// Where they work.
    pub(crate) affiliations: &'a [String],
    /// The year and the papers of that year.
    pub(crate) year: Option<Tag>,
    /// The venue and its papers.
    pub(crate) venue: Option<Tag>,
    /// How far it has come into print: `preprint`, `accepted`, `oral`…
    pub(crate) venue_status: Option<&'static str>,
    /// Its ids with the pages that they stand for.
    pub(crate) ids: Vec<PaperLink>,
    /// Its text, code, data and other links.
    pub(crate) links: Vec<PaperLink>,
    /// Its tags.
    pub(crate) tags: Vec<Tag>,
    /// Its fields.
    pub(crate) field: &'a [String],
    /// Its keywords.
    pub(crate) keywords: &'a [String],
    /// The abstract, where it may be published; may be empty.
    pub(crate) abstract_html: Html,
    /// The furthest pass that any of its notes reached, 0 if none.
    pub(crate) pass: u8,
}

/// Somebody: an author or a reader.
#[derive(Clone, Debug, Serialize)]
pub(crate) struct Person {
    /// Their name.
    pub(crate) name: String,
    /// Their page.
    pub(crate) href: Option<String>,
}

/// A tag, author, venue or year, and the page of its papers.
#[derive(Clone, Debug, Serialize)]
pub(crate) struct Tag {
    /// Its name.
    pub(crate) name: String,
    /// Its page.
    pub(crate) href: Option<String>,
}

/// An id of a paper, or a link to something of it.
#[derive(Clone, Debug, Serialize)]
pub(crate) struct PaperLink {
    /// What it is: `doi`, `arxiv`, `openreview`, `pmid`, `isbn`, or `url`, `pdf`, `code`, `data`,
    /// `project`, `video`, `slides`.
    pub(crate) kind: &'static str,
    /// The id as text; empty for links.
    pub(crate) id: String,
    /// Where it leads; none for an ISBN.
    pub(crate) href: Option<String>,
}

/// A date.
#[derive(Clone, Debug, Serialize)]
pub(crate) struct DateWords {
    /// For `<time datetime>`: `2024-05-01`, `2024-05` or `2024`.
    pub(crate) iso: String,
    /// In the words of the page's language: `1 May 2024`, `2024年5月1日`.
    pub(crate) words: String,
}

/// An entry of the page's reference list.
#[derive(Debug, Serialize)]
pub(crate) struct Reference {
    /// Its id on the page, which citations lead to.
    pub(crate) id: String,
    /// Its number in styles that number, `[1]`.
    pub(crate) label: Option<String>,
    /// The formatted reference.
    pub(crate) html: String,
    /// The page of the paper on this site.
    pub(crate) href: Option<String>,
    /// Whether somebody has read it.
    pub(crate) read: bool,
}
