//! A judge of JSON Schemas: the part of draft 2020-12 that ours use, and a panic for any other.

use regex::Regex;
use serde_json::{Map, Value};

/// Keywords that say something to people only.
const REMARKS: [&str; 6] =
    ["$schema", "title", "description", "patternErrorMessage", "$defs", "$comment"];

/// What is wrong with `value` by `schema`, each with its place.
pub(crate) fn complaints(schema: &Value, value: &Value) -> Vec<String> {
    let mut found = Vec::new();
    judge(schema, schema, value, "", &mut found);
    found
}

fn judge(root: &Value, schema: &Value, value: &Value, at: &str, found: &mut Vec<String>) {
    let keywords = match schema {
        Value::Bool(true) => return,
        Value::Bool(false) => return found.push(format!("{at}: nothing may stand here")),
        Value::Object(keywords) => keywords,
        other => panic!("{other} is no schema"),
    };
    let mut wrong = |what: String| found.push(format!("{at}: {what}"));
    let mut inner = Vec::new();
    for (keyword, says) in keywords {
        match (keyword.as_str(), value) {
            (remark, _) if REMARKS.contains(&remark) => {}
            ("$ref", _) => {
                let pointer = says.as_str().unwrap().strip_prefix('#').unwrap();
                judge(root, root.pointer(pointer).unwrap(), value, at, &mut inner);
            }
            ("type", _) => {
                let types = says.as_array().cloned().unwrap_or_else(|| vec![says.clone()]);
                if !types.iter().any(|name| is(name.as_str().unwrap(), value)) {
                    wrong(format!("{value} is not {says}"));
                }
            }
            ("const", _) if says != value => wrong(format!("{value} is not {says}")),
            ("enum", _) if !says.as_array().unwrap().contains(value) => {
                wrong(format!("{value} is not one of {says}"));
            }
            ("anyOf", _) => {
                let fits = |schema| {
                    let mut found = Vec::new();
                    judge(root, schema, value, at, &mut found);
                    found.is_empty()
                };
                if !says.as_array().unwrap().iter().any(fits) {
                    wrong(format!("{value} is none of {}", says.as_array().unwrap().len()));
                }
            }
            ("pattern", Value::String(text)) => {
                if !Regex::new(says.as_str().unwrap()).unwrap().is_match(text) {
                    wrong(format!("{value} does not match"));
                }
            }
            ("minimum", Value::Number(n)) if n.as_f64() < says.as_f64() => {
                wrong(format!("{n} is too small"));
            }
            ("maximum", Value::Number(n)) if n.as_f64() > says.as_f64() => {
                wrong(format!("{n} is too large"));
            }
            ("maxItems", Value::Array(items)) if items.len() as u64 > says.as_u64().unwrap() => {
                wrong("too many".to_owned());
            }
            ("required", Value::Object(map)) => {
                for key in says.as_array().unwrap() {
                    if !map.contains_key(key.as_str().unwrap()) {
                        wrong(format!("lacks {key}"));
                    }
                }
            }
            ("items", Value::Array(items)) => {
                for (index, item) in items.iter().enumerate() {
                    judge(root, says, item, &format!("{at}/{index}"), &mut inner);
                }
            }
            ("properties", Value::Object(map)) => members(root, keywords, map, at, &mut inner),
            ("additionalProperties", Value::Object(map))
                if !keywords.contains_key("properties") =>
            {
                members(root, keywords, map, at, &mut inner);
            }
            (
                "const"
                | "enum"
                | "pattern"
                | "minimum"
                | "maximum"
                | "maxItems"
                | "required"
                | "items"
                | "properties"
                | "patternProperties"
                | "additionalProperties",
                _,
            ) => {}
            (other, _) => panic!("the judge does not know `{other}`"),
        }
    }
    found.extend(inner);
}

fn members(
    root: &Value,
    keywords: &Map<String, Value>,
    map: &Map<String, Value>,
    at: &str,
    found: &mut Vec<String>,
) {
    let object = |keyword: &str| keywords.get(keyword).and_then(Value::as_object);
    for (key, value) in map {
        let at = format!("{at}/{key}");
        let known = object("properties").and_then(|properties| properties.get(key));
        let mut patterns = object("patternProperties").into_iter().flatten();
        let like = patterns.find(|(pattern, _)| Regex::new(pattern).unwrap().is_match(key));
        let schema = known.or(like.map(|(_, schema)| schema));
        if let Some(schema) = schema.or_else(|| keywords.get("additionalProperties")) {
            judge(root, schema, value, &at, found);
        }
    }
}

fn is(name: &str, value: &Value) -> bool {
    match name {
        "null" => value.is_null(),
        "boolean" => value.is_boolean(),
        "string" => value.is_string(),
        "number" => value.is_number(),
        "integer" => value.is_i64() || value.is_u64(),
        "array" => value.is_array(),
        "object" => value.is_object(),
        other => panic!("`{other}` is no type"),
    }
}
