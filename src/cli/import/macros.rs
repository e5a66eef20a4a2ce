//! LaTeX macros that a vault keeps in a file become settings of the site.

use std::io;
use std::path::Path;

use anyhow::anyhow;

use super::report::{Report, warn};
use super::{Mode, files};
use crate::cli::print::count;
use crate::cli::project::{Project, SETTINGS};
use crate::disk;
use crate::import::{self, Preamble};
use crate::limits;
use crate::source::{Asset, AssetContent, Sources};

/// Takes the macros of the preambles among `sources` into the settings.
pub(super) fn import(
    sources: &Sources,
    project: &Project,
    mode: Mode,
    report: &mut Report,
) -> anyhow::Result<()> {
    let mut macros = Vec::new();
    for Asset { path, content, .. } in sources.assets() {
        let AssetContent::Disk(from) = content else { continue };
        if !import::is_preamble(path) {
            continue;
        }
        let read = disk::read_regular(from, limits::TEXT_BYTES);
        let text = match read.and_then(|bytes| io::read_to_string(&bytes[..])) {
            Ok(text) => text,
            Err(error) => {
                warn(&from.display().to_string(), &disk::reason(&error), None);
                continue;
            }
        };
        let Preamble { macros: found, left } = import::preamble(&text);
        for what in left {
            let message = format!("no macro of the settings can say `{what}`");
            warn(&from.display().to_string(), &message, None);
        }
        macros.extend(found);
    }
    // What the settings have stays.
    let known = |name: &str| project.config.macros.iter().any(|(there, _)| there.value == name);
    macros.retain(|(name, _)| !known(name));
    macros.sort();
    macros.dedup_by(|later, first| later.0 == first.0);
    if macros.is_empty() {
        return Ok(());
    }
    let said = count(macros.len(), "LaTeX macro");
    let path = project.root.join(SETTINGS);
    let there = if project.is_site {
        std::fs::read_to_string(&path).map_err(|error| {
            anyhow!("`{}` cannot be read: {}", path.display(), disk::reason(&error))
        })?
    } else {
        String::new()
    };
    let with = import::settings_with(&there, &macros).filter(|_| project.is_site);
    match with {
        Some(with) => {
            if !mode.dry_run {
                files(&project.root).replace(
                    Path::new(SETTINGS),
                    there.as_bytes(),
                    with.as_bytes(),
                )?;
            }
            report.remark(format!("{said} for `math.macros` of `{}`", path.display()));
        }
        None => {
            report
                .remark(format!("{said} to be put into `{SETTINGS}`, below `math:` and `macros:`"));
            for line in import::macro_lines(&macros).lines() {
                report.remark(line.trim().to_owned());
            }
        }
    }
    Ok(())
}
