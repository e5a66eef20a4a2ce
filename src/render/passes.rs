//! The three passes of a note as its page shows them.

use crate::library::NoteId;
use crate::markdown;
use crate::model::{
    Experiments, FigureKind, FigureRemark, Pass1, Pass2, Pass3, PassNumber, PassRecord,
    Reproduction, ReproductionStatus, SentenceRole, Text, Understood, Weight,
};

use super::view;
use super::writer::Writer;

/// What the method gives each pass, in minutes: 20–30 for the first, one to two hours for the
/// second, no measure for the third.
const MINUTES: [Option<(u32, u32)>; 3] = [Some((20, 30)), Some((60, 120)), None];

impl Writer<'_> {
    /// The first pass of a note.
    pub(super) fn pass1(&mut self, id: NoteId, pass: &Pass1) -> view::Pass1 {
        let prefix = self.prefix(id);
        let p = prefix.as_str();
        view::Pass1 {
            record: self.record(id, PassNumber::One, &pass.record),
            title_html: self.prose(&pass.title, p),
            authors_html: self.prose(&pass.authors, p),
            abstract_html: self.prose(&pass.abstract_text, p),
            sentences: pass
                .abstract_sentences
                .iter()
                .map(|sentence| view::AbstractSentence {
                    quote_html: self.maybe(sentence.quote.as_ref(), p),
                    quote_lang: sentence.quote.as_ref().map_or("", quotation_lang),
                    role: sentence.role.map(SentenceRole::as_str),
                    note_html: self.prose(&sentence.note, p),
                })
                .collect(),
            conclusion_html: self.prose(&pass.conclusion, p),
            figures: pass
                .figures
                .iter()
                .enumerate()
                .map(|(n, figure)| self.figure(id, n, figure))
                .collect(),
        }
    }

    /// The second pass of a note.
    pub(super) fn pass2(&mut self, id: NoteId, pass: &Pass2) -> view::Pass2 {
        let prefix = self.prefix(id);
        let p = prefix.as_str();
        view::Pass2 {
            record: self.record(id, PassNumber::Two, &pass.record),
            sections: pass
                .sections
                .iter()
                .enumerate()
                .map(|(n, section)| view::Section {
                    id: self.id(id, &format!("section-{}", n + 1)),
                    name_html: self.maybe(section.name.as_ref(), p),
                    gist_html: self.prose(&section.gist, p),
                    motivation_html: self.prose(&section.motivation, p),
                    writing_html: self.prose(&section.writing, p),
                })
                .collect(),
            motivation_html: self.prose(&pass.motivation, p),
            differences_html: self.prose(&pass.differences, p),
            contributions: pass
                .contributions
                .iter()
                .map(|contribution| view::Contribution {
                    claim_html: self.prose(&contribution.claim, p),
                    weight: contribution.weight.map(Weight::as_str),
                    note_html: self.prose(&contribution.note, p),
                })
                .collect(),
            ipo: pass
                .ipo
                .iter()
                .enumerate()
                .map(|(n, card)| view::Ipo {
                    id: self.id(id, &format!("ipo-{}", n + 1)),
                    of_html: self.maybe(card.of.as_ref(), p),
                    input_html: self.prose(&card.input, p),
                    process_html: self.prose(&card.process, p),
                    output_html: self.prose(&card.output, p),
                    if_removed_html: self.prose(&card.if_removed, p),
                })
                .collect(),
            settings: pass
                .settings
                .iter()
                .map(|(name, value)| view::Setting {
                    name: name.clone(),
                    value_html: self.prose(value, p),
                })
                .collect(),
            experiments: self.experiments(&pass.experiments, p),
        }
    }

    /// The third pass of a note.
    pub(super) fn pass3(&mut self, id: NoteId, pass: &Pass3) -> view::Pass3 {
        let prefix = self.prefix(id);
        let p = prefix.as_str();
        view::Pass3 {
            record: self.record(id, PassNumber::Three, &pass.record),
            concepts: pass
                .concepts
                .iter()
                .enumerate()
                .map(|(n, concept)| view::Concept {
                    id: self.id(id, &format!("concept-{}", n + 1)),
                    name: concept.name.value.clone(),
                    href: self
                        .site
                        .index
                        .concept(&concept.name.value)
                        .map(|entry| self.href(&entry.url)),
                    explanation_html: self.prose(&concept.explanation, p),
                    source_html: self.prose(&concept.source, p),
                })
                .collect(),
            reproduction: pass.reproduction.as_ref().map(|it| self.reproduction(it, p)),
            assumptions_html: self.prose(&pass.assumptions, p),
            weakest_assumption_html: self.prose(&pass.weakest_assumption, p),
            counterexample_html: self.prose(&pass.counterexample, p),
            completeness_html: self.prose(&pass.completeness, p),
            missing_experiments_html: self.prose(&pass.missing_experiments, p),
            improvements_html: self.prose(&pass.improvements, p),
            open_problems_html: self.prose(&pass.open_problems, p),
            organisation_html: self.prose(&pass.organisation, p),
        }
    }

    fn record(&mut self, id: NoteId, number: PassNumber, record: &PassRecord) -> view::Record {
        let prefix = self.prefix(id);
        view::Record {
            number: number.number(),
            id: self.id(id, &format!("pass-{}", number.number())),
            date: record.date.as_ref().map(|date| self.date(date.value)),
            minutes: record.minutes.map(|value| minutes(number, value)),
            notes_html: self.prose(&record.notes, &prefix),
            now_html: self.prose(&record.now, &prefix),
            decision: record.decision.as_ref().map(|decision| view::Decision {
                word: decision.word.as_str(),
                why_html: self.prose(&decision.why, &prefix),
            }),
        }
    }

    fn figure(&mut self, id: NoteId, n: usize, figure: &FigureRemark) -> view::Figure {
        let prefix = self.prefix(id);
        let image = figure.image.as_ref();
        let image = image.and_then(|image| self.site.links.file(image.span));
        let dimensions = image.and_then(|path| self.site.assets.get(path)?.dimensions);
        view::Figure {
            id: self.id(id, &format!("remark-{}", n + 1)),
            label_html: self.maybe(figure.label.as_ref(), &prefix),
            kind: figure.kind.map(FigureKind::as_str),
            src: image.and_then(|path| self.asset(path)),
            width: dimensions.map(|(width, _)| width),
            height: dimensions.map(|(_, height)| height),
            alt: figure.alt.clone().unwrap_or_else(|| self.alt_of_card(id, figure)),
            remark_html: self.prose(&figure.remark, &prefix),
            understood: figure.understood.map(Understood::as_str),
        }
    }

    /// What a figure shows, from the card of the second pass on the same figure.
    fn alt_of_card(&self, id: NoteId, figure: &FigureRemark) -> String {
        let plain = |text: &Text| markdown::plain(text, &self.site.options);
        let Some(label) = figure.label.as_ref().map(plain) else { return String::new() };
        let pass2 = self.site.library.note(id).note.pass2.as_ref();
        let mut cards = pass2.iter().flat_map(|pass| &pass.ipo);
        let Some(card) = cards.find(|card| card.of.as_ref().map(plain) == Some(label.clone()))
        else {
            return String::new();
        };
        let steps = [&card.input, &card.process, &card.output];
        let steps: Vec<String> =
            steps.into_iter().flat_map(|step| step.texts()).map(plain).collect();
        steps.join(" → ")
    }

    fn experiments(&mut self, it: &Experiments, p: &str) -> Option<view::Experiments> {
        (*it != Experiments::default()).then(|| view::Experiments {
            notes_html: self.prose(&it.notes, p),
            metrics_html: self.prose(&it.metrics, p),
            ablations_html: self.prose(&it.ablations, p),
            comparisons_html: self.prose(&it.comparisons, p),
            explanation_html: self.prose(&it.explanation, p),
        })
    }

    /// An attempt to rebuild a paper; ids in its texts start with `p`.
    pub(super) fn reproduction(&mut self, it: &Reproduction, p: &str) -> view::Reproduction {
        view::Reproduction {
            status: it.status.map(ReproductionStatus::as_str),
            code_html: self.prose(&it.code, p),
            data_html: self.prose(&it.data, p),
            hardware_html: self.prose(&it.hardware, p),
            settings_html: self.prose(&it.settings, p),
            steps_html: self.prose(&it.steps, p),
            results: it
                .results
                .iter()
                .map(|result| view::Reproduced {
                    of_html: self.maybe(result.of.as_ref(), p),
                    paper_html: self.maybe(result.paper.as_ref(), p),
                    ours_html: self.maybe(result.ours.as_ref(), p),
                })
                .collect(),
            notes_html: self.prose(&it.notes, p),
        }
    }
}

fn minutes(pass: PassNumber, value: u32) -> view::Minutes {
    let measure = MINUTES[usize::from(pass.number()) - 1];
    let (low, high) = measure.unwrap_or_default();
    view::Minutes {
        value,
        low,
        high,
        scale: value.max(high * 2),
        against: measure.map(|(low, high)| match value {
            value if value < low => "under",
            value if value > high => "over",
            _ => "within",
        }),
    }
}

/// What the method gives a pass, in minutes; nothing for the third.
pub(super) fn method_minutes(pass: PassNumber) -> (u32, u32) {
    MINUTES[usize::from(pass.number()) - 1].unwrap_or_default()
}

/// The language of a quotation: that of its letters, because papers are quoted as they are written,
/// whatever the note's language is.
fn quotation_lang(quote: &Text) -> &'static str {
    lang_of(&quote.markdown)
}

/// The language of a sentence of a paper, by its letters.
pub(super) fn lang_of(sentence: &str) -> &'static str {
    let (mut wide, mut narrow) = (0, 0);
    for c in sentence.chars() {
        match c {
            '\u{3400}'..='\u{9FFF}' | '\u{20000}'..='\u{3FFFF}' => wide += 1,
            c if c.is_alphabetic() => narrow += 1,
            _ => {}
        }
    }
    // A Chinese character says about as much as two or three letters.
    if wide * 3 > narrow { "zh" } else { "en" }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn minutes_are_held_against_those_of_the_method() {
        for (pass, value, expected) in [
            (PassNumber::One, 19, Some("under")),
            (PassNumber::One, 30, Some("within")),
            (PassNumber::Two, 121, Some("over")),
            (PassNumber::Three, 600, None),
        ] {
            assert_eq!(minutes(pass, value).against, expected, "{pass:?} {value}");
        }
    }
}
