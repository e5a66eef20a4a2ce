//! JSON, in files and within pages: the one place where it is escaped.

use std::{fmt, io};

use serde::Serialize;

use crate::theme::ThemeError;

/// `value` as JSON. `<` is written as an escape, so that the text stays data wherever a browser or
/// another page's script puts it: it cannot end a `script` element, nor begin a comment in one.
pub(super) fn json(value: &impl Serialize) -> Result<String, ThemeError> {
    let fail = |error: &dyn fmt::Display| ThemeError::Template(error.to_string());
    let mut text = Escaping(Vec::new());
    serde_json::to_writer(&mut text, value).map_err(|error| fail(&error))?;
    String::from_utf8(text.0).map_err(|error| fail(&error))
}

/// What is written, with every `<` as an escape: outside strings JSON has none.
struct Escaping(Vec<u8>);

impl io::Write for Escaping {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        for (n, part) in bytes.split(|&byte| byte == b'<').enumerate() {
            if n > 0 {
                self.0.extend_from_slice(b"\\u003c");
            }
            self.0.extend_from_slice(part);
        }
        Ok(bytes.len())
    }

    fn flush(&mut self) -> io::Result<()> {
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use super::json;

    #[test]
    fn no_text_ends_the_script_that_it_stands_in() {
        let text = json(&"</script><!--<script>").unwrap();
        assert_eq!(text, r#""\u003c/script>\u003c!--\u003cscript>""#);
        assert_eq!(serde_json::from_str::<String>(&text).unwrap(), "</script><!--<script>");
    }
}
