//! Every key of `notesgen.yaml`, declared once: its names, what it takes, and what it says, in
//! English and in Chinese.

use super::ReferenceStyle;
use crate::model::HtmlPolicy;
use crate::yaml::fields::Kind::{
    Anything, Like, List, Map, Names, OneOf, OwnMap, OwnMapOf, Value, ValueOrMap, YesNo,
};
use crate::yaml::fields::{Field, Kind, Spelling, Table, fields};

const fn table(name: &'static str, groups: &'static [&'static [Field]]) -> Table {
    Table { name, groups, elsewhere: &[], open: false }
}

const TEXT: Kind = Value("a text");
const LANGUAGE: Kind = Value("a language tag such as `zh` or `en`");

/// The settings.
pub(super) static SETTINGS: Table = Table {
    name: "`notesgen.yaml`",
    groups: &[fields! {
        "title": TEXT,
            "the site's title; else the name of its folder", "网站标题；不写则取文件夹的名字";
        "description": TEXT,
            "one sentence on what the site is", "一句话说明这是什么网站";
        "base_url": Like("a web address such as `https://example.org/notes/`", "^\\s*https?://[^?#]+$"),
            "where it is published; needed for feeds, the sitemap and canonical links only", "网站发布到的网址；只有订阅源、站点地图和规范链接需要它";
        "language": LANGUAGE,
            "the language of the pages' own words: `en` or `zh`", "网页本身的语言：`zh` 或 `en`";
        "languages": Names("a list of language tags"),
            "languages that notes are written in; the first is that of notes that do not show theirs", "笔记用到的语言；看不出语言的笔记算第一种";
        "theme": ValueOrMap("the name of a theme", &THEME),
            "how the site looks", "网站外观";
        "content": Value("a folder"),
            "the folder of the notes; `content` if not said", "笔记所在的文件夹；不写为 `content`";
        "output": Value("a folder"),
            "the folder that is written; `public` if not said", "生成到哪个文件夹；不写为 `public`";
        "bibliography": ValueOrMap("a file or a list of files", &BIBLIOGRAPHY),
            "BibTeX and CSL-JSON files, and how references are written", "BibTeX 和 CSL-JSON 文件，以及参考文献的格式";
        "math": Map(&MATH),
            "formulas", "公式";
        "markdown": Map(&MARKDOWN),
            "how texts are read", "怎样读正文";
        "venues": OwnMapOf("a map such as `{NeurIPS: {full: …, aliases: [NIPS]}}`", &VENUE),
            "venues with several names", "有几个名字的会议和期刊";
        "tags": OwnMap("a map such as `{computer vision: [cv, 计算机视觉]}`"),
            "tags with several names", "有几个名字的标签";
        "featured": Names("a list of papers and curated lists"),
            "what stands first on the home page: papers by their citation keys, curated lists by their names", "首页最前面放什么：论文写引用键，书单写名字";
        "menu": List(&MENU),
            "the menu; the theme's own if there is none", "菜单；不写则用主题自带的";
        "feeds": YesNo,
            "whether Atom feeds are made", "要不要生成 Atom 订阅源";
        "cards": YesNo,
            "whether card images are made, for links that are shared; needs `base_url`", "要不要生成分享链接时显示的卡片图；需要 `base_url`";
        "ratings": OwnMap("a map such as `{reproducibility: 可复现性}`"),
            "ratings of the site's own: keys and the words to show", "自己定的评分项目：字段名和显示的文字";
        "license" | "licence": ValueOrMap("a name such as `CC BY 4.0`", &LICENSE),
            "the licence of the notes", "笔记的许可协议";
        "private": Names("a list of folders"),
            "folders below the notes that are never published", "绝不发布的文件夹（在笔记文件夹之内）";
        "extra": Anything,
            "keys of your own, handed to templates", "自己的字段，原样交给模板";
    }],
    elsewhere: &[&THEME, &BIBLIOGRAPHY, &MATH, &MARKDOWN],
    open: false,
};

/// A theme and its options.
pub(super) static THEME: Table = table(
    "`theme`",
    &[fields! {
        "name": Value("the name of a theme"),
            "a folder in `themes/`, or a built-in theme", "`themes/` 中的文件夹，或自带的主题";
        "options": OwnMap("a map of the theme's own options"),
            "what the theme lets one choose", "主题提供的选项";
    }],
);

/// Files with references.
pub(super) static BIBLIOGRAPHY: Table = table(
    "`bibliography`",
    &[fields! {
        "files": Names("a file or a list of files"),
            "BibTeX and CSL-JSON files; `references.bib` is found by itself", "BibTeX 和 CSL-JSON 文件；`references.bib` 会自动找到";
        "style": OneOf(styles),
            "how references are written; `apa` if not said", "参考文献格式；不写为 `apa`";
    }],
);

/// Formulas.
pub(super) static MATH: Table = table(
    "`math`",
    &[fields! {
        "macros": OwnMap("a map such as `{'\\R': '\\mathbb{R}'}`"),
            "LaTeX macros, in single quotes", "LaTeX 宏，写在单引号里";
    }],
);

/// How texts are read.
pub(super) static MARKDOWN: Table = table(
    "`markdown`",
    &[fields! {
        "html": OneOf(policies),
            "authors' HTML: `safe` cleans it, `none` shows it as text, `trusted` passes it through", "作者写的 HTML：`safe` 清理后保留，`none` 当作文字显示，`trusted` 原样保留";
    }],
);

/// A venue by its several names.
pub(super) static VENUE: Table = table(
    "a venue",
    &[fields! {
        "full": TEXT,
            "its full name", "全称";
        "aliases": Names("a list of names"),
            "other names that notes use", "笔记里用到的其他名字";
    }],
);

/// An entry of the menu.
pub(super) static MENU: Table = table(
    "an entry of `menu`",
    &[fields! {
        "title": TEXT,
            "its words", "显示的文字";
        "url": Value("a path of the site such as `/reading-list/`, or a URL"),
            "where it leads", "通向哪里";
    }],
);

/// The licence of the notes.
pub(super) static LICENSE: Table = table(
    "`license`",
    &[fields! {
        "name": Value("a name such as `CC BY 4.0`"),
            "its name", "名称";
        "url": Value("a web address such as `https://…`"),
            "its text", "全文网址";
    }],
);

/// Every table: the keys that the settings may have anywhere.
pub(super) static TABLES: &[&Table] =
    &[&SETTINGS, &THEME, &BIBLIOGRAPHY, &MATH, &MARKDOWN, &VENUE, &MENU, &LICENSE];

pub(super) const STYLES: &[(&str, ReferenceStyle)] = &[
    ("apa", ReferenceStyle::Apa),
    ("ieee", ReferenceStyle::Ieee),
    ("gb-t-7714-2015", ReferenceStyle::GbT7714),
];

pub(super) const POLICIES: &[(&str, HtmlPolicy)] =
    &[("safe", HtmlPolicy::Safe), ("none", HtmlPolicy::None), ("trusted", HtmlPolicy::Trusted)];

fn styles() -> Vec<Spelling> {
    spellings(STYLES)
}

fn policies() -> Vec<Spelling> {
    spellings(POLICIES)
}

fn spellings<T>(words: &[(&'static str, T)]) -> Vec<Spelling> {
    words.iter().map(|&(word, _)| Spelling { word, others: &[] }).collect()
}
