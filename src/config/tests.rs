use std::fmt::Write as _;

use super::*;
use crate::source::{SourceFile, Sources};

/// What is said about the settings `text`, one line each: `code line:column message | help`.
fn said(text: &str) -> String {
    let mut sources = Sources::new();
    let file = sources.add(SourceFile {
        name: "notesgen.yaml".to_owned(),
        path: None,
        text: text.to_owned(),
        skipped: 0,
    });
    let mut said = String::new();
    for diagnostic in Config::read(text, file).diagnostics {
        let start = diagnostic.span.map_or(0, |span| span.start as usize);
        let (line, column) = sources.line_column(file, start);
        let (code, help) = (diagnostic.code, diagnostic.help.join(" | "));
        let _ = writeln!(said, "{code} {line}:{column} {} | {help}", diagnostic.message);
    }
    said
}

fn read(text: &str) -> Config {
    let file = Sources::new().add(SourceFile {
        name: "notesgen.yaml".to_owned(),
        path: None,
        text: text.to_owned(),
        skipped: 0,
    });
    assert_eq!(said(text), "");
    Config::read(text, file).value
}

#[test]
#[expect(clippy::too_many_lines, reason = "every setting once, and the snapshot")]
fn every_setting_is_read() {
    let config = read(
        r"
title: 读书会
description: 每周一篇
base_url: https://example.org/notes
language: zh
languages: [zh, en]
theme: {name: plain, options: {accent: '#036', wide: true}}
content: notes/
output: public
bibliography: {files: [refs.bib, more.json], style: GB/T 7714-2015}
math:
  macros: {'\R': '\mathbb{R}', argmax: '\operatorname*{arg\,max}'}
markdown: {html: none}
venues:
  NeurIPS: {full: Neural Information Processing Systems, aliases: [NIPS]}
  ICML: [Int. Conf. on Machine Learning]
tags: {computer vision: [CV, 计算机视觉]}
featured: [he2016deep, road-to-depth]
menu:
  - {title: 待读, url: /reading-list/}
feeds: no
cards: yes
ratings: {reproducibility: 可复现性}
license: {name: CC BY 4.0, url: https://creativecommons.org/licenses/by/4.0/}
private: [drafts/, ./inbox]
extra: {analytics: null, since: 2012}
",
    );
    insta::assert_debug_snapshot!(Summary::of(&config), @r##"
    Summary {
        base_url: Some(
            "https://example.org/notes/",
        ),
        theme: "plain",
        theme_options: "{\"accent\":\"#036\",\"wide\":true}",
        content: Some(
            "notes",
        ),
        bibliography: [
            "refs.bib",
            "more.json",
        ],
        reference_style: GbT7714,
        macros: [
            (
                "\\R",
                "\\mathbb{R}",
            ),
            (
                "\\argmax",
                "\\operatorname*{arg\\,max}",
            ),
        ],
        html: None,
        venues: [
            VenueNames {
                name: "NeurIPS",
                full: Some(
                    "Neural Information Processing Systems",
                ),
                aliases: [
                    "NIPS",
                ],
            },
            VenueNames {
                name: "ICML",
                full: None,
                aliases: [
                    "Int. Conf. on Machine Learning",
                ],
            },
        ],
        tag_aliases: {
            "cv": "computer vision",
            "计算机视觉": "computer vision",
        },
        featured: [
            "he2016deep",
            "road-to-depth",
        ],
        menu: [
            MenuEntry {
                title: "待读",
                url: "/reading-list/",
            },
        ],
        feeds: false,
        cards: true,
        ratings: [
            (
                "reproducibility",
                "可复现性",
            ),
        ],
        license: Some(
            License {
                name: "CC BY 4.0",
                url: Some(
                    WebUrl(
                        "https://creativecommons.org/licenses/by/4.0/",
                    ),
                ),
            },
        ),
        private: [
            "drafts",
            "inbox",
        ],
        extra: "{\"since\":2012}",
    }
    "##);
}

/// The parts of a configuration whose reading is not obvious.
#[derive(Debug)]
#[expect(dead_code, reason = "read through `Debug` alone")]
struct Summary {
    base_url: Option<String>,
    theme: String,
    theme_options: String,
    content: Option<String>,
    bibliography: Vec<String>,
    reference_style: ReferenceStyle,
    macros: Vec<(String, String)>,
    html: HtmlPolicy,
    venues: Vec<VenueNames>,
    tag_aliases: BTreeMap<String, String>,
    featured: Vec<String>,
    menu: Vec<MenuEntry>,
    feeds: bool,
    cards: bool,
    ratings: Vec<(String, String)>,
    license: Option<License>,
    private: Vec<String>,
    extra: String,
}

impl Summary {
    fn of(config: &Config) -> Self {
        let config = config.clone();
        let json = |map| serde_json::to_string(&map).unwrap();
        Self {
            base_url: config.base_url,
            theme: config.theme,
            theme_options: json(config.theme_options),
            content: config.content.map(|name| name.value),
            bibliography: config.bibliography.into_iter().map(|name| name.value).collect(),
            reference_style: config.reference_style,
            macros: config.macros.into_iter().map(|(a, b)| (a.value, b.value)).collect(),
            html: config.html,
            venues: config.venues,
            tag_aliases: config.tag_aliases,
            featured: config.featured.into_iter().map(|name| name.value).collect(),
            menu: config.menu,
            feeds: config.feeds,
            cards: config.cards,
            ratings: config.ratings,
            license: config.license,
            private: config.private,
            extra: json(config.extra),
        }
    }
}

#[test]
fn an_empty_file_leaves_every_default() {
    for text in ["", "# nothing yet\n", "title:\n"] {
        let config = read(text);
        assert_eq!((config.theme.as_str(), config.feeds), ("default", true), "{text:?}");
    }
}

#[test]
fn every_mistake_in_a_setting_is_reported_where_it_stands() {
    let said = said(
        r"
titel: x
base_url: ftp://example.org
language: 中国话
theme: [a, b]
style: apa
bibliography: {style: mla}
math: on
markdown: {html: all}
menu: [{title: Home}]
feeds: perhaps
tags: {a: [x], b: [X]}
private: [../other]
license: {url: nowhere}
title: A: B
math: {}
",
    );
    insta::assert_snapshot!(said, @r#"
    N700 2:1 `titel` is not a key of `notesgen.yaml` | did you mean `title`?
    N701 3:11 `ftp://example.org` is not the address of a site such as `https://example.org/` | 
    N701 4:11 `中国话` is not a language tag such as `zh` or `en` | 
    N701 5:8 `theme` cannot be a list | `theme` takes the name of a theme, or a map of `name`, `options`
    N700 6:1 `style` does not belong in `notesgen.yaml` | move it to `bibliography`
    N701 7:23 `mla` is not a word that `style` takes | `style` takes `apa`, `ieee` or `gb-t-7714-2015`
    N701 8:7 `math` cannot be a text | `math` takes a map of `macros`
    N701 9:18 `all` is not a word that `html` takes | `html` takes `safe`, `none` or `trusted`
    N701 10:8 this entry of the menu lacks its words or its address | give it a `title` and a `url`
    N701 11:8 `perhaps` is neither yes nor no | write `feeds: true` or `feeds: false`
    N701 12:20 `X` stands for `a` already | let each other name stand for one tag
    N701 13:11 `../other` is not a folder below the notes | 
    N701 14:10 this license has no name | add `name: CC BY 4.0`, say
    N701 14:16 `nowhere` is not a web address such as `https://…` | 
    N101 15:9 a colon and a space in a value start a new key | put the value in quotes
    N107 16:1 `math` stands twice in one map | keep one of them; a list takes several values
    "#);
}

/// The tables of `docs/settings.md` by the comment before each.
fn tables() -> Vec<(&'static str, &'static [crate::yaml::fields::Field])> {
    let own = |table: &'static crate::yaml::fields::Table| table.groups[0];
    vec![
        ("settings", own(&keys::SETTINGS)),
        ("theme", own(&keys::THEME)),
        ("bibliography", own(&keys::BIBLIOGRAPHY)),
        ("math", own(&keys::MATH)),
        ("markdown", own(&keys::MARKDOWN)),
        ("venue", own(&keys::VENUE)),
        ("menu", own(&keys::MENU)),
        ("license", own(&keys::LICENSE)),
    ]
}

#[test]
fn the_tables_of_the_settings_page_are_those_of_the_keys() {
    let page = std::fs::read_to_string("docs/settings.md").unwrap();
    let mut expected = page.clone();
    for (name, group) in tables() {
        let marker = format!("<!-- {name} -->\n");
        let start = expected.find(&marker).unwrap_or_else(|| panic!("no {marker}")) + marker.len();
        let end = expected[start..].find("\n\n").map_or(expected.len(), |end| start + end + 1);
        expected.replace_range(start..end, &crate::schema::rows(group, false));
    }
    if std::env::var("INSTA_UPDATE").is_ok_and(|update| update == "always") {
        std::fs::write("docs/settings.md", &expected).unwrap();
    }
    assert!(page == expected, "run `INSTA_UPDATE=always cargo test --lib docs`, then again");
    assert_eq!(tables().len(), keys::TABLES.len());
}
