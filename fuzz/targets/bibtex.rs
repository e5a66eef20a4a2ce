//! A bibliography: whatever it is, it is read; what was read is written so that it is read again.
#![no_main]

use libfuzzer_sys::fuzz_target;
use notesgen::bibliography::{Entry, read_bibtex, write_bibtex};

fuzz_target!(|text: &str| {
    let (entries, problems) = read_bibtex(text);
    for problem in &problems {
        assert!(text.get(problem.range.clone()).is_some(), "{problem:?}");
    }
    let written = write_bibtex(&entries.iter().collect::<Vec<&Entry>>());
    let (again, problems) = read_bibtex(&written);
    assert_eq!(again.len(), entries.len(), "{written}\n{problems:?}");
});
