//! What pages show, on sites of a few files.

use regex::Regex;

use super::{all, page, site, site_of, site_with};
use crate::config::Config;
use crate::theme::Theme;

const ALEXNET: &str = "\
-- notes/alexnet.md --
---
key: krizhevsky2012imagenet
title: ImageNet Classification
authors: [Alex Krizhevsky, Ilya Sutskever, Geoffrey E. Hinton]
year: 2012
venue: NIPS
reader: lin
date: 2024-05-01
tags: [vision]
aliases: [/old/alexnet/]
tldr: It <b>works</b>.
pass1:
  minutes: 25
  title: Deep networks on ImageNet
  figures: [{label: Table 1, kind: table, remark: the numbers}]
  decision: {word: continue, why: ours}
critiques:
  - {claim: Depth is hardly shown, about: experiments, view: hindsight, answered_by: [{paper: he2016deep, how: by going deeper}]}
questions:
  - {ask: Why normalise?, raised: 1}
results:
  - {benchmark: ILSVRC-2010 test, metric: top-5 error, value: 17.0, unit: '%', better: lower}
follow_ups:
  - {paper: nair2010rectified, why: Where ReLU comes from, priority: high}
---
-- notes/resnet.md --
---
key: he2016deep
title: Deep Residual Learning
year: 2016
authors: [Kaiming He]
pass1: One look.
results:
  - {benchmark: ILSVRC-2010 test, metric: top-5 error, value: 4.9, unit: '%', better: lower}
---
-- readers/lin.md --
---
title: Lin
---
";

#[test]
fn a_first_pass_note_says_that_it_goes_no_further() {
    let site = site(ALEXNET);
    let paper = page(&site, "papers/krizhevsky2012imagenet/");
    assert!(paper.contains("This note ends with the first pass"), "{paper}");
    assert!(paper.contains("id=\"lin--pass-1\""), "{paper}");
    assert!(!paper.contains("id=\"lin--pass-2\""), "{paper}");
}

#[test]
fn empty_parts_do_not_appear() {
    let site = site("-- a.md --\n---\ntitle: A\npass1: One look.\n---\n");
    let paper = page(&site, "papers/a/");
    for part in ["critiques", "questions", "results", "follow-ups", "field-figures", "references"] {
        assert!(!paper.contains(&format!("class=\"{part}")), "{part}: {paper}");
    }
    assert!(page(&site, "critiques/").is_empty());
    assert!(!page(&site, "").contains("critiques/"));
}

#[test]
fn words_of_authors_are_text() {
    let site = site(
        "-- a.md --\n---\ntitle: '<script>alert(1)</script>'\ntags: ['<u>']\nreader: '\"x'\n---\n",
    );
    // BibTeX has no way to write `<` but as it is, and no browser runs it.
    for (url, text) in all(&site).into_iter().filter(|(url, _)| !url.as_str().ends_with(".bib")) {
        assert!(!text.contains("<script>alert"), "{url}: {text}");
        assert!(!text.contains("<u>"), "{url}: {text}");
    }
}

#[test]
fn a_follow_up_that_nobody_has_read_has_a_page_with_who_wants_it_and_why() {
    let site = site(ALEXNET);
    let wanted = page(&site, "papers/nair2010rectified/");
    assert!(wanted.contains("Where ReLU comes from"), "{wanted}");
    assert!(wanted.contains("notesgen new nair2010rectified"), "{wanted}");
    assert!(wanted.contains("krizhevsky2012imagenet/index.html#lin--follow-up-1"), "{wanted}");
    assert!(page(&site, "reading-list/").contains("Where ReLU comes from"));
}

#[test]
fn a_critique_stands_on_the_page_of_the_paper_that_answers_it_too() {
    let site = site(ALEXNET);
    let answering = page(&site, "papers/he2016deep/");
    assert!(answering.contains("Depth is hardly shown"), "{answering}");
    for (url, there) in [
        ("critiques/", true),
        ("critiques/hindsight/", true),
        ("critiques/experiments/", true),
        ("critiques/con/", true),
        ("critiques/pro/", false),
        ("critiques/at-the-time/", false),
    ] {
        assert_eq!(page(&site, url).contains("Depth is hardly shown"), there, "{url}");
    }
}

#[test]
fn results_of_a_benchmark_are_one_table_by_year_with_the_best_marked() {
    let table = page(&site(ALEXNET), "results/ilsvrc-2010-test/");
    let (old, new) = (table.find("17.0").unwrap(), table.find("4.9").unwrap());
    assert!(old < new, "{table}");
    assert!(table.contains("<strong>4.9</strong>"), "{table}");
    assert!(!table.contains("<strong>17.0</strong>"), "{table}");
}

#[test]
fn an_old_address_leads_to_the_new_one() {
    let moved = page(&site(ALEXNET), "old/alexnet/");
    let to = "url=../../papers/krizhevsky2012imagenet/index.html";
    assert!(moved.contains(to), "{moved}");
}

#[test]
fn the_page_for_lost_addresses_links_from_the_root_of_the_host() {
    for (base, expected) in [
        (None, "href=\"/papers/\""),
        (Some("https://lab.example/reading/"), "href=\"/reading/papers/\""),
    ] {
        let config = Config { base_url: base.map(str::to_owned), ..Config::default() };
        let lost = page(&site_with(ALEXNET, config), "404.html");
        assert!(lost.contains(expected), "{lost}");
        assert!(!lost.contains("../"), "{lost}");
    }
}

#[test]
fn a_handout_holds_no_answers() {
    let site = site(
        "-- handouts/week1.md --\n---\ntitle: Week 1\ntasks:\n  - {text: Read it, answer: SECRET, \
         hint: Look, points: 2}\n---\n",
    );
    let handout = page(&site, "handouts/week1/");
    assert!(handout.contains("Read it") && handout.contains("Look"), "{handout}");
    assert!(all(&site).values().all(|text| !text.contains("SECRET")));
}

#[test]
fn a_draft_publishes_neither_itself_nor_its_images() {
    let site = site(
        "-- a/index.md --\n---\ntitle: A\ndraft: true\npass1: {figures: [{label: F, image: \
         x.svg}]}\n---\n-- a/x.svg --\n<svg/>\n",
    );
    assert!(site.urls().all(|url| !url.as_str().contains("x.svg")));
    assert!(page(&site, "papers/a/").is_empty());
}

#[test]
fn an_image_of_a_note_is_published_with_its_size() {
    let site = site(
        "-- a/index.md --\n---\ntitle: A\npass1: {figures: [{label: F, image: x.svg, alt: \
         curves}]}\n---\n-- a/x.svg --\n<svg/>\n",
    );
    let paper = page(&site, "papers/a/");
    let image = "<img src=\"../../files/a/x.svg\" alt=\"curves\" width=\"640\" height=\"480\"";
    assert!(paper.contains(image), "{paper}");
    assert_eq!(page(&site, "files/a/x.svg"), "<svg/>\n");
}

#[test]
fn two_readers_are_compared_where_they_differ() {
    let site = site(
        "-- a.lin.md --\n---\nkey: a\ntitle: A\nreader: lin\nratings: {novelty: 5, writing: \
         3}\npass1: One look.\n---\n-- a.nora.md --\n---\nkey: a\ntitle: A\nreader: nora\nratings: \
         {novelty: 2, writing: 3}\npass1: One look.\npass2: All of it.\n---\n",
    );
    let paper = page(&site, "papers/a/");
    let rating = |label: &str| {
        let row = Regex::new(&format!("<tr class=\"([^\"]*)\"><th scope=\"row\">{label}")).unwrap();
        row.captures(&paper).map(|found| found[1].to_owned())
    };
    assert_eq!(rating("Novelty").as_deref(), Some("difference difference-rating"));
    assert_eq!(rating("Writing"), None, "both give it three");
    assert_eq!(rating("Read to").as_deref(), Some("difference difference-pass"));
}

#[test]
fn a_paper_with_notes_in_two_languages_says_where_each_is() {
    let notes = "-- a.lin.md --\n---\nkey: a\ntitle: A\nreader: lin\nlang: zh\n---\n-- a.nora.md \
                 --\n---\nkey: a\ntitle: A\nreader: nora\nlang: en\n---\n-- b.md --\n---\ntitle: \
                 B\nlang: zh\n---\n";
    let base_url = Some("https://lab.example/".to_owned());
    let site = site_with(notes, Config { base_url, ..Config::default() });
    let alternates = |url: &str| -> Vec<String> {
        let link = r#"<link rel="alternate" hreflang="([^"]*)" href="([^"]*)">"#;
        let (link, page) = (Regex::new(link).unwrap(), page(&site, url));
        link.captures_iter(&page).map(|it| format!("{} {}", &it[1], &it[2])).collect()
    };
    assert_eq!(
        alternates("papers/a/"),
        [
            "zh https://lab.example/papers/a/#lin",
            "en https://lab.example/papers/a/#nora",
            "x-default https://lab.example/papers/a/",
        ]
    );
    assert_eq!(alternates("papers/b/"), Vec::<String>::new());
}

/// `count` notes that say `line`.
fn notes(count: usize, line: &str) -> String {
    let note = |n| format!("-- n{n}.md --\n---\ntitle: Paper {n}\n{line}\n---\n");
    (0..count).map(note).collect::<Vec<_>>().concat()
}

#[test]
fn a_long_list_is_cut_into_pages() {
    let notes = notes(450, "tags: [t]");
    let site = site(&notes);
    for (url, rows) in [("tags/t/", 200), ("tags/t/2/", 200), ("tags/t/3/", 50), ("papers/3/", 50)]
    {
        assert_eq!(page(&site, url).matches("<tr class=\"paper-row\"").count(), rows, "{url}");
    }
    assert!(page(&site, "tags/t/4/").is_empty());
}

#[test]
fn a_paper_that_many_lead_to_shows_fifty_and_links_to_the_rest() {
    let notes = notes(120, "follow_ups: [wanted2000it]");
    let site = site(&notes);
    let wanted = page(&site, "papers/wanted2000it/");
    assert_eq!(wanted.matches("<li class=\"lead ").count(), 50);
    assert!(wanted.contains("and 70 more"), "{wanted}");
    let leads = page(&site, "papers/wanted2000it/leads/");
    assert_eq!(leads.matches("<li class=\"lead ").count(), 120);
}

#[test]
fn one_page_at_a_time_gives_the_same_bytes_as_all_of_them() {
    let (one, two) = (site(ALEXNET), site(ALEXNET));
    for (url, text) in all(&one) {
        assert_eq!(page(&two, url.as_str()), text, "{url}");
    }
}

#[test]
fn every_page_forbids_inline_scripts_and_has_none() {
    // Scripts are files; what stands in the page as JSON-LD is data to every browser.
    // The one style attribute of ours says what stands at the head of printed pages.
    let inline =
        Regex::new(r"<script>| on[a-z]+=|<(?:[^h][^ >]*|h[^t][^ >]*) [^>]*style=").unwrap();
    let script = Regex::new(r"<script( [^>]*)>").unwrap();
    for (url, text) in all(&site(ALEXNET)) {
        if url.is_page() {
            let policy = text.replace("&#x27;", "'").replace("&#39;", "'");
            assert!(policy.contains("default-src 'none'; script-src 'self';"), "{url}: {text}");
            assert!(inline.find(&text).is_none(), "{url}: {text}");
            for found in script.captures_iter(&text) {
                let allowed =
                    found[1].starts_with(" src=\"") || &found[1] == " type=\"application/ld+json\"";
                assert!(allowed, "{url}: {}", &found[0]);
            }
        }
    }
}

#[test]
fn no_link_of_a_site_is_dead() {
    let reference = Regex::new(r#"(?:href|src)="([^"]*)""#).unwrap();
    let id = Regex::new(r#" id="([^"]*)""#).unwrap();
    let pages = all(&site(ALEXNET));
    for (url, text) in pages.iter().filter(|(url, _)| url.is_page()) {
        for found in reference.captures_iter(text) {
            let (path, anchor) = found[1].split_once('#').unwrap_or((&found[1], ""));
            if path.contains(':') {
                continue;
            }
            let mut parts: Vec<&str> = url.as_str().split('/').collect();
            parts.pop();
            for part in path.trim_end_matches("index.html").split('/') {
                match part {
                    ".." => drop(parts.pop()),
                    "" | "." => {}
                    part => parts.push(part),
                }
            }
            let mut to = parts.join("/");
            if !to.is_empty() && !to.rsplit('/').next().unwrap_or_default().contains('.') {
                to.push('/');
            }
            let target = pages.iter().find(|(url, _)| url.as_str() == to);
            let Some((_, target)) = target else { panic!("{url}: {} is dead", &found[1]) };
            let there = anchor.is_empty() || id.captures_iter(target).any(|it| it[1] == *anchor);
            assert!(there, "{url}: {} has no such place", &found[1]);
        }
    }
}

#[test]
fn no_page_of_an_author_takes_an_id_of_the_pages_own() {
    let site = site(
        "-- pages/x.md --\n---\ntitle: X\n---\n# content\n\n<p id=\"_content\">a</p>\n\n## references\n",
    );
    let page = page(&site, "x/");
    assert_eq!(page.matches("id=\"_content\"").count(), 1, "{page}");
    assert!(page.contains("id=\"user_content\"") && page.contains("id=\"content\""), "{page}");
}

#[test]
fn references_look_forward_over_the_texts_of_a_note_and_stay_within_it() {
    let note = |reader: &str, tag: &str| {
        format!(
            "-- {reader}.md --\n---\ntitle: A\nkey: a2020\nreader: {reader}\n\
             tldr: See \\eqref{{eq:loss}} and @fig:net\n---\n\
             $$x \\tag{{{tag}}} \\label{{eq:loss}}$$\n\n![net](net.png \"Net\"){{#fig:net}}\n"
        )
    };
    let text = format!("{}{}-- net.png --\nx\n", note("lin", "1"), note("wang", "2"));
    let html = page(&site(&text), "papers/a2020/");
    for (reader, number, figure) in [("lin", 1, 1), ("wang", 2, 2)] {
        let equation = format!("href=\"#{reader}--eq-loss\">({number})</a>");
        assert!(html.contains(&equation), "{equation} in {html}");
        assert_eq!(html.matches(&format!("id=\"{reader}--eq-loss\"")).count(), 1);
        assert!(html.contains(&format!("href=\"#{reader}--figure-{figure}\"")), "{html}");
    }
}

#[test]
fn a_figure_without_words_has_those_of_the_card_on_the_same_figure() {
    let text = "-- a.md --\n---\ntitle: A\nkey: a2020\npass1:\n  figures:\n    \
                - {label: Figure 2, image: net.png, remark: r}\npass2:\n  ipo:\n    \
                - {of: Figure 2, input: an image, process: five layers, output: a class}\n---\n\
                -- net.png --\nx\n";
    let html = page(&site(text), "papers/a2020/");
    assert!(html.contains("alt=\"an image → five layers → a class\""), "{html}");
}

#[test]
fn a_sentence_that_leads_here_names_papers_by_their_titles() {
    let text = "-- a.md --\n---\ntitle: Alpha Net\nkey: a2020\n---\n\
                -- b.md --\n---\ntitle: B\nkey: b2021\n---\nIt entered with [[a2020]] in a2020x.\n";
    let html = page(&site(text), "papers/a2020/");
    assert!(html.contains("It entered with Alpha Net in a2020x."), "{html}");
}

#[test]
fn the_plain_theme_has_one_style_sheet_and_no_script() {
    let theme = Theme::builtin("plain").unwrap();
    let files: Vec<String> = theme.files().map(|file| file.url.to_string()).collect();
    assert!(files.iter().all(|file| !file.ends_with(".js")), "{files:?}");
    assert_eq!(files.iter().filter(|file| file.ends_with(".css")).count(), 1, "{files:?}");
    let site = site_of(ALEXNET, Config { title: "Lab".into(), ..Config::default() }, "plain");
    let html = page(&site, "papers/krizhevsky2012imagenet/");
    assert!(!html.contains("<script src"), "{html}");
    assert!(!html.contains("id=\"_theme\""), "{html}");
}

#[test]
fn what_all_papers_of_a_list_share_is_no_column_of_it() {
    let site = site("-- a.md --\n---\ntitle: Alpha\nyear: 2020\nvenue: ICML\n---\n");
    for (url, columns, missing) in
        [("papers/", 5, "-"), ("years/2020/", 4, ">2020</td>"), ("venues/icml/", 4, ">ICML</td>")]
    {
        let html = page(&site, url);
        assert_eq!(html.matches("<th scope=\"col\">").count(), columns, "{url}: {html}");
        assert!(missing == "-" || !html.contains(missing), "{url}: {html}");
    }
}
