//! Keys for wanted papers that nobody gave one.
//!
//! Stage: part of linking. Invariant: a key depends on what is known of its paper only.

use deunicode::deunicode;

use crate::library::words;
use crate::model::PaperFacts;
use crate::output::slugify;

/// Words that a key does not take from a title.
const SKIPPED: [&str; 14] =
    ["a", "an", "and", "are", "at", "for", "from", "in", "is", "of", "on", "the", "to", "with"];

/// `he2016deep` with the first `count` words of the title that say something: as Google Scholar
/// makes keys. `None` without author and year.
pub(super) fn suggest_key(facts: &PaperFacts, count: usize) -> Option<String> {
    let author = facts.authors.first()?;
    let year = facts.year?;
    let title = facts.title.as_ref()?;
    let family = ascii(&author.value.family);
    let telling: String = (words(&title.markdown).iter())
        .filter(|word| !SKIPPED.contains(&word.text.as_str()))
        .take(count)
        .map(|word| ascii(&word.text))
        .collect();
    (!family.is_empty() && !telling.is_empty()).then(|| format!("{family}{}{telling}", year.value))
}

/// How many words of a title or reference a slug takes.
const SLUG_WORDS: usize = 10;

/// A key out of the words that mention a paper.
pub(super) fn key_from_words(text: &str) -> String {
    let slug = slugify(text);
    let parts: Vec<&str> = slug.split('-').take(SLUG_WORDS).collect();
    let key: String = parts.join("-").chars().take(80).collect();
    if key.is_empty() { "paper".to_owned() } else { key }
}

/// Letters and digits of `text` in ASCII, lower case.
fn ascii(text: &str) -> String {
    let plain = deunicode(text);
    plain.chars().filter(char::is_ascii_alphanumeric).map(|c| c.to_ascii_lowercase()).collect()
}
