//! A reference to a paper as people write it, and the wanted paper that it is if nobody has read it.
//!
//! Stage: part of linking.

use super::guess::guess;
use super::names::without_extension;
use crate::library::{Claims, Id, fold, normalise};
use crate::model::{CitationKey, PaperFacts, Text};
use crate::source::{Located, Span};

/// A name without the marks around it: `[[key|words]]`, `[@key]`, `[words](url)`.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) struct Written<'a> {
    /// The name, or the URL if that says which paper it is.
    pub(super) name: &'a str,
    /// The words of a link.
    pub(super) words: &'a str,
}

impl<'a> Written<'a> {
    pub(super) fn of(text: &'a str) -> Self {
        let text = text.trim();
        let plain = |name: &'a str| Self { name: name.trim(), words: name.trim() };
        if let Some(inner) = text.strip_prefix("[[").and_then(|text| text.strip_suffix("]]")) {
            let (name, words) = inner.split_once('|').unwrap_or((inner, ""));
            let name = name.split('#').next().unwrap_or(name).trim();
            let words = words.trim();
            return Self { name, words: if words.is_empty() { name } else { words } };
        }
        if let Some(key) = text.strip_prefix("[@").and_then(|text| text.strip_suffix(']')) {
            return plain(key);
        }
        if let Some(key) = text.strip_prefix('@') {
            return plain(key);
        }
        let link = text.strip_prefix('[').and_then(|rest| rest.split_once("]("));
        if let Some((words, url)) =
            link.and_then(|(words, rest)| Some((words, rest.strip_suffix(')')?)))
        {
            let name = if Id::in_url(url).is_some() || without_extension(url).len() < url.len() {
                url
            } else {
                words
            };
            return Self { name, words };
        }
        plain(text)
    }
}

/// A paper that a reference leads to and nobody has read.
#[derive(Clone, Debug, Default)]
pub(super) struct Want {
    /// What it says for certain.
    pub(super) facts: PaperFacts,
    /// What could be read out of its words.
    pub(super) guessed: PaperFacts,
    /// What it is known by.
    pub(super) claims: Claims,
    /// What was written.
    pub(super) words: String,
    /// Whether there is more than a name: nothing that is described is a slip of the pen.
    pub(super) described: bool,
}

impl Want {
    /// The paper that `facts` describe at `span`.
    pub(super) fn described(facts: &PaperFacts) -> Self {
        let words = facts.title.as_ref().map(|title| title.markdown.trim().to_owned());
        let key = facts.key.as_ref().map(|key| key.value.to_string());
        let mut claims = Claims::of(facts);
        claims.implied = Some(claims.title.clone()).filter(|title| !title.is_empty());
        let id = || claims.ids.first().map(Id::to_string);
        let words = words.or(key).or_else(id).unwrap_or_default();
        let described = facts.title.is_some() || !claims.ids.is_empty();
        Self { facts: facts.clone(), guessed: PaperFacts::default(), claims, words, described }
    }

    /// The paper of the citation `[@key]`.
    pub(super) fn cited(key: &str, span: Span) -> Self {
        let mut want = Self { words: key.to_owned(), ..Self::default() };
        want.set_key(key, span);
        want
    }

    /// The paper that `written` at `span` names.
    pub(super) fn named(written: Written<'_>, id: Option<Id>, span: Span) -> Self {
        let Written { name, words } = written;
        let mut want = Self { words: words.to_owned(), ..Self::default() };
        if let Some(id) = id {
            set_id(&mut want.facts, &id, span);
            want.claims.ids.push(id);
            want.described = true;
            if words == name {
                return want;
            }
        } else if is_key(name) {
            want.set_key(name, span);
            return want;
        }
        let guess = guess(words);
        if let Some(id) = Id::within(words) {
            set_id(&mut want.facts, &id, span);
            want.claims.ids.push(id);
        }
        let title = normalise(&guess.title);
        want.claims.implied =
            Some(title.clone()).filter(|t| !t.is_empty()).or_else(|| Some(fold(words)));
        // One word is a nickname rather than a title.
        if title.contains(' ') {
            want.guessed.title = Some(Text { markdown: guess.title, span });
        }
        want.claims.title = title;
        want.claims.year = guess.year.map(|year| year.0);
        want.guessed.year = guess.year.map(|year| Located::new(year, span));
        want.guessed.authors.extend(guess.author.map(|author| Located::new(author, span)));
        want
    }

    fn set_key(&mut self, key: &str, span: Span) {
        let parsed = key.parse::<CitationKey>();
        self.claims.key = Some(fold(key));
        self.facts.key = parsed.ok().map(|key| Located::new(key, span));
    }
}

/// Whether `name` is made as citation keys are: one word with a year in it, `he2016deep`,
/// or one of DBLP's.
pub(super) fn is_key(name: &str) -> bool {
    let bytes = name.as_bytes();
    let year = bytes.windows(4).enumerate().any(|(at, year)| {
        let digit = |at: usize| bytes.get(at).is_some_and(u8::is_ascii_digit);
        (year.starts_with(b"19") || year.starts_with(b"20"))
            && year.iter().all(u8::is_ascii_digit)
            && !digit(at + 4)
            && at.checked_sub(1).is_none_or(|before| !digit(before))
            && at > 0
    });
    let key = year && name.starts_with(char::is_alphabetic) || name.starts_with("DBLP:");
    key && name.parse::<CitationKey>().is_ok()
}

fn set_id(facts: &mut PaperFacts, id: &Id, span: Span) {
    macro_rules! set {
        ($field:ident, $id:expr) => {
            facts.$field = $id.parse().ok().map(|id| Located::new(id, span))
        };
    }
    match id {
        Id::Doi(id) => set!(doi, id),
        Id::Arxiv(id) => set!(arxiv, id),
        Id::OpenReview(id) => set!(openreview, id),
        Id::Pmid(id) => set!(pmid, id),
        Id::Isbn(id) => set!(isbn, id),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn marks_around_a_name_are_taken_off() {
        for (text, name, words) in [
            ("he2016deep", "he2016deep", "he2016deep"),
            ("[[he2016deep|ResNet]]", "he2016deep", "ResNet"),
            ("[[resnet#Method]]", "resnet", "resnet"),
            ("[@he2016deep]", "he2016deep", "he2016deep"),
            (
                "[ResNet](https://arxiv.org/abs/1512.03385)",
                "https://arxiv.org/abs/1512.03385",
                "ResNet",
            ),
            ("[ResNet](https://example.org)", "ResNet", "ResNet"),
        ] {
            assert_eq!(Written::of(text), Written { name, words }, "{text}");
        }
    }

    #[test]
    fn a_key_has_a_year_in_it() {
        for (name, expected) in [
            ("he2016deep", true),
            ("DBLP:conf/nips/VaswaniSPUJGKP17", true),
            ("王2020", true),
            ("ResNet", false),
            ("GPT-3", false),
            ("2016", false),
            ("x20165", false),
            ("he 2016", false),
        ] {
            assert_eq!(is_key(name), expected, "{name}");
        }
    }
}
