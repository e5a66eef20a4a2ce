//! JSON, in files and within pages: the one place where it is escaped.

use serde::Serialize;

use crate::theme::ThemeError;

/// `value` as JSON. `<` is written as an escape, so that the text stays data wherever a browser or
/// another page's script puts it: it cannot end a `script` element, nor begin a comment in one.
pub(super) fn json(value: &impl Serialize) -> Result<String, ThemeError> {
    let text =
        serde_json::to_string(value).map_err(|error| ThemeError::Template(error.to_string()))?;
    // Outside strings JSON has none.
    Ok(if text.contains('<') { text.replace('<', "\\u003c") } else { text })
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
