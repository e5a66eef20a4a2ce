//! What stands in the head of a page and around its content: title, menu, the way here.

use crate::config::Config;
use crate::output::{UrlPath, encode_fragment};

use super::gathered::Gathered;
use super::table::{Page, TermKind};
use super::writer::Writer;
use super::{Site, urls, view};

/// The policy of every page: no script or style but the site's own files (formulas carry a few style
/// attributes of this program's own; authors' are removed), nothing from other hosts: an image on
/// another host is a link. `frame-ancestors` cannot be said in a page.
const CSP: &str = "default-src 'none'; script-src 'self'; style-src 'self'; \
     style-src-attr 'unsafe-inline'; \
     img-src 'self' data:; media-src 'self'; font-src 'self'; connect-src 'self'; \
     base-uri 'none'; form-action 'self'";

/// What a page says of itself.
#[derive(Debug, Default)]
pub(super) struct About {
    /// Its title, without the site's.
    pub(super) title: String,
    /// One or two sentences, as plain words.
    pub(super) description: String,
    /// Pages between the home page and this one, outermost first.
    pub(super) trail: Vec<(UrlPath, String)>,
    /// Whether search engines should pass it over.
    pub(super) noindex: bool,
    /// What stands at the head of its printed pages, beside its title; the site's title if empty.
    pub(super) running: String,
    /// Its card image.
    pub(super) card: Option<UrlPath>,
    /// Languages of notes on it, each with the anchor of the first note in it.
    pub(super) languages: Vec<(String, String)>,
}

impl About {
    /// A page called `title`, right below the home page.
    pub(super) fn titled(title: impl Into<String>) -> Self {
        Self { title: title.into(), ..Self::default() }
    }

    /// The page with `description`.
    #[must_use]
    pub(super) fn described(self, description: impl Into<String>) -> Self {
        Self { description: description.into(), ..self }
    }

    /// The page below the one at `url`.
    #[must_use]
    pub(super) fn below(mut self, url: UrlPath, title: String) -> Self {
        self.trail.push((url, title));
        self
    }
}

/// What every page sees of the site.
pub(super) fn site(config: &Config) -> view::Site {
    view::Site {
        title: config.title.clone(),
        description: config.description.clone().unwrap_or_default(),
        language: config.language.as_str().to_owned(),
        base_url: config.base_url.clone().unwrap_or_default(),
        license: config.license.as_ref().map(|license| view::License {
            name: license.name.clone(),
            url: license.url.as_ref().map(|url| url.as_str().to_owned()),
        }),
        options: config.theme_options.clone(),
        extra: config.extra.clone(),
        generator: concat!("notesgen ", env!("CARGO_PKG_VERSION")).to_owned(),
    }
}

/// The head of the page at `writer`'s address.
pub(super) fn head(writer: &Writer<'_>, template: &'static str, about: About) -> view::Head {
    let site = writer.site;
    let url = writer.url();
    let home = (!url.as_str().is_empty()).then(|| view::Link {
        href: writer.href(&UrlPath::home()),
        title: site.words("home", &[]),
    });
    let canonical = site.config.base_url.as_deref().map(|base| url.absolute(base));
    let trail = about
        .trail
        .iter()
        .map(|(url, title)| view::Link { href: writer.href(url), title: title.clone() });
    let running = if about.running.is_empty() { &site.config.title } else { &about.running };
    view::Head {
        running: [css_string(running), css_string(&about.title)],
        kind: template.trim_end_matches(".html"),
        title: about.title,
        description: about.description,
        url: url.as_str().to_owned(),
        translations: translations(canonical.as_deref(), about.languages),
        canonical,
        card: about
            .card
            .filter(|url| site.has(url))
            .and_then(|url| Some(url.absolute(site.config.base_url.as_deref()?))),
        breadcrumbs: home.into_iter().chain(trail).collect(),
        nav: nav(writer),
        more: links(writer, &writer.site.menus().more),
        alternates: alternates(writer),
        csp: CSP,
        noindex: about.noindex,
    }
}

/// `text` as a string of CSS.
fn css_string(text: &str) -> String {
    let mut string = String::with_capacity(text.len() + 2);
    string.push('"');
    for c in text.chars() {
        match c {
            '"' | '\\' => string.extend(['\\', c]),
            c if c.is_control() => string.push(' '),
            c => string.push(c),
        }
    }
    string.push('"');
    string
}

/// Where the page can be read in each language, if there are several and it is known where it will be
/// published.
fn translations(
    canonical: Option<&str>,
    languages: Vec<(String, String)>,
) -> Vec<view::Translation> {
    let Some(canonical) = canonical.filter(|_| languages.len() > 1) else { return Vec::new() };
    let own = ("x-default".to_owned(), canonical.to_owned());
    let notes = languages
        .into_iter()
        .map(|(lang, anchor)| (lang, format!("{canonical}#{}", encode_fragment(&anchor))));
    notes.chain([own]).map(|(lang, href)| view::Translation { lang, href }).collect()
}

/// The site's menu; without one in the settings, every kind of page that the site has.
fn nav(writer: &Writer<'_>) -> Vec<view::NavLink> {
    let site = writer.site;
    if !site.config.menu.is_empty() {
        let entries = site.config.menu.iter().map(|entry| {
            let external = entry.url.contains("://") || entry.url.starts_with("mailto:");
            if external {
                let (href, title) = (entry.url.clone(), entry.title.clone());
                view::NavLink { href, title, current: None }
            } else {
                nav_link(writer, &urls::written(&entry.url), entry.title.clone())
            }
        });
        return entries.collect();
    }
    links(writer, &site.menus().menu)
}

fn links(writer: &Writer<'_>, pages: &[(UrlPath, String)]) -> Vec<view::NavLink> {
    pages.iter().map(|(url, title)| nav_link(writer, url, title.clone())).collect()
}

/// Addresses of pages that all pages lead to, with their titles.
#[derive(Debug)]
pub(super) struct Menus {
    /// Pages that the menu has without one in the settings.
    menu: Vec<(UrlPath, String)>,
    /// Pages that the site has and its menu does not show.
    more: Vec<(UrlPath, String)>,
}

impl Menus {
    pub(super) fn of(site: &Site) -> Self {
        let titled = |(url, key)| (url, site.words(key, &[]));
        let shown: Vec<UrlPath> = if site.config.menu.is_empty() {
            default_menu().into_iter().map(|(url, _)| url).collect()
        } else {
            site.config.menu.iter().map(|entry| urls::written(&entry.url)).collect()
        };
        let gathered = Gathered::ALL.map(|what| (urls::gathered(what, 1), what.words().0));
        let menu = default_menu().into_iter().filter(|(url, _)| site.has(url));
        let more = default_menu()
            .into_iter()
            .chain([(UrlPath::page(["board"]), "board"), (urls::activity(None), "activity")])
            .chain(gathered)
            .filter(|(url, _)| site.has(url) && !shown.contains(url));
        Self { menu: menu.map(titled).collect(), more: more.map(titled).collect() }
    }
}

/// Pages that the menu has when the site has them, each with the string that names it.
fn default_menu() -> Vec<(UrlPath, &'static str)> {
    let page = |name| UrlPath::page([name]);
    vec![
        (page("papers"), "papers"),
        (urls::reading_list(1), "reading-list"),
        (page("lists"), "lists"),
        (page("critiques"), "critiques"),
        (page("questions"), "questions"),
        (page("results"), "results"),
        (page("map"), "map"),
        (page("concepts"), "concepts"),
        (page("readers"), "readers"),
        (page("handouts"), "handouts"),
    ]
}

fn nav_link(writer: &Writer<'_>, url: &UrlPath, title: String) -> view::NavLink {
    let here = writer.url();
    let current = if here == url {
        Some("page")
    } else if !url.as_str().is_empty() && here.as_str().starts_with(url.as_str()) {
        Some("true")
    } else {
        None
    };
    view::NavLink { href: writer.href(url), title, current }
}

/// Feeds that exist: the site's, and that of the tag or reader whose page this is.
fn alternates(writer: &Writer<'_>) -> Vec<view::Alternate> {
    let site = writer.site;
    let own = match site.page(writer.url()) {
        Some(Page::Reader(..) | Page::Papers(super::Group::Term(TermKind::Tag, _), _)) => {
            let parts = writer.url().as_str().split('/').filter(|part| !part.is_empty());
            Some(UrlPath::file(parts.take(2), "atom.xml"))
        }
        _ => None,
    };
    [Some(UrlPath::file([], "atom.xml")), own]
        .into_iter()
        .flatten()
        .filter(|url| site.has(url))
        .map(|url| view::Alternate {
            href: writer.href(&url),
            media_type: "application/atom+xml",
            title: site.config.title.clone(),
        })
        .collect()
}
