//! `notesgen diff`: what changed, in the language of papers.

use std::path::PathBuf;

use clap::ValueEnum;

use super::args::Messages;
use super::stats::Language;
use super::{Outcome, files, load, print};
use crate::changes::{self, Changes, State};
use crate::render::{Site, entry_document};

/// Say what changed between two states of a folder of notes
///
/// Papers are compared, not files: a file that is renamed is no change. Two states of one Git
/// repository are two folders by `git worktree add`, or by `git archive`.
#[derive(clap::Args, Debug)]
#[command(after_help = "\
Examples:
  notesgen diff last-week/ notes/
  notesgen diff --format markdown --lang zh old/ . > comment.md

  # what a branch changes
  git worktree add ../before main && notesgen diff ../before .

  # what last week changed, without a worktree
  mkdir ../before && git archive 'HEAD@{1 week ago}' | tar -x -C ../before
  notesgen diff ../before .")]
pub(super) struct Args {
    /// The site or folder of notes as it was
    #[arg(value_name = "OLD")]
    old: PathBuf,
    /// … as it is
    #[arg(value_name = "NEW", default_value = ".")]
    new: PathBuf,
    /// How changes are written: lines, a list for a pull request, or an Atom entry
    #[arg(long, value_name = "FORMAT", default_value = "text")]
    format: Format,
    /// The language; that of the new site if not said
    #[arg(long, value_name = "LANG")]
    lang: Option<Language>,
    /// The file to write; stdout if not said
    #[arg(short, long, value_name = "OUT")]
    output: Option<PathBuf>,
    #[command(flatten)]
    messages: Messages,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
enum Format {
    Text,
    Markdown,
    Atom,
}

fn state(site: &Site) -> State<'_> {
    State { library: site.library(), links: site.links() }
}

pub(super) fn run(args: &Args) -> anyhow::Result<Outcome> {
    let Args { old, new, format, lang, output, messages } = args;
    let Some((_, old)) = load::site(old, messages)? else { return Ok(Outcome::Errors) };
    let Some((project, new)) = load::site(new, messages)? else { return Ok(Outcome::Errors) };
    let changes = Changes::between(state(&old), state(&new));
    let tongue = Language::tongue(*lang, project.config.language.as_str());
    let text = match format {
        Format::Text => changes::text(&changes, tongue),
        Format::Markdown => changes::markdown(&changes, tongue),
        Format::Atom => {
            let title = format!("{} · {}", project.config.title, changes::title(&changes, tongue));
            let (author, base) = (&project.config.title, project.config.base_url.as_deref());
            entry_document(&title, author, base, changes.date, &changes::html(&changes, tongue))
        }
    };
    match output {
        Some(path) => files::write(path, text.as_bytes())?,
        None => print::result(&text)?,
    }
    Ok(Outcome::Done)
}
