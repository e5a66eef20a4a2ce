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
    let mut files = cached(site, "kept");
    assert_eq!(files.len(), 1, "{files:?}");
    files.remove(0)
}

fn cached(site: &Folder, ending: &str) -> Vec<PathBuf> {
    let files = fs::read_dir(site.path("cache")).unwrap().map(|file| file.unwrap().path());
    files.filter(|path| path.extension().is_some_and(|end| end == ending)).collect()
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
fn results_stay_that_a_build_has_no_need_of_because_it_takes_pages_over() {
    let site = site();
    assert_eq!(build(&site, "public", "cache").code, Some(0));
    let whole = fs::read(kept(&site)).unwrap().len();
    for n in 0..4 {
        let text = format!("---\ntitle: Paper 3\nyear: 2017\nauthors: [Doe]\n---\n\nTake {n}.\n");
        site.write("content/notes/doe2017paper3.md", text);
        assert_eq!(build(&site, "public", "cache").code, Some(0));
        let bytes = fs::read(kept(&site)).unwrap().len();
        assert!((whole - 2000..whole + 2000).contains(&bytes), "{whole} bytes, now {bytes}");
    }
    // The other edition has a file of its own, so that each finds what it kept.
    let mut teachers = site.command(&["build", "--teacher", "-o", "teachers"]);
    assert!(teachers.env("NOTESGEN_CACHE", "cache").status().unwrap().success());
    assert_eq!(cached(&site, "kept").len(), 2);
}

#[cfg(unix)]
#[test]
fn folders_of_the_old_site_are_kept_empty_for_the_next_and_nothing_else_comes_with_them() {
    use std::os::unix::fs::{MetadataExt as _, PermissionsExt as _};

    let site = site();
    let edit = |words: &str| {
        site.write("content/notes/doe2017paper3.md", format!("---\ntitle: Three\n---\n{words}\n"));
    };
    let rebuild = |words: &str| {
        edit(words);
        assert_eq!(build(&site, "public", "cache").code, Some(0));
        assert_eq!(build(&site, "without", "").code, Some(0));
        let mut public = site.tree("public");
        public.retain(|(path, ..)| !path.ends_with("mine"));
        assert!(public == site.tree("without"), "{words}");
        assert!(!site.path(".public.notesgen-new").exists());
        cached(&site, "folders").pop().unwrap_or_default()
    };
    assert_eq!(rebuild("One."), PathBuf::new(), "there was no old site");
    let spare = rebuild("Two.");
    let papers = spare.join("papers/doe2017paper4");
    assert!(papers.is_dir() && fs::read_dir(&papers).unwrap().next().is_none());
    let folder = fs::metadata(&papers).unwrap().ino();
    rebuild("Three.");
    let taken = site.path("public/papers/doe2017paper4");
    assert_eq!(fs::metadata(&taken).unwrap().ino(), folder);

    // Folders of papers that are gone go, and people's own keep their modes.
    fs::remove_file(site.path("content/notes/doe2017paper4.md")).unwrap();
    fs::create_dir(site.path("public/mine")).unwrap();
    rebuild("Four.");
    assert!(!taken.exists());
    fs::set_permissions(site.path("public/mine"), fs::Permissions::from_mode(0o700)).unwrap();
    for words in ["Five.", "Six."] {
        rebuild(words);
        let mode = fs::metadata(site.path("public/mine")).unwrap().permissions().mode();
        assert_eq!(mode & 0o777, 0o700);
    }
    fs::remove_dir(site.path("public/mine")).unwrap();
    rebuild("Seven.");

    // What somebody put there is not published, and a folder with another mode is not used.
    let spare = rebuild("Eight.");
    fs::write(spare.join("papers/doe2017paper5/evil.html"), "<script>").unwrap();
    let spare = rebuild("Nine.");
    fs::set_permissions(spare.join("papers"), fs::Permissions::from_mode(0o777)).unwrap();
    let spare = rebuild("Ten.");
    std::os::unix::fs::symlink(site.path("content"), spare.join("papers/doe2017paper6/x")).unwrap();
    let spare = rebuild("Eleven.");
    fs::remove_dir_all(&spare).unwrap();
    fs::write(&spare, "a file").unwrap();
    edit("Twelve.");
    assert_eq!(build(&site, "public", "cache").code, Some(0));
    let page = site.read("public/papers/doe2017paper3/index.html");
    assert!(page.contains("Twelve."));
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
