//! How large and how deep a text may be, checked before any step that is more than linear.

/// The largest text, in bytes.
pub(super) const LARGEST: usize = 10 << 20;
/// How deep quotations and lists may be nested.
const DEEPEST: usize = 60;
/// The widest table.
const WIDEST: usize = 500;

/// What is too large or too deep about `markdown`, if anything.
pub(super) fn check(markdown: &str) -> Option<String> {
    if markdown.len() > LARGEST {
        return Some(format!(
            "the text is {} MiB long, {} are allowed",
            markdown.len() >> 20,
            LARGEST >> 20
        ));
    }
    for line in markdown.lines() {
        let quotes =
            line.bytes().take_while(|b| matches!(b, b'>' | b' ' | b'\t' | b'-' | b'+' | b'*'));
        let marks = quotes.filter(|b| matches!(b, b'>' | b'-' | b'+' | b'*')).count();
        let rule = line.bytes().all(|b| matches!(b, b'-' | b'*' | b' ' | b'+' | b'>'));
        let indent = line.bytes().take_while(|b| matches!(b, b' ' | b'\t')).count();
        let nested = if rule && !line.contains('>') { 0 } else { marks };
        if nested > DEEPEST
            || (indent > 4 * DEEPEST && line.trim_start().starts_with(['-', '*', '+']))
        {
            return Some(format!("quotations or lists are nested more than {DEEPEST} deep"));
        }
        let table_rule =
            line.len() > 2 * WIDEST && line.bytes().all(|b| matches!(b, b'|' | b'-' | b':' | b' '));
        if table_rule && line.matches('|').count() > WIDEST {
            return Some(format!("a table has more than {WIDEST} columns"));
        }
    }
    None
}
