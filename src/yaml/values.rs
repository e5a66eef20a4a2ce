//! Values of a map, checked: each accessor says what is wrong with a value and goes on.

use std::collections::BTreeMap;
use std::ops::{Range, RangeInclusive};
use std::str::FromStr;

use super::fields::{Entry, Kind, listed};
use super::lints;
use super::node::{Node, Scalar, Value};
use crate::diagnostic::{Code, Diagnostic, suggest};
use crate::source::{FileId, Located, Span, offset_in_raw};

/// Whose values are read.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Purpose {
    /// A document's: unknown keys are warnings.
    FrontMatter,
    /// The site's: every mistake is one in a setting.
    Settings,
}

/// The longest folded or escaped text in which places of its parts are looked for, in bytes.
const MAX_LOOKED_THROUGH: usize = 4096;

/// Reads values and collects what is wrong with them.
#[derive(Debug)]
pub struct Values<'a> {
    /// What is wrong so far.
    pub diagnostics: Vec<Diagnostic>,
    text: &'a str,
    file: FileId,
    purpose: Purpose,
    texts: Vec<Located<String>>,
}

impl<'a> Values<'a> {
    /// A reader of values that stand in `file`, whose whole text is `text`.
    pub fn new(text: &'a str, file: FileId, purpose: Purpose) -> Self {
        Self { diagnostics: Vec::new(), text, file, purpose, texts: Vec::new() }
    }

    /// Every text in Markdown that was read, in the order of the file.
    pub fn take_texts(&mut self) -> Vec<Located<String>> {
        let mut texts = std::mem::take(&mut self.texts);
        texts.sort_by_key(|text| text.span);
        texts
    }

    /// What stands at `span`.
    pub fn raw(&self, span: Span) -> &'a str {
        self.text.get(span.range()).unwrap_or_default()
    }

    /// `span` as far as its first line goes.
    pub fn first_line(&self, span: Span) -> Span {
        let range = span.range();
        let end = self.raw(span).find('\n').map_or(range.end, |line| range.start + line);
        Span::new(span.file, range.start..end)
    }

    /// Whether a list or map is written in brackets.
    pub(super) fn is_flow(&self, node: &Node) -> bool {
        lints::is_flow(self.text, node)
    }

    /// The code that a mistake has here.
    pub(super) fn code(&self, code: Code) -> Code {
        match (self.purpose, code) {
            (Purpose::FrontMatter, code) => code,
            (Purpose::Settings, Code::UnknownKey | Code::MisplacedKey) => Code::UnknownSetting,
            (Purpose::Settings, _) => Code::BadSetting,
        }
    }

    /// Says that `entry` has a mistake of kind `code`.
    pub fn report(&mut self, code: Code, entry: Entry<'_>, message: impl Into<String>) {
        let diagnostic = Diagnostic::new(self.code(code), entry.node.span, message);
        self.diagnostics.push(diagnostic);
    }

    /// Says that the entry at `span` lacks `what`.
    pub fn missing(&mut self, span: Span, message: impl Into<String>, help: impl Into<String>) {
        let span = self.first_line(span);
        self.diagnostics
            .push(Diagnostic::new(self.code(Code::MissingField), span, message).help(help));
    }

    /// Says that `entry` is of the wrong kind.
    pub fn wrong_kind(&mut self, entry: Entry<'_>) {
        let wants_text = match entry.field.takes {
            Kind::Text
            | Kind::Texts
            | Kind::TextsOrOwnMap
            | Kind::MapOrTexts(_)
            | Kind::List(_)
            | Kind::Maps(_) => true,
            Kind::Words | Kind::People(_) => !self.is_flow(entry.node),
            Kind::Value(_)
            | Kind::Like(..)
            | Kind::Names(_)
            | Kind::OneOf(_)
            | Kind::YesNo
            | Kind::Number(..)
            | Kind::OneOfOrMap(..)
            | Kind::ValueOrMap(..)
            | Kind::Map(_)
            | Kind::OwnMap(_)
            | Kind::OwnMapOf(..)
            | Kind::OwnMapOr(..)
            | Kind::Anything => false,
        };
        if let Some(trap) = lints::unquoted(self.text, entry.node).filter(|_| wants_text) {
            self.diagnostics.push(trap);
            return;
        }
        let message = format!("`{}` cannot be {}", entry.name, entry.node.kind());
        let help = format!("`{}` takes {}", entry.field.key, entry.field.takes.describe());
        let span = self.first_line(entry.node.span);
        self.diagnostics
            .push(Diagnostic::new(self.code(Code::WrongKind), span, message).help(help));
    }

    /// The items of a list; a single value is a list of one.
    pub fn items<'n>(&mut self, entry: Option<Entry<'n>>) -> Vec<Entry<'n>> {
        let Some(entry) = entry else { return Vec::new() };
        match &entry.node.value {
            Value::Null => Vec::new(),
            Value::Scalar(_) | Value::Map(_) => vec![entry],
            Value::Seq(items) => {
                items.iter().filter(|item| !item.is_null()).map(|item| entry.with(item)).collect()
            }
        }
    }

    /// A text in Markdown.
    pub fn text(&mut self, entry: Option<Entry<'_>>) -> Option<Located<String>> {
        let entry = entry?;
        let scalar = self.scalar(entry)?;
        self.scalar_traps(entry, lints::Cut::Text);
        let text = Located::new(scalar.text.clone(), entry.node.span);
        self.texts.push(text.clone());
        Some(text)
    }

    /// A text in Markdown, or several.
    pub fn texts(&mut self, entry: Option<Entry<'_>>) -> Vec<Located<String>> {
        self.items(entry).into_iter().filter_map(|item| self.text(Some(item))).collect()
    }

    /// The lines of a map as texts in Markdown, each as it was written.
    pub fn lines(&mut self, entry: Entry<'_>) -> Vec<Located<String>> {
        let Value::Map(entries) = &entry.node.value else { return Vec::new() };
        let lines = entries.iter().map(|(key, node)| {
            let span = Span { end: node.span.end.max(key.span.end), ..key.span };
            Located::new(self.raw(span).to_owned(), span)
        });
        let lines: Vec<_> = lines.collect();
        self.texts.extend(lines.iter().cloned());
        lines
    }

    /// A name or value that is not Markdown.
    pub fn name(&mut self, entry: Option<Entry<'_>>) -> Option<Located<String>> {
        let entry = entry?;
        let scalar = self.scalar(entry)?;
        self.scalar_traps(entry, lints::Cut::Name);
        let trimmed = scalar.text.trim();
        if trimmed.is_empty() {
            return None;
        }
        let start = scalar.text.len() - scalar.text.trim_start().len();
        let shift = self.shift(entry.node, scalar);
        let span = self.within(entry.node, scalar, shift, start..start + trimmed.len());
        Some(Located::new(trimmed.to_owned(), span))
    }

    /// Names: a list, or a text split where `is_separator` says.
    pub fn names(
        &mut self,
        entry: Option<Entry<'_>>,
        is_separator: fn(char) -> bool,
    ) -> Vec<Located<String>> {
        self.split(entry, |text| {
            let pieces = text.split(is_separator);
            pieces.map(|piece| offset_of(text, piece)).collect()
        })
    }

    /// Names: every text of a list, or the one text, taken apart at the ranges that `split` finds.
    pub fn split(
        &mut self,
        entry: Option<Entry<'_>>,
        split: impl Fn(&str) -> Vec<Range<usize>>,
    ) -> Vec<Located<String>> {
        let mut names = Vec::new();
        for item in self.items(entry) {
            let Some(scalar) = self.scalar(item) else { continue };
            self.scalar_traps(item, lints::Cut::Name);
            let shift = self.shift(item.node, scalar);
            for range in split(&scalar.text) {
                let piece = &scalar.text[range.clone()];
                let trimmed = piece.trim();
                if trimmed.is_empty() {
                    continue;
                }
                let start = range.start + (piece.len() - piece.trim_start().len());
                let span = self.within(item.node, scalar, shift, start..start + trimmed.len());
                names.push(Located::new(trimmed.to_owned(), span));
            }
        }
        names
    }

    /// A value whose type's constructor is the check; a mistake is one of kind `code`.
    pub fn parsed<T>(&mut self, entry: Option<Entry<'_>>, code: Code) -> Option<Located<T>>
    where
        T: FromStr<Err = String>,
    {
        let entry = entry?;
        let name = self.name(Some(entry))?;
        match name.value.parse() {
            Ok(value) => Some(Located::new(value, name.span)),
            Err(message) => {
                let diagnostic = Diagnostic::new(self.code(code), name.span, message);
                self.diagnostics.push(diagnostic);
                None
            }
        }
    }

    /// A list of such values.
    pub fn parsed_list<T>(
        &mut self,
        entry: Option<Entry<'_>>,
        is_separator: fn(char) -> bool,
        code: Code,
    ) -> Vec<Located<T>>
    where
        T: FromStr<Err = String>,
    {
        let mut values = Vec::new();
        for name in self.names(entry, is_separator) {
            match name.value.parse() {
                Ok(value) => values.push(Located::new(value, name.span)),
                Err(message) => {
                    let diagnostic = Diagnostic::new(self.code(code), name.span, message);
                    self.diagnostics.push(diagnostic);
                }
            }
        }
        values
    }

    /// One of a closed set: `find` knows every spelling, `words` are those to suggest, the first
    /// `shown` of them in the message.
    pub fn one_of<'w, T>(
        &mut self,
        entry: Option<Entry<'_>>,
        find: impl Fn(&str) -> Option<T>,
        words: impl Iterator<Item = &'w str>,
        others: impl Iterator<Item = &'w str>,
    ) -> Option<T> {
        let entry = entry?;
        let name = self.name(Some(entry))?;
        if let Some(value) = find(&name.value) {
            return Some(value);
        }
        let words: Vec<&str> = words.collect();
        let near = suggest::nearest(&name.value, words.iter().copied().chain(others));
        let message = format!("`{}` is not a word that `{}` takes", name.value, entry.name);
        let mut diagnostic = Diagnostic::new(self.code(Code::UnknownWord), name.span, message)
            .help(format!("`{}` takes {}", entry.name, listed_or(&words)));
        if let Some(near) = near {
            diagnostic = diagnostic.did_you_mean(Some(near));
        }
        self.diagnostics.push(diagnostic);
        None
    }

    /// Yes or no, in any of YAML's spellings or in Chinese.
    pub fn boolean(&mut self, entry: Option<Entry<'_>>) -> Option<bool> {
        let entry = entry?;
        let said = self.diagnostics.len();
        let Some(name) = self.name(Some(entry)) else {
            // Elsewhere an empty value is none. Whoever writes `draft:` and forgets the rest must not
            // find it published.
            if self.diagnostics.len() == said {
                self.unclear(entry, entry.key_span, "nothing");
            }
            return None;
        };
        match name.value.to_lowercase().as_str() {
            // https://yaml.org/type/bool.html
            "true" | "yes" | "y" | "on" | "1" | "是" | "真" | "对" => Some(true),
            "false" | "no" | "n" | "off" | "0" | "否" | "假" | "不是" => Some(false),
            _ => {
                self.unclear(entry, name.span, &format!("`{}`", name.value));
                None
            }
        }
    }

    fn unclear(&mut self, entry: Entry<'_>, span: Span, what: &str) {
        let diagnostic = Diagnostic::new(
            self.code(Code::BadBool),
            span,
            format!("{what} is neither yes nor no"),
        )
        .help(format!("write `{}: true` or `{}: false`", entry.name, entry.name));
        self.diagnostics.push(diagnostic);
    }

    /// A whole number within `range`; `units` may stand behind it.
    pub fn number(
        &mut self,
        entry: Option<Entry<'_>>,
        range: RangeInclusive<u32>,
        units: &[&str],
    ) -> Option<u32> {
        let entry = entry?;
        let name = self.name(Some(entry))?;
        let bare = units.iter().find_map(|unit| name.value.strip_suffix(unit));
        match bare.unwrap_or(&name.value).trim().parse() {
            Ok(number) if range.contains(&number) => Some(number),
            _ => {
                let message = format!(
                    "`{}` is not a whole number from {} to {}",
                    name.value,
                    range.start(),
                    range.end()
                );
                let diagnostic = Diagnostic::new(self.code(Code::OutOfRange), name.span, message);
                self.diagnostics.push(diagnostic);
                None
            }
        }
    }

    /// A map whose keys are the author's own, in order.
    pub fn own_map<'n>(&mut self, entry: Option<Entry<'n>>) -> Vec<(Located<&'n str>, Entry<'n>)> {
        let Some(entry) = entry else { return Vec::new() };
        if let Value::Map(entries) = &entry.node.value {
            let each = entries.iter().filter(|(_, node)| !node.is_null());
            return each
                .map(|(key, node)| {
                    let inner = Entry { name: &key.text, key_span: key.span, ..entry.with(node) };
                    (Located::new(key.text.as_str(), key.span), inner)
                })
                .collect();
        }
        self.wrong_kind(entry);
        Vec::new()
    }

    /// Values of any shape by their names.
    pub fn anything<'n>(
        entries: impl IntoIterator<Item = (&'n str, &'n Node)>,
    ) -> BTreeMap<String, serde_json::Value> {
        entries.into_iter().map(|(name, node)| (name.to_owned(), node.to_json())).collect()
    }

    fn scalar<'n>(&mut self, entry: Entry<'n>) -> Option<&'n Scalar> {
        match &entry.node.value {
            Value::Null => None,
            Value::Scalar(scalar) => Some(scalar),
            Value::Seq(items) if items.len() == 1 && !self.is_flow(entry.node) => {
                // A list of one where one value is wanted.
                self.scalar(entry.with(&items[0]))
            }
            Value::Seq(_) | Value::Map(_) => {
                self.wrong_kind(entry);
                None
            }
        }
    }

    /// Reports what YAML has read otherwise than its author meant.
    fn scalar_traps(&mut self, entry: Entry<'_>, cut: lints::Cut) {
        if let Some(table) = entry.field.takes.table() {
            self.diagnostics.extend(lints::key_in_text(self.text, entry.node, table));
        }
        self.diagnostics.extend(lints::cut_by_comment(self.text, entry.node, cut));
    }

    /// How far the text of a scalar is from its start, if it stands there as it is, as most do.
    fn shift(&self, node: &Node, scalar: &Scalar) -> Option<usize> {
        let raw = self.raw(node.span);
        let bare = raw.strip_prefix(['\'', '"']).and_then(|raw| raw.strip_suffix(['\'', '"']));
        let text = Some(scalar.text.as_str());
        [Some(raw), bare].iter().position(|it| *it == text)
    }

    /// Where the bytes `range` of a scalar were written; `shift` is that of the scalar.
    fn within(
        &self,
        node: &Node,
        scalar: &Scalar,
        shift: Option<usize>,
        range: Range<usize>,
    ) -> Span {
        let base = node.span.range().start;
        if let Some(shift) = shift {
            return Span::new(self.file, base + shift + range.start..base + shift + range.end);
        }
        if scalar.text.len() > MAX_LOOKED_THROUGH {
            return node.span;
        }
        let raw = self.raw(node.span);
        let start = offset_in_raw(raw, &scalar.text, range.start);
        // The end is looked for after the last character, not before what follows it.
        let last = scalar.text[range.clone()].char_indices().next_back();
        let last = last.map_or(range.start, |(at, _)| range.start + at);
        let last = offset_in_raw(raw, &scalar.text, last).max(start);
        let width = raw[last..].chars().next().map_or(0, char::len_utf8);
        Span::new(self.file, base + start..base + last + width)
    }
}

fn listed_or(words: &[&str]) -> String {
    match words {
        [] => String::new(),
        [word] => format!("`{word}`"),
        [first @ .., last] => format!("{} or `{last}`", listed(first)),
    }
}

/// Where `piece`, a part of `text`, stands in it.
pub(crate) fn offset_of(text: &str, piece: &str) -> Range<usize> {
    let start = piece.as_ptr() as usize - text.as_ptr() as usize;
    start..start + piece.len()
}
