//! Texts as YAML scalars.

/// `text`, which has one line, in single quotes, in which only the quote itself is doubled.
pub fn single_quoted(text: &str) -> String {
    format!("'{}'", text.trim().replace('\'', "''"))
}
