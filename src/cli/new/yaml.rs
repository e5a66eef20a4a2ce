//! One line of text as a YAML value that means that text.

/// `text` as it may stand after `key: ` or `- `: bare if YAML reads it back as this text, else in
/// single quotes, in which only `'` needs care.
pub(super) fn scalar(text: &str) -> String {
    // A value is one line here, and no control character has a place in it.
    let text: String = text.split(|c: char| c.is_whitespace() || c.is_control()).fold(
        String::new(),
        |line, word| match (line.is_empty(), word.is_empty()) {
            (true, _) => word.to_owned(),
            (false, true) => line,
            (false, false) => line + " " + word,
        },
    );
    if is_bare(&text) { text } else { format!("'{}'", text.replace('\'', "''")) }
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
    use super::scalar;

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
