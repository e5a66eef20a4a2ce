//! The glossary: concepts with an entry of their own, and those that only notes explain.

use std::collections::{BTreeMap, BTreeSet};

use crate::library::{ConceptId, Library, NoteId, Place};
use crate::links::{Links, Target};
use crate::markdown::{self, Options};
use crate::model::PaperRef;
use crate::output::{UrlPath, slugify};
use crate::theme::ThemeError;

use super::body::Body;
use super::head::About;
use super::index::Index;
use super::picture::shorten;
use super::writer::Writer;
use super::{Site, references, view};

/// A concept and the notes that are about it.
#[derive(Debug)]
pub(super) struct ConceptEntry {
    /// Its name.
    pub(super) name: String,
    /// Its page.
    pub(super) url: UrlPath,
    defined: Option<ConceptId>,
    /// Notes that explain it, each with the place among the concepts of its third pass.
    explained: Vec<(NoteId, usize)>,
    mentioned: BTreeSet<NoteId>,
    required: BTreeSet<NoteId>,
}

/// Every concept by name. One that notes explain and the glossary lacks gets a page as well, so that
/// their explanations stand beside each other.
pub(super) fn entries(library: &Library, links: &Links, options: &Options) -> Vec<ConceptEntry> {
    let mut entries: Vec<ConceptEntry> = Vec::new();
    let mut names: BTreeMap<String, usize> = BTreeMap::new();
    let mut defined: BTreeMap<ConceptId, usize> = BTreeMap::new();
    for (id, concept) in library.concepts() {
        let name = markdown::plain(&concept.page.title, options);
        let aliases = concept.page.aliases.iter().map(|alias| alias.value.as_str());
        for name in aliases.chain([name.as_str(), concept.page.path.stem()]) {
            names.entry(folded(name)).or_insert(entries.len());
        }
        defined.insert(id, entries.len());
        let url = library.url(Place::Concept(id)).into_owned();
        entries.push(ConceptEntry { defined: Some(id), ..ConceptEntry::new(name, url) });
    }
    let mut urls: BTreeSet<UrlPath> = entries.iter().map(|entry| entry.url.clone()).collect();
    for (id, shelved) in library.notes() {
        let note = &shelved.note;
        let concepts = note.pass3.iter().flat_map(|pass| &pass.concepts).enumerate();
        for (n, concept) in concepts {
            let name = &concept.name.value;
            let place = *names.entry(folded(name)).or_insert_with(|| {
                entries.push(ConceptEntry::new(name.clone(), free_url(&mut urls, name)));
                entries.len() - 1
            });
            entries[place].explained.push((id, n));
        }
        let outlines = [&note.outline, &note.front_outline];
        for mention in outlines.into_iter().flat_map(|outline| &outline.mentions) {
            if let Target::Concept(concept, _) = links.target(mention.id) {
                entries[defined[concept]].mentioned.insert(id);
            }
        }
        for (n, written) in note.prerequisites.iter().enumerate() {
            let place = match (links.prerequisite(id, n), written) {
                (Target::Concept(concept, _), _) => defined.get(concept),
                (Target::Dead, PaperRef::Named(name)) => names.get(&folded(&name.value)),
                _ => None,
            };
            if let Some(&place) = place {
                entries[place].required.insert(id);
            }
        }
    }
    entries.sort_by_cached_key(|entry| folded(&entry.name));
    entries
}

impl ConceptEntry {
    fn new(name: String, url: UrlPath) -> Self {
        let (explained, mentioned, required) = (Vec::new(), BTreeSet::new(), BTreeSet::new());
        Self { name, url, defined: None, explained, mentioned, required }
    }
}

impl Index {
    /// The concept that notes call `name`.
    pub(super) fn concept(&self, name: &str) -> Option<&ConceptEntry> {
        let place = self.concept_names.get(&folded(name))?;
        self.concepts.get(*place)
    }
}

/// What notes call the concepts → their places.
pub(super) fn names(library: &Library, entries: &[ConceptEntry]) -> BTreeMap<String, usize> {
    let mut names = BTreeMap::new();
    for (place, entry) in entries.iter().enumerate() {
        names.insert(folded(&entry.name), place);
    }
    for (place, entry) in entries.iter().enumerate() {
        let Some(id) = entry.defined else { continue };
        let page = &library.concept(id).page;
        for alias in page.aliases.iter().map(|alias| alias.value.as_str()).chain([page.path.stem()])
        {
            names.entry(folded(alias)).or_insert(place);
        }
    }
    names
}

/// The glossary.
pub(super) fn render_all(writer: &mut Writer<'_>) -> Result<Vec<u8>, ThemeError> {
    let site = writer.site;
    let concepts = site.index.concepts.iter().map(|entry| view::ConceptSummary {
        name: entry.name.clone(),
        href: writer.href(&entry.url),
        description: description(writer, entry),
        defined: entry.defined.is_some(),
        count: entry.explained.len(),
    });
    let content = view::ConceptsPage { concepts: concepts.collect() };
    let about = About::titled(site.words("concepts", &[]));
    site.fill(writer, "concepts.html", about, content)
}

/// A concept.
pub(super) fn render(writer: &mut Writer<'_>, place: usize) -> Result<Vec<u8>, ThemeError> {
    let site = writer.site;
    let entry = &site.index.concepts[place];
    let page = entry.defined.map(|id| &site.library.concept(id).page);
    let telling: BTreeSet<NoteId> = entry.explained.iter().map(|&(note, _)| note).collect();
    let content = view::ConceptPage {
        name: entry.name.clone(),
        aliases: page
            .into_iter()
            .flat_map(|page| &page.aliases)
            .map(|alias| alias.value.clone())
            .filter(|alias| !alias.starts_with('/'))
            .collect(),
        body_html: page
            .map_or_else(view::Html::default, |page| Body::of_page(page).html(writer, "", 2)),
        body_lang: page.and_then(|page| page.lang.as_ref()).map_or(site.lang(), |it| it.as_str()),
        explained: entry.explained.iter().map(|&(id, n)| explained(writer, id, n)).collect(),
        mentioned: entry
            .mentioned
            .iter()
            .filter(|note| !telling.contains(note))
            .map(|&id| mentioned(writer, id, ""))
            .collect(),
        required: entry.required.iter().map(|&id| mentioned(writer, id, "prerequisites")).collect(),
        references: references::references(writer),
    };
    let about = About::titled(&entry.name)
        .described(description(writer, entry))
        .below(UrlPath::page(["concepts"]), site.words("concepts", &[]));
    site.fill(writer, "concept.html", about, content)
}

/// What a concept of the glossary is called, and what it means in a sentence; empty if it does not say.
pub(super) fn meaning(site: &Site, id: ConceptId) -> (String, String) {
    let page = &site.library.concept(id).page;
    let name = markdown::plain(&page.title, &site.options);
    let described = page.description.texts().next();
    let described = described.map_or_else(String::new, |text| markdown::plain(text, &site.options));
    let meaning =
        if described.is_empty() { opening(&page.outline.plain, &name) } else { described };
    (name, meaning)
}

fn description(writer: &Writer<'_>, entry: &ConceptEntry) -> String {
    let library = &writer.site.library;
    if let Some(id) = entry.defined {
        return meaning(writer.site, id).1;
    }
    let explained = entry.explained.iter().find_map(|&(note, n)| {
        let pass = library.note(note).note.pass3.as_ref()?;
        pass.concepts.get(n)?.explanation.texts().next()
    });
    writer.plain(explained)
}

/// The first sentence of what a page says, its title aside.
pub(super) fn opening(plain: &str, title: &str) -> String {
    /// As far as a line or two of a list go.
    const COLUMNS: usize = 160;
    let text = plain.trim_start();
    let text = text.strip_prefix(title).unwrap_or(text).trim_start();
    let line = text.lines().next().unwrap_or_default();
    let full = line.find(['。', '！', '？']).map(|at| at + '。'.len_utf8());
    let end = full.or_else(|| line.find(". ").map(|at| at + 1)).unwrap_or(line.len());
    shorten(line[..end].trim(), COLUMNS)
}

fn explained<'a>(writer: &mut Writer<'a>, id: NoteId, n: usize) -> view::ConceptMention<'a> {
    let prefix = writer.prefix(id);
    let pass = writer.site.library.note(id).note.pass3.as_ref();
    let concept = pass.and_then(|pass| pass.concepts.get(n));
    let mut mention = mentioned(writer, id, &format!("concept-{}", n + 1));
    if let Some(concept) = concept {
        mention.explanation_html = writer.prose(&concept.explanation, &prefix);
        mention.source_html = writer.prose(&concept.source, &prefix);
    }
    mention
}

fn mentioned<'a>(writer: &Writer<'a>, id: NoteId, place: &str) -> view::ConceptMention<'a> {
    let shelved = writer.site.library.note(id);
    view::ConceptMention {
        href: writer.note_href(id, place),
        work: writer.paper(shelved.paper),
        readers: writer.readers_of(id),
        explanation_html: view::Html::default(),
        source_html: view::Html::default(),
        lang: shelved.lang.as_str(),
    }
}

/// What two spellings of one name share.
fn folded(name: &str) -> String {
    name.trim().to_lowercase()
}

/// The first address for the concept `name` that no other concept has.
fn free_url(taken: &mut BTreeSet<UrlPath>, name: &str) -> UrlPath {
    let slug = slugify(name);
    let mut url = UrlPath::page(["concepts", &slug]);
    let mut n = 2;
    while !taken.insert(url.clone()) {
        url = UrlPath::page(["concepts", &format!("{slug}-{n}")]);
        n += 1;
    }
    url
}
