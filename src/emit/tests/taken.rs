//! Sites that say what they are made of: left where they are, or taken over in part.

use super::*;

/// The destination of a site that `made_of` tells all about.
fn made_of(disk: &Disk, made_of: &str) -> Destination {
    let destination = Destination::new(&disk.path("public"), Surroundings::default()).unwrap();
    destination.made_of(made_of.to_owned())
}

/// What there is to say of the site that is there, if it is the one that would be made.
fn current(destination: &Destination) -> Option<Summary> {
    match found(destination).unwrap() {
        Found::Current(summary) => Some(summary),
        Found::Other(_) | Found::Unknown => None,
    }
}

#[test]
fn a_site_made_of_the_same_is_not_made_again_unless_a_file_of_it_was_touched() {
    let disk = Disk::new();
    let files = [("a.txt", "aaaa"), ("b/", "bbbb")];
    let made = |made: &str| current(&made_of(&disk, made));
    assert_eq!(made("1"), None, "there is none");
    let first = publish(&made_of(&disk, "1"), site(&files)).unwrap();
    let untouched = Some(Summary { written: 0, ..first });
    assert_eq!(made("1"), untouched);
    assert_eq!((made("2"), made("")), (None, None));

    let path = disk.path("public/a.txt");
    let changed = |text: &str, time: std::time::SystemTime| {
        fs::write(&path, text).unwrap();
        fs::File::options().write(true).open(&path).unwrap().set_modified(time).unwrap();
    };
    let now = std::time::SystemTime::now();
    let tampers: [(&str, &dyn Fn()); 6] = [
        ("as long, later", &|| changed("aXaa", now + std::time::Duration::from_secs(9))),
        ("shorter, earlier", &|| changed("aa", std::time::SystemTime::UNIX_EPOCH)),
        ("gone", &|| fs::remove_file(&path).unwrap()),
        ("another mode", &|| {
            fs::set_permissions(&path, fs::Permissions::from_mode(0o600)).unwrap();
        }),
        ("a link", &|| {
            fs::remove_file(&path).unwrap();
            symlink(disk.path("public/b/index.html"), &path).unwrap();
        }),
        ("no marker", &|| {
            fs::remove_file(disk.path("public/.notesgen")).unwrap();
            fs::remove_file(&path).unwrap();
            fs::remove_dir_all(disk.path("public/b")).unwrap();
        }),
    ];
    for (what, tamper) in tampers {
        tamper();
        assert_eq!(made("1"), None, "{what}");
        let other = found(&made_of(&disk, "2")).unwrap();
        assert!(matches!(other, Found::Unknown), "{what}: {other:?}");
        publish(&made_of(&disk, "1"), site(&files)).unwrap();
        disk.check(&[("public/a.txt", "aaaa"), ("public/b/index.html", "bbbb")]);
        assert_eq!(made("1"), untouched, "{what}");
    }
}

#[test]
fn files_of_an_untouched_site_are_taken_over_into_one_made_of_something_else() {
    let disk = Disk::new();
    publish(&made_of(&disk, "1"), site(&[("a.txt", "aaaa"), ("b/", "bb"), ("c.txt", "c")]))
        .unwrap();
    let Found::Other(before) = found(&made_of(&disk, "2")).unwrap() else { panic!() };
    assert_eq!(before.made_of(), "1");
    let [a, b, other] = [UrlPath::file([], "a.txt"), UrlPath::page(["b"]), UrlPath::page(["d"])];
    assert_eq!([&a, &b, &other].map(|url| before.bytes(url)), [Some(4), Some(2), None]);

    let inode = |path| disk.path(path).metadata().unwrap().ino();
    let taken = inode("public/b/index.html");
    let written = OutputFile { url: a, content: "new".to_owned().into() };
    let files: [Result<NewFile, EmitError>; 2] =
        [Ok(NewFile::Written(written)), Ok(NewFile::Taken { url: b, bytes: 2 })];
    let summary =
        publish_after(&made_of(&disk, "2"), Some(&before), files.into_par_iter()).unwrap();
    let expected = Summary { files: 2, written: 1, bytes: 5, removed: 1, kept: Vec::new() };
    assert_eq!(summary, expected);
    disk.check(&[("public/a.txt", "new"), ("public/b/index.html", "bb")]);
    assert_eq!(inode("public/b/index.html"), taken);
    assert_eq!(current(&made_of(&disk, "2")), Some(Summary { written: 0, removed: 0, ..expected }));
}

#[test]
fn a_file_that_cannot_be_taken_over_stops_the_build_and_leaves_the_site() {
    let disk = Disk::new();
    publish(&made_of(&disk, "1"), site(&[("a.txt", "a")])).unwrap();
    let Found::Other(before) = found(&made_of(&disk, "2")).unwrap() else { panic!() };
    let url = UrlPath::file([], "gone.txt");
    let written = OutputFile { url: UrlPath::file([], "a.txt"), content: "new".to_owned().into() };
    let files: [Result<NewFile, EmitError>; 2] =
        [Ok(NewFile::Written(written)), Ok(NewFile::Taken { url, bytes: 2 })];
    publish_after(&made_of(&disk, "2"), Some(&before), files.into_par_iter()).unwrap_err();
    disk.check(&[("public/a.txt", "a")]);
}

#[test]
fn nothing_is_taken_over_from_a_site_that_another_build_has_published_meanwhile() {
    let disk = Disk::new();
    publish(&made_of(&disk, "1"), site(&[("a.txt", "a")])).unwrap();
    let Found::Other(before) = found(&made_of(&disk, "2")).unwrap() else { panic!() };
    publish(&made_of(&disk, "3"), site(&[("a.txt", "b")])).unwrap();
    let taken: [Result<NewFile, EmitError>; 1] =
        [Ok(NewFile::Taken { url: UrlPath::file([], "a.txt"), bytes: 1 })];
    let told =
        publish_after(&made_of(&disk, "2"), Some(&before), taken.into_par_iter()).unwrap_err();
    assert!(matches!(told, EmitError::Replaced(_)), "{told}");
    disk.check(&[("public/a.txt", "b")]);
}

#[test]
fn what_people_put_beside_a_site_that_is_not_made_again_is_named_all_the_same() {
    let disk = Disk::new();
    publish(&made_of(&disk, "1"), site(&[("a.txt", "a")])).unwrap();
    disk.write("public/CNAME", "example.org");
    let summary = current(&made_of(&disk, "1")).unwrap();
    assert_eq!(summary.kept, [PathBuf::from("CNAME")]);
}

#[test]
fn the_same_site_made_of_something_else_is_left_where_it_is() {
    let disk = Disk::new();
    let files = [("a.txt", "a"), ("b/", "b")];
    publish(&made_of(&disk, "1"), site(&files)).unwrap();
    let inodes =
        || ["public", "public/a.txt"].map(|path| disk.path(path).metadata().unwrap().ino());
    let before = inodes();
    assert_eq!(publish(&made_of(&disk, "2"), site(&files)).unwrap().written, 0);
    assert_eq!(inodes(), before);
    assert!(current(&made_of(&disk, "2")).is_some());
    assert!(current(&made_of(&disk, "1")).is_none());
}
