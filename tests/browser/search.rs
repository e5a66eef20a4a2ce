//! Search, in both languages, over http and from disk.

use super::chromium::{DESKTOP, Watched};
use super::site::{from_disk, over_http};

const TITLES: &str =
    "[...document.querySelectorAll('#_search-results a')].map((a) => a.textContent)";

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
fn search_is_worked_by_keys_alone() {
    let tab = Watched::new(DESKTOP);
    tab.open(&over_http("papers/index.html"));
    tab.press("/");
    tab.tab.wait_for_element("#_search-input").unwrap();
    tab.wait("document.activeElement?.id === '_search-input'");
    tab.tab.type_str("dropout").unwrap();
    tab.wait("document.querySelectorAll('#_search-results a').length > 2");
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
fn without_scripts_the_search_page_leads_to_the_indexes() {
    let tab = Watched::new(DESKTOP);
    tab.scripts(false);
    tab.open(&from_disk("search/index.html"));
    let links = tab.value("document.querySelectorAll('#_search-without a').length");
    assert!(links.as_u64().unwrap() >= 6, "{links} links");
}

fn encode(query: &str) -> String {
    let bytes: Vec<String> = query.bytes().map(|byte| format!("%{byte:02X}")).collect();
    bytes.concat()
}
