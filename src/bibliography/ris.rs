//! RIS → entries: what EndNote, Mendeley, Zotero, CNKI and publishers' pages export.
//!
//! Reading cannot fail: a record without an end or a line without a tag is one problem at its place.

use std::collections::HashMap;
use std::ops::Range;

use super::arxiv;
use super::entry::{Date, Entry};
use super::fields::page_ranges;
use super::key::suggest_key;
use super::name::parse_name;
use super::problem::{Problem, ProblemKind};

/// Reads a RIS file. Records have no citation keys there, so each gets one made of its author, year
/// and title, the same in every run.
pub fn read_ris(text: &str) -> (Vec<Entry>, Vec<Problem>) {
    let mut entries: Vec<Entry> = Vec::new();
    let mut problems = Vec::new();
    let mut taken: HashMap<String, usize> = HashMap::new();
    let mut open: Option<Record> = None;
    let mut at = 0;
    let mut stray = false;
    for line in text.split_inclusive('\n') {
        let range = at..at + line.trim_end().len();
        at += line.len();
        let line = line.trim_start_matches('\u{feff}').trim_end();
        match (tag(line), &mut open) {
            (Some(("TY", kind)), _) => {
                if let Some(record) = open.take() {
                    problems.push(unclosed(&record));
                    entries.push(finish(record, &mut taken));
                }
                open = Some(Record { kind: kind.to_owned(), range, fields: Vec::new() });
            }
            (Some(("ER", _)), Some(_)) => {
                if let Some(mut record) = open.take() {
                    record.range.end = range.end;
                    entries.push(finish(record, &mut taken));
                }
            }
            (Some((tag, value)), Some(record)) => {
                record.range.end = range.end;
                record.fields.push((tag.to_owned(), value.to_owned()));
            }
            // A long value goes on in the next lines.
            (None, Some(record)) => {
                if let Some((_, value)) = record.fields.last_mut()
                    && !line.is_empty()
                {
                    value.push('\n');
                    value.push_str(line);
                }
            }
            (_, None) if line.trim().is_empty() => {}
            (_, None) => {
                if !std::mem::replace(&mut stray, true) {
                    let message = "this line belongs to no record";
                    problems.push(
                        Problem::new(ProblemKind::Syntax, range, message)
                            .help("a record starts with `TY  - JOUR` and ends with `ER  -`"),
                    );
                }
            }
        }
    }
    if let Some(record) = open {
        problems.push(unclosed(&record));
        entries.push(finish(record, &mut taken));
    }
    (entries, problems)
}

/// A record as written.
struct Record {
    kind: String,
    range: Range<usize>,
    fields: Vec<(String, String)>,
}

/// `AU  - He, Kaiming`.
fn tag(line: &str) -> Option<(&str, &str)> {
    let (tag, rest) = line.split_at_checked(2)?;
    let fine = tag.bytes().all(|b| b.is_ascii_uppercase() || b.is_ascii_digit())
        && tag.starts_with(|c: char| c.is_ascii_uppercase());
    let value = rest.trim_start_matches(' ').strip_prefix('-')?;
    (fine && rest.starts_with(' ')).then_some((tag, value.trim()))
}

fn unclosed(record: &Record) -> Problem {
    let start = record.range.start;
    let message = "this record has no `ER  -` at its end";
    Problem::new(ProblemKind::Syntax, start..start + 2, message).help("add a line `ER  - `")
}

fn finish(record: Record, taken: &mut HashMap<String, usize>) -> Entry {
    let Record { kind, range, fields } = record;
    let mut entry = Entry { kind: kind_of(&kind).to_owned(), range, ..Entry::default() };
    let (mut first, mut last, mut keywords) = (None, None, Vec::new());
    for (tag, value) in fields {
        if value.is_empty() {
            continue;
        }
        let place = match tag.as_str() {
            "TI" | "T1" => &mut entry.title,
            "AU" | "A1" => {
                entry.authors.push(parse_name(&value));
                continue;
            }
            "ED" | "A2" | "A3" => {
                entry.editors.push(parse_name(&value));
                continue;
            }
            "PY" | "Y1" | "DA" => {
                let date = date(&value);
                // `DA` may say more than `PY`, never another year.
                if entry.date.is_none_or(|known| {
                    date.is_some_and(|d| d.year == known.year && known.month.is_none())
                }) {
                    entry.date = date.or(entry.date);
                }
                continue;
            }
            "JO" | "JF" | "T2" | "BT" | "JA" | "J2" => &mut entry.container,
            "PB" => &mut entry.publisher,
            "VL" => &mut entry.volume,
            "IS" => &mut entry.number,
            "SP" => &mut first,
            "EP" => &mut last,
            "DO" => &mut entry.doi,
            "UR" | "L2" => &mut entry.url,
            "AB" | "N2" => &mut entry.abstract_text,
            "LA" => &mut entry.language,
            "SN" if matches!(entry.kind.as_str(), "book" | "incollection") => &mut entry.isbn,
            "KW" => {
                keywords.push(value);
                continue;
            }
            "N1" | "RN" => {
                entry.fields.push(("annotation".to_owned(), value));
                continue;
            }
            other => {
                entry.fields.push((other.to_lowercase(), value));
                continue;
            }
        };
        place.get_or_insert(value);
    }
    entry.pages = match (first, last) {
        (Some(first), Some(last)) if first != last => Some(page_ranges(&format!("{first}-{last}"))),
        (Some(pages), _) => Some(page_ranges(&pages)),
        (None, last) => last,
    };
    if !keywords.is_empty() {
        entry.fields.push(("keywords".to_owned(), keywords.join(", ")));
    }
    if let Some(doi) = &entry.doi
        && let Some(at) = doi.find("10.")
    {
        entry.doi = Some(doi[at..].to_owned());
    }
    entry.arxiv = arxiv::elsewhere(&entry);
    let title = entry.title.as_deref().unwrap_or_default();
    let key = suggest_key(&entry.authors, entry.year(), title);
    let count = taken.entry(key.clone()).or_insert(0);
    entry.key = if *count == 0 { key } else { format!("{key}-{}", *count + 1) };
    *count += 1;
    entry
}

/// `2016/05/24/other`, `2016-05`, `2016`.
fn date(text: &str) -> Option<Date> {
    let mut parts = text.split(['/', '-']).map(str::trim);
    let year = parts.next()?;
    let year = (year.len() == 4).then(|| year.parse().ok()).flatten()?;
    let mut part =
        |most: u8| parts.next().and_then(|p| p.parse().ok()).filter(|n| (1..=most).contains(n));
    let month = part(12);
    let day = month.and_then(|_| part(31));
    Some(Date { year, month, day })
}

/// BibTeX's word for a type of RIS.
fn kind_of(kind: &str) -> &'static str {
    match kind {
        "JOUR" | "EJOUR" | "MGZN" | "NEWS" | "JFULL" => "article",
        "CONF" | "CPAPER" => "inproceedings",
        "BOOK" | "EBOOK" => "book",
        "CHAP" | "ECHAP" => "incollection",
        "THES" => "phdthesis",
        "RPRT" => "techreport",
        "UNPB" => "unpublished",
        _ => "misc",
    }
}

#[cfg(test)]
mod tests {
    use super::read_ris;

    #[test]
    fn records_are_read_with_all_that_they_say() {
        let text = "\u{feff}TY  - CONF\r\nTI  - Deep Residual\r\n  Learning\r\nAU  - He, Kaiming\r\nAU  - 张三\r\nPY  - 2016/06//\r\nT2  - CVPR\r\nSP  - 770\r\nEP  - 778\r\nDO  - https://doi.org/10.1109/CVPR.2016.90\r\nKW  - vision\r\nKW  - depth\r\nN1  - read it\r\nUR  - https://arxiv.org/abs/1512.03385\r\nER  - \r\n";
        let (entries, problems) = read_ris(text);
        assert_eq!(problems, []);
        let entry = &entries[0];
        assert_eq!(entry.key, "he2016deep");
        assert_eq!(entry.title.as_deref(), Some("Deep Residual\n  Learning"));
        assert_eq!(entry.authors.len(), 2);
        assert_eq!(entry.date.map(|d| (d.year, d.month)), Some((2016, Some(6))));
        assert_eq!(entry.pages.as_deref(), Some("770–778"));
        assert_eq!(entry.doi.as_deref(), Some("10.1109/CVPR.2016.90"));
        assert_eq!(entry.arxiv.as_deref(), Some("1512.03385"));
        assert_eq!(entry.field("keywords"), Some("vision, depth"));
        assert_eq!(entry.field("annotation"), Some("read it"));
    }

    #[test]
    fn what_is_wrong_is_said_once_at_its_place() {
        let text = "hello\nTY  - JOUR\nTI  - A b\nTY  - JOUR\nTI  - A b\nER  -\n";
        let (entries, problems) = read_ris(text);
        assert_eq!(entries.iter().map(|e| &e.key[..]).collect::<Vec<_>>(), ["b", "b-2"]);
        let starts: Vec<usize> = problems.iter().map(|p| p.range.start).collect();
        assert_eq!(starts, [0, 6]);
    }

    proptest::proptest! {
        #[test]
        fn any_text_is_read(text in "(TY  - |ER  - |AU  - |PY  - |SP  - |[ -~\n长]){0,40}") {
            let (entries, problems) = read_ris(&text);
            for range in entries.iter().map(|e| &e.range).chain(problems.iter().map(|p| &p.range)) {
                proptest::prop_assert!(text.get(range.clone()).is_some());
            }
        }
    }
}
