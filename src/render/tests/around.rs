//! What stands around a paper's notes.

use super::{page, site, site_with};
use crate::config::Config;

const THREE: &str = "\
-- a.md --
---
title: Alpha
key: a2020
authors: [Ada Lovelace]
year: 2020
tags: [rare]
date: 2026-01-01
reader: lin
tldr: 'Ends </script><script>alert(1)</script> here'
follow_ups: [w1999]
---
-- b.md --
---
title: Beta
key: b2021
authors: [Ada Lovelace]
year: 2021
date: 2026-01-02
tags: [rare]
follow_ups: [w1999]
---
-- c.md --
---
title: Gamma
key: c2022
year: 2022
date: 2026-01-03
---
";

#[test]
fn related_papers_say_what_they_share_and_others_are_not_related() {
    let html = page(&site(THREE), "papers/a2020/");
    let related = section(&html, "<section class=\"related\"");
    assert!(related.contains(">Beta</a>"), "{related}");
    for reason in ["both lead to “w1999”", "both by Ada Lovelace", "both on rare"] {
        assert!(related.contains(reason), "{reason} in {related}");
    }
    assert!(!related.contains("Gamma"), "{related}");
    assert!(!page(&site(THREE), "papers/c2022/").contains("class=\"related\""));
}

#[test]
fn what_too_many_papers_share_makes_none_of_them_related() {
    let notes = (0..45)
        .map(|n| format!("-- n{n}.md --\n---\ntitle: Paper {n}\nkey: p{n}\ntags: [common]\n---\n"));
    let html = page(&site(&notes.collect::<String>()), "papers/p7/");
    assert!(!html.contains("class=\"related\""), "{html}");
}

#[test]
fn a_paper_leads_to_those_before_and_after_it() {
    let html = page(&site(THREE), "papers/b2021/");
    let nav = section(&html, "<nav class=\"neighbours\"");
    let places: Vec<usize> = ["Older notes", "Alpha", "Newer notes", "Gamma", "Published before"]
        .iter()
        .map(|words| nav.find(words).unwrap_or_else(|| panic!("{words} in {nav}")))
        .collect();
    assert!(places.is_sorted(), "{nav}");
}

#[test]
fn programs_are_told_of_the_paper_and_of_the_review_and_nothing_escapes_its_script() {
    let base_url = Some("https://lab.example/".to_owned());
    let config = Config { title: "Lab".into(), base_url, ..Config::default() };
    let html = page(&site_with(THREE, config), "papers/a2020/");
    assert!(html.contains("<meta name=\"citation_title\" content=\"Alpha\">"), "{html}");
    assert!(html.contains("<meta name=\"citation_author\" content=\"Lovelace, Ada\">"), "{html}");
    let (_, rest) = html.split_once("<script type=\"application/ld+json\">").unwrap();
    let (json, _) = rest.split_once("</script>").unwrap();
    let data: serde_json::Value = serde_json::from_str(json).unwrap();
    let review = &data["@graph"][0];
    assert_eq!(review["@type"], "Review");
    assert_eq!(review["itemReviewed"]["name"], "Alpha");
    assert_eq!(review["reviewBody"], "Ends alert(1) here", "raw HTML has no place in plain words");
    assert_eq!(review["url"], "https://lab.example/papers/a2020/#lin");
    assert!(html.contains("@misc{a2020-lin,"), "{html}");
}

/// The element of `html` that begins with `start`, to the end of the first of its kind.
fn section<'h>(html: &'h str, start: &str) -> &'h str {
    let at = html.find(start).unwrap_or_else(|| panic!("{start} in {html}"));
    let name = start[1..].split(' ').next().unwrap_or_default();
    let end = html[at..].find(&format!("</{name}>")).unwrap();
    &html[at..at + end]
}
