//! `fix` shows what it would do, does it when it is told to, and touches no body.

use crate::command::Folder;

const BROKEN: &str =
    "\u{feff}---\r\ntitle：ResNet: Deep\r\narxiv:1512.03385\r\n---\r\n\r\ntitle：in the body\r\n";

#[test]
fn nothing_is_written_until_it_is_said() {
    let folder = Folder::new("");
    folder.write("notes/a.md", BROKEN);
    for args in [&["fix", "notes"][..], &["fix", "notes", "--dry-run"]] {
        let ran = folder.run(args).code(1);
        assert!(ran.stdout.starts_with("--- a/notes/a.md\n+++ b/notes/a.md\n"), "{}", ran.stdout);
        assert!(ran.stdout.contains("+title: 'ResNet: Deep'"), "{}", ran.stdout);
        assert!(ran.stderr.contains("repairs in 1 file to make"), "{}", ran.stderr);
        assert_eq!(folder.read("notes/a.md"), BROKEN);
    }
}

#[cfg(unix)]
#[test]
fn repairs_keep_line_ends_marks_and_permissions() {
    use std::os::unix::fs::PermissionsExt as _;
    let folder = Folder::new("");
    folder.write("notes/a.md", BROKEN);
    let mode = std::fs::Permissions::from_mode(0o604);
    std::fs::set_permissions(folder.path("notes/a.md"), mode).unwrap();
    folder.run(&["fix", "notes", "-y"]).code(0);
    let mended = folder.read("notes/a.md");
    assert_eq!(
        mended,
        "\u{feff}---\r\ntitle: 'ResNet: Deep'\r\narxiv: 1512.03385\r\n---\r\n\r\ntitle：in the body\r\n"
    );
    let mode = std::fs::metadata(folder.path("notes/a.md")).unwrap().permissions().mode();
    assert_eq!(mode & 0o777, 0o604);
    let ran = folder.run(&["fix", "notes"]).code(0);
    assert_eq!((ran.stdout.as_str(), ran.stderr.as_str()), ("", "nothing to repair\n"));
    assert_eq!(folder.read("notes/a.md"), mended);
    folder.run(&["check", "notes"]).code(0);
}

#[test]
fn what_only_its_author_can_mend_is_said() {
    let folder = Folder::new("-- notes/a.md --\n---\ntitle: a\ntitle: b\n---\n");
    let ran = folder.run(&["fix", "notes", "-y"]).code(1);
    assert!(ran.stderr.contains("1 mistake left without a repair"), "{}", ran.stderr);
}

#[test]
fn the_settings_say_where_the_notes_are() {
    let folder = Folder::new("-- notesgen.yaml --\ntitle: T\ncontent: papers\nprivate: [mine]\n");
    folder.write("papers/a.md", "---\ntitle: ResNet: Deep\n---\n");
    folder.write("content/b.md", "---\ntitle: ResNet: Deep\n---\n");
    folder.run(&["fix", "-y"]).code(0);
    assert!(folder.read("papers/a.md").contains("'ResNet: Deep'"));
    assert!(folder.read("content/b.md").contains("title: ResNet: Deep"));
}
