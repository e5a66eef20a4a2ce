//! `docs/commands.md` is what `--help` says of every command and format, option by option.

use std::fmt::Write as _;
use std::fs;

use crate::command::Folder;
use crate::leaving::commands;

const PAGE: &str = "docs/commands.md";

/// The page, made anew.
fn page() -> String {
    let folder = Folder::new("");
    let mut page = "# Commands\n\n<!-- Made from `--help`: UPDATE_DOCS=1 cargo test --test it commands_page -->\n\n\
        What `notesgen --help` and `notesgen COMMAND --help` say. Manual pages with the same words come from\n\
        `notesgen man`, completions from `notesgen completions`.\n"
        .to_owned();
    let mut section = |level: &str, name: &str| {
        let mut args: Vec<&str> = name.split(' ').collect();
        args.push("--help");
        let help = folder.run(&args).code(0).stdout;
        let lines: Vec<&str> = help.lines().map(str::trim_end).collect();
        let _ = write!(
            page,
            "\n{level} notesgen {name}\n\n```text\n{}\n```\n",
            lines.join("\n").trim_end()
        );
    };
    for command in commands(&folder).iter().filter(|command| *command != "help") {
        section("##", command);
        if command == "export" {
            for format in ["bibtex", "csl", "json", "csv", "markdown", "anki"] {
                section("###", &format!("export {format}"));
            }
        }
    }
    page
}

#[test]
fn the_page_of_commands_says_what_the_program_says() {
    let page = page();
    if std::env::var_os("UPDATE_DOCS").is_some() {
        fs::write(PAGE, &page).unwrap();
    }
    let there = fs::read_to_string(PAGE).unwrap_or_default();
    assert!(there == page, "run `UPDATE_DOCS=1 cargo test --test it commands_page`, then again");
    let folder = Folder::new("");
    let help = folder.run(&["export", "--help"]).code(0).stdout;
    let formats = help.lines().filter(|line| line.starts_with("  ") && !line.starts_with("   "));
    let listed = |line: &str| {
        let name = line.split_whitespace().next().unwrap_or_default();
        name.starts_with("notesgen")
            || name == "help"
            || name.starts_with('-')
            || page.contains(&format!("### notesgen export {name}\n"))
    };
    let missing: Vec<&str> = formats.filter(|line| !listed(line)).collect();
    assert_eq!(missing, [""; 0]);
}

/// Options that documents and messages name are ones that a command has.
#[test]
fn no_page_names_an_option_that_is_none() {
    let options = page();
    let has = |option: &str| {
        options.match_indices(option).any(|(at, _)| {
            let after = options[at + option.len()..].chars().next();
            !after.is_some_and(|c| c.is_ascii_alphanumeric() || c == '-')
        })
    };
    let mut wrong = Vec::new();
    let pages = fs::read_dir("docs").unwrap().map(|entry| entry.unwrap().path());
    for path in pages.chain(["README.md".into()]) {
        if path.extension().is_none_or(|ending| ending != "md") {
            continue;
        }
        for line in fs::read_to_string(&path).unwrap().lines() {
            // From the program's name to the end of the code.
            for (at, _) in line.match_indices("notesgen ") {
                let call = line[at..].split(['`', '#', '|', ';', '&']).next().unwrap_or_default();
                let words = call.split_whitespace().filter(|word| word.starts_with("--"));
                for word in words {
                    let option = word.split('=').next().unwrap_or(word);
                    let option = option.trim_end_matches(|c: char| !c.is_ascii_alphanumeric());
                    if option.len() > 2 && !has(option) {
                        wrong.push(format!("{}: {option} in `{call}`", path.display()));
                    }
                }
            }
        }
    }
    assert_eq!(wrong, [""; 0]);
}
