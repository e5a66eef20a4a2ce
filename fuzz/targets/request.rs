//! The path of a request: it leads to what stands in the site's table, or nowhere.
#![no_main]

use std::path::Component;
use std::sync::LazyLock;

use libfuzzer_sys::fuzz_target;
use notesgen::compile::compile;
use notesgen::config::Config;
use notesgen::render::Site;
use notesgen::serve::{Found, find};
use notesgen::theme::Theme;
use notesgen_fuzz::sources;

static SITE: LazyLock<Site> = LazyLock::new(|| {
    let notes =
        [("notes/a.md", "# A\n\n[[b]]"), ("notes/残差.md", "---\ntags: [c++, 视觉]\n---\n# B")];
    let theme = Theme::builtin("default").expect("the theme");
    let compiled = compile(&sources(notes), &Config::default(), &theme).expect("the theme");
    compiled.site.expect("no mistakes")
});

fuzz_target!(|path: &str| {
    for base in ["/", "/reading/"] {
        let Some(found) = find(&SITE, path, base) else { continue };
        let (Found::At(url) | Found::Elsewhere(url)) = found;
        assert!(SITE.page(&url).is_some(), "{url}");
        let file = url.file_path();
        assert!(file.components().all(|part| matches!(part, Component::Normal(_))), "{file:?}");
    }
});
