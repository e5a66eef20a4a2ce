//! Atom feeds (RFC 4287). Only made for a site that knows its `base_url`, because every id in a
//! feed is an absolute URL.

use atom_syndication::{Category, Entry, Feed, FixedDateTime, Generator, Link, Person, Text};

use super::xml::allowed;
use crate::model::PartialDate;

/// A feed: of the site, of a reader or of a tag.
pub(super) struct FeedView {
    /// Its title.
    pub(super) title: String,
    /// One sentence on what is in it.
    pub(super) subtitle: Option<String>,
    /// Its own absolute URL, which is its id.
    pub(super) url: String,
    /// The absolute URL of the page that shows the same.
    pub(super) page: String,
    /// The language of the pages' own words.
    pub(super) lang: String,
    /// The licence of the notes.
    pub(super) rights: Option<String>,
    /// The newest first.
    pub(super) entries: Vec<EntryView>,
}

/// A note in a feed.
pub(super) struct EntryView {
    /// The paper's title, and how far it was read.
    pub(super) title: String,
    /// The absolute URL of the note, which is its id.
    pub(super) url: String,
    /// When it was last changed.
    pub(super) updated: PartialDate,
    /// When it was written.
    pub(super) published: Option<PartialDate>,
    /// Its readers.
    pub(super) readers: Vec<String>,
    /// The paper's tags.
    pub(super) tags: Vec<String>,
    /// HTML: the one-sentence summary, and the newest pass in short. Links are absolute.
    pub(super) summary_html: String,
}

/// The feed as XML.
pub(super) fn atom(view: &FeedView) -> String {
    let entries: Vec<Entry> = view.entries.iter().map(entry).collect();
    let updated = view.entries.iter().map(|entry| entry.updated).max();
    Feed {
        title: Text::plain(allowed(&view.title)),
        id: view.url.clone(),
        updated: updated.map_or_else(epoch, time),
        subtitle: view.subtitle.as_deref().map(|text| Text::plain(allowed(text))),
        rights: view.rights.as_deref().map(|text| Text::plain(allowed(text))),
        lang: Some(view.lang.clone()),
        generator: Some(Generator { value: "notesgen".to_owned(), ..Generator::default() }),
        links: vec![
            link("self", "application/atom+xml", &view.url),
            link("alternate", "text/html", &view.page),
        ],
        entries,
        ..Feed::default()
    }
    .to_string()
}

fn entry(view: &EntryView) -> Entry {
    Entry {
        title: Text::plain(allowed(&view.title)),
        id: view.url.clone(),
        updated: time(view.updated),
        published: view.published.map(time),
        authors: view.readers.iter().map(|name| person(name)).collect(),
        categories: view
            .tags
            .iter()
            .map(|tag| Category { term: allowed(tag), ..Category::default() })
            .collect(),
        links: vec![link("alternate", "text/html", &view.url)],
        summary: Some(Text::html(allowed(&view.summary_html))),
        ..Entry::default()
    }
}

fn person(name: &str) -> Person {
    Person { name: allowed(name), ..Person::default() }
}

fn link(rel: &str, mime_type: &str, href: &str) -> Link {
    Link {
        href: href.to_owned(),
        rel: rel.to_owned(),
        mime_type: Some(mime_type.to_owned()),
        ..Link::default()
    }
}

/// Midnight in Greenwich at the start of the date: notes do not say at what hour they were written.
fn time(date: PartialDate) -> FixedDateTime {
    format!(
        "{:04}-{:02}-{:02}T00:00:00Z",
        date.year,
        date.month.unwrap_or(1),
        date.day.unwrap_or(1)
    )
    .parse()
    .unwrap_or_else(|_| epoch())
}

fn epoch() -> FixedDateTime {
    FixedDateTime::default()
}

/// One entry as a document of its own (RFC 4287, section 2). Its id is made of what it says, so the
/// same changes are the same entry.
pub fn entry_document(
    title: &str,
    author: &str,
    base_url: Option<&str>,
    updated: Option<PartialDate>,
    html: &str,
) -> String {
    let hash = blake3::hash(format!("{title}\0{html}").as_bytes());
    let hex = hash.to_hex();
    let uuid = format!(
        "{}-{}-8{}-8{}-{}",
        &hex[..8],
        &hex[8..12],
        &hex[13..16],
        &hex[17..20],
        &hex[20..32]
    );
    let entry = Entry {
        title: Text::plain(allowed(title)),
        // RFC 9562: version 8 is for ids made in ways of one's own.
        id: format!("urn:uuid:{uuid}"),
        updated: updated.map_or_else(epoch, time),
        authors: vec![person(author)],
        links: base_url.map(|url| link("alternate", "text/html", url)).into_iter().collect(),
        summary: Some(Text::html(allowed(html))),
        ..Entry::default()
    };
    // Writing to memory does not fail.
    let bytes = entry.write_to(Vec::new()).unwrap_or_default();
    String::from_utf8_lossy(&bytes).into_owned() + "\n"
}
