//! Links that are written without any markup: URLs, `arXiv:1706.03762`, `doi:10.1145/…`, addresses.

/// A link at the start of a stretch of text.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Autolink {
    /// How many bytes of the text it is.
    pub(super) length: usize,
    /// What it leads to.
    pub(super) to: String,
}

impl Autolink {
    fn new(length: usize, to: impl Into<String>) -> Self {
        Self { length, to: to.into() }
    }
}

/// The link that `text` starts with; the caller knows that a word starts there.
pub(super) fn at(text: &str) -> Option<Autolink> {
    let starts = |prefix: &str| {
        text.get(..prefix.len()).is_some_and(|start| start.eq_ignore_ascii_case(prefix))
    };
    if starts("http://") || starts("https://") || starts("ftp://") {
        let url = url(text);
        let host = url.split_once("://")?.1;
        host.starts_with(|c: char| c.is_ascii_alphanumeric() || c == '[')
            .then(|| Autolink::new(url.len(), url))
    } else if starts("www.") {
        let url = url(text);
        (url.len() > "www.".len() && url.matches('.').count() > 1)
            .then(|| Autolink::new(url.len(), format!("http://{url}")))
    } else if starts("arxiv:") {
        let id = arxiv(text["arxiv:".len()..].trim_start_matches(' '))?;
        Some(Autolink::new(end_of(text, id), format!("https://arxiv.org/abs/{id}")))
    } else if starts("doi:") {
        let id = doi(text["doi:".len()..].trim_start_matches(' '))?;
        Some(Autolink::new(end_of(text, id), format!("https://doi.org/{id}")))
    } else {
        None
    }
}

/// Where `part`, which is a stretch of `text`, ends in it.
fn end_of(text: &str, part: &str) -> usize {
    part.as_ptr() as usize - text.as_ptr() as usize + part.len()
}

/// The URL at the start: ASCII only, since Chinese goes on right behind a URL; punctuation that
/// ends a sentence is no part of it, nor is a bracket that was opened before it
/// (<https://github.github.com/gfm/#extended-autolink-path-validation>).
fn url(text: &str) -> &str {
    let inside = |c: char| c.is_ascii_graphic() && !matches!(c, '<' | '>' | '"' | '`' | '|' | '\\');
    let end = text.find(|c| !inside(c)).unwrap_or(text.len());
    let mut url = &text[..end];
    let open = brackets(url, b'(');
    let mut close = brackets(url, b')');
    loop {
        let Some(last) = url.bytes().next_back() else { return url };
        match last {
            // A character reference ends the URL: `?a=b&amp;`.
            b';' => {
                let name = url[..url.len() - 1].rfind(|c: char| !c.is_ascii_alphanumeric());
                if let Some(at) = name.filter(|&at| url.as_bytes()[at] == b'&') {
                    url = &url[..=at];
                }
            }
            b'?' | b'!' | b'.' | b',' | b':' | b'*' | b'_' | b'~' | b'\'' | b']' | b'}' => {}
            b')' if close > open => close -= 1,
            _ => return url,
        }
        url = &url[..url.len() - 1];
    }
}

fn brackets(text: &str, bracket: u8) -> usize {
    text.bytes().filter(|&byte| byte == bracket).count()
}

/// The arXiv id at the start, old or new.
fn arxiv(text: &str) -> Option<&str> {
    let digits = |text: &str| text.bytes().take_while(u8::is_ascii_digit).count();
    let mut end = match digits(text) {
        4 => {
            let rest = text[4..].strip_prefix('.')?;
            let number = digits(rest);
            if !(4..=5).contains(&number) {
                return None;
            }
            5 + number
        }
        0 => {
            let slash = text.find('/').filter(|&at| at <= 20)?;
            let archive = &text[..slash];
            let fine = archive.bytes().all(|b| b.is_ascii_alphabetic() || matches!(b, b'-' | b'.'));
            if !fine || digits(&text[slash + 1..]) != 7 {
                return None;
            }
            slash + 8
        }
        _ => return None,
    };
    if let Some(version) = text[end..].strip_prefix('v') {
        let number = digits(version);
        end += if number > 0 { 1 + number } else { 0 };
    }
    Some(&text[..end])
}

/// The DOI at the start.
fn doi(text: &str) -> Option<&str> {
    let rest = text.strip_prefix("10.")?;
    let registrant = rest.bytes().take_while(|b| b.is_ascii_digit() || *b == b'.').count();
    let suffix = rest.get(registrant..)?.strip_prefix('/')?;
    let id = url(text);
    (registrant >= 4 && !suffix.is_empty() && id.len() > 3 + registrant + 1).then_some(id)
}

/// The e-mail address around the `@` at `at`: how many bytes stand before and after it.
pub(super) fn email(text: &str, at: usize) -> Option<(usize, usize)> {
    /// Longest part before the `@` (RFC 5321, 4.5.3.1.1).
    const MAX_LOCAL: usize = 64;
    let local = |byte: &u8| byte.is_ascii_alphanumeric() || b".-_+".contains(byte);
    let before =
        text.as_bytes()[..at].iter().rev().take(MAX_LOCAL).take_while(|b| local(b)).count();
    let domain = |byte: &u8| byte.is_ascii_alphanumeric() || b".-_".contains(byte);
    let after = text.as_bytes()[at + 1..].iter().take_while(|b| domain(b)).count();
    let name = text[at + 1..at + 1 + after].trim_end_matches('.');
    let fine =
        before > 0 && name.contains('.') && !name.ends_with(['-', '_']) && !name.starts_with('.');
    fine.then_some((before, name.len()))
}
