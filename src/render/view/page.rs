//! What every page has.

use std::collections::BTreeMap;

use serde::Serialize;

/// What a template sees: the fields below and, beside them, those of the page's own kind.
#[derive(Debug, Serialize)]
pub(crate) struct Envelope<'a, V: Serialize> {
    /// The language of the page's own words.
    pub(crate) lang: &'a str,
    /// The way to the site's root, such as `../../`; empty on the home page.
    pub(crate) root: String,
    /// The page itself.
    pub(crate) page: Head,
    /// The fields of its kind.
    #[serde(flatten)]
    pub(crate) content: V,
}

/// The site, the same on every page.
#[derive(Debug, Serialize)]
pub(crate) struct Site {
    /// Its title.
    pub(crate) title: String,
    /// One sentence on what it is; empty if nobody wrote one.
    pub(crate) description: String,
    /// The language of its own words.
    pub(crate) language: String,
    /// Where it is published; empty if the settings do not say.
    pub(crate) base_url: String,
    /// The licence of its notes.
    pub(crate) license: Option<License>,
    /// The theme's options, from `options` in `notesgen.yaml`.
    pub(crate) options: BTreeMap<String, serde_json::Value>,
    /// Anything, from `extra` in `notesgen.yaml`.
    pub(crate) extra: BTreeMap<String, serde_json::Value>,
    /// The name and version of this program.
    pub(crate) generator: String,
}

/// A licence.
#[derive(Debug, Serialize)]
pub(crate) struct License {
    /// Its name.
    pub(crate) name: String,
    /// Where its text is.
    pub(crate) url: Option<String>,
}

/// A page: what stands in its head and around its content.
#[derive(Debug, Serialize)]
pub(crate) struct Head {
    /// What kind of page it is: the name of its template without `.html`.
    pub(crate) kind: &'static str,
    /// Its title, without the site's.
    pub(crate) title: String,
    /// One or two sentences for search engines; may be empty.
    pub(crate) description: String,
    /// Its URL relative to the site's root, `papers/he2016deep/`.
    pub(crate) url: String,
    /// Its URL on the web, if the site says where it is published.
    pub(crate) canonical: Option<String>,
    /// The address on the web of its card image, 1200 by 630 pixels.
    pub(crate) card: Option<String>,
    /// Where it can be read in each language, when its notes are in several.
    pub(crate) translations: Vec<Translation>,
    /// The way here from the home page, which comes first; the page itself is not in it.
    pub(crate) breadcrumbs: Vec<Link>,
    /// The menu.
    pub(crate) nav: Vec<NavLink>,
    /// Pages that the menu does not show.
    pub(crate) more: Vec<NavLink>,
    /// Feeds and the like.
    pub(crate) alternates: Vec<Alternate>,
    /// The Content-Security-Policy of the page: no script or style but the site's own files.
    pub(crate) csp: &'static str,
    /// Whether search engines should pass it over.
    pub(crate) noindex: bool,
}

/// A link with its words.
#[derive(Clone, Debug, Serialize)]
pub(crate) struct Link {
    /// Where it leads.
    pub(crate) href: String,
    /// Its words.
    pub(crate) title: String,
}

/// An entry of the menu.
#[derive(Clone, Debug, Serialize)]
pub(crate) struct NavLink {
    /// Where it leads.
    pub(crate) href: String,
    /// Its words.
    pub(crate) title: String,
    /// `page` if it leads to this page, `true` if this page stands below it; for `aria-current`.
    pub(crate) current: Option<&'static str>,
}

/// Another form of the page or site, for `<link rel="alternate">`.
#[derive(Clone, Debug, Serialize)]
pub(crate) struct Alternate {
    /// Where it is.
    pub(crate) href: String,
    /// Its media type.
    pub(crate) media_type: &'static str,
    /// Its title.
    pub(crate) title: String,
}

/// Where a page can be read in a language, for `<link hreflang>`.
#[derive(Clone, Debug, Serialize)]
pub(crate) struct Translation {
    /// The language, or `x-default` for all of the page.
    pub(crate) lang: String,
    /// The address on the web of the first note in it.
    pub(crate) href: String,
}

/// Where a page stands among those that a long list is cut into.
#[derive(Debug, Serialize)]
pub(crate) struct Pagination {
    /// This page, counted from 1.
    pub(crate) current: usize,
    /// How many there are.
    pub(crate) pages: usize,
    /// How many entries all of them have together.
    pub(crate) total: usize,
    /// The page before.
    pub(crate) previous: Option<String>,
    /// The page after.
    pub(crate) next: Option<String>,
}
