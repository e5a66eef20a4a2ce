//! Who leads to a paper: the notes that follow it up, answer with it, build on it or mention it.

use std::collections::BTreeSet;

use crate::library::{Library, NoteId, Place};
use crate::links::{Backlink, Links, Via, Work};
use crate::markdown::escape;
use crate::model::{LinkId, Mention, Priority, RelationKind};
use crate::output::UrlPath;
use crate::theme::ThemeError;

use super::head::About;
use super::pagination::{pagination, slice};
use super::writer::Writer;
use super::{PER_PAGE, urls, view};

/// All who lead to a paper, the most telling first: by kind, follow-ups by priority, then in the
/// order of the notes. A note mentions a paper once, and not at all if it leads there otherwise.
pub(super) fn ordered(library: &Library, links: &Links, work: Work) -> Vec<Backlink> {
    let all = match work {
        Work::Read(id) => links.backlinks(id),
        Work::Wanted(id) => &links.wanted(id).wanted_by,
    };
    let telling: BTreeSet<NoteId> =
        all.iter().filter(|link| rank(link.via) < MENTION).map(|link| link.note).collect();
    let mut mentioned = BTreeSet::new();
    let mut leads: Vec<Backlink> = all
        .iter()
        .copied()
        .filter(|link| match link.via {
            Via::Mention(_) => !telling.contains(&link.note) && mentioned.insert(link.note),
            _ => true,
        })
        .collect();
    leads.sort_by_key(|link| {
        let priority = match link.via {
            Via::FollowUp(n) => library.note(link.note).note.follow_ups[n as usize].priority,
            _ => Priority::Normal,
        };
        (rank(link.via), priority != Priority::High, priority == Priority::Low)
    });
    leads
}

/// How many notes `leads` are in.
pub(super) fn notes(leads: &[Backlink]) -> usize {
    leads.iter().map(|lead| lead.note).collect::<BTreeSet<_>>().len()
}

/// The rank of a mention; everything that says more ranks lower.
const MENTION: u8 = 9;

fn rank(via: Via) -> u8 {
    match via {
        Via::FollowUp(_) => 0,
        Via::Answer(..) => 1,
        Via::QuestionAnswer(_) => 2,
        Via::Prerequisite(_) => 3,
        Via::Relation(_, RelationKind::Extends) => 4,
        Via::Relation(_, RelationKind::Uses) => 5,
        Via::Relation(_, RelationKind::Contradicts) => 6,
        Via::Relation(_, RelationKind::Compares) => 7,
        Via::Relation(_, RelationKind::Replaces) => 8,
        Via::Mention(_) => MENTION,
    }
}

fn kind(via: Via) -> &'static str {
    match via {
        Via::FollowUp(_) => "follow-up",
        Via::Answer(..) => "critique-answered",
        Via::QuestionAnswer(_) => "question-answered",
        Via::Prerequisite(_) => "prerequisite",
        Via::Relation(_, kind) => kind.as_str(),
        Via::Mention(_) => "mention",
    }
}

/// A page of all who lead to a paper.
pub(super) fn render(
    writer: &mut Writer<'_>,
    work: Work,
    number: usize,
) -> Result<Vec<u8>, ThemeError> {
    let site = writer.site;
    let leads = ordered(&site.library, &site.links, work);
    let shown = slice(&leads, number);
    let paper = writer.work(work);
    let content = view::LeadsPage {
        backlinks: view::Backlinks {
            groups: writer.lead_groups(&leads, (number - 1) * PER_PAGE, shown.len()),
            count: leads.len(),
            notes: notes(&leads),
            more: None,
        },
        pagination: pagination(writer, leads.len(), number, |number| {
            urls::leads(&site.library, &site.links, work, number)
        }),
        work: paper.clone(),
    };
    let mut about = About::titled(site.words("leads-to", &[("title", paper.title)]))
        .below(UrlPath::page(["papers"]), site.words("papers", &[]))
        .below(urls::work(&site.library, &site.links, work).into_owned(), paper.title.to_owned());
    about.noindex = true;
    site.fill(writer, "leads.html", about, content)
}

impl<'a> Writer<'a> {
    /// Who leads to a paper, at most `limit` of them, with the way to the rest.
    pub(super) fn backlinks(&mut self, work: Work, limit: usize) -> view::Backlinks<'a> {
        let site = self.site;
        let leads = ordered(&site.library, &site.links, work);
        let more = urls::leads(&site.library, &site.links, work, 1);
        view::Backlinks {
            groups: self.lead_groups(&leads, 0, limit),
            count: leads.len(),
            notes: notes(&leads),
            more: (leads.len() > limit).then(|| self.href_if(&more)).flatten(),
        }
    }

    /// `count` of `leads` from the `start`th on, by kind.
    fn lead_groups(
        &mut self,
        leads: &[Backlink],
        start: usize,
        count: usize,
    ) -> Vec<view::BacklinkGroup<'a>> {
        let mut groups: Vec<view::BacklinkGroup<'a>> = Vec::new();
        for (place, lead) in leads.iter().enumerate() {
            let kind = kind(lead.via);
            if groups.last().is_none_or(|group| group.kind != kind) {
                groups.push(view::BacklinkGroup { kind, items: Vec::new(), rest: 0 });
            }
            let Some(group) = groups.last_mut() else { continue };
            if (start..start + count).contains(&place) {
                group.items.push(self.lead(lead));
            } else {
                group.rest += 1;
            }
        }
        groups.retain(|group| start == 0 || !group.items.is_empty());
        groups
    }

    /// One note that leads to a paper.
    pub(super) fn lead(&mut self, lead: &Backlink) -> view::Backlink<'a> {
        let shelved = self.site.library.note(lead.note);
        let note = &shelved.note;
        let prefix = self.prefix(lead.note);
        let p = prefix.as_str();
        let (place, text_html, answered_html, priority) = match lead.via {
            Via::FollowUp(n) => {
                let it = &note.follow_ups[n as usize];
                (
                    format!("follow-up-{}", n + 1),
                    self.prose(&it.why, p),
                    view::Html::default(),
                    Some(it.priority),
                )
            }
            Via::Relation(n, _) => {
                let text = self.prose(&note.relations[n as usize].note, p);
                (format!("relation-{}", n + 1), text, view::Html::default(), None)
            }
            Via::Answer(n, answer) => {
                let it = &note.critiques[n as usize];
                let how = it.answered_by.get(answer as usize).map(|(_, how)| how);
                let how = how.map_or_else(view::Html::default, |how| self.prose(how, p));
                (format!("critique-{}", n + 1), how, self.prose(&it.claim, p), None)
            }
            Via::QuestionAnswer(n) => {
                let it = &note.questions[n as usize];
                let answer = self.prose(&it.answer, p);
                (format!("question-{}", n + 1), answer, self.prose(&it.ask, p), None)
            }
            Via::Prerequisite(_) => {
                ("prerequisites".to_owned(), view::Html::default(), view::Html::default(), None)
            }
            Via::Mention(id) => {
                let context = mention(&note.outline.mentions, id)
                    .or_else(|| mention(&note.front_outline.mentions, id))
                    .map_or_else(String::new, |mention| escape(&self.titled(&mention.context)));
                (String::new(), self.html(context), view::Html::default(), None)
            }
        };
        let href = match lead.via {
            Via::Mention(id) => self.mention_href(lead.note, id),
            _ => self.note_href(lead.note, &place),
        };
        view::Backlink {
            href,
            work: self.paper(shelved.paper),
            readers: self.readers_of(lead.note),
            text_html,
            answered_html,
            priority: priority.map(Priority::as_str),
            lang: shelved.lang.as_str(),
        }
    }

    /// A sentence with the titles of papers where it has their keys: a link without words of its own
    /// shows the title on its page, too.
    fn titled(&self, sentence: &str) -> String {
        let mut out = String::with_capacity(sentence.len());
        let mut rest = sentence;
        let in_key = |c: char| c.is_ascii_alphanumeric() || matches!(c, '_' | '-' | ':');
        while let Some(start) = rest.find(in_key) {
            let (before, from) = rest.split_at(start);
            let (word, after) = from.split_at(from.find(|c| !in_key(c)).unwrap_or(from.len()));
            out.push_str(before);
            // A word is a key only if it could not be a word: `attention` is left alone.
            let key = word.bytes().any(|b| b.is_ascii_digit());
            let paper = key.then(|| self.site.library.paper_with_key(word)).flatten();
            out.push_str(paper.map_or(word, |id| &self.site.index.papers[id.index()].title));
            rest = after;
        }
        out.push_str(rest);
        out
    }

    /// The place of a link in a note: the heading that it stands below.
    fn mention_href(&self, id: NoteId, link: LinkId) -> String {
        let shelved = self.site.library.note(id);
        let note = &shelved.note;
        let in_body = link.text == note.body.span.start;
        let mut headings = note.outline.headings.iter().rev();
        let above = headings.find(|heading| in_body && heading.offset <= link.offset);
        let url = self.site.library.url(Place::Paper(shelved.paper));
        match above {
            Some(heading) => self.href_at(&url, &format!("{}--{}", shelved.anchor, heading.id)),
            None => self.note_href(id, ""),
        }
    }
}

/// The mention `id` among those of an outline, which are in the order of their ids.
fn mention(mentions: &[Mention], id: LinkId) -> Option<&Mention> {
    let place = mentions.binary_search_by_key(&id, |mention| mention.id).ok()?;
    mentions.get(place)
}
