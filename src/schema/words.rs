//! Words in any case as regular expressions.

/// Marks that do not matter between the letters of a word.
const GAP: &str = "[ /_—–-]*";

/// A pattern of `word` in any case and with any marks between its letters, as words are read. The
/// dialect of JSON Schema has no flag for that.
pub(super) fn pattern(word: &str) -> String {
    let letters = word.chars().filter(|c| !matches!(c, ' ' | '/' | '_' | '-' | '—' | '–'));
    let letters: Vec<String> = letters.map(letter).collect();
    letters.join(GAP)
}

fn letter(c: char) -> String {
    let (upper, lower) = (c.to_ascii_uppercase(), c.to_ascii_lowercase());
    if upper != lower {
        format!("[{upper}{lower}]")
    } else if c.is_alphanumeric() {
        c.to_string()
    } else {
        format!("\\{c}")
    }
}

#[cfg(test)]
mod tests {
    use super::pattern;

    #[test]
    fn a_word_is_matched_in_any_case_and_with_any_marks() {
        let pattern = regex::Regex::new(&format!("^{}$", pattern("at-the-time"))).unwrap();
        for word in ["at-the-time", "At the time", "AT_THE_TIME", "atthetime"] {
            assert!(pattern.is_match(word), "{word}");
        }
        assert!(!pattern.is_match("at-the-times"));
    }
}
