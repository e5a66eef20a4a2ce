//! Parts that say the same of the same thing on every page, filled once by each thread.
//!
//! A paper stands in two dozen lists, and each time its mark and its link were made anew. A part that
//! reads nothing but the paper (or how far it was read) says of it what it said on the page before.
//! Invariant: a template says what it said before. What such a part reads is told by [`reads`]; values
//! are the same only if they are one map in memory, or equal numbers, words and the like.

use std::cell::RefCell;
use std::collections::BTreeMap;
use std::sync::Weak;
use std::sync::atomic::{AtomicU64, Ordering};

use rustc_hash::FxHashMap;
use tera::{Context, Kwargs, State, Tera, TeraResult, Value};

use super::reads::reads;

/// What many pages show, by the names that templates have for it.
const SHOWN_AGAIN: [&str; 1] = ["pass"];

/// The most that a thread remembers: some two megabytes.
const MAX_MADE: usize = 4096;

/// A part that is filled once for the same thing.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Remembered {
    /// The template.
    name: String,
    /// What it is about.
    about: String,
    /// What else it reads.
    with: Option<String>,
    /// What the filter is called that fills it.
    filter: String,
}

impl Remembered {
    /// Those among `sources`, templates by their names.
    pub(super) fn of(sources: &[(&str, String)]) -> Vec<Self> {
        let by_name: BTreeMap<&str, &str> =
            sources.iter().map(|(name, source)| (*name, source.as_str())).collect();
        let html = by_name.keys().copied().filter(|name| name.ends_with(".html"));
        html.filter_map(|name| Self::part(name, &by_name)).collect()
    }

    fn part(name: &str, sources: &BTreeMap<&str, &str>) -> Option<Self> {
        let read = reads(name, sources)?;
        let about = SHOWN_AGAIN.into_iter().find(|about| read.contains(about))?;
        let mut others = read.into_iter().filter(|name| *name != about);
        let with = others.next().map(ToOwned::to_owned);
        let letters = |c: char| if c.is_alphanumeric() { c } else { '_' };
        let filter = format!("_part_{}", name.chars().map(letters).collect::<String>());
        let part = Self { name: name.to_owned(), about: about.to_owned(), with, filter };
        others.next().is_none().then_some(part)
    }

    /// The template.
    pub(super) fn name(&self) -> &str {
        &self.name
    }

    /// What says in a template what an include of the part says.
    pub(super) fn expression(&self) -> String {
        let Self { about, with, filter, .. } = self;
        match with {
            Some(name) => format!("{about} | {filter}({name}={name})"),
            None => format!("{about} | {filter}"),
        }
    }

    /// What it says of `about`.
    fn fill(&self, about: &Value, with: &Kwargs, all: &Weak<(Tera, Value)>) -> TeraResult<Value> {
        let mut context = Context::new();
        context.insert_value(self.about.clone(), about.clone());
        if let Some(name) = &self.with
            && let Some(value) = with.get::<Value>(name)?
        {
            context.insert_value(name.clone(), value);
        }
        let all = all.upgrade().ok_or_else(|| tera::Error::message("the templates are gone"))?;
        Ok(Value::safe_string(&all.0.render(&self.name, &context)?))
    }
}

/// Registers the filters that fill `parts` with templates of `all`, which `tera` is going to be.
pub(super) fn register(tera: &mut Tera, parts: &[Remembered], all: &Weak<(Tera, Value)>) {
    static LAST: AtomicU64 = AtomicU64::new(0);
    let templates = LAST.fetch_add(1, Ordering::Relaxed) + 1;
    for (number, part) in parts.iter().enumerate() {
        let (part, all) = (part.clone(), all.clone());
        tera.register_filter(part.filter.clone(), move |about: Value, with: Kwargs, _: &State| {
            let key = Key::new(number, &part, &about, &with)?;
            let made = |key| MADE.with_borrow(|all| all.get(templates, key));
            if let Some(made) = key.as_ref().and_then(made) {
                return Ok(made);
            }
            let made = part.fill(&about, &with, &all)?;
            if let Some(key) = key {
                MADE.with_borrow_mut(|all| all.insert(templates, key, (about, made.clone())));
            }
            TeraResult::Ok(made)
        });
    }
}

/// Lets templates with `parts` in them be parsed before what fills them is there.
pub(super) fn announce(tera: &mut Tera, parts: &[Remembered]) {
    for part in parts {
        let filter = |_: Value, _: Kwargs, _: &State| TeraResult::Ok(Value::undefined());
        tera.register_filter(part.filter.clone(), filter);
    }
}

/// What a part was asked to say.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
struct Key {
    part: usize,
    about: Same,
    with: Option<Same>,
}

/// A value as one that may come again.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
enum Same {
    /// Where a map is.
    Map(usize),
    Number(u64),
    Text(String),
    Bool(bool),
    Nothing,
}

impl Same {
    /// `None` for what is not looked into.
    fn of(value: &Value) -> Option<Self> {
        if let Some(map) = value.as_map() {
            Some(Self::Map(std::ptr::from_ref(map).addr()))
        } else if let Some(text) = value.as_str() {
            (!value.is_safe()).then(|| Self::Text(text.to_owned()))
        } else if let Some(is_so) = value.as_bool() {
            Some(Self::Bool(is_so))
        } else if value.is_none() {
            Some(Self::Nothing)
        } else if value.is_f64() {
            None
        } else {
            value.as_u64().map(Self::Number)
        }
    }
}

impl Key {
    fn new(
        number: usize,
        part: &Remembered,
        about: &Value,
        with: &Kwargs,
    ) -> TeraResult<Option<Self>> {
        let Some(about) = Same::of(about) else { return Ok(None) };
        let Some(name) = &part.with else {
            return Ok(Some(Self { part: number, about, with: None }));
        };
        let value: Option<Value> = with.get(name)?;
        // What else a part reads is not kept, so another map could come to lie at its place.
        let with =
            value.and_then(|value| Same::of(&value)).filter(|it| !matches!(it, Same::Map(_)));
        Ok(with.map(|with| Self { part: number, about, with: Some(with) }))
    }
}

thread_local! {
    static MADE: RefCell<Made> = RefCell::default();
}

/// What parts of some templates said, each with what it was about: while that is kept, no other map lies
/// where it does.
#[derive(Debug, Default)]
struct Made {
    templates: u64,
    said: FxHashMap<Key, (Value, Value)>,
}

impl Made {
    fn get(&self, templates: u64, key: &Key) -> Option<Value> {
        let said = (self.templates == templates).then_some(&self.said)?;
        said.get(key).map(|(_, said)| said.clone())
    }

    /// Remembers `made`, and nothing else if there is no room for it.
    fn insert(&mut self, templates: u64, key: Key, made: (Value, Value)) {
        if self.templates != templates || self.said.len() >= MAX_MADE {
            *self = Self { templates, said: FxHashMap::default() };
        }
        self.said.insert(key, made);
    }
}
