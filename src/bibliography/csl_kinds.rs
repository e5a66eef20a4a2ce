//! Kinds of works: BibTeX's words and CSL's.

use super::entry::Entry;

/// The CSL type of an entry (CSL 1.0.2, appendix III).
pub(super) fn csl_type(entry: &Entry) -> &str {
    let preprint = || entry.arxiv.is_some() && published_in(entry).is_none();
    match entry.kind.as_str() {
        "article" | "misc" | "online" | "unpublished" | "" if preprint() => "article",
        "article" | "suppperiodical" => "article-journal",
        "inproceedings" | "conference" => "paper-conference",
        "incollection" | "inbook" | "bookinbook" | "suppbook" | "suppcollection" => "chapter",
        "inreference" => "entry-encyclopedia",
        "book" | "mvbook" | "booklet" | "collection" | "mvcollection" | "proceedings"
        | "mvproceedings" | "reference" | "mvreference" => "book",
        "phdthesis" | "mastersthesis" | "bachelorsthesis" | "thesis" => "thesis",
        "techreport" | "report" | "manual" => "report",
        "online" | "electronic" | "www" | "webpage" => "webpage",
        "periodical" => "periodical",
        "unpublished" => "manuscript",
        "preprint" => "article",
        "misc" | "" if entry.url.is_some() || entry.field("howpublished").is_some() => "webpage",
        kind => CSL_TYPES.iter().find(|csl| **csl == kind).copied().unwrap_or("document"),
    }
}

/// The journal or book; `arXiv preprint arXiv:…` is none.
pub(super) fn published_in(entry: &Entry) -> Option<&str> {
    let container = entry
        .container
        .as_deref()
        .or_else(|| entry.field("booktitle").or_else(|| entry.field("journal")))?;
    let lower = container.to_ascii_lowercase();
    let archive = ["arxiv", "corr", "computing research repository", "ar5iv"];
    (!archive.iter().any(|name| lower.starts_with(name))).then_some(container)
}

/// BibTeX's word for a CSL type; types that BibTeX has no word for keep CSL's.
pub(super) fn bibtex_kind(csl: &str, genre: Option<&str>) -> String {
    let genre = genre.unwrap_or_default().to_lowercase();
    let kind = match csl {
        "article-journal" | "article-magazine" | "article-newspaper" => "article",
        "paper-conference" => "inproceedings",
        "chapter" => "incollection",
        "entry-encyclopedia" | "entry-dictionary" | "entry" => "inreference",
        "thesis" if genre.contains("master") || genre.contains('硕') => "mastersthesis",
        "thesis" => "phdthesis",
        "report" => "techreport",
        "webpage" | "post" | "post-weblog" => "online",
        "manuscript" | "speech" => "unpublished",
        "article" | "document" | "" => "misc",
        other => other,
    };
    kind.to_owned()
}

/// CSL types that are BibTeX kinds of the same name, or kept as kinds by [`bibtex_kind`].
const CSL_TYPES: &[&str] = &[
    "bill",
    "broadcast",
    "classic",
    "dataset",
    "event",
    "figure",
    "graphic",
    "hearing",
    "interview",
    "legal_case",
    "legislation",
    "map",
    "motion_picture",
    "musical_score",
    "pamphlet",
    "patent",
    "performance",
    "periodical",
    "personal_communication",
    "regulation",
    "review",
    "review-book",
    "software",
    "song",
    "speech",
    "standard",
    "treaty",
];
