//! `notesgen fix`: repairs YAML's traps in front matter.

use std::io::{self, BufRead as _, IsTerminal as _};
use std::path::Path;

use rayon::prelude::*;

use super::args::Where;
use super::print::{self, count};
use super::project::Project;
use super::{Outcome, diff};
use crate::disk::Files;
use crate::fix::{self, Fixed};

/// Repair the YAML of front matter
///
/// Puts values in quotes that need them, mends full-width and missing colons, tabs and quotes: what
/// `notesgen check` suggests for N100 to N112. Shows a diff first, and asks on a terminal before it
/// writes. A body is never touched; line ends, permissions and a byte order mark stay.
#[derive(clap::Args, Debug)]
#[command(after_help = "\
Examples:
  notesgen fix                show what would change, and ask
  notesgen fix --yes          repair it
  notesgen fix --dry-run > repairs.diff

The diff goes to stdout. Exit codes: 0 nothing is left to repair, 1 repairs were shown and not made,
or mistakes are left that only their author can mend, 2 the machine or the arguments.")]
pub(super) struct Args {
    #[command(flatten)]
    place: Where,
    /// Show what would change, and change nothing
    #[arg(long, conflicts_with = "yes")]
    dry_run: bool,
    /// Do not ask
    #[arg(short, long)]
    yes: bool,
}

/// A document that can be repaired.
struct Repair {
    path: String,
    before: String,
    fixed: Fixed,
    has_mark: bool,
}

pub(super) fn run(args: &Args) -> anyhow::Result<Outcome> {
    let Args { place, dry_run, yes } = args;
    let mut project = Project::open(&place.dir)?;
    project.discover()?;
    let unread = project.take_diagnostics();
    let documents: Vec<_> = project.sources.documents().collect();
    let results: Vec<Repair> = documents
        .into_par_iter()
        .map(|(file, path, text)| Repair {
            path: path.as_str().to_owned(),
            before: text.to_owned(),
            fixed: fix::front_matter(path, text),
            has_mark: project.sources.file(file).skipped > 0,
        })
        .collect();
    let left: usize = results.iter().map(|repair| repair.fixed.left).sum();
    let repairs: Vec<Repair> =
        results.into_iter().filter(|repair| repair.fixed.text != repair.before).collect();

    let mut files = Files::below(&project.content);
    let mut shown = String::new();
    for repair in &repairs {
        let name = files.path(Path::new(&repair.path)).display().to_string();
        shown += &diff::unified(&name, &repair.before, &repair.fixed.text);
    }
    let on_terminal = io::stdout().is_terminal();
    print::result(&if on_terminal { diff::shown(&shown) } else { shown })?;

    let total: usize = repairs.iter().map(|repair| repair.fixed.repairs).sum();
    let what = format!("{} in {}", count(total, "repair"), count(repairs.len(), "file"));
    let is_agreed = *yes || (!*dry_run && !repairs.is_empty() && is_agreed(&what)?);
    if is_agreed {
        for repair in &repairs {
            let mark = if repair.has_mark { "\u{feff}" } else { "" };
            let with_mark = |text: &str| format!("{mark}{text}").into_bytes();
            let (before, after) = (with_mark(&repair.before), with_mark(&repair.fixed.text));
            files.replace(Path::new(&repair.path), &before, &after)?;
        }
    }
    print::message(&match (repairs.is_empty(), is_agreed) {
        (true, _) => "nothing to repair\n".to_owned(),
        (false, true) => format!("made {what}\n"),
        (false, false) => format!("{what} to make; `notesgen fix --yes` makes them\n"),
    });
    if left > 0 {
        let left = count(left, "mistake");
        print::message(&format!("{left} left without a repair; `notesgen check` shows them\n"));
    }
    if !unread.is_empty() {
        let unread = count(unread.len(), "file");
        print::message(&format!("{unread} could not be read; `notesgen check` says why\n"));
    }
    let is_done = left == 0 && (repairs.is_empty() || is_agreed);
    Ok(if is_done { Outcome::Done } else { Outcome::Errors })
}

/// Asks whether to go on, where somebody is there to answer.
fn is_agreed(what: &str) -> io::Result<bool> {
    if !print::is_terminal() || !io::stdin().is_terminal() {
        return Ok(false);
    }
    print::message(&format!("make {what}? [y/N] "));
    let mut answer = String::new();
    io::stdin().lock().read_line(&mut answer)?;
    Ok(matches!(answer.trim().to_lowercase().as_str(), "y" | "yes" | "是" | "好"))
}
