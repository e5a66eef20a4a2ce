//! What is known of one paper, from all who describe it.
//!
//! Stage: part of shelving and of linking. Invariant: what comes first wins, field by field; lists
//! of words grow by what is new.

use super::ids::Id;
use super::title::{fold, nearly_equal, normalise, overlap};
use crate::diagnostic::{Code, Diagnostic};
use crate::model::{Doi, PaperFacts, Text};
use crate::source::{Located, Span};

/// Adds to `known` what `more` says and `known` does not.
pub(crate) fn fill(known: &mut PaperFacts, more: &PaperFacts) {
    macro_rules! first {
        ($($field:ident),+) => {$(
            if known.$field.is_none() {
                known.$field.clone_from($field);
            }
        )+};
    }
    macro_rules! first_list {
        ($($field:ident),+) => {$(
            if known.$field.is_empty() {
                known.$field.clone_from($field);
            }
        )+};
    }
    let PaperFacts {
        key,
        title,
        title_zh,
        authors,
        affiliations,
        year,
        venue,
        venue_status,
        doi,
        arxiv,
        openreview,
        pmid,
        isbn,
        url,
        pdf,
        code,
        data,
        project,
        video,
        slides,
        abstract_text,
        bibtex,
        tags,
        field,
        keywords,
        aliases,
    } = more;
    first!(key, title, title_zh, year, venue, venue_status, doi, arxiv, openreview, pmid, isbn);
    first!(url, pdf, code, data, project, video, slides, bibtex);
    first_list!(authors, affiliations);
    if known.abstract_text.is_empty() {
        known.abstract_text.clone_from(abstract_text);
    }
    add_new(&mut known.tags, tags, |tag| fold(&tag.value));
    add_new(&mut known.field, field, |word| fold(word));
    add_new(&mut known.keywords, keywords, |word| fold(word));
    add_new(&mut known.aliases, aliases, |alias| fold(&alias.value));
}

fn add_new<T: Clone>(known: &mut Vec<T>, more: &[T], folded: impl Fn(&T) -> String) {
    for word in more {
        let new = folded(word);
        if !known.iter().any(|old| folded(old) == new) {
            known.push(word.clone());
        }
    }
}

/// Says where `later`, another note on the paper that `first` is on, contradicts it.
pub(crate) fn conflicts(first: &PaperFacts, later: &PaperFacts, found: &mut Vec<Diagnostic>) {
    if let (Some(a), Some(b)) = (first.year, later.year)
        && a.value != b.value
    {
        let (ours, theirs) = (a.value.to_string(), b.value.to_string());
        found.push(conflict("year", (&ours, a.span), (&theirs, b.span)));
    }
    if let (Some(a), Some(b)) = (&first.doi, &later.doi) {
        // arXiv's DOI beside the publisher's is no contradiction.
        let published = |doi: &Doi| matches!(Id::from(doi), Id::Doi(_));
        if a.value != b.value && published(&a.value) && published(&b.value) {
            found.push(conflict("DOI", (a.value.as_str(), a.span), (b.value.as_str(), b.span)));
        }
    }
    if let (Some(a), Some(b)) = (&first.title, &later.title)
        && titles_disagree(first, later, a, b)
    {
        found.push(conflict("title", (a.markdown.trim(), a.span), (b.markdown.trim(), b.span)));
    }
}

fn conflict(what: &str, first: (&str, Span), later: (&str, Span)) -> Diagnostic {
    let message =
        format!("another note on this paper gives `{}` as its {what}, not `{}`", first.0, later.0);
    Diagnostic::new(Code::FactConflict, later.1, message)
        .related(first.1, "given here, and used")
        .help(format!("give the {what} in one of the notes only, or the same in both"))
}

/// Whether two titles are more than two spellings, a long and a short form, or one in each of two
/// languages.
fn titles_disagree(first: &PaperFacts, later: &PaperFacts, a: &Text, b: &Text) -> bool {
    let (a, b) = (normalise(&a.markdown), normalise(&b.markdown));
    let named = |facts: &PaperFacts, title: &str| {
        let other_names = facts.aliases.iter().map(|alias| alias.value.as_str());
        let chinese = facts.title_zh.iter().map(|title| title.markdown.as_str());
        other_names.chain(chinese).any(|name| normalise(name) == title)
    };
    overlap(&a, &b).is_some_and(|overlap| overlap < 1.0)
        && !nearly_equal(&a, &b)
        && !named(first, &b)
        && !named(later, &a)
}

/// What `facts` give with the key left out, so that `key` can be set anew.
pub(crate) fn title_of<'a>(facts: &'a PaperFacts, fallback: &'a str) -> &'a str {
    facts.title.as_ref().map_or(fallback, |title| title.markdown.trim())
}

/// The values of `located`.
pub(crate) fn values<T: Clone>(located: &[Located<T>]) -> Vec<T> {
    located.iter().map(|located| located.value.clone()).collect()
}
