//! A body → HTML: nothing in it runs, nothing in it leaves the element that the page put it in.
#![no_main]

use libfuzzer_sys::fuzz_target;
use notesgen::markdown::{Options, PageState, Place, render, render_inline};
use notesgen_fuzz::{Echo, safe, text};

fuzz_target!(|markdown: &str| {
    let (_, text) = text(markdown);
    let options = Options::default();
    let mut echo = Echo::new(&text, &options);
    let place = Place { id_prefix: "li--", heading_shift: 2 };
    let html = render(&text, &options, place, &mut echo, &mut PageState::default());
    safe::check_fragment(&html);
    let line = render_inline(&text, &options, place, &mut echo, &mut PageState::default());
    safe::check_fragment(&line);
});
