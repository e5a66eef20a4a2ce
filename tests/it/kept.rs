//! What is kept from one build to the next changes nothing but time.

use std::fs;
use std::path::PathBuf;
use std::time::{Duration, SystemTime};

use super::command::{Folder, Ran};

/// A site of notes with a long listing each.
fn site() -> Folder {
    let site = Folder::site();
    for note in 0..30 {
        let line = |n: usize| format!("fn alpha_{note}_{n}(x: u32) -> u32 {{ x + {n} }} // why\n");
        let listing: String = (0..20).map(line).collect();
        let head = format!("---\ntitle: Paper {note}\nyear: 2017\nauthors: [Doe]\n---\n");
        let text = format!("{head}\n```rust\n{listing}```\n");
        site.write(&format!("content/notes/doe2017paper{note}.md"), text);
    }
    site
}

fn build(site: &Folder, out: &str, cache: &str) -> Ran {
    let mut command = site.command(&["build", "-o", out]);
    command.env("NOTESGEN_CACHE", cache).output().unwrap().into()
}

fn kept(site: &Folder) -> PathBuf {
    let mut files: Vec<PathBuf> =
        fs::read_dir(site.path("cache")).unwrap().map(|file| file.unwrap().path()).collect();
    assert_eq!(files.len(), 1, "{files:?}");
    files.remove(0)
}

/// What `file` keeps begins behind the program's name and a hash.
fn body(bytes: &[u8]) -> usize {
    bytes.iter().position(|&byte| byte == b'\n').unwrap() + 1 + blake3::OUT_LEN
}

#[test]
fn a_second_build_takes_listings_from_what_the_first_kept_and_makes_the_same_site() {
    let site = site();
    assert_eq!(build(&site, "first", "cache").code, Some(0));
    let file = kept(&site);
    #[cfg(unix)]
    {
        use std::os::unix::fs::PermissionsExt as _;
        let mode = |path: &PathBuf| fs::metadata(path).unwrap().permissions().mode() & 0o777;
        assert_eq!((mode(&file), mode(&site.path("cache"))), (0o600, 0o700));
    }
    site.write("content/notes/doe2017paper3.md", "---\ntitle: Paper 3\n---\n\nNo listing.\n");
    assert_eq!(build(&site, "second", "cache").code, Some(0));
    assert_eq!(build(&site, "without", "").code, Some(0));
    assert!(site.tree("second") == site.tree("without"));

    // To see that it is read: what it says is on the pages.
    let mut bytes = fs::read(&file).unwrap();
    for at in 0..bytes.len() - 5 {
        if &bytes[at..at + 5] == b"alpha" {
            bytes[at..at + 5].copy_from_slice(b"omega");
        }
    }
    let body = body(&bytes);
    let hash = blake3::hash(&bytes[body..]);
    bytes[body - blake3::OUT_LEN..body].copy_from_slice(hash.as_bytes());
    fs::write(&file, bytes).unwrap();
    assert_eq!(build(&site, "third", "cache").code, Some(0));
    assert!(site.read("third/papers/doe2017paper4/index.html").contains("omega_4_19"));
}

#[test]
fn pages_that_show_nothing_of_what_was_edited_are_not_made_again() {
    let site = site();
    let page = |note: usize| format!("public/papers/doe2017paper{note}/index.html");
    // What nobody sees who looks at sizes and times only.
    let forge = |note: usize, from: &str, to: &str| {
        let path = site.path(&page(note));
        let time = fs::metadata(&path).unwrap().modified().unwrap();
        fs::write(&path, site.read(&page(note)).replace(from, to)).unwrap();
        fs::File::options().write(true).open(&path).unwrap().set_modified(time).unwrap();
    };
    let edit = |title: &str| {
        let head = format!("---\ntitle: {title}\nyear: 2017\nauthors: [Doe]\n---\n");
        site.write("content/notes/doe2017paper3.md", head + "\nNo listing.\n");
    };
    assert_eq!(build(&site, "public", "cache").code, Some(0));
    edit("Paper 3");
    forge(20, "alpha_20", "omega_20");
    assert_eq!(build(&site, "public", "cache").code, Some(0));
    assert!(site.read(&page(20)).contains("omega_20"), "it was taken over");
    assert!(site.read(&page(3)).contains("No listing."));
    forge(20, "omega_20", "alpha_20");
    assert_eq!(build(&site, "without", "").code, Some(0));
    assert!(site.tree("public") == site.tree("without"));

    // A file that was touched tells that somebody was there: nothing is taken on trust.
    edit("Paper 3, edited");
    forge(20, "alpha_20", "omega_20");
    site.write(&page(21), "mine");
    assert_eq!(build(&site, "public", "cache").code, Some(0));
    assert_eq!(build(&site, "without", "").code, Some(0));
    assert!(site.tree("public") == site.tree("without"));

    // What is kept is of that site and no other.
    assert_eq!(build(&site, "other", "cache").code, Some(0));
    edit("Paper 3, edited again");
    assert_eq!(build(&site, "other", "cache").code, Some(0));
    fs::rename(site.path("public"), site.path("moved")).unwrap();
    fs::rename(site.path("other"), site.path("public")).unwrap();
    edit("Paper 3");
    for out in ["public", "moved", "public"] {
        assert_eq!(build(&site, out, "cache").code, Some(0));
        assert_eq!(build(&site, "without", "").code, Some(0));
        assert!(site.tree(out) == site.tree("without"), "{out}");
    }
}

#[test]
fn what_was_kept_may_be_damaged_or_impossible_and_the_site_is_the_same() {
    let site = site();
    assert_eq!(build(&site, "expected", "").code, Some(0));
    let expected = site.tree("expected");
    assert_eq!(build(&site, "first", "cache").code, Some(0));
    let file = kept(&site);
    let whole = fs::read(&file).unwrap();
    let mut flipped = whole.clone();
    flipped[whole.len() / 2] ^= 1;
    let of_another = [b"notesgen 0.0.0 x\n".as_slice(), &whole[body(&whole) - 32..]].concat();
    let cut = whole[..whole.len() / 2].to_vec();
    for (n, bytes) in [flipped, of_another, cut, Vec::new()].into_iter().enumerate() {
        fs::write(&file, bytes).unwrap();
        let out = format!("out-{n}");
        assert_eq!(build(&site, &out, "cache").code, Some(0));
        assert!(site.tree(&out) == expected, "{n}");
        assert_eq!(fs::read(&file).unwrap(), whole, "it is made whole again");
    }
    // A folder where the file would be, and a file where the folder would be.
    fs::remove_file(&file).unwrap();
    fs::create_dir(&file).unwrap();
    for (out, cache) in [("folder", "cache"), ("file", "notesgen.yaml")] {
        assert_eq!(build(&site, out, cache).code, Some(0));
        assert!(site.tree(out) == expected, "{out}");
    }
}

#[test]
fn what_no_build_has_written_for_months_is_removed_and_files_of_others_stay() {
    let site = site();
    let then = SystemTime::now() - Duration::from_hours(24 * 91);
    for name in ["0123.kept", "0123.9.new", "others.txt"] {
        site.write(&format!("cache/{name}"), "x");
        let file = fs::File::options().write(true).open(site.path(&format!("cache/{name}")));
        file.unwrap().set_modified(then).unwrap();
    }
    site.write("cache/4567.kept", "x");
    assert_eq!(build(&site, "public", "cache").code, Some(0));
    let mut left: Vec<String> = fs::read_dir(site.path("cache"))
        .unwrap()
        .map(|file| file.unwrap().file_name().into_string().unwrap())
        .filter(|name| name.len() < 20)
        .collect();
    left.sort();
    assert_eq!(left, ["4567.kept", "others.txt"]);
}
