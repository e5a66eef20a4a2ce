//! Search, in both languages, over http and from disk.

use super::chromium::{DESKTOP, Rules, View, Watched};
use super::site::{from_disk, over_http};

const TITLES: &str =
    "[...document.querySelectorAll('#_search-results .result-link')].map((a) => a.textContent)";

/// Titles that a query finds, in their order.
fn found(tab: &Watched, url: &str) -> Vec<String> {
    tab.open(url);
    tab.wait("document.getElementById('_search-status').textContent !== ''");
    tab.wait("document.querySelectorAll('#_search-results a').length > 0 || !document.getElementById('_search-without').hidden");
    let titles = tab.value(TITLES);
    titles.as_array().unwrap().iter().map(|title| title.as_str().unwrap().to_owned()).collect()
}

#[test]
fn a_query_finds_what_it_should_over_http_and_from_disk() {
    let tab = Watched::new(DESKTOP);
    let (resnet, alexnet) = ("Deep Residual Learning", "ImageNet Classification with Deep");
    for (query, first) in [
        ("residual", "残差连接"),
        ("Deep Residual Learning", resnet),
        // Part of 用于图像识别的深度残差学习.
        ("别的深度", resnet),
        ("convolutoinal", "卷积神经网络"),
        // No page has all of these; the ones that have most of them are still found.
        ("resnet qqqqqq residual", resnet),
        // 用于图像识别的深度残差学习, with a character too many.
        ("识别的深度的残差学习", resnet),
        // A slip in the first letter, of two words that could be meant.
        ("vatch normalization", "Batch Normalization"),
        ("krizhevsky imagen", alexnet),
        ("author:he year:2016 pass:3", resnet),
        ("标签:经典论文 year:2012", alexnet),
    ] {
        let path = format!("search/index.html?q={}", encode(query));
        for url in [over_http(&path), from_disk(&path)] {
            let titles = found(&tab, &url);
            assert!(
                titles.iter().take(3).any(|title| title.starts_with(first)),
                "{url}: {titles:?}"
            );
        }
        assert_eq!(tab.wrong(), Vec::<String>::new(), "{query}");
    }
    let none = found(&tab, &from_disk("search/index.html?q=qqqqqq"));
    assert_eq!(none, Vec::<String>::new());
}

#[test]
fn the_search_page_is_worked_by_keys_alone() {
    let tab = Watched::new(DESKTOP);
    tab.open(&over_http("search/index.html"));
    tab.wait("document.activeElement?.id === '_search-input'");
    tab.tab.type_str("dropout").unwrap();
    tab.wait("document.querySelectorAll('#_search-results .result-link').length > 2");
    tab.wait("document.querySelector('#_search-results mark') !== null");
    tab.wait("new URLSearchParams(location.search).get('q') === 'dropout'");
    tab.press("ArrowDown");
    tab.press("ArrowDown");
    assert_eq!(
        tab.value(
            "[...document.querySelectorAll('#_search-results a')].indexOf(document.activeElement)"
        ),
        1
    );
    tab.press("Escape");
    assert_eq!(tab.value("document.activeElement.id"), "_search-input");
    tab.wait("document.querySelector('#_search-results mark') !== null");
    let first = tab.value("document.querySelector('#_search-results a').href");
    tab.press("Enter");
    tab.wait(&format!("location.href === {first}"));
}

#[test]
fn results_lead_to_the_sections_that_have_the_words() {
    let tab = Watched::new(DESKTOP);
    for url in [over_http("search/index.html?q="), from_disk("search/index.html?q=")] {
        // Words of a pass of a note, and below a heading of a page of the site's own.
        for (query, page, id) in [
            ("shortcuts", "papers/he2016deep/index.html", "lin--pass-2"),
            ("当自己是作者 问到底", "method/index.html", "第三遍-当自己是作者"),
        ] {
            tab.open(&format!("{url}{}", encode(query)));
            let link = format!("document.querySelector('.result-section[href*=\"{page}\"]')");
            tab.wait(&format!("{link} !== null"));
            let href = tab.value(&format!("{link}.href"));
            let href = href.as_str().unwrap();
            assert!(href.ends_with(&format!("{page}#{}", encode_words(id))), "{href}");
            tab.wait(&format!("{link}.parentElement.querySelector('mark') !== null"));
            tab.value(&format!("{link}.click()"));
            tab.wait(&format!("document.getElementById('{id}')?.matches(':target')"));
            // The page marks the words that led to it, until they are not wanted any more.
            let marked = "[...CSS.highlights.get('found') ?? []].map((range) => range.toString().toLowerCase())";
            let all = tab.value(marked);
            let word = query.split(' ').next().unwrap();
            assert!(all.as_array().unwrap().iter().any(|one| one == word), "{query}: {all}");
            tab.press("Escape");
            assert_eq!(tab.value(marked), serde_json::json!([]));
            tab.open(tab.value("location.href.split('#')[0]").as_str().unwrap());
            assert_eq!(tab.value(marked), serde_json::json!([]), "and not when one comes again");
        }
    }
}

#[test]
fn any_page_searches_in_a_dialog_that_costs_nothing_until_it_is_opened() {
    let tab = Watched::new(DESKTOP);
    let focus = "document.activeElement.className || document.activeElement.id";
    for url in [over_http("papers/he2016deep/index.html"), from_disk("papers/index.html")] {
        tab.open(&url);
        let scripts = || tab.asked().iter().filter(|url| url.contains("/find.")).count();
        assert_eq!(scripts(), 0, "the page itself loads no search");
        tab.value("document.getElementById('_theme').focus()");
        tab.press("/");
        assert_eq!(tab.value(focus), "search-field");
        tab.tab.type_str("dropout").unwrap();
        tab.wait("document.querySelector('.search-all').href.endsWith('?q=dropout')");
        tab.wait("document.querySelectorAll('.search-dialog .result').length > 2");
        tab.wait("/\\d/.test(document.querySelector('.search-dialog [role=status]').textContent)");
        assert_eq!(scripts(), 1);
        tab.press("ArrowDown");
        assert_eq!(tab.value(focus), "result-link");
        // Who types on goes on with the query.
        tab.press("s");
        assert_eq!(tab.value(focus), "search-field");
        tab.press("Escape");
        assert_eq!(tab.value("document.querySelector('.search-dialog').open"), false);
        assert_eq!(tab.value(focus), "scheme", "the focus is back where it was");
        // What was asked stands there still, marked to be written over.
        tab.value("document.getElementById('_search-link').click()");
        assert_eq!(tab.value("getSelection().toString()"), "dropouts");
        tab.tab.type_str("residual").unwrap();
        tab.wait("document.querySelector('.search-dialog mark')?.textContent.toLowerCase() === 'residual'");
        assert_eq!(tab.wrong(), Vec::<String>::new());
    }
    tab.load_axe();
    for dark in [false, true] {
        tab.look(View { width: 390, dark });
        assert_eq!(tab.axe(Rules::All), Vec::<String>::new(), "dark: {dark}");
        assert_eq!(tab.too_wide(), 0);
        tab.picture(&format!("search-dialog-{}", if dark { "dark" } else { "light" }), 390);
    }
    let first = tab.value("document.querySelector('.search-dialog .result-link').href");
    tab.press("Enter");
    tab.wait(&format!("location.href === {first}"));
}

#[test]
fn without_scripts_the_search_page_leads_to_the_indexes() {
    let tab = Watched::new(DESKTOP);
    tab.scripts(false);
    tab.open(&from_disk("search/index.html"));
    let links = tab.value("document.querySelectorAll('#_search-without a').length");
    assert!(links.as_u64().unwrap() >= 6, "{links} links");
}

/// An id as a browser writes it in an address.
fn encode_words(id: &str) -> String {
    let letter = |c: char| if c.is_ascii() { c.to_string() } else { encode(&c.to_string()) };
    id.chars().map(letter).collect()
}

fn encode(query: &str) -> String {
    let bytes: Vec<String> = query.bytes().map(|byte| format!("%{byte:02X}")).collect();
    bytes.concat()
}
