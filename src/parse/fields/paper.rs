//! What is said about papers, and how one is referred to.

use super::{LINK, YEAR, table, words};
use crate::model::VenueStatus;
use crate::yaml::fields::Kind::{
    Like, Names, OneOf, People, Text, Texts, Value, ValueOrMap, Words,
};
use crate::yaml::fields::{Field, Table, fields};

pub(super) static FACTS: &[Field] = fields! {
    "title" | "标题": Text,
        "the title", "论文标题";
    "title_zh" | "中文标题": Text,
        "the title in Chinese", "论文的中文标题";
    "key" | "citekey": Value("a citation key such as `he2016deep`"),
        "the citation key, which names the paper's page; else the file's name",
        "引用键，也是论文页面的地址；不写则取文件名";
    "authors" | "作者": People(&AUTHOR),
        "who wrote it", "作者";
    "affiliations" | "机构": Words,
        "where they work; split at `;` and `、` only", "作者的机构；只在 `;`、`；`、`、` 处分开";
    "year" | "年份": YEAR,
        "when it was published", "发表年份";
    "venue" | "会议" | "期刊" | "出处": Value("a name such as `NeurIPS`"),
        "the conference, the journal, the publisher", "会议、期刊或出版社";
    "venue_status" | "发表状态": OneOf(words::<VenueStatus>),
        "how far it has come into print", "发表到了哪一步";
    "doi": Like("a DOI such as `10.1109/CVPR.2016.90`", "10\\.[0-9]{4}"),
        "its DOI, or the URL of that", "DOI，写成网址也可以";
    "arxiv": Like("an arXiv id such as `1706.03762`", "[0-9]{4}\\.?[0-9]{3}"),
        "its arXiv id, with or without a version, or the URL", "arXiv 编号，带不带版本号或写成网址都可以";
    "openreview": Value("an OpenReview id such as `YicbFdNTTy`"),
        "its OpenReview id, or the URL", "OpenReview 编号，写成网址也可以";
    "pmid": Like("a PubMed id, which is a number", "[0-9]"),
        "its PubMed id", "PubMed 编号";
    "isbn": Like("an ISBN", "[0-9]"),
        "its ISBN", "ISBN";
    "url" | "链接": LINK,
        "its page", "论文网页";
    "pdf": Value("a web address or a file beside the note"),
        "its text", "论文全文";
    "code" | "代码": LINK,
        "its code", "代码";
    "data": LINK,
        "its data", "数据";
    "project": LINK,
        "its project page", "项目主页";
    "video": LINK,
        "a recorded talk", "报告录像";
    "slides": LINK,
        "slides", "幻灯片";
    "abstract" | "摘要": Texts,
        "the abstract; only if you may publish it", "摘要原文；允许公开时才写";
    "tags" | "标签": Words,
        "tags", "标签";
    "field" | "领域": Words,
        "the field", "研究领域";
    "keywords" | "关键词": Words,
        "keywords", "关键词";
    "aliases" | "别名": Names("a list of names"),
        "other names that links may use, and old URLs", "链接里可用的其他名字，以及旧网址";
    "bibtex": Value("a BibTeX entry"),
        "an entry pasted in after `|`; fills what is missing", "在 `|` 之后粘贴一条 BibTeX；用来补全没写的项";
};

/// A paper described in place, wherever one is referred to.
pub(in crate::parse) static PAPER: Table = table("a paper", &[FACTS]);

/// An author described in place.
pub(in crate::parse) static AUTHOR: Table = table(
    "an author",
    &[fields! {
        "name" | "姓名": Value("a name"),
            "the name", "姓名";
        "affiliation" | "机构": Value("a name"),
            "where they work", "所在机构";
    }],
);

pub(super) static REF: &[Field] = fields! {
    "paper" | "论文": ValueOrMap("a key, DOI, arXiv id, alias or title", &PAPER),
        "which paper", "哪篇论文";
};

/// A paper where papers are listed.
pub(in crate::parse) static PAPER_REF: Table = table("a paper", &[REF, FACTS]);
