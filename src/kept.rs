//! What is kept from one build to the next: results that take long, each under all that it follows
//! from.
//!
//! Invariant: what is kept changes nothing but time. It may be missing, of another program, cut short
//! or damaged: what cannot be relied on is made again. A result stands under a hash of its kind and
//! of all that it was made of, in a file that begins with the program's and its own, so a result is
//! found by the program that made it or not at all.

use std::borrow::Cow;
use std::collections::HashMap;
use std::fmt;
use std::ops::Range;
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Mutex, MutexGuard, OnceLock, PoisonError};

/// Most bytes that are kept.
pub const MAX_BYTES: usize = 128 << 20;

/// The program that results are from.
const PROGRAM: &str =
    concat!("notesgen ", env!("CARGO_PKG_VERSION"), " ", env!("NOTESGEN_CODE"), "\n");

/// How long a hash is that a result stands under, in bytes.
const KEY: usize = 16;

/// How long the length of a result is, in bytes.
const LENGTH: usize = 4;

type Key = [u8; KEY];

/// Results of an earlier build, and those that this one adds. The default keeps nothing.
///
/// All are equal, because they change nothing.
#[derive(Default)]
pub struct Kept(Option<Keeping>);

struct Keeping {
    read: Box<dyn Fn() -> Vec<u8> + Send + Sync>,
    before: OnceLock<Before>,
    made: Mutex<Made>,
    /// Whether what this build does not ask for stays.
    all_stay: AtomicBool,
}

/// What this build made.
#[derive(Default)]
struct Made {
    results: HashMap<Key, Vec<u8>>,
    /// What they take in the file.
    bytes: usize,
}

/// What an earlier build kept.
#[derive(Default)]
struct Before {
    results: Vec<u8>,
    places: HashMap<Key, Place>,
}

/// Where a result of an earlier build stands.
struct Place {
    at: Range<usize>,
    /// Whether this build has asked for it.
    asked: AtomicBool,
    /// Whether nobody will ask for it again.
    gone: AtomicBool,
}

impl Kept {
    /// What was kept in the bytes that `read` gives, which is asked when the first result is. No bytes
    /// are nothing kept.
    pub fn new(read: impl Fn() -> Vec<u8> + Send + Sync + 'static) -> Self {
        Self(Some(Keeping {
            read: Box::new(read),
            before: OnceLock::new(),
            made: Mutex::default(),
            all_stay: AtomicBool::new(false),
        }))
    }

    /// The result of `kind` that follows from `parts` and nothing else; `make` makes it.
    pub fn result(
        &self,
        kind: &str,
        parts: &[&[u8]],
        make: impl FnOnce() -> Vec<u8>,
    ) -> Cow<'_, [u8]> {
        let Some(keeping) = &self.0 else { return Cow::Owned(make()) };
        let key = key(kind, parts);
        if let Some(result) = keeping.before().find(&key) {
            return Cow::Borrowed(result);
        }
        if let Some(result) = keeping.made().results.get(&key) {
            return Cow::Owned(result.clone());
        }
        let result = make();
        keeping.made().insert(key, result.clone());
        Cow::Owned(result)
    }

    /// Whether anything is kept.
    pub fn is_keeping(&self) -> bool {
        self.0.is_some()
    }

    /// What an earlier build kept of `kind` under `parts`, for the last time.
    pub fn take(&self, kind: &str, parts: &[&[u8]]) -> Option<&[u8]> {
        let before = self.0.as_ref()?.before();
        let place = before.places.get(&key(kind, parts))?;
        place.gone.store(true, Ordering::Relaxed);
        before.results.get(place.at.clone())
    }

    /// Lets what this build does not ask for stay, because it has not made all that it could.
    pub fn let_stay(&self) {
        if let Some(keeping) = &self.0 {
            keeping.all_stay.store(true, Ordering::Relaxed);
        }
    }

    /// Keeps `result` of `kind` under `parts`.
    pub fn keep(&self, kind: &str, parts: &[&[u8]], result: Vec<u8>) {
        if let Some(keeping) = &self.0 {
            keeping.made().insert(key(kind, parts), result);
        }
    }

    /// [`Self::result`] of a text.
    pub fn text(&self, kind: &str, parts: &[&[u8]], make: impl Fn() -> String) -> String {
        let result = self.result(kind, parts, || make().into_bytes());
        String::from_utf8(result.into_owned()).unwrap_or_else(|_| make())
    }

    /// What the next build is to read: the results that this one asked for, or all. `None` if that is no more
    /// than was read.
    pub fn to_bytes(&self) -> Option<Vec<u8>> {
        let keeping = self.0.as_ref()?;
        let made = keeping.made();
        if made.results.is_empty() {
            return None;
        }
        let before = keeping.before();
        let all_stay = keeping.all_stay.load(Ordering::Relaxed);
        let stays = |place: &Place| {
            (all_stay || place.asked.load(Ordering::Relaxed)) && !place.gone.load(Ordering::Relaxed)
        };
        let old = before.places.iter().filter(|(_, place)| stays(place));
        let old = old.filter_map(|(key, place)| Some((key, before.results.get(place.at.clone())?)));
        let mut results: Vec<(&Key, &[u8])> =
            made.results.iter().map(|(key, result)| (key, result.as_slice())).chain(old).collect();
        results.sort_unstable();
        let head = PROGRAM.len() + blake3::OUT_LEN;
        let mut bytes = [PROGRAM.as_bytes(), &[0; blake3::OUT_LEN]].concat();
        for (key, result) in results {
            if bytes.len() + KEY + LENGTH + result.len() > head + MAX_BYTES {
                break;
            }
            bytes.extend_from_slice(key);
            bytes.extend_from_slice(&u32::try_from(result.len()).ok()?.to_le_bytes());
            bytes.extend_from_slice(result);
        }
        let hash = blake3::hash(&bytes[head..]);
        bytes[PROGRAM.len()..head].copy_from_slice(hash.as_bytes());
        Some(bytes)
    }
}

impl Keeping {
    fn before(&self) -> &Before {
        self.before.get_or_init(|| Before::read(&(self.read)()).unwrap_or_default())
    }

    fn made(&self) -> MutexGuard<'_, Made> {
        self.made.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl Made {
    /// Adds a result, unless another thread has made it meanwhile or there is no room for it.
    fn insert(&mut self, key: Key, result: Vec<u8>) {
        let bytes = KEY + LENGTH + result.len();
        if !self.results.contains_key(&key) && self.bytes + bytes <= MAX_BYTES {
            self.bytes += bytes;
            self.results.insert(key, result);
        }
    }
}

impl Before {
    /// `None` if the bytes are not what this program wrote.
    fn read(bytes: &[u8]) -> Option<Self> {
        let bytes = bytes.strip_prefix(PROGRAM.as_bytes())?;
        let (hash, mut rest) = bytes.split_at_checked(blake3::OUT_LEN)?;
        if blake3::hash(rest).as_bytes() != hash {
            return None;
        }
        let mut before = Self { results: Vec::with_capacity(rest.len()), ..Self::default() };
        while !rest.is_empty() {
            let (key, after) = rest.split_first_chunk::<KEY>()?;
            let (length, after) = after.split_first_chunk::<LENGTH>()?;
            let length = usize::try_from(u32::from_le_bytes(*length)).ok()?;
            let (result, after) = after.split_at_checked(length)?;
            let start = before.results.len();
            before.results.extend_from_slice(result);
            let at = start..start + length;
            let place = Place { at, asked: AtomicBool::default(), gone: AtomicBool::default() };
            before.places.insert(*key, place);
            rest = after;
        }
        Some(before)
    }

    fn find(&self, key: &Key) -> Option<&[u8]> {
        let place = self.places.get(key)?;
        place.asked.store(true, Ordering::Relaxed);
        self.results.get(place.at.clone())
    }
}

fn key(kind: &str, parts: &[&[u8]]) -> Key {
    let mut hasher = blake3::Hasher::new();
    for part in [kind.as_bytes()].iter().chain(parts) {
        hasher.update(&part.len().to_le_bytes());
        hasher.update(part);
    }
    let mut key = Key::default();
    key.copy_from_slice(&hasher.finalize().as_bytes()[..KEY]);
    key
}

impl fmt::Debug for Kept {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Kept").finish_non_exhaustive()
    }
}

impl PartialEq for Kept {
    fn eq(&self, _: &Self) -> bool {
        true
    }
}

impl Eq for Kept {}

#[cfg(test)]
mod tests {
    use super::*;

    /// What is kept after `asked` results, of which each says how often it was made.
    fn build(before: &[u8], asked: &[&str]) -> (Vec<String>, Option<Vec<u8>>) {
        let before = before.to_vec();
        let kept = Kept::new(move || before.clone());
        let mut made = Vec::new();
        for name in asked {
            let result = kept.result("name", &[name.as_bytes()], || {
                made.push((*name).to_owned());
                format!("<{name}>").into_bytes()
            });
            assert_eq!(*result, *format!("<{name}>").as_bytes());
        }
        (made, kept.to_bytes())
    }

    #[test]
    fn what_an_earlier_build_made_is_not_made_again_and_what_nobody_asks_for_is_dropped() {
        let (made, first) = build(b"", &["a", "b", "图"]);
        assert_eq!(made, ["a", "b", "图"]);
        let first = first.unwrap();
        assert_eq!(build(&first, &["图", "a"]), (vec![], None));
        let (made, second) = build(&first, &["a", "c"]);
        assert_eq!(made, ["c"]);
        assert_eq!(build(&second.unwrap(), &["a", "b", "c"]).0, ["b"]);
    }

    #[test]
    fn what_nobody_asks_for_may_stay_and_what_was_taken_goes() {
        let first = build(b"", &["a", "b"]).1.unwrap();
        let kept = Kept::new(move || first.clone());
        kept.keep("pages", &[b"1"], b"one".to_vec());
        kept.let_stay();
        let second = kept.to_bytes().unwrap();
        assert_eq!(build(&second, &["a", "b"]).0, [""; 0]);
        let kept = Kept::new(move || second.clone());
        assert_eq!(kept.take("pages", &[b"1"]), Some(b"one".as_slice()));
        assert_eq!(kept.take("pages", &[b"2"]), None);
        kept.keep("pages", &[b"2"], b"two".to_vec());
        kept.let_stay();
        let third = kept.to_bytes().unwrap();
        let kept = Kept::new(move || third.clone());
        assert_eq!(kept.take("pages", &[b"1"]), None);
        assert_eq!(kept.take("pages", &[b"2"]), Some(b"two".as_slice()));
        assert_eq!(kept.text("name", &[b"b"], || "made again".to_owned()), "<b>");
    }

    #[test]
    fn what_is_asked_for_again_in_one_build_is_made_and_counted_once() {
        assert_eq!(build(b"", &["a", "b", "a", "a"]).0, ["a", "b"]);
        let kept = Kept::new(Vec::new);
        for _ in 0..3 {
            kept.result("name", &[b"a"], || vec![0; MAX_BYTES / 2]);
        }
        kept.result("name", &[b"b"], || vec![0; 10]);
        assert_eq!(kept.0.as_ref().map(|keeping| keeping.made().results.len()), Some(2));
    }

    #[test]
    fn the_same_parts_of_another_kind_or_cut_otherwise_are_another_result() {
        let of = |kind, parts: &[&[u8]]| key(kind, parts);
        let keys = [of("a", &[b"bc"]), of("ab", &[b"c"]), of("a", &[b"b", b"c"]), of("a", &[])];
        for (at, key) in keys.iter().enumerate() {
            assert!(!keys[..at].contains(key));
        }
    }

    #[test]
    fn what_is_damaged_is_made_again() {
        let bytes = build(b"", &["a", "b"]).1.unwrap();
        for at in 0..bytes.len() {
            let mut damaged = bytes.clone();
            damaged[at] ^= 1;
            assert_eq!(build(&damaged, &["a", "b"]).0, ["a", "b"], "byte {at}");
            assert_eq!(build(&bytes[..at], &["a", "b"]).0, ["a", "b"], "{at} bytes");
        }
        // A length that leads out of the file, under a hash that is right.
        let head = PROGRAM.len() + blake3::OUT_LEN;
        let mut lying = bytes.clone();
        lying[head + KEY..head + KEY + 4].fill(255);
        let hash = blake3::hash(&lying[head..]);
        lying[PROGRAM.len()..head].copy_from_slice(hash.as_bytes());
        assert_eq!(build(&lying, &["a"]).0, ["a"]);
    }

    #[test]
    fn the_default_keeps_nothing() {
        let kept = Kept::default();
        assert_eq!(kept.text("name", &[], || "made".to_owned()), "made");
        assert_eq!(kept.to_bytes(), None);
    }
}
