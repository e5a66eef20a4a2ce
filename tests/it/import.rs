//! What people have comes in, nothing of theirs is lost, and a second run changes nothing.

use crate::command::Folder;

const LIBRARY: &str = r"
@inproceedings{he2016deep,
  title = {Deep {Residual} Learning},
  author = {He, Kaiming and {Google Research} and others},
  booktitle = {CVPR}, year = 2016, pages = {770--778}, doi = {10.1109/CVPR.2016.90},
  abstract = {SECRET ABSTRACT}, keywords = {vision, depth},
  file = {PDF:/home/me/he.pdf:application/pdf},
  annotation = {“Deeper is “better”” (He et al., 2016, p. 3) only with shortcuts

My own thought}
}
@article{broken, title = {No end
@misc{../../../etc/passwd, title = {A path}}
@misc{con, title = {A device}}
@misc{-rf, title = {An option}}
@misc{, title = {No key at all}}
@misc{untitled, year = 2012}
";

fn site() -> Folder {
    let folder = Folder::site();
    folder.write("library.bib", LIBRARY);
    folder
}

#[test]
fn entries_become_notes_and_bad_ones_are_named() {
    let folder = Folder::new("-- notesgen.yaml --\ntitle: Notes\n-- content/.keep --\n");
    folder.write("library.bib", LIBRARY);
    let dry = folder.run(&["import", "library.bib", "--dry-run"]).code(1);
    assert!(!folder.path("content/notes").exists());
    assert!(dry.stderr.contains("(nothing was written)"), "{}", dry.stderr);
    let ran = folder.run(&["import", "library.bib"]).code(1);
    assert!(ran.stderr.contains("warning: library.bib:"), "{}", ran.stderr);
    for key in ["broken", "untitled"] {
        let bad = format!("bad     {key}: it has no title");
        assert!(ran.stdout.contains(&bad), "{}", ran.stdout);
    }
    let note = folder.read("content/notes/he2016deep.md");
    assert_eq!(
        note,
        "---\ntitle: Deep Residual Learning\nauthors:\n  - Kaiming He\n  - '{Google Research}'\n\
         year: 2016\nvenue: CVPR\ndoi: '10.1109/cvpr.2016.90'\nkeywords:\n  - vision\n  - depth\n\
         bibtex: |\n  @inproceedings{he2016deep,\n    title = {Deep {Residual} Learning},\n    author = {He, Kaiming and {Google Research} and others},\n    booktitle = {CVPR},\n    year = {2016},\n    pages = {770--778},\n    doi = {10.1109/CVPR.2016.90}\n  }\n\
         ---\n\n## Annotations\n\n> Deeper is “better” (p. 3)\n\nonly with shortcuts\n\nMy own thought\n"
    );
    let names: Vec<String> = folder
        .tree("content/notes")
        .into_iter()
        .map(|(path, ..)| path.display().to_string())
        .filter(|name| !name.is_empty())
        .collect();
    let expected = ["con-paper.md", "etc-passwd.md", "he2016deep.md", "no.md", "paper-rf.md"];
    assert_eq!(names, expected);
    folder.run(&["build", "--strict"]).code(0);
}

#[test]
fn what_people_wrote_survives_an_update() {
    let folder = site();
    let mine =
        "---\ntitle: Mine\nyear: 2016\n---\n\nIt has shortcuts.\n\n> Deeper is “better” (p. 3)\n";
    folder.write("content/notes/he2016deep.md", mine);
    folder.run(&["import", "library.bib"]).code(1);
    assert_eq!(folder.read("content/notes/he2016deep.md"), mine);
    let ran = folder.run(&["import", "library.bib", "--update"]).code(1);
    assert!(ran.stdout.contains("updated content/notes/he2016deep.md"), "{}", ran.stdout);
    let updated = folder.read("content/notes/he2016deep.md");
    assert!(updated.starts_with("---\ntitle: Mine\nyear: 2016\nauthors:\n"), "{updated}");
    assert!(updated.contains("It has shortcuts."), "{updated}");
    assert_eq!(updated.matches("Deeper is").count(), 1, "{updated}");
    assert!(updated.ends_with("## Annotations\n\nMy own thought\n"), "{updated}");
    let before = folder.tree("content");
    folder.run(&["import", "library.bib", "--update"]).code(1);
    assert_eq!(folder.tree("content"), before);
}

#[test]
fn a_paper_that_has_a_note_under_another_name_gets_no_second_one() {
    let folder = site();
    folder.write("content/notes/resnet.md", "---\ntitle: R\ndoi: 10.1109/CVPR.2016.90\n---\n");
    std::fs::remove_file(folder.path("content/notes/he2016deep.md")).unwrap();
    let ran = folder.run(&["import", "library.bib"]).code(1);
    assert!(ran.stdout.contains("kept    content/notes/resnet.md"), "{}", ran.stdout);
    assert!(!folder.path("content/notes/he2016deep.md").exists());
}

#[test]
fn references_are_gathered_in_one_file() {
    let folder = site();
    let ran = folder.run(&["import", "library.bib", "--references"]).code(0);
    assert!(ran.stdout.starts_with("new     references.bib"), "{}", ran.stdout);
    let text = folder.read("references.bib");
    assert!(text.contains("@inproceedings{he2016deep,"), "{text}");
    for secret in ["SECRET", "/home/me", "My own thought"] {
        assert!(!text.contains(secret), "{text}");
    }
    folder.write(
        "more.ris",
        "TY  - JOUR\nTI  - Long Memory\nAU  - Hochreiter, Sepp\nPY  - 1997\nER  - \n",
    );
    folder.run(&["import", "more.ris", "--references"]).code(0);
    assert_eq!(folder.read("references.bib"), text);
    folder.run(&["import", "more.ris", "--references", "--update"]).code(0);
    let more = folder.read("references.bib");
    assert!(more.starts_with(&text) && more.contains("hochreiter1997long"), "{more}");
    folder.run(&["import", "more.ris", "--references", "--update"]).code(0);
    assert_eq!(folder.read("references.bib"), more);
}

#[test]
fn a_folder_comes_in_with_its_pictures_and_its_bodies_stay() {
    let folder = Folder::site();
    let body = "# 论文笔记：Attention Is All You Need\r\n\r\n> **作者**：Ashish Vaswani, Noam Shazeer\r\n> **会议**：NIPS 2017\r\n\r\n![结构](img/a.png)\r\n";
    folder.write("old/x/attention.md", body);
    folder.write("old/x/img/a.png", b"\x89PNG");
    folder.write("old/.git/config", "no");
    let ran = folder.run(&["import", "old"]).code(0);
    assert!(
        ran.stderr.contains("found: title for 1, authors for 1, year for 1, venue for 1"),
        "{}",
        ran.stderr
    );
    assert_eq!(
        folder.read("content/notes/x/attention.md"),
        format!(
            "---\r\ntitle: Attention Is All You Need\r\nauthors:\r\n  - Ashish Vaswani\r\n  - Noam Shazeer\r\nyear: 2017\r\nvenue: NIPS\r\n---\r\n{body}"
        )
    );
    assert!(folder.path("content/notes/x/img/a.png").exists());
    assert!(!folder.path("content/notes/.git").exists());
    let before = folder.tree("content");
    for update in [&["import", "old"][..], &["import", "old", "--update"]] {
        folder.run(update).code(0);
        assert_eq!(folder.tree("content"), before);
    }
    // Where they are, notes are written to only when it is said.
    let ran = folder.run(&["import", "old", "old"]).code(0);
    assert!(ran.stdout.starts_with("kept    old/x/attention.md"), "{}", ran.stdout);
    assert_eq!(folder.read("old/x/attention.md"), body);
    folder.run(&["import", "old", "old", "--update"]).code(0);
    assert!(folder.read("old/x/attention.md").ends_with(body));
    let once = folder.read("old/x/attention.md");
    folder.run(&["import", "old", "old", "--update"]).code(0);
    assert_eq!(folder.read("old/x/attention.md"), once);
}

#[test]
fn a_vault_comes_in_with_its_links_and_without_its_comments() {
    let folder = Folder::new(
        "-- notesgen.yaml --\ntitle: Notes\n-- content/.keep --\n-- vault/.obsidian/app.json --\n{}\n\
         -- vault/Deep Residual Learning.md --\n---\nauthors: [\"[[Kaiming He]]\"]\ncssclass: wide\n---\n\n\
         venue:: CVPR 2016\n\nA claim. ^c1\n\n%%for myself%%\n> [!note] Mind\n> this\n\n![[fig.png]]\n\
         -- vault/B.md --\nSee [[Deep Residual Learning#^c1]].\n-- vault/files/fig.png --\nx\n",
    );
    folder.run(&["import", "vault"]).code(0);
    let note = folder.read("content/notes/Deep Residual Learning.md");
    let front = "---\nauthors: [Kaiming He]\nx-cssclass: wide\ntitle: Deep Residual Learning\nyear: 2016\nvenue: CVPR\n---\n";
    assert!(note.starts_with(front) && !note.contains("for myself"), "{note}");
    folder.run(&["build"]).code(0);
    let page = folder.read("public/papers/B/index.html");
    assert!(page.contains("Deep-Residual-Learning/index.html#note--c1"), "a block is linked to");
    let page = folder.read("public/papers/Deep-Residual-Learning/index.html");
    assert!(page.contains("fig.png") && page.contains("callout"), "embeds and callouts are shown");
}

#[cfg(unix)]
#[test]
fn nothing_is_written_through_a_link() {
    let folder = site();
    std::fs::create_dir(folder.path("elsewhere")).unwrap();
    std::fs::remove_dir_all(folder.path("content/notes")).unwrap();
    std::os::unix::fs::symlink(folder.path("elsewhere"), folder.path("content/notes")).unwrap();
    folder.write("old/sub/a.md", "# A Title Here\n");
    std::os::unix::fs::symlink(folder.path("content"), folder.path("elsewhere/sub")).unwrap();
    let ran = folder.run(&["import", "old"]).code(2);
    assert!(ran.stderr.contains("symbolic link"), "{}", ran.stderr);
    assert!(!folder.path("content/a.md").exists());
}

#[test]
fn what_cannot_be_imported_is_said() {
    let folder = site();
    for (args, expected) in [
        (&["import", "nothing.bib"][..], "there is no file or folder"),
        (&["import", "notesgen.yaml"], "name it with `--as`"),
        (&["import", "content/notes"], "lies in the folder of the notes"),
        (&["import", ".", "--references"], "`--references` is for bibliographies"),
    ] {
        let ran = folder.run(args).code(2);
        assert!(ran.stderr.contains(expected), "{args:?}: {}", ran.stderr);
    }
}

#[test]
fn a_vaults_macros_come_into_the_settings_and_its_files_are_named() {
    let folder = Folder::new(
        "-- site/notesgen.yaml --\ntitle: T\n-- vault/.obsidian/app.json --\n{}\n\
         -- vault/a.md --\nOver $\\R$ and $\\pair{a}{b}$.\n-- vault/preamble.sty --\n\
         \\newcommand{\\R}{\\mathbb{R}}\n\\newcommand{\\pair}[2]{(#1, #2)}\n\\newcommand{\\opt}[1][x]{#1}\n",
    );
    folder.write("vault/papers/he.pdf", "%PDF-1.4");
    let settings = folder.read("site/notesgen.yaml");
    let dry = folder.run(&["import", "vault", "site", "--dry-run"]).code(0);
    assert!(dry.stderr.contains("2 LaTeX macros for `math.macros`"), "{}", dry.stderr);
    assert_eq!(folder.read("site/notesgen.yaml"), settings);
    let ran = folder.run(&["import", "vault", "site"]).code(0);
    assert!(ran.stdout.contains("file    site/content/notes/papers/he.pdf\n"), "{}", ran.stdout);
    assert!(ran.stderr.contains("can say `\\opt`"), "{}", ran.stderr);
    let with = folder.read("site/notesgen.yaml");
    assert!(
        with.ends_with("\nmath:\n  macros:\n    '\\R': '\\mathbb{R}'\n    '\\pair': '(#1, #2)'\n"),
        "{with}"
    );
    let checked = folder.run(&["check", "site"]).code(0);
    assert!(!checked.stderr.contains("[N6"), "{}", checked.stderr);
    folder.run(&["import", "vault", "site", "--update"]).code(0);
    assert_eq!(folder.read("site/notesgen.yaml"), with);
    // Settings that have macros of their own are their owner's to change.
    folder.write("vault/preamble.sty", "\\newcommand{\\Q}{\\mathbb{Q}}\n");
    let ran = folder.run(&["import", "vault", "site"]).code(0);
    assert!(ran.stderr.contains("note: '\\Q': '\\mathbb{Q}'"), "{}", ran.stderr);
    assert_eq!(folder.read("site/notesgen.yaml"), with);
}
