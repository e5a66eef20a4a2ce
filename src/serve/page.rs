//! Addresses as browsers spell them → those of the site; pages as the site has them → as browsers
//! get them.
//!
//! Invariant: an address is looked up in the site's table, and nowhere else.

use unicode_normalization::UnicodeNormalization;

use crate::output::UrlPath;
use crate::render::Site;

/// What a path leads to.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Found {
    /// A page or file.
    At(UrlPath),
    /// One that has this address.
    Elsewhere(UrlPath),
}

/// What `path` leads to. A path below `base_path`, where the site will be published, leads to the
/// page itself: the page for addresses that do not exist has such links.
pub fn find(site: &Site, path: &str, base_path: &str) -> Option<Found> {
    let path = decode(path)?;
    let has = |path: &str| url(path).filter(|url| site.page(url).is_some());
    if let Some(url) = has(path.strip_prefix('/')?) {
        return Some(Found::At(url));
    }
    let below = |path: &str| -> Option<Found> {
        let page = path.strip_suffix("index.html").unwrap_or(path);
        has(path).or_else(|| has(page)).or_else(|| has(&format!("{path}/"))).map(Found::Elsewhere)
    };
    let plain = path.strip_prefix('/')?;
    if let Some(page) = plain.strip_suffix("index.html").and_then(has) {
        return Some(Found::At(page));
    }
    below(plain).or_else(|| below(path.strip_prefix(base_path)?))
}

/// A path of a request with its percent-encoding undone; `None` if it is not UTF-8 then.
fn decode(path: &str) -> Option<String> {
    let mut bytes = Vec::with_capacity(path.len());
    let mut rest = path.bytes();
    while let Some(byte) = rest.next() {
        if byte != b'%' {
            bytes.push(byte);
            continue;
        }
        let mut digit = || char::from(rest.next()?).to_digit(16);
        bytes.push(u8::try_from(digit()? * 16 + digit()?).ok()?);
    }
    String::from_utf8(bytes).ok()
}

/// The address that is written `path`, without the first `/`; `None` if none is.
fn url(path: &str) -> Option<UrlPath> {
    let url = match path.rsplit_once('/') {
        None if path.is_empty() => UrlPath::home(),
        None => UrlPath::file([], path),
        Some((folders, "")) => UrlPath::page(folders.split('/')),
        Some((folders, name)) => UrlPath::file(folders.split('/'), name),
    };
    // What had to be made fit to be an address is not one.
    let is_same = path.nfc().eq(url.as_str().chars());
    is_same.then_some(url)
}

/// `page` with the script that shows its next version.
pub(super) fn with_script(page: &[u8], version: &str) -> Vec<u8> {
    const END: &[u8] = b"</body>";
    let end = page.windows(END.len()).rposition(|bytes| bytes == END).unwrap_or(page.len());
    let script = format!("<script src=\"/_notesgen/reload.js?{version}\" defer></script>\n");
    [&page[..end], script.as_bytes(), &page[end..]].concat()
}

/// Why there is no page of the site to show.
#[derive(Clone, Copy, Debug)]
pub(super) enum Problem<'a> {
    /// The notes have had errors since the server was started.
    NoSite,
    /// The site does not even have a page that says so.
    Nothing(&'a str),
    /// A template failed.
    Template { url: &'a str, report: &'a str },
    /// The program has a bug.
    Bug(&'a str),
    /// A file that was there cannot be read.
    Unreadable { url: &'a str, reason: &'a str },
}

impl Problem<'_> {
    /// A page that says so.
    pub(super) fn page(self) -> String {
        let (title, text) = match self {
            Self::NoSite => (
                "There is no site yet".to_owned(),
                "The notes have errors. The page appears when they are mended.".to_owned(),
            ),
            Self::Nothing(url) => ("Not found".to_owned(), format!("There is no /{url}")),
            Self::Template { url, report } => {
                (format!("/{url} cannot be shown"), report.to_owned())
            }
            Self::Bug(path) => (
                format!("{path} cannot be shown"),
                "This page brought notesgen to a bug in it. Please report it, with what the terminal says \
                 of it. The other pages can be read."
                    .to_owned(),
            ),
            Self::Unreadable { url, reason } => {
                (format!("/{url} cannot be read"), reason.to_owned())
            }
        };
        let (title, text) = (escape(&title), escape(&text));
        format!(
            "<!doctype html>\n<html lang=\"en\">\n<meta charset=\"utf-8\">\n<title>{title}</title>\n\
             <body>\n<h1>{title}</h1>\n<pre>{text}</pre>\n</body>\n</html>\n"
        )
    }
}

/// `text` as HTML.
fn escape(text: &str) -> String {
    let mut html = String::with_capacity(text.len());
    for c in text.chars() {
        match c {
            '&' => html.push_str("&amp;"),
            '<' => html.push_str("&lt;"),
            '>' => html.push_str("&gt;"),
            '"' => html.push_str("&quot;"),
            '\'' => html.push_str("&#39;"),
            c => html.push(c),
        }
    }
    html
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(path: &str) -> Option<String> {
        let decoded = decode(path)?;
        url(decoded.strip_prefix('/')?).map(|url| url.as_str().to_owned())
    }

    #[test]
    fn an_address_has_one_meaning_however_it_is_encoded() {
        for (path, expected) in [
            ("/", Some("")),
            ("/papers/he2016deep/", Some("papers/he2016deep/")),
            ("/%70apers/a%20b.png", Some("papers/a b.png")),
            ("/tags/%E6%AE%8B%E5%B7%AE/", Some("tags/残差/")),
            // As macOS and Linux spell it.
            ("/e%CC%81.png", Some("é.png")),
            ("/%C3%A9.png", Some("é.png")),
            ("/../etc/passwd", None),
            ("/%2e%2e/etc/passwd", None),
            ("/..%2fetc%2fpasswd", None),
            ("/papers/..\\..\\x", None),
            ("/papers/%5c..%5cx", None),
            ("//etc/passwd", None),
            ("/papers//x/", None),
            ("/./x", None),
            ("/x%00.png", None),
            ("/%ff", None),
            ("/%c0%ae%c0%ae/", None),
            ("/%2", None),
            ("/%zz", None),
            // Twice encoded is a name with a `%` in it.
            ("/%252e%252e/x", Some("%2e%2e/x")),
        ] {
            assert_eq!(read(path).as_deref(), expected, "{path}");
        }
    }

    #[test]
    fn the_script_is_the_last_thing_of_the_body() {
        let page = b"<body><pre>&lt;/body></pre></body>\n</html>\n";
        let with = String::from_utf8(with_script(page, "1-2")).unwrap();
        assert_eq!(
            with,
            "<body><pre>&lt;/body></pre><script src=\"/_notesgen/reload.js?1-2\" defer></script>\n\
             </body>\n</html>\n"
        );
    }

    #[test]
    fn what_is_said_of_a_page_is_text() {
        let hostile = "<img src=x onerror=alert(1)>\"'&";
        for problem in [
            Problem::Nothing(hostile),
            Problem::Bug(hostile),
            Problem::Template { url: hostile, report: hostile },
            Problem::Unreadable { url: hostile, reason: hostile },
        ] {
            let page = problem.page();
            assert!(!page.contains("<img"), "{page}");
            assert!(page.contains("&lt;img src=x onerror=alert(1)&gt;&quot;&#39;&amp;"), "{page}");
        }
    }
}
