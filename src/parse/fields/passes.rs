//! What is written in each of the three passes.

use super::{DATE, FILE, MAX_MINUTES, NOTE, table, words};
use crate::model::{
    DecisionWord, FigureKind, ReproductionStatus, SentenceRole, Understood, Weight,
};
use crate::yaml::fields::Kind::{
    List, MapOrTexts, Maps, Number, OneOf, OneOfOrMap, OwnMap, Text, Texts, TextsOrOwnMap, Value,
};
use crate::yaml::fields::{Field, Table, fields};

static PASS_KEYS: &[Field] = fields! {
    "date" | "日期": DATE,
        "when", "哪天读的";
    "minutes" | "用时": Number(0, MAX_MINUTES),
        "how long it took; `min` or `分钟` may follow", "用了多少分钟；后面可以带 `min` 或 `分钟`";
    "now" | "现在知道": Texts,
        "the checkpoint: what do I know now?", "检查点：现在我知道了什么？";
    "decision" | "决定": OneOfOrMap(words::<DecisionWord>, &DECISION),
        "whether to go on", "要不要读下去";
    "why" | "理由": Texts,
        "why so decided", "为什么这样决定";
    "notes" | "summary" | "笔记" | "总结": Texts,
        "anything else", "其他笔记";
};

/// The decision at the end of a pass, written as a map.
pub(in crate::parse) static DECISION: Table = table(
    "`decision`",
    &[fields! {
        "is" | "决定": OneOf(words::<DecisionWord>),
            "whether to go on", "要不要读下去";
        "why" | "理由": Texts,
            "why", "为什么";
    }],
);

static PASS1_KEYS: &[Field] = fields! {
    "title" | "标题": Texts,
        "what the title tells", "标题说明了什么";
    "authors" | "作者": Texts,
        "what the authors' names tell", "作者是谁，说明了什么";
    "abstract" | "摘要": List(&SENTENCE),
        "the abstract, as a whole or sentence by sentence", "摘要，可整段写，也可逐句写";
    "conclusion" | "结论": Texts,
        "what it claims, and whether that is carried", "结论主张什么，证据撑不撑得住";
    "figures" | "图表": List(&FIGURE),
        "figures, tables, formulas and listings that matter", "要紧的图、表、公式和代码";
};

/// The first pass.
pub(in crate::parse) static PASS1: Table = Table {
    name: "`pass1`",
    groups: &[PASS_KEYS, PASS1_KEYS],
    elsewhere: &[&PASS2, &PASS3, &NOTE],
    open: true,
};

static PASS2_KEYS: &[Field] = fields! {
    "sections" | "章节": List(&SECTION),
        "the paper's sections, in its order", "按原文顺序逐节写";
    "motivation" | "动机": Texts,
        "the author's view of the problem", "作者怎么看这个问题";
    "differences" | "区别": Texts,
        "how the method differs from what it is compared with", "方法与所比较的工作有何不同";
    "contributions" | "贡献": List(&CONTRIBUTION),
        "contributions, in the order that you rank them", "贡献，按你认为的重要程度排";
    "ipo" | "输入处理输出": Maps(&IPO),
        "cards: input, processing, output", "“输入—处理—输出”卡片";
    "settings" | "设置": OwnMap("a map such as `{batch size: 128}`"),
        "what one needs to know to rebuild it", "复现所需的设置";
    "experiments" | "实验": MapOrTexts(&EXPERIMENTS),
        "what the experiments show", "实验说明了什么";
};

/// The second pass.
pub(in crate::parse) static PASS2: Table = Table {
    name: "`pass2`",
    groups: &[PASS_KEYS, PASS2_KEYS],
    elsewhere: &[&PASS1, &PASS3, &NOTE],
    open: true,
};

static PASS3_KEYS: &[Field] = fields! {
    "concepts" | "概念": List(&CONCEPT_FOUND),
        "concepts to get to the bottom of", "要弄懂的概念";
    "reproduction" | "复现": MapOrTexts(&REPRODUCTION),
        "an attempt to rebuild it: a word such as `partial`, texts, or a map", "复现情况：写 `部分复现` 这样的词、一段话或一组字段";
    "assumptions" | "假设": Texts,
        "what it takes for granted", "默认了哪些前提";
    "weakest_assumption" | "最弱假设": Texts,
        "the assumption most likely to fail", "最可能不成立的假设";
    "counterexample" | "反例": Texts,
        "where it would fail", "在什么情况下会失效";
    "completeness" | "完整性": Texts,
        "whether the experiments are complete", "实验是否完整";
    "missing_experiments" | "缺失实验": Texts,
        "what one would add to them", "还该补哪些实验";
    "improvements" | "改进": Texts,
        "what one would do better", "可以怎样改进";
    "open_problems" | "开放问题": Texts,
        "what is left to solve, in the technique and in the field", "技术上和领域里还有什么没有解决";
    "organisation" | "organization" | "行文组织": Texts,
        "how I would have written it", "换作我会怎么写";
};

/// The third pass.
pub(in crate::parse) static PASS3: Table = Table {
    name: "`pass3`",
    groups: &[PASS_KEYS, PASS3_KEYS],
    elsewhere: &[&PASS1, &PASS2, &NOTE],
    open: true,
};

/// A sentence of the abstract.
pub(in crate::parse) static SENTENCE: Table = table(
    "a sentence of `abstract`",
    &[fields! {
        "quote" | "原文": Text,
            "the sentence", "原句";
        "role" | "作用": OneOf(words::<SentenceRole>),
            "what it does", "这句话起什么作用";
        "note" | "笔记": Texts,
            "a remark", "批注";
    }],
);

/// A figure, table, formula or listing of the paper.
pub(in crate::parse) static FIGURE: Table = table(
    "an entry of `figures`",
    &[fields! {
        "label" | "编号": Text,
            "what the paper calls it", "原文的编号";
        "kind" | "类型": OneOf(words::<FigureKind>),
            "what it is", "是图、表、公式还是代码";
        "image" | "图片": FILE,
            "the picture", "图片文件";
        "alt" | "图片说明": Value("what the image shows"),
            "for those who do not see it", "给看不到图片的人的文字说明";
        "remark" | "备注": Texts,
            "the remark", "一句话说明";
        "understood" | "看懂": OneOf(words::<Understood>),
            "whether I understood it", "看懂了没有";
    }],
);

/// A section of the paper.
pub(in crate::parse) static SECTION: Table = table(
    "an entry of `sections`",
    &[fields! {
        "name" | "名称": Text,
            "its heading", "小节标题";
        "gist" | "要点": Texts,
            "what it says", "讲了什么";
        "motivation" | "动机": Texts,
            "why it is there", "为什么要讲";
        "writing" | "写作": Texts,
            "how it is written", "是怎么写的";
    }],
);

/// A contribution.
pub(in crate::parse) static CONTRIBUTION: Table = table(
    "an entry of `contributions`",
    &[fields! {
        "claim" | "主张": Texts,
            "what is contributed", "贡献了什么";
        "weight" | "分量": OneOf(words::<Weight>),
            "how much it weighs", "分量有多重";
        "note" | "笔记": Texts,
            "a remark", "批注";
    }],
);

/// An input → processing → output card.
pub(in crate::parse) static IPO: Table = table(
    "an entry of `ipo`",
    &[fields! {
        "of" | "对象": Text,
            "what it is about", "说的是哪个部分";
        "input" | "输入": Texts,
            "what goes in", "输入什么";
        "process" | "处理": Texts,
            "what happens", "怎样处理";
        "output" | "输出": Texts,
            "what comes out", "输出什么";
        "if_removed" | "去掉会怎样": Texts,
            "what would break without it", "去掉它会怎样";
    }],
);

/// What the experiments show.
pub(in crate::parse) static EXPERIMENTS: Table = table(
    "`experiments`",
    &[fields! {
        "metrics" | "指标": Texts,
            "which metrics, and why those", "用了哪些指标，为什么";
        "ablations" | "消融": Texts,
            "what was taken out, and what that showed", "消融了什么，说明了什么";
        "comparisons" | "对比": Texts,
            "what it is compared with", "与谁比较";
        "explanation" | "解释": Texts,
            "how the author explains the differences", "作者怎样解释差异";
        "notes" | "笔记": Texts,
            "anything else", "其他笔记";
    }],
);

/// A concept of the third pass.
pub(in crate::parse) static CONCEPT_FOUND: Table = table(
    "an entry of `concepts`",
    &[fields! {
        "name" | "名称": Value("the name of a concept"),
            "the concept", "概念";
        "explanation" | "解释": Texts,
            "what it is, in my own words", "用自己的话解释";
        "source" | "来源": Texts,
            "where the answer was found", "答案出自哪里";
    }],
);

/// An attempt to rebuild the paper's results.
pub(in crate::parse) static REPRODUCTION: Table = table(
    "`reproduction`",
    &[fields! {
        "status" | "状态": OneOf(words::<ReproductionStatus>),
            "how far it got", "做到了哪一步";
        "code" | "代码": Texts,
            "where the code is", "代码在哪里";
        "data" | "数据": Texts,
            "which data", "用了哪些数据";
        "hardware" | "硬件": Texts,
            "on what machine", "在什么机器上";
        "settings" | "设置": TextsOrOwnMap,
            "with which settings; a map of your own is fine", "用了什么设置；也可以自己写一组字段";
        "steps" | "步骤": Texts,
            "step by step", "步骤";
        "results" | "结果": Maps(&REPRODUCED),
            "the paper's numbers and yours", "论文的数字与自己的数字";
        "notes" | "笔记": Texts,
            "remarks", "备注";
    }],
);

/// One number against one's own.
pub(in crate::parse) static REPRODUCED: Table = table(
    "an entry of `results`",
    &[fields! {
        "of" | "指标": Text,
            "what is measured", "测的是什么";
        "paper" | "论文": Text,
            "what the paper reports", "论文报告的数字";
        "ours" | "复现": Text,
            "what you got", "自己得到的数字";
    }],
);
