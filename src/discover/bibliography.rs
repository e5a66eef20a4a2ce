//! Bibliographies: those that the settings name, else `references.bib` if there is one.

use std::path::{Path, PathBuf};

use super::text::Problem;
use super::walk::display_name;
use super::{DiscoverError, Layout, add_text, text};
use crate::diagnostic::{Checked, Code, Diagnostic};
use crate::limits;
use crate::source::{Located, Sources};

/// What is read when the settings name no bibliography.
pub const BIBLIOGRAPHY: &str = "references.bib";

pub(super) fn read(
    layout: Layout<'_>,
    sources: &mut Sources,
    bad: &mut Vec<(usize, Problem)>,
) -> Result<Checked<()>, DiscoverError> {
    let mut diagnostics = Vec::new();
    let mut read = |found: PathBuf, diagnostics: &mut Vec<Diagnostic>| {
        let name = display_name(&found);
        // The file itself may be a link, as long as it stays within the site.
        let real = found.canonicalize().unwrap_or(found);
        let text = text::read(&real, name, None, limits::BIBLIOGRAPHY_BYTES);
        add_text(text, sources, bad, diagnostics)
    };
    if layout.bibliography.is_empty()
        && let Some(found) = find(layout, Path::new(BIBLIOGRAPHY))
    {
        read(found, &mut diagnostics)?;
    }
    for Located { value, span } in layout.bibliography {
        match find(layout, Path::new(value)) {
            Some(found) => read(found, &mut diagnostics)?,
            None => diagnostics.push(
                Diagnostic::new(
                    Code::MissingFile,
                    *span,
                    format!("there is no bibliography `{value}` in the site's folder"),
                )
                .help("a path starts at the folder of `notesgen.yaml` or at that of the notes"),
            ),
        }
    }
    Ok(Checked::new((), diagnostics))
}

/// The file at `path` in the site's folder or the content folder, if it stays within it.
fn find(layout: Layout<'_>, path: &Path) -> Option<PathBuf> {
    [layout.root, layout.content].into_iter().find_map(|folder| {
        let found = folder.join(path);
        let inside = found.canonicalize().ok()?.starts_with(folder.canonicalize().ok()?);
        inside.then_some(found)
    })
}
