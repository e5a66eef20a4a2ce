//! `notesgen export markdown`: notes that need no program of ours.

use std::path::PathBuf;

use rayon::iter::IntoParallelIterator as _;

use super::super::args::{Messages, Where};
use crate::cli::print::{self, count};
use crate::cli::{Outcome, load};
use crate::emit;
use crate::export::bundle;
use crate::output::{Content, OutputFile, UrlPath};
use crate::render::DataFile;
use crate::source::AssetContent;

/// A folder of plain Markdown that needs no program of ours
///
/// Every note stays where it was, with a front matter of facts; what else stood there becomes
/// sections of the text. Images come along, and references.bib. Handouts stay behind.
#[derive(clap::Args, Debug)]
#[command(after_help = "\
Examples:
  notesgen export markdown -o bundle
  notesgen export markdown ~/notes -o ~/vault/papers")]
pub(super) struct Args {
    #[command(flatten)]
    place: Where,
    /// The folder to write: new, empty, or one that this command has written
    #[arg(short, long, value_name = "OUT")]
    output: PathBuf,
    #[command(flatten)]
    messages: Messages,
}

pub(super) fn run(args: &Args) -> anyhow::Result<Outcome> {
    let Args { place, output, messages } = args;
    let Some((project, site)) = load::site(&place.dir, messages)? else {
        return Ok(Outcome::Errors);
    };
    let destination = project.destination(Some(output))?;
    let mut files = bundle(site.library(), &project.sources);
    files.extend(site.assets().map(|(path, asset)| {
        let content = match &asset.content {
            AssetContent::Disk(path) => Content::CopyOf(path.clone()),
            AssetContent::Memory(bytes) => Content::Shared(bytes.clone()),
        };
        OutputFile { url: crate::export::place(path), content }
    }));
    let references = UrlPath::file([], "references.bib");
    if files.iter().all(|file| file.url != references) {
        let bytes = site.data(DataFile::BibTex)?;
        files.push(OutputFile { url: references, content: Content::Bytes(bytes.into()) });
    }
    let files: Vec<Result<OutputFile, anyhow::Error>> = files.into_iter().map(Ok).collect();
    let summary = emit::publish(&destination, files.into_par_iter())?;
    if !messages.quiet {
        let (files, out) = (count(summary.files, "file"), destination.shown().display());
        print::message(&format!("wrote {files} to `{out}`\n"));
    }
    Ok(Outcome::Done)
}
