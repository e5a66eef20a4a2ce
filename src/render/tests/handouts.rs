//! Handouts in their editions: what students get, and what they never get.

use std::collections::BTreeMap;

use super::{all, page, site, site_with};
use crate::config::{Config, Edition};
use crate::render::Site;

/// A handout, its papers and its teacher's notes. Every word of `QZXED` stands where students must
/// not find it; `teachers` is what only the teacher's edition has.
fn course(teachers: bool) -> String {
    let only = |text: &'static str| if teachers { text } else { "" };
    let mut text = format!(
        "-- handouts/one.md --\n---\ntitle: One\ncourse: Reading\nsession: 1\nteacher: gu\n\
         papers: [a2020, b2020]\npasses: [1, 2]\nshow: 1\nlang: en\n{}tasks:\n  - text: Why?\n    \
         minutes: 10\n{}  - {{text: 'And [[relu]]?', minutes: 5, points: 3, hint: Look at Figure \
         2{}}}\n---\nBody.\n",
        only("teacher_notes: QZXNOTE see [[qzxpage]] and [@qzxed2019paper]\n"),
        only("    answer: |\n      QZXANSWER $x$ [[qzxanswered2018]] ![QZXALT](secret.png)\n"),
        only(", answer: \"QZXSECOND [@qzxed2017cited] <https://qzx.example>\""),
    );
    text += "-- concepts/relu.md --\n---\ntitle: ReLU\n---\n";
    text += "-- handouts/two.md --\n---\ntitle: Two\ncourse: Reading\nsession: 2\nteacher: gu\nlang: \
             en\nprerequisites: [a2020, backpropagation]\npapers: [{paper: b2020, passes: none}]\n---\n";
    text += &format!(
        "-- notes/a2020.gu.md --\n---\ntitle: Paper A\nkey: a2020\nreader: gu\ndate: 2024-05-01\nlang: \
         en\n{}pass1:\n  abstract:\n    - {{quote: We build A., note: shown remark}}\n    - We beat B.\n  \
         now: shown checkpoint\n{}---\n{}",
        only("publish: [1]\ntldr: QZXTLDR\n"),
        only(
            "pass2:\n  now: QZXPASS [[qzxfrompass2016]]\n  motivation: QZXWHY\ncritiques:\n  - \
             QZXCRITIQUE\nquestions:\n  - {ask: QZXASK, answer: QZXREPLY}\nfollow_ups:\n  - \
             qzxfollowed2015\nratings: {qzxrating: 3}\nextra: {qzxextra: 1}\n"
        ),
        only("# QZXHEADING\n\nQZXBODY ![QZXED](secret2.png)\n"),
    );
    text += "-- notes/b2020.md --\n---\ntitle: Paper B\nreader: li\nlang: en\nabstract: We do B. It works \
             well.\npass1: {now: not the teacher's}\n---\n";
    text += "-- readers/gu.md --\n---\nname: Gu\n---\n-- readers/li.md --\n---\nname: Li\n---\n";
    if teachers {
        text += "-- notes/b2020.gu.md --\n---\ntitle: Paper B\nkey: b2020\nreader: gu\npublish: \
                 none\ntags: [qzxtag]\npass1: QZXWHOLE\n---\nQZXWHOLEBODY\n";
        text += "-- handouts/secret.png --\nQZXBYTES\n-- notes/secret2.png --\nQZXBYTES\n";
    }
    text
}

fn config(edition: Edition) -> Config {
    let base_url = Some("https://lab.example/".to_owned());
    Config { title: "Lab".into(), base_url, edition, ..Config::default() }
}

fn pages(teachers: bool, edition: Edition) -> (Site, BTreeMap<String, String>) {
    let site = site_with(&course(teachers), config(edition));
    let pages = all(&site).into_iter().map(|(url, text)| (url.to_string(), text)).collect();
    (site, pages)
}

#[test]
fn what_is_for_teachers_is_in_no_byte_and_no_address_of_the_students_site() {
    let (_, with) = pages(true, Edition::Students);
    for (url, text) in &with {
        let found = text.to_lowercase().contains("qzx");
        assert!(!found, "{url}: {text}");
        assert!(!url.contains("qzx") && !url.contains("secret"), "{url}");
    }
    let (_, without) = pages(false, Edition::Students);
    assert_eq!(with.keys().collect::<Vec<_>>(), without.keys().collect::<Vec<_>>());
    for (url, text) in &with {
        assert!(text == &without[url], "{url} differs:\n{text}\n---\n{}", without[url]);
    }
}

#[test]
fn the_teachers_edition_has_it_all_and_the_same_sheets_for_students() {
    let (site, teachers) = pages(true, Edition::Teacher);
    let sheet = page(&site, "handouts/one/teacher/");
    for word in ["QZXANSWER", "QZXSECOND", "QZXNOTE", "QZXPASS", "QZXCRITIQUE", "QZXREPLY"] {
        assert!(sheet.contains(word), "{word}: {sheet}");
    }
    assert!(sheet.contains("noindex"), "{sheet}");
    assert!(teachers.keys().any(|url| url.ends_with("secret.png")));
    let students = |html: &str| {
        let (_, main) = html.split_once("<article").unwrap();
        // The teacher's edition is linked from each sheet.
        main.lines()
            .filter(|line| !line.contains("teacher/index.html"))
            .collect::<Vec<_>>()
            .join("\n")
    };
    let (plain, _) = pages(true, Edition::Students);
    for url in ["handouts/one/", "handouts/one/worksheet/"] {
        let (there, here) = (page(&site, url), page(&plain, url));
        for word in ["QZXANSWER", "QZXSECOND", "QZXNOTE", "QZXPASS", "QZXWHOLE"] {
            assert!(!there.contains(word), "{url} {word}");
        }
        assert_eq!(students(&there), students(&here), "{url}");
    }
}

#[test]
fn no_search_finds_an_answer_in_any_edition() {
    for edition in [Edition::Students, Edition::Teacher] {
        let (_, pages) = pages(true, edition);
        let index = pages.iter().filter(|(url, _)| url.starts_with("search/"));
        for (url, text) in index {
            let text = text.to_lowercase();
            assert!(!text.contains("qzxanswer") && !text.contains("qzxnote"), "{url}: {text}");
        }
    }
}

#[test]
fn a_handout_shows_as_many_passes_of_its_teachers_notes_as_it_says() {
    let site = site(
        "-- handouts/one.md --\n---\ntitle: One\nteacher: gu\npapers: [a2020]\nshow: [1]\n---\n-- \
         notes/a2020.md --\n---\ntitle: A\nreader: gu\npass1: {now: FIRST}\npass2: {now: \
         SECOND}\n---\n-- notes/a2020.li.md --\n---\ntitle: A\nkey: a2020\nreader: li\npass1: {now: \
         OTHER}\n---\n",
    );
    let handout = page(&site, "handouts/one/");
    assert!(handout.contains("FIRST"), "{handout}");
    assert!(!handout.contains("SECOND") && !handout.contains("OTHER"), "{handout}");
}

#[test]
fn a_worksheet_has_room_for_what_its_passes_ask_for() {
    let (site, _) = pages(true, Edition::Students);
    let sheet = page(&site, "handouts/one/worksheet/");
    for (part, expected) in [
        ("class=\"sheet\"", 2),
        ("We build A.", 1),
        // The abstract of a paper that no published note takes apart.
        ("We do B.", 1),
        ("shown remark", 0),
        ("shown checkpoint", 0),
        ("class=\"sheet-table sheet-ipo\"", 4),
        ("sheet-decision", 4),
        ("class=\"sheet-coverage\"", 2),
    ] {
        assert_eq!(sheet.matches(part).count(), expected, "{part}: {sheet}");
    }
    assert!(sheet.matches("class=\"line\"").count() > 60);
    let second = page(&site, "handouts/two/worksheet/");
    assert!(!second.contains("class=\"sheet\""), "{second}");
}

#[test]
fn a_course_has_its_sessions_in_order_and_what_to_know_before_them() {
    let (site, _) = pages(false, Edition::Students);
    let course = page(&site, "courses/reading/");
    let (one, two) = (course.find(">One<").unwrap(), course.find(">Two<").unwrap());
    assert!(one < two, "{course}");
    let header = &course[course.find("course-header").unwrap()..one];
    assert!(header.contains("backpropagation"), "{header}");
    assert!(!header.contains("Paper A"), "the first session reads it: {header}");
    let handout = page(&site, "handouts/two/");
    assert!(handout.contains("courses/reading/"), "{handout}");
    assert!(handout.contains("session-previous"), "{handout}");
    assert!(page(&site, "handouts/").contains("courses/reading/"));
}
