//! What authors write and what becomes of it, through one door.

mod chinese;
mod hostile;
mod linear;
mod links;
mod mathematics;
mod rendering;
mod spec;

use std::collections::BTreeMap;

use super::*;
use crate::diagnostic::Diagnostic;
use crate::model::{HtmlPolicy, Mentioned, Outline};
use crate::source::{SourceFile, Sources, Span};

/// A page that shows every link as what it was written as.
#[derive(Default)]
pub(super) struct Echo {
    links: BTreeMap<LinkId, String>,
}

impl Echo {
    pub(super) fn of(outline: &Outline) -> Self {
        let written = |what: &Mentioned| match what {
            Mentioned::Name { name, anchor } => {
                format!("[{name}{}]", anchor.as_ref().map(|a| format!("#{a}")).unwrap_or_default())
            }
            Mentioned::Path { path, anchor } => match anchor {
                Some(anchor) => format!("{path}#{anchor}"),
                None => path.clone(),
            },
            Mentioned::Citation { key } => key.clone(),
            Mentioned::Image { path, .. } => path.clone(),
            Mentioned::Web { url } => url.clone(),
        };
        let links = outline.mentions.iter().map(|one| (one.id, written(&one.what))).collect();
        Self { links }
    }
}

impl Resolve for Echo {
    fn link(&mut self, id: LinkId) -> ShownLink {
        ShownLink { href: self.links.get(&id).cloned(), ..ShownLink::default() }
    }

    fn image(&mut self, id: LinkId) -> Option<ShownImage> {
        let src = self.links.get(&id)?.clone();
        Some(ShownImage { src, dimensions: Some((600, 400)) })
    }

    fn citation(&mut self, cited: &[CitedKey], narrative: bool) -> ShownCitation {
        let one = |one: &CitedKey| {
            assert_eq!(self.links.get(&one.id), Some(&one.key), "scanned and rendered alike");
            let part = |part: &Option<String>| part.as_deref().map(escape).unwrap_or_default();
            let sign = if one.suppress_author { "-" } else { "" };
            format!("{}|{sign}{}|{}", part(&one.prefix), escape(&one.key), part(&one.locator))
        };
        let keys: Vec<String> = cited.iter().map(one).collect();
        let name = if narrative { "cite" } else { "q" };
        ShownCitation { html: format!("<{name}>{}</{name}>", keys.join(";")) }
    }
}

/// A text that is a file of its own.
pub(super) fn text(markdown: &str) -> (Sources, Text) {
    let mut sources = Sources::new();
    let file = SourceFile { name: "a.md".into(), path: None, text: markdown.into(), skipped: 0 };
    let file = sources.add(file);
    let span = Span::new(file, 0..markdown.len());
    (sources, Text { markdown: markdown.to_owned(), span })
}

/// What `markdown` becomes with the default options.
pub(super) fn html(markdown: &str) -> String {
    html_with(markdown, &Options::default())
}

pub(super) fn html_with(markdown: &str, options: &Options) -> String {
    let (_, text) = text(markdown);
    let outline = scan(&text, markdown, options).outline;
    let place = Place { id_prefix: "", heading_shift: 0 };
    let mut page = PageState::default();
    let html = render(&text, options, place, &mut Echo::of(&outline), &mut page);
    match page.again() {
        Some(mut page) => render(&text, options, place, &mut Echo::of(&outline), &mut page),
        None => html,
    }
}

/// What is told about `markdown`, a line each: code, place, what stands there, message.
pub(super) fn told(markdown: &str) -> String {
    let (sources, text) = text(markdown);
    let scanned = scan(&text, markdown, &Options::default());
    let mut diagnostics = scanned.diagnostics;
    diagnostics.extend(scanned.references.missing());
    let line = |diagnostic: &Diagnostic| {
        let span = diagnostic.span.unwrap();
        let (line, column) = sources.line_column(span.file, span.start as usize);
        let there = sources.slice(span);
        format!("{} {line}:{column} ‹{there}› {}", diagnostic.code, diagnostic.message)
    };
    diagnostics.iter().map(line).collect::<Vec<_>>().join("\n")
}

/// Paragraphs and what they become, without the `<p>`.
pub(super) fn check(cases: &[(&str, &str)]) {
    for (markdown, expected) in cases {
        let html = html(markdown);
        let html = html.trim_end();
        let line = html.strip_prefix("<p>").and_then(|html| html.strip_suffix("</p>"));
        assert_eq!(line.unwrap_or(html), *expected, "{markdown}");
    }
}
