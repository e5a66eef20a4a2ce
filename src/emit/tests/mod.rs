use std::collections::BTreeMap;
use std::os::unix::fs::{MetadataExt as _, PermissionsExt as _, symlink};

use rayon::prelude::*;

use super::*;
use crate::output::{Content, OutputFile, UrlPath};

mod taken;

/// A folder with a site's output in it.
struct Disk(tempfile::TempDir);

impl Disk {
    fn new() -> Self {
        Self(tempfile::tempdir().unwrap())
    }

    fn path(&self, path: &str) -> PathBuf {
        self.0.path().join(path)
    }

    fn write(&self, path: &str, text: &str) {
        let path = self.path(path);
        fs::create_dir_all(path.parent().unwrap()).unwrap();
        fs::write(path, text).unwrap();
    }

    fn publish(&self, files: &[(&str, &str)]) -> Result<Summary, EmitError> {
        let destination = Destination::new(&self.path("public"), Surroundings::default())?;
        publish(&destination, site(files))
    }

    /// Every file in the folder with its text, hidden ones too; the marker is left out, folders
    /// without files end in `/`.
    fn list(&self) -> BTreeMap<String, String> {
        let mut all = BTreeMap::new();
        let mut folders = vec![self.0.path().to_owned()];
        while let Some(folder) = folders.pop() {
            let mut entries = fs::read_dir(&folder).unwrap().peekable();
            if entries.peek().is_none() {
                all.insert(self.name(&folder) + "/", String::new());
            }
            for entry in entries.map(Result::unwrap) {
                let path = entry.path();
                let kind = entry.file_type().unwrap();
                if kind.is_dir() {
                    folders.push(path);
                } else if kind.is_symlink() {
                    let to = fs::read_link(&path).unwrap();
                    all.insert(self.name(&path), format!("-> {}", to.display()));
                } else if entry.file_name() != ".notesgen" {
                    all.insert(self.name(&path), fs::read_to_string(&path).unwrap());
                }
            }
        }
        all
    }

    fn name(&self, path: &Path) -> String {
        path.strip_prefix(self.0.path()).unwrap().to_str().unwrap().to_owned()
    }

    fn check(&self, expected: &[(&str, &str)]) {
        let expected: BTreeMap<String, String> =
            expected.iter().map(|&(path, text)| (path.to_owned(), text.to_owned())).collect();
        assert_eq!(self.list(), expected);
    }
}

/// Files by their paths; one that ends in `/` is a page.
fn site(files: &[(&str, &str)]) -> impl ParallelIterator<Item = Result<OutputFile, EmitError>> {
    let files: Vec<OutputFile> = files
        .iter()
        .map(|(path, text)| {
            let mut parts: Vec<&str> = path.split('/').collect();
            let name = parts.pop().unwrap();
            let url =
                if name.is_empty() { UrlPath::page(parts) } else { UrlPath::file(parts, name) };
            OutputFile { url, content: Content::Bytes(text.as_bytes().to_vec().into()) }
        })
        .collect();
    files.into_par_iter().map(Ok)
}

#[test]
fn a_site_is_written_and_a_second_build_writes_nothing() {
    let disk = Disk::new();
    disk.write("content/图.png", "PNG");
    let files = || {
        let copy = OutputFile {
            url: UrlPath::file(["papers", "a"], "图.png"),
            content: Content::CopyOf(disk.path("content/图.png")),
        };
        site(&[("a.txt", "a"), ("papers/a/", "残差")]).chain(rayon::iter::once(Ok(copy)))
    };
    let destination = Destination::new(&disk.path("public"), Surroundings::default()).unwrap();
    let first = publish(&destination, files()).unwrap();
    assert_eq!(first, Summary { files: 3, written: 3, bytes: 10, ..Summary::default() });
    disk.check(&[
        ("content/图.png", "PNG"),
        ("public/a.txt", "a"),
        ("public/papers/a/index.html", "残差"),
        ("public/papers/a/图.png", "PNG"),
    ]);
    let inode = || disk.path("public").metadata().unwrap().ino();
    let before = inode();
    let second = publish(&destination, files()).unwrap();
    assert_eq!(second, Summary { written: 0, ..first });
    assert_eq!(inode(), before, "the folder was swapped");
}

#[test]
fn what_changed_is_written_what_is_gone_is_removed_and_the_rest_is_left() {
    let disk = Disk::new();
    disk.publish(&[("a.txt", "old"), ("b.txt", "same"), ("gone/", "x")]).unwrap();
    let inode = || disk.path("public/b.txt").metadata().unwrap().ino();
    let before = inode();
    let summary = disk.publish(&[("a.txt", "new"), ("b.txt", "same"), ("c/d/", "more")]).unwrap();
    assert_eq!((summary.files, summary.written, summary.removed), (3, 2, 1));
    assert_eq!(inode(), before, "an unchanged file was written");
    disk.check(&[
        ("public/a.txt", "new"),
        ("public/b.txt", "same"),
        ("public/c/d/index.html", "more"),
    ]);
    let summary = disk.publish(&[("a.txt", "new")]).unwrap();
    assert_eq!((summary.written, summary.removed), (0, 2));
    disk.check(&[("public/a.txt", "new")]);
}

#[test]
fn a_file_of_the_site_that_was_changed_by_hand_is_mended() {
    let disk = Disk::new();
    let files = [("a.txt", "aaaa"), ("b.txt", "bbbb"), ("c.txt", "cccc")];
    disk.publish(&files).unwrap();
    disk.write("public/a.txt", "aXaa");
    fs::remove_file(disk.path("public/b.txt")).unwrap();
    fs::set_permissions(disk.path("public/c.txt"), fs::Permissions::from_mode(0o600)).unwrap();
    assert_eq!(disk.publish(&files).unwrap().written, 3);
    disk.check(&[("public/a.txt", "aaaa"), ("public/b.txt", "bbbb"), ("public/c.txt", "cccc")]);
}

#[test]
fn what_people_put_into_the_output_is_kept_and_named() {
    let disk = Disk::new();
    disk.publish(&[("a.txt", "1"), ("papers/x/", "x"), ("gone/", "g")]).unwrap();
    disk.write("public/CNAME", "example.org");
    disk.write("public/papers/x/extra.pdf", "pdf");
    disk.write("public/gone/mine.txt", "mine");
    disk.write("public/.git/HEAD", "ref");
    disk.write("public/.git/objects/ab/cd", "blob");
    fs::create_dir(disk.path("public/empty")).unwrap();
    symlink("nowhere", disk.path("public/link")).unwrap();
    // Once nothing of the site is in a folder, the folder as a whole is theirs.
    for (text, gone) in [("2", "gone/mine.txt"), ("2", "gone"), ("3", "gone")] {
        let kept = [".git", "CNAME", "empty", gone, "link", "papers/x/extra.pdf"];
        let summary = disk.publish(&[("a.txt", text), ("papers/x/", "x")]).unwrap();
        assert_eq!(summary.kept, kept.map(PathBuf::from));
        disk.check(&[
            ("public/.git/HEAD", "ref"),
            ("public/.git/objects/ab/cd", "blob"),
            ("public/CNAME", "example.org"),
            ("public/a.txt", text),
            ("public/empty/", ""),
            ("public/gone/mine.txt", "mine"),
            ("public/link", "-> nowhere"),
            ("public/papers/x/extra.pdf", "pdf"),
            ("public/papers/x/index.html", "x"),
        ]);
    }
}

#[test]
fn what_people_put_where_a_page_comes_to_stand_is_not_overwritten() {
    for (theirs, ours) in [("cname", "cname"), ("a", "a/"), ("a/index.html", "a/"), ("a/b", "a")] {
        let disk = Disk::new();
        disk.publish(&[("old.txt", "old")]).unwrap();
        disk.write(&format!("public/{theirs}"), "theirs");
        let before = disk.list();
        let error = disk.publish(&[(ours, "ours")]).unwrap_err();
        assert!(!error.to_string().is_empty(), "{error}");
        assert_eq!(disk.list(), before, "{theirs} {ours}: {error}");
    }
    // The same bytes are no conflict: they become ours.
    let disk = Disk::new();
    disk.publish(&[("old.txt", "old")]).unwrap();
    disk.write("public/cname", "same");
    fs::set_permissions(disk.path("public/cname"), fs::Permissions::from_mode(0o644)).unwrap();
    assert_eq!(disk.publish(&[("cname", "same")]).unwrap().kept, [] as [PathBuf; 0]);
}

#[test]
fn a_folder_that_must_not_be_replaced_is_refused_in_one_sentence() {
    let disk = Disk::new();
    disk.write("site/content/a.md", "a");
    disk.write("mine/thesis.tex", "years of work");
    disk.write("file", "x");
    disk.write("foreign/.notesgen", "something else");
    symlink("mine", disk.path("link")).unwrap();
    fs::create_dir(disk.path("empty")).unwrap();
    let (root, content, home) =
        (disk.path("site"), disk.path("site/content"), disk.path("home/me"));
    fs::create_dir_all(&home).unwrap();
    let around = Surroundings { root: Some(&root), content: Some(&content), home: Some(&home) };
    let refused = |out: &Path| match Destination::new(out, around) {
        Ok(_) => "fine".to_owned(),
        Err(error) => error.to_string().replace(disk.0.path().to_str().unwrap(), "DISK"),
    };
    let outs = [
        "site/public",
        "new/deep/public",
        "empty",
        "site",
        "site/content",
        "site/content/public",
        "site/content/../content/public",
        "site/missing/../content",
        ".",
        "home",
        "home/me",
        "mine",
        "file",
        "link",
        "link/",
        "foreign",
        "file/public",
    ];
    let mut report = String::new();
    for out in outs {
        report.push_str(&format!("{out}: {}\n", refused(&disk.path(out))));
    }
    report.push_str(&format!("/: {}\n", refused(Path::new("/"))));
    insta::assert_snapshot!(report, @r##"
        site/public: fine
        new/deep/public: fine
        empty: fine
        site: `DISK/site` cannot be the output folder: it would replace the folder of the notes
        site/content: `DISK/site/content` cannot be the output folder: it would replace the folder of the notes
        site/content/public: the output folder `DISK/site/content/public` lies inside the folder of the notes; choose another with `-o`
        site/content/../content/public: the output folder `DISK/site/content/../content/public` lies inside the folder of the notes; choose another with `-o`
        site/missing/../content: cannot find `DISK/site/missing/../content`: there is no such file or folder
        .: `DISK/.` cannot be the output folder: it would replace the folder of the notes
        home: `DISK/home` cannot be the output folder: it would replace your home folder
        home/me: `DISK/home/me` cannot be the output folder: it would replace your home folder
        mine: `DISK/mine` is not empty and was not written by notesgen; choose another folder with `-o`, or empty it
        file: `DISK/file` is not a folder
        link: the output folder `DISK/link` is a symbolic link; name the folder itself
        link/: the output folder `DISK/link/` is a symbolic link; name the folder itself
        foreign: `DISK/foreign/.notesgen` cannot be read as notesgen wrote it; remove the folder it is in
        file/public: cannot find `DISK/file/public`: a part of its path is a file
        /: `/` cannot be the output folder
    "##);
    assert_eq!(fs::read_to_string(disk.path("mine/thesis.tex")).unwrap(), "years of work");
}

#[test]
fn a_build_that_fails_leaves_the_old_site_and_nothing_else() {
    let disk = Disk::new();
    disk.publish(&[("a.txt", "old"), ("b/", "old")]).unwrap();
    let before = disk.list();
    let missing = OutputFile {
        url: UrlPath::file([], "x.png"),
        content: Content::CopyOf(disk.path("missing.png")),
    };
    let destination = Destination::new(&disk.path("public"), Surroundings::default()).unwrap();
    let files = site(&[("a.txt", "new"), ("b/", "new")]).chain(rayon::iter::once(Ok(missing)));
    let error = publish(&destination, files).unwrap_err();
    assert!(error.to_string().contains("missing.png"), "{error}");
    let twice = publish(&destination, site(&[("a/", "1"), ("a/", "1")])).unwrap_err();
    assert!(!twice.to_string().is_empty());
    let clash = publish(&destination, site(&[("a", "1"), ("a/b/", "1")])).unwrap_err();
    assert!(!clash.to_string().is_empty());
    assert_eq!(disk.list(), before);
}

#[test]
fn what_a_killed_build_left_is_cleared_by_the_next() {
    let disk = Disk::new();
    disk.publish(&[("a.txt", "old")]).unwrap();
    disk.write(".public.notesgen-new/a.txt", "half");
    disk.write(".public.notesgen-old/a.txt", "older");
    disk.write(".public.notesgen-lock", "");
    disk.publish(&[("a.txt", "new")]).unwrap();
    disk.check(&[("public/a.txt", "new")]);
}

#[test]
fn a_site_that_was_on_its_way_out_is_put_back_even_if_the_next_build_fails() {
    let disk = Disk::new();
    disk.publish(&[("a.txt", "old")]).unwrap();
    fs::rename(disk.path("public"), disk.path(".public.notesgen-old")).unwrap();
    disk.write(".public.notesgen-new/a.txt", "new");
    disk.publish(&[("a", "1"), ("a/b/", "1")]).unwrap_err();
    disk.check(&[("public/a.txt", "old")]);
}

#[test]
fn what_was_put_into_a_site_while_it_was_swapped_out_is_not_lost() {
    let disk = Disk::new();
    disk.publish(&[("a.txt", "old")]).unwrap();
    for left in [".public.notesgen-old", ".public.notesgen-new"] {
        disk.publish(&[("a.txt", left)]).unwrap();
        let copied = std::process::Command::new("cp")
            .args([std::ffi::OsStr::new("-a"), disk.path("public").as_os_str()])
            .arg(disk.path(left))
            .status();
        assert!(copied.unwrap().success());
        disk.write(&format!("{left}/late/{left}"), "late");
        disk.publish(&[("a.txt", "new")]).unwrap();
    }
    disk.check(&[
        ("public/a.txt", "new"),
        ("public/late/.public.notesgen-new", "late"),
        ("public/late/.public.notesgen-old", "late"),
    ]);
}

#[test]
fn a_system_without_exchange_swaps_in_two_steps() {
    let disk = Disk::new();
    disk.publish(&[("a.txt", "old")]).unwrap();
    let destination = Destination::new(&disk.path("public"), Surroundings::default()).unwrap();
    let paths = destination.paths();
    let stage = Stage::new(&paths, None).unwrap();
    fs::write(stage.folder().join("a.txt"), "new").unwrap();
    swap::swap_by_renames(&paths, &stage).unwrap();
    drop(stage);
    disk.check(&[(".public.notesgen-old/a.txt", "old"), ("public/a.txt", "new")]);
}

#[test]
fn modes_do_not_depend_on_the_umask() {
    let disk = Disk::new();
    disk.write("secret.png", "PNG");
    fs::set_permissions(disk.path("secret.png"), fs::Permissions::from_mode(0o600)).unwrap();
    let copy = OutputFile {
        url: UrlPath::file([], "secret.png"),
        content: Content::CopyOf(disk.path("secret.png")),
    };
    let destination = Destination::new(&disk.path("public"), Surroundings::default()).unwrap();
    publish(&destination, site(&[("a/", "a")]).chain(rayon::iter::once(Ok(copy)))).unwrap();
    for (path, mode) in [
        ("public", 0o755),
        ("public/a", 0o755),
        ("public/a/index.html", 0o644),
        ("public/secret.png", 0o644),
        ("public/.notesgen", 0o644),
    ] {
        let found = disk.path(path).metadata().unwrap().permissions().mode() & 0o7777;
        assert_eq!(found, mode, "{path}");
    }
}

#[test]
fn builds_at_once_take_turns_and_never_mix() {
    let disk = Disk::new();
    std::thread::scope(|scope| {
        for writer in 0..4 {
            let disk = &disk;
            scope.spawn(move || {
                for round in 0..5 {
                    let text = format!("{writer}-{round}");
                    let names: Vec<String> = (0..20).map(|n| format!("{n}.txt")).collect();
                    let files: Vec<(&str, &str)> =
                        names.iter().map(|name| (name.as_str(), text.as_str())).collect();
                    disk.publish(&files).unwrap();
                }
            });
        }
    });
    let list = disk.list();
    assert_eq!(list.len(), 20);
    let texts: std::collections::BTreeSet<&String> = list.values().collect();
    assert_eq!(texts.len(), 1, "{texts:?}");
}

#[test]
fn an_empty_marker_or_one_of_another_program_is_no_licence_to_write() {
    for marker in ["", "\0\0\0", "{}", "{\"generator\":\"other\",\"format\":1,\"files\":[]}"] {
        let disk = Disk::new();
        disk.write("public/.notesgen", marker);
        disk.write("public/thesis.tex", "years of work");
        let error = disk.publish(&[("a.txt", "a")]).unwrap_err();
        assert!(matches!(error, EmitError::BadMarker(_)), "{marker:?}: {error}");
        disk.check(&[("public/thesis.tex", "years of work")]);
    }
}

#[test]
fn a_stage_that_became_the_old_site_is_not_removed_with_what_was_put_into_it() {
    let disk = Disk::new();
    let destination = Destination::new(&disk.path("public"), Surroundings::default()).unwrap();
    let paths = destination.paths();
    let stage = Stage::new(&paths, None).unwrap();
    fs::write(stage.folder().join("late.txt"), "late").unwrap();
    assert_eq!(fs::read_to_string(stage.leave().join("late.txt")).unwrap(), "late");
}

/// As root a disk can be mounted; others cannot have one in the way.
#[test]
fn a_disk_mounted_in_the_output_is_not_emptied() {
    let disk = Disk::new();
    disk.publish(&[("a.txt", "a"), ("b/", "b")]).unwrap();
    for place in ["public/data", "public/b"] {
        let at = disk.path(place);
        fs::create_dir_all(&at).unwrap();
        let mount =
            std::process::Command::new("mount").args(["-t", "tmpfs", "tmpfs"]).arg(&at).output();
        if !mount.is_ok_and(|ran| ran.status.success()) {
            return;
        }
        disk.write(&format!("{place}/precious.txt"), "precious");
        let told = disk.publish(&[("a.txt", "new"), ("b/", "b")]);
        let kept = fs::read_to_string(at.join("precious.txt")).unwrap();
        let unmounted = std::process::Command::new("umount").arg(&at).status().unwrap();
        assert!(unmounted.success());
        assert!(matches!(told, Err(EmitError::MountPoint(_))), "{told:?}");
        assert_eq!(kept, "precious");
        fs::remove_dir_all(&at).unwrap();
    }
}
