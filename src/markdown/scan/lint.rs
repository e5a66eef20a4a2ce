//! What is told about a text.

use std::ops::Range;

use super::Scan;
use crate::diagnostic::{Code, Diagnostic};
use crate::markdown::html;
use crate::markdown::math::{self, Display, MathError};
use crate::markdown::sanitize::{self, Context, Fate};
use crate::markdown::tree::{self, Kind, Node};
use crate::source::offset_in_raw;

/// Longest piece of an author's text that a message repeats, in characters.
const MAX_QUOTED: usize = 60;

/// Longest label of a footnote that is looked for, in characters.
const MAX_LABEL: usize = 100;

impl Scan<'_> {
    pub(super) fn formula(&mut self, latex: &str, display: Display, inside: Range<usize>) {
        let source = &self.text.markdown[inside.clone()];
        let place = |range: &Range<usize>| {
            let at = |offset| inside.start + offset_in_raw(source, latex, offset);
            let (start, end) = (at(range.start), at(range.end));
            start..end.max(start)
        };
        let mut told = Vec::new();
        match math::render(latex, display, &self.options.macros, &mut self.equations) {
            Ok(formula) => {
                self.labels.extend(formula.labels.into_iter().map(|label| label.name));
                told.extend(formula.warnings.into_iter().map(|error| (Code::BadReference, error)));
            }
            Err(error) => told.push((Code::BadFormula, error)),
        }
        for (code, MathError { range, message, help, unmet }) in told {
            let mut diagnostic = Diagnostic::new(code, None, message);
            if let Some(help) = help {
                diagnostic = diagnostic.help(help);
            }
            let told = (diagnostic, place(&range));
            match unmet {
                Some(label) => self.unmet.push((label, told)),
                None => self.diagnostics.push(told),
            }
        }
    }

    pub(super) fn figure_reference(&mut self, label: &str, node: &Node<'_>) {
        if !self.labels.contains(label) {
            let message = format!("no figure of this page is called `{label}`");
            let told = Diagnostic::new(Code::BadReference, None, message)
                .help(format!("a figure is named behind its image: `![…](…){{#{label}}}`"));
            self.unmet.push((label.to_owned(), (told, node.at.clone())));
        }
    }

    pub(super) fn alt(&mut self, image: &Node<'_>, to: &str) {
        if tree::words(&image.children).trim().is_empty() {
            self.no_alt(to, image.at.clone());
        }
    }

    pub(super) fn no_alt(&mut self, to: &str, at: Range<usize>) {
        let name = quoted(to.rsplit('/').next().unwrap_or(to));
        let message = format!("the image {name} has no words that describe it");
        self.tell(Code::NoAlt, at, message, |diagnostic| {
            diagnostic.help("say what it shows, for readers who cannot see it: `![words](…)`")
        });
    }

    pub(super) fn remote(&mut self, url: &str, at: Range<usize>) {
        let message = format!("the image {} is on another host", quoted(url));
        self.tell(Code::RemoteImage, at, message, |diagnostic| {
            diagnostic.help("it is shown as a link; to show it, put a copy beside the note")
        });
    }

    pub(super) fn private(&mut self, to: &str, what: &str, at: Range<usize>) {
        let message = format!("{} is {what}", quoted(to));
        self.tell(Code::PrivateLink, at, message, |diagnostic| {
            diagnostic
                .help("readers cannot open it: put the file beside the note, or take the link out")
        });
    }

    pub(super) fn unsafe_link(&mut self, to: &str, at: Range<usize>) {
        let message = format!("{} has a scheme that is not published", quoted(to));
        self.tell(Code::UnsafeLink, at, message, |diagnostic| {
            diagnostic.help("its words are shown without a link; `http:`, `https:`, `mailto:`, `tel:`, `doi:` and `arxiv:` are linked")
        });
    }

    /// `[^label]` that nothing defines: the parser leaves it as it is.
    pub(super) fn undefined_footnotes(&mut self, text: &str, node: &Node<'_>) {
        if text.len() != node.at.len() {
            return;
        }
        let mut at = 0;
        while let Some(found) = text[at..].find("[^") {
            let start = at + found;
            at = start + 2;
            let inside = |c: &char| !matches!(c, ']' | '[') && !c.is_whitespace();
            let length = text[at..].chars().take(MAX_LABEL).take_while(inside).map(char::len_utf8);
            let label = &text[at..at + length.sum::<usize>()];
            if label.is_empty() || !text[at + label.len()..].starts_with(']') {
                continue;
            }
            at += label.len() + 1;
            let place = node.at.start + start..node.at.start + at;
            let message = format!("the footnote {} is not defined", quoted(label));
            self.tell(Code::BadFootnote, place, message, |diagnostic| {
                diagnostic.help(format!("write it on a line of its own: `[^{label}]: …`"))
            });
        }
    }

    pub(super) fn unused_footnotes(&mut self) {
        for (label, (at, used)) in std::mem::take(&mut self.footnotes) {
            if !used {
                let end = at.start + "[^]:".len() + label.len();
                let place = at.start..end.min(at.end);
                let message = format!("nothing refers to the footnote {}", quoted(&label));
                self.tell(Code::BadFootnote, place, message, |diagnostic| {
                    diagnostic.help(format!("it is not shown: write `[^{label}]` where it belongs"))
                });
            }
        }
    }

    /// Elements and attributes that the sanitiser takes out.
    pub(super) fn removed(&mut self, text: &str, node: &Node<'_>) {
        let context = if matches!(&node.kind, Kind::Html(html) if html.ends_with('\n')) {
            Context::Blocks
        } else {
            Context::Line
        };
        for tag in html::tags(text).filter(|tag| !tag.closing) {
            let start = (node.at.start + tag.at.start).min(node.at.end);
            let at = start..(start + tag.at.len()).min(node.at.end);
            match sanitize::fate(&tag.name, context) {
                Fate::Dropped | Fate::DroppedWithContent => {
                    let message = format!("`<{}>` is not allowed here and is left out", tag.name);
                    self.tell(Code::RemovedHtml, at, message, |diagnostic| {
                        diagnostic.help("`docs/markdown.md` lists the elements that may be used")
                    });
                }
                Fate::Kept => {
                    let removed = tag.attributes.iter().map(|(name, _)| name.as_str());
                    let removed: Vec<String> = removed
                        .filter(|name| !sanitize::keeps_attribute(&tag.name, name))
                        .map(|name| format!("`{name}`"))
                        .collect();
                    if !removed.is_empty() {
                        let message =
                            format!("{} of `<{}>` is left out", removed.join(", "), tag.name);
                        self.tell(Code::RemovedHtml, at, message, |diagnostic| diagnostic);
                    }
                }
                Fate::Shown => {}
            }
        }
    }
}

/// An author's words in a message: in backticks, cut when long.
fn quoted(words: &str) -> String {
    match words.char_indices().nth(MAX_QUOTED) {
        Some((cut, _)) => format!("`{}…`", &words[..cut]),
        None => format!("`{words}`"),
    }
}
