//! `notesgen serve`: the site in a browser, as it is being written.

use std::panic::{AssertUnwindSafe, catch_unwind};
use std::path::Path;
use std::process::{Command, Stdio};
use std::sync::Arc;
use std::time::Instant;

use anyhow::anyhow;

use super::Outcome;
use super::args::{Reporting, Where};
use super::cache;
use super::print;
use super::project::Project;
use super::report::{Counts, Report};
use crate::compile::{self, compile_with};
use crate::config::Edition;
use crate::diagnostic::render::Format;
use crate::discover::Remembered;
use crate::serve::{Attempt, Problems, Server, Watched};
use crate::theme::Theme;

/// Show the site in a browser while it is being written
///
/// Pages are rendered as they are asked for, and shown anew when a note, the settings, the theme or
/// a bibliography changes. With errors in the notes the last site without them stays. Nothing is
/// written to the disk.
#[derive(clap::Args, Debug)]
#[command(after_help = "\
Examples:
  notesgen serve --open
  notesgen serve ~/notes --port 8000
  notesgen serve --teacher          what students must not see, for the teacher's own screen
  notesgen serve --host 0.0.0.0     for other machines too: whoever reaches them reads the notes")]
pub(super) struct Args {
    #[command(flatten)]
    place: Where,
    /// The port; the next one that is free if it is taken
    #[arg(short, long, default_value_t = 3000)]
    port: u16,
    /// The address or name to listen on
    #[arg(long, default_value = "127.0.0.1")]
    host: String,
    /// Open the site in a browser
    #[arg(long)]
    open: bool,
    /// Show the teacher's edition: answers, teacher's notes and notes that are the teacher's alone
    #[arg(long)]
    teacher: bool,
    #[command(flatten)]
    reporting: Reporting,
}

pub(super) fn run(args: Args) -> anyhow::Result<Outcome> {
    let Args { place, port, host, open, teacher, reporting } = args;
    let edition = if teacher { Edition::Teacher } else { Edition::Students };
    if reporting.format != Format::Human {
        anyhow::bail!("`serve` reports to people; `notesgen check --format` is for programs");
    }
    let project = Project::open(&place.dir)?;
    let watched = project.watched();
    let server = Server::bind(&host, port)?;
    if server.is_public() {
        let warning =
            "other machines can reach this server, and read the notes as they are written";
        print::message(&format!("warning: {warning}\n"));
    }
    if port != 0 && server.port() != port {
        print::message(&format!("note: port {port} is taken\n"));
    }
    let url = server.url();
    print::message(&format!("serving {url} (Ctrl-C ends it)\n"));
    if open && let Err(error) = show_in_browser(&url) {
        print::message(&format!("warning: no browser could be started: {error}\n"));
    }
    let warn = |trouble: &str| print::message(&format!("warning: {}\n", print::one_line(trouble)));
    let (kept, _) = cache::open(&project.content, project.config.edition);
    let compiled = compile::Memory::keeping(Arc::new(kept));
    let mut memory = Memory { compiled, ..Memory::default() };
    let attempt = move || attempt(&place.dir, edition, &reporting, &mut memory);
    server.run(watched, attempt, warn)?;
    Ok(Outcome::Done)
}

/// What is known of the last attempt, so that a change costs what changed.
#[derive(Default)]
struct Memory {
    files: Remembered,
    theme: Option<Theme>,
    compiled: compile::Memory,
}

/// Reads and compiles the notes, and says on the terminal what came of it.
fn attempt(dir: &Path, edition: Edition, reporting: &Reporting, memory: &mut Memory) -> Attempt {
    let start = Instant::now();
    let mut watched = Watched::default();
    let all = AssertUnwindSafe(|| compiled(dir, edition, reporting, memory, &mut watched, start));
    let attempt = catch_unwind(all).unwrap_or_else(|_| {
        // What is remembered may be half done.
        *memory = Memory::default();
        Err(anyhow!("the notes brought notesgen to a bug in it; please report what is said above"))
    });
    attempt.unwrap_or_else(|error| {
        let text = format!("error: {}\n", super::words(&error));
        print::message(&text);
        let problems = Problems { errors: 1, warnings: 0, text };
        Attempt { site: None, problems, base_path: "/".to_owned(), watched: watched.clone() }
    })
}

fn compiled(
    dir: &Path,
    edition: Edition,
    reporting: &Reporting,
    memory: &mut Memory,
    watched: &mut Watched,
    start: Instant,
) -> anyhow::Result<Attempt> {
    let mut project = Project::open(dir)?;
    project.config.edition = edition;
    *watched = project.watched();
    let mut diagnostics = project.take_diagnostics();
    let mut site = None;
    if !crate::diagnostic::has_errors(&diagnostics) {
        project.discover_again(&mut memory.files)?;
        let (sources, config) = (&project.sources, &project.config);
        let theme = project.theme_again(memory.theme.take())?;
        let theme = memory.theme.insert(theme);
        let compiled = compile_with(&mut memory.compiled, sources, config, theme)?;
        diagnostics.extend(project.take_diagnostics());
        diagnostics.extend(compiled.diagnostics);
        site = compiled.site;
    }
    let report = Report::new(diagnostics, reporting);
    site = site.filter(|_| !report.has_errors());
    report.show(&project.sources, reporting)?;
    match &site {
        Some(site) if !reporting.quiet => {
            let totals = report.totals(Counts::of(site));
            let milliseconds = start.elapsed().as_millis();
            print::message(&format!("{totals}; ready in {milliseconds} ms\n"));
        }
        Some(_) => {}
        None => print::message(&report.failure("the last site without errors is still shown")),
    }
    let base_path = project.config.base_url.as_deref().map_or("/", path_of).to_owned();
    let problems = report.problems(&project.sources);
    Ok(Attempt { site, problems, base_path, watched: watched.clone() })
}

/// The path of an address: `/reading/` of `https://example.org/reading/`.
fn path_of(url: &str) -> &str {
    let rest = url.split_once("://").map_or(url, |(_, rest)| rest);
    rest.find('/').map_or("/", |at| &rest[at..])
}

/// Asks the system to show `url` in a browser.
fn show_in_browser(url: &str) -> std::io::Result<()> {
    let mut command = if cfg!(target_os = "macos") {
        Command::new("open")
    } else if cfg!(windows) {
        let mut command = Command::new("cmd");
        command.args(["/C", "start", ""]);
        command
    } else {
        Command::new("xdg-open")
    };
    let quiet = command.arg(url).stdin(Stdio::null()).stdout(Stdio::null()).stderr(Stdio::null());
    let mut child = quiet.spawn()?;
    // It may stay as long as the browser does.
    std::thread::spawn(move || child.wait());
    Ok(())
}
