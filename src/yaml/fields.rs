//! Tables of the keys that a map may have, and maps read by them.
//!
//! A key is declared once, in a [`Table`]: what it is called, what else it is called, what it
//! takes. "Did you mean", the messages and the documentation are made from that.

use super::node::{Key, Node, Value};
use super::values::Values;
use crate::diagnostic::{Code, Diagnostic, suggest};
use crate::source::Span;

/// How many unknown keys of one map are reported one by one.
const MAX_UNKNOWN: usize = 50;

/// How many words of a set a message lists.
const MAX_LISTED: usize = 16;

/// One key of a map.
#[derive(Debug)]
pub struct Field {
    /// Its name.
    pub key: &'static str,
    /// Its other names, the Chinese ones among them.
    pub also: &'static [&'static str],
    /// What it takes.
    pub takes: Kind,
    /// What it says, in English and in Chinese: Markdown, for the schema and the documentation.
    pub says: [&'static str; 2],
}

/// Fields, each on two lines: its names and what it takes; what it says in English and in Chinese.
macro_rules! fields {
    ($($key:literal $(| $also:literal)* : $takes:expr, $en:literal, $zh:literal;)*) => {
        &[$($crate::yaml::fields::Field {
            key: $key,
            also: &[$($also),*],
            takes: $takes,
            says: [$en, $zh],
        }),*]
    };
}
pub(crate) use fields;

/// A word of a closed set.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Spelling {
    /// The word that is suggested.
    pub word: &'static str,
    /// What else is read as the same, Chinese included.
    pub others: &'static [&'static str],
}

/// A closed set of words.
pub type WordSet = fn() -> Vec<Spelling>;

/// The words of a set that are suggested.
pub fn suggested(set: WordSet) -> Vec<&'static str> {
    set().into_iter().map(|spelling| spelling.word).collect()
}

/// What a key takes.
#[derive(Clone, Copy, Debug)]
pub enum Kind {
    /// One text in Markdown.
    Text,
    /// One text in Markdown, or several.
    Texts,
    /// Names of people: a list, or a text to be split; one may be a map with these keys.
    People(&'static Table),
    /// Words: a list, or a text to be split.
    Words,
    /// A value of its own sort: "the name of a metric".
    Value(&'static str),
    /// A value of its own sort, and a regular expression that every text which is one matches, and
    /// few others: "a year such as `2012`".
    Like(&'static str, &'static str),
    /// A value of its own sort, or a list of them.
    Names(&'static str),
    /// One of a closed set of words.
    OneOf(WordSet),
    /// Yes or no.
    YesNo,
    /// A whole number, the smallest and the largest.
    Number(u32, u32),
    /// One of a closed set of words, or a map with these keys.
    OneOfOrMap(WordSet, &'static Table),
    /// A value of its own sort, or a map with these keys.
    ValueOrMap(&'static str, &'static Table),
    /// A map with these keys.
    Map(&'static Table),
    /// A map with these keys, or one text or several.
    MapOrTexts(&'static Table),
    /// A list of maps with these keys, or of texts.
    List(&'static Table),
    /// A list of maps with these keys.
    Maps(&'static Table),
    /// A map with keys of the author's own.
    OwnMap(&'static str),
    /// A map with keys of the author's own, whose values may be maps with these.
    OwnMapOf(&'static str, &'static Table),
    /// A map with keys of the author's own, or a list of maps with these.
    OwnMapOr(&'static str, &'static Table),
    /// One text in Markdown or several, or a map with keys of the author's own.
    TextsOrOwnMap,
    /// Anything.
    Anything,
}

impl Kind {
    /// The keys of the map that it takes, if it takes one.
    pub fn table(self) -> Option<&'static Table> {
        match self {
            Self::Map(table)
            | Self::MapOrTexts(table)
            | Self::List(table)
            | Self::Maps(table)
            | Self::OneOfOrMap(_, table)
            | Self::ValueOrMap(_, table) => Some(table),
            // An author is a name first, a link an address.
            Self::People(_) | Self::OwnMapOf(..) | Self::OwnMapOr(..) => None,
            Self::Text
            | Self::Texts
            | Self::Words
            | Self::Value(_)
            | Self::Like(..)
            | Self::Names(_)
            | Self::OneOf(_)
            | Self::YesNo
            | Self::Number(..)
            | Self::OwnMap(_)
            | Self::TextsOrOwnMap
            | Self::Anything => None,
        }
    }

    /// What it takes, in words: "a text".
    pub fn describe(self) -> String {
        match self {
            Self::Text => "a text".to_owned(),
            Self::Texts => "a text or a list of texts".to_owned(),
            Self::People(_) => "names, as a list or split at `;`".to_owned(),
            Self::Words => "words, as a list or split at `,`".to_owned(),
            Self::Value(what)
            | Self::Like(what, _)
            | Self::Names(what)
            | Self::OwnMap(what)
            | Self::OwnMapOf(what, _)
            | Self::OwnMapOr(what, _) => what.to_owned(),
            Self::TextsOrOwnMap => "a text, a list of texts, or a map".to_owned(),
            Self::OneOf(words) => format!("one of {}", listed(&suggested(words))),
            Self::YesNo => "`true` or `false`".to_owned(),
            Self::Number(least, most) => format!("a whole number from {least} to {most}"),
            Self::OneOfOrMap(words, table) => {
                let words = suggested(words);
                format!("one of {}, or a map of {}", listed(&words), listed(&table.keys()))
            }
            Self::ValueOrMap(what, table) => {
                format!("{what}, or a map of {}", listed(&table.keys()))
            }
            Self::Map(table) => format!("a map of {}", listed(&table.keys())),
            Self::MapOrTexts(table) => {
                format!("a text, a list of texts, or a map of {}", listed(&table.keys()))
            }
            Self::List(table) => {
                format!("a list of texts or of maps of {}", listed(&table.keys()))
            }
            Self::Maps(table) => format!("a list of maps of {}", listed(&table.keys())),
            Self::Anything => "anything".to_owned(),
        }
    }
}

/// `words` in backticks with commas between them, cut where a message would be too long.
pub fn listed(words: &[&str]) -> String {
    let quoted: Vec<String> =
        words.iter().take(MAX_LISTED).map(|word| format!("`{word}`")).collect();
    let more = if words.len() > MAX_LISTED { "…" } else { "" };
    quoted.join(", ") + more
}

/// The keys of one kind of map.
#[derive(Debug)]
pub struct Table {
    /// What messages call the map: "the front matter", "`pass1`".
    pub name: &'static str,
    /// Its keys, in groups so that tables can share them.
    pub groups: &'static [&'static [Field]],
    /// Tables whose keys may have been put here by mistake, each with what it is.
    pub elsewhere: &'static [&'static Self],
    /// Whether keys that start with `x-` are the author's own.
    pub open: bool,
}

impl Table {
    /// Its fields in order.
    pub fn fields(&self) -> impl Iterator<Item = &'static Field> {
        self.groups.iter().copied().flatten()
    }

    /// The names of its fields, in order.
    pub fn keys(&self) -> Vec<&'static str> {
        self.fields().map(|field| field.key).collect()
    }

    /// Whether `name` is one of its keys.
    pub fn has(&self, name: &str) -> bool {
        self.field(name).is_some()
    }

    /// The name of the key that `name` is, or is another name of.
    pub fn canonical(&self, name: &str) -> Option<&'static str> {
        Some(self.field(name)?.key)
    }

    /// `key` and its value as one of its fields.
    pub fn entry<'n>(&self, key: &'n Key, node: &'n Node) -> Option<Entry<'n>> {
        let field = self.field(&key.text)?;
        Some(Entry { field, name: &key.text, key_span: key.span, node })
    }

    /// The name nearest to `name`, if one is near.
    fn nearest(&self, name: &str) -> Option<&'static str> {
        let also = |field: &'static Field| field.also.iter().copied();
        suggest::nearest(name, self.fields().flat_map(|f| std::iter::once(f.key).chain(also(f))))
    }

    fn near(&self, name: &str) -> bool {
        self.nearest(name).is_some() || self.elsewhere.iter().any(|other| other.has(name))
    }

    /// Whether the only key of a map is rather the start of a text with a colon in it:
    /// `- What is ReLU: a function`.
    fn is_text(&self, name: &str) -> bool {
        let in_words =
            name.contains(|c: char| c.is_whitespace() || c.is_uppercase() || !c.is_ascii());
        in_words && !self.has(name) && self.nearest(name).is_none()
    }

    fn field(&self, name: &str) -> Option<&'static Field> {
        // `Draft: true` must not be a key of which nobody takes notice.
        let is = |field: &Field| {
            field.key == name || (field.key == "draft" && name.eq_ignore_ascii_case("draft"))
        };
        self.fields().find(|field| is(field) || field.also.contains(&name))
    }
}

/// One key of a map that was written, with its value.
#[derive(Clone, Copy, Debug)]
pub struct Entry<'n> {
    /// What it is.
    pub field: &'static Field,
    /// What the author called it.
    pub name: &'n str,
    /// Where it was written.
    pub key_span: Span,
    /// Its value.
    pub node: &'n Node,
}

impl<'n> Entry<'n> {
    /// The same key with another value: an item of its list.
    #[must_use]
    pub fn with(self, node: &'n Node) -> Self {
        Self { node, ..self }
    }
}

/// A map read by a table.
#[derive(Debug)]
pub struct Fields<'n> {
    /// Where the map was written.
    pub span: Span,
    table: &'static Table,
    /// What was written, in its order; each key once.
    entries: Vec<Entry<'n>>,
    own: Vec<(&'n Key, &'n Node)>,
}

impl<'n> Fields<'n> {
    /// The value of `key`, unless there is none or it is empty.
    ///
    /// # Panics
    /// When `key` is not in the table, which is a mistake of ours that any test of the reader sees.
    pub fn get(&self, key: &str) -> Option<Entry<'n>> {
        self.get_even_empty(key).filter(|entry| !entry.node.is_null())
    }

    /// The entry of `key`, be it empty: for keys of which nothing is not the same as none.
    pub fn get_even_empty(&self, key: &str) -> Option<Entry<'n>> {
        debug_assert!(
            self.table.fields().any(|field| field.key == key),
            "`{key}` is not in the table of {}",
            self.table.name
        );
        self.entries.iter().find(|entry| entry.field.key == key).copied()
    }

    /// Whether `key` was written, be it empty.
    pub fn has(&self, key: &str) -> bool {
        self.get_even_empty(key).is_some()
    }

    /// Keys that start with `x-`, in order.
    pub fn own(&self) -> impl Iterator<Item = (&'n Key, &'n Node)> {
        self.own.iter().copied()
    }
}

impl Values<'_> {
    /// The map `node` by `table`; keys that are not in it are reported. `None` if it is no map, or
    /// one only because a text with a colon was not quoted.
    pub fn fields<'n>(&mut self, node: &'n Node, table: &'static Table) -> Option<Fields<'n>> {
        let Value::Map(written) = &node.value else { return None };
        if let [(key, _)] = &written[..]
            && node.span.start == key.span.start
            && !table.open
            && table.is_text(&key.text)
        {
            return None;
        }
        let mut entries: Vec<Entry<'n>> = Vec::with_capacity(written.len());
        let mut own = Vec::new();
        let mut unknown = 0;
        let flow = self.is_flow(node);
        for (key, node) in written {
            let Some(entry) = table.entry(key, node) else {
                if table.open && key.text.starts_with("x-") {
                    own.push((key, node));
                    continue;
                }
                unknown += 1;
                if unknown <= MAX_UNKNOWN {
                    if flow && node.is_null() && !table.near(&key.text) {
                        self.cut_by_comma(key);
                    } else {
                        self.unknown_key(key, table);
                    }
                }
                continue;
            };
            if let Some(first) = entries.iter().find(|first| std::ptr::eq(first.field, entry.field))
            {
                self.diagnostics.push(
                    Diagnostic::new(
                        self.code(Code::SameKeyTwice),
                        key.span,
                        format!("`{}` is the same key as `{}`", key.text, first.name),
                    )
                    .related(first.key_span, "first here")
                    .help("keep one of them"),
                );
                continue;
            }
            entries.push(entry);
        }
        if unknown > MAX_UNKNOWN {
            let message = format!("{} more keys are not known", unknown - MAX_UNKNOWN);
            self.diagnostics.push(Diagnostic::new(
                self.code(Code::UnknownKey),
                node.span.at_start(),
                message,
            ));
        }
        Some(Fields { span: node.span, table, entries, own })
    }

    /// `{remark: Two streams, one per GPU}`: the comma has cut the value.
    fn cut_by_comma(&mut self, key: &Key) {
        let message =
            format!("`{}` is read as a key, since a comma ends a value in `{{…}}`", key.text);
        self.diagnostics.push(
            Diagnostic::new(self.code(Code::UnknownKey), key.span, message)
                .help("put a value with a comma in it in quotes"),
        );
    }

    fn unknown_key(&mut self, key: &Key, table: &'static Table) {
        let name = key.text.as_str();
        let homes = table.elsewhere.iter().filter(|other| other.has(name));
        let homes: Vec<&str> = homes.map(|home| home.name).collect();
        if !homes.is_empty() {
            self.diagnostics.push(
                Diagnostic::new(
                    self.code(Code::MisplacedKey),
                    key.span,
                    format!("`{name}` does not belong in {}", table.name),
                )
                .help(format!("move it to {}", homes.join(" or "))),
            );
            return;
        }
        let near = table.nearest(name);
        let mut diagnostic = Diagnostic::new(
            self.code(Code::UnknownKey),
            key.span,
            format!("`{name}` is not a key of {}", table.name),
        )
        .did_you_mean(near);
        if near.is_none() && table.open {
            diagnostic =
                diagnostic.help("put keys of your own under `extra:` or start them with `x-`");
        }
        self.diagnostics.push(diagnostic);
    }
}
