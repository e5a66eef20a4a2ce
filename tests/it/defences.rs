//! The table of defences in `docs/security.md` names tests that exist.

use std::collections::BTreeSet;
use std::fs;

use regex::Regex;

#[test]
fn every_test_that_the_page_on_security_names_exists() {
    let page = fs::read_to_string("docs/security.md").unwrap();
    let cell = Regex::new(r"(?m)\| `([a-z]\w+)` \|$").unwrap();
    let named: BTreeSet<&str> =
        cell.captures_iter(&page).map(|found| found.get(1).unwrap().as_str()).collect();
    assert!(named.len() > 30, "the table is gone: {named:?}");
    let function = Regex::new(r"#\[test\]\s+fn (\w+)").unwrap();
    let mut tests = BTreeSet::new();
    for folder in ["src", "tests"] {
        for entry in walkdir::WalkDir::new(folder) {
            let entry = entry.unwrap();
            if entry.path().extension().is_some_and(|extension| extension == "rs") {
                let code = fs::read_to_string(entry.path()).unwrap();
                tests.extend(function.captures_iter(&code).map(|found| found[1].to_owned()));
            }
        }
    }
    let gone: Vec<&&str> = named.iter().filter(|name| !tests.contains(**name)).collect();
    assert!(gone.is_empty(), "docs/security.md names tests that are gone: {gone:?}");
}
