//! The body of a document as its page shows it: without the heading that gave it its title, its
//! other headings below those of the page.

use std::borrow::Cow;

use crate::model::{Heading, Outline, PlainPage, Text};

use super::sketch::Html;
use super::view;
use super::writer::Writer;

/// The body of a document and its headings.
pub(super) struct Body<'a> {
    text: Cow<'a, Text>,
    headings: &'a [Heading],
}

impl<'a> Body<'a> {
    /// The body `text` of a document called `title`. A title that is the body's first heading is
    /// shown by the page already, so it is blanked out; every other byte keeps its place, because
    /// links are named by theirs.
    pub(super) fn new(text: &'a Text, outline: &'a Outline, title: Option<&Text>) -> Self {
        let whole = Self { text: Cow::Borrowed(text), headings: &outline.headings };
        let body = text.span.range();
        let Some(title) = title.map(|title| title.span) else { return whole };
        if title.file != text.span.file || !body.contains(&title.range().start) {
            return whole;
        }
        let Some(rest) = blanked(&text.markdown, title.range().start - body.start) else {
            return whole;
        };
        Self {
            text: Cow::Owned(Text { markdown: rest, span: text.span }),
            headings: outline.headings.get(1..).unwrap_or_default(),
        }
    }

    /// The body of a page.
    pub(super) fn of_page(page: &'a PlainPage) -> Self {
        Self::new(&page.body, &page.outline, Some(&page.title))
    }

    /// Whether nothing is in it.
    pub(super) fn is_empty(&self) -> bool {
        self.text.markdown.trim().is_empty()
    }

    /// The body as HTML, its highest headings of `level`, its ids with `prefix`.
    pub(super) fn html(&self, writer: &mut Writer<'_>, prefix: &str, level: u8) -> Html {
        writer.body(&self.text, prefix, level.saturating_sub(self.highest()))
    }

    /// The headings that the page shows.
    pub(super) fn headings(&self) -> &'a [Heading] {
        self.headings
    }

    /// The headings as entries of a table of contents, the highest with depth 1.
    pub(super) fn toc(&self, prefix: &str) -> Vec<view::TocEntry> {
        let highest = self.highest();
        let entries = self.headings.iter().map(|heading| view::TocEntry {
            id: format!("{prefix}{}", heading.id),
            title: heading.text.clone(),
            key: "",
            depth: heading.level - highest + 1,
        });
        entries.collect()
    }

    fn highest(&self) -> u8 {
        self.headings.iter().map(|heading| heading.level).min().unwrap_or(1)
    }
}

/// `markdown` with the heading whose words start at `at` blanked out, its underline too; `None` if
/// something stands before it.
fn blanked(markdown: &str, at: usize) -> Option<String> {
    let start = markdown.get(..at)?.rfind('\n').map_or(0, |newline| newline + 1);
    if !markdown[..start].trim().is_empty() {
        return None;
    }
    let line = |from: usize| markdown[from..].find('\n').map_or(markdown.len(), |n| from + n);
    let mut end = line(at);
    if !markdown[start..].trim_start().starts_with('#') {
        let under = line((end + 1).min(markdown.len()));
        let underline = markdown.get(end..under).unwrap_or_default().trim();
        if !underline.is_empty() && underline.chars().all(|c| c == '=' || c == '-') {
            end = under;
        }
    }
    let blank = |c: char| if c == '\n' { "\n".to_owned() } else { " ".repeat(c.len_utf8()) };
    let blanks: String = markdown[start..end].chars().map(blank).collect();
    Some(format!("{}{blanks}{}", &markdown[..start], &markdown[end..]))
}

#[cfg(test)]
mod tests {
    use super::blanked;

    #[test]
    fn only_the_heading_of_the_title_goes_and_every_byte_keeps_its_place() {
        for (markdown, title, expected) in [
            ("# 残差\ntext", "残差", Some("        \ntext")),
            ("\n\n# A #\n\n# B", "A", Some("\n\n     \n\n# B")),
            ("A\n===\ntext", "A", Some(" \n   \ntext")),
            ("# A\n---\ntext", "A", Some("   \n---\ntext")),
            ("Words first.\n\n# A", "A", None),
        ] {
            let at = markdown.find(title).unwrap();
            assert_eq!(blanked(markdown, at).as_deref(), expected, "{markdown}");
        }
    }
}
