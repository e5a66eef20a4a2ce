//! The whole pipeline but for its edges: texts → a site that can be rendered, and what is to be said
//! of them.
//!
//! Invariant: pure. No disk, clock, environment or terminal; the same sources give the same site.

mod again;
mod bare;
mod parsed;

use std::sync::Arc;

use crate::bibliography::References;
use crate::config::Config;
use crate::diagnostic::{self, Checked, Code, Diagnostic};
use crate::kept::Kept;
use crate::model::Document;
use crate::render::Site;
use crate::source::Sources;
use crate::theme::{CALLOUTS, Theme, ThemeError};
use crate::{library, limits, links, markdown};

use again::Last;
use parsed::Parsed;

/// What came of the sources.
#[derive(Debug)]
pub struct Compiled {
    /// The site; `None` when there are errors.
    pub site: Option<Site>,
    /// What is to be said, in the order of files and places.
    pub diagnostics: Vec<Diagnostic>,
}

/// What was made the last time, so that a change costs what it changes. The default remembers
/// nothing.
#[derive(Debug, Default)]
pub struct Memory {
    parsed: Parsed,
    last: Option<Last>,
    kept: Arc<Kept>,
}

impl Memory {
    /// Nothing but what is `kept` from one build to the next.
    pub fn keeping(kept: Arc<Kept>) -> Self {
        Self { kept, ..Self::default() }
    }
}

/// Compiles `sources`. A stage with errors is the last one: mistakes do not cascade.
///
/// # Errors
/// When the theme lacks a template that the pages need.
pub fn compile(sources: &Sources, config: &Config, theme: &Theme) -> Result<Compiled, ThemeError> {
    compile_with(&mut Memory::default(), sources, config, theme)
}

/// [`compile`], to the same site and the same words about it, without doing again what `memory` has
/// of an earlier time and nothing has changed.
///
/// # Errors
/// As [`compile`].
pub fn compile_with(
    memory: &mut Memory,
    sources: &Sources,
    config: &Config,
    theme: &Theme,
) -> Result<Compiled, ThemeError> {
    let mut diagnostics = Vec::new();
    let site = stages(memory, sources, config, theme, &mut diagnostics)?;
    diagnostic::sort(&mut diagnostics);
    Ok(Compiled { site, diagnostics })
}

fn stages(
    memory: &mut Memory,
    sources: &Sources,
    config: &Config,
    theme: &Theme,
    diagnostics: &mut Vec<Diagnostic>,
) -> Result<Option<Site>, ThemeError> {
    let options = options(config, theme, diagnostics).keeping(Arc::clone(&memory.kept));
    let (documents, ()) = rayon::join(
        || memory.parsed.documents(sources, config.edition, &options),
        || theme.prepare(config.language.as_str()),
    );
    let given = Given { sources, config, theme, options: &options };
    let is_fine = !diagnostic::has_errors(diagnostics) && !documents.has_errors();
    let last = memory.last.as_ref().filter(|_| is_fine);
    let last = match last.and_then(|last| last.again(given, &documents.value)) {
        Some(last) => {
            documents.collect_into(diagnostics);
            diagnostics.extend_from_slice(&last.said);
            last
        }
        None => match anew(given, documents, diagnostics)? {
            Some(last) => last,
            None => return Ok(None),
        },
    };
    let too_many = too_many_pages(last.site.urls().len(), limits::PAGES);
    let is_fine = too_many.is_none();
    diagnostics.extend(too_many);
    let site = is_fine.then(|| last.site.clone());
    memory.last = Some(last);
    Ok(site)
}

/// What a site is made of besides its documents.
#[derive(Clone, Copy, Debug)]
struct Given<'a> {
    sources: &'a Sources,
    config: &'a Config,
    theme: &'a Theme,
    options: &'a markdown::Options,
}

/// The stages that look at all documents at once.
fn anew(
    given: Given<'_>,
    documents: Checked<Vec<Document>>,
    diagnostics: &mut Vec<Diagnostic>,
) -> Result<Option<Last>, ThemeError> {
    let Given { sources, config, theme, options } = given;
    let mut said = Vec::new();
    let mut references = References::read(sources).collect_into(&mut said);
    let read = documents.collect_into(diagnostics);
    let mut documents = read.clone();
    references.pasted(&mut documents).collect_into(&mut said);
    let site = if diagnostic::has_errors(diagnostics) || diagnostic::has_errors(&said) {
        None
    } else {
        linked(given, documents, &references, &mut said)?
    };
    diagnostics.extend_from_slice(&said);
    Ok(site.map(|site| Last {
        sources: sources.clone(),
        config: config.clone(),
        theme: theme.digest().to_owned(),
        options: options.clone(),
        documents: read,
        said,
        site,
    }))
}

/// The site of `documents`; `None` if a stage has errors.
fn linked(
    given: Given<'_>,
    documents: Vec<Document>,
    references: &References,
    said: &mut Vec<Diagnostic>,
) -> Result<Option<Site>, ThemeError> {
    let Given { sources, config, theme, options } = given;
    let library = library::shelve(documents, references.facts(), config).collect_into(said);
    if diagnostic::has_errors(said) {
        return Ok(None);
    }
    let links = links::resolve(&library, sources, config).collect_into(said);
    if diagnostic::has_errors(said) {
        return Ok(None);
    }
    if library.papers().len() == 0 && library.pages().len() == 0 {
        let empty = Diagnostic::new(Code::EmptySite, None, "there is nothing to publish")
            .help("start a note with `notesgen new \"Title of the paper\"`");
        said.push(empty);
    }
    let (config, options) = (config.clone(), options.clone());
    Site::new(library, links, references, config, theme, options, sources).map(Some)
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
