//! The pages' own words, by language. A language is one file, `strings/<lang>.yaml`.

use std::collections::{BTreeMap, BTreeSet, HashMap};

use rustc_hash::FxHashMap;
use serde::Deserialize;

use super::{Layer, ThemeError};
use crate::yaml;

/// One string: the same for every count, or apart for one and for others.
#[derive(Clone, Debug, Deserialize, PartialEq, Eq)]
#[serde(untagged)]
enum Entry {
    Plain(String),
    Counted { one: String, other: String },
}

/// The pages' own words: language → key → words with `{name}` places.
#[derive(Clone, Debug, Default)]
pub struct Strings {
    languages: BTreeMap<String, FxHashMap<String, Entry>>,
}

/// The language whose words stand in for those that another lacks.
const FALLBACK: &str = "en";

impl Strings {
    /// The strings of all `layers`, those nearest to the site over the others.
    pub(super) fn read(layers: &[Layer]) -> Result<Self, ThemeError> {
        let mut languages: BTreeMap<String, FxHashMap<String, Entry>> = BTreeMap::new();
        for layer in layers {
            for (name, file) in layer.below("strings/") {
                let Some(lang) = name.strip_suffix(".yaml") else { continue };
                let path = format!("{}/strings/{name}", layer.theme());
                let entries: BTreeMap<String, Entry> = yaml::from_str(file.text(&path)?)
                    .map_err(|error| ThemeError::File { file: path, message: error.to_string() })?;
                languages.entry(lang.to_owned()).or_default().extend(entries);
            }
        }
        Ok(Self { languages })
    }

    /// Languages that there are words in.
    pub fn languages(&self) -> impl Iterator<Item = &str> {
        self.languages.keys().map(String::as_str)
    }

    /// The keys of a language, in order.
    pub fn keys(&self, lang: &str) -> impl Iterator<Item = &str> {
        let keys = self.languages.get(lang).into_iter().flat_map(HashMap::keys);
        keys.map(String::as_str).collect::<BTreeSet<&str>>().into_iter()
    }

    /// The keys that pages in `lang` find words under, in its own language or another.
    pub(super) fn all_keys(&self, lang: &str) -> BTreeSet<&str> {
        [self.best(lang), FALLBACK].into_iter().flat_map(|lang| self.keys(lang)).collect()
    }

    /// The language whose words a page in `lang` uses: itself, its first part, or English.
    pub fn best(&self, lang: &str) -> &str {
        self.own(lang).map_or(FALLBACK, |(lang, _)| lang)
    }

    /// A language that there are words in, and its words: `lang` or its first part.
    fn own(&self, lang: &str) -> Option<(&str, &FxHashMap<String, Entry>)> {
        let whole = self.languages.get_key_value(lang);
        let own = whole.or_else(|| self.languages.get_key_value(lang.split('-').next()?));
        own.map(|(lang, words)| (lang.as_str(), words))
    }

    fn entry(&self, lang: &str, key: &str) -> Option<&Entry> {
        let own = self.own(lang).and_then(|(_, words)| words.get(key));
        own.or_else(|| self.languages.get(FALLBACK)?.get(key))
    }

    /// The words under `key`, their places filled; `n` chooses between one and others. `None` if no
    /// language has the key.
    pub fn fill(&self, lang: &str, key: &str, values: &[(&str, &str)]) -> Option<String> {
        let value =
            |name: &str| values.iter().find(|(known, _)| *known == name).map(|(_, value)| *value);
        let words = match self.entry(lang, key)? {
            Entry::Plain(words) => words,
            Entry::Counted { one, other } => {
                if value("n") == Some("1") {
                    one
                } else {
                    other
                }
            }
        };
        let mut out = String::with_capacity(words.len());
        let mut rest = words.as_str();
        while let Some((before, after)) = rest.split_once('{') {
            out.push_str(before);
            match after.split_once('}').and_then(|(name, tail)| Some((value(name)?, tail))) {
                Some((value, tail)) => {
                    out.push_str(value);
                    rest = tail;
                }
                None => {
                    out.push('{');
                    rest = after;
                }
            }
        }
        out.push_str(rest);
        Some(out)
    }
}
