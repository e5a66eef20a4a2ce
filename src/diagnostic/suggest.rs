//! "Did you mean": the nearest of the words that would have been right.

/// The candidate nearest to `word`, if it is near enough to be what was meant: at most a third of
/// the longer word's characters differ, compared without case, and never more than three.
pub fn nearest<'a>(word: &str, candidates: impl IntoIterator<Item = &'a str>) -> Option<&'a str> {
    let word = word.trim().to_lowercase();
    let length = word.chars().count();
    candidates
        .into_iter()
        .filter_map(|candidate| {
            let other = candidate.chars().count();
            let allowed = (length.max(other) / 3).min(3);
            // A distance is never less than the difference of the lengths, and costs much more.
            if length.abs_diff(other) > allowed {
                return None;
            }
            let distance = strsim::osa_distance(&word, &candidate.to_lowercase());
            (distance <= allowed).then_some((distance, candidate))
        })
        .min_by_key(|&(distance, _)| distance)
        .map(|(_, candidate)| candidate)
}

#[cfg(test)]
mod tests {
    use super::nearest;

    #[test]
    fn only_a_near_word_is_suggested() {
        let words = ["follow_ups", "critiques", "tags", "标题"];
        for (word, expected) in [
            ("folow_ups", Some("follow_ups")),
            ("critique", Some("critiques")),
            ("Tag", Some("tags")),
            ("authors", None),
            ("题", None),
        ] {
            assert_eq!(nearest(word, words), expected, "{word}");
        }
    }
}
