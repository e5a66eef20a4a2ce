//! Ids of headings: unique in their text, the same wherever the text stands.

use std::collections::BTreeMap;

use crate::output::slugify;

/// Ids that a text has given out.
#[derive(Debug, Default)]
pub(super) struct Ids(BTreeMap<String, usize>);

impl Ids {
    /// The id of a heading with these words: its slug, `section` if that is empty, with a number if
    /// it was given out before.
    pub(super) fn mint(&mut self, words: &str) -> String {
        let slug = slugify(words);
        let base = if slug.is_empty() { "section".to_owned() } else { slug };
        let mut id = base.clone();
        loop {
            match self.0.get_mut(&base) {
                None => {
                    self.0.insert(base, 1);
                    return id;
                }
                Some(given) => {
                    *given += 1;
                    id = format!("{base}-{given}");
                    if !self.0.contains_key(&id) {
                        self.0.insert(id.clone(), 1);
                        return id;
                    }
                }
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::Ids;

    #[test]
    fn an_id_is_given_out_once() {
        let mut ids = Ids::default();
        let minted: Vec<String> =
            ["方法", "A", "A", "A-2", "a", "…"].iter().map(|words| ids.mint(words)).collect();
        assert_eq!(minted, ["方法", "a", "a-2", "a-2-2", "a-3", "section"]);
    }
}
