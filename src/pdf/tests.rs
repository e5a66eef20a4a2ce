use std::time::Duration;

use super::{Chromium, Info, Paper, PdfError, Places, Work, prepared};

#[test]
fn without_a_browser_the_message_says_what_to_install() {
    let empty = tempfile::tempdir().unwrap();
    let path = Some(empty.path().as_os_str().to_owned());
    let places = Places { named: None, path: path.clone(), folders: vec![empty.path().to_owned()] };
    let error = Chromium::find(&places, Duration::from_secs(1)).unwrap_err();
    assert_eq!(
        error.to_string(),
        "no Chromium was found to print with; install Chromium or Google Chrome, or name its \
         program in the variable `CHROME`"
    );
    let places = Places { named: Some("/no/such/chrome".into()), path, folders: Vec::new() };
    let error = Chromium::find(&places, Duration::from_secs(1)).unwrap_err();
    let expected = "the variable `CHROME` names `/no/such/chrome`, which is not a program";
    assert_eq!(error.to_string(), expected);
}

#[test]
fn links_lead_to_where_the_site_is_published_or_nowhere() {
    let page = "<head></head><a class=\"x\" href=\"../../papers/a/index.html#n\">A</a> \
                <a href=\"#here\">B</a> <a href=\"https://x.org\">C</a><img loading=\"lazy\">";
    let ready = |base| prepared(page, "handouts/one/", base, "../../s.css");
    assert_eq!(
        ready(Some("https://e.org/n/")),
        "<head><link rel=\"stylesheet\" href=\"../../s.css\">\n</head>\
         <a class=\"x\" href=\"https://e.org/n/papers/a/#n\">A</a> \
         <a href=\"#here\">B</a> <a href=\"https://x.org\">C</a><img>"
    );
    assert!(ready(None).contains("<a class=\"x\">A</a> <a href=\"#here\">B</a>"));
    assert_eq!(Paper::Letter.style(), "@page { size: letter; }\n");
}

#[test]
fn a_pdf_is_told_its_authors_by_an_update_at_its_end() {
    let pdf = b"%PDF-1.4\n1 0 obj\n<</Producer (Skia)>>\nendobj\ntrailer\n<</Size 9\n/Root 3 0 R\n\
                /Info 1 0 R>>\nstartxref\n50\n%%EOF"
        .to_vec();
    let info = Info { title: "课".into(), authors: vec!["Gu".into()], ..Info::default() };
    let told = String::from_utf8(info.put_into(pdf.clone())).unwrap();
    let update = &told[pdf.len()..];
    assert!(update.contains("9 0 obj\n<</Title <FEFF8BFE>\n/Author <FEFF00470075>\n"), "{update}");
    assert!(update.contains("/Producer (Skia)\n"), "{update}");
    assert!(update.contains("/Size 10\n/Root 3 0 R\n/Info 9 0 R\n/Prev 50>>"), "{update}");
    let at: usize = update.split("9 1\n").nth(1).unwrap()[..10].parse().unwrap();
    assert!(told[at..].starts_with("9 0 obj"), "{told}");
    let table: usize =
        update.split("startxref\n").nth(1).unwrap().lines().next().unwrap().parse().unwrap();
    assert!(told[table..].starts_with("xref\n9 1"), "{told}");
    assert_eq!(info.put_into(b"no PDF".to_vec()), b"no PDF");
}

/// A program that behaves like a browser gone wrong.
#[cfg(unix)]
fn fake(script: &str) -> (tempfile::TempDir, Chromium) {
    use std::os::unix::fs::PermissionsExt;
    let folder = tempfile::tempdir().unwrap();
    let program = folder.path().join("chrome");
    std::fs::write(&program, format!("#!/bin/sh\n{script}\n")).unwrap();
    std::fs::set_permissions(&program, PermissionsExt::from_mode(0o755)).unwrap();
    let places = Places { named: Some(program.into()), ..Places::default() };
    (folder, Chromium::find(&places, Duration::from_millis(700)).unwrap())
}

#[cfg(unix)]
#[test]
fn a_browser_that_hangs_is_ended_with_its_helpers_and_leaves_nothing() {
    let (folder, chromium) = fake("sleep 871 & echo $! > \"$(dirname \"$0\")/helper\"; sleep 871");
    let work = Work::new(folder.path()).unwrap();
    let place = work.folder().to_owned();
    let error = chromium.print(&place.join("x.html"), &work).unwrap_err();
    assert!(matches!(error, PdfError::TimedOut { .. }), "{error}");
    drop(work);
    assert!(!place.exists());
    let helper = std::fs::read_to_string(folder.path().join("helper")).unwrap();
    // A busy machine takes its time to end it, and whoever takes care of orphans to bury it.
    let runs = || {
        let state = std::fs::read_to_string(format!("/proc/{}/stat", helper.trim()));
        state.is_ok_and(|it| !it.contains(" Z "))
    };
    let start = std::time::Instant::now();
    while runs() && start.elapsed() < Duration::from_secs(10) {
        std::thread::sleep(Duration::from_millis(20));
    }
    assert!(!runs(), "the helper still runs");
}

#[cfg(unix)]
#[test]
fn a_browser_that_fails_is_quoted() {
    let (folder, chromium) = fake("echo first >&2; echo 'no display' >&2; exit 3");
    let work = Work::new(folder.path()).unwrap();
    let error = chromium.print(&work.folder().join("x.html"), &work).unwrap_err();
    assert!(error.to_string().ends_with("made no PDF: no display"), "{error}");
}
