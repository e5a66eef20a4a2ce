//! Every key of every kind of document, declared once. `docs/front-matter.md` explains them; a test
//! compares the two.

use crate::model::{
    About, Basis, Better, Confidence, DecisionWord, Depth, FigureKind, Priority, ReadingStatus,
    RelationKind, ReproductionStatus, SentenceRole, Stance, Understood, VenueStatus, View, Weight,
    Word,
};
use crate::yaml::fields::Kind::{
    Anything, List, MapOrTexts, Maps, Number, OneOf, OneOfOrMap, OwnMap, People, Text, Texts,
    Value, ValueOrMap, Words, YesNo,
};
use crate::yaml::fields::{Field, Kind, Table};

/// The longest time that a pass may take, in minutes: a little more than two months.
pub(super) const MAX_MINUTES: u32 = 100_000;

const fn field(key: &'static str, also: &'static [&'static str], takes: Kind) -> Field {
    Field { key, also, takes }
}

const fn table(name: &'static str, groups: &'static [&'static [Field]]) -> Table {
    Table { name, groups, elsewhere: &[], open: false }
}

/// The words of a closed set.
pub(super) fn words<W: Word>() -> Vec<&'static str> {
    W::WORDS.iter().map(|(_, word, _)| *word).collect()
}

const DATE: Kind = Value("a date such as `2024-05-01`, `2024-05` or `2024`");
const LINK: Kind = Value("a web address such as `https://…`");
const READERS: Kind = Value("the id of a reader, or a list of them");
const PAPERS: Kind = List(&PAPER_REF);
const PASSES: Kind = Value("numbers of passes, 1 to 3");
const PASSES_OR_WORD: Kind = Value("numbers of passes, 1 to 3, or `all` or `none`");
const KIND_OF_DOCUMENT: Kind = OneOf(document_kinds);

/// The words that `kind` takes.
pub(super) fn document_kinds() -> Vec<&'static str> {
    vec!["note", "page", "reader", "concept", "list", "handout"]
}

static FACTS: &[Field] = &[
    field("title", &["标题"], Text),
    field("title_zh", &["中文标题"], Text),
    field("key", &["citekey"], Value("a citation key such as `he2016deep`")),
    field("authors", &["作者"], People),
    field("affiliations", &["机构"], Words),
    field("year", &["年份"], Value("a year such as `2012`")),
    field("venue", &["会议", "期刊", "出处"], Value("a name such as `NeurIPS`")),
    field("venue_status", &["发表状态"], OneOf(words::<VenueStatus>)),
    field("doi", &[], Value("a DOI such as `10.1109/CVPR.2016.90`")),
    field("arxiv", &[], Value("an arXiv id such as `1706.03762`")),
    field("openreview", &[], Value("an OpenReview id such as `YicbFdNTTy`")),
    field("pmid", &[], Value("a PubMed id, which is a number")),
    field("isbn", &[], Value("an ISBN")),
    field("url", &["链接"], LINK),
    field("pdf", &[], Value("a web address or a file beside the note")),
    field("code", &["代码"], LINK),
    field("data", &[], LINK),
    field("project", &[], LINK),
    field("video", &[], LINK),
    field("slides", &[], LINK),
    field("abstract", &["摘要"], Texts),
    field("tags", &["标签"], Words),
    field("field", &["领域"], Words),
    field("keywords", &["关键词"], Words),
    field("aliases", &["别名"], Value("a list of names")),
    field("bibtex", &[], Value("a BibTeX entry")),
];

/// A paper described in place, wherever one is referred to.
pub(super) static PAPER: Table = table("a paper", &[FACTS]);

static NOTE_KEYS: &[Field] = &[
    field("kind", &[], KIND_OF_DOCUMENT),
    field("readers", &["reader", "读者", "笔记作者"], READERS),
    field("date", &["日期"], DATE),
    field("updated", &["更新"], DATE),
    field("lang", &["语言"], Value("a language tag such as `zh` or `en`")),
    field("draft", &["草稿"], YesNo),
    field("publish", &["公开"], PASSES_OR_WORD),
    field("status", &["状态", "阅读状态"], OneOf(words::<ReadingStatus>)),
    field("depth", &["阅读深度"], OneOf(words::<Depth>)),
    field("purpose", &["阅读目的"], Texts),
    field("tldr", &["一句话总结"], Texts),
    field("ratings", &["评分"], OwnMap("a map of numbers from 1 to 5")),
    field("prerequisites", &["预备知识"], PAPERS),
    field("extra", &[], Anything),
    field("pass1", &["第一遍"], MapOrTexts(&PASS1)),
    field("pass2", &["第二遍"], MapOrTexts(&PASS2)),
    field("pass3", &["第三遍"], MapOrTexts(&PASS3)),
    field("follow_ups", &["后续阅读"], List(&FOLLOW_UP)),
    field("critiques", &["批判"], List(&CRITIQUE)),
    field("questions", &["问题"], List(&QUESTION)),
    field("claims", &["论断"], List(&CLAIM)),
    field("results", &["结果"], Maps(&RESULT)),
    field("relations", &["关系"], Maps(&RELATION)),
];

/// A note on a paper.
pub(super) static NOTE: Table = Table {
    name: "a note's front matter",
    groups: &[FACTS, NOTE_KEYS],
    elsewhere: &[&PASS1, &PASS2, &PASS3],
    open: true,
};

static PASS_KEYS: &[Field] = &[
    field("date", &["日期"], DATE),
    field("minutes", &["用时"], Number(0, MAX_MINUTES)),
    field("now", &["现在知道"], Texts),
    field("decision", &["决定"], OneOfOrMap(words::<DecisionWord>, &DECISION)),
    field("why", &["理由"], Texts),
    field("notes", &["summary", "笔记", "总结"], Texts),
];

/// The decision at the end of a pass, written as a map.
pub(super) static DECISION: Table = table(
    "`decision`",
    &[&[field("is", &["决定"], OneOf(words::<DecisionWord>)), field("why", &["理由"], Texts)]],
);

static PASS1_KEYS: &[Field] = &[
    field("title", &["标题"], Texts),
    field("authors", &["作者"], Texts),
    field("abstract", &["摘要"], List(&SENTENCE)),
    field("conclusion", &["结论"], Texts),
    field("figures", &["图表"], List(&FIGURE)),
];

/// The first pass.
pub(super) static PASS1: Table = Table {
    name: "`pass1`",
    groups: &[PASS_KEYS, PASS1_KEYS],
    elsewhere: &[&PASS2, &PASS3, &NOTE],
    open: true,
};

static PASS2_KEYS: &[Field] = &[
    field("sections", &["章节"], List(&SECTION)),
    field("motivation", &["动机"], Texts),
    field("differences", &["区别"], Texts),
    field("contributions", &["贡献"], List(&CONTRIBUTION)),
    field("ipo", &["输入处理输出"], Maps(&IPO)),
    field("settings", &["设置"], OwnMap("a map such as `{batch size: 128}`")),
    field("experiments", &["实验"], MapOrTexts(&EXPERIMENTS)),
];

/// The second pass.
pub(super) static PASS2: Table = Table {
    name: "`pass2`",
    groups: &[PASS_KEYS, PASS2_KEYS],
    elsewhere: &[&PASS1, &PASS3, &NOTE],
    open: true,
};

static PASS3_KEYS: &[Field] = &[
    field("concepts", &["概念"], List(&CONCEPT_FOUND)),
    field("reproduction", &["复现"], MapOrTexts(&REPRODUCTION)),
    field("assumptions", &["假设"], Texts),
    field("weakest_assumption", &["最弱假设"], Texts),
    field("counterexample", &["反例"], Texts),
    field("completeness", &["完整性"], Texts),
    field("missing_experiments", &["缺失实验"], Texts),
    field("improvements", &["改进"], Texts),
    field("open_problems", &["开放问题"], Texts),
    field("organisation", &["organization", "行文组织"], Texts),
];

/// The third pass.
pub(super) static PASS3: Table = Table {
    name: "`pass3`",
    groups: &[PASS_KEYS, PASS3_KEYS],
    elsewhere: &[&PASS1, &PASS2, &NOTE],
    open: true,
};

/// A sentence of the abstract.
pub(super) static SENTENCE: Table = table(
    "a sentence of `abstract`",
    &[&[
        field("quote", &["原文"], Text),
        field("role", &["作用"], OneOf(words::<SentenceRole>)),
        field("note", &["笔记"], Texts),
    ]],
);

/// A figure, table, formula or listing of the paper.
pub(super) static FIGURE: Table = table(
    "an entry of `figures`",
    &[&[
        field("label", &["编号"], Text),
        field("kind", &["类型"], OneOf(words::<FigureKind>)),
        field("image", &["图片"], Value("a file beside the note")),
        field("alt", &["图片说明"], Value("what the image shows")),
        field("remark", &["备注"], Texts),
        field("understood", &["看懂"], OneOf(words::<Understood>)),
    ]],
);

/// A section of the paper.
pub(super) static SECTION: Table = table(
    "an entry of `sections`",
    &[&[
        field("name", &["名称"], Text),
        field("gist", &["要点"], Texts),
        field("motivation", &["动机"], Texts),
        field("writing", &["写作"], Texts),
    ]],
);

/// A contribution.
pub(super) static CONTRIBUTION: Table = table(
    "an entry of `contributions`",
    &[&[
        field("claim", &["主张"], Texts),
        field("weight", &["分量"], OneOf(words::<Weight>)),
        field("note", &["笔记"], Texts),
    ]],
);

/// An input → processing → output card.
pub(super) static IPO: Table = table(
    "an entry of `ipo`",
    &[&[
        field("of", &["对象"], Text),
        field("input", &["输入"], Texts),
        field("process", &["处理"], Texts),
        field("output", &["输出"], Texts),
        field("if_removed", &["去掉会怎样"], Texts),
    ]],
);

/// What the experiments show.
pub(super) static EXPERIMENTS: Table = table(
    "`experiments`",
    &[&[
        field("metrics", &["指标"], Texts),
        field("ablations", &["消融"], Texts),
        field("comparisons", &["对比"], Texts),
        field("explanation", &["解释"], Texts),
        field("notes", &["笔记"], Texts),
    ]],
);

/// A concept of the third pass.
pub(super) static CONCEPT_FOUND: Table = table(
    "an entry of `concepts`",
    &[&[
        field("name", &["名称"], Value("the name of a concept")),
        field("explanation", &["解释"], Texts),
        field("source", &["来源"], Texts),
    ]],
);

/// An attempt to rebuild the paper's results.
pub(super) static REPRODUCTION: Table = table(
    "`reproduction`",
    &[&[
        field("status", &["状态"], OneOf(words::<ReproductionStatus>)),
        field("code", &["代码"], Texts),
        field("data", &["数据"], Texts),
        field("hardware", &["硬件"], Texts),
        field("settings", &["设置"], Texts),
        field("steps", &["步骤"], Texts),
        field("results", &["结果"], Maps(&REPRODUCED)),
        field("notes", &["笔记"], Texts),
    ]],
);

/// One number against one's own.
pub(super) static REPRODUCED: Table = table(
    "an entry of `results`",
    &[&[
        field("of", &["指标"], Text),
        field("paper", &["论文"], Text),
        field("ours", &["复现"], Text),
    ]],
);

static REF: &[Field] =
    &[field("paper", &["论文"], ValueOrMap("a key, DOI, arXiv id, alias or title", &PAPER))];

/// A paper where papers are listed.
pub(super) static PAPER_REF: Table = table("a paper", &[REF, FACTS]);

/// A paper to read next.
pub(super) static FOLLOW_UP: Table = table(
    "a follow-up",
    &[
        REF,
        &[
            field("why", &["理由"], Texts),
            field("priority", &["优先级"], OneOf(words::<Priority>)),
            field("from", &["出自"], Text),
        ],
        FACTS,
    ],
);

/// A judgement.
pub(super) static CRITIQUE: Table = table(
    "a critique",
    &[&[
        field("claim", &["观点"], Texts),
        field("about", &["针对"], OneOf(words::<About>)),
        field("view", &["视角"], OneOf(words::<View>)),
        field("stance", &["态度"], OneOf(words::<Stance>)),
        field("where", &["位置"], Text),
        field("evidence", &["证据"], Texts),
        field("confidence", &["把握"], OneOf(words::<Confidence>)),
        field("basis", &["依据"], OneOf(words::<Basis>)),
        field("date", &["日期"], DATE),
        field("answered_by", &["回应"], List(&ANSWER)),
    ]],
);

/// A paper that answers a critique.
pub(super) static ANSWER: Table =
    table("an entry of `answered_by`", &[REF, &[field("how", &["说明"], Texts)], FACTS]);

/// A question.
pub(super) static QUESTION: Table = table(
    "a question",
    &[&[
        field("ask", &["问题"], Texts),
        field("raised", &["提出于"], Value("the number of a pass, 1 to 3")),
        field("answer", &["回答"], Texts),
        field("answered", &["解决于"], Value("the number of a pass, 1 to 3, or a paper")),
    ]],
);

/// A claim of the paper.
pub(super) static CLAIM: Table = table(
    "a claim",
    &[&[
        field("claim", &["论断"], Texts),
        field("evidence", &["证据"], Texts),
        field("where", &["位置"], Text),
        field("confidence", &["把握"], OneOf(words::<Confidence>)),
        field("basis", &["依据"], OneOf(words::<Basis>)),
    ]],
);

/// A number as the paper reports it.
pub(super) static RESULT: Table = table(
    "a result",
    &[&[
        field("benchmark", &["基准"], Value("the name of a benchmark")),
        field("metric", &["指标"], Value("the name of a metric")),
        field("value", &["数值"], Value("a number")),
        field("unit", &["单位"], Value("a unit such as `\"%\"`")),
        field("better", &["更优"], OneOf(words::<Better>)),
        field("setting", &["设置"], Text),
        field("where", &["位置"], Text),
    ]],
);

/// What the paper is to another one.
pub(super) static RELATION: Table = table(
    "a relation",
    &[
        REF,
        &[field("kind", &["类型"], OneOf(words::<RelationKind>)), field("note", &["说明"], Texts)],
        FACTS,
    ],
);

/// An author described in place.
pub(super) static AUTHOR: Table = table(
    "an author",
    &[&[
        field("name", &["姓名"], Value("a name")),
        field("affiliation", &["机构"], Value("a name")),
    ]],
);

static PAGE_KEYS: &[Field] = &[
    field("kind", &[], KIND_OF_DOCUMENT),
    field("title", &["name", "标题", "姓名", "名称"], Text),
    field("description", &["简介"], Texts),
    field("date", &["日期"], DATE),
    field("lang", &["语言"], Value("a language tag such as `zh` or `en`")),
    field("draft", &["草稿"], YesNo),
    field("aliases", &["别名"], Value("a list of names")),
    field("extra", &[], Anything),
];

const fn document(name: &'static str, groups: &'static [&'static [Field]]) -> Table {
    Table { name, groups, elsewhere: &[], open: true }
}

/// A plain page.
pub(super) static PAGE: Table = document("a page's front matter", &[PAGE_KEYS]);

/// An entry of the glossary.
pub(super) static CONCEPT: Table = document("a concept's front matter", &[PAGE_KEYS]);

/// Somebody who reads.
pub(super) static READER: Table = document(
    "a reader's front matter",
    &[
        PAGE_KEYS,
        &[
            field("affiliation", &["机构"], Text),
            field("role", &["身份"], Text),
            field("links", &["链接"], OwnMap("a map such as `{GitHub: https://…}`")),
            field("photo", &["照片"], Value("a file beside this one")),
        ],
    ],
);

/// A link of a reader, in a list.
pub(super) static LINK_TO: Table = table(
    "an entry of `links`",
    &[&[field("name", &["title", "名称"], Value("a name")), field("url", &["链接"], LINK)]],
);

static LISTED: &[Field] = &[field("papers", &["论文"], List(&LISTED_PAPER))];

/// A curated reading list.
pub(super) static LIST: Table = document(
    "a list's front matter",
    &[PAGE_KEYS, &[field("readers", &["reader", "读者"], READERS)], LISTED],
);

/// A paper on a list.
pub(super) static LISTED_PAPER: Table =
    table("an entry of `papers`", &[REF, &[field("why", &["理由"], Texts)], FACTS]);

/// A course page.
pub(super) static HANDOUT: Table = document(
    "a handout's front matter",
    &[
        PAGE_KEYS,
        &[
            field("course", &["课程"], Text),
            field("session", &["课次"], Value("which session it is")),
            field("teachers", &["teacher", "教师"], READERS),
            field("due", &["截止日期"], DATE),
            field("prerequisites", &["预备知识"], PAPERS),
            field("papers", &["论文"], List(&ASSIGNED_PAPER)),
            field("passes", &["遍数"], PASSES),
            field("show", &["展示"], PASSES_OR_WORD),
            field("tasks", &["任务"], List(&TASK)),
            field("teacher_notes", &["教学备注"], Texts),
        ],
    ],
);

/// A paper of a handout.
pub(super) static ASSIGNED_PAPER: Table = table(
    "an entry of `papers`",
    &[REF, &[field("why", &["理由"], Texts), field("passes", &["遍数"], PASSES_OR_WORD)], FACTS],
);

/// A task of a handout.
pub(super) static TASK: Table = table(
    "a task",
    &[&[
        field("text", &["内容"], Texts),
        field("minutes", &["用时"], Number(0, MAX_MINUTES)),
        field("points", &["分值"], Number(0, 1000)),
        field("hint", &["提示"], Texts),
        field("answer", &["答案"], Texts),
    ]],
);

/// Every table: the keys that a front matter may have anywhere.
pub(super) static ALL: &[&Table] = &[
    &NOTE,
    &PASS1,
    &PASS2,
    &PASS3,
    &DECISION,
    &SENTENCE,
    &FIGURE,
    &SECTION,
    &CONTRIBUTION,
    &IPO,
    &EXPERIMENTS,
    &CONCEPT_FOUND,
    &REPRODUCTION,
    &REPRODUCED,
    &PAPER_REF,
    &FOLLOW_UP,
    &CRITIQUE,
    &ANSWER,
    &QUESTION,
    &CLAIM,
    &RESULT,
    &RELATION,
    &AUTHOR,
    &PAGE,
    &READER,
    &LINK_TO,
    &LIST,
    &LISTED_PAPER,
    &HANDOUT,
    &ASSIGNED_PAPER,
    &TASK,
];
