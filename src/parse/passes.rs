//! What is written in each of the three passes.

use super::fields::{
    CONCEPT_FOUND, CONTRIBUTION, DECISION, EXPERIMENTS, FIGURE, IPO, MAX_MINUTES, PASS1, PASS2,
    PASS3, REPRODUCED, REPRODUCTION, SECTION, SENTENCE,
};
use super::texts::{date, plain, prose, prose_of, text, word};
use crate::model::{
    AbstractSentence, Contribution, Decision, DecisionWord, Experiments, FigureRemark,
    InputProcessOutput, NamedExplanation, Pass1, Pass2, Pass3, PassRecord, Prose, Reproduced,
    Reproduction, ReproductionStatus, SectionGist, Word as _,
};
use crate::source::Span;
use crate::yaml::fields::{Entry, Fields, Table};
use crate::yaml::{Value, Values};

/// What a number of minutes may be followed by.
pub(super) const MINUTES: &[&str] = &["minutes", "mins", "min", "分钟", "分"];

/// The first pass.
pub(super) fn pass1(values: &mut Values<'_>, entry: Option<Entry<'_>>) -> Option<Pass1> {
    let (record, fields) = pass(values, entry?, &PASS1);
    let get = |key| fields.as_ref().and_then(|fields| fields.get(key));
    let (abstract_text, abstract_sentences) = abstract_of(values, get("abstract"));
    Some(Pass1 {
        record,
        title: prose(values, get("title")),
        authors: prose(values, get("authors")),
        abstract_text,
        abstract_sentences,
        conclusion: prose(values, get("conclusion")),
        figures: each(values, get("figures"), figure),
    })
}

/// The second pass.
pub(super) fn pass2(values: &mut Values<'_>, entry: Option<Entry<'_>>) -> Option<Pass2> {
    let (record, fields) = pass(values, entry?, &PASS2);
    let get = |key| fields.as_ref().and_then(|fields| fields.get(key));
    let settings = values.own_map(get("settings"));
    let settings = settings
        .into_iter()
        .map(|(name, entry)| (name.value.to_owned(), prose(values, Some(entry))));
    Some(Pass2 {
        record,
        settings: settings.collect(),
        sections: each(values, get("sections"), section),
        motivation: prose(values, get("motivation")),
        differences: prose(values, get("differences")),
        contributions: each(values, get("contributions"), contribution),
        ipo: each(values, get("ipo"), ipo),
        experiments: experiments(values, get("experiments")),
    })
}

/// The third pass.
pub(super) fn pass3(values: &mut Values<'_>, entry: Option<Entry<'_>>) -> Option<Pass3> {
    let (record, fields) = pass(values, entry?, &PASS3);
    let get = |key| fields.as_ref().and_then(|fields| fields.get(key));
    Some(Pass3 {
        record,
        concepts: each(values, get("concepts"), concept),
        reproduction: get("reproduction").map(|entry| reproduction(values, entry)),
        assumptions: prose(values, get("assumptions")),
        weakest_assumption: prose(values, get("weakest_assumption")),
        counterexample: prose(values, get("counterexample")),
        completeness: prose(values, get("completeness")),
        missing_experiments: prose(values, get("missing_experiments")),
        improvements: prose(values, get("improvements")),
        open_problems: prose(values, get("open_problems")),
        organisation: prose(values, get("organisation")),
    })
}

/// What every pass has; a pass that is no map is its notes.
fn pass<'n>(
    values: &mut Values<'_>,
    entry: Entry<'n>,
    table: &'static Table,
) -> (PassRecord, Option<Fields<'n>>) {
    let span = Span { end: entry.node.span.end, ..entry.key_span };
    let empty = PassRecord {
        span,
        date: None,
        minutes: None,
        now: Prose::default(),
        decision: None,
        notes: Prose::default(),
    };
    let Some(fields) = values.fields(entry.node, table) else {
        let notes = prose(values, Some(entry));
        return (PassRecord { notes, ..empty }, None);
    };
    let record = PassRecord {
        date: date(values, fields.get("date")),
        minutes: values.number(fields.get("minutes"), 0..=MAX_MINUTES, MINUTES),
        now: prose(values, fields.get("now")),
        decision: decision(values, fields.get("decision"), fields.get("why")),
        notes: prose(values, fields.get("notes")),
        ..empty
    };
    (record, Some(fields))
}

/// The decision: a word or a map; `why` may stand beside it.
fn decision(
    values: &mut Values<'_>,
    entry: Option<Entry<'_>>,
    why: Option<Entry<'_>>,
) -> Option<Decision> {
    let mut reasons = prose(values, why);
    let Some(entry) = entry else {
        if let Some(why) = why {
            let message =
                format!("`{}` gives the reason of a decision that is not there", why.name);
            values.missing(why.key_span, message, "add `decision: continue`, `stop` or `later`");
        }
        return None;
    };
    let Some(fields) = values.fields(entry.node, &DECISION) else {
        let word = word::<DecisionWord>(values, Some(entry))?;
        return Some(Decision { word, why: reasons });
    };
    reasons.0.extend(prose(values, fields.get("why")).0);
    let Some(is) = fields.get("is") else {
        let message = "this decision does not say what was decided";
        values.missing(entry.node.span, message, "add `is: continue`, `is: stop` or `is: later`");
        return None;
    };
    let word = word::<DecisionWord>(values, Some(is))?;
    Some(Decision { word, why: reasons })
}

/// Every item of a list, read by `read`.
pub(super) fn each<'n, T>(
    values: &mut Values<'_>,
    entry: Option<Entry<'n>>,
    read: fn(&mut Values<'_>, Entry<'n>) -> Option<T>,
) -> Vec<T> {
    let items = values.items(entry);
    items.into_iter().filter_map(|item| read(values, item)).collect()
}

/// The abstract: texts, or sentences with remarks.
fn abstract_of(
    values: &mut Values<'_>,
    entry: Option<Entry<'_>>,
) -> (Prose, Vec<AbstractSentence>) {
    let mut texts = Prose::default();
    let mut sentences = Vec::new();
    for item in values.items(entry) {
        match values.fields(item.node, &SENTENCE) {
            Some(fields) => sentences.push(AbstractSentence {
                quote: text(values, fields.get("quote")),
                role: word(values, fields.get("role")),
                note: prose(values, fields.get("note")),
            }),
            None => texts.0.extend(text(values, Some(item))),
        }
    }
    (texts, sentences)
}

fn figure(values: &mut Values<'_>, entry: Entry<'_>) -> Option<FigureRemark> {
    let Some(fields) = values.fields(entry.node, &FIGURE) else {
        let remark = Prose(vec![text(values, Some(entry))?]);
        return Some(FigureRemark {
            label: None,
            kind: None,
            image: None,
            alt: None,
            remark,
            understood: None,
        });
    };
    Some(FigureRemark {
        label: text(values, fields.get("label")),
        kind: word(values, fields.get("kind")),
        image: values.name(fields.get("image")),
        alt: plain(values, fields.get("alt")),
        remark: prose(values, fields.get("remark")),
        understood: word(values, fields.get("understood")),
    })
}

fn section(values: &mut Values<'_>, entry: Entry<'_>) -> Option<SectionGist> {
    let Some(fields) = values.fields(entry.node, &SECTION) else {
        let gist = Prose(vec![text(values, Some(entry))?]);
        let none = Prose::default;
        return Some(SectionGist { name: None, gist, motivation: none(), writing: none() });
    };
    Some(SectionGist {
        name: text(values, fields.get("name")),
        gist: prose(values, fields.get("gist")),
        motivation: prose(values, fields.get("motivation")),
        writing: prose(values, fields.get("writing")),
    })
}

fn contribution(values: &mut Values<'_>, entry: Entry<'_>) -> Option<Contribution> {
    let Some(fields) = values.fields(entry.node, &CONTRIBUTION) else {
        let claim = Prose(vec![text(values, Some(entry))?]);
        return Some(Contribution { claim, weight: None, note: Prose::default() });
    };
    let claim = prose(values, fields.get("claim"));
    let contribution = Contribution {
        claim,
        weight: word(values, fields.get("weight")),
        note: prose(values, fields.get("note")),
    };
    if contribution.claim.is_empty() {
        values.missing(
            entry.node.span,
            "this contribution does not say what it is",
            "add `claim:`",
        );
        return None;
    }
    Some(contribution)
}

fn ipo(values: &mut Values<'_>, entry: Entry<'_>) -> Option<InputProcessOutput> {
    let Some(fields) = values.fields(entry.node, &IPO) else {
        values.wrong_kind(entry);
        return None;
    };
    Some(InputProcessOutput {
        of: text(values, fields.get("of")),
        input: prose(values, fields.get("input")),
        process: prose(values, fields.get("process")),
        output: prose(values, fields.get("output")),
        if_removed: prose(values, fields.get("if_removed")),
    })
}

fn experiments(values: &mut Values<'_>, entry: Option<Entry<'_>>) -> Experiments {
    let Some(entry) = entry else { return Experiments::default() };
    let Some(fields) = values.fields(entry.node, &EXPERIMENTS) else {
        return Experiments { notes: prose(values, Some(entry)), ..Experiments::default() };
    };
    Experiments {
        notes: prose(values, fields.get("notes")),
        metrics: prose(values, fields.get("metrics")),
        ablations: prose(values, fields.get("ablations")),
        comparisons: prose(values, fields.get("comparisons")),
        explanation: prose(values, fields.get("explanation")),
    }
}

fn concept(values: &mut Values<'_>, entry: Entry<'_>) -> Option<NamedExplanation> {
    let Some(fields) = values.fields(entry.node, &CONCEPT_FOUND) else {
        let name = values.name(Some(entry))?;
        let none = Prose::default;
        return Some(NamedExplanation { name, explanation: none(), source: none() });
    };
    let explanation = prose(values, fields.get("explanation"));
    let source = prose(values, fields.get("source"));
    let Some(name) = fields.get("name") else {
        values.missing(entry.node.span, "this concept has no name", "add `name:`");
        return None;
    };
    Some(NamedExplanation { name: values.name(Some(name))?, explanation, source })
}

/// The reproduction: a map, a text, or only its status.
fn reproduction(values: &mut Values<'_>, entry: Entry<'_>) -> Reproduction {
    let mut reproduction = Reproduction {
        status: None,
        code: Prose::default(),
        data: Prose::default(),
        hardware: Prose::default(),
        settings: Prose::default(),
        steps: Prose::default(),
        results: Vec::new(),
        notes: Prose::default(),
    };
    let Some(fields) = values.fields(entry.node, &REPRODUCTION) else {
        let word = entry.node.as_scalar().and_then(|s| ReproductionStatus::parse_word(&s.text));
        match word {
            Some(status) => reproduction.status = Some(status),
            None => reproduction.notes = prose(values, Some(entry)),
        }
        return reproduction;
    };
    Reproduction {
        status: word(values, fields.get("status")),
        code: prose(values, fields.get("code")),
        data: prose(values, fields.get("data")),
        hardware: prose(values, fields.get("hardware")),
        settings: match fields.get("settings") {
            Some(entry) if matches!(entry.node.value, Value::Map(_)) => {
                prose_of(values.lines(entry))
            }
            entry => prose(values, entry),
        },
        steps: prose(values, fields.get("steps")),
        results: each(values, fields.get("results"), reproduced),
        notes: prose(values, fields.get("notes")),
    }
}

fn reproduced(values: &mut Values<'_>, entry: Entry<'_>) -> Option<Reproduced> {
    let Some(fields) = values.fields(entry.node, &REPRODUCED) else {
        values.wrong_kind(entry);
        return None;
    };
    Some(Reproduced {
        of: text(values, fields.get("of")),
        paper: text(values, fields.get("paper")),
        ours: text(values, fields.get("ours")),
    })
}
