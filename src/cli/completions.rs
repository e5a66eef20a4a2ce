//! `notesgen completions` and `notesgen man`: made from the definitions that `--help` is.

use std::path::PathBuf;

use anyhow::anyhow;
use clap::CommandFactory as _;
use clap_complete::Shell;

use super::{Cli, Outcome, files, print};

/// Print completions for a shell
#[derive(clap::Args, Debug)]
#[command(after_help = "\
Examples:
  notesgen completions bash > ~/.local/share/bash-completion/completions/notesgen
  notesgen completions zsh > ~/.zfunc/_notesgen
  notesgen completions fish > ~/.config/fish/completions/notesgen.fish
  notesgen completions powershell >> $PROFILE")]
pub(super) struct CompletionsArgs {
    /// Which shell
    #[arg(value_name = "SHELL")]
    shell: Shell,
}

pub(super) fn completions(args: &CompletionsArgs) -> anyhow::Result<Outcome> {
    let mut script = Vec::new();
    clap_complete::generate(args.shell, &mut Cli::command(), "notesgen", &mut script);
    print::bytes(&script)?;
    Ok(Outcome::Done)
}

/// Write manual pages, one for each command
#[derive(clap::Args, Debug)]
#[command(after_help = "\
Examples:
  notesgen man -o ~/.local/share/man/man1
  notesgen man | man -l -")]
pub(super) struct ManArgs {
    /// The folder to write; the page of the whole program goes to stdout if not said
    #[arg(short, long, value_name = "DIR")]
    output: Option<PathBuf>,
}

pub(super) fn man(args: &ManArgs) -> anyhow::Result<Outcome> {
    let mut program = Cli::command().disable_help_subcommand(true);
    program.build();
    let Some(folder) = &args.output else {
        print::bytes(&page(program)?)?;
        return Ok(Outcome::Done);
    };
    let mut left = vec![program];
    while let Some(command) = left.pop() {
        left.extend(command.get_subcommands().cloned());
        let name = command.get_display_name().unwrap_or_else(|| command.get_name()).to_owned();
        files::write(&folder.join(format!("{name}.1")), &page(command)?)?;
    }
    Ok(Outcome::Done)
}

fn page(command: clap::Command) -> anyhow::Result<Vec<u8>> {
    let mut text = Vec::new();
    clap_mangen::Man::new(command)
        .render(&mut text)
        .map_err(|error| anyhow!("a page cannot be made: {error}"))?;
    Ok(text)
}
