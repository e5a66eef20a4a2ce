//! The module table of `docs/architecture.md` is true: no module names another that its row does
//! not list, and no crate stands behind two doors.

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::Path;

use regex::Regex;

/// Crates that every module may use; the table's last paragraph lists them.
const COMMON: [&str; 10] = [
    "rayon",
    "serde",
    "serde_json",
    "thiserror",
    "blake3",
    "unicode_properties",
    "unicode_normalization",
    "rustc_hash",
    "deunicode",
    "strsim",
];

struct Row {
    may_name: BTreeSet<String>,
    doors: BTreeSet<String>,
}

/// The rows between the markers of `docs/architecture.md`.
fn table() -> BTreeMap<String, Row> {
    let page = fs::read_to_string("docs/architecture.md").unwrap();
    let (_, rest) = page.split_once("<!-- layers:begin -->").unwrap();
    let (table, _) = rest.split_once("<!-- layers:end -->").unwrap();
    let names = |cell: &str| {
        cell.split('`').skip(1).step_by(2).map(ToOwned::to_owned).collect::<BTreeSet<_>>()
    };
    let rows: BTreeMap<String, (BTreeSet<String>, bool, BTreeSet<String>)> = table
        .trim()
        .lines()
        .skip(2)
        .map(|line| {
            let cells: Vec<&str> = line.trim_matches('|').split('|').collect();
            let everything = cells[2].contains("everything");
            (
                cells[0].trim().trim_matches('`').to_owned(),
                (names(cells[2]), everything, names(cells[3])),
            )
        })
        .collect();
    let all: BTreeSet<String> = rows.keys().cloned().collect();
    rows.into_iter()
        .map(|(module, (named, everything, doors))| {
            (module, Row { may_name: if everything { all.clone() } else { named }, doors })
        })
        .collect()
}

/// Every Rust file of `src` with the top-level module that it belongs to and its code, without
/// comments and unit tests.
fn files() -> Vec<(String, String, String)> {
    let comment = Regex::new(r"(?m)//.*$").unwrap();
    walkdir::WalkDir::new("src")
        .sort_by_file_name()
        .into_iter()
        .map(Result::unwrap)
        .filter(|entry| entry.path().extension().is_some_and(|extension| extension == "rs"))
        .map(|entry| {
            let path = entry.path().strip_prefix("src").unwrap();
            let first = path.iter().next().unwrap().to_str().unwrap();
            let code = fs::read_to_string(entry.path()).unwrap();
            let code = code.split("#[cfg(test)]\nmod ").next().unwrap().to_owned();
            let is_test =
                |name: &std::ffi::OsStr| name.to_str().is_some_and(|it| it.contains("test"));
            let test_file = path.iter().any(is_test);
            let code =
                if test_file { String::new() } else { comment.replace_all(&code, "").into_owned() };
            (first.trim_end_matches(".rs").to_owned(), path.display().to_string(), code)
        })
        .collect()
}

/// Modules named after `crate::`, in single paths and in grouped imports.
fn named_modules(code: &str) -> BTreeSet<String> {
    let path = Regex::new(r"\bcrate::(\w+)").unwrap();
    let group = Regex::new(r"\bcrate::\{([^;]*)\}").unwrap();
    let single = path.captures_iter(code).map(|found| found[1].to_owned());
    let grouped = group.captures_iter(code).flat_map(|found| {
        let mut depth = 0;
        found[1]
            .split(|c: char| {
                depth += i32::from(c == '{') - i32::from(c == '}');
                c == ',' && depth == 0
            })
            .filter_map(|part| part.trim().split("::").next().map(|name| name.trim().to_owned()))
            .filter(|name| !name.is_empty())
            .collect::<Vec<_>>()
    });
    single.chain(grouped).collect()
}

#[test]
fn no_module_names_one_that_its_row_does_not_list() {
    let table = table();
    let mut wrong = Vec::new();
    let mut seen = BTreeSet::new();
    for (module, path, code) in files() {
        if matches!(module.as_str(), "lib" | "main") {
            continue;
        }
        seen.insert(module.clone());
        let Some(row) = table.get(&module) else {
            wrong.push(format!("src/{path}: `{module}` has no row"));
            continue;
        };
        for named in named_modules(&code) {
            if named != module && table.contains_key(&named) && !row.may_name.contains(&named) {
                wrong.push(format!("src/{path}: `{module}` may not name `{named}`"));
            }
        }
    }
    for module in table.keys().filter(|module| !seen.contains(*module)) {
        wrong.push(format!("docs/architecture.md: there is no module `{module}`"));
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

#[test]
fn a_crate_is_named_behind_its_door_only() {
    let table = table();
    let manifest = fs::read_to_string("Cargo.toml").unwrap();
    let (_, rest) = manifest.split_once("\n[dependencies]\n").unwrap();
    let dependencies = rest.split("\n[").next().unwrap();
    let crates = dependencies
        .lines()
        .filter_map(|line| line.split_once([' ', '=']))
        .map(|(name, _)| name.trim().replace('-', "_"))
        .filter(|name| !name.is_empty() && !name.starts_with('#'));
    let files = files();
    let mut wrong = Vec::new();
    for name in crates {
        let use_of = Regex::new(&format!(r"\b{name}(::|!)")).unwrap();
        let users: BTreeSet<&str> = files
            .iter()
            .filter(|(_, _, code)| use_of.is_match(code))
            .map(|(module, ..)| module.as_str())
            .collect();
        if users.is_empty() {
            wrong.push(format!("Cargo.toml: nothing uses `{name}`"));
        }
        if COMMON.contains(&name.as_str()) {
            continue;
        }
        for user in users.into_iter().filter(|user| *user != "main") {
            if !table.get(user).is_some_and(|row| row.doors.contains(&name)) {
                wrong.push(format!(
                    "`{user}` names the crate `{name}`, which is behind another door"
                ));
            }
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

#[test]
fn the_page_lists_the_crates_that_every_module_may_use() {
    let page = fs::read_to_string("docs/architecture.md").unwrap();
    for name in COMMON {
        assert!(page.contains(&format!("`{name}`")), "{name}");
    }
    assert!(Path::new("docs/architecture.md").exists());
}
