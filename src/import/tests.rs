//! Notes as people write them, and what is found in them.

use super::{Folder, Origin, note};
use crate::source::ContentPath;

/// The front matter that a note is given, and a check that its body stays as it is.
fn front(path: &str, text: &str, origin: Origin) -> String {
    let names = [ContentPath::new("other.md").unwrap()];
    let imported = note(&ContentPath::new(path).unwrap(), text, origin, &Folder::of(&names));
    assert_eq!(imported.errors, 0, "{}", imported.text);
    let (was, is) = (crate::parse::parts(text).1, crate::parse::parts(&imported.text).1);
    assert_eq!(&imported.text[is], &text[was], "the body of {path}");
    let again = note(&ContentPath::new(path).unwrap(), &imported.text, origin, &Folder::of(&names));
    assert_eq!(again.text, imported.text, "a second run changes nothing");
    let (front, _) = crate::parse::parts(&imported.text);
    front.map_or_else(String::new, |front| imported.text[front].to_owned())
}

#[test]
fn a_note_with_labelled_lines() {
    let text = "\
# [论文解读] Inference-Time Diffusion Model Distillation

**会议**: ICCV 2025 (Oral)
**arXiv**: [2412.08871](https://arxiv.org/abs/2412.08871)
**代码**: [GitHub](https://github.com/a/b)
**领域**: 扩散模型/图像生成
**关键词**: 扩散蒸馏, 推理时蒸馏、教师引导采样

## 一句话总结

提出一种**推理时**蒸馏框架，无需训练。

## 局限性

- **慢**：每步都要教师
- 只在 `SD` 上试过

## 相关论文

- [x] [Read Already](https://arxiv.org/abs/1111.22222)
- **[Score Distillation](https://arxiv.org/abs/2209.14988)**：SDS 的出处
- [[other]]
- [code](https://github.com/x/y)
- 一段随便写写的话，不是论文。
";
    insta::assert_snapshot!(front("a.md", text, Origin::Folder), @r"
        title: Inference-Time Diffusion Model Distillation
        year: 2025
        venue: ICCV
        venue_status: oral
        arxiv: '2412.08871'
        code: 'https://github.com/a/b'
        field:
          - 扩散模型/图像生成
        keywords:
          - 扩散蒸馏
          - 推理时蒸馏
          - 教师引导采样
        tldr: '提出一种**推理时**蒸馏框架，无需训练。'
        follow_ups:
          - title: Score Distillation
            arxiv: '2209.14988'
            why: SDS 的出处
          - paper: other
        critiques:
          - claim: '**慢**：每步都要教师'
          - claim: '只在 `SD` 上试过'
    ");
}

#[test]
fn a_note_with_a_list_of_metadata_and_passes() {
    let text = "\
# Optimal and Scalable MAPF via Bridges

## Metadata

- Conference: ICML 2026
- Status: Spotlight
- OpenReview ID: Cxdj2GYZ4c
- Authors: Usman Khan; Joseph W Durham
- Code: N/A
- Published: 2026-05-01

## First pass

What it is.

## Second pass

## 3. References

1. He et al. Deep residual learning, 2016
2. [GAN](https://doi.org/10.1145/3422622)
";
    insta::assert_snapshot!(front("a.md", text, Origin::Folder), @r"
        title: Optimal and Scalable MAPF via Bridges
        authors:
          - Usman Khan
          - Joseph W Durham
        year: 2026
        venue: ICML
        venue_status: spotlight
        openreview: Cxdj2GYZ4c
        pass1: '[[#First pass|First pass]]'
        follow_ups:
          - title: 'He et al. Deep residual learning, 2016'
            priority: low
          - doi: '10.1145/3422622'
            priority: low
    ");
}

#[test]
fn a_note_with_a_quote_or_a_table() {
    let quote = "> **作者**：张三，李四（清华大学）\n> **期刊**：计算机学报 2020\n\n# 标题在后\n\n作者：不在头部\n";
    insta::assert_snapshot!(front("2019-a.md", quote, Origin::Folder), @r"
        title: 标题在后
        authors:
          - 张三
          - 李四
        year: 2020
        venue: 计算机学报
    ");
    let table = "# T of It All\n\n| 项 | 值 |\n|---|---|\n| **作者** | Ann Bee, Cai Dee 等（Stanford） |\n| **会议** | CoRL 2025 |\n| **项目主页** | [x.io](https://x.io/) |\n";
    insta::assert_snapshot!(front("a.md", table, Origin::Folder), @r"
        title: T of It All
        authors:
          - Ann Bee
          - Cai Dee
        year: 2025
        venue: CoRL
        project: 'https://x.io/'
    ");
}

#[test]
fn what_is_doubtful_is_not_proposed() {
    let text = "\
# 学习笔记

作者认为：这个方法不好。
作者: 学习笔记
会议: 本文发表在顶会上，影响很大。
代码: 待确认
链接: 无

日期: 2024-05-01

正文里提到 CVPR 2020 和 https://arxiv.org/abs/1706.03762 的内容很多很多很多很多很多很多很多很多很多很多很多。
";
    insta::assert_snapshot!(front("2024-05-01-x.md", text, Origin::Folder), @r"
        title: 学习笔记
    ");
}

#[test]
fn foreign_front_matter_is_adopted() {
    let text = "---\nTitle: ResNet: Deep\nAuthor: [\"[[Kaiming He]]\", '[[people/Jian Sun|Jian Sun]]']\nconference: CVPR\ncssclass: wide\nstatus: 搁置中\ndate created: 2024-05-01\ntags: [a]\n---\n\n- doi: 10.1109/CVPR.2016.90\n";
    insta::assert_snapshot!(front("notes/ResNet.md", text, Origin::Vault), @r"
        title: 'ResNet: Deep'
        authors: [Kaiming He, Jian Sun]
        venue: CVPR
        x-cssclass: wide
        x-status: 搁置中
        date: 2024-05-01
        tags: [a]
        doi: '10.1109/cvpr.2016.90'
    ");
}

#[test]
fn a_list_of_what_is_to_be_read_is_a_list() {
    let text = "# TODO\n\n- [ ] [Attention Is All You Need](https://arxiv.org/abs/1706.03762) for the talk\n- [x] [Done One Here](https://arxiv.org/abs/1512.03385)\n- [ ] buy milk\n";
    insta::assert_snapshot!(front("TODO.md", text, Origin::Folder), @r"
        kind: list
        papers:
          - title: Attention Is All You Need
            arxiv: '1706.03762'
            why: for the talk
    ");
    assert_eq!(
        front(
            "README.md",
            "# Notes\n\n- [A Paper Of Note](https://arxiv.org/abs/1706.03762)\n",
            Origin::Folder
        ),
        ""
    );
}

#[test]
fn line_ends_stay_as_they_are() {
    let text = "# A Title\r\n\r\n- 年份: 2016\r\n";
    let imported =
        note(&ContentPath::new("a.md").unwrap(), text, Origin::Folder, &Folder::default());
    assert_eq!(imported.text, format!("---\r\ntitle: A Title\r\nyear: 2016\r\n---\r\n{text}"));
}

proptest::proptest! {
    #[test]
    fn any_text_is_taken_in_with_its_body(
        text in "(---\n|# |\n|- |\\*\\*作者\\*\\*: |会议: CVPR 2020|\\[\\[|\\]\\]|\\]\\(|https://arxiv.org/abs/1706.03762|[ -~]|长){0,30}",
    ) {
        let path = ContentPath::new("a.md").unwrap();
        let imported = note(&path, &text, Origin::Folder, &Folder::default());
        let was = &text[crate::parse::parts(&text).1];
        let is = &imported.text[crate::parse::parts(&imported.text).1];
        // Lines of a front matter that nothing ends may have come back to the body.
        proptest::prop_assert!(is.ends_with(was), "{text:?} became {:?}", imported.text);
    }
}

#[test]
fn a_note_with_nothing_of_its_readers_is_yet_to_be_read() {
    let copied = "[page](https://www.example.org/paper/1)\n\n# A Title of Words\n\n## Abstract\n\nWe show it.\n\n## References\n\n1. An earlier paper of ours\n";
    insta::assert_snapshot!(front("2015-a-title.md", copied, Origin::Folder), @r"
    title: A Title of Words
    year: 2015
    url: 'https://www.example.org/paper/1'
    status: to-read
    follow_ups:
      - title: An earlier paper of ours
        priority: low
    ");
    for own in ["\n## Thoughts\n\nIt is new.\n", "\n## TL;DR\n\nIt is new.\n"] {
        let text = format!("{copied}{own}");
        assert!(!front("a.md", &text, Origin::Folder).contains("to-read"), "{own}");
    }
    let template = "# A Title of Words\n\n## First pass\n\n- \n\n## Second pass\n";
    assert!(front("a.md", template, Origin::Folder).contains("status: to-read"));
    let readme = "# Papers\n\n- [A Title of Words](a.md)\n";
    assert!(!front("x/README.md", readme, Origin::Folder).contains("status"));
    let read = format!("---\npass1: I read it\n---\n{copied}");
    assert!(!front("a.md", &read, Origin::Folder).contains("to-read"));
}

#[test]
fn a_line_below_the_title_says_who_where_and_when() {
    for (line, expected) in [
        ("> Ada Lovelace, PODS 1998", "authors:\n  - Ada Lovelace\nyear: 1998\nvenue: PODS\n"),
        ("> by A Lovelace · 1994", "authors:\n  - A Lovelace\nyear: 1994\n"),
        ("> PVLDB, Aug 2017", "year: 2017\nvenue: PVLDB\n"),
        (
            "*Ada Lovelace et al., NeurIPS 2017*",
            "authors:\n  - Ada Lovelace\nyear: 2017\nvenue: NeurIPS\n",
        ),
        ("arXiv:1506.08603 · 2015", "year: 2015\narxiv: '1506.08603'\n"),
        ("2015 was a good year for it.", ""),
    ] {
        let text = format!("### [A Title of Words](../a.pdf)\n\n{line}\n>\n> more\n\nText.\n");
        let expected = format!("title: A Title of Words\n{expected}");
        assert_eq!(front("a.md", &text, Origin::Folder), expected, "{line}");
    }
}
