//! Every key of every kind of document, declared once: its names, what it takes, and what it says, in
//! English and in Chinese. Messages, the schema and the tables of `docs/front-matter.md` are made
//! from that.

mod documents;
mod judgements;
mod paper;
mod passes;

pub(super) use documents::{
    ASSIGNED_PAPER, CONCEPT, HANDOUT, LINK_TO, LIST, LISTED_PAPER, NOTE, PAGE, READER, TASK,
};
pub(super) use judgements::{ANSWER, CLAIM, CRITIQUE, FOLLOW_UP, QUESTION, RELATION, RESULT};
pub(super) use paper::{AUTHOR, PAPER, PAPER_REF};
pub(super) use passes::{
    CONCEPT_FOUND, CONTRIBUTION, DECISION, EXPERIMENTS, FIGURE, IPO, PASS1, PASS2, PASS3,
    REPRODUCED, REPRODUCTION, SECTION, SENTENCE,
};

use super::place;
use crate::model::Word;
use crate::yaml::fields::Kind::{Like, Names, OneOf, Value};
use crate::yaml::fields::{Field, Kind, Spelling, Table};

/// The longest time that a pass may take, in minutes: a little more than two months.
pub(super) const MAX_MINUTES: u32 = 100_000;

const fn table(name: &'static str, groups: &'static [&'static [Field]]) -> Table {
    Table { name, groups, elsewhere: &[], open: false }
}

/// The words of a closed set with their other spellings.
fn words<W: Word>() -> Vec<Spelling> {
    W::WORDS.iter().map(|&(_, word, others)| Spelling { word, others }).collect()
}

/// The words that `kind` takes.
fn document_kinds() -> Vec<Spelling> {
    place::Kind::WORDS.iter().map(|&(_, word, others)| Spelling { word, others }).collect()
}

const KIND_OF_DOCUMENT: Kind = OneOf(document_kinds);
// Digits may be full-width, as in the values themselves.
const DATE: Kind = Like("a date such as `2024-05-01`, `2024-05` or `2024`", "^\\s*[0-9０-９]{4}");
const YEAR: Kind = Like("a year such as `2012`", "^\\s*[0-9０-９]{4}\\s*[年.]?\\s*$");
const LINK: Kind = Like("a web address such as `https://…`", "^[^\\s<>\"]*[:.][^\\s<>\"]*\\s*$");
const LANGUAGE: Kind = Value("a language tag such as `zh` or `en`");
const PASS: Kind = Like("the number of a pass, 1 to 3", "[123一二三]");
const PASSES: Kind = Names("numbers of passes, 1 to 3");
const PASSES_OR_WORD: Kind = Names("numbers of passes, 1 to 3, or `all` or `none`");
const READERS: Kind = Names("the id of a reader, or a list of them");
const FILE: Kind = Value("a file beside this one");

/// Every table: the keys that a front matter may have anywhere.
pub(super) static ALL: &[&Table] = &[
    &NOTE,
    &PASS1,
    &PASS2,
    &PASS3,
    &DECISION,
    &SENTENCE,
    &FIGURE,
    &SECTION,
    &CONTRIBUTION,
    &IPO,
    &EXPERIMENTS,
    &CONCEPT_FOUND,
    &REPRODUCTION,
    &REPRODUCED,
    &PAPER_REF,
    &FOLLOW_UP,
    &CRITIQUE,
    &ANSWER,
    &QUESTION,
    &CLAIM,
    &RESULT,
    &RELATION,
    &AUTHOR,
    &PAGE,
    &READER,
    &LINK_TO,
    &LIST,
    &LISTED_PAPER,
    &HANDOUT,
    &ASSIGNED_PAPER,
    &TASK,
];
