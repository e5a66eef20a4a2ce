//! A paper's page as JSON-LD of schema.org: reviews (`Review`) of a scholarly article
//! (`ScholarlyArticle`).

use serde::Serialize;

use crate::library::{NoteId, Paper, PaperId};
use crate::model::PartialDate;
use crate::source::Located;

use super::citing::{note_url, readers};
use super::writer::Writer;

/// A review of the paper by each note.
#[derive(Serialize)]
pub(super) struct JsonLd<'a> {
    #[serde(rename = "@context")]
    context: &'static str,
    #[serde(rename = "@graph")]
    reviews: Vec<Review<'a>>,
}

/// Something with a name. Fields of all structs stand in the order of their names, `@` first.
#[derive(Clone, Serialize)]
struct Named {
    #[serde(rename = "@type")]
    kind: &'static str,
    name: String,
}

#[derive(Clone, Serialize)]
#[serde(rename_all = "camelCase")]
struct Article<'a> {
    #[serde(rename = "@id", skip_serializing_if = "Option::is_none")]
    id: Option<String>,
    #[serde(rename = "@type")]
    kind: &'static str,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    author: Vec<Named>,
    #[serde(skip_serializing_if = "Option::is_none")]
    date_published: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    is_part_of: Option<Named>,
    name: &'a str,
    #[serde(skip_serializing_if = "Option::is_none")]
    same_as: Option<String>,
}

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct Review<'a> {
    #[serde(rename = "@type")]
    kind: &'static str,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    author: Vec<Named>,
    #[serde(skip_serializing_if = "Option::is_none")]
    date_modified: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    date_published: Option<String>,
    in_language: &'a str,
    item_reviewed: Article<'a>,
    #[serde(skip_serializing_if = "Option::is_none")]
    license: Option<&'a str>,
    #[serde(rename = "reviewBody", skip_serializing_if = "str::is_empty")]
    body: &'a str,
    #[serde(skip_serializing_if = "Option::is_none")]
    url: Option<String>,
}

impl<'a> JsonLd<'a> {
    pub(super) fn of(writer: &Writer<'a>, id: PaperId, paper: &Paper) -> Self {
        let doi = paper.doi.as_ref().map(|doi| format!("https://doi.org/{}", doi.as_str()));
        let venue = paper.venue.as_ref();
        let article = Article {
            id: doi.clone(),
            kind: "ScholarlyArticle",
            author: people(paper.authors.iter().map(ToString::to_string)),
            date_published: paper.year.map(|year| year.to_string()),
            is_part_of: venue.map(|name| Named { kind: "PublicationIssue", name: name.clone() }),
            name: &writer.site.index.papers[id.index()].title,
            same_as: doi,
        };
        let reviews = paper.notes.iter().map(|&note| review(writer, note, article.clone()));
        Self { context: "https://schema.org", reviews: reviews.collect() }
    }
}

fn review<'a>(writer: &Writer<'a>, id: NoteId, article: Article<'a>) -> Review<'a> {
    let site = writer.site;
    let shelved = site.library.note(id);
    let date = |date: &Option<Located<PartialDate>>| date.as_ref().map(|it| it.value.to_string());
    let license = site.config.license.as_ref().and_then(|license| license.url.as_ref());
    Review {
        kind: "Review",
        author: people(readers(writer, id).into_iter()),
        date_modified: date(&shelved.note.updated),
        date_published: date(&shelved.note.date),
        in_language: shelved.lang.as_str(),
        item_reviewed: article,
        license: license.map(|url| url.as_str()),
        body: &site.index.tldrs[id.index()],
        url: note_url(writer, id),
    }
}

fn people(names: impl Iterator<Item = String>) -> Vec<Named> {
    names.map(|name| Named { kind: "Person", name }).collect()
}
