//! Themes: templates, strings, styles, scripts and static files, the built-in one embedded.
//!
//! Stage: layers of files → [`Theme`]. Invariant: a theme that was made can render: every template
//! parses, every include and filter exists, and every template that the pages need is there.
//!
//! Templates are parsed twice: as their author wrote them, so that mistakes are told at their places
//! (not those that the program brings), and for the language of a site with its words written into them
//! ([`constant`]), which pages are made with.
//!
//! A theme is a stack of [`Layer`]s: the built-in `default`, the themes that the chosen one extends,
//! the chosen one, and last the site's own files of the same name. The file nearest to the site
//! wins, one template, string, style or asset at a time. A template can still extend the one that it
//! hides as `<theme>/<template>`.

mod bundle;
mod constant;
mod functions;
mod inline;
mod layer;
mod manifest;
mod squeeze;
mod strings;

use std::collections::BTreeMap;
use std::path::Path;
use std::sync::{Arc, OnceLock};

use serde::Serialize;
use tera::{Context, Tera, Value};
use thiserror::Error;

use constant::{Constants, Family};
pub use layer::Layer;
pub use manifest::Manifest;
pub use strings::Strings;

use crate::output::{Content, OutputFile};

/// Kinds of callouts that the theme has words for: GitHub's five, and those of Obsidian's that notes
/// use. Another kind is called what its author calls it.
pub const CALLOUTS: [&str; 15] = [
    "note",
    "tip",
    "important",
    "warning",
    "caution",
    "question",
    "info",
    "quote",
    "example",
    "todo",
    "abstract",
    "success",
    "failure",
    "bug",
    "danger",
];

/// Why a theme cannot be used. It is the theme's author who has to act.
#[derive(Debug, Error)]
pub enum ThemeError {
    /// Neither the site nor the program has it.
    #[error(
        "there is no theme `{name}`: {looked} has no such folder, and the built-in themes are {builtin}"
    )]
    Unknown {
        /// The theme that was asked for.
        name: String,
        /// The folder that was searched.
        looked: String,
        /// The themes that are embedded.
        builtin: String,
    },
    /// Themes extend each other in a ring.
    #[error("theme `{0}` extends itself, by way of the themes that it extends")]
    Ring(String),
    /// A file of the theme cannot be read.
    #[error("theme file `{file}` cannot be read: {message}")]
    File {
        /// The file.
        file: String,
        /// What is wrong with it.
        message: String,
    },
    /// Templates that the pages need are missing.
    #[error("theme `{theme}` lacks the template `{template}`")]
    MissingTemplate {
        /// The theme.
        theme: String,
        /// The template.
        template: String,
    },
    /// A template cannot be parsed, or failed while a page was rendered.
    #[error("{0}")]
    Template(String),
}

impl From<tera::Error> for ThemeError {
    fn from(error: tera::Error) -> Self {
        Self::Template(error.to_string())
    }
}

/// How long most pages are, in bytes.
const USUAL_LENGTH: usize = 64 * 1024;

/// What changes when any file of the layers does.
fn digest(layers: &[Layer]) -> String {
    let mut hasher = blake3::Hasher::new();
    for layer in layers {
        layer.hash(&mut hasher);
    }
    hasher.finalize().to_hex().to_string()
}

/// What the pages of a site are made with.
#[derive(Debug)]
struct OfSite {
    tera: Tera,
    /// `site` as templates see it.
    site: Value,
    /// The language of the pages.
    lang: String,
}

impl OfSite {
    /// With the templates of `tera`.
    fn new(mut tera: Tera, site: Value, lang: &str) -> Self {
        tera.global_context().insert_value("site", site.clone());
        functions::register_of_passes(&mut tera, lang);
        Self { tera, site, lang: lang.to_owned() }
    }

    /// With the templates of `tera` instead.
    fn with(&self, tera: &Tera) -> Self {
        Self::new(tera.clone(), self.site.clone(), &self.lang)
    }
}

/// A theme, ready to render.
#[derive(Clone, Debug)]
pub struct Theme {
    name: String,
    /// The templates as they stand in the theme's files, once they were asked for: see
    /// [`Self::as_written`].
    as_written: Arc<OnceLock<Tera>>,
    /// Their texts, by their names.
    sources: Arc<Vec<(String, String)>>,
    /// The templates with what is alike on every page written into them, for the language that was
    /// asked for first.
    written: Arc<OnceLock<(String, Tera)>>,
    /// What pages are made with; `None` before there is a site.
    of_site: Option<Arc<OfSite>>,
    strings: Arc<Strings>,
    /// Where the files are that templates ask for by their places in the theme.
    assets: Arc<BTreeMap<String, String>>,
    files: Vec<OutputFile>,
    card_fonts: Vec<(String, Arc<[u8]>)>,
    digest: String,
}

impl Theme {
    /// The theme `name`, with the files of the site's `themes` folder over the built-in ones.
    pub fn load(name: &str, themes: &Path) -> Result<Self, ThemeError> {
        Self::from_layers(name, &layer::stack(name, themes)?)
    }

    /// [`Self::load`], without reading the templates again if `before` has the same.
    pub fn load_again(name: &str, themes: &Path, before: Option<Self>) -> Result<Self, ThemeError> {
        let layers = layer::stack(name, themes)?;
        match before.filter(|theme| theme.name == name && theme.digest == digest(&layers)) {
            Some(theme) => Ok(theme),
            None => Self::from_layers(name, &layers),
        }
    }

    /// The built-in theme `name` as it is.
    pub fn builtin(name: &str) -> Result<Self, ThemeError> {
        Self::from_layers(name, &layer::builtin_stack(name)?)
    }

    /// A theme made of `layers`, the deepest first.
    pub fn from_layers(name: &str, layers: &[Layer]) -> Result<Self, ThemeError> {
        let merged = layer::merge(layers);
        let strings = Arc::new(Strings::read(layers)?);
        let bundles = bundle::bundle(layers, &merged)?;

        let fonts = merged.iter().filter(|(path, _)| is_card_font(path));
        let card_fonts =
            fonts.map(|(path, file)| (path.to_string(), file.bytes().into())).collect();
        let mut sources: Vec<(String, String)> = Vec::new();
        let mut are_builtin = true;
        for (path, file) in &merged {
            if let Some(template) = path.strip_prefix("templates/") {
                sources.push((template.to_owned(), file.text(path)?.to_owned()));
                are_builtin &= file.is_builtin();
            }
        }
        for (path, theme, file) in layer::hidden(layers) {
            if let Some(template) = path.strip_prefix("templates/") {
                sources.push((format!("{theme}/{template}"), file.text(path)?.to_owned()));
            }
        }
        let assets = Arc::new(bundles.names);
        let as_written = OnceLock::new();
        if !are_builtin {
            let _ = as_written.set(parsed(&strings, &assets, BTreeMap::new(), texts(&sources))?);
        }
        Ok(Self {
            name: name.to_owned(),
            as_written: Arc::new(as_written),
            sources: Arc::new(sources),
            written: Arc::default(),
            of_site: None,
            strings,
            assets,
            files: bundles.files,
            card_fonts,
            digest: digest(layers),
        })
    }

    /// Fonts that card images are drawn with, from `cards/`, by their names.
    pub fn card_fonts(&self) -> impl Iterator<Item = (&str, &Arc<[u8]>)> {
        self.card_fonts.iter().map(|(path, bytes)| (path.as_str(), bytes))
    }

    /// The theme's name.
    pub fn name(&self) -> &str {
        &self.name
    }

    /// What changes when any file of the theme does.
    pub fn digest(&self) -> &str {
        &self.digest
    }

    /// Checks that every one of `templates` is there.
    pub fn require<'a>(
        &self,
        templates: impl IntoIterator<Item = &'a str>,
    ) -> Result<(), ThemeError> {
        let has = |template: &str| self.sources.iter().any(|(name, _)| name == template);
        match templates.into_iter().find(|template| !has(template)) {
            None => Ok(()),
            Some(template) => Err(ThemeError::MissingTemplate {
                theme: self.name.clone(),
                template: template.to_owned(),
            }),
        }
    }

    /// Makes the templates ready for pages in the language `lang`, unless they are ready for one: what
    /// [`Self::with_site`] would do first.
    pub fn prepare(&self, lang: &str) {
        self.written(lang);
    }

    /// The templates as they stand in the theme's files. Those of others are parsed when the theme is
    /// made, so that mistakes are told; those that the program brings have none, which its tests see to,
    /// and are parsed only when a page cannot be made and its author has to be told why.
    fn as_written(&self) -> &Tera {
        self.as_written.get_or_init(|| {
            let texts = texts(&self.sources);
            parsed(&self.strings, &self.assets, BTreeMap::new(), texts).unwrap_or_default()
        })
    }

    /// The templates written for the language that was asked for first, which is `lang` if none was.
    fn written(&self, lang: &str) -> &(String, Tera) {
        self.written.get_or_init(|| (lang.to_owned(), self.write(lang)))
    }

    /// The theme for pages in the language `lang`, with `site` as what every template sees under
    /// that name.
    #[must_use]
    pub fn with_site(&self, site: &impl Serialize, lang: &str) -> Self {
        let (language, written) = self.written(lang);
        let tera = if language == lang { written.clone() } else { self.write(lang) };
        let of_site = OfSite::new(tera, Value::from_serializable(site), lang);
        Self { of_site: Some(Arc::new(of_site)), ..self.clone() }
    }

    /// The templates with parts and what is alike on every page in `lang` written into them; as they
    /// are should they not parse then.
    fn write(&self, lang: &str) -> Tera {
        let sources = self.sources.iter().map(|(_, source)| source.as_str());
        let constants = Constants::new(&self.strings, lang, &self.assets, sources);
        let inlined = inline::inlined(&self.sources).into_iter();
        let written: Vec<(&str, String)> =
            inlined.map(|(name, source)| (name, constants.write(&source))).collect();
        let texts = written.iter().map(|(name, source)| (*name, source.as_str()));
        let words = constants.words();
        let mut tera = parsed(&self.strings, &self.assets, constant::families(&words), texts)
            .unwrap_or_else(|_| self.as_written().clone());
        tera.global_context().insert(constant::WORDS, &words);
        tera
    }

    /// `template`, filled with the fields of `page`, which must have `lang` (for strings; that of
    /// [`Self::with_site`]) and `root` (the way to the site's root, `../../`, for files). The bytes are
    /// UTF-8; they are written as they are, and to check them would take as long as many a page.
    pub fn render(&self, template: &str, page: &impl Serialize) -> Result<Vec<u8>, ThemeError> {
        let context = Context::from_serialize(page)?;
        let fill = |tera: &Tera| {
            let mut html = Vec::with_capacity(USUAL_LENGTH);
            tera.render_to(template, &context, &mut html)?;
            Ok(html)
        };
        let Some(of_site) = self.of_site.as_deref() else { return fill(self.as_written()) };
        fill(&of_site.tera).or_else(|_: ThemeError| fill(&of_site.with(self.as_written()).tera))
    }

    /// The theme of a site without anything written into its templates.
    #[cfg(test)]
    pub(crate) fn unwritten(&self) -> Self {
        let mut theme = self.clone();
        if let Some(of_site) = self.of_site.as_deref() {
            theme.of_site = Some(Arc::new(of_site.with(self.as_written())));
        }
        theme
    }

    /// Words of the theme in the language `lang`, else in English; the key if there are none.
    /// `values` fill the `{name}` places.
    pub fn words(&self, lang: &str, key: &str, values: &[(&str, &str)]) -> String {
        self.strings.fill(lang, key, values).unwrap_or_else(|| key.to_owned())
    }

    /// The strings of the theme.
    pub fn strings(&self) -> &Strings {
        &self.strings
    }

    /// Styles, scripts and static files, to be published with every site.
    pub fn files(&self) -> impl Iterator<Item = OutputFile> {
        self.files.iter().cloned()
    }

    /// Names of all templates, in order.
    pub fn templates(&self) -> Vec<&str> {
        let mut names: Vec<&str> = self.sources.iter().map(|(name, _)| name.as_str()).collect();
        names.sort_unstable();
        names
    }
}

/// Templates by their names, as the parser takes them.
fn texts(sources: &[(String, String)]) -> impl Iterator<Item = (&str, &str)> {
    sources.iter().map(|(name, source)| (name.as_str(), source.as_str()))
}

/// `templates` by their names, with what they can call.
fn parsed<'a>(
    strings: &Arc<Strings>,
    assets: &Arc<BTreeMap<String, String>>,
    families: BTreeMap<String, Family<'_>>,
    templates: impl Iterator<Item = (&'a str, &'a str)>,
) -> Result<Tera, tera::Error> {
    let mut tera = Tera::new();
    functions::register(&mut tera, strings, assets);
    functions::register_families(&mut tera, families);
    tera.add_raw_templates(templates)?;
    Ok(tera)
}

fn is_card_font(path: &str) -> bool {
    path.starts_with("cards/") && [".otf", ".ttf", ".ttc"].iter().any(|end| path.ends_with(end))
}

/// Bytes of a theme's file as published.
fn shared(bytes: &[u8]) -> Content {
    Content::Shared(bytes.into())
}

#[cfg(test)]
mod tests;
