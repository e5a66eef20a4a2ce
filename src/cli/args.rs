//! Arguments that several commands share.

use std::path::PathBuf;

use clap::builder::{PossibleValuesParser, TypedValueParser as _};
use clap::{Args, ValueEnum};

use super::print;
use crate::diagnostic::render::{Format, Look};

/// How messages are reported.
#[derive(Args, Clone, Debug)]
pub(super) struct Reporting {
    /// Treat warnings as errors
    #[arg(long)]
    pub(super) strict: bool,
    /// How mistakes are reported: human on stderr, the others on stdout
    #[arg(long, value_name = "FORMAT", default_value = "human", value_parser = formats())]
    pub(super) format: Format,
    /// Report errors only
    #[arg(short, long)]
    pub(super) quiet: bool,
    /// When messages have colours
    #[arg(long, value_name = "WHEN", default_value = "auto")]
    pub(super) color: When,
}

/// How messages are reported where the result has stdout to itself.
#[derive(Args, Clone, Debug)]
pub(super) struct Messages {
    /// Treat warnings as errors
    #[arg(long)]
    pub(super) strict: bool,
    /// Report errors only
    #[arg(short, long)]
    pub(super) quiet: bool,
    /// When messages have colours
    #[arg(long, value_name = "WHEN", default_value = "auto")]
    pub(super) color: When,
}

impl Messages {
    /// The same, for people.
    pub(super) fn reporting(&self) -> Reporting {
        let Self { strict, quiet, color } = *self;
        Reporting { strict, format: Format::Human, quiet, color }
    }
}

/// Which site or folder of notes.
#[derive(Args, Clone, Debug)]
pub(super) struct Where {
    /// A site (a folder with notesgen.yaml) or any folder of notes
    #[arg(value_name = "DIR", default_value = ".")]
    pub(super) dir: PathBuf,
}

/// When messages have colours.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub(super) enum When {
    /// On a terminal, unless NO_COLOR is set
    Auto,
    Always,
    Never,
}

fn formats() -> impl clap::builder::TypedValueParser<Value = Format> {
    PossibleValuesParser::new(Format::ALL.map(Format::as_str))
        .try_map(|word| word.parse::<Format>())
}

impl Reporting {
    /// How a report for people looks here.
    pub(super) fn look(&self) -> Look {
        let color = match self.color {
            When::Always => true,
            When::Never => false,
            When::Auto => {
                // https://no-color.org
                let refused = std::env::var_os("NO_COLOR").is_some_and(|value| !value.is_empty());
                let dumb = std::env::var_os("TERM").is_some_and(|term| term == "dumb");
                print::is_terminal() && !refused && !dumb
            }
        };
        let width = terminal_size::terminal_size_of(std::io::stderr())
            .map_or(Look::default().width, |(width, _)| usize::from(width.0).max(40));
        Look { color, width }
    }
}
