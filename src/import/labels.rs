//! Labelled values: `**会议**: AAAI 2026`, `> **作者**：…`, `- Authors: …`, `| 年份 | 2024 |`,
//! `venue:: CVPR`.

use super::lines::{item, unquoted};

/// What a label says its value is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Label {
    Title,
    TitleZh,
    Authors,
    Affiliations,
    Year,
    Venue,
    Identifier,
    OpenReview,
    Link,
    Pdf,
    Code,
    Project,
    Video,
    Slides,
    Data,
    Keywords,
    Tags,
    Area,
    Tldr,
    ReadOn,
    Status,
}

const LABELS: &[(Label, &[&str])] = &[
    (
        Label::Title,
        &[
            "title",
            "paper title",
            "标题",
            "论文标题",
            "题目",
            "论文题目",
            "论文名称",
            "论文名",
            "英文标题",
            "原标题",
            "full title",
        ],
    ),
    (Label::TitleZh, &["中文标题", "中文题目", "中文名", "中文译名", "译名", "title_zh"]),
    (
        Label::Authors,
        &["author", "authors", "author(s)", "作者", "论文作者", "作者列表", "全部作者"],
    ),
    (
        Label::Affiliations,
        &[
            "affiliation",
            "affiliations",
            "institution",
            "institutions",
            "机构",
            "单位",
            "作者单位",
            "所属机构",
        ],
    ),
    (
        Label::Year,
        &[
            "year",
            "published",
            "published on",
            "publication date",
            "publication year",
            "publish date",
            "date published",
            "年份",
            "发表年份",
            "发表时间",
            "发表日期",
            "发布时间",
            "出版年份",
            "发表年",
        ],
    ),
    (
        Label::Venue,
        &[
            "venue",
            "conference",
            "journal",
            "published in",
            "published at",
            "publication",
            "conference/journal",
            "journal/conference",
            "会议",
            "期刊",
            "出处",
            "发表于",
            "发表",
            "发表会议",
            "发表期刊",
            "会议/期刊",
            "期刊/会议",
            "会议期刊",
            "刊物",
            "会议名称",
            "发表出处",
            "发表在",
            "发表刊物",
        ],
    ),
    (
        Label::Identifier,
        &["arxiv", "arxiv id", "arxiv 编号", "arxiv编号", "arxiv 链接", "arxiv链接", "doi", "pmid"],
    ),
    (Label::OpenReview, &["openreview", "openreview id", "openreview链接", "openreview 链接"]),
    (
        Label::Link,
        &[
            "link",
            "paper",
            "paper link",
            "url",
            "paper url",
            "source url",
            "论文",
            "链接",
            "论文链接",
            "论文地址",
            "原文",
            "原文链接",
            "文章链接",
            "地址",
            "论文 url",
        ],
    ),
    (Label::Pdf, &["pdf", "pdf url", "pdf link", "pdf链接", "pdf 链接", "论文pdf"]),
    (
        Label::Code,
        &[
            "code",
            "github",
            "source code",
            "repo",
            "repository",
            "implementation",
            "official code",
            "code link",
            "代码",
            "代码链接",
            "代码地址",
            "源码",
            "源代码",
            "开源代码",
            "开源地址",
            "官方代码",
            "项目代码",
            "论文代码",
        ],
    ),
    (
        Label::Project,
        &[
            "project",
            "project page",
            "homepage",
            "website",
            "项目主页",
            "项目",
            "主页",
            "项目地址",
            "项目链接",
        ],
    ),
    (Label::Video, &["video", "talk", "视频", "讲解视频"]),
    (Label::Slides, &["slides", "幻灯片", "ppt"]),
    (Label::Data, &["dataset", "data", "数据集", "数据", "数据集链接"]),
    (Label::Keywords, &["keywords", "keyword", "key words", "关键词", "关键字"]),
    (Label::Tags, &["tags", "tag", "标签"]),
    (
        Label::Area,
        &["field", "area", "primary area", "research area", "领域", "研究领域", "方向", "研究方向"],
    ),
    (
        Label::Tldr,
        &[
            "tl;dr",
            "tldr",
            "one-sentence summary",
            "one sentence summary",
            "一句话总结",
            "一句话概括",
            "一句话概述",
            "一句话",
        ],
    ),
    (
        Label::ReadOn,
        &[
            "read on",
            "date read",
            "reading date",
            "read date",
            "阅读时间",
            "阅读日期",
            "笔记日期",
            "笔记时间",
        ],
    ),
    (Label::Status, &["status", "reading status", "阅读状态", "状态"]),
];

/// The label that `text` is.
pub(super) fn label(text: &str) -> Option<Label> {
    if text.len() > 60 {
        return None;
    }
    let text = text.trim_matches(|c: char| !c.is_alphanumeric() && c != ')');
    let text = text.split_whitespace().collect::<Vec<_>>().join(" ").to_lowercase();
    let text = text.replace(" / ", "/").replace('／', "/");
    LABELS.iter().find(|(_, names)| names.contains(&text.as_str())).map(|(label, _)| *label)
}

/// A value and what its label says it is.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Labelled<'a> {
    pub(super) label: Label,
    pub(super) value: &'a str,
}

/// The labelled values on a line.
pub(super) fn labelled(line: &str) -> Vec<Labelled<'_>> {
    let line = unquoted(line);
    if let Some(row) = line.strip_prefix('|') {
        return table_row(row).into_iter().collect();
    }
    let line = item(line).map_or(line, |item| item.text);
    let inline = inline_fields(line);
    if !inline.is_empty() {
        return inline;
    }
    let mut found = Vec::new();
    let mut rest = line;
    while let Some((label, after)) = head(rest) {
        // Another label on the line ends the value of this one.
        let end =
            bold_starts(after).find(|at| head(&after[*at..]).is_some()).unwrap_or(after.len());
        let value = after[..end].trim().trim_end_matches(['|', '·', '•', ';', '；', '/']).trim();
        found.push(Labelled { label, value });
        rest = &after[end..];
    }
    found
}

/// `| **作者** | A, B |`
fn table_row(row: &str) -> Option<Labelled<'_>> {
    let row = row.trim().trim_end_matches('|');
    let (name, value) = row.split_once('|')?;
    let value = value.trim();
    Some(Labelled { label: label(name)?, value }).filter(|_| !value.contains(" | "))
}

/// `[venue:: CVPR]`, `(year:: 2020)`, as Dataview has them.
fn inline_fields(line: &str) -> Vec<Labelled<'_>> {
    let mut found = Vec::new();
    let mut at = 0;
    while let Some(open) = line[at..].find(['[', '(']).map(|n| at + n) {
        at = open + 1;
        let close = if line[open..].starts_with('[') { ']' } else { ')' };
        let Some(end) = line[at..].rfind(close).map(|n| at + n) else { break };
        let inner = &line[at..end];
        // The nearest end, unless the value has a link in it.
        let inner =
            if inner.contains("](") { inner } else { inner.split(close).next().unwrap_or(inner) };
        if let Some((name, value)) = inner.split_once("::")
            && let Some(label) = label(name)
        {
            found.push(Labelled { label, value: value.trim() });
        }
    }
    found
}

/// The label that `text` starts with, and what follows its colon.
fn head(text: &str) -> Option<(Label, &str)> {
    let text = text.trim_start();
    if let Some(rest) = text.strip_prefix('【') {
        let (name, after) = rest.split_once('】')?;
        return Some((label(name)?, after.trim_start_matches([':', '：', ' '])));
    }
    let bold = ["**", "__"].into_iter().find_map(|mark| {
        // An emoji may come before the bold words.
        let at = text.find(mark).filter(|at| !text[..*at].chars().any(char::is_alphanumeric))?;
        let (name, after) = text[at + 2..].split_once(mark)?;
        Some((name, after.trim_start()))
    });
    if let Some((name, after)) = bold {
        let inside = name.trim_end().strip_suffix([':', '：']);
        let colons = ["::", ":", "："];
        let outside = colons.into_iter().find_map(|colon| after.strip_prefix(colon));
        return match (inside, outside) {
            (Some(name), _) => Some((label(name.trim_end_matches(':'))?, after)),
            (None, Some(after)) => Some((label(name)?, after)),
            (None, None) => {
                // `**作者：A, B**`
                let (name, value) = name.split_once([':', '：'])?;
                after.is_empty().then_some((label(name)?, value))
            }
        };
    }
    let at = text.find([':', '：'])?;
    let colon = text[at..].chars().next()?;
    let (name, after) = (&text[..at], &text[at + colon.len_utf8()..]);
    let after = after.strip_prefix(':').unwrap_or(after);
    // `http://…` and `12:30` are no labels.
    (colon == '：' || after.is_empty() || after.starts_with([' ', '\t', '[', '<'])).then_some(())?;
    Some((label(name.trim_matches(['*', '_', '`']))?, after))
}

/// Where bold words start in `text`.
fn bold_starts(text: &str) -> impl Iterator<Item = usize> {
    text.match_indices("**").map(|(at, _)| at).filter(|at| *at > 0)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn labels_are_found_in_all_their_dresses() {
        use Label::{Authors, Code, Identifier, Link, Tldr, Venue, Year};
        for (line, expected) in [
            ("**会议**: AAAI 2026  ", &[(Venue, "AAAI 2026")][..]),
            ("> **作者**：张三，李四", &[(Authors, "张三，李四")]),
            ("- Authors: A B; C D", &[(Authors, "A B; C D")]),
            ("- **Authors:** A B", &[(Authors, "A B")]),
            ("| **作者** | A B, C D |", &[(Authors, "A B, C D")]),
            ("**作者：A B**", &[(Authors, "A B")]),
            ("📄 **论文**: [x](https://a.b)", &[(Link, "[x](https://a.b)")]),
            ("venue:: CVPR", &[(Venue, "CVPR")]),
            ("A note [venue:: CVPR] (year:: 2020)", &[(Venue, "CVPR"), (Year, "2020")]),
            (
                "**会议**: ICLR 2024 | **代码**: https://a.b",
                &[(Venue, "ICLR 2024"), (Code, "https://a.b")],
            ),
            ("【会议】CVPR 2020", &[(Venue, "CVPR 2020")]),
            ("arXiv:1706.03762", &[]),
            ("arXiv: 1706.03762", &[(Identifier, "1706.03762")]),
            ("TL;DR：一句话", &[(Tldr, "一句话")]),
            ("作者认为: 不行", &[]),
            ("In this paper: we", &[]),
            ("**Note**: authors: x", &[]),
        ] {
            let found: Vec<_> = labelled(line).iter().map(|l| (l.label, l.value)).collect();
            assert_eq!(found, expected, "{line}");
        }
    }
}
