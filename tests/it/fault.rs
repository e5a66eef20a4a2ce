//! What a machine that fails does to a site: nothing. Failures are real ones: kills, a full disk, a
//! user without rights, too few files, too little memory.
//!
//! `NOTESGEN_KILLS=500 NOTESGEN_REBUILDS=200 NOTESGEN_FAULTS=10` runs them as often as that.
#![cfg(unix)]

use std::collections::BTreeSet;
use std::path::PathBuf;
use std::process::{Command, Stdio};
use std::thread;
use std::time::Duration;

use crate::command::{Folder, Ran};

/// A number that people may ask for in the environment.
fn asked(name: &str, usual: u32) -> u32 {
    std::env::var(name).ok().and_then(|n| n.parse().ok()).unwrap_or(usual)
}

type Tree = Vec<(PathBuf, u32, Vec<u8>)>;

/// A site that is built again and again, under failures.
struct Site {
    folder: Folder,
    /// The folder below it that builds write to.
    out: &'static str,
    version: u32,
    published: Tree,
    /// How many builds failed, and how many did not.
    failed: u32,
    fine: u32,
}

impl Site {
    /// A published site, with something in its output that was put there by hand.
    fn new(folder: Folder, out: &'static str) -> Self {
        let mut site = Self { folder, out, version: 0, published: Vec::new(), failed: 0, fine: 0 };
        site.change();
        site.folder.run(&["build", "-q", "-o", out]).code(0);
        site.folder.write(&format!("{out}/by-hand/mine.txt"), "mine");
        site.published = site.folder.tree(out);
        site
    }

    /// Changes every page, and adds one.
    fn change(&mut self) {
        self.version += 1;
        let words = "word ".repeat(4000);
        let text = format!("---\ntitle: Paper {0}\n---\n\nversion {0} {words}\n", self.version);
        self.folder.write(&format!("content/notes/p{}.md", self.version % 5), text);
        self.folder.write("notesgen.yaml", format!("title: Version {}\n", self.version));
    }

    /// Builds by a line of shell that makes it fail. What is published afterwards is the old site
    /// or the new one; if the build failed it said so in one sentence and the old site stands.
    #[track_caller]
    fn build(&mut self, line: &str) -> Ran {
        self.change();
        let ran = self.folder.shell(line);
        let found = self.folder.tree(self.out);
        if ran.code == Some(0) {
            self.fine += 1;
        } else {
            self.failed += 1;
            assert_eq!(ran.code, Some(2), "{line}: {}", ran.stderr);
            // Of memory the language itself speaks, and cannot be kept from this hint.
            let hint =
                "note: run with `RUST_BACKTRACE=1` environment variable to display a backtrace";
            let sentence = ran.stderr.trim_end().trim_end_matches(hint).trim_end();
            // Two threads may run out of it at once, each saying so.
            let of_memory = sentence.starts_with("memory allocation of");
            let is_one = !sentence.is_empty() && (of_memory || !sentence.contains('\n'));
            assert!(is_one && !sentence.contains("panicked"), "{line}: {}", ran.stderr);
            assert!(found == self.published, "{line}: the old site is not as it was");
        }
        ran
    }

    /// Builds without a failure: the new site is there, and nothing is left of the failed build.
    #[track_caller]
    fn heal(&mut self) {
        self.folder.run(&["build", "-q", "-o", self.out]).code(0);
        assert_eq!(self.folder.read(&format!("{}/by-hand/mine.txt", self.out)), "mine");
        let beside = self.folder.path(self.out).parent().unwrap().to_owned();
        for entry in std::fs::read_dir(beside).unwrap() {
            let name = entry.unwrap().file_name().to_string_lossy().into_owned();
            assert!(!name.starts_with('.'), "{name} was left behind");
        }
        self.published = self.folder.tree(self.out);
        let home = self.folder.read(&format!("{}/index.html", self.out));
        assert!(home.contains(&format!("Version {}", self.version)), "the new site is there");
    }

    #[track_caller]
    fn build_and_heal(&mut self, line: &str) {
        self.build(line);
        self.heal();
    }
}

fn is_root() -> bool {
    Command::new("id").arg("-u").output().unwrap().stdout == b"0\n"
}

/// A line of shell in which `$run` is the program, run by a user who is not root: the tests' own
/// user, else `nobody`. The program is opened before, since `nobody` may not look into its folder.
fn unprivileged(line: &str) -> String {
    if !is_root() {
        return format!("run=\"$notesgen\"; {line}");
    }
    let line = line.replace('\'', "'\\''");
    format!(
        "exec 9<\"$notesgen\"; export HOME=/; exec setpriv --reuid=65534 --regid=65534 \
         --clear-groups sh -c 'run=/proc/self/fd/9; {line}'"
    )
}

/// A small disk of its own in the site's folder; gone when this is dropped.
struct SmallDisk(PathBuf);

impl SmallDisk {
    /// `None` where tests may not mount anything.
    fn mount(folder: &Folder, options: &str) -> Option<Self> {
        let at = folder.path("disk");
        std::fs::create_dir(&at).unwrap();
        let mut mount = Command::new("mount");
        let ran = mount.args(["-t", "tmpfs", "-o", options, "tmpfs"]).arg(&at).output().ok()?;
        ran.status.success().then_some(Self(at))
    }

    fn remount(&self, options: &str) {
        let options = format!("remount,{options}");
        let ran = Command::new("mount").args(["-o", &options]).arg(&self.0).output().unwrap();
        assert!(ran.status.success(), "{options}: {}", String::from_utf8_lossy(&ran.stderr));
    }

    /// How much of it is used: KiB, or files.
    fn used(&self, what: &str) -> u64 {
        let mut df = Command::new("df");
        let ran = df.args(["-k", &format!("--output={what}")]).arg(&self.0).output().unwrap();
        let text = String::from_utf8(ran.stdout).unwrap();
        text.lines().nth(1).unwrap().trim().parse().unwrap()
    }
}

impl Drop for SmallDisk {
    fn drop(&mut self) {
        let _ = Command::new("umount").arg("-l").arg(&self.0).status();
    }
}

/// How often each kind of failure is injected, between nothing and nearly enough.
fn steps() -> u32 {
    asked("NOTESGEN_FAULTS", 4)
}

const ON_DISK: &str = "exec \"$notesgen\" build -q -o disk/public";

#[test]
fn a_full_disk_leaves_the_old_site_and_no_litter() {
    let folder = Folder::site();
    let Some(disk) = SmallDisk::mount(&folder, "size=64m,nr_inodes=64k") else {
        // Who may not mount a disk has failures in the midst of a write from the next test.
        assert!(!is_root() || std::env::var_os("container").is_some(), "root can mount a disk");
        return;
    };
    let mut site = Site::new(folder, "disk/public");
    let (kib, files) = (disk.used("used"), disk.used("iused"));
    let part = |whole: u64, step: u32| whole * u64::from(step) / u64::from(steps());
    for step in 0..steps() {
        disk.remount(&format!("size={}k", disk.used("used") + part(kib / 2, step)));
        let ran = site.build(ON_DISK);
        if step == 0 {
            assert!(ran.stderr.ends_with(": no space is left on the disk\n"), "{}", ran.stderr);
        }
        disk.remount("size=64m");
        site.heal();
        disk.remount(&format!("nr_inodes={}", disk.used("iused") + part(files, step)));
        site.build(ON_DISK);
        disk.remount("nr_inodes=64k");
        site.heal();
    }
    assert!(site.failed > steps(), "{} failed, {} did not", site.failed, site.fine);
}

#[test]
fn a_write_that_is_cut_short_leaves_the_old_site_and_no_litter() {
    let mut site = Site::new(Folder::site(), "public");
    for step in 0..steps() {
        let blocks = 40 * step / steps();
        let line = format!("trap '' XFSZ; ulimit -f {blocks}; exec \"$notesgen\" build");
        let ran = site.build(&line);
        assert!(ran.stderr.starts_with("error: cannot write "), "{}", ran.stderr);
        assert!(ran.stderr.ends_with(": the file is larger than it may be\n"), "{}", ran.stderr);
        site.heal();
    }
    assert_eq!(site.failed, steps());
}

#[test]
fn a_read_only_disk_leaves_the_old_site() {
    let folder = Folder::site();
    let Some(disk) = SmallDisk::mount(&folder, "size=64m") else { return };
    let mut site = Site::new(folder, "disk/public");
    disk.remount("ro");
    let ran = site.build(ON_DISK);
    assert!(ran.stderr.ends_with(": the disk is read-only\n"), "{}", ran.stderr);
    disk.remount("rw");
    site.heal();
}

#[test]
fn too_few_files_leave_the_old_site_and_no_litter() {
    let mut site = Site::new(Folder::site(), "public");
    for files in 4..4 + steps() {
        let ran = site.build(&format!("ulimit -n {files}; exec \"$notesgen\" build -q"));
        let is_said = ran.stderr.ends_with(": too many files are open\n");
        assert!(ran.code == Some(0) || is_said, "{}", ran.stderr);
        site.heal();
    }
    assert!(site.failed > 0, "{} failed, {} did not", site.failed, site.fine);
}

#[test]
fn too_little_memory_leaves_the_old_site_and_no_litter() {
    let mut site = Site::new(Folder::site(), "public");
    let starts = |kib: u32| {
        let line = format!("ulimit -v {kib}; exec \"$notesgen\" --version");
        site.folder.shell(&line).code == Some(0)
    };
    let least = (1..=2048).map(|n| n * 2048).find(|&kib| starts(kib)).unwrap();
    // The allocator asks for less where it gets less, so that what is too little is no one bound.
    let grow = |kib: u32| kib + least.max(16 * 1024) / 16;
    let mut kib = least;
    for _ in 0..4 * steps() {
        site.build_and_heal(&format!("ulimit -v {kib}; exec \"$notesgen\" build -q"));
        kib = grow(kib);
    }
    assert!(site.failed >= 2, "{} failed, {} did not", site.failed, site.fine);
}

#[test]
fn a_user_without_rights_leaves_the_old_site_as_it_is() {
    let site = Folder::site();
    site.shell("chmod 755 .").code(0);
    site.run(&["build", "-q"]).code(0);
    site.shell("chmod -R a+rX content notesgen.yaml public").code(0);
    site.write("content/notes/he2016deep.md", "# New\n");
    let before = site.tree("public");
    // What is taken away, how it is given back, and what is said.
    for (take, give, code, expected) in [
        ("chmod 555 .", "chmod 755 .", 2, "public.notesgen-lock`: you may not"),
        ("chmod 777 .; chmod 0 public", "chmod 755 public", 2, "/public/.notesgen`: you may not"),
        ("chmod 0 content", "chmod 755 content", 2, "`content` cannot be read: you may not"),
        ("chmod 0 notesgen.yaml", "chmod 644 notesgen.yaml", 2, "`notesgen.yaml` cannot be read"),
        (
            "chmod 777 .; mkdir -p themes/default; chmod 0 themes/default",
            "rm -r themes",
            2,
            "you may not (permission denied)",
        ),
        (
            "chmod 777 .; chmod 0 content/notes/he2016deep.md",
            "chmod 644 content/notes/he2016deep.md",
            1,
            "error[N004]",
        ),
        ("chmod 777 .; chmod 0 content/notes", "chmod 755 content/notes", 1, "error[N004]"),
        // The folder could be renamed away, but nothing in it removed.
        ("chmod 777 .; chmod 555 public", "chmod 755 public", 2, "`public`: you may not"),
    ] {
        // The tests' own user owns these files, which only a user other than root is kept from.
        site.shell(take).code(0);
        let ran = site.shell(&unprivileged("exec $run build -q")).code(code);
        assert!(ran.stderr.contains(expected), "{take}: {}", ran.stderr);
        let sentences = ran.stderr.matches("error").count();
        assert!(code == 1 || sentences == 1, "{take}: {}", ran.stderr);
        site.shell(&format!("chmod 755 .; {give}")).code(0);
        assert!(site.tree("public") == before, "{take}");
        assert_eq!(site.names(), ["content", "notesgen.yaml", "public"], "{take}");
    }
}

#[test]
fn a_build_waits_for_another_and_then_says_so() {
    let folder = Folder::site();
    folder.run(&["build", "-q"]).code(0);
    let before = folder.tree("public");
    folder.write("content/notes/he2016deep.md", "# New\n");
    let lock = std::fs::File::create(folder.path(".public.notesgen-lock")).unwrap();
    lock.lock().unwrap();
    let ran = folder.run(&["build", "-q"]).code(2);
    assert!(ran.stderr.starts_with("error: another build is writing to `"), "{}", ran.stderr);
    assert!(folder.tree("public") == before);
    let child = folder.command(&["build", "-q"]).spawn();
    thread::sleep(Duration::from_millis(500));
    drop(lock);
    assert!(child.unwrap().wait().unwrap().success());
    assert!(folder.tree("public") != before);
    assert_eq!(folder.names(), ["content", "notesgen.yaml", "public"]);
}

#[test]
fn a_build_that_is_killed_leaves_the_old_site_or_the_new_one() {
    const NOTES: usize = 150;
    let folder = Folder::site();
    let write = |version: u32| {
        for n in 0..NOTES {
            let text = format!("---\ntitle: Paper {n}\n---\n\nversion-{version}-end\n");
            folder.write(&format!("content/notes/p{n}.md"), text);
        }
    };
    let version_at = |n: usize| {
        let html = folder.read(&format!("public/papers/p{n}/index.html"));
        let (_, rest) = html.split_once("version-").expect("a whole page");
        rest.split_once("-end").expect("a whole page").0.to_owned()
    };
    write(0);
    let start = std::time::Instant::now();
    folder.run(&["build", "-q"]).code(0);
    let mut build = start.elapsed();
    folder.write("public/mine.txt", "by hand");
    let mut published = BTreeSet::new();
    let mut cut_short = 0;
    for kill in 1..=asked("NOTESGEN_KILLS", 25) {
        write(kill);
        let mut child = folder
            .command(&["build", "-q"])
            .stderr(Stdio::null())
            .stdout(Stdio::null())
            .spawn()
            .unwrap();
        // Moments spread over the run without a source of chance: the golden ratio's multiples.
        let part = (f64::from(kill) * 0.618_033_988_75).fract();
        thread::sleep(build.mul_f64(part * 1.5));
        let is_over = child.try_wait().unwrap().is_some();
        let _ = child.kill();
        child.wait().unwrap();
        // Other tests take turns with this one, so the length of a run is learnt as it goes.
        build = build.mul_f64(if is_over { 0.9 } else { 1.15 });
        cut_short += u32::from(!is_over);
        let versions: BTreeSet<String> = (0..NOTES).map(version_at).collect();
        assert_eq!(versions.len(), 1, "after kill {kill}");
        assert_eq!(folder.read("public/mine.txt"), "by hand", "after kill {kill}");
        published.extend(versions);
    }
    folder.run(&["build", "-q"]).code(0);
    assert_eq!(folder.names(), ["content", "notesgen.yaml", "public"]);
    // Not all kills came too early, nor all too late.
    assert!(published.len() > 1 && cut_short > 1, "{cut_short} cut short, {published:?}");
}

#[test]
fn readers_see_a_whole_site_while_it_is_rebuilt() {
    let folder = Folder::site();
    let write = |version: u32| {
        for n in 0..30 {
            let text = format!("---\ntitle: P{n}\n---\n\nversion-{version}-end\n");
            folder.write(&format!("content/notes/p{n}.md"), text);
        }
    };
    write(0);
    folder.run(&["build", "-q"]).code(0);
    let done = std::sync::atomic::AtomicBool::new(false);
    thread::scope(|scope| {
        let reader = scope.spawn(|| {
            let mut reads = 0;
            while !done.load(std::sync::atomic::Ordering::Relaxed) {
                let html = folder.read(&format!("public/papers/p{}/index.html", reads % 30));
                assert!(html.contains("-end") && html.contains("</html>"), "a short page");
                reads += 1;
            }
            reads
        });
        for version in 1..=asked("NOTESGEN_REBUILDS", 10) {
            write(version);
            folder.run(&["build", "-q"]).code(0);
        }
        done.store(true, std::sync::atomic::Ordering::Relaxed);
        assert!(reader.join().unwrap() > 100);
    });
}

#[test]
fn two_builds_at_once_leave_the_site_of_one_of_them() {
    let folder = Folder::site();
    folder.run(&["build", "-q"]).code(0);
    for n in 0..100 {
        folder.write(&format!("content/notes/p{n}.md"), format!("---\ntitle: P{n}\n---\ntext\n"));
    }
    let expected = folder.tree("public").len() < 100;
    assert!(expected, "the site is to change");
    let children: Vec<_> = (0..4)
        .map(|_| folder.command(&["build"]).stderr(Stdio::piped()).spawn().unwrap())
        .collect();
    let mut done = 0;
    for child in children {
        let output = child.wait_with_output().unwrap();
        let said = String::from_utf8_lossy(&output.stderr);
        // On a slow machine one may have waited for too long.
        assert!(output.status.success() || said.contains("another build is writing"), "{said}");
        done += u32::from(output.status.success());
    }
    assert!(done > 0);
    folder.run(&["build", "-o", "alone", "-q"]).code(0);
    assert_eq!(folder.tree("public"), folder.tree("alone"));
    assert_eq!(folder.names(), ["alone", "content", "notesgen.yaml", "public"]);
    assert!(folder.root().join("public/.notesgen").exists());
}
