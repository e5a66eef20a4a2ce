//! `notesgen pdf` with a real browser.

use std::fs;
use std::process::Command;

use crate::chromium;

/// How many pages a PDF has: an object each.
fn pages(pdf: &[u8]) -> usize {
    String::from_utf8_lossy(pdf).matches("/Type /Page\n").count()
}

#[test]
fn a_handout_is_printed_in_its_editions_with_bookmarks_and_authors_and_nothing_stays_behind() {
    let folder = tempfile::tempdir().unwrap();
    let temporary = folder.path().join("tmp");
    fs::create_dir(&temporary).unwrap();
    let output = Command::new(env!("CARGO_BIN_EXE_notesgen"))
        .args(["pdf", "handouts/alexnet-three-passes", env!("CARGO_MANIFEST_DIR")])
        .args(["--edition", "handout,worksheet", "--paper", "letter"])
        .current_dir(folder.path())
        .env("CHROME", chromium::program())
        .env("TMPDIR", &temporary)
        .output()
        .unwrap();
    assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
    let [handout, worksheet] = ["alexnet-three-passes.pdf", "alexnet-three-passes-worksheet.pdf"]
        .map(|name| fs::read(folder.path().join(name)).unwrap());
    for pdf in [&handout, &worksheet] {
        let text = String::from_utf8_lossy(pdf);
        assert!(text.starts_with("%PDF-"), "{}", &text[..20]);
        for part in ["/Outlines", "/Lang (zh)", "/Author <FEFF", "/MediaBox [0 0 612 792]"] {
            assert!(text.contains(part), "{part}");
        }
        assert!(!text.contains("file://"), "a link leads to the folder that is gone");
    }
    assert!(pages(&worksheet) > pages(&handout) && pages(&handout) > 1);
    let left: Vec<_> = fs::read_dir(&temporary).unwrap().map(|it| it.unwrap().path()).collect();
    let ours = left.iter().filter(|path| path.to_string_lossy().contains("notesgen-pdf"));
    assert_eq!(ours.count(), 0, "{left:?}");
    assert_eq!(fs::read_dir(folder.path()).unwrap().count(), 3);
}
