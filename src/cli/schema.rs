//! `notesgen schema`: JSON Schemas for editors and other programs.

use std::path::PathBuf;

use anyhow::anyhow;
use clap::ValueEnum;
use clap::builder::{PossibleValuesParser, TypedValueParser as _};

use super::{Outcome, files, print};
use crate::schema::{Lang, Subject, schema};

/// Print the JSON Schema of the front matter, the settings or papers.json
///
/// Editors check and complete what is written by it. Descriptions are in English and Chinese.
#[derive(clap::Args, Debug)]
#[command(after_help = "\
Examples:
  notesgen schema note > note.schema.json
  notesgen schema settings --lang zh
  notesgen schema --all -o .schema

`notesgen init` writes .schema/settings.schema.json and this first line of notesgen.yaml:
  # yaml-language-server: $schema=.schema/settings.schema.json")]
pub(super) struct Args {
    /// What it is of
    #[arg(value_name = "WHAT", value_parser = subjects(), required_unless_present = "all")]
    what: Option<Subject>,
    /// All of them, into a folder
    #[arg(long, requires = "output", conflicts_with = "what")]
    all: bool,
    /// The file to write; with --all, the folder
    #[arg(short, long, value_name = "OUT")]
    output: Option<PathBuf>,
    /// The language of the descriptions
    #[arg(long, value_name = "LANG", default_value = "both")]
    lang: Words,
}

/// The language of the descriptions.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
enum Words {
    En,
    Zh,
    Both,
}

fn subjects() -> impl clap::builder::TypedValueParser<Value = Subject> {
    PossibleValuesParser::new(Subject::all().into_iter().map(Subject::word))
        .try_map(|word| word.parse::<Subject>())
}

pub(super) fn run(args: &Args) -> anyhow::Result<Outcome> {
    let Args { what, all, output, lang } = args;
    let lang = match lang {
        Words::En => Lang::En,
        Words::Zh => Lang::Zh,
        Words::Both => Lang::Both,
    };
    if *all {
        let folder = output.as_deref().ok_or_else(|| anyhow!("say where with `-o`"))?;
        for subject in Subject::all() {
            files::write(&folder.join(subject.file_name()), schema(subject, lang).as_bytes())?;
        }
        return Ok(Outcome::Done);
    }
    let subject = what.ok_or_else(|| anyhow!("say what the schema is to be of"))?;
    let text = schema(subject, lang);
    match output {
        Some(path) => files::write(path, text.as_bytes())?,
        None => print::result(&text)?,
    }
    Ok(Outcome::Done)
}
