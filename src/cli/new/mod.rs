//! `notesgen new`: starts a note.

mod paper;
mod skeleton;

use std::io::{self, Read as _};
use std::path::{Path, PathBuf};

use anyhow::{Context as _, anyhow};
use clap::ValueEnum;

use super::project::Project;
use super::{Outcome, print};
use crate::disk::Files;
use crate::import::file_stem;
use crate::lookup::{self, Id, LookupError};
use crate::model::{CitationKey, ReaderId};
use paper::Start;
use skeleton::Skeleton;

/// Start a note on a paper
///
/// The note is named after its citation key and is ready to be built: what there is to write is
/// there as comments. A note that exists is never overwritten. The path of the note is printed.
#[derive(clap::Args, Debug)]
#[command(after_help = "\
Examples:
  notesgen new \"Attention Is All You Need\" --reader li-ming
  notesgen new --lang zh --pass 2 \"深度残差学习\"
  notesgen new arxiv:1706.03762     # asks doi.org, or the address in NOTESGEN_DOI_URL
  notesgen new doi:10.1109/CVPR.2016.90
  pbpaste | notesgen new -          # a BibTeX entry
  $EDITOR \"$(notesgen new 'Deep Residual Learning')\"")]
pub(super) struct Args {
    /// The paper's title; arxiv:ID or doi:ID to ask for it; or - for a BibTeX entry on stdin
    #[arg(value_name = "TITLE")]
    title: String,
    /// The site or folder of notes that it is for
    #[arg(value_name = "DIR", default_value = ".")]
    dir: PathBuf,
    /// The citation key; else that of the entry, else made from the title
    #[arg(long, value_name = "KEY")]
    key: Option<CitationKey>,
    /// Who reads the paper
    #[arg(long, value_name = "ID")]
    reader: Option<ReaderId>,
    /// The language of the note
    #[arg(long, value_name = "LANG")]
    lang: Option<Language>,
    /// How many passes are laid out
    #[arg(long, value_name = "N", default_value_t = 1, value_parser = clap::value_parser!(u8).range(1..=3))]
    pass: u8,
    /// Print the note instead of writing it
    #[arg(long)]
    print: bool,
}

/// The languages that a note can be laid out in.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
enum Language {
    /// Chinese
    Zh,
    /// English
    En,
}

pub(super) fn run(args: &Args) -> anyhow::Result<Outcome> {
    let mut start = match Id::from_text(&args.title) {
        _ if args.title == "-" => from_stdin()?,
        Some(id) => from_service(&id.map_err(anyhow::Error::msg)?)?,
        None => Start::of_title(&args.title)?,
    };
    for note in start.notes.drain(..) {
        print::message(&format!("note: {}\n", print::one_line(&note)));
    }
    if let Some(key) = &args.key {
        start.key = key.clone();
    }
    let name = format!("{}.md", file_stem(&start.key));
    let text = Skeleton {
        paper: &start,
        // The key is that of the file's name unless that cannot be it.
        key: (file_stem(&start.key) != start.key.as_str()).then_some(&start.key),
        date: jiff::ZonedDateTime::now().date(),
        lang: args.lang,
        reader: args.reader.as_ref(),
        passes: args.pass,
    }
    .text();
    if args.print {
        print::result(&text)?;
        return Ok(Outcome::Done);
    }
    let mut files = Files::below(&folder(&args.dir)?);
    files.create(Path::new(&name), text.as_bytes())?;
    print::result(&format!("{}\n", files.path(Path::new(&name)).display()))?;
    Ok(Outcome::Done)
}

/// What the service of DOIs knows of a paper.
fn from_service(id: &Id) -> anyhow::Result<Start> {
    let service = std::env::var(lookup::MIRROR).ok().filter(|url| !url.is_empty());
    let service = service.as_deref().unwrap_or(lookup::DOI_SERVICE);
    let entry = lookup::ask(service, id).map_err(|error| match error {
        LookupError::Unreachable(..) => anyhow!(
            "{error}; without a network, start from its title (`notesgen new \"Title\"`) or from a \
             BibTeX entry that you have (`notesgen new - < entry.bib`)"
        ),
        LookupError::Unknown(..) | LookupError::BadAnswer(..) => anyhow!(
            "{error}; see that the id is right, or start from the title: `notesgen new \"Title\"`"
        ),
    })?;
    Start::of_record(&entry)
}

fn from_stdin() -> anyhow::Result<Start> {
    let mut bytes = Vec::new();
    io::stdin().lock().read_to_end(&mut bytes).context("cannot read stdin")?;
    let text = String::from_utf8(bytes)
        .map_err(|_| anyhow!("what stdin has is not UTF-8 text; save it as UTF-8"))?;
    Start::of_bibtex(&text)
}

/// The folder that a new note is for: `notes/` in the folder of the notes, or that folder itself if
/// it is a plain one that has no `notes/`.
fn folder(dir: &Path) -> anyhow::Result<PathBuf> {
    let project = Project::open(dir)?;
    let notes = project.content.join("notes");
    let plain = !project.is_site && !notes.is_dir();
    let folder = if plain { project.content } else { notes };
    Ok(folder.strip_prefix(".").map(Path::to_owned).unwrap_or(folder))
}

#[cfg(test)]
mod tests;
