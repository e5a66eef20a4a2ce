//! What the head of a note says about its paper.
//!
//! Only the head is read: what stands before the first heading, below the title, and below headings
//! such as 论文信息. Further down, `作者：` is as likely to open a sentence.

use std::collections::BTreeMap;
use std::str::FromStr as _;

use super::citation::{self, Citation};
use super::labels::{Label, Labelled, label, labelled};
use super::lines::{Section, item, unquoted};
use super::links::{self, Target};
use super::{Draft, people, venue};
use crate::model::{OpenReviewId, PartialDate, Pmid, ReadingStatus, WebUrl, Word as _};
use crate::yaml::write::Value;

/// How many lines of a head are read.
const MAX_HEAD: usize = 80;

/// How long a text may be that is taken for one sentence, in characters.
const MAX_SENTENCE: usize = 400;

/// Headings of parts that hold nothing but metadata.
const INFO: &[&str] = &[
    "论文信息",
    "基本信息",
    "文章信息",
    "文献信息",
    "元信息",
    "元数据",
    "论文基本信息",
    "信息",
    "基础信息",
    "论文概况",
    "metadata",
    "info",
    "information",
    "paper info",
    "paper information",
    "basic information",
    "basic info",
    "bibliographic information",
    "citation",
    "paper details",
];

/// Words for "there is none".
const NONE: &[&str] = &[
    "",
    "-",
    "--",
    "—",
    "无",
    "暂无",
    "未知",
    "待确认",
    "未公开",
    "未开源",
    "待补充",
    "待填",
    "n/a",
    "na",
    "none",
    "null",
    "tbd",
    "todo",
    "unknown",
    "?",
    "？",
    "...",
    "…",
    "/",
    "not available",
    "未提及",
];

/// What a head is read with.
pub(super) struct Reader<'a> {
    pub(super) definitions: &'a BTreeMap<String, String>,
    pub(super) draft: &'a mut Draft,
}

/// Whether a heading opens metadata.
pub(super) fn is_info(heading: &str) -> bool {
    INFO.contains(&super::bare_heading(heading).as_str())
}

/// Reads the head of a note; `sections` are all of them.
pub(super) fn read(sections: &[Section<'_>], title_at: Option<usize>, reader: &mut Reader<'_>) {
    for (index, section) in sections.iter().enumerate() {
        // `# 论文笔记` heads a note as well as a title does.
        let is_first = index == 1 && section.level == 1;
        let is_head =
            section.level == 0 || Some(index) == title_at || is_first || is_info(section.heading);
        if !is_head || index > 6 {
            // Dataview's fields mean what they say wherever they stand.
            for line in section.lines.iter().filter(|line| line.text.contains("::")) {
                for Labelled { label, value } in labelled(line.text) {
                    reader.take(label, value, line.number);
                }
            }
            continue;
        }
        let lines = &section.lines[..section.lines.len().min(MAX_HEAD)];
        for (at, line) in lines.iter().enumerate() {
            for found in labelled(line.text) {
                let Labelled { label, value } = found;
                if value.is_empty() {
                    let below = below(line.text, lines[at + 1..].iter().map(|line| line.text));
                    reader.take(label, &below, line.number);
                } else {
                    reader.take(label, value, line.number);
                }
            }
        }
        if Some(index) == title_at || section.level == 0 {
            unlabelled(section, reader);
        }
    }
}

/// The items of the list that follows a label without a value.
fn below<'a>(line: &str, following: impl Iterator<Item = &'a str>) -> String {
    let indent = item(line).map(|item| item.indent);
    let items = following.skip_while(|line| line.trim().is_empty()).map_while(|line| {
        let found = item(unquoted_list(line))?;
        indent.is_none_or(|outer| found.indent > outer).then_some(found.text)
    });
    items.take(50).collect::<Vec<_>>().join("; ")
}

/// `text` without `>` before it, its indentation kept.
fn unquoted_list(text: &str) -> &str {
    text.trim_start_matches('>')
}

/// `> ICDE 2013`, and addresses that stand on lines of their own.
fn unlabelled(section: &Section<'_>, reader: &mut Reader<'_>) {
    let lines = section.lines.iter().filter(|line| !line.text.trim().is_empty());
    for line in lines.take(8) {
        let text = unquoted(line.text);
        let text = item(text).map_or(text, |item| item.text);
        if text.is_empty() || !labelled(line.text).is_empty() {
            continue;
        }
        let link = links::first(text, reader.definitions);
        let plain = links::plain(text, reader.definitions);
        if let Some(Citation { authors, published }) = citation::read(&plain) {
            reader.published(&published, line.number);
            if !authors.is_empty() {
                reader.put("authors", Value::texts(authors), line.number);
            }
            continue;
        }
        // `arXiv:1506.08603 · 2015`
        let id = plain.split([' ', '·', ',']).next().unwrap_or_default();
        if plain.len() < 60
            && matches!(links::target(id), Target::Arxiv(_) | Target::Doi(_))
            && id.contains([':', '/'])
        {
            reader.link(id, line.number);
            if let Some(year) =
                plain[id.len()..].split([' ', '·', ',']).find_map(venue::plausible_year)
            {
                reader.put("year", Value::Bare(year.to_string()), line.number);
            }
            continue;
        }
        match link {
            // Nothing but the address, or a few words for it.
            Some(link) if text.len() < link.range.len() + 40 => {
                reader.paper(&link.url, line.number);
            }
            Some(_) => {}
            // The text of the note starts here.
            None if plain.chars().count() > 60 && !line.text.starts_with('>') => break,
            None => {}
        }
    }
}

impl Reader<'_> {
    fn put(&mut self, key: &'static str, value: Value, line: usize) {
        self.draft.put(key, value, line);
    }

    fn take(&mut self, label: Label, value: &str, line: usize) {
        let plain = links::plain(value, self.definitions);
        if NONE.contains(&plain.to_lowercase().as_str()) {
            return;
        }
        let url = links::first(value, self.definitions).map(|link| link.url);
        match label {
            Label::Title => {
                if (4..300).contains(&plain.len()) && !plain.starts_with("http") {
                    self.draft.replace("title", Value::text(plain), line);
                }
            }
            Label::TitleZh => self.put("title_zh", Value::text(plain), line),
            Label::Authors => {
                if let Some(names) = people::authors(&plain) {
                    self.put("authors", Value::texts(names), line);
                }
            }
            Label::Affiliations => {
                if plain.chars().count() <= 200 {
                    let names = plain.split([';', '；', '、']).map(str::trim);
                    self.put("affiliations", Value::texts(names.filter(|n| !n.is_empty())), line);
                }
            }
            Label::Year => {
                if let Some(year) = venue::year(&plain) {
                    self.put("year", Value::Bare(year.to_string()), line);
                }
                // `2025-03-07 (arXiv), CoRL 2025`
                if let Some(found) = plain.rsplit(',').next().and_then(venue::unlabelled) {
                    self.published(&found, line);
                }
            }
            Label::Venue => {
                if let Some(found) = venue::labelled(&plain) {
                    self.published(&found, line);
                }
                if let Some(url) = url {
                    self.link(&url, line);
                }
            }
            Label::Identifier => self.link(&url.unwrap_or(plain), line),
            Label::OpenReview => {
                if let Ok(id) = OpenReviewId::from_str(&url.unwrap_or(plain)) {
                    self.put("openreview", Value::text(id.as_str()), line);
                }
            }
            Label::Link => {
                if let Some(url) = url {
                    self.paper(&url, line);
                } else if plain.split_whitespace().count() >= 3 {
                    self.draft.replace("title", Value::text(plain), line);
                }
            }
            Label::Pdf => match url.as_deref().map(links::target) {
                Some(Target::Pdf(url) | Target::Page(url)) => {
                    self.put("pdf", Value::text(url), line);
                }
                Some(Target::Arxiv(_) | Target::Doi(_) | Target::OpenReview(_)) => {
                    self.link(&url.unwrap_or_default(), line);
                }
                Some(Target::Elsewhere(_) | Target::Note(_) | Target::Other) | None => {}
            },
            Label::Code => self.web("code", url, line),
            Label::Project => self.web("project", url, line),
            Label::Video => self.web("video", url, line),
            Label::Slides => self.web("slides", url, line),
            Label::Data => self.web("data", url, line),
            Label::Keywords => self.words("keywords", &plain, line),
            Label::Tags => self.words("tags", &plain, line),
            Label::Area => self.words("field", &plain, line),
            Label::Tldr => {
                if plain.chars().count() <= MAX_SENTENCE {
                    self.put("tldr", Value::text(sentence(value)), line);
                }
            }
            Label::ReadOn => {
                if let Ok(date) = PartialDate::from_str(&plain) {
                    self.put("date", Value::Bare(date.to_string()), line);
                }
            }
            Label::Status => {
                if let Some(status) = ReadingStatus::parse_word(&plain) {
                    self.put("status", Value::Bare(status.to_string()), line);
                } else if let Some(found) = crate::model::VenueStatus::parse_word(&plain) {
                    self.put("venue_status", Value::Bare(found.to_string()), line);
                }
            }
        }
    }

    fn published(&mut self, found: &venue::Published, line: usize) {
        let venue::Published { venue, year, status } = found;
        if let Some(venue) = venue {
            self.put("venue", Value::text(venue.as_str()), line);
        }
        if let Some(year) = year {
            self.put("year", Value::Bare(year.to_string()), line);
        }
        if let Some(status) = status {
            self.put("venue_status", Value::Bare(status.to_string()), line);
        }
    }

    /// An identifier or its address.
    fn link(&mut self, text: &str, line: usize) {
        match links::target(text) {
            Target::Arxiv(id) => self.put("arxiv", Value::text(id.to_string()), line),
            Target::Doi(doi) => self.put("doi", Value::text(doi.as_str()), line),
            Target::OpenReview(id) => self.put("openreview", Value::text(id.as_str()), line),
            Target::Pdf(_)
            | Target::Page(_)
            | Target::Elsewhere(_)
            | Target::Note(_)
            | Target::Other => {
                let word = text.split_whitespace().next().unwrap_or_default();
                if let Ok(id) = crate::model::ArxivId::from_str(word) {
                    self.put("arxiv", Value::text(id.to_string()), line);
                } else if let Ok(id) = Pmid::from_str(word)
                    && id.as_str().len() >= 7
                {
                    self.put("pmid", Value::text(id.as_str()), line);
                }
            }
        }
    }

    /// The address of the paper.
    fn paper(&mut self, url: &str, line: usize) {
        match links::target(url) {
            Target::Arxiv(_) | Target::Doi(_) | Target::OpenReview(_) => self.link(url, line),
            Target::Pdf(url) => self.put("pdf", Value::text(url), line),
            Target::Page(url) => self.put("url", Value::text(url), line),
            Target::Elsewhere(_) | Target::Note(_) | Target::Other => {}
        }
    }

    fn web(&mut self, key: &'static str, url: Option<String>, line: usize) {
        let web = |url: &String| url.starts_with("http") && WebUrl::from_str(url).is_ok();
        if let Some(url) = url.filter(web) {
            self.put(key, Value::text(url), line);
        }
    }

    fn words(&mut self, key: &'static str, plain: &str, line: usize) {
        if plain.chars().count() > 300 || plain.contains(['。', '：']) {
            return;
        }
        let hashes = plain.contains(" #");
        let separator =
            |c: char| matches!(c, ',' | '，' | '、' | ';' | '；') || (hashes && c == ' ');
        let words = plain.split(separator).map(|word| word.trim().trim_start_matches('#'));
        let words: Vec<&str> = words.filter(|word| !word.is_empty()).collect();
        if !words.is_empty() && words.iter().all(|word| word.chars().count() <= 60) {
            self.put(key, Value::texts(words), line);
        }
    }
}

/// One sentence of Markdown, on one line.
pub(super) fn sentence(text: &str) -> String {
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}

/// Whether the heading is one of a label's names: `## 作者`.
pub(super) fn is_label(heading: &str) -> bool {
    label(heading).is_some()
}
