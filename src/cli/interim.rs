//! The stages in a row, until the library has `compile`: bibliographies and macros are not in yet.

use crate::config::Config;
use crate::diagnostic::{Diagnostic, has_errors};
use crate::library;
use crate::links;
use crate::markdown;
use crate::parse::parse;
use crate::render::Site;
use crate::source::Sources;
use crate::theme::{Theme, ThemeError};

use super::report::Counts;

pub(super) struct Compiled {
    /// The site; `None` if the notes have errors.
    pub(super) site: Option<Site>,
    pub(super) diagnostics: Vec<Diagnostic>,
    pub(super) counts: Counts,
}

pub(super) fn compile(
    sources: &Sources,
    config: &Config,
    theme: &Theme,
) -> Result<Compiled, ThemeError> {
    let options = markdown::Options::default();
    let mut diagnostics = Vec::new();
    let documents = parse(sources, config, &options).collect_into(&mut diagnostics);
    let library = library::shelve(documents, &[], config).collect_into(&mut diagnostics);
    let links = links::resolve(&library, sources, config).collect_into(&mut diagnostics);
    let counts = Counts {
        papers: library.papers().len(),
        notes: library.notes().len(),
        wanted: links.wanted_papers().len(),
    };
    let site = if has_errors(&diagnostics) {
        None
    } else {
        Some(Site::new(library, links, config.clone(), theme, options, sources)?)
    };
    Ok(Compiled { site, diagnostics, counts })
}
