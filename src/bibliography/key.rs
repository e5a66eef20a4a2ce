//! Citation keys for papers that have none: `he2016deep`.

use super::name::Name;

/// Words that say nothing about a title.
const STOP_WORDS: &[&str] = &[
    "a", "an", "the", "on", "of", "for", "in", "to", "and", "with", "from", "by", "at", "as", "is",
    "are", "do", "does", "how", "what", "why", "when", "towards", "toward", "via", "using",
];

/// A key of the first author's family name, the year and the first telling word of the title.
///
/// ASCII, lower case, the same for the same input. Chinese is spelled out in pinyin.
pub fn suggest_key(authors: &[Name], year: Option<i32>, title: &str) -> String {
    let author = authors.first().map(author).unwrap_or_default();
    let year = year.map(|year| year.to_string()).unwrap_or_default();
    let title = deunicode::deunicode(title).to_lowercase();
    let word = title
        .split(|c: char| !c.is_ascii_alphanumeric())
        .filter(|word| !word.is_empty())
        .find(|word| !STOP_WORDS.contains(word))
        .unwrap_or_default();
    let key = format!("{author}{year}{word}");
    if key.is_empty() { "untitled".to_owned() } else { key }
}

fn author(name: &Name) -> String {
    let text = match name {
        Name::Person(person) => person.family.clone(),
        // In pinyin a name becomes a word for each character: `Zhang San`.
        Name::Literal(name) => name.clone(),
        Name::Others => String::new(),
    };
    let ascii = deunicode::deunicode(&text).to_lowercase();
    let mut words =
        ascii.split(|c: char| !c.is_ascii_alphanumeric()).filter(|word| !word.is_empty());
    match name {
        Name::Literal(name) if name.chars().any(super::entry::is_han) => words.collect(),
        Name::Literal(_) => words.next().unwrap_or_default().to_owned(),
        Name::Person(_) | Name::Others => words.collect(),
    }
}

#[cfg(test)]
mod tests {
    use super::super::name::parse_name;
    use super::*;

    #[test]
    fn a_key_is_made_of_author_year_and_first_telling_word() {
        for (author, year, title, key) in [
            ("He, Kaiming", Some(2016), "Deep Residual Learning", "he2016deep"),
            ("Vaswani, Ashish", Some(2017), "Attention is all you need", "vaswani2017attention"),
            ("van der Maaten, L.", Some(2008), "On the $t$-SNE", "maaten2008t"),
            ("Erdős, Paul", Some(1959), "On Random Graphs", "erdos1959random"),
            ("张三", Some(2020), "深度学习综述", "zhangsan2020shen"),
            ("{Google Research}", None, "A Thing", "researchthing"),
            ("", None, "", "untitled"),
        ] {
            assert_eq!(suggest_key(&[parse_name(author)], year, title), key, "{author} {title}");
        }
    }
}
