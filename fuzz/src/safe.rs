//! Whether HTML is safe, as a browser's parser sees it.

use scraper::{ElementRef, Html, Node};

/// Elements that no author can have.
const FORBIDDEN: [&str; 20] = [
    "applet",
    "base",
    "button",
    "embed",
    "form",
    "frame",
    "frameset",
    "iframe",
    "link",
    "meta",
    "noscript",
    "object",
    "plaintext",
    "script",
    "style",
    "svg",
    "template",
    "textarea",
    "title",
    "xmp",
];

/// Attributes that hold addresses.
const ADDRESSES: [&str; 11] = [
    "action",
    "background",
    "cite",
    "data",
    "formaction",
    "href",
    "longdesc",
    "ping",
    "poster",
    "src",
    "srcset",
];

/// Checks what authors' text became: nothing in it runs, and it stays in its element.
pub fn check_fragment(html: &str) {
    let whole = format!("<main><div id=\"_in\">{html}</div><i id=\"_after\"></i></main>");
    let tree = Html::parse_document(&format!("<!doctype html><body>{whole}"));
    assert!(!html.contains(|c: char| ('\u{fdd0}'..='\u{fdef}').contains(&c)), "{html}");
    let mut inside = false;
    let mut after = false;
    for element in elements(&tree) {
        let name = element.value().name();
        check_attributes(element, html);
        match element.value().id() {
            Some("_in") => {
                inside = true;
                let parent = parent(element);
                assert_eq!(parent.as_deref(), Some("main"), "{html}");
            }
            Some("_after") => {
                after = true;
                assert_eq!(parent(element).as_deref(), Some("main"), "{html}");
            }
            _ => assert!(!FORBIDDEN.contains(&name), "<{name}>: {html}"),
        }
        let style = element.value().attr("style");
        assert!(style.is_none() || is_math(element), "a style: {html}");
    }
    assert!(inside && after, "{html}");
}

/// Checks a whole page; the references in it.
pub fn check_page(html: &str) -> Vec<String> {
    let tree = Html::parse_document(html);
    let mut references = Vec::new();
    for element in elements(&tree) {
        check_attributes(element, html);
        let value = element.value();
        if value.name() == "script" {
            let is_data = value.attr("type").is_some_and(|kind| kind.contains("json"));
            let is_empty = element.text().all(|text| text.trim().is_empty());
            assert!(is_data || is_empty, "a script: {html}");
        }
        references
            .extend(["href", "src"].iter().filter_map(|name| value.attr(name)).map(Into::into));
    }
    references
}

/// The path of the site that `reference` on the page `from` leads to; `None` if it leads elsewhere.
pub fn target(from: &str, reference: &str) -> Option<String> {
    let path = reference.split(['#', '?']).next().unwrap_or_default();
    if path.is_empty() || path.contains(':') || path.starts_with('/') {
        return None;
    }
    let mut parts: Vec<&str> = from.split('/').collect();
    parts.pop();
    let mut rest = path.split('/').peekable();
    while let Some(part) = rest.next() {
        match part {
            ".." => assert!(parts.pop().is_some(), "`{reference}` on `{from}` leads outside"),
            "." => {}
            part => parts.push(part),
        }
        if rest.peek().is_none() && matches!(part, "." | "..") {
            parts.push("");
        }
    }
    Some(decode(&parts.join("/")))
}

fn decode(path: &str) -> String {
    let mut bytes = Vec::new();
    let mut rest = path.bytes();
    while let Some(byte) = rest.next() {
        let digits = (byte == b'%').then(|| [rest.next(), rest.next()]);
        bytes.push(match digits {
            Some([Some(a), Some(b)]) => {
                u8::from_str_radix(&String::from_utf8_lossy(&[a, b]), 16).expect("two digits")
            }
            _ => byte,
        });
    }
    String::from_utf8(bytes).expect("UTF-8")
}

fn elements(tree: &Html) -> impl Iterator<Item = ElementRef<'_>> {
    tree.tree.nodes().filter_map(|node| match node.value() {
        Node::Element(_) => ElementRef::wrap(node),
        _ => None,
    })
}

fn parent(element: ElementRef<'_>) -> Option<String> {
    element.parent().and_then(ElementRef::wrap).map(|parent| parent.value().name().to_owned())
}

fn is_math(element: ElementRef<'_>) -> bool {
    element.value().name.ns.contains("MathML")
}

fn check_attributes(element: ElementRef<'_>, html: &str) {
    for (name, value) in element.value().attrs() {
        assert!(!name.starts_with("on") && name != "srcdoc", "`{name}`: {html}");
        if !ADDRESSES.contains(&name) {
            continue;
        }
        let bare: String =
            value.chars().filter(|c| !c.is_whitespace() && !c.is_control()).collect();
        let bare = bare.to_lowercase();
        let runs = ["javascript:", "vbscript:", "data:text", "data:image/svg", "blob:"];
        assert!(!runs.iter().any(|scheme| bare.starts_with(scheme)), "`{value}`: {html}");
    }
}
