//! `notesgen export`: notes for other programs. One format, one command, one file.

mod anki;
mod csv;
mod markdown;

use std::path::PathBuf;

use clap::Subcommand;

use super::args::{Messages, Where};
use super::{Outcome, files, load, print};
use crate::render::DataFile;

/// Write the notes for other programs
///
/// Drafts, private folders and the answers of handouts are in no export, but for the answers that
/// `anki --teacher` asks for.
#[derive(clap::Args, Debug)]
#[command(after_help = "\
Examples:
  notesgen export bibtex > papers.bib
  notesgen export csv --table follow-ups --bom -o follow-ups.csv
  notesgen export markdown ~/notes -o bundle
  notesgen export anki -o cards.txt")]
pub(super) struct Args {
    #[command(subcommand)]
    format: Format,
}

// A format is a variant here, its arguments and `run` in a file of its own if it needs more than
// `Common`.
#[derive(Subcommand, Debug)]
enum Format {
    /// Every paper, wanted ones too, as BibTeX
    #[command(after_help = "\
Examples:
  notesgen export bibtex > papers.bib
  notesgen export bibtex ~/notes -o thesis/papers.bib")]
    Bibtex(Common),
    /// Every paper, wanted ones too, as CSL-JSON for Zotero and pandoc
    #[command(after_help = "\
Examples:
  notesgen export csl -o papers.csl.json
  notesgen export csl | pandoc --citeproc --bibliography /dev/stdin draft.md")]
    Csl(Common),
    /// What the notes say, as JSON; `notesgen schema papers` is its schema
    #[command(after_help = "\
Examples:
  notesgen export json | jq '.papers[] | select(.reached == 3) | .title'
  notesgen export json ~/notes -o papers.json")]
    Json(Common),
    Csv(csv::Args),
    Markdown(markdown::Args),
    Anki(anki::Args),
}

/// What the formats of one file take.
#[derive(clap::Args, Debug)]
struct Common {
    #[command(flatten)]
    place: Where,
    /// The file to write; stdout if not said
    #[arg(short, long, value_name = "OUT")]
    output: Option<PathBuf>,
    #[command(flatten)]
    messages: Messages,
}

pub(super) fn run(args: &Args) -> anyhow::Result<Outcome> {
    match &args.format {
        Format::Bibtex(common) => data(common, DataFile::BibTex),
        Format::Csl(common) => data(common, DataFile::CslJson),
        Format::Json(common) => data(common, DataFile::PapersJson),
        Format::Csv(args) => csv::run(args),
        Format::Markdown(args) => markdown::run(args),
        Format::Anki(args) => anki::run(args),
    }
}

/// A file that every site has.
fn data(common: &Common, file: DataFile) -> anyhow::Result<Outcome> {
    let Common { place, output: _, messages } = common;
    let Some((_, site)) = load::site(&place.dir, messages)? else { return Ok(Outcome::Errors) };
    write(common, &site.data(file)?)
}

/// Writes a result where it was asked for.
fn write(common: &Common, bytes: &[u8]) -> anyhow::Result<Outcome> {
    match &common.output {
        Some(path) => files::write(path, bytes)?,
        None => print::bytes(bytes)?,
    }
    Ok(Outcome::Done)
}
