//! Venues and years as people write them: `AAAI 2026`, `SIGMOD '18`, `CVPR 2024 (Oral)`.

use crate::model::{VenueStatus, Word as _};

/// What a text says about where and when a paper came out.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct Published {
    pub(super) venue: Option<String>,
    pub(super) year: Option<i32>,
    pub(super) status: Option<VenueStatus>,
}

/// Short names that nothing else is likely to mean.
const KNOWN: &[&str] = &[
    "AAAI",
    "IJCAI",
    "NeurIPS",
    "NIPS",
    "ICML",
    "ICLR",
    "COLM",
    "CVPR",
    "ICCV",
    "ECCV",
    "WACV",
    "BMVC",
    "ACCV",
    "3DV",
    "ACL",
    "EMNLP",
    "NAACL",
    "EACL",
    "AACL",
    "COLING",
    "TACL",
    "CoNLL",
    "LREC",
    "SIGIR",
    "KDD",
    "SIGKDD",
    "WWW",
    "TheWebConf",
    "WSDM",
    "CIKM",
    "RecSys",
    "ICDM",
    "SDM",
    "UAI",
    "AISTATS",
    "COLT",
    "CoRL",
    "RSS",
    "ICRA",
    "IROS",
    "HRI",
    "SIGGRAPH",
    "SIGGRAPH Asia",
    "CHI",
    "UIST",
    "CSCW",
    "UbiComp",
    "ACM MM",
    "ICASSP",
    "INTERSPEECH",
    "ICME",
    "ICIP",
    "ICPR",
    "ICDAR",
    "MICCAI",
    "ISBI",
    "MIDL",
    "SIGMOD",
    "VLDB",
    "PVLDB",
    "ICDE",
    "PODS",
    "CIDR",
    "EDBT",
    "OSDI",
    "SOSP",
    "NSDI",
    "ATC",
    "USENIX ATC",
    "EuroSys",
    "FAST",
    "USENIX FAST",
    "HotOS",
    "HotNets",
    "SoCC",
    "SIGCOMM",
    "INFOCOM",
    "MobiCom",
    "MobiSys",
    "SenSys",
    "IMC",
    "CoNEXT",
    "ASPLOS",
    "ISCA",
    "HPCA",
    "MICRO",
    "PPoPP",
    "PLDI",
    "POPL",
    "OOPSLA",
    "ICFP",
    "CGO",
    "ICSE",
    "FSE",
    "ESEC/FSE",
    "ISSTA",
    "CCS",
    "NDSS",
    "USENIX Security",
    "IEEE S&P",
    "CRYPTO",
    "EUROCRYPT",
    "ASIACRYPT",
    "STOC",
    "FOCS",
    "SODA",
    "PODC",
    "SPAA",
    "LICS",
    "CAV",
    "TPAMI",
    "PAMI",
    "IJCV",
    "TNNLS",
    "TKDE",
    "JMLR",
    "TMLR",
    "JAIR",
    "DSN",
    "ADBIS",
    "ICDT",
    "DASFAA",
    "HPDC",
    "ICDCS",
    "DAC",
    "ICCAD",
];

/// How a venue's full name starts.
const FULL: &[&str] = &[
    "Proceedings of",
    "Proc. ",
    "Communications of",
    "Journal of",
    "Transactions on",
    "IEEE ",
    "ACM ",
    "International Conference",
    "Advances in Neural",
];

/// Words that a venue's full name has, in lower case.
const WITHIN: &[&str] = &[
    "proceedings",
    "conference",
    "symposium",
    "workshop",
    "journal",
    "transactions",
    "bulletin",
    "magazine",
    "letters",
    "communications of",
    "operating systems review",
    "practice and experience",
    "technical report",
    "学报",
    "会议",
    "期刊",
];

const MONTHS: &[&str] = &[
    "january",
    "february",
    "march",
    "april",
    "may",
    "june",
    "july",
    "august",
    "september",
    "october",
    "november",
    "december",
    "jan",
    "feb",
    "mar",
    "apr",
    "jun",
    "jul",
    "aug",
    "sept",
    "sep",
    "oct",
    "nov",
    "dec",
];

/// The known short name that `text` is, as its community writes it.
pub(super) fn known(text: &str) -> Option<&'static str> {
    let text = text.trim();
    KNOWN.iter().copied().find(|name| name.eq_ignore_ascii_case(text))
}

/// The one year in `text`, if there is one and no other.
pub(super) fn year(text: &str) -> Option<i32> {
    let mut years = numbers(text).filter_map(|(number, _)| plausible(number));
    let year = years.next()?;
    years.all(|other| other == year).then_some(year)
}

/// The year that `text` is.
pub(super) fn plausible_year(text: &str) -> Option<i32> {
    plausible(text.trim_matches(['(', ')', '（', '）', '年', '.', ' ']))
}

/// Whether `text` is the name of a month.
pub(super) fn is_month(text: &str) -> bool {
    MONTHS.contains(&text.to_lowercase().trim_end_matches('.'))
}

fn plausible(number: &str) -> Option<i32> {
    let year = number.parse().ok()?;
    (number.len() == 4 && (1900..2100).contains(&year)).then_some(year)
}

/// Runs of digits with their places.
fn numbers(text: &str) -> impl Iterator<Item = (&str, usize)> {
    let mut at = 0;
    std::iter::from_fn(move || {
        let start = at + text[at..].find(|c: char| c.is_ascii_digit())?;
        let end =
            text[start..].find(|c: char| !c.is_ascii_digit()).map_or(text.len(), |n| start + n);
        at = end;
        Some((&text[start..end], start))
    })
}

/// What a text without a label says, where it can hardly mean anything else.
pub(super) fn unlabelled(text: &str) -> Option<Published> {
    let text = text.trim().trim_matches(['*', '_', '[', ']', '(', ')', '【', '】', '`']);
    if text.len() > 200 || text.is_empty() {
        return None;
    }
    if let Some(found) = short(text) {
        return found.year.map(|_| found);
    }
    let full = FULL.iter().any(|start| text.starts_with(start));
    // After a comma come months, numbers, and people.
    let year = year(text)?;
    let name = text.split([',', '，', '|', '•']).next().unwrap_or(text);
    let found = full.then(|| labelled(name)).flatten()?;
    let found = Published { year: Some(year), ..found };
    (found.year.is_some() && found.venue.is_some()).then_some(found)
}

/// The venue that `text` is, between the commas of a line: a short name that is known, or a full
/// one, with or without its year.
pub(super) fn short_or_full(text: &str) -> Option<Published> {
    if let Some(found) = short(text) {
        return Some(found);
    }
    let lower = text.to_lowercase();
    let is_full = FULL.iter().any(|start| text.starts_with(start))
        || WITHIN.iter().any(|word| lower.contains(word));
    is_full.then(|| labelled(text)).flatten().filter(|found| found.venue.is_some())
}

/// A known short name and its year at the start of `text`, and what follows them.
pub(super) fn leading(text: &str) -> Option<(Published, &str)> {
    let digits = text.find(|c: char| c.is_ascii_digit())?;
    let after = text[digits..].find(|c: char| !c.is_ascii_digit())? + digits;
    let found = short(&text[..after]).filter(|found| found.year.is_some())?;
    Some((found, text[after..].trim_start_matches(['.', ',', ':', ' '])))
}

/// `AAAI 2026 Oral`: a known name, a year and perhaps a status, and nothing else.
fn short(text: &str) -> Option<Published> {
    let (text, status) = status(text);
    let digits = text.find(|c: char| c.is_ascii_digit()).filter(|at| *at > 0).unwrap_or(text.len());
    let (name, year) = text.split_at(digits);
    let year = year.trim().trim_end_matches(['年', '.']);
    let mark = name.trim_end().ends_with(['\'', '’', '‘']);
    let name = name.trim_end_matches([' ', '\'', '’', '‘', '-', '_', ',']);
    let name = match name.split_once('/') {
        // `EDBT/ICDT`: one conference by two names.
        Some((one, other)) if known(name).is_none() => format!("{}/{}", known(one)?, known(other)?),
        _ => known(name)?.to_owned(),
    };
    let year = match (year.len(), year.parse::<i32>().ok()) {
        (0, _) => None,
        (4, _) => Some(plausible(year)?),
        (2, Some(short)) if mark || short > 0 => Some(short + if short > 50 { 1900 } else { 2000 }),
        _ => return None,
    };
    Some(Published { venue: Some(name), year, status })
}

/// The status at the end of a text, and the text before it.
fn status(text: &str) -> (&str, Option<VenueStatus>) {
    let text = text.trim_end_matches([')', '）', ']', ' ', '。', '.']);
    let cut = |c: char| matches!(c, ' ' | '(' | '（' | '[' | ',' | '，' | '-' | '/');
    let Some(at) = text.rfind(cut) else { return (text, None) };
    let word = text[at..].trim_matches(cut);
    match VenueStatus::parse_word(word) {
        Some(status) if !word.is_empty() => (text[..at].trim_end_matches(cut), Some(status)),
        _ => (text, None),
    }
}

/// What a text says that a label calls a venue.
pub(super) fn labelled(text: &str) -> Option<Published> {
    let text = text.trim();
    if let Some(found) = short(text) {
        return Some(found);
    }
    if text.len() > 160 || text.contains(['。', '；', ';', '！', '!', '？', '?', '：']) {
        return None;
    }
    let lower = text.to_lowercase();
    let unpublished = ["under review", "in review", "submi", "投稿", "在审", "http"];
    if lower.trim() == "review" || unpublished.iter().any(|word| lower.contains(word)) {
        return None;
    }
    let year = year(text);
    let (rest, status) = status(text);
    // What follows the name: volume, issue, pages, a note in brackets.
    let stops = [
        ", vol", "volume ", "volume:", " vol.", ", issue", " pages", ", pp", " pp.", " (", "（",
        " •", " · ", " ∙", " | ",
    ];
    let lower = rest.to_ascii_lowercase();
    let end = stops.iter().filter_map(|stop| lower.find(stop)).min().unwrap_or(rest.len());
    let mut name = rest[..end].trim();
    loop {
        let before = name;
        name = name.trim_end_matches([',', '，', ' ', '-', '–', '/', '.', '\'', '’', ':', '年']);
        if let Some((head, last)) = name.rsplit_once([' ', ',', '/'])
            && (plausible(last).is_some()
                || MONTHS.contains(&last.to_lowercase().trim_end_matches('.'))
                || (last.len() <= 2 && last.bytes().all(|b| b.is_ascii_digit())))
        {
            name = head;
        }
        if name == before {
            break;
        }
    }
    // `NeurIPS2023`, and a name that is only digits is a year.
    if let Some(found) = short(name) {
        return Some(Published { year: found.year.or(year), status, ..found });
    }
    let words = name.split_whitespace().count();
    let fine = name.chars().any(char::is_alphabetic) && name.len() <= 120 && words <= 16;
    let venue = fine.then(|| known(name).map_or_else(|| name.to_owned(), ToOwned::to_owned));
    (venue.is_some() || year.is_some()).then_some(Published { venue, year, status })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn shown(found: Option<Published>) -> String {
        let Some(Published { venue, year, status }) = found else { return "-".into() };
        let mut parts = vec![venue.unwrap_or_else(|| "?".into())];
        parts.extend(year.map(|year| year.to_string()));
        parts.extend(status.map(|status| status.to_string()));
        parts.join("|")
    }

    #[test]
    fn venues_are_read_with_their_years() {
        for (text, expected) in [
            ("AAAI 2026", "AAAI|2026"),
            ("SIGMOD '18", "SIGMOD|2018"),
            ("USENIX ATC'10", "USENIX ATC|2010"),
            ("CVPR2024 (Oral)", "CVPR|2024|oral"),
            ("neurips 2023 Spotlight", "NeurIPS|2023|spotlight"),
            ("Nature Communications, 2021", "Nature Communications|2021"),
            ("Communications of the ACM, July 1970", "Communications of the ACM|1970"),
            (
                "IEEE Transactions on Dependable and Secure Computing ( Volume: 12, Issue: 4, 2015)",
                "IEEE Transactions on Dependable and Secure Computing|2015",
            ),
            ("CoRL", "CoRL"),
            ("计算机学报 2020年", "计算机学报|2020"),
            ("under review at ICLR 2026", "-"),
            ("本文发表在顶会上。", "-"),
            ("https://x.y", "-"),
        ] {
            assert_eq!(shown(labelled(text)), expected, "{text}");
        }
    }

    #[test]
    fn a_text_without_a_label_must_be_plain() {
        for (text, expected) in [
            ("ICDE 2013", "ICDE|2013"),
            ("[ICCV 2025]", "ICCV|2025"),
            ("VLDB 2005 Mike Stonebraker, etc.", "-"),
            ("ICDE", "-"),
            ("GPT 2020", "-"),
            (
                "IEEE Transactions on Knowledge, H. Garcia-Molina, 1992",
                "IEEE Transactions on Knowledge|1992",
            ),
            (
                "Proceedings of the VLDB EndowmentVolume 8Issue 12August 2015",
                "Proceedings of the VLDB Endowment|2015",
            ),
            (
                "Proceedings of the VLDB Endowment, September 2013",
                "Proceedings of the VLDB Endowment|2013",
            ),
            ("The algorithm of 2015 is better", "-"),
        ] {
            assert_eq!(shown(unlabelled(text)), expected, "{text}");
        }
    }
}
