//! Names of people and organisations, and how people write them.

use std::fmt;
use std::ops::Range;

use super::entry::is_han;

/// An author or editor.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Name {
    /// A person whose family name is known.
    Person(Person),
    /// An organisation, or a name not to be taken apart, such as a Chinese one.
    Literal(String),
    /// BibTeX's `and others`: there are more, unnamed.
    Others,
}

/// The parts of a person's name.
#[derive(Debug, Clone, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Person {
    /// The family name, without particle.
    pub family: String,
    /// Given names or initials.
    pub given: Option<String>,
    /// `van der`, `de`.
    pub particle: Option<String>,
    /// `Jr.`, `III`.
    pub suffix: Option<String>,
}

impl Name {
    /// The name by which a list is sorted and a short citation is made: `van der Maaten`, `张三`.
    pub fn short(&self) -> String {
        match self {
            Self::Person(person) => person.full_family(),
            Self::Literal(name) => name.clone(),
            Self::Others => String::new(),
        }
    }
}

impl Person {
    /// The family name with its particle.
    pub fn full_family(&self) -> String {
        match &self.particle {
            Some(particle) => format!("{particle} {}", self.family),
            None => self.family.clone(),
        }
    }
}

impl fmt::Display for Name {
    /// As in running text: `Laurens van der Maaten`, `张三`, `et al.` for the unnamed others.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Literal(name) => f.write_str(name),
            Self::Others => f.write_str("et al."),
            Self::Person(Person { family, given, particle, suffix }) => {
                let parts =
                    [given.as_deref(), particle.as_deref(), Some(family), suffix.as_deref()];
                let parts: Vec<&str> = parts.into_iter().flatten().collect();
                f.write_str(&parts.join(" "))
            }
        }
    }
}

/// Reads one name: `Last, First`, `von Last, Jr., First`, `First von Last`, `张三`, `张, 三`.
pub fn parse_name(text: &str) -> Name {
    parse_marked(text, &[])
}

/// Reads a list of names as BibTeX writes it: `A and B`; for Chinese names also `、`, `;`, `,`.
///
/// `protected` are byte ranges that braces held together; a name wholly in braces is literal.
pub(super) fn parse_list(text: &str, protected: &[Range<usize>]) -> Vec<Name> {
    let words = words(text, protected);
    let mut names = Vec::new();
    for group in words.split(|word| !word.held && word.text.eq_ignore_ascii_case("and")) {
        let Some((first, last)) = group.first().zip(group.last()) else { continue };
        let range = first.start..last.start + last.text.len();
        let name = &text[range.clone()];
        if let [only] = group
            && only.held
        {
            names.push(Name::Literal(name.trim_end_matches(',').to_owned()));
        } else if name.eq_ignore_ascii_case("others") {
            names.push(Name::Others);
        } else if let Some(list) = chinese_list(name) {
            names.extend(list.into_iter().map(parse_name));
        } else {
            names.push(parse_words(group));
        }
    }
    names
}

/// `张三、李四` or `张三, 李四` are several names in Chinese; `张, 三` is one.
fn chinese_list(text: &str) -> Option<Vec<&str>> {
    if !text.chars().any(is_han) {
        return None;
    }
    let parts: Vec<&str> = text
        .split(['、', ';', '；', ',', '，'])
        .map(str::trim)
        .filter(|part| !part.is_empty())
        .collect();
    let whole = |part: &&str| part.chars().count() > 1 && part.chars().all(is_han);
    (parts.len() > 1 && parts.iter().all(whole)).then_some(parts)
}

/// A word of a name: up to a space or comma outside braces.
struct Word<'s> {
    text: &'s str,
    start: usize,
    /// Braces hold it together: it is neither `and` nor a particle.
    held: bool,
    /// A comma follows.
    comma: bool,
}

fn words<'s>(text: &'s str, protected: &[Range<usize>]) -> Vec<Word<'s>> {
    let mut words: Vec<Word<'s>> = Vec::new();
    let mut ranges = protected.iter().peekable();
    let mut start = None;
    let mut held = false;
    for (at, c) in text.char_indices().chain([(text.len(), ' ')]) {
        while ranges.next_if(|range| range.end <= at).is_some() {}
        let inside = ranges.peek().is_some_and(|range| range.contains(&at));
        if inside && start.is_none() {
            held = true;
        }
        if inside || !(c.is_whitespace() || matches!(c, ',' | '，')) {
            start.get_or_insert(at);
            continue;
        }
        if let Some(start) = start.take() {
            words.push(Word { text: &text[start..at], start, held, comma: false });
        }
        held = false;
        if matches!(c, ',' | '，')
            && let Some(last) = words.last_mut()
        {
            last.comma = true;
        }
    }
    words
}

fn parse_marked(text: &str, protected: &[Range<usize>]) -> Name {
    parse_words(&words(text, protected))
}

fn parse_words(words: &[Word<'_>]) -> Name {
    let mut parts = words.split_inclusive(|word| word.comma);
    let first = parts.next().unwrap_or_default();
    if let Some(name) = labelled(words) {
        return name;
    }
    let second = parts.next().unwrap_or_default();
    let third: Vec<&Word<'_>> = parts.flatten().collect();
    let text = |words: &[Word<'_>]| join(&words.iter().collect::<Vec<_>>());
    if second.is_empty() {
        return one_part(first);
    }
    // The particle is what starts in lower case, as long as a family name is left.
    let split = first.iter().take_while(|word| is_particle(word)).count();
    let split = split.min(first.len().saturating_sub(1));
    let (suffix, given) =
        if third.is_empty() { (None, text(second)) } else { (text(second), join(&third)) };
    let family = text(&first[split..]).unwrap_or_default();
    let han = |text: &Option<String>| text.as_deref().is_some_and(|text| text.chars().all(is_han));
    if han(&given) && family.chars().all(is_han) {
        return Name::Literal(family + &given.unwrap_or_default());
    }
    Name::Person(Person { family, given, particle: text(&first[..split]), suffix })
}

/// BibLaTeX's extended form: `family=Harman, given=Hans, prefix=von`.
fn labelled(words: &[Word<'_>]) -> Option<Name> {
    let mut person = Person::default();
    for part in words.split_inclusive(|word| word.comma) {
        let part = join(&part.iter().collect::<Vec<_>>())?;
        let (label, value) = part.split_once('=')?;
        match label {
            "family" => value.clone_into(&mut person.family),
            "given" => person.given = Some(value.to_owned()),
            "prefix" => person.particle = Some(value.to_owned()),
            "suffix" => person.suffix = Some(value.to_owned()),
            "useprefix" | "given-i" | "family-i" | "prefix-i" | "suffix-i" | "id" => {}
            _ => return None,
        }
    }
    (!person.family.is_empty()).then_some(Name::Person(person))
}

/// `First von Last`, with a suffix at its end understood.
fn one_part(words: &[Word<'_>]) -> Name {
    let text = |words: &[Word<'_>]| join(&words.iter().collect::<Vec<_>>());
    if let [word] = words
        && (word.held || word.text.chars().any(is_han))
    {
        return Name::Literal(word.text.to_owned());
    }
    let (words, suffix) = match words {
        [rest @ .., last] if rest.len() > 1 && !last.held && is_suffix(last.text) => {
            (rest, Some(last.text.to_owned()))
        }
        _ => (words, None),
    };
    let Some((last, before)) = words.split_last() else { return Name::Literal(String::new()) };
    if before.iter().chain([last]).all(|word| !word.held && word.text.chars().all(is_han)) {
        return Name::Literal(text(words).unwrap_or_default().replace(' ', ""));
    }
    let from = before.iter().position(is_particle).unwrap_or(before.len());
    let to = before.iter().rposition(is_particle).map_or(from, |at| at + 1);
    let family = before[to..].iter().chain([last]).collect::<Vec<_>>();
    Name::Person(Person {
        family: join(&family).unwrap_or_default(),
        given: text(&before[..from]),
        particle: text(&before[from..to]),
        suffix,
    })
}

fn join(words: &[&Word<'_>]) -> Option<String> {
    let words: Vec<&str> = words.iter().map(|word| word.text).collect();
    (!words.is_empty()).then(|| words.join(" "))
}

fn is_particle(word: &Word<'_>) -> bool {
    !word.held && word.text.chars().find(|c| c.is_alphabetic()).is_some_and(char::is_lowercase)
}

fn is_suffix(word: &str) -> bool {
    matches!(word, "Jr" | "Jr." | "Sr" | "Sr." | "II" | "III" | "IV")
}

#[cfg(test)]
mod tests {
    use super::*;

    fn shown(name: &Name) -> String {
        match name {
            Name::Literal(text) => format!("={text}"),
            Name::Others => "…".to_owned(),
            Name::Person(Person { family, given, particle, suffix }) => {
                let part = |part: &Option<String>| part.clone().unwrap_or_default();
                format!("{}|{family}|{}|{}", part(particle), part(given), part(suffix))
            }
        }
    }

    #[test]
    fn names_are_understood_however_people_write_them() {
        for (written, meant) in [
            ("Krizhevsky, Alex", "|Krizhevsky|Alex|"),
            ("Alex Krizhevsky", "|Krizhevsky|Alex|"),
            ("Geoffrey E. Hinton", "|Hinton|Geoffrey E.|"),
            ("Laurens van der Maaten", "van der|Maaten|Laurens|"),
            ("van der Maaten, Laurens", "van der|Maaten|Laurens|"),
            ("de la Vallée Poussin, Charles", "de la|Vallée Poussin|Charles|"),
            ("King, Jr., Martin Luther", "|King|Martin Luther|Jr."),
            ("Martin Luther King Jr.", "|King|Martin Luther|Jr."),
            ("family=Wit, given=Cynthia A., prefix=de, useprefix=true", "de|Wit|Cynthia A.|"),
            ("Aristotle", "|Aristotle||"),
            ("boyd, danah", "|boyd|danah|"),
            ("张三", "=张三"),
            ("张, 三", "=张三"),
            ("张 三", "=张三"),
            ("伊恩·古德费洛", "=伊恩·古德费洛"),
            ("", "="),
            (",", "="),
        ] {
            assert_eq!(shown(&parse_name(written)), meant, "{written:?}");
        }
    }

    #[test]
    fn a_list_is_split_at_and_and_chinese_lists_at_their_commas() {
        for (written, meant) in [
            ("A. B and C. D", "|B|A.| / |D|C.|"),
            ("He, K. and others", "|He|K.| / …"),
            ("张三 and 李四", "=张三 / =李四"),
            ("张三、李四；王五", "=张三 / =李四 / =王五"),
            ("张三, 李四", "=张三 / =李四"),
            ("and A. B and", "|B|A.|"),
            ("Alexander Band", "|Band|Alexander|"),
        ] {
            let names: Vec<_> = parse_list(written, &[]).iter().map(shown).collect();
            assert_eq!(names.join(" / "), meant, "{written:?}");
        }
    }

    #[test]
    fn braces_hold_an_organisation_together() {
        let text = "Barnes and Noble and A. B";
        let names = parse_list(text, &[Range { start: 0, end: 16 }]);
        assert_eq!(names.iter().map(shown).collect::<Vec<_>>(), ["=Barnes and Noble", "|B|A.|"]);
    }
}
