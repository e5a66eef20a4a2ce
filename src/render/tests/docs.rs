//! `docs/themes.md` lists every template, what each sees, and every class name; the lists are made
//! from the templates and views themselves. `UPDATE_DOCS=1 cargo test themes_page` writes them.

use std::collections::{BTreeMap, BTreeSet};
use std::fmt::Write as _;

use regex::Regex;

use super::project_files;
use crate::render::TEMPLATES as PAGES;

const PAGE: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/docs/themes.md");

/// A struct of the views: what it is, and its fields with their types and meanings.
struct View {
    about: String,
    fields: Vec<(String, String, String)>,
}

/// Every struct of `src/render/view`, read from its source.
fn views() -> BTreeMap<String, View> {
    let start = Regex::new(r"^pub\(crate\) struct (\w+)").unwrap();
    let field = Regex::new(r"^    pub\(crate\) (\w+): (.+),$").unwrap();
    let mut views: BTreeMap<String, View> = BTreeMap::new();
    for text in project_files("src/render/view").values() {
        let (mut comment, mut current) = (String::new(), None);
        for line in text.lines() {
            if let Some(words) = line.trim_start().strip_prefix("/// ") {
                comment = format!("{comment} {words}").trim().to_owned();
                continue;
            }
            if let Some(found) = start.captures(line) {
                let view = View { about: std::mem::take(&mut comment), fields: Vec::new() };
                views.insert(found[1].to_owned(), view);
                current = Some(found[1].to_owned());
            } else if let (Some(found), Some(name)) = (field.captures(line), &current) {
                let entry = (found[1].to_owned(), kind(&found[2]), std::mem::take(&mut comment));
                views.get_mut(name).unwrap().fields.push(entry);
            } else if !line.trim_start().starts_with("#[") {
                comment.clear();
            }
        }
    }
    views
}

/// A Rust type in the words of templates.
fn kind(written: &str) -> String {
    let inner = |start: &str| written.strip_prefix(start).and_then(|it| it.strip_suffix('>'));
    if let Some(of) = inner("Option<") {
        return format!("{} or null", kind(of));
    }
    if let Some(of) = inner("Vec<") {
        return format!("list of {}", kind(of));
    }
    if let Some(of) = inner("Made<") {
        return kind(of);
    }
    match written {
        "Html" | "String" | "&'a str" | "&'static str" => "text".to_owned(),
        "&'a [String]" | "[String; 2]" => "list of text".to_owned(),
        "u8" | "u16" | "u32" | "usize" | "f64" => "number".to_owned(),
        "bool" => "bool".to_owned(),
        it if it.contains("BTreeMap") => "map".to_owned(),
        "V" => "fields of the page's kind".to_owned(),
        it => {
            let name = it.rsplit("::").next().unwrap_or(it).trim_end_matches("<'a>");
            format!("[{name}](#{})", name.to_lowercase())
        }
    }
}

fn templates() -> BTreeMap<String, String> {
    project_files("themes/default/templates")
}

/// Class names in a template; `*` stands for what is filled in.
fn classes(text: &str) -> BTreeSet<String> {
    let attribute = Regex::new(r#"class="((?:\{\{[^}]*\}\}|\{%[^%]*%\}|[^"{])*)""#).unwrap();
    let tag = Regex::new(r"\{%[^%]*%\}").unwrap();
    let value = Regex::new(r"\{\{[^}]*\}\}").unwrap();
    let mut classes = BTreeSet::new();
    for found in attribute.captures_iter(text) {
        let words = value.replace_all(&found[1], "*");
        let words = tag.replace_all(&words, " ");
        classes.extend(words.split_whitespace().map(str::to_owned));
    }
    classes
}

fn lists() -> String {
    let mut out = String::from(
        "### Templates\n\n| template | what it is | class names |\n| --- | --- | --- |\n",
    );
    for (name, text) in templates() {
        let about = text.lines().next().unwrap_or_default();
        let about = about.trim_start_matches("{#").trim_end_matches("#}").trim_end_matches('-');
        let classes: Vec<String> =
            classes(&text).into_iter().map(|class| format!("`{class}`")).collect();
        let _ = writeln!(out, "| `{name}` | {} | {} |", about.trim(), classes.join(" "));
    }
    for (name, View { about, fields }) in views() {
        let _ = write!(out, "\n### {name}\n\n{about}\n\n| field | kind | |\n| --- | --- | --- |\n");
        for (field, kind, about) in fields {
            let _ = writeln!(out, "| `{field}` | {kind} | {about} |");
        }
    }
    out
}

#[test]
fn the_themes_page_lists_what_templates_see_and_are() {
    const START: &str = "<!-- Made from the code: UPDATE_DOCS=1 cargo test themes_page -->\n";
    let page = std::fs::read_to_string(PAGE).unwrap();
    let (before, after) = page.split_once(START).unwrap();
    if std::env::var_os("UPDATE_DOCS").is_some() {
        std::fs::write(PAGE, format!("{before}{START}\n{}", lists())).unwrap();
        return;
    }
    assert_eq!(after.trim(), lists().trim(), "run `UPDATE_DOCS=1 cargo test themes_page`");
}

#[test]
fn every_field_of_a_view_says_what_it_is() {
    for (name, view) in views() {
        assert!(!view.about.is_empty(), "{name}");
        assert!(!view.fields.is_empty(), "{name} was not read from its source");
        for (field, _, about) in view.fields {
            assert!(!about.is_empty(), "{name}.{field}");
        }
    }
}

#[test]
fn every_page_template_names_the_struct_that_it_sees() {
    let templates = templates();
    for (name, view) in PAGES {
        let text = templates.get(*name).unwrap_or_else(|| panic!("no template {name}"));
        assert!(
            text.lines().next().unwrap_or_default().contains(view) || *name == "home.html",
            "{name}"
        );
        assert!(views().contains_key(*view), "{view}");
    }
}
