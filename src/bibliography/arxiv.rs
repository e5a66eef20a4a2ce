//! arXiv ids in the fields where people put them.

use super::entry::Entry;
use super::fields::Field;

/// Whether the `eprint` field is an arXiv id: the archive is arXiv, or unnamed and the id fits.
pub(super) fn is_arxiv_eprint(fields: &[Field]) -> bool {
    let get = |name: &str| {
        fields.iter().find(|field| field.name == name).map(|field| field.value.text.as_str())
    };
    let Some(eprint) = get("eprint") else { return false };
    match get("archiveprefix").or_else(|| get("eprinttype")) {
        Some(archive) => archive.eq_ignore_ascii_case("arxiv"),
        None => id_at_start(bare(eprint)).is_some_and(|id| id.len() == bare(eprint).len()),
    }
}

/// An id without `arXiv:` before it.
pub(super) fn bare(id: &str) -> &str {
    let id = id.trim();
    let prefixed = id.get(..6).is_some_and(|head| head.eq_ignore_ascii_case("arxiv:"));
    if prefixed { id[6..].trim_start() } else { id }
}

/// The id in the URL, the DOI or a journal such as `arXiv preprint arXiv:1706.03762`.
pub(super) fn elsewhere(entry: &Entry) -> Option<String> {
    let after = |text: Option<&String>, marks: &[&str]| {
        let text = text?;
        let lower = text.to_ascii_lowercase();
        let at = marks.iter().find_map(|mark| lower.find(mark).map(|at| at + mark.len()))?;
        id_at_start(text[at..].trim_start()).map(str::to_owned)
    };
    after(entry.url.as_ref(), &["arxiv.org/abs/", "arxiv.org/pdf/"])
        .or_else(|| after(entry.doi.as_ref(), &["10.48550/arxiv."]))
        .or_else(|| after(entry.container.as_ref(), &["arxiv:", "abs/"]))
}

/// The arXiv id that a text starts with: `1706.03762v5`, `hep-th/9901001`, `math.GT/0309136`.
fn id_at_start(text: &str) -> Option<&str> {
    let digits = |text: &str| text.bytes().take_while(u8::is_ascii_digit).count();
    let year_month = digits(text);
    let end = if year_month == 4 && text.as_bytes().get(4) == Some(&b'.') {
        let number = digits(&text[5..]);
        if !(4..=5).contains(&number) {
            return None;
        }
        5 + number
    } else {
        let slash = text.find('/')?;
        let archive = |byte: u8| byte.is_ascii_alphabetic() || matches!(byte, b'-' | b'.');
        if slash == 0 || !text[..slash].bytes().all(archive) || digits(&text[slash + 1..]) != 7 {
            return None;
        }
        slash + 8
    };
    let rest = &text[end..];
    let version = match rest.strip_prefix('v').map(digits) {
        Some(count) if count > 0 => 1 + count,
        _ => 0,
    };
    Some(&text[..end + version])
}
