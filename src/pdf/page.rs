//! A page made ready to be printed: the size of its paper, its links for people who have the paper
//! only.

use std::fmt;

/// The paper.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Paper {
    /// 210 × 297 mm.
    #[default]
    A4,
    /// 8½ × 11 in.
    Letter,
}

impl fmt::Display for Paper {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::A4 => "A4",
            Self::Letter => "letter",
        })
    }
}

impl Paper {
    /// A style sheet that says so.
    pub fn style(self) -> String {
        format!("@page {{ size: {self}; }}\n")
    }
}

/// The page `html`, whose address in its site is `url`: with the style sheet `style` (as it is linked
/// from the page) after its own, and with its links leading to where the site is published. Where
/// `base` does not say that, a link to another page is left out: it would lead to a folder that is
/// gone.
pub fn prepared(html: &str, url: &str, base: Option<&str>, style: &str) -> String {
    let link = format!("<link rel=\"stylesheet\" href=\"{style}\">\n</head>");
    let html = html.replacen("</head>", &link, 1).replace(" loading=\"lazy\"", "");
    let mut out = String::with_capacity(html.len());
    let mut rest = html.as_str();
    while let Some(at) = rest.find("<a ") {
        let (before, tag) = rest.split_at(at);
        let Some(end) = tag.find('>') else { break };
        out.push_str(before);
        let (tag, after) = tag.split_at(end);
        out.push_str(&retargeted(tag, url, base));
        rest = after;
    }
    out.push_str(rest);
    out
}

/// The tag of a link, without its `>`.
fn retargeted(tag: &str, url: &str, base: Option<&str>) -> String {
    const HREF: &str = " href=\"";
    let Some(start) = tag.find(HREF).map(|at| at + HREF.len()) else { return tag.to_owned() };
    let Some(end) = tag[start..].find('"').map(|len| start + len) else { return tag.to_owned() };
    let href = &tag[start..end];
    let has_scheme = href.split(['/', '?', '#']).next().is_some_and(|first| first.contains(':'));
    if href.starts_with('#') || has_scheme {
        return tag.to_owned();
    }
    match base {
        Some(base) => format!("{}{}{}", &tag[..start], absolute(href, url, base), &tag[end..]),
        None => format!("{}{}", &tag[..start - HREF.len()], &tag[end + 1..]),
    }
}

/// `href`, relative to the page `url` of the site at `base`, as an address of the web.
fn absolute(href: &str, url: &str, base: &str) -> String {
    let (path, fragment) = href.find('#').map_or((href, ""), |at| href.split_at(at));
    let mut parts: Vec<&str> = url.split('/').filter(|part| !part.is_empty()).collect();
    if !url.ends_with('/') {
        parts.pop();
    }
    let pieces: Vec<&str> = path.split('/').collect();
    for piece in &pieces {
        match *piece {
            ".." => {
                parts.pop();
            }
            "." | "" => {}
            piece => parts.push(piece),
        }
    }
    let mut address = format!("{}/{}", base.trim_end_matches('/'), parts.join("/"));
    if let Some(page) = address.strip_suffix("index.html") {
        address.truncate(page.len());
    } else if matches!(pieces.last(), Some(&"" | &".." | &".")) && !address.ends_with('/') {
        address.push('/');
    }
    address + fragment
}
