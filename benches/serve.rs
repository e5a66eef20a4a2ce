//! The preview under use. `cargo bench --bench serve` measures how long a saved note takes to be the
//! page in the browser, then soaks the server in a thousand edits while pages are read:
//!
//! ```text
//! cargo bench --bench serve                       100, 1,000 and 10,000 notes; 1,000 edits
//! cargo bench --bench serve -- latency 500        so many notes
//! cargo bench --bench serve -- soak 200           so many edits
//! ```
//!
//! The soak fails when memory, open files or threads have grown since the fiftieth edit, or when a
//! file is served other than a clean build writes it.

#![expect(
    clippy::unwrap_used,
    clippy::print_stdout,
    reason = "a measurement: what goes wrong should stop it"
)]

#[path = "../tests/support/preview.rs"]
mod preview;
#[path = "support/served.rs"]
mod served;
#[path = "support/synth.rs"]
mod synth;

use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;
use std::sync::atomic::{AtomicBool, AtomicUsize, Ordering};
use std::time::{Duration, Instant};

use served::Served;

/// Notes of the soaked site.
const SOAKED: usize = 100;

/// The edit after which a server has what it needs.
const SETTLED: usize = 50;

/// How often a note is saved to find the median.
const SAVES: usize = 21;

fn main() {
    // Cargo passes `--bench`.
    let words: Vec<String> = std::env::args().skip(1).filter(|word| word != "--bench").collect();
    let counts: Vec<usize> = words.iter().filter_map(|word| word.parse().ok()).collect();
    let or =
        |defaults: &[usize]| if counts.is_empty() { defaults.to_vec() } else { counts.clone() };
    let asked = |what: &str| words.is_empty() || words.iter().any(|word| word == what);
    if asked("latency") {
        or(&[100, 1_000, 10_000]).into_iter().for_each(latency);
    }
    if asked("soak") {
        or(&[1_000]).into_iter().for_each(soak);
    }
}

/// The file of the `index`th note.
fn file(notes: &Path, index: usize) -> PathBuf {
    notes.join(format!("{:03}", index / 1_000)).join(format!("{}.md", synth::key(index)))
}

/// What is typed into a note.
#[derive(Clone, Copy, Debug)]
enum Typed {
    /// A sentence behind its body.
    Body,
    /// A sentence in the checkpoint of its first pass.
    Pass,
    /// A tag.
    Tag,
}

impl Typed {
    /// `note` with `mark` in it.
    fn into(self, note: &str, mark: &str) -> String {
        let typed = match self {
            Self::Body => format!("{note}\n\n{mark}\n"),
            Self::Pass => note.replacen("now: \"", &format!("now: \"{mark} "), 1),
            Self::Tag => note.replacen("tags: [", &format!("tags: [{mark}, "), 1),
        };
        assert_ne!(typed, note);
        typed
    }
}

/// From a saved note to its new page.
fn latency(count: usize) {
    let folder = tempfile::tempdir().unwrap();
    let notes = folder.path().join("notes");
    synth::write(&notes, count).unwrap();
    let server = Served::start(&notes);
    let mut events = server.events();
    events.next();
    for (kind, typed) in [Typed::Body, Typed::Pass, Typed::Tag].into_iter().enumerate() {
        let mut times: Vec<Duration> = (kind * SAVES..(kind + 1) * SAVES)
            .map(|save| {
                // A note is saved once: another time would take back what was typed before.
                let index = save * 37 % count;
                let mark = format!("Saved for the {save}th time");
                let text = typed.into(&synth::note(index, count), &mark);
                fs::write(file(&notes, index), text).unwrap();
                let start = Instant::now();
                events.next();
                let page = server.get(&format!("/papers/{}/", synth::key(index))).1;
                let took = start.elapsed();
                assert!(String::from_utf8_lossy(&page).contains(&mark), "{mark}");
                // The next save is not part of the same burst.
                std::thread::sleep(Duration::from_millis(30));
                took
            })
            .collect();
        times.sort_unstable();
        println!(
            "{count:>8} notes, {typed:?}: from saved to served, median {:.1?}, slowest {:.1?}",
            times[SAVES / 2],
            times[SAVES - 1]
        );
    }
}

/// Random edits while pages are read.
fn soak(edits: usize) {
    let folder = tempfile::tempdir().unwrap();
    let notes = folder.path().join("notes");
    synth::write(&notes, SOAKED).unwrap();
    let server = Served::start(&notes);
    let mut events = server.events();
    events.next();
    let (over, read) = (AtomicBool::new(false), AtomicUsize::new(0));
    let mut settled = server.usage();
    std::thread::scope(|scope| {
        scope.spawn(|| {
            let mut at = 0;
            while !over.load(Ordering::Relaxed) {
                let (status, page) = server.get(&format!("/papers/{}/", synth::key(at % SOAKED)));
                assert!(matches!(status, 200 | 404), "{status}");
                assert!(page.ends_with(b"</html>\n"), "a page was cut short");
                read.fetch_add(1, Ordering::Relaxed);
                at += 7;
            }
        });
        let mut random = Random(0x5DEE_CE66);
        for edit in 1..=edits {
            change(&notes, &mut random, edit);
            std::thread::sleep(Duration::from_millis(random.below(40)));
            if edit == SETTLED {
                server.settle(&notes);
                settled = server.usage();
                println!("after {edit:>5} edits: {settled}");
            }
        }
        over.store(true, Ordering::Relaxed);
    });
    fs::write(notes.join("broken.md"), "# Whole again\n").unwrap();
    server.settle(&notes);
    let mut end = server.usage();
    // Threads that have answered wait ten seconds for more to do before they go.
    for _ in 0..15 {
        if end.threads <= settled.threads {
            break;
        }
        std::thread::sleep(Duration::from_secs(1));
        end = server.usage();
    }
    println!("after {edits:>5} edits: {end}; {} pages read", read.load(Ordering::Relaxed));

    let built = folder.path().join("built");
    let status = Command::new(env!("CARGO_BIN_EXE_notesgen"))
        .args(["build", "--quiet"])
        .arg(&notes)
        .arg("-o")
        .arg(&built)
        .stderr(std::process::Stdio::null())
        .status();
    assert!(status.unwrap().success());
    println!("{} files are served as a clean build writes them", server.compare(&built));
    if edits > SETTLED {
        let allowed = settled.kibibytes + settled.kibibytes / 10 + (4 << 10);
        assert!(end.kibibytes <= allowed, "{} KiB, {allowed} KiB at most", end.kibibytes);
        assert!(end.files <= settled.files, "files were left open");
        assert!(end.threads <= settled.threads, "threads were left running");
    }
}

/// One edit of some kind.
fn change(notes: &Path, random: &mut Random, edit: usize) {
    let index = usize::try_from(random.below(SOAKED as u64)).unwrap();
    let path = file(notes, index);
    let text = format!("{}\n\nEdit {edit}.\n", synth::note(index, SOAKED));
    match random.below(8) {
        // As editors save: beside it, then over it.
        0 => {
            let beside = path.with_extension("md.tmp");
            fs::write(&beside, text).unwrap();
            fs::rename(beside, path).unwrap();
        }
        1 => drop(fs::remove_file(path)),
        2 => fs::write(notes.join("broken.md"), "---\ntitle: a: b\n---\n").unwrap(),
        3 => fs::write(notes.join("broken.md"), "# Mended\n").unwrap(),
        4 => {
            let folder = notes.join("moved");
            if fs::rename(&folder, notes.join("away")).is_err() {
                fs::create_dir_all(&folder).unwrap();
                fs::write(folder.join("page.md"), format!("# Moved {edit}\n")).unwrap();
                let _ = fs::remove_dir_all(notes.join("away"));
            }
        }
        _ => fs::write(path, text).unwrap(),
    }
}

/// Xorshift: the same edits in every run.
struct Random(u64);

impl Random {
    fn below(&mut self, limit: u64) -> u64 {
        self.0 ^= self.0 << 13;
        self.0 ^= self.0 >> 7;
        self.0 ^= self.0 << 17;
        self.0 % limit
    }
}
