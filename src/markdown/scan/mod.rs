//! What a text mentions, and everything that is wrong with it, at its place in the file.

mod context;
mod lint;
mod places;

use std::collections::{BTreeMap, BTreeSet};

use super::destination::{self, Destination};
use super::math::Equations;
use super::tree::{self, Kind, Node};
use super::{Options, citation::Cited, count, events, html, link_id};
use crate::diagnostic::{Code, Diagnostic};
use crate::model::{Heading, Mention, Mentioned, Outline, Text};
use std::ops::Range;

/// What was found in one text.
#[derive(Debug)]
pub struct Scanned {
    /// What it mentions.
    pub outline: Outline,
    /// What is wrong with it.
    pub diagnostics: Vec<Diagnostic>,
    /// What of it can be referred to and what it refers to.
    pub references: CrossReferences,
}

/// Labels of equations and figures, and references to labels that were not found so far. The texts
/// of one document refer to each other's, so only the whole document says what is missing.
#[derive(Debug, Default)]
pub struct CrossReferences {
    there: BTreeSet<String>,
    unmet: Vec<(String, Diagnostic)>,
}

impl CrossReferences {
    /// Adds those of another text of the document.
    pub fn extend(&mut self, other: Self) {
        self.there.extend(other.there);
        self.unmet.extend(other.unmet);
    }

    /// What no text of the document has.
    pub fn missing(self) -> impl Iterator<Item = Diagnostic> {
        let Self { there, unmet } = self;
        unmet.into_iter().filter(move |(label, _)| !there.contains(label)).map(|(_, told)| told)
    }
}

/// What `text` mentions, and what is wrong with it. `raw` is the text as it stands in its file.
pub fn scan(text: &Text, raw: &str, options: &Options) -> Scanned {
    let tree = events::read(&text.markdown);
    let (plain, said) = tree::said_with_headings(&tree.blocks);
    let mut scan = Scan {
        text,
        options,
        outline: Outline { words: count::count(&tree.blocks), plain, ..Outline::default() },
        said,
        found: Vec::new(),
        diagnostics: Vec::new(),
        footnotes: BTreeMap::new(),
        equations: Equations::of_page(formulas(&tree.blocks), &options.macros),
        labels: figures(&tree.blocks),
        unmet: Vec::new(),
    };
    if let Some(place) = tree.too_deep {
        scan.tell(Code::TooDeep, place, "nested too deeply, or too wide, to be rendered", |d| {
            d.help("at most 100 levels and 1,000 columns are read")
        });
    }
    scan.blocks(&tree.blocks);
    scan.unused_footnotes();
    let Scan { mut outline, found, diagnostics, labels: there, unmet, .. } = scan;
    // Places are looked up in one go: each by itself would read the text from its start.
    let mut places = places::Places::new(text, raw);
    for (_, range) in &found {
        places.ask(range);
    }
    for (_, range) in diagnostics.iter().chain(unmet.iter().map(|(_, told)| told)) {
        places.ask(range);
    }
    places.answer();
    for (mut mention, range) in found {
        mention.span = places.span(&range);
        outline.mentions.push(mention);
    }
    let mut with_place = |(mut diagnostic, range): (Diagnostic, Range<usize>)| {
        diagnostic.span = Some(places.span(&range));
        diagnostic
    };
    let diagnostics = diagnostics.into_iter().map(&mut with_place).collect();
    let unmet = unmet.into_iter().map(|(label, told)| (label, with_place(told))).collect();
    Scanned { outline, diagnostics, references: CrossReferences { there, unmet } }
}

fn formulas<'t>(blocks: &'t [Node<'_>]) -> Vec<(&'t str, super::math::Display)> {
    let mut formulas = Vec::new();
    tree::walk(blocks, &mut |node| formulas.extend(super::page::formula(node)));
    // The first pass is for references only.
    if formulas.iter().any(|(latex, _)| latex.contains("ref{")) { formulas } else { Vec::new() }
}

fn figures(blocks: &[Node<'_>]) -> BTreeSet<String> {
    let mut labels = BTreeSet::new();
    tree::walk(blocks, &mut |node| {
        labels.extend(super::page::figure(node).flatten().map(ToOwned::to_owned));
    });
    labels
}

struct Scan<'r> {
    text: &'r Text,
    options: &'r Options,
    outline: Outline,
    /// Headings: where they are in the Markdown, and where their words start in what is said.
    said: Vec<(usize, usize)>,
    /// Mentions without their spans, and where they are in the Markdown.
    found: Vec<(Mention, Range<usize>)>,
    diagnostics: Vec<(Diagnostic, Range<usize>)>,
    /// Footnotes by label: where they are defined, and whether something refers to them.
    footnotes: BTreeMap<String, (Range<usize>, bool)>,
    equations: Equations,
    /// Labels of figures and equations.
    labels: BTreeSet<String>,
    /// References to labels that this text does not have.
    unmet: Vec<(String, (Diagnostic, Range<usize>))>,
}

impl Scan<'_> {
    fn tell(
        &mut self,
        code: Code,
        at: Range<usize>,
        message: impl Into<String>,
        more: impl FnOnce(Diagnostic) -> Diagnostic,
    ) {
        self.diagnostics.push((more(Diagnostic::new(code, None, message)), at));
    }

    fn blocks(&mut self, nodes: &[Node<'_>]) {
        tree::walk(nodes, &mut |node| {
            if let Kind::FootnoteDefinition { label } = &node.kind {
                self.footnotes.entry(label.clone()).or_insert((node.at.clone(), false));
            }
        });
        self.nodes(nodes);
    }

    /// Goes through siblings; those in a line share their context.
    fn nodes(&mut self, nodes: &[Node<'_>]) {
        let mut rest = nodes;
        while let Some(first) = rest.first() {
            let lines = rest.iter().take_while(|node| node.is_inline()).count();
            if lines > 0 {
                let (line, others) = rest.split_at(lines);
                let mut context = context::Context::new(line);
                for node in line {
                    self.piece(node, &mut context);
                }
                rest = others;
            } else {
                self.block(first);
                self.nodes(&first.children);
                rest = &rest[1..];
            }
        }
    }

    fn block(&mut self, node: &Node<'_>) {
        match &node.kind {
            Kind::Heading { level, id } => self.outline.headings.push(Heading {
                level: *level,
                id: id.clone(),
                text: tree::words(&node.children).trim().to_owned(),
                offset: u32::try_from(node.at.start).unwrap_or(u32::MAX),
                said: self.said_at(node.at.start),
            }),
            Kind::Code { text, .. } => {
                if let Some((latex, display)) = super::page::formula(node) {
                    let within = &self.text.markdown[node.at.clone()];
                    let start = within.find(text.trim_end()).unwrap_or(0) + node.at.start;
                    self.formula(latex, display, start..start + text.len());
                }
            }
            _ => {}
        }
    }

    /// Where the words of the heading at `start` begin in what is said. Headings are asked for in about
    /// the order in which they are said.
    fn said_at(&self, start: usize) -> u32 {
        let n = self.outline.headings.len();
        let guess = self.said.get(n).filter(|(at, _)| *at == start);
        let found = guess.or_else(|| self.said.iter().find(|(at, _)| *at == start));
        found.map_or(0, |(_, said)| u32::try_from(*said).unwrap_or(u32::MAX))
    }

    fn piece(&mut self, node: &Node<'_>, context: &mut context::Context) {
        match &node.kind {
            Kind::Link { to, .. } => self.destination(&destination::of_link(to), to, node, context),
            Kind::Image { to, wiki, .. } => {
                self.destination(&destination::of_image(to, *wiki), to, node, context);
                self.alt(node, to);
            }
            Kind::Wikilink(link) => {
                let (name, anchor) = (link.name.clone(), link.anchor.clone());
                self.mention(Mentioned::Name { name, anchor }, node.at.clone(), context);
            }
            Kind::Citation { cited, .. } => {
                for Cited { key, at, .. } in cited {
                    self.mention(Mentioned::Citation { key: key.clone() }, at.clone(), context);
                }
            }
            Kind::FigureReference { label } => self.figure_reference(label, node),
            Kind::Formula { latex, display, inside } => {
                self.formula(latex, *display, inside.clone());
            }
            Kind::FootnoteReference { label } => {
                if let Some((_, used)) = self.footnotes.get_mut(label) {
                    *used = true;
                }
            }
            Kind::BlockId(name) => self.outline.blocks.push(name.clone()),
            Kind::Html(html) => self.html(html, node, context),
            Kind::Text(text) => self.undefined_footnotes(text, node),
            _ => {}
        }
        context.pass(node);
        for child in &node.children {
            self.piece(child, context);
        }
    }

    fn mention(&mut self, what: Mentioned, at: Range<usize>, context: &context::Context) {
        let id = link_id(self.text, at.start);
        let mention = Mention { id, span: self.text.span, what, context: context.sentence() };
        self.found.push((mention, at));
    }

    fn destination(
        &mut self,
        destination: &Destination,
        to: &str,
        node: &Node<'_>,
        context: &context::Context,
    ) {
        let image = matches!(node.kind, Kind::Image { .. });
        match destination {
            Destination::Mention(Mentioned::Web { url }) if image => {
                self.remote(url, node.at.clone());
            }
            Destination::Mention(what) => self.mention(what.clone(), node.at.clone(), context),
            Destination::Plain => {}
            Destination::Private(what) => self.private(to, what, node.at.clone()),
            Destination::Unsafe => self.unsafe_link(to, node.at.clone()),
            Destination::Empty => {}
        }
    }

    fn html(&mut self, text: &str, node: &Node<'_>, context: &context::Context) {
        if self.options.html != crate::model::HtmlPolicy::Safe {
            return;
        }
        self.removed(text, node);
        for tag in html::tags(text).filter(|tag| !tag.closing) {
            let start = node.at.start + tag.at.start;
            // As written, if the HTML is; else the line prefixes of a quotation are in between.
            let at = start..(node.at.start + tag.at.end).min(node.at.end).max(start);
            let (to, destination) = match &*tag.name {
                "img" => {
                    let Some(to) = tag.get("src") else { continue };
                    if tag.get("alt").is_none_or(|alt| alt.trim().is_empty()) {
                        self.no_alt(to, at.clone());
                    }
                    (to, destination::of_image(to, false))
                }
                "a" => {
                    let Some(to) = tag.get("href") else { continue };
                    (to, destination::of_link(to))
                }
                _ => continue,
            };
            match destination {
                Destination::Mention(Mentioned::Web { url }) if tag.name == "img" => {
                    self.remote(&url, at);
                }
                Destination::Mention(what) => self.mention(what, at, context),
                Destination::Private(what) => self.private(to, what, at),
                Destination::Unsafe => self.unsafe_link(to, at),
                Destination::Plain | Destination::Empty => {}
            }
        }
    }
}
