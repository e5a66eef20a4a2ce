//! Other generators on the same notes: `cargo bench --bench others -- 1000`.
//!
//! Hugo and Zola are run if they are on the `PATH`, or where the variables `HUGO` and `ZOLA` say.
//! Each gets the same synthetic notes in its own form, with all their texts to render, highlighting,
//! lists of authors, tags, venues and years, and Zola a search index and a feed; neither gets a map,
//! critiques, back-links or references, which it has not. Every figure is the median of whole
//! processes, run in turns; compare ratios within one run.
//!
//! - *alone*: a new folder, and nothing is kept, neither of earlier builds nor for the next.
//! - *first*: a new folder, and nothing kept of earlier builds.
//! - *kept*: a new folder, with what the program keeps elsewhere between builds.
//! - *again*: the same folder once more.

#![expect(
    clippy::unwrap_used,
    clippy::print_stdout,
    reason = "a measurement: what goes wrong should stop it"
)]

#[path = "support/others.rs"]
mod others;
#[path = "support/synth.rs"]
mod synth;

use std::path::{Path, PathBuf};
use std::process::Command;
use std::time::{Duration, Instant};

/// How often each program builds each way.
const RUNS: usize = 3;

/// A program, and where its source of the site is.
struct Program {
    name: &'static str,
    path: PathBuf,
    source: PathBuf,
    /// Arguments for a build of `source` into `out`, keeping things in `kept`, if anything.
    build: fn(build: &mut Command, source: &Path, out: &Path, kept: Option<&Path>),
}

fn main() {
    let count = std::env::args().find_map(|word| word.parse().ok()).unwrap_or(1_000);
    let folder = tempfile::tempdir().unwrap();
    let notes = folder.path().join("notes");
    synth::write(&notes, count).unwrap();

    let ours = Program {
        name: "notesgen",
        path: env!("CARGO_BIN_EXE_notesgen").into(),
        source: notes.clone(),
        build: |build, source, out, kept| {
            build.args(["build", "--quiet"]).arg(source).arg("-o").arg(out);
            build.env("NOTESGEN_CACHE", kept.unwrap_or(Path::new("")));
        },
    };
    let mut programs = vec![ours];
    if let Some(path) = found("HUGO", "hugo", "version") {
        let source = folder.path().join("hugo");
        others::hugo(&notes, &source).unwrap();
        let build: fn(&mut Command, &Path, &Path, Option<&Path>) = |build, source, out, kept| {
            build.arg("--quiet").arg("-s").arg(source).arg("-d").arg(out);
            // It always has a folder for what it keeps, which is no page.
            let empty = out.with_extension("kept");
            build.arg("--cacheDir").arg(kept.unwrap_or(&empty));
        };
        programs.push(Program { name: "hugo", path, source, build });
    }
    if let Some(path) = found("ZOLA", "zola", "--version") {
        let source = folder.path().join("zola");
        others::zola(&notes, &source).unwrap();
        let build: fn(&mut Command, &Path, &Path, Option<&Path>) = |build, source, out, _| {
            build.arg("--root").arg(source).args(["build", "--force", "-o"]).arg(out);
        };
        programs.push(Program { name: "zola", path, source, build });
    }
    if programs.len() == 1 {
        println!(
            "nothing to compare with: hugo and zola are not on the PATH, nor where HUGO and ZOLA say"
        );
        return;
    }

    let mut times = vec![[const { Vec::new() }; 4]; programs.len()];
    for run in 0..RUNS {
        for (program, times) in programs.iter().zip(&mut times) {
            let place = |what| folder.path().join(format!("{}-{what}-{run}", program.name));
            let (out, kept) = (place("out"), place("kept"));
            times[0].push(time(program, &place("alone"), None));
            times[1].push(time(program, &out, Some(&kept)));
            times[2].push(time(program, &place("anew"), Some(&kept)));
            times[3].push(time(program, &out, Some(&kept)));
        }
    }
    let count = format!("{count} notes");
    println!("{count:<10} {:>17} {:>17} {:>17} {:>17}", "alone", "first", "kept", "again");
    let medians: Vec<[Duration; 4]> = times.into_iter().map(|ways| ways.map(median)).collect();
    for (program, own) in programs.iter().zip(&medians) {
        let figures = own.iter().zip(&medians[0]).map(|(time, ours)| {
            format!("{time:>10.2?} {:>5.1}×", time.as_secs_f64() / ours.as_secs_f64())
        });
        println!("{:<10} {}", program.name, figures.collect::<Vec<_>>().join(" "));
    }
}

/// Where the program `name` is, if it can be run: where the variable says, or on the `PATH`.
fn found(variable: &str, name: &str, version: &str) -> Option<PathBuf> {
    let path = std::env::var_os(variable).map_or_else(|| PathBuf::from(name), PathBuf::from);
    let said = Command::new(&path).arg(version).output().ok()?;
    println!("{}", String::from_utf8_lossy(&said.stdout).trim());
    Some(path)
}

/// How long one build takes.
fn time(program: &Program, out: &Path, kept: Option<&Path>) -> Duration {
    let mut build = Command::new(&program.path);
    (program.build)(&mut build, &program.source, out, kept);
    let start = Instant::now();
    let output = build.output().unwrap();
    let time = start.elapsed();
    let said = String::from_utf8_lossy(&output.stderr);
    assert!(output.status.success(), "{}: {said}", program.name);
    time
}

fn median(mut times: Vec<Duration>) -> Duration {
    times.sort_unstable();
    times[times.len() / 2]
}
