//! Sections of pages: in the index of search, and in previews of links into a page.

use super::{page, site};

const NOTES: &str = "\
-- a.md --
---
title: Alpha
key: a2020
reader: lin
lang: en
tldr: One sentence.
pass1: {now: It is known what it is.}
questions: [{ask: Why does it work?}]
pass2: {summary: Read with care.}
---
Words before.

# Méthode *forte*

What is done first. What is done then.

## Details

Small print.
-- b.md --
---
title: Beta
key: b2021
---
See [[a2020]], [[a2020#Méthode forte|how]], [[a2020|again]], [[Dropout]] and [[Dropout|that]].
-- concepts/dropout.md --
---
title: Dropout
description: Units are left out at random.
---
-- pages/about.md --
# About

Who we are.

## Where

Here.
";

#[test]
fn the_index_knows_where_words_stand_in_a_note_and_on_a_page() {
    let texts = page(&site(NOTES), "search/t0.js");
    for expected in [
        r#"["Alpha\nOne sentence.","lin--pass-1","Pass 1","It is known what it is.","lin--questions","Questions","Why does it work?","lin--pass-2","Pass 2","Read with care.","lin--body","Notes in full","Words before.","lin--méthode-forte","Méthode forte","What is done first. What is done then.","lin--details","Details","Small print."]"#,
        r#"["About\nAbout Who we are.","where","Where","Here."]"#,
    ] {
        assert!(texts.contains(expected), "{expected} in {texts}");
    }
    assert!(!texts.contains(r#""about","About""#), "the title of a page is its beginning: {texts}");
}

#[test]
fn of_several_notes_a_section_says_whose_it_is() {
    let second = "-- c.md --\n---\ntitle: Alpha\nkey: a2020\nreader: wu\n---\nAnother view.\n";
    let texts = page(&site(&format!("{NOTES}{second}")), "search/t0.js");
    for expected in
        [r#""lin--pass-1","lin · Pass 1","#, r#""wu--body","wu · Notes in full","Another view.""#]
    {
        assert!(texts.contains(expected), "{expected} in {texts}");
    }
}

#[test]
fn every_section_of_the_index_is_on_its_page() {
    let site = site(NOTES);
    let texts = page(&site, "search/t0.js");
    let html = page(&site, "papers/a2020/");
    let ids = texts.split('"').filter(|word| word.starts_with("lin--"));
    let missing: Vec<&str> = ids.filter(|id| !html.contains(&format!("id=\"{id}\""))).collect();
    assert!(missing.is_empty() && texts.contains("lin--"), "{missing:?} of {texts}");
}

#[test]
fn a_preview_shows_what_a_link_leads_to_once_a_page() {
    let html = page(&site(NOTES), "papers/b2021/");
    let previews: Vec<&str> = html.split("<span class=\"preview\"").skip(1).collect();
    assert_eq!(previews.len(), 3, "{html}");
    assert!(!previews[0].contains("preview-section"), "{html}");
    assert!(previews[1].contains("What is done first.</span>"), "{html}");
    assert!(previews[2].contains(">Units are left out at random.</span>"), "{html}");
    for id in ["note--preview-1", "note--preview-2"] {
        assert_eq!(html.matches(&format!(" id=\"{id}\"")).count(), 1, "{id} in {html}");
    }
    assert_eq!(html.matches("aria-describedby=\"note--preview-1\"").count(), 2, "{html}");
}

#[test]
fn links_may_lead_to_a_pass_or_another_part_of_a_note_where_its_page_has_it() {
    let notes = "\
-- a.md --
---
title: Alpha
key: a2020
reader: lin
pass1: {now: It is known what it is.}
pass2: {summary: Read with care.}
critiques: [{claim: It is short., stance: con}]
questions: [{ask: Why?}]
claims: [It works.]
results: [{benchmark: GLUE, metric: score, value: 80}]
follow_ups: [{paper: b2021, why: Next.}]
---
## Results

Those of the text.
-- b.md --
---
title: Beta
key: b2021
---
[[a2020#pass-1]] [[a2020#第二遍]] [[a2020#Pass 2|two]] [[a2020#pass-3|three]] [[a2020#批判|c]]
[[a2020#questions|q]] [[a2020#claims|l]] [[a2020#results|of the text]] [[a2020#结果|r]] [[a2020#后续阅读|f]]
";
    let site = site(notes);
    let (from, to) = (page(&site, "papers/b2021/"), page(&site, "papers/a2020/"));
    let led: Vec<&str> = from
        .split("href=\"../a2020/index.html#")
        .skip(1)
        .filter_map(|rest| rest.split('"').next())
        .take(9)
        .collect();
    let expected = [
        "pass-1",
        "pass-2",
        "pass-2",
        "critiques",
        "questions",
        "claims",
        // A heading of the text is meant before the part of the same name.
        "results",
        "results-section",
        "follow-ups",
    ];
    assert_eq!(led, expected.map(|id| format!("lin--{id}")), "there is no third pass");
    for id in led {
        assert_eq!(to.matches(&format!("id=\"{id}\"")).count(), 1, "{id}");
    }
}
