//! The site after texts of notes were written anew that lead where they led, those of passes and
//! critiques and bodies: what people do to their notes most of the time.
//!
//! Invariant: what comes of it is what [`super::compile`] would make. Whatever else a change could
//! change is compared, and one that changes any of it is not for this module: the stages are gone
//! through for all documents.

use std::sync::Arc;

use super::Given;
use super::bare::Bare;
use crate::config::Config;
use crate::diagnostic::Diagnostic;
use crate::links;
use crate::markdown::Options;
use crate::model::{Document, Note, Text};
use crate::render::Site;
use crate::source::{Edit, Sources};

/// How many notes may have been written anew at once. With more, all is no slower.
const MOST: usize = 16;

/// The last site that was made, and of what.
#[derive(Debug)]
pub(super) struct Last {
    pub(super) sources: Sources,
    pub(super) config: Config,
    /// The digest of the theme.
    pub(super) theme: String,
    pub(super) options: Options,
    /// The documents as they were read.
    pub(super) documents: Vec<Document>,
    /// What the stages had to say that look at all documents.
    pub(super) said: Vec<Diagnostic>,
    pub(super) site: Site,
}

impl Last {
    /// What is made of `given` and `documents`; `None` if more than texts is other than it was.
    pub(super) fn again(&self, given: Given<'_>, documents: &[Document]) -> Option<Self> {
        let Given { sources, config, theme, options } = given;
        let is_same = self.documents.len() == documents.len()
            && self.theme == theme.digest()
            && self.config == *config
            && self.options == *options
            && self.sources.assets() == sources.assets();
        let notes = is_same.then(|| rewritten(&self.documents, documents)).flatten()?;
        if !differ_in(&self.sources, sources, &notes) {
            return None;
        }
        let mut site = self.site.clone();
        let mut said = self.said.clone();
        for (old, new) in notes {
            let texts =
                [&self.sources, sources].map(|sources| sources.file(new.file).text.as_str());
            let edit = Edit::between(new.file, texts[0], texts[1]);
            if !are_alike(old, new) || !links::leads_alike(old, new, &edit) {
                return None;
            }
            let id = site.library().note_at(&new.path)?;
            let library = site.library().rewritten(id, Arc::clone(new), config)?;
            let links = site.links().rewritten(id, old, new, &edit)?;
            site = site.rewritten(library, links)?;
            let moved = said.into_iter().map(|said| said.moved(|span| edit.place(span)));
            said = moved.collect::<Option<_>>()?;
        }
        Some(Self {
            sources: sources.clone(),
            config: config.clone(),
            theme: self.theme.clone(),
            options: options.clone(),
            documents: documents.to_vec(),
            said,
            site,
        })
    }
}

/// The notes that are no longer the same, as they were and as they are; `None` if another document
/// is not, or there are too many.
fn rewritten<'a>(
    before: &'a [Document],
    after: &'a [Document],
) -> Option<Vec<(&'a Arc<Note>, &'a Arc<Note>)>> {
    let mut notes = Vec::new();
    for both in before.iter().zip(after) {
        let is_same = match both {
            (Document::Note(old), Document::Note(new)) => {
                if !Arc::ptr_eq(old, new) {
                    notes.push((old, new));
                }
                notes.len() <= MOST
            }
            (Document::Reader(old), Document::Reader(new)) => Arc::ptr_eq(old, new),
            (Document::Concept(old), Document::Concept(new)) => Arc::ptr_eq(old, new),
            (Document::List(old), Document::List(new)) => Arc::ptr_eq(old, new),
            (Document::Handout(old), Document::Handout(new)) => Arc::ptr_eq(old, new),
            (Document::Page(old), Document::Page(new)) => Arc::ptr_eq(old, new),
            _ => false,
        };
        if !is_same {
            return None;
        }
    }
    Some(notes)
}

/// Whether two folders differ in the texts of `notes` at most.
fn differ_in(before: &Sources, after: &Sources, notes: &[(&Arc<Note>, &Arc<Note>)]) -> bool {
    before.files().len() == after.files().len()
        && before.files().zip(after.files()).all(|((old_id, old), (id, new))| {
            let is_same = Arc::ptr_eq(old, new) || old == new;
            old_id == id && (is_same || notes.iter().any(|(_, note)| note.file == id))
        })
}

/// Whether two notes differ in their texts at most, and in none that the index of the site has.
fn are_alike(old: &Note, new: &Note) -> bool {
    let Note {
        file,
        path,
        facts,
        readers,
        date,
        updated,
        lang,
        draft,
        publish,
        status,
        depth,
        purpose,
        tldr,
        ratings,
        prerequisites,
        pass1,
        pass2,
        pass3,
        follow_ups,
        critiques,
        questions,
        claims,
        results,
        relations,
        extra,
        body: _,
        outline: _,
        front_outline: _,
    } = new;
    let says = |note: &Note| !note.body.markdown.trim().is_empty();
    let words = |text: &Text| text.markdown.clone();
    // What is pasted is filled in for every site anew. Facts are kept with their places.
    facts.bibtex.is_none()
        && (*file, path, facts, readers) == (old.file, &old.path, &old.facts, &old.readers)
        && (date, updated, lang, *draft) == (&old.date, &old.updated, &old.lang, old.draft)
        && (publish, *status, *depth) == (&old.publish, old.status, old.depth)
        && tldr.texts().map(words).eq(old.tldr.texts().map(words))
        && purpose.bare() == old.purpose.bare()
        && (ratings.bare(), prerequisites.bare()) == (old.ratings.bare(), old.prerequisites.bare())
        && (pass1.bare(), pass2.bare()) == (old.pass1.bare(), old.pass2.bare())
        && (pass3.bare(), follow_ups.bare()) == (old.pass3.bare(), old.follow_ups.bare())
        && (critiques.bare(), questions.bare()) == (old.critiques.bare(), old.questions.bare())
        && (claims.bare(), results.bare()) == (old.claims.bare(), old.results.bare())
        && (relations.bare(), extra) == (old.relations.bare(), &old.extra)
        && says(new) == says(old)
        && new.reading_status() == old.reading_status()
}

#[cfg(test)]
mod tests {
    use super::super::{Memory, compile_with};
    use super::*;
    use crate::output::Content;
    use crate::source::{Asset, AssetContent, ContentPath, SourceFile};
    use crate::theme::Theme;

    const CITED: &str = "---\ntitle: Cited\n---\n\n## Method\n\nWords.\n";
    const CITING: &str = "---\ntitle: Citing\ntldr: A sentence.\npass1:\n  minutes: 9\n  notes: It says so. See [[b]].\n  \
                          figures:\n    - label: Figure 1\n      remark: It falls.\nfollow_ups:\n  - paper: 10.1000/x\n    \
                          why: Because.\nx-own: 1\n---\n\nWords [[b#Method]] and [@nair2010].\n\n\
                          [[nowhere.md]]\n\n## Part\n\nEnd.\n";

    fn sources(texts: [&str; 2]) -> Sources {
        let mut sources = Sources::new();
        for (name, text) in ["notes/a.md", "notes/b.md"].into_iter().zip(texts) {
            let (name, path) = (name.to_owned(), ContentPath::new(name));
            sources.add(SourceFile { name, path, text: text.to_owned(), skipped: 0 });
        }
        sources
    }

    /// Whether a change of the first note goes through this module.
    fn is_again(to: &str) -> bool {
        let (config, theme) = (Config::default(), Theme::builtin("default").unwrap());
        let mut memory = Memory::default();
        let before = sources([CITING, CITED]);
        assert!(compile_with(&mut memory, &before, &config, &theme).unwrap().site.is_some());
        let after = sources([to, CITED]);
        let options = memory.last.as_ref().unwrap().options.clone();
        let documents = memory.parsed.documents(&after, config.edition, &options).value;
        let given = Given { sources: &after, config: &config, theme: &theme, options: &options };
        memory.last.as_ref().unwrap().again(given, &documents).is_some()
    }

    #[test]
    fn only_texts_that_lead_where_they_led_are_passed_over_by_the_stages() {
        for (from, to, expected) in [
            ("Words [[", "More words [[", true),
            ("End.", "The end, $x^2$.", true),
            (" and [@", "和 [@", true),
            // Two places at once.
            ("Words [[b#Method]] and", "[[b#Method]] or", false),
            ("\n\nWords", "\n\n<!-- -->\nWords", true),
            ("[[b#Method]]", "[[b]]", false),
            ("[@nair2010]", "", false),
            ("## Part", "## Parts", false),
            ("End.", "## End", false),
            ("End.", "<a id=\"end\"></a>", false),
            ("End.", "End. ^end", false),
            ("It says so.", "It says a *lot*, and more.", true),
            ("It says so. See", "See", true),
            ("Because.", "因为如此。", true),
            ("It falls.", "It falls and rises.", true),
            ("It falls.", "It falls, [[b]].", false),
            ("It says so. See [[b]].", "See [[c]].", false),
            ("It falls.", "", false),
            ("Figure 1", "Figure 2", false),
            ("minutes: 9", "minutes: 10", false),
            ("10.1000/x", "10.1000/y", false),
            ("x-own: 1", "x-own: 2", false),
            ("    why: Because.\n", "    why: Because.\n    priority: high\n", false),
            ("A sentence.", "Another.", false),
            ("title: Citing", "title: Citing more", false),
            ("tldr", "draft: true\ntldr", false),
            ("tldr", "date: 2024-01-01\ntldr", false),
        ] {
            assert!(CITING.contains(from), "{from}");
            assert_eq!(is_again(&CITING.replace(from, to)), expected, "{from} {to}");
        }
    }

    #[test]
    fn a_picture_named_behind_what_was_written_anew_is_still_found() {
        let note = "---\ntitle: Seen\npass1:\n  conclusion: It holds.\n  figures:\n    \
                    - {label: Figure 1, image: falls.png, remark: It falls.}\n---\n";
        let given = |text: &str| {
            let mut sources = sources([text, CITED]);
            sources.add_assets([Asset {
                path: ContentPath::new("notes/falls.png").unwrap(),
                content: AssetContent::Memory(b"png".to_vec().into()),
                bytes: 3,
                dimensions: Some((4, 3)),
            }]);
            sources
        };
        let (config, theme) = (Config::default(), Theme::builtin("default").unwrap());
        let mut memory = Memory::default();
        let mut page = |text: &str| {
            let sources = given(text);
            let compiled = compile_with(&mut memory, &sources, &config, &theme).unwrap();
            let site = compiled.site.unwrap();
            let url = site.urls().find(|url| url.as_str().starts_with("papers/a/")).unwrap();
            let Content::Bytes(html) = site.render(url).unwrap().unwrap().content else { panic!() };
            String::from_utf8(html.into_owned()).unwrap()
        };
        let before = page(note);
        assert!(before.contains("falls.png\""), "{before}");
        assert_eq!(
            page(&note.replace("It holds", "It holds up")),
            before.replace("It holds", "It holds up")
        );
    }
}
