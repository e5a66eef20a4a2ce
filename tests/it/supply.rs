//! What the program is made of, held to `deny.toml`: licences, bans, sources, and advisories that no
//! longer apply.

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::process::Command;

use regex::Regex;

/// A package of the lock file: its version, where it is from, and what it depends on.
struct Locked {
    name: String,
    version: String,
    source: Option<String>,
    needs: BTreeSet<String>,
}

fn locked() -> Vec<Locked> {
    let text = fs::read_to_string("Cargo.lock").unwrap();
    let quoted = Regex::new("\"([^\"]*)\"").unwrap();
    let packages = text.split("[[package]]").skip(1).map(|package| {
        let value = |key: &str| {
            let line = package.lines().find_map(|line| line.strip_prefix(&format!("{key} = ")))?;
            Some(line.trim_matches('"').to_owned())
        };
        let needs = package.split_once("dependencies = [").map_or("", |(_, needs)| needs);
        let needs = quoted.captures_iter(needs);
        Locked {
            name: value("name").unwrap(),
            version: value("version").unwrap(),
            source: value("source"),
            needs: needs.map(|need| need[1].split(' ').next().unwrap().to_owned()).collect(),
        }
    });
    packages.collect()
}

/// The part of `deny.toml` from `start` to `end`.
fn rules(start: &str, end: &str) -> String {
    let text = fs::read_to_string("deny.toml").unwrap();
    let (_, rest) = text.split_once(start).unwrap();
    rest.split_once(end).unwrap().0.to_owned()
}

#[test]
fn everything_comes_from_one_registry() {
    let packages = locked();
    let own: Vec<&str> = packages
        .iter()
        .filter_map(|package| package.source.is_none().then_some(package.name.as_str()))
        .collect();
    assert_eq!(own, ["notesgen"]);
    let sources: BTreeSet<&String> =
        packages.iter().filter_map(|package| package.source.as_ref()).collect();
    assert_eq!(sources.len(), 1, "{sources:?}");
    assert!(sources.iter().all(|source| source.starts_with("registry+")), "{sources:?}");
}

#[test]
fn what_is_banned_is_not_there() {
    let packages = locked();
    let rule = Regex::new(r#"\{ crate = "([^"]+)"(?:, wrappers = \[([^\]]*)\])? \}"#).unwrap();
    let bans = rules("\ndeny = [", "\n]");
    let bans: Vec<_> = rule.captures_iter(&bans).collect();
    assert!(bans.len() >= 8, "the bans are read");
    for ban in bans {
        let wrappers = ban.get(2).map_or("", |wrappers| wrappers.as_str());
        let users = packages.iter().filter(|package| package.needs.contains(&ban[1]));
        for user in users {
            assert!(
                wrappers.contains(&format!("\"{}\"", user.name)),
                "{} uses {}",
                user.name,
                &ban[1]
            );
        }
    }
}

#[test]
fn every_advisory_that_is_set_aside_still_applies() {
    let packages = locked();
    let rule = Regex::new(r#"id = "(RUSTSEC-\d+-\d+)", reason = "(\S+) (\S+) "#).unwrap();
    let ignored = rules("\nignore = [", "\n]");
    let found: Vec<_> = rule.captures_iter(&ignored).collect();
    assert_eq!(found.len(), ignored.matches("id =").count());
    for advisory in found {
        let applies =
            |package: &Locked| package.name == advisory[2] && package.version == advisory[3];
        assert!(packages.iter().any(applies), "{} is about nothing", &advisory[1]);
    }
}

/// Whether a licence expression can be met by licences of `allowed`.
fn is_allowed(expression: &str, allowed: &BTreeSet<String>) -> bool {
    let expression = expression.trim();
    let mut depth = 0;
    let mut cut = |word: &str| {
        expression.char_indices().find_map(|(at, c)| {
            depth += i32::from(c == '(') - i32::from(c == ')');
            (depth == 0 && expression[at..].starts_with(word))
                .then(|| (&expression[..at], &expression[at + word.len()..]))
        })
    };
    if let Some((a, b)) = cut(" OR ").or_else(|| cut("/")) {
        return is_allowed(a, allowed) || is_allowed(b, allowed);
    }
    if let Some((a, b)) = cut(" AND ") {
        return is_allowed(a, allowed) && is_allowed(b, allowed);
    }
    match expression.strip_prefix('(').and_then(|inner| inner.strip_suffix(')')) {
        Some(inner) => is_allowed(inner, allowed),
        None => allowed.contains(expression),
    }
}

#[test]
fn every_licence_is_one_that_is_allowed() {
    let listed = rules("[licenses]\nallow = [", "\n]");
    let listed = listed.lines().map(str::trim).filter(|line| line.starts_with('"'));
    let allowed: BTreeSet<String> =
        listed.map(|line| line.trim_matches(|c| matches!(c, '"' | ',')).to_owned()).collect();
    let clarified = rules("[[licenses.clarify]]", "[bans]");
    let metadata = metadata();
    let used: BTreeSet<&str> = metadata["resolve"]["nodes"]
        .as_array()
        .unwrap()
        .iter()
        .map(|node| node["id"].as_str().unwrap())
        .collect();
    let mut count = BTreeMap::new();
    for package in metadata["packages"].as_array().unwrap() {
        let name = package["name"].as_str().unwrap();
        if !used.contains(package["id"].as_str().unwrap()) {
            continue;
        }
        let is_fine = match package["license"].as_str() {
            Some(licence) => is_allowed(licence, &allowed),
            None => clarified.contains(&format!("crate = \"{name}\"")),
        };
        assert!(is_fine, "{name}: {}", package["license"]);
        *count.entry(package["license"].to_string()).or_insert(0) += 1;
    }
    assert!(count.len() > 5 && !is_allowed("GPL-3.0 OR (MIT AND AGPL-3.0)", &allowed), "{count:?}");
}

/// What cargo knows of the packages of this machine's system; they are on the disk.
fn metadata() -> serde_json::Value {
    let rustc = Command::new("rustc").arg("-vV").output().unwrap();
    let rustc = String::from_utf8(rustc.stdout).unwrap();
    let host = rustc.lines().find_map(|line| line.strip_prefix("host: ")).unwrap();
    let ran = Command::new(env!("CARGO"))
        .args(["metadata", "--locked", "--offline", "--format-version", "1", "--filter-platform"])
        .arg(host)
        .output()
        .unwrap();
    assert!(ran.status.success(), "{}", String::from_utf8_lossy(&ran.stderr));
    serde_json::from_slice(&ran.stdout).unwrap()
}
