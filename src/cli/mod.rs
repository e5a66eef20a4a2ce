//! The command line: arguments, progress, printing and exit codes; one file per command.
//!
//! Stage: the outermost. Invariant: results go to stdout and messages to stderr; the exit code is 0
//! when it is done, 1 when the notes have errors, 2 when the machine, the theme or the arguments
//! are at fault; a reader that closes the pipe is no error.

mod args;
mod build;
mod cache;
mod check;
mod columns;
mod compare;
mod completions;
mod diff;
mod export;
mod files;
mod fix;
mod import;
mod init;
mod inputs;
mod load;
mod machine;
mod new;
mod pdf;
mod print;
mod progress;
mod project;
mod report;
mod schema;
mod serve;
mod stats;
mod timings;

use std::process::ExitCode;

use clap::{Parser, Subcommand};

use crate::theme::ThemeError;

/// Turn three-pass paper-reading notes into a website.
#[derive(Parser)]
#[command(name = "notesgen", version, max_term_width = 100, after_help = EXAMPLES)]
struct Cli {
    #[command(subcommand)]
    command: Command,
}

#[derive(Subcommand)]
enum Command {
    Init(init::Args),
    Build(build::Args),
    Serve(serve::Args),
    Check(check::Args),
    New(new::Args),
    Pdf(pdf::Args),
    Import(import::Args),
    Fix(fix::Args),
    Export(export::Args),
    Stats(stats::Args),
    Diff(compare::Args),
    Schema(schema::Args),
    Completions(completions::CompletionsArgs),
    Man(completions::ManArgs),
}

const EXAMPLES: &str = "\
Examples:
  notesgen init notes                        start a site
  notesgen new \"Attention Is All You Need\"   start a note
  notesgen serve --open                      show the site while you write
  notesgen build                             build the site of this folder
  notesgen build ~/notes -o /srv/www/notes   build any folder of Markdown

Exit codes: 0 done, 1 the notes have errors, 2 the machine, the theme or the arguments.";

/// The exit code when the machine, the theme or the arguments are at fault.
const AT_FAULT: u8 = 2;

/// How a command ended, if nothing but the notes could be at fault.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Outcome {
    Done,
    /// The notes have errors; they have been reported.
    Errors,
}

/// What went wrong. A template's error shows its lines; anything else is one.
fn words(error: &anyhow::Error) -> String {
    match error.downcast_ref::<ThemeError>() {
        Some(ThemeError::Template(report)) => {
            let lines: Vec<String> = report.lines().map(print::one_line).collect();
            format!("the theme has a template that cannot be used\n{}", lines.join("\n"))
        }
        _ => print::one_line(&format!("{error:#}")),
    }
}

/// Runs the command that the program's arguments name.
pub fn main() -> ExitCode {
    let outcome = machine::prepare().and_then(|()| run(Cli::parse().command));
    match outcome {
        Ok(Outcome::Done) => ExitCode::SUCCESS,
        Ok(Outcome::Errors) => ExitCode::from(1),
        Err(error) => {
            print::message(&format!("error: {}\n", words(&error)));
            ExitCode::from(AT_FAULT)
        }
    }
}

fn run(command: Command) -> anyhow::Result<Outcome> {
    match command {
        Command::Init(args) => init::run(&args),
        // On a thread of the pool: its memory is in use already, and it need not be woken for each step.
        Command::Build(args) => rayon::scope(|_| build::run(&args)),
        Command::Serve(args) => serve::run(args),
        Command::Check(args) => check::run(&args),
        Command::New(args) => new::run(&args),
        Command::Pdf(args) => pdf::run(&args),
        Command::Import(args) => import::run(&args),
        Command::Fix(args) => fix::run(&args),
        Command::Export(args) => export::run(&args),
        Command::Stats(args) => stats::run(&args),
        Command::Diff(args) => compare::run(&args),
        Command::Schema(args) => schema::run(&args),
        Command::Completions(args) => completions::completions(&args),
        Command::Man(args) => completions::man(&args),
    }
}
