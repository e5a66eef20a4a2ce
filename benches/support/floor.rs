//! The floor: what any generator on these libraries has to do for a note, and nothing else. Walk,
//! read, YAML, Markdown, highlight, write, in parallel.

#![expect(clippy::unwrap_used, reason = "a measurement: what goes wrong should stop it")]

use std::fs;
use std::path::Path;

use pulldown_cmark::{CodeBlockKind, CowStr, Event, Options, Parser, Tag, TagEnd, html};
use rayon::prelude::*;
use syntect::html::{ClassStyle, ClassedHTMLGenerator};
use syntect::parsing::SyntaxSet;
use syntect::util::LinesWithEndings;

/// Builds one page a note of `notes` into `out`.
pub(crate) fn build(notes: &Path, out: &Path) {
    fs::create_dir_all(out).unwrap();
    let syntaxes = two_face::syntax::extra_newlines();
    let files: Vec<_> = walkdir::WalkDir::new(notes)
        .into_iter()
        .map(Result::unwrap)
        .filter(|entry| entry.file_type().is_file())
        .collect();
    files.par_iter().for_each(|entry| {
        let text = fs::read_to_string(entry.path()).unwrap();
        let (front, body) = text.strip_prefix("---\n").unwrap().split_once("\n---\n").unwrap();
        let front: serde_yaml::Value = serde_yaml::from_str(front).unwrap();
        let title = front["title"].as_str().unwrap_or_default();
        let page = format!("<!doctype html><title>{title}</title>{}", markdown(body, &syntaxes));
        fs::write(out.join(entry.file_name()).with_extension("html"), page).unwrap();
    });
}

fn markdown(body: &str, syntaxes: &SyntaxSet) -> String {
    let options =
        Options::ENABLE_TABLES | Options::ENABLE_FOOTNOTES | Options::ENABLE_STRIKETHROUGH;
    let mut listing: Option<(String, String)> = None;
    let events = Parser::new_ext(body, options).filter_map(|event| match event {
        Event::Start(Tag::CodeBlock(CodeBlockKind::Fenced(language))) => {
            listing = Some((language.to_string(), String::new()));
            None
        }
        Event::Text(text) if listing.is_some() => {
            if let Some((_, code)) = &mut listing {
                code.push_str(&text);
            }
            None
        }
        Event::End(TagEnd::CodeBlock) => {
            let (language, code) = listing.take()?;
            Some(Event::Html(CowStr::from(highlight(&language, &code, syntaxes))))
        }
        event => Some(event),
    });
    let mut out = String::with_capacity(body.len() * 2);
    html::push_html(&mut out, events);
    out
}

fn highlight(language: &str, code: &str, syntaxes: &SyntaxSet) -> String {
    let syntax = syntaxes
        .find_syntax_by_token(language)
        .unwrap_or_else(|| syntaxes.find_syntax_plain_text());
    let mut generator =
        ClassedHTMLGenerator::new_with_class_style(syntax, syntaxes, ClassStyle::Spaced);
    for line in LinesWithEndings::from(code) {
        generator.parse_html_for_line_which_includes_newline(line).unwrap();
    }
    format!("<pre><code>{}</code></pre>", generator.finalize())
}
