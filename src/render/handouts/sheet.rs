//! The worksheet: for each paper, what the passes to be done ask for, to be filled in.
//!
//! Its structure is the method's. Of notes it takes the sentences of the paper's abstract, which are
//! the paper's own, and nothing that a reader said of them.

use crate::library::HandoutId;
use crate::links::{self, Work};
use crate::markdown::escape;
use crate::model::{PassNumber, Text};
use crate::render::coverage::Part;
use crate::render::passes::{lang_of, method_minutes};
use crate::render::view;
use crate::render::writer::Writer;

/// The sheets of a handout: one for each paper of which a pass is to be done.
pub(super) fn sheets<'a>(writer: &mut Writer<'a>, id: HandoutId) -> Vec<view::Sheet<'a>> {
    let handout = writer.site.library.handout(id);
    let papers = (0..handout.papers.len()).filter(|&n| !handout.passes_of(n).is_empty());
    papers.collect::<Vec<_>>().into_iter().map(|n| sheet(writer, id, n)).collect()
}

fn sheet<'a>(writer: &mut Writer<'a>, id: HandoutId, n: usize) -> view::Sheet<'a> {
    let site = writer.site;
    let passes = site.library.handout(id).passes_of(n);
    let name = format!("sheet-{}", n + 1);
    let first = passes.contains(&PassNumber::One);
    view::Sheet {
        work: site.links.handed_out(id, n).map(|work| writer.work(work)),
        passes: passes
            .iter()
            .map(|&pass| {
                let (low, high) = method_minutes(pass);
                let number = pass.number();
                view::SheetPass { number, id: format!("{name}-pass-{number}"), low, high }
            })
            .collect(),
        parts: Part::ALL
            .into_iter()
            .map(|part| view::SheetPart {
                part: part.word(),
                asked: passes.iter().map(|&pass| part.asked(pass)).collect(),
            })
            .collect(),
        sentences: if first { sentences(writer, id, n) } else { Vec::new() },
        id: name,
    }
}

/// The sentences of the abstract: as a note has taken it apart, the teachers' notes first, else as
/// the paper's abstract shows them.
fn sentences(writer: &mut Writer<'_>, id: HandoutId, n: usize) -> Vec<view::Sentence> {
    let site = writer.site;
    let Some(work) = site.links.handed_out(id, n) else { return Vec::new() };
    let paper = match work {
        Work::Read(paper) => paper,
        Work::Wanted(wanted) => {
            return split(writer, site.links.wanted(wanted).facts.abstract_text.texts());
        }
    };
    let quotes = links::abstract_quotes(&site.library, &site.links, id, n);
    if quotes.is_empty() {
        return split(writer, site.library.paper(paper).abstract_text.texts());
    }
    let prefix = format!("sheet-{}--", n + 1);
    let sentences = quotes.into_iter().map(|quote| view::Sentence {
        html: writer.inline(quote, &prefix),
        lang: lang_of(&quote.markdown),
    });
    sentences.collect()
}

fn split<'t>(
    writer: &mut Writer<'_>,
    texts: impl Iterator<Item = &'t Text>,
) -> Vec<view::Sentence> {
    let texts: Vec<String> = texts.map(|text| writer.plain(Some(text))).collect();
    let sentences = texts.iter().flat_map(|text| in_sentences(text));
    sentences
        .map(|it| view::Sentence { html: writer.html(escape(&it)), lang: lang_of(&it) })
        .collect()
}

/// `text` cut after each `.`, `!` or `?` that a space and a capital, a digit or a quote follow, and
/// after each full-width one.
fn in_sentences(text: &str) -> Vec<String> {
    /// What ends with a full stop and no sentence.
    const SHORT: [&str; 8] = ["e.g.", "i.e.", "et al.", "vs.", "cf.", "Fig.", "Sec.", "Eq."];
    let mut sentences = Vec::new();
    let mut start = 0;
    for (at, c) in text.char_indices() {
        let end = at + c.len_utf8();
        let rest = &text[end..];
        let ends = match c {
            '。' | '！' | '？' => true,
            '.' | '!' | '?' => {
                let next = rest.trim_start().chars().next();
                let spaced = rest.starts_with(char::is_whitespace);
                let starts =
                    next.is_some_and(|c| c.is_uppercase() || c.is_numeric() || "“\"(".contains(c));
                spaced && starts && !SHORT.iter().any(|short| text[..end].ends_with(short))
            }
            _ => false,
        };
        if ends {
            sentences.push(text[start..end].trim().to_owned());
            start = end;
        }
    }
    sentences.push(text[start..].trim().to_owned());
    sentences.retain(|sentence| !sentence.is_empty());
    sentences
}

#[cfg(test)]
mod tests {
    use super::in_sentences;

    #[test]
    fn an_abstract_is_cut_into_its_sentences() {
        for (text, expected) in [
            (
                "We train it. It wins by 10.9 points.",
                &["We train it.", "It wins by 10.9 points."][..],
            ),
            ("See Fig. 2 of He et al. We differ.", &["See Fig. 2 of He et al. We differ."]),
            ("我们提出残差。它更深！", &["我们提出残差。", "它更深！"]),
            ("no end", &["no end"]),
            ("", &[]),
        ] {
            assert_eq!(in_sentences(text), expected, "{text}");
        }
    }
}
