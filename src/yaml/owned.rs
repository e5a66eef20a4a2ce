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

/// `value` as YAML that [`from_str`] reads back.
pub fn to_string<T: Serialize>(value: &T) -> Result<String, YamlError> {
    serde_yaml::to_string(value).map_err(|error| YamlError {
        line: 1,
        column: 1,
        message: error.to_string(),
    })
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
}
