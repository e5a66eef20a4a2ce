//! `notesgen build`: notes → website.

use std::path::PathBuf;
use std::sync::Arc;

use rayon::iter::ParallelIterator;

use super::Outcome;
use super::args::{Reporting, Where};
use super::cache;
use super::inputs;
use super::print::{self, count};
use super::progress::Progress;
use super::project::Project;
use super::report::{Counts, Report};
use super::timings::{Show, Timings};
use crate::compile::{Memory, compile_with};
use crate::config::Edition;
use crate::diagnostic::Code;
use crate::diagnostic::render::Format;
use crate::emit::{self, Destination, EmitError, Found, Summary, Untouched};
use crate::kept::Kept;
use crate::model::WebUrl;
use crate::output::UrlPath;
use crate::render::{Site, Sketches};
use crate::theme::ThemeError;

/// What sketches of pages are kept as, under what their site is made of.
const SKETCHES: &str = "sketches";

/// Build the website
///
/// The site appears in one step when all of it is ready. If the notes have errors, or anything goes
/// wrong, the site that was there before stays as it was.
#[derive(clap::Args, Debug)]
#[command(after_help = "\
Examples:
  notesgen build
  notesgen build ~/notes -o /srv/www/notes --base-url https://example.org/notes/
  notesgen build --teacher          # answers too, to public-teacher/
  notesgen build --strict --format github")]
pub(super) struct Args {
    #[command(flatten)]
    place: Where,
    /// The folder to write; default: public beside the folder of the notes, public-teacher for
    /// the teacher's edition
    #[arg(short, long, value_name = "OUT")]
    output: Option<PathBuf>,
    /// Build the teacher's edition: the whole site with answers, teacher's notes and notes that are
    /// not published, in a folder of its own
    #[arg(long)]
    teacher: bool,
    #[command(flatten)]
    reporting: Reporting,
    /// Where the site is published, for feeds and canonical links; overrides base_url
    #[arg(long, value_name = "URL", value_parser = base_url)]
    base_url: Option<String>,
    /// Show how long each part took
    #[arg(
        long,
        value_name = "FORMAT",
        num_args = 0..=1,
        require_equals = true,
        default_missing_value = "table"
    )]
    timings: Option<Show>,
}

pub(super) fn run(args: &Args) -> anyhow::Result<Outcome> {
    let Args { place, output, teacher, reporting, base_url, timings: show } = args;
    if *show == Some(Show::Json) && reporting.format != Format::Human {
        anyhow::bail!("`--timings=json` and `--format {}` both write to stdout", reporting.format);
    }
    let is_shown = print::is_terminal() && !reporting.quiet && reporting.format == Format::Human;
    let progress = Progress::new(is_shown);
    let mut timings = Timings::start();

    let mut project = Project::open(&place.dir)?;
    if base_url.is_some() {
        project.config.base_url.clone_from(base_url);
    }
    if *teacher {
        project.config.edition = Edition::Teacher;
    }
    let fail = |report: Report, project: &Project| {
        report.show(&project.sources, reporting)?;
        print::message(&report.failure("nothing was published"));
        Ok(Outcome::Errors)
    };
    if project.has_errors() {
        // With settings that cannot be used, whatever else is found could be wrong.
        return fail(Report::new(project.take_diagnostics(), reporting), &project);
    }
    // Said before the work is done, not after.
    let destination = project.destination(output.as_deref())?;
    progress.doing("reading notes", None);
    let theme = project.discover_and_theme()?;
    timings.end("read");

    progress.doing("putting them in order", None);
    let (keeping, file) = cache::open(&project.content, project.config.edition);
    let keeping = Arc::new(keeping);
    let mut memory = Memory::keeping(Arc::clone(&keeping));
    let compiled = compile_with(&mut memory, &project.sources, &project.config, &theme)?;
    drop(memory);
    let mut diagnostics = project.take_diagnostics();
    diagnostics.extend(compiled.diagnostics);
    let report = Report::new(diagnostics, reporting);
    timings.end("compile");

    let Some(site) = compiled.site.filter(|_| !report.has_errors()) else {
        drop(progress);
        return fail(report, &project);
    };
    let names_drafts = report.has(Code::LinkToDraft);
    let spare = cache::folders(destination.real());
    let destination = destination.keeping_folders(spare).made_of(inputs::digest(
        &project,
        &theme,
        &site,
        names_drafts,
    ));
    let published = publish(&site, &destination, &keeping, &progress, &mut timings);
    drop(progress);
    cache::save(&keeping, file.as_deref());
    report.show(&project.sources, reporting)?;
    let summary = published?;

    if !reporting.quiet {
        let seconds = timings.total().as_secs_f64();
        let (totals, done) = (report.totals(Counts::of(&site)), done(&summary, &destination));
        print::message(&kept(&summary, &destination));
        print::message(&format!("{totals}; {done} in {seconds:.1} s\n"));
    }
    match show {
        Some(Show::Table) => print::message(&timings.table()),
        Some(Show::Json) => print::result(&timings.json())?,
        None => {}
    }
    // The process ends: giving back a hundred thousand texts one by one would be for nothing.
    std::mem::forget((site, theme, project, keeping));
    Ok(Outcome::Done)
}

/// Makes the site and publishes it, unless it is there already.
fn publish(
    site: &Site,
    destination: &Destination,
    keeping: &Kept,
    progress: &Progress,
    timings: &mut Timings,
) -> anyhow::Result<Summary> {
    let found = emit::found(destination)?;
    timings.end("compare");
    let there = match found {
        Found::Current(summary) => return Ok(summary),
        Found::Other(site) => Some(site),
        Found::Unknown => None,
    };
    progress.doing("indexing words", None);
    site.prepare();
    timings.end("index");

    progress.doing("writing pages", Some(site.urls().len()));
    let summary = match publish_pages(site, destination, there.as_ref(), keeping, progress) {
        Err(error) if is_replaced(&error) => {
            publish_pages(site, destination, None, keeping, progress)?
        }
        done => done?,
    };
    timings.end("write");
    Ok(summary)
}

/// Makes the pages and publishes them, those of the site that is `there` taken over that are as they
/// would be made.
fn publish_pages(
    site: &Site,
    destination: &Destination,
    there: Option<&Untouched>,
    keeping: &Kept,
    progress: &Progress,
) -> anyhow::Result<Summary> {
    if !keeping.is_keeping() || destination.ingredients().is_empty() {
        return emit::publish(destination, stepping(site.par_files(), progress));
    }
    let before = there.and_then(|site| keeping.take(SKETCHES, &[site.made_of().as_bytes()]));
    let sketches = Sketches::after(before.unwrap_or_default());
    let bytes = |url: &UrlPath| there?.bytes(url);
    let files = stepping(site.par_files_after(&sketches, &bytes), progress);
    let summary = emit::publish_after(destination, there, files)?;
    keeping.keep(SKETCHES, &[destination.ingredients().as_bytes()], sketches.to_bytes());
    if sketches.spared_any() {
        keeping.let_stay();
    }
    Ok(summary)
}

fn is_replaced(error: &anyhow::Error) -> bool {
    matches!(error.downcast_ref(), Some(EmitError::Replaced(_)))
}

/// `files`, each of which is a step.
fn stepping<F: Send>(
    files: impl ParallelIterator<Item = Result<F, ThemeError>>,
    progress: &Progress,
) -> impl ParallelIterator<Item = anyhow::Result<F>> {
    files.map(|file| file.map_err(anyhow::Error::from)).inspect(|_| progress.step())
}

/// What was done to the output folder, in a few words.
fn done(summary: &Summary, destination: &Destination) -> String {
    let out = destination.shown().display();
    let files = count(summary.files, "file");
    match (summary.written, summary.removed) {
        (0, 0) => format!("`{out}` was up to date with its {files}"),
        (written, 0) if written == summary.files => format!("wrote {files} to `{out}`"),
        (written, 0) => format!("wrote {written} of {files} to `{out}`"),
        (written, removed) => {
            format!("wrote {written} of {files} to `{out}` and removed {removed}")
        }
    }
}

/// A line on what people put into the output, if anything.
fn kept(summary: &Summary, destination: &Destination) -> String {
    const NAMED: usize = 3;
    let Summary { kept, .. } = summary;
    if kept.is_empty() {
        return String::new();
    }
    let mut names: Vec<String> = kept
        .iter()
        .take(NAMED)
        .map(|path| format!("`{}`", print::one_line(&path.display().to_string())))
        .collect();
    if kept.len() > NAMED {
        names.push(format!("{} more", kept.len() - NAMED));
    }
    let out = destination.shown().display();
    format!("note: kept in `{out}`, not written by notesgen: {}\n", names.join(", "))
}

/// An address that pages can be published below.
fn base_url(text: &str) -> Result<String, String> {
    let url: WebUrl = text.parse()?;
    let url = url.as_str();
    let web = url.starts_with("http://") || url.starts_with("https://");
    if !web || url.contains(['?', '#']) {
        return Err(format!("`{text}` is not an address such as `https://example.org/notes/`"));
    }
    Ok(format!("{}/", url.trim_end_matches('/')))
}
