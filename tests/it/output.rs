//! What commands print where, and their exit codes.

use crate::command::Folder;

#[test]
fn a_build_says_in_one_line_what_it_did() {
    let folder = Folder::site();
    let first = folder.run(&["build"]).code(0);
    assert_eq!(first.stdout, "");
    let line = first.stderr.trim_end();
    assert!(line.starts_with("1 paper, 1 note, 0 wanted, 0 warnings; wrote "), "{line}");
    assert!(line.contains(" files to `public` in ") && line.ends_with(" s"), "{line}");
    assert!(!line.contains('\n'), "{line}");
    assert!(folder.read("public/papers/he2016deep/index.html").contains("It has shortcuts."));

    let second = folder.run(&["build"]).code(0);
    assert!(second.stderr.contains("`public` was up to date with its"), "{}", second.stderr);

    folder
        .write("content/notes/he2016deep.md", "---\ntitle: Deep Residual Learning\n---\n\nNew.\n");
    let third = folder.run(&["build", "-o", "public", "--quiet"]).code(0);
    assert_eq!((third.stdout.as_str(), third.stderr.as_str()), ("", ""));
    assert!(folder.read("public/papers/he2016deep/index.html").contains("New."));
}

#[test]
fn any_folder_of_notes_is_built_and_the_site_is_beside_it() {
    let folder = Folder::new("-- a/notes/x.md --\n# A paper\n\nText.\n");
    let ran = folder.run(&["build", "a/notes"]).code(0);
    assert!(ran.stderr.contains("to `a/public`"), "{}", ran.stderr);
    assert!(folder.read("a/public/papers/x/index.html").contains("Text."));
    folder.run(&["build", "a/notes", "-o", "out/deep"]).code(0);
    assert!(folder.path("out/deep/index.html").exists());
    assert_eq!(folder.names(), ["a", "out"]);
}

#[test]
fn the_settings_say_where_notes_are_and_where_the_site_goes() {
    let folder = Folder::new(
        "-- notesgen.yaml --\ncontent: papers\noutput: www\n\
         -- papers/x.md --\n---\ntitle: X\n---\ntext\n",
    );
    folder.run(&["build"]).code(0);
    assert!(folder.path("www/papers/x/index.html").exists());
    folder.run(&["build", "-o", "elsewhere"]).code(0);
    assert!(folder.path("elsewhere/papers/x/index.html").exists());
}

#[test]
fn a_mistake_in_a_note_is_shown_and_nothing_is_published() {
    let folder = Folder::site();
    folder.run(&["build"]).code(0);
    let before = folder.tree("public");
    folder.write("content/notes/bad.md", "---\ntitle: ResNet: Deep\n---\n");
    let ran = folder.run(&["build"]).code(1);
    assert_eq!(ran.stdout, "");
    assert!(ran.stderr.contains("error[N101]"), "{}", ran.stderr);
    assert!(ran.stderr.contains("--> content/notes/bad.md:2:"), "{}", ran.stderr);
    assert!(ran.stderr.ends_with("error: 1 error; nothing was published\n"), "{}", ran.stderr);
    assert_eq!(folder.tree("public"), before);
    let check = folder.run(&["check"]).code(1);
    assert!(check.stderr.contains("error[N101]"), "{}", check.stderr);
}

#[test]
fn a_warning_is_an_error_when_strict_and_silent_when_quiet() {
    let folder = Folder::site();
    folder.write("content/notes/warned.md", "---\ntitle: W\nmood: good\n---\ntext\n");
    for (args, code, shown) in [
        (&["check"][..], 0, "warning[N200]"),
        (&["check", "--strict"], 1, "error[N200]"),
        (&["check", "--quiet"], 0, ""),
        (&["check", "--quiet", "--strict"], 1, "error[N200]"),
        (&["build", "--strict"], 1, "error[N200]"),
    ] {
        let ran = folder.run(args).code(code);
        assert_eq!(ran.stdout, "", "{args:?}");
        let fine =
            if shown.is_empty() { ran.stderr.is_empty() } else { ran.stderr.contains(shown) };
        assert!(fine, "{args:?}: {}", ran.stderr);
    }
    assert!(!folder.path("public").exists());
}

#[test]
fn machines_are_answered_on_stdout() {
    let folder = Folder::site();
    folder.write("content/notes/残差.md", "---\ntitle: W\nmood: good\n---\ntext\n");
    for (format, expected) in [
        ("json", r#"{"code":"N200","name":"unknown-key","severity":"warning""#),
        ("github", "::warning file=content/notes/残差.md,line=3,endLine=3,col=1,"),
        ("sarif", r#""startLine":3"#),
    ] {
        let ran = folder.run(&["check", "--format", format]).code(0);
        assert!(ran.stdout.contains(expected), "{format}: {}", ran.stdout);
        assert!(!ran.stderr.contains("N200"), "{format}: {}", ran.stderr);
    }
}

#[test]
fn colours_are_for_terminals_or_for_those_who_ask() {
    let folder = Folder::site();
    folder.write("content/notes/warned.md", "---\ntitle: W\nmood: good\n---\ntext\n");
    for (when, expected) in [("auto", false), ("never", false), ("always", true)] {
        let ran = folder.run(&["check", "--color", when]).code(0);
        assert_eq!(ran.stderr.contains('\u{1b}'), expected, "{when}");
    }
}

#[test]
fn a_reader_that_closes_the_pipe_is_no_error() {
    let folder = Folder::site();
    let bad = "---\ntitle: W\nmood: good\n---\ntext\n";
    for n in 0..600 {
        folder.write(&format!("content/notes/{n}.md"), bad);
    }
    for line in
        ["\"$notesgen\" check --format json", "\"$notesgen\" --help", "\"$notesgen\" check 2>&1"]
    {
        let ran = folder.shell(&format!("{{ {line}; echo $? > code; }} | head -c 10"));
        assert_eq!(folder.read("code"), "0\n", "{line}: {}", ran.stderr);
        assert!(!ran.stderr.contains("panicked"), "{line}: {}", ran.stderr);
    }
}

#[test]
fn timings_are_shown_to_people_or_to_machines() {
    let folder = Folder::site();
    let ran = folder.run(&["build", "--timings=json"]).code(0);
    let json: serde_json::Value = serde_json::from_str(&ran.stdout).unwrap();
    assert!(json["write_ms"].as_f64().unwrap() > 0.0);
    let ran = folder.run(&["build", "--timings"]).code(0);
    assert!(ran.stderr.contains("compile") && ran.stderr.contains(" ms"), "{}", ran.stderr);
    folder.run(&["build", "--timings=json", "--format", "json"]).code(2);
}

#[test]
fn every_command_has_help_with_an_example() {
    let folder = Folder::new("");
    for args in [&["--help"][..], &["build", "--help"], &["check", "--help"], &["new", "--help"]] {
        let ran = folder.run(args).code(0);
        let example = ran.stdout.split_once("Examples:").map(|(_, rest)| rest);
        assert!(
            example.is_some_and(|text| text.contains("  notesgen ")),
            "{args:?}: {}",
            ran.stdout
        );
    }
    for args in [&[][..], &["biuld"], &["build", "--formt", "json"], &["check", "--format", "xml"]]
    {
        let ran = folder.run(args).code(2);
        assert_eq!(ran.stdout, "", "{args:?}");
    }
}

#[test]
fn what_the_machine_is_at_fault_for_is_one_sentence() {
    let folder = Folder::site();
    folder.write("mine/thesis.tex", "years of work");
    folder.write("empty-site/notesgen.yaml", "title: X\n");
    folder.write("no-theme/notesgen.yaml", "theme: missing\n");
    folder.write("no-theme/content/a.md", "# a\n");
    folder.write("flat/notesgen.yaml", "content: .\n");
    folder.write("flat/a.md", "# a\n");
    for (args, expected) in [
        (&["build", "nowhere"][..], "there is no folder `nowhere`"),
        (&["check", "notesgen.yaml"], "`notesgen.yaml` is not a folder"),
        (&["build", "empty-site"], "there is no folder `empty-site/content`"),
        (&["build", "-o", "mine"], "`mine` is not empty and was not written by notesgen"),
        (&["build", "-o", "content/public"], "lies inside the folder of the notes"),
        (&["build", "-o", "."], "it would replace the folder of the notes"),
        (&["build", "-o", "/"], "`/` cannot be the output folder"),
        (&["build", "-o", "notesgen.yaml"], "`notesgen.yaml` is not a folder"),
        (&["build", "flat"], "lies inside the folder of the notes"),
        (&["build", "no-theme"], "missing"),
        (&["new", "???"], "no letters to make a key of"),
    ] {
        let ran = folder.run(args).code(2);
        assert_eq!(ran.stdout, "", "{args:?}");
        assert!(ran.stderr.starts_with("error: "), "{args:?}: {}", ran.stderr);
        assert!(ran.stderr.contains(expected), "{args:?}: {}", ran.stderr);
        assert_eq!(ran.stderr.lines().count(), 1, "{args:?}: {}", ran.stderr);
    }
    assert_eq!(folder.read("mine/thesis.tex"), "years of work");
    assert!(!folder.path("public").exists());
}

#[test]
fn settings_with_a_mistake_are_the_authors() {
    let folder = Folder::site();
    folder.write("notesgen.yaml", "titel: Notes\n");
    for command in ["build", "check"] {
        let ran = folder.run(&[command]).code(1);
        assert!(ran.stderr.contains("error[N700]"), "{}", ran.stderr);
        assert!(ran.stderr.contains("--> notesgen.yaml:1:1"), "{}", ran.stderr);
    }
}

#[test]
fn a_note_is_started_and_is_fine_and_is_never_overwritten() {
    let folder = Folder::site();
    let ran = folder.run(&["new", "Attention Is All You Need", "--pass", "3"]).code(0);
    assert_eq!(ran.stdout, "content/notes/attention-is-all-you-need.md\n");
    let ran = folder.run(&["new", "深度残差学习", "--lang", "zh", "--key", "resnet-zh"]).code(0);
    assert_eq!(ran.stdout, "content/notes/resnet-zh.md\n");
    let entry =
        "@article{DBLP:journals/nature/LeCunBH15, title={Deep {L}earning: a review \\& more},
        author={LeCun, Yann and Bengio, Yoshua}, journal={Nature}, year=2015,
        doi={10.1038/nature14539}}";
    let ran = folder.run_with_stdin(&["new", "-"], entry).code(0);
    assert_eq!(ran.stdout, "content/notes/DBLP-journals-nature-LeCunBH15.md\n");
    folder.run(&["check", "--strict"]).code(0);

    let path = "content/notes/attention-is-all-you-need.md";
    folder.write(path, "mine");
    let ran = folder.run(&["new", "attention is all you need"]).code(2);
    assert!(ran.stderr.contains("exists already"), "{}", ran.stderr);
    let ran = folder.run(&["new", "A", "--key", "Attention-Is-All-You-Need"]).code(2);
    assert!(ran.stderr.contains("exists already"), "{}", ran.stderr);
    assert_eq!(folder.read(path), "mine");

    let before = folder.tree("content");
    let ran = folder.run(&["new", "Another: one", "--print"]).code(0);
    assert!(ran.stdout.starts_with("---\ntitle: 'Another: one'\n"), "{}", ran.stdout);
    assert_eq!(folder.tree("content"), before);
    folder.run_with_stdin(&["new", "-"], "no entry").code(2);
}

#[test]
fn a_template_that_cannot_be_used_is_shown_with_its_line_and_the_old_site_stays() {
    let folder = Folder::site();
    folder.run(&["build"]).code(0);
    let before = folder.tree("public");
    folder.write("themes/default/templates/parts/footer.html", "<footer>\n{% if %}</footer>\n");
    let ran = folder.run(&["build"]).code(2);
    assert!(ran.stderr.contains("--> parts/footer.html:2:"), "{}", ran.stderr);
    assert!(ran.stderr.contains("\n2 | {% if %}</footer>\n"), "{}", ran.stderr);
    assert!(folder.tree("public") == before);
    folder.write("themes/default/templates/parts/footer.html", "<footer>ours</footer>\n");
    folder.run(&["build"]).code(0);
    assert!(folder.read("public/index.html").contains("<footer>ours</footer>"));
}

#[test]
fn a_site_is_made_again_when_anything_changes_that_it_is_made_of() {
    let folder = Folder::site();
    folder.write("content/notes/图.txt", "one");
    folder.write("content/notes/b.md", "---\ntitle: B\n---\n[file](图.txt)\n");
    let builds = || {
        let ran = folder.run(&["build", "--timings=json"]).code(0);
        ran.stdout.contains("write_ms")
    };
    assert!(builds());
    assert!(!builds(), "nothing changed");
    let before = folder.tree("public");
    folder.write("content/notes/b.md", "---\ntitle: B\n---\n[FILE](图.txt)\n");
    assert!(builds(), "a note");
    folder.write("content/notes/图.txt", "two");
    assert!(builds(), "a file of the content folder");
    folder.write("notesgen.yaml", "title: Another title\n");
    assert!(builds(), "the settings");
    folder.write("themes/default/static/x.txt", "x");
    assert!(builds(), "the theme");
    assert!(!builds(), "nothing changed");
    folder.write("content/notes/c.md", "---\ntitle: C\ndraft: true\n---\n");
    assert!(!builds(), "a draft that nothing leads to");
    folder.write("content/notes/d.md", "---\ntitle: D\n---\n[c](c.md)\n");
    assert!(builds(), "a note that leads to it");
    folder.write("content/notes/c.md", "---\ntitle: C\n---\n");
    assert!(builds(), "it is published");
    folder.write("content/notes/unused.txt", "x");
    assert!(!builds(), "a file that nothing leads to");
    folder.write("public/papers/b/index.html", "spoilt");
    assert!(builds(), "a page was changed by hand");
    assert!(folder.read("public/papers/b/index.html").contains("FILE"));
    assert_ne!(folder.tree("public"), before);
    assert!(
        folder
            .run(&["build", "--base-url", "https://example.org/"])
            .code(0)
            .stderr
            .contains("wrote")
    );
}

/// On paper an address is printed behind the words of a link, and not behind itself.
#[test]
fn a_link_whose_words_are_its_address_says_so() {
    let folder = Folder::site();
    let body = "---\ntitle: T\n---\n\n<https://a.org/?x=1&y=2> https://b.org/ [c.org](https://c.org/) \
         [words](https://d.org)\n";
    folder.write("content/notes/links.md", body);
    folder.run(&["build"]).code(0);
    let page = folder.read("public/papers/links/index.html");
    for (host, expected) in [("a", true), ("b", true), ("c", true), ("d", false)] {
        let (_, rest) = page.split_once(&format!("<a href=\"https://{host}.org")).unwrap();
        let (tag, _) = rest.split_once('>').unwrap();
        assert_eq!(tag.contains("link-bare"), expected, "{tag}");
    }
}
