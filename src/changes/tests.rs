//! What is said of two states.

use insta::assert_snapshot;

use super::{Changes, State, Tongue, html, markdown, text};
use crate::links::testing::site;

const OLD: &str = "\
-- notes/he2016deep.md --
---
title: Deep Residual Learning
aliases: [ResNet]
doi: 10.1109/cvpr.2016.90
reader: li
date: 2024-01-01
pass1: {minutes: 20, decision: continue}
critiques: [{claim: No theory}]
questions: [Why 152?]
follow_ups: [vaswani2017attention]
---
-- notes/lecun1998gradient.md --
---
title: Gradient-based learning
pass1: Convolutions.
---
-- notes/same.md --
---
title: A paper that stays
pass1: The same.
---
";

const NEW: &str = "\
-- notes/renamed/residual.md --
---
title: Deep Residual Learning
key: he2016residual
aliases: [ResNet]
doi: 10.1109/CVPR.2016.90
reader: li
date: 2024-03-01
pass1: {minutes: 20, decision: continue}
pass2: {minutes: 60, decision: stop}
critiques: [{claim: No theory, answered_by: [same]}, {claim: Heavy, stance: pro}]
questions: [{ask: Why 152?, answer: Because}]
follow_ups: [vaswani2017attention, a2020, b2021]
---
-- notes/vaswani2017attention.md --
---
title: Attention is all you need
reader: li
pass1: {now: Attention}
follow_ups: [c2022]
---
-- other/place/same.md --
---
title: A paper that stays
pass1: The same.
---
";

fn changes(old: &str, new: &str) -> Changes {
    let (old, new) = (site(old), site(new));
    Changes::between(
        State { library: &old.library, links: &old.links },
        State { library: &new.library, links: &new.links },
    )
}

#[test]
fn changes_are_told_in_the_language_of_papers() {
    let changes = changes(OLD, NEW);
    assert_snapshot!(text(&changes, Tongue::En), @r#"
    Papers: 1 new, 1 changed, 1 removed
    + Attention is all you need: new note by li up to pass 1, was wanted by 1 paper, 1 new follow-up
    ~ ResNet: pass 1 → 2, decided to stop after pass 2, 60 more minutes, 2 new follow-ups, 1 new critique, 1 critique answered, 1 question answered
    - Gradient-based learning: note removed
    "#);
    assert_snapshot!(text(&changes, Tongue::Zh), @r#"
    论文：新增 1 篇，更新 1 篇，移除 1 篇
    + Attention is all you need：新笔记（li），读到第 1 遍，此前有 1 篇论文想读它，新增 1 篇后续阅读
    ~ ResNet：第 1 遍 → 第 2 遍，第 2 遍后决定到此为止，又读了 60 分钟，新增 2 篇后续阅读，新增 1 条批判，1 条批判得到回应，1 个问题得到回答
    - Gradient-based learning：移除了笔记
    "#);
    assert_snapshot!(markdown(&changes, Tongue::En), @r#"
    ### Papers: 1 new, 1 changed, 1 removed

    - **Attention is all you need** (`vaswani2017attention`): new note by li up to pass 1, was wanted by 1 paper, 1 new follow-up
    - **ResNet** (`he2016residual`): pass 1 → 2, decided to stop after pass 2, 60 more minutes, 2 new follow-ups, 1 new critique, 1 critique answered, 1 question answered
    - ~~Gradient-based learning~~ (`lecun1998gradient`): note removed
    "#);
    assert_eq!(changes.date.map(|date| date.to_string()).as_deref(), Some("2024-03-01"));
}

#[test]
fn a_file_that_moves_is_no_change() {
    let moved = OLD.replace("-- notes/", "-- elsewhere/2024/");
    let changes = changes(OLD, &moved);
    assert!(changes.is_empty(), "{}", text(&changes, Tongue::En));
    assert_eq!(text(&changes, Tongue::Zh), "没有变化\n");
}

#[test]
fn a_text_that_is_rewritten_is_a_change() {
    let changes = changes(OLD, &OLD.replace("The same.", "Not the same."));
    assert_eq!(
        text(&changes, Tongue::En),
        "Papers: 1 changed\n~ A paper that stays: texts revised\n"
    );
}

#[test]
fn html_is_escaped() {
    let changes =
        changes(OLD, &(OLD.to_owned() + "-- notes/x.md --\n---\ntitle: a <b> & c\n---\n"));
    assert_eq!(html(&changes, Tongue::En), "<ul><li>a &lt;b&gt; &amp; c: new note</li></ul>");
}
