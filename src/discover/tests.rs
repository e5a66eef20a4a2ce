#![expect(clippy::unicode_not_nfc, reason = "file names in both forms are what is tested")]

use std::fmt::Write as _;
use std::fs;
use std::os::unix::fs::symlink;

use super::*;
use crate::diagnostic::render::{Format, Look, render};

/// Lays out `files` in a folder and lists what is discovered there, then what is reported.
fn check(files: &[(&str, &[u8])], prepare: impl FnOnce(&Path)) -> String {
    check_private(files, &[], prepare)
}

fn check_private(files: &[(&str, &[u8])], private: &[&str], prepare: impl FnOnce(&Path)) -> String {
    let folder = tempfile::tempdir().unwrap();
    let site = folder.path().join("site");
    let content = site.join("content");
    fs::create_dir_all(&content).unwrap();
    for (path, bytes) in files {
        let path = site.join(path);
        fs::create_dir_all(path.parent().unwrap()).unwrap();
        fs::write(path, bytes).unwrap();
    }
    prepare(&site);
    let private: Vec<String> = private.iter().map(|&folder| folder.to_owned()).collect();
    let layout = Layout { root: &site, content: &content, private: &private, bibliography: &[] };
    let mut sources = Sources::new();
    let diagnostics = discover(layout, &mut sources).unwrap().diagnostics;
    let mut out = String::new();
    for (_, file) in sources.files() {
        let kind = if file.path.is_some() { "text" } else { "beside" };
        let _ = writeln!(out, "{kind} {} {:?}", file.name, file.text);
    }
    for asset in sources.assets() {
        let AssetContent::Disk(disk) = &asset.content else { unreachable!() };
        let bytes = fs::read(disk).unwrap().len();
        let _ = writeln!(out, "asset {} {bytes} {:?}", asset.path, asset.dimensions);
    }
    out.push_str(&render(&diagnostics, &sources, Format::Human, Look::default()));
    out.replace(site.to_str().unwrap(), "SITE")
}

#[test]
fn texts_come_in_the_order_of_their_paths_and_assets_with_their_sizes() {
    let files: &[(&str, &[u8])] = &[
        ("content/notes/b.md", b"b"),
        ("content/notes/a.MD", b"\xEF\xBB\xBFa\r\n"),
        ("content/notes/A.markdown", b"A"),
        ("content/notes/\u{e9}.md", b"NFC"),
        ("content/notes/e\u{301}.md", b"NFD"),
        ("content/notes/f.md", b"f"),
        ("content/a b#50%.svg", br#"<svg width="4" height="3">"#),
        ("content/p.pdf", b"%PDF"),
        ("references.bib", b"@misc{a}"),
        ("notesgen.yaml", b"title: x"),
        ("outside.md", b"not ours"),
    ];
    insta::assert_snapshot!(check(files, |_| {}), @r##"
        beside SITE/references.bib "@misc{a}"
        text SITE/content/notes/A.markdown "A"
        text SITE/content/notes/a.MD "a\r\n"
        text SITE/content/notes/b.md "b"
        text SITE/content/notes/f.md "f"
        text SITE/content/notes/é.md "NFD"
        text SITE/content/notes/é.md "NFC"
        asset a b#50%.svg 26 Some((4, 3))
        asset p.pdf 4 None
    "##);
}

#[test]
fn what_is_hidden_private_or_left_over_is_not_read() {
    let files: &[(&str, &[u8])] = &[
        ("content/a.md", b"a"),
        ("content/.env", b"SECRET=1"),
        ("content/.git/config", b"x"),
        ("content/.obsidian/a.md", b"x"),
        ("content/.trash/a.md", b"x"),
        ("content/node_modules/x/README.md", b"x"),
        ("content/a.md~", b"x"),
        ("content/#a.md#", b"x"),
        ("content/.a.md.swp", b"x"),
        ("content/key.pem", b"x"),
        ("content/Answers/1.md", b"x"),
        ("content/built/.notesgen", b""),
        ("content/built/index.md", b"x"),
    ];
    insta::assert_snapshot!(check_private(files, &["answers/"], |_| {}), @r##"
        text SITE/content/a.md "a"
    "##);
}

#[test]
fn a_link_is_followed_only_to_a_file_that_is_published_anyway() {
    let files: &[(&str, &[u8])] = &[
        ("content/a.md", b"a"),
        ("content/notes/fig.png", b"fig"),
        ("content/.env", b"SECRET=1"),
        ("content/private/x.md", b"x"),
        ("secret.md", b"secret"),
    ];
    let out = check_private(files, &["private"], |site| {
        let content = site.join("content");
        for (link, target) in [
            ("fig.png", "notes/fig.png"),
            ("outside.md", "../secret.md"),
            ("passwd.png", "/etc/passwd"),
            ("nowhere.md", "nothing"),
            ("self.md", "self.md"),
            ("folder", "notes"),
            ("up", ".."),
            ("env.png", ".env"),
            ("x.md", "private/x.md"),
            ("zero.md", "/dev/zero"),
        ] {
            symlink(target, content.join(link)).unwrap();
        }
    });
    insta::assert_snapshot!(out, @r##"
        text SITE/content/a.md "a"
        asset fig.png 3 None
        asset notes/fig.png 3 None
        error[N005]: the symbolic link `SITE/content/env.png` leads to a file that is not published
         |
         = help: put the file itself in its place, or remove the link

        error[N005]: the symbolic link `SITE/content/folder` leads to a folder, whose files would be published twice
         |
         = help: put the file itself in its place, or remove the link

        error[N005]: the symbolic link `SITE/content/nowhere.md` leads nowhere or back to itself
         |
         = help: put the file itself in its place, or remove the link

        error[N005]: the symbolic link `SITE/content/outside.md` leads outside the folder of the notes
         |
         = help: put the file itself in its place, or remove the link

        error[N005]: the symbolic link `SITE/content/passwd.png` leads outside the folder of the notes
         |
         = help: put the file itself in its place, or remove the link

        error[N005]: the symbolic link `SITE/content/self.md` leads nowhere or back to itself
         |
         = help: put the file itself in its place, or remove the link

        error[N005]: the symbolic link `SITE/content/up` leads outside the folder of the notes
         |
         = help: put the file itself in its place, or remove the link

        error[N005]: the symbolic link `SITE/content/x.md` leads to a file that is not published
         |
         = help: put the file itself in its place, or remove the link

        error[N005]: the symbolic link `SITE/content/zero.md` leads outside the folder of the notes
         |
         = help: put the file itself in its place, or remove the link
    "##);
}

#[test]
fn a_file_that_is_no_text_is_reported_at_its_first_bad_byte() {
    let files: &[(&str, &[u8])] = &[
        ("content/gbk.md", b"# \xC4\xE3\xBA\xC3\n"),
        ("content/mark.md", b"\xEF\xBB\xBFone\n\xE6\xAE\x8B\xFF\n"),
        ("content/nul.md", b"a\r\nb\0c"),
        ("content/fine.md", b"fine"),
    ];
    insta::assert_snapshot!(check(files, |_| {}), @r##"
        text SITE/content/fine.md "fine"
        beside SITE/content/gbk.md "# ���\n"
        beside SITE/content/mark.md "one\n残�\n"
        error[N007]: the name of `SITE/content/nul.md` is that of a device on Windows
         |
         = help: rename it

        error[N001]: this file is not UTF-8 text
         --> SITE/content/gbk.md:1:3
          |
        1 | # ���
          |   ^ the first byte that is not
          |
          = help: save it as UTF-8; a Chinese text from Windows may be GB 18030, which `iconv -f GB18030 -t UTF-8` converts

        error[N001]: this file is not UTF-8 text
         --> SITE/content/mark.md:2:2
          |
        2 | 残�
          |   ^ the first byte that is not
          |
          = help: save it as UTF-8; a Chinese text from Windows may be GB 18030, which `iconv -f GB18030 -t UTF-8` converts
    "##);
}

#[test]
fn a_file_that_cannot_be_a_file_is_one_diagnostic_and_is_not_waited_for() {
    let out = check(&[("content/a.md", b"a")], |site| {
        let content = site.join("content");
        let fifo = std::process::Command::new("mkfifo").arg(content.join("pipe.md")).status();
        assert!(fifo.unwrap().success());
        // Paths of sockets have at most 108 bytes; the folder's may be long.
        let short = tempfile::tempdir_in("/tmp").unwrap();
        std::os::unix::net::UnixListener::bind(short.path().join("s")).unwrap();
        fs::rename(short.path().join("s"), content.join("socket.png")).unwrap();
    });
    insta::assert_snapshot!(out, @r##"
        text SITE/content/a.md "a"
        error[N006]: `SITE/content/pipe.md` is neither a file nor a folder
         |
         = help: move it out of the folder of the notes

        error[N006]: `SITE/content/socket.png` is neither a file nor a folder
         |
         = help: move it out of the folder of the notes
    "##);
}

#[test]
fn a_file_of_any_size_costs_no_more_than_its_limit() {
    let out = check(&[("content/a.md", b"a")], |site| {
        for (name, size) in [("huge.md", 8u64 << 30), ("huge.bin", 8 << 30), ("big.bin", 1 << 20)] {
            fs::File::create(site.join("content").join(name)).unwrap().set_len(size).unwrap();
        }
    });
    insta::assert_snapshot!(out, @r##"
        text SITE/content/a.md "a"
        asset big.bin 1048576 None
        error[N003]: `SITE/content/huge.md` has 8192 MiB, and may have 16 MiB at most
         |
         = help: split it, or move it out of the folder of the notes

        error[N003]: `SITE/content/huge.bin` has 8192 MiB, and may have 1024 MiB at most
         |
         = help: split it, or move it out of the folder of the notes
    "##);
}

#[test]
fn a_note_of_ten_megabytes_on_one_line_is_read() {
    let long = "残差 ".repeat(1_500_000);
    let out = check(&[("content/a.md", long.as_bytes())], |_| {});
    assert!(out.starts_with("text SITE/content/a.md") && !out.contains("error"));
}

#[test]
fn a_name_that_cannot_be_published_is_reported_once() {
    use std::ffi::OsStr;
    use std::os::unix::ffi::OsStrExt as _;
    let files: &[(&str, &[u8])] = &[
        ("content/a\nb.md", b"x"),
        ("content/con.md", b"x"),
        ("content/-rf.md", b"x"),
        ("content/gpj.\u{202e}x.png", b"x"),
    ];
    let out = check(files, |site| {
        let bad = site.join("content").join(OsStr::from_bytes(b"bad\xFF"));
        fs::create_dir(&bad).unwrap();
        fs::write(bad.join("a.md"), "x").unwrap();
        fs::write(bad.join("b.md"), "x").unwrap();
    });
    insta::assert_snapshot!(out, @r##"
        text SITE/content/-rf.md "x"
        error[N007]: the name of `SITE/content/a\u{a}b.md` has control characters in it
         |
         = help: rename it

        error[N007]: the name of `SITE/content/bad�` is not Unicode
         |
         = help: rename it

        error[N007]: the name of `SITE/content/con.md` is that of a device on Windows
         |
         = help: rename it

        error[N007]: the name of `SITE/content/gpj.\u{202e}x.png` has control characters in it
         |
         = help: rename it
    "##);
}

#[test]
fn a_bibliography_that_the_settings_name_lies_within_the_site() {
    let folder = tempfile::tempdir().unwrap();
    let site = folder.path().join("site");
    fs::create_dir_all(site.join("content/bib")).unwrap();
    for (path, text) in [("a.bib", "a"), ("content/bib/b.bib", "b"), ("../outside.bib", "no")] {
        fs::write(site.join(path), text).unwrap();
    }
    let mut sources = Sources::new();
    let text = "a.bib bib/b.bib missing.bib ../outside.bib";
    let settings = sources.add(SourceFile {
        name: "notesgen.yaml".into(),
        path: None,
        text: text.into(),
        skipped: 0,
    });
    let bibliography: Vec<Located<String>> = text
        .split(' ')
        .map(|name| {
            let at = text.find(name).unwrap();
            Located::new(name.into(), crate::source::Span::new(settings, at..at + name.len()))
        })
        .collect();
    let content = site.join("content");
    let layout =
        Layout { root: &site, content: &content, private: &[], bibliography: &bibliography };
    let found = discover(layout, &mut sources).unwrap();
    let texts: Vec<&str> = sources.files().skip(1).map(|(_, file)| file.text.as_str()).collect();
    assert_eq!(texts, ["a", "b"]);
    insta::assert_snapshot!(
        render(&found.diagnostics, &sources, Format::Human, Look::default()), @r##"
        error[N703]: there is no bibliography `missing.bib` in the site's folder
         --> notesgen.yaml:1:17
          |
        1 | a.bib bib/b.bib missing.bib ../outside.bib
          |                 ^^^^^^^^^^^
          |
          = help: a path starts at the folder of `notesgen.yaml` or at that of the notes

        error[N703]: there is no bibliography `../outside.bib` in the site's folder
         --> notesgen.yaml:1:29
          |
        1 | a.bib bib/b.bib missing.bib ../outside.bib
          |                             ^^^^^^^^^^^^^^
          |
          = help: a path starts at the folder of `notesgen.yaml` or at that of the notes
    "##);
}

#[test]
fn a_folder_of_notes_that_cannot_be_walked_is_the_machines_fault() {
    let folder = tempfile::tempdir().unwrap();
    fs::write(folder.path().join("file"), "").unwrap();
    for (name, expected) in [("missing", "there is no folder"), ("file", "is not a folder")] {
        let content = folder.path().join(name);
        let layout =
            Layout { root: folder.path(), content: &content, private: &[], bibliography: &[] };
        let error = discover(layout, &mut Sources::new()).unwrap_err().to_string();
        assert!(error.contains(expected), "{error}");
    }
}
