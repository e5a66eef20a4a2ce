//! YAML that the program owns: manifests, string files, the front matter that it writes.

use serde::Serialize;
use serde::de::DeserializeOwned;

/// Why a text is not the YAML that was wanted.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("{message} at line {line} column {column}")]
pub struct YamlError {
    /// The line, counted from 1.
    pub line: usize,
    /// The column, counted from 1.
    pub column: usize,
    /// What is wrong.
    pub message: String,
}

/// `text` as a `T`.
pub fn from_str<T: DeserializeOwned>(text: &str) -> Result<T, YamlError> {
    serde_yaml::from_str(text).map_err(|error| {
        let (line, column) = error.location().map_or((1, 1), |at| (at.line(), at.column()));
        let message = error.to_string();
        // The library appends the place, which stands apart here.
        let place = format!(" at line {line} column {column}");
        let message = message.strip_suffix(&place).unwrap_or(&message).to_owned();
        YamlError { line, column, message }
    })
}

/// Characters that end a line in YAML 1.1, which `serde_yaml` writes, and in 1.2 do not.
const OLD_BREAKS: [char; 3] = ['\u{85}', '\u{2028}', '\u{2029}'];

/// What no text has and `serde_yaml` writes in double quotes only, and how it does.
const MARK: (&str, &str) = ("\u{1}\u{2}\u{1}", r"\x01\x02\x01");

/// `value` as YAML that [`from_str`] and [`super::read`] read back.
pub fn to_string<T: Serialize>(value: &T) -> Result<String, YamlError> {
    let text = written(value)?;
    if !text.contains(OLD_BREAKS) {
        return Ok(text);
    }
    // It would indent what follows such a character, which readers of 1.2 take for text. In double
    // quotes it writes an escape.
    let mut value = serde_yaml::to_value(value).map_err(|error| of_writing(&error))?;
    mark(&mut value);
    Ok(written(&value)?.replace(&format!("{}\"", MARK.1), "\""))
}

fn written<T: Serialize>(value: &T) -> Result<String, YamlError> {
    serde_yaml::to_string(value).map_err(|error| of_writing(&error))
}

fn of_writing(error: &serde_yaml::Error) -> YamlError {
    YamlError { line: 1, column: 1, message: error.to_string() }
}

/// Marks the texts of `value` that have to stand in double quotes.
fn mark(value: &mut serde_yaml::Value) {
    match value {
        serde_yaml::Value::String(text) if text.contains(OLD_BREAKS) => text.push_str(MARK.0),
        serde_yaml::Value::Sequence(items) => items.iter_mut().for_each(mark),
        serde_yaml::Value::Mapping(map) => {
            let entries = std::mem::take(map).into_iter();
            map.extend(entries.map(|(mut key, mut value)| {
                mark(&mut key);
                mark(&mut value);
                (key, value)
            }));
        }
        serde_yaml::Value::Tagged(tagged) => mark(&mut tagged.value),
        serde_yaml::Value::Null
        | serde_yaml::Value::Bool(_)
        | serde_yaml::Value::Number(_)
        | serde_yaml::Value::String(_) => {}
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::collections::BTreeMap;

    #[test]
    fn a_mistake_in_a_manifest_has_a_place() {
        let error = from_str::<BTreeMap<String, u32>>("a: 1\nb: x\n").unwrap_err();
        assert_eq!((error.line, error.column), (2, 4));
        assert!(!error.message.contains("line"), "{error:?}");
    }

    #[test]
    fn what_is_written_is_read_back() {
        let titles =
            BTreeMap::from([("title", "ResNet: Deep # residual"), ("arxiv", "1706.03760")]);
        let text = to_string(&titles).unwrap();
        let read = from_str::<BTreeMap<String, String>>(&text).unwrap();
        assert!(
            read.iter().eq(titles
                .iter()
                .map(|(k, v)| (k.to_string(), v.to_string()))
                .collect::<BTreeMap<_, _>>()
                .iter())
        );
    }

    #[test]
    fn a_break_of_old_yaml_is_a_character_like_others() {
        let text = "a\u{2028}b\u{85}\n\u{2029}";
        let map = BTreeMap::from([(text, vec![text, "\u{2028}", "plain"])]);
        let written = to_string(&map).unwrap();
        assert!(written.contains("\"\\L\"") && written.contains("- plain"), "{written}");
        let expected: BTreeMap<String, Vec<String>> = from_str(&written).unwrap();
        assert!(expected.iter().all(|(key, texts)| key == text && texts == &map[text]));
    }
}
