//! `docs/diagnostics.md` and the list of codes say the same.

use std::fs;

use notesgen::compile::compile;
use notesgen::config::Config;
use notesgen::diagnostic::{Code, Severity};
use notesgen::source::{ContentPath, SourceFile, Sources};
use notesgen::theme::Theme;

fn page() -> String {
    fs::read_to_string("docs/diagnostics.md").unwrap()
}

#[test]
fn the_page_has_a_section_on_every_code_and_on_no_other() {
    let page = page();
    let headings: Vec<&str> = page.lines().filter_map(|line| line.strip_prefix("### ")).collect();
    let codes: Vec<String> =
        Code::ALL.iter().map(|code| format!("{} {}", code.id(), code.name())).collect();
    assert_eq!(headings, codes);
}

#[test]
fn a_section_says_how_bad_it_is_what_it_means_and_what_to_do() {
    for code in Code::ALL {
        let severity = match code.severity() {
            Severity::Error => "Error",
            Severity::Warning => "Warning",
            Severity::Note => "Note",
        };
        let section = code.explanation();
        let start = format!("*{severity}.* {}\n", code.summary().trim());
        assert!(section.starts_with(&start), "{code}: {section}");
        let (_, fix) = section.split_once("\n\n**Fix.** ").unwrap_or_else(|| panic!("{code}"));
        assert!(fix.len() > 10 && !fix.contains("\n#"), "{code}: {fix}");
    }
}

#[test]
fn an_id_belongs_to_the_hundred_of_its_chapter() {
    let page = page();
    let chapters = page.split("\n## ").skip(2);
    for (hundred, chapter) in chapters.enumerate() {
        for id in chapter.lines().filter_map(|line| line.strip_prefix("### N")) {
            assert!(id.starts_with(&hundred.to_string()), "{id}");
        }
    }
}

#[test]
fn an_example_shows_what_its_section_is_about() {
    let theme = Theme::builtin("default").unwrap();
    let (mut tried, mut wrong) = (0, Vec::new());
    for code in Code::ALL {
        let section = code.explanation();
        let Some((_, example)) = section.split_once("```yaml\n") else { continue };
        let (example, _) = example.split_once("```").unwrap();
        let mut sources = Sources::new();
        sources.add(SourceFile {
            name: "a.md".into(),
            path: ContentPath::new("notes/a.md"),
            text: format!("---\n{example}---\n\ntext\n"),
            skipped: 0,
        });
        let compiled = compile(&sources, &Config::default(), &theme).unwrap();
        let found: Vec<&str> = compiled.diagnostics.iter().map(|found| found.code.id()).collect();
        if !found.contains(&code.id()) {
            wrong.push(format!("{code}: {found:?}\n{example}"));
        }
        tried += 1;
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
    assert!(tried > 20, "only {tried} examples");
}
