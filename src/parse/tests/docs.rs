//! `docs/front-matter.md` says what this code does: its tables are made from the tables of keys
//! (`INSTA_UPDATE=always cargo test --lib docs` writes them anew), its examples are run.

use std::collections::BTreeSet;
use std::fmt::Write as _;

use super::super::fields::{self, ALL};
use super::read;
use crate::yaml::fields::{Field, Table};

const DOC: &str = include_str!("../../../docs/front-matter.md");

/// Each table of the page, by the comment before it, and the keys that it lists.
fn groups() -> Vec<(&'static str, &'static [Field])> {
    let first = |table: &'static Table| table.groups[0];
    let own = |table: &'static Table, group: usize| table.groups[group];
    vec![
        ("paper", first(&fields::PAPER)),
        ("note", own(&fields::NOTE, 1)),
        ("pass", own(&fields::PASS1, 0)),
        ("pass1", own(&fields::PASS1, 1)),
        ("pass2", own(&fields::PASS2, 1)),
        ("pass3", own(&fields::PASS3, 1)),
        ("decision", first(&fields::DECISION)),
        ("abstract", first(&fields::SENTENCE)),
        ("figures", first(&fields::FIGURE)),
        ("sections", first(&fields::SECTION)),
        ("contributions", first(&fields::CONTRIBUTION)),
        ("ipo", first(&fields::IPO)),
        ("experiments", first(&fields::EXPERIMENTS)),
        ("concepts", first(&fields::CONCEPT_FOUND)),
        ("reproduction", first(&fields::REPRODUCTION)),
        ("reproduction.results", first(&fields::REPRODUCED)),
        ("reference", first(&fields::PAPER_REF)),
        ("follow_ups", own(&fields::FOLLOW_UP, 1)),
        ("critiques", first(&fields::CRITIQUE)),
        ("answered_by", own(&fields::ANSWER, 1)),
        ("questions", first(&fields::QUESTION)),
        ("claims", first(&fields::CLAIM)),
        ("results", first(&fields::RESULT)),
        ("relations", own(&fields::RELATION, 1)),
        ("authors", first(&fields::AUTHOR)),
        ("page", first(&fields::PAGE)),
        ("reader", own(&fields::READER, 1)),
        ("links", first(&fields::LINK_TO)),
        ("list", own(&fields::LIST, 1)),
        ("papers", own(&fields::LIST, 2)),
        ("listed paper", own(&fields::LISTED_PAPER, 1)),
        ("handout", own(&fields::HANDOUT, 1)),
        ("assigned paper", own(&fields::ASSIGNED_PAPER, 1)),
        ("tasks", first(&fields::TASK)),
    ]
}

/// `page` with the table below each comment made anew.
fn made_anew(page: &str, zh: bool) -> String {
    let mut page = page.to_owned();
    for (name, group) in groups() {
        let marker = format!("<!-- {name} -->\n");
        let start = page.find(&marker).unwrap_or_else(|| panic!("no {marker}")) + marker.len();
        let end = page[start..].find("\n\n").map_or(page.len(), |end| start + end + 1);
        page.replace_range(start..end, &crate::schema::rows(group, zh));
    }
    page
}

#[test]
fn the_tables_of_the_pages_are_those_of_the_keys() {
    for (path, zh) in [("docs/front-matter.md", false), ("docs/front-matter.zh.md", true)] {
        let page = std::fs::read_to_string(path).unwrap();
        let expected = made_anew(&page, zh);
        if std::env::var("INSTA_UPDATE").is_ok_and(|update| update == "always") {
            std::fs::write(path, &expected).unwrap();
        }
        let differs = page.lines().zip(expected.lines()).find(|(is, should)| is != should);
        let advice = "run `INSTA_UPDATE=always cargo test --lib docs`, then again";
        assert_eq!(differs, None, "{path}: {advice}");
        assert_eq!(page.len(), expected.len(), "{path}: {advice}");
    }
}

#[test]
fn the_page_has_every_table() {
    let keys = |group: &[Field]| -> Vec<&str> { group.iter().map(|field| field.key).collect() };
    let listed: BTreeSet<Vec<&str>> = groups().iter().map(|(_, group)| keys(group)).collect();
    for table in ALL {
        for group in table.groups {
            assert!(listed.contains(&keys(group)), "{} is not on the page", table.name);
        }
    }
}

/// The fenced blocks of the page: what follows the fence, and the text.
fn blocks() -> Vec<(&'static str, String)> {
    let mut blocks = Vec::new();
    let mut lines = DOC.lines();
    while let Some(line) = lines.next() {
        if let Some(info) = line.strip_prefix("```") {
            let text: Vec<&str> = lines.by_ref().take_while(|line| *line != "```").collect();
            blocks.push((info, text.join("\n")));
        }
    }
    blocks
}

/// What is said about `front`, as the page shows it.
fn shown(path: &str, front: &str) -> String {
    let (sources, _, diagnostics) = read(path, &format!("---\n{front}\n---\n"));
    let mut shown = String::new();
    for diagnostic in diagnostics {
        let start = diagnostic.span.map_or(0, |span| span.start as usize);
        let file = diagnostic.span.map(|span| span.file).unwrap();
        let (line, column) = sources.line_column(file, start);
        let (level, code) = (diagnostic.severity.as_str(), diagnostic.code);
        let _ =
            writeln!(shown, "{level}[{code}] line {line}, column {column}: {}", diagnostic.message);
        for help in diagnostic.help {
            let _ = writeln!(shown, "  help: {help}");
        }
    }
    shown.trim_end().to_owned()
}

#[test]
fn every_example_of_the_page_is_fine() {
    let examples: Vec<String> =
        blocks().into_iter().filter(|(info, _)| *info == "yaml").map(|(_, text)| text).collect();
    assert!(examples.len() > 10, "{}", examples.len());
    for example in examples {
        let path = example.lines().next().and_then(|line| line.strip_prefix("# "));
        let path = path.filter(|path| path.contains('/')).unwrap_or("notes/a.md");
        let titled = example
            .lines()
            .any(|line| ["title:", "标题:", "姓名:"].iter().any(|key| line.starts_with(key)));
        let front = if titled { example.clone() } else { format!("title: T\n{example}") };
        assert_eq!(shown(path, &front), "", "{example}");
    }
}

#[test]
fn every_trap_of_the_page_is_caught_in_the_words_shown() {
    let blocks = blocks();
    let traps: Vec<_> = blocks.windows(2).filter(|pair| pair[0].0 == "yaml wrong").collect();
    assert!(traps.len() > 10, "{}", traps.len());
    for pair in traps {
        let [(_, wrong), (info, expected)] = pair else { unreachable!("windows of two") };
        assert_eq!(*info, "text", "{wrong}");
        let wrong = wrong.replace('→', "\t");
        assert_eq!(&shown("notes/a.md", &wrong), expected, "{wrong}");
    }
}
