//! The rules of the contract: what is accepted, how it is read, what is said about the rest.

use insta::assert_snapshot;

use super::{dialogue, note, read, read_for};
use crate::config::Edition;
use crate::model::{
    DecisionWord, Document, PaperRef, Priority, Prose, ReadingStatus, ReproductionStatus, Stance,
};

fn texts(prose: &Prose) -> Vec<&str> {
    prose.texts().map(|text| text.markdown.as_str()).collect()
}

#[test]
fn nothing_is_required() {
    for (text, title) in [
        ("", "a"),
        ("just text", "a"),
        ("---\n---\n", "a"),
        ("---\ntitle: T\n---\n", "T"),
        ("\n\n---\ntitle: T\n...\ntext", "T"),
    ] {
        let (_, documents, _) = read("a.md", text);
        assert_eq!(note(&documents).facts.title.as_ref().unwrap().markdown, title, "{text:?}");
    }
    assert_snapshot!(super::said_of("a_b.md", "text"), @r#"
    N211 1:1-1 no `title`, so its file's name is the title | add `title: …` to the front matter
    "#);
}

#[test]
fn a_value_is_read_as_it_is_written() {
    let (_, documents, diagnostics) = read(
        "a.md",
        "---\ntitle: yes\narxiv: 1706.03760\nyear: 2012年\ndate: 2024/5/1\nstatus: 已读\n\
         authors: Krizhevsky, Alex and Sutskever, Ilya\ntags: cv，nlp、#rl\nvenue: 2012\n\
         doi: https://doi.org/10.1109/CVPR.2016.90\ndraft: 否\nresults:\n  \
         - {benchmark: b, metric: m, value: 17.0}\n---\n",
    );
    assert_eq!(diagnostics, []);
    let note = note(&documents);
    let facts = &note.facts;
    assert_eq!(facts.title.as_ref().unwrap().markdown, "yes");
    assert_eq!(facts.arxiv.as_ref().unwrap().value.to_string(), "1706.03760");
    assert_eq!(facts.year.as_ref().unwrap().value.0, 2012);
    assert_eq!(facts.venue.as_ref().unwrap().value, "2012");
    assert_eq!(facts.doi.as_ref().unwrap().value.as_str(), "10.1109/cvpr.2016.90");
    let authors: Vec<String> = facts.authors.iter().map(|name| name.value.to_string()).collect();
    assert_eq!(authors, ["Alex Krizhevsky", "Ilya Sutskever"]);
    let tags: Vec<&str> = facts.tags.iter().map(|tag| tag.value.as_str()).collect();
    assert_eq!(tags, ["cv", "nlp", "rl"]);
    assert_eq!(note.date.as_ref().unwrap().value.to_string(), "2024-05-01");
    assert_eq!(note.status, Some(ReadingStatus::Read));
    assert!(!note.draft);
    assert_eq!(note.results[0].value, "17.0");
}

#[test]
fn a_pass_is_a_text_a_list_of_texts_or_a_map() {
    let (_, documents, diagnostics) = read(
        "a.md",
        "---\ntitle: T\n第一遍: 一段话\npass2: [one, two]\npass3:\n  summary: |\n    a\n    b\n  \
         decision: {is: stop, why: enough}\n  why: again\n  reproduction: not-tried\n---\n",
    );
    assert_eq!(diagnostics, []);
    let note = note(&documents);
    assert_eq!(texts(&note.pass1.as_ref().unwrap().record.notes), ["一段话"]);
    assert_eq!(texts(&note.pass2.as_ref().unwrap().record.notes), ["one", "two"]);
    let third = note.pass3.as_ref().unwrap();
    assert_eq!(texts(&third.record.notes), ["a\nb\n"]);
    let decision = third.record.decision.as_ref().unwrap();
    assert_eq!(
        (decision.word, texts(&decision.why)),
        (DecisionWord::Stop, vec!["again", "enough"])
    );
    let reproduction = third.reproduction.as_ref().unwrap();
    assert_eq!(reproduction.status, Some(ReproductionStatus::NotTried));
}

#[test]
fn a_paper_is_named_or_described_wherever_one_is_referred_to() {
    let (_, documents, diagnostics) = read(
        "a.md",
        "---\ntitle: T\nfollow_ups:\n  - paper: nair2010rectified\n    why: ReLU\n    \
         priority: high\n  - He et al. Deep Residual Learning, 2015\n  \
         - {title: Neocognitron, authors: Fukushima, year: 1980}\n  \
         - paper: {arxiv: 1706.03762}\nprerequisites: lecun1998gradient\ncritiques:\n  \
         - thin\n  - claim: c\n    answered_by: [{paper: he2016deep, how: h}, vgg]\n---\n",
    );
    assert_eq!(diagnostics, []);
    let note = note(&documents);
    let named: Vec<Option<&str>> = note
        .follow_ups
        .iter()
        .map(|follow_up| match &follow_up.paper {
            PaperRef::Named(name) => Some(name.value.as_str()),
            PaperRef::Described { .. } => None,
        })
        .collect();
    let words = "He et al. Deep Residual Learning, 2015";
    assert_eq!(named, [Some("nair2010rectified"), Some(words), None, None]);
    assert_eq!(note.follow_ups[0].priority, Priority::High);
    assert_eq!(note.prerequisites.len(), 1);
    assert_eq!(note.critiques[0].stance, Stance::Con);
    assert_eq!(note.critiques[1].answered_by.len(), 2);
}

#[test]
fn keys_of_ones_own_are_kept_as_they_are() {
    let (_, documents, diagnostics) = read(
        "a.md",
        "---\ntitle: T\nx-mood: good\nextra: {n: 3, f: 1.5, s: '3', l: [true, ~], d: 2024-05-01}\n---\n",
    );
    assert_eq!(diagnostics, []);
    let own = serde_json::to_string(&note(&documents).extra).unwrap();
    let expected = r#"{"d":"2024-05-01","f":1.5,"l":[true,null],"n":3,"s":"3","x-mood":"good"}"#;
    assert_eq!(own, expected);
}

#[test]
fn a_place_of_a_value_is_that_of_its_own_characters() {
    let (sources, documents, diagnostics) = read(
        "a.md",
        "---\ntitle: \"标题\"   # c\nauthors: 张三、李四\ntags: ['#a', b]\ntldr: |\n  line\nkey: 'k'\n---\n",
    );
    assert_eq!(diagnostics, []);
    let note = note(&documents);
    let slice = |span| sources.slice(span);
    assert_eq!(slice(note.facts.title.as_ref().unwrap().span), "\"标题\"");
    assert_eq!(slice(note.facts.authors[1].span), "李四");
    assert_eq!(slice(note.facts.tags[0].span), "#a");
    assert_eq!(slice(note.tldr.0[0].span), "|\n  line");
    assert_eq!(slice(note.facts.key.as_ref().unwrap().span), "k");
}

#[test]
fn a_folder_or_kind_says_what_a_document_is() {
    for (path, text, expected) in [
        ("a.md", "", "note"),
        ("readers/li-ming.md", "---\nname: 李明\n---\n", "reader"),
        ("concepts/relu.md", "", "concept"),
        ("lists/start.md", "---\ntitle: T\npapers: [a, {paper: b, why: c}]\n---\n", "list"),
        ("handouts/1.md", "---\ntitle: T\n---\n", "handout"),
        ("pages/about.md", "", "page"),
        ("about.md", "---\nkind: page\n---\n", "page"),
        ("pages/x.md", "---\nkind: 笔记\n---\n", "note"),
        ("README.md", "# Welcome", "page"),
        ("SUMMARY.md", "- [a](a.md)", "page"),
        ("index.md", "---\ntitle: Home\n---\n", "page"),
        ("_index.md", "---\ntitle: T\nfollow_ups: [x]\n---\n", "note"),
        ("x/index.md", "text", "note"),
    ] {
        let (_, documents, _) = read(path, text);
        let kind = match &documents[0] {
            Document::Note(_) => "note",
            Document::Reader(_) => "reader",
            Document::Concept(_) => "concept",
            Document::List(_) => "list",
            Document::Handout(_) => "handout",
            Document::Page(_) => "page",
        };
        assert_eq!(kind, expected, "{path}");
    }
}

#[test]
fn a_handout_has_papers_passes_and_tasks() {
    let (_, documents, diagnostics) = read(
        "handouts/week-3.md",
        "---\ntitle: 第三周\ncourse: 读论文\nsession: 3\ndate: 2024-09-18\nteacher: li-ming\n\
         papers: [krizhevsky2012imagenet]\npasses: 1, 2\ndue: 2024-09-25\ntasks:\n  \
         - 读摘要\n  - {text: 画图, minutes: 20 分钟, points: 5, hint: 图 2, answer: 略}\n---\n",
    );
    assert_eq!(diagnostics, []);
    let [Document::Handout(handout)] = &documents[..] else { panic!("{documents:?}") };
    assert_eq!(handout.passes.len(), 2);
    assert_eq!(handout.tasks[1].minutes, Some(20));
    assert_eq!(texts(&handout.tasks[1].answer), ["略"]);
    assert_eq!(handout.teachers[0].value.as_str(), "li-ming");
    assert_eq!(handout.session.as_ref().unwrap().value, "3");
}

#[test]
fn the_documents_of_students_hold_nothing_that_is_for_teachers() {
    let handout = "---\ntitle: 第三周\ntasks:\n  - {text: 画图, hint: 图 2, answer: QZX 略}\n\
                   teacher_notes: QZX [[QZX]]\n---\n正文\n";
    let note = "---\ntitle: A\npublish: [1]\npass1: {summary: 公开}\npass2: {summary: QZX}\n---\n\
                QZX 正文\n";
    for (path, text) in [("handouts/a.md", handout), ("a.md", note)] {
        let (_, all, _) = read(path, text);
        let (_, shown, diagnostics) = read_for(Edition::Students, path, text);
        assert_eq!(diagnostics, []);
        assert!(format!("{all:?}").contains("QZX"));
        assert!(!format!("{shown:?}").contains("QZX"), "{shown:?}");
    }
}

#[test]
fn a_reader_has_links() {
    let (_, documents, diagnostics) = read(
        "readers/li-ming/index.md",
        "---\n姓名: 李明\n机构: 某大学\nlinks:\n  - https://github.com/x\n  \
         - {name: 主页, url: https://example.org}\nphoto: me.jpg\n---\n你好",
    );
    assert_eq!(diagnostics, []);
    let [Document::Reader(reader)] = &documents[..] else { panic!("{documents:?}") };
    assert_eq!((reader.id.as_str(), reader.page.title.markdown.as_str()), ("li-ming", "李明"));
    let names: Vec<&str> = reader.links.iter().map(|(name, _)| name.as_str()).collect();
    assert_eq!(names, ["github.com", "主页"]);
}

#[test]
fn what_is_wrong_with_a_key_or_value_is_said_where_it_stands() {
    assert_snapshot!(dialogue(&[
        "title: x\nfolow_ups: [a]\nTitle: b\nfoo: 3\nx-foo: 4",
        "title: x\npass1:\n  contributions: [a]\n  ratings: {novelty: 3}\nnow: y",
        "title: x\nratings: {novelty: 9, writing: good, 新颖性: 3, 价值: 4/5, own: ★★★☆☆}",
        "title: x\ncritiques:\n  - {claim: a, about: experiment, view: hindsigt, stance: maybe}",
        "title: x\ndraft: maybe\ndate: soon\nyear: 12\ndoi: 10\nurl: javascript:x\nkey: a b\nlang: 中国话",
        "title: x\nyear: [2012, 2013]\nauthors: {x: y}\npdf: ~/a.pdf",
        "title: x\nfollow_ups:\n  - why: y\nquestions: [{raised: 4}]\nrelations: [y, {paper: z}]\nresults: [{value: 3}]",
        "title: x\npass1: {decision: go, why: y}\npass2: {why: y}\npass3: {decision: {why: y}}",
        "kind: essay\ntitle: x",
    ]), @r#"
    > title: x
    > folow_ups: [a]
    > Title: b
    > foo: 3
    > x-foo: 4
    N200 3:1-10 `folow_ups` is not a key of a note's front matter | did you mean `follow_ups`? <- 3:1-10 "follow_ups"
    N200 4:1-6 `Title` is not a key of a note's front matter | did you mean `title`? <- 4:1-6 "title"
    N200 5:1-4 `foo` is not a key of a note's front matter | put keys of your own under `extra:` or start them with `x-`

    > title: x
    > pass1:
    >   contributions: [a]
    >   ratings: {novelty: 3}
    > now: y
    N213 4:3-16 `contributions` does not belong in `pass1` | move it to `pass2`
    N213 5:3-10 `ratings` does not belong in `pass1` | move it to a note's front matter
    N213 6:1-4 `now` does not belong in a note's front matter | move it to `pass1` or `pass2` or `pass3`

    > title: x
    > ratings: {novelty: 9, writing: good, 新颖性: 3, 价值: 4/5, own: ★★★☆☆}
    N205 3:20-21 `9` is not a whole number from 1 to 5
    N205 3:32-36 `good` is not a whole number from 1 to 5

    > title: x
    > critiques:
    >   - {claim: a, about: experiment, view: hindsigt, stance: maybe}
    N202 4:41-49 `hindsigt` is not a word that `view` takes | `view` takes `at-the-time` or `hindsight` | did you mean `hindsight`? <- 4:41-49 "hindsight"
    N202 4:59-64 `maybe` is not a word that `stance` takes | `stance` takes `con`, `pro` or `mixed`

    > title: x
    > draft: maybe
    > date: soon
    > year: 12
    > doi: 10
    > url: javascript:x
    > key: a b
    > lang: 中国话
    N209 3:8-13 `maybe` is neither yes nor no | write `draft: true` or `draft: false`
    N203 4:7-11 `soon` is not a date such as `2024-05-01`
    N204 5:7-9 `12` is not a year such as `2012`
    N206 6:6-8 `10` is not a DOI, which looks like `10.1109/CVPR.2016.90`
    N207 7:6-18 `javascript:x` is not a web address such as `https://…`
    N208 8:6-9 a citation key cannot contain ` `
    N214 9:7-10 `中国话` is not a language tag such as `zh` or `en`

    > title: x
    > year: [2012, 2013]
    > authors: {x: y}
    > pdf: ~/a.pdf
    N201 3:7-19 `year` cannot be a list | `year` takes a year such as `2012`
    N210 4:10-16 this author has no name | add `name:`
    N200 4:11-12 `x` is not a key of an author
    N207 5:6-13 `~/a.pdf` is a path of your own disk | put the file beside the note and name it, or give a web address

    > title: x
    > follow_ups:
    >   - why: y
    > questions: [{raised: 4}]
    > relations: [y, {paper: z}]
    > results: [{value: 3}]
    N210 4:5-11 an entry of `follow_ups` does not say which paper | add `paper:` with a key, DOI, arXiv id, alias or title
    N210 5:13-24 this question does not say what it asks | add `ask:`
    N205 5:22-23 `4` is not the number of a pass, 1 to 3
    N201 6:13-14 `relations` cannot be a text | `relations` takes a list of maps of `paper`, `kind`, `note`, `title`, `title_zh`, `key`, `authors`, `affiliations`, `year`, `venue`, `venue_status`, `doi`, `arxiv`, `openreview`, `pmid`, `isbn`…
    N210 6:16-26 this relation does not say of what kind it is | add `kind: extends`, or another of its words
    N210 7:11-21 this result has no `benchmark` | add `benchmark:`
    N210 7:11-21 this result has no `metric` | add `metric:`

    > title: x
    > pass1: {decision: go, why: y}
    > pass2: {why: y}
    > pass3: {decision: {why: y}}
    N202 3:19-21 `go` is not a word that `decision` takes | `decision` takes `continue`, `stop` or `later`
    N210 4:9-12 `why` gives the reason of a decision that is not there | add `decision: continue`, `stop` or `later`
    N210 5:19-27 this decision does not say what was decided | add `is: continue`, `is: stop` or `is: later`

    > kind: essay
    > title: x
    N202 2:7-12 `essay` is not a word that `kind` takes | `kind` takes `note`, `page`, `reader`, `concept`, `list` or `handout`
    "#);
}

#[test]
fn what_is_merely_unusual_is_accepted() {
    assert_snapshot!(dialogue(&[
        "title: [one, two]\nyear: [2012]",
        "title:\n  - in a list of one",
        "authors:\n  - name: Alex\n    affiliation: Toronto\n  - Sutskever, Ilya",
        "title: x\nfollow_ups:\n  - title: HNSW\n    note: /databases/vectordb/hnsw.md",
        "title: x\nfollow_ups: one text\ncritiques: {claim: c}\nquestions: [why, {ask: how}]",
        "title: x\nx-a: &a [1, 2]\nx-b: *a",
        "{title: x, tags: [a]}",
    ]), @r#"
    > title: [one, two]
    > year: [2012]
    N102 2:8-18 a value that starts with `[` is read as a list | put the text in quotes <- 2:8-18 "'[one, two]'"
    N201 3:7-13 `year` cannot be a list | `year` takes a year such as `2012`

    > title:
    >   - in a list of one
    fine

    > authors:
    >   - name: Alex
    >     affiliation: Toronto
    >   - Sutskever, Ilya
    N211 1:1-4 no `title`, so its file's name is the title | add `title: …` to the front matter

    > title: x
    > follow_ups:
    >   - title: HNSW
    >     note: /databases/vectordb/hnsw.md
    N200 5:5-9 `note` is not a key of a follow-up

    > title: x
    > follow_ups: one text
    > critiques: {claim: c}
    > questions: [why, {ask: how}]
    fine

    > title: x
    > x-a: &a [1, 2]
    > x-b: *a
    fine

    > {title: x, tags: [a]}
    fine
    "#);
}

#[test]
fn a_reference_may_lead_from_one_field_to_another_but_not_to_nowhere() {
    assert_snapshot!(
        super::said_of(
            "a.md",
            "---\ntitle: A\ntldr: 'As \\eqref{eq:a} and \\eqref{eq:none} say'\n---\n$$x \\label{eq:a}$$\n"
        ),
        @"N504 3:35-42 no equation of this page has the label `eq:none` | add `\\label{eq:none}` to the equation"
    );
}
