//! `notesgen.yaml` → [`Config`].

use std::collections::BTreeMap;

use super::keys::{
    BIBLIOGRAPHY, LICENSE, MARKDOWN, MATH, MENU, POLICIES, SETTINGS, STYLES, TABLES, THEME, VENUE,
};
use super::{Config, License, MenuEntry, ReferenceStyle, VenueNames};
use crate::diagnostic::{Checked, Code, Diagnostic};
use crate::model::{HtmlPolicy, LanguageTag, WebUrl};
use crate::source::{FileId, Located};
use crate::yaml::fields::{Entry, Fields, Table};
use crate::yaml::{self, Node, Purpose, Value, Values};

impl Config {
    /// Reads `text`, the whole text of `file`. What is not set has its default.
    pub fn read(text: &str, file: FileId) -> Checked<Self> {
        let Checked { value: node, mut diagnostics } =
            yaml::read(text, file, 0..text.len(), TABLES);
        let Some(node) = node.filter(|node| !node.is_null()) else {
            return Checked::new(Self::default(), diagnostics);
        };
        let mut values = Values::new(text, file, Purpose::Settings);
        let config = if let Some(fields) = values.fields(&node, &SETTINGS) {
            config(&mut values, &fields)
        } else {
            let message = format!("the settings are {}, not a map of keys", node.kind());
            let span = values.first_line(node.span);
            values.diagnostics.push(
                Diagnostic::new(Code::NotAMap, span, message)
                    .help("write one setting on a line: `title: …`"),
            );
            Self::default()
        };
        diagnostics.extend(values.diagnostics);
        crate::diagnostic::sort(&mut diagnostics);
        Checked::new(config, diagnostics)
    }
}

fn config(values: &mut Values<'_>, fields: &Fields<'_>) -> Config {
    let default = Config::default();
    let (theme, theme_options) = theme(values, fields.get("theme"));
    let (bibliography, reference_style) = bibliography(values, fields.get("bibliography"));
    let languages: Vec<LanguageTag> = values
        .parsed_list(fields.get("languages"), |c| c == ',', Code::BadLanguage)
        .into_iter()
        .map(|tag| tag.value)
        .collect();
    Config {
        edition: default.edition,
        title: text(values, fields.get("title")).unwrap_or(default.title),
        description: text(values, fields.get("description")),
        base_url: base_url(values, fields.get("base_url")),
        language: values
            .parsed(fields.get("language"), Code::BadLanguage)
            .map_or(default.language, |tag| tag.value),
        languages: if languages.is_empty() { default.languages } else { languages },
        theme: theme.unwrap_or(default.theme),
        theme_options,
        content: folder(values, fields.get("content")),
        output: folder(values, fields.get("output")),
        bibliography,
        reference_style,
        macros: macros(values, fields.get("math")),
        html: html(values, fields.get("markdown")),
        venues: venues(values, fields.get("venues")),
        tag_aliases: tag_aliases(values, fields.get("tags")),
        featured: values.names(fields.get("featured"), |c| c == ','),
        menu: menu(values, fields.get("menu")),
        feeds: values.boolean(fields.get("feeds")).unwrap_or(default.feeds),
        cards: values.boolean(fields.get("cards")).unwrap_or(default.cards),
        ratings: ratings(values, fields.get("ratings")),
        license: license(values, fields.get("license")),
        private: private(values, fields.get("private")),
        extra: own(values, fields.get("extra")),
    }
}

fn text(values: &mut Values<'_>, entry: Option<Entry<'_>>) -> Option<String> {
    values.name(entry).map(|name| name.value)
}

/// The map that `entry` holds, or a complaint that it is none.
fn map<'n>(
    values: &mut Values<'_>,
    entry: Option<Entry<'n>>,
    table: &'static Table,
) -> Option<Fields<'n>> {
    let entry = entry?;
    let fields = values.fields(entry.node, table);
    if fields.is_none() {
        values.wrong_kind(entry);
    }
    fields
}

/// The site's address, with a `/` at its end.
fn base_url(values: &mut Values<'_>, entry: Option<Entry<'_>>) -> Option<String> {
    let url: Located<WebUrl> = values.parsed(entry, Code::BadUrl)?;
    let written = url.value.as_str();
    let web = written.starts_with("http://") || written.starts_with("https://");
    if !web || written.contains(['?', '#']) {
        let message =
            format!("`{written}` is not the address of a site such as `https://example.org/`");
        values.diagnostics.push(Diagnostic::new(Code::BadSetting, url.span, message));
        return None;
    }
    Some(format!("{}/", written.trim_end_matches('/')))
}

/// A theme's name and its options: a name alone, or a map.
fn theme(
    values: &mut Values<'_>,
    entry: Option<Entry<'_>>,
) -> (Option<String>, BTreeMap<String, serde_json::Value>) {
    match entry {
        Some(Entry { node: Node { value: Value::Map(_), .. }, .. }) => {
            let Some(fields) = map(values, entry, &THEME) else { return Default::default() };
            let options = own(values, fields.get("options"));
            (text(values, fields.get("name")), options)
        }
        entry => (text(values, entry), BTreeMap::new()),
    }
}

/// Files with references and how references are written: files alone, or a map.
fn bibliography(
    values: &mut Values<'_>,
    entry: Option<Entry<'_>>,
) -> (Vec<Located<String>>, ReferenceStyle) {
    match entry {
        Some(Entry { node: Node { value: Value::Map(_), .. }, .. }) => {
            let Some(fields) = map(values, entry, &BIBLIOGRAPHY) else { return Default::default() };
            let style = one_of(values, fields.get("style"), STYLES).unwrap_or_default();
            (values.names(fields.get("files"), |_| false), style)
        }
        entry => (values.names(entry, |_| false), ReferenceStyle::default()),
    }
}

fn one_of<T: Copy>(
    values: &mut Values<'_>,
    entry: Option<Entry<'_>>,
    known: &[(&str, T)],
) -> Option<T> {
    let fold = |word: &str| word.to_lowercase().replace(['/', ' ', '_', '—', '–', '-'], "");
    let words = known.iter().map(|(word, _)| *word);
    let find = |written: &str| {
        known.iter().find(|(word, _)| fold(word) == fold(written)).map(|&(_, value)| value)
    };
    values.one_of(entry, find, words, std::iter::empty())
}

/// A folder below the site's own.
fn folder(values: &mut Values<'_>, entry: Option<Entry<'_>>) -> Option<Located<String>> {
    let name = values.name(entry)?;
    let value = name.value.trim_end_matches('/');
    let value = if value.is_empty() { "/" } else { value };
    Some(Located::new(value.to_owned(), name.span))
}

/// LaTeX macros: each name starts with a backslash.
fn macros(
    values: &mut Values<'_>,
    entry: Option<Entry<'_>>,
) -> Vec<(Located<String>, Located<String>)> {
    let Some(fields) = map(values, entry, &MATH) else { return Vec::new() };
    let mut macros = Vec::new();
    for (name, entry) in values.own_map(fields.get("macros")) {
        let letters = name.value.strip_prefix('\\').unwrap_or(name.value);
        let one_sign = letters.chars().count() == 1;
        if letters.is_empty() || !(one_sign || letters.bytes().all(|b| b.is_ascii_alphabetic())) {
            let message = format!("`{}` cannot be the name of a macro", name.value);
            values.diagnostics.push(
                Diagnostic::new(Code::BadMacro, name.span, message)
                    .help("a macro is named by a backslash and letters: `'\\R'`"),
            );
            continue;
        }
        if let Some(definition) = values.name(Some(entry)) {
            macros.push((Located::new(format!("\\{letters}"), name.span), definition));
        }
    }
    macros
}

fn html(values: &mut Values<'_>, entry: Option<Entry<'_>>) -> HtmlPolicy {
    let Some(fields) = map(values, entry, &MARKDOWN) else { return HtmlPolicy::default() };
    one_of(values, fields.get("html"), POLICIES).unwrap_or_default()
}

/// Venues by the names that the site uses: each a map, a full name, or a list of other names.
fn venues(values: &mut Values<'_>, entry: Option<Entry<'_>>) -> Vec<VenueNames> {
    let mut venues = Vec::new();
    for (name, entry) in values.own_map(entry) {
        let (full, aliases) = match &entry.node.value {
            Value::Map(_) => match map(values, Some(entry), &VENUE) {
                Some(fields) => {
                    let full = text(values, fields.get("full"));
                    (full, values.names(fields.get("aliases"), |_| false))
                }
                None => (None, Vec::new()),
            },
            Value::Seq(_) => (None, values.names(Some(entry), |_| false)),
            Value::Scalar(_) | Value::Null => (text(values, Some(entry)), Vec::new()),
        };
        let aliases = aliases.into_iter().map(|alias| alias.value).collect();
        venues.push(VenueNames { name: name.value.to_owned(), full, aliases });
    }
    venues
}

/// Tags by the names that the site uses, each with its other names.
fn tag_aliases(values: &mut Values<'_>, entry: Option<Entry<'_>>) -> BTreeMap<String, String> {
    let mut aliases = BTreeMap::new();
    for (name, entry) in values.own_map(entry) {
        for alias in values.names(Some(entry), |c| matches!(c, ',' | '，' | '、')) {
            let before = aliases.insert(alias.value.to_lowercase(), name.value.to_owned());
            if let Some(before) = before.filter(|before| before != name.value) {
                let message = format!("`{}` stands for `{before}` already", alias.value);
                values.diagnostics.push(
                    Diagnostic::new(Code::BadSetting, alias.span, message)
                        .help("let each other name stand for one tag"),
                );
            }
        }
    }
    aliases
}

/// Entries of the menu: a list of maps, or a map of titles and URLs.
fn menu(values: &mut Values<'_>, entry: Option<Entry<'_>>) -> Vec<MenuEntry> {
    let is_map = entry.is_some_and(|entry| matches!(entry.node.value, Value::Map(_)));
    if is_map {
        let named = values.own_map(entry).into_iter();
        let entries = named.filter_map(|(title, entry)| {
            let url = text(values, Some(entry))?;
            Some(MenuEntry { title: title.value.to_owned(), url })
        });
        return entries.collect();
    }
    let mut menu = Vec::new();
    for item in values.items(entry) {
        let Some(fields) = map(values, Some(item), &MENU) else { continue };
        let title = text(values, fields.get("title"));
        let url = text(values, fields.get("url"));
        match (title, url) {
            (Some(title), Some(url)) => menu.push(MenuEntry { title, url }),
            _ => values.missing(
                item.node.span,
                "this entry of the menu lacks its words or its address",
                "give it a `title` and a `url`",
            ),
        }
    }
    menu
}

/// Ratings of the site's own: a map of keys and words, or a list of keys.
fn ratings(values: &mut Values<'_>, entry: Option<Entry<'_>>) -> Vec<(String, String)> {
    let is_map = entry.is_some_and(|entry| matches!(entry.node.value, Value::Map(_)));
    if is_map {
        let named = values.own_map(entry).into_iter();
        return named
            .filter_map(|(key, entry)| Some((key.value.to_owned(), text(values, Some(entry))?)))
            .collect();
    }
    let keys = values.names(entry, |c| matches!(c, ',' | '，' | '、')).into_iter();
    keys.map(|key| (key.value.clone(), key.value)).collect()
}

fn license(values: &mut Values<'_>, entry: Option<Entry<'_>>) -> Option<License> {
    match entry {
        Some(Entry { node: Node { value: Value::Map(_), span }, .. }) => {
            let fields = map(values, entry, &LICENSE)?;
            let url: Option<Located<WebUrl>> = values.parsed(fields.get("url"), Code::BadUrl);
            let Some(name) = text(values, fields.get("name")) else {
                values.missing(*span, "this license has no name", "add `name: CC BY 4.0`, say");
                return None;
            };
            Some(License { name, url: url.map(|url| url.value) })
        }
        entry => text(values, entry).map(|name| License { name, url: None }),
    }
}

/// Private folders, relative to the content folder, without `/` around them.
fn private(values: &mut Values<'_>, entry: Option<Entry<'_>>) -> Vec<String> {
    let mut folders = Vec::new();
    for name in values.names(entry, |_| false) {
        let folder = name.value.trim_matches('/');
        let folder = folder.strip_prefix("./").unwrap_or(folder);
        if folder.is_empty() || folder.split('/').any(|part| part == "..") {
            let message = format!("`{}` is not a folder below the notes", name.value);
            values.diagnostics.push(Diagnostic::new(Code::BadSetting, name.span, message));
            continue;
        }
        folders.push(folder.to_owned());
    }
    folders
}

/// Values of any shape, by name.
fn own(values: &mut Values<'_>, entry: Option<Entry<'_>>) -> BTreeMap<String, serde_json::Value> {
    let entries = values.own_map(entry);
    Values::anything(entries.iter().map(|(name, entry)| (name.value, entry.node)))
}
