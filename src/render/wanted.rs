//! The page of a paper that nobody has read yet: who wants it, why, how urgently.

use crate::library::PaperLink;
use crate::links::{WantedId, Work};
use crate::model::{PaperFacts, WebUrl};
use crate::source::Located;
use crate::theme::ThemeError;

use super::head::About;
use super::writer::Writer;
use super::{LEADS_SHOWN, urls, view, works};

/// The page.
pub(super) fn render(writer: &mut Writer<'_>, id: WantedId) -> Result<Vec<u8>, ThemeError> {
    let site = writer.site;
    let wanted = site.links.wanted(id);
    let facts = &wanted.facts;
    let work = writer.work(Work::Wanted(id));
    let title = work.title.to_owned();
    let content = view::WantedPage {
        work,
        authors: facts.authors.iter().map(|author| writer.author(&author.value)).collect(),
        ids: works::ids(
            value(facts.doi.as_ref()),
            value(facts.arxiv.as_ref()),
            value(facts.openreview.as_ref()),
            value(facts.pmid.as_ref()),
            value(facts.isbn.as_ref()),
        ),
        links: links(facts),
        demand: wanted.demand,
        priority: wanted.priority.as_str(),
        backlinks: writer.backlinks(Work::Wanted(id), LEADS_SHOWN),
        command: format!("notesgen new {}", wanted.key),
    };
    let about = About::titled(title)
        .described(site.words("wanted-not-read", &[]))
        .below(urls::reading_list(1), site.words("reading-list", &[]));
    site.fill(writer, "wanted.html", about, content)
}

fn value<T>(located: Option<&Located<T>>) -> Option<&T> {
    located.map(|located| &located.value)
}

/// Links that facts give; a PDF only if it is on the web, because nobody's note holds the file.
fn links(facts: &PaperFacts) -> Vec<view::PaperLink> {
    let pdf = facts.pdf.as_ref().and_then(|pdf| pdf.value.parse::<WebUrl>().ok());
    [
        (PaperLink::Url, value(facts.url.as_ref())),
        (PaperLink::Pdf, pdf.as_ref()),
        (PaperLink::Code, value(facts.code.as_ref())),
        (PaperLink::Data, value(facts.data.as_ref())),
        (PaperLink::Project, value(facts.project.as_ref())),
        (PaperLink::Video, value(facts.video.as_ref())),
        (PaperLink::Slides, value(facts.slides.as_ref())),
    ]
    .into_iter()
    .filter_map(|(kind, url)| {
        let href = Some(url?.as_str().to_owned());
        Some(view::PaperLink { kind: works::link_kind(kind), id: String::new(), href })
    })
    .collect()
}
