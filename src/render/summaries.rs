//! Entries of the site's lists: notes, wanted papers, readers, papers of a curated list.

use crate::library::{NoteId, ReaderIndex};
use crate::links::{Target, WantedId, Work};
use crate::markdown;
use crate::model::{ListedPaper, Mentioned, PassNumber, ReadingStatus, Text};

use super::writer::Writer;
use super::{leads, table::Group, urls, view};

impl<'a> Writer<'a> {
    /// A note as lists show it.
    pub(super) fn note_summary(&self, id: NoteId) -> view::NoteSummary<'a> {
        let shelved = self.site.library.note(id);
        view::NoteSummary {
            href: self.note_href(id, ""),
            work: self.paper(shelved.paper),
            readers: self.readers_of(id),
            date: shelved.note.latest_date().map(|date| self.date(date)),
            pass: shelved.note.reached().map_or(0, PassNumber::number),
            status: shelved.note.reading_status().as_str(),
            tldr: &self.site.index.tldrs[id.index()],
            lang: shelved.lang.as_str(),
            figure: None,
        }
    }

    /// The first figure of a note that a list can show small.
    pub(super) fn thumbnail(&self, id: NoteId) -> Option<view::Thumbnail> {
        /// What is larger costs more than a glance at it is worth.
        const MOST_BYTES: u64 = 512 * 1024;
        /// What is smaller is an icon, what is longer a banner.
        const LEAST_SIDE: u32 = 100;
        const MOST_RATIO: u32 = 5;
        let site = self.site;
        let note = &site.library.note(id).note;
        let figures = note.pass1.iter().flat_map(|pass| &pass.figures);
        let named = figures.filter_map(|figure| site.links.file(figure.image.as_ref()?.span));
        let mentions = note.front_outline.mentions.iter().chain(&note.outline.mentions);
        let images = mentions.filter(|mention| matches!(mention.what, Mentioned::Image { .. }));
        let shown = images.filter_map(|image| match site.links.target(image.id) {
            Target::Asset(path) => Some(path),
            _ => None,
        });
        named.chain(shown).find_map(|path| {
            let asset = site.assets.get(path)?;
            let (width, height) = asset.dimensions?;
            let fits = asset.bytes <= MOST_BYTES
                && width.min(height) >= LEAST_SIDE
                && width.max(height) <= MOST_RATIO * width.min(height);
            fits.then_some(view::Thumbnail { src: self.asset(path)?, width, height })
        })
    }

    /// A wanted paper with at most `limit` of those who want it.
    pub(super) fn wanted_item(&mut self, id: WantedId, limit: usize) -> view::WantedItem<'a> {
        let site = self.site;
        let wanted = site.links.wanted(id);
        let leads = leads::ordered(&site.library, &site.links, Work::Wanted(id));
        view::WantedItem {
            work: self.work(Work::Wanted(id)),
            demand: wanted.demand,
            priority: wanted.priority.as_str(),
            count: leads.len(),
            notes: leads::notes(&leads),
            wanted_by: leads.iter().take(limit).map(|lead| self.lead(lead)).collect(),
        }
    }

    /// A reader as lists show them.
    pub(super) fn reader_summary(&self, id: ReaderIndex) -> view::ReaderSummary<'a> {
        let reader = self.site.library.reader(id);
        let profile = reader.profile.as_ref();
        let on = |&&note: &&NoteId| {
            self.site.library.note(note).note.reading_status() == ReadingStatus::Reading
        };
        let current = reader.notes.iter().find(on).or_else(|| reader.notes.first());
        view::ReaderSummary {
            reader: self.reader(id),
            affiliation: self.plain(profile.and_then(|it| it.affiliation.as_ref())),
            role: self.plain(profile.and_then(|it| it.role.as_ref())),
            count: reader.notes.len(),
            current: current.map(|&note| self.note_summary(note)),
        }
    }

    /// Papers by how far they were read, the furthest first.
    pub(super) fn passes(&self) -> Vec<view::TermSummary> {
        let by_pass = self.site.index.by_pass.iter().rev();
        by_pass
            .map(|(&pass, papers)| view::TermSummary {
                name: pass.number().to_string(),
                href: self.href(&urls::group(&self.site.library, Group::Pass(pass), 1)),
                count: papers.len(),
            })
            .collect()
    }

    /// A paper on a curated list or handout.
    pub(super) fn listed(&mut self, paper: &ListedPaper, work: Option<Work>) -> view::Listed<'a> {
        view::Listed {
            work: work.map(|work| self.work(work)),
            why_html: self.prose(&paper.why, ""),
        }
    }

    /// A text as plain words; empty if it is absent.
    pub(super) fn plain(&self, text: Option<&Text>) -> String {
        text.map_or_else(String::new, |text| markdown::plain(text, &self.site.options))
    }
}
