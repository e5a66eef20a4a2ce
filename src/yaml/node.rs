//! YAML as a tree that keeps where everything was written, and numbers as they were written.

use serde_json::{Map, Number, Value as Json};

use crate::source::Span;

/// A value and where it was written, quotes and block indicators included.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Node {
    /// Where it was written.
    pub span: Span,
    /// What was written.
    pub value: Value,
}

/// What a [`Node`] holds.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Value {
    /// Nothing: no value, `~` or `null`.
    Null,
    /// One text. Numbers and words for yes and no are texts too: `1706.03760` keeps its zero.
    Scalar(Scalar),
    /// A list.
    Seq(Vec<Node>),
    /// A map in the order written. Keys that stand twice have been reported; the first is kept.
    Map(Vec<(Key, Node)>),
}

/// A text and how it was written.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Scalar {
    /// The text, quotes and folds undone.
    pub text: String,
    /// How it was written.
    pub style: Style,
}

/// The ways to write a text in YAML.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Style {
    /// Bare: `a b`.
    Plain,
    /// `'a b'`.
    SingleQuoted,
    /// `"a b"`.
    DoubleQuoted,
    /// After `|`.
    Literal,
    /// After `>`.
    Folded,
}

/// A key of a map.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Key {
    /// The key, quotes undone.
    pub text: String,
    /// Where it was written.
    pub span: Span,
}

impl Node {
    /// Whether nothing was written.
    pub fn is_null(&self) -> bool {
        self.value == Value::Null
    }

    /// Whether it is a map in which `key` has a value.
    pub fn has_key(&self, key: &str) -> bool {
        match &self.value {
            Value::Map(entries) => entries.iter().any(|(k, node)| k.text == key && !node.is_null()),
            Value::Null | Value::Scalar(_) | Value::Seq(_) => false,
        }
    }

    /// The text, if it is one.
    pub fn as_scalar(&self) -> Option<&Scalar> {
        match &self.value {
            Value::Scalar(scalar) => Some(scalar),
            Value::Null | Value::Seq(_) | Value::Map(_) => None,
        }
    }

    /// What it is, for messages: "a list".
    pub fn kind(&self) -> &'static str {
        match self.value {
            Value::Null => "nothing",
            Value::Scalar(_) => "a text",
            Value::Seq(_) => "a list",
            Value::Map(_) => "a map",
        }
    }

    /// The value as JSON has it; bare words are read as YAML 1.2's core schema reads them.
    pub fn to_json(&self) -> Json {
        match &self.value {
            Value::Null => Json::Null,
            Value::Scalar(scalar) => scalar.to_json(),
            Value::Seq(items) => items.iter().map(Self::to_json).collect(),
            Value::Map(entries) => {
                let pairs = entries.iter().map(|(key, node)| (key.text.clone(), node.to_json()));
                Json::Object(pairs.collect::<Map<_, _>>())
            }
        }
    }
}

impl Scalar {
    fn to_json(&self) -> Json {
        let text = self.text.as_str();
        // https://yaml.org/spec/1.2.2/#103-core-schema; a number that JSON cannot hold stays text.
        let bare = match text {
            _ if self.style != Style::Plain => None,
            "true" | "True" | "TRUE" => Some(Json::Bool(true)),
            "false" | "False" | "FALSE" => Some(Json::Bool(false)),
            _ if text.starts_with(|c: char| c.is_ascii_digit() || "+-.".contains(c)) => text
                .parse::<i64>()
                .map(Json::from)
                .ok()
                .or_else(|| text.parse().ok().and_then(Number::from_f64).map(Json::Number)),
            _ => None,
        };
        bare.unwrap_or_else(|| Json::String(self.text.clone()))
    }
}
