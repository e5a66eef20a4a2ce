//! Reads one line by a grammar: which scopes begin and end where.
//!
//! Invariant: what is found is what [`syntect::parsing::ParseState`] finds, which a test compares. But
//! two thirds of the expressions are not searched for, because the rest of the line has no byte that
//! they begin with, and nothing is allocated for the others: syntect's own reader, which searches for
//! each of some hundred after each word, was nearly a tenth of a build.
//!
//! The rules of a context, and of what stands before them, are looked for from where the last match
//! ended. The earliest match wins, of several the one whose rule stands first. It gives scopes to what
//! it matched, and opens or closes contexts. A rule that closes what was opened at the same place
//! would run in a circle: it is passed over, and without another one a character is.

use std::rc::Rc;

use rustc_hash::FxHashMap;
use syntect::parsing::syntax_definition::{
    Context, ContextReference, MatchOperation, MatchPattern,
};
use syntect::parsing::{Regex, Region, ScopeStackOp, SyntaxReference, SyntaxSet};

use super::first::Bytes;
use super::grammar::{ContextNumber, Grammars, Rule};

/// Most contexts that are open at once; a rule that would open more is not followed.
const MAX_DEPTH: usize = 100;

/// Most expressions that are kept which repeat what another one matched.
const MAX_REPEATING: usize = 256;

/// What a line begins in: the contexts that are open.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Open {
    levels: Vec<Level>,
    is_first_line: bool,
    /// The depths below which contexts that come with another are not looked at.
    with_starts: Vec<usize>,
}

/// An open context.
#[derive(Clone, Debug, PartialEq, Eq)]
struct Level {
    context: ContextNumber,
    /// Contexts whose rules come first as long as this is open.
    with: Vec<ContextNumber>,
    /// What opened it, if its rules repeat a part of that.
    opened_by: Option<Matched>,
}

/// What a rule matched, and the line that it stands in.
#[derive(Clone, Debug, PartialEq, Eq)]
struct Matched {
    region: Region,
    line: Rc<str>,
}

/// What is known of an expression in the line that was read last when it was looked for.
struct Slot {
    line: u64,
    /// Where it was found; it may be nowhere from there on.
    found: Option<(usize, usize)>,
    region: Region,
}

/// The match that wins.
struct Best {
    rule: usize,
    start: usize,
    end: usize,
    /// Its rule comes with another context.
    is_with: bool,
    /// It would run in a circle.
    loops: bool,
    /// Its parts are in `Machine::repeated`, else in its slot.
    is_repeated: bool,
}

/// Reads lines.
pub(super) struct Machine {
    grammars: Grammars,
    slots: Vec<Slot>,
    /// The number of the line.
    line: u64,
    /// Expressions that repeat what another one matched, as they are then.
    repeating: FxHashMap<String, Regex>,
    /// What the one that was found last matched, and the winner of a place.
    found_repeated: Region,
    repeated: Region,
}

/// What is asked of one place in a line.
#[derive(Clone, Copy)]
struct Place<'a> {
    line: &'a str,
    start: usize,
    /// The bytes from here on.
    ahead: Bytes,
}

impl Machine {
    /// For the grammars of `syntaxes`.
    pub(super) fn new(syntaxes: &'static SyntaxSet) -> Self {
        Self {
            grammars: Grammars::new(syntaxes),
            slots: Vec::new(),
            line: 0,
            repeating: FxHashMap::default(),
            found_repeated: Region::new(),
            repeated: Region::new(),
        }
    }

    /// What the first line of a listing begins in.
    pub(super) fn start(&mut self, syntax: &'static SyntaxReference) -> Option<Open> {
        let context = self.grammars.start(syntax)?;
        let level = Level { context, with: Vec::new(), opened_by: None };
        Some(Open { levels: vec![level], is_first_line: true, with_starts: Vec::new() })
    }

    /// The changes of scopes in `line`, in order, with their places; `None` if the grammar is at fault.
    pub(super) fn read(
        &mut self,
        open: &mut Open,
        line: &str,
    ) -> Option<Vec<(usize, ScopeStackOp)>> {
        let mut changes = Vec::new();
        if std::mem::take(&mut open.is_first_line) {
            let context = self.grammars.context(open.levels.last()?.context);
            changes
                .extend(context.meta_content_scope.first().map(|&it| (0, ScopeStackOp::Push(it))));
        }
        self.line += 1;
        let mut start = 0;
        let mut ahead = (0, Bytes::of(line.as_bytes()));
        // Where something was opened by a match of nothing, and how deep that is.
        let mut opened_at = (0, 0);
        loop {
            while open.with_starts.last().is_some_and(|&depth| depth >= open.levels.len()) {
                open.with_starts.pop();
            }
            if ahead.0 != start {
                ahead = (start, Bytes::of(&line.as_bytes()[start..]));
            }
            let place = Place { line, start, ahead: ahead.1 };
            let may_loop = opened_at == (start, open.levels.len());
            let Some(best) = self.best(open, place, may_loop)? else { return Some(changes) };
            if best.loops {
                let Some((next, _)) = line[start..].char_indices().nth(1) else {
                    return Some(changes);
                };
                start += next;
                continue;
            }
            let &Rule { pattern, expression } = self.grammars.rule(best.rule);
            if best.end <= start && matches!(pattern.operation, MatchOperation::Push(_)) {
                opened_at = (best.end, open.levels.len() + 1);
            }
            start = best.end;
            if best.is_with {
                open.with_starts.push(open.levels.len());
            }
            let region =
                if best.is_repeated { &self.repeated } else { &self.slots[expression].region };
            let matched = Match { pattern, region, start: best.start, end: best.end };
            matched.change(&mut self.grammars, open, line, &mut changes)?;
        }
    }

    /// The match that wins at `place`; nothing if there is none.
    fn best(&mut self, open: &Open, place: Place<'_>, may_loop: bool) -> Option<Option<Best>> {
        let depth = open.levels.len();
        let top = open.levels.last()?;
        let prototype = self.grammars.prototype(top.context);
        self.slots.resize_with(self.grammars.len(), Slot::new);
        let from = open.with_starts.last().copied().unwrap_or(0);
        let with = open.levels[from..].iter().flat_map(|level| {
            level.with.iter().map(|&context| (context, true, level.opened_by.as_ref()))
        });
        let asked = with.chain(prototype.map(|context| (context, false, None))).chain([(
            top.context,
            false,
            top.opened_by.as_ref(),
        )]);

        let mut best: Option<Best> = None;
        for (context, is_with, opened_by) in asked {
            for n in 0..self.grammars.rules_of(context).len() {
                let rule = self.grammars.rules_of(context)[n];
                let Some((start, end, is_repeated)) = self.find(rule, opened_by, place, depth)
                else {
                    continue;
                };
                let is_better = best
                    .as_ref()
                    .is_none_or(|best| start < best.start || start == best.start && best.loops);
                if !is_better {
                    continue;
                }
                let operation = &self.grammars.rule(rule).pattern.operation;
                let loops =
                    may_loop && end <= place.start && matches!(operation, MatchOperation::Pop);
                if is_repeated {
                    std::mem::swap(&mut self.repeated, &mut self.found_repeated);
                }
                best = Some(Best { rule, start, end, is_with, loops, is_repeated });
                if start == place.start && !loops {
                    return Some(best);
                }
            }
        }
        Some(best)
    }

    /// Where `rule` matches first from `place` on, and whether it repeats what opened its context.
    fn find(
        &mut self,
        rule: usize,
        opened_by: Option<&Matched>,
        place: Place<'_>,
        depth: usize,
    ) -> Option<(usize, usize, bool)> {
        let Place { line, start, ahead } = place;
        let &Rule { pattern, expression } = self.grammars.rule(rule);
        let repeats = opened_by.filter(|_| pattern.has_captures);
        let found = match repeats {
            Some(Matched { region, line: opening }) => {
                let regex = pattern.regex_with_refs(region, opening);
                if self.repeating.len() >= MAX_REPEATING {
                    self.repeating.clear();
                }
                let text = regex.regex_str().to_owned();
                let regex = self.repeating.entry(text).or_insert(regex);
                search(regex, line, start, &mut self.found_repeated)
            }
            None => {
                let slot = &mut self.slots[expression];
                let is_known =
                    slot.line == self.line && slot.found.is_none_or(|(from, _)| from >= start);
                if !is_known {
                    let known = self.grammars.expression(expression);
                    let is_ahead = !(known.first.line && start > 0) && known.first.may_be_in(ahead);
                    slot.line = self.line;
                    slot.found = is_ahead
                        .then(|| search(known.regex, line, start, &mut slot.region))
                        .flatten();
                }
                slot.found
            }
        };
        let (from, to) = found.filter(|(from, to)| match pattern.operation {
            MatchOperation::None => from != to,
            MatchOperation::Push(_) => depth < MAX_DEPTH,
            MatchOperation::Set(_) | MatchOperation::Pop => true,
        })?;
        Some((from, to, repeats.is_some()))
    }
}

/// Where `regex` matches `line` first from `start` on; its parts are then in `region`.
fn search(regex: &Regex, line: &str, start: usize, region: &mut Region) -> Option<(usize, usize)> {
    let found = regex.search(line, start, line.len(), Some(&mut *region));
    found.then(|| region.pos(0)).flatten()
}

impl Slot {
    fn new() -> Self {
        Self { line: 0, found: None, region: Region::new() }
    }
}

/// A match whose rule is followed.
struct Match<'a> {
    pattern: &'static MatchPattern,
    region: &'a Region,
    start: usize,
    end: usize,
}

impl Match<'_> {
    /// Follows the rule: changes what is open, and the scopes.
    fn change(
        &self,
        grammars: &mut Grammars,
        open: &mut Open,
        line: &str,
        changes: &mut Vec<(usize, ScopeStackOp)>,
    ) -> Option<()> {
        let Self { pattern, start, end, .. } = *self;
        let top = grammars.context(open.levels.last()?.context);
        let (targets, replaces): (&'static [ContextReference], bool) = match &pattern.operation {
            MatchOperation::Push(targets) => (targets, false),
            MatchOperation::Set(targets) => (targets, true),
            MatchOperation::Pop | MatchOperation::None => (&[], false),
        };
        let mut opened: Vec<(ContextNumber, &'static Context)> = Vec::with_capacity(targets.len());
        for target in targets {
            let number = grammars.number(target)?;
            opened.push((number, grammars.context(number)));
        }
        let pops = matches!(pattern.operation, MatchOperation::Pop);
        let mut change = |at: usize, operation: ScopeStackOp| changes.push((at, operation));

        if pops {
            pop(&mut change, start, top.meta_content_scope.len());
        } else if replaces && top.clear_scopes.is_some() {
            change(start, ScopeStackOp::Restore);
        }
        for (_, context) in &opened {
            if let Some(amount) = context.clear_scopes.filter(|_| !replaces) {
                change(start, ScopeStackOp::Clear(amount));
            }
            push(&mut change, start, &context.meta_scope);
        }
        push(&mut change, start, &pattern.scope);
        self.captures(&mut change);
        pop(&mut change, end, pattern.scope.len());
        if pops {
            pop(&mut change, end, top.meta_scope.len());
            if top.clear_scopes.is_some() {
                change(end, ScopeStackOp::Restore);
            }
        }
        let has_scopes = !top.meta_scope.is_empty() || !top.meta_content_scope.is_empty();
        let again = replaces && has_scopes
            || opened.iter().any(|(_, context)| {
                !context.meta_content_scope.is_empty() || context.clear_scopes.is_some() && replaces
            });
        if again {
            // The scopes of a context stand below those of its content.
            let own: usize = opened.iter().map(|(_, context)| context.meta_scope.len()).sum();
            let of_top =
                if replaces { top.meta_content_scope.len() + top.meta_scope.len() } else { 0 };
            pop(&mut change, end, own + of_top);
            for (_, context) in &opened {
                if let Some(amount) = context.clear_scopes.filter(|_| replaces) {
                    change(end, ScopeStackOp::Clear(amount));
                }
                push(&mut change, end, &context.meta_scope);
                push(&mut change, end, &context.meta_content_scope);
            }
        }
        self.open(grammars, open, line, &opened, replaces || pops)
    }

    /// Scopes of parts of the match, the outer before the inner.
    fn captures(&self, change: &mut impl FnMut(usize, ScopeStackOp)) {
        let Some(captures) = &self.pattern.captures else { return };
        let mut scopes: Vec<((usize, i64), ScopeStackOp)> = Vec::new();
        for (number, of_part) in captures {
            let Some((start, end)) = self.region.pos(*number).filter(|(start, end)| start != end)
            else {
                continue;
            };
            let length = i64::try_from(end.saturating_sub(start)).unwrap_or(i64::MAX);
            let pushes = of_part.iter().map(|&it| ((start, -length), ScopeStackOp::Push(it)));
            scopes.extend(pushes);
            scopes.push(((end, i64::MIN), ScopeStackOp::Pop(of_part.len())));
        }
        scopes.sort_by_key(|(order, _)| *order);
        for ((at, _), operation) in scopes {
            change(at, operation);
        }
    }

    /// Closes the innermost context, if that is done, and opens those of `opened`.
    fn open(
        &self,
        grammars: &mut Grammars,
        open: &mut Open,
        line: &str,
        opened: &[(ContextNumber, &'static Context)],
        closes: bool,
    ) -> Option<()> {
        // What came with the context that is replaced stays.
        let top = if closes { open.levels.pop() } else { None };
        let mut kept = top.map(|level| level.with).unwrap_or_default();
        for (n, &(number, context)) in opened.iter().enumerate() {
            let mut with = std::mem::take(&mut kept);
            if n + 1 == opened.len()
                && let Some(reference) = &self.pattern.with_prototype
            {
                with.push(grammars.number(reference)?);
            }
            let repeats = context.uses_backrefs
                || with.iter().any(|&number| grammars.context(number).uses_backrefs);
            let opened_by =
                repeats.then(|| Matched { region: self.region.clone(), line: line.into() });
            open.levels.push(Level { context: number, with, opened_by });
        }
        Some(())
    }
}

fn push(
    change: &mut impl FnMut(usize, ScopeStackOp),
    at: usize,
    scopes: &[syntect::parsing::Scope],
) {
    for &scope in scopes {
        change(at, ScopeStackOp::Push(scope));
    }
}

fn pop(change: &mut impl FnMut(usize, ScopeStackOp), at: usize, count: usize) {
    if count > 0 {
        change(at, ScopeStackOp::Pop(count));
    }
}
