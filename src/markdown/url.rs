//! What sort of place a link leads to, by its writing alone.

use crate::model::Mentioned;

/// What sort of place a URL is.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Kind {
    /// The web.
    Web,
    /// Mail.
    Mail,
    /// A file or page of the site, percent-decoded.
    Path { path: String, anchor: Option<String> },
    /// The author's disk, or a program on it.
    Private,
    /// A scheme that can run code, or that nobody knows.
    Unsafe,
}

/// What sort of place `url` is.
pub(super) fn classify(url: &str) -> Kind {
    // Browsers pass over these in a scheme.
    let clean: String = url.trim().chars().filter(|c| !c.is_control()).collect();
    if clean.starts_with("//") {
        return Kind::Web;
    }
    let windows = clean.as_bytes().get(1) == Some(&b':')
        && clean.as_bytes()[0].is_ascii_alphabetic()
        && matches!(clean.as_bytes().get(2), Some(b'\\' | b'/'));
    let home = ["/Users/", "/home/", "/mnt/", "/Volumes/", "~/", "\\\\"];
    if windows || home.iter().any(|start| clean.starts_with(start)) {
        return Kind::Private;
    }
    let scheme_end = clean.find([':', '/', '?', '#']).filter(|&at| clean.as_bytes()[at] == b':');
    match scheme_end.map(|at| clean[..at].to_ascii_lowercase()) {
        Some(scheme) => match scheme.as_str() {
            "http" | "https" | "ftp" | "doi" | "arxiv" => Kind::Web,
            "mailto" => Kind::Mail,
            "file" | "zotero" | "obsidian" | "evernote" | "onenote" | "notion" | "vscode"
            | "logseq" | "marginnote3app" | "marginnote4app" | "x-devonthink-item" => Kind::Private,
            _ => Kind::Unsafe,
        },
        None => {
            let (path, anchor) = match clean.split_once('#') {
                Some((path, anchor)) => (path, Some(decode(anchor))),
                None => (clean.as_str(), None),
            };
            let path = path.split('?').next().unwrap_or_default();
            Kind::Path { path: decode(path), anchor }
        }
    }
}

/// What `[[target]]` says it leads to: `name`, `name#heading`, `name#^block`, `name^block`.
pub(super) fn wiki(target: &str) -> Mentioned {
    let (name, anchor) = match target.split_once(['#', '^']) {
        Some((name, anchor)) => (name, Some(anchor.trim_start_matches('^').trim().to_owned())),
        None => (target, None),
    };
    let name = name.trim().trim_end_matches('\\');
    Mentioned::Name { name: name.to_owned(), anchor: anchor.filter(|anchor| !anchor.is_empty()) }
}

/// `text` with percent-encoding undone, where that gives text.
fn decode(text: &str) -> String {
    if !text.contains('%') {
        return text.to_owned();
    }
    let bytes = text.as_bytes();
    let mut out = Vec::with_capacity(bytes.len());
    let mut at = 0;
    while at < bytes.len() {
        let hex = (bytes[at] == b'%')
            .then(|| text.get(at + 1..at + 3))
            .flatten()
            .and_then(|digits| u8::from_str_radix(digits, 16).ok());
        match hex {
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

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_url_is_sorted_by_its_writing() {
        let path = |path: &str, anchor: Option<&str>| Kind::Path {
            path: path.to_owned(),
            anchor: anchor.map(ToOwned::to_owned),
        };
        for (url, expected) in [
            ("https://a.org", Kind::Web),
            ("a%20b.md#%E6%96%B9", path("a b.md", Some("方"))),
            ("#x", path("", Some("x"))),
            ("a:b.md", Kind::Unsafe),
            ("notes/a:b.md", path("notes/a:b.md", None)),
            ("java\nscript:alert(1)", Kind::Unsafe),
            ("JavaScript:alert(1)", Kind::Unsafe),
            ("data:text/html,x", Kind::Unsafe),
            ("file:///etc/passwd", Kind::Private),
            ("C:\\papers\\a.pdf", Kind::Private),
            ("/Users/li/a.pdf", Kind::Private),
            ("zotero://select/items/1", Kind::Private),
        ] {
            assert_eq!(classify(url), expected, "{url}");
        }
    }
}
