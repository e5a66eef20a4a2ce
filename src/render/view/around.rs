//! What stands around a paper's notes: related papers, the ones before and after, how to cite.

use serde::Serialize;

use super::{Html, Link, Tag, Work};

/// A related paper.
#[derive(Debug, Serialize)]
pub(crate) struct Related<'a> {
    /// The paper.
    pub(crate) work: Work<'a>,
    /// What the two share; never empty.
    pub(crate) reasons: Vec<Reason>,
}

/// Something that two papers share.
#[derive(Debug, Serialize)]
pub(crate) struct Reason {
    /// `follow-up` (notes on both say to read it next), `author` or `tag`.
    pub(crate) kind: &'static str,
    /// What it is.
    pub(crate) link: Tag,
}

/// The papers before and after one, where there are any.
#[derive(Debug, Serialize)]
pub(crate) struct Neighbours {
    /// The paper whose notes are the next newer ones.
    pub(crate) newer_note: Option<Link>,
    /// The paper whose notes are the next older ones.
    pub(crate) older_note: Option<Link>,
    /// The paper published next before it.
    pub(crate) earlier_paper: Option<Link>,
    /// The paper published next after it.
    pub(crate) later_paper: Option<Link>,
}

/// How to cite what the page is about, for people and for programs.
#[derive(Debug, Serialize)]
pub(crate) struct Citing {
    /// The paper's formatted reference as HTML; may be empty.
    pub(crate) reference_html: Html,
    /// The paper as BibTeX.
    pub(crate) paper_bibtex: String,
    /// Each note as BibTeX, when the site says where it is published.
    pub(crate) notes: Vec<NoteCitation>,
    /// Names and contents of the `citation_*` tags, which Zotero and search engines read.
    pub(crate) tags: Vec<MetaTag>,
    /// Reviews and the paper as JSON-LD of schema.org, ready to stand in a `script` element.
    pub(crate) json_ld: String,
}

/// How to cite one note.
#[derive(Debug, Serialize)]
pub(crate) struct NoteCitation {
    /// Who wrote it, as one text.
    pub(crate) by: String,
    /// The note as BibTeX.
    pub(crate) bibtex: String,
}

/// A `<meta>` element.
#[derive(Debug, Serialize)]
pub(crate) struct MetaTag {
    /// Its name.
    pub(crate) name: &'static str,
    /// What it says.
    pub(crate) content: String,
}
