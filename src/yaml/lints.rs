//! Values that YAML reads without complaint and otherwise than their authors meant.

use super::events::Marked;
use super::fields::Table;
use super::line::Line;
use super::node::{Key, Node, Style, Value};
use super::quote::{as_literal, doubtful_escape, single_quoted};
use super::{Context, traps};
use crate::bytes;
use crate::diagnostic::{Code, Diagnostic};
use crate::source::Span;

/// How far before a value the start of its line is looked for, in bytes.
const MAX_LOOK_BACK: usize = 256;

/// What a comment may have cut.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Cut {
    /// A text, which `# …` may well be part of.
    Text,
    /// A name or value, which is often followed by a comment.
    Name,
}

/// Everything that can be said without knowing which value a key takes.
pub(super) fn all(
    context: Context<'_>,
    text: &str,
    block: &str,
    root: &mut Node,
    marked: &[Marked],
    diagnostics: &mut Vec<Diagnostic>,
) {
    for mark in marked {
        diagnostics.push(mark_before_value(text, mark));
    }
    let known = diagnostics.iter().any(|known| known.code == Code::TabIndent);
    let mut lints = Lints { context, text, block, tabs: !known && block.contains('\t') };
    lints.tree(root, diagnostics);
}

struct Lints<'a> {
    context: Context<'a>,
    text: &'a str,
    block: &'a str,
    /// Whether tabs are still to be looked for.
    tabs: bool,
}

impl Lints<'_> {
    fn tree(&mut self, node: &mut Node, diagnostics: &mut Vec<Diagnostic>) {
        match &mut node.value {
            Value::Null => diagnostics.extend(hidden_by_comment(self.text, node)),
            Value::Scalar(scalar) => {
                if scalar.style == Style::DoubleQuoted {
                    diagnostics.extend(escape(self.text, node.span));
                }
                diagnostics.extend(control_character(self.text, node.span));
            }
            Value::Seq(items) => items.iter_mut().for_each(|item| self.tree(item, diagnostics)),
            Value::Map(entries) => entries.retain_mut(|(key, node)| {
                self.tree(node, diagnostics);
                if self.tabs && has_tab_before(self.text, key) {
                    let trap = traps::tabs(self.context, self.block);
                    diagnostics.extend(trap.map(|trap| trap.diagnostic));
                    self.tabs = false;
                }
                let colon = colon_in_key(self.context, self.text, key);
                let keep = colon.is_none();
                diagnostics.extend(colon);
                keep
            }),
        }
    }
}

/// Where the last line of `before` starts, unless it is too long to be looked through for every
/// value on it.
fn line_start(before: &str) -> Option<usize> {
    let newline = before.bytes().rev().take(MAX_LOOK_BACK).position(|byte| byte == b'\n');
    match newline {
        Some(back) => Some(before.len() - back),
        None => (before.len() < MAX_LOOK_BACK).then_some(0),
    }
}

/// A character that nobody sees and no page can show.
fn control_character(text: &str, span: Span) -> Option<Diagnostic> {
    let start = span.range().start;
    // Those above ASCII begin with 0xc2, as a few others do.
    let may_be = |byte: u8| (byte < b' ') & (byte != b'\n') | (byte == 0x7f) | (byte == 0xc2);
    if !bytes::any(text[span.range()].as_bytes(), may_be) {
        return None;
    }
    let (at, c) = text[span.range()]
        .char_indices()
        .find(|&(_, c)| c.is_control() && !matches!(c, '\n' | '\r' | '\t'))?;
    let place = Span::new(span.file, start + at..start + at + c.len_utf8());
    Some(
        Diagnostic::new(Code::YamlSyntax, place, "an invisible control character stands here")
            .help("delete it")
            .fix(place, ""),
    )
}

/// The value that a name or type was read before: `title: &more`, `title: !Kung`.
fn mark_before_value(text: &str, mark: &Marked) -> Diagnostic {
    let Marked { span, indicator } = mark;
    let what = match indicator {
        '&' => "gives a name to a value",
        _ => "gives the type of a value",
    };
    let start = span.range().start;
    let line = text[start..].lines().next().unwrap_or_default();
    let whole = line.find(" #").map_or(line, |comment| &line[..comment]).trim_end();
    let whole = Span::new(span.file, start..start + whole.len());
    let message = format!("a value cannot start with `{indicator}`, which in YAML {what}");
    Diagnostic::new(Code::UnquotedIndicator, Span::new(span.file, start..start + 1), message)
        .help("put the value in quotes")
        .fix(whole, single_quoted(&text[whole.range()]))
}

/// `"$\alpha$"`, whose backslash YAML reads as a bell.
fn escape(text: &str, span: Span) -> Option<Diagnostic> {
    let raw = &text[span.range()];
    let bad = doubtful_escape(raw)?;
    let start = span.range().start;
    let place = Span::new(span.file, start + bad.start..start + bad.end);
    let letter = &raw[bad.start..bad.start + 2];
    let message =
        format!("in double quotes, the `{letter}` of `{}` is a control character", &raw[bad]);
    let diagnostic = Diagnostic::new(Code::BackslashEscape, place, message)
        .help("use single quotes, in which a backslash is a backslash, or double it: `\\\\`");
    Some(match as_literal(raw) {
        Some(inner) => diagnostic.fix(span, single_quoted(&inner)),
        None => diagnostic,
    })
}

/// Whether a tab stands before a key, which some readers of YAML take and others do not.
fn has_tab_before(text: &str, key: &Key) -> bool {
    let end = key.span.range().start;
    let Some(start) = line_start(&text[..end]) else { return false };
    let indent = &text[start..end];
    indent.contains('\t') && indent.chars().all(|c| matches!(c, ' ' | '\t' | '-'))
}

/// `title：ResNet: Deep`, whose key would be `title：ResNet`.
fn colon_in_key(context: Context<'_>, text: &str, key: &Key) -> Option<Diagnostic> {
    let raw = &text[key.span.range()];
    let (name, _) = raw.split_once('：')?;
    let name = name.trim_end();
    if !context.may_be_key(name) {
        return None;
    }
    let at = key.span.range().start + raw.find('：')?;
    let span = Span::new(key.span.file, at..at + '：'.len_utf8());
    let message = format!("a full-width colon `：` stands after `{name}`");
    Some(
        Diagnostic::new(Code::FullWidthColon, span, message)
            .help("write a half-width colon and a space: `: `")
            .fix(span, ": "),
    )
}

/// Lines of a block that is one text though its author wrote keys: `title：ResNet`, `year:2012`.
pub(super) fn lines(context: Context<'_>, block: &str, diagnostics: &mut Vec<Diagnostic>) {
    let mut at = 0;
    for text in block.split_inclusive('\n') {
        let line = Line::at(block, at);
        at += text.len();
        let trap = traps::full_width_colon(context, block, line.value.clone())
            .or_else(|| traps::no_space(context, block, line.value));
        diagnostics.extend(trap.map(|trap| trap.diagnostic));
    }
}

/// The error that a text holds a key whose colon nothing took for a colon: a whole pass written
/// as `now：text`.
pub(super) fn key_in_text(text: &str, node: &Node, table: &'static Table) -> Option<Diagnostic> {
    let scalar = node.as_scalar().filter(|scalar| scalar.style == Style::Plain)?;
    let colon = scalar.text.find([':', '：'])?;
    let key = scalar.text[..colon].trim_end();
    if !table.has(key) || scalar.text[colon..].starts_with("://") {
        return None;
    }
    let context = Context { file: node.span.file, base: 0, tables: &[table] };
    let raw = text[node.span.range()].lines().next().unwrap_or_default();
    let start = node.span.range().start;
    let value = start..start + raw.len();
    let trap = traps::full_width_colon(context, text, value.clone())
        .or_else(|| traps::no_space(context, text, value));
    trap.map(|trap| trap.diagnostic)
}

/// Whether a list or map is written in brackets.
pub(super) fn is_flow(text: &str, node: &Node) -> bool {
    matches!(node.value, Value::Seq(_) | Value::Map(_))
        && text.get(node.span.range().start..).is_some_and(|rest| rest.starts_with(['[', '{']))
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
    let rest = text[end..].trim_start_matches([' ', '\t']);
    let gap = text.len() - end - rest.len();
    if gap == 0 || !rest.starts_with('#') {
        return None;
    }
    let comment = rest.lines().next().unwrap_or_default().trim_end();
    let spaced = comment.strip_prefix('#').is_some_and(|rest| rest.starts_with([' ', '\t']));
    let set_off = match cut {
        Cut::Text => spaced && gap >= 2,
        Cut::Name => spaced,
    };
    if comment == "#" || set_off {
        return None;
    }
    let span = Span::new(node.span.file, end + gap..end + gap + comment.len());
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
fn hidden_by_comment(text: &str, node: &Node) -> Option<Diagnostic> {
    let at = node.span.range().start;
    // Behind a key, the scanner says that the value is at the key's end; an empty item of a list
    // is said to be at the token that comes next.
    let (start, line) = if let Some(rest) = text[at..].strip_prefix(':') {
        if !rest.trim_start_matches([' ', '\t']).starts_with('#') {
            return None;
        }
        (at + 1, rest.lines().next().unwrap_or_default())
    } else {
        let before = text[..at].trim_end();
        let start = line_start(before)?;
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
            let after = key.span.range().end;
            let (at, colon) =
                text[after..].char_indices().find(|(_, c)| matches!(c, ':' | '：'))?;
            let colon = after + at..after + at + colon.len_utf8();
            Some(
                Diagnostic::new(
                    Code::UnquotedColon,
                    Span::new(node.span.file, colon),
                    "the text has a colon and a space in it, so it is read as a key and its value",
                )
                .help("put the text in quotes")
                .fix(node.span, single_quoted(raw)),
            )
        }
        Value::Null | Value::Scalar(_) | Value::Seq(_) => None,
    }
}
