//! Shelving of whole sites.

use std::fmt::Write as _;

use insta::assert_snapshot;

use crate::config::{Config, VenueNames};
use crate::library::{Library, Term};
use crate::links::testing::{build, config, sections, site};

#[test]
fn notes_with_one_key_id_alias_or_title_are_on_one_paper() {
    let site = site(
        "
-- a/key.md --
---
title: Attention Is All You Need
key: vaswani2017attention
---
-- a/key-in-capitals.md --
---
title: 注意力就是一切
key: Vaswani2017Attention
reader: li
---
-- b/arxiv.md --
---
title: 'Transformer (my notes)'
arxiv: 1706.03762v5
year: 2017
---
-- b/doi.md --
---
title: Attention is all you need.
doi: 10.48550/arXiv.1706.03762
reader: li
---
-- b/alias.md --
---
title: Attention Is All You Need
aliases: [vaswani2017attention]
---
-- c/title.md --
---
title: attention is all you need
year: 2017
---
-- c/other.md --
---
title: Attention Is All You Need
doi: 10.1109/5.726791
year: 2001
---
",
    );
    assert_snapshot!(site.papers(), @"
    other “Attention Is All You Need” 2001: c/other.md #note
    Vaswani2017Attention “注意力就是一切” 2017: a/key-in-capitals.md #li, a/key.md #note, b/alias.md #note-2, b/arxiv.md #note-3, b/doi.md #li-2, c/title.md #note-4
    ");
    assert_snapshot!(site.said(), @"
    b/doi.md:4:9: N305 `li` has notes on this paper already, in `a/key-in-capitals.md`
      a/key-in-capitals.md:4:9: the first one
      help: both are shown; put them into one file if they are one reading
    ");
}

#[test]
fn one_key_for_two_papers_is_an_error_that_names_both_files() {
    let site = site(
        "
-- a.md --
---
title: Deep Residual Learning for Image Recognition
key: smith2020
---
-- b.md --
---
title: Attention Is All You Need
key: Smith2020
---
-- c.md --
---
title: Same title, other paper
key: same
doi: 10.1109/1
---
-- d.md --
---
title: Same title, other paper
key: same
doi: 10.1109/2
---
",
    );
    assert_snapshot!(site.papers(), @"
    b “Attention Is All You Need”: b.md #note
    d “Same title, other paper”: d.md #note
    same “Same title, other paper”: c.md #note
    smith2020 “Deep Residual Learning for Image Recognition”: a.md #note
    ");
    assert_snapshot!(site.said(), @"
    b.md:3:6: N300 `a.md` and `b.md` give two different papers the key `Smith2020`
      a.md:3:6: “Deep Residual Learning for Image Recognition” in `a.md`
      help: give one of them another `key`
      help: if they are one paper, give both the same `doi` or `title`
    d.md:3:6: N300 `c.md` and `d.md` give two different papers the key `same`
      c.md:3:6: “Same title, other paper” in `c.md`
      help: give one of them another `key`
      help: if they are one paper, give both the same `doi` or `title`
    ");
}

#[test]
fn files_of_one_name_are_two_papers_if_nothing_says_otherwise() {
    let site = site(
        "
-- 2012/notes.md --
---
title: ImageNet classification with deep networks
---
-- 2016/notes.md --
---
title: Attention Is All You Need
---
-- 2020/vit/index.md --
---
title: An Image Is Worth 16x16 Words
---
-- deep learning (1).md --
---
title: Deep learning
---
",
    );
    assert_snapshot!(site.papers(), @"
    2016-notes “Attention Is All You Need”: 2016/notes.md #note
    deep-learning-1 “Deep learning”: deep learning (1).md #note
    notes “ImageNet classification with deep networks”: 2012/notes.md #note
    ");
    assert_snapshot!(site.said(), @"");
}

#[test]
fn facts_of_the_first_note_win_and_a_contradiction_is_shown() {
    let site = site(
        "
-- a.md --
---
title: Deep Residual Learning
key: he2016deep
year: 2016
venue: CVPR 2016
tags: [CNN, Deep Learning]
---
-- b.md --
---
title: Deep Residual Nets
key: he2016deep
year: 2015
venue: cvpr
tags: [deep-learning, vision]
---
",
    );
    assert_snapshot!(site.papers(), @"he2016deep “Deep Residual Learning” 2016: a.md #note, b.md #note-2");
    assert_snapshot!(site.said(), @"
    b.md:2:8: N301 another note on this paper gives `Deep Residual Learning` as its title, not `Deep Residual Nets`
      a.md:2:8: given here, and used
      help: give the title in one of the notes only, or the same in both
    b.md:4:7: N301 another note on this paper gives `2016` as its year, not `2015`
      a.md:4:7: given here, and used
      help: give the year in one of the notes only, or the same in both
    ");
    let paper = site.library.paper(site.library.paper_with_key("HE2016DEEP").unwrap());
    assert_eq!(paper.tags, ["CNN", "Deep Learning", "vision"]);
    assert_eq!(paper.venue.as_deref(), Some("CVPR"));
}

fn terms<'a>(library: &Library, terms: impl Iterator<Item = &'a Term>) -> String {
    let mut out = String::new();
    for term in terms {
        let papers: Vec<&str> =
            term.papers.iter().map(|&id| library.paper(id).key.as_str()).collect();
        let _ = writeln!(out, "{} /{}/: {}", term.name, term.slug, papers.join(", "));
    }
    out
}

#[test]
fn papers_are_found_by_venue_tag_author_and_year_whatever_their_spelling() {
    let files = sections(
        "
-- a.md --
---
title: Paper the first of all
authors: [Geoffrey E. Hinton, A. Krizhevsky, 王伟]
venue: NIPS 2012
year: 2012
tags: [C, C++, 卷积神经网络]
---
-- b.md --
---
title: Paper the second of all
authors: ['Hinton, Geoffrey', Alex Krizhevsky]
venue: neurips
year: 2019
tags: [c++, CNN, 'C#']
---
-- c.md --
---
title: Paper the third of all
authors: [Wei Wang, Wei X. Wang, Wei Y. Wang]
venue: Nature
---
",
    );
    let config = Config {
        venues: vec![VenueNames {
            name: "NeurIPS".into(),
            full: None,
            aliases: vec!["NIPS".into()],
        }],
        tag_aliases: [("卷积神经网络".to_owned(), "CNN".to_owned())].into(),
        ..config()
    };
    let library = build(&files, &config, &[]).library;
    assert_snapshot!(terms(&library, library.venues().map(|(_, term)| term)), @"
    Nature /nature/: c
    NeurIPS /neurips/: b, a
    ");
    assert_snapshot!(terms(&library, library.tags().map(|(_, term)| term)), @"
    C /c/: a
    C# /csharp/: b
    C++ /cplusplus/: b, a
    CNN /cnn/: b, a
    ");
    assert_snapshot!(terms(&library, library.authors().map(|(_, term)| term)), @"
    Geoffrey E. Hinton /geoffrey-e-hinton/: b, a
    A. Krizhevsky /a-krizhevsky/: a
    Alex Krizhevsky /alex-krizhevsky/: b
    Wei Wang /wei-wang/: c
    Wei X. Wang /wei-x-wang/: c
    Wei Y. Wang /wei-y-wang/: c
    王伟 /王伟/: a
    ");
    assert_snapshot!(terms(&library, library.years().map(|(_, term)| term)), @"
    2019 /2019/: b
    2012 /2012/: a
    ");
}

#[test]
fn readers_are_those_with_a_file_and_those_whom_notes_name() {
    let site = site(
        "
-- readers/li-ming.md --
---
title: 李明
aliases: [Ming]
---
-- a.md --
---
title: Paper the first of all
readers: [李明, wang, li-mign]
---
-- b.md --
---
title: Paper the first of all
reader: ming
---
-- c.md --
---
title: Paper the second of all
---
",
    );
    let readers: Vec<(&str, usize)> = site
        .library
        .readers()
        .map(|(_, reader)| (reader.name.as_str(), reader.notes.len()))
        .collect();
    assert_eq!(readers, [("li-mign", 1), ("李明", 2), ("wang", 1)]);
    assert_snapshot!(site.papers(), @"
    a “Paper the first of all”: a.md #li-ming-wang-li-mign, b.md #li-ming
    c “Paper the second of all”: c.md #note
    ");
    assert_snapshot!(site.said(), @"
    a.md:3:21: N303 no reader is called `li-mign`
      help: did you mean `li-ming`?
    b.md:3:9: N305 `li-ming` has notes on this paper already, in `a.md`
      a.md:3:11: the first one
      help: both are shown; put them into one file if they are one reading
    ");
}

#[test]
fn two_documents_at_one_url_are_reported_and_old_urls_kept() {
    let site = site(
        "
-- a.md --
---
title: Paper the first of all
key: conf/x
aliases: [/2019/old/, /pages.html]
---
-- b.md --
---
title: Paper the second of all
key: conf-x
aliases: [/about/]
---
-- pages/about.md --
---
title: About
---
-- pages/About.md --
---
title: About again
---
-- pages/map.md --
---
title: My map
---
-- concepts/drop out.md --
---
title: Dropout
---
-- concepts/drop-out.md --
---
title: Dropping out
---
",
    );
    assert_snapshot!(site.said(), @"
    a.md:3:6: N304 `b.md` and `a.md` would both be published at `/papers/conf-x/`
      b.md:3:6: `b.md` is published there
      help: give one of them another `key`
    b.md:4:11: N304 the old URL `/about/` is that of another page now
      help: remove the alias: a redirect cannot stand where a page is
    pages/about.md:2:8: N304 `pages/About.md` and `pages/about.md` would both be published at `/about/`
      pages/About.md:2:8: `pages/About.md` is published there
      help: give one of the files another name
    pages/map.md:2:8: N304 `pages/map.md` would be published at `/map/`, a page that the program makes
      help: give the file another name
    concepts/drop-out.md:2:8: N304 `concepts/drop out.md` and `concepts/drop-out.md` would both be published at `/concepts/drop-out/`
      concepts/drop out.md:2:8: `concepts/drop out.md` is published there
      help: give one of the files another name
    ");
    let redirects: Vec<String> =
        site.library.redirects().iter().map(|redirect| redirect.from.to_string()).collect();
    assert_eq!(redirects, ["/2019/old/", "/pages.html"]);
}

#[test]
fn a_draft_leaves_no_trace() {
    let site = site(
        "
-- a.md --
---
title: Paper the first of all
draft: true
reader: secret
tags: [secret]
---
-- concepts/hidden.md --
---
title: Hidden
draft: true
---
-- private/b.md --
---
title: Paper the second of all
---
",
    );
    assert_eq!(site.library.papers().len() + site.library.readers().len(), 0);
    assert_eq!(site.library.concepts().len() + site.library.tags().len(), 0);
    assert_eq!(site.said(), "");
}
