//! Grammars as they are read with: each context with all its rules, those of what it includes among
//! them.
//!
//! Invariant: the rules of a context are those of [`context_iter`], in its order. A context is looked
//! up when it is first asked for, because a grammar has hundreds and a listing meets a few.

use rustc_hash::FxHashMap;
use serde::Serialize;
use serde_json::json;
use syntect::parsing::syntax_definition::{
    Context, ContextReference, MatchOperation, MatchPattern, Pattern, context_iter,
};
use syntect::parsing::{Regex, SyntaxReference, SyntaxSet};

use super::first::First;

/// The number of a context.
pub(super) type ContextNumber = u32;

/// A rule.
pub(super) struct Rule {
    pub(super) pattern: &'static MatchPattern,
    /// The number of its expression.
    pub(super) expression: usize,
}

/// What rules look for, and what that begins with. Half of the rules of a grammar look for what another
/// one looks for.
pub(super) struct Expression {
    pub(super) regex: &'static Regex,
    pub(super) first: First,
}

/// A context and the numbers of its rules.
struct Known {
    context: &'static Context,
    rules: Box<[usize]>,
    /// The context whose rules stand before its own.
    prototype: Option<ContextNumber>,
}

/// The contexts of `syntaxes` that were asked for.
pub(super) struct Grammars {
    syntaxes: &'static SyntaxSet,
    contexts: Vec<Known>,
    context_numbers: FxHashMap<*const Context, ContextNumber>,
    rules: Vec<Rule>,
    rule_numbers: FxHashMap<*const MatchPattern, usize>,
    expressions: Vec<Expression>,
    expression_numbers: FxHashMap<&'static str, usize>,
    starts: FxHashMap<*const SyntaxReference, Option<ContextNumber>>,
}

impl Grammars {
    /// Those of `syntaxes`, none of which was asked for yet.
    pub(super) fn new(syntaxes: &'static SyntaxSet) -> Self {
        Self {
            syntaxes,
            contexts: Vec::new(),
            context_numbers: FxHashMap::default(),
            rules: Vec::new(),
            rule_numbers: FxHashMap::default(),
            expressions: Vec::new(),
            expression_numbers: FxHashMap::default(),
            starts: FxHashMap::default(),
        }
    }

    pub(super) fn context(&self, number: ContextNumber) -> &'static Context {
        self.contexts[number as usize].context
    }

    /// The numbers of the rules of a context, in their order.
    pub(super) fn rules_of(&self, number: ContextNumber) -> &[usize] {
        &self.contexts[number as usize].rules
    }

    pub(super) fn rule(&self, number: usize) -> &Rule {
        &self.rules[number]
    }

    pub(super) fn expression(&self, number: usize) -> &Expression {
        &self.expressions[number]
    }

    /// How many expressions are known.
    pub(super) fn len(&self) -> usize {
        self.expressions.len()
    }

    /// The context that a listing in `syntax` starts in; `None` if it has none.
    pub(super) fn start(&mut self, syntax: &'static SyntaxReference) -> Option<ContextNumber> {
        if let Some(&known) = self.starts.get(&std::ptr::from_ref(syntax)) {
            return known;
        }
        let start = contexts(self.syntaxes, syntax).find(|context| is_start(context, syntax));
        let start = start.map(|context| self.number_of(context));
        self.starts.insert(syntax, start);
        start
    }

    /// The context that `reference` leads to; `None` if it leads nowhere.
    pub(super) fn number(&mut self, reference: &ContextReference) -> Option<ContextNumber> {
        let context = reference.resolve(self.syntaxes).ok()?;
        Some(self.number_of(context))
    }

    /// The context whose rules stand before those of the context `of`.
    pub(super) fn prototype(&self, of: ContextNumber) -> Option<ContextNumber> {
        self.contexts[of as usize].prototype
    }

    fn number_of(&mut self, context: &'static Context) -> ContextNumber {
        if let Some(&known) = self.context_numbers.get(&std::ptr::from_ref(context)) {
            return known;
        }
        let patterns = context_iter(self.syntaxes, context);
        let patterns = patterns.filter_map(|(context, index)| context.match_at(index).ok());
        let rules = patterns
            .map(|pattern| {
                *self.rule_numbers.entry(pattern).or_insert_with(|| {
                    let regex = pattern.regex();
                    let known = self.expression_numbers.entry(regex.regex_str());
                    let expression = *known.or_insert_with(|| {
                        let first = First::of(regex.regex_str());
                        self.expressions.push(Expression { regex, first });
                        self.expressions.len() - 1
                    });
                    self.rules.push(Rule { pattern, expression });
                    self.rules.len() - 1
                })
            })
            .collect();
        let number = ContextNumber::try_from(self.contexts.len()).unwrap_or(ContextNumber::MAX);
        self.contexts.push(Known { context, rules, prototype: None });
        self.context_numbers.insert(context, number);
        let prototype = context.prototype.and_then(|id| with_id(id, self.syntaxes));
        self.contexts[number as usize].prototype = prototype.map(|it| self.number_of(it));
        number
    }
}

/// The contexts of one grammar.
fn contexts(
    syntaxes: &'static SyntaxSet,
    syntax: &SyntaxReference,
) -> impl Iterator<Item = &'static Context> {
    let number = syntaxes.syntaxes().iter().position(|other| std::ptr::eq(other, syntax));
    let numbers = number.into_iter().flat_map(|number| (0..).map(move |of| (number, of)));
    numbers.map_while(move |(syntax, context)| {
        with_id(json!({ "syntax_index": syntax, "context_index": context }), syntaxes)
    })
}

/// The context with this id. Syntect keeps what ids and references are made of to itself, but reads and
/// writes them as parts of a grammar.
fn with_id(id: impl Serialize, syntaxes: &'static SyntaxSet) -> Option<&'static Context> {
    let reference: ContextReference = serde_json::from_value(json!({ "Direct": id })).ok()?;
    reference.resolve(syntaxes).ok()
}

/// Whether `context` is the one that every grammar gets to start in: it has the grammar's scope, and
/// leads to the main one at once.
fn is_start(context: &Context, syntax: &SyntaxReference) -> bool {
    let [Pattern::Match(pattern)] = context.patterns.as_slice() else { return false };
    context.meta_content_scope == [syntax.scope]
        && pattern.regex().regex_str().is_empty()
        && matches!(&pattern.operation, MatchOperation::Push(to) if to.len() == 1)
}

#[cfg(test)]
mod tests {
    use syntect::parsing::Region;

    use super::*;
    use crate::markdown::highlight::SYNTAXES;
    use crate::markdown::highlight::first::Bytes;
    use crate::markdown::highlight::tests::LISTINGS;

    #[test]
    fn an_expression_matches_only_where_it_is_looked_for() {
        let mut grammars = Grammars::new(&SYNTAXES);
        for syntax in SYNTAXES.syntaxes() {
            for context in contexts(&SYNTAXES, syntax) {
                grammars.number_of(context);
            }
        }
        let lines: Vec<String> = LISTINGS
            .iter()
            .flat_map(|(_, code)| code.lines().map(|it| format!("{it}\n")))
            .collect();
        let (mut region, mut found, mut narrow) = (Region::new(), 0, 0);
        // One that repeats a part of what opened its context is an expression only then.
        for Rule { pattern, expression } in
            grammars.rules.iter().filter(|it| !it.pattern.has_captures)
        {
            let Expression { regex, first } = grammars.expression(*expression);
            assert_eq!(regex.regex_str(), pattern.regex().regex_str());
            narrow += usize::from(first.line || !first.is_anywhere());
            for line in &lines {
                let middle = line.floor_char_boundary(line.len() / 2);
                for start in [0, middle] {
                    if !regex.search(line, start, line.len(), Some(&mut region)) {
                        continue;
                    }
                    found += 1;
                    let (at, _) = region.pos(0).unwrap();
                    let byte = &line.as_bytes()[at..(at + 1).min(line.len())];
                    let expression = regex.regex_str();
                    assert!(first.may_be_in(Bytes::of(byte)), "{expression} in {line:?} at {at}");
                    assert!(!first.line || at == 0, "{expression} in {line:?} at {at}");
                }
            }
        }
        let rules = grammars.rules.len();
        assert!(rules > 5000 && narrow > rules / 2 && found > 10_000);
        assert!(grammars.len() < rules * 3 / 4, "{}", grammars.len());
    }
}
