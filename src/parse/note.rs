//! One reader's notes on one paper.

use super::judgements::{claim, critique, is_all, passes, question, relation, result};
use super::paper::{facts, follow_ups, is_word_separator, paper_refs};
use super::passes::{each, pass1, pass2, pass3};
use super::texts::{date, prose, word};
use super::{Read, own_values, place};
use crate::diagnostic::{Code, Diagnostic};
use crate::model::{Note, PassNumber, Rating};
use crate::source::{Located, Span};
use crate::yaml::Values;
use crate::yaml::fields::{Entry, Fields};

/// The ratings that every site has, with their other names.
const RATINGS: &[(&str, &[&str])] = &[
    ("novelty", &["新颖性"]),
    ("experiments", &["实验充分度", "实验"]),
    ("writing", &["写作质量", "写作"]),
    ("value", &["价值"]),
];

/// The note in a file whose front matter is `fields`.
pub(super) fn note(values: &mut Values<'_>, fields: &Fields<'_>, read: Read<'_>) -> Note {
    let mut facts = facts(values, fields);
    if facts.key.is_none() {
        // A key of the file's name has an empty place at the start of the file.
        let start = Span::new(read.file, 0..0);
        facts.key = place::key(read.path).map(|key| Located::new(key, start));
    }
    Note {
        file: read.file,
        path: read.path.clone(),
        facts,
        readers: values.parsed_list(fields.get("readers"), is_word_separator, Code::BadKey),
        date: date(values, fields.get("date")),
        updated: date(values, fields.get("updated")),
        lang: values.parsed(fields.get("lang"), Code::BadLanguage).map(|lang| lang.value),
        draft: values.boolean(fields.get_even_empty("draft")).unwrap_or(false),
        publish: published(values, fields.get("publish")),
        status: word(values, fields.get("status")),
        depth: word(values, fields.get("depth")),
        purpose: prose(values, fields.get("purpose")),
        tldr: prose(values, fields.get("tldr")),
        ratings: ratings(values, fields.get("ratings")),
        prerequisites: paper_refs(values, fields.get("prerequisites")),
        pass1: pass1(values, fields.get("pass1")),
        pass2: pass2(values, fields.get("pass2")),
        pass3: pass3(values, fields.get("pass3")),
        follow_ups: follow_ups(values, fields.get("follow_ups")),
        critiques: each(values, fields.get("critiques"), critique),
        questions: each(values, fields.get("questions"), question),
        claims: each(values, fields.get("claims"), claim),
        results: each(values, fields.get("results"), result),
        relations: each(values, fields.get("relations"), relation),
        extra: own_values(fields),
        body: read.body,
        outline: read.outline,
        front_outline: crate::model::Outline::default(),
    }
}

/// Which passes are published: all of the note unless it says otherwise.
fn published(values: &mut Values<'_>, entry: Option<Entry<'_>>) -> Option<Vec<PassNumber>> {
    let everything = entry.and_then(|entry| entry.node.as_scalar());
    if everything.is_some_and(|scalar| is_all(&scalar.text)) {
        return None;
    }
    Some(passes(values, entry?))
}

fn ratings(values: &mut Values<'_>, entry: Option<Entry<'_>>) -> Vec<Rating> {
    let mut ratings: Vec<Rating> = Vec::new();
    for (name, entry) in values.own_map(entry) {
        let canonical = RATINGS
            .iter()
            .find(|(key, others)| *key == name.value || others.contains(&name.value))
            .map_or(name.value, |(key, _)| key);
        if let Some(first) = ratings.iter().find(|rating| rating.name == canonical) {
            let message = format!("`{}` is rated twice", name.value);
            values.diagnostics.push(
                Diagnostic::new(Code::SameKeyTwice, name.span, message)
                    .related(first.span, "first here")
                    .help("keep one of them"),
            );
            continue;
        }
        if let Some(value) = stars(values, entry) {
            let span = Span { end: entry.node.span.end, ..name.span };
            ratings.push(Rating { name: canonical.to_owned(), value, span });
        }
    }
    ratings
}

/// How many of five: `4`, `4/5`, `★★★★☆`.
fn stars(values: &mut Values<'_>, entry: Entry<'_>) -> Option<u8> {
    let written = entry.node.as_scalar().map(|scalar| scalar.text.trim());
    let shown = written.filter(|text| !text.is_empty() && text.chars().all(|c| "★☆⭐".contains(c)));
    if let Some(shown) = shown {
        let count = shown.chars().filter(|&c| c != '☆').count();
        if let Some(value) = u8::try_from(count).ok().filter(|count| (1..=5).contains(count)) {
            return Some(value);
        }
    }
    let value = values.number(Some(entry), 1..=5, &["/5", "/ 5", "分", "星"])?;
    u8::try_from(value).ok()
}
