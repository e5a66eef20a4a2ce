//! What the parts of a note are, by their headings: passes, follow-ups, critiques, questions.

use std::collections::BTreeMap;

use super::facts::sentence;
use super::follow_ups::{self, Sort};
use super::lines::{Line, Section, item, unquoted};
use super::{Draft, Folder, bare_heading, whole_heading};
use crate::yaml::write::Value;

/// How long a text may be that is copied from the body, in characters.
const MAX_COPIED: usize = 400;

/// How many critiques or questions of one note are proposed.
const MAX_ITEMS: usize = 20;

const TLDR: &[&str] = &[
    "一句话总结",
    "一句话概括",
    "一句话概述",
    "一句话",
    "tl;dr",
    "tldr",
    "one-sentence summary",
    "one sentence summary",
    "summary in one sentence",
];
const PASSES: [&[&str]; 3] = [
    &[
        "第一遍",
        "第一遍阅读",
        "第一遍略读",
        "第一遍泛读",
        "first pass",
        "pass 1",
        "1st pass",
        "the first pass",
        "pass one",
    ],
    &[
        "第二遍",
        "第二遍阅读",
        "第二遍通读",
        "第二遍精读",
        "second pass",
        "pass 2",
        "2nd pass",
        "the second pass",
        "pass two",
    ],
    &[
        "第三遍",
        "第三遍阅读",
        "第三遍精读",
        "third pass",
        "pass 3",
        "3rd pass",
        "the third pass",
        "pass three",
    ],
];
const AGAINST: &[&str] = &[
    "局限性",
    "局限",
    "不足",
    "不足之处",
    "缺点",
    "局限与不足",
    "局限性与不足",
    "缺陷",
    "批判",
    "批评",
    "槽点",
    "limitations",
    "limitation",
    "weaknesses",
    "weakness",
    "cons",
    "critique",
    "critiques",
    "criticism",
    "shortcomings",
    "drawbacks",
];
const IN_FAVOUR: &[&str] = &["优点", "优势", "strengths", "pros"];
const QUESTIONS: &[&str] = &[
    "疑问",
    "疑惑",
    "我的疑问",
    "问题与疑问",
    "待解决的疑问",
    "没看懂的地方",
    "questions",
    "my questions",
    "open questions",
];
const NEXT: &[&str] = &[
    "后续阅读",
    "延伸阅读",
    "扩展阅读",
    "拓展阅读",
    "进一步阅读",
    "推荐阅读",
    "相关阅读",
    "相关论文",
    "相关文献",
    "待读",
    "待读论文",
    "待读文献",
    "接下来读",
    "接下来要读",
    "下一步阅读",
    "值得读的论文",
    "值得阅读的论文",
    "follow-ups",
    "follow-up",
    "follow ups",
    "follow-up reading",
    "follow up",
    "further reading",
    "further readings",
    "optional reading",
    "optional readings",
    "to read",
    "todo",
    "reading list",
    "related papers",
    "papers to read",
    "read next",
    "next papers",
    "related reading",
];
const REFERENCES: &[&str] = &[
    "参考文献",
    "参考论文",
    "引用文献",
    "references",
    "paper references",
    "reference",
    "bibliography",
];

/// Whether a heading opens a list of papers.
pub(super) fn list_of_papers(heading: &str) -> Option<Sort> {
    let heading = bare_heading(heading);
    if NEXT.contains(&heading.as_str()) {
        return Some(Sort::Next);
    }
    REFERENCES.contains(&heading.as_str()).then_some(Sort::Reference)
}

/// Whether what stands below a heading is copied from the paper.
pub(super) fn is_copied(heading: &str) -> bool {
    let heading = bare_heading(heading);
    matches!(heading.as_str(), "abstract" | "摘要" | "原文摘要")
        || REFERENCES.contains(&heading.as_str())
}

/// Whether a heading is that of a part, which no title is.
pub(super) fn is_part(heading: &str) -> bool {
    const PARTS: &[&str] = &[
        "abstract",
        "摘要",
        "introduction",
        "引言",
        "summary",
        "总结",
        "notes",
        "笔记",
        "overview",
        "概述",
        "背景",
        "研究背景",
        "background",
        "motivation",
        "动机",
        "method",
        "方法",
        "conclusion",
        "结论",
        "目录",
        "contents",
        "table of contents",
        "note",
        "核心创新点",
        "contributions",
        "贡献",
        "reading notes",
        "论文笔记",
        "阅读笔记",
        "论文阅读笔记",
        "paper notes",
        "paper reading",
    ];
    let bare = bare_heading(heading);
    let lists = [TLDR, AGAINST, IN_FAVOUR, QUESTIONS];
    list_of_papers(heading).is_some()
        // `论文笔记：Attention Is All You Need` is a title.
        || PARTS.contains(&whole_heading(heading).as_str())
        || lists.iter().any(|list| list.contains(&bare.as_str()))
        || PASSES.iter().any(|names| names.contains(&bare.as_str()))
}

/// Reads every part that a heading names.
pub(super) fn read(
    sections: &[Section<'_>],
    definitions: &BTreeMap<String, String>,
    folder: &Folder,
    draft: &mut Draft,
) {
    let mut follow_ups = Vec::new();
    let mut critiques = Vec::new();
    let mut questions = Vec::new();
    let mut lines = [0; 3];
    for (index, section) in sections.iter().enumerate().skip(1) {
        let heading = bare_heading(section.heading);
        let is = |names: &[&str]| names.contains(&heading.as_str());
        if is(TLDR) {
            if let Some(text) = one_paragraph(&section.lines) {
                draft.put("tldr", Value::text(text), section.number);
            }
        } else if let Some(pass) = PASSES.iter().position(|names| is(names)) {
            let holds_text =
                |section: &Section<'_>| section.lines.iter().any(|line| says(line.text));
            let deeper = sections[index + 1..].iter().take_while(|next| next.level > section.level);
            let is_plain = !section.heading.contains(['[', ']', '|', '#', '^']);
            if is_plain && (holds_text(section) || deeper.into_iter().any(holds_text)) {
                // The text stays where it is; the pass says where.
                let words = section.heading.replace(['`', '*', '_'], "");
                let anchor = words.trim().to_owned();
                let key = ["pass1", "pass2", "pass3"][pass];
                draft.put(
                    key,
                    Value::text(format!("[[#{anchor}|{}]]", words.trim())),
                    section.number,
                );
            }
        } else if is(AGAINST) || is(IN_FAVOUR) {
            for text in items_or_paragraph(&section.lines) {
                let mut entry = vec![("claim", Value::text(text))];
                if is(IN_FAVOUR) {
                    entry.push(("stance", Value::Bare("pro".into())));
                }
                critiques.push(Value::Map(entry));
                lines[1] = section.number;
            }
        } else if is(QUESTIONS) {
            let texts = items_or_paragraph(&section.lines).into_iter();
            questions.extend(texts.map(|text| Value::Map(vec![("ask", Value::text(text))])));
            lines[2] = section.number;
        } else if let Some(sort) = list_of_papers(section.heading) {
            let found = follow_ups::of_list(&section.lines, sort, definitions, folder);
            if !found.is_empty() {
                lines[0] = section.number;
            }
            follow_ups.extend(found);
        }
    }
    let own = draft.text("title").map(str::to_lowercase);
    follow_ups::tidy(&mut follow_ups, own.as_deref());
    let values: Vec<Value> = follow_ups.iter().map(follow_ups::FollowUp::value).collect();
    for (key, mut values, line) in [
        ("follow_ups", values, lines[0]),
        ("critiques", critiques, lines[1]),
        ("questions", questions, lines[2]),
    ] {
        if key != "follow_ups" {
            values.truncate(MAX_ITEMS);
        }
        if !values.is_empty() {
            draft.put(key, Value::List(values), line);
        }
    }
}

/// Whether a line says something: no blank, no rule, no empty item.
pub(super) fn says(text: &str) -> bool {
    let text = item(text).map_or(text, |item| item.text);
    text.chars().any(char::is_alphanumeric)
}

/// The text of a part that is one short paragraph and nothing else.
fn one_paragraph(lines: &[Line<'_>]) -> Option<String> {
    let texts = lines.iter().map(|line| unquoted(line.text));
    let paragraphs: Vec<Vec<&str>> = texts
        .filter(|text| !text.trim_matches(['-', '*', '_', ' ']).is_empty() || text.is_empty())
        .collect::<Vec<_>>()
        .split(|text| text.is_empty())
        .filter(|lines| !lines.is_empty())
        .map(<[&str]>::to_vec)
        .collect();
    let [paragraph] = &paragraphs[..] else { return None };
    let markup = |line: &&str| line.starts_with(['|', '!', '<', '#', '$']);
    if paragraph.iter().any(markup)
        || (paragraph.len() > 1 && paragraph.iter().any(|l| item(l).is_some()))
    {
        return None;
    }
    let lines = paragraph.iter().map(|line| item(line).map_or(*line, |item| item.text));
    copied(&lines.collect::<Vec<_>>().join(" "))
}

/// The outermost items of a list, or the one paragraph that stands in its place.
fn items_or_paragraph(lines: &[Line<'_>]) -> Vec<String> {
    let items: Vec<_> = lines.iter().filter_map(|line| item(line.text)).collect();
    let Some(outer) = items.iter().map(|item| item.indent).min() else {
        return one_paragraph(lines).into_iter().collect();
    };
    let outermost = items.iter().filter(|item| item.indent == outer && says(item.text));
    outermost.filter_map(|item| copied(item.text)).collect()
}

/// A text as it may be copied into front matter.
fn copied(text: &str) -> Option<String> {
    let text = sentence(text);
    let fine = says(&text)
        && text.chars().count() <= MAX_COPIED
        && !text.ends_with([':', '：'])
        // Half a formula or picture says nothing.
        && text.matches("$$").count().is_multiple_of(2)
        && !text.contains("![")
        && !text.contains("[^");
    fine.then_some(text)
}
