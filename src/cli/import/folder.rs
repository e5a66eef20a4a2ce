//! A folder of notes, or a vault, comes into a site.

use std::path::{Path, PathBuf};

use anyhow::{anyhow, bail};
use rayon::prelude::*;

use super::report::{Fate, Report, warn};
use super::{Mode, files, macros, notes_folder};
use crate::cli::print::count;
use crate::cli::project::Project;
use crate::discover::{self, Layout};
use crate::disk;
use crate::import::{self, Folder, Imported, Origin};
use crate::source::{Asset, AssetContent, ContentPath, Sources};

/// A note of the folder.
struct Note {
    path: ContentPath,
    /// With its byte order mark.
    text: String,
    has_mark: bool,
    imported: Imported,
    /// Comments of Obsidian that were taken out.
    hidden: usize,
}

pub(super) fn import(
    source: &Path,
    project: &Project,
    origin: Origin,
    mode: Mode,
    report: &mut Report,
) -> anyhow::Result<()> {
    let target = notes_folder(project);
    let inside = place(source, &project.content)?;
    let mut sources = Sources::new();
    let layout = Layout { root: source, content: source, private: &[], bibliography: &[] };
    let unread = discover::discover(layout, &mut sources)?.diagnostics;
    for diagnostic in &unread {
        warn(&source.display().to_string(), &diagnostic.message, None);
    }
    let in_place = inside == Place::Same;
    let notes = read(&sources, origin, in_place);
    if notes.is_empty() {
        bail!("`{}` has no Markdown notes", source.display());
    }
    let folder = if in_place { project.content.clone() } else { target };
    let mut files = files(&folder);
    for note in &notes {
        let relative = PathBuf::from(note.path.as_str());
        let name = files.path(&relative).display().to_string();
        if in_place {
            let fate = if note.imported.text == note.text {
                Fate::Same
            } else if mode.update {
                let mark = if note.has_mark { "\u{feff}" } else { "" };
                let bytes = |text: &str| format!("{mark}{text}").into_bytes();
                if !mode.dry_run {
                    files.replace(&relative, &bytes(&note.text), &bytes(&note.imported.text))?;
                }
                Fate::Updated
            } else {
                Fate::Kept
            };
            tell(report, fate, &name, &note.imported, note.hidden)?;
            continue;
        }
        let Some(twin) = files.twin(&relative) else {
            if !mode.dry_run {
                files.create(&relative, note.imported.text.as_bytes())?;
            }
            tell(report, Fate::New, &name, &note.imported, note.hidden)?;
            continue;
        };
        update(&mut files, &twin, note, mode, report)?;
    }
    if !in_place {
        copy_assets(&sources, &folder, mode, report)?;
        macros::import(&sources, project, mode, report)?;
    }
    let queries = notes.iter().map(|note| note.text.matches("```dataview").count()).sum::<usize>();
    if queries > 0 {
        let queries = count(queries, "query");
        report.remark(format!(
            "{queries} of Dataview will be shown as code: a site has lists of its own"
        ));
    }
    Ok(())
}

/// Where the folder lies that notes come from.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Place {
    /// It is the folder of the notes itself.
    Same,
    Elsewhere,
}

fn place(source: &Path, content: &Path) -> anyhow::Result<Place> {
    let real = |path: &Path| path.canonicalize().ok();
    let (Some(source_real), Some(content_real)) = (real(source), real(content)) else {
        return Ok(Place::Elsewhere);
    };
    if source_real == content_real {
        return Ok(Place::Same);
    }
    if source_real.starts_with(&content_real) {
        bail!(
            "`{}` lies in the folder of the notes; to add front matter where they are, import `{}`",
            source.display(),
            content.display()
        );
    }
    if content_real.starts_with(&source_real) {
        bail!(
            "`{}` holds the site that its notes would come into; choose a site beside it",
            source.display()
        );
    }
    Ok(Place::Elsewhere)
}

fn read(sources: &Sources, origin: Origin, in_place: bool) -> Vec<Note> {
    let documents: Vec<_> = sources.documents().collect();
    let folder = Folder::of(documents.iter().map(|(_, path, _)| *path));
    documents
        .into_par_iter()
        .map(|(file, path, text)| {
            let has_mark = sources.file(file).skipped > 0;
            let (shown, hidden) = if origin == Origin::Vault && !in_place {
                import::without_comments(text)
            } else {
                (text.to_owned(), 0)
            };
            let imported = import::note(path, &shown, origin, &folder);
            Note { path: path.clone(), text: text.to_owned(), has_mark, imported, hidden }
        })
        .collect()
}

/// Gives a note that is there what it lacks.
fn update(
    files: &mut disk::Files,
    twin: &Path,
    note: &Note,
    mode: Mode,
    report: &mut Report,
) -> anyhow::Result<()> {
    let path = files.path(twin);
    let name = path.display().to_string();
    let there = read_text(&path)?;
    let bare = there.strip_prefix('\u{feff}').unwrap_or(&there);
    let mark = &there[..there.len() - bare.len()];
    let shown = twin.to_string_lossy().replace('\\', "/");
    let content = ContentPath::new(&shown).unwrap_or_else(|| note.path.clone());
    let merged = import::merged(&content, bare, &note.imported);
    let fate = if merged.text == bare {
        Fate::Same
    } else if mode.update {
        if !mode.dry_run {
            let after = format!("{mark}{}", merged.text);
            files.replace(twin, there.as_bytes(), after.as_bytes())?;
        }
        Fate::Updated
    } else {
        Fate::Kept
    };
    tell(report, fate, &name, &merged, 0)
}

/// The text of a note that is there.
pub(super) fn read_text(path: &Path) -> anyhow::Result<String> {
    let fail = |error: &std::io::Error| {
        anyhow!("`{}` cannot be read: {}", path.display(), disk::reason(error))
    };
    let mut text = String::new();
    let mut file = disk::open_regular(path).map_err(|error| fail(&error))?;
    std::io::Read::read_to_string(&mut file, &mut text).map_err(|error| fail(&error))?;
    Ok(text)
}

fn tell(
    report: &mut Report,
    fate: Fate,
    name: &str,
    imported: &Imported,
    hidden: usize,
) -> anyhow::Result<()> {
    let Imported { text: _, added, renamed, repairs, errors } = imported;
    let mut more: Vec<String> =
        renamed.iter().map(|(old, new)| format!("`{old}` → `{new}`")).collect();
    if *repairs > 0 {
        more.push(count(*repairs, "repair"));
    }
    if hidden > 0 {
        more.push(format!("{} left out", count(hidden, "comment")));
    }
    if *errors > 0 {
        more.push(format!("{} left, which `notesgen check` shows", count(*errors, "mistake")));
    }
    report.file(fate, name, added, &more)
}

/// Copies what the notes may show or link to.
fn copy_assets(
    sources: &Sources,
    folder: &Path,
    mode: Mode,
    report: &mut Report,
) -> anyhow::Result<()> {
    let mut files = files(folder);
    let (mut copied, mut kept, mut papers) = (0, 0, 0);
    for asset in sources.assets() {
        let Asset { path, content, .. } = asset;
        let AssetContent::Disk(from) = content else { continue };
        let relative = Path::new(path.as_str());
        if let Some(twin) = files.twin(relative) {
            kept += 1;
            report.line("kept", &files.path(&twin))?;
            continue;
        }
        if path.extension() == "pdf" {
            papers += 1;
        }
        copied += 1;
        report.line("file", &files.path(relative))?;
        if mode.dry_run {
            continue;
        }
        let fail = |error: &std::io::Error| {
            anyhow!("`{}` cannot be read: {}", from.display(), disk::reason(error))
        };
        let mut bytes = Vec::new();
        let mut file = disk::open_regular(from).map_err(|error| fail(&error))?;
        std::io::Read::read_to_end(&mut file, &mut bytes).map_err(|error| fail(&error))?;
        files.create(relative, &bytes)?;
    }
    if copied > 0 {
        report.remark(format!("{} copied with the notes", count(copied, "file")));
    }
    if kept > 0 {
        report.remark(format!("{} of the same name there already, and kept", count(kept, "file")));
    }
    if papers > 0 {
        let papers = count(papers, "PDF");
        report.remark(format!(
            "{papers} among them: what notes link to is published, so mind the copyright"
        ));
    }
    Ok(())
}
