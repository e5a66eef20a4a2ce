//! Which folder is meant: a site with its settings, or any folder of notes.

use std::path::{Component, Path, PathBuf};

use anyhow::{Context as _, bail};

use crate::config::{Config, Edition};
use crate::diagnostic::Diagnostic;
use crate::discover::{self, Layout, Remembered};
use crate::disk;
use crate::emit::{Destination, EmitError, Surroundings};
use crate::limits;
use crate::serve::Watched;
use crate::source::{SourceFile, Sources};
use crate::theme::{Theme, ThemeError};

/// The name of a site's settings; a folder that has it is a site.
pub(super) const SETTINGS: &str = "notesgen.yaml";

/// A site or a folder of notes, its settings read and its notes not yet. Paths are as their user
/// would type them.
pub(super) struct Project {
    /// The folder that was named.
    pub(super) root: PathBuf,
    /// The folder of the notes: `content/` of a site; the folder itself if it has no settings.
    pub(super) content: PathBuf,
    /// Whether the folder has settings.
    pub(super) is_site: bool,
    pub(super) config: Config,
    /// The settings, if there are any.
    pub(super) sources: Sources,
    /// What is wrong with what was read so far.
    diagnostics: Vec<Diagnostic>,
}

impl Project {
    pub(super) fn open(dir: &Path) -> anyhow::Result<Self> {
        if !dir.exists() {
            bail!("there is no folder `{}`", dir.display());
        }
        if !dir.is_dir() {
            bail!("`{}` is not a folder", dir.display());
        }
        let root = dir.to_owned();
        let path = join(dir, SETTINGS);
        let text = match disk::read_regular(&path, limits::SETTINGS_BYTES) {
            Ok(bytes) => bytes,
            Err(error) if error.kind() == std::io::ErrorKind::NotFound => {
                return Ok(Self {
                    content: root.clone(),
                    root,
                    is_site: false,
                    config: Config { title: folder_name(dir), ..Config::default() },
                    sources: Sources::new(),
                    diagnostics: Vec::new(),
                });
            }
            Err(error) => bail!("`{}` cannot be read: {}", path.display(), disk::reason(&error)),
        };
        let text = String::from_utf8(text)
            .ok()
            .with_context(|| format!("`{}` is not UTF-8 text; save it as UTF-8", path.display()))?;
        let mark = text.strip_prefix('\u{feff}').map(str::to_owned);
        let skipped = if mark.is_some() { '\u{feff}'.len_utf8() } else { 0 };
        let text = mark.unwrap_or(text);
        let mut sources = Sources::new();
        let name = path.display().to_string();
        let file = sources.add(SourceFile { name, path: None, text: text.clone(), skipped });
        let mut diagnostics = Vec::new();
        let mut config = Config::read(&text, file).collect_into(&mut diagnostics);
        if config.title.is_empty() {
            config.title = folder_name(dir);
        }
        let content = config.content.as_ref().map_or("content", |folder| &folder.value);
        let content = join(dir, content);
        Ok(Self { root, content, is_site: true, config, sources, diagnostics })
    }

    /// Whether what was read so far has errors.
    pub(super) fn has_errors(&self) -> bool {
        crate::diagnostic::has_errors(&self.diagnostics)
    }

    /// What is wrong with what was read so far; each thing is handed out once.
    pub(super) fn take_diagnostics(&mut self) -> Vec<Diagnostic> {
        std::mem::take(&mut self.diagnostics)
    }

    /// The theme that the settings name.
    pub(super) fn theme(&self) -> Result<Theme, ThemeError> {
        self.load_theme()()
    }

    /// Loads the theme that the settings name.
    fn load_theme(&self) -> impl FnOnce() -> Result<Theme, ThemeError> + Send + use<> {
        let (name, themes) = (self.config.theme.clone(), join(&self.root, "themes"));
        move || Theme::load(&name, &themes)
    }

    /// [`Self::discover`] and [`Self::theme`] at once.
    pub(super) fn discover_and_theme(&mut self) -> anyhow::Result<Theme> {
        let load = self.load_theme();
        let (found, theme) = rayon::join(|| self.discover(), load);
        found?;
        Ok(theme?)
    }

    /// The theme that the settings name; `before`, if it is the same.
    pub(super) fn theme_again(&self, before: Option<Theme>) -> Result<Theme, ThemeError> {
        Theme::load_again(&self.config.theme, &join(&self.root, "themes"), before)
    }

    /// Reads the notes.
    pub(super) fn discover(&mut self) -> anyhow::Result<()> {
        self.discover_again(&mut Remembered::default())
    }

    /// Reads the notes that have changed since the last time.
    pub(super) fn discover_again(&mut self, before: &mut Remembered) -> anyhow::Result<()> {
        let layout = Layout {
            root: &self.root,
            content: &self.content,
            private: &self.config.private,
            bibliography: &self.config.bibliography,
        };
        let found = discover::discover_again(layout, &mut self.sources, before)?;
        found.collect_into(&mut self.diagnostics);
        Ok(())
    }

    /// What the site is made of, for the preview.
    pub(super) fn watched(&self) -> Watched {
        let folders = [self.content.clone(), join(&self.root, "themes")].into();
        let named = self.config.bibliography.iter().map(|file| file.value.as_str());
        let bibliographies = named.chain([discover::BIBLIOGRAPHY]);
        let beside = bibliographies.map(|name| join(&self.root, name));
        Watched { folders, files: beside.chain([join(&self.root, SETTINGS)]).collect() }
    }

    /// The folder that the site is written to: `named`, else that of the settings, else `public`
    /// beside the folder of the notes. The teacher's edition has a folder beside that one, and only
    /// a folder of its own is ever written with it.
    pub(super) fn destination(&self, named: Option<&Path>) -> Result<Destination, EmitError> {
        let students = match &self.config.output {
            Some(output) => join(&self.root, &output.value),
            None if self.is_site => join(&self.root, "public"),
            None => beside(&self.root, "public"),
        };
        let out = match (named, self.config.edition) {
            (Some(named), _) => named.to_owned(),
            (None, Edition::Students) => students.clone(),
            (None, Edition::Teacher) => {
                let mut name = students.file_name().unwrap_or_default().to_owned();
                name.push("-teacher");
                students.with_file_name(name)
            }
        };
        let home = std::env::home_dir();
        let around = Surroundings {
            root: Some(&self.root),
            content: Some(&self.content),
            home: home.as_deref(),
        };
        let absolute = |path: &Path| std::path::absolute(path).unwrap_or_else(|_| path.to_owned());
        let edition = match self.config.edition {
            Edition::Students => None,
            Edition::Teacher if absolute(&out) == absolute(&students) => {
                let holds = Edition::Students.word().to_owned() + "'";
                return Err(EmitError::OtherEdition { out, holds });
            }
            Edition::Teacher => Some(Edition::Teacher.word()),
        };
        Destination::new(&out, around)?.for_edition(edition)
    }
}

/// What a site without a title is called: its folder.
fn folder_name(dir: &Path) -> String {
    let full = dir.canonicalize().unwrap_or_else(|_| dir.to_owned());
    full.file_name().map_or_else(|| "Notes".to_owned(), |name| name.to_string_lossy().into_owned())
}

/// `name` in `folder`, without a `./` that nobody typed.
fn join(folder: &Path, name: &str) -> PathBuf {
    if folder == Path::new(".") { PathBuf::from(name) } else { folder.join(name) }
}

/// `name` beside `folder`.
fn beside(folder: &Path, name: &str) -> PathBuf {
    match folder.components().next_back() {
        Some(Component::Normal(_)) => folder.with_file_name(name),
        Some(Component::CurDir) if folder == Path::new(".") => Path::new("..").join(name),
        _ => folder.join("..").join(name),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_site_of_a_plain_folder_is_written_beside_it() {
        for (folder, expected) in [
            ("notes", "public"),
            ("a/notes", "a/public"),
            ("a/notes/", "a/public"),
            ("/notes", "/public"),
            (".", "../public"),
            ("..", "../../public"),
        ] {
            assert_eq!(beside(Path::new(folder), "public"), Path::new(expected), "{folder}");
        }
    }
}
