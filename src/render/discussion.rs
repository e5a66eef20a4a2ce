//! Follow-ups, critiques, questions, claims, results and relations of a note, as its own page and
//! the site's lists show them.

use crate::library::{NoteId, Place};
use crate::links::Work;
use crate::model::{About, Basis, Better, Confidence, PassNumber, View};
use crate::output::slugify;

use super::writer::Writer;
use super::{results, urls, view};

impl<'a> Writer<'a> {
    /// Judgements of notes, made of their numbers by `make`, in stretches that are about one paper and by
    /// the same readers: the paper, the readers, the judgements.
    pub(super) fn by_origin<T>(
        &mut self,
        of_notes: &[(NoteId, usize)],
        make: impl Fn(&mut Self, NoteId, usize) -> T,
    ) -> impl Iterator<Item = (view::Work<'a>, Vec<view::Person>, Vec<T>)> {
        let library = &self.site.library;
        let stretches = of_notes.chunk_by(|&(a, _), &(b, _)| {
            let [a, b] = [a, b].map(|note| library.note(note));
            a.paper == b.paper && a.readers == b.readers
        });
        stretches.map(move |stretch| {
            let (first, _) = stretch[0];
            let judgements = stretch.iter().map(|&(note, n)| make(self, note, n)).collect();
            (self.paper(library.note(first).paper), self.readers_of(first), judgements)
        })
    }

    /// The `n`th follow-up of a note; `None` if it leads nowhere.
    pub(super) fn follow_up(&mut self, id: NoteId, n: usize) -> Option<view::FollowUp<'a>> {
        let shelved = self.site.library.note(id);
        let follow_up = &shelved.note.follow_ups[n];
        let work = self.site.links.follow_up(id, n)?;
        let (place, prefix) = (format!("follow-up-{}", n + 1), self.prefix(id));
        Some(view::FollowUp {
            id: self.id(id, &place),
            href: self.note_href(id, &place),
            work: self.work(work),
            why_html: self.prose(&follow_up.why, &prefix),
            priority: follow_up.priority.as_str(),
            from_html: self.maybe(follow_up.from.as_ref(), &prefix),
            lang: shelved.lang.as_str(),
        })
    }

    /// The `n`th critique of a note.
    pub(super) fn critique(&mut self, id: NoteId, n: usize) -> view::Critique<'a> {
        let shelved = self.site.library.note(id);
        let critique = &shelved.note.critiques[n];
        let (place, prefix) = (format!("critique-{}", n + 1), self.prefix(id));
        let (work, readers) = self.origin(id);
        let date = critique.date.as_ref().or(shelved.note.date.as_ref());
        view::Critique {
            id: self.id(id, &place),
            href: self.note_href(id, &place),
            work,
            readers,
            claim_html: self.prose(&critique.claim, &prefix),
            about: critique.about.map(About::as_str),
            view: critique.view.map(View::as_str),
            stance: critique.stance.as_str(),
            where_html: self.maybe(critique.place.as_ref(), &prefix),
            evidence_html: self.prose(&critique.evidence, &prefix),
            confidence: critique.confidence.map(Confidence::as_str),
            basis: critique.basis.map(Basis::as_str),
            date: date.map(|date| self.date(date.value)),
            answers: critique
                .answered_by
                .iter()
                .enumerate()
                .map(|(answer, (_, how))| view::Answer {
                    work: self.site.links.answer(id, n, answer).map(|work| self.work(work)),
                    how_html: self.prose(how, &prefix),
                })
                .collect(),
            lang: shelved.lang.as_str(),
        }
    }

    /// The `n`th question of a note.
    pub(super) fn question(&mut self, id: NoteId, n: usize) -> view::Question<'a> {
        let shelved = self.site.library.note(id);
        let question = &shelved.note.questions[n];
        let (place, prefix) = (format!("question-{}", n + 1), self.prefix(id));
        let (work, readers) = self.origin(id);
        view::Question {
            id: self.id(id, &place),
            href: self.note_href(id, &place),
            work,
            readers,
            ask_html: self.prose(&question.ask, &prefix),
            open: question.is_open(),
            raised: question.raised.map(PassNumber::number),
            answer_html: self.prose(&question.answer, &prefix),
            answered_in: question.answered_in.map(PassNumber::number),
            answered_by: self.site.links.question_answer(id, n).map(|work| self.work(work)),
            lang: shelved.lang.as_str(),
        }
    }

    /// The `n`th claim of a note.
    pub(super) fn claim(&mut self, id: NoteId, n: usize) -> view::Claim {
        let shelved = self.site.library.note(id);
        let claim = &shelved.note.claims[n];
        let prefix = self.prefix(id);
        view::Claim {
            id: self.id(id, &format!("claim-{}", n + 1)),
            claim_html: self.prose(&claim.claim, &prefix),
            evidence_html: self.prose(&claim.evidence, &prefix),
            where_html: self.maybe(claim.place.as_ref(), &prefix),
            confidence: claim.confidence.map(Confidence::as_str),
            basis: claim.basis.map(Basis::as_str),
        }
    }

    /// The `n`th result of a note.
    pub(super) fn reported(&mut self, id: NoteId, n: usize) -> view::Reported {
        let shelved = self.site.library.note(id);
        let result = &shelved.note.results[n];
        let prefix = self.prefix(id);
        let url = urls::benchmark(&results::slug(&result.benchmark));
        view::Reported {
            id: self.id(id, &format!("result-{}", n + 1)),
            benchmark: result.benchmark.clone(),
            metric: result.metric.clone(),
            href: self.site.has(&url).then(|| self.href_at(&url, &slugify(&result.metric))),
            value: result.value.clone(),
            unit: result.unit.clone().unwrap_or_default(),
            better: result.better.map(Better::as_str),
            setting_html: self.maybe(result.setting.as_ref(), &prefix),
            where_html: self.maybe(result.place.as_ref(), &prefix),
        }
    }

    /// The `n`th relation of a note.
    pub(super) fn relation(&mut self, id: NoteId, n: usize) -> view::Relation<'a> {
        let shelved = self.site.library.note(id);
        let relation = &shelved.note.relations[n];
        let prefix = self.prefix(id);
        view::Relation {
            id: self.id(id, &format!("relation-{}", n + 1)),
            kind: relation.kind.as_str(),
            work: self.site.links.relation(id, n).map(|work| self.work(work)),
            note_html: self.prose(&relation.note, &prefix),
        }
    }

    /// The paper and readers of a note, for pages other than the paper's own.
    fn origin(&self, id: NoteId) -> (Option<view::Work<'a>>, Vec<view::Person>) {
        let paper = self.site.library.note(id).paper;
        if *self.site.library.url(Place::Paper(paper)) == *self.url() {
            (None, Vec::new())
        } else {
            (Some(self.work(Work::Read(paper))), self.readers_of(id))
        }
    }
}
