//! Card images of papers, which links to them show where they are shared. Made when the settings ask
//! for them and say where the site is published: an image is named by its whole address.

use crate::card::{Card, Fonts};
use crate::config::Config;
use crate::library::{Library, PaperId};
use crate::model::{PassNumber, PersonName};
use crate::output::UrlPath;
use crate::theme::{Theme, ThemeError};

use super::Site;
use super::index::short_authors;

/// The fonts of cards; `None` if no cards are made.
pub(super) fn fonts(config: &Config, theme: &Theme) -> Result<Option<Fonts>, ThemeError> {
    if !config.cards || config.base_url.is_none() {
        return Ok(None);
    }
    let mut fonts = Fonts::default();
    for (path, bytes) in theme.card_fonts() {
        fonts.add(bytes).map_err(|error| ThemeError::File {
            file: path.to_owned(),
            message: error.to_string(),
        })?;
    }
    Ok(Some(fonts))
}

/// Where the card of a paper is, beside its page.
pub(super) fn url(library: &Library, id: PaperId) -> UrlPath {
    UrlPath::file(["papers", library.paper(id).key.as_str()], "card.png")
}

impl Site {
    /// The card of a paper.
    pub(super) fn card(&self, id: PaperId) -> Vec<u8> {
        let Some(fonts) = &self.cards else { return Vec::new() };
        let paper = self.library.paper(id);
        let words = &self.index.papers[id.index()];
        let source = [paper.venue.clone(), paper.year.map(|year| year.to_string())];
        let source: Vec<String> = source.into_iter().flatten().collect();
        let authors: Vec<&PersonName> = paper.authors.iter().collect();
        // Where no font has the words of the site's language, English ones join the names.
        let authors = [words.authors.clone(), short_authors(&self.theme, "en", &authors)]
            .into_iter()
            .find(|authors| fonts.can_write_all(authors));
        let facts: Vec<String> = [authors.unwrap_or_default(), source.join(" ")]
            .into_iter()
            .filter(|fact| !fact.is_empty())
            .collect();
        let card = Card {
            title: words.title.clone(),
            other_title: words.title_zh.clone(),
            key: paper.key.to_string(),
            facts: facts.join(" · "),
            site: self.config.title.clone(),
            pass: paper.reached.map_or(0, PassNumber::number),
            colour: paper.tags.first().or(paper.venue.as_ref()).cloned().unwrap_or_default(),
        };
        let (parts, theme) = (format!("{card:?}"), self.theme.digest());
        let kept = self.options.kept();
        kept.result("card", &[parts.as_bytes(), theme.as_bytes()], || card.png(fonts)).into_owned()
    }
}
