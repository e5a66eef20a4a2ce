//! Shelving and linking of N notes with six references each: half to papers that somebody has
//! read, by key, title, arXiv id or reference in words, half to papers that nobody has; one of
//! those is wanted by every third note.
#![allow(missing_docs, clippy::unwrap_used, reason = "a benchmark")]

use std::fmt::Write as _;
use std::sync::Arc;

use divan::Bencher;
use notesgen::config::Config;
use notesgen::library::{Library, shelve};
use notesgen::links::resolve;
use notesgen::markdown;
use notesgen::model::{Document, LinkId, Mention, Mentioned};
use notesgen::parse::parse;
use notesgen::source::{ContentPath, SourceFile, Sources, Span};

fn main() {
    divan::main();
}

/// Numbers that look random and never change (splitmix64).
fn mix(seed: u64) -> u64 {
    let mut z = seed.wrapping_add(0x9e37_79b9_7f4a_7c15);
    z = (z ^ (z >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
    z = (z ^ (z >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
    z ^ (z >> 31)
}

const WORDS: [&str; 40] = [
    "deep",
    "learning",
    "network",
    "attention",
    "image",
    "language",
    "model",
    "residual",
    "graph",
    "efficient",
    "robust",
    "large",
    "scale",
    "neural",
    "transformer",
    "vision",
    "recognition",
    "translation",
    "speech",
    "reinforcement",
    "policy",
    "gradient",
    "sparse",
    "dense",
    "adaptive",
    "contrastive",
    "generative",
    "diffusion",
    "retrieval",
    "memory",
    "optimisation",
    "bayesian",
    "causal",
    "federated",
    "privacy",
    "segmentation",
    "detection",
    "tracking",
    "pretraining",
    "distillation",
];

fn title(paper: u64) -> String {
    let word = |at: u64| WORDS[usize::try_from(mix(paper * 8 + at) % 40).unwrap()];
    let words: Vec<&str> = (0..5 + mix(paper) % 4).map(word).collect();
    format!("{} of kind {}", words.join(" "), letters(paper))
}

/// A number in letters, so that titles differ in more than digits.
fn letters(mut number: u64) -> String {
    let mut out = String::new();
    while number > 0 || out.is_empty() {
        out.push(char::from(b'a' + u8::try_from(number % 26).unwrap()));
        number /= 26;
    }
    out
}

fn key(paper: u64) -> String {
    format!("author{}{}word{}", letters(mix(paper) % 5000), 1980 + paper % 45, letters(paper))
}

fn sources(notes: u64) -> Sources {
    let mut sources = Sources::new();
    for note in 0..notes {
        let mut text = format!(
            "---\ntitle: {}\nkey: {}\nyear: {}\narxiv: {}\ntags: [a, b]\nreader: r{}\nfollow_ups:\n",
            title(note),
            key(note),
            1980 + note % 45,
            arxiv(note),
            note % 50,
        );
        for reference in 0..3 {
            let other = mix(note * 7 + reference) % (notes * 2);
            let _ = match mix(other + note) % 4 {
                0 => writeln!(text, "  - {}", key(other)),
                1 => writeln!(text, "  - {{title: {}, year: {}}}", title(other), 1980 + other % 45),
                2 => writeln!(text, "  - {}", arxiv(other)),
                _ => writeln!(text, "  - Author et al. {}, {}", title(other), 1980 + other % 45),
            };
        }
        text.push_str("---\nBody\n");
        let name = format!("notes/{}/{}.md", note % 100, key(note));
        let path = ContentPath::new(&name);
        sources.add(SourceFile { name, path, text, skipped: 0 });
    }
    sources
}

fn arxiv(paper: u64) -> String {
    format!("{:02}{:02}.{:05}", paper / 12 % 25, paper % 12 + 1, paper)
}

fn documents(sources: &Sources, notes: u64) -> Vec<Document> {
    let config = Config::default();
    let mut documents = parse(sources, &config, &markdown::Options::default()).value;
    for (at, document) in (0..).zip(&mut documents) {
        let Document::Note(note) = document else { continue };
        let note = Arc::make_mut(note);
        note.outline.mentions = (0..3_u32)
            .map(|index| {
                let other = mix(at * 11 + u64::from(index)) % (notes * 2);
                let what = match mix(other + at) % 3 {
                    _ if index == 0 && at % 3 == 0 => {
                        Mentioned::Name { name: "everybody2020wants".into(), anchor: None }
                    }
                    0 => Mentioned::Name { name: title(other), anchor: None },
                    1 => Mentioned::Citation { key: key(other) },
                    _ => {
                        let other = other % notes;
                        let path = format!("../{}/{}.md", other % 100, key(other));
                        Mentioned::Path { path, anchor: None }
                    }
                };
                let id = LinkId { file: note.file, text: note.body.span.start, offset: index };
                let span = Span::new(note.file, note.body.span.range());
                Mention { id, span, what, context: String::new() }
            })
            .collect();
    }
    documents
}

#[divan::bench(args = [100, 1_000, 10_000], sample_count = 10)]
fn shelve_notes(bencher: Bencher<'_, '_>, notes: u64) {
    let sources = sources(notes);
    let documents = documents(&sources, notes);
    let config = Config::default();
    bencher
        .with_inputs(|| documents.clone())
        .bench_values(|documents| shelve(documents, &[], &config));
}

#[divan::bench(args = [100, 1_000, 10_000], sample_count = 10)]
fn resolve_links(bencher: Bencher<'_, '_>, notes: u64) {
    let sources = sources(notes);
    let config = Config::default();
    let library: Library = shelve(documents(&sources, notes), &[], &config).value;
    if notes == 10_000 {
        let links = resolve(&library, &sources, &config);
        let most = links.value.wanted_papers().next().map(|(_, wanted)| wanted.wanted_by.len());
        assert!(most > Some(3_000), "one paper is wanted by every third note");
    }
    bencher.bench(|| resolve(&library, &sources, &config));
}
