//! What an import did, file by file.

use std::collections::BTreeMap;
use std::path::Path;

use crate::cli::print::{self, count};
use crate::import::Proposed;
use crate::yaml::write::{Value, field};

/// What became of one file.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Fate {
    /// Written anew.
    New,
    /// Was there, and got what it lacked.
    Updated,
    /// Was there and lacks nothing.
    Same,
    /// Was there and was left alone.
    Kept,
    /// Could not be taken in.
    Bad,
}

/// Collects and prints what was done.
pub(super) struct Report {
    dry_run: bool,
    quiet: bool,
    fates: BTreeMap<Fate, usize>,
    found: BTreeMap<&'static str, usize>,
    remarks: Vec<String>,
}

impl Report {
    pub(super) fn new(dry_run: bool, quiet: bool) -> Self {
        Self { dry_run, quiet, fates: BTreeMap::new(), found: BTreeMap::new(), remarks: Vec::new() }
    }

    /// Says what became of the file `name`, and what was found for it.
    pub(super) fn file(
        &mut self,
        fate: Fate,
        name: &str,
        added: &[Proposed],
        more: &[String],
    ) -> anyhow::Result<()> {
        *self.fates.entry(fate).or_default() += 1;
        for proposed in added {
            *self.found.entry(proposed.key).or_default() += 1;
        }
        if self.quiet {
            return Ok(());
        }
        let word = match (fate, self.dry_run) {
            (Fate::New, _) => "new",
            (Fate::Updated, _) => "updated",
            (Fate::Same, _) => "same",
            (Fate::Kept, _) => "kept",
            (Fate::Bad, _) => "bad",
        };
        let what: Vec<String> = added.iter().map(summary).chain(more.iter().cloned()).collect();
        let what = if what.is_empty() { String::new() } else { format!(": {}", what.join(", ")) };
        let mut text = format!("{word:<8}{}\n", print::one_line(&format!("{name}{what}")));
        if self.dry_run && matches!(fate, Fate::New | Fate::Updated) {
            for proposed in added {
                for line in field(proposed.key, &proposed.value).lines() {
                    text += &format!("        + {}\n", print::one_line(line));
                }
            }
        }
        print::result(&text)
    }

    /// Says what became of a file that is no note.
    pub(super) fn line(&self, word: &str, path: &Path) -> anyhow::Result<()> {
        if self.quiet {
            return Ok(());
        }
        print::result(&format!("{word:<8}{}\n", print::one_line(&path.display().to_string())))
    }

    /// Says something that is no one file's.
    pub(super) fn remark(&mut self, remark: String) {
        self.remarks.push(remark);
    }

    pub(super) fn has_errors(&self) -> bool {
        self.fates.get(&Fate::Bad).is_some_and(|n| *n > 0)
    }

    /// The totals.
    pub(super) fn finish(&self) {
        let words = [
            (Fate::New, "new"),
            (Fate::Updated, "updated"),
            (Fate::Same, "already complete"),
            (Fate::Kept, "kept as it is (--update adds what is missing)"),
            (Fate::Bad, "not taken in"),
        ];
        let fates = words.iter().filter_map(|(fate, word)| {
            let n = self.fates.get(fate)?;
            Some(format!("{n} {word}"))
        });
        let fates: Vec<String> = fates.collect();
        let fates = if fates.is_empty() { "nothing to import".into() } else { fates.join(", ") };
        let keys =
            ["title", "authors", "year", "venue", "arxiv", "doi", "tldr", "follow_ups", "papers"];
        let found: Vec<String> = keys
            .iter()
            .filter_map(|key| self.found.get(key).map(|n| format!("{key} for {n}")))
            .collect();
        for remark in &self.remarks {
            print::message(&format!("note: {}\n", print::one_line(remark)));
        }
        let dry = if self.dry_run { " (nothing was written)" } else { "" };
        print::message(&format!("{fates}{dry}\n"));
        if !found.is_empty() {
            print::message(&format!("found: {}\n", found.join(", ")));
        }
    }
}

/// Says what is wrong at `place` of a file that comes in.
pub(super) fn warn(place: &str, message: &str, help: Option<&str>) {
    let help = help.map_or_else(String::new, |help| format!("; {help}"));
    let line = format!("{place}: {message}{help}");
    print::message(&format!("warning: {}\n", print::one_line(&line)));
}

/// `venue AAAI`, `3 authors`.
fn summary(proposed: &Proposed) -> String {
    let key = proposed.key.replace('_', "-");
    match &proposed.value {
        // `3 authors`; some keys are no plurals.
        Value::List(items) => match key.strip_suffix('s') {
            Some(noun) => count(items.len(), noun),
            None => format!("{key} ({})", items.len()),
        },
        Value::Bare(text) => format!("{key} {text}"),
        Value::Text(text) if text.chars().count() <= 32 => format!("{key} {text}"),
        Value::Text(_) | Value::Lines(_) | Value::Map(_) => key,
    }
}
