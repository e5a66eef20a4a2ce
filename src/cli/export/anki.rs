//! `notesgen export anki`: notes → flashcards.

use std::path::PathBuf;

use crate::cli::Outcome;
use crate::cli::args::{Reporting, Where};
use crate::cli::files;
use crate::cli::load;
use crate::cli::print::{self, count};
use crate::cli::project::Project;
use crate::cli::report::Report;
use crate::compile::Compiled;
use crate::config::Edition;
use crate::flashcards::{self, Tasks};

/// Flashcards for Anki
///
/// Checkpoints, answered questions and concepts become a text file that Anki imports (File, Import).
/// Every card keeps its id, so that importing a newer file changes the cards that are there already.
#[derive(clap::Args, Debug)]
#[command(after_help = "\
Examples:
  notesgen export anki -o cards.txt
  notesgen export anki ~/notes --teacher -o exam.txt   # tasks of handouts and their answers too")]
pub(super) struct Args {
    #[command(flatten)]
    place: Where,
    /// The file to write; stdout if not said
    #[arg(short, long, value_name = "OUT")]
    output: Option<PathBuf>,
    /// The deck; default: the title of the site
    #[arg(long, value_name = "NAME")]
    deck: Option<String>,
    /// Tasks of handouts and their answers too
    #[arg(long)]
    teacher: bool,
    #[command(flatten)]
    reporting: Reporting,
}

pub(super) fn run(args: &Args) -> anyhow::Result<Outcome> {
    let Args { place, output, deck, teacher, reporting } = args;
    let mut project = Project::open(&place.dir)?;
    let tasks = if *teacher { Tasks::Taken } else { Tasks::Left };
    if *teacher {
        project.config.edition = Edition::Teacher;
    }
    let Compiled { site, diagnostics } = load::compiled(&mut project)?;
    let report = Report::new(diagnostics, reporting);
    let Some(site) = site.filter(|_| !report.has_errors()) else {
        report.show(&project.sources, reporting)?;
        print::message(&report.failure("no cards were made"));
        return Ok(Outcome::Errors);
    };
    let deck = deck.as_ref().unwrap_or(&project.config.title);
    let (text, cards) = flashcards::anki(site.library(), site.links(), site.options(), deck, tasks);
    let Some(output) = output else {
        print::result(&text)?;
        return Ok(Outcome::Done);
    };
    files::write(output, text.as_bytes())?;
    if !reporting.quiet {
        print::message(&format!("wrote {} to `{}`\n", count(cards, "card"), output.display()));
    }
    Ok(Outcome::Done)
}
