//! The title of a document that gives none: its first heading, else its file's name.

use crate::model::{Outline, Text};
use crate::source::{ContentPath, Span};

/// The first heading of `body` as a text of its own: the Markdown between its marks.
pub(super) fn from_heading(body: &Text, outline: &Outline) -> Option<Text> {
    outline.headings.iter().filter(|heading| !heading.text.trim().is_empty()).find_map(|heading| {
        let offset = heading.offset as usize;
        let line = body.markdown.get(offset..)?.lines().next()?;
        let words = line.trim_start().trim_start_matches('#').trim_start();
        let start = offset + (line.len() - words.len());
        let words = words.trim_end();
        // `# Title #`: the closing marks are set off by a space.
        let bare = words.trim_end_matches('#');
        let words = if bare.ends_with([' ', '\t']) { bare.trim_end() } else { words };
        if words.is_empty() {
            return None;
        }
        let start = body.span.range().start + start;
        let span = Span::new(body.span.file, start..start + words.len());
        Some(Text { markdown: words.to_owned(), span })
    })
}

/// The name of the file, or of its folder for an `index.md`, as Markdown that shows it as it is.
pub(super) fn from_path(path: &ContentPath, at: Span) -> Text {
    let mut markdown = String::new();
    for c in super::place::name(path).chars() {
        if "\\`*_[]<>$&!#~|@".contains(c) {
            markdown.push('\\');
        }
        markdown.push(c);
    }
    Text { markdown, span: at }
}
