//! What the settings put first on the home page.

use super::answer::Site;
use super::names::{Meant, Scope};
use crate::config::Config;
use crate::diagnostic::{Code, Diagnostic};
use crate::library::Place;
use crate::source::{ContentPath, Located};

/// The papers and curated lists that `config` features, in its order, each once.
pub(super) fn featured(
    site: &Site<'_>,
    config: &Config,
    found: &mut Vec<Diagnostic>,
) -> Vec<Place> {
    let mut featured = Vec::new();
    for name in &config.featured {
        match place(site, &name.value) {
            Some(place) if !featured.contains(&place) => featured.push(place),
            Some(_) => {}
            None => found.push(unknown(site, name)),
        }
    }
    featured
}

fn place(site: &Site<'_>, name: &str) -> Option<Place> {
    // Names are looked up as from a file at the top of the notes.
    let top = ContentPath::new("notesgen.yaml")?;
    let meant = match site.names.look_up(name, &top, Scope::All) {
        Meant::One(document) => vec![document],
        Meant::Several(documents) => documents,
        Meant::Unread(_) | Meant::Draft | Meant::Nothing => Vec::new(),
    };
    let mut places = meant.into_iter().map(|document| document.place);
    places.find(|place| matches!(place, Place::Paper(_) | Place::List(_)))
}

fn unknown(site: &Site<'_>, name: &Located<String>) -> Diagnostic {
    let written = &name.value;
    let message = format!("there is no paper with notes and no list that is called `{written}`");
    let diagnostic = Diagnostic::new(Code::UnknownFeature, name.span, message);
    let called = site.names.nearly_called(written).map(|(near, _)| near.to_owned());
    let filed = || {
        let near = site.names.nearly_filed(written)?;
        Some(site.names.path_of(near)?.stem().to_owned())
    };
    match called.or_else(filed) {
        Some(near) => diagnostic.help(format!("did you mean `{near}`?")),
        None => diagnostic.help("take a citation key or the name of a list"),
    }
}
