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
    assert_snapshot!(text(&changes, Tongue::En), @"");
    assert_snapshot!(text(&changes, Tongue::Zh), @"");
    assert_snapshot!(markdown(&changes, Tongue::En), @"");
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
    assert_eq!(text(&changes, Tongue::En), "Papers: 1 changed\n~ A paper that stays: texts revised\n");
}

#[test]
fn html_is_escaped() {
    let changes = changes(OLD, &(OLD.to_owned() + "-- notes/x.md --\n---\ntitle: a <b> & c\n---\n"));
    assert_eq!(html(&changes, Tongue::En), "<ul><li>a &lt;b&gt; &amp; c: new note</li></ul>");
}
