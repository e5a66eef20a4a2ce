//! Links of whole sites.

use insta::assert_snapshot;
use proptest::prelude::*;

use super::testing::{build, config, parse_notes, sections, site};
use crate::model::PaperFacts;

const READ: &str = "
-- notes/resnet.md --
---
title: Deep Residual Learning for Image Recognition
key: he2016deep
aliases: [ResNet]
arxiv: 1512.03385v1
doi: 10.1109/CVPR.2016.90
year: 2016
reader: li
---
# Method
text ^block1
-- notes/bert.md --
---
title: 'BERT: Pre-training of Deep Bidirectional Transformers'
key: devlin2019bert
year: 2019
---
-- concepts/dropout.md --
---
title: Dropout
aliases: [随机失活]
---
";

#[test]
fn a_follow_up_is_found_by_whatever_names_its_paper() {
    let site = site(&format!(
        "{READ}
-- notes/a.md --
---
title: A note on many
follow_ups:
  - he2016deep
  - HE2016DEEP
  - 1512.03385
  - https://arxiv.org/pdf/1512.03385v2
  - https://doi.org/10.1109/CVPR.2016.90
  - resnet
  - '[[notes/resnet|words]]'
  - notes/resnet.md
  - deep residual learning for image recognition.
  - Deep Residul Learning for Image Recognition
  - He et al. Deep Residual Learning for Image Recognition, 2015
  - BERT
  - {{title: Deep residual learning for image recognition, year: 2015}}
  - {{title: Deep residual learning for image recognition, year: 1990}}
  - {{title: ResNet paper, arxiv: 1512.03385}}
relations:
  - {{kind: extends, paper: ResNet}}
prerequisites: [dropout, 随机失活, linear algebra, devlin2019bert, vaswani2017attention]
critiques:
  - {{claim: c, answered_by: [{{paper: BERT, how: h}}]}}
questions:
  - {{ask: q, answered: he2016deep}}
---
"
    ));
    assert_snapshot!(site.fields(), @"
    notes/a.md: he2016deep -> he2016deep
    notes/a.md: HE2016DEEP -> he2016deep
    notes/a.md: 1512.03385 -> he2016deep
    notes/a.md: https://arxiv.org/pdf/1512.03385v2 -> he2016deep
    notes/a.md: https://doi.org/10.1109/CVPR.2016.90 -> he2016deep
    notes/a.md: resnet -> he2016deep
    notes/a.md: [[notes/resnet|words]] -> he2016deep
    notes/a.md: notes/resnet.md -> he2016deep
    notes/a.md: deep residual learning for image recognition. -> he2016deep
    notes/a.md: Deep Residul Learning for Image Recognition -> he2016deep
    notes/a.md: He et al. Deep Residual Learning for Image Recognition, 2015 -> he2016deep
    notes/a.md: BERT -> devlin2019bert
    notes/a.md: {title: Deep residual learning for image recognition, year: 2015} -> he2016deep
    notes/a.md: {title: Deep residual learning for image recognition, year: 1990} -> wanted deep-residual-learning-for-image-recognition
    notes/a.md: {title: ResNet paper, arxiv: 1512.03385} -> he2016deep
    notes/a.md: relation -> he2016deep
    notes/a.md: answer -> devlin2019bert
    notes/a.md: question -> he2016deep
    notes/a.md: prerequisite dropout -> concept concepts/dropout.md
    notes/a.md: prerequisite 随机失活 -> concept concepts/dropout.md
    notes/a.md: prerequisite linear algebra -> nothing
    notes/a.md: prerequisite devlin2019bert -> paper devlin2019bert
    notes/a.md: prerequisite vaswani2017attention -> paper wanted vaswani2017attention
    ");
    assert_snapshot!(site.said(), @"");
}

#[test]
fn what_nobody_has_read_is_one_wanted_paper_however_it_is_named() {
    let site = site(
        "
-- notes/a.md --
---
title: First note of them all
follow_ups:
  - paper: vaswani2017attention
    priority: high
  - {title: Neocognitron, authors: Fukushima, year: 1980, doi: 10.1007/BF00344251, why: text, priority: low}
  - Long Short-Term Memory
  - He et al. Deep Residual Learning for Image Recognition, 2015
---
See [[vaswani2017attention]] and [[vaswani2017attention|again]] and [[ImageNet]].
-- notes/b.md --
---
title: Second note of them all
follow_ups:
  - {title: Attention Is All You Need, key: Vaswani2017Attention, arxiv: 1706.03762}
  - 10.1007/bf00344251
  - {title: Long short-term memory., authors: Hochreiter, year: 1997}
  - {title: Deep residual learning for image recognition, authors: [Kaiming He], year: 2016}
---
-- notes/c.md --
---
title: Third note of them all
follow_ups: ['https://arxiv.org/abs/1706.03762', neocognitron]
---
[@vaswani2017attention] and [[imagenet]]
-- lists/start.md --
---
title: Start here
papers: [vaswani2017attention, Only on a list]
---
",
    );
    assert_snapshot!(site.wanted(), @"
    vaswani2017attention “Attention Is All You Need” 7 high: notes/a.md follows up, notes/a.md links, notes/a.md links, notes/b.md follows up, notes/c.md follows up, notes/c.md links
    fukushima1980neocognitron “Neocognitron” 5 normal: notes/a.md follows up, notes/b.md follows up, notes/c.md follows up
    he2016deep “Deep residual learning for image recognition” 4 normal: notes/a.md follows up, notes/b.md follows up
    hochreiter1997long “Long short-term memory.” 4 normal: notes/a.md follows up, notes/b.md follows up
    imagenet “ImageNet” 2 low: notes/a.md links, notes/c.md links
    only-on-a-list “Only on a list” 0 low:
    ");
    assert_snapshot!(site.said(), @"");
}

#[test]
#[expect(clippy::too_many_lines, reason = "one site with every kind of link")]
fn a_link_leads_where_obsidian_and_github_would() {
    let site = site(&format!(
        "{READ}
-- notes/sub/deep.md --
---
title: Deep in the folders
---
# Über uns
-- pages/about.md --
---
title: About this site
---
-- readers/li.md --
---
title: 李明
aliases: [Li Ming]
---
-- img/one.png --
x
-- notes/two.png --
x
-- private/x.md --
---
title: secret plans
---
-- notes/draft.md --
---
title: a draft
draft: true
---
-- notes/a.md --
---
title: A note with links
url: https://example.org/a
---
# Here
[[he2016deep]] [[ResNet#Method]] [[ResNet#^block1]] [[#Here]] [[sub/deep]] [[deep#uber-uns]] [[deep#Über uns]]
[[dropout]] [[随机失活]] [[Li Ming]] [[About this site]] [[he2016deep#Nothing]] [[a draft]]
[x](resnet.md) [x](sub/deep.md#über-uns) [x](../pages/about.md) [x](resnt.md) [x](deep.md) [x](draft.md)
[x](../private/x.md) [x](/about/) [x](/reading-list/) [x](/nowhere/) [x](/papers/he2016deep/) [x](sub/) [x](../concepts/)
[x](#here) [x](#there) [x](../../up.md)
![x](two.png) ![x](../img/one.png) ![x](img/one.png) ![[one.png]] ![x](tw.png) ![[resnet]]
[x](https://arxiv.org/abs/1512.03385) [x](https://example.org/a) [x](https://example.org/b)
[[notes/missing]] [[2024-01-01]] [[he2016dep]] [[Some unread paper with a long title]] [x](two.png) [[missing.pdf]]
"
    ));
    assert_snapshot!(site.targets(), @"
    [[he2016deep]] -> paper he2016deep
    [[ResNet#Method]] -> paper he2016deep#li--method
    [[ResNet#^block1]] -> paper he2016deep#li--block1
    [[#Here]] -> paper a#note--here
    [[sub/deep]] -> paper deep
    [[deep#uber-uns]] -> paper deep
    [[deep#Über uns]] -> paper deep#note--über-uns
    [[dropout]] -> concept concepts/dropout.md
    [[随机失活]] -> concept concepts/dropout.md
    [[Li Ming]] -> reader li
    [[About this site]] -> page pages/about.md
    [[he2016deep#Nothing]] -> paper he2016deep
    [[a draft]] -> paper wanted a-draft
    [x](resnet.md) -> paper he2016deep
    [x](sub/deep.md#über-uns) -> paper deep#note--über-uns
    [x](../pages/about.md) -> page pages/about.md
    [x](resnt.md) -> nothing
    [x](deep.md) -> nothing
    [x](draft.md) -> nothing
    [x](../private/x.md) -> nothing
    [x](/about/) -> page pages/about.md
    [x](/reading-list/) -> url /reading-list/
    [x](/nowhere/) -> nothing
    [x](/papers/he2016deep/) -> paper he2016deep
    [x](sub/) -> url /papers/
    [x](../concepts/) -> url /concepts/
    [x](#here) -> paper a#note--here
    [x](#there) -> paper a
    [x](../../up.md) -> nothing
    ![x](two.png) -> file notes/two.png
    ![x](../img/one.png) -> file img/one.png
    ![x](img/one.png) -> file img/one.png
    ![[one.png]] -> file img/one.png
    ![x](tw.png) -> nothing
    ![[resnet]] -> paper he2016deep
    [x](https://arxiv.org/abs/1512.03385) -> paper he2016deep
    [x](https://example.org/a) -> web https://example.org/a
    [x](https://example.org/b) -> web https://example.org/b
    [[notes/missing]] -> nothing
    [[2024-01-01]] -> nothing
    [[he2016dep]] -> paper wanted he2016dep
    [[Some unread paper with a long title]] -> paper wanted some-unread-paper-with-a-long-title
    [x](two.png) -> file notes/two.png
    [[missing.pdf]] -> nothing
    ");
    assert_snapshot!(site.said(), @"
    notes/a.md:6:76: N401 “Deep in the folders” has no heading `uber-uns`
      help: did you mean `Über uns`?
    notes/a.md:7:54: N401 “Deep Residual Learning for Image Recognition” has no heading `Nothing`
    notes/a.md:7:77: N404 `a draft` is not published
      help: it is a draft; publish it, or remove the link
    notes/a.md:8:65: N400 there is nothing at `resnt.md`
      help: did you mean `resnet.md`?
    notes/a.md:8:79: N400 there is nothing at `deep.md`
      help: did you mean `sub/deep.md`?
    notes/a.md:8:92: N404 `draft.md` is not published
      help: it is a draft; publish it, or remove the link
    notes/a.md:9:1: N404 `../private/x.md` is not published
      help: it lies in a folder that the settings call private; move it, or remove the link
    notes/a.md:9:55: N400 there is nothing at `/nowhere/`
    notes/a.md:10:12: N401 “A note with links” has no heading `there`
      help: did you mean `Here`?
    notes/a.md:10:24: N400 `../../up.md` leads out of the content folder
    notes/a.md:11:54: N501 the image `one.png` has no words that describe it
      help: say what it shows, for readers who cannot see it: `![words](…)`
    notes/a.md:11:67: N407 there is no file `tw.png`
      help: did you mean `two.png`?
    notes/a.md:13:1: N400 there is nothing at `notes/missing`
    notes/a.md:13:19: N400 there is nothing at `2024-01-01`
    notes/a.md:13:34: N402 nothing is called `he2016dep`, but something is called `he2016deep` (“Deep Residual Learning for Image Recognition”)
      help: did you mean `he2016deep`?
    notes/a.md:13:101: N400 there is nothing at `missing.pdf`
    ");
}

#[test]
fn a_paper_that_leads_to_itself_is_told_so() {
    let site = site(
        "
-- a.md --
---
title: Paper the first of all
key: first2020paper
follow_ups: [first2020paper]
relations: [{kind: extends, paper: Paper the First of All}]
---
[[first2020paper]]
",
    );
    assert_snapshot!(site.fields(), @"
    a.md: first2020paper -> nothing
    a.md: relation -> nothing
    ");
    assert_snapshot!(site.said(), @"
    a.md:4:14: N409 the paper follows up itself
    a.md:5:36: N409 the paper is related to itself
    ");
    assert_eq!(site.links.backlinks(site.library.paper_with_key("first2020paper").unwrap()), []);
}

#[test]
fn a_name_of_several_papers_leads_to_the_first_and_lists_all() {
    let site = site(
        "
-- a.md --
---
title: Generative models of the first kind
key: one2020
aliases: [GAN]
---
-- b.md --
---
title: Generative models of the second kind
key: two2020
aliases: [GAN]
follow_ups: [gan]
---
[[GAN]]
-- c/same.md --
---
title: Third paper of them all
---
-- d/same.md --
---
title: Fourth paper of them all
---
[[same]] [[c/same]]
",
    );
    assert_snapshot!(site.targets(), @"
    [[GAN]] -> paper one2020
    [[same]] -> paper d-same
    [[c/same]] -> paper same
    ");
    assert_snapshot!(site.said(), @"
    b.md:4:11: N302 `GAN` is also a name of `one2020`
      help: links by this name lead to one of them only; use the keys
    b.md:5:14: N302 `gan` means 2 papers
      help: `one2020` is “Generative models of the first kind”, which is used
      help: `two2020` is “Generative models of the second kind”
    b.md:7:1: N403 `GAN` means 2 documents
      help: `one2020` is “Generative models of the first kind”, which is used
      help: `two2020` is “Generative models of the second kind”
    ");
}

#[test]
fn a_bibliography_names_wanted_papers_and_tells_unknown_citations() {
    let files = sections(
        "
-- a.md --
---
title: Paper the first of all
follow_ups: [Long short-term memory, 10.1162/neco.1997.9.8.1735]
---
[@hochreiter1997lstm] [@nobody2020knows]
-- b.md --
---
title: '{Long} Short-Term Memory'
key: hochreiter1997lstm
doi: 10.1162/neco.1997.9.8.1735
year: 1997
draft: true
---
",
    );
    // The entry, as a bibliography has it: read from the draft, which is not published.
    let entry: PaperFacts = parse_notes(&files)[1].facts.clone();
    let site = build(&files, &config(), &[entry]);
    assert_snapshot!(site.wanted(), @"
    hochreiter1997lstm “{Long} Short-Term Memory” 2 normal: a.md follows up, a.md follows up, a.md links
    nobody2020knows “nobody2020knows” 1 low: a.md links
    ");
    assert_snapshot!(site.said(), @"
    a.md:5:24: N602 no paper and no entry of the bibliography has the key `nobody2020knows`
      help: add it to the bibliography; until then it is a wanted paper
    ");
}

fn names() -> impl Strategy<Value = String> {
    prop_oneof![
        "[ab]20(19|20)(deep|net)",
        "(Deep|The Deep) (Net|Graph)s? (Model|Paper)",
        "1706\\.0376[23](v2)?",
        "(deep|net|x/y|#h|a\\.md|\\.\\./b\\.md|/papers/a2019deep/|一二三)",
        "\\PC{0,8}",
    ]
}

fn note() -> impl Strategy<Value = String> {
    let quoted = |text: String| format!("'{}'", text.replace('\'', "''"));
    let field = move |name: &'static str| {
        names().prop_map(move |text| format!("{name}: {}\n", quoted(text)))
    };
    let follow = prop::collection::vec(names().prop_map(quoted), 0..4);
    let body = prop::collection::vec((names(), 0..3), 0..4);
    let own = prop::option::of("[ab]20(19|20)(deep|net)");
    (field("title"), own, field("aliases"), follow, body).prop_map(
        |(title, key, alias, follow, body)| {
            let key = key.map_or_else(String::new, |key| format!("key: {key}\n"));
            let links: Vec<String> = (body.into_iter())
                .map(|(name, how)| match how {
                    0 => format!("[[{name}]]"),
                    1 => format!("[x]({name})"),
                    _ => format!("[@{name}]"),
                })
                .collect();
            let follow = follow.join(", ");
            format!("---\n{title}{key}{alias}follow_ups: [{follow}]\n---\n{}\n", links.join(" "))
        },
    )
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(128))]

    #[test]
    fn what_links_mean_does_not_depend_on_the_order_of_files(notes in prop::collection::vec(note(), 1..6)) {
        let mut files: Vec<(String, String)> = (notes.into_iter().enumerate())
            .map(|(index, text)| (format!("{}.md", ["a", "b", "x/y", "deep", "x/deep"][index]), text))
            .collect();
        let shown = |files: &[(String, String)]| {
            let site = build(files, &config(), &[]);
            let mut said: Vec<String> = site.said().lines().map(str::to_owned).collect();
            said.sort();
            (site.papers(), site.targets(), site.fields(), site.wanted(), said)
        };
        let forwards = shown(&files);
        files.reverse();
        prop_assert_eq!(forwards, shown(&files));
    }
}
