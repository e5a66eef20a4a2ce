//! Two evenings, from the first command to the site: why people stay.

use std::fmt::Write as _;

use crate::command::Folder;

/// A teacher imports a bibliography, writes two notes, makes a handout, prints the worksheet and
/// publishes.
#[cfg(unix)]
#[test]
fn a_teachers_evening() {
    let folder = Folder::new("");
    folder.run(&["init", "class", "--lang", "zh", "--ci", "rsync"]).code(0);
    folder.write(
        "library.bib",
        "@inproceedings{lovelace1843, author = {Lovelace, Ada and Babbage, Charles},\n  \
         title = {Notes on the Engine}, booktitle = {SIGENGINE}, year = 1843}\n\
         @article{noether1918, author = {Noether, Emmy}, title = {Invariante Variationsprobleme},\n  \
         journal = {Nachrichten}, year = 1918}\n@book{boole1854, author = {Boole, George}, title = {Laws}, year = 1854}\n",
    );
    let ran = folder.run(&["import", "library.bib", "class"]).code(0);
    assert!(ran.stderr.contains("3 new"), "{}", ran.stderr);

    for (key, pass) in [
        (
            "lovelace1843",
            "pass1:\n  abstract:\n    - {quote: It weaves patterns., role: claim}\n  now: 知道了它能做什么\nfollow_ups:\n  - boole1854\n",
        ),
        ("noether1918", "pass1: 对称与守恒\n"),
    ] {
        let path = format!("class/content/notes/{key}.md");
        let note = folder.read(&path).replacen("---\n\n", &format!("{pass}---\n\n"), 1);
        let note = if note.contains(pass) {
            note
        } else {
            let end = note.rfind("---").unwrap();
            format!("{}{pass}{}", &note[..end], &note[end..])
        };
        folder.write(&path, note);
    }
    folder.write(
        "class/content/handouts/week-1.md",
        "---\ntitle: 第一周\ncourse: 读论文\nsession: 1\nlang: zh\npapers: [lovelace1843, noether1918]\n\
         passes: [1]\ntasks:\n  - {text: 它能做什么？, minutes: 10, answer: 绝密答案}\n---\n\n先读标题。\n",
    );
    folder.run(&["check", "class", "--strict"]).code(0);
    folder.run(&["build", "class"]).code(0);
    let sheet = folder.read("class/public/handouts/week-1/worksheet/index.html");
    for part in
        ["它能做什么？", "Notes on the Engine", "Lovelace", "It weaves patterns.", "Invariante"]
    {
        assert!(sheet.contains(part), "{part}");
    }
    let secret = folder
        .tree("class/public")
        .into_iter()
        .filter(|(.., bytes)| String::from_utf8_lossy(bytes).contains("绝密答案"));
    assert_eq!(secret.count(), 0);

    let args = ["pdf", "week-1", "class", "--edition", "worksheet", "-o", "sheet.pdf"];
    let printed = folder.run(&args);
    if printed.code == Some(0) {
        let pdf = std::fs::read(folder.path("sheet.pdf")).unwrap();
        assert!(pdf.starts_with(b"%PDF-") && pdf.len() > 10_000);
    } else {
        // A machine without a browser: the message says what to install.
        assert!(printed.stderr.contains("Chromium"), "{}", printed.stderr);
    }

    let line = "mkdir bin && ln -s \"$notesgen\" bin/notesgen; \
        printf '#!/bin/sh\\nfor to; do :; done\\ncp -r public \"$to\"\\n' > bin/rsync; \
        chmod +x bin/rsync; PATH=\"$PWD/bin:$PATH\" BASE_URL=https://example.org/c/ \
        class/publish.sh \"$PWD/server\" ";
    let ran = folder.shell(line).code(0);
    assert!(folder.path("server/handouts/week-1/index.html").exists(), "{}", ran.stderr);
    assert!(!folder.path("server/handouts/week-1/teacher").exists());
}

/// A note as one of five people would have written it, about paper `n`.
fn foreign(n: usize) -> (String, String) {
    let title = format!("On Engines of the Sort Number {n}");
    let year = 2000 + n % 20;
    let next = format!("A Study of What Comes After Number {n}");
    match n % 5 {
        0 => (
            format!("vision/{year}-engines-of-sort-{n}.md"),
            format!(
                "# [论文笔记] {title}\n\n**会议**: CVPR {year}\n**作者**: Ada Lovelace, Charles Babbage\n\n\
                 ## 一句话总结\n\n第 {n} 种机器。\n\n## 相关论文\n\n- {next}\n"
            ),
        ),
        1 => (
            format!("systems/e{n}.md"),
            format!(
                "### [{title}](https://doi.org/10.1000/x{n})\n\n> Grace Hopper, SIGMOD {year}\n\n第 {n} 种机器的设计。\n\n\
                 #### Further readings\n\n- [{next}](https://doi.org/10.1000/y{n}), VLDB 2021\n"
            ),
        ),
        2 => (
            format!("张三/第{n}篇.md"),
            format!(
                "> **作者**：张三，李四（清华大学）\n> **期刊**：计算机学报 {year}\n\n# {title}\n\n## 局限性\n\n- 太慢\n\n\
                 ## 待读\n\n- [ ] {next}\n- [x] A Paper That Was Read Before This\n"
            ),
        ),
        3 => (
            format!("n/{n}.md"),
            format!(
                "---\ntitle: {title}\nauthor: Emmy Noether and George Boole\nconference: NeurIPS\nyear: {year}\nmood: good\n---\n\n\
                 ## First pass\n\nWhat it is.\n\n## References\n\n1. {next}\n"
            ),
        ),
        _ => (
            format!("ml/{n}.md"),
            format!(
                "# {title}\n\n| | |\n| --- | --- |\n| **Authors** | Alan Turing; Alonzo Church |\n| **Venue** | ICML {year} |\n\n\
                 Some words on number {n}.\n\n## To read\n\n- **{next}**: it goes on\n"
            ),
        ),
    }
}

/// A folder of a hundred foreign notes becomes a site with authors, venues and follow-ups.
#[test]
fn a_labs_move() {
    let folder = Folder::new("-- site/notesgen.yaml --\ntitle: Lab\nlanguage: zh\n");
    let mut bodies = Vec::new();
    for n in 0..100 {
        let (path, text) = foreign(n);
        folder.write(&format!("old/{path}"), &text);
        bodies.push((path, text));
    }
    folder.write("old/README.md", "# Our notes\n\nRead by us.\n");
    let dry = folder.run(&["import", "old", "site", "--dry-run"]).code(0);
    assert!(!folder.path("site/content").exists(), "{}", dry.stderr);
    let ran = folder.run(&["import", "old", "site"]).code(0);
    assert!(ran.stderr.contains("101 new"), "{}", ran.stderr);
    for (path, text) in &bodies {
        let body = text
            .strip_prefix("---\n")
            .map_or(text.as_str(), |rest| rest.split_once("---\n").unwrap().1);
        assert!(folder.read(&format!("site/content/notes/{path}")).ends_with(body), "{path}");
    }
    folder.run(&["check", "site"]).code(0);

    let papers = folder.run(&["export", "csv", "site", "--table", "papers"]).code(0).stdout;
    let mut wrong = String::new();
    for n in 0..100 {
        let title = format!("On Engines of the Sort Number {n},");
        let Some(row) = papers.lines().find(|row| row.contains(&title)) else {
            let _ = writeln!(wrong, "{n}: no title");
            continue;
        };
        let (author, venue) = [
            ("Charles Babbage", "CVPR"),
            ("Grace Hopper", "SIGMOD"),
            ("李四", "计算机学报"),
            ("George Boole", "NeurIPS"),
            ("Alonzo Church", "ICML"),
        ][n % 5];
        for part in [author, venue, &(2000 + n % 20).to_string()] {
            if !row.contains(part) {
                let _ = writeln!(wrong, "{n}: no {part} in {row}");
            }
        }
    }
    assert_eq!(wrong, "");
    let follow_ups = folder.run(&["export", "csv", "site", "--table", "follow-ups"]).code(0).stdout;
    let found =
        (0..100).filter(|n| follow_ups.contains(&format!("Comes After Number {n}"))).count();
    assert_eq!(found, 100, "{follow_ups}");
    assert!(!follow_ups.contains("Was Read Before"), "{follow_ups}");

    folder.run(&["build", "site"]).code(0);
    for page in ["venues/cvpr", "authors/grace-hopper", "reading-list", "authors/张三"] {
        assert!(folder.path(&format!("site/public/{page}/index.html")).exists(), "{page}");
    }
    let before = folder.tree("site/content");
    folder.run(&["import", "old", "site", "--update"]).code(0);
    assert_eq!(folder.tree("site/content"), before, "a second run changes nothing");
}
