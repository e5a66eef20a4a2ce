//! The documents: notes, readers, concepts, lists, handouts, pages.

use super::paper::{FACTS, REF};
use super::{
    CLAIM, CRITIQUE, DATE, FILE, FOLLOW_UP, KIND_OF_DOCUMENT, LANGUAGE, LINK, MAX_MINUTES,
    PAPER_REF, PASS1, PASS2, PASS3, PASSES, PASSES_OR_WORD, QUESTION, READERS, RELATION, RESULT,
    table, words,
};
use crate::model::{Depth, ReadingStatus};
use crate::yaml::fields::Kind::{
    Anything, List, MapOrTexts, Maps, Names, Number, OneOf, OwnMap, OwnMapOr, Text, Texts, Value,
    YesNo,
};
use crate::yaml::fields::{Field, Table, fields};

static NOTE_KEYS: &[Field] = fields! {
    "kind": KIND_OF_DOCUMENT,
        "what this document is, where the folder does not say it", "这是哪种文档；文件夹已经说明时不必写";
    "readers" | "reader" | "读者" | "笔记作者": READERS,
        "who read it: names of files in `readers/`", "谁读的：`readers/` 中的文件名";
    "date" | "日期": DATE,
        "when the note was written", "笔记的日期";
    "updated" | "更新": DATE,
        "when it was last changed", "最近一次修改的日期";
    "lang" | "语言": LANGUAGE,
        "the language of the note", "笔记的语言";
    "draft" | "草稿": YesNo,
        "`true` keeps the note, and what only it uses, from being published", "写 `true` 则不发布这篇笔记，也不发布只有它用到的文件";
    "publish" | "公开": PASSES_OR_WORD,
        "these passes and the facts of the paper are published, all else of the note is in the teacher's edition only", "只发布这几遍和论文信息，笔记的其余部分只出现在教师版";
    "status" | "状态" | "阅读状态": OneOf(words::<ReadingStatus>),
        "where the reader stands; else the passes show it", "读到了什么状态；不写则由三遍的内容推断";
    "depth" | "阅读深度": OneOf(words::<Depth>),
        "how much of the paper the reader had", "读的是全文、部分还是只有摘要";
    "purpose" | "阅读目的": Texts,
        "why it is read", "为什么读它";
    "tldr" | "一句话总结": Texts,
        "one sentence", "一句话总结";
    "ratings" | "评分": OwnMap("a map of numbers from 1 to 5"),
        "`novelty` (`新颖性`), `experiments` (`实验充分度`), `writing` (`写作质量`), `value` (`价值`), or your own", "`新颖性`、`实验充分度`、`写作质量`、`价值`，或自己定的项目";
    "prerequisites" | "预备知识": List(&PAPER_REF),
        "papers or concepts to know first", "需要先了解的论文或概念";
    "extra": Anything,
        "keys of your own, handed to templates", "自己的字段，原样交给模板";
    "pass1" | "第一遍": MapOrTexts(&PASS1),
        "the first pass: skim, then decide", "第一遍：略读，再决定要不要读下去";
    "pass2" | "第二遍": MapOrTexts(&PASS2),
        "the second pass: read it all, for the why", "第二遍：通读，弄清“为什么”";
    "pass3" | "第三遍": MapOrTexts(&PASS3),
        "the third pass: every detail, as if you were the author", "第三遍：设想自己就是作者，弄清每个细节";
    "follow_ups" | "后续阅读": List(&FOLLOW_UP),
        "papers to read next", "接下来要读的论文";
    "critiques" | "批判": List(&CRITIQUE),
        "judgements", "对论文的评价";
    "questions" | "问题": List(&QUESTION),
        "questions", "读的时候产生的问题";
    "claims" | "论断": List(&CLAIM),
        "what the paper claims", "论文的主张";
    "results" | "结果": Maps(&RESULT),
        "numbers as the paper reports them", "论文报告的数字";
    "relations" | "关系": Maps(&RELATION),
        "what the paper is to others", "与其他论文的关系";
};

/// A note on a paper.
pub(in crate::parse) static NOTE: Table = Table {
    name: "a note's front matter",
    groups: &[FACTS, NOTE_KEYS],
    elsewhere: &[&PASS1, &PASS2, &PASS3],
    open: true,
};

static PAGE_KEYS: &[Field] = fields! {
    "kind": KIND_OF_DOCUMENT,
        "what this document is, where the folder does not say it", "这是哪种文档；文件夹已经说明时不必写";
    "title" | "name" | "标题" | "姓名" | "名称": Text,
        "the title; a reader's name", "标题；读者的姓名";
    "description" | "简介": Texts,
        "one or two sentences", "一两句话的简介";
    "date" | "日期": DATE,
        "when it was written", "日期";
    "lang" | "语言": LANGUAGE,
        "its language", "语言";
    "draft" | "草稿": YesNo,
        "`true` keeps it from being published", "写 `true` 则不发布";
    "aliases" | "别名": Names("a list of names"),
        "other names that links may use", "链接里可用的其他名字";
    "extra": Anything,
        "keys of your own, handed to templates", "自己的字段，原样交给模板";
};

const fn document(name: &'static str, groups: &'static [&'static [Field]]) -> Table {
    Table { name, groups, elsewhere: &[], open: true }
}

/// A plain page.
pub(in crate::parse) static PAGE: Table = document("a page's front matter", &[PAGE_KEYS]);

/// An entry of the glossary.
pub(in crate::parse) static CONCEPT: Table = document("a concept's front matter", &[PAGE_KEYS]);

/// Somebody who reads.
pub(in crate::parse) static READER: Table = document(
    "a reader's front matter",
    &[
        PAGE_KEYS,
        fields! {
            "affiliation" | "机构": Text,
                "where they work or study", "所在机构";
            "role" | "身份": Text,
                "in their own words: student, teacher…", "身份，自己怎么写都行：学生、教师……";
            "links" | "链接": OwnMapOr("a map such as `{GitHub: https://…}`", &LINK_TO),
                "links to them elsewhere: names and URLs", "其他地方的主页：名称和网址";
            "photo" | "照片": FILE,
                "a picture", "照片文件";
        },
    ],
);

/// A link of a reader, in a list.
pub(in crate::parse) static LINK_TO: Table = table(
    "an entry of `links`",
    &[fields! {
        "name" | "title" | "名称": Value("a name"),
            "what it is", "是什么";
        "url" | "链接": LINK,
            "where it leads", "网址";
    }],
);

static LISTED: &[Field] = fields! {
    "papers" | "论文": List(&LISTED_PAPER),
        "papers, in order", "论文，按顺序排";
};

/// A curated reading list.
pub(in crate::parse) static LIST: Table = document(
    "a list's front matter",
    &[
        PAGE_KEYS,
        fields! {
            "readers" | "reader" | "读者": READERS,
                "who made it", "谁列的";
        },
        LISTED,
    ],
);

/// A paper on a list.
pub(in crate::parse) static LISTED_PAPER: Table = table(
    "an entry of `papers`",
    &[
        REF,
        fields! {
            "why" | "理由": Texts,
                "why it is on the list", "为什么列在这里";
        },
        FACTS,
    ],
);

/// A course page.
pub(in crate::parse) static HANDOUT: Table = document(
    "a handout's front matter",
    &[
        PAGE_KEYS,
        fields! {
            "course" | "课程": Text,
                "the course", "课程";
            "session" | "课次": Value("which session it is"),
                "which session of the course", "第几次课";
            "teachers" | "teacher" | "教师": READERS,
                "who teaches it: names of files in `readers/`", "谁讲：`readers/` 中的文件名";
            "due" | "截止日期": DATE,
                "when the tasks are due", "作业截止日期";
            "prerequisites" | "预备知识": List(&PAPER_REF),
                "papers or concepts to know first", "需要先了解的论文或概念";
            "papers" | "论文": List(&ASSIGNED_PAPER),
                "papers, in order", "论文，按顺序排";
            "passes" | "遍数": PASSES,
                "which passes to do; the worksheet has room for them", "要读哪几遍；学习单会为它们留出空白";
            "show" | "展示": PASSES_OR_WORD,
                "which passes of the teachers' own notes on the papers the students see; `none` (`无`) if not said", "学生能看到教师自己笔记的哪几遍；不写为 `none`（`无`）";
            "tasks" | "任务": List(&TASK),
                "what to do", "要做的事";
            "teacher_notes" | "教学备注": Texts,
                "for the teacher's edition only", "只出现在教师版";
        },
    ],
);

/// A paper of a handout.
pub(in crate::parse) static ASSIGNED_PAPER: Table = table(
    "an entry of `papers`",
    &[
        REF,
        fields! {
            "why" | "理由": Texts,
                "why it is read", "为什么读它";
            "passes" | "遍数": PASSES_OR_WORD,
                "which passes of this paper to do, if not those of the handout; `none` for a paper to look things up in", "这篇要读哪几遍；不写则与讲义相同，只供查阅的写 `none`";
        },
        FACTS,
    ],
);

/// A task of a handout.
pub(in crate::parse) static TASK: Table = table(
    "a task",
    &[fields! {
        "text" | "内容": Texts,
            "what to do", "要做什么";
        "minutes" | "用时": Number(0, MAX_MINUTES),
            "how long it should take", "预计用多少分钟";
        "points" | "分值": Number(0, 1000),
            "what it is worth", "多少分";
        "hint" | "提示": Texts,
            "a hint", "提示";
        "answer" | "答案": Texts,
            "the answer, for the teacher's edition only", "答案，只出现在教师版";
    }],
);
