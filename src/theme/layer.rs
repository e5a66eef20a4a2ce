//! The files of one theme folder, and how folders lie over each other.

use std::borrow::Cow;
use std::collections::BTreeMap;
use std::path::Path;

use include_dir::{Dir, include_dir};

use super::{Manifest, ThemeError};
use crate::{disk, limits};

/// The themes that the program brings.
static BUILTIN: Dir<'_> = include_dir!("$CARGO_MANIFEST_DIR/themes");

/// A file of a theme.
#[derive(Clone, Debug)]
pub(super) struct File(Cow<'static, [u8]>);

impl File {
    /// Whether the program brought it.
    pub(super) fn is_builtin(&self) -> bool {
        matches!(self.0, Cow::Borrowed(_))
    }

    /// Its bytes.
    pub(super) fn bytes(&self) -> &[u8] {
        &self.0
    }

    /// Its text; `path` is for the message.
    pub(super) fn text(&self, path: &str) -> Result<&str, ThemeError> {
        std::str::from_utf8(&self.0)
            .map_err(|error| ThemeError::File { file: path.to_owned(), message: error.to_string() })
    }
}

/// The files of one theme folder by their paths in it, `templates/paper.html`.
#[derive(Clone, Debug)]
pub struct Layer {
    theme: String,
    files: BTreeMap<String, File>,
}

impl Layer {
    /// A layer of `theme` from texts: for tests, and for themes made by programs.
    pub fn from_texts<'a>(
        theme: &str,
        texts: impl IntoIterator<Item = (&'a str, &'a str)>,
    ) -> Self {
        let files = texts
            .into_iter()
            .map(|(path, text)| (path.to_owned(), File(Cow::Owned(text.as_bytes().to_vec()))))
            .collect();
        Self { theme: theme.to_owned(), files }
    }

    /// What the theme says of itself.
    pub(super) fn manifest(&self) -> Result<Manifest, ThemeError> {
        match self.files.get("theme.yaml") {
            None => Ok(Manifest::default()),
            Some(file) => {
                Manifest::read(&format!("{}/theme.yaml", self.theme), file.text("theme.yaml")?)
            }
        }
    }

    /// Its files below `folder`, which ends in `/`.
    pub(super) fn below<'a>(
        &'a self,
        folder: &'a str,
    ) -> impl Iterator<Item = (&'a str, &'a File)> {
        self.files
            .range(folder.to_owned()..)
            .map_while(move |(path, file)| Some((path.strip_prefix(folder)?, file)))
    }

    /// Adds all that the layer holds to `hasher`.
    pub(super) fn hash(&self, hasher: &mut blake3::Hasher) {
        for (path, file) in &self.files {
            for part in [self.theme.as_bytes(), path.as_bytes(), file.bytes()] {
                hasher.update(&part.len().to_le_bytes());
                hasher.update(part);
            }
        }
    }

    /// The theme that it belongs to.
    pub(super) fn theme(&self) -> &str {
        &self.theme
    }
}

/// The layers of the theme `name`, the deepest first: those of the themes that it extends, then its
/// own, each built-in layer below the site's files of the same name.
pub(super) fn stack(name: &str, themes: &Path) -> Result<Vec<Layer>, ThemeError> {
    collect(name, &mut Vec::new(), &|theme| {
        let own = disk(theme, &themes.join(theme))?;
        Ok(builtin(theme).into_iter().chain(own).collect())
    })
    .and_then(|layers| match layers {
        Some(layers) => Ok(layers),
        None => Err(unknown(name, &themes.display().to_string())),
    })
}

/// The layers of the built-in theme `name`, the deepest first.
pub(super) fn builtin_stack(name: &str) -> Result<Vec<Layer>, ThemeError> {
    collect(name, &mut Vec::new(), &|theme| Ok(builtin(theme).into_iter().collect()))?
        .ok_or_else(|| unknown(name, "the program"))
}

fn unknown(name: &str, looked: &str) -> ThemeError {
    let names: Vec<String> =
        BUILTIN.dirs().map(|dir| format!("`{}`", dir.path().display())).collect();
    ThemeError::Unknown {
        name: name.to_owned(),
        looked: looked.to_owned(),
        builtin: names.join(", "),
    }
}

/// The layers of `name` above those of the theme that it extends; `None` if there is no such theme.
fn collect(
    name: &str,
    below: &mut Vec<String>,
    find: &dyn Fn(&str) -> Result<Vec<Layer>, ThemeError>,
) -> Result<Option<Vec<Layer>>, ThemeError> {
    if below.iter().any(|theme| theme == name) {
        return Err(ThemeError::Ring(name.to_owned()));
    }
    below.push(name.to_owned());
    let own = find(name)?;
    let Some(top) = own.last() else { return Ok(None) };
    let extends = match top.manifest()?.extends {
        Some(theme) => Some(theme),
        // A theme need not say that it stands on the built-in one.
        None if name == DEFAULT => None,
        None => Some(DEFAULT.to_owned()),
    };
    let mut layers = match extends {
        None => Vec::new(),
        Some(theme) => collect(&theme, below, find)?
            .ok_or_else(|| unknown(&theme, &format!("theme `{name}` extends it, but the site")))?,
    };
    layers.extend(own);
    Ok(Some(layers))
}

/// The theme that all others stand on.
const DEFAULT: &str = "default";

fn builtin(theme: &str) -> Option<Layer> {
    let dir = BUILTIN.get_dir(theme)?;
    let mut files = BTreeMap::new();
    let mut folders = vec![dir];
    while let Some(folder) = folders.pop() {
        folders.extend(folder.dirs());
        for file in folder.files() {
            let path = file.path().strip_prefix(theme).unwrap_or_else(|_| file.path());
            let path = path.to_string_lossy().replace('\\', "/");
            files.insert(path, File(Cow::Borrowed(file.contents())));
        }
    }
    Some(Layer { theme: theme.to_owned(), files })
}

fn disk(theme: &str, folder: &Path) -> Result<Option<Layer>, ThemeError> {
    if !folder.is_dir() {
        return Ok(None);
    }
    let mut files = BTreeMap::new();
    let mut folders = vec![folder.to_path_buf()];
    while let Some(current) = folders.pop() {
        let fail = |error: std::io::Error| ThemeError::File {
            file: current.display().to_string(),
            message: disk::reason(&error),
        };
        for entry in std::fs::read_dir(&current).map_err(fail)? {
            let entry = entry.map_err(fail)?;
            let name = entry.file_name();
            if name.to_string_lossy().starts_with('.') {
                continue;
            }
            let path = entry.path();
            // A link of a theme may lead anywhere: `file_type` does not follow it.
            let kind = entry.file_type().map_err(fail)?;
            if kind.is_dir() {
                folders.push(path);
            } else if kind.is_file() {
                let bytes = disk::read_regular(&path, limits::THEME_BYTES).map_err(fail)?;
                let inside = path.strip_prefix(folder).unwrap_or(&path);
                let key = inside.to_string_lossy().replace('\\', "/");
                files.insert(key, File(Cow::Owned(bytes)));
            }
        }
    }
    Ok(Some(Layer { theme: theme.to_owned(), files }))
}

/// For every path the file that wins.
pub(super) fn merge(layers: &[Layer]) -> BTreeMap<&str, &File> {
    layers
        .iter()
        .flat_map(|layer| layer.files.iter().map(|(path, file)| (path.as_str(), file)))
        .collect()
}

/// For every theme of the stack its own version of each path that a higher theme hides.
pub(super) fn hidden(layers: &[Layer]) -> impl Iterator<Item = (&str, &str, &File)> {
    let mut own: BTreeMap<(&str, &str), (usize, &File)> = BTreeMap::new();
    for (depth, layer) in layers.iter().enumerate() {
        for (path, file) in &layer.files {
            own.insert((layer.theme(), path), (depth, file));
        }
    }
    own.into_iter().filter_map(|((theme, path), (depth, file))| {
        let hidden = layers[depth + 1..].iter().any(|layer| layer.files.contains_key(path));
        hidden.then_some((path, theme, file))
    })
}
