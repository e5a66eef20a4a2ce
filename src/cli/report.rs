//! What a run has to say: its diagnostics, and one line at the end.

use super::args::Reporting;
use super::print::{self, count};
use crate::diagnostic::render::{Format, Look, render};
use crate::diagnostic::{self, Code, Diagnostic, Severity};
use crate::render::Site;
use crate::serve::Problems;
use crate::source::Sources;

/// What a site has, for the line at the end.
#[derive(Clone, Copy, Debug)]
pub(super) struct Counts {
    /// Papers that somebody has read.
    pub(super) papers: usize,
    /// Notes on them.
    pub(super) notes: usize,
    /// Papers that notes lead to and nobody has read.
    pub(super) wanted: usize,
}

impl Counts {
    pub(super) fn of(site: &Site) -> Self {
        let (library, links) = (site.library(), site.links());
        Self {
            papers: library.papers().len(),
            notes: library.notes().len(),
            wanted: links.wanted_papers().len(),
        }
    }
}

/// Diagnostics in the order and with the severities that they are reported with.
pub(super) struct Report {
    diagnostics: Vec<Diagnostic>,
    errors: usize,
    warnings: usize,
}

impl Report {
    pub(super) fn new(mut diagnostics: Vec<Diagnostic>, args: &Reporting) -> Self {
        diagnostic::sort(&mut diagnostics);
        if args.strict {
            diagnostic::make_strict(&mut diagnostics);
        }
        let of = |severity| diagnostics.iter().filter(|found| found.severity == severity).count();
        let (errors, warnings) = (of(Severity::Error), of(Severity::Warning));
        Self { diagnostics, errors, warnings }
    }

    /// Whether nothing may be published.
    pub(super) fn has_errors(&self) -> bool {
        self.errors > 0
    }

    /// Whether something of this code was found.
    pub(super) fn has(&self, code: Code) -> bool {
        self.diagnostics.iter().any(|found| found.code == code)
    }

    /// Shows what was found.
    pub(super) fn show(&self, sources: &Sources, args: &Reporting) -> anyhow::Result<()> {
        let errors_only: Vec<Diagnostic>;
        let shown = if args.quiet {
            let is_error = |found: &&Diagnostic| found.severity == Severity::Error;
            errors_only = self.diagnostics.iter().filter(is_error).cloned().collect();
            &errors_only
        } else {
            &self.diagnostics
        };
        let text = render(shown, sources, args.format, args.look());
        match args.format {
            Format::Human => print::message(&text),
            Format::Json | Format::Github | Format::Sarif => print::result(&text)?,
        }
        Ok(())
    }

    /// What browsers show of it.
    pub(super) fn problems(&self, sources: &Sources) -> Problems {
        let Self { errors, warnings, ref diagnostics } = *self;
        Problems {
            errors,
            warnings,
            text: render(diagnostics, sources, Format::Human, Look::default()),
        }
    }

    /// `error: 2 errors and 1 warning; nothing was published`.
    pub(super) fn failure(&self, consequence: &str) -> String {
        let errors = count(self.errors, "error");
        let warnings = match self.warnings {
            0 => String::new(),
            warnings => format!(" and {}", count(warnings, "warning")),
        };
        format!("error: {errors}{warnings}; {consequence}\n")
    }

    /// `12 papers, 15 notes, 23 wanted, 0 warnings`.
    pub(super) fn totals(&self, Counts { papers, notes, wanted }: Counts) -> String {
        format!(
            "{}, {}, {wanted} wanted, {}",
            count(papers, "paper"),
            count(notes, "note"),
            count(self.warnings, "warning"),
        )
    }
}
