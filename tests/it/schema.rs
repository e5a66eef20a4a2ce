//! The schemas take what the reader takes, and little else.

use std::fs;

use notesgen::parse;
use notesgen::schema::{FOLDER, Lang, Subject, modeline, schema, vscode_settings};
use notesgen::source::{SourceFile, Sources};
use serde_json::Value;

use crate::judge::complaints;

fn schema_of(subject: &str) -> Value {
    let text = schema(subject.parse::<Subject>().unwrap(), Lang::Both);
    serde_json::from_str(&text).unwrap()
}

/// The front matter of a file as an editor reads it.
fn front(text: &str) -> Value {
    let mut sources = Sources::new();
    let name = "a.md".to_owned();
    let file = sources.add(SourceFile { name, path: None, text: text.to_owned(), skipped: 0 });
    parse::front(file, text).map_or(Value::Null, |node| node.to_json())
}

#[test]
fn every_sample_document_is_taken_by_the_schema_of_its_kind() {
    let mut seen = 0;
    for (folder, kind) in [
        ("notes", "note"),
        ("pages", "page"),
        ("readers", "reader"),
        ("concepts", "concept"),
        ("lists", "list"),
        ("handouts", "handout"),
    ] {
        let schema = schema_of(kind);
        for entry in walkdir::WalkDir::new(format!("content/{folder}")) {
            let entry = entry.unwrap();
            if entry.path().extension().is_none_or(|extension| extension != "md") {
                continue;
            }
            let value = front(&fs::read_to_string(entry.path()).unwrap());
            assert_eq!(complaints(&schema, &value), [""; 0], "{}", entry.path().display());
            seen += 1;
        }
    }
    assert!(seen > 30, "{seen}");
    let settings = fs::read_to_string("notesgen.yaml").unwrap();
    let settings = front(&format!("---\n{settings}\n---\n"));
    assert_eq!(complaints(&schema_of("settings"), &settings), [""; 0]);
}

#[test]
fn what_may_be_written_is_taken() {
    let note = schema_of("note");
    for fine in [
        "title: 1984",
        "title:",
        "年份: 2012年\n标题: T",
        "year: 2012",
        "date: 2024/5/1",
        "authors: [{name: A B, affiliation: C}, 李明]",
        "pass1: one text",
        "第一遍: [one, two]",
        "pass1: {decision: Continue, figures: [{understood: true}, words alone]}",
        "pass1: {decision: {is: 继续, why: so}, minutes: 25 min}",
        "pass3: {reproduction: {settings: {lr: 0.1}, status: 未复现}}",
        "critiques: [{view: At_The_Time, stance: 肯定}]",
        "follow_ups: he2016deep",
        "follow_ups: [{paper: {title: T, year: 1998}, why: [a, b]}]",
        "ratings: {novelty: 5, mine: ★★★☆☆}",
        "draft: 是",
        "x-mood: {any: [1, 2]}",
        "extra: {a: 1}",
        "url: example.org/a",
        "arxiv: 1706.03760",
        "bibtex: |\n  @misc{a, title = {T}}",
        "status: TO READ",
    ] {
        assert_eq!(complaints(&note, &front(&format!("---\n{fine}\n---\n"))), [""; 0], "{fine}");
    }
    assert_eq!(complaints(&note, &Value::Null), [""; 0]);
}

#[test]
fn what_is_wrong_is_not_taken() {
    let note = schema_of("note");
    for wrong in [
        "titel: T",
        "title: {a: 1}",
        "year: MMXII",
        "date: yesterday",
        "pass1: {contributions: [ReLU]}",
        "pass1: {decision: perhaps}",
        "critiques: [{claim: Thin, view: hindsigt}]",
        "draft: maybe",
        "results: [a text]",
        "code: not a url",
        "ratings: 5",
        "status: [read, dropped]",
        "pass2: {minutes: long}",
    ] {
        let value = front(&format!("---\n{wrong}\n---\n"));
        assert!(!complaints(&note, &value).is_empty(), "{wrong}");
    }
    let settings = schema_of("settings");
    for wrong in ["titel: T", "feeds: perhaps", "base_url: here", "math: {macro: {}}"] {
        let value = front(&format!("---\n{wrong}\n---\n"));
        assert!(!complaints(&settings, &value).is_empty(), "{wrong}");
    }
}

#[test]
fn every_key_is_described_in_both_languages() {
    for subject in Subject::all().into_iter().filter(|it| *it != Subject::Papers) {
        let text: Value = serde_json::from_str(&schema(subject, Lang::Both)).unwrap();
        for (name, table) in text["$defs"].as_object().unwrap() {
            for (key, field) in table["properties"].as_object().unwrap() {
                let says = field["description"].as_str().unwrap();
                let (en, zh) = says.split_once("\n\n").unwrap();
                assert!(
                    !en.is_empty() && en.is_ascii() | en.contains(['…', '`', '·']),
                    "{name} {key}"
                );
                assert!(!zh.is_empty(), "{name} {key}");
            }
        }
    }
}

#[test]
fn what_init_may_write_leads_to_the_schema_of_the_settings() {
    assert_eq!(modeline(), "# yaml-language-server: $schema=.schema/settings.schema.json");
    let settings: Value = serde_json::from_str(&vscode_settings()).unwrap();
    let schemas = settings["yaml.schemas"].as_object().unwrap();
    assert_eq!(schemas["./.schema/settings.schema.json"], "notesgen.yaml");
    // The documentation says the same.
    let page = fs::read_to_string("docs/settings.md").unwrap();
    assert!(page.contains(&modeline()) && page.contains(FOLDER));
}
