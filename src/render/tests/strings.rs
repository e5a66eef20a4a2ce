//! The words of the default theme: the same keys in every language, each used, none missing.

use std::collections::BTreeSet;
use std::fmt::Write as _;

use regex::Regex;

use super::project_files;
use crate::config::Config;
use crate::graph::EdgeKind;
use crate::model::{
    About, Basis, Better, Confidence, DecisionWord, Depth, FigureKind, Priority, ReadingStatus,
    RelationKind, ReproductionStatus, SentenceRole, Stance, Understood, VenueStatus, View, Weight,
};
use crate::theme::Theme;

const TEMPLATES: &str = "themes/default/templates";

/// Keys that are made at run time: what they start with and what may follow.
fn families() -> Vec<(&'static str, Vec<&'static str>)> {
    macro_rules! words {
        ($type:ty) => {
            <$type>::ALL.iter().map(|word| word.as_str()).collect::<Vec<_>>()
        };
    }
    let mut views = words!(View);
    views.push("unsaid");
    let mut leads = words!(RelationKind);
    leads.extend([
        "follow-up",
        "critique-answered",
        "question-answered",
        "prerequisite",
        "mention",
    ]);
    vec![
        ("about-", words!(About)),
        ("activity-", vec!["pass-1", "pass-2", "pass-3", "written", "updated"]),
        ("basis-", words!(Basis)),
        ("better-", words!(Better)),
        ("confidence-", words!(Confidence)),
        ("decision-", words!(DecisionWord)),
        ("depth-", words!(Depth)),
        ("edge-", EdgeKind::ALL.iter().map(|kind| kind.as_str()).collect()),
        ("difference-", vec!["pass", "status", "decision", "contributions"]),
        ("edition-", vec!["handout", "worksheet", "teacher"]),
        (
            "field-",
            vec![
                "title",
                "authors",
                "conclusion",
                "motivation",
                "differences",
                "assumptions",
                "weakest-assumption",
                "counterexample",
                "completeness",
                "missing-experiments",
                "improvements",
                "open-problems",
                "organisation",
            ],
        ),
        ("id-", vec!["doi", "arxiv", "openreview", "pmid", "isbn"]),
        ("callout-", crate::theme::CALLOUTS.to_vec()),
        ("kind-", words!(FigureKind)),
        ("lead-", leads),
        ("link-", vec!["url", "pdf", "code", "data", "project", "video", "slides"]),
        ("month-", vec!["1", "2", "3", "4", "5", "6", "7", "8", "9", "10", "11", "12"]),
        ("month-short-", vec!["1", "2", "3", "4", "5", "6", "7", "8", "9", "10", "11", "12"]),
        ("not-further-", vec!["1", "2"]),
        ("papers-by-", vec!["pass", "year", "venue", "author", "tag"]),
        (
            "part-",
            vec![
                "title",
                "abstract",
                "introduction",
                "related-work",
                "methods",
                "experiments",
                "conclusion",
            ],
        ),
        ("pass-", vec!["1", "2", "3"]),
        ("priority-", words!(Priority)),
        ("rating-", vec!["novelty", "experiments", "writing", "value"]),
        ("related-", vec!["follow-up", "author", "tag"]),
        ("relation-", words!(RelationKind)),
        ("reproduction-", words!(ReproductionStatus)),
        ("role-", words!(SentenceRole)),
        ("stance-", words!(Stance)),
        ("status-", words!(ReadingStatus)),
        ("understood-", words!(Understood)),
        ("venue-", words!(VenueStatus)),
        ("view-", views),
        ("weight-", words!(Weight)),
        // The indexes are named by the folders of their addresses.
        ("", vec!["years", "venues", "authors", "tags"]),
    ]
}

/// Keys that templates and the code ask for.
fn used() -> BTreeSet<String> {
    let in_templates = Regex::new(r#"t\(k=["']([a-z0-9-]+)["'][,)]"#).unwrap();
    // A key is one of the words handed to `words`, or stands alone in a table of keys.
    let in_code = Regex::new(r#""([a-z][a-z0-9-]+)""#).unwrap();
    let known: BTreeSet<String> = keys("en");
    let mut used: BTreeSet<String> = BTreeSet::new();
    for text in project_files(TEMPLATES).values() {
        used.extend(in_templates.captures_iter(text).map(|found| found[1].to_owned()));
    }
    let code = project_files("src");
    let asks = |path: &str| path.contains("render/") || path.ends_with("compile.rs");
    for (_, text) in code.iter().filter(|(path, _)| asks(path) && !path.contains("test")) {
        let words = in_code.captures_iter(text).map(|found| found[1].to_owned());
        used.extend(words.filter(|word| known.contains(word)));
    }
    for (start, ends) in families() {
        used.extend(ends.into_iter().map(|end| format!("{start}{end}")));
    }
    used
}

fn keys(lang: &str) -> BTreeSet<String> {
    let theme = Theme::builtin("default").unwrap();
    theme.strings().keys(lang).map(str::to_owned).collect()
}

#[test]
fn every_language_has_the_same_keys() {
    let theme = Theme::builtin("default").unwrap();
    for lang in theme.strings().languages() {
        assert_eq!(keys(lang), keys("en"), "{lang}");
    }
}

#[test]
fn every_string_is_used_and_every_used_string_is_there() {
    let (used, there) = (used(), keys("en"));
    let missing: Vec<_> = used.difference(&there).collect();
    let idle: Vec<_> = there.difference(&used).collect();
    assert!(missing.is_empty(), "no language has: {missing:?}");
    assert!(idle.is_empty(), "nothing uses: {idle:?}");
}

#[test]
fn templates_make_keys_of_the_families_only() {
    let made = Regex::new(r#"t\(k=["']([a-z0-9-]+)["'] ~"#).unwrap();
    let families: BTreeSet<&str> = families().into_iter().map(|(start, _)| start).collect();
    for text in project_files(TEMPLATES).values() {
        for found in made.captures_iter(text) {
            assert!(families.contains(&found[1]), "`{}…` is no family of keys", &found[1]);
        }
    }
}

#[test]
fn a_counted_or_filled_string_has_the_same_places_in_every_language() {
    let place = Regex::new(r"\{([a-z]+)\}").unwrap();
    let read = |lang: &str| {
        let path = format!("{}/themes/default/strings/{lang}.yaml", env!("CARGO_MANIFEST_DIR"));
        let text = std::fs::read_to_string(path).unwrap();
        let lines = text.lines().filter_map(|line| {
            let (key, words) = line.split_once(": ")?;
            let places: BTreeSet<String> =
                place.captures_iter(words).map(|found| found[1].to_owned()).collect();
            Some((key.to_owned(), places))
        });
        lines.filter(|(key, _)| !key.starts_with("date-")).collect::<Vec<_>>()
    };
    assert_eq!(read("zh"), read("en"));
}

#[test]
fn templates_with_their_words_written_into_them_say_what_they_said() {
    let content = concat!(env!("CARGO_MANIFEST_DIR"), "/content");
    let mut notes = String::new();
    for (at, entry) in walkdir::WalkDir::new(content).sort_by_file_name().into_iter().enumerate() {
        let entry = entry.unwrap();
        if entry.path().extension().is_some_and(|end| end == "md") {
            let text = std::fs::read_to_string(entry.path()).unwrap();
            let _ = writeln!(notes, "-- {at}.md --\n{text}");
        }
    }
    for (language, theme) in [("en", "default"), ("zh", "default"), ("zh", "plain")] {
        let language = language.parse().unwrap();
        let site = super::site_of(&notes, Config { language, ..Config::default() }, theme);
        let mut plain = site.clone();
        plain.theme = std::sync::Arc::new(site.theme.unwritten());
        assert!(site.urls().len() > 200);
        for url in site.urls() {
            let (written, said) = (site.render(url).unwrap(), plain.render(url).unwrap());
            assert!(written == said, "{url}");
        }
    }
}
