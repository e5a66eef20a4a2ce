//! Nothing of a draft, or of a private folder, is in a site.

use std::collections::BTreeMap;
use std::sync::LazyLock;

use notesgen::compile::{Compiled, compile};
use notesgen::config::Config;
use notesgen::output::Content;
use notesgen::source::{Asset, AssetContent, ContentPath, SourceFile, Sources};
use notesgen::theme::Theme;
use proptest::prelude::*;
use rayon::iter::ParallelIterator as _;

use crate::command::Folder;

static THEME: LazyLock<Theme> = LazyLock::new(|| Theme::builtin("default").unwrap());

/// A site that names the draft in every way in which notes name each other.
const PUBLIC: &[(&str, &str)] = &[
    (
        "notes/resnet.md",
        "---\ntitle: Deep Residual Learning\nkey: he2016deep\nyear: 2016\ntags: [cnn]\nreader: li\n\
         follow_ups: [{paper: secret2024, why: hidden}, A Paper Of Nobody]\n\
         relations: [{kind: extends, paper: Secret Paper}]\nquestions: [{ask: Why?, answered: \
         secret2024}]\ncritiques: [{claim: thin, answered_by: [{paper: secret2024, how: x}]}]\n---\n\
         See [[secret2024]], [[secret2024#Plan|words]], [this](secret.md), [that](../private/secret.md), \
         [@secret2024], [[Secret Paper]], [[Hidden Concept]] and ![shared](shared.png).\n\n\
         ![theirs](plan.png)\n",
    ),
    ("notes/bert.md", "---\ntitle: BERT\nkey: devlin2019bert\nreader: wang\n---\n[[he2016deep]]\n"),
    ("concepts/dropout.md", "---\ntitle: Dropout\n---\nOff.\n"),
    ("readers/li.md", "---\nname: Li Ming\n---\n"),
    ("pages/about.md", "---\ntitle: About\n---\n[x](../notes/secret.md) [[secret2024]]\n"),
];

const BIBLIOGRAPHY: &str = "@article{he2016deep, title={Deep Residual Learning}, year=2016}\n\
    @article{secret2024, title={Secret Paper}, author={Zhang, San}, year=2024}\n\
    @article{only2023, title={Cited by the draft only}, year=2023}\n";

/// The site of `texts`; with errors, what they say.
fn site(texts: &[(String, String)], private: &str) -> Result<BTreeMap<String, Vec<u8>>, String> {
    let mut sources = Sources::new();
    let bibliography = ("references.bib".to_owned(), BIBLIOGRAPHY.to_owned());
    for (name, text) in texts.iter().chain([&bibliography]) {
        let path = ContentPath::new(name).filter(|path| path.extension() == "md");
        sources.add(SourceFile { name: name.clone(), path, text: text.clone(), skipped: 0 });
    }
    let asset = |path: &str| Asset {
        path: ContentPath::new(path).unwrap(),
        content: AssetContent::Memory(path.as_bytes().into()),
        bytes: path.len() as u64,
        dimensions: Some((4, 3)),
    };
    let assets = ["notes/shared.png", "notes/plan.png", "notes/only.png", "private/only.png"];
    sources.add_assets(assets.map(asset));
    let config = Config { private: vec![private.to_owned()], ..Config::default() };
    let Compiled { site, diagnostics } = compile(&sources, &config, &THEME).unwrap();
    let Some(site) = site else {
        let codes: Vec<String> = diagnostics.iter().map(|one| one.code.to_string()).collect();
        return Err(codes.join(" "));
    };
    let files = site.par_files().map(|file| {
        let file = file.unwrap();
        let bytes = match file.content {
            Content::Bytes(bytes) => bytes.into_owned(),
            Content::Shared(bytes) => bytes.to_vec(),
            Content::CopyOf(path) => panic!("{}", path.display()),
        };
        (file.url.to_string(), bytes)
    });
    Ok(files.collect())
}

fn public() -> Vec<(String, String)> {
    PUBLIC.iter().map(|&(path, text)| (path.to_owned(), text.to_owned())).collect()
}

/// What a front matter of a draft may hold, a line or more each.
const LINES: [&str; 14] = [
    "title: Secret Paper",
    "key: secret2024",
    "key: he2016deep",
    "key: devlin2019bert",
    "aliases: [Hidden Concept, BERT, 秘密]",
    "tags: [cnn, 机密, onlyhere]",
    "reader: zhang",
    "reader: li",
    "authors: [Zhang San]\nyear: 2024\nvenue: Nowhere",
    "follow_ups: [he2016deep, A Paper Nobody Knows, {title: Mine, doi: 10.1000/x}]",
    "relations: [{kind: contradicts, paper: he2016deep}]",
    "questions: [{ask: A secret question?, raised: 1}]",
    "results: [{benchmark: Secret, metric: m, value: 1}]",
    "pass3: {concepts: [{name: Hidden Concept, explanation: x}, {name: Dropout, explanation: y}]}",
];

const BODIES: [&str; 7] = [
    "# Plan\n\n[[he2016deep]] [[devlin2019bert]]\n",
    "![only](only.png) ![shared](shared.png)\n",
    "[@only2023] [@secret2024] and [[Nobody Knows This]]\n",
    "$$\\label{eq:secret} x \\tag{9}$$\n",
    "[bert](bert.md) [about](../pages/about.md)\n",
    "![[plan.png]] ![[../notes/only.png]]\n",
    "TOPSECRET\n",
];

const FOLDERS: [&str; 8] =
    ["notes", "private", "concepts", "lists", "handouts", "pages", "readers", "deep/er"];

const NAMES: [&str; 5] =
    ["secret.md", "secret/index.md", "aaa.md", "zzz.md", "2024-05-01 secret.md"];

const YES: [&str; 12] =
    ["true", "True", "TRUE", "yes", "Yes", "on", "ON", "y", "1", "'true'", "\"yes\"", "是"];

fn draft() -> impl Strategy<Value = (String, String)> {
    let key = prop::sample::select(&["draft", "草稿"][..]);
    let mark =
        (key, prop::sample::select(&YES[..])).prop_map(|(key, yes)| format!("{key}: {yes}\n"));
    (
        prop::sample::select(&FOLDERS[..]),
        prop::sample::select(&NAMES[..]),
        mark,
        prop::sample::subsequence(&LINES[..], 0..LINES.len()),
        prop::sample::subsequence(&BODIES[..], 0..BODIES.len()),
    )
        .prop_map(|(folder, name, mark, lines, bodies)| {
            let mut keys: Vec<&str> = Vec::new();
            let lines = lines.into_iter().filter(|line| {
                let key = line.split(':').next().unwrap();
                let is_new = !keys.contains(&key);
                keys.push(key);
                is_new
            });
            let front = lines.fold(String::new(), |front, line| front + line + "\n");
            let mark = if folder == "private" { String::new() } else { mark };
            let text = format!("---\n{front}{mark}---\n\n{}", bodies.concat());
            (format!("{folder}/{name}"), text)
        })
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 48, max_shrink_iters: 40, ..ProptestConfig::default() })]

    #[test]
    fn a_site_with_drafts_is_the_site_without_them(drafts in prop::collection::vec(draft(), 1..4)) {
        static WITHOUT: LazyLock<BTreeMap<String, Vec<u8>>> =
            LazyLock::new(|| site(&public(), "private").unwrap());
        let mut paths: Vec<&String> = drafts.iter().map(|(path, _)| path).collect();
        paths.sort();
        paths.dedup();
        prop_assume!(paths.len() == drafts.len());
        let mut texts = public();
        texts.extend(drafts);
        texts.sort();
        // A draft may be wrong in itself; then nothing is published at all.
        let Ok(with) = site(&texts, "private") else { return Ok(()) };
        let urls = |site: &BTreeMap<String, Vec<u8>>| site.keys().cloned().collect::<Vec<_>>();
        prop_assert_eq!(urls(&WITHOUT), urls(&with));
        for (url, bytes) in WITHOUT.iter() {
            prop_assert!(*bytes == with[url], "{} differs", url);
        }
    }
}

#[test]
fn a_draft_is_one_in_every_spelling_and_what_is_unclear_is_an_error() {
    let without = site(&public(), "private").unwrap();
    let with = |front: &str| {
        let mut texts = public();
        texts.push((
            "notes/secret.md".to_owned(),
            format!("---\ntitle: S\n{front}\n---\nTOPSECRET\n"),
        ));
        site(&texts, "private")
    };
    for yes in [
        "true",
        "True",
        "TRUE",
        "yes",
        "Yes",
        "YES",
        "on",
        "On",
        "ON",
        "y",
        "Y",
        "1",
        "'true'",
        "\"true\"",
        "!!bool true",
        "是",
        "真",
        "true # not yet",
        "|\n  true",
        "!!str yes",
    ] {
        assert!(with(&format!("draft: {yes}")).as_ref() == Ok(&without), "{yes}");
        assert!(with(&format!("草稿: {yes}")).as_ref() == Ok(&without), "{yes}");
    }
    for unclear in [
        "maybe",
        "ture",
        "2",
        "''",
        "[true]",
        "{is: true}",
        "null",
        "~",
        "",
        "t",
        "draft",
        "true false",
        "是的吧",
    ] {
        assert!(with(&format!("draft: {unclear}")).is_err(), "{unclear}");
    }
    for line in [
        "Draft: true",
        "draft: &a true",
        "DRAFT: yes",
        "draft:true",
        "draft：true",
        "draft : true",
        "'draft': on",
    ] {
        let found = with(line);
        assert!(found.is_err() || found.as_ref() == Ok(&without), "{line}");
    }
    assert!(with("draft: no").unwrap().len() > without.len());
}

#[test]
fn what_is_hidden_leaves_no_trace_in_a_site() {
    let folder = Folder::site();
    folder.run(&["build", "-q", "-o", "without"]).code(0);
    for path in [
        ".env",
        ".git/config",
        ".obsidian/x.md",
        "notes/.a.md.swp",
        "notes/#a.md#",
        "notes/a.md~",
        "notes/a.md.bak",
        "key.pem",
        "id_ed25519",
        "prod.env",
        "node_modules/x/readme.md",
        "Thumbs.db",
    ] {
        folder.write(&format!("content/{path}"), "SECRET");
    }
    folder.run(&["build", "-q", "-o", "with"]).code(0);
    assert!(folder.tree("without") == folder.tree("with"));
    // Not even by a link that somebody wrote.
    let links = "[a](../.env) ![b](../key.pem) [[id_ed25519]] ![](.a.md.swp) <a href=\"../.git/config\">x</a>";
    folder.write("content/notes/linking.md", format!("---\ntitle: L\n---\n\n{links}\n"));
    folder.run(&["build", "-q", "-o", "linking"]).code(0);
    for (path, _, bytes) in folder.tree("linking") {
        assert!(!bytes.windows(6).any(|bytes| bytes == b"SECRET"), "{}", path.display());
    }
}

#[test]
fn no_page_shows_a_path_of_the_disk() {
    let folder = Folder::site();
    folder.write("content/notes/pic.png", "PNG");
    folder.write("content/notes/a.md", "---\ntitle: A\n---\n\n![](pic.png) [[missing]] $\\bad$\n");
    folder.run(&["build", "-q"]).code(0);
    let root = folder.root().canonicalize().unwrap();
    let root = root.to_str().unwrap().as_bytes();
    for (path, _, bytes) in folder.tree("public") {
        assert!(!bytes.windows(root.len()).any(|bytes| bytes == root), "{}", path.display());
    }
    for private in
        ["file:///home/li/thesis.pdf", "/home/li/thesis.pdf", "C:\\Users\\li\\thesis.pdf"]
    {
        folder.write("content/notes/b.md", format!("---\ntitle: B\n---\n\n[x](<{private}>)\n"));
        let ran = folder.run(&["build", "-o", "other"]);
        let published = folder.shell("grep -rl thesis.pdf other").stdout;
        assert!(
            published.is_empty() || ran.code == Some(1),
            "{private}: {published} {}",
            ran.stderr
        );
    }
}
