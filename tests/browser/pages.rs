//! Every kind of page: nothing fails, nothing is asked of other hosts, nothing is wider than the
//! window, axe finds nothing; keys, the switch of colours, the filter.

use super::chromium::{DESKTOP, Rules, View, Watched};
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

pub(crate) const VIEWS: [View; 4] = [
    View { width: 390, dark: false },
    View { width: 1280, dark: true },
    View { width: 390, dark: true },
    View { width: 1280, dark: false },
];

// Two tests, because each has a tab of its own and a machine has more than one core.

#[test]
fn pages_of_papers_and_of_lists_are_sound_in_every_view() {
    sound(&PAGES[..13]);
}

#[test]
fn overviews_and_pages_of_the_sites_own_are_sound_in_every_view() {
    sound(&PAGES[13..]);
}

/// Opens each page once and looks at it in every way.
fn sound(pages: &[(&str, &str)]) {
    let tab = Watched::new(VIEWS[0]);
    let mut faults = Vec::new();
    for (name, path) in pages {
        assert!(folder().join(path).is_file(), "the sample site has no {path}");
        tab.look(VIEWS[0]);
        tab.open(&over_http(path));
        tab.load_axe();
        let mut tell = |how: &str, found: Vec<String>| {
            faults.extend(found.into_iter().map(|found| format!("{name}, {how}: {found}")));
        };
        for (index, view) in VIEWS.into_iter().enumerate() {
            tab.look(view);
            let scheme = if view.dark { "dark" } else { "light" };
            let how = format!("{} {scheme}", view.width);
            tell(&how, too_wide(&tab));
            // Both widths and both schemes are asked about everything once.
            tell(&how, tab.axe(if index < 2 { Rules::All } else { Rules::Looks }));
            tab.picture(&format!("{name}-{}-{scheme}", view.width), view.width);
        }
        in_other_ways(&tab, &mut tell);
        let outward = tab
            .asked()
            .into_iter()
            .filter(|url| !url.starts_with("http://127.0.0.1:") && !url.starts_with("data:"));
        tell("opened", outward.map(|url| format!("asks for {url}")).collect());
        tell("opened", tab.wrong());
    }
    assert!(faults.is_empty(), "{}", faults.join("\n"));
}

pub(crate) fn too_wide(tab: &Watched) -> Vec<String> {
    match tab.too_wide() {
        0 => Vec::new(),
        pixels => vec![format!("{pixels} pixels too wide")],
    }
}

/// Twice as large, on large screens, in forced colours, without motion.
fn in_other_ways(tab: &Watched, tell: &mut impl FnMut(&str, Vec<String>)) {
    // A window of 1280 pixels zoomed to 200 % is one of 640.
    tab.look(View { width: 640, dark: false });
    tell("zoomed", too_wide(tab));
    for width in [2560, 3840] {
        tab.look(View { width, dark: false });
        tell(&width.to_string(), too_wide(tab));
        let used = tab.value("document.querySelector('main').offsetWidth / innerWidth");
        if used.as_f64().is_none_or(|used| used < 0.6) {
            tell(&width.to_string(), vec![format!("uses {used} of the window")]);
        }
    }
    tab.look(DESKTOP);
    // Only the text twice as large, and then the window of 1280 pixels zoomed to 400 %.
    tab.value("document.documentElement.style.fontSize = '200%'");
    tell("with large text", too_wide(tab));
    tab.value("document.documentElement.style.fontSize = ''");
    tab.look(View { width: 320, dark: false });
    tell("zoomed to 400 %", too_wide(tab));
    tab.look(DESKTOP);
    tab.media(&[("forced-colors", "active"), ("prefers-color-scheme", "dark")]);
    let lost = tab.value(
        "(() => { const canvas = getComputedStyle(document.body).backgroundColor; \
         const none = (paint) => ['none', canvas, 'rgba(0, 0, 0, 0)'].includes(paint); \
         return [...document.querySelectorAll('main svg :is(circle, rect, path, text)')] \
         .filter((shape) => { const s = getComputedStyle(shape); return none(s.fill) && none(s.stroke); }) \
         .map((shape) => shape.outerHTML.slice(0, 80)).slice(0, 3); })()",
    );
    let lost = lost.as_array().unwrap().iter().map(|shape| format!("cannot be seen: {shape}"));
    tell("in forced colours", lost.collect());
    tab.media(&[("prefers-reduced-motion", "reduce")]);
    let moving = tab.value(
        "[document.documentElement, ...document.querySelectorAll('body *')].filter((e) => { \
         const s = getComputedStyle(e); return s.scrollBehavior === 'smooth' || \
         parseFloat(s.transitionDuration) > 0 || s.animationName !== 'none'; }).length",
    );
    if moving != 0 {
        tell("without motion", vec![format!("{moving} things move")]);
    }
}

#[test]
fn pages_from_disk_fail_at_nothing_and_fit_a_narrow_window() {
    let tab = Watched::new(View { width: 320, dark: false });
    let mut faults = Vec::new();
    for (name, path) in PAGES.into_iter().filter(|(name, _)| *name != "not-found") {
        tab.open(&from_disk(path));
        faults.extend(tab.wrong().into_iter().map(|error| format!("{name}: {error}")));
        let wide = too_wide(&tab).into_iter();
        faults.extend(wide.map(|found| format!("{name}: {found} at 320 pixels")));
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
        let shown = tab.value(
            "(async () => { for (let tries = 0; tries < 50; tries += 1) { \
             const s = getComputedStyle(document.activeElement); \
             if (s.outlineStyle !== 'none' || s.boxShadow !== 'none') return true; \
             await new Promise((done) => setTimeout(done, 20)); } \
             return document.activeElement.outerHTML.slice(0, 200); })()",
        );
        assert_eq!(shown, true, "stop {seen} does not show where it is");
        let at = tab.value("document.activeElement.tagName");
        seen += i32::from(at != "BODY");
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
    // A short page is of one colour down to the foot of the window.
    let colours = tab.value(
        "['html', 'body'].map((e) => getComputedStyle(document.querySelector(e)).backgroundColor)",
    );
    assert_eq!(colours[0], colours[1]);
    tab.value("localStorage.clear()");
}

#[test]
fn quotation_marks_follow_the_language_of_their_text() {
    let tab = Watched::new(DESKTOP);
    tab.open(&over_http("papers/krizhevsky2012imagenet/index.html"));
    let faces = |lang: &str| {
        let script = format!(
            "[...new Set([...document.querySelectorAll('article, article p')]\
             .filter((e) => e.closest('[lang]').lang === {lang:?})\
             .map((e) => getComputedStyle(e).fontFamily.split(',')[0].replaceAll('\"', '')))]\
             .sort()"
        );
        tab.value(&script)
    };
    assert_eq!(faces("zh"), serde_json::json!(["Han Marks", "Han Serif Marks"]));
    assert_eq!(faces("en"), serde_json::json!(["Latin Marks"]));
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
    // Names of a long index too, accents or none.
    tab.open(&from_disk("authors/index.html"));
    tab.value("document.getElementById('_filter').focus()");
    tab.tab.type_str("leon").unwrap();
    let names = "[...document.querySelectorAll('.terms > li')].filter((li) => !li.hidden) \
                 .map((li) => li.querySelector('a').textContent)";
    assert_eq!(tab.value(names), serde_json::json!(["Léon Bottou"]));
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
fn the_contents_are_open_where_there_is_room_and_follow_reading() {
    let tab = Watched::new(DESKTOP);
    let entry = "document.querySelector('.toc a').checkVisibility({ contentVisibilityAuto: true })";
    let page = from_disk("papers/he2016deep/index.html");
    tab.scripts(false);
    tab.open(&page);
    assert_eq!(tab.value(entry), true);
    tab.look(View { width: 390, dark: false });
    assert_eq!(tab.value(entry), false, "folded away on a phone");
    tab.scripts(true);
    tab.look(DESKTOP);
    tab.open(&page);
    tab.value("document.querySelector('.pass-2 h3').scrollIntoView({ behavior: 'instant' })");
    tab.wait("document.querySelector('.toc [aria-current]')?.hash.endsWith('pass-2')");
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
fn links_to_one_address_bring_one_preview_to_them() {
    let tab = Watched::new(DESKTOP);
    tab.open(&from_disk("papers/krizhevsky2012imagenet/index.html"));
    tab.value(
        "(() => { const by = Object.groupBy(document.querySelectorAll('.has-preview > a'), \
         (a) => a.getAttribute('aria-describedby')); \
         window.links = Object.values(by).find((links) => links.length > 1); })()",
    );
    let shown = |n: usize| {
        tab.value(&format!("links[{n}].focus({{ preventScroll: true }})"));
        tab.value(
            "(() => { const shown = [...document.querySelectorAll('.preview')].filter((p) => \
             getComputedStyle(p).display !== 'none'); \
             return shown.map((p) => [p.id, p.previousElementSibling === document.activeElement]); })()",
        )
    };
    let id = tab.value("links[0].getAttribute('aria-describedby')");
    for n in [1, 0, 1] {
        assert_eq!(shown(n), serde_json::json!([[id, true]]), "link {n}");
    }
}
