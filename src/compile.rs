//! The whole pipeline but for its edges: texts → a site that can be rendered, and what is to be said
//! of them.
//!
//! Invariant: pure. No disk, clock, environment or terminal; the same sources give the same site.

mod parsed;

use crate::bibliography::References;
use crate::config::Config;
use crate::diagnostic::{self, Code, Diagnostic};
use crate::render::Site;
use crate::source::Sources;
use crate::theme::{CALLOUTS, Theme, ThemeError};
use crate::{library, limits, links, markdown};

pub use parsed::Parsed;

/// What came of the sources.
#[derive(Debug)]
pub struct Compiled {
    /// The site; `None` when there are errors.
    pub site: Option<Site>,
    /// What is to be said, in the order of files and places.
    pub diagnostics: Vec<Diagnostic>,
}

/// Compiles `sources`. A stage with errors is the last one: mistakes do not cascade.
///
/// # Errors
/// When the theme lacks a template that the pages need.
pub fn compile(sources: &Sources, config: &Config, theme: &Theme) -> Result<Compiled, ThemeError> {
    compile_with(&mut Parsed::default(), sources, config, theme)
}

/// [`compile`], to the same site, without reading those documents again that `parsed` has of an
/// earlier time. It has those of `sources` afterwards.
///
/// # Errors
/// As [`compile`].
pub fn compile_with(
    parsed: &mut Parsed,
    sources: &Sources,
    config: &Config,
    theme: &Theme,
) -> Result<Compiled, ThemeError> {
    let mut diagnostics = Vec::new();
    let site = stages(parsed, sources, config, theme, &mut diagnostics)?;
    diagnostic::sort(&mut diagnostics);
    Ok(Compiled { site, diagnostics })
}

fn stages(
    parsed: &mut Parsed,
    sources: &Sources,
    config: &Config,
    theme: &Theme,
    diagnostics: &mut Vec<Diagnostic>,
) -> Result<Option<Site>, ThemeError> {
    let options = options(config, theme, diagnostics);
    let mut references = References::read(sources).collect_into(diagnostics);
    let mut documents =
        parsed.documents(sources, config.edition, &options).collect_into(diagnostics);
    references.pasted(&mut documents).collect_into(diagnostics);
    if diagnostic::has_errors(diagnostics) {
        return Ok(None);
    }
    let library = library::shelve(documents, references.facts(), config).collect_into(diagnostics);
    if diagnostic::has_errors(diagnostics) {
        return Ok(None);
    }
    let links = links::resolve(&library, sources, config).collect_into(diagnostics);
    if diagnostic::has_errors(diagnostics) {
        return Ok(None);
    }
    if library.papers().len() == 0 && library.pages().len() == 0 {
        let empty = Diagnostic::new(Code::EmptySite, None, "there is nothing to publish")
            .help("start a note with `notesgen new \"Title of the paper\"`");
        diagnostics.push(empty);
    }
    let site = Site::new(library, links, &references, config.clone(), theme, options, sources)?;
    let too_many = too_many_pages(site.urls().len(), limits::PAGES);
    let is_fine = too_many.is_none();
    diagnostics.extend(too_many);
    Ok(is_fine.then_some(site))
}

fn too_many_pages(pages: usize, limit: usize) -> Option<Diagnostic> {
    let message = || format!("the site would have {pages} pages and files, and may have {limit}");
    let diagnostic = || Diagnostic::new(Code::TooManyPages, None, message());
    (pages > limit).then(|| diagnostic().help("take out tags and notes that no person wrote"))
}

/// What all texts have in common: the site's macros, how far its authors' HTML is trusted, and the
/// theme's words for what stands in texts.
fn options(config: &Config, theme: &Theme, diagnostics: &mut Vec<Diagnostic>) -> markdown::Options {
    let written = || config.macros.iter();
    let pairs = written().map(|(name, body)| (name.value.as_str(), body.value.as_str()));
    let (options, errors) = markdown::Options::new(pairs, config.html);
    for error in errors {
        let place = written().find(|(name, _)| name.value == error.name).map(|(name, _)| name.span);
        diagnostics.push(Diagnostic::new(Code::BadMacro, place, error.message));
    }
    let words = |key: &str| theme.words(config.language.as_str(), key, &[]);
    let callouts =
        CALLOUTS.iter().map(|kind| ((*kind).to_owned(), words(&format!("callout-{kind}"))));
    options.labels(markdown::Labels {
        figure: words("figure-label"),
        table: words("table-label"),
        footnote_back: words("footnote-back"),
        tasks: [words("task-open"), words("task-done")],
        code: words("code-label"),
        callouts: callouts.collect(),
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_site_has_no_more_pages_than_it_may() {
        assert_eq!(too_many_pages(10, 10), None);
        let told = too_many_pages(11, 10).expect("one too many");
        assert_eq!(told.code, Code::TooManyPages);
        assert_eq!(told.message, "the site would have 11 pages and files, and may have 10");
    }
}
