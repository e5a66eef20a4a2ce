//! A file → its front matter and its body.

use std::ops::Range;

use crate::diagnostic::{Code, Diagnostic};
use crate::source::{FileId, Span};
use crate::yaml::is_nearly_a_fence;

/// Where the parts of a file stand, in bytes.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Parts {
    /// The front matter between its fences, if there is one.
    pub(super) front: Option<Range<usize>>,
    /// What follows it.
    pub(super) body: Range<usize>,
}

/// Takes `text` apart. The front matter starts with a line `---`, which only blank lines may come
/// before, and ends with a line `---` or `...`.
pub(super) fn split(text: &str, file: FileId, diagnostics: &mut Vec<Diagnostic>) -> Parts {
    let everything = Parts { front: None, body: 0..text.len() };
    let mut lines = lines(text).skip_while(|line| text[line.clone()].trim().is_empty());
    let Some(opening) = lines.next() else { return everything };
    match text[opening.clone()].trim_end() {
        "---" => {}
        "+++" => {
            let end = lines.find(|line| text[line.clone()].trim_end() == "+++");
            let Some(end) = end else { return everything };
            let fence = Span::new(file, opening.start..opening.start + 3);
            diagnostics.push(
                Diagnostic::new(
                    Code::YamlSyntax,
                    fence,
                    "the front matter is TOML, which is not read",
                )
                .help("write it in YAML: `---` around it, and `title: …` for `title = \"…\"`"),
            );
            return Parts { front: None, body: end.end..text.len() };
        }
        _ => return everything,
    }
    let mut first_line = None;
    let mut nearly = None;
    for line in lines {
        let written = text[line.clone()].trim_end();
        if matches!(written, "---" | "...") {
            return Parts { front: Some(opening.end..line.start), body: line.end..text.len() };
        }
        if nearly.is_none() && is_nearly_a_fence(written) {
            nearly = Some(Span::new(file, line.start..line.start + written.len()));
        }
        if first_line.is_none() && !written.trim().is_empty() {
            first_line = Some(line);
        }
    }
    // A line across the page and no front matter, unless a key comes next.
    if first_line.is_some_and(|line| looks_like_a_key(&text[line])) {
        let fence = Span::new(file, opening.start..opening.start + 3);
        let message = "the front matter that starts here never ends";
        let mut diagnostic = Diagnostic::new(Code::UnclosedFrontMatter, fence, message)
            .help("put a line `---` after its last key");
        if let Some(nearly) = nearly {
            diagnostic = diagnostic.related(nearly, "this line is not `---`").fix(nearly, "---");
        }
        diagnostics.push(diagnostic);
        return Parts { front: None, body: text.len()..text.len() };
    }
    everything
}

/// The lines of `text`, each with its line end.
fn lines(text: &str) -> impl Iterator<Item = Range<usize>> {
    let mut at = 0;
    text.split_inclusive('\n').map(move |line| {
        let start = at;
        at += line.len();
        start..at
    })
}

/// Whether a line may be `key: value`.
fn looks_like_a_key(line: &str) -> bool {
    line.split_once([':', '：']).is_some_and(|(key, value)| {
        !key.is_empty()
            && key.chars().all(|c| c.is_alphanumeric() || "_- ".contains(c))
            && key.chars().count() <= 32
            && !value.starts_with("//")
    })
}
