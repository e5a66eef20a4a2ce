//! `notesgen import`: what people already have comes in without retyping.

mod bibliography;
mod folder;
mod macros;
mod report;

use std::path::{Path, PathBuf};

use anyhow::bail;
use clap::ValueEnum;

use super::Outcome;
use super::project::Project;
use crate::disk::Files;
use crate::import::Origin;
use report::Report;

/// Bring in what is there: a bibliography, an Obsidian vault, a folder of notes
///
/// A bibliography (BibTeX, BibLaTeX, CSL-JSON, RIS, also as Zotero exports them) becomes a note for
/// each entry, or `references.bib`. A folder's notes are copied into the site with their files;
/// metadata that stands in their bodies becomes front matter, and their bodies stay byte for byte.
///
/// Nothing is overwritten. With --update, a note that is there gets the keys that it lacks; what it
/// says stays as it is.
#[expect(clippy::struct_excessive_bools, reason = "each is an option of the command line")]
#[derive(clap::Args, Debug)]
#[command(after_help = "\
Examples:
  notesgen import --dry-run ~/old-notes site     show what would be found, and write nothing
  notesgen import library.bib                    one note for each entry
  notesgen import library.bib --references       only references.bib
  notesgen import ~/Vault site
  notesgen import notes notes --update           add front matter to notes where they are")]
pub(super) struct Args {
    /// A file .bib, .json or .ris, or a folder
    #[arg(value_name = "SOURCE")]
    source: PathBuf,
    /// The site or folder of notes that it is for
    #[arg(value_name = "DIR", default_value = ".")]
    dir: PathBuf,
    /// What SOURCE is; else its ending and its contents say so
    #[arg(long = "as", value_name = "KIND")]
    kind: Option<Kind>,
    /// Show what would be written, and write nothing
    #[arg(long)]
    dry_run: bool,
    /// Add what is missing to notes that are there
    #[arg(long)]
    update: bool,
    /// Write references.bib instead of notes
    #[arg(long)]
    references: bool,
    /// Take abstracts in; a site publishes them
    #[arg(long)]
    abstracts: bool,
    /// Report totals only
    #[arg(short, long)]
    quiet: bool,
}

/// What can be imported.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
enum Kind {
    /// BibTeX or BibLaTeX
    Bibtex,
    /// CSL-JSON
    Csl,
    /// RIS
    Ris,
    /// An Obsidian vault
    Obsidian,
    /// Any folder of Markdown
    Folder,
}

/// What an import does.
#[derive(Clone, Copy, Debug)]
struct Mode {
    dry_run: bool,
    update: bool,
    abstracts: bool,
}

pub(super) fn run(args: &Args) -> anyhow::Result<Outcome> {
    let Args { source, dir, kind, dry_run, update, references, abstracts, quiet } = args;
    let kind = match kind {
        Some(kind) => *kind,
        None => detect(source)?,
    };
    let mode = Mode { dry_run: *dry_run, update: *update, abstracts: *abstracts };
    let mut report = Report::new(*dry_run, *quiet);
    let project = Project::open(dir)?;
    match kind {
        Kind::Obsidian | Kind::Folder if *references => {
            bail!("`--references` is for bibliographies; `{}` is a folder", source.display());
        }
        Kind::Obsidian => folder::import(source, &project, Origin::Vault, mode, &mut report)?,
        Kind::Folder => folder::import(source, &project, Origin::Folder, mode, &mut report)?,
        Kind::Bibtex | Kind::Csl | Kind::Ris => {
            let entries = bibliography::read(source, kind)?;
            if *references {
                bibliography::write_references(&project, &entries, mode, &mut report)?;
            } else {
                bibliography::import(project, &entries, mode, &mut report)?;
            }
        }
    }
    report.finish();
    Ok(if report.has_errors() { Outcome::Errors } else { Outcome::Done })
}

/// What `source` is, by its looks.
fn detect(source: &Path) -> anyhow::Result<Kind> {
    if source.is_dir() {
        let is_vault = source.join(".obsidian").is_dir();
        return Ok(if is_vault { Kind::Obsidian } else { Kind::Folder });
    }
    if !source.exists() {
        bail!("there is no file or folder `{}`", source.display());
    }
    let ending = source.extension().map(|ending| ending.to_string_lossy().to_lowercase());
    Ok(match ending.as_deref() {
        Some("bib" | "bibtex" | "biblatex") => Kind::Bibtex,
        Some("json") => Kind::Csl,
        Some("ris") => Kind::Ris,
        _ => {
            bail!("`{}` has no ending that says what it is; name it with `--as`", source.display())
        }
    })
}

/// The folder that notes come into: `notes/` of a site, or a plain folder itself.
fn notes_folder(project: &Project) -> PathBuf {
    let notes = project.content.join("notes");
    let plain = !project.is_site && !notes.is_dir();
    let folder = if plain { project.content.clone() } else { notes };
    folder.strip_prefix(".").map(Path::to_owned).unwrap_or(folder)
}

/// The writer for `folder`.
fn files(folder: &Path) -> Files {
    Files::below(folder)
}
