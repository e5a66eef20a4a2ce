//! Notes that a command reads and does not build.

use std::path::Path;

use super::args::{Messages, Reporting};
use super::print;
use super::project::Project;
use super::report::Report;
use crate::compile::{Compiled, compile};
use crate::render::Site;

/// The site of the notes in `dir`; `None` if they have errors, which have been reported. What is
/// wrong and no error is for `check` and `build` to say.
pub(super) fn site(dir: &Path, messages: &Messages) -> anyhow::Result<Option<(Project, Site)>> {
    let reporting = Reporting { quiet: true, ..messages.reporting() };
    let mut project = Project::open(dir)?;
    let Compiled { site, diagnostics } = compiled(&mut project)?;
    let report = Report::new(diagnostics, &reporting);
    if report.has_errors() {
        report.show(&project.sources, &reporting)?;
        let place = print::one_line(&dir.display().to_string());
        print::message(&report.failure(&format!("nothing was made of the notes in `{place}`")));
        return Ok(None);
    }
    Ok(site.map(|site| (project, site)))
}

/// What comes of the notes of `project`, with all that there is to be said, of its settings too.
pub(super) fn compiled(project: &mut Project) -> anyhow::Result<Compiled> {
    let mut diagnostics = project.take_diagnostics();
    // With settings that cannot be used, whatever else is found could be wrong.
    if crate::diagnostic::has_errors(&diagnostics) {
        return Ok(Compiled { site: None, diagnostics });
    }
    project.discover()?;
    let compiled = compile(&project.sources, &project.config, &project.theme()?)?;
    diagnostics.extend(project.take_diagnostics());
    diagnostics.extend(compiled.diagnostics);
    Ok(Compiled { site: compiled.site, diagnostics })
}
