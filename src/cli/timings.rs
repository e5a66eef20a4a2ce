//! How long the parts of a run took.

use std::fmt::Write as _;
use std::time::{Duration, Instant};

use clap::ValueEnum;

/// How timings are shown.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub(super) enum Show {
    /// A table on stderr
    Table,
    /// A JSON object on stdout
    Json,
}

/// A clock that is read at the end of each part.
pub(super) struct Timings {
    start: Instant,
    parts: Vec<(&'static str, Duration)>,
}

impl Timings {
    pub(super) fn start() -> Self {
        Self { start: Instant::now(), parts: Vec::new() }
    }

    /// Ends the part `name`, which began where the last one ended.
    pub(super) fn end(&mut self, name: &'static str) {
        let before: Duration = self.parts.iter().map(|(_, took)| *took).sum();
        self.parts.push((name, self.start.elapsed().saturating_sub(before)));
    }

    pub(super) fn total(&self) -> Duration {
        self.start.elapsed()
    }

    pub(super) fn table(&self) -> String {
        let mut table = String::new();
        let total: Duration = self.parts.iter().map(|(_, took)| *took).sum();
        for (name, took) in self.parts.iter().copied().chain([("total", total)]) {
            let _ = writeln!(table, "{name:>8} {:>8.1} ms", took.as_secs_f64() * 1000.0);
        }
        if let Some(bytes) = peak_memory() {
            let _ = writeln!(table, "peak memory {bytes} bytes");
        }
        table
    }

    /// Milliseconds by part, in the order of the run.
    pub(super) fn json(&self) -> String {
        let parts: Vec<String> = self
            .parts
            .iter()
            .map(|(name, took)| format!("\"{name}_ms\":{:.3}", took.as_secs_f64() * 1000.0))
            .collect();
        let memory = peak_memory().map(|bytes| format!("\"peak_memory_bytes\":{bytes}"));
        format!("{{{}}}\n", parts.into_iter().chain(memory).collect::<Vec<_>>().join(","))
    }
}

/// The most memory that this process has had at one time, in bytes, where the system tells (Linux).
fn peak_memory() -> Option<u64> {
    let status = std::fs::read_to_string("/proc/self/status").ok()?;
    let line = status.lines().find_map(|line| line.strip_prefix("VmHWM:"))?;
    let kibibytes: u64 = line.trim().strip_suffix("kB")?.trim().parse().ok()?;
    Some(kibibytes * 1024)
}
