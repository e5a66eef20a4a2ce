use proptest::prelude::*;

use crate::bibliography::read_bibtex;

/// The text of a field as the `biblatex` crate reads it, with what we differ in on purpose undone.
fn theirs(text: &str, field: &str) -> Option<String> {
    let bibliography = biblatex::Bibliography::parse(text).ok()?;
    let chunks = bibliography.iter().next()?.get(field)?;
    let text = chunks.iter().fold(String::new(), |text, chunk| match &chunk.v {
        biblatex::Chunk::Math(math) => text + "$" + math + "$",
        chunk => text + chunk.get(),
    });
    Some(text.split_whitespace().collect::<Vec<_>>().join(" "))
}

// Not asked: `\\o{}`, of which biblatex makes a lone combining stroke.
proptest! {
    #[test]
    fn plain_entries_are_read_as_biblatex_reads_them(
        title in "[A-Z][a-z]{1,5}( ([a-z]{1,6}|\\{[A-Z]{1,3}\\}|\\\\'e|\\{\\\\\"o\\}|\\\\c\\{c\\}|\\\\&|\\$x\\^2\\$|--|é|\\\\ss\\{\\}z)){0,6}",
        quoted in any::<bool>(),
        year in 1900..2030_i32,
    ) {
        let title = if quoted { format!("\"{}\"", title.replace("\\\"o", "\\'o")) } else { format!("{{{title}}}") };
        let text = format!("@article{{key, title = {title}, year = {year}}}");
        let (entries, problems) = read_bibtex(&text);
        prop_assert_eq!(problems, vec![]);
        prop_assert_eq!(entries[0].title.clone(), theirs(&text, "title"), "{}", text);
        prop_assert_eq!(entries[0].year().map(|y| y.to_string()), theirs(&text, "year"));
    }
}
