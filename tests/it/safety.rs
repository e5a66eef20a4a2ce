//! What bad input does to a site: nothing.
#![cfg(unix)]

use std::collections::BTreeSet;
use std::fs;
use std::os::unix::fs::symlink;

use unicode_normalization::UnicodeNormalization as _;

use crate::command::Folder;

#[test]
fn an_unusable_file_publishes_nothing_and_leaves_the_old_site() {
    let folder = Folder::site();
    folder.run(&["build"]).code(0);
    let before = folder.tree("public");
    let link = |name: &str, to: &str| symlink(to, folder.path(&format!("content/{name}"))).unwrap();
    let secret = "SECRET-IN-A-FILE-OUTSIDE";
    folder.write("outside.md", secret);
    let cases: &[(&str, &dyn Fn(), &str)] = &[
        ("gbk.md", &|| folder.write("content/gbk.md", b"# \xC4\xE3\xBA\xC3\n"), "N001"),
        ("zero.md", &|| folder.write("content/zero.md", b"# a\0b\n"), "N002"),
        ("open.md", &|| folder.write("content/open.md", "---\ntitle: never ends\n"), "N108"),
        ("out.md", &|| link("out.md", "../outside.md"), "N005"),
        ("out.png", &|| link("out.png", "/etc/passwd"), "N005"),
        ("folder", &|| link("folder", "../.."), "N005"),
        ("loop.md", &|| link("loop.md", "loop.md"), "N005"),
        ("a\u{1b}[2Jb.md", &|| folder.write("content/a\u{1b}[2Jb.md", "x"), "N007"),
        ("con.md", &|| folder.write("content/con.md", "x"), "N007"),
        (
            "huge.md",
            &|| {
                let file = fs::File::create(folder.path("content/huge.md")).unwrap();
                file.set_len(8 << 30).unwrap();
            },
            "N003",
        ),
    ];
    for (name, prepare, code) in cases {
        prepare();
        let ran = folder.run(&["build"]).code(1);
        assert_eq!(ran.stderr.matches("error[").count(), 1, "{name}: {}", ran.stderr);
        assert!(ran.stderr.contains(&format!("error[{code}]")), "{name}: {}", ran.stderr);
        assert!(!ran.stderr.contains('\u{1b}') && !ran.stderr.contains(secret), "{}", ran.stderr);
        assert_eq!(folder.tree("public"), before, "{name}");
        fs::remove_file(folder.path(&format!("content/{name}"))).unwrap();
    }
    assert_eq!(folder.names(), ["content", "notesgen.yaml", "outside.md", "public"]);
}

#[test]
fn an_odd_file_is_published_like_any_other() {
    let folder = Folder::site();
    let note = "---\ntitle: Odd\n---\n\nOdd text.\n";
    for name in ["a b", "a#b", "50%", "it's \"x\"", "残差", "-rf", "what?", "e\u{301}"] {
        folder.write(&format!("content/notes/{name}.md"), note.replace("Odd", name));
    }
    folder.write("content/notes/bom.md", format!("\u{feff}{note}"));
    folder.write("content/notes/crlf.md", note.replace('\n', "\r\n"));
    let long = format!("---\ntitle: Long\n---\n\n{}\n", "残差 network ".repeat(600_000));
    folder.write("content/notes/long.md", &long);
    let ran = folder.run(&["build"]).code(0);
    assert!(ran.stderr.contains("12 papers, 12 notes"), "{}", ran.stderr);
    for (page, title) in [("bom", "Odd"), ("crlf", "Odd"), ("long", "Long")] {
        let html = folder.read(&format!("public/papers/{page}/index.html"));
        assert!(html.contains(&format!("<title>{title}")), "{page}");
    }
    assert!(folder.read("public/papers/long/index.html").len() > long.len() / 2);
}

#[test]
fn two_files_that_some_disks_take_for_one_never_share_a_url() {
    let titles = ["One Paper On Depth", "Quite Another Study"];
    for (a, b) in [("Resnet", "resnet"), ("\u{e9}tude", "e\u{301}tude")] {
        let folder = Folder::site();
        for (name, title) in [a, b].iter().zip(titles) {
            folder
                .write(&format!("content/notes/{name}.md"), format!("---\ntitle: {title}\n---\n"));
        }
        if fs::read_dir(folder.path("content/notes")).unwrap().count() < 3 {
            continue; // This disk is one of them.
        }
        folder.run(&["build"]).code(0);
        let site = folder.tree("public");
        for title in titles {
            let heading = format!("<title>{title}");
            let has = |bytes: &[u8]| String::from_utf8_lossy(bytes).contains(&heading);
            assert_eq!(site.iter().filter(|(_, _, bytes)| has(bytes)).count(), 1, "{title}");
        }
        let paths: BTreeSet<String> = site
            .iter()
            .map(|(path, ..)| path.to_str().unwrap().nfc().collect::<String>().to_lowercase())
            .collect();
        assert_eq!(paths.len(), site.len());

        // Keys that somebody chose do not give way: that is a mistake, told of both files. A key
        // has one Unicode form only.
        if !a.is_ascii() {
            continue;
        }
        for (name, title) in [a, b].iter().zip(titles) {
            let text = format!("---\ntitle: {title}\nkey: {name}\n---\n");
            folder.write(&format!("content/notes/{name}.md"), text);
        }
        let ran = folder.run(&["build"]).code(1);
        for name in [a, b] {
            assert!(ran.stderr.contains(&format!("{name}.md")), "{}", ran.stderr);
        }
    }
}

#[test]
fn a_site_does_not_depend_on_where_when_and_by_whom_it_is_built() {
    let folder = Folder::site();
    for n in 0..40 {
        let text = format!("---\ntitle: Paper {n}\ntags: [a, b{n}]\n---\n\nSee [[he2016deep]].\n");
        folder.write(&format!("content/notes/p{n}.md"), text);
    }
    folder.run(&["build", "-o", "one"]).code(0);
    let line = "umask 077; mkdir -p deep/er; cp -r content notesgen.yaml deep/er; cd deep/er; \
                TZ=Asia/Shanghai LC_ALL=C RAYON_NUM_THREADS=7 \"$notesgen\" build -o ../../two";
    folder.shell(line).code(0);
    let (one, two) = (folder.tree("one"), folder.tree("two"));
    assert_eq!(one.len(), two.len());
    for (one, two) in one.iter().zip(&two) {
        assert_eq!((&one.0, one.1), (&two.0, two.1));
        assert!(one.2 == two.2, "{}", one.0.display());
    }
}

#[test]
fn what_is_hidden_leaves_no_trace_in_a_site() {
    let folder = Folder::site();
    folder.run(&["build", "-o", "without"]).code(0);
    for path in [".env", ".git/config", ".obsidian/x.md", "notes/.a.md.swp", "a.md~", "key.pem"] {
        folder.write(&format!("content/{path}"), "SECRET");
    }
    folder.run(&["build", "-o", "with"]).code(0);
    assert_eq!(folder.tree("without"), folder.tree("with"));
}
