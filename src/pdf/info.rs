//! What a PDF says of itself: title, author, subject, keywords.
//!
//! Chromium gives a PDF its page's title and language, and no author. The rest is appended as an
//! update of the file, which is how PDF lets a file be changed: no byte of what was printed moves.

use std::fmt::Write as _;

/// What a PDF says of itself; what is empty is left out.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Info {
    /// Its title.
    pub title: String,
    /// Who made it.
    pub authors: Vec<String>,
    /// What it belongs to: a course, a site.
    pub subject: String,
    /// What it is about.
    pub keywords: Vec<String>,
}

impl Info {
    /// `pdf` with this information; as it is if its last part cannot be read.
    pub fn put_into(&self, pdf: Vec<u8>) -> Vec<u8> {
        let update = self.update(&pdf);
        match update {
            Some(update) => [pdf, update].concat(),
            None => pdf,
        }
    }

    /// What is appended: an object and the table that says where it is.
    fn update(&self, pdf: &[u8]) -> Option<Vec<u8>> {
        let tail_start = pdf.len().saturating_sub(4096);
        let tail = String::from_utf8_lossy(&pdf[tail_start..]).into_owned();
        let trailer = &tail[tail.rfind("trailer")?..];
        let size: u32 = number_after(trailer, "/Size")?;
        let root = reference_after(trailer, "/Root")?;
        let table: u64 = number_after(trailer, "startxref")?;
        let at = pdf.len() + 1;
        let mut update = format!("\n{size} 0 obj\n<<");
        let texts = [
            ("Title", self.title.clone()),
            ("Author", self.authors.join(", ")),
            ("Subject", self.subject.clone()),
            ("Keywords", self.keywords.join(", ")),
            ("Creator", concat!("notesgen ", env!("CARGO_PKG_VERSION")).to_owned()),
        ];
        for (key, text) in texts.iter().filter(|(_, text)| !text.is_empty()) {
            let _ = writeln!(update, "/{key} {}", string(text));
        }
        for key in ["/Producer", "/CreationDate"] {
            if let Some(value) = literal_after(pdf, key) {
                let _ = writeln!(update, "{key} {value}");
            }
        }
        update.push_str(">>\nendobj\n");
        let new_table = pdf.len() + update.len();
        let _ = write!(
            update,
            "xref\n{size} 1\n{at:010} 00000 n \ntrailer\n<</Size {}\n/Root {root}\n/Info {size} 0 R\n\
             /Prev {table}>>\nstartxref\n{new_table}\n%%EOF\n",
            size.checked_add(1)?
        );
        Some(update.into_bytes())
    }
}

/// A text as PDF writes any Unicode: UTF-16 in hexadecimal digits.
fn string(text: &str) -> String {
    let mut out = String::from("<FEFF");
    for unit in text.encode_utf16() {
        let _ = write!(out, "{unit:04X}");
    }
    out.push('>');
    out
}

fn number_after<T: std::str::FromStr>(text: &str, key: &str) -> Option<T> {
    let rest = text[text.find(key)? + key.len()..].trim_start();
    let end = rest.find(|c: char| !c.is_ascii_digit()).unwrap_or(rest.len());
    rest[..end].parse().ok()
}

/// `36 0 R` after `key`.
fn reference_after(text: &str, key: &str) -> Option<String> {
    let rest = &text[text.find(key)? + key.len()..];
    let mut words = rest.split_whitespace();
    let (object, generation) = (words.next()?, words.next()?);
    let is_number = |word: &str| !word.is_empty() && word.bytes().all(|b| b.is_ascii_digit());
    let is_reference = words.next()?.starts_with('R') && is_number(object) && is_number(generation);
    is_reference.then(|| format!("{object} {generation} R"))
}

/// The `(…)` after `key` near the start of the file, where Chromium writes what it says of itself.
fn literal_after(pdf: &[u8], key: &str) -> Option<String> {
    let head = String::from_utf8_lossy(&pdf[..pdf.len().min(4096)]).into_owned();
    let rest = head[head.find(key)? + key.len()..].trim_start();
    let end = rest.find(')')?;
    let value = rest.get(..=end)?;
    let plain = value.starts_with('(') && value.is_ascii() && !value.contains('\\');
    plain.then(|| value.to_owned())
}
