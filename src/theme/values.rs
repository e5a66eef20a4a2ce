//! What many pages show, made into a value for templates once by each thread.
//!
//! A page shows dozens of papers, most of which other pages show too, and a value is a map with an
//! allocation for each text in it. Invariant: a value is remembered with all that it follows from, and
//! only while templates are filled; what else a view is written to (a sketch of its page) sees its
//! fields. Each thread has its own, so that none waits for another to count who uses one.

use std::cell::{Cell, RefCell};
use std::sync::atomic::{AtomicU64, Ordering};
use std::thread::LocalKey;

use rustc_hash::FxHashMap;
use serde::{Serialize, Serializer};
use tera::Value;

/// Most things of which a thread remembers what it made: some two megabytes of values.
const MAX_KNOWN: usize = 4096;

thread_local! {
    static IS_FILLING: Cell<bool> = const { Cell::new(false) };
    static KNOWN: RefCell<Known<Value>> = RefCell::default();
}

/// A site as its values know it. Two are equal only if one was cloned from the other.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(crate) struct SiteNumber(u64);

impl SiteNumber {
    /// One that no other site has while the program runs.
    pub(crate) fn new() -> Self {
        static LAST: AtomicU64 = AtomicU64::new(0);
        Self(LAST.fetch_add(1, Ordering::Relaxed) + 1)
    }
}

/// Something of a site that pages show: equal ones with equal addresses have equal values.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Same {
    pub(crate) site: SiteNumber,
    /// Which of all things of the site it is.
    pub(crate) number: usize,
}

/// What was made of things of one site, by their numbers and the lengths of their addresses, each with
/// that address: pages in one folder have the same one.
#[derive(Debug)]
pub(crate) struct Known<T> {
    site: SiteNumber,
    made: FxHashMap<(usize, usize), (String, T)>,
}

impl<T> Default for Known<T> {
    fn default() -> Self {
        Self { site: SiteNumber::default(), made: FxHashMap::default() }
    }
}

impl<T: Clone> Known<T> {
    /// What was made of `same` where it has the address `href`.
    fn get(&self, same: Same, href: &str) -> Option<T> {
        let of_site = (self.site == same.site).then_some(&self.made)?;
        let (of, made) = of_site.get(&(same.number, href.len()))?;
        (of == href).then(|| made.clone())
    }

    /// Remembers `made`, and nothing else if there is no room for it.
    fn insert(&mut self, same: Same, href: &str, made: T) {
        if self.site != same.site || self.made.len() >= MAX_KNOWN {
            *self = Self { site: same.site, ..Self::default() };
        }
        self.made.insert((same.number, href.len()), (href.to_owned(), made));
    }
}

/// What this thread made of `same` where it has the address `href`; `make` makes it, once.
pub(crate) fn remembered<T: Clone, E>(
    known: &'static LocalKey<RefCell<Known<T>>>,
    same: Same,
    href: &str,
    make: impl FnOnce() -> Result<T, E>,
) -> Result<T, E> {
    if let Some(it) = known.with_borrow(|known| known.get(same, href)) {
        return Ok(it);
    }
    let it = make()?;
    known.with_borrow_mut(|known| known.insert(same, href, it.clone()));
    Ok(it)
}

/// Does `make`, which makes values for templates.
pub(super) fn filling<T>(make: impl FnOnce() -> T) -> T {
    let before = IS_FILLING.replace(true);
    let values = make();
    IS_FILLING.set(before);
    values
}

/// Serializes `fields`, those of `same` on a page from which it has the address `href`.
pub(crate) fn serialize<S: Serializer>(
    same: Same,
    href: &str,
    fields: &impl Serialize,
    serializer: S,
) -> Result<S::Ok, S::Error> {
    if !IS_FILLING.get() {
        return fields.serialize(serializer);
    }
    let value = remembered(&KNOWN, same, href, || Ok(Value::from_serializable(fields)))?;
    value.serialize(serializer)
}

#[cfg(test)]
mod tests {
    use super::*;

    struct Shown(Same, &'static str, &'static str);

    impl Serialize for Shown {
        fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
            super::serialize(self.0, self.1, &self.2, serializer)
        }
    }

    #[test]
    fn what_is_the_same_on_two_pages_is_made_once_and_nothing_else_is() {
        let [first, second] = [SiteNumber::new(), SiteNumber::new()];
        let value = |site, number, href, fields| {
            filling(|| Value::from_serializable(&Shown(Same { site, number }, href, fields)))
        };
        for (site, number, href, fields, expected) in [
            (first, 1, "a", "as made", "as made"),
            (first, 1, "a", "made again", "as made"),
            (first, 2, "a", "another", "another"),
            (first, 1, "b", "elsewhere", "elsewhere"),
            (first, 1, "../a", "deeper", "deeper"),
            (second, 1, "a", "of another site", "of another site"),
            (first, 1, "a", "after it", "after it"),
        ] {
            assert_eq!(value(site, number, href, fields), Value::from(expected), "{fields}");
        }
        let sketched = Shown(Same { site: first, number: 1 }, "a", "its fields");
        assert_eq!(serde_json::to_value(&sketched).unwrap(), "its fields");
    }

    #[test]
    fn a_thread_remembers_no_more_than_it_may() {
        let site = SiteNumber::new();
        for number in 0..=2 * MAX_KNOWN {
            filling(|| Value::from_serializable(&Shown(Same { site, number }, "a", "b")));
        }
        assert_eq!(KNOWN.with_borrow(|known| known.made.len()), 1);
    }
}
