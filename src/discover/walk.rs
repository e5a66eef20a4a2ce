//! The tree of the content folder: the one door to `walkdir`.

use std::path::{Path, PathBuf};

use unicode_normalization::UnicodeNormalization;
use walkdir::{DirEntry, WalkDir};

use super::skip::{Private, is_skipped};
use super::{DiscoverError, Entry, Layout, special_file, unreadable};
use crate::diagnostic::{Checked, Code, Diagnostic};
use crate::disk;
use crate::source::ContentPath;

/// What belongs to the site itself when its notes lie beside its settings.
const OF_THE_SITE: [&str; 2] = ["notesgen.yaml", "themes"];

/// The files below `top`, the real path of the content folder, in the order of their paths.
pub(super) fn walk(layout: Layout<'_>, top: &Path) -> Result<Checked<Vec<Entry>>, DiscoverError> {
    let walk = Walk {
        shown: layout.content,
        top,
        private: Private::new(layout.private),
        beside_settings: layout.root.canonicalize().is_ok_and(|root| root == top),
    };
    let mut entries = Vec::new();
    let mut diagnostics = Vec::new();
    let tree = WalkDir::new(top).min_depth(1).follow_links(false).into_iter();
    let mut tree = tree.filter_entry(|entry| !walk.is_skipped(entry));
    while let Some(entry) = tree.next() {
        let found = match entry {
            Ok(entry) if entry.file_type().is_dir() => match walk.content_path(&entry) {
                Ok(_) => Ok(None),
                Err(diagnostic) => {
                    // Said once of the folder, not of everything in it.
                    tree.skip_current_dir();
                    Err(diagnostic)
                }
            },
            Ok(entry) => walk.file(&entry).map(Some),
            Err(error) => {
                let name = error.path().map(|path| walk.name(path)).unwrap_or_default();
                let error = error.into_io_error().unwrap_or_else(|| std::io::Error::other("loop"));
                Err(unreadable(&name, error)?.into())
            }
        };
        match found {
            Ok(entry) => entries.extend(entry),
            Err(diagnostic) => diagnostics.push(*diagnostic),
        }
    }
    // Paths that differ in their Unicode form only have one place in the order of NFC; their bytes
    // settle it.
    if entries.iter().all(|entry| entry.path.as_str().is_ascii()) {
        // ASCII has one form.
        entries.sort_unstable_by(|a, b| a.path.cmp(&b.path));
    } else {
        entries.sort_by_cached_key(|entry| {
            (entry.path.as_str().nfc().collect::<String>(), entry.path.clone())
        });
    }
    diagnostics.sort_by(|a, b| a.message.cmp(&b.message));
    Ok(Checked::new(entries, diagnostics))
}

struct Walk<'a> {
    /// The content folder as its user spelled it.
    shown: &'a Path,
    top: &'a Path,
    private: Private,
    beside_settings: bool,
}

impl Walk<'_> {
    fn is_skipped(&self, entry: &DirEntry) -> bool {
        let is_folder = entry.file_type().is_dir();
        let Some(path) = self.relative(entry.path()) else {
            // A name that is not Unicode is not passed over: it is reported.
            return entry.file_name().as_encoded_bytes().starts_with(b".");
        };
        let name = entry.file_name().to_string_lossy();
        is_skipped(&name, is_folder)
            || self.private.holds(&path)
            || (self.beside_settings && OF_THE_SITE.contains(&path.as_str()))
            // A site built by this program holds no notes.
            || (is_folder && entry.path().join(disk::MARKER).exists())
    }

    /// Whether a file at `path` would not be read, for its own name or for that of a folder.
    fn is_hidden(&self, path: &str) -> bool {
        let mut parts = path.split('/').peekable();
        let mut hidden = self.private.holds(path);
        while let Some(part) = parts.next() {
            hidden |= is_skipped(part, parts.peek().is_some());
        }
        hidden
    }

    fn file(&self, entry: &DirEntry) -> Result<Entry, Box<Diagnostic>> {
        let path = self.content_path(entry)?;
        let name = self.name(entry.path());
        let kind = entry.file_type();
        let disk = if kind.is_symlink() {
            self.target(entry.path(), &name)?
        } else if kind.is_file() {
            entry.path().to_owned()
        } else {
            return Err(special_file(&name).into());
        };
        Ok(Entry { name, path, disk })
    }

    /// The file that a link leads to, if it would be read without the link.
    fn target(&self, link: &Path, name: &str) -> Result<PathBuf, Box<Diagnostic>> {
        let refused = |why: &str| {
            let message = format!("the symbolic link `{name}` {why}");
            let help = "put the file itself in its place, or remove the link";
            Box::new(Diagnostic::new(Code::LinkOutside, None, message).help(help))
        };
        let target = link.canonicalize().map_err(|_| refused("leads nowhere or back to itself"))?;
        if !target.starts_with(self.top) {
            return Err(refused("leads outside the folder of the notes"));
        }
        if target.is_dir() {
            return Err(refused("leads to a folder, whose files would be published twice"));
        }
        if !target.is_file() {
            return Err(special_file(name).into());
        }
        match self.relative(&target) {
            Some(path) if !self.is_hidden(&path) => Ok(target),
            _ => Err(refused("leads to a file that is not published")),
        }
    }

    /// The place of an entry, if its name can be published.
    fn content_path(&self, entry: &DirEntry) -> Result<ContentPath, Box<Diagnostic>> {
        let refused = |why: &str| {
            let message = format!("the name of `{}` {why}", self.name(entry.path()));
            Box::new(Diagnostic::new(Code::BadFileName, None, message).help("rename it"))
        };
        let Some(name) = entry.file_name().to_str() else {
            return Err(refused("is not Unicode"));
        };
        if let Some(why) = why_unpublishable(name) {
            return Err(refused(why));
        }
        self.relative(entry.path())
            .and_then(|path| ContentPath::new(&path))
            .ok_or_else(|| refused("is not a path"))
    }

    /// `path` relative to the content folder, with `/` between its parts.
    fn relative(&self, path: &Path) -> Option<String> {
        let parts = path.strip_prefix(self.top).ok()?;
        let parts: Option<Vec<&str>> = parts.iter().map(|part| part.to_str()).collect();
        Some(parts?.join("/"))
    }

    /// What messages call the file at `path`.
    fn name(&self, path: &Path) -> String {
        display_name(&self.shown.join(path.strip_prefix(self.top).unwrap_or(path)))
    }
}

/// A path as messages show it: on one line, without `./` at its start, and without characters that
/// could make it look like another.
pub(super) fn display_name(path: &Path) -> String {
    let text = path.to_string_lossy().replace('\\', if cfg!(windows) { "/" } else { "\\" });
    let text = text.strip_prefix("./").unwrap_or(&text);
    if text.bytes().all(|byte| matches!(byte, b' '..=b'~')) {
        return text.to_owned();
    }
    let mut name = String::with_capacity(text.len());
    for c in text.chars() {
        if is_invisible(c) { name.extend(c.escape_unicode()) } else { name.push(c) }
    }
    name
}

/// Control characters and those that change the direction of what follows.
fn is_invisible(c: char) -> bool {
    // https://www.unicode.org/reports/tr9/#Directional_Formatting_Characters
    c.is_control()
        || matches!(c, '\u{200e}' | '\u{200f}' | '\u{61c}' | '\u{2028}' | '\u{2029}')
        || matches!(c, '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}')
}

/// Why no web server or file system would take `name`; `None` if they do.
pub(super) fn why_unpublishable(name: &str) -> Option<&'static str> {
    if name.contains(is_invisible) {
        return Some("has control characters in it");
    }
    if name.contains('\\') {
        return Some("has a backslash in it");
    }
    if name.ends_with([' ', '.']) {
        return Some("ends with a space or a full stop, which Windows takes away");
    }
    // https://learn.microsoft.com/windows/win32/fileio/naming-a-file
    let stem = name.split('.').next().unwrap_or_default().trim_end().to_ascii_lowercase();
    let numbered = |device: &str| {
        stem.strip_prefix(device).is_some_and(|number| matches!(number.as_bytes(), [b'1'..=b'9']))
    };
    let is_device = matches!(&*stem, "con" | "prn" | "aux" | "nul");
    (is_device || numbered("com") || numbered("lpt")).then_some("is that of a device on Windows")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn odd_names_are_published_and_impossible_ones_are_not() {
        for name in [
            "a b.md",
            "a#b.md",
            "50%.md",
            "it's \"x\".md",
            "残差.md",
            "-rf.md",
            "A:b?.md",
            "con-a.md",
            "com.md",
            "com10.md",
            "e\u{301}.md",
            "👍🏽.png",
        ] {
            assert_eq!(why_unpublishable(name), None, "{name}");
        }
        for name in [
            "a\nb.md",
            "a\u{1b}b.md",
            "a\u{202e}dm.exe",
            "con.md",
            "NUL",
            "Com1.md",
            "lpt9",
            "a.md.",
            "a ",
            r"a\b.md",
        ] {
            assert!(why_unpublishable(name).is_some(), "{name}");
        }
    }

    #[test]
    fn a_shown_name_is_one_line() {
        assert_eq!(display_name(Path::new("./a/b\n\u{202e}.md")), r"a/b\u{a}\u{202e}.md");
    }
}
