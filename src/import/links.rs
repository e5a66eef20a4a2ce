//! Links in Markdown, and which of them are papers.

use std::collections::BTreeMap;
use std::str::FromStr as _;

use crate::model::{ArxivId, Doi, OpenReviewId, WebUrl};

/// What a link leads to.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Target {
    Arxiv(ArxivId),
    Doi(Doi),
    OpenReview(OpenReviewId),
    /// A PDF on the web.
    Pdf(String),
    /// A page on the web that may be a paper's.
    Page(String),
    /// A page on the web that is none: code, a film, an article about it.
    Elsewhere(String),
    /// A note of the same folder, by its name.
    Note(String),
    /// Another file, or something that no link can lead to.
    Other,
}

/// A link and its words.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Link<'a> {
    pub(super) words: &'a str,
    pub(super) url: String,
    /// Where it stands in its line, in bytes.
    pub(super) range: std::ops::Range<usize>,
}

/// Hosts of what is not a paper.
const ELSEWHERE: &[&str] = &[
    "github.com",
    "github.io",
    "gitlab.com",
    "gitee.com",
    "bitbucket.org",
    "huggingface.co",
    "youtube.com",
    "youtu.be",
    "bilibili.com",
    "zhihu.com",
    "csdn.net",
    "medium.com",
    "wikipedia.org",
    "twitter.com",
    "x.com",
    "weixin.qq.com",
    "jianshu.com",
    "juejin.cn",
    "cnblogs.com",
    "reddit.com",
    "kaggle.com",
    "stackoverflow.com",
    "paperswithcode.com",
];

/// Hosts of papers. Of other pages, nobody knows what they are.
const SCHOLARLY: &[&str] = &[
    "acm.org",
    "ieee.org",
    "springer.com",
    "sciencedirect.com",
    "semanticscholar.org",
    "aclanthology.org",
    "aclweb.org",
    "openreview.net",
    "nips.cc",
    "neurips.cc",
    "mlr.press",
    "thecvf.com",
    "usenix.org",
    "nature.com",
    "science.org",
    "pnas.org",
    "jmlr.org",
    "aaai.org",
    "ijcai.org",
    "vldb.org",
    "biorxiv.org",
    "medrxiv.org",
    "ssrn.com",
    "wiley.com",
    "nih.gov",
    "tandfonline.com",
    "oup.com",
    "cambridge.org",
    "mdpi.com",
    "frontiersin.org",
    "cell.com",
    "arxiv.org",
    "dblp.org",
    "isca-speech.org",
    "ecva.net",
    "roboticsproceedings.org",
    "cnki.net",
    "acs.org",
    "aps.org",
    "plos.org",
    "siam.org",
    "jstor.org",
    "mitpress.mit.edu",
    "direct.mit.edu",
    "cidrdb.org",
];

/// Whether a web page is likely to be a paper's.
pub(super) fn is_scholarly(url: &str) -> bool {
    let lower = url.to_lowercase();
    let host = lower.split("://").nth(1).and_then(|rest| rest.split('/').next()).unwrap_or("");
    SCHOLARLY.iter().any(|name| host == *name || host.ends_with(&format!(".{name}")))
}

/// What `url` leads to.
pub(super) fn target(url: &str) -> Target {
    let url = url.trim();
    let lower = url.to_lowercase();
    if lower.starts_with("arxiv:") || lower.contains("arxiv.org/") {
        let cut = url.split(['?', '#']).next().unwrap_or_default();
        if let Ok(id) = ArxivId::from_str(cut) {
            return Target::Arxiv(id);
        }
    }
    if lower.contains("openreview.net/")
        && lower.contains("id=")
        && let Ok(id) = OpenReviewId::from_str(url)
    {
        return Target::OpenReview(id);
    }
    if let Some(doi) = doi(url) {
        return Target::Doi(doi);
    }
    if let Some((scheme, rest)) = lower.split_once("://") {
        if !matches!(scheme, "http" | "https") || WebUrl::from_str(url).is_err() {
            return Target::Other;
        }
        let (host, path) = rest.split_once('/').unwrap_or((rest, ""));
        let is = |name: &&&str| host == **name || host.ends_with(&format!(".{name}"));
        if ELSEWHERE.iter().any(|name| is(&name)) || host.contains("blog") {
            return Target::Elsewhere(url.to_owned());
        }
        let path = path.split(['?', '#']).next().unwrap_or_default();
        return if path.ends_with(".pdf") {
            Target::Pdf(url.to_owned())
        } else {
            Target::Page(url.to_owned())
        };
    }
    let path = url.split(['#', '?']).next().unwrap_or_default();
    let name = path.rsplit('/').next().unwrap_or_default();
    match name.rsplit_once('.') {
        Some((stem, ending)) if matches!(ending, "md" | "markdown") && !is_index(stem) => {
            Target::Note(decoded(stem))
        }
        // A wiki's way to name a note.
        None if !name.is_empty() && !lower.contains(':') && !url.starts_with('#') => {
            Target::Note(decoded(name))
        }
        _ => Target::Other,
    }
}

fn is_index(stem: &str) -> bool {
    matches!(stem.to_lowercase().as_str(), "readme" | "index" | "_index" | "summary")
}

/// The DOI in an address: `https://dl.acm.org/doi/abs/10.1145/3065386`. Those of 10.5555 are made
/// up by their publisher and lead nowhere.
fn doi(url: &str) -> Option<Doi> {
    let lower = url.to_lowercase();
    let known = ["doi.org/", "/doi/", "doi:", "/article/", "/chapter/"];
    if !known.iter().any(|mark| lower.contains(mark)) && !lower.starts_with("10.") {
        return None;
    }
    let at = lower.find("10.")?;
    let id = url[at..].split(['?', '#', ' ']).next()?.trim_end_matches(['/', '.', ')', '。']);
    let id = id.strip_suffix(".pdf").unwrap_or(id);
    Doi::from_str(id).ok().filter(|doi| !doi.as_str().starts_with("10.5555/"))
}

/// `%20` and the like undone.
fn decoded(text: &str) -> String {
    let mut bytes = Vec::with_capacity(text.len());
    let mut rest = text.as_bytes();
    while let Some((&byte, tail)) = rest.split_first() {
        let hex = |at: usize| tail.get(at).and_then(|b| char::from(*b).to_digit(16));
        if let (b'%', Some(high), Some(low)) = (byte, hex(0), hex(1)) {
            bytes.push(u8::try_from(high * 16 + low).unwrap_or(b'?'));
            rest = &tail[2..];
        } else {
            bytes.push(byte);
            rest = tail;
        }
    }
    String::from_utf8(bytes).unwrap_or_else(|_| text.to_owned())
}

/// Where names in brackets lead: `[art]: art.md`.
pub(super) fn definitions(body: &str) -> BTreeMap<String, String> {
    let lines = body.lines().filter_map(|line| {
        let (name, url) = line.trim_start().strip_prefix('[')?.split_once("]:")?;
        let url = url.split_whitespace().next()?.trim_matches(['<', '>']);
        (!name.starts_with('^')).then(|| (name.to_lowercase(), url.to_owned()))
    });
    lines.collect()
}

/// The first link in `text`: `[words](url)`, `[words][name]`, `[[note|words]]`, `<url>` or a bare
/// address. Images are none.
pub(super) fn first<'a>(text: &'a str, definitions: &BTreeMap<String, String>) -> Option<Link<'a>> {
    let bare = bare_url(text);
    let mut from = 0;
    while let Some(open) = text[from..].find('[').map(|at| at + from) {
        if bare.as_ref().is_some_and(|bare| bare.range.start < open) {
            return bare;
        }
        let rest = &text[open + 1..];
        if let Some(inner) = rest.strip_prefix('[')
            && let Some(end) = inner.find("]]")
        {
            let (name, words) =
                inner[..end].split_once('|').unwrap_or((&inner[..end], &inner[..end]));
            let name = name.split(['#', '^']).next().unwrap_or_default().trim();
            let name = name.rsplit('/').next().unwrap_or(name);
            let image = text[..open].ends_with('!');
            if !image && !name.is_empty() {
                return Some(Link {
                    words,
                    url: format!("{name}.md"),
                    range: open..open + end + 4,
                });
            }
        } else if let Some(end) = closing(rest, '[', ']') {
            let (words, after) = (&rest[..end], &rest[end + 1..]);
            let image = text[..open].ends_with('!');
            if let Some(url) = after.strip_prefix('(')
                && let Some(close) = closing(url, '(', ')')
                && !image
            {
                // A title in quotes may follow the address.
                let address = url[..close].trim();
                let address =
                    address.split(" \"").next().unwrap_or(address).trim_matches(['<', '>']);
                let range = open..open + 1 + end + 1 + 1 + close + 1;
                return Some(Link { words, url: address.to_owned(), range });
            }
            let named = after.strip_prefix('[').and_then(|name| name.split_once(']'));
            if let Some((name, _)) = named
                && let Some(url) =
                    definitions.get(&if name.is_empty() { words } else { name }.to_lowercase())
                && !image
            {
                let range = open..open + 1 + end + 2 + name.len() + 1;
                return Some(Link { words, url: url.clone(), range });
            }
        }
        from = open + 1;
    }
    bare
}

/// Where the bracket that stands before `rest` closes.
fn closing(rest: &str, open: char, close: char) -> Option<usize> {
    let mut depth = 0_usize;
    for (at, c) in rest.char_indices() {
        if c == open {
            depth += 1;
        } else if c == close && depth == 0 {
            return Some(at);
        } else if c == close {
            depth -= 1;
        }
    }
    None
}

fn bare_url(text: &str) -> Option<Link<'_>> {
    let at = text.find("https://").into_iter().chain(text.find("http://")).min()?;
    let stop = |c: char| c.is_whitespace() || "<>\"|)]，。；、（）】".contains(c);
    let end = text[at..].find(stop).map_or(text.len(), |end| at + end);
    let url = text[at..end].trim_end_matches(['.', ',', ';', ':']);
    Some(Link { words: "", url: url.to_owned(), range: at..at + url.len() })
}

/// `text` with links as their words, and without emphasis, code marks and HTML.
pub(super) fn plain(text: &str, definitions: &BTreeMap<String, String>) -> String {
    let mut out = String::new();
    let mut rest = text;
    while let Some(link) = first(rest, definitions).filter(|link| !link.words.is_empty()) {
        out.push_str(&rest[..link.range.start]);
        out.push_str(link.words);
        rest = &rest[link.range.end..];
    }
    out.push_str(rest);
    while let Some(open) = out.find('<') {
        let Some(close) = out[open..].find('>') else { break };
        let inner = &out[open + 1..open + close];
        if !inner.starts_with(|c: char| c.is_ascii_alphabetic() || c == '/') {
            break;
        }
        let inner = if inner.contains("://") { inner.to_owned() } else { " ".to_owned() };
        out.replace_range(open..=open + close, &inner);
    }
    let out = out.replace("**", "").replace("__", "").replace('`', "");
    let out = out.trim().trim_matches(['*', '_']);
    out.split_whitespace().collect::<Vec<_>>().join(" ")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_link_is_known_by_where_it_leads() {
        for (url, expected) in [
            ("https://arxiv.org/abs/1706.03762", "Arxiv"),
            ("http://arxiv.org/pdf/1706.03762v5.pdf", "Arxiv"),
            ("https://arxiv.org/list/cs.CL/recent", "Page"),
            ("https://doi.org/10.1145/3065386", "Doi"),
            ("https://dl.acm.org/doi/abs/10.1145/3065386?x=1", "Doi"),
            ("https://dl.acm.org/doi/10.5555/2643634.2643666", "Page"),
            ("https://openreview.net/forum?id=YicbFdNTTy", "OpenReview"),
            ("https://kudu.apache.org/kudu.pdf", "Pdf"),
            ("https://github.com/a/b", "Elsewhere"),
            ("../triefamily/art.md", "Note"),
            ("1999-object-recognition", "Note"),
            ("hash/README.md", "Other"),
            ("hash/index.html", "Other"),
            ("../a.pdf", "Other"),
            ("#here", "Other"),
            ("javascript:alert(1)", "Other"),
        ] {
            let found = format!("{:?}", target(url));
            assert!(found.starts_with(expected), "{url}: {found}");
        }
    }

    #[test]
    fn links_are_found_in_all_their_forms() {
        let definitions = definitions("[art]: art.md\n[^1]: no\n");
        for (text, words, url) in [
            ("see [A [b] c](https://x.y/z \"t\")", "A [b] c", "https://x.y/z"),
            ("[a](https://x.y/The-(VOC)-Challenge/1) b", "a", "https://x.y/The-(VOC)-Challenge/1"),
            ("**[The Tree][art]**", "The Tree", "art.md"),
            ("[[notes/art#x|tree]]", "tree", "art.md"),
            ("![a](b.png) <https://x.y>", "", "https://x.y"),
            ("论文：https://x.y/z。", "", "https://x.y/z"),
            ("[ ] none", "", ""),
        ] {
            let found = first(text, &definitions);
            let found = found.map_or((String::new(), String::new()), |l| (l.words.into(), l.url));
            assert_eq!(found, (words.to_owned(), url.to_owned()), "{text}");
        }
        assert_eq!(plain("**[A](b)** by *C* <br/> `D`", &definitions), "A by *C* D");
    }
}
