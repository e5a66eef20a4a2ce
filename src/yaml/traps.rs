//! Why a block is not YAML, in the words of those who wrote it.
//!
//! The scanner says where it gave up; the line there, or one of the few above it, shows what its
//! author meant. A trap comes with a [`Mend`], so that the rest of the block can be read too.

use std::ops::Range;

use super::line::Line;
use super::quote::{bad_escape, single_quoted};
use super::{Context, events::quoted_length};
use crate::diagnostic::{Code, Diagnostic, Severity};

/// How many lines above the place where the scanner gave up are looked at.
const LOOK_BACK: usize = 40;

/// How to make a block readable where a trap was. Lengths do not change, so neither do places.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Mend {
    /// The value at the range is read as the text that it shows.
    Value(Range<usize>),
    /// The full-width colon at the range becomes one of YAML's, the rest of the line its value.
    Colon(Range<usize>),
    /// A space is made after the colon that ends at the offset, by moving the value.
    Space(usize, Range<usize>),
    /// Tabs that indent become spaces.
    Tabs,
    /// Backslashes in the quotes at the range are read as themselves.
    Escapes(Range<usize>),
    /// What stands at the range is passed over.
    Skip(Range<usize>),
}

/// What is wrong, and how to go on.
pub(super) struct Trap {
    /// What is wrong.
    pub(super) diagnostic: Diagnostic,
    /// How to go on.
    pub(super) mend: Mend,
}

/// The trap in `block` that made the scanner give up at `offset` with the words `info`.
pub(super) fn find(context: Context<'_>, block: &str, offset: usize, info: &str) -> Trap {
    let line = Line::at(block, offset);
    at_the_place(context, block, offset, info, &line)
        .or_else(|| {
            let mut line = Some(line.clone());
            for step in 0..LOOK_BACK {
                let current = line?;
                if let Some(trap) = on_line(context, block, &current, step > 0) {
                    return Some(trap);
                }
                if step > 0 && current.key.is_some() {
                    return None;
                }
                line = current.before(block);
            }
            None
        })
        .unwrap_or_else(|| in_other_words(context, block, offset, info, &line))
}

/// Traps that the place itself shows.
fn at_the_place(
    context: Context<'_>,
    block: &str,
    offset: usize,
    info: &str,
    line: &Line<'_>,
) -> Option<Trap> {
    let rest = &block[offset..];
    if info.contains("escape") || info.contains("hexadecimal") {
        return escape(context, block, offset);
    }
    if info.contains("tab") && block.contains('\t') {
        return tabs(context, block);
    }
    if info.contains("quoted") && rest.starts_with(['"', '\'']) {
        let end = line.range().end;
        return quote(context, block, offset..offset + block[offset..end].trim_end().len());
    }
    let first = rest.chars().next()?;
    if matches!(first, '@' | '`' | '%') || (first == '*' && info.contains("anchor")) {
        let value = if offset == line.value.start {
            line.value.clone()
        } else {
            // In brackets: up to the next comma or bracket.
            let end = rest.find([',', ']', '}', '\n']).unwrap_or(rest.len());
            offset..offset + rest[..end].trim_end().len()
        };
        return indicator(context, block, value);
    }
    let inside = line.value.start <= offset && offset < line.value.end;
    let value = &block[line.value.clone()];
    if inside && value.starts_with(['"', '\'']) {
        return quote(context, block, line.value.clone());
    }
    if inside && starts_with_indicator(value) {
        return indicator(context, block, line.value.clone());
    }
    let colon = rest.starts_with(':') && info.contains("mapping values");
    (inside && colon).then(|| Trap {
        diagnostic: Diagnostic::new(
            Code::UnquotedColon,
            context.span(offset..offset + 1),
            "a colon and a space in a value start a new key",
        )
        .help("put the value in quotes")
        .fix(context.span(line.value.clone()), single_quoted(value)),
        mend: Mend::Value(line.value.clone()),
    })
}

/// Traps that a line shows by itself; `above` is a line before the place where the scanner gave up.
fn on_line(context: Context<'_>, block: &str, line: &Line<'_>, above: bool) -> Option<Trap> {
    if line.is_blank() || line.is_comment() {
        return None;
    }
    if block[line.start..line.start + line.indent].contains('\t') {
        return tabs(context, block);
    }
    if line.key.is_none() {
        if let Some(trap) = full_width_colon(context, block, line.value.clone()) {
            return Some(trap);
        }
        if let Some(trap) = no_space(context, block, line.value.clone()) {
            return Some(trap);
        }
    }
    let value = &block[line.value.clone()];
    if value.starts_with(['"', '\'']) && quoted_length(value) != value.len() {
        return quote(context, block, line.value.clone());
    }
    if above && value.starts_with(['[', '{']) && !is_closed(value) {
        return indicator(context, block, line.value.clone());
    }
    let bare = line.key.is_none() && line.indent == 0 && !line.is_item && above;
    bare.then(|| not_a_key(context, block, line))
}

/// `title：ResNet`
pub(super) fn full_width_colon(
    context: Context<'_>,
    block: &str,
    value: Range<usize>,
) -> Option<Trap> {
    let written = &block[value.clone()];
    let at = written.find('：')?;
    let key = written[..at].trim_end();
    if !context.may_be_key(key) {
        return None;
    }
    let colon = value.start + at..value.start + at + '：'.len_utf8();
    Some(Trap {
        diagnostic: Diagnostic::new(
            Code::FullWidthColon,
            context.span(colon.clone()),
            format!("a full-width colon `：` stands after `{key}`"),
        )
        .help("write a half-width colon and a space: `: `")
        .fix(context.span(colon.clone()), ": "),
        mend: Mend::Colon(colon),
    })
}

/// `title:ResNet`
pub(super) fn no_space(context: Context<'_>, block: &str, value: Range<usize>) -> Option<Trap> {
    let written = &block[value.clone()];
    let at = written.find(':')?;
    let key = &written[..at];
    if written[at + 1..].starts_with("//") || !context.may_be_key(key) {
        return None;
    }
    let after = value.start + at + 1;
    Some(Trap {
        diagnostic: Diagnostic::new(
            Code::MissingSpace,
            context.span(after - 1..after),
            format!("no space follows the colon after `{key}`"),
        )
        .help(format!("write `{key}: …`"))
        .fix(context.span(after..after), " "),
        mend: Mend::Space(after, after..value.end),
    })
}

/// A text that is no key at the level of the keys.
fn not_a_key(context: Context<'_>, block: &str, line: &Line<'_>) -> Trap {
    if super::is_nearly_a_fence(line.text) {
        return Trap {
            diagnostic: Diagnostic::new(
                Code::UnclosedFrontMatter,
                context.span(line.content()),
                "this line does not end the front matter, since it is not `---`",
            )
            .help("end the front matter with three hyphens on a line of their own")
            .fix(context.span(line.content()), "---"),
            mend: Mend::Skip(line.start..block.len()),
        };
    }
    let mut before = line.before(block);
    let gap = before.as_ref().is_some_and(Line::is_blank);
    while let Some(line) = before.take_if(|line| line.is_blank() || line.is_comment()) {
        before = line.before(block);
    }
    let rest = line.start..block.len();
    let Some(last) = before.filter(|_| gap) else {
        return Trap {
            diagnostic: Diagnostic::new(
                Code::YamlSyntax,
                context.span(line.content()),
                "this line is neither a key with its value nor part of the value above it",
            )
            .help("indent it if it goes on with the value above, or write it as `key: value`"),
            mend: Mend::Skip(line.range()),
        };
    };
    let end = last.range().end;
    Trap {
        diagnostic: Diagnostic::new(
            Code::UnclosedFrontMatter,
            context.span(line.content()),
            "the front matter seems to have ended above this line, but nothing ends it",
        )
        .help("put a line `---` after its last key")
        .fix(context.span(end..end), "\n---"),
        mend: Mend::Skip(rest),
    }
}

/// A quote that is never closed, or closed before the value ends.
fn quote(context: Context<'_>, block: &str, value: Range<usize>) -> Option<Trap> {
    let written = &block[value.clone()];
    let mark = written.chars().next()?;
    let closed = quoted_length(written);
    let inner = &written[1..];
    let inner = inner.strip_suffix(mark).unwrap_or(inner);
    let ends = written.len() > 1 && written.ends_with(mark) && !written.ends_with("\\\"");
    let diagnostic = if closed < written.len() {
        // `"Foo" bar` shows its quotes; in `'it's so` the second one is an apostrophe.
        let set_off = written[closed..].starts_with(char::is_whitespace);
        let text = match (ends, set_off) {
            (true, _) => Some(single_quoted(&inner.replace("\\\"", "\""))),
            (false, true) => Some(single_quoted(written)),
            (false, false) => None,
        };
        let diagnostic = Diagnostic::new(
            Code::UnbalancedQuote,
            context.span(value.start + closed - 1..value.start + closed),
            format!("the quoted text ends at this `{mark}`, and more follows"),
        )
        .help("use single quotes around the value and double every `'` in it");
        match text {
            Some(text) => diagnostic.fix(context.span(value.clone()), text),
            None => diagnostic,
        }
    } else {
        let diagnostic = Diagnostic::new(
            Code::UnbalancedQuote,
            context.span(value.start..value.start + 1),
            format!("this `{mark}` is never closed"),
        );
        if mark == '"' {
            diagnostic
                .help("close it at the end of the value")
                .fix(context.span(value.end..value.end), "\"")
        } else {
            diagnostic.help(
                "close it at the end of the value; an apostrophe in single quotes is doubled: `''`",
            )
        }
    };
    Some(Trap { diagnostic, mend: Mend::Value(value) })
}

/// A value that starts with a character that YAML keeps for itself.
pub(super) fn indicator(context: Context<'_>, block: &str, value: Range<usize>) -> Option<Trap> {
    let written = &block[value.clone()];
    let first = written.chars().next()?;
    let what = match first {
        '[' if is_closed(written) || !written.contains(']') => "starts a list",
        '[' => "starts a list, and more follows its `]`",
        '{' => "starts a map",
        '&' | '*' => "gives or uses a name for a value",
        '!' => "gives the type of a value",
        '|' | '>' => "starts a text on the lines below it",
        '-' => "starts an item of a list, which needs a line of its own",
        '?' => "starts a key",
        '#' => "starts a comment",
        '%' => "starts an instruction to the reader of the file",
        _ => "is kept for other uses",
    };
    let place = context.span(value.start..value.start + first.len_utf8());
    let unclosed = matches!(first, '[' | '{') && !written.contains([']', '}']);
    let diagnostic = if unclosed {
        let message = format!("this `{first}` {what} that is not closed");
        Diagnostic::new(Code::UnquotedIndicator, place, message)
            .help("close the bracket, or put the value in quotes if it is a text")
    } else {
        let first = if first == '`' { "a backtick".to_owned() } else { format!("`{first}`") };
        let message = format!("a value cannot start with {first}, which in YAML {what}");
        let diagnostic = Diagnostic::new(Code::UnquotedIndicator, place, message);
        if written.starts_with("- ") {
            diagnostic.help("put each item on a line of its own, or a text in quotes")
        } else {
            diagnostic
                .help("put the value in quotes")
                .fix(context.span(value.clone()), single_quoted(written))
        }
    };
    Some(Trap { diagnostic, mend: Mend::Value(value) })
}

/// A backslash in double quotes that means nothing to YAML: `"$\sigma$"`.
fn escape(context: Context<'_>, block: &str, start: usize) -> Option<Trap> {
    let length = quoted_length(&block[start..]);
    let raw = &block[start..start + length];
    let bad = bad_escape(raw)?;
    let mut diagnostic = Diagnostic::new(
        Code::BackslashEscape,
        context.span(start + bad.start..start + bad.end),
        format!("`{}` is no escape that YAML knows in double quotes", &raw[bad]),
    )
    .help("use single quotes, in which a backslash is a backslash, or double it: `\\\\`");
    diagnostic.severity = Severity::Error;
    if let Some(inner) = super::quote::as_literal(raw) {
        diagnostic = diagnostic.fix(context.span(start..start + length), single_quoted(&inner));
    }
    Some(Trap { diagnostic, mend: Mend::Escapes(start..start + length) })
}

/// Tabs that indent: one report, and one repair, for all of them.
pub(super) fn tabs(context: Context<'_>, block: &str) -> Option<Trap> {
    let mut lines: Vec<Range<usize>> = Vec::new();
    let mut at = 0;
    for line in block.split_inclusive('\n') {
        let indent = line.len() - line.trim_start_matches([' ', '\t']).len();
        if line[..indent].contains('\t') && !line.trim().is_empty() {
            lines.push(at..at + indent);
        }
        at += line.len();
    }
    let (first, last) = (lines.first()?.clone(), lines.last()?.clone());
    let mut mended = String::new();
    let mut from = first.start;
    for indent in &lines {
        mended.push_str(&block[from..indent.start]);
        mended.push_str(&block[indent.clone()].replace('\t', "  "));
        from = indent.end;
    }
    let mut diagnostic = Diagnostic::new(
        Code::TabIndent,
        context.span(first.clone()),
        "a tab indents this line, and YAML takes spaces only",
    )
    .help("indent with two spaces for each level")
    .fix(context.span(first.start..last.end), mended);
    if lines.len() > 1 {
        let more = lines.len() - 1;
        let label =
            if more == 1 { "and 1 more line".to_owned() } else { format!("and {more} more lines") };
        diagnostic = diagnostic.label(label);
    }
    Some(Trap { diagnostic, mend: Mend::Tabs })
}

/// The scanner's complaint in plain words.
fn in_other_words(
    context: Context<'_>,
    block: &str,
    offset: usize,
    info: &str,
    line: &Line<'_>,
) -> Trap {
    let key = line.key.clone().map_or("this line", |key| &block[key]);
    let width = block[offset..].chars().next().filter(|&c| c != '\n').map_or(0, char::len_utf8);
    let place = offset..offset + width;
    let (place, message, help) = match info {
        _ if info.contains("unprintable") => {
            (place, "an invisible control character stands here".to_owned(), "delete it")
        }
        _ if info.contains("byte order mark") => {
            (place, "an invisible byte order mark (U+FEFF) stands here".to_owned(), "delete it")
        }
        _ if info.contains("mapping values") => (
            line.content(),
            format!("`{key}` is indented below a key that has a value already"),
            "line it up with the keys beside it; a text on several lines goes after `|`",
        ),
        _ if info.contains("expected key") || info.contains("indentation") => (
            line.content(),
            format!("`{key}` is indented in a way that fits no line above it"),
            "line it up with the keys or items that it belongs to",
        ),
        _ if info.contains("'-'") => (
            line.content(),
            "this line stands where the next item of a list should, and has no dash".to_owned(),
            "start it with `- `, or indent it less",
        ),
        _ if info.contains("flow") || info.contains("bracket") || info.contains("':'") => (
            line.content(),
            "a list in `[…]` or map in `{…}` is not closed, or has a bracket too many".to_owned(),
            "close each bracket that is opened, and put texts with brackets or commas in quotes",
        ),
        _ => (
            line.content(),
            "this line cannot be read as `key: value`".to_owned(),
            "put texts with special characters in quotes",
        ),
    };
    Trap {
        diagnostic: Diagnostic::new(Code::YamlSyntax, context.span(place), message).help(help),
        mend: Mend::Skip(line.range()),
    }
}

/// Whether `value` starts with a character that no unquoted text may start with.
fn starts_with_indicator(value: &str) -> bool {
    let next = value.chars().nth(1);
    match value.chars().next() {
        Some('-' | '?') => next.is_none_or(char::is_whitespace),
        Some(first) => "[]{},@`%&*!|>#".contains(first),
        None => false,
    }
}

/// Whether the bracket that `value` starts with is closed at its end.
fn is_closed(value: &str) -> bool {
    let mut depth = 0_usize;
    for (at, c) in value.char_indices() {
        match c {
            '[' | '{' => depth += 1,
            ']' | '}' => depth = depth.saturating_sub(1),
            _ => {}
        }
        if depth == 0 {
            return at + c.len_utf8() == value.len();
        }
    }
    false
}
