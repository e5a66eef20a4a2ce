//! Critiques of all papers, filtered by sub-pages: by viewpoint, part of the paper, stance.

use crate::library::{Library, NoteId};
use crate::model::{About as Part, Critique, Stance, View};
use crate::output::UrlPath;
use crate::theme::ThemeError;

use super::head::About;
use super::pagination::{pagination, slice};
use super::writer::Writer;
use super::{urls, view};

/// Which critiques a page has.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Filter {
    /// All of them.
    All,
    /// Those made from one viewpoint.
    View(View),
    /// Those about one part of the paper.
    About(Part),
    /// Those that blame, praise or do both.
    Stance(Stance),
}

impl Filter {
    /// Every filter, in the order of the sub-pages.
    fn all() -> impl Iterator<Item = Self> {
        std::iter::once(Self::All)
            .chain(View::ALL.iter().copied().map(Self::View))
            .chain(Part::ALL.iter().copied().map(Self::About))
            .chain(Stance::ALL.iter().copied().map(Self::Stance))
    }

    /// Its part of the address, empty for all.
    pub(super) fn word(self) -> &'static str {
        match self {
            Self::All => "",
            Self::View(view) => view.as_str(),
            Self::About(part) => part.as_str(),
            Self::Stance(stance) => stance.as_str(),
        }
    }

    /// What it filters by.
    fn by(self) -> &'static str {
        match self {
            Self::All => "all",
            Self::View(_) => "view",
            Self::About(_) => "about",
            Self::Stance(_) => "stance",
        }
    }

    fn has(self, critique: &Critique) -> bool {
        match self {
            Self::All => true,
            Self::View(view) => critique.view == Some(view),
            Self::About(part) => critique.about == Some(part),
            Self::Stance(stance) => critique.stance == stance,
        }
    }
}

/// The critiques of `all` that each filter lets through, in their order; filters that let none
/// through are left out.
pub(super) fn filtered(
    library: &Library,
    all: &[(NoteId, usize)],
) -> Vec<(Filter, Vec<(NoteId, usize)>)> {
    let chosen = Filter::all().map(|filter| {
        let has =
            |&&(note, n): &&(NoteId, usize)| filter.has(&library.note(note).note.critiques[n]);
        (filter, all.iter().filter(has).copied().collect::<Vec<_>>())
    });
    chosen.filter(|(_, critiques)| !critiques.is_empty()).collect()
}

/// The `number`th page of a filter.
pub(super) fn render(
    writer: &mut Writer<'_>,
    filter: Filter,
    number: usize,
) -> Result<Vec<u8>, ThemeError> {
    let site = writer.site;
    let mut all = site.index.critiques.iter();
    let chosen = all.find(|(other, _)| *other == filter).map_or(&[][..], |(_, all)| all);
    let content = view::CritiquesPage {
        filters: filters(writer, filter),
        groups: writer
            .by_origin(slice(chosen, number), Writer::critique)
            .map(|(work, readers, critiques)| view::CritiquesOf { work, readers, critiques })
            .collect(),
        pagination: pagination(writer, chosen.len(), number, |n| urls::critiques(filter, n)),
    };
    let all = site.words("critiques", &[]);
    let mut about = if filter == Filter::All {
        About::titled(all)
    } else {
        let words = words(writer, filter);
        About::titled(site.words("critiques-by", &[("name", &words)]))
            .below(UrlPath::page(["critiques"]), all)
    };
    about.noindex = number > 1;
    site.fill(writer, "critiques.html", about, content)
}

fn filters(writer: &Writer<'_>, current: Filter) -> Vec<view::Filter> {
    let filters = writer.site.index.critiques.iter();
    filters
        .map(|(filter, critiques)| view::Filter {
            by: filter.by(),
            word: filter.word(),
            link: view::Link {
                href: writer.href(&urls::critiques(*filter, 1)),
                title: words(writer, *filter),
            },
            count: critiques.len(),
            current: *filter == current,
        })
        .collect()
}

fn words(writer: &Writer<'_>, filter: Filter) -> String {
    match filter {
        Filter::All => writer.site.words("all", &[]),
        _ => writer.site.words(&format!("{}-{}", filter.by(), filter.word()), &[]),
    }
}
