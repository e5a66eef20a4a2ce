//! Names of people and of groups that write papers.

use std::fmt;
use std::str::FromStr;

/// An author's name, in its parts as far as they are known.
#[derive(Clone, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct PersonName {
    /// The family name, its particle included: `van der Maaten`. The whole name of a group, and of
    /// a person whose name was not taken apart.
    pub family: String,
    /// The given names; empty for groups and for Chinese names written in Han characters.
    pub given: String,
    /// `Jr.`, `III`.
    pub suffix: String,
}

/// Words before a family name that belong to it.
const PARTICLES: &[&str] = &[
    "al", "bin", "da", "dal", "de", "del", "della", "den", "der", "di", "dos", "du", "el", "ibn",
    "la", "le", "ter", "van", "vander", "vom", "von", "zu", "zum", "zur",
];

/// What may follow a name.
const SUFFIXES: &[&str] = &["jr", "sr", "ii", "iii", "iv"];

/// Words that only names of groups have.
const GROUP_WORDS: &[&str] = &[
    "association",
    "center",
    "centre",
    "collaboration",
    "college",
    "committee",
    "consortium",
    "corporation",
    "foundation",
    "group",
    "inc",
    "initiative",
    "institute",
    "lab",
    "laboratory",
    "labs",
    "ltd",
    "organization",
    "project",
    "research",
    "society",
    "team",
    "university",
];

impl fmt::Display for PersonName {
    /// The name as it is read: `Geoffrey E. Hinton`, `张三`.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        if !self.given.is_empty() {
            write!(f, "{} ", self.given)?;
        }
        f.write_str(&self.family)?;
        if !self.suffix.is_empty() {
            write!(f, " {}", self.suffix)?;
        }
        Ok(())
    }
}

impl FromStr for PersonName {
    type Err = String;

    /// Reads `Geoffrey E. Hinton`, `Hinton, Geoffrey E.`, `Laurens van der Maaten`,
    /// `King, Jr., Martin Luther`, `张三`, `{Google Brain}`.
    fn from_str(text: &str) -> Result<Self, String> {
        // Marks of footnotes that come along when a list of authors is pasted.
        let text = text.trim().trim_end_matches(['*', '†', '‡', '§', '¶', '¹', '²', '³', ',']);
        let text = text.split_whitespace().collect::<Vec<_>>().join(" ");
        let whole = |text: &str| Self { family: text.to_owned(), ..Self::default() };
        if text.is_empty() {
            return Err("a name cannot be empty".to_owned());
        }
        if let Some(group) = text.strip_prefix('{').and_then(|text| text.strip_suffix('}')) {
            return Ok(whole(group));
        }
        if text.contains(is_han) || is_group(&text) {
            return Ok(whole(&text));
        }
        let parts: Vec<&str> = text.split(',').map(str::trim).filter(|p| !p.is_empty()).collect();
        Ok(match parts[..] {
            [family, given] if is_suffix(given) => {
                Self { suffix: given.to_owned(), ..in_reading_order(family) }
            }
            [family, given] => name(family, given, ""),
            [family, suffix, given] if is_suffix(suffix) => name(family, given, suffix),
            [family, given, suffix] if is_suffix(suffix) => name(family, given, suffix),
            [_] => in_reading_order(parts[0]),
            _ => whole(&text),
        })
    }
}

fn name(family: &str, given: &str, suffix: &str) -> PersonName {
    PersonName { family: family.into(), given: given.into(), suffix: suffix.into() }
}

/// `Laurens van der Maaten`: the family name starts at its particle, or is the last word.
fn in_reading_order(text: &str) -> PersonName {
    let mut words: Vec<&str> = text.split(' ').collect();
    let suffix = match words.last() {
        Some(last) if words.len() > 2 && is_suffix(last) => words.pop().unwrap_or_default(),
        _ => "",
    };
    let particle = words.iter().skip(1).position(|word| is_particle(word)).map(|at| at + 1);
    let family = match particle {
        Some(at) if at + 1 < words.len() => at,
        _ => words.len() - 1,
    };
    name(&words[family..].join(" "), &words[..family].join(" "), suffix)
}

/// The names in a text that lists several: split at `;`, `；`, `、`, `&` and the word "and", and at
/// commas where they stand between whole names rather than inside one (`Last, First`). What stands
/// for further authors ("et al.", "others", 等) is left out.
pub fn split_names(text: &str) -> Vec<&str> {
    let mut names = Vec::new();
    for part in text.split([';', '；', '、', '\n']) {
        for part in split_at_and(part) {
            split_at_commas(part, &mut names);
        }
    }
    names.retain(|name| {
        let name = name.trim_end_matches('.').to_lowercase();
        !matches!(name.as_str(), "" | "et al" | "et. al" | "others" | "等" | "等人")
    });
    names
}

fn split_at_and(text: &str) -> Vec<&str> {
    let mut parts = Vec::new();
    let mut start = 0;
    for (at, _) in text.match_indices([' ', ',']) {
        let word = [" and ", ",and ", " AND ", " & "].iter().find(|&w| text[at..].starts_with(w));
        if let Some(word) = word.filter(|_| at >= start) {
            parts.push(&text[start..at]);
            start = at + word.len();
        }
    }
    let rest = text[start..].trim_start();
    parts.push(rest.strip_prefix("and ").unwrap_or(rest));
    parts
}

fn split_at_commas<'a>(text: &'a str, names: &mut Vec<&'a str>) {
    let text = text.trim().trim_end_matches([',', '，']);
    let text = text.strip_suffix("et al.").or_else(|| text.strip_suffix("et al")).unwrap_or(text);
    let text = text.trim().trim_end_matches([',', '，']);
    let pieces: Vec<&str> = text.split([',', '，']).map(str::trim).collect();
    let several_words = |piece: &str| piece.contains(' ');
    let is_one = match pieces[..] {
        [] | [_] => true,
        [family, given] => {
            !family.contains(is_han)
                && !given.contains(is_han)
                && (is_suffix(given)
                    || is_group(text)
                    || !several_words(family)
                    || !several_words(given)
                    || family.split(' ').next().is_some_and(is_particle)
                    || given.split(' ').next_back().is_some_and(is_initials))
        }
        [_, b, c] => is_suffix(b) || (is_suffix(c) && !several_words(b)),
        _ => false,
    };
    if is_one {
        names.push(text);
        return;
    }
    // "Vaswani, A., Shazeer, N.": every second piece is initials.
    let in_pairs =
        pieces.len().is_multiple_of(2) && pieces.iter().skip(1).step_by(2).all(|p| is_initials(p));
    if in_pairs {
        let mut rest = text;
        for pair in pieces.chunks(2) {
            let start = pair[0].as_ptr() as usize - rest.as_ptr() as usize;
            let end = pair[1].as_ptr() as usize - rest.as_ptr() as usize + pair[1].len();
            names.push(&rest[start..end]);
            rest = &rest[end..];
        }
        return;
    }
    for piece in pieces {
        match names.last_mut() {
            // "Martin Luther King, Jr., Rosa Parks"
            Some(last) if is_suffix(piece) => {
                let start = last.as_ptr() as usize - text.as_ptr() as usize;
                let end = piece.as_ptr() as usize - text.as_ptr() as usize + piece.len();
                *last = &text[start..end];
            }
            _ => names.push(piece),
        }
    }
}

fn is_han(c: char) -> bool {
    matches!(c, '\u{3400}'..='\u{9fff}' | '\u{f900}'..='\u{faff}' | '\u{20000}'..='\u{3ffff}' | '〇')
}

fn is_suffix(word: &str) -> bool {
    SUFFIXES.contains(&word.trim_end_matches('.').to_lowercase().as_str())
}

fn is_particle(word: &str) -> bool {
    word.starts_with(char::is_lowercase) && PARTICLES.contains(&word.trim_end_matches('.'))
}

/// `G.`, `G. E.`, `J.-P.`, `GE`.
fn is_initials(piece: &str) -> bool {
    let letters = piece.chars().filter(|c| c.is_alphabetic());
    !piece.is_empty()
        && letters.clone().all(char::is_uppercase)
        && (1..=3).contains(&letters.count())
        && piece.chars().all(|c| c.is_alphabetic() || matches!(c, '.' | '-' | ' '))
}

fn is_group(text: &str) -> bool {
    let mut words = text.split([' ', ',']).map(|word| word.trim_end_matches('.').to_lowercase());
    let first = text.split(' ').next().unwrap_or_default();
    text.contains(' ') && (first == "The" || words.any(|word| GROUP_WORDS.contains(&word.as_str())))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_name_is_taken_apart_as_it_is_written() {
        for (written, family, given, suffix) in [
            ("Geoffrey E. Hinton", "Hinton", "Geoffrey E.", ""),
            ("Hinton, Geoffrey E.", "Hinton", "Geoffrey E.", ""),
            ("Laurens van der Maaten", "van der Maaten", "Laurens", ""),
            ("van der Maaten, Laurens", "van der Maaten", "Laurens", ""),
            ("Martin Luther King Jr.", "King", "Martin Luther", "Jr."),
            ("Martin Luther King, Jr.", "King", "Martin Luther", "Jr."),
            ("King, Jr., Martin Luther", "King", "Martin Luther", "Jr."),
            ("李沐", "李沐", "", ""),
            ("阿兰·图灵", "阿兰·图灵", "", ""),
            ("OpenAI", "OpenAI", "", ""),
            ("Google Brain Team", "Google Brain Team", "", ""),
            ("Google, Inc.", "Google, Inc.", "", ""),
            ("{Physical Intelligence}", "Physical Intelligence", "", ""),
            ("Ashish Vaswani*", "Vaswani", "Ashish", ""),
            ("  Ilya\n Sutskever ", "Sutskever", "Ilya", ""),
        ] {
            let read: PersonName = written.parse().unwrap();
            assert_eq!(read, name(family, given, suffix), "{written}");
        }
        assert!(" ".parse::<PersonName>().is_err());
    }

    #[test]
    fn a_list_of_names_is_split_where_one_ends() {
        for (written, expected) in [
            (
                "Alex Krizhevsky, Ilya Sutskever, Geoffrey Hinton",
                &["Alex Krizhevsky", "Ilya Sutskever", "Geoffrey Hinton"][..],
            ),
            ("Krizhevsky, Alex", &["Krizhevsky, Alex"]),
            ("Krizhevsky, Alex and Sutskever, Ilya", &["Krizhevsky, Alex", "Sutskever, Ilya"]),
            ("Krizhevsky, Alex; Sutskever, Ilya", &["Krizhevsky, Alex", "Sutskever, Ilya"]),
            (
                "A. Krizhevsky, I. Sutskever, and G. Hinton",
                &["A. Krizhevsky", "I. Sutskever", "G. Hinton"],
            ),
            ("Vaswani, A., Shazeer, N.", &["Vaswani, A.", "Shazeer, N."]),
            ("Vaswani, Shazeer, Parmar", &["Vaswani", "Shazeer", "Parmar"]),
            ("Ashish Vaswani, Noam Shazeer", &["Ashish Vaswani", "Noam Shazeer"]),
            ("van der Maaten, Laurens", &["van der Maaten, Laurens"]),
            ("Hinton, Geoffrey E.", &["Hinton, Geoffrey E."]),
            ("张三、李四；王五", &["张三", "李四", "王五"]),
            ("张三，李四", &["张三", "李四"]),
            ("Kaiming He et al.", &["Kaiming He"]),
            ("Kaiming He, et al.", &["Kaiming He"]),
            ("He, Kaiming and others", &["He, Kaiming"]),
            ("Sandra Anderson & Bo Li", &["Sandra Anderson", "Bo Li"]),
            ("", &[]),
        ] {
            assert_eq!(split_names(written), expected, "{written}");
        }
    }
}
