//! `notesgen new`: starts a note.

mod handout;
mod paper;
mod skeleton;
mod yaml;

use std::fs::{self, OpenOptions};
use std::io::{self, Read as _, Write as _};
use std::path::{Path, PathBuf};

use anyhow::{Context as _, anyhow, bail};
use clap::ValueEnum;
use unicode_normalization::UnicodeNormalization as _;

use super::project::Project;
use super::{Outcome, print};
use crate::discover::is_publishable;
use crate::disk;
use crate::model::{CitationKey, ReaderId};
use paper::Start;
use skeleton::Skeleton;

/// Start a note on a paper
///
/// The note is named after its citation key and is ready to be built: what there is to write is
/// there as comments. A note that exists is never overwritten. The path of the note is printed.
#[derive(clap::Args, Debug)]
#[command(after_help = "\
Examples:
  notesgen new \"Attention Is All You Need\" --reader li-ming
  notesgen new --lang zh --pass 2 \"深度残差学习\"
  pbpaste | notesgen new -          # a BibTeX entry
  notesgen new --from-handout week-3 --reader li-ming
  $EDITOR \"$(notesgen new 'Deep Residual Learning')\"")]
pub(super) struct Args {
    /// The paper's title, or - for a BibTeX entry on stdin
    #[arg(value_name = "TITLE", required_unless_present = "from_handout")]
    title: Option<String>,
    /// The site or folder of notes that it is for
    #[arg(value_name = "DIR", default_value = ".")]
    dir: PathBuf,
    /// The citation key; else that of the entry, else made from the title
    #[arg(long, value_name = "KEY")]
    key: Option<CitationKey>,
    /// Who reads the paper
    #[arg(long, value_name = "ID")]
    reader: Option<ReaderId>,
    /// The language of the note
    #[arg(long, value_name = "LANG")]
    lang: Option<Language>,
    /// How many passes are laid out
    #[arg(long, value_name = "N", default_value_t = 1, value_parser = clap::value_parser!(u8).range(1..=3))]
    pass: u8,
    /// Start the notes that a handout asks for: one on each paper of which passes are to be done,
    /// with the fields of those passes and the handout's tasks
    #[arg(long, value_name = "HANDOUT", conflicts_with_all = ["key", "pass"])]
    from_handout: Option<String>,
    /// Print the note instead of writing it
    #[arg(long)]
    print: bool,
}

/// The languages that a note can be laid out in.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
enum Language {
    /// Chinese
    Zh,
    /// English
    En,
}

pub(super) fn run(args: &Args) -> anyhow::Result<Outcome> {
    if let Some(handout) = &args.from_handout {
        return of_handout(args, handout);
    }
    let title = args.title.as_deref().unwrap_or_default();
    let mut start = if title == "-" { from_stdin()? } else { Start::of_title(title)? };
    for note in start.notes.drain(..) {
        print::message(&format!("note: {}\n", print::one_line(&note)));
    }
    if let Some(key) = &args.key {
        start.key = key.clone();
    }
    let name = format!("{}.md", file_stem(&start.key));
    let text = Skeleton {
        paper: &start,
        // The key is that of the file's name unless that cannot be it.
        key: (file_stem(&start.key) != start.key.as_str()).then_some(&start.key),
        date: jiff::ZonedDateTime::now().date(),
        lang: args.lang,
        reader: args.reader.as_ref(),
        passes: args.pass,
        assignment: None,
    }
    .text();
    if args.print {
        print::result(&text)?;
        return Ok(Outcome::Done);
    }
    let path = folder(&args.dir)?.join(name);
    write(&path, &text)?;
    print::result(&format!("{}\n", path.display()))?;
    Ok(Outcome::Done)
}

/// The notes that a handout asks for.
fn of_handout(args: &Args, handout: &str) -> anyhow::Result<Outcome> {
    // With one place only, it is the site.
    let dir = args.title.as_deref().map_or(args.dir.as_path(), Path::new);
    for assignment in handout::assignments(dir, handout)? {
        let start = &assignment.start;
        let stem = file_stem(&start.key);
        let name = match &args.reader {
            Some(reader) => format!("{stem}.{}.md", file_name_of(reader)),
            None => format!("{stem}.md"),
        };
        let is_key = args.reader.is_none() && stem == start.key.as_str();
        let text = Skeleton {
            paper: start,
            key: (!is_key).then_some(&start.key),
            date: jiff::ZonedDateTime::now().date(),
            lang: args.lang,
            reader: args.reader.as_ref(),
            passes: 0,
            assignment: Some(&assignment),
        }
        .text();
        if args.print {
            print::result(&text)?;
            continue;
        }
        let path = folder(dir)?.join(name);
        write(&path, &text)?;
        print::result(&format!("{}\n", path.display()))?;
    }
    Ok(Outcome::Done)
}

/// A reader's id as part of a file's name.
fn file_name_of(reader: &ReaderId) -> String {
    reader.as_str().replace(['/', ':', '.'], "-")
}

fn from_stdin() -> anyhow::Result<Start> {
    let mut bytes = Vec::new();
    io::stdin().lock().read_to_end(&mut bytes).context("cannot read stdin")?;
    let text = String::from_utf8(bytes)
        .map_err(|_| anyhow!("what stdin has is not UTF-8 text; save it as UTF-8"))?;
    Start::of_bibtex(&text)
}

/// The folder that a new note is for: `notes/` in the folder of the notes, or that folder itself if
/// it is a plain one that has no `notes/`.
fn folder(dir: &Path) -> anyhow::Result<PathBuf> {
    let project = Project::open(dir)?;
    let notes = project.content.join("notes");
    let plain = !project.is_site && !notes.is_dir();
    let folder = if plain { project.content } else { notes };
    Ok(folder.strip_prefix(".").map(Path::to_owned).unwrap_or(folder))
}

/// Writes a new file, whatever the folder's disk thinks of case and Unicode form.
fn write(path: &Path, text: &str) -> anyhow::Result<()> {
    let folder = path.parent().filter(|folder| !folder.as_os_str().is_empty());
    let folder = folder.unwrap_or(Path::new("."));
    fs::create_dir_all(folder).map_err(|error| {
        anyhow!("cannot make the folder `{}`: {}", folder.display(), disk::reason(&error))
    })?;
    let name = path.file_name().unwrap_or_default().to_string_lossy();
    if let Some(twin) = twin(folder, &name) {
        bail!("`{}` exists already; it was left as it is", folder.join(twin).display());
    }
    let mut file = match OpenOptions::new().write(true).create_new(true).open(path) {
        Ok(file) => file,
        Err(error) if error.kind() == io::ErrorKind::AlreadyExists => {
            bail!("`{}` exists already; it was left as it is", path.display())
        }
        Err(error) => bail!("cannot write `{}`: {}", path.display(), disk::reason(&error)),
    };
    file.write_all(text.as_bytes()).map_err(|error| {
        // Half a note would be in the way of the next try.
        let _ = fs::remove_file(path);
        anyhow!("cannot write `{}`: {}", path.display(), disk::reason(&error))
    })
}

/// A file in `folder` that some disks would take for `name`: two of them could not both be
/// published.
fn twin(folder: &Path, name: &str) -> Option<String> {
    let fold = |name: &str| name.nfc().flat_map(char::to_lowercase).collect::<String>();
    let wanted = fold(name);
    let entries = fs::read_dir(folder).ok()?.filter_map(Result::ok);
    let mut names = entries.map(|entry| entry.file_name().to_string_lossy().into_owned());
    names.find(|name| fold(name) == wanted)
}

/// The key as the name of a file on any disk: `DBLP:conf/nips/A17` → `DBLP-conf-nips-A17`.
fn file_stem(key: &CitationKey) -> String {
    let stem = key.as_str().trim_end_matches('.').replace(['/', ':'], "-");
    if !stem.is_empty() && is_publishable(&stem) { stem } else { stem + "-paper" }
}

#[cfg(test)]
mod tests;
