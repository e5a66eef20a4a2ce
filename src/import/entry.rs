//! An entry of a bibliography → a note, or its text in `references.bib`.

use std::str::FromStr as _;

use super::annotations::{self, Annotation};
use super::{Draft, Proposed};
use crate::bibliography::{Entry, Name, parse_name, write_bibtex};
use crate::discover::is_publishable;
use crate::model::{ArxivId, CitationKey, Doi, Isbn, Pmid, WebUrl};
use crate::yaml::write::{Value, field};

/// How long the name of a file may be without its ending, in bytes. Disks take 255.
const MAX_STEM: usize = 180;

/// How an entry becomes a note.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Options {
    /// Take abstracts in, which their publishers may not like to see published.
    pub abstracts: bool,
}

/// A note that an entry starts.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Started {
    /// The name of its file, without its ending.
    pub stem: String,
    /// Its front matter.
    pub fields: Vec<Proposed>,
    /// Quotes and remarks.
    annotations: Vec<Annotation>,
    is_chinese: bool,
    /// What was left out, and why.
    pub left_out: Vec<String>,
}

/// The key as the name of a file on any disk: `DBLP:conf/nips/A17` → `DBLP-conf-nips-A17`.
pub fn file_stem(key: &CitationKey) -> String {
    let stem = key.as_str().trim_end_matches('.').replace(['/', ':'], "-");
    // Neither hidden, nor an option to a program that is given all files.
    let stem = if stem.starts_with(['-', '.']) { format!("paper{stem}") } else { stem };
    if stem.len() > MAX_STEM {
        // Two long keys may begin alike.
        let hash = blake3::hash(key.as_str().as_bytes()).to_hex();
        return format!("{}-{}", &stem[..stem.floor_char_boundary(MAX_STEM - 9)], &hash[..8]);
    }
    if !stem.is_empty() && is_publishable(&stem) { stem } else { stem + "-paper" }
}

/// The note that `entry` starts; why there is none otherwise.
pub fn note_of_entry(entry: &Entry, options: Options) -> Result<Started, String> {
    let mut left_out = Vec::new();
    let title = entry.title.as_deref().or_else(|| entry.field("booktitle")).map(one_line);
    let title = title.filter(|title| !title.is_empty()).ok_or("it has no title")?;
    let key = key(entry, &title, &mut left_out);
    let stem = file_stem(&key);
    let mut draft = Draft::default();
    draft.put("title", Value::text(title.as_str()), 0);
    if stem != key.as_str() {
        draft.put("key", Value::text(key.as_str()), 0);
    }
    let named = |name: &Name| !matches!(name, Name::Others) && !name.to_string().trim().is_empty();
    let authors: Vec<String> = entry.authors.iter().filter(|n| named(n)).map(author).collect();
    if !authors.is_empty() {
        draft.put("authors", Value::texts(authors), 0);
    }
    if let Some(year) = entry.year().filter(|year| (1000..3000).contains(year)) {
        draft.put("year", Value::Bare(year.to_string()), 0);
    }
    venue(entry, &mut draft);
    let mut checked =
        |key: &'static str, value: Option<&str>, fine: fn(&str) -> Result<String, String>| {
            match value.map(fine) {
                Some(Ok(value)) => draft.put(key, Value::text(value), 0),
                Some(Err(why)) => left_out.push(why),
                None => {}
            }
        };
    checked("doi", entry.doi.as_deref(), |t| Doi::from_str(t).map(|id| id.as_str().to_owned()));
    checked("arxiv", entry.arxiv.as_deref(), |t| ArxivId::from_str(t).map(|id| id.to_string()));
    checked("pmid", entry.field("pmid"), |t| Pmid::from_str(t).map(|id| id.as_str().to_owned()));
    checked("isbn", entry.isbn.as_deref(), |t| Isbn::from_str(t).map(|id| id.as_str().to_owned()));
    checked("url", entry.url.as_deref(), |t| {
        WebUrl::from_str(t).map(|url| url.as_str().to_owned())
    });
    if let Some(text) = entry.abstract_text.as_deref().filter(|_| options.abstracts) {
        draft.put("abstract", Value::text(one_line(text)), 0);
    }
    let keywords = entry.field("keywords").unwrap_or_default();
    let keywords = keywords.split([',', ';', '，', '；', '、']).map(one_line);
    let keywords: Vec<String> =
        keywords.filter(|word| !word.is_empty() && word.len() < 100).collect();
    if !keywords.is_empty() {
        draft.put("keywords", Value::texts(keywords), 0);
    }
    if let Some(bibtex) = rest(entry, &key) {
        draft.put("bibtex", Value::Lines(bibtex), 0);
    }
    let is_chinese = entry.is_chinese();
    Ok(Started { stem, fields: draft.0, annotations: notes(entry), is_chinese, left_out })
}

/// The entry's own key, or one made of it.
fn key(entry: &Entry, title: &str, left_out: &mut Vec<String>) -> CitationKey {
    if let Ok(key) = CitationKey::from_str(&entry.key) {
        return key;
    }
    let mut made = String::new();
    for c in entry.key.chars() {
        if c.is_alphanumeric() || "_.:+".contains(c) {
            made.push(c);
        } else if !made.is_empty() && !made.ends_with('-') {
            made.push('-');
        }
    }
    let made = made.trim_matches(['-', '.', ':', '_']);
    let suggested = crate::bibliography::suggest_key(&entry.authors, entry.year(), title);
    let key = [made, suggested.as_str(), "untitled"].iter().find_map(|key| key.parse().ok());
    let key: CitationKey = key.unwrap_or_else(|| unreachable!("`untitled` is a key"));
    left_out.push(format!("the key `{}` became `{}`", entry.key.escape_debug(), key.as_str()));
    key
}

fn author(name: &Name) -> String {
    let text = one_line(&name.to_string());
    // A name with a comma or a word such as "and" in it is one name all the same.
    let literal = matches!(name, Name::Literal(_)) && text.is_ascii() && text.contains(' ');
    if literal { format!("{{{text}}}") } else { text }
}

fn venue(entry: &Entry, draft: &mut Draft) {
    let names = [entry.container.as_deref(), entry.field("school"), entry.field("institution")];
    let Some(venue) = names.into_iter().flatten().map(one_line).find(|name| !name.is_empty())
    else {
        return;
    };
    if venue.to_lowercase().starts_with("arxiv") {
        draft.put("venue", Value::text("arXiv"), 0);
        draft.put("venue_status", Value::Bare("preprint".into()), 0);
    } else {
        draft.put("venue", Value::text(venue), 0);
    }
}

/// Fields that managers of references keep for themselves, or that have a place of their own.
fn is_kept(name: &str) -> bool {
    const DROPPED: &[&str] = &[
        "file",
        "annotation",
        "annote",
        "keywords",
        "abstract",
        "timestamp",
        "owner",
        "groups",
        "biburl",
        "bibsource",
        "date-added",
        "date-modified",
        "pmid",
        "comment",
        "review",
        "creationdate",
        "modificationdate",
        "__markedentry",
        "local-url",
        "rating",
        "read",
        "id",
    ];
    let prefixes = ["bdsk-", "mendeley-", "zotero", "jabref", "citeulike", "l1", "l4"];
    !DROPPED.contains(&name) && !prefixes.iter().any(|prefix| name.starts_with(prefix))
}

/// What the entry says that no key of a note holds: volume, pages, publisher…
fn rest(entry: &Entry, key: &CitationKey) -> Option<String> {
    let mut rest = entry.clone();
    rest.key = key.as_str().replace(['{', '}', ','], "-");
    rest.abstract_text = None;
    rest.fields.retain(|(name, value)| is_kept(name) && !(name == "note" && is_remark(value)));
    let date = rest.date.is_some_and(|date| date.month.is_some());
    let more = !rest.fields.is_empty() || !rest.editors.is_empty() || date || says_more(entry);
    let places = [&rest.publisher, &rest.volume, &rest.number, &rest.pages, &rest.language];
    (more || places.iter().any(|place| place.is_some())).then(|| write_bibtex(&[&rest]))
}

/// Whether an entry made of the note's keys would differ: in its kind, in capitals that a style must
/// leave alone, in a name with a particle, in what it appeared in.
fn says_more(entry: &Entry) -> bool {
    let kind = match (&entry.container, &entry.arxiv, &entry.isbn) {
        (Some(_), ..) => "inproceedings",
        (None, Some(_), _) => "article",
        (None, None, Some(_)) => "book",
        (None, None, None) => "misc",
    };
    let is_plain = |name: &Name| parse_name(&author(name)) == *name;
    let is_arxiv = |name: &String| name.to_lowercase().starts_with("arxiv") && name != "arXiv";
    entry.kind != kind
        || !entry.protected.is_empty()
        || !entry.authors.iter().all(is_plain)
        || entry.container.as_ref().is_some_and(is_arxiv)
}

/// Whether a `note` is its owner's and not part of the reference: `Accepted at ICML` is.
fn is_remark(note: &str) -> bool {
    note.starts_with(['“', '"', '「', '<']) || note.contains('\n') || note.chars().count() > 200
}

fn notes(entry: &Entry) -> Vec<Annotation> {
    let fields = entry.fields.iter().filter(|(name, value)| match name.as_str() {
        "annotation" | "annote" | "comment" | "review" => true,
        "note" => is_remark(value),
        _ => false,
    });
    fields.flat_map(|(_, value)| annotations::of_text(value)).collect()
}

fn one_line(text: &str) -> String {
    // Quotation marks and dashes of Windows that somebody took for Latin-1.
    let mend = |c: char| match c {
        '\u{91}' => '‘',
        '\u{92}' => '’',
        '\u{93}' => '“',
        '\u{94}' => '”',
        '\u{96}' => '–',
        '\u{97}' => '—',
        c => c,
    };
    let text: String = text.chars().map(mend).collect();
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}

impl Started {
    /// The whole note.
    pub fn text(&self) -> String {
        let fields = self.fields.iter().map(|proposed| field(proposed.key, &proposed.value));
        let front: String = fields.collect();
        let notes = self.missing_annotations("");
        format!("---\n{front}---\n{notes}")
    }

    /// How many quotes and remarks there are.
    pub fn annotations(&self) -> usize {
        self.annotations.len()
    }

    /// What a note that is there lacks of the quotes and remarks, to be put at its end.
    pub fn missing_annotations(&self, there: &str) -> String {
        let words = |text: &str| text.split_whitespace().collect::<Vec<_>>().join(" ");
        let known = words(there);
        let missing = self.annotations.iter().filter(|one| !known.contains(&one.mark()));
        let missing: String = missing.map(Annotation::markdown).collect();
        let missing = missing.trim_end();
        if missing.is_empty() {
            return String::new();
        }
        let heading = if self.is_chinese { "## 批注" } else { "## Annotations" };
        let has_heading = there.lines().any(|line| line.trim() == heading);
        if has_heading { format!("\n{missing}\n") } else { format!("\n{heading}\n\n{missing}\n") }
    }
}

/// The entries of `new` that `there` has not, as BibTeX to be put at its end.
pub fn references(there: &[Entry], new: &[Entry]) -> (String, usize) {
    let mut known: std::collections::BTreeSet<String> =
        there.iter().map(|entry| entry.key.to_lowercase()).collect();
    let new: Vec<Entry> = new
        .iter()
        .filter(|entry| known.insert(entry.key.to_lowercase()))
        .map(|entry| {
            let mut entry = entry.clone();
            // Paths of somebody's disk, and what they thought, are not for publication.
            entry.fields.retain(|(name, value)| {
                (is_kept(name) || name == "keywords") && !(name == "note" && is_remark(value))
            });
            entry.abstract_text = None;
            entry
        })
        .collect();
    let count = new.len();
    (write_bibtex(&new.iter().collect::<Vec<_>>()), count)
}
