//! The site's own settings, `notesgen.yaml`. All of them are optional.
//!
//! Stage: text → [`Config`]. Invariant: a `Config` can be used as it is; whatever could not be is a
//! diagnostic.

mod keys;
mod read;
#[cfg(test)]
mod tests;

use std::collections::BTreeMap;

use crate::model::{HtmlPolicy, LanguageTag, WebUrl};
use crate::source::Located;
use crate::yaml::fields::Table;

/// The keys of `notesgen.yaml`, for the schema and the documentation.
pub fn keys() -> &'static Table {
    &keys::SETTINGS
}

/// How references are written.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum ReferenceStyle {
    /// APA, 7th edition.
    #[default]
    Apa,
    /// IEEE.
    Ieee,
    /// GB/T 7714—2015, numeric.
    GbT7714,
}

/// Whom a site is for. What is for teachers only never leaves [`crate::parse`] in the other edition, so
/// nothing that comes after it can publish it by mistake.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Edition {
    /// Everybody: without answers, teachers' notes, and notes that are not published.
    #[default]
    Students,
    /// Teachers: with all of them.
    Teacher,
}

impl Edition {
    /// Its word: `teacher`.
    pub fn word(self) -> &'static str {
        match self {
            Self::Students => "students",
            Self::Teacher => "teacher",
        }
    }
}

/// An entry of the site's menu.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct MenuEntry {
    /// Its words.
    pub title: String,
    /// Where it leads: a path of the site such as `/reading-list/`, or a URL.
    pub url: String,
}

/// A venue by its several names.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct VenueNames {
    /// The short name that the site uses: `NeurIPS`.
    pub name: String,
    /// The full name, for references and its page.
    pub full: Option<String>,
    /// Other names that notes use: `NIPS`.
    pub aliases: Vec<String>,
}

/// The licence of the notes.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct License {
    /// Its name: `CC BY 4.0`.
    pub name: String,
    /// Its text.
    pub url: Option<WebUrl>,
}

/// The site's settings.
#[derive(Clone, Debug, PartialEq)]
pub struct Config {
    /// The site's title.
    pub title: String,
    /// One sentence on what the site is.
    pub description: Option<String>,
    /// Where it is published; needed for feeds, sitemap and canonical links only.
    pub base_url: Option<String>,
    /// The language of the pages' own words: `en` or `zh`, or another that the theme has.
    pub language: LanguageTag,
    /// Languages that notes are written in; the first is that of notes that do not show theirs.
    pub languages: Vec<LanguageTag>,
    /// The theme's name.
    pub theme: String,
    /// Options handed to the theme.
    pub theme_options: BTreeMap<String, serde_json::Value>,
    /// The folder of the notes, relative to the site's.
    pub content: Option<Located<String>>,
    /// The folder that is written, relative to the site's.
    pub output: Option<Located<String>>,
    /// Files with references, relative to the site's folder or the content folder.
    pub bibliography: Vec<Located<String>>,
    /// How references are written.
    pub reference_style: ReferenceStyle,
    /// LaTeX macros: name (with its backslash) and definition, in the order written.
    pub macros: Vec<(Located<String>, Located<String>)>,
    /// How far authors' HTML is trusted.
    pub html: HtmlPolicy,
    /// Venues with several names.
    pub venues: Vec<VenueNames>,
    /// Tags with several names: each other name, folded, and the name that the site uses.
    pub tag_aliases: BTreeMap<String, String>,
    /// Papers and curated lists that stand first on the home page, by their names.
    pub featured: Vec<Located<String>>,
    /// The menu; the theme's own if empty.
    pub menu: Vec<MenuEntry>,
    /// Whether feeds are made.
    pub feeds: bool,
    /// Whether card images are made, for links that are shared; needs `base_url`.
    pub cards: bool,
    /// Ratings of the site's own: key and words to show.
    pub ratings: Vec<(String, String)>,
    /// The licence of the notes.
    pub license: Option<License>,
    /// Folders whose files are never published, whatever links to them.
    pub private: Vec<String>,
    /// Whom the site is for: no setting, but what the command asks for.
    pub edition: Edition,
    /// Anything, handed to templates.
    pub extra: BTreeMap<String, serde_json::Value>,
}

impl Default for Config {
    /// A site without a settings file. Its title is for the caller to give: the folder's name.
    fn default() -> Self {
        let [zh, en] = ["zh", "en"].map(|tag| {
            tag.parse::<LanguageTag>().unwrap_or_else(|_| unreachable!("`{tag}` is a tag"))
        });
        Self {
            title: String::new(),
            description: None,
            base_url: None,
            language: en.clone(),
            languages: vec![zh, en],
            theme: "default".to_owned(),
            theme_options: BTreeMap::new(),
            content: None,
            output: None,
            bibliography: Vec::new(),
            reference_style: ReferenceStyle::default(),
            macros: Vec::new(),
            html: HtmlPolicy::default(),
            venues: Vec::new(),
            tag_aliases: BTreeMap::new(),
            featured: Vec::new(),
            menu: Vec::new(),
            feeds: true,
            cards: false,
            ratings: Vec::new(),
            license: None,
            private: Vec::new(),
            edition: Edition::default(),
            extra: BTreeMap::new(),
        }
    }
}
