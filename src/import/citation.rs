//! A line that says who wrote a paper, where it came out and when, without a label:
//! `Surajit Chaudhuri, PODS 1998`, `> by R Schwarz · 1994`, `PVLDB, Aug 2017`.
//!
//! Invariant: it has a year, and what stands between its commas is all understood, up to what
//! follows a venue (a place, pages).

use super::people;
use super::venue::{self, Published};

/// What a line says.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct Citation {
    pub(super) authors: Vec<String>,
    pub(super) published: Published,
}

/// How long such a line may be, in bytes.
const MAX_LINE: usize = 300;

/// What stands between two commas.
#[derive(Debug, PartialEq, Eq)]
enum Part {
    Names(Vec<String>),
    Venue(Published),
    Year(i32),
    /// `etc.`, `et al.`
    Others,
    /// Volume, issue, pages, a month.
    Number,
    /// A place, one family name, anything.
    Unknown,
}

/// What `text` says, if it is such a line.
pub(super) fn read(text: &str) -> Option<Citation> {
    let text = text.trim().trim_matches(['*', '_', '`']);
    if text.is_empty() || text.len() > MAX_LINE || text.contains("://") {
        return None;
    }
    if let Some(published) = venue::unlabelled(text) {
        // A full name may have people after it: `IEEE Transactions on X, H. Garcia-Molina, 1992`.
        let authors = after_venue(&parts(text)).unwrap_or_default();
        return Some(Citation { authors, published });
    }
    // `OSDI'04: Sixth Symposium on …`
    if let Some((short, _)) = text.split_once([':', '：'])
        && let Some(published) = venue::unlabelled(short)
    {
        return Some(Citation { authors: Vec::new(), published });
    }
    let text = ["by ", "By "].iter().find_map(|by| text.strip_prefix(by)).unwrap_or(text);
    let parts = parts(text);
    let mut found = Citation::default();
    let mut venue_at = None;
    for (at, part) in parts.iter().enumerate() {
        match part {
            Part::Venue(published) if venue_at.is_none() => {
                venue_at = Some(at);
                let year = found.published.year.take();
                found.published = published.clone();
                found.published.year = found.published.year.or(year);
            }
            Part::Names(names) if venue_at.is_none() => found.authors.extend(names.clone()),
            Part::Year(year) if found.published.year.is_none() => {
                found.published.year = Some(*year);
            }
            Part::Year(year) if found.published.year != Some(*year) => return None,
            // Before the venue nothing is passed over but one family name at the start.
            Part::Unknown if venue_at.is_none() && !(at == 0 && is_family_name(text)) => {
                return None;
            }
            Part::Venue(_)
            | Part::Names(_)
            | Part::Year(_)
            | Part::Others
            | Part::Number
            | Part::Unknown => {}
        }
    }
    found.published.year?;
    if found.authors.is_empty() {
        found.authors = after_venue(&parts).unwrap_or_default();
    }
    let says_who_or_where = venue_at.is_some() || !found.authors.is_empty() || parts.len() == 1;
    says_who_or_where.then_some(found)
}

/// The people that a line names behind its venue. A place may look like a person.
fn after_venue(parts: &[Part]) -> Option<Vec<String>> {
    let at = parts.iter().position(|part| matches!(part, Part::Venue(_)))?;
    let rest = &parts[at + 1..];
    let names: Vec<String> = rest
        .iter()
        .filter_map(|part| if let Part::Names(names) = part { Some(names.clone()) } else { None })
        .flatten()
        .collect();
    let initial = |name: &String| name.split(' ').any(|word| word.trim_end_matches('.').len() == 1);
    let is_sure = names.len() > 1 || names.iter().any(initial) || rest.contains(&Part::Others);
    let others = rest.iter().any(|part| matches!(part, Part::Unknown | Part::Number));
    (is_sure && !others).then_some(names)
}

/// Whether `text` starts with one capital word and a comma.
fn is_family_name(text: &str) -> bool {
    let word = text.split([',', '，']).next().unwrap_or_default().trim();
    word.starts_with(char::is_uppercase) && word.chars().all(|c| c.is_alphabetic() || c == '-')
}

fn parts(text: &str) -> Vec<Part> {
    let mut parts = Vec::new();
    for piece in pieces(text) {
        part(piece, &mut parts);
    }
    parts
}

/// `text` split at commas, dots in the middle, bars and ends of sentences.
fn pieces(text: &str) -> Vec<&str> {
    let text = text.trim().trim_end_matches(['。']);
    let mut pieces = Vec::new();
    let mut start = 0;
    for (at, c) in text.char_indices() {
        let before = &text[start..at];
        let is_end = match c {
            ',' | '，' | '·' | '•' | '∙' | '|' | ';' | '；' | '。' | '、' => true,
            // `CIDR 2021. Matei Zaharia`, but `H. Garcia-Molina`, `Proc. ACM`, `et al. 2020`.
            '.' => {
                let word = before.rsplit([' ', ',']).next().unwrap_or_default();
                text[at + 1..].starts_with(' ')
                    && word.chars().count() > 4
                    && !word.eq_ignore_ascii_case("trans")
            }
            _ => false,
        };
        if is_end {
            pieces.push(before);
            start = at + c.len_utf8();
        }
    }
    pieces.push(&text[start..]);
    pieces.into_iter().map(str::trim).filter(|piece| !piece.is_empty()).collect()
}

fn part(piece: &str, parts: &mut Vec<Part>) {
    let lower = piece.to_lowercase();
    let bare = lower.trim_end_matches('.');
    if matches!(bare, "etc" | "et al" | "等" | "等人") {
        parts.push(Part::Others);
        return;
    }
    let numbers = ["vol", "issue", "no.", "pp", "page", "article", "第"];
    if numbers.iter().any(|word| lower.starts_with(word)) {
        parts.push(Part::Number);
        parts.extend(venue::year(piece).map(Part::Year));
        return;
    }
    if let Some(found) = venue::short_or_full(piece) {
        parts.push(Part::Venue(found));
        return;
    }
    // `Kaiming He 2016`, `Aug 2017`, `2015`
    let (rest, year) = match piece.rsplit_once(' ') {
        Some((rest, last)) if venue::plausible_year(last).is_some() => {
            (rest.trim(), venue::plausible_year(last))
        }
        _ => match venue::plausible_year(piece) {
            Some(year) => ("", Some(year)),
            None => (piece, None),
        },
    };
    if !rest.is_empty() {
        // `SIGMOD '21 Umur Cubukcu`
        if let Some((published, names)) = venue::leading(rest) {
            parts.push(Part::Venue(published));
            parts.push(people::authors(names).map_or(Part::Unknown, Part::Names));
        } else if venue::is_month(rest) {
            parts.push(Part::Number);
        } else if let Some(names) = people::authors(rest) {
            parts.push(Part::Names(names));
            if lower.contains(" et al") || lower.ends_with('等') {
                parts.push(Part::Others);
            }
        } else {
            parts.push(Part::Unknown);
        }
    }
    parts.extend(year.map(Part::Year));
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_line_says_who_where_and_when() {
        let mut wrong = Vec::new();
        for (text, expected) in [
            ("Ada Lovelace, PODS 1998", "Ada Lovelace @ PODS 1998"),
            ("Lovelace, SIGMOD '79", " @ SIGMOD 1979"),
            ("Ada Lovelace, 1993", "Ada Lovelace @ ? 1993"),
            ("by A Lovelace · 1994", "A Lovelace @ ? 1994"),
            ("by A O'Neil 2009", "A O'Neil @ ? 2009"),
            ("Ada Lovelace, Charles Babbage. 2020", "Ada Lovelace; Charles Babbage @ ? 2020"),
            (
                "CIDR 2021. Ada Lovelace, Charles Babbage",
                "Ada Lovelace; Charles Babbage @ CIDR 2021",
            ),
            ("SIGMOD '21 Ada Lovelace, etc.", "Ada Lovelace @ SIGMOD 2021"),
            ("Ada Lovelace et al., NeurIPS 2017", "Ada Lovelace @ NeurIPS 2017"),
            (
                "Ada Lovelace，IEEE Data Engineering Bulletin 1995",
                "Ada Lovelace @ IEEE Data Engineering Bulletin 1995",
            ),
            (
                "Ada Lovelace, IEEE Transactions on Computers, February 1994",
                "Ada Lovelace @ IEEE Transactions on Computers 1994",
            ),
            (
                "IEEE Transactions on Computers, A. Lovelace, 1992",
                "A. Lovelace @ IEEE Transactions on Computers 1992",
            ),
            ("PVLDB, Aug 2017", " @ PVLDB 2017"),
            ("PVLDB, November 2014", " @ PVLDB 2014"),
            ("2015", " @ ? 2015"),
            ("EDBT/ICDT 2016", " @ EDBT/ICDT 2016"),
            (
                "OSDI'04: Sixth Symposium on Design, San Francisco, CA (2004), pp. 1-2",
                " @ OSDI 2004",
            ),
            ("OSDI 2004, San Francisco", " @ OSDI 2004"),
            (
                "ACM Operating Systems Review, Volume 41, Issue 6 • December 2007 • pp 2–9",
                " @ ACM Operating Systems Review 2007",
            ),
            (
                "19th International Conference on Old Machines (ICOM), March 2016",
                " @ 19th International Conference on Old Machines 2016",
            ),
            (
                "Software: Practice and Experience Volume 46, Issue 5, pages 709-719, May 2016",
                " @ Software: Practice and Experience 2016",
            ),
            ("Bulletin of the Old Society, 2015", " @ Bulletin of the Old Society 2015"),
            (
                "MIT technical report TR-2012-021, July 2012",
                " @ MIT technical report TR-2012-021 2012",
            ),
            ("张三，李四，计算机学报 2020", "张三; 李四 @ 计算机学报 2020"),
            ("GPT 2020", "-"),
            ("This is what we said in 2015", "-"),
            ("Ada Lovelace said so, 1993", "-"),
            ("Ada Lovelace", "-"),
            ("In 2015, Ada Lovelace, the author, wrote it", "-"),
            ("Google Research, 2020", "-"),
            ("System R：数据库的奠基石", "-"),
        ] {
            let found = read(text).map(|Citation { authors, published }| {
                let venue = published.venue.unwrap_or_else(|| "?".into());
                let year = published.year.map_or_else(String::new, |year| year.to_string());
                format!("{} @ {venue} {year}", authors.join("; "))
            });
            let found = found.as_deref().unwrap_or("-");
            if found != expected {
                wrong.push(format!("{text}: {found}, not {expected}"));
            }
        }
        assert_eq!(wrong, [""; 0], "{}", wrong.join("\n"));
    }
}
