//! `notesgen check`: what is wrong with the notes.

use super::Outcome;
use super::args::{Reporting, Where};
use super::print;
use super::progress::Progress;
use super::project::Project;
use super::report::{Counts, Report};
use crate::compile::compile;
use crate::config::Edition;
use crate::diagnostic::render::Format;

/// Report mistakes without writing anything
#[derive(clap::Args, Debug)]
#[command(after_help = "\
Examples:
  notesgen check
  notesgen check --strict ~/notes
  notesgen check --format sarif > notesgen.sarif")]
pub(super) struct Args {
    #[command(flatten)]
    place: Where,
    #[command(flatten)]
    reporting: Reporting,
}

pub(super) fn run(args: &Args) -> anyhow::Result<Outcome> {
    let Args { place, reporting } = args;
    let is_shown = print::is_terminal() && !reporting.quiet && reporting.format == Format::Human;
    let progress = Progress::new(is_shown);
    let mut project = Project::open(&place.dir)?;
    let mut diagnostics = project.take_diagnostics();
    let mut counts = None;
    // With settings that cannot be used, whatever else is found could be wrong.
    if !crate::diagnostic::has_errors(&diagnostics) {
        progress.doing("reading notes", None);
        project.discover()?;
        // Answers and notes that are not published may have mistakes as well.
        project.config.edition = Edition::Teacher;
        progress.doing("checking", None);
        let compiled = compile(&project.sources, &project.config, &project.theme()?)?;
        diagnostics.extend(project.take_diagnostics());
        diagnostics.extend(compiled.diagnostics);
        counts = compiled.site.as_ref().map(Counts::of);
    }
    drop(progress);
    let report = Report::new(diagnostics, reporting);
    report.show(&project.sources, reporting)?;
    if report.has_errors() {
        print::message(&report.failure("the notes cannot be published as they are"));
        return Ok(Outcome::Errors);
    }
    if let Some(counts) = counts.filter(|_| !reporting.quiet) {
        print::message(&format!("{}\n", report.totals(counts)));
    }
    Ok(Outcome::Done)
}
