//! Pictures made at build time: the map, the small map of a paper, charts, the calendar.

use regex::Regex;

use super::{page, site};

const PAPERS: &str = "\
-- a.md --
---
key: lecun1998gradient
title: Gradient-Based Learning
aliases: [LeNet]
tags: [vision]
pass1: One look.
follow_ups: [{paper: krizhevsky2012imagenet, why: deeper}]
critiques:
  - {claim: Depth is not tested, about: experiments, answered_by: [{paper: krizhevsky2012imagenet, how: it is}]}
---
-- b.md --
---
key: krizhevsky2012imagenet
title: ImageNet Classification
tags: [vision]
pass1: One look.
pass2: All of it.
relations: [{kind: extends, paper: lecun1998gradient}]
follow_ups: [hinton2012improving]
---
-- c.md --
---
key: alone2000it
title: Alone
pass1: One look.
---
";

#[test]
fn the_map_links_every_paper_and_says_what_lines_mean() {
    let map = page(&site(PAPERS), "map/");
    for part in [
        "href=\"../papers/lecun1998gradient/index.html\" class=\"node cluster-1 node-pass-1\"",
        "class=\"node cluster-1 node-pass-2\"",
        "class=\"node cluster-1 node-wanted\"",
        "class=\"node cluster-0 node-pass-1\"",
        "<title>ImageNet Classification: Read to pass 2 of 3</title>",
        ">LeNet</text>",
        "edge-extends",
        "edge-follow-up",
    ] {
        assert!(map.contains(part), "{part}: {map}");
    }
}

#[test]
fn a_small_map_is_drawn_like_this() {
    let map = page(&site(PAPERS), "map/");
    let start = map.find("<svg class=\"map-picture").unwrap();
    let end = start + map[start..].find("</svg>").unwrap();
    let title = Regex::new("<title>[^<]*</title>").unwrap();
    insta::assert_snapshot!(title.replace_all(&map[start..end], ""));
}

#[test]
fn notes_without_a_link_have_no_map() {
    let site = site("-- a.md --\n---\ntitle: A\n---\n-- b.md --\n---\ntitle: B\n---\n");
    assert!(page(&site, "map/").is_empty());
    assert!(!page(&site, "papers/a/").contains("class=\"neighbourhood\""));
}

#[test]
fn of_many_papers_the_map_leaves_out_those_wanted_once_and_says_so() {
    let note = |n| {
        format!(
            "-- n{n}.md --\n---\ntitle: Paper {n}\nfollow_ups: [once{n}, twice{}]\n---\n",
            n / 2
        )
    };
    let map = page(&site(&(0..200).map(note).collect::<String>()), "map/");
    assert!(map.contains("Of 500 papers 300 are shown"), "{map}");
    assert!(!map.contains("papers/once7/"));
    assert!(map.contains("papers/twice7/"));
}

#[test]
fn a_paper_shows_what_led_to_it_and_what_follows() {
    let paper = page(&site(PAPERS), "papers/krizhevsky2012imagenet/");
    let around = &paper[paper.find("class=\"neighbourhood\"").unwrap()..];
    let x = |key: &str| {
        let node = Regex::new(&format!(r#"papers/|\.\./{key}/index.html" class="node"#)).unwrap();
        let place = node.find(around).unwrap_or_else(|| panic!("{key}: {around}")).end();
        let x = Regex::new(r#"cx="([0-9.]+)""#).unwrap();
        x.captures(&around[place..]).unwrap()[1].parse::<f64>().unwrap()
    };
    assert!(x("lecun1998gradient") < x("hinton2012improving"), "{around}");
}

#[test]
fn a_paper_with_many_links_shows_a_dozen_and_counts_the_rest() {
    let note =
        |n| format!("-- n{n}.md --\n---\ntitle: Paper {n}\nfollow_ups: [wanted, hub]\n---\n");
    let notes = (0..40).map(note).collect::<Vec<_>>().concat();
    let hub = "-- hub.md --\n---\ntitle: Hub\npass1: One look.\n---\n";
    let paper = page(&site(&(notes + hub)), "papers/hub/");
    let around = &paper[paper.find("class=\"neighbourhood\"").unwrap()..];
    assert_eq!(around.matches("class=\"node node-pass").count(), 6, "{around}");
    assert!(around.contains("and 34 more"), "{around}");
}

const RESULTS: &str = "\
-- a.md --
---
title: Old
year: 2012
results: [{benchmark: B, metric: error, value: 17.0, unit: '%', better: lower}]
---
-- b.md --
---
title: New
year: 2015
results:
  - {benchmark: B, metric: error, value: 4.9, unit: '%', setting: '**six** nets'}
  - {benchmark: B, metric: speed, value: 12}
---
";

#[test]
fn a_metric_has_a_chart_whose_dots_lead_to_the_notes() {
    let results = page(&site(RESULTS), "results/");
    for part in [
        "href=\"../papers/b/index.html#note--result-1\"><title>New · 4.9 % · six nets</title>",
        ">2012</text>",
        "class=\"chart-best\"",
        ">20</text>",
    ] {
        assert!(results.contains(part), "{part}: {results}");
    }
    // A single number is no chart.
    assert_eq!(results.matches("<figure class=\"chart\">").count(), 1);
}

#[test]
fn the_script_of_the_map_waits_for_the_page() {
    // The site's script stands in the head, where there is no map yet.
    let script = &super::project_files("themes/default/scripts")["map.js"];
    let code = script.split_once("*/").unwrap().1.trim_start();
    assert!(code.starts_with("document.addEventListener(\"DOMContentLoaded\", "), "{code}");
}
