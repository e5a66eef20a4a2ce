//! One line of a listing, and what it leaves behind for the next.
//!
//! Invariant: the HTML of a line follows from the line and the [`State`] that it begins in. A token
//! has the class of the innermost of its scopes that has one, and of that scope's selectors the most
//! specific counts: what a theme of these selectors would give it.

use std::sync::LazyLock;

use syntect::parsing::{ClearAmount, Scope, ScopeStackOp, SyntaxReference};

use super::CLASSES;
use super::machine::{Machine, Open};
use crate::markdown::escape_text_into;

/// The selectors of [`CLASSES`] with the number of their class, from 1; longer ones first.
static SELECTORS: LazyLock<Vec<(Scope, u8)>> = LazyLock::new(|| {
    let mut selectors: Vec<(Scope, u8)> = Vec::new();
    for ((_, scopes), number) in CLASSES.iter().zip(1..) {
        let scopes = scopes.split(',').filter_map(|scope| Scope::new(scope.trim()).ok());
        selectors.extend(scopes.map(|scope| (scope, number)));
    }
    selectors.sort_by_key(|(scope, _)| std::cmp::Reverse(scope.len()));
    selectors
});

/// No class.
const PLAIN: u8 = 0;

/// What a line begins in: the constructs that are open.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct State {
    open: Open,
    /// The class of each open scope, the outermost first; [`PLAIN`] for those without one.
    classes: Vec<u8>,
    /// Classes that a grammar took off and will put back.
    cleared: Vec<Vec<u8>>,
}

impl State {
    /// That of the first line; `None` if the grammar is at fault.
    pub(super) fn of(syntax: &'static SyntaxReference, machine: &mut Machine) -> Option<Self> {
        Some(Self { open: machine.start(syntax)?, classes: Vec::new(), cleared: Vec::new() })
    }

    /// The classes of the open scopes: states that differ in them are not alike.
    pub(super) fn classes(&self) -> &[u8] {
        &self.classes
    }

    /// `line` as HTML, without its end; `None` if the grammar is at fault.
    pub(super) fn read(&mut self, line: &str, machine: &mut Machine) -> Option<String> {
        let changes = machine.read(&mut self.open, line)?;
        let mut html = Line { html: String::with_capacity(line.len() * 2), class: PLAIN };
        let mut from = 0;
        for (at, change) in changes {
            html.add(line.get(from..at)?, self.class());
            self.apply(&change);
            from = at;
        }
        html.add(line.get(from..)?, self.class());
        Some(html.end())
    }

    /// The class of what stands here.
    fn class(&self) -> u8 {
        self.classes.iter().rev().copied().find(|&class| class != PLAIN).unwrap_or(PLAIN)
    }

    fn apply(&mut self, change: &ScopeStackOp) {
        match *change {
            ScopeStackOp::Push(scope) => {
                let found = SELECTORS.iter().find(|(selector, _)| selector.is_prefix_of(scope));
                self.classes.push(found.map_or(PLAIN, |&(_, class)| class));
            }
            ScopeStackOp::Pop(count) => {
                self.classes.truncate(self.classes.len().saturating_sub(count));
            }
            ScopeStackOp::Clear(amount) => {
                let left = match amount {
                    ClearAmount::TopN(count) => self.classes.len().saturating_sub(count),
                    ClearAmount::All => 0,
                };
                self.cleared.push(self.classes.split_off(left));
            }
            ScopeStackOp::Restore => self.classes.extend(self.cleared.pop().unwrap_or_default()),
            ScopeStackOp::Noop => {}
        }
    }
}

/// A line being written.
struct Line {
    html: String,
    class: u8,
}

impl Line {
    fn add(&mut self, token: &str, class: u8) {
        let token = token.trim_end_matches(['\n', '\r']);
        // Space has no colour, so it need not end a span.
        if class != self.class && !token.trim().is_empty() {
            self.close();
            if let Some((name, _)) = CLASSES.get(usize::from(class).wrapping_sub(1)) {
                self.html.push_str("<i class=\"");
                self.html.push_str(name);
                self.html.push_str("\">");
            }
            self.class = class;
        }
        escape_text_into(token, &mut self.html);
    }

    fn close(&mut self) {
        if self.class != PLAIN {
            self.html.push_str("</i>");
        }
    }

    fn end(mut self) -> String {
        self.close();
        self.html
    }
}
