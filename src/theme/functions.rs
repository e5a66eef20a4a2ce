//! What templates can call: `t` for words, `asset` and `has_asset` for files.

use std::collections::BTreeMap;
use std::sync::Arc;

use tera::{Kwargs, State, Tera, Value};

use super::Strings;

/// Registers the functions of all templates.
pub(super) fn register(tera: &mut Tera, strings: &Arc<Strings>, assets: BTreeMap<String, String>) {
    // `t(k="papers", n=3)`: words in the page's language, places filled with the other arguments.
    let words = Arc::clone(strings);
    tera.register_function("t", move |arguments: Kwargs, state: &State| {
        let key: &str = arguments.must_get("k")?;
        let lang = match arguments.get::<String>("lang")? {
            Some(lang) => lang,
            None => state.get::<String>("lang")?.unwrap_or_default(),
        };
        // Most calls have no place to fill.
        if let Some(words) = words.plain(&lang, key).filter(|_| arguments.iter().count() == 1) {
            return Ok(Value::from(words));
        }
        let values: BTreeMap<&str, String> = arguments
            .iter()
            .filter_map(|(name, value)| Some((name.as_str()?, value.to_string())))
            .filter(|(name, _)| !matches!(*name, "k" | "lang"))
            .collect();
        words
            .fill(&lang, key, &values)
            .map(Value::from)
            .ok_or_else(|| tera::Error::message(format!("no language has words for `{key}`")))
    });
    // `asset(path="style.css")`: the way to a file of the theme from this page.
    let assets = Arc::new(assets);
    let names = Arc::clone(&assets);
    tera.register_function("asset", move |arguments: Kwargs, state: &State| {
        let path: &str = arguments.must_get("path")?;
        let root: String = state.get("root")?.unwrap_or_default();
        assets.get(path).map(|url| Value::from(format!("{root}{url}"))).ok_or_else(|| {
            tera::Error::message(format!(
                "the theme has no file `{path}` in `static`, nor such a bundle"
            ))
        })
    });
    // `has_asset(path="site.js")`: whether `asset` would find it.
    tera.register_function("has_asset", move |arguments: Kwargs, _: &State| {
        let path: &str = arguments.must_get("path")?;
        tera::TeraResult::Ok(names.contains_key(path))
    });
}
