//! A site that is compiled again after a change is the site that would be compiled without memory.

use std::collections::BTreeMap;
use std::fmt::Write as _;

use notesgen::compile::{Compiled, Memory, compile, compile_with};
use notesgen::config::Config;
use notesgen::diagnostic::Diagnostic;
use notesgen::output::{NewFile, UrlPath};
use notesgen::render::{Site, Sketches};
use notesgen::source::{ContentPath, SourceFile, Sources, Span};
use notesgen::theme::Theme;
use proptest::prelude::*;
use rayon::prelude::*;

/// Names of files, most of them of notes, so that edits meet. The one without a folder is the
/// site's bibliography.
const NAMES: [&str; 11] = [
    "content/notes/a.md",
    "content/notes/b.md",
    "content/notes/c2020d.md",
    "content/notes/deep/e.md",
    "content/notes/z.md",
    "content/concepts/residual.md",
    "content/readers/li.md",
    "content/lists/first.md",
    "content/handouts/week-1.md",
    "content/pages/about.md",
    "references.bib",
];

/// Texts that files may have, the last ones broken. `{n}` is a number that changes with each edit.
const TEXTS: [&str; 11] = [
    "# Paper {n}\n\nIt cites [[b]] and [@c2020d], see [the list](../lists/first.md).\n",
    "---\ntitle: Residual learning {n}\nyear: 2016\nauthors: [Kaiming He]\ntags: [cnn]\n---\n\n## Method\n\nWords $x^2$.\n",
    "---\nkey: c2020d\ntitle: Another\nreaders: [li]\nfollow_ups:\n  - paper: a\n    why: It is {n}.\n  - \"He et al. Deep Residual Learning for Image Recognition, 2015\"\n---\n\n[[a#Method]]\n",
    "---\ntitle: Drawn {n}\ndraft: true\n---\n\n[[b]]\n",
    "---\ntitle: Passes\ndate: 2024-01-0{d}\ntldr: It is so.\npass1:\n  title: It says {n}.\n  figures:\n    - label: Figure 1\n      image: /{n}.png\n      remark: It falls.\npass2:\n  \
     notes: As [[b#Method]] says.\n  settings: {rate: It is low.}\npass3:\n  concepts: [residual]\n  \
     open_problems: It is open.\nfollow_ups:\n  - paper: {title: Some work, year: 2019}\n    \
     why: It follows.\n  - {paper: b, why: It is\n      deep.\n    }\ncritiques:\n  - claim: It is slow.\n    part: experiments\n    answered_by:\n      - paper: c2020d\n        how: It is fast.\n  - claim: It is deep.\nresults:\n  - {benchmark: B, metric: m, value: 1, setting: It is big.\n    }\nquestions:\n  - ask: Why {n}?\n    answer: It is so.\n---\n",
    "---\ntitle: Pasted\nbibtex: |\n  @article{he2016, title={Deep {n}}, author={He, Kaiming}, year={2016}}\n---\n\n[[residual]]\n",
    "---\ntitle: 残差学习\naliases: [/old/{d}/, ResNet]\n---\n\n一些文字，第 {n} 次。[@li]\n",
    "@book{c2020d, title={A book {n}}, year={2020}}\n",
    "",
    "---\ntitle: a: b {n}\n---\n",
    "---\ntitel: x\n---\n\n[nowhere](nowhere-{n}.md) [[a#None]]\n",
];

/// What is typed into bodies; nothing takes away the rest of one.
const TYPED: [&str; 9] = [
    "x",
    " words {n} and $y$ ",
    "\n\nA sentence.\n\n",
    "\n\n## Heading {n}\n\n",
    " [[b]] ",
    "字",
    "\n\n<a id=\"at-{n}\"></a> ^block\n\n",
    " [@c2020d, p. {n}] ",
    "",
];

/// What is typed behind texts of front matters.
const SAID: [&str; 6] =
    ["x", " more and $y$", ", as [[b]] says", "，第 {n} 次", " <a id=\"in-{n}\"></a>", ": no"];

const SETTINGS: [&str; 5] = [
    "title: Notes\n",
    "title: Notes\nbase_url: https://example.org/x/\nlanguage: zh\n",
    "title: Notes\nmath:\n  macros:\n    R: \\mathbb{R}\n",
    "title: Notes\nprivate: [notes/deep]\n",
    "title: [\n",
];

/// One edit of a site.
#[derive(Clone, Debug)]
enum Edit {
    Write(usize, usize),
    /// Words typed into the body of a file, at a place in a thousand parts of it.
    Type(usize, usize, usize),
    /// Words typed behind a text of the front matter of a file, counted around.
    Say(usize, usize, usize),
    Delete(usize),
    Rename(usize, usize),
    Settings(usize),
}

fn edit() -> impl Strategy<Value = Edit> {
    let name = 0..NAMES.len();
    prop_oneof![
        6 => (name.clone(), 0..TEXTS.len()).prop_map(|(name, text)| Edit::Write(name, text)),
        9 => (name.clone(), 0..1_000_usize, 0..TYPED.len())
            .prop_map(|(name, at, words)| Edit::Type(name, at, words)),
        9 => (name.clone(), 0..60_usize, 0..SAID.len())
            .prop_map(|(name, at, words)| Edit::Say(name, at, words)),
        2 => name.clone().prop_map(Edit::Delete),
        1 => (name.clone(), name).prop_map(|(from, to)| Edit::Rename(from, to)),
        1 => (0..SETTINGS.len()).prop_map(Edit::Settings),
    ]
}

/// A site's files while they are edited.
struct Folder {
    files: BTreeMap<&'static str, String>,
    settings: &'static str,
}

impl Folder {
    fn apply(&mut self, edit: &Edit, n: usize) {
        match *edit {
            Edit::Write(name, text) => {
                let text = TEXTS[text].replace("{n}", &n.to_string());
                self.files.insert(NAMES[name], text.replace("{d}", &(1 + n % 9).to_string()));
            }
            Edit::Type(name, at, words) => {
                let Some(text) = self.files.get_mut(NAMES[name]) else { return };
                let body = text.rfind("---\n").map_or(0, |fence| fence + 4);
                let at = body + (text.len() - body) * at / 1_000;
                let at = (at..=text.len()).find(|&at| text.is_char_boundary(at)).unwrap();
                match TYPED[words] {
                    "" => drop(text.drain(at..).next_back()),
                    words => text.insert_str(at, &words.replace("{n}", &n.to_string())),
                }
            }
            Edit::Say(name, at, words) => {
                let Some(text) = self.files.get_mut(NAMES[name]) else { return };
                let front = text.rfind("---\n").unwrap_or(0);
                let ends: Vec<usize> =
                    text[..front].match_indices(".\n").map(|(at, _)| at).collect();
                if !ends.is_empty() {
                    let words = SAID[words].replace("{n}", &n.to_string());
                    text.insert_str(ends[at % ends.len()], &words);
                }
            }
            Edit::Delete(name) => drop(self.files.remove(NAMES[name])),
            Edit::Rename(from, to) => {
                let text = self.files.remove(NAMES[from]);
                self.files.extend(text.map(|text| (NAMES[to], text)));
            }
            Edit::Settings(settings) => self.settings = SETTINGS[settings],
        }
    }

    /// The files as the disk would give them, and the settings if they can be used.
    fn read(&self) -> Option<(Sources, Config)> {
        let mut sources = Sources::new();
        let file = |name: &str, path: Option<ContentPath>, text: &str| SourceFile {
            name: name.to_owned(),
            path,
            text: text.to_owned(),
            skipped: 0,
        };
        let settings = sources.add(file("notesgen.yaml", None, self.settings));
        let config = Config::read(self.settings, settings);
        if config.has_errors() {
            return None;
        }
        if let Some(text) = self.files.get("references.bib") {
            sources.add(file("references.bib", None, text));
        }
        for (name, text) in &self.files {
            if let Some(path) = name.strip_prefix("content/") {
                sources.add(file(name, ContentPath::new(path), text));
            }
        }
        Some((sources, config.value))
    }
}

/// What is said, with places by their files' names: ids may differ.
fn said(diagnostics: &[Diagnostic], sources: &Sources) -> String {
    let place = |span: Span| {
        let file = sources.file(span.file);
        format!("{}:{:?}", file.name, span.range())
    };
    let mut out = String::new();
    for Diagnostic { code, severity, message, span, label, related, help, fix } in diagnostics {
        let span = span.map(place);
        let related: Vec<_> = related.iter().map(|(span, text)| (place(*span), text)).collect();
        let fix = fix.as_ref().map(|fix| (place(fix.span), &fix.replacement));
        writeln!(
            out,
            "{code:?} {severity:?} {message} {span:?} {label:?} {related:?} {help:?} {fix:?}"
        )
        .unwrap();
    }
    out
}

fn urls(site: Option<&Site>) -> Vec<&str> {
    site.into_iter().flat_map(Site::urls).map(|url| url.as_str()).collect()
}

fn assert_same_files(incremental: &Site, clean: &Site) {
    for url in clean.urls() {
        let bytes = |site: &Site| site.render(url).unwrap().unwrap().content;
        assert!(bytes(incremental) == bytes(clean), "{url} differs");
    }
}

/// The addresses of pages that `new` has from `old`, and of those that it has to make.
fn taken_and_made(old: &Site, new: &Site) -> (Vec<UrlPath>, Vec<UrlPath>) {
    let files = |site: &Site, sketches: &Sketches| -> Vec<NewFile> {
        let there = |url: &UrlPath| old.page(url).map(|_| 0);
        site.par_files_after(sketches, &there).map(Result::unwrap).collect()
    };
    let sketches = Sketches::default();
    for file in files(old, &sketches) {
        assert!(matches!(file, NewFile::Written(_)), "there was nothing before");
    }
    let (mut taken, mut made) = (Vec::new(), Vec::new());
    for file in files(new, &Sketches::after(&sketches.to_bytes())) {
        match file {
            NewFile::Taken { url, .. } => taken.push(url),
            NewFile::Written(file) if file.url.is_page() => made.push(file.url),
            NewFile::Written(_) => {}
        }
    }
    (taken, made)
}

/// A site without mistakes: the files of `NAMES` with those of `TEXTS` that are not broken.
fn folder() -> Folder {
    let mut folder = Folder { files: BTreeMap::new(), settings: SETTINGS[0] };
    for (name, text) in NAMES.iter().zip(&TEXTS[..7]) {
        folder.files.insert(name, text.replace("{n}", "0").replace("{d}", "1"));
    }
    for (name, text) in [
        ("content/lists/first.md", "---\ntitle: First\npapers: [b]\n---\n"),
        ("content/handouts/week-1.md", "---\ntitle: Week 1\npapers: [a]\n---\n"),
        ("content/pages/about.md", "# About\n\nWe read [[b]], as [@smith2020] says.\n"),
        (
            "references.bib",
            "@book{smith2020, title={A book}, author={Smith, Jo}, publisher={One}}\n",
        ),
    ] {
        folder.files.insert(name, text.to_owned());
    }
    folder
}

#[test]
fn a_page_is_made_again_if_it_shows_what_was_edited_and_taken_over_if_not() {
    let theme = Theme::builtin("default").unwrap();
    let site = |folder: &Folder| {
        let (sources, config) = folder.read().unwrap();
        let Compiled { site, diagnostics } = compile(&sources, &config, &theme).unwrap();
        site.unwrap_or_else(|| panic!("{}", said(&diagnostics, &sources)))
    };
    let mut folder = folder();
    let before = site(&folder);
    let (taken, made) = taken_and_made(&before, &before);
    assert!(made.is_empty(), "whether texts are rendered or not: {made:?}");
    assert!(taken.len() > 30);

    // A sentence in the body of a note: its page alone.
    folder.apply(&Edit::Type(0, 1_000, 2), 7);
    let mut after = site(&folder);
    let (_, made) = taken_and_made(&before, &after);
    let made: Vec<&str> = made.iter().map(UrlPath::as_str).collect();
    assert_eq!(made, ["papers/a/"]);

    // What a text elsewhere shows by a link or a citation of it, what it says, and what all pages show.
    for (file, from, to) in [
        ("content/notes/b.md", "Residual learning 0", "Residual learning again"),
        ("references.bib", "{One}", "{Two}"),
        ("content/pages/about.md", "We read", "We have read"),
        ("notesgen.yaml", "", ""),
    ] {
        let before = after;
        match folder.files.get_mut(file) {
            Some(text) => *text = text.replace(from, to),
            None => folder.settings = SETTINGS[2],
        }
        after = site(&folder);
        let (taken, made) = taken_and_made(&before, &after);
        let about = UrlPath::page(["about"]);
        assert!(made.contains(&about) && !taken.contains(&about), "{file}: {made:?}");
        assert_eq!(taken.is_empty(), file == "notesgen.yaml", "{taken:?}");
    }
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 32, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn a_site_compiled_after_edits_is_the_clean_one(edits in prop::collection::vec(edit(), 1..14)) {
        let theme = Theme::builtin("default").unwrap();
        let mut folder = folder();
        let mut memory = Memory::default();
        let mut before = Sources::new();
        let (mut last, mut last_but_one): (Option<(Site, Site)>, Option<Site>) = (None, None);
        for (n, edit) in edits.iter().enumerate() {
            folder.apply(edit, n);
            let Some((sources, config)) = folder.read() else { continue };
            let Compiled { site: clean, diagnostics } = compile(&sources, &config, &theme).unwrap();
            let expected = said(&diagnostics, &sources);
            let sources = sources.numbered_like(&before, 1);
            let incremental = compile_with(&mut memory, &sources, &config, &theme).unwrap();
            prop_assert_eq!(said(&incremental.diagnostics, &sources), expected);
            prop_assert_eq!(urls(incremental.site.as_ref()), urls(clean.as_ref()));
            before = sources;
            if let Some(sites) = incremental.site.zip(clean) {
                last_but_one = last.replace(sites).map(|(_, clean)| clean);
            }
        }
        if let Some((incremental, clean)) = &last {
            assert_same_files(incremental, clean);
        }
        if let (Some(old), Some((_, new))) = (&last_but_one, &last) {
            for url in taken_and_made(old, new).0 {
                let bytes = |site: &Site| site.render(&url).unwrap().unwrap().content;
                assert!(bytes(old) == bytes(new), "{url} was taken over and differs");
            }
        }
    }
}
