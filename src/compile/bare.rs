//! What is left of the parts of a note without places and without the words of its texts.
//!
//! Invariant: two notes whose parts are equal when bare differ in what their texts say and where they
//! stand, and in nothing that other pages than their paper's list, count or sort by. A text that says
//! nothing stays told from one that says something, because parts of pages are there or not by that.

use crate::model::{
    AbstractSentence, Claim, Contribution, Critique, Decision, Experiments, FigureRemark, FollowUp,
    InputProcessOutput, NamedExplanation, PaperRef, Pass1, Pass2, Pass3, PassRecord, Prose,
    Question, Rating, Relation, Reproduced, Reproduction, ResultRow, SectionGist, Text,
};
use crate::source::{Located, Span};

/// Something that has places or texts in it.
pub(super) trait Bare: Clone {
    /// Takes them away.
    fn strip(&mut self);

    /// It without them.
    fn bare(&self) -> Self {
        let mut bare = self.clone();
        bare.strip();
        bare
    }
}

impl Bare for Span {
    fn strip(&mut self) {
        *self = Self::new(self.file, 0..0);
    }
}

/// A text that names something: its words tell it from others.
impl Bare for Text {
    fn strip(&mut self) {
        self.span.strip();
    }
}

impl Bare for Prose {
    fn strip(&mut self) {
        for text in &mut self.0 {
            text.strip();
            let says = if text.markdown.trim().is_empty() { "" } else { "." };
            says.clone_into(&mut text.markdown);
        }
    }
}

impl<T: Clone> Bare for Located<T> {
    fn strip(&mut self) {
        self.span.strip();
    }
}

impl<T: Bare> Bare for Vec<T> {
    fn strip(&mut self) {
        self.iter_mut().for_each(Bare::strip);
    }
}

impl<T: Bare> Bare for Option<T> {
    fn strip(&mut self) {
        self.iter_mut().for_each(Bare::strip);
    }
}

impl Bare for (PaperRef, Prose) {
    fn strip(&mut self) {
        self.0.strip();
        self.1.strip();
    }
}

impl Bare for (String, Prose) {
    fn strip(&mut self) {
        self.1.strip();
    }
}

impl Bare for PaperRef {
    fn strip(&mut self) {
        match self {
            Self::Named(name) => name.strip(),
            Self::Described { facts, span } => {
                facts.places_mut().for_each(Bare::strip);
                span.strip();
            }
        }
    }
}

/// Strips the first fields; those behind the semicolon have neither places nor texts. All are named, so
/// that none is forgotten.
macro_rules! bare {
    ($($type:ident { $($field:ident),+; $($kept:ident),* })+) => {$(
        impl Bare for $type {
            fn strip(&mut self) {
                let Self { $($field,)+ $($kept: _),* } = self;
                $($field.strip();)+
            }
        }
    )+};
}

bare! {
    Rating { span; name, value }
    PassRecord { span, date, now, decision, notes; minutes }
    Decision { why; word }
    Pass1 { record, title, authors, abstract_text, abstract_sentences, conclusion, figures; }
    AbstractSentence { quote, note; role }
    FigureRemark { label, image, remark; kind, alt, understood }
    Pass2 {
        record, sections, motivation, differences, contributions, ipo, settings, experiments;
    }
    SectionGist { name, gist, motivation, writing; }
    Contribution { claim, note; weight }
    InputProcessOutput { of, input, process, output, if_removed; }
    Experiments { notes, metrics, ablations, comparisons, explanation; }
    Pass3 {
        record, concepts, reproduction, assumptions, weakest_assumption, counterexample,
        completeness, missing_experiments, improvements, open_problems, organisation;
    }
    NamedExplanation { name, explanation, source; }
    Reproduction { code, data, hardware, settings, steps, results, notes; status }
    Reproduced { of, paper, ours; }
    Critique {
        span, claim, place, evidence, date, answered_by;
        about, view, stance, confidence, basis
    }
    Question { span, ask, answer, answered_by; raised, answered_in }
    Claim { span, claim, evidence, place; confidence, basis }
    ResultRow { span, setting, place; benchmark, metric, value, number, unit, better }
    Relation { paper, note; kind }
    FollowUp { span, paper, why, from; priority }
}
