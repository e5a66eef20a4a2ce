//! What a file's name and folder say: `2016-title.md`, `CVPR 2020/x.md`, `1706.03762.md`.

use std::str::FromStr as _;

use super::Draft;
use super::venue::{self, Published};
use crate::model::ArxivId;
use crate::source::ContentPath;
use crate::yaml::write::Value;

/// Names of files that are lists of what is to be read.
const LISTS: &[&str] = &[
    "todo",
    "to-read",
    "to read",
    "toread",
    "reading-list",
    "reading list",
    "readinglist",
    "待读",
    "待读清单",
    "待读论文",
    "阅读清单",
    "阅读列表",
    "论文清单",
    "书单",
];

/// Folders whose files are no notes on papers.
const KINDS: &[&str] = &["readers", "concepts", "lists", "handouts", "pages"];

/// What stands before the title of a paper in the title of a note.
const BEFORE: &[&str] = &[
    "论文阅读笔记",
    "论文笔记",
    "论文阅读",
    "论文解读",
    "论文速读",
    "论文精读",
    "阅读笔记",
    "读论文",
    "论文",
    "paper reading",
    "paper notes",
    "paper note",
    "paper",
    "notes on",
    "note",
    "review",
    "summary",
];

/// Whether the file is about its folder.
pub(super) fn is_overview(path: &ContentPath) -> bool {
    let stem = path.stem().to_lowercase();
    matches!(stem.as_str(), "readme" | "index" | "_index" | "summary" | "license" | "contributing")
        || stem.starts_with("readme")
}

/// Whether the file is a list of papers to read.
pub(super) fn is_list(path: &ContentPath) -> bool {
    LISTS.contains(&path.stem().to_lowercase().as_str())
}

/// Whether the folder says that the file is no note on a paper.
pub(super) fn has_kind(path: &ContentPath) -> bool {
    path.folder().split('/').take(2).any(|folder| KINDS.contains(&folder))
}

/// Reads the name and the folders of a file.
pub(super) fn read(path: &ContentPath, draft: &mut Draft) {
    let stem = path.stem();
    if let Some(id) = arxiv(stem) {
        draft.put("arxiv", Value::text(id.to_string()), 0);
    }
    let folders = path.folder().rsplit('/');
    let found = in_brackets(stem).map(|(found, _)| found);
    let found = found.or_else(|| start(stem)).or_else(|| folders.map(folder).find_map(|it| it));
    if let Some(Published { venue, year, .. }) = found {
        // A name's venue and year belong together: they do not mend what the text says.
        let says = |key: &str| draft.text(key).map(str::to_owned);
        if says("venue").is_none()
            && (says("year").is_none() || says("year") == year.map(|y| y.to_string()))
        {
            if let Some(venue) = venue {
                draft.put("venue", Value::text(venue), 0);
            }
            if let Some(year) = year {
                draft.put("year", Value::Bare(year.to_string()), 0);
            }
        }
    }
    if let Some(year) = leading_year(stem) {
        draft.put("year", Value::Bare(year.to_string()), 0);
    }
}

/// The title that the file's name spells: `2016-deep-residual-learning` → `Deep residual learning`.
/// A short name says no more with blanks in it.
pub(super) fn title(path: &ContentPath) -> Option<String> {
    let stem = path.stem();
    if stem.contains(' ') || !stem.chars().any(char::is_alphabetic) {
        return None;
    }
    let words = stem.split(['-', '_']).filter(|word| !word.is_empty());
    let number = |word: &&str| word.chars().all(|c| c.is_ascii_digit() || c == '.' || c == 'v');
    let words: Vec<&str> = words.skip_while(number).collect();
    if words.len() < 3 {
        return None;
    }
    let text = words.join(" ");
    let first = text.chars().next()?;
    Some(first.to_uppercase().chain(text.chars().skip(1)).collect())
}

/// `1706.03762`, `1706.03762v5-attention`.
fn arxiv(stem: &str) -> Option<ArxivId> {
    let id = stem.split(['-', '_', ' ']).next()?;
    let (month, rest) = id.split_once('.')?;
    let number = rest.split('v').next().unwrap_or(rest);
    let (year, month) = (month.get(..2)?.parse::<u8>().ok()?, month.get(2..)?.parse::<u8>().ok()?);
    let fine = (7..=60).contains(&year) && (1..=12).contains(&month) && number.len() >= 4;
    fine.then(|| ArxivId::from_str(id).ok()).flatten()
}

/// `2016-deep-residual-learning`; a whole date before a title is the note's, not the paper's.
fn leading_year(stem: &str) -> Option<i32> {
    let (year, rest) = stem.split_once(['-', '_', ' '])?;
    let fine = year.len() == 4 && !rest.starts_with(|c: char| c.is_ascii_digit());
    let year: i32 = fine.then(|| year.parse().ok()).flatten()?;
    (1950..2100).contains(&year).then_some(year)
}

/// `CVPR2024-title`, `CVPR_2024_title`.
fn start(stem: &str) -> Option<Published> {
    let mut parts = stem.split(['-', '_', ' ']);
    let (first, second) = (parts.next()?, parts.next());
    let together = venue::unlabelled(first);
    together.or_else(|| venue::unlabelled(&format!("{first} {}", second?)))
}

/// `ICLR 2025`, `iccv_2025`.
fn folder(name: &str) -> Option<Published> {
    venue::unlabelled(&name.replace(['_', '-'], " "))
}

/// `[CVPR 2020] Title`, `Title (ICLR 2021)`: what the brackets say, and the title without them.
fn in_brackets(text: &str) -> Option<(Published, String)> {
    for (open, close) in [('[', ']'), ('(', ')'), ('【', '】'), ('（', '）')] {
        let Some(start) = text.find(open) else { continue };
        let Some(end) = text[start..].find(close).map(|at| start + at) else { continue };
        let (inside, rest) = (&text[start + open.len_utf8()..end], &text[end + close.len_utf8()..]);
        if (start == 0 || rest.trim().is_empty())
            && let Some(found) = venue::unlabelled(inside)
        {
            let title = format!("{}{rest}", &text[..start]);
            return Some((found, title.trim().to_owned()));
        }
    }
    None
}

/// A paper's title without what the title of a note has before it, and a venue in brackets.
pub(super) fn bare_title(text: &str) -> (String, Option<Published>) {
    let (published, mut title) = match in_brackets(text) {
        Some((found, title)) => (Some(found), title),
        None => (None, text.to_owned()),
    };
    for (open, close) in [("【", "】"), ("[", "]"), ("《", "》")] {
        if let Some((inside, rest)) = title.strip_prefix(open).and_then(|t| t.split_once(close)) {
            let inside = inside.trim().to_lowercase();
            if BEFORE.contains(&inside.as_str()) && !rest.trim().is_empty() {
                title = rest.trim().to_owned();
            } else if open == "《" && rest.trim().is_empty() {
                title = inside_of(&title);
            }
        }
    }
    let lower = title.to_lowercase();
    for before in BEFORE {
        if let Some(rest) = lower.strip_prefix(before)
            && let Some(mark) = rest.trim_start().chars().next()
            && matches!(mark, ':' | '：' | '|' | '｜')
            && lower.len() == title.len()
        {
            let rest =
                title[before.len()..].trim_start().trim_start_matches([':', '：', '|', '｜']);
            if !rest.trim().is_empty() {
                title = rest.trim().to_owned();
            }
            break;
        }
    }
    (title.trim().to_owned(), published)
}

fn inside_of(title: &str) -> String {
    title.trim_matches(['《', '》']).to_owned()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_name_says_what_it_clearly_says() {
        for (path, expected) in [
            ("2016-deep-residual-learning.md", "year=2016"),
            ("2024-05-01-what-i-read.md", ""),
            ("1706.03762.md", "arxiv=1706.03762"),
            ("1706.03762v5-attention.md", "arxiv=1706.03762v5"),
            ("3.1415-pi.md", ""),
            ("docs/ICCV2025/image_generation/x.md", "venue=ICCV year=2025"),
            ("iclr_2026/x.md", "venue=ICLR year=2026"),
            ("[CVPR 2020] Some Title.md", "venue=CVPR year=2020"),
            ("CVPR_2020_some_title.md", "venue=CVPR year=2020"),
            ("fast-2020-ideas.md", "venue=FAST year=2020"),
            ("2020/x.md", ""),
        ] {
            let mut draft = Draft::default();
            read(&ContentPath::new(path).unwrap(), &mut draft);
            let found: Vec<String> = draft
                .0
                .iter()
                .map(|p| format!("{}={}", p.key, draft.text(p.key).unwrap_or_default()))
                .collect();
            assert_eq!(found.join(" "), expected, "{path}");
        }
    }

    #[test]
    fn a_long_name_is_a_title() {
        for (path, expected) in [
            ("2016-deep-residual-learning.md", Some("Deep residual learning")),
            ("2024-05-01-what-i-read.md", Some("What i read")),
            ("1706.03762v5-attention-is-all.md", Some("Attention is all")),
            ("paxos_for_system_builders.md", Some("Paxos for system builders")),
            ("kd-tree.md", None),
            ("Deep Residual Learning.md", None),
            ("2016-01-02.md", None),
        ] {
            assert_eq!(title(&ContentPath::new(path).unwrap()).as_deref(), expected, "{path}");
        }
    }

    #[test]
    fn a_title_is_that_of_the_paper() {
        for (text, expected) in [
            ("论文笔记：Deep Residual Learning", "Deep Residual Learning"),
            ("[论文解读] Deep Residual Learning", "Deep Residual Learning"),
            ("【CVPR 2016】Deep Residual Learning", "Deep Residual Learning"),
            ("Deep Residual Learning (CVPR 2016)", "Deep Residual Learning"),
            ("Paper: Attention", "Attention"),
            ("Papers about X", "Papers about X"),
            ("《Deep Residual Learning》", "Deep Residual Learning"),
            ("Attention (Is All You Need)", "Attention (Is All You Need)"),
            ("ResNet: Deep", "ResNet: Deep"),
        ] {
            assert_eq!(bare_title(text).0, expected, "{text}");
        }
    }
}
