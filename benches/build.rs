//! Whole builds of synthetic notes, phase by phase, against the floor: the same notes walked, read,
//! parsed as YAML and Markdown, highlighted and written, and nothing else.
//!
//! `cargo bench --bench build` runs 100, 1,000 and 10,000 notes; `cargo bench --bench build -- 100000`
//! the counts that are named. Every figure is the median of several runs; compare ratios within one
//! run, because machines are noisy. `docs/performance.md` explains the table.

#![expect(
    clippy::unwrap_used,
    clippy::print_stdout,
    clippy::cast_precision_loss,
    reason = "a measurement: what goes wrong should stop it"
)]

#[path = "support/floor.rs"]
mod floor;
#[path = "support/synth.rs"]
mod synth;

use std::fs;
use std::path::Path;
use std::process::Command;
use std::time::{Duration, Instant};

/// How often a build of `count` notes is run.
fn runs(count: usize) -> usize {
    match count {
        0..=1_000 => 7,
        1_001..=10_000 => 3,
        _ => 1,
    }
}

fn main() {
    let counts: Vec<usize> = std::env::args().filter_map(|word| word.parse().ok()).collect();
    let counts = if counts.is_empty() { vec![100, 1_000, 10_000] } else { counts };
    println!(
        "{:>8} {:>10} {:>10} {:>7} {:>10} {:>10} {:>10} {:>9} {:>9} {:>10}",
        "notes",
        "floor",
        "build",
        "ratio",
        "again",
        "one edit",
        "notes/s",
        "files",
        "MiB",
        "peak MiB"
    );
    for count in counts {
        measure(count);
    }
}

fn measure(count: usize) {
    let folder = tempfile::tempdir().unwrap();
    let notes = folder.path().join("notes");
    synth::write(&notes, count).unwrap();

    let (mut floors, mut builds, mut again, mut edits) = (vec![], vec![], vec![], vec![]);
    let mut peak = 0;
    let places =
        |run| ["floor", "site", "kept"].map(|name| folder.path().join(format!("{name}-{run}")));
    for run in 0..runs(count) {
        // New folders each time, removed at the end: ext4 takes long to find an inode for a new file
        // in the minutes after many were freed.
        let [floor_out, out, kept] = places(run);
        let start = Instant::now();
        floor::build(&notes, &floor_out);
        floors.push(start.elapsed());
        let (time, memory) = build(&notes, &out, &kept);
        builds.push(time);
        peak = peak.max(memory);
        again.push(build(&notes, &out, &kept).0);
    }
    // Last, because the site of before is removed then.
    for run in 0..runs(count) {
        let [_, out, kept] = places(run);
        edit(&notes, run);
        edits.push(build(&notes, &out, &kept).0);
    }
    let (files, bytes) = size(&folder.path().join("site-0"));
    let (floor, whole) = (median(floors), median(builds));
    let (again, edited) = (median(again), median(edits));
    let mebibytes = |bytes: u64| bytes as f64 / f64::from(1 << 20);
    println!(
        "{count:>8} {floor:>10.1?} {whole:>10.1?} {:>7.2} {again:>10.1?} {edited:>10.1?} {:>10.0} {files:>9} {:>9.1} {:>10.1}",
        whole.as_secs_f64() / floor.as_secs_f64(),
        count as f64 / whole.as_secs_f64(),
        mebibytes(bytes),
        mebibytes(peak),
    );
    let timings = Command::new(env!("CARGO_BIN_EXE_notesgen"))
        .args(["build", "--quiet", "--timings"])
        .env("NOTESGEN_CACHE", "")
        .arg(&notes)
        .arg("-o")
        .arg(folder.path().join("timed"))
        .output()
        .unwrap();
    for line in String::from_utf8_lossy(&timings.stderr).lines() {
        println!("         {line}");
    }
}

/// Adds a sentence to the first note.
fn edit(notes: &Path, run: usize) {
    let note = notes.join("000").join(format!("{}.md", synth::key(0)));
    let text = fs::read_to_string(&note).unwrap();
    fs::write(note, format!("{text}\nOne sentence more, the {run}th.\n")).unwrap();
}

/// One build as a process of its own, with what the folder `kept` has of earlier ones: how long it
/// took, and its peak memory in bytes.
fn build(notes: &Path, out: &Path, kept: &Path) -> (Duration, u64) {
    let start = Instant::now();
    let output = Command::new(env!("CARGO_BIN_EXE_notesgen"))
        .args(["build", "--quiet", "--timings"])
        .env("NOTESGEN_CACHE", kept)
        .arg(notes)
        .arg("-o")
        .arg(out)
        .output()
        .unwrap();
    let time = start.elapsed();
    let said = String::from_utf8_lossy(&output.stderr);
    assert!(output.status.success(), "{said}");
    let peak = said
        .lines()
        .find_map(|line| line.trim().strip_prefix("peak memory")?.trim().strip_suffix("bytes"))
        .and_then(|number| number.trim().parse().ok())
        .unwrap_or(0);
    (time, peak)
}

fn median(mut times: Vec<Duration>) -> Duration {
    times.sort_unstable();
    times[times.len() / 2]
}

/// How many files a folder has, and their bytes.
fn size(folder: &Path) -> (u64, u64) {
    walkdir::WalkDir::new(folder)
        .into_iter()
        .map(Result::unwrap)
        .filter(|entry| entry.file_type().is_file())
        .fold((0, 0), |(files, bytes), entry| (files + 1, bytes + entry.metadata().unwrap().len()))
}
