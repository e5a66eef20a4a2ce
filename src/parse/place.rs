//! What a file's place in the content folder says about it: which kind of document it is, and its
//! name.

use crate::model::CitationKey;
use crate::source::ContentPath;

/// The kinds of documents.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Kind {
    Note,
    Reader,
    Concept,
    List,
    Handout,
    Page,
}

impl Kind {
    /// Every kind with its word and the other spellings that a front matter may have.
    pub(super) const WORDS: &'static [(Self, &'static str, &'static [&'static str])] = &[
        (Self::Note, "note", &["notes", "paper", "笔记", "论文"]),
        (Self::Page, "page", &["pages", "页面"]),
        (Self::Reader, "reader", &["readers", "读者"]),
        (Self::Concept, "concept", &["concepts", "概念", "术语"]),
        (Self::List, "list", &["lists", "书单", "清单", "列表"]),
        (Self::Handout, "handout", &["handouts", "讲义"]),
    ];

    /// The kind that a front matter names.
    pub(super) fn from_word(word: &str) -> Option<Self> {
        let wanted = word.trim().to_lowercase();
        let known = Self::WORDS
            .iter()
            .find(|(_, word, others)| *word == wanted || others.contains(&wanted.as_str()));
        known.map(|&(kind, ..)| kind)
    }

    /// The kind of what is in the folder `name`.
    fn of_folder(name: &str) -> Option<Self> {
        Some(match name {
            "readers" => Self::Reader,
            "concepts" => Self::Concept,
            "lists" => Self::List,
            "handouts" => Self::Handout,
            "pages" => Self::Page,
            _ => return None,
        })
    }
}

/// What a folder's own file may be called.
fn is_index(stem: &str) -> bool {
    matches!(stem.to_lowercase().as_str(), "index" | "_index" | "readme")
}

/// Whether the file is about its folder as a whole: an index, a table of contents.
pub(super) fn is_overview(path: &ContentPath) -> bool {
    is_index(path.stem()) || path.stem().eq_ignore_ascii_case("summary")
}

/// The kind that the folders of `path` say: one of the kinds' own folders, at the top or one level
/// below it (`en/readers/li-ming.md`). A note if they say nothing.
pub(super) fn kind(path: &ContentPath) -> Kind {
    let found = path.folder().split('/').take(2).find_map(Kind::of_folder);
    let on_its_own = path.folder().rsplit('/').next().and_then(Kind::of_folder).is_some();
    match found {
        // `readers/index.md` is about the readers, it is none of them.
        Some(_) if on_its_own && is_overview(path) => Kind::Page,
        Some(kind) => kind,
        None => Kind::Note,
    }
}

/// The document's name: the file's, or the folder's for its `index.md`.
pub(super) fn name(path: &ContentPath) -> &str {
    let folder = path.folder().rsplit('/').next().unwrap_or_default();
    if is_index(path.stem()) && !folder.is_empty() { folder } else { path.stem() }
}

/// The citation key that a document's name makes: what no key may contain becomes `-`.
pub(super) fn key(path: &ContentPath) -> Option<CitationKey> {
    let mut key = String::new();
    for c in name(path).chars() {
        if c.is_alphanumeric() || "-_.:+".contains(c) {
            key.push(c);
        } else if !key.is_empty() && !key.ends_with('-') {
            key.push('-');
        }
    }
    key.trim_matches(['-', '.']).parse().ok()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_folder_says_what_its_files_are() {
        for (path, expected) in [
            ("alexnet.md", Kind::Note),
            ("notes/2012/alexnet.md", Kind::Note),
            ("readers/li-ming.md", Kind::Reader),
            ("readers/li-ming/index.md", Kind::Reader),
            ("readers/index.md", Kind::Page),
            ("en/concepts/relu.md", Kind::Concept),
            ("notes/a/lists/b.md", Kind::Note),
            ("pages/about.md", Kind::Page),
        ] {
            assert_eq!(kind(&ContentPath::new(path).unwrap()), expected, "{path}");
        }
    }

    #[test]
    fn a_file_name_makes_a_key() {
        for (path, expected) in [
            ("he2016deep.md", Some("he2016deep")),
            ("notes/he2016deep/index.md", Some("he2016deep")),
            ("index.md", Some("index")),
            ("2022-11-01 About constraints.md", Some("2022-11-01-About-constraints")),
            ("论文 (1).md", Some("论文-1")),
            ("！！.md", None),
        ] {
            let key = key(&ContentPath::new(path).unwrap());
            assert_eq!(key.as_ref().map(CitationKey::as_str), expected, "{path}");
        }
    }
}
