//! The URL of a page or file, relative to the site's root.

use std::borrow::Cow;
use std::fmt;
use std::path::PathBuf;
use std::sync::Arc;

use unicode_normalization::UnicodeNormalization;

/// Where a page or file is published: `papers/he2016deep/` (a page, ends in `/` or is empty for the
/// home page) or `atom.xml` (a file). Never starts with `/`.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct UrlPath(Arc<str>);

impl UrlPath {
    /// The home page.
    pub fn home() -> Self {
        Self("".into())
    }

    /// The page below these parts: `["papers", "he2016deep"]` → `papers/he2016deep/`. Parts that
    /// would not be one folder of their own (`..`, an empty one, one with `/`) are made so.
    pub fn page<'a>(parts: impl IntoIterator<Item = &'a str>) -> Self {
        let mut path = String::new();
        for part in parts {
            path.push_str(&segment(part));
            path.push('/');
        }
        Self(path.into())
    }

    /// The file `name` below the folders `folders`.
    pub fn file<'a>(folders: impl IntoIterator<Item = &'a str>, name: &str) -> Self {
        Self(format!("{}{}", Self::page(folders).0, segment(name)).into())
    }

    /// The URL as text, without percent-encoding.
    pub fn as_str(&self) -> &str {
        &self.0
    }

    /// Whether it is a page (a folder with an `index.html`) rather than a file.
    pub fn is_page(&self) -> bool {
        self.0.is_empty() || self.0.ends_with('/')
    }

    /// The file in the output folder that serves it.
    pub fn file_path(&self) -> PathBuf {
        let mut path: PathBuf = self.0.split('/').filter(|part| !part.is_empty()).collect();
        if self.is_page() {
            path.push("index.html");
        }
        path
    }

    /// What a file system that ignores case and Unicode form would see: two URLs that fold alike
    /// cannot both be published.
    pub fn folded(&self) -> String {
        if self.0.is_ascii() {
            return self.0.to_ascii_lowercase();
        }
        self.0.nfkc().flat_map(char::to_lowercase).nfkc().collect()
    }

    /// The relative reference from the page `from` to this one, percent-encoded for an attribute.
    /// Pages are named with their `index.html` when `explicit_index`, so that they open from disk.
    pub fn relative_from(&self, from: &Self, explicit_index: bool) -> String {
        let shared = self.shared_folders(from);
        let up = from.0[shared..].bytes().filter(|byte| *byte == b'/').count();
        let below = &self.0[shared..];
        let mut reference = String::with_capacity(3 * up + below.len() + "index.html".len());
        for _ in 0..up {
            reference.push_str("../");
        }
        encode(&mut reference, below);
        if reference.is_empty() || reference.ends_with('/') {
            if explicit_index {
                reference.push_str("index.html");
            } else if reference.is_empty() {
                reference.push_str("./");
            }
        }
        reference
    }

    /// How many bytes of both URLs are folders that they share.
    fn shared_folders(&self, other: &Self) -> usize {
        let mut shared = 0;
        for (at, (a, b)) in self.0.bytes().zip(other.0.bytes()).enumerate() {
            match (a, b) {
                (b'/', b'/') => shared = at + 1,
                _ if a == b => {}
                _ => break,
            }
        }
        shared
    }

    /// The URL below `base`, percent-encoded: for feeds and canonical links.
    pub fn absolute(&self, base: &str) -> String {
        let mut url = format!("{}/", base.trim_end_matches('/'));
        encode(&mut url, &self.0);
        url
    }
}

impl fmt::Display for UrlPath {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "/{}", self.0)
    }
}

/// Bytes of a name that every disk takes.
const LONGEST: usize = 255;

/// Bytes of the hash that tells names apart that are cut to the same start.
const TOLD_APART_BY: usize = 4;

/// `part` as one folder or file name: NFC, no separators, no control characters, not `.` or `..`.
fn segment(part: &str) -> Cow<'_, str> {
    let is_plain = |b: u8| b.is_ascii_graphic() && !matches!(b, b'/' | b'\\' | b'.');
    if (1..=LONGEST).contains(&part.len()) && part.bytes().all(is_plain) {
        return Cow::Borrowed(part);
    }
    let clean: String = part
        .nfc()
        .map(|c| if c.is_control() || matches!(c, '/' | '\\' | '\0') { '-' } else { c })
        .collect();
    let clean = clean.trim();
    Cow::Owned(match clean {
        long if long.len() > LONGEST => {
            let kept = long.floor_char_boundary(LONGEST - 2 * TOLD_APART_BY - 1);
            let hash = blake3::hash(long.as_bytes()).to_hex();
            format!("{}-{}", &long[..kept], &hash[..2 * TOLD_APART_BY])
        }
        "" => "-".to_owned(),
        "." | ".." => "-".repeat(clean.len()),
        _ => clean.to_owned(),
    })
}

/// Adds a path, percent-encoded where RFC 3986 asks for it; letters of other scripts too, so that the
/// result is right in an attribute, in XML and in a header.
fn encode(out: &mut String, path: &str) {
    percent_encode(out, path, &IN_PATH);
}

/// `id` as the fragment of a URL in an attribute.
pub fn encode_fragment(id: &str) -> String {
    let mut out = String::with_capacity(id.len());
    percent_encode(&mut out, id, &IN_FRAGMENT);
    out
}

fn percent_encode(out: &mut String, text: &str, stands: &[bool; 256]) {
    let mut copied = 0;
    for (at, byte) in text.bytes().enumerate() {
        if !stands[usize::from(byte)] {
            // What was copied ends before it, and what follows begins at it or after all of it: a
            // letter of several bytes has none that stands.
            out.push_str(text.get(copied..at).unwrap_or_default());
            out.push('%');
            for digit in [byte >> 4, byte & 0xf] {
                out.push(char::from(b"0123456789ABCDEF"[usize::from(digit)]));
            }
            copied = at + 1;
        }
    }
    out.push_str(&text[copied..]);
}

/// Whether a byte stands for itself in a path.
static IN_PATH: [bool; 256] = standing(b"/-_.~!$&'()*+,;=@");

/// The same in a fragment.
static IN_FRAGMENT: [bool; 256] = standing(b"/-_.~!$&'()*+,;=@:?");

/// ASCII letters, digits and `marks`.
const fn standing(marks: &[u8]) -> [bool; 256] {
    let mut stands = [false; 256];
    let mut byte = 0;
    while byte < 128_u8 {
        stands[byte as usize] = byte.is_ascii_alphanumeric();
        byte += 1;
    }
    let mut mark = 0;
    while mark < marks.len() {
        stands[marks[mark] as usize] = true;
        mark += 1;
    }
    stands
}

#[cfg(test)]
mod tests {
    use super::UrlPath;

    #[test]
    fn a_reference_is_relative_to_the_page_it_stands_on() {
        let home = UrlPath::home();
        let paper = UrlPath::page(["papers", "he2016deep"]);
        let other = UrlPath::page(["papers", "残差"]);
        let feed = UrlPath::file([], "atom.xml");
        for (from, to, expected) in [
            (&home, &paper, "papers/he2016deep/"),
            (&paper, &home, "../../"),
            (&paper, &other, "../%E6%AE%8B%E5%B7%AE/"),
            (&paper, &paper, "./"),
            (&paper, &feed, "../../atom.xml"),
            (&feed, &paper, "papers/he2016deep/"),
            (&paper, &UrlPath::page(["papers", "he2016"]), "../he2016/"),
            (&paper, &UrlPath::file(["papers", "he2016deep"], "a b.png"), "a%20b.png"),
            (&paper, &UrlPath::page(["papers"]), "../"),
            (&feed, &home, "./"),
        ] {
            assert_eq!(to.relative_from(from, false), expected, "{from} -> {to}");
        }
        assert_eq!(home.relative_from(&paper, true), "../../index.html");
    }

    #[test]
    fn a_part_longer_than_disks_take_is_cut_and_told_apart() {
        let fits = "a".repeat(255);
        assert_eq!(UrlPath::page([fits.as_str()]).as_str(), format!("{fits}/"));
        let long = |end: &str| "残".repeat(100) + end;
        let (a, b) = (UrlPath::page([&*long("a")]), UrlPath::page([&*long("b")]));
        assert!(a.as_str().len() <= 256 && a != b, "{a} {b}");
    }

    #[test]
    fn a_hostile_part_stays_one_folder() {
        assert_eq!(UrlPath::page(["..", "a/../b", ""]).as_str(), "--/a-..-b/-/");
    }

    #[test]
    fn a_page_is_served_by_its_index() {
        assert_eq!(
            UrlPath::page(["tags", "cnn"]).file_path().to_str(),
            Some("tags/cnn/index.html")
        );
        assert_eq!(UrlPath::file(["a"], "x.png").file_path().to_str(), Some("a/x.png"));
    }

    #[test]
    fn a_fragment_is_encoded_and_colons_and_question_marks_stand_in_it() {
        for (id, expected) in [
            ("li-ming--body", "li-ming--body"),
            ("a b?:/#\"", "a%20b?:/%23%22"),
            ("实验é1", "%E5%AE%9E%E9%AA%8C%C3%A91"),
            ("", ""),
        ] {
            assert_eq!(super::encode_fragment(id), expected);
        }
    }
}
