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
fn one_bad_file_is_one_diagnostic() {
    for (make, code) in [
        ("mkfifo content/pipe.md", "N006"),
        ("mkfifo content/pipe.png", "N006"),
        ("ln -s /dev/zero content/zero.png", "N005"),
        ("ln -s b.md content/a.md; ln -s a.md content/b.md; rm content/b.md", "N005"),
        ("ln -s . content/loop", "N005"),
        ("ln -s ../notesgen.yaml content/settings.md", "N005"),
        ("truncate -s 8G content/huge.md", "N003"),
        ("truncate -s 8G content/huge.png", "N003"),
        ("printf 'a\\0b' > content/zero.md", "N002"),
        ("printf '\\377\\376a\\0' > content/utf16.md", "N001"),
        ("printf 'a \\355\\240\\200' > content/surrogate.md", "N001"),
        ("printf x > \"content/$(printf 'bytes\\377.md')\"", "N007"),
        ("printf x > \"content/$(printf 'a\\nb.md')\"", "N007"),
        ("printf x > \"content/$(printf 'a\\033[2Jb.md')\"", "N007"),
        // A mark that turns the direction of what follows: `exe.dm` looks like `md.exe`.
        ("printf x > \"content/$(printf 'a\\342\\200\\256exe.md')\"", "N007"),
        ("printf x > 'content/a\\b.md'", "N007"),
        ("printf x > content/NUL.md", "N007"),
        ("printf x > content/com1.png", "N007"),
        ("mkdir content/aux; printf x > content/aux/a.md", "N007"),
        ("printf x > 'content/a.md.'", "N007"),
        (
            "printf '%s' '---' > content/open.md; echo >> content/open.md; echo 'title: x' >> content/open.md",
            "N108",
        ),
        ("mkfifo references.bib", "N006"),
    ] {
        let folder = Folder::site();
        folder.shell(make).code(0);
        let ran = folder.run(&["build"]).code(1);
        assert_eq!(ran.stderr.matches("error[").count(), 1, "{make}: {}", ran.stderr);
        assert!(ran.stderr.contains(&format!("error[{code}]")), "{make}: {}", ran.stderr);
        let is_plain = !ran.stderr.contains(|c: char| c.is_control() && c != '\n');
        assert!(is_plain && !ran.stderr.contains('\u{202e}'), "{make}: {:?}", ran.stderr);
        assert!(!folder.path("public").exists(), "{make}");
    }
    let folder = Folder::site();
    let listener = std::os::unix::net::UnixListener::bind(folder.path("content/socket.md"));
    let ran = folder.run(&["build"]).code(1);
    assert!(ran.stderr.contains("error[N006]"), "{}", ran.stderr);
    drop(listener);
}

#[test]
fn settings_that_are_no_text_are_not_waited_for() {
    for (make, expected) in [
        ("rm notesgen.yaml; mkfifo notesgen.yaml", "it is not a regular file"),
        ("truncate -s 8G notesgen.yaml", "the file is larger than it may be"),
        ("rm notesgen.yaml; ln -s /dev/zero notesgen.yaml", "it is not a regular file"),
        ("printf '\\377' > notesgen.yaml", "is not UTF-8 text"),
    ] {
        let folder = Folder::site();
        folder.shell(make).code(0);
        let ran = folder.run(&["build"]).code(2);
        assert!(ran.stderr.contains(expected), "{make}: {}", ran.stderr);
        assert_eq!(ran.stderr.lines().count(), 1, "{make}: {}", ran.stderr);
    }
    let folder = Folder::site();
    folder.shell("mkdir -p themes/default; mkfifo themes/default/theme.yaml").code(0);
    folder.run(&["build"]).code(0);
    folder.shell("truncate -s 8G themes/default/big.css").code(0);
    let ran = folder.run(&["build"]).code(2);
    assert!(ran.stderr.contains("the file is larger than it may be"), "{}", ran.stderr);
}

#[test]
fn a_name_as_long_as_a_disk_takes_is_published_or_told() {
    let folder = Folder::site();
    for (name, text) in [
        ("n".repeat(252) + ".md", "---\ntitle: Long name\n---\n".to_owned()),
        ("残".repeat(84) + ".md", "---\ntitle: 长名\n---\n".to_owned()),
        ("tag.md".to_owned(), format!("---\ntitle: T\ntags: [{}]\n---\n", "t".repeat(2000))),
        ("venue.md".to_owned(), format!("---\ntitle: V\nvenue: {}\n---\n", "残差".repeat(300))),
    ] {
        folder.write(&format!("content/notes/{name}"), text);
        let ran = folder.run(&["build", "-q"]);
        let shown = name.chars().take(8).collect::<String>();
        assert!(matches!(ran.code, Some(0 | 1)), "{shown}: {}", ran.stderr);
        assert!(!ran.stderr.contains("too long"), "{shown}: {}", ran.stderr);
    }
}

#[test]
fn a_site_does_not_depend_on_where_when_and_by_whom_it_is_built() {
    let folder = Folder::site();
    for n in 0..20 {
        let text = format!("---\ntitle: Paper {n}\ntags: [a, b{n}]\n---\n\nSee [[he2016deep]].\n");
        folder.write(&format!("content/notes/p{n}.md"), text);
    }
    folder.write("content/notes/a.png", "PNG");
    folder.write("content/notes/image.md", "---\ntitle: I\n---\n![a](a.png)\n");
    folder.run(&["build", "-o", "one"]).code(0);
    let one = folder.tree("one");
    assert!(one.iter().all(|(_, mode, _)| matches!(mode, 0o644 | 0o755)), "modes of files");
    for (name, line) in [
        ("umask", "umask 077; $build"),
        ("umask", "umask 000; $build"),
        ("zone", "TZ=Asia/Shanghai $build"),
        ("zone", "TZ=America/St_Johns $build"),
        ("locale", "LC_ALL=tr_TR.UTF-8 LANG=zh_CN.GB18030 $build"),
        ("locale", "env -i \"$notesgen\" build -o ../two"),
        ("threads", "RAYON_NUM_THREADS=1 $build"),
        ("threads", "RAYON_NUM_THREADS=7 $build"),
        ("times", "find content -exec touch -d 1999-01-01 {} +; $build"),
        ("times", "find content -exec touch -d 2099-01-01 {} +; $build"),
        ("clock", "SOURCE_DATE_EPOCH=86400 $build"),
        ("modes", "chmod -R go= content; $build"),
        ("modes", "chmod -R a+rwx content; $build"),
        (
            "order",
            "mv content c; mkdir content content/notes; for f in $(ls -r c/notes); do cp c/notes/$f \
             content/notes/$f; done; rm -r c; $build",
        ),
        ("folder", "cd ..; mv copy 'a 残差 b'; cd 'a 残差 b'; $build"),
        ("terminal", "TERM=dumb COLUMNS=1 NO_COLOR=1 $build"),
    ] {
        let line = format!(
            "rm -rf two copy 'a 残差 b'; mkdir copy; cp -r content notesgen.yaml copy; cd copy; \
             {}",
            line.replace("$build", "\"$notesgen\" build -o ../two")
        );
        folder.shell(&line).code(0);
        let two = folder.tree("two");
        assert_eq!(one.len(), two.len(), "{name}");
        for (one, two) in one.iter().zip(&two) {
            assert_eq!((&one.0, one.1), (&two.0, two.1), "{name}");
            assert!(one.2 == two.2, "{name}: {}", one.0.display());
        }
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
