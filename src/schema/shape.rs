//! What a key takes → what a schema asks for.

use std::collections::BTreeMap;

use serde_json::{Map, Value, json};

use super::Lang;
use super::words::pattern;
use crate::yaml::fields::{Field, Kind, Table, WordSet};

/// Schemas of maps by their tables, each made once: tables lead to each other.
pub(super) struct Shapes {
    lang: Lang,
    /// Tables by their address, since two may have one name, and the names of their schemas.
    names: Vec<(*const Table, String)>,
    made: BTreeMap<String, Value>,
}

impl Shapes {
    pub(super) fn new(lang: Lang) -> Self {
        Self { lang, names: Vec::new(), made: BTreeMap::new() }
    }

    pub(super) fn definitions(self) -> Value {
        self.made.into_iter().collect::<Map<String, Value>>().into()
    }

    /// A reference to the schema of `table`.
    pub(super) fn reference(&mut self, table: &'static Table) -> Value {
        let address: *const Table = table;
        let known = self.names.iter().find(|(known, _)| *known == address);
        let name = match known {
            Some((_, name)) => name.clone(),
            None => {
                let name = self.free_name(table);
                self.names.push((address, name.clone()));
                let schema = self.of_table(table);
                self.made.insert(name.clone(), schema);
                name
            }
        };
        json!({ "$ref": format!("#/$defs/{name}") })
    }

    /// The table's name in words that a reference may have.
    fn free_name(&self, table: &Table) -> String {
        let words: String =
            table.name.chars().map(|c| if c.is_ascii_alphanumeric() { c } else { ' ' }).collect();
        let words: Vec<&str> = words
            .split_whitespace()
            .filter(|word| !matches!(*word, "a" | "an" | "of" | "entry" | "s"))
            .collect();
        let base = words.join("-");
        let taken = |name: &str| self.names.iter().any(|(_, taken)| taken == name);
        let mut name = base.clone();
        let mut number = 2;
        while taken(&name) {
            name = format!("{base}-{number}");
            number += 1;
        }
        name
    }

    fn of_table(&mut self, table: &'static Table) -> Value {
        let mut properties = Map::new();
        for field in table.fields() {
            let schema = self.of_field(field);
            for other in field.also {
                properties.insert((*other).to_owned(), schema.clone());
            }
            properties.insert(field.key.to_owned(), schema);
        }
        let mut schema = Map::new();
        schema.insert("type".to_owned(), json!("object"));
        schema.insert("properties".to_owned(), properties.into());
        if table.open {
            schema.insert("patternProperties".to_owned(), json!({ "^x-": true }));
        }
        schema.insert("additionalProperties".to_owned(), json!(false));
        schema.into()
    }

    fn of_field(&mut self, field: &'static Field) -> Value {
        let [en, zh] = field.says;
        let description = match self.lang {
            Lang::En => en.to_owned(),
            Lang::Zh => zh.to_owned(),
            Lang::Both => format!("{en}\n\n{zh}"),
        };
        let mut schema = Map::new();
        schema.insert("description".to_owned(), json!(description));
        // A key may stand there without a value, which is no value.
        let mut any = self.any_of(field.takes);
        if any.is_empty() {
            return schema.into();
        }
        any.push(json!({ "type": "null" }));
        schema.insert("anyOf".to_owned(), any.into());
        schema.into()
    }

    /// The shapes of what `kind` takes; none for anything at all.
    fn any_of(&mut self, kind: Kind) -> Vec<Value> {
        match kind {
            Kind::Text | Kind::Value(_) => one(vec![scalar()]),
            Kind::Texts | Kind::Words | Kind::Names(_) => several(vec![scalar()]),
            Kind::Like(what, pattern) => one(vec![
                json!({ "type": "string", "pattern": pattern, "patternErrorMessage": what }),
                json!({ "type": "number" }),
            ]),
            Kind::People(table) => several(vec![scalar(), self.reference(table)]),
            Kind::OneOf(words) => one(of_words(words)),
            Kind::YesNo => one(vec![json!({
                "enum": [true, false, "yes", "no", "y", "n", "on", "off", 1, 0,
                    "是", "真", "对", "否", "假", "不是"]
            })]),
            Kind::Number(least, most) => one(vec![
                json!({ "type": "integer", "minimum": least, "maximum": most }),
                json!({ "type": "string", "pattern": "^\\s*[0-9]+\\D*$" }),
            ]),
            Kind::OneOfOrMap(words, table) => {
                let mut any = of_words(words);
                any.push(self.reference(table));
                one(any)
            }
            Kind::ValueOrMap(_, table) => {
                // Some of them take a list too: files of a bibliography.
                several(vec![scalar(), self.reference(table)])
            }
            Kind::Map(table) => vec![self.reference(table)],
            Kind::MapOrTexts(table) | Kind::List(table) => {
                several(vec![scalar(), self.reference(table)])
            }
            Kind::Maps(table) => several(vec![self.reference(table)]),
            Kind::OwnMap(_) => vec![json!({ "type": "object" }), list(vec![scalar()])],
            Kind::OwnMapOf(_, table) => {
                let values = several(vec![scalar(), self.reference(table), null()]);
                vec![json!({ "type": "object", "additionalProperties": { "anyOf": values } })]
            }
            Kind::OwnMapOr(_, table) => {
                let own = json!({ "type": "object", "additionalProperties": scalar() });
                vec![own, list(vec![scalar(), self.reference(table)])]
            }
            Kind::TextsOrOwnMap => several(vec![scalar(), json!({ "type": "object" })]),
            Kind::Anything => Vec::new(),
        }
    }
}

/// A value as it is written: YAML makes a number of `2012`, which is a fine title.
fn scalar() -> Value {
    json!({ "type": ["string", "number", "boolean"] })
}

fn null() -> Value {
    json!({ "type": "null" })
}

fn list(mut items: Vec<Value>) -> Value {
    items.push(null());
    json!({ "type": "array", "items": { "anyOf": items } })
}

/// One of these, or a list of one.
fn one(mut any: Vec<Value>) -> Vec<Value> {
    let list = json!({ "type": "array", "maxItems": 1, "items": { "anyOf": any.clone() } });
    any.push(list);
    any
}

/// One of these, or a list of them.
fn several(mut any: Vec<Value>) -> Vec<Value> {
    any.push(list(any.clone()));
    any
}

/// The words of a set: those that an editor proposes, then every spelling of them.
fn of_words(words: WordSet) -> Vec<Value> {
    let mut known: Vec<Value> = Vec::new();
    let mut patterns = Vec::new();
    for spelling in words() {
        for word in [spelling.word].into_iter().chain(spelling.others.iter().copied()) {
            known.push(json!(word));
            match word {
                "true" => known.push(json!(true)),
                "false" => known.push(json!(false)),
                _ => {}
            }
            patterns.push(pattern(word));
        }
    }
    let any_case = format!("^\\s*(?:{})\\s*$", patterns.join("|"));
    vec![json!({ "enum": known }), json!({ "type": "string", "pattern": any_case })]
}
