//! The text of a new note: what is known, and what there is to write, as comments.
//!
//! The order and the words follow the three-pass method; the keys are those of
//! `docs/front-matter.md`. A comment cannot be a mistake, so a new note has none.

use std::fmt::Write as _;

use super::Language;
use super::paper::Start;
use crate::model::{CitationKey, ReaderId};
use crate::yaml::write::{Value, field};

pub(super) struct Skeleton<'a> {
    pub(super) paper: &'a Start,
    /// To be written down, because the file's name does not say it.
    pub(super) key: Option<&'a CitationKey>,
    pub(super) date: jiff::civil::Date,
    pub(super) lang: Option<Language>,
    pub(super) reader: Option<&'a ReaderId>,
    /// How many passes are laid out.
    pub(super) passes: u8,
}

impl Skeleton<'_> {
    pub(super) fn text(&self) -> String {
        let lang = self.lang.unwrap_or_else(|| language_of(&self.paper.title));
        let mut text = String::from("---\n");
        self.known(&mut text);
        let passes = match lang {
            Language::En => EN,
            Language::Zh => ZH,
        };
        for pass in &passes[..usize::from(self.passes).min(passes.len())] {
            text.push('\n');
            for line in pass.lines() {
                let _ = writeln!(text, "# {line}");
            }
        }
        text.push_str("---\n");
        text
    }

    fn known(&self, text: &mut String) {
        let Start { key: _, title, authors, year, venue, doi, arxiv, isbn, url, notes: _ } =
            self.paper;
        let mut put = |key: &str, value: Option<Value>| {
            text.extend(value.map(|value| field(key, &value)));
        };
        put("title", Some(Value::text(title.as_str())));
        put("key", self.key.map(|key| Value::text(key.as_str())));
        put("authors", (!authors.is_empty()).then(|| Value::texts(authors)));
        put("year", year.map(|year| Value::Bare(year.to_string())));
        put("venue", venue.as_deref().map(Value::text));
        put("doi", doi.as_ref().map(|doi| Value::text(doi.as_str())));
        // A bare id would be a number; quoted it is right for every reader of YAML.
        put("arxiv", arxiv.as_ref().map(|id| Value::text(id.to_string())));
        put("isbn", isbn.as_ref().map(|isbn| Value::text(isbn.as_str())));
        put("url", url.as_ref().map(|url| Value::text(url.as_str())));
        put("date", Some(Value::Bare(self.date.to_string())));
        put("lang", self.lang.map(|lang| Value::Bare(code(lang).to_owned())));
        put("reader", self.reader.map(|reader| Value::text(reader.as_str())));
    }
}

fn code(lang: Language) -> &'static str {
    match lang {
        Language::Zh => "zh",
        Language::En => "en",
    }
}

/// The language that a note is likely to be in: that of the title as it was given.
fn language_of(title: &str) -> Language {
    let han = |c: char| matches!(c, '\u{3400}'..='\u{4dbf}' | '\u{4e00}'..='\u{9fff}');
    if title.contains(han) { Language::Zh } else { Language::En }
}

const EN: [&str; 3] = [
    "\
Pass 1: skim for 20 to 30 minutes, then decide.
pass1:
  title: what the title says, term by term
  abstract: what was done, how well it works, which numbers matter
  conclusion: what it claims, and whether the evidence carries it
  figures:
    - {label: Figure 1, remark: one remark on what it shows, understood: partly}
  now: what do I know now?
  decision: {is: continue, why: why I read on}   # or stop, or later
",
    "\
Pass 2: read it all in an hour or two, for the why.
pass2:
  sections:
    - {name: Introduction, gist: what it says, motivation: why it is there}
  contributions:
    - {claim: the one that matters most, weight: major}
  differences: how the method differs from what it is compared with
  experiments: {metrics: which and why, ablations: what they showed, explanation: why it works}
  now: what do I know now?
  decision: {is: stop, why: why two passes are enough}
follow_ups:
  - {paper: a title or an id, why: what I hope to find there, priority: high}
critiques:
  - {claim: my judgement, about: experiments, view: hindsight, stance: con, evidence: where it shows}
questions:
  - {ask: what I do not understand, raised: 2}
",
    "\
Pass 3: every detail, as if I were the author.
pass3:
  concepts:
    - {name: a concept, explanation: in my own words, source: where I found the answer}
  reproduction: {status: not-tried, code: where it is, settings: what one needs to know}
  assumptions: what it takes for granted
  completeness: what the experiments leave out
  open_problems: what is left to solve
  organisation: how I would have written it
  now: what do I know now?
",
];

const ZH: [&str; 3] = [
    "\
第一遍：花二三十分钟略读，再决定要不要读下去。
pass1:
  title: 标题里每个词各说了什么
  abstract: 做了什么，效果如何，哪些数字值得注意
  conclusion: 得出了什么结论，证据撑不撑得住
  figures:
    - {label: 图 1, remark: 一句话说明它展示了什么, understood: partly}
  now: 现在我知道了什么？
  decision: {is: continue, why: 为什么要读下去}   # 或 stop（到此为止）、later（以后再读）
",
    "\
第二遍：花一两个小时通读，弄清「为什么」。
pass2:
  sections:
    - {name: 引言, gist: 讲了什么, motivation: 为什么要讲}
  contributions:
    - {claim: 最要紧的一条贡献, weight: major}
  differences: 方法与所比较的工作有何不同
  experiments: {metrics: 用了哪些指标、为什么, ablations: 消融实验说明了什么, explanation: 作者如何解释结果}
  now: 现在我知道了什么？
  decision: {is: stop, why: 为什么读两遍就够了}
follow_ups:
  - {paper: 论文标题或编号, why: 想从中找到什么, priority: high}
critiques:
  - {claim: 我的评价, about: experiments, view: hindsight, stance: con, evidence: 依据在哪里}
questions:
  - {ask: 哪里没看懂, raised: 2}
",
    "\
第三遍：设想自己就是作者，弄清每个细节。
pass3:
  concepts:
    - {name: 概念, explanation: 用自己的话解释, source: 答案出自哪里}
  reproduction: {status: not-tried, code: 代码在哪里, settings: 复现所需的设置}
  assumptions: 它默认了哪些前提
  completeness: 实验还缺什么
  open_problems: 还有哪些问题没有解决
  organisation: 换作我会怎么写
  now: 现在我知道了什么？
",
];
