//! Parts of files: films are sought in, and long PDFs are read page by page.
//!
//! RFC 9110, section 14. One range is answered; several at once, and what is no range, get the whole
//! file, as the RFC allows.

use std::fs::Metadata;
use std::time::UNIX_EPOCH;

use axum::http::{HeaderMap, Method, header};

/// What a request asks for.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct Wish {
    range: Option<String>,
    /// The version of the file that the browser has the other parts of.
    version: Option<String>,
}

/// What it gets of a file.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Part {
    Whole,
    /// From the first byte to the last, both of which are there.
    Bytes(u64, u64),
    /// Nothing of what it asks for is there.
    Beyond,
}

impl Wish {
    /// The wish of a request. Only GET asks for parts.
    pub(super) fn of(method: &Method, headers: &HeaderMap) -> Self {
        let one = |name| {
            let mut all = headers.get_all(name).iter();
            let first = all.next()?.to_str().ok()?;
            all.next().is_none().then(|| first.to_owned())
        };
        if *method != Method::GET {
            return Self::default();
        }
        // A version that cannot be read is another one.
        let version = headers.contains_key(header::IF_RANGE);
        let version = version.then(|| one(header::IF_RANGE).unwrap_or_default());
        Self { range: one(header::RANGE), version }
    }

    /// What of a file of `length` bytes, whose version is `version`, it gets.
    pub(super) fn part(&self, length: u64, version: &str) -> Part {
        let same = self.version.as_deref().is_none_or(|wanted| wanted == version);
        let range = self.range.as_deref().filter(|_| same);
        range.and_then(|range| part(range, length)).unwrap_or(Part::Whole)
    }
}

/// The part that `range` names; `None` if it is no single range.
fn part(range: &str, length: u64) -> Option<Part> {
    let (unit, range) = range.split_once('=')?;
    if !unit.trim().eq_ignore_ascii_case("bytes") {
        return None;
    }
    let (first, last) = range.trim().split_once('-')?;
    let number = |text: &str| -> Option<u64> {
        let digits = !text.is_empty() && text.bytes().all(|byte| byte.is_ascii_digit());
        // More than can be counted is more than there is.
        digits.then(|| text.parse().unwrap_or(u64::MAX))
    };
    let end = length.checked_sub(1);
    let (first, last) = match (first, last) {
        ("", last) => {
            let count = number(last)?;
            (if count == 0 { u64::MAX } else { length.saturating_sub(count) }, u64::MAX)
        }
        (first, "") => (number(first)?, u64::MAX),
        (first, last) => (number(first)?, number(last)?),
    };
    if last < first {
        return None;
    }
    Some(match end {
        Some(end) if first <= end => Part::Bytes(first, last.min(end)),
        _ => Part::Beyond,
    })
}

/// What names the state of a file: another size or time of change is another version.
pub(super) fn version(metadata: &Metadata) -> String {
    let modified = metadata.modified().ok().and_then(|at| at.duration_since(UNIX_EPOCH).ok());
    format!("\"{:x}-{:x}\"", metadata.len(), modified.unwrap_or_default().as_nanos())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn one_range_is_read_and_everything_else_is_the_whole_file() {
        for (range, expected) in [
            ("bytes=0-", Part::Bytes(0, 9)),
            ("bytes=0-0", Part::Bytes(0, 0)),
            ("bytes=2-4", Part::Bytes(2, 4)),
            ("Bytes = 2-4", Part::Bytes(2, 4)),
            ("bytes=8-99", Part::Bytes(8, 9)),
            ("bytes=8-99999999999999999999999", Part::Bytes(8, 9)),
            ("bytes=-3", Part::Bytes(7, 9)),
            ("bytes=-99", Part::Bytes(0, 9)),
            ("bytes=10-", Part::Beyond),
            ("bytes=99999999999999999999999-", Part::Beyond),
            ("bytes=-0", Part::Beyond),
            ("bytes=4-2", Part::Whole),
            ("bytes=0-1,3-4", Part::Whole),
            ("bytes=", Part::Whole),
            ("bytes=-", Part::Whole),
            ("bytes=+1-2", Part::Whole),
            ("bytes=a-b", Part::Whole),
            ("lines=1-2", Part::Whole),
            ("1-2", Part::Whole),
        ] {
            let wish = Wish { range: Some(range.to_owned()), version: None };
            assert_eq!(wish.part(10, "v"), expected, "{range}");
        }
        let empty = Wish { range: Some("bytes=0-".to_owned()), version: None };
        assert_eq!(empty.part(0, "v"), Part::Beyond);
        for (version, expected) in [("v", Part::Bytes(0, 0)), ("w", Part::Whole), ("", Part::Whole)]
        {
            let wish =
                Wish { range: Some("bytes=0-0".to_owned()), version: Some(version.to_owned()) };
            assert_eq!(wish.part(10, "v"), expected, "{version}");
        }
    }
}
