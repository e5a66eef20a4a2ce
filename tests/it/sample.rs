//! The sample site in `content/`: the demo, the tutorial and the fixture in one.

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

use regex::Regex;

/// The sample site, built by the program with every warning an error.
fn built(extra: &[&str]) -> tempfile::TempDir {
    let out = tempfile::tempdir().unwrap();
    let ran = Command::new(env!("CARGO_BIN_EXE_notesgen"))
        .args(["build", "--strict"])
        .args(extra)
        .arg("-o")
        .arg(out.path().join("site"))
        .output()
        .unwrap();
    assert!(ran.status.success(), "{}", String::from_utf8_lossy(&ran.stderr));
    out
}

/// Files of a folder by their paths in it.
fn files(folder: &Path) -> BTreeMap<String, Vec<u8>> {
    walkdir::WalkDir::new(folder)
        .into_iter()
        .map(Result::unwrap)
        .filter(|entry| entry.file_type().is_file())
        .map(|entry| {
            let path = entry.path().strip_prefix(folder).unwrap().to_str().unwrap().to_owned();
            (path, fs::read(entry.path()).unwrap())
        })
        .collect()
}

fn pages(site: &BTreeMap<String, Vec<u8>>) -> BTreeMap<&str, String> {
    site.iter()
        .filter(|(path, _)| path.ends_with(".html"))
        .map(|(path, bytes)| (path.as_str(), String::from_utf8(bytes.clone()).unwrap()))
        .collect()
}

/// Undoes percent-encoding and the entities that the program writes.
fn decoded(reference: &str) -> String {
    let plain = reference.replace("&#39;", "'").replace("&quot;", "\"").replace("&amp;", "&");
    let (mut out, bytes) = (Vec::new(), plain.as_bytes());
    let mut at = 0;
    while at < bytes.len() {
        let hex =
            (bytes[at] == b'%').then(|| u8::from_str_radix(&plain[at + 1..at + 3], 16).unwrap());
        out.push(hex.unwrap_or(bytes[at]));
        at += if hex.is_some() { 3 } else { 1 };
    }
    String::from_utf8(out).unwrap()
}

#[test]
fn no_link_or_fragment_of_the_sample_site_is_dead() {
    let out = built(&[]);
    let site = files(&out.path().join("site"));
    let pages = pages(&site);
    let id = Regex::new(r#"\sid="([^"]*)""#).unwrap();
    let ids: BTreeMap<&str, BTreeSet<String>> = pages
        .iter()
        .map(|(path, html)| (*path, id.captures_iter(html).map(|id| decoded(&id[1])).collect()))
        .collect();
    let reference = Regex::new(r#"\s(?:href|src)="([^"]*)""#).unwrap();
    let (mut checked, mut dead) = (0, Vec::new());
    for (path, html) in &pages {
        for found in reference.captures_iter(html) {
            let written = &found[1];
            let outward =
                written.contains("://") || written.starts_with("mailto:") || written == "data:,";
            if outward {
                continue;
            }
            checked += 1;
            let (file, fragment) = written.split_once('#').unwrap_or((written, ""));
            let target = if file.is_empty() {
                (*path).to_owned()
            } else if let Some(rooted) = file.strip_prefix("/reading/") {
                // The page for addresses that do not exist is served at any depth.
                decoded(rooted)
            } else {
                let mut parts: PathBuf = Path::new(path).parent().unwrap().to_owned();
                for part in decoded(file).split('/') {
                    match part {
                        "" | "." => {}
                        ".." => assert!(parts.pop(), "{path}: {written} leads out of the site"),
                        part => parts.push(part),
                    }
                }
                parts.to_str().unwrap().to_owned()
            };
            let folder = target.is_empty() || target.ends_with('/');
            let target = if folder { target + "index.html" } else { target };
            let exists = site.contains_key(&target);
            let fragment = decoded(fragment);
            if !exists || (!fragment.is_empty() && !ids[target.as_str()].contains(&fragment)) {
                dead.push(format!("{path}: {written}"));
            }
        }
    }
    assert!(checked > 5_000, "only {checked} references were found");
    assert!(dead.is_empty(), "{}", dead.join("\n"));
}

#[test]
fn every_page_has_one_heading_a_language_a_title_and_a_main_part() {
    let out = built(&[]);
    let site = files(&out.path().join("site"));
    let id = Regex::new(r#"\sid="([^"]*)""#).unwrap();
    for (path, html) in pages(&site) {
        if html.contains("http-equiv=\"refresh\"") {
            continue;
        }
        for (what, count) in [("<h1", 1), ("<main ", 1), ("<html lang=\"zh\"", 1)] {
            assert_eq!(html.matches(what).count(), count, "{path}: {what}");
        }
        // What pictures show has titles of its own.
        let head = html.split("</head>").next().unwrap_or_default();
        assert_eq!(head.matches("<title>").count(), 1, "{path}");
        assert!(html.contains("Content-Security-Policy"), "{path}");
        let mut seen = BTreeSet::new();
        for id in id.captures_iter(&html) {
            assert!(seen.insert(id[1].to_owned()), "{path}: id `{}` stands twice", &id[1]);
        }
    }
}

#[test]
fn feeds_and_data_of_the_sample_site_are_well_formed() {
    let out = built(&[]);
    let site = files(&out.path().join("site"));
    let mut feeds = 0;
    for (path, bytes) in &site {
        let ending = path.rsplit('.').next().unwrap();
        match ending {
            "xml" => {
                feeds += usize::from(path.ends_with("atom.xml"));
                let mut reader = quick_xml::Reader::from_reader(bytes.as_slice());
                reader.config_mut().check_end_names = true;
                let mut buffer = Vec::new();
                while reader.read_event_into(&mut buffer).unwrap() != quick_xml::events::Event::Eof
                {
                    buffer.clear();
                }
            }
            "json" => drop(serde_json::from_slice::<serde_json::Value>(bytes).unwrap()),
            _ => {}
        }
    }
    assert!(feeds > 10, "one of the site, three of readers, and one a tag");
    let bib = String::from_utf8(site["references.bib"].clone()).unwrap();
    let (entries, problems) = notesgen::bibliography::read_bibtex(&bib);
    assert!(problems.is_empty(), "{problems:?}");
    let papers: serde_json::Value = serde_json::from_slice(&site["papers.json"]).unwrap();
    let count = |list: &str| papers[list].as_array().unwrap().len();
    assert_eq!(entries.len(), count("papers") + count("wanted"));
}

#[test]
fn a_draft_leaves_no_trace_in_the_sample_site() {
    let build = |with_draft: bool| {
        let folder = tempfile::tempdir().unwrap();
        let copy = folder.path().join("copy");
        for entry in walkdir::WalkDir::new("content").into_iter().map(Result::unwrap) {
            let to = copy.join(entry.path());
            if entry.file_type().is_dir() {
                fs::create_dir_all(to).unwrap();
            } else {
                fs::copy(entry.path(), to).unwrap();
            }
        }
        fs::copy("notesgen.yaml", copy.join("notesgen.yaml")).unwrap();
        if with_draft {
            let note = "---\ntitle: Secret Paper\ndraft: 是\nreader: lin\ntags: [机密]\nfollow_ups: [he2016deep, \
                        A Paper Nobody Knows]\n---\n![plan](plan.png)\n";
            fs::create_dir_all(copy.join("content/notes/secret")).unwrap();
            fs::write(copy.join("content/notes/secret/index.md"), note).unwrap();
            fs::write(copy.join("content/notes/secret/plan.png"), "plan").unwrap();
        }
        let ran = Command::new(env!("CARGO_BIN_EXE_notesgen"))
            .args(["build", "--strict"])
            .arg(&copy)
            .output()
            .unwrap();
        assert!(ran.status.success(), "{}", String::from_utf8_lossy(&ran.stderr));
        files(&copy.join("public"))
    };
    let (without, with) = (build(false), build(true));
    assert_eq!(without.keys().collect::<Vec<_>>(), with.keys().collect::<Vec<_>>());
    for (path, bytes) in &without {
        assert!(*bytes == with[path], "{path} differs");
    }
}
