//! What the URL of a link or image leads to, by its scheme.

use crate::model::Mentioned;

/// Where a link leads.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Destination {
    /// Something of the site or the web that is looked up.
    Mention(Mentioned),
    /// `mailto:`, `tel:`, `ftp:`: shown as they are.
    Plain,
    /// A file of the author's disk or a program of theirs.
    Private(&'static str),
    /// A scheme that can run code, or that nobody knows.
    Unsafe,
    /// Nothing was written.
    Empty,
}

/// Where a link to `to` leads.
pub(super) fn of_link(to: &str) -> Destination {
    let to = visible(to);
    let to = to.trim();
    if to.is_empty() {
        return Destination::Empty;
    }
    if let Some(what) = private(to) {
        return Destination::Private(what);
    }
    let web = |url: String| Destination::Mention(Mentioned::Web { url });
    if to.starts_with("//") {
        return web(format!("https:{to}"));
    }
    let Some((scheme, rest)) = scheme(to) else {
        let (path, anchor) = match to.split_once('#') {
            Some((path, anchor)) => {
                (path, Some(decode(anchor)).filter(|anchor| !anchor.is_empty()))
            }
            None => (to, None),
        };
        let path = decode(path.split('?').next().unwrap_or_default());
        return Destination::Mention(Mentioned::Path { path, anchor });
    };
    match &*scheme {
        "http" | "https" => web(to.to_owned()),
        "mailto" | "tel" | "ftp" | "ftps" => Destination::Plain,
        "doi" => web(format!("https://doi.org/{}", rest.trim_start_matches('/'))),
        "arxiv" => web(format!("https://arxiv.org/abs/{}", rest.trim_start_matches('/'))),
        _ => Destination::Unsafe,
    }
}

/// Where the image at `to` is.
pub(super) fn of_image(to: &str, wiki: bool) -> Destination {
    if wiki {
        let path = to.trim().to_owned();
        return Destination::Mention(Mentioned::Image { path, wiki });
    }
    match of_link(to) {
        Destination::Mention(Mentioned::Path { path, .. }) => {
            Destination::Mention(Mentioned::Image { path, wiki })
        }
        Destination::Unsafe if is_picture_data(to) => Destination::Plain,
        Destination::Plain => Destination::Unsafe,
        other => other,
    }
}

/// `data:` may hold pictures that run nothing.
fn is_picture_data(to: &str) -> bool {
    const PICTURES: [&str; 5] = ["png", "jpeg", "gif", "webp", "avif"];
    to.strip_prefix("data:image/").is_some_and(|rest| {
        PICTURES
            .iter()
            .any(|kind| rest.strip_prefix(kind).is_some_and(|rest| rest.starts_with([';', ','])))
    })
}

/// As browsers read it: without control characters, tabs and line breaks.
fn visible(to: &str) -> String {
    to.chars()
        .filter(|c| !c.is_control() && !matches!(c, '\u{200b}'..='\u{200f}' | '\u{feff}'))
        .collect()
}

/// The scheme in lower case, and what follows it.
fn scheme(to: &str) -> Option<(String, &str)> {
    let (scheme, rest) = to.split_once(':')?;
    let fine = scheme.starts_with(|c: char| c.is_ascii_alphabetic())
        && scheme.bytes().all(|byte| byte.is_ascii_alphanumeric() || b"+-.".contains(&byte));
    fine.then(|| (scheme.to_lowercase(), rest))
}

/// What a private link shows, if it is one.
fn private(to: &str) -> Option<&'static str> {
    const SCHEMES: [&str; 12] = [
        "file",
        "zotero",
        "obsidian",
        "vscode",
        "mendeley",
        "papers",
        "papers3",
        "readcube",
        "bookends",
        "marginnote3app",
        "skim",
        "notion",
    ];
    if to.starts_with("\\\\") {
        return Some("a path of a network drive");
    }
    let bytes = to.as_bytes();
    let drive = bytes.len() > 2 && bytes[0].is_ascii_alphabetic() && bytes[1] == b':';
    if drive && matches!(bytes[2], b'\\' | b'/') {
        return Some("a path of your disk");
    }
    let homes = ["/Users/", "/home/", "/root/", "/Volumes/", "/mnt/", "/tmp/", "/private/", "~/"];
    if homes.iter().any(|home| to.starts_with(home)) {
        return Some("a path of your disk");
    }
    scheme(to).and_then(|(scheme, _)| match &*scheme {
        "file" => Some("a file of your disk"),
        scheme if SCHEMES.contains(&scheme) => Some("a link into a program of yours"),
        _ => None,
    })
}

/// Percent-decoded, if that gives text.
fn decode(text: &str) -> String {
    if !text.contains('%') {
        return text.to_owned();
    }
    let bytes = text.as_bytes();
    let mut out = Vec::with_capacity(bytes.len());
    let mut at = 0;
    while at < bytes.len() {
        let code = text.get(at + 1..at + 3).filter(|_| bytes[at] == b'%');
        match code.and_then(|code| u8::from_str_radix(code, 16).ok()) {
            Some(byte) => {
                out.push(byte);
                at += 3;
            }
            None => {
                out.push(bytes[at]);
                at += 1;
            }
        }
    }
    String::from_utf8(out).unwrap_or_else(|_| text.to_owned())
}

/// A URL as an attribute holds it: what is not allowed in one is percent-encoded, what is encoded
/// already is left.
pub(super) fn encode(url: &str) -> String {
    let mut out = String::with_capacity(url.len());
    for byte in url.bytes() {
        if byte.is_ascii_graphic() && !b"\"<>\\^`{|}".contains(&byte) {
            out.push(char::from(byte));
        } else {
            out.push_str(&format!("%{byte:02X}"));
        }
    }
    out
}
