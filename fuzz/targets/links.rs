//! Notes that name each other: every link of every page leads to a page of the site, and every page
//! is safe. Notes are divided by lines of `%%`.
#![no_main]

use std::sync::LazyLock;

use libfuzzer_sys::fuzz_target;
use notesgen::compile::compile;
use notesgen::config::Config;
use notesgen::output::Content;
use notesgen::theme::Theme;
use notesgen_fuzz::{safe, sources};

static THEME: LazyLock<Theme> = LazyLock::new(|| Theme::builtin("default").expect("the theme"));

const PATHS: [&str; 5] =
    ["notes/a.md", "notes/b/index.md", "concepts/c.md", "readers/li.md", "lists/d.md"];

fuzz_target!(|text: &str| {
    let sources = sources(PATHS.into_iter().zip(text.split("%%\n")));
    let Ok(compiled) = compile(&sources, &Config::default(), &THEME) else {
        panic!("the theme is at fault");
    };
    let Some(site) = compiled.site else { return };
    for url in site.urls().filter(|url| url.is_page()) {
        let file = site.render(url).expect("a page").expect("an address of the table");
        let Content::Bytes(bytes) = file.content else { continue };
        let html = std::str::from_utf8(&bytes).expect("text");
        for reference in safe::check_page(html) {
            let to = safe::target(url.as_str(), &reference);
            let Some(path) = to.as_deref() else { continue };
            // Pages are named with their file, so that they open from disk.
            let page = path.strip_suffix("index.html").unwrap_or(path);
            let found = site.urls().any(|url| url.as_str() == path || url.as_str() == page);
            assert!(found, "`{reference}` on `{url}` leads to {to:?}");
        }
    }
});
