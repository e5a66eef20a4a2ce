//! Code with a class for each kind of token. The only module that knows the highlighter.
//!
//! A theme of the highlighter's own kind gives every kind of token a colour whose red byte is the
//! index of a class, so that what comes out is short: `<i class=k>fn</i>`. The sets are loaded when
//! the first block needs them, and each distinct block is highlighted once in a process.

use std::collections::HashMap;
use std::fmt::Write as _;
use std::sync::{Arc, LazyLock, RwLock};

use syntect::easy::HighlightLines;
use syntect::highlighting::{Color, StyleModifier, Theme, ThemeItem, ThemeSettings};
use syntect::parsing::{SyntaxReference, SyntaxSet};
use syntect::util::LinesWithEndings;

use super::escape_into;

/// Classes and the scopes that they stand for; later ones are more particular. `docs/markdown.md`
/// lists them for authors of themes.
const CLASSES: &[(&str, &str)] = &[
    ("c", "comment"),
    ("s", "string"),
    ("n", "constant.numeric"),
    ("l", "constant.language, constant"),
    ("k", "keyword, storage"),
    ("o", "keyword.operator"),
    ("t", "storage.type, entity.name.type, support.type, entity.name.class, support.class"),
    ("f", "entity.name.function, support.function, variable.function"),
    ("v", "variable.parameter"),
    ("g", "entity.name.tag"),
    ("a", "entity.other.attribute-name"),
    ("h", "markup.heading"),
    ("i", "markup.inserted"),
    ("d", "markup.deleted"),
    ("m", "meta.preprocessor, meta.annotation"),
];

/// A line longer than this is shown as it is: the grammars' patterns are not linear in it.
const LONGEST_LINE: usize = 2_000;

static SYNTAXES: LazyLock<SyntaxSet> = LazyLock::new(two_face::syntax::extra_newlines);

static THEME: LazyLock<Theme> = LazyLock::new(|| {
    let colour = |red: usize| Color { r: u8::try_from(red).unwrap_or(0), g: 0, b: 0, a: 255 };
    let scopes = CLASSES
        .iter()
        .enumerate()
        .filter_map(|(index, (_, selectors))| {
            Some(ThemeItem {
                scope: selectors.parse().ok()?,
                style: StyleModifier { foreground: Some(colour(index + 1)), ..Default::default() },
            })
        })
        .collect();
    let settings = ThemeSettings { foreground: Some(colour(0)), ..Default::default() };
    Theme { settings, scopes, ..Default::default() }
});

type Blocks = HashMap<blake3::Hash, Arc<str>>;

static DONE: LazyLock<RwLock<Blocks>> = LazyLock::new(RwLock::default);

/// `code` as HTML, if the language is known.
pub(super) fn highlight(language: &str, code: &str) -> Option<Arc<str>> {
    if language.is_empty() {
        return None;
    }
    let mut hasher = blake3::Hasher::new();
    hasher.update(language.as_bytes()).update(b"\0").update(code.as_bytes());
    let key = hasher.finalize();
    if let Some(html) = DONE.read().ok().and_then(|done| done.get(&key).cloned()) {
        return Some(html);
    }
    let syntax =
        SYNTAXES.find_syntax_by_token(language).filter(|syntax| syntax.name != "Plain Text")?;
    let html: Arc<str> = fresh(syntax, code).into();
    if let Ok(mut done) = DONE.write() {
        done.insert(key, Arc::clone(&html));
    }
    Some(html)
}

fn fresh(syntax: &SyntaxReference, code: &str) -> String {
    let mut lines = HighlightLines::new(syntax, &THEME);
    let mut out = String::with_capacity(code.len() * 2);
    for line in LinesWithEndings::from(code) {
        let styled = (line.len() <= LONGEST_LINE)
            .then(|| lines.highlight_line(line, &SYNTAXES).ok())
            .flatten();
        let Some(styled) = styled else {
            escape_into(line, &mut out);
            continue;
        };
        // White space takes the class of what it follows, so that a run is one element.
        let mut open = 0;
        for (style, text) in styled {
            let class = if text.trim().is_empty() { open } else { usize::from(style.foreground.r) };
            if class != open {
                if open != 0 {
                    out.push_str("</i>");
                }
                if let Some((name, _)) = class.checked_sub(1).and_then(|index| CLASSES.get(index)) {
                    let _ = write!(out, "<i class={name}>");
                }
                open = class;
            }
            escape_into(text, &mut out);
        }
        if open != 0 {
            // A line's end stands outside, so that lines can be told apart.
            let newline = out.ends_with('\n');
            out.truncate(out.trim_end_matches('\n').len());
            out.push_str("</i>");
            if newline {
                out.push('\n');
            }
        }
    }
    out
}

#[cfg(test)]
mod tests {
    use super::highlight;

    #[test]
    fn tokens_get_classes_and_text_is_escaped() {
        let html = highlight("rust", "fn a() -> bool { 1 < 2 } // 注\n").unwrap();
        assert!(html.contains("<i class=k>fn</i>") || html.contains("<i class=t>fn"), "{html}");
        assert!(html.contains("&lt;") && html.contains("// 注"), "{html}");
        assert!(html.ends_with("</i>\n"), "{html}");
        assert!(highlight("no-such-language", "x").is_none());
        assert!(highlight("", "x").is_none());
    }

    #[test]
    fn languages_of_notes_are_known() {
        for language in [
            "python",
            "py",
            "rust",
            "toml",
            "ts",
            "julia",
            "dockerfile",
            "cpp",
            "bash",
            "json",
            "yaml",
            "latex",
            "matlab",
            "r",
            "go",
        ] {
            assert!(highlight(language, "x = 1\n").is_some(), "{language}");
        }
    }
}
