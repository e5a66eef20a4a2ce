//! Follow-ups, critiques, questions, claims, results and typed relations.

use super::paper::{FACTS, REF};
use super::{DATE, PASS, table, words};
use crate::model::{About, Basis, Better, Confidence, Priority, RelationKind, Stance, View};
use crate::yaml::fields::Kind::{List, OneOf, Text, Texts, Value};
use crate::yaml::fields::{Table, fields};

/// A paper to read next.
pub(in crate::parse) static FOLLOW_UP: Table = table(
    "a follow-up",
    &[
        REF,
        fields! {
            "why" | "理由": Texts,
                "why to read it", "为什么要读";
            "priority" | "优先级": OneOf(words::<Priority>),
                "how urgently; `normal` if not said", "有多急；不写为 `normal`（普通）";
            "from" | "出自": Text,
                "where in the paper it comes up", "出自原文何处";
        },
        FACTS,
    ],
);

/// A judgement.
pub(in crate::parse) static CRITIQUE: Table = table(
    "a critique",
    &[fields! {
        "claim" | "观点": Texts,
            "the judgement", "评价";
        "about" | "针对": OneOf(words::<About>),
            "the part of the paper", "针对论文的哪一部分";
        "view" | "视角": OneOf(words::<View>),
            "with what was known when it appeared, or with what is known now", "按当时的认识看，还是按今天的认识看";
        "stance" | "态度": OneOf(words::<Stance>),
            "whether it blames or praises; `con` if not said", "批评还是肯定；不写为 `con`（批评）";
        "where" | "位置": Text,
            "where in the paper", "在原文何处";
        "evidence" | "证据": Texts,
            "what it rests on", "依据的证据";
        "confidence" | "把握": OneOf(words::<Confidence>),
            "how sure I am", "有多大把握";
        "basis" | "依据": OneOf(words::<Basis>),
            "whether the paper says so, I conclude so, or it is still to be looked up", "原文所说、自己推断，还是有待核实";
        "date" | "日期": DATE,
            "when it was made; else the note's date", "何时作出；不写则取笔记的日期";
        "answered_by" | "回应": List(&ANSWER),
            "papers that answer it", "回应了它的论文";
    }],
);

/// A paper that answers a critique.
pub(in crate::parse) static ANSWER: Table = table(
    "an entry of `answered_by`",
    &[
        REF,
        fields! {
            "how" | "说明": Texts,
                "how it answers", "怎样回应的";
        },
        FACTS,
    ],
);

/// A question.
pub(in crate::parse) static QUESTION: Table = table(
    "a question",
    &[fields! {
        "ask" | "问题": Texts,
            "the question", "问题";
        "raised" | "提出于": PASS,
            "the pass that raised it", "在第几遍提出";
        "answer" | "回答": Texts,
            "the answer", "回答";
        "answered" | "解决于": Value("the number of a pass, 1 to 3, or a paper"),
            "the pass that answered it, or a paper", "在第几遍解决，或由哪篇论文解决";
    }],
);

/// A claim of the paper.
pub(in crate::parse) static CLAIM: Table = table(
    "a claim",
    &[fields! {
        "claim" | "论断": Texts,
            "what the paper claims", "论文主张什么";
        "evidence" | "证据": Texts,
            "what it rests on", "依据的证据";
        "where" | "位置": Text,
            "where in the paper", "在原文何处";
        "confidence" | "把握": OneOf(words::<Confidence>),
            "how sure I am of it", "我认为有多可信";
        "basis" | "依据": OneOf(words::<Basis>),
            "whether the paper says so, I conclude so, or it is still to be looked up", "原文所说、自己推断，还是有待核实";
    }],
);

/// A number as the paper reports it.
pub(in crate::parse) static RESULT: Table = table(
    "a result",
    &[fields! {
        "benchmark" | "基准": Value("the name of a benchmark"),
            "the benchmark", "基准测试";
        "metric" | "指标": Value("the name of a metric"),
            "the metric", "指标";
        "value" | "数值": Value("a number"),
            "the number, kept as written", "数值，按原样保留";
        "unit" | "单位": Value("a unit such as `\"%\"`"),
            "its unit", "单位";
        "better" | "更优": OneOf(words::<Better>),
            "which direction is better", "越低越好还是越高越好";
        "setting" | "设置": Text,
            "which model or configuration", "哪个模型或哪种配置";
        "where" | "位置": Text,
            "where in the paper", "在原文何处";
    }],
);

/// What the paper is to another one.
pub(in crate::parse) static RELATION: Table = table(
    "a relation",
    &[
        REF,
        fields! {
            "kind" | "类型": OneOf(words::<RelationKind>),
                "what this paper does to the other one", "这篇论文与那篇的关系";
            "note" | "说明": Texts,
                "a remark", "说明";
        },
        FACTS,
    ],
);
