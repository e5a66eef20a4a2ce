//! Values that YAML reads without complaint and otherwise than their authors meant.

use super::node::{Node, Style, Value};
use super::quote::single_quoted;
use crate::diagnostic::{Code, Diagnostic};
use crate::source::Span;

/// What a comment may have cut.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Cut {
    /// A text, which `# …` may well be part of.
    Text,
    /// A name or value, which is often followed by a comment.
    Name,
}

/// Whether a list or map is written in brackets.
pub(super) fn is_flow(text: &str, node: &Node) -> bool {
    matches!(node.value, Value::Seq(_) | Value::Map(_))
        && text[node.span.range().start..].starts_with(['[', '{'])
}

/// The warning that ` #` has cut the text of `node`, where that is likely.
///
/// A comment is usually set off: two spaces before the `#`, or one after it. What looks otherwise,
/// `issue #12`, is text; behind a text in Markdown, so is all that is not set off on both sides.
pub(super) fn cut_by_comment(text: &str, node: &Node, cut: Cut) -> Option<Diagnostic> {
    let scalar = node.as_scalar()?;
    if scalar.style != Style::Plain {
        return None;
    }
    let end = node.span.range().end;
    let line = text[end..].lines().next().unwrap_or_default().trim_end();
    let comment = line.trim_start();
    let gap = line.len() - comment.len();
    let spaced = comment.strip_prefix('#').is_some_and(|rest| rest.starts_with([' ', '\t']));
    let set_off = match cut {
        Cut::Text => spaced && gap >= 2,
        Cut::Name => spaced,
    };
    if gap == 0 || !comment.starts_with('#') || comment == "#" || set_off {
        return None;
    }
    let span = Span::new(node.span.file, end + gap..end + line.len());
    let whole = Span { end: span.end, ..node.span };
    let raw = &text[whole.range()];
    let diagnostic = Diagnostic::new(
        Code::CommentCutsValue,
        span,
        "` #` starts a comment, so this is not part of the value",
    )
    .help("put the whole value in quotes; a comment is clear after two spaces and `# `");
    Some(if raw.contains('\n') { diagnostic } else { diagnostic.fix(whole, single_quoted(raw)) })
}

/// The warning that `#` right after a key or dash has made its value a comment, where that is
/// likely: `tags: #nlp`.
pub(super) fn hidden_by_comment(text: &str, node: &Node) -> Option<Diagnostic> {
    let at = node.span.range().start;
    // Behind a key, the scanner says that the value is at the key's end; an empty item of a list
    // is said to be at the token that comes next.
    let rest = &text[at..];
    let (start, line) = if rest.starts_with(':') {
        (at + 1, rest[1..].lines().next().unwrap_or_default())
    } else {
        let before = text[..at].trim_end_matches(|c: char| c.is_whitespace() || c == '-');
        let start = before.rfind('\n').map_or(0, |newline| newline + 1);
        let line = &before[start..];
        let dash = line.len() - line.trim_start().strip_prefix('-')?.len();
        (start + dash, &line[dash..])
    };
    let comment = line.trim();
    let tag = comment.strip_prefix('#')?;
    if tag.is_empty() || tag.starts_with(|c: char| c.is_whitespace() || c == '#') {
        return None;
    }
    let begin = start + (line.len() - line.trim_start().len());
    let span = Span::new(node.span.file, begin..begin + comment.len());
    Some(
        Diagnostic::new(
            Code::CommentCutsValue,
            span,
            "`#` starts a comment, so there is no value here",
        )
        .help("put the value in quotes, or leave the `#` out")
        .fix(span, single_quoted(comment)),
    )
}

/// The error that a text was read as a list or map because it is not quoted.
pub(super) fn unquoted(text: &str, node: &Node) -> Option<Diagnostic> {
    let raw = &text[node.span.range()];
    if raw.contains('\n') {
        return None;
    }
    let flow = is_flow(text, node);
    match &node.value {
        Value::Seq(_) | Value::Map(_) if flow => {
            let first = raw.chars().next()?;
            let what = if first == '[' { "list" } else { "map" };
            Some(
                Diagnostic::new(
                    Code::UnquotedIndicator,
                    node.span,
                    format!("a value that starts with `{first}` is read as a {what}"),
                )
                .help("put the text in quotes")
                .fix(node.span, single_quoted(raw)),
            )
        }
        Value::Map(entries) => {
            let (key, _) = entries.first()?;
            let colon = key.span.range().end;
            Some(
                Diagnostic::new(
                    Code::UnquotedColon,
                    Span::new(node.span.file, colon..colon + 1),
                    "the text has a colon and a space in it, so it is read as a key and its value",
                )
                .help("put the text in quotes")
                .fix(node.span, single_quoted(raw)),
            )
        }
        Value::Null | Value::Scalar(_) | Value::Seq(_) => None,
    }
}
