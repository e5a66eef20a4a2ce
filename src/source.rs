//! Texts of a site's files, and places in them.
//!
//! Stage: none; every stage uses it. Invariant: a [`Span`] is only ever made for a file that is in
//! the [`Sources`] it came from, and both ends lie on character boundaries of its text.

mod edit;
mod ids;

use std::collections::HashMap;
use std::fmt;
use std::ops::Range;
use std::path::PathBuf;
use std::sync::Arc;

pub(crate) use edit::Edit;
pub use ids::FileId;

/// A stretch of bytes in one file.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Span {
    /// The file that it lies in.
    pub file: FileId,
    /// First byte.
    pub start: u32,
    /// The byte after the last one.
    pub end: u32,
}

impl Span {
    /// The stretch `range` of `file`.
    ///
    /// Files are capped well below 4 GiB when they are read, so offsets fit; a larger one would
    /// saturate rather than wrap.
    pub fn new(file: FileId, range: Range<usize>) -> Self {
        let narrow = |n: usize| u32::try_from(n).unwrap_or(u32::MAX);
        Self { file, start: narrow(range.start), end: narrow(range.end) }
    }

    /// The bytes that it covers.
    pub fn range(self) -> Range<usize> {
        self.start as usize..self.end as usize
    }

    /// The empty stretch at its start.
    #[must_use]
    pub fn at_start(self) -> Self {
        Self { end: self.start, ..self }
    }
}

/// A value and where it was written.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Located<T> {
    /// The value.
    pub value: T,
    /// Where it was written.
    pub span: Span,
}

impl<T> Located<T> {
    /// `value`, written at `span`.
    pub fn new(value: T, span: Span) -> Self {
        Self { value, span }
    }
}

/// A path below the content folder, with `/` between its parts, as the disk spells it: `notes/a.md`.
///
/// Never absolute, never with `..` or an empty part.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct ContentPath(Arc<str>);

impl ContentPath {
    /// `path` if it is relative and stays below its root.
    pub fn new(path: &str) -> Option<Self> {
        let fine = !path.is_empty()
            && path.split('/').all(|part| !matches!(part, "" | "." | "..") && !part.contains('\0'));
        fine.then(|| Self(path.into()))
    }

    /// The path as text.
    pub fn as_str(&self) -> &str {
        &self.0
    }

    /// The folder that holds it, `""` at the top.
    pub fn folder(&self) -> &str {
        self.0.rsplit_once('/').map_or("", |(folder, _)| folder)
    }

    /// Its last part, `a.md`.
    pub fn file_name(&self) -> &str {
        self.0.rsplit_once('/').map_or(&self.0, |(_, name)| name)
    }

    /// Its last part without the extension, `a`.
    pub fn stem(&self) -> &str {
        let name = self.file_name();
        name.rsplit_once('.').map_or(name, |(stem, _)| if stem.is_empty() { name } else { stem })
    }

    /// The extension in lower case, `md`; `""` if there is none.
    pub fn extension(&self) -> String {
        let name = self.file_name();
        name.rsplit_once('.')
            .filter(|(stem, _)| !stem.is_empty())
            .map_or_else(String::new, |(_, extension)| extension.to_lowercase())
    }

    /// Where a relative reference `to` written in this file leads, with `.` and `..` resolved;
    /// a leading `/` starts at the content folder. `None` when it leads outside.
    pub fn join(&self, to: &str) -> Option<Self> {
        let (mut parts, to) = match to.strip_prefix('/') {
            Some(rest) => (Vec::new(), rest),
            None => (self.folder().split('/').filter(|part| !part.is_empty()).collect(), to),
        };
        for part in to.split('/') {
            match part {
                "" | "." => {}
                ".." => {
                    parts.pop()?;
                }
                part => parts.push(part),
            }
        }
        Self::new(&parts.join("/"))
    }
}

impl fmt::Display for ContentPath {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

/// A text file of the site: a note, the settings, a bibliography.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SourceFile {
    /// What messages call it: its path as the user would type it, `content/notes/a.md`.
    pub name: String,
    /// Its place in the content folder; `None` for files beside it, such as `notesgen.yaml`.
    pub path: Option<ContentPath>,
    /// Its text: UTF-8, byte order mark removed, line ends as they are.
    pub text: String,
    /// How many bytes of the file precede `text` (3 when a byte order mark was removed).
    pub skipped: usize,
}

/// Where the bytes of an asset are.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum AssetContent {
    /// In a file; the emitter copies it.
    Disk(PathBuf),
    /// In memory, as tests and the program's own files are.
    Memory(Arc<[u8]>),
}

/// A file of the content folder that is not a text to be read: an image, a PDF.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Asset {
    /// Its place in the content folder.
    pub path: ContentPath,
    /// Where its bytes are.
    pub content: AssetContent,
    /// Its size in bytes.
    pub bytes: u64,
    /// Width and height in CSS pixels, if it is an image whose header says so.
    pub dimensions: Option<(u32, u32)>,
}

/// Everything that a build reads: texts in the order of their ids, assets in the order of their
/// paths.
///
/// Ids rise with gaps between them, so that a file that comes between two others gets one without
/// the others changing theirs ([`Sources::numbered_like`]): a document that was read from a file
/// stays true as long as the file does.
#[derive(Clone, Debug, Default)]
pub struct Sources {
    /// The ids of `files`, rising.
    ids: Vec<FileId>,
    files: Vec<Arc<SourceFile>>,
    assets: Vec<Asset>,
}

impl Sources {
    /// No files.
    pub fn new() -> Self {
        Self::default()
    }

    /// Takes `file` in and names it.
    pub fn add(&mut self, file: impl Into<Arc<SourceFile>>) -> FileId {
        // Something may come before the first, too.
        let id = self.ids.last().copied().unwrap_or(FileId(0)).next();
        self.ids.push(id);
        self.files.push(file.into());
        id
    }

    /// The same files, where those that `before` has too, by their names, have the ids that they have
    /// there. The first `kept` files keep their own, and so do all when the order of the two differs
    /// or no id is left between two files.
    #[must_use]
    pub fn numbered_like(mut self, before: &Self, kept: usize) -> Self {
        if self.files.iter().map(|file| &file.name).eq(before.files.iter().map(|file| &file.name))
            && self.ids[..kept] == before.ids[..kept]
        {
            self.ids.clone_from(&before.ids);
            return self;
        }
        let known: HashMap<&str, FileId> =
            before.files().map(|(id, file)| (file.name.as_str(), id)).collect();
        let wanted: Vec<Option<FileId>> = (self.files())
            .enumerate()
            .map(
                |(index, (id, file))| {
                    if index < kept { Some(id) } else { known.get(file.name.as_str()).copied() }
                },
            )
            .collect();
        if let Some(ids) = ids::between(&wanted) {
            self.ids = ids;
        }
        self
    }

    /// Takes `assets` in, in the order of their paths.
    pub fn add_assets(&mut self, assets: impl IntoIterator<Item = Asset>) {
        self.assets.extend(assets);
        self.assets.sort_by(|a, b| a.path.cmp(&b.path));
    }

    /// The file that `id` names.
    pub fn file(&self, id: FileId) -> &SourceFile {
        // An id that is not here would be another site's.
        let (Ok(index) | Err(index)) = self.ids.binary_search(&id);
        &self.files[index]
    }

    /// Every text with its id, in the order of the ids.
    pub fn files(&self) -> impl ExactSizeIterator<Item = (FileId, &Arc<SourceFile>)> {
        self.ids.iter().copied().zip(&self.files)
    }

    /// Texts of the content folder with their paths, in the order of the ids.
    pub fn documents(&self) -> impl Iterator<Item = (FileId, &ContentPath, &str)> {
        self.files().filter_map(|(id, file)| Some((id, file.path.as_ref()?, file.text.as_str())))
    }

    /// Every asset, in the order of the paths.
    pub fn assets(&self) -> &[Asset] {
        &self.assets
    }

    /// The asset at `path`.
    pub fn asset(&self, path: &ContentPath) -> Option<&Asset> {
        let index = self.assets.binary_search_by(|asset| asset.path.cmp(path)).ok()?;
        Some(&self.assets[index])
    }

    /// The text that `span` covers.
    pub fn slice(&self, span: Span) -> &str {
        self.file(span.file).text.get(span.range()).unwrap_or_default()
    }

    /// Where the bytes `range` of a decoded text stand in the file, when the text was written at
    /// `span`: quotes, indentation, line folds and escapes are looked through.
    pub fn span_within(&self, span: Span, decoded: &str, range: Range<usize>) -> Span {
        let raw = self.slice(span);
        let start = offset_in_raw(raw, decoded, range.start);
        let end = offset_in_raw(raw, decoded, range.end).max(start);
        Span::new(span.file, span.start as usize + start..span.start as usize + end)
    }

    /// Line and column of a byte of a file, both counted from 1; columns count characters, as
    /// editors do.
    pub fn line_column(&self, file: FileId, offset: usize) -> (usize, usize) {
        let text = &self.file(file).text;
        let before = &text[..floor_char_boundary(text, offset)];
        let line = before.bytes().filter(|&byte| byte == b'\n').count() + 1;
        let start = before.rfind('\n').map_or(0, |newline| newline + 1);
        (line, before[start..].chars().count() + 1)
    }
}

/// Where the byte `offset` of a decoded text stands in `raw`, the text as it was written. Exact for
/// bodies, plain and quoted scalars and literal blocks; folds are looked through.
pub fn offset_in_raw(raw: &str, decoded: &str, offset: usize) -> usize {
    offsets_in_raw(raw, decoded, &[offset]).first().copied().unwrap_or_default()
}

/// [`offset_in_raw`] for several offsets, in rising order, in one reading of the text.
pub fn offsets_in_raw(raw: &str, decoded: &str, offsets: &[usize]) -> Vec<usize> {
    if raw.len() == decoded.len() {
        return offsets.iter().map(|&offset| floor_char_boundary(raw, offset)).collect();
    }
    let mut found = Vec::with_capacity(offsets.len());
    let mut raw_chars = raw.char_indices().peekable();
    // A block scalar's header (`|`, `>-`) is no part of its text.
    if raw.starts_with(['|', '>']) {
        while raw_chars.next_if(|&(_, c)| c != '\n').is_some() {}
    }
    let mut last = 0;
    for (at, wanted) in decoded.char_indices() {
        // What the decoded text lacks: quotes, backslashes, indentation, doubled quotes.
        while let Some(&(index, c)) = raw_chars.peek() {
            last = index;
            let same = c == wanted || (c.is_whitespace() && wanted.is_whitespace());
            if same {
                break;
            }
            raw_chars.next();
        }
        while offsets.get(found.len()).is_some_and(|&offset| offset <= at) {
            found.push(last);
        }
        if found.len() == offsets.len() || raw_chars.next().is_none() {
            break;
        }
        // A line fold is one space in the decoded text and a newline with indentation in the file.
        if wanted == ' ' || wanted == '\n' {
            let next = decoded[at + wanted.len_utf8()..].chars().next();
            while raw_chars.next_if(|&(_, c)| c.is_whitespace() && Some(c) != next).is_some() {}
        }
    }
    let end = raw_chars.peek().map_or(raw.len(), |&(index, _)| index);
    found.resize(offsets.len(), end);
    found
}

/// The last character boundary at or before `offset`.
fn floor_char_boundary(text: &str, offset: usize) -> usize {
    let mut at = offset.min(text.len());
    while !text.is_char_boundary(at) {
        at -= 1;
    }
    at
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_relative_reference_is_resolved_and_never_leads_outside() {
        let from = ContentPath::new("notes/2012/alexnet.md").unwrap();
        for (to, expected) in [
            ("resnet.md", Some("notes/2012/resnet.md")),
            ("../a/./b.md", Some("notes/a/b.md")),
            ("/top.md", Some("top.md")),
            ("../../../x", None),
            ("..", Some("notes")),
        ] {
            let joined = from.join(to);
            assert_eq!(joined.as_ref().map(ContentPath::as_str), expected, "{to}");
        }
    }

    #[test]
    fn a_place_in_a_decoded_text_is_found_in_the_file() {
        for (raw, decoded, needle) in [
            ("plain $x$", "plain $x$", "$x$"),
            ("'it''s $x$'", "it's $x$", "$x$"),
            (r#""a \"b\" $x$""#, r#"a "b" $x$"#, "$x$"),
            ("|\n  第一行\n  see $x$\n", "第一行\nsee $x$\n", "$x$"),
            (">-\n  one\n  two $x$", "one two $x$", "$x$"),
        ] {
            let at = decoded.find(needle).unwrap();
            let found = offset_in_raw(raw, decoded, at);
            assert_eq!(&raw[found..found + needle.len()], needle, "{raw}");
        }
    }

    #[test]
    fn a_column_counts_characters() {
        let mut sources = Sources::new();
        let id = sources.add(SourceFile {
            name: "a.md".into(),
            path: ContentPath::new("a.md"),
            text: "标题\r\n评分：3".into(),
            skipped: 0,
        });
        assert_eq!(sources.line_column(id, 8), (2, 1));
        assert_eq!(sources.line_column(id, 14), (2, 3));
    }
}
