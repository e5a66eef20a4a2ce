//! The bytes of one file → text.

use std::io;
use std::path::Path;
use std::sync::Arc;

use crate::diagnostic::{Code, Diagnostic};
use crate::disk;
use crate::source::{ContentPath, FileId, SourceFile, Span};

/// UTF-8's byte order mark.
const MARK: &[u8] = b"\xEF\xBB\xBF";

/// What came of reading a text.
pub(super) enum ReadText {
    /// It is one.
    Fine(Arc<SourceFile>),
    /// It is not; `file` holds as much of it as can be shown.
    Bad { file: SourceFile, problem: Problem },
    /// It was not read, for its size.
    TooLarge(Diagnostic),
    /// The system refused.
    Unreadable { name: String, error: io::Error },
}

/// Why bytes are not a text, and at which byte.
pub(super) enum Problem {
    NotUtf8 { at: usize, utf16: bool },
    Nul { at: usize },
}

pub(super) fn read(disk: &Path, name: String, path: Option<ContentPath>, limit: u64) -> ReadText {
    let bytes = match disk::open_regular(disk).and_then(|file| disk::read_up_to(&file, limit)) {
        Ok(bytes) => bytes,
        Err(error) => return ReadText::Unreadable { name, error },
    };
    if bytes.len() as u64 > limit {
        let size = disk.metadata().map_or(limit + 1, |metadata| metadata.len());
        return ReadText::TooLarge(super::too_large(&name, size.max(limit + 1), limit));
    }
    decode(bytes, name, path)
}

fn decode(mut bytes: Vec<u8>, name: String, path: Option<ContentPath>) -> ReadText {
    let utf16 = bytes.starts_with(b"\xFF\xFE") || bytes.starts_with(b"\xFE\xFF");
    let skipped = if bytes.starts_with(MARK) { MARK.len() } else { 0 };
    bytes.drain(..skipped);
    let (text, not_utf8) = match String::from_utf8(bytes) {
        Ok(text) => (text, None),
        Err(error) => {
            let at = error.utf8_error().valid_up_to();
            // What is valid stands unchanged before the first replacement, so `at` fits both.
            let text = String::from_utf8_lossy(error.as_bytes()).into_owned();
            (text, Some(Problem::NotUtf8 { at, utf16 }))
        }
    };
    let problem = not_utf8.or_else(|| text.find('\0').map(|at| Problem::Nul { at }));
    let file = SourceFile { name, path, text, skipped };
    match problem {
        Some(problem) => ReadText::Bad { file, problem },
        None => ReadText::Fine(Arc::new(file)),
    }
}

impl Problem {
    pub(super) fn diagnostic(&self, file: FileId) -> Diagnostic {
        match *self {
            Self::NotUtf8 { at, utf16 } => {
                let replacement = char::REPLACEMENT_CHARACTER.len_utf8();
                let span = Span::new(file, at..at + replacement);
                let diagnostic =
                    Diagnostic::new(Code::NotUtf8, span, "this file is not UTF-8 text")
                        .label("the first byte that is not");
                if utf16 {
                    diagnostic.help("it looks like UTF-16: save it as UTF-8")
                } else {
                    diagnostic.help(
                        "save it as UTF-8; a Chinese text from Windows may be GB 18030, which \
                         `iconv -f GB18030 -t UTF-8` converts",
                    )
                }
            }
            Self::Nul { at } => {
                let span = Span::new(file, at..at + 1);
                Diagnostic::new(Code::NulByte, span, "this file has a NUL byte in it")
                    .help("delete it; if the file is not a text, give it another extension")
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn outcome(bytes: &[u8]) -> String {
        match decode(bytes.to_vec(), "a.md".into(), None) {
            ReadText::Fine(file) => format!("{:?} after {}", file.text, file.skipped),
            ReadText::Bad { problem: Problem::NotUtf8 { at, utf16 }, .. } => {
                format!("not UTF-8 at {at}{}", if utf16 { ", UTF-16" } else { "" })
            }
            ReadText::Bad { problem: Problem::Nul { at }, .. } => format!("NUL at {at}"),
            ReadText::TooLarge(_) | ReadText::Unreadable { .. } => "unreadable".into(),
        }
    }

    #[test]
    fn a_text_is_told_from_what_is_none() {
        for (bytes, expected) in [
            (&b"# a\r\n"[..], r##""# a\r\n" after 0"##),
            (b"\xEF\xBB\xBFtitle", r#""title" after 3"#),
            (b"", r#""" after 0"#),
            (b"ab\xC4\xE3", "not UTF-8 at 2"),
            (b"\xEF\xBB\xBFab\xFF", "not UTF-8 at 2"),
            (b"\xFF\xFEa\0", "not UTF-8 at 0, UTF-16"),
            (b"a\0b\0", "NUL at 1"),
        ] {
            assert_eq!(outcome(bytes), expected, "{bytes:?}");
        }
    }
}
