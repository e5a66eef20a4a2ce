//! `notesgen init`: a site that builds at once.

use std::path::{Path, PathBuf};

use clap::ValueEnum;

use super::{Outcome, print};
use crate::disk::{Files, WriteError};
use crate::schema;

/// Start a site
///
/// Writes settings, one note, one handout, a `.gitignore` and what editors check and complete the
/// settings and the keys of notes by, and nothing over a file that exists. In a folder that is a site
/// already only what the site lacks of `.gitignore`, the editors' files and those of `--ci` is written.
/// The paths of new files are printed.
#[derive(clap::Args, Debug)]
#[command(after_help = "\
Examples:
  notesgen init notes && notesgen serve notes --open
  notesgen init --lang zh --ci github
  notesgen init --ci rsync          # publish.sh, which copies the site to a server of your own

The language is that of --lang, else Chinese if the first of LC_ALL, LC_MESSAGES and LANG that is set
starts with `zh`, else English.")]
pub(super) struct Args {
    /// The folder of the site; it is made if there is none
    #[arg(value_name = "DIR", default_value = ".")]
    dir: PathBuf,
    /// The language of the site and its first note
    #[arg(long, value_name = "LANG")]
    lang: Option<Language>,
    /// Also write what publishes the site
    #[arg(long, value_name = "WHERE")]
    ci: Vec<Ci>,
}

/// The languages that a site can be started in.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
enum Language {
    /// Chinese
    Zh,
    /// English
    En,
}

/// Where a site is published.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
enum Ci {
    /// GitHub Pages: .github/workflows/pages.yml
    Github,
    /// GitLab Pages: .gitlab-ci.yml
    Gitlab,
    /// A server of your own: publish.sh
    Rsync,
}

/// The settings of a site.
const SETTINGS: &str = "notesgen.yaml";

/// A file to be written: its path and its text.
type NewFile = (&'static str, &'static str);

/// What editors check and complete by.
fn editor_files(lang: Language) -> [(String, String); 3] {
    let lang = match lang {
        Language::En => schema::Lang::En,
        Language::Zh => schema::Lang::Zh,
    };
    let settings = schema::Subject::Settings;
    [
        (format!("{}/{}", schema::FOLDER, settings.file_name()), schema::schema(settings, lang)),
        (".vscode/settings.json".to_owned(), schema::vscode_settings()),
        (".vscode/notesgen.code-snippets".to_owned(), schema::vscode_snippets(lang)),
    ]
}

const GITIGNORE: NewFile = (".gitignore", include_str!("gitignore"));

const EN: [NewFile; 3] = [
    (SETTINGS, include_str!("en/notesgen.yaml")),
    ("content/notes/keshav2007read.md", include_str!("en/note.md")),
    ("content/handouts/first-session.md", include_str!("en/handout.md")),
];

const ZH: [NewFile; 3] = [
    (SETTINGS, include_str!("zh/notesgen.yaml")),
    ("content/notes/keshav2007read.md", include_str!("zh/note.md")),
    ("content/handouts/first-session.md", include_str!("zh/handout.md")),
];

impl Ci {
    fn file(self) -> NewFile {
        match self {
            Self::Github => (".github/workflows/pages.yml", include_str!("ci/github.yml")),
            Self::Gitlab => (".gitlab-ci.yml", include_str!("ci/gitlab.yml")),
            Self::Rsync => ("publish.sh", include_str!("ci/publish.sh")),
        }
    }
}

pub(super) fn run(args: &Args) -> anyhow::Result<Outcome> {
    let Args { dir, lang, ci } = args;
    let is_site = dir.join(SETTINGS).exists();
    let lang = lang.unwrap_or_else(|| language(|name| std::env::var(name).ok()));
    let site = match lang {
        Language::En => EN,
        Language::Zh => ZH,
    };
    let site = if is_site { &[][..] } else { &site[..] };
    let mut files = Files::below(dir);
    let own = site.iter().copied().chain([GITIGNORE]).map(|(path, text)| {
        // The first line of the settings tells editors their schema.
        let modeline = if path == SETTINGS { schema::modeline() + "\n" } else { String::new() };
        (path.to_owned(), modeline + text)
    });
    let ci_files = ci.iter().map(|ci| ci.file()).map(|(path, text)| (path.to_owned(), text.into()));
    for (path, text) in own.chain(editor_files(lang)).chain(ci_files) {
        match files.create(Path::new(&path), text.as_bytes()) {
            Ok(()) => print::result(&format!("{}\n", files.path(Path::new(&path)).display()))?,
            Err(WriteError::Exists(path)) => {
                print::message(&format!("note: `{}` was there and is kept\n", path.display()));
            }
            Err(error) => return Err(error.into()),
        }
    }
    if ci.contains(&Ci::Rsync) {
        make_executable(&files.path(Path::new("publish.sh")))?;
    }
    if !is_site {
        let at = if dir == Path::new(".") { String::new() } else { format!(" {}", dir.display()) };
        let loose = has_notes(dir);
        if loose {
            let hint = "note: notes beside `content` are not part of the site";
            let dir = dir.display();
            print::message(&format!("{hint}; `notesgen import {dir}/… {dir}` brings them in\n"));
        }
        print::message(&format!("next: notesgen serve{} --open\n", print::one_line(&at)));
    }
    Ok(Outcome::Done)
}

/// The language that the environment asks for; see the help.
fn language(variable: impl Fn(&str) -> Option<String>) -> Language {
    let said = ["LC_ALL", "LC_MESSAGES", "LANG"]
        .iter()
        .find_map(|name| variable(name).filter(|value| !value.is_empty()));
    match said {
        Some(locale) if locale.to_ascii_lowercase().starts_with("zh") => Language::Zh,
        _ => Language::En,
    }
}

/// Whether notes lie directly in the folder.
fn has_notes(dir: &Path) -> bool {
    let entries = std::fs::read_dir(dir).into_iter().flatten().filter_map(Result::ok);
    let mut names = entries.map(|entry| entry.file_name().to_string_lossy().to_lowercase());
    names.any(|name| name.ends_with(".md") && name != "readme.md")
}

#[cfg(unix)]
fn make_executable(path: &Path) -> std::io::Result<()> {
    use std::os::unix::fs::PermissionsExt as _;
    let mut permissions = std::fs::metadata(path)?.permissions();
    // Whoever may read it may run it.
    permissions.set_mode(permissions.mode() | (permissions.mode() & 0o444) >> 2);
    std::fs::set_permissions(path, permissions)
}

#[cfg(not(unix))]
fn make_executable(_: &Path) -> std::io::Result<()> {
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_language_is_that_of_the_first_variable_that_is_set() {
        for (variables, expected) in [
            (&[("LANG", "zh_CN.UTF-8")][..], Language::Zh),
            (&[("LC_ALL", "C"), ("LANG", "zh_CN.UTF-8")], Language::En),
            (&[("LC_ALL", ""), ("LC_MESSAGES", "zh-TW")], Language::Zh),
            (&[("LANG", "en_GB.UTF-8")], Language::En),
            (&[], Language::En),
        ] {
            let variable = |name: &str| {
                variables.iter().find(|(n, _)| *n == name).map(|(_, value)| (*value).to_owned())
            };
            assert_eq!(language(variable), expected, "{variables:?}");
        }
    }

    #[test]
    fn workflows_are_yaml_with_pinned_actions_and_few_rights() {
        let read = |text: &str| crate::yaml::from_str::<serde_json::Value>(text).unwrap();
        let github = read(Ci::Github.file().1);
        assert_eq!(github["permissions"], serde_json::json!({"contents": "read"}));
        let rights = &github["jobs"]["deploy"]["permissions"];
        assert_eq!(*rights, serde_json::json!({"pages": "write", "id-token": "write"}));
        let actions =
            Ci::Github.file().1.lines().filter_map(|line| line.trim().strip_prefix("uses: "));
        for action in actions {
            let (name, version) = action.split_once("@v").expect("a version");
            assert!(name.starts_with("actions/") && version.parse::<u8>().is_ok(), "{action}");
        }
        let gitlab = read(Ci::Gitlab.file().1);
        assert_eq!(gitlab["pages"]["artifacts"]["paths"][0], "public");
    }
}
