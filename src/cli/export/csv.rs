//! `notesgen export csv`: tables for spreadsheets.

use clap::ValueEnum;

use super::{Common, write};
use crate::cli::{Outcome, files, load};
use crate::export::{SheetKind, write_csv};

/// Papers, follow-ups and critiques as CSV tables
///
/// A cell that a spreadsheet would take for a formula starts with an apostrophe.
#[derive(clap::Args, Debug)]
#[command(after_help = "\
Examples:
  notesgen export csv > papers.csv
  notesgen export csv --table critiques ~/notes -o critiques.csv
  notesgen export csv --table all --bom -o tables    three files that Excel opens as UTF-8")]
pub(super) struct Args {
    #[command(flatten)]
    common: Common,
    /// Which table; all of them go to a folder
    #[arg(long, value_name = "TABLE", default_value = "papers")]
    table: Table,
    /// Start with a byte order mark, by which Excel knows UTF-8
    #[arg(long)]
    bom: bool,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
enum Table {
    Papers,
    FollowUps,
    Critiques,
    All,
}

pub(super) fn run(args: &Args) -> anyhow::Result<Outcome> {
    let Args { common, table, bom } = args;
    let Common { place, output, messages } = common;
    let kind = match table {
        Table::Papers => SheetKind::Papers,
        Table::FollowUps => SheetKind::FollowUps,
        Table::Critiques => SheetKind::Critiques,
        Table::All if output.is_none() => anyhow::bail!("three tables need a folder: say `-o DIR`"),
        Table::All => SheetKind::Papers,
    };
    let Some((_, site)) = load::site(&place.dir, messages)? else { return Ok(Outcome::Errors) };
    let csv = |kind: SheetKind| {
        let mark = if *bom { "\u{feff}" } else { "" };
        format!("{mark}{}", write_csv(&kind.sheet(site.library(), site.links())))
    };
    match (table, output) {
        (Table::All, Some(folder)) => {
            for kind in SheetKind::ALL {
                let path = folder.join(format!("{}.csv", kind.word()));
                files::write(&path, csv(kind).as_bytes())?;
            }
            Ok(Outcome::Done)
        }
        _ => write(common, csv(kind).as_bytes()),
    }
}
