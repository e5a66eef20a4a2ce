//! Closed sets of words that fields take, with their Chinese names.

use std::fmt;

/// A set of words that a field takes.
pub trait Word: Copy + Sized + 'static {
    /// Every value with its word and the other spellings that are accepted, Chinese included.
    const WORDS: &'static [(Self, &'static str, &'static [&'static str])];

    /// The value that `text` names: case, spaces, `-` and `_` do not matter.
    fn parse_word(text: &str) -> Option<Self> {
        fn fold(text: &str) -> impl Iterator<Item = char> {
            let chars = text.trim().chars().filter(|c| !matches!(c, ' ' | '-' | '_'));
            chars.flat_map(char::to_lowercase)
        }
        let all = Self::WORDS.iter();
        let as_written = all.clone().find(|(_, word, _)| *word == text);
        let found = as_written.or_else(|| {
            let is_it = |word: &str| fold(word).eq(fold(text));
            all.clone().find(|(_, word, others)| is_it(word) || others.iter().any(|it| is_it(it)))
        });
        found.map(|&(value, ..)| value)
    }
}

macro_rules! words {
    ($($(#[doc = $doc:literal])+ $name:ident { $($(#[doc = $vdoc:literal])+ $variant:ident = $word:literal $(| $other:literal)*,)+ })+) => {$(
        $(#[doc = $doc])+
        #[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
        pub enum $name { $($(#[doc = $vdoc])+ $variant,)+ }

        impl $name {
            /// Every value, in order.
            pub const ALL: &'static [Self] = &[$(Self::$variant,)+];

            /// The word that the front matter and the pages' class names use.
            pub fn as_str(self) -> &'static str {
                match self { $(Self::$variant => $word,)+ }
            }
        }

        impl Word for $name {
            const WORDS: &'static [(Self, &'static str, &'static [&'static str])] =
                &[$((Self::$variant, $word, &[$($other,)*]),)+];
        }

        impl fmt::Display for $name {
            fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.write_str(self.as_str())
            }
        }
    )+};
}

words! {
    /// How far a paper has come into print.
    VenueStatus {
        /// Not reviewed.
        Preprint = "preprint" | "预印本",
        /// Under review.
        Submitted = "submitted" | "under review" | "在审" | "投稿中" | "审稿中",
        /// Accepted, without a word on how it is presented.
        Accepted = "accepted" | "published" | "录用" | "接收" | "已发表" | "conference" | "会议论文",
        /// Presented as a poster.
        Poster = "poster" | "海报" | "墙报",
        /// Presented as a spotlight.
        Spotlight = "spotlight" | "亮点",
        /// Presented as a talk.
        Oral = "oral" | "口头报告" | "口头",
        /// Given a prize.
        Award = "award" | "best paper" | "获奖" | "最佳论文",
        /// In a workshop.
        Workshop = "workshop" | "研讨会",
        /// In a journal.
        Journal = "journal" | "期刊论文" | "期刊",
        /// A thesis.
        Thesis = "thesis" | "学位论文",
        /// A book, or part of one.
        Book = "book" | "图书" | "专著",
        /// A technical report.
        Report = "report" | "technical report" | "技术报告",
        /// Refused.
        Rejected = "rejected" | "拒稿" | "被拒",
        /// Taken back.
        Withdrawn = "withdrawn" | "撤稿",
    }
    /// Where a reader stands with a paper.
    ReadingStatus {
        /// In the queue.
        ToRead = "to-read" | "todo" | "unread" | "queued" | "待读" | "未读" | "想读",
        /// Being read.
        Reading = "reading" | "in progress" | "在读" | "阅读中",
        /// Read as far as the reader means to.
        Read = "read" | "done" | "finished" | "completed" | "已读" | "读完" | "完成",
        /// Given up.
        Dropped = "dropped" | "abandoned" | "放弃" | "弃读",
    }
    /// How much of the paper the reader had before them.
    Depth {
        /// All of it.
        FullText = "full-text" | "full" | "全文",
        /// Parts of it.
        Partial = "partial" | "部分",
        /// The abstract.
        AbstractOnly = "abstract-only" | "abstract" | "仅摘要" | "摘要",
    }
    /// What a reader decides at the end of a pass.
    DecisionWord {
        /// Go on to the next pass.
        Continue = "continue" | "go on" | "yes" | "继续" | "继续读" | "下一遍",
        /// This is enough.
        Stop = "stop" | "enough" | "no" | "停止" | "到此为止" | "止步" | "不再读",
        /// Not now.
        Later = "later" | "以后" | "稍后" | "以后再读" | "暂缓",
    }
    /// What a sentence of the abstract does.
    SentenceRole {
        /// Sets the scene.
        Background = "background" | "背景",
        /// Says what is wrong or missing.
        Problem = "problem" | "问题",
        /// Says what was done.
        Method = "method" | "方法",
        /// Says what came out.
        Result = "result" | "结果",
        /// Says what it means.
        Claim = "claim" | "主张" | "论断" | "结论",
    }
    /// What sort of thing a figure is.
    FigureKind {
        /// A picture or plot.
        Figure = "figure" | "fig" | "图",
        /// A table.
        Table = "table" | "表",
        /// A formula.
        Formula = "formula" | "equation" | "公式",
        /// A listing or algorithm.
        Code = "code" | "algorithm" | "代码" | "算法",
    }
    /// Whether the reader understood it.
    Understood {
        /// Yes.
        Yes = "yes" | "true" | "懂" | "是" | "看懂" | "已懂",
        /// In part.
        Partly = "partly" | "partially" | "部分" | "半懂" | "部分理解",
        /// No.
        No = "no" | "false" | "不懂" | "否" | "没看懂" | "未懂",
    }
    /// How much a contribution weighs in the reader's eyes.
    Weight {
        /// It carries the paper.
        Major = "major" | "main" | "主要" | "重要" | "重大",
        /// It helps.
        Minor = "minor" | "次要" | "较小",
        /// It may not be one.
        Doubtful = "doubtful" | "存疑" | "可疑",
    }
    /// How far the reader got in rebuilding it.
    ReproductionStatus {
        /// Not tried.
        NotTried = "not-tried" | "none" | "未尝试" | "未复现" | "没有",
        /// In part.
        Partial = "partial" | "部分" | "部分复现" | "进行中",
        /// Tried in vain.
        Failed = "failed" | "失败" | "复现失败",
        /// Done.
        Done = "done" | "success" | "reproduced" | "完成" | "成功" | "已复现",
    }
    /// How urgently a paper should be read.
    Priority {
        /// Soon.
        High = "high" | "urgent" | "高" | "必读" | "优先",
        /// In its turn.
        Normal = "normal" | "medium" | "中" | "普通" | "一般",
        /// Some day.
        Low = "low" | "低" | "可选",
    }
    /// The part of a paper that a critique is about.
    About {
        /// Why it was done.
        Motivation = "motivation" | "动机",
        /// How it works.
        Method = "method" | "methods" | "方法",
        /// What was measured.
        Experiments = "experiments" | "experiment" | "实验",
        /// How it is written.
        Writing = "writing" | "写作",
        /// How it was built.
        Engineering = "engineering" | "工程" | "工程实现",
        /// What it says it has shown.
        Claims = "claims" | "claim" | "论断" | "主张" | "结论",
        /// What it was measured on.
        Data = "data" | "dataset" | "数据" | "数据集",
    }
    /// The viewpoint that a critique is made from.
    View {
        /// With what was known when it appeared.
        AtTheTime = "at-the-time" | "then" | "当时" | "当时看",
        /// With what is known now.
        Hindsight = "hindsight" | "in hindsight" | "now" | "后见" | "事后" | "今天看" | "回看" | "事后看",
    }
    /// Whether a critique blames or praises.
    Stance {
        /// It blames.
        Con = "con" | "critique" | "negative" | "批评" | "反对" | "缺点" | "负面",
        /// It praises.
        Pro = "pro" | "praise" | "positive" | "赞" | "赞扬" | "肯定" | "优点" | "正面",
        /// Both.
        Mixed = "mixed" | "褒贬参半" | "兼有" | "中立",
    }
    /// How sure the reader is.
    Confidence {
        /// Very.
        High = "high" | "高",
        /// Fairly.
        Medium = "medium" | "中",
        /// Hardly.
        Low = "low" | "低",
    }
    /// What a statement rests on.
    Basis {
        /// The paper says so.
        Paper = "paper" | "论文" | "原文",
        /// The reader concludes so.
        Inference = "inference" | "推断" | "推测",
        /// It is still to be looked up.
        ToVerify = "to-verify" | "unverified" | "待核实" | "待验证" | "待查",
    }
    /// Which direction of a metric is better.
    Better {
        /// Less is better: an error rate.
        Lower = "lower" | "less" | "down" | "越低越好" | "低",
        /// More is better: an accuracy.
        Higher = "higher" | "more" | "up" | "越高越好" | "高",
    }
    /// What one paper is to another.
    RelationKind {
        /// Builds on it.
        Extends = "extends" | "扩展" | "改进",
        /// Takes something from it as it is.
        Uses = "uses" | "使用" | "用到",
        /// Finds otherwise.
        Contradicts = "contradicts" | "反驳" | "矛盾",
        /// Measures itself against it.
        Compares = "compares" | "对比" | "比较",
        /// Takes its place.
        Replaces = "replaces" | "取代" | "替代",
    }
}

/// One of the three passes.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum PassNumber {
    /// Skim, then decide: 20–30 minutes.
    One = 1,
    /// Read it all, for the why: 1–2 hours.
    Two = 2,
    /// Every detail, as if you were the author.
    Three = 3,
}

impl PassNumber {
    /// All three, in order.
    pub const ALL: [Self; 3] = [Self::One, Self::Two, Self::Three];

    /// 1, 2 or 3.
    pub fn number(self) -> u8 {
        self as u8
    }

    /// The pass with this number.
    pub fn from_number(number: u8) -> Option<Self> {
        Self::ALL.into_iter().find(|pass| pass.number() == number)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_word_is_known_in_any_case_and_in_chinese() {
        assert_eq!(View::parse_word("At the time"), Some(View::AtTheTime));
        assert_eq!(View::parse_word("后见"), Some(View::Hindsight));
        assert_eq!(ReadingStatus::parse_word("TO_READ"), Some(ReadingStatus::ToRead));
        assert_eq!(Stance::parse_word("maybe"), None);
    }
}
