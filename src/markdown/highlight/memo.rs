//! Lines that were read, by the state that they begin in.
//!
//! Invariant: a line is remembered with all that its HTML follows from, so what is remembered, by
//! which thread and in which order, changes nothing but time; and what is remembered is bounded.
//! Each thread has its own, because the numbers in a state are those of its thread's [`Machine`].

use std::collections::HashMap;
use std::rc::Rc;

use syntect::parsing::SyntaxReference;

use super::SYNTAXES;
use super::machine::Machine;
use super::reader::State;

/// Most bytes of lines and their HTML that a thread remembers; further lines are read each time.
const MAX_BYTES: usize = 16 << 20;

/// Most states with the same classes that are told apart. Grammars that remember words (the end of
/// a here-document) have one for each word.
const MAX_ALIKE: usize = 64;

/// Most languages whose grammars are remembered: nobody writes in more.
const MAX_LANGUAGES: usize = 256;

/// What remembering a line takes beside its texts.
const OVERHEAD: usize = 96;

/// Lines that were read.
pub(super) struct Memo {
    machine: Machine,
    /// The grammar of each language, if it has one: to find it all of them are asked.
    syntaxes: HashMap<Box<str>, Option<&'static SyntaxReference>>,
    states: Vec<State>,
    /// Numbers of states by their classes.
    alike: HashMap<Box<[u8]>, Vec<usize>>,
    /// The lines that begin in each state.
    lines: Vec<HashMap<Box<str>, Read>>,
    bytes: usize,
}

/// A line that was read, and the number of the state that it ends in.
struct Read {
    html: Rc<str>,
    end: usize,
}

/// Where the reading of a listing stands.
pub(super) enum Reading {
    /// In the state of this number.
    Known(usize),
    /// In a state that is not remembered.
    Alone(Box<State>),
}

impl Default for Memo {
    fn default() -> Self {
        Self {
            machine: Machine::new(&SYNTAXES),
            syntaxes: HashMap::new(),
            states: Vec::new(),
            alike: HashMap::new(),
            lines: Vec::new(),
            bytes: 0,
        }
    }
}

impl Memo {
    /// The beginning of a listing in `language`; `None` if that has no grammar, or one at fault.
    pub(super) fn start(&mut self, language: &str) -> Option<Reading> {
        let syntax = self.syntax(language)?;
        let state = State::of(syntax, &mut self.machine)?;
        Some(self.enter(state))
    }

    fn syntax(&mut self, language: &str) -> Option<&'static SyntaxReference> {
        if let Some(known) = self.syntaxes.get(language) {
            return *known;
        }
        let syntax = SYNTAXES.find_syntax_by_token(language);
        if self.syntaxes.len() < MAX_LANGUAGES {
            self.syntaxes.insert(language.into(), syntax);
        }
        syntax
    }

    /// `state` as one with a number, if there is room for it.
    fn enter(&mut self, state: State) -> Reading {
        let known = self.alike.get(state.classes()).into_iter().flatten().copied();
        if let Some(number) = known.into_iter().find(|&number| self.states[number] == state) {
            return Reading::Known(number);
        }
        let alike = self.alike.entry(state.classes().into()).or_default();
        if alike.len() >= MAX_ALIKE {
            return Reading::Alone(Box::new(state));
        }
        let number = self.states.len();
        alike.push(number);
        self.states.push(state);
        self.lines.push(HashMap::new());
        Reading::Known(number)
    }

    /// The HTML of the next line; `None` if the grammar is at fault.
    pub(super) fn read(&mut self, reading: &mut Reading, line: &str) -> Option<Rc<str>> {
        let start = match reading {
            Reading::Alone(state) => {
                return state.read(line, &mut self.machine).map(Into::into);
            }
            Reading::Known(start) => *start,
        };
        if let Some(Read { html, end }) = self.lines.get(start)?.get(line) {
            *reading = Reading::Known(*end);
            return Some(Rc::clone(html));
        }
        let mut state = self.states.get(start)?.clone();
        let html: Rc<str> = state.read(line, &mut self.machine)?.into();
        *reading = self.enter(state);
        let bytes = line.len() + html.len() + OVERHEAD;
        if let Reading::Known(end) = *reading
            && self.bytes + bytes <= MAX_BYTES
        {
            self.bytes += bytes;
            self.lines.get_mut(start)?.insert(line.into(), Read { html: Rc::clone(&html), end });
        }
        Some(html)
    }

    /// Most states with the same classes so far.
    #[cfg(test)]
    pub(super) fn most_alike(&self) -> usize {
        self.alike.values().map(Vec::len).max().unwrap_or_default()
    }
}
