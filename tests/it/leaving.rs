//! What leaves a site again: exports, schemas, numbers, changes, completions, manual pages.

use std::fs;

use serde_json::Value;

use crate::command::Folder;
use crate::judge::complaints;

/// A site with everything that must not leave it.
fn secrets() -> Folder {
    Folder::new(
        "-- notesgen.yaml --\n\
title: Notes
private: [inbox]
-- content/notes/he2016deep.md --
---
title: '=Deep, \"Residual\" Learning'
year: 2016
arxiv: 1512.03380
authors: Kaiming He; 何恺明
reader: li
date: 2024-01-02
pass1: {minutes: 25, decision: continue, now: Shortcuts}
pass2: {minutes: 60, decision: stop}
follow_ups:
  - {paper: vaswani2017attention, priority: high, why: '+ more'}
  - {title: A wanted one, year: 1998}
critiques: [{claim: '-Thin', about: experiments}]
questions: [Why?]
bibtex: |
  @inproceedings{he2016deep,
    title = {Deep {R}esidual Learning},
    author = {He, Kaiming and others},
    year = 2016,
    x-lab-code = {K 7},
    keywords = {vision, depth},
    annote = {Read twice.},
    file = {:pdf/he.pdf:PDF}
  }
---

See [[vaswani2017attention]] and ![a picture](pic.png).
-- content/notes/pic.png --
not a picture
-- content/notes/vaswani2017attention.md --
---
标题: Attention Is All You Need
第一遍: 只有注意力。
---
-- content/notes/draft.md --
---
title: SECRET draft
draft: true
bibtex: '@misc{secretkey, title = {SECRET pasted}}'
follow_ups: [SECRET2024paper]
---

SECRET text, and ![](SECRET.png)
-- content/notes/SECRET.png --
x
-- content/notes/teacher2020.md --
---
title: A paper for the class
publish: 1
tldr: SECRET sentence
pass1: For all to see.
pass2: {now: SECRET second pass}
critiques: [SECRET critique]
x-mine: SECRET key
---

SECRET body of the teacher.
-- content/inbox/mine.md --
---
title: SECRET private
---
-- content/handouts/week.md --
---
title: Week 1
papers: [he2016deep]
tasks: [{text: Read it, answer: SECRET answer}]
teacher_notes: SECRET to the teacher
---
",
    )
}

#[test]
fn an_export_is_the_file_that_the_site_has() {
    let folder = secrets();
    folder.run(&["build"]).code(0);
    for (format, file) in
        [("bibtex", "references.bib"), ("csl", "papers.csl.json"), ("json", "papers.json")]
    {
        let ran = folder.run(&["export", format]).code(0);
        assert_eq!(ran.stdout, folder.read(&format!("public/{file}")), "{format}");
        folder.run(&["export", format, ".", "-o", "out/file"]).code(0);
        assert_eq!(ran.stdout, folder.read("out/file"), "{format}");
    }
}

#[test]
fn drafts_private_folders_and_answers_are_in_no_export() {
    let folder = secrets();
    for format in ["bibtex", "csl", "json"] {
        let ran = folder.run(&["export", format]).code(0);
        assert!(!ran.stdout.to_lowercase().contains("secret"), "{}", ran.stdout);
    }
    folder.run(&["export", "csv", "--table", "all", "-o", "out"]).code(0);
    folder.run(&["export", "markdown", "-o", "bundle"]).code(0);
    for top in ["out", "bundle"] {
        for (path, _, bytes) in folder.tree(top) {
            let text = String::from_utf8_lossy(&bytes).to_lowercase();
            let name = path.display().to_string();
            assert!(!text.contains("secret") && !name.contains("SECRET"), "{top}/{name}: {text}");
        }
    }
}

#[test]
fn every_field_of_a_pasted_entry_comes_back() {
    let folder = secrets();
    let bib = folder.run(&["export", "bibtex"]).code(0).stdout;
    for field in [
        "@inproceedings{he2016deep",
        "title = {Deep {R}esidual Learning}",
        "He, Kaiming and others",
        "x-lab-code = {K 7}",
        "keywords = {vision, depth}",
        "annote = {Read twice.}",
        "file = {:pdf/he.pdf:PDF}",
        "1512.03380",
    ] {
        assert!(bib.contains(field), "{field}\n{bib}");
    }
}

#[test]
fn an_entry_is_note_enough() {
    let folder = Folder::new(
        "-- notes/a.md --\n---\nkey: a\nbibtex: |\n  @online{a, title = {FreeRTOS+TCP}, year = 2017}\n---\n",
    );
    let ran = folder.run(&["check", "notes"]).code(0);
    assert!(!ran.stderr.contains("warning["), "{}", ran.stderr);
    let bib = folder.run(&["export", "bibtex", "notes"]).code(0).stdout;
    assert_eq!(bib, "@online{a,\n  title = {FreeRTOS+TCP},\n  year = {2017}\n}\n");
}

#[test]
fn a_table_opens_in_a_spreadsheet_without_running() {
    let folder = secrets();
    let papers = folder.run(&["export", "csv"]).code(0).stdout;
    let lines: Vec<&str> = papers.split("\r\n").collect();
    assert!(lines[0].starts_with("key,title,title_zh,authors,year,venue"), "{}", lines[0]);
    assert!(
        lines[1].starts_with(
            "he2016deep,\"'=Deep, \"\"Residual\"\" Learning\",,\"Kaiming He; 何恺明\",2016,"
        ),
        "{}",
        lines[1]
    );
    assert!(lines[1].contains(",arXiv:1512.03380,") && lines[1].contains(",85,"), "{}", lines[1]);
    let follow_ups = folder.run(&["export", "csv", "--table", "follow-ups", "--bom"]).code(0);
    assert!(follow_ups.stdout.starts_with('\u{feff}'));
    assert!(follow_ups.stdout.contains(",yes,high,\"'+ more\","), "{}", follow_ups.stdout);
    let critiques = folder.run(&["export", "csv", "--table", "critiques"]).code(0).stdout;
    assert!(critiques.contains(",\"'-Thin\",con,experiments,"), "{critiques}");
    let ran = folder.run(&["export", "csv", "--table", "all"]).code(2);
    assert_eq!(ran.stderr, "error: three tables need a folder: say `-o DIR`\n");
}

#[test]
fn a_bundle_is_markdown_that_anything_reads() {
    let folder = secrets();
    let ran = folder.run(&["export", "markdown", "-o", "bundle"]).code(0);
    assert_eq!(ran.stderr, "wrote 5 files to `bundle`\n");
    insta::assert_snapshot!(folder.read("bundle/notes/he2016deep.md"), @r#"
    ---
    title: =Deep, "Residual" Learning
    key: he2016deep
    authors:
    - Kaiming He
    - 何恺明
    year: 2016
    arxiv: '1512.03380'
    readers:
    - li
    date: 2024-01-02
    lang: en
    status: read
    pass: 2
    ---

    ## Pass 1

    - **Minutes**: 25
    - **Decision**: continue
    - **What I know now**: Shortcuts

    ## Pass 2

    - **Minutes**: 60
    - **Decision**: stop

    ## Follow ups

    - **Paper**: vaswani2017attention
      - **Priority**: high
      - **Why**: + more
    - **Title**: A wanted one
      - **Year**: 1998

    ## Critiques

    - **Claim**: -Thin
      - **About**: experiments

    ## Questions

    - Why?

    ## Text

    See [[vaswani2017attention]] and ![a picture](pic.png).
    "#);
    insta::assert_snapshot!(folder.read("bundle/notes/vaswani2017attention.md"), @r#"
    ---
    title: Attention Is All You Need
    key: vaswani2017attention
    lang: zh
    status: read
    pass: 1
    ---

    ## 第一遍

    只有注意力。
    "#);
    assert_eq!(folder.read("bundle/notes/pic.png"), "not a picture\n");
    // Once more into the same folder, and never into somebody else's.
    folder.run(&["export", "markdown", "-o", "bundle"]).code(0);
    folder.write("mine/diary.txt", "x");
    folder.run(&["export", "markdown", "-o", "mine"]).code(2);
    assert_eq!(folder.read("mine/diary.txt"), "x");
    // What leaves is notes again.
    folder.run(&["check", "bundle"]).code(0);
}

#[test]
fn notes_with_errors_leave_nothing() {
    let folder = Folder::new("-- notes/a.md --\n---\ntitle: A: B\n---\n");
    for args in [
        ["export", "json", "notes"].as_slice(),
        &["export", "csv", "notes"],
        &["export", "markdown", "notes", "-o", "out"],
        &["stats", "notes"],
        &["diff", "notes", "notes"],
    ] {
        let ran = folder.run(args).code(1);
        assert_eq!(ran.stdout, "", "{args:?}");
        assert!(ran.stderr.contains("error[N101]"), "{}", ran.stderr);
        assert!(
            ran.stderr.ends_with("nothing was made of the notes in `notes`\n"),
            "{}",
            ran.stderr
        );
    }
    assert_eq!(folder.names(), ["notes"]);
    folder.run(&["export", "json", "nowhere"]).code(2);
}

/// The schema, made so strict that a field which it does not list is a mistake.
fn strict(mut schema: Value) -> Value {
    fn close(value: &mut Value) {
        match value {
            Value::Object(map) => {
                map.values_mut().for_each(close);
                if map.contains_key("properties") {
                    map.insert("additionalProperties".into(), false.into());
                }
            }
            Value::Array(items) => items.iter_mut().for_each(close),
            _ => {}
        }
    }
    close(&mut schema["properties"]["papers"]);
    schema["$defs"].as_object_mut().unwrap().values_mut().for_each(close);
    schema
}

#[test]
fn papers_json_is_what_its_schema_says() {
    let folder = secrets();
    let schema: Value =
        serde_json::from_str(&folder.run(&["schema", "papers"]).code(0).stdout).unwrap();
    let schema = strict(schema);
    let sample = std::env::current_dir().unwrap();
    for site in [".", sample.to_str().unwrap()] {
        let json = folder.run(&["export", "json", site]).code(0).stdout;
        let data: Value = serde_json::from_str(&json).unwrap();
        assert_eq!(complaints(&schema, &data), [""; 0], "{site}");
    }
    assert!(!complaints(&schema, &serde_json::json!({ "version": 2 })).is_empty());
}

#[test]
fn schemas_are_written_side_by_side() {
    let folder = Folder::new("");
    folder.run(&["schema", "--all", "-o", "schema"]).code(0);
    let names: Vec<String> =
        folder.tree("schema").into_iter().map(|(path, ..)| path.display().to_string()).collect();
    assert_eq!(
        names[1..],
        ["concept", "handout", "list", "note", "page", "papers", "reader", "settings"]
            .map(|name| format!("{name}.schema.json"))
    );
    let zh = folder.run(&["schema", "note", "--lang", "zh"]).code(0).stdout;
    assert!(zh.contains("一句话总结") && !zh.contains("one sentence"));
    folder.run(&["schema"]).code(2);
    folder.run(&["schema", "nothing"]).code(2);
}

#[test]
fn notes_are_counted() {
    let folder = secrets();
    insta::assert_snapshot!(folder.run(&["stats"]).code(0).stdout, @r#"
    papers read            3
      up to pass 1         2
      up to pass 2         1
      up to pass 3         0
      without a pass       0
    notes                  3
      to read              0
      reading              0
      read                 3
      dropped              0
    queue: wanted papers   1
      high priority        0
      normal               1
      low                  0
    minutes               85
    critiques              1
      answered             0
    questions              1
      answered             0

    pass  notes  go on  stop  later  undecided  minutes
    1         3      1     0      0          2       25
    2         1      0     1      0          0       60
    3         0      0     0      0          0        0

    reader  notes  pass 1  pass 2  pass 3  minutes  follow-ups  critiques
    li          1       0       1       0       85           2          1
    "#);
    insta::assert_snapshot!(folder.run(&["stats", "--lang", "zh"]).code(0).stdout, @r#"
    读过的论文         3
      读到第一遍       2
      读到第二遍       1
      读到第三遍       0
      没有写遍数       0
    笔记               3
      待读             0
      在读             0
      已读             3
      弃读             0
    待读清单中的论文   1
      优先             0
      普通             1
      可选             0
    分钟              85
    批判               1
      已有回应         0
    问题               1
      已有回答         0

    遍  笔记  继续  停止  以后  未定  分钟
    1      3     1     0     0     2    25
    2      1     0     1     0     0    60
    3      0     0     0     0     0     0

    读者  笔记  第一遍  第二遍  第三遍  分钟  后续阅读  批判
    li       1       0       1       0    85         2     1
    "#);
    let json = folder.run(&["stats", "--format", "json"]).code(0).stdout;
    let stats: Value = serde_json::from_str(&json).unwrap();
    assert_eq!(stats["minutes"], 85);
    assert_eq!(stats["passes"][1]["stop"], 1);
    assert_eq!(stats["queue"], serde_json::json!({"wanted": 1, "high": 0, "normal": 1, "low": 0}));
    // What is yet to be read was not read.
    folder
        .write("content/notes/later.md", "---\ntitle: T\nstatus: to-read\n---\n\nIts abstract.\n");
    let json = folder.run(&["stats", "--format", "json"]).code(0).stdout;
    let stats: Value = serde_json::from_str(&json).unwrap();
    assert_eq!((&stats["papers"], &stats["notes"]), (&3.into(), &4.into()));
    assert_eq!(stats["notes_by_status"]["to-read"], 1);
}

#[test]
fn two_states_of_a_folder_are_compared() {
    let folder = secrets();
    let before = folder.path("before");
    fs::create_dir(&before).unwrap();
    fs::write(
        before.join("old name.md"),
        "---\ntitle: x\nkey: he2016deep\nreader: li\npass1: {minutes: 25}\n---\n",
    )
    .unwrap();
    let ran = folder.run(&["diff", "before"]).code(0);
    insta::assert_snapshot!(ran.stdout, @r#"
    Papers: 2 new, 1 changed
    + A paper for the class: new note up to pass 1
    + Attention Is All You Need: new note up to pass 1
    ~ =Deep, "Residual" Learning: pass 1 → 2, decided to go on after pass 1, decided to stop after pass 2, 60 more minutes, 2 new follow-ups, 1 new critique, 1 new question
    "#);
    let atom = folder.run(&["diff", "before", ".", "--format", "atom", "--lang", "zh"]).code(0);
    let again = folder.run(&["diff", "before", ".", "--format", "atom", "--lang", "zh"]).code(0);
    assert_eq!(atom.stdout, again.stdout);
    for part in [
        "<entry xmlns=\"http://www.w3.org/2005/Atom\">",
        "<id>urn:uuid:",
        "<updated>2024-01-02T00:00:00",
        "<author><name>Notes</name></author>",
        "第 1 遍 → 第 2 遍",
    ] {
        assert!(atom.stdout.contains(part), "{part}\n{}", atom.stdout);
    }
    assert_eq!(folder.run(&["diff", ".", "."]).code(0).stdout, "nothing changed\n");
}

/// The commands that the program lists.
pub(crate) fn commands(folder: &Folder) -> Vec<String> {
    let help = folder.run(&["--help"]).code(0).stdout;
    let (_, rest) = help.split_once("Commands:\n").unwrap();
    let lines = rest.lines().take_while(|line| line.starts_with("  "));
    let names = lines.filter(|line| !line.starts_with("   "));
    names.filter_map(|line| line.split_whitespace().next()).map(str::to_owned).collect()
}

#[test]
fn every_shell_completes_every_command() {
    let folder = Folder::new("");
    for shell in ["bash", "zsh", "fish", "powershell", "elvish"] {
        let script = folder.run(&["completions", shell]).code(0).stdout;
        for command in commands(&folder) {
            assert!(script.contains(&command), "{shell} {command}");
        }
    }
    folder.run(&["completions", "tcsh"]).code(2);
}

#[test]
fn every_command_has_a_manual_page_and_an_example() {
    let folder = Folder::new("");
    folder.run(&["man", "-o", "man1"]).code(0);
    let commands = commands(&folder);
    assert!(commands.len() > 8, "{commands:?}");
    for command in commands.iter().filter(|command| *command != "help") {
        let page = folder.read(&format!("man1/notesgen-{command}.1"));
        assert!(page.contains("Examples:"), "{page}");
        let help = folder.run(&[command, "--help"]).code(0).stdout;
        let (_, examples) = help.split_once("Examples:\n").unwrap_or_else(|| panic!("{help}"));
        assert!(examples.contains("notesgen"), "{examples}");
    }
    assert!(folder.read("man1/notesgen.1").starts_with(".ie"));
    for format in ["bibtex", "csl", "json", "csv", "markdown", "anki"] {
        assert!(folder.read(&format!("man1/notesgen-export-{format}.1")).contains("Examples:"));
    }
    assert_eq!(folder.run(&["man"]).code(0).stdout, folder.read("man1/notesgen.1"));
}

#[cfg(unix)]
#[test]
fn a_reader_that_goes_away_is_no_error() {
    let folder = secrets();
    for command in ["export json", "export csv", "stats", "schema note", "completions zsh", "man"] {
        let line = format!("{{ $notesgen {command}; echo $? >&2; }} | true");
        assert_eq!(folder.shell(&line).stderr, "0\n", "{command}");
    }
}
