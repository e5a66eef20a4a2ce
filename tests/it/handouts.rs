//! Handouts from the outside: editions in folders of their own, PDFs, students' notes, flashcards.

use std::fs;
use std::path::Path;
use std::process::{Command, Output};

fn notesgen(folder: &Path, args: &[&str]) -> Output {
    Command::new(env!("CARGO_BIN_EXE_notesgen"))
        .args(args)
        .current_dir(folder)
        .env_remove("CHROME")
        .output()
        .unwrap()
}

fn said(output: &Output) -> String {
    String::from_utf8_lossy(&output.stderr).into_owned()
}

fn site() -> tempfile::TempDir {
    let site = tempfile::tempdir().unwrap();
    let write = |path: &str, text: &str| {
        let path = site.path().join(path);
        fs::create_dir_all(path.parent().unwrap()).unwrap();
        fs::write(path, text).unwrap();
    };
    write("notesgen.yaml", "title: 读论文\n");
    write(
        "content/handouts/week-3.md",
        "---\ntitle: 第三周\ncourse: 读论文\nsession: 3\nteacher: gu\nlang: zh\npapers:\n  - he2016deep\n  \
         - {paper: vaswani2017attention, passes: none}\npasses: [1, 2]\ntasks:\n  - {text: 深度为什么重要？, \
         minutes: 5, answer: 绝密答案}\n---\n",
    );
    write(
        "content/notes/he2016deep.md",
        "---\ntitle: Deep Residual Learning\nauthors: Kaiming He\nyear: 2016\nreader: gu\nlang: \
         zh\npass1:\n  abstract:\n    - {quote: \"We present: a framework.\", role: method, note: \
         注}\n  now: 知道了结果\nquestions:\n  - {ask: 为什么？, answer: 因为 $x$。}\n---\n",
    );
    write("content/readers/gu.md", "---\nname: 顾\n---\n");
    write("content/readers/li.md", "---\nname: 李\n---\n");
    site
}

/// Whether any file below `folder` has `word` in its bytes.
fn has(folder: &Path, word: &str) -> bool {
    walkdir::WalkDir::new(folder)
        .into_iter()
        .map(Result::unwrap)
        .filter(|entry| entry.file_type().is_file())
        .any(|entry| {
            let bytes = fs::read(entry.path()).unwrap();
            bytes.windows(word.len()).any(|window| window == word.as_bytes())
        })
}

#[test]
fn the_teachers_edition_goes_to_a_folder_of_its_own_and_to_no_other() {
    let site = site();
    assert!(notesgen(site.path(), &["build"]).status.success());
    let refused = notesgen(site.path(), &["build", "--teacher", "-o", "public"]);
    assert_eq!(refused.status.code(), Some(2));
    let expected = "error: `public` is the folder of the site's students' edition; choose another \
                    with `-o`\n";
    assert_eq!(said(&refused), expected);
    assert!(!has(&site.path().join("public"), "绝密答案"));

    let built = notesgen(site.path(), &["build", "--teacher"]);
    assert!(built.status.success(), "{}", said(&built));
    let teachers = site.path().join("public-teacher");
    assert!(has(&teachers.join("handouts/week-3/teacher"), "绝密答案"));
    assert!(!has(&teachers.join("handouts/week-3/worksheet"), "绝密答案"));
    let refused = notesgen(site.path(), &["build", "-o", "public-teacher"]);
    assert_eq!(refused.status.code(), Some(2), "{}", said(&refused));
}

#[test]
fn without_a_browser_no_pdf_is_made_and_the_message_says_what_to_install() {
    let site = site();
    let output = Command::new(env!("CARGO_BIN_EXE_notesgen"))
        .args(["pdf", "week-3"])
        .current_dir(site.path())
        .env_remove("CHROME")
        .env("PATH", site.path())
        .env("HOME", site.path())
        .output()
        .unwrap();
    assert_eq!(output.status.code(), Some(2));
    let expected = "error: no Chromium was found to print with; install Chromium or Google Chrome, or \
                    name its program in the variable `CHROME`\n";
    assert_eq!(said(&output), expected);
    assert!(!site.path().join("week-3.pdf").exists());
}

#[test]
fn a_students_note_has_the_fields_that_the_handout_asks_for_and_no_mistake() {
    let site = site();
    let made = notesgen(site.path(), &["new", "--from-handout", "week-3", "--reader", "li"]);
    assert!(made.status.success(), "{}", said(&made));
    let path = String::from_utf8(made.stdout).unwrap();
    assert_eq!(path, "content/notes/he2016deep.li.md\n");
    let note = fs::read_to_string(site.path().join(path.trim())).unwrap();
    for part in ["pass1:", "pass2:", "  conclusion:   # ", "- quote: 'We present: a framework.'"] {
        assert!(note.contains(part), "{part}: {note}");
    }
    assert!(note.contains("> 深度为什么重要？") && note.contains("key: he2016deep"), "{note}");
    assert!(!note.contains("pass3:") && !note.contains("绝密") && !note.contains('注'), "{note}");
    let checked = notesgen(site.path(), &["check", "--strict"]);
    assert!(checked.status.success(), "{}", said(&checked));
    let again = notesgen(site.path(), &["new", "--from-handout", "week-3", "--reader", "li"]);
    assert_eq!(again.status.code(), Some(2));
    let unknown = notesgen(site.path(), &["new", "--from-handout", "week-4"]);
    assert!(said(&unknown).contains("did you mean `week-3`?"), "{}", said(&unknown));
}

#[test]
fn cards_keep_their_ids_and_have_answers_of_tasks_only_when_asked() {
    let site = site();
    let cards = |args: &[&str]| {
        let output = notesgen(site.path(), args);
        assert!(output.status.success(), "{}", said(&output));
        String::from_utf8(output.stdout).unwrap()
    };
    let ids = |text: &str| {
        let rows = text.lines().filter(|line| line.starts_with("notesgen-"));
        rows.map(|line| line.split('\t').next().unwrap().to_owned()).collect::<Vec<_>>()
    };
    let first = cards(&["export", "anki"]);
    assert!(first.starts_with("#separator:tab\n#html:true\n#guid column:1\n"), "{first}");
    assert!(first.contains("读论文::现在知道什么") && first.contains("<math"), "{first}");
    assert!(!first.contains("绝密答案"), "{first}");
    assert_eq!(ids(&first).len(), 2);
    let note = site.path().join("content/notes/he2016deep.md");
    let text = fs::read_to_string(&note).unwrap();
    fs::write(&note, text.replace("因为", "多半因为").replace("知道了结果", "还知道了原因"))
        .unwrap();
    let second = cards(&["export", "anki"]);
    assert_ne!(first, second);
    assert_eq!(ids(&first), ids(&second));
    assert!(cards(&["export", "anki", "--teacher"]).contains("绝密答案"));
}
