//! Shards as scripts.

use rayon::prelude::*;
use serde::Serialize;

use super::postings::{Term, WEIGHTS};
use super::{Document, FACTS_IN_SHARD, LETTERS, Section, Shape, TEXTS_IN_SHARD};

/// A call that hands `data` to the reader. JSON is JavaScript; `<` is escaped, though no shard
/// stands in a page.
pub(super) fn script(kind: &str, number: usize, data: &(impl Serialize + ?Sized)) -> String {
    // Strings, numbers and lists of them always have a JSON form.
    let json = serde_json::to_string(data).unwrap_or_else(|_| "null".to_owned());
    format!("notesgenSearch({kind:?},{number},{})\n", json.replace('<', "\\u003c"))
}

/// What a search starts with.
pub(super) fn manifest(
    shape: Shape,
    documents: &[Document],
    firsts: &[String],
    version: &str,
) -> String {
    #[derive(Serialize)]
    struct Manifest<'a> {
        documents: usize,
        /// How many of them, the first ones, have been read or written here.
        own: usize,
        facts: usize,
        texts: usize,
        words: usize,
        /// What the addresses of the other shards carry.
        version: &'a str,
        /// The first term of each shard of postings, as one text.
        firsts: &'a str,
    }
    let firsts = firsts.join(" ");
    let manifest = Manifest {
        documents: documents.len(),
        own: documents.iter().filter(|document| document.kind != "wanted").count(),
        facts: FACTS_IN_SHARD,
        texts: TEXTS_IN_SHARD,
        words: shape.words,
        version,
        firsts: &firsts,
    };
    script("m", 0, &manifest)
}

/// Titles and facts: address, kind, title, other title, authors, year, venue, pass, readers.
pub(super) fn facts(number: usize, documents: &[Document]) -> String {
    type Row<'a> =
        (&'a str, &'a str, &'a str, &'a str, &'a str, Option<u16>, &'a str, u8, Vec<&'a str>);
    let rows: Vec<Row<'_>> = documents
        .iter()
        .map(|document| {
            (
                document.url.as_str(),
                document.kind,
                document.title.as_str(),
                document.other_titles.first().map_or("", String::as_str),
                document.authors_short.as_str(),
                document.year,
                document.venue.as_str(),
                document.pass,
                document.readers.iter().map(|(name, _)| name.as_str()).collect(),
            )
        })
        .collect();
    script("f", number, &rows)
}

/// What documents say: the beginning of each, then id, title and text of every section.
pub(super) fn texts<'t>(
    number: usize,
    documents: impl Iterator<Item = Vec<Section<'t>>>,
) -> String {
    let rows: Vec<Vec<String>> = documents.map(row).collect();
    script("t", number, &rows)
}

fn row(sections: Vec<Section<'_>>) -> Vec<String> {
    let mut row = vec![String::new()];
    for Section { id, title, text } in sections {
        // What has no section of its own stands at the beginning, wherever it was written.
        if id.is_empty() {
            let beginning = &mut row[0];
            if !beginning.is_empty() {
                beginning.push('\n');
            }
            beginning.push_str(text);
        } else {
            row.extend([id, title, text.to_owned()]);
        }
    }
    row
}

/// The terms cut into `count` ranges of about equal size: the first term of each, and each as one
/// text with a line a term, `term postings`. Takes the terms, because they are the largest thing in
/// memory when a site has many notes.
pub(super) fn postings(terms: Vec<Term>, count: usize) -> (Vec<String>, Vec<String>) {
    let lines: Vec<(usize, String)> =
        terms.into_par_iter().map(|term| (term.term.len(), line(&term))).collect();
    let total: usize = lines.iter().map(|(_, line)| line.len()).sum();
    let (mut firsts, mut shards) = (Vec::new(), Vec::new());
    let mut done = 0;
    for (term, line) in lines {
        // The next range starts where its share of the bytes does.
        if firsts.len() < count && done * count >= firsts.len() * total {
            firsts.push(line[..term].to_owned());
            shards.push(String::new());
        }
        done += line.len();
        if let Some(shard) = shards.last_mut() {
            shard.push_str(&line);
        }
    }
    (firsts, shards)
}

fn line(term: &Term) -> String {
    let mut line = String::with_capacity(term.term.len() + 2 + 2 * term.postings.len());
    line.push_str(&term.term);
    line.push(' ');
    let mut before = 0;
    for &posting in &term.postings {
        let document = posting / WEIGHTS;
        number(&mut line, (document - before) * WEIGHTS + posting % WEIGHTS);
        before = document;
    }
    line.push('\n');
    line
}

/// Five bits a character, the lowest first; a character of the upper half of the alphabet says that
/// more follow.
fn number(out: &mut String, mut number: u32) {
    const ALPHABET: &[u8; 64] = b"ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_";
    loop {
        let low = (number & 31) as usize;
        number >>= 5;
        let more = if number > 0 { 32 } else { 0 };
        out.push(char::from(ALPHABET[low + more]));
        if number == 0 {
            return;
        }
    }
}

/// Words of the Latin script that at least two documents have, those of each letter together: a
/// word that is found once is as likely a slip itself.
pub(super) fn words(terms: &[Term], shards: usize) -> Vec<Vec<String>> {
    /// Most words of one letter, the most usual ones: some 24 KB.
    const MOST: usize = 3000;
    let mut words: Vec<Vec<(usize, &str)>> = vec![Vec::new(); LETTERS];
    for term in terms.iter().filter(|term| term.postings.len() > 1 && term.term.len() >= 4) {
        let letter = term.term.bytes().next().unwrap_or(0).wrapping_sub(b'a');
        if term.term.bytes().all(|byte| byte.is_ascii_lowercase()) {
            words[usize::from(letter)].push((term.postings.len(), &term.term));
        }
    }
    let chosen = words.into_iter().map(|mut words| {
        words.sort_by(|a, b| b.0.cmp(&a.0).then(a.1.cmp(b.1)));
        words.truncate(MOST);
        words.into_iter().map(|(_, word)| word.to_owned()).collect::<Vec<_>>()
    });
    if shards == 1 { vec![chosen.flatten().collect()] } else { chosen.collect() }
}
