//! Terms with the documents that have them.

use rayon::prelude::*;
use rustc_hash::FxHashMap;

use super::Document;
use super::tokens::{self, fold, tokens};

/// A term's documents in order, each with how much it says there: `document * WEIGHTS + weight`.
#[derive(Debug)]
pub(super) struct Term {
    pub(super) term: Box<str>,
    pub(super) postings: Vec<u32>,
}

/// How many weights there are: three bits.
pub(super) const WEIGHTS: u32 = 8;

/// What an occurrence counts, by where it is: a title says what a page is about.
const IN_TITLE: u32 = 24;
const IN_FACTS: u32 = 8;
const IN_TEXT: u32 = 1;

/// The terms of the texts of one part of the documents.
#[derive(Default)]
struct Part {
    ids: FxHashMap<Box<str>, u32>,
    postings: Vec<Vec<u32>>,
}

/// All terms of `documents`, in the order of their code points.
pub(super) fn gather(documents: &[Document], texts: &[Vec<&str>]) -> Vec<Term> {
    let count = rayon::current_num_threads() * 2;
    let length = documents.len().div_ceil(count).max(16);
    let parts: Vec<Part> = documents
        .par_chunks(length)
        .zip(texts.par_chunks(length))
        .enumerate()
        .map(|(n, (documents, texts))| part(n * length, documents, texts))
        .collect();
    let mut terms: Vec<(Box<str>, usize, Vec<u32>)> = parts
        .into_iter()
        .enumerate()
        .flat_map(|(n, mut part)| {
            let ids = std::mem::take(&mut part.ids);
            ids.into_iter()
                .map(move |(term, id)| (term, n, std::mem::take(&mut part.postings[id as usize])))
                .collect::<Vec<_>>()
        })
        .collect();
    terms.par_sort_unstable_by(|a, b| a.0.cmp(&b.0).then(a.1.cmp(&b.1)));
    let mut merged: Vec<Term> = Vec::with_capacity(terms.len());
    for (term, _, postings) in terms {
        match merged.last_mut() {
            // Parts follow each other, and so do the documents in them.
            Some(last) if last.term == term => last.postings.extend(postings),
            _ => merged.push(Term { term, postings }),
        }
    }
    merged
}

fn part(first: usize, documents: &[Document], texts: &[Vec<&str>]) -> Part {
    let mut part = Part::default();
    // The weighted occurrences of each term, and the terms that the document has, in their order.
    let mut counts: Vec<u32> = Vec::new();
    let mut present: Vec<u32> = Vec::new();
    for (n, (document, texts)) in documents.iter().zip(texts).enumerate() {
        let mut length = 0_u32;
        let mut add = |part: &mut Part, text: &str, weight: u32| {
            tokens(&fold(text), &mut |term| {
                let id = part.id(term);
                if counts.len() <= id as usize {
                    counts.resize(id as usize + 1, 0);
                }
                if counts[id as usize] == 0 {
                    present.push(id);
                }
                counts[id as usize] += weight;
                length += 1;
            });
        };
        add(&mut part, &document.title, IN_TITLE);
        for title in &document.other_titles {
            add(&mut part, title, IN_TITLE);
        }
        let facts = document.authors.iter().chain(&document.tags).chain([&document.venue]);
        for fact in facts {
            add(&mut part, fact, IN_FACTS);
        }
        for text in texts {
            add(&mut part, text, IN_TEXT);
        }
        let number = u32::try_from(first + n).unwrap_or(u32::MAX / WEIGHTS);
        for id in present.drain(..) {
            let count = std::mem::take(&mut counts[id as usize]);
            part.postings[id as usize].push(number * WEIGHTS + weight(count, length));
        }
        for term in field_terms(document) {
            let id = part.id(&term) as usize;
            if part.postings[id].last().is_none_or(|last| last / WEIGHTS != number) {
                part.postings[id].push(number * WEIGHTS);
            }
        }
    }
    part
}

impl Part {
    fn id(&mut self, term: &str) -> u32 {
        if let Some(&id) = self.ids.get(term) {
            return id;
        }
        let id = u32::try_from(self.postings.len()).unwrap_or(u32::MAX);
        self.ids.insert(term.into(), id);
        self.postings.push(Vec::new());
        id
    }
}

/// How much `count` weighted occurrences say in a text of `length` terms, 0 to 7: more with each
/// doubling, less in a long text (the saturation and the length of BM25, coarsely).
fn weight(count: u32, length: u32) -> u32 {
    /// A text of usual length, in terms.
    const USUAL: u32 = 600;
    let often = (count * 2 * USUAL / (USUAL / 2 + length.min(8 * USUAL) / 2 + 1)).max(1);
    often.ilog2().min(WEIGHTS - 1)
}

/// The fields of a document as terms: `tag:`, `author:`, `year:`, `pass:`, `reader:`, `venue:`.
fn field_terms(document: &Document) -> Vec<String> {
    let mut terms = Vec::new();
    for tag in &document.tags {
        terms.push(tokens::field_term('g', tag));
    }
    for author in &document.authors {
        terms.push(tokens::field_term('a', author));
        for word in author.split_whitespace().filter(|_| author.contains(' ')) {
            terms.push(tokens::field_term('a', word));
        }
    }
    if !document.venue.is_empty() {
        terms.push(tokens::field_term('v', &document.venue));
    }
    terms.extend(document.year.map(|year| format!("y:{year}")));
    if document.kind == "paper" {
        terms.push(format!("p:{}", document.pass));
    }
    for (name, id) in &document.readers {
        terms.push(tokens::field_term('r', name));
        terms.push(tokens::field_term('r', id));
    }
    terms
}
