//! What a text mentions, found without rendering it; and what is wrong with it.

use std::ops::Range;

use pulldown_cmark::{Tag, TagEnd};

use super::events::{self, Event};
use super::ids::Ids;
use super::inline::Inline;
use super::math::{self, Display};
use super::{Options, count, limits, prepare, url};
use crate::diagnostic::{Checked, Code, Diagnostic};
use crate::model::{Heading, LinkId, Mention, Mentioned, Outline, Text};
use crate::source::{Span, offset_in_raw};

/// What `text` mentions, and what is wrong with it. `raw` is the text as it stands in its file.
pub fn scan(text: &Text, raw: &str, options: &Options) -> Checked<Outline> {
    if let Some(problem) = limits::check(&text.markdown) {
        let diagnostic = Diagnostic::new(Code::TooDeep, text.span.at_start(), problem)
            .help("split the text, or take out what is nested");
        return Checked::new(Outline::default(), vec![diagnostic]);
    }
    let prepared = prepare::prepare(&text.markdown);
    let mut scanner = Scanner {
        text,
        raw,
        options,
        outline: Outline { words: count::words(&text.markdown), ..Outline::default() },
        diagnostics: Vec::new(),
        ids: Ids::default(),
        heading: None,
        image: None,
        footnotes: Footnotes::default(),
        equations: math::Equations::default(),
    };
    for (event, range) in events::read(&prepared) {
        scanner.take(&event, range);
    }
    scanner.end();
    Checked::new(scanner.outline, scanner.diagnostics)
}

struct Scanner<'a> {
    text: &'a Text,
    raw: &'a str,
    options: &'a Options,
    outline: Outline,
    diagnostics: Vec<Diagnostic>,
    ids: Ids,
    heading: Option<(u8, String, usize)>,
    /// The image that is open: where, and its words so far.
    image: Option<(Range<usize>, String)>,
    footnotes: Footnotes,
    equations: math::Equations,
}

#[derive(Default)]
struct Footnotes {
    used: Vec<(String, Range<usize>)>,
    defined: Vec<(String, Range<usize>)>,
}

impl Scanner<'_> {
    fn take(&mut self, event: &Event<'_>, range: Range<usize>) {
        match event {
            Event::Start(Tag::Heading { level, .. }) => {
                self.heading = Some((*level as u8, String::new(), range.start));
            }
            Event::End(TagEnd::Heading(_)) => {
                if let Some((level, words, offset)) = self.heading.take() {
                    let words = words.trim().to_owned();
                    let id = self.ids.mint(&words);
                    let offset = u32::try_from(offset).unwrap_or(u32::MAX);
                    self.outline.headings.push(Heading { level, id, text: words, offset });
                }
            }
            Event::Start(Tag::Link { link_type, dest_url, .. }) => {
                let what = if events::is_wiki(*link_type) {
                    url::wiki(dest_url)
                } else {
                    match url::classify(dest_url) {
                        url::Kind::Web => Mentioned::Web { url: dest_url.to_string() },
                        url::Kind::Path { path, anchor } => Mentioned::Path { path, anchor },
                        url::Kind::Mail => return,
                        url::Kind::Private => return self.private(dest_url, &range),
                        url::Kind::Unsafe => return self.unsafe_link(dest_url, &range),
                    }
                };
                self.mention(range, what);
            }
            Event::Start(Tag::Image { link_type, dest_url, .. }) => {
                let wiki = events::is_wiki(*link_type);
                match url::classify(dest_url) {
                    _ if wiki => {
                        let path = dest_url.split('#').next().unwrap_or_default().to_owned();
                        self.mention(range.clone(), Mentioned::Image { path, wiki });
                    }
                    url::Kind::Path { path, .. } => {
                        self.mention(range.clone(), Mentioned::Image { path, wiki });
                    }
                    url::Kind::Web => self.report(
                        Diagnostic::new(
                            Code::RemoteImage,
                            self.span(&range),
                            "the image is on another host, which every reader's browser will ask for it",
                        )
                        .help("save it beside the note and link to the file"),
                    ),
                    url::Kind::Private => self.private(dest_url, &range),
                    url::Kind::Unsafe | url::Kind::Mail => self.unsafe_link(dest_url, &range),
                }
                if !wiki {
                    self.image = Some((range, String::new()));
                }
            }
            Event::End(TagEnd::Image) => {
                if let Some((range, words)) = self.image.take()
                    && words.trim().is_empty()
                {
                    self.report(
                        Diagnostic::new(
                            Code::NoAlt,
                            self.span(&range),
                            "the image has no text for those who do not see it",
                        )
                        .help(
                            "write what it shows between the brackets: `![a plot of …](plot.png)`",
                        ),
                    );
                }
            }
            Event::Text(words) => self.words(words),
            Event::Code(code) => self.words(code),
            Event::SoftBreak | Event::HardBreak => self.words(" "),
            Event::Formula { latex, block } => self.formula(latex, *block, &range),
            Event::Inline(inline) => self.inline(inline, &range),
            Event::Footnote(label) => self.footnotes.used.push((label.to_string(), range)),
            Event::Start(Tag::FootnoteDefinition(label)) => {
                self.footnotes.defined.push((label.to_string(), range));
            }
            Event::Start(_)
            | Event::End(_)
            | Event::CodeBlock { .. }
            | Event::Html(_)
            | Event::Rule
            | Event::Task(_) => {}
        }
    }

    /// Words of the heading or image that is open.
    fn words(&mut self, words: &str) {
        if let Some((_, text, _)) = &mut self.heading {
            text.push_str(words);
        }
        if let Some((_, text)) = &mut self.image {
            text.push_str(words);
        }
    }

    fn inline(&mut self, inline: &Inline, range: &Range<usize>) {
        match inline {
            Inline::Citation { cited, .. } => {
                for one in cited {
                    let end = one.offset + 1 + one.key.len();
                    let what = Mentioned::Citation { key: one.key.clone() };
                    self.mention(one.offset..end, what);
                }
            }
            Inline::Url { url, words } => {
                self.words(words);
                self.mention(range.clone(), Mentioned::Web { url: url.clone() });
            }
            Inline::Superscript(words) | Inline::Subscript(words) => self.words(words),
            Inline::MarkStart | Inline::MarkEnd => {}
        }
    }

    fn formula(&mut self, latex: &str, block: bool, range: &Range<usize>) {
        let display = if block { Display::Block } else { Display::Inline };
        if self.heading.is_some() {
            self.words(latex);
        }
        if let Err(error) = math::render(latex, display, &self.options.macros, &mut self.equations)
        {
            let written = &self.text.markdown[range.clone()];
            let inner = written.find(latex).unwrap_or(0);
            let at = range.start + inner + error.range.start.min(latex.len());
            let end = range.start + inner + error.range.end.min(latex.len());
            let mut diagnostic =
                Diagnostic::new(Code::BadFormula, self.span(&(at..end.max(at))), error.message);
            diagnostic.help.extend(error.help);
            self.report(diagnostic);
        }
    }

    fn mention(&mut self, range: Range<usize>, what: Mentioned) {
        let id = LinkId {
            file: self.text.span.file,
            text: self.text.span.start,
            offset: u32::try_from(range.start).unwrap_or(u32::MAX),
        };
        let span = self.span(&range);
        let context = context(&self.text.markdown, &range);
        self.outline.mentions.push(Mention { id, span, what, context });
    }

    fn private(&mut self, url: &str, range: &Range<usize>) {
        let diagnostic = Diagnostic::new(
            Code::PrivateLink,
            self.span(range),
            format!("`{url}` leads to this computer, and would be published"),
        )
        .help("put the file beside the note and link to it, or link to its place on the web");
        self.report(diagnostic);
    }

    fn unsafe_link(&mut self, url: &str, range: &Range<usize>) {
        let scheme = url.split(':').next().unwrap_or_default();
        let diagnostic = Diagnostic::new(
            Code::UnsafeLink,
            self.span(range),
            format!("links of the scheme `{scheme}:` are not published"),
        )
        .help("only `https:`, `http:`, `mailto:` and paths of the site are");
        self.report(diagnostic);
    }

    fn report(&mut self, diagnostic: Diagnostic) {
        self.diagnostics.push(diagnostic);
    }

    /// Where a stretch of the Markdown stands in the file.
    fn span(&self, range: &Range<usize>) -> Span {
        let base = self.text.span.start as usize;
        let start = base + offset_in_raw(self.raw, &self.text.markdown, range.start);
        let end = base + offset_in_raw(self.raw, &self.text.markdown, range.end);
        Span::new(self.text.span.file, start..end.max(start))
    }

    fn end(&mut self) {
        let Footnotes { used, defined } = std::mem::take(&mut self.footnotes);
        let mut problems = Vec::new();
        for (label, range) in &defined {
            if !used.iter().any(|(other, _)| other == label) {
                problems.push((range, format!("footnote `{label}` is never referred to")));
            }
        }
        for (range, message) in problems {
            let first_line = range.start..range.end.min(range.start + 1);
            self.report(Diagnostic::new(Code::BadFootnote, self.span(&first_line), message));
        }
        self.outline.blocks = block_ids(&self.text.markdown);
    }
}

/// The line around a link, as short plain words: shown with backlinks.
fn context(markdown: &str, range: &Range<usize>) -> String {
    const AROUND: usize = 90;
    let start = markdown[..range.start]
        .char_indices()
        .rev()
        .take(AROUND)
        .take_while(|&(_, c)| c != '\n')
        .last()
        .map_or(range.start, |(at, _)| at);
    let end = markdown[range.end..]
        .char_indices()
        .take(AROUND)
        .take_while(|&(_, c)| c != '\n')
        .last()
        .map_or(range.end, |(at, c)| range.end + at + c.len_utf8());
    let line = markdown[start..end].trim();
    let line = line.trim_start_matches(['#', '-', '*', '>', ' ', '|']);
    let mut plain: String =
        line.chars().filter(|c| !matches!(c, '*' | '`' | '[' | ']' | '|')).collect();
    if start > 0 && !markdown[..start].ends_with('\n') {
        plain.insert(0, '…');
    }
    if end < markdown.len() && !markdown[end..].starts_with('\n') {
        plain.push('…');
    }
    plain
}

/// Obsidian's block ids: `^id` at the end of a line.
fn block_ids(markdown: &str) -> Vec<String> {
    markdown
        .lines()
        .filter_map(|line| {
            let (before, id) = line.trim_end().rsplit_once('^')?;
            let plain =
                !id.is_empty() && id.bytes().all(|b| b.is_ascii_alphanumeric() || b == b'-');
            (plain && (before.is_empty() || before.ends_with(' '))).then(|| id.to_owned())
        })
        .collect()
}
