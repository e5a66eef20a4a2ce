//! What is known of a work before a style formats it.

use std::collections::BTreeSet;
use std::str::FromStr;

use hayagriva::citationberg::json::Item;
use hayagriva::citationberg::taxonomy::{
    DateVariable, Kind, NumberVariable, StandardVariable, Variable,
};

/// What hayagriva is told that is no variable of the work.
const APART: [&str; 3] = ["id", "language", "type"];

/// The kind of a work and the names of the variables that it has. Works of one shape take the same
/// way through a style, but where it asks for more than whether they have something.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub(super) struct Shape {
    kind: String,
    has: BTreeSet<String>,
}

impl Shape {
    /// The shape of `item`.
    pub(super) fn of(item: &Item) -> Self {
        let has = item.0.keys().filter(|name| !APART.contains(&name.as_str())).cloned().collect();
        let kind = item.0.get("type").and_then(|kind| kind.to_str());
        Self { kind: kind.unwrap_or_default().into_owned(), has }
    }

    /// The kind; none is that of a work whose kind CSL does not know.
    pub(super) fn kind(&self) -> Option<Kind> {
        Kind::from_str(&self.kind).ok()
    }

    /// Whether `variable` will be found when the work is formatted; `None` if that is not known.
    pub(super) fn has(&self, variable: Variable) -> Option<bool> {
        let named = self.has.contains(&variable.to_string());
        match variable {
            // They follow from where the work is cited, or from another variable.
            Variable::Standard(StandardVariable::CitationLabel | StandardVariable::YearSuffix)
            | Variable::Number(
                NumberVariable::CitationNumber
                | NumberVariable::FirstReferenceNoteNumber
                | NumberVariable::Locator
                | NumberVariable::PageFirst,
            ) => None,
            // A short title stands for a title.
            Variable::Standard(StandardVariable::Title) if !named => {
                if self.has.contains("title-short") { None } else { Some(false) }
            }
            // Others may be no dates.
            Variable::Date(date) if named && !is_ours(date) => None,
            _ => Some(named),
        }
    }

    /// Whether `date` is about the time; `None` if that is not known.
    pub(super) fn is_uncertain(&self, date: DateVariable) -> Option<bool> {
        let absent = self.has(date.into()) == Some(false);
        (absent || is_ours(date)).then_some(false)
    }

    /// A variable that works of this shape do not have.
    pub(super) fn lacks(&self) -> Option<Variable> {
        [StandardVariable::Dimensions, StandardVariable::Scale, StandardVariable::References]
            .into_iter()
            .map(Variable::Standard)
            .find(|&variable| self.has(variable) == Some(false))
    }
}

/// Whether a date is written for hayagriva by [`super::reference()`], which writes none that cannot be.
fn is_ours(date: DateVariable) -> bool {
    matches!(date, DateVariable::Issued | DateVariable::Accessed)
}
