//! `papers.json`: what the site knows, for programs. `docs/data.md` documents the shape; `version`
//! goes up when a field changes its meaning or goes away.

use std::collections::BTreeMap;

use serde::{Serialize, Serializer};

use crate::library::{Library, NoteId, Paper, PaperId};
use crate::links::{Links, Work};
use crate::model::{Note, Prose, Text};

/// The version of the shape.
const VERSION: u32 = 1;

/// The site's data.
#[derive(Serialize)]
pub(super) struct Data<'a> {
    version: u32,
    title: &'a str,
    language: &'a str,
    /// Each made as it is written: all at once would be several times the file.
    #[serde(serialize_with = "papers")]
    papers: (&'a Library, &'a Links),
    wanted: Vec<WantedData<'a>>,
}

fn papers<S: Serializer>(of: &(&Library, &Links), serializer: S) -> Result<S::Ok, S::Error> {
    let (library, links) = *of;
    serializer
        .collect_seq(library.papers().map(|(id, paper)| paper_data(id, paper, library, links)))
}

#[derive(Serialize)]
struct PaperData<'a> {
    key: &'a str,
    url: String,
    title: &'a str,
    #[serde(skip_serializing_if = "Option::is_none")]
    title_zh: Option<&'a str>,
    authors: Vec<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    year: Option<u16>,
    #[serde(skip_serializing_if = "Option::is_none")]
    venue: Option<&'a str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    venue_status: Option<&'static str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    doi: Option<&'a str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    arxiv: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    openreview: Option<&'a str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pmid: Option<&'a str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    isbn: Option<&'a str>,
    tags: &'a [String],
    #[serde(skip_serializing_if = "<[_]>::is_empty")]
    aliases: &'a [String],
    /// The furthest pass of all notes; absent when no pass was written.
    #[serde(skip_serializing_if = "Option::is_none")]
    reached: Option<u8>,
    notes: Vec<NoteData<'a>>,
}

#[derive(Serialize)]
struct NoteData<'a> {
    readers: Vec<&'a str>,
    lang: &'a str,
    status: &'static str,
    #[serde(skip_serializing_if = "Option::is_none")]
    date: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    updated: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    purpose: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    tldr: Option<String>,
    #[serde(skip_serializing_if = "BTreeMap::is_empty")]
    ratings: BTreeMap<&'a str, u8>,
    passes: Vec<PassData>,
    follow_ups: Vec<FollowUpData<'a>>,
    critiques: Vec<CritiqueData<'a>>,
    questions: Vec<QuestionData>,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    claims: Vec<ClaimData<'a>>,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    results: Vec<ResultData<'a>>,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    relations: Vec<RelationData<'a>>,
}

#[derive(Serialize)]
struct PassData {
    pass: u8,
    #[serde(skip_serializing_if = "Option::is_none")]
    date: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    minutes: Option<u32>,
    #[serde(skip_serializing_if = "Option::is_none")]
    decision: Option<&'static str>,
    /// Why so decided.
    #[serde(skip_serializing_if = "Option::is_none")]
    why: Option<String>,
    /// The checkpoint: what do I know now?
    #[serde(skip_serializing_if = "Option::is_none")]
    now: Option<String>,
}

#[derive(Serialize)]
struct FollowUpData<'a> {
    paper: &'a str,
    priority: &'static str,
    #[serde(skip_serializing_if = "Option::is_none")]
    why: Option<String>,
}

#[derive(Serialize)]
struct CritiqueData<'a> {
    claim: Option<String>,
    stance: &'static str,
    #[serde(skip_serializing_if = "Option::is_none")]
    about: Option<&'static str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    view: Option<&'static str>,
    #[serde(skip_serializing_if = "Option::is_none", rename = "where")]
    place: Option<&'a str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    evidence: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    confidence: Option<&'static str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    basis: Option<&'static str>,
    answered_by: Vec<&'a str>,
}

#[derive(Serialize)]
struct QuestionData {
    ask: Option<String>,
    open: bool,
    /// The pass that raised it.
    #[serde(skip_serializing_if = "Option::is_none")]
    raised: Option<u8>,
    #[serde(skip_serializing_if = "Option::is_none")]
    answer: Option<String>,
}

#[derive(Serialize)]
struct ClaimData<'a> {
    claim: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    evidence: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none", rename = "where")]
    place: Option<&'a str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    confidence: Option<&'static str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    basis: Option<&'static str>,
}

#[derive(Serialize)]
struct ResultData<'a> {
    benchmark: &'a str,
    metric: &'a str,
    /// As written: `17.0` keeps its zero.
    value: &'a str,
    #[serde(skip_serializing_if = "Option::is_none")]
    number: Option<f64>,
    #[serde(skip_serializing_if = "Option::is_none")]
    unit: Option<&'a str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    better: Option<&'static str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    setting: Option<&'a str>,
    #[serde(skip_serializing_if = "Option::is_none", rename = "where")]
    place: Option<&'a str>,
}

#[derive(Serialize)]
struct RelationData<'a> {
    kind: &'static str,
    paper: &'a str,
    #[serde(skip_serializing_if = "Option::is_none")]
    note: Option<String>,
}

#[derive(Serialize)]
struct WantedData<'a> {
    key: &'a str,
    url: String,
    label: &'a str,
    demand: u32,
    priority: &'static str,
    wanted_by: Vec<&'a str>,
}

/// The whole library, to be written as JSON. Texts are the authors' Markdown.
pub(super) fn data<'a>(
    title: &'a str,
    language: &'a str,
    library: &'a Library,
    links: &'a Links,
) -> Data<'a> {
    Data {
        version: VERSION,
        title,
        language,
        papers: (library, links),
        wanted: links
            .wanted_papers()
            .map(|(id, wanted)| {
                let mut wanted_by: Vec<&str> = wanted
                    .wanted_by
                    .iter()
                    .map(|link| library.paper(library.note(link.note).paper).key.as_str())
                    .collect();
                wanted_by.dedup();
                WantedData {
                    key: &wanted.key,
                    url: super::urls::work(library, links, Work::Wanted(id)).as_str().to_owned(),
                    label: &wanted.label,
                    demand: wanted.demand,
                    priority: wanted.priority.as_str(),
                    wanted_by,
                }
            })
            .collect(),
    }
}

fn paper_data<'a>(
    id: PaperId,
    paper: &'a Paper,
    library: &'a Library,
    links: &'a Links,
) -> PaperData<'a> {
    PaperData {
        key: paper.key.as_str(),
        url: super::urls::work(library, links, Work::Read(id)).as_str().to_owned(),
        title: &paper.title.markdown,
        title_zh: paper.title_zh.as_ref().map(|title| title.markdown.as_str()),
        authors: paper.authors.iter().map(ToString::to_string).collect(),
        year: paper.year.map(|year| year.0),
        venue: paper.venue.as_deref(),
        venue_status: paper.venue_status.map(|status| status.as_str()),
        doi: paper.doi.as_ref().map(|doi| doi.as_str()),
        arxiv: paper.arxiv.as_ref().map(ToString::to_string),
        openreview: paper.openreview.as_ref().map(|id| id.as_str()),
        pmid: paper.pmid.as_ref().map(|id| id.as_str()),
        isbn: paper.isbn.as_ref().map(|isbn| isbn.as_str()),
        tags: &paper.tags,
        aliases: &paper.aliases,
        reached: paper.reached.map(|pass| pass.number()),
        notes: paper.notes.iter().map(|&note| note_data(note, library, links)).collect(),
    }
}

fn note_data<'a>(note: NoteId, library: &'a Library, links: &'a Links) -> NoteData<'a> {
    let shelved = library.note(note);
    let own = &shelved.note;
    let key_of = |work| match work {
        Work::Read(paper) => library.paper(paper).key.as_str(),
        Work::Wanted(wanted) => links.wanted(wanted).key.as_str(),
    };
    NoteData {
        readers: shelved.readers.iter().map(|&reader| library.reader(reader).id.as_str()).collect(),
        lang: shelved.lang.as_str(),
        status: own.reading_status().as_str(),
        date: own.date.map(|date| date.value.to_string()),
        updated: own.updated.map(|date| date.value.to_string()),
        purpose: joined(&own.purpose),
        tldr: joined(&own.tldr),
        ratings: own.ratings.iter().map(|rating| (rating.name.as_str(), rating.value)).collect(),
        passes: passes(own),
        follow_ups: own
            .follow_ups
            .iter()
            .enumerate()
            .filter_map(|(index, follow_up)| {
                Some(FollowUpData {
                    paper: key_of(links.follow_up(note, index)?),
                    priority: follow_up.priority.as_str(),
                    why: joined(&follow_up.why),
                })
            })
            .collect(),
        critiques: own
            .critiques
            .iter()
            .enumerate()
            .map(|(index, critique)| CritiqueData {
                claim: joined(&critique.claim),
                stance: critique.stance.as_str(),
                about: critique.about.map(|about| about.as_str()),
                view: critique.view.map(|view| view.as_str()),
                place: place(critique.place.as_ref()),
                evidence: joined(&critique.evidence),
                confidence: critique.confidence.map(|it| it.as_str()),
                basis: critique.basis.map(|it| it.as_str()),
                answered_by: (0..critique.answered_by.len())
                    .filter_map(|answer| links.answer(note, index, answer))
                    .map(key_of)
                    .collect(),
            })
            .collect(),
        questions: own
            .questions
            .iter()
            .map(|question| QuestionData {
                ask: joined(&question.ask),
                open: question.is_open(),
                raised: question.raised.map(|pass| pass.number()),
                answer: joined(&question.answer),
            })
            .collect(),
        claims: claims(own),
        results: results(own),
        relations: own
            .relations
            .iter()
            .enumerate()
            .filter_map(|(index, relation)| {
                Some(RelationData {
                    kind: relation.kind.as_str(),
                    paper: key_of(links.relation(note, index)?),
                    note: joined(&relation.note),
                })
            })
            .collect(),
    }
}

fn claims(note: &Note) -> Vec<ClaimData<'_>> {
    let claims = note.claims.iter().map(|claim| ClaimData {
        claim: joined(&claim.claim),
        evidence: joined(&claim.evidence),
        place: place(claim.place.as_ref()),
        confidence: claim.confidence.map(|it| it.as_str()),
        basis: claim.basis.map(|it| it.as_str()),
    });
    claims.collect()
}

fn results(note: &Note) -> Vec<ResultData<'_>> {
    let results = note.results.iter().map(|row| ResultData {
        benchmark: &row.benchmark,
        metric: &row.metric,
        value: &row.value,
        number: row.number,
        unit: row.unit.as_deref(),
        better: row.better.map(|it| it.as_str()),
        setting: place(row.setting.as_ref()),
        place: place(row.place.as_ref()),
    });
    results.collect()
}

/// One text of an author.
fn place(text: Option<&Text>) -> Option<&str> {
    text.map(|text| text.markdown.trim())
}

fn passes(note: &Note) -> Vec<PassData> {
    note.passes()
        .map(|(number, record)| PassData {
            pass: number.number(),
            date: record.date.map(|date| date.value.to_string()),
            minutes: record.minutes,
            decision: record.decision.as_ref().map(|decision| decision.word.as_str()),
            why: record.decision.as_ref().and_then(|decision| joined(&decision.why)),
            now: joined(&record.now),
        })
        .collect()
}

/// The texts of `prose`, a blank line between them.
fn joined(prose: &Prose) -> Option<String> {
    let texts: Vec<&str> = prose.texts().map(|text| text.markdown.trim()).collect();
    (!texts.is_empty()).then(|| texts.join("\n\n"))
}
