//! A bibliography comes into a site: a note for each entry, or `references.bib`.

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};

use anyhow::{Context as _, anyhow};
use rayon::prelude::*;

use super::folder::read_text;
use super::report::{Fate, Report, warn};
use super::{Kind, Mode, files, notes_folder};
use crate::bibliography::{Entry, Problem, read_bibtex, read_csl_json, read_ris};
use crate::cli::print::{self, count};
use crate::cli::project::Project;
use crate::config::Config;
use crate::discover::BIBLIOGRAPHY;
use crate::import::{self, EntryOptions, Started};
use crate::markdown;
use crate::model::Document;
use crate::parse;
use crate::source::ContentPath;

/// The entries of the file; what is wrong with others is said one by one.
pub(super) fn read(source: &Path, kind: Kind) -> anyhow::Result<Vec<Entry>> {
    let bytes = std::fs::read(source).map_err(|error| {
        anyhow!("`{}` cannot be read: {}", source.display(), crate::disk::reason(&error))
    })?;
    let text = String::from_utf8(bytes)
        .ok()
        .with_context(|| format!("`{}` is not UTF-8 text; export it as UTF-8", source.display()))?;
    let (entries, problems) = match kind {
        Kind::Csl => read_csl_json(&text),
        Kind::Ris => read_ris(&text),
        Kind::Bibtex | Kind::Obsidian | Kind::Folder => read_bibtex(&text),
    };
    let lines = LineStarts::of(&text);
    for Problem { range, message, help, .. } in &problems {
        let place = format!("{}:{}", source.display(), lines.line(range.start));
        warn(&place, message, help.as_deref());
    }
    Ok(entries)
}

/// Where lines start.
struct LineStarts(Vec<usize>);

impl LineStarts {
    fn of(text: &str) -> Self {
        Self(text.match_indices('\n').map(|(at, _)| at).collect())
    }

    /// The line that byte `at` is in, counted from 1.
    fn line(&self, at: usize) -> usize {
        self.0.partition_point(|end| *end < at) + 1
    }
}

/// Writes a note for each entry.
pub(super) fn import(
    project: Project,
    entries: &[Entry],
    mode: Mode,
    report: &mut Report,
) -> anyhow::Result<()> {
    let folder = notes_folder(&project);
    let mut there = There::of(project)?;
    let mut files = files(&folder);
    let options = EntryOptions { abstracts: mode.abstracts };
    let started: Vec<Result<Started, String>> =
        entries.par_iter().map(|entry| import::note_of_entry(entry, options)).collect();
    let mut quotes = 0;
    for (entry, started) in entries.iter().zip(started) {
        let started = match started {
            Ok(started) => started,
            Err(why) => {
                report.file(Fate::Bad, &entry.key, &[], &[why])?;
                continue;
            }
        };
        quotes += started.annotations();
        let mut remarks: Vec<String> = started.left_out.clone();
        if started.annotations() > 0 {
            remarks.push(count(started.annotations(), "annotation"));
        }
        if entry.field("file").is_some() {
            remarks.push("its attached file stays where it is".to_owned());
        }
        let relative = PathBuf::from(format!("{}.md", started.stem));
        let found = there.find(&started).map(Path::to_owned);
        let found = found.or_else(|| files.twin(&relative).map(|twin| files.path(&twin)));
        match found {
            None => {
                if !mode.dry_run {
                    files.create(&relative, started.text().as_bytes())?;
                }
                let name = files.path(&relative);
                there.add(&started, name.clone());
                report.file(Fate::New, &name.display().to_string(), &started.fields, &remarks)?;
            }
            Some(path) => {
                let name = path.display().to_string();
                if there.is_new(&path) {
                    remarks
                        .push(format!("`{}` is the same paper as an entry before it", entry.key));
                    report.file(Fate::Kept, &name, &[], &remarks)?;
                    continue;
                }
                update(&path, &started, mode, report, &remarks)?;
            }
        }
    }
    if quotes > 0 {
        let quotes = count(quotes, "annotation");
        report.remark(format!(
            "{quotes} of the reference manager stand in the notes, and are published with them"
        ));
    }
    let attachments = entries.iter().filter(|entry| entry.field("file").is_some()).count();
    if attachments > 0 {
        let entries = count(attachments, "entry");
        report.remark(format!("{entries} with attached files, which stay where they are: PDFs of papers are rarely yours to publish"));
    }
    Ok(())
}

/// Gives a note that is there what it lacks.
fn update(
    path: &Path,
    started: &Started,
    mode: Mode,
    report: &mut Report,
    remarks: &[String],
) -> anyhow::Result<()> {
    let name = path.display().to_string();
    let there = read_text(path)?;
    let bare = there.strip_prefix('\u{feff}').unwrap_or(&there);
    let mark = &there[..there.len() - bare.len()];
    let file_name = path.file_name().unwrap_or_default().to_string_lossy();
    let Some(content) = ContentPath::new(&file_name) else { return Ok(()) };
    let mut merged = import::add_missing(&content, bare, &started.fields);
    let notes = started.missing_annotations(bare);
    if !notes.is_empty() {
        if !merged.text.ends_with('\n') {
            merged.text.push('\n');
        }
        merged.text += &notes;
    }
    let fate = if merged.text == bare {
        Fate::Same
    } else if mode.update {
        if !mode.dry_run {
            let folder = path.parent().unwrap_or(Path::new(""));
            let after = format!("{mark}{}", merged.text);
            let name = Path::new(path.file_name().unwrap_or_default());
            files(folder).replace(name, there.as_bytes(), after.as_bytes())?;
        }
        Fate::Updated
    } else {
        Fate::Kept
    };
    report.file(fate, &name, &merged.added, remarks)
}

/// The notes that are there, by what their papers are known by.
struct There {
    by_id: BTreeMap<String, PathBuf>,
    new: std::collections::BTreeSet<PathBuf>,
}

impl There {
    fn of(mut project: Project) -> anyhow::Result<Self> {
        let mut there = Self { by_id: BTreeMap::new(), new: std::collections::BTreeSet::new() };
        if !project.content.is_dir() {
            return Ok(there);
        }
        project.discover()?;
        let parsed =
            parse::parse(&project.sources, &Config::default(), &markdown::Options::default());
        for document in &parsed.value {
            let Document::Note(note) = document else { continue };
            let path = project.content.join(note.path.as_str());
            let path = path.strip_prefix(".").map(Path::to_owned).unwrap_or(path);
            let facts = &note.facts;
            let ids = [
                facts.doi.as_ref().map(|id| format!("doi:{}", id.value.as_str())),
                facts
                    .arxiv
                    .as_ref()
                    .map(|id| format!("arxiv:{}", bare_arxiv(&id.value.to_string()))),
                Some(match &facts.key {
                    Some(key) => format!("key:{}", key.value.folded()),
                    None => format!("key:{}", note.path.stem().to_lowercase()),
                }),
            ];
            for id in ids.into_iter().flatten() {
                there.by_id.entry(id).or_insert_with(|| path.clone());
            }
        }
        Ok(there)
    }

    fn ids(started: &Started) -> Vec<String> {
        let text = |key: &str| {
            let found = started.fields.iter().find(|field| field.key == key)?;
            match &found.value {
                crate::yaml::write::Value::Text(text) => Some(text.to_lowercase()),
                _ => None,
            }
        };
        let key = text("key").unwrap_or_else(|| started.stem.to_lowercase());
        let doi = text("doi").map(|id| format!("doi:{id}"));
        let arxiv = text("arxiv").map(|id| format!("arxiv:{}", bare_arxiv(&id)));
        [Some(format!("key:{key}")), doi, arxiv].into_iter().flatten().collect()
    }

    fn find(&self, started: &Started) -> Option<&Path> {
        Self::ids(started).iter().find_map(|id| self.by_id.get(id)).map(PathBuf::as_path)
    }

    fn add(&mut self, started: &Started, path: PathBuf) {
        for id in Self::ids(started) {
            self.by_id.entry(id).or_insert_with(|| path.clone());
        }
        self.new.insert(path);
    }

    fn is_new(&self, path: &Path) -> bool {
        self.new.contains(path)
    }
}

/// The id without its version.
fn bare_arxiv(id: &str) -> String {
    let (bare, version) = id.rsplit_once('v').unwrap_or((id, ""));
    let versioned = !version.is_empty() && version.bytes().all(|b| b.is_ascii_digit());
    if versioned { bare.to_owned() } else { id.to_owned() }
}

/// Puts the entries into `references.bib` of the site.
pub(super) fn write_references(
    project: &Project,
    entries: &[Entry],
    mode: Mode,
    report: &mut Report,
) -> anyhow::Result<()> {
    let mut files = files(&project.root);
    let relative = Path::new(BIBLIOGRAPHY);
    let path = files.path(relative);
    let name = path.display().to_string();
    let exists = files.twin(relative).is_some();
    let there = if exists { read_text(&path)? } else { String::new() };
    let (known, _) = read_bibtex(&there);
    let (new, number) = import::references(&known, entries);
    let remarks = [format!("{} added", count(number, "entry"))];
    if new.is_empty() {
        return report.file(Fate::Same, &name, &[], &[]);
    }
    if !exists {
        if !mode.dry_run {
            files.create(relative, new.as_bytes())?;
        }
        return report.file(Fate::New, &name, &[], &remarks);
    }
    if !mode.update {
        print::message(&format!("note: `--update` adds {} to it\n", count(number, "entry")));
        return report.file(Fate::Kept, &name, &[], &[]);
    }
    if !mode.dry_run {
        let gap = if there.ends_with("\n\n") || there.is_empty() {
            ""
        } else if there.ends_with('\n') {
            "\n"
        } else {
            "\n\n"
        };
        files.replace(relative, there.as_bytes(), format!("{there}{gap}{new}").as_bytes())?;
    }
    report.file(Fate::Updated, &name, &[], &remarks)
}
