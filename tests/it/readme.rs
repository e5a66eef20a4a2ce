//! What `README.md` shows is what the program does.

use std::fs;
use std::path::Path;
use std::process::Command;

/// Fenced blocks of the README: what the fence says, and the text.
fn blocks() -> Vec<(String, String)> {
    let readme = fs::read_to_string("README.md").unwrap();
    let mut blocks = Vec::new();
    let mut lines = readme.lines();
    while let Some(line) = lines.next() {
        if let Some(info) = line.strip_prefix("```") {
            let text: Vec<&str> = lines.by_ref().take_while(|line| *line != "```").collect();
            blocks.push((info.to_owned(), text.join("\n") + "\n"));
        }
    }
    blocks
}

fn block(info: &str) -> String {
    let found: Vec<String> =
        blocks().into_iter().filter(|(kind, _)| kind == info).map(|(_, text)| text).collect();
    assert_eq!(found.len(), 1, "README.md has one block marked `{info}`");
    found.into_iter().next().unwrap()
}

fn run(folder: &Path, arguments: &[&str]) -> (Option<i32>, String) {
    let ran = Command::new(env!("CARGO_BIN_EXE_notesgen"))
        .args(arguments)
        .current_dir(folder)
        .output()
        .unwrap();
    let text = String::from_utf8(ran.stdout).unwrap() + &String::from_utf8(ran.stderr).unwrap();
    (ran.status.code(), text)
}

#[test]
fn the_note_in_the_readme_becomes_the_page_that_it_says() {
    let folder = tempfile::tempdir().unwrap();
    fs::create_dir(folder.path().join("notes")).unwrap();
    let note = folder.path().join("notes/krizhevsky2012imagenet.md");
    fs::write(note, block("markdown note")).unwrap();
    let (code, said) = run(folder.path(), &["build", "notes", "-o", "site", "--strict"]);
    assert_eq!(code, Some(0), "{said}");
    let page = folder.path().join("site/papers/krizhevsky2012imagenet/index.html");
    let page = fs::read_to_string(page).unwrap();
    assert!(page.contains("ImageNet Classification with Deep Convolutional Neural Networks"));
    assert!(folder.path().join("site/papers/nair2010rectified/index.html").exists());
}

#[test]
fn the_mistake_in_the_readme_is_reported_as_it_says() {
    let folder = tempfile::tempdir().unwrap();
    fs::write(folder.path().join("resnet.md"), block("markdown mistake")).unwrap();
    let (code, said) = run(folder.path(), &["check", "."]);
    assert_eq!(code, Some(1));
    assert_eq!(said.trim(), block("text mistake").trim());
}

#[test]
fn every_command_in_the_readme_exists() {
    let readme = fs::read_to_string("README.md").unwrap();
    let help = run(Path::new("."), &["--help"]).1;
    let mut commands = 0;
    for line in readme.lines().filter(|line| line.starts_with("| `notesgen ")) {
        let name = line["| `notesgen ".len()..].split([' ', '`']).next().unwrap();
        assert!(help.contains(&format!("\n  {name}")), "{name}");
        assert_eq!(run(Path::new("."), &[name, "--help"]).0, Some(0), "{name}");
        commands += 1;
    }
    assert!(commands >= 3);
}

#[test]
fn two_commands_do_everything() {
    let commands: Vec<String> =
        block("sh").lines().map(|line| line.split('#').next().unwrap().trim().to_owned()).collect();
    assert_eq!(commands, ["cargo run --release -- build", "cargo test"]);
    let ci = fs::read_to_string(".ci/run").unwrap();
    assert!(ci.contains("cargo test"), "CI runs the same test command");
}
