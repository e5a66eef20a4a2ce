//! What a page is made of, as a hash: a page that is made of what it was made of is what it was, and
//! need not be made again.
//!
//! Invariant: two pages with the same sketch have the same bytes. A sketch is taken of the texts as
//! their authors wrote them, with what their links show, and of everything else that the template
//! sees; HTML that was [`Made`] of the texts is left out, so it is the same whether they are rendered
//! or not. All HTML comes from [`Writer`], which sketches what it makes it of.
//!
//! [`Writer`]: super::writer::Writer

mod bytes;

pub(super) use bytes::Fed;

use std::collections::HashSet;
use std::fmt::Debug;
use std::hash::Hash;
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Mutex, OnceLock, PoisonError};

use serde::ser::{Serialize, Serializer};

use super::resolve::Resolver;
use super::{Page, Site};
use crate::links::Target;
use crate::markdown::Place;
use crate::model::Text;
use crate::output::{NewFile, OutputFile, UrlPath};
use crate::theme::ThemeError;

/// How long a sketch is, in bytes.
const LENGTH: usize = 16;

/// How long what is hashed of a page usually is, in bytes.
const USUAL_LENGTH: usize = 16 * 1024;

/// What a page is made of.
pub(super) type Sketch = [u8; LENGTH];

/// What was made of texts that the sketch of its page has seen. Templates see it, sketches do not.
#[derive(Debug, Default)]
pub(crate) struct Made<T>(T);

/// HTML that is safe to publish.
pub(crate) type Html = Made<String>;

impl<T> Made<T> {
    /// `made` of what the page's sketch has seen.
    pub(super) fn of(made: T) -> Self {
        Self(made)
    }
}

impl<T: Serialize> Serialize for Made<T> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        // What templates see is for people, what is hashed is not.
        if serializer.is_human_readable() {
            self.0.serialize(serializer)
        } else {
            serializer.serialize_unit()
        }
    }
}

/// The sketches of the pages of a site, and those of the site whose place it takes.
#[derive(Debug, Default)]
pub struct Sketches {
    before: HashSet<Sketch>,
    drawn: Mutex<Vec<Sketch>>,
    /// Whether a page was not made.
    spared: AtomicBool,
}

impl Sketches {
    /// None drawn yet; `before` are the bytes of those of the site whose place is taken.
    pub fn after(before: &[u8]) -> Self {
        let (before, _) = before.as_chunks::<LENGTH>();
        Self { before: before.iter().copied().collect(), ..Self::default() }
    }

    /// The sketches that were drawn.
    pub fn to_bytes(&self) -> Vec<u8> {
        let mut drawn = self.drawn.lock().unwrap_or_else(PoisonError::into_inner).clone();
        drawn.sort_unstable();
        drawn.concat()
    }

    /// Whether any page of the site before is as the new one would be.
    pub fn spared_any(&self) -> bool {
        self.spared.load(Ordering::Relaxed)
    }

    fn add(&self, sketch: Sketch) {
        self.drawn.lock().unwrap_or_else(PoisonError::into_inner).push(sketch);
    }
}

/// Makes the pages of a site that are not there yet, and draws sketches of all.
pub(super) struct Sketcher<'a> {
    site: &'a Site,
    sketches: &'a Sketches,
    /// How many bytes a page of the site has whose place is taken, if it has the page.
    there: &'a (dyn Fn(&UrlPath) -> Option<u64> + Sync),
    /// What all pages of the site are made of.
    common: blake3::Hash,
    /// What links to the paper at each place of the bibliography show.
    works: Vec<OnceLock<blake3::Hash>>,
}

impl<'a> Sketcher<'a> {
    pub(super) fn new(
        site: &'a Site,
        sketches: &'a Sketches,
        there: &'a (dyn Fn(&UrlPath) -> Option<u64> + Sync),
    ) -> Self {
        let mut common = Parts::default();
        common.add(site.theme.digest().as_bytes());
        common.add_debug(&site.config);
        let works = site.bibliography.entries().iter().map(|_| OnceLock::new()).collect();
        Self { site, sketches, there, common: common.hash(), works }
    }

    /// The file of `page`, which is found at `url`.
    pub(super) fn file(&self, url: &UrlPath, page: &Page) -> Result<NewFile, ThemeError> {
        let file = |content| NewFile::Written(OutputFile { url: url.clone(), content });
        if let Some(content) = self.site.data_of(url, page)? {
            return Ok(file(content));
        }
        let is_first = self.sketches.before.is_empty();
        let mut writer = page.writer(self.site, url).sketching(self.begin(url), !is_first);
        let html = page.write(&mut writer)?;
        let sketch = writer.end_sketch();
        self.sketches.add(sketch);
        if is_first {
            return Ok(file(page.finish(writer, html)?.into()));
        }
        if self.sketches.before.contains(&sketch)
            && let Some(bytes) = (self.there)(url)
        {
            self.sketches.spared.store(true, Ordering::Relaxed);
            return Ok(NewFile::Taken { url: url.clone(), bytes });
        }
        Ok(file(page.render(self.site, url)?.into()))
    }

    fn begin(&self, url: &UrlPath) -> Begun<'_> {
        let mut parts = Parts(Vec::with_capacity(USUAL_LENGTH));
        parts.add(self.common.as_bytes());
        parts.add(url.as_str().as_bytes());
        Begun { sketcher: self, parts }
    }

    /// What a link to `target` shows, on whatever page it stands.
    fn shown(&self, target: &Target) -> blake3::Hash {
        let Target::Paper(work, None) = target else { return self.look(target) };
        let place = self.site.bibliography.entry(*work).and_then(|place| self.works.get(place));
        match place {
            Some(known) => *known.get_or_init(|| self.look(target)),
            None => self.look(target),
        }
    }

    fn look(&self, target: &Target) -> blake3::Hash {
        let home = UrlPath::home();
        let resolver = Resolver::new(self.site, &home, false);
        let mut parts = Parts::default();
        let shown =
            (resolver.link_to(target), resolver.preview_of(target), resolver.image_of(target));
        shown.hash(&mut Fed(&mut parts.0));
        if let Target::Paper(work, _) = target {
            parts.add(resolver.work(*work).key.as_bytes());
            let entry = self.site.bibliography.entry(*work);
            if let Some(entry) = entry {
                parts.add(self.site.bibliography.says(entry).as_slice());
            }
        }
        parts.hash()
    }
}

/// A sketch that is being drawn.
pub(super) struct Begun<'a> {
    sketcher: &'a Sketcher<'a>,
    parts: Parts,
}

impl Begun<'_> {
    /// A text, which stands at `place` on the page.
    pub(super) fn text(&mut self, text: &Text, place: Place<'_>, is_inline: bool) {
        self.parts.add(text.markdown.as_bytes());
        self.parts.add(place.id_prefix.as_bytes());
        self.parts.add(&[place.heading_shift, u8::from(is_inline)]);
        for target in self.sketcher.site.links.targets_in(text) {
            self.parts.add(self.sketcher.shown(target).as_bytes());
        }
    }

    /// Anything else that the page is made of.
    pub(super) fn bytes(&mut self, bytes: &[u8]) {
        self.parts.add(bytes);
    }

    /// What `template` sees.
    pub(super) fn view(&mut self, template: &str, view: &impl Serialize) -> Result<(), ThemeError> {
        self.parts.add(template.as_bytes());
        bytes::write(view, &mut self.parts.0)
    }

    pub(super) fn end(self) -> Sketch {
        self.parts.sketch()
    }
}

/// What is hashed, one part after the other.
#[derive(Default)]
struct Parts(Vec<u8>);

impl Parts {
    fn add(&mut self, part: &[u8]) {
        bytes::add(part, &mut self.0);
    }

    fn add_debug(&mut self, part: &impl Debug) {
        self.add(format!("{part:?}").as_bytes());
    }

    fn hash(&self) -> blake3::Hash {
        blake3::hash(&self.0)
    }

    fn sketch(&self) -> Sketch {
        let mut sketch = Sketch::default();
        sketch.copy_from_slice(&self.hash().as_bytes()[..LENGTH]);
        sketch
    }
}
