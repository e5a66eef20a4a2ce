//! Every kind of page: nothing fails, nothing is asked of other hosts, nothing is wider than the
//! window, axe finds nothing; keys, the switch of colours, the filter.

use super::chromium::{DESKTOP, View, Watched};
use super::site::{folder, from_disk, over_http};

/// One page of each kind that the sample site has.
const PAGES: [(&str, &str); 25] = [
    ("home", "index.html"),
    ("paper", "papers/krizhevsky2012imagenet/index.html"),
    ("paper-zh", "papers/he2016deep/index.html"),
    ("wanted", "papers/szegedy2014intriguing/index.html"),
    ("papers", "papers/index.html"),
    ("pass", "passes/3/index.html"),
    ("year", "years/2012/index.html"),
    ("tags", "tags/index.html"),
    ("authors", "authors/index.html"),
    ("readers", "readers/index.html"),
    ("concepts", "concepts/index.html"),
    ("reading-list", "reading-list/index.html"),
    ("lists", "lists/index.html"),
    ("critiques", "critiques/index.html"),
    ("questions", "questions/index.html"),
    ("results", "results/index.html"),
    ("handout", "handouts/alexnet-three-passes/index.html"),
    ("own", "about/index.html"),
    ("map", "map/index.html"),
    ("activity", "activity/index.html"),
    ("board", "board/index.html"),
    ("claims", "claims/index.html"),
    ("reproductions", "reproductions/index.html"),
    ("search", "search/index.html"),
    ("not-found", "404.html"),
];

const VIEWS: [View; 4] = [
    View { width: 390, dark: false },
    View { width: 390, dark: true },
    View { width: 1280, dark: false },
    View { width: 1280, dark: true },
];

#[test]
fn every_kind_of_page_is_sound_at_every_width_and_in_both_schemes() {
    let tab = Watched::new(DESKTOP);
    let mut faults = Vec::new();
    for (name, path) in PAGES {
        assert!(folder().join(path).is_file(), "the sample site has no {path}");
        for view in VIEWS {
            tab.look(view);
            tab.open(&over_http(path));
            let scheme = if view.dark { "dark" } else { "light" };
            let place = format!("{name} {} {scheme}", view.width);
            let wide = tab.value("document.documentElement.scrollWidth - innerWidth");
            if wide.as_i64().is_none_or(|wide| wide > 0) {
                faults.push(format!("{place}: {wide} pixels too wide"));
            }
            let outward = tab
                .asked()
                .into_iter()
                .filter(|url| !url.starts_with("http://127.0.0.1:") && !url.starts_with("data:"));
            faults.extend(outward.map(|url| format!("{place}: asks for {url}")));
            // Once in each scheme and at each width: axe is slow.
            if view.dark == (view.width > 600) {
                faults.extend(tab.axe().into_iter().map(|found| format!("{place}: {found}")));
            }
            faults.extend(tab.wrong().into_iter().map(|error| format!("{place}: {error}")));
            tab.picture(&format!("{name}-{}-{scheme}", view.width));
        }
    }
    assert!(faults.is_empty(), "{}", faults.join("\n"));
}

#[test]
fn pages_from_disk_fail_at_nothing_and_fit_a_narrow_window() {
    let tab = Watched::new(View { width: 320, dark: false });
    let mut faults = Vec::new();
    for (name, path) in PAGES.into_iter().filter(|(name, _)| *name != "not-found") {
        tab.open(&from_disk(path));
        faults.extend(tab.wrong().into_iter().map(|error| format!("{name}: {error}")));
        let wide = tab.value("document.documentElement.scrollWidth - innerWidth");
        if wide.as_i64().is_none_or(|wide| wide > 0) {
            faults.push(format!("{name}: {wide} pixels too wide at 320 pixels"));
        }
    }
    assert!(faults.is_empty(), "{}", faults.join("\n"));
}

#[test]
fn a_paper_is_light_and_does_not_jump() {
    let tab = Watched::new(DESKTOP);
    tab.open(&over_http("papers/krizhevsky2012imagenet/index.html"));
    let asked = tab.asked();
    let own = asked.iter().filter(|url| !url.starts_with("data:") && !url.ends_with(".woff2"));
    assert!(own.count() <= 6, "{asked:?}");
    let shift = tab.value(
        "new Promise((done) => { let sum = 0; new PerformanceObserver((list) => { for (const e of \
         list.getEntries()) sum += e.value; }).observe({ type: 'layout-shift', buffered: true }); \
         setTimeout(() => done(sum), 300); })",
    );
    assert!(shift.as_f64().unwrap() < 0.02, "the page shifts by {shift}");
}

#[test]
fn the_first_key_reaches_the_skip_link_and_every_stop_shows_where_it_is() {
    let tab = Watched::new(DESKTOP);
    tab.open(&over_http("papers/krizhevsky2012imagenet/index.html"));
    tab.press("Tab");
    assert_eq!(tab.value("document.activeElement.className"), "skip-link");
    let mut seen = 0;
    for _ in 0..40 {
        tab.press("Tab");
        let state = tab.value(
            "(() => { const e = document.activeElement; const s = getComputedStyle(e); \
             return [e.tagName, s.outlineStyle !== 'none' || s.boxShadow !== 'none']; })()",
        );
        assert_eq!(state[1], true, "{state} has no visible focus");
        seen += i32::from(state[0] != "BODY");
    }
    assert!(seen >= 38, "only {seen} stops: the walk is trapped");
    tab.open(&over_http("papers/krizhevsky2012imagenet/index.html"));
    tab.press("Tab");
    tab.press("Enter");
    assert_eq!(tab.value("location.hash"), "#_content");
}

#[test]
fn the_switch_of_colours_goes_round_and_is_remembered() {
    let tab = Watched::new(DESKTOP);
    tab.open(&over_http("index.html"));
    let scheme = "document.documentElement.dataset.theme ?? 'system'";
    assert_eq!(tab.value(scheme), "system");
    for expected in ["light", "dark"] {
        tab.value("document.getElementById('_theme').click()");
        assert_eq!(tab.value(scheme), expected);
    }
    tab.open(&over_http("papers/index.html"));
    assert_eq!(tab.value(scheme), "dark");
    assert_eq!(tab.value("getComputedStyle(document.body).colorScheme"), "dark");
    tab.value("localStorage.clear()");
}

#[test]
fn the_table_of_papers_sorts_and_filters() {
    let tab = Watched::new(DESKTOP);
    tab.open(&from_disk("papers/index.html"));
    let shown =
        "[...document.querySelectorAll('table.papers tbody tr')].filter((r) => !r.hidden).length";
    let all = tab.value(shown).as_u64().unwrap();
    tab.value("document.getElementById('_filter').focus()");
    tab.tab.type_str("CVPR").unwrap();
    let some = tab.value(shown).as_u64().unwrap();
    assert!(0 < some && some < all, "{some} of {all}");
    let years = "[...document.querySelectorAll('table.papers tbody tr')].map((r) => +r.cells[4].textContent)";
    tab.value("document.querySelectorAll('.sort')[4].click()");
    let years: Vec<u64> =
        tab.value(years).as_array().unwrap().iter().map(|year| year.as_u64().unwrap()).collect();
    assert!(years.is_sorted(), "{years:?}");
}

#[test]
fn without_scripts_a_page_says_the_same() {
    let tab = Watched::new(DESKTOP);
    let words = "document.querySelector('main').innerText.replace(/\\s+/g, ' ').length";
    tab.open(&from_disk("papers/he2016deep/index.html"));
    let with = tab.value(words).as_u64().unwrap();
    tab.scripts(false);
    tab.open(&from_disk("papers/he2016deep/index.html"));
    let without = tab.value(words).as_u64().unwrap();
    // Links to headings and buttons to copy are what scripts add.
    assert!(without * 10 >= with * 9, "{without} of {with} characters");
}

#[test]
fn a_preview_comes_with_focus_and_goes_with_escape() {
    let tab = Watched::new(DESKTOP);
    tab.open(&from_disk("papers/he2016deep/index.html"));
    tab.value("document.querySelector('main .has-preview a, main a.has-preview').focus()");
    let shown = "getComputedStyle(document.querySelector('main .has-preview .preview')).display";
    assert_ne!(tab.value(shown), "none");
    tab.press("Escape");
    assert_eq!(tab.value(shown), "none");
}

#[test]
fn a_page_prints() {
    let tab = Watched::new(View { width: 1280, dark: true });
    tab.open(&from_disk("papers/he2016deep/index.html"));
    let pdf = tab.tab.print_to_pdf(None).unwrap();
    assert!(pdf.starts_with(b"%PDF"), "{} bytes", pdf.len());
    assert!(pdf.len() > 20_000, "{} bytes", pdf.len());
}
