//! A site in one string, shelved and resolved: what the tests of shelving and linking share.

use std::fmt::Write as _;
use std::sync::Arc;

use super::{Links, Target, Via, Work, resolve};
use crate::config::Config;
use crate::diagnostic::{Diagnostic, sort};
use crate::library::{Library, shelve};
use crate::markdown;
use crate::model::{Document, Note, PaperFacts};
use crate::parse::parse;
use crate::source::{Asset, AssetContent, ContentPath, SourceFile, Sources, Span};

/// Settings of a site in two languages, with a folder that is not published.
pub(crate) fn config() -> Config {
    Config {
        languages: vec!["en".parse().unwrap(), "zh".parse().unwrap()],
        private: vec!["private".into()],
        ..Config::default()
    }
}

/// A library with its links and all that was said on the way.
pub(crate) struct Site {
    pub(crate) sources: Sources,
    pub(crate) library: Library,
    pub(crate) links: Links,
    pub(crate) diagnostics: Vec<Diagnostic>,
}

/// The files of `-- path --` sections; what is no Markdown is an asset.
pub(crate) fn sections(text: &str) -> Vec<(String, String)> {
    let mut files: Vec<(String, String)> = Vec::new();
    for line in text.lines() {
        if let Some(path) = line.strip_prefix("-- ").and_then(|line| line.strip_suffix(" --")) {
            files.push((path.to_owned(), String::new()));
        } else if let Some((_, text)) = files.last_mut() {
            text.push_str(line);
            text.push('\n');
        }
    }
    files
}

/// The site of `text`, whose files are read in the order that they are written in.
pub(crate) fn site(text: &str) -> Site {
    build(&sections(text), &config(), &[])
}

/// The notes of `files` by themselves.
pub(crate) fn parse_notes(files: &[(String, String)]) -> Vec<Note> {
    let documents = parse(&read(files), &config(), &markdown::Options::default()).value;
    let notes = documents.into_iter().filter_map(|document| match document {
        Document::Note(note) => Some(Arc::unwrap_or_clone(note)),
        _ => None,
    });
    notes.collect()
}

/// `files` as the disk would give them.
fn read(files: &[(String, String)]) -> Sources {
    let mut sources = Sources::new();
    for (name, text) in files {
        let path = ContentPath::new(name).unwrap();
        if path.extension() == "md" {
            let (name, path, text) = (name.clone(), Some(path), text.clone());
            sources.add(SourceFile { name, path, text, skipped: 0 });
        } else {
            let content = AssetContent::Memory(Arc::from(text.as_bytes()));
            sources.add_assets([Asset { path, content, bytes: 0, dimensions: None }]);
        }
    }
    sources
}

/// The site of `files`.
pub(crate) fn build(
    files: &[(String, String)],
    config: &Config,
    references: &[PaperFacts],
) -> Site {
    let sources = read(files);
    let mut diagnostics = Vec::new();
    let parsed = parse(&sources, config, &markdown::Options::default());
    let documents = parsed.collect_into(&mut diagnostics);
    let library = shelve(documents, references, config).collect_into(&mut diagnostics);
    let links = resolve(&library, &sources, config).collect_into(&mut diagnostics);
    sort(&mut diagnostics);
    Site { sources, library, links, diagnostics }
}

impl Site {
    /// Everything that was said, a line each: place, code, words, help.
    pub(crate) fn said(&self) -> String {
        let mut out = String::new();
        for diagnostic in &self.diagnostics {
            let place = |span: Span| {
                let (line, column) = self.sources.line_column(span.file, span.range().start);
                format!("{}:{line}:{column}", self.sources.file(span.file).name)
            };
            let at = diagnostic.span.map_or_else(String::new, place);
            let _ = writeln!(out, "{at}: {} {}", diagnostic.code, diagnostic.message);
            for (span, what) in &diagnostic.related {
                let _ = writeln!(out, "  {}: {what}", place(*span));
            }
            for help in &diagnostic.help {
                let _ = writeln!(out, "  help: {help}");
            }
        }
        out
    }

    /// What a paper is called.
    pub(crate) fn work(&self, work: Work) -> String {
        match work {
            Work::Read(id) => self.library.paper(id).key.to_string(),
            Work::Wanted(id) => format!("wanted {}", self.links.wanted(id).key),
        }
    }

    /// What every link of the site leads to: the words of the link, and the target.
    pub(crate) fn targets(&self) -> String {
        let mut out = String::new();
        let notes = self.library.notes().map(|(_, note)| &note.note.outline);
        let pages = self.library.pages().map(|(_, page)| &page.outline);
        let concepts = self.library.concepts().map(|(_, concept)| &concept.page.outline);
        for mention in notes.chain(pages).chain(concepts).flat_map(|outline| &outline.mentions) {
            let target = self.target(self.links.target(mention.id));
            let _ = writeln!(out, "{} -> {target}", self.sources.slice(mention.span));
        }
        out
    }

    fn target(&self, target: &Target) -> String {
        let library = &self.library;
        let (what, anchor) = match target {
            Target::Paper(work, anchor) => (format!("paper {}", self.work(*work)), anchor),
            Target::Concept(id, anchor) => {
                (format!("concept {}", library.concept(*id).page.path), anchor)
            }
            Target::List(id, anchor) => (format!("list {}", library.list(*id).page.path), anchor),
            Target::Handout(id, anchor) => {
                (format!("handout {}", library.handout(*id).page.path), anchor)
            }
            Target::Page(id, anchor) => (format!("page {}", library.page(*id).path), anchor),
            Target::Reader(id, anchor) => (format!("reader {}", library.reader(*id).id), anchor),
            Target::Asset(path) => (format!("file {path}"), &None),
            Target::Url(url) => (format!("url /{url}"), &None),
            Target::Web(url) => (format!("web {url}"), &None),
            Target::Dead => ("nothing".to_owned(), &None),
        };
        anchor.as_ref().map_or(what.clone(), |anchor| format!("{what}#{anchor}"))
    }

    /// Follow-ups, relations and other fields of notes, and what each leads to.
    pub(crate) fn fields(&self) -> String {
        let mut out = String::new();
        let show = |work: Option<Work>| work.map_or("nothing".to_owned(), |work| self.work(work));
        for (id, shelved) in self.library.notes() {
            let note = &shelved.note;
            let path = &note.path;
            for (index, follow_up) in note.follow_ups.iter().enumerate() {
                let words = first_line(self.sources.slice(follow_up.paper.span()));
                let _ =
                    writeln!(out, "{path}: {words} -> {}", show(self.links.follow_up(id, index)));
            }
            for index in 0..note.relations.len() {
                let _ =
                    writeln!(out, "{path}: relation -> {}", show(self.links.relation(id, index)));
            }
            for (index, critique) in note.critiques.iter().enumerate() {
                for answer in 0..critique.answered_by.len() {
                    let work = show(self.links.answer(id, index, answer));
                    let _ = writeln!(out, "{path}: answer -> {work}");
                }
            }
            for (index, question) in note.questions.iter().enumerate() {
                if question.answered_by.is_some() {
                    let work = show(self.links.question_answer(id, index));
                    let _ = writeln!(out, "{path}: question -> {work}");
                }
            }
            for (index, known) in note.prerequisites.iter().enumerate() {
                let words = first_line(self.sources.slice(known.span()));
                let target = self.target(self.links.prerequisite(id, index));
                let _ = writeln!(out, "{path}: prerequisite {words} -> {target}");
            }
        }
        for (id, list) in self.library.lists() {
            for index in 0..list.papers.len() {
                let work = show(self.links.listed(id, index));
                let _ = writeln!(out, "{}: {work}", list.page.path);
            }
        }
        out
    }

    /// The wanted papers: key, label, demand, priority and who wants them.
    pub(crate) fn wanted(&self) -> String {
        let mut out = String::new();
        for (_, wanted) in self.links.wanted_papers() {
            let by: Vec<String> = (wanted.wanted_by.iter())
                .map(|back| format!("{} {}", self.library.note(back.note).note.path, via(back.via)))
                .collect();
            let (key, label, demand) = (&wanted.key, &wanted.label, wanted.demand);
            let _ =
                writeln!(out, "{key} “{label}” {demand} {}: {}", wanted.priority, by.join(", "));
        }
        out
    }

    /// Papers with their notes.
    pub(crate) fn papers(&self) -> String {
        let mut out = String::new();
        for (_, paper) in self.library.papers() {
            let notes: Vec<String> = (paper.notes.iter().map(|&id| self.library.note(id)))
                .map(|note| format!("{} #{}", note.note.path, note.anchor))
                .collect();
            let year = paper.year.map_or_else(String::new, |year| format!(" {year}"));
            let _ = writeln!(
                out,
                "{} “{}”{year}: {}",
                paper.key,
                paper.title.markdown,
                notes.join(", ")
            );
        }
        out
    }
}

fn via(via: Via) -> &'static str {
    match via {
        Via::FollowUp(_) => "follows up",
        Via::Relation(..) => "relates",
        Via::Answer(..) | Via::QuestionAnswer(_) => "answered",
        Via::Prerequisite(_) => "needs",
        Via::Mention(_) => "links",
    }
}

fn first_line(text: &str) -> &str {
    text.lines().next().unwrap_or_default()
}
