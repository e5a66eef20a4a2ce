//! Full-text search: what a site's pages say, as shards that a browser loads on demand.
//!
//! Stage: [`Document`]s and their texts → [`Index`] → shards. Invariants: how many shards there are depends on the
//! number and size of the documents only ([`Shape`]), so a site knows their addresses before the
//! index is made; the bytes of a shard depend on the documents only, not on threads.
//!
//! A shard is a script, because a page opened from disk may load scripts and nothing else. Each
//! calls `notesgenSearch(kind, number, data)`; `find.js` of the theme reads them.
//! `docs/search.md` describes the format.

mod encode;
mod postings;
mod tokens;

pub use tokens::{fold, tokens};

/// Something that can be found.
#[derive(Clone, Debug, Default)]
pub struct Document {
    /// Its address relative to the site's root, as a link has it.
    pub url: String,
    /// What it is: `paper`, `wanted`, `concept`, `list`, `handout` or `page`.
    pub kind: &'static str,
    /// Its title.
    pub title: String,
    /// Its title in another language and its other names.
    pub other_titles: Vec<String>,
    /// All its authors.
    pub authors: Vec<String>,
    /// Its authors in short, as lists show them.
    pub authors_short: String,
    /// Where it was published.
    pub venue: String,
    /// When it was published.
    pub year: Option<u16>,
    /// Its tags.
    pub tags: Vec<String>,
    /// Its readers, each by name and id.
    pub readers: Vec<(String, String)>,
    /// How far it was read, 0 to 3.
    pub pass: u8,
}

/// A stretch of what a document's page says.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Section<'t> {
    /// Where it is on the page; empty for the page's beginning.
    pub id: String,
    /// What it is called; empty for the page's beginning.
    pub title: String,
    /// What it says.
    pub text: &'t str,
}

/// How many shards of each kind an index has.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Shape {
    /// Shards of postings, each a range of terms.
    pub postings: usize,
    /// Shards of titles and facts.
    pub facts: usize,
    /// Shards of texts, for the words around a hit.
    pub texts: usize,
    /// Shards of words, for slips of the keyboard.
    pub words: usize,
}

/// What changes when shards of the same documents do.
const FORMAT: &str = "sections";

/// Documents whose facts stand in one shard: some 150 bytes each.
const FACTS_IN_SHARD: usize = 40;

/// Bytes of the title and facts of a document that its postings are made of.
const TITLE: usize = 160;

/// Documents whose texts stand in one shard: some 5 KB each.
const TEXTS_IN_SHARD: usize = 4;

/// Bytes of text that fill a shard of postings. An index is about a third of its texts, so a shard
/// has some 16 KB; a term that is everywhere may make its own larger.
const TEXT_OF_POSTINGS: usize = 48 * 1024;

/// From this many bytes of text on, the words have a shard a letter.
const TEXT_OF_LETTERS: usize = 2 * 1024 * 1024;

/// The letters of the shards of words; what starts otherwise has no slips.
const LETTERS: usize = 26;

impl Shape {
    /// The shape of an index of `documents` documents, the first `with_texts` of which have texts,
    /// `bytes` bytes together.
    pub fn new(documents: usize, with_texts: usize, bytes: usize) -> Self {
        Self {
            postings: ((bytes + documents * TITLE) / TEXT_OF_POSTINGS).max(1),
            facts: documents.div_ceil(FACTS_IN_SHARD).max(1),
            texts: with_texts.div_ceil(TEXTS_IN_SHARD).max(1),
            words: if bytes < TEXT_OF_LETTERS { 1 } else { LETTERS },
        }
    }

    /// Every shard, in order.
    pub fn shards(self) -> impl Iterator<Item = Shard> {
        let of = |count: usize, shard: fn(usize) -> Shard| (0..count).map(shard);
        std::iter::once(Shard::Manifest)
            .chain(of(self.postings, Shard::Postings))
            .chain(of(self.facts, Shard::Facts))
            .chain(of(self.texts, Shard::Texts))
            .chain(of(self.words, Shard::Words))
    }
}

/// One file of an index.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Shard {
    /// What a search starts with: the shape, and the first term of every shard of postings.
    Manifest,
    /// Terms with the documents that have them.
    Postings(usize),
    /// Titles and facts of documents.
    Facts(usize),
    /// Texts of documents.
    Texts(usize),
    /// Words of the Latin script that several documents have.
    Words(usize),
}

impl Shard {
    /// Its file name.
    pub fn file_name(self) -> String {
        match self {
            Self::Manifest => "index.js".to_owned(),
            Self::Postings(n) => format!("p{n}.js"),
            Self::Facts(n) => format!("f{n}.js"),
            Self::Texts(n) => format!("t{n}.js"),
            Self::Words(n) => format!("w{n}.js"),
        }
    }
}

/// The index of a site.
#[derive(Debug)]
pub struct Index {
    shape: Shape,
    documents: Vec<Document>,
    /// Encoded postings, one text a shard.
    postings: Vec<String>,
    /// The first term of each shard of postings.
    firsts: Vec<String>,
    /// Words by shard.
    words: Vec<Vec<String>>,
    /// What changes when anything in the index does; browsers keep shards by it.
    version: String,
}

impl Index {
    /// The index of `documents`, each with its texts (all that its page says, as plain words), which
    /// together are as many and as long as `shape` was made for. `titles` are the words that sections
    /// of all documents are called by.
    pub fn new(shape: Shape, documents: Vec<Document>, texts: &[Vec<&str>], titles: &str) -> Self {
        let ((words, firsts, postings), said) = rayon::join(
            || {
                let terms = postings::gather(&documents, texts);
                let words = encode::words(&terms, shape.words);
                let (firsts, postings) = encode::postings(terms, shape.postings);
                (words, firsts, postings)
            },
            || digest(&documents, texts),
        );
        let mut hasher = blake3::Hasher::new();
        hasher.update(FORMAT.as_bytes());
        hasher.update(titles.as_bytes());
        for shard in &postings {
            hasher.update(shard.as_bytes());
        }
        hasher.update(said.as_bytes());
        let version = hasher.finalize().to_hex()[..8].to_owned();
        Self { shape, documents, postings, firsts, words, version }
    }

    /// A shard as a script. Texts are not kept: `sections` gives those of a document by its number.
    pub fn script<'t>(&self, shard: Shard, sections: impl Fn(usize) -> Vec<Section<'t>>) -> String {
        match shard {
            Shard::Manifest => {
                encode::manifest(self.shape, &self.documents, &self.firsts, &self.version)
            }
            Shard::Postings(n) => {
                encode::script("p", n, self.postings.get(n).map_or("", String::as_str))
            }
            Shard::Facts(n) => encode::facts(n, slice(&self.documents, n, FACTS_IN_SHARD)),
            Shard::Texts(n) => {
                let start = n * TEXTS_IN_SHARD;
                let end = (start + TEXTS_IN_SHARD).min(self.documents.len());
                encode::texts(n, (start..end).map(sections))
            }
            Shard::Words(n) => {
                let words = self.words.get(n).map_or(&[][..], Vec::as_slice);
                encode::script("w", n, &words.join(" "))
            }
        }
    }
}

/// What changes when an address, a title or a text does.
fn digest(documents: &[Document], texts: &[Vec<&str>]) -> blake3::Hash {
    /// Long stretches are hashed several chunks at a time.
    const STRETCH: usize = 128 << 10;
    let mut hasher = blake3::Hasher::new();
    let mut stretch = Vec::with_capacity(2 * STRETCH);
    for (document, texts) in documents.iter().zip(texts) {
        for text in [document.url.as_str(), &document.title].iter().chain(texts) {
            stretch.extend_from_slice(text.as_bytes());
        }
        if stretch.len() >= STRETCH {
            hasher.update(&stretch);
            stretch.clear();
        }
    }
    hasher.update(&stretch);
    hasher.finalize()
}

/// The documents of the `n`th shard with `count` documents each.
fn slice(documents: &[Document], n: usize, count: usize) -> &[Document] {
    let start = (n * count).min(documents.len());
    &documents[start..(start + count).min(documents.len())]
}

#[cfg(test)]
mod tests;
