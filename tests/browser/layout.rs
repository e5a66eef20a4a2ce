//! How pages use the room that they have: phones, tablets, large text, several notes, paper, and the theme
//! that is one style sheet.

use super::chromium::{DESKTOP, Rules, View, Watched};
use super::pages::{VIEWS, too_wide};
use super::site::{from_disk, in_plain};

#[test]
fn notes_stand_side_by_side_pass_beside_pass_without_a_script() {
    let tab = Watched::new(View { width: 1440, dark: false });
    tab.scripts(false);
    tab.open(&from_disk("papers/krizhevsky2012imagenet/index.html"));
    let places = |what: &str| {
        tab.value(&format!(
            "[...document.querySelectorAll('{what}')].map((e) => [e.getBoundingClientRect().left, \
             e.getBoundingClientRect().top].map(Math.round))"
        ))
    };
    let before = places(".note");
    assert_eq!(before[0][0], before[1][0], "one after the other: {before}");
    tab.value("document.getElementById('_side-by-side').click()");
    for what in [".note", ".pass-1", ".pass-2", ".critiques"] {
        let [left, right] = [0, 1].map(|note| places(what)[note].clone());
        assert!(left[0].as_i64() < right[0].as_i64(), "{what}: {left} {right}");
        assert_eq!(left[1], right[1], "{what} begins at one height");
    }
    assert_eq!(tab.too_wide(), 0);
}

#[test]
fn tables_of_papers_and_results_need_no_scrolling_on_a_phone() {
    let tab = Watched::new(View { width: 390, dark: false });
    for (path, least) in [
        ("papers/index.html", 1),
        ("results/index.html", 2),
        ("papers/krizhevsky2012imagenet/index.html", 1),
    ] {
        tab.open(&from_disk(path));
        let boxes = tab.value(
            "[...document.querySelectorAll('.table-scroll:has(.papers, .benchmark-table, .result-table), \
             .map-scroll:has(.chart-picture)')].map((e) => e.scrollWidth - e.clientWidth)",
        );
        let boxes = boxes.as_array().unwrap();
        assert!(boxes.len() >= least, "{path}: {boxes:?}");
        assert!(boxes.iter().all(|wider| wider.as_i64() <= Some(0)), "{path}: {boxes:?}");
    }
}

#[test]
fn a_tablet_shows_lines_that_can_be_read_and_nothing_over_anything() {
    let tab = Watched::new(View { width: 820, dark: false });
    tab.open(&from_disk("papers/krizhevsky2012imagenet/index.html"));
    for width in [660, 820, 1080, 1200] {
        tab.look(View { width, dark: false });
        let rows = tab.value(
            "['.site-title', '.search-link', '.scheme'].map((one) => { \
             const box = document.querySelector(one).getBoundingClientRect(); \
             return Math.round((box.top + box.bottom) / 2); })",
        );
        let rows: Vec<i64> = rows.as_array().unwrap().iter().filter_map(|y| y.as_i64()).collect();
        assert!(rows.iter().all(|y| (y - rows[0]).abs() < 10), "{width}: {rows:?}");
        let over = tab.value(
            "[...document.querySelectorAll('.rating, .step, .note-facts')] \
             .filter((e) => e.scrollWidth > e.clientWidth + 1).map((e) => e.className)",
        );
        assert_eq!(over, serde_json::json!([]), "{width}");
        let longest = tab.value(
            "Math.max(...[...document.querySelectorAll(\
             '.note :is(.tldr, .purpose, .pass, .note-body) p')].map((p) => p.clientWidth)) / 16",
        );
        assert!(longest.as_f64().unwrap() <= 50.0, "{width}: a line of {longest} rem");
    }
}

#[test]
fn the_contents_stay_folded_where_large_text_leaves_no_room_for_them() {
    let tab = Watched::new(DESKTOP);
    let open = "document.querySelector('.toc-fold').open";
    tab.open(&from_disk("papers/he2016deep/index.html"));
    assert_eq!(tab.value(open), true);
    tab.with_text_of(32);
    tab.open(&from_disk("papers/he2016deep/index.html"));
    assert_eq!(tab.value(open), false);
}

#[test]
fn the_plain_theme_draws_lines_as_lines_and_breaks_no_rule() {
    let tab = Watched::new(VIEWS[0]);
    let mut faults = Vec::new();
    for path in
        ["index.html", "papers/he2016deep/index.html", "results/index.html", "map/index.html"]
    {
        for view in &VIEWS[..2] {
            tab.look(*view);
            tab.open(&in_plain(path));
            let mut tell = |found: Vec<String>| {
                faults.extend(found.into_iter().map(|it| format!("{path}: {it}")));
            };
            tell(too_wide(&tab));
            let filled = tab.value(
                "[...document.querySelectorAll('.edge-line, .chart-best, .chart-axes path')] \
                 .filter((e) => getComputedStyle(e).fill !== 'none').length",
            );
            assert_eq!(filled, 0, "{path}");
            let large = tab.value(
                "[...document.querySelectorAll('.map-legend svg')].filter((e) => \
                 e.getBoundingClientRect().height > 24).length",
            );
            assert_eq!(large, 0, "{path}");
            tell(tab.wrong());
            // Formulas that scroll are reached by the browser's own means: there is no script.
            let rules = if path.starts_with("papers") { Rules::Looks } else { Rules::All };
            tab.load_axe();
            tell(tab.axe(rules));
            // It asks for the style sheet once more, which a page from disk may not.
            let _ = tab.wrong();
            let name = path.split('/').next().unwrap().trim_end_matches(".html");
            tab.picture(&format!("plain-{name}-{}", view.width), view.width);
        }
    }
    assert!(faults.is_empty(), "{}", faults.join("\n"));
}

#[test]
fn a_page_prints() {
    let tab = Watched::new(View { width: 1280, dark: true });
    tab.open(&from_disk("papers/he2016deep/index.html"));
    let pdf = tab.tab.print_to_pdf(None).unwrap();
    assert!(pdf.starts_with(b"%PDF"), "{} bytes", pdf.len());
    assert!(pdf.len() > 20_000, "{} bytes", pdf.len());
}

#[test]
fn on_paper_no_heading_is_parted_and_no_figure_fills_a_page() {
    let tab = Watched::new(DESKTOP);
    tab.open(&from_disk("papers/krizhevsky2012imagenet/index.html"));
    tab.as_printed();
    let parted = tab.value(
        "[...document.querySelectorAll('main :is(h1, h2, h3, h4)')].map((e) => getComputedStyle(e)) \
         .filter((s) => s.breakInside !== 'avoid' || s.breakAfter !== 'avoid').length",
    );
    assert_eq!(parted, 0);
    // A4 has 257 mm between its margins here.
    let most = tab.value(
        "Math.max(...[...document.querySelectorAll('main img')].map((e) => e.offsetHeight)) / 96 * 25.4",
    );
    assert!(most.as_f64().is_some_and(|most| (20.0..=100.0).contains(&most)), "{most} mm");
    // A short column beside a long one would leave half of each page white.
    let columns = "[...document.querySelectorAll('.critique-columns')].map((e) => getComputedStyle(e).display)";
    assert_eq!(tab.value(columns), serde_json::json!(["block", "block"]));
    let shown =
        "[...document.querySelectorAll('.preview')].filter((e) => e.checkVisibility()).length";
    assert_eq!(tab.value(shown), 0);
}
