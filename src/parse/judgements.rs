//! Critiques, questions, claims, results and typed relations.

use super::fields::{ANSWER, CLAIM, CRITIQUE, QUESTION, RELATION, RESULT};
use super::paper::{is_word_separator, paper_of, paper_ref};
use super::passes::each;
use super::texts::{date, prose, text, word};
use crate::diagnostic::Code;
use crate::model::{
    Claim, Critique, PaperRef, PassNumber, Prose, Question, Relation, ResultRow, Stance,
};
use crate::yaml::Values;
use crate::yaml::fields::Entry;

/// A critique: a map, or the judgement alone.
pub(super) fn critique(values: &mut Values<'_>, entry: Entry<'_>) -> Option<Critique> {
    let span = entry.node.span;
    let Some(fields) = values.fields(entry.node, &CRITIQUE) else {
        return Some(Critique {
            span,
            claim: Prose(vec![text(values, Some(entry))?]),
            about: None,
            view: None,
            stance: Stance::Con,
            place: None,
            evidence: Prose::default(),
            confidence: None,
            basis: None,
            date: None,
            answered_by: Vec::new(),
        });
    };
    let critique = Critique {
        span,
        claim: prose(values, fields.get("claim")),
        about: word(values, fields.get("about")),
        view: word(values, fields.get("view")),
        stance: word(values, fields.get("stance")).unwrap_or(Stance::Con),
        place: text(values, fields.get("where")),
        evidence: prose(values, fields.get("evidence")),
        confidence: word(values, fields.get("confidence")),
        basis: word(values, fields.get("basis")),
        date: date(values, fields.get("date")),
        answered_by: each(values, fields.get("answered_by"), answer),
    };
    if critique.claim.is_empty() {
        values.missing(span, "this critique does not say what it claims", "add `claim:`");
        return None;
    }
    Some(critique)
}

fn answer(values: &mut Values<'_>, entry: Entry<'_>) -> Option<(PaperRef, Prose)> {
    let Some(fields) = values.fields(entry.node, &ANSWER) else {
        return Some((paper_ref(values, entry)?, Prose::default()));
    };
    let how = prose(values, fields.get("how"));
    Some((paper_of(values, &fields, entry)?, how))
}

/// A question: a map, or the question alone.
pub(super) fn question(values: &mut Values<'_>, entry: Entry<'_>) -> Option<Question> {
    let span = entry.node.span;
    let Some(fields) = values.fields(entry.node, &QUESTION) else {
        return Some(Question {
            span,
            ask: Prose(vec![text(values, Some(entry))?]),
            raised: None,
            answer: Prose::default(),
            answered_in: None,
            answered_by: None,
        });
    };
    let answered = fields.get("answered");
    let answered_in = answered
        .and_then(|entry| entry.node.as_scalar())
        .and_then(|scalar| pass_number(&scalar.text));
    let answered = answered.filter(|_| answered_in.is_none());
    let question = Question {
        span,
        ask: prose(values, fields.get("ask")),
        raised: fields.get("raised").and_then(|entry| pass(values, entry)),
        answer: prose(values, fields.get("answer")),
        answered_in,
        answered_by: answered.and_then(|entry| paper_ref(values, entry)),
    };
    if question.ask.is_empty() {
        values.missing(span, "this question does not say what it asks", "add `ask:`");
        return None;
    }
    Some(question)
}

/// The number of a pass; anything else is reported.
pub(super) fn pass(values: &mut Values<'_>, entry: Entry<'_>) -> Option<PassNumber> {
    let name = values.name(Some(entry))?;
    let number = pass_number(&name.value);
    if number.is_none() {
        let message = format!("`{}` is not the number of a pass, 1 to 3", name.value);
        values.report(Code::OutOfRange, entry, message);
    }
    number
}

/// `2`, `pass 2`, `第二遍`.
pub(super) fn pass_number(text: &str) -> Option<PassNumber> {
    let text = text.trim().to_lowercase();
    let text = text.strip_prefix("pass").unwrap_or(&text).trim_start();
    let text = text.strip_prefix('第').and_then(|text| text.strip_suffix('遍')).unwrap_or(text);
    let number = match text {
        "1" | "一" => 1,
        "2" | "二" => 2,
        "3" | "三" => 3,
        _ => return None,
    };
    PassNumber::from_number(number)
}

/// Numbers of passes: a list, a text of them, `all` or `none`.
pub(super) fn passes(values: &mut Values<'_>, entry: Entry<'_>) -> Vec<PassNumber> {
    if let Some(scalar) = entry.node.as_scalar() {
        if is_all(&scalar.text) {
            return PassNumber::ALL.to_vec();
        }
        if matches!(scalar.text.trim().to_lowercase().as_str(), "none" | "无" | "不公开") {
            return Vec::new();
        }
    }
    let mut passes = Vec::new();
    for item in values.items(Some(entry)) {
        let several = item.node.as_scalar().map(|scalar| {
            let pieces = scalar.text.split(is_word_separator);
            pieces.map(pass_number).collect::<Option<Vec<_>>>()
        });
        match several.flatten() {
            Some(several) => passes.extend(several),
            None => passes.extend(pass(values, item)),
        }
    }
    passes.sort();
    passes.dedup();
    passes
}

/// Whether `text` means all passes.
pub(super) fn is_all(text: &str) -> bool {
    matches!(text.trim().to_lowercase().as_str(), "all" | "全部")
}

/// A claim: a map, or the claim alone.
pub(super) fn claim(values: &mut Values<'_>, entry: Entry<'_>) -> Option<Claim> {
    let span = entry.node.span;
    let Some(fields) = values.fields(entry.node, &CLAIM) else {
        return Some(Claim {
            span,
            claim: Prose(vec![text(values, Some(entry))?]),
            evidence: Prose::default(),
            place: None,
            confidence: None,
            basis: None,
        });
    };
    let claim = Claim {
        span,
        claim: prose(values, fields.get("claim")),
        evidence: prose(values, fields.get("evidence")),
        place: text(values, fields.get("where")),
        confidence: word(values, fields.get("confidence")),
        basis: word(values, fields.get("basis")),
    };
    if claim.claim.is_empty() {
        values.missing(span, "this claim does not say what it claims", "add `claim:`");
        return None;
    }
    Some(claim)
}

/// A number as the paper reports it.
pub(super) fn result(values: &mut Values<'_>, entry: Entry<'_>) -> Option<ResultRow> {
    let span = entry.node.span;
    let Some(fields) = values.fields(entry.node, &RESULT) else {
        values.wrong_kind(entry);
        return None;
    };
    let unit = values.name(fields.get("unit"));
    let better = word(values, fields.get("better"));
    let setting = text(values, fields.get("setting"));
    let place = text(values, fields.get("where"));
    let mut required = |key| {
        let name = values.name(fields.get(key));
        if name.is_none() && fields.get(key).is_none() {
            let message = format!("this result has no `{key}`");
            values.missing(span, message, format!("add `{key}:`"));
        }
        name.map(|name| name.value)
    };
    let (benchmark, metric, value) = (required("benchmark"), required("metric"), required("value"));
    let value = value?;
    Some(ResultRow {
        span,
        benchmark: benchmark?,
        metric: metric?,
        number: number(&value),
        value,
        unit: unit.map(|unit| unit.value),
        better,
        setting,
        place,
    })
}

/// The number that a value starts with: `17.0`, `17.0%`, `1,200`, `−0.4`, `82.3 ± 0.1`.
fn number(value: &str) -> Option<f64> {
    let value = value.trim().replace('−', "-").replace([',', '，'], "");
    let end = value
        .char_indices()
        .find(|&(at, c)| {
            let sign = matches!(c, '+' | '-') && (at == 0 || value[..at].ends_with(['e', 'E']));
            !(c.is_ascii_digit() || c == '.' || sign || (matches!(c, 'e' | 'E') && at > 0))
        })
        .map_or(value.len(), |(at, _)| at);
    value[..end].trim_end_matches(['e', 'E']).parse().ok().filter(|number: &f64| number.is_finite())
}

/// What the paper is to another one.
pub(super) fn relation(values: &mut Values<'_>, entry: Entry<'_>) -> Option<Relation> {
    let Some(fields) = values.fields(entry.node, &RELATION) else {
        values.wrong_kind(entry);
        return None;
    };
    let note = prose(values, fields.get("note"));
    if fields.get("kind").is_none() {
        values.missing(
            entry.node.span,
            "this relation does not say of what kind it is",
            "add `kind: extends`, or another of its words",
        );
    }
    let kind = word(values, fields.get("kind"));
    let paper = paper_of(values, &fields, entry);
    Some(Relation { kind: kind?, paper: paper?, note })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_result_is_a_number_whatever_is_written_around_it() {
        for (written, expected) in [
            ("17.0", Some(17.0)),
            ("17.0%", Some(17.0)),
            ("1,200", Some(1200.0)),
            ("−0.4", Some(-0.4)),
            ("1e-3", Some(0.001)),
            ("82.3 ± 0.1", Some(82.3)),
            ("3-5", Some(3.0)),
            ("n/a", None),
            ("", None),
        ] {
            assert_eq!(number(written), expected, "{written}");
        }
    }

    #[test]
    fn a_pass_may_be_named_in_words() {
        for written in ["2", "pass 2", "Pass2", "第二遍"] {
            assert_eq!(pass_number(written), Some(PassNumber::Two), "{written}");
        }
        assert_eq!(pass_number("4"), None);
    }
}
