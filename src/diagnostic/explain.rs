//! The long words on each code: its section of `docs/diagnostics.md`, which is built in.

use super::Code;

const DOCS: &str = include_str!("../../docs/diagnostics.md");

impl Code {
    /// What it means, an example and what to do about it: Markdown, without the heading.
    pub fn explanation(self) -> &'static str {
        section(DOCS, self.id()).unwrap_or_else(|| self.summary().trim())
    }
}

/// The text below the heading `### N101 …` in `docs`, up to the next heading.
fn section<'a>(docs: &'a str, id: &str) -> Option<&'a str> {
    let after = docs.split("\n### ").skip(1).find_map(|rest| {
        let (heading, body) = rest.split_once('\n')?;
        (heading.split(' ').next() == Some(id)).then_some(body)
    })?;
    let end = after.find("\n## ").unwrap_or(after.len());
    Some(after[..end].trim())
}
