//! Front matter written: the one place where texts become YAML that means them.
//!
//! Invariant: what is written is read back as the same texts by [`super::read`], whatever they hold.

use std::fmt::Write as _;

use super::quote::single_quoted;

/// How deep an entry of a list of maps stands below its key.
const INDENT: &str = "  ";

/// A value to be written.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Value {
    /// One line of text.
    Text(String),
    /// A number, a date or a word of the contract, written as it is.
    Bare(String),
    /// Text of several lines, after `|`.
    Lines(String),
    /// A list, one line for each entry that is a text.
    List(Vec<Self>),
    /// A map in the order given.
    Map(Vec<(&'static str, Self)>),
}

impl Value {
    /// A text.
    pub fn text(text: impl Into<String>) -> Self {
        Self::Text(text.into())
    }

    /// A list of texts.
    pub fn texts<T: Into<String>>(texts: impl IntoIterator<Item = T>) -> Self {
        Self::List(texts.into_iter().map(Self::text).collect())
    }
}

/// The line or lines of `key` with `value`, each with its end.
pub fn field(key: &str, value: &Value) -> String {
    let mut out = String::new();
    write_field(&mut out, "", key, value);
    out
}

fn write_field(out: &mut String, indent: &str, key: &str, value: &Value) {
    match value {
        Value::Text(text) => _ = writeln!(out, "{indent}{key}: {}", scalar(text)),
        Value::Bare(text) => _ = writeln!(out, "{indent}{key}: {text}"),
        Value::Lines(text) => {
            // A first line that starts with blanks would be taken for the measure of all.
            let text = clean(text);
            let digit = if text.starts_with([' ', '\n']) { "2" } else { "" };
            let _ = writeln!(out, "{indent}{key}: |{digit}");
            for line in text.lines() {
                let blank = if line.is_empty() { "" } else { INDENT };
                let indent = if line.is_empty() { "" } else { indent };
                let _ = writeln!(out, "{indent}{blank}{line}");
            }
        }
        Value::List(items) if items.is_empty() => _ = writeln!(out, "{indent}{key}: []"),
        Value::List(items) => {
            let _ = writeln!(out, "{indent}{key}:");
            for item in items {
                write_item(out, &format!("{indent}{INDENT}"), item);
            }
        }
        Value::Map(entries) => {
            let _ = writeln!(out, "{indent}{key}:");
            for (key, value) in entries {
                write_field(out, &format!("{indent}{INDENT}"), key, value);
            }
        }
    }
}

fn write_item(out: &mut String, indent: &str, item: &Value) {
    match item {
        Value::Text(text) => _ = writeln!(out, "{indent}- {}", scalar(text)),
        Value::Bare(text) => _ = writeln!(out, "{indent}- {text}"),
        Value::Map(entries) => {
            let inner = format!("{indent}{INDENT}");
            let mut block = String::new();
            for (key, value) in entries {
                write_field(&mut block, &inner, key, value);
            }
            // The dash stands where the first key would be indented.
            let rest = block.strip_prefix(inner.as_str()).unwrap_or(&block);
            let _ = write!(out, "{indent}- {rest}");
        }
        Value::Lines(text) => _ = writeln!(out, "{indent}- {}", scalar(text)),
        // The contract has no list of lists.
        Value::List(items) => items.iter().for_each(|item| write_item(out, indent, item)),
    }
}

/// Text of several lines without what YAML cannot hold.
fn clean(text: &str) -> String {
    let text = text.replace("\r\n", "\n").replace(['\r', '\u{85}', '\u{2028}', '\u{2029}'], "\n");
    let visible = |c: &char| !c.is_control() || *c == '\n';
    let text: String = text.replace('\t', "    ").chars().filter(visible).collect();
    text.lines().map(str::trim_end).collect::<Vec<_>>().join("\n")
}

/// `text` as it may stand after `key: ` or `- `: bare if YAML reads it back as this text, else in
/// single quotes, in which only `'` needs care.
pub fn scalar(text: &str) -> String {
    // A value is one line here, and no control character has a place in it.
    let text: String = text
        .split(|c: char| c.is_whitespace() || c.is_control() || c == '\u{feff}')
        .fold(String::new(), |line, word| match (line.is_empty(), word.is_empty()) {
            (true, _) => word.to_owned(),
            (false, true) => line,
            (false, false) => line + " " + word,
        });
    if is_bare(&text) { text } else { single_quoted(&text) }
}
/// Whether YAML reads `text` as itself: narrower than the grammar, so that nothing surprises.
fn is_bare(text: &str) -> bool {
    let starts = text.chars().next().is_some_and(char::is_alphabetic);
    let calm = |c: char| c.is_alphanumeric() || " -_.()/+".contains(c);
    let word = text.to_lowercase();
    let means_more = matches!(&*word, "y" | "n" | "yes" | "no" | "on" | "off" | "true" | "false")
        || matches!(&*word, "null" | "nan" | "inf");
    starts && text.chars().all(calm) && !means_more
}

#[cfg(test)]
mod tests {
    use super::{Value, field, scalar};
    use crate::source::{SourceFile, Sources};

    /// What our own reader makes of a block, as JSON.
    fn read(block: &str) -> serde_json::Value {
        let mut sources = Sources::new();
        let file = sources.add(SourceFile {
            name: "a".into(),
            path: None,
            text: block.to_owned(),
            skipped: 0,
        });
        let read = crate::yaml::read(block, file, 0..block.len(), &[]);
        assert!(read.diagnostics.is_empty(), "{block}: {:?}", read.diagnostics);
        read.value.unwrap().to_json()
    }

    #[test]
    fn fields_are_read_back_as_they_were_meant() {
        let value = Value::List(vec![
            Value::text("A: b"),
            Value::Map(vec![
                ("title", Value::text("- x")),
                ("why", Value::texts(["a #b", "it's"])),
                ("year", Value::Bare("2012".into())),
            ]),
        ]);
        let block = field("follow_ups", &value)
            + &field("bibtex", &Value::Lines("  @a{b,\n  c = {d: #e}\n\n}".into()));
        insta::assert_snapshot!(block, @r"
        follow_ups:
          - 'A: b'
          - title: '- x'
            why:
              - 'a #b'
              - 'it''s'
            year: 2012
        bibtex: |2
            @a{b,
            c = {d: #e}

          }
        ");
        let json = read(&block);
        assert_eq!(json["follow_ups"][1]["why"][1], "it's");
        assert_eq!(json["bibtex"], "  @a{b,\n  c = {d: #e}\n\n}\n");
    }

    proptest::proptest! {
        #[test]
        fn any_text_survives(text in "\\PC{0,40}") {
            let meant = text.split_whitespace().collect::<Vec<_>>().join(" ");
            let json = read(&field("title", &Value::text(text.as_str())));
            proptest::prop_assert_eq!(json["title"].as_str(), Some(meant.as_str()));
        }
    }

    #[test]
    fn a_value_means_its_text() {
        for (text, expected) in [
            ("Deep Residual Learning", "Deep Residual Learning"),
            ("深度残差学习", "深度残差学习"),
            ("ResNet: Deep", "'ResNet: Deep'"),
            ("It's #1", "'It''s #1'"),
            (r"The $\alpha$ of \textbf", r"'The $\alpha$ of \textbf'"),
            ("[re]reading", "'[re]reading'"),
            ("2012", "'2012'"),
            ("yes", "'yes'"),
            ("Null", "'Null'"),
            ("- a", "'- a'"),
            (" two\n  lines\t", "two lines"),
            ("bell\u{7}rung", "bell rung"),
            ("", "''"),
            ("a：b", "'a：b'"),
        ] {
            assert_eq!(scalar(text), expected, "{text:?}");
        }
    }
}
