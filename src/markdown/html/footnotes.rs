//! Footnotes: beside the text where there is room and the note is short, else at the end.

use std::collections::BTreeMap;

use pulldown_cmark::Tag;

use super::super::events::{Event, Positioned};
use super::blocks::end_of;
use super::{Writer, single_paragraph};

/// The footnotes of a text.
pub(super) struct Footnotes {
    /// Where each is defined: the range of the events in it.
    defined: BTreeMap<String, (usize, usize)>,
    /// Numbers of those that were referred to, and whether the note stands at the end.
    numbers: BTreeMap<String, (usize, bool)>,
    /// Those at the end, in the order of their numbers.
    at_end: Vec<String>,
}

impl Footnotes {
    pub(super) fn of(events: &[Positioned<'_>]) -> Self {
        let mut defined = BTreeMap::new();
        for (at, (event, _)) in events.iter().enumerate() {
            if let Event::Start(Tag::FootnoteDefinition(label)) = event {
                defined.entry(label.to_string()).or_insert((at + 1, end_of(events, at) - 1));
            }
        }
        Self { defined, numbers: BTreeMap::new(), at_end: Vec::new() }
    }
}

impl Writer<'_> {
    /// A reference to the footnote `label`.
    pub(super) fn footnote(&mut self, label: &str, events: &[Positioned<'_>]) {
        let Some(&(start, end)) = self.footnotes.defined.get(label) else {
            return self.words(&format!("[^{label}]"));
        };
        let prefix = self.place.id_prefix;
        if let Some(&(number, _)) = self.footnotes.numbers.get(label) {
            let target = format!("#{prefix}footnote-{number}");
            return self.footnote_mark(number, &target, None);
        }
        self.page.footnotes += 1;
        let number = self.page.footnotes;
        let paragraph = single_paragraph(&events[start..end]);
        self.footnotes.numbers.insert(label.to_owned(), (number, paragraph.is_none()));
        let target = format!("#{prefix}footnote-{number}");
        let own = format!("{prefix}footnote-{number}-ref");
        self.footnote_mark(number, &target, Some(&own));
        match paragraph {
            Some(inner) => {
                self.out.push_str("<span");
                self.attribute("class", "sidenote");
                self.attribute("id", &format!("{prefix}footnote-{number}"));
                self.attribute("role", "note");
                self.out.push_str("><span");
                self.attribute("class", "sidenote-number");
                self.out.push('>');
                self.words(&number.to_string());
                self.out.push_str("</span> ");
                self.all(events, start + inner.start..start + inner.end);
                self.out.push_str("</span>");
            }
            None => self.footnotes.at_end.push(label.to_owned()),
        }
    }

    fn footnote_mark(&mut self, number: usize, target: &str, id: Option<&str>) {
        self.out.push_str("<sup");
        self.attribute("class", "footnote-ref");
        self.out.push_str("><a");
        self.attribute("href", target);
        if let Some(id) = id {
            self.attribute("id", id);
        }
        self.out.push('>');
        self.words(&number.to_string());
        self.out.push_str("</a></sup>");
    }

    /// The notes that stand at the end of the text.
    pub(super) fn endnotes(&mut self, events: &[Positioned<'_>]) {
        if self.footnotes.at_end.is_empty() {
            return;
        }
        self.out.push_str("<section");
        self.attribute("class", "footnotes");
        self.out.push_str("><ol>\n");
        let mut index = 0;
        // A footnote may refer to another one, which then joins the list.
        while let Some(label) = self.footnotes.at_end.get(index).cloned() {
            index += 1;
            let (Some(&(start, end)), Some(&(number, _))) =
                (self.footnotes.defined.get(&label), self.footnotes.numbers.get(&label))
            else {
                continue;
            };
            let prefix = self.place.id_prefix;
            self.out.push_str("<li");
            self.attribute("value", &number.to_string());
            self.attribute("id", &format!("{prefix}footnote-{number}"));
            self.out.push('>');
            self.all(events, start..end);
            self.out.push_str("<a");
            self.attribute("href", &format!("#{prefix}footnote-{number}-ref"));
            self.attribute("class", "footnote-back");
            self.out.push_str(">↩</a></li>\n");
        }
        self.out.push_str("</ol></section>\n");
    }
}
