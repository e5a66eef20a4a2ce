//! Pages that show the whole site at a glance: activity, board, what is gathered, the home page.

use super::{page, site, site_with};
use crate::config::{Config, MenuEntry};
use crate::source::{SourceFile, Sources};

const NOTES: &str = "\
-- a.md --
---
title: Alpha
reader: lin
date: 2023-05-01
updated: 2024-02-29
pass1: {date: 2023-05-01, summary: One look., decision: continue}
pass2: {date: 2023-05-03, summary: All of it., decision: later}
follow_ups: [{paper: gamma2000it, priority: high}, wanted2001once]
claims:
  - {claim: It is fast, basis: to-verify, where: Table 2}
  - {claim: It is small, basis: paper}
---
-- b.md --
---
title: Beta
reader: nora
date: 2024-03
pass3:
  summary: Every detail.
  open_problems: [Why it works, Where it ends]
  reproduction: {status: done, results: [{of: accuracy, paper: 90, ours: 89}]}
follow_ups: [wanted2001once]
---
-- c.md --
---
title: Gamma
key: gamma2000it
---
";

#[test]
fn a_year_is_a_calendar_whose_days_lead_to_what_was_read() {
    let site = site(NOTES);
    let all = page(&site, "activity/");
    assert!(all.find("2024/index.html").unwrap() < all.find("2023/index.html").unwrap(), "{all}");
    assert!(
        all.contains("href=\"2023/index.html#2023-05-01\"><title>1 May 2023\nFirst pass · Alpha")
    );
    assert!(all.contains("<h2 id=\"month-2024-03\">March 2024</h2>"), "{all}");
    let year = page(&site, "activity/2023/");
    assert_eq!(year.matches("class=\"calendar-day ").count(), 2, "{year}");
    assert!(year.contains("<li class=\"event\" id=\"2023-05-03\">"), "{year}");
    // The note's own date says nothing that the pass of the same day does not.
    assert_eq!(year.matches("<li class=\"event\"").count(), 2, "{year}");
    // A month without a day is in the list, but on no day.
    let year = page(&site, "activity/2024/");
    assert_eq!(year.matches("class=\"calendar-day ").count(), 1, "{year}");
    assert!(year.contains("Note written") && year.contains("March 2024"), "{year}");
}

#[test]
fn notes_without_a_date_have_no_calendar() {
    let site = site("-- a.md --\n---\ntitle: A\npass1: One look.\n---\n");
    assert!(page(&site, "activity/").is_empty());
}

#[test]
fn the_board_has_a_place_for_each_pass_and_decision() {
    let board = page(&site(NOTES), "board/");
    let place = |id: &str| board.find(&format!("id=\"{id}\"")).unwrap_or_else(|| panic!("{id}"));
    let order = ["pass-0", "pass-0-undecided", "pass-2", "pass-2-later", "pass-3"].map(place);
    assert!(order.is_sorted(), "{board}");
    let later = &board[place("pass-2-later")..place("pass-3")];
    assert!(later.contains(">Alpha</a>"), "{later}");
}

#[test]
fn problems_claims_and_reproductions_have_pages_with_anchors() {
    let site = site(NOTES);
    for (url, id, text, absent) in [
        ("problems/", "b--nora--problems-2", "Where it ends", "It is fast"),
        ("claims/", "a--lin--claims-1", "It is fast", "It is small"),
        ("reproductions/", "b--nora--reproductions-1", "89", "Why it works"),
    ] {
        let page = page(&site, url);
        assert!(page.contains(&format!("id=\"{id}\"")), "{url}: {page}");
        assert!(page.contains(text) && !page.contains(absent), "{url}: {page}");
    }
}

#[test]
fn what_no_note_has_has_no_page() {
    let site = site("-- a.md --\n---\ntitle: A\n---\n");
    for url in ["problems/", "claims/", "reproductions/", "board/"] {
        assert!(page(&site, url).is_empty(), "{url}");
        assert!(!page(&site, "").contains(url), "{url}");
    }
}

#[test]
fn the_home_page_tells_the_latest_passes() {
    let home = page(&site(NOTES), "");
    let passed = &home[home.find("class=\"home-passed\"").unwrap()..];
    let second = passed.find("datetime=\"2023-05-03\"").unwrap();
    assert!(second < passed.find("datetime=\"2023-05-01\"").unwrap(), "{passed}");
}

#[test]
fn a_reader_reads_next_what_most_notes_ask_for() {
    let reader = page(&site(NOTES), "readers/lin/");
    let next = &reader[reader.find("_next").unwrap()..];
    let at = |key: &str| next.find(key).unwrap_or_else(|| panic!("{key}: {next}"));
    // Two notes ask for it, 2 each; one note asks for the other, 3.
    assert!(at("papers/wanted2001once/") < at("papers/gamma2000it/"), "{next}");
}

#[test]
fn pages_that_the_menu_does_not_show_are_in_the_footer() {
    let entry = MenuEntry { title: "Papers".into(), url: "/papers/".into() };
    let config = Config { menu: vec![entry], ..Config::default() };
    let home = page(&site_with(NOTES, config), "");
    let footer = &home[home.find("class=\"site-more\"").unwrap()..];
    for url in ["map/", "board/", "activity/", "problems/", "claims/", "reproductions/"] {
        assert!(footer.contains(&format!("href=\"{url}index.html\"")), "{url}: {footer}");
    }
    assert!(!footer.contains("href=\"papers/index.html\""), "{footer}");
}

#[test]
fn what_the_settings_feature_stands_first_on_the_home_page_once_each() {
    let settings = "featured: [gamma2000it, Alpha, road, Alpha, wanted2001once]\n";
    let file = Sources::new().add(SourceFile {
        name: "notesgen.yaml".to_owned(),
        path: None,
        text: settings.to_owned(),
        skipped: 0,
    });
    let config = Config::read(settings, file).value;
    let lists = "-- lists/road.md --\n---\ntitle: The road\npapers: [gamma2000it]\n---\n";
    let site = site_with(&format!("{NOTES}{lists}"), config);
    let home = page(&site, "");
    let part = home.split("home-featured").nth(1).unwrap().split("</section>").next().unwrap();
    let titles: Vec<&str> =
        part.split("</a></h3>").map(|part| part.rsplit('>').next().unwrap()).collect();
    assert_eq!(titles[..3], ["Gamma", "Alpha", "The road"], "{part}");
    assert_eq!(part.matches("<article").count(), 3, "{part}");
    let plain = page(&super::site(NOTES), "");
    assert!(!plain.contains("home-featured"), "{plain}");
}

#[test]
fn years_long_past_are_pictures_on_the_page_of_all_years() {
    let note =
        |year: u16| format!("-- n{year}.md --\n---\ntitle: N{year}\ndate: {year}-05-01\n---\n");
    let site = site(&(2019..2024).map(note).collect::<String>());
    let all = page(&site, "activity/");
    assert_eq!(all.matches("class=\"calendar-day ").count(), 2, "{all}");
    assert_eq!(all.matches("class=\"calendar-drawn ").count(), 3, "{all}");
    let year = page(&site, "activity/2019/");
    assert_eq!(year.matches("class=\"calendar-day ").count(), 1, "{year}");
}

#[test]
fn problems_of_one_note_stand_below_its_paper_once() {
    let problems = page(&site(NOTES), "problems/");
    assert_eq!(problems.matches("<article").count(), 2, "{problems}");
    assert_eq!(problems.matches("class=\"gathered-of\"").count(), 1, "{problems}");
    assert_eq!(problems.matches("class=\"permalink\"").count(), 2, "{problems}");
}

#[test]
fn the_home_page_shows_the_first_figure_of_a_note_and_nothing_where_there_is_none() {
    let html = page(
        &site(
            "-- a.md --\n---\ntitle: With\ndate: 2026-01-01\n---\n![How it works](fig.png)\n\n![](more.png)\n\
             -- fig.png --\nx\n-- more.png --\nx\n\
             -- b.md --\n---\ntitle: Without\ndate: 2026-01-02\n---\nWords.\n",
        ),
        "",
    );
    let expected = "<img class=\"note-item-figure\" src=\"files/fig.png\" width=\"640\" height=\"480\" \
                    alt=\"\" loading=\"lazy\" decoding=\"async\">";
    assert!(html.contains(expected), "{html}");
    assert_eq!(html.matches("<img").count(), 1, "{html}");
    assert_eq!(html.matches("note-item-pictured").count(), 1, "{html}");
}

#[test]
fn a_reader_of_many_notes_has_them_on_several_pages() {
    let note = |n| {
        format!(
            "-- n{n}.md --\n---\ntitle: Paper {n}\nreader: lin\nquestions: [{{ask: Why {n}?}}]\n---\n\nWords.\n"
        )
    };
    let notes: String = (0..230).map(note).collect();
    let site = site(&notes);
    let first = page(&site, "readers/lin/");
    assert_eq!(first.matches("<article class=\"note-item").count(), 200, "{first}");
    assert_eq!(first.matches("class=\"question ").count(), 50);
    assert!(first.contains("<a href=\"../../questions/index.html\">and 180 more</a>"), "{first}");
    assert!(first.contains("href=\"2/index.html\""), "{first}");
    let second = page(&site, "readers/lin/2/");
    assert_eq!(second.matches("<article class=\"note-item").count(), 30, "{second}");
    assert!(second.contains("name=\"robots\" content=\"noindex"), "{second}");
    assert!(!second.contains("class=\"question ") && second.contains("href=\"../index.html\""));
    assert_eq!(page(&site, "readers/lin/3/"), "");
}
