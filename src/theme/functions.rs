//! What templates can call: `t` for words, `asset` and `has_asset` for files, and the filters
//! `pass_mark`, `pass_words` and `safe`.

use std::borrow::Cow;
use std::collections::BTreeMap;
use std::ops::RangeInclusive;
use std::sync::Arc;

use rustc_hash::FxHashMap;
use tera::{Context, Kwargs, State, Tera, TeraResult, Value};

use super::Strings;
use super::constant::Family;

/// Registers the functions of all templates.
pub(super) fn register(
    tera: &mut Tera,
    strings: &Arc<Strings>,
    assets: &Arc<BTreeMap<String, String>>,
) {
    // `t(k="papers", n=3)`: words in the page's language, places filled with the other arguments.
    let words = Arc::clone(strings);
    tera.register_function("t", move |arguments: Kwargs, state: &State| {
        let key: &str = arguments.must_get("k")?;
        let own: Option<&str> = arguments.get("lang")?;
        let page: Option<Value> = if own.is_some() { None } else { state.get("lang")? };
        let lang = own.or(page.as_ref().and_then(Value::as_str)).unwrap_or_default();
        let shown =
            |value| Value::as_str(value).map_or_else(|| value.to_string().into(), Cow::from);
        let values: Vec<(&str, Cow<'_, str>)> = arguments
            .iter()
            .filter_map(|(name, value)| Some((name.as_str()?, value)))
            .filter(|(name, _)| !matches!(*name, "k" | "lang"))
            .map(|(name, value)| (name, shown(value)))
            .collect();
        let values: Vec<(&str, &str)> =
            values.iter().map(|(name, value)| (*name, value.as_ref())).collect();
        words
            .fill(lang, key, &values)
            .map(Value::from)
            .ok_or_else(|| tera::Error::message(format!("no language has words for `{key}`")))
    });
    // `asset(path="style.css")`: the way to a file of the theme from this page.
    let (assets, names) = (Arc::clone(assets), Arc::clone(assets));
    tera.register_function("asset", move |arguments: Kwargs, state: &State| {
        let path: &str = arguments.must_get("path")?;
        let root: String = state.get("root")?.ok_or_else(|| {
            tera::Error::message("`asset` needs `root`, which parts of passes do not see")
        })?;
        assets.get(path).map(|url| Value::from(format!("{root}{url}"))).ok_or_else(|| {
            tera::Error::message(format!(
                "the theme has no file `{path}` in `static`, nor such a bundle"
            ))
        })
    });
    // `has_asset(path="site.js")`: whether `asset` would find it.
    tera.register_function("has_asset", move |arguments: Kwargs, _: &State| {
        let path: &str = arguments.must_get("path")?;
        TeraResult::Ok(names.contains_key(path))
    });
    // Tera's own `safe` copies what is marked, which is the whole body of a note.
    tera.register_filter("safe", |marked: Value, _: Kwargs, _: &State| marked.mark_safe());
    for (filter, _) in OF_PASSES {
        register_of_pass(tera, filter, &Err("it is there when there is a site".to_owned()));
    }
}

/// Filters that say how far a paper was read, and the parts that they fill.
const OF_PASSES: [(&str, &str); 2] =
    [("pass_mark", "parts/pass_mark.html"), ("pass_words", "parts/pass_words.html")];

/// How far a paper can have been read.
const PASSES: RangeInclusive<u8> = 0..=3;

/// Registers the filters `pass_mark` and `pass_words` for pages in the language `lang`: each is a part
/// that sees `pass`, filled once for each pass, because a page shows dozens of marks.
pub(super) fn register_of_passes(tera: &mut Tera, lang: &str) {
    for (filter, part) in OF_PASSES {
        let fill = |pass| {
            let mut context = Context::new();
            context.insert("pass", &pass);
            context.insert("lang", lang);
            tera.render(part, &context)
        };
        let filled: TeraResult<Vec<String>> = PASSES.map(fill).collect();
        register_of_pass(tera, filter, &filled.map_err(|error| error.to_string()));
    }
}

fn register_of_pass(tera: &mut Tera, name: &'static str, filled: &Result<Vec<String>, String>) {
    let filled = filled.clone();
    tera.register_filter(name, move |pass: usize, _: Kwargs, _: &State| {
        let filled = filled.as_ref().map_err(tera::Error::message)?;
        let told = || tera::Error::message(format!("there is no pass {pass}"));
        // A value of each page's own, so that threads need not count who uses one of all.
        filled.get(pass).map(|html| Value::safe_string(html)).ok_or_else(told)
    });
}

/// Registers the filters that find words by the ends of their keys.
pub(super) fn register_families(tera: &mut Tera, families: BTreeMap<String, Family<'_>>) {
    for (name, words) in families {
        let words: FxHashMap<String, String> =
            words.into_iter().map(|(end, words)| (end.to_owned(), words)).collect();
        tera.register_filter(name, move |end: Value, _: Kwargs, _: &State| {
            let found = match end.as_str() {
                Some(end) => words.get(end),
                None => words.get(&end.to_string()),
            };
            let told = || tera::Error::message(format!("there are no words for `{end}`"));
            found.map(|words| Value::normal_string(words)).ok_or_else(told)
        });
    }
}
