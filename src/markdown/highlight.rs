//! Listings → spans with class names; nothing else names `syntect` and `two_face`.
//!
//! Invariant: the output is the code, escaped, in `<i class="…">`; the classes are those of
//! [`CLASSES`] and say what a token is, not how it looks. Grammars are loaded when the first
//! listing needs them; equal listings are read once in the life of the process.

use std::collections::HashMap;
use std::sync::{Arc, LazyLock, Mutex, PoisonError};

use syntect::easy::HighlightLines;
use syntect::highlighting::{
    Color, ScopeSelectors, StyleModifier, Theme, ThemeItem, ThemeSettings,
};
use syntect::parsing::SyntaxSet;
use syntect::util::LinesWithEndings;

/// Class names of tokens and the scopes that they stand for. A later row wins over an earlier one
/// of the same depth.
pub const CLASSES: [(&str, &str); 15] = [
    ("c", "comment"),
    ("s", "string"),
    ("n", "constant.numeric"),
    ("l", "constant.language, constant.character, constant.other"),
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

/// Longer listings are shown plain: reading them takes longer than a page is worth.
const MAX_LENGTH: usize = 256 * 1024;

/// Longer lines make grammars slow.
const MAX_LINE: usize = 2000;

static SYNTAXES: LazyLock<SyntaxSet> = LazyLock::new(two_face::syntax::extra_newlines);

/// A theme whose colours are numbers of classes: the reader of listings then gives back classes.
static THEME: LazyLock<Theme> = LazyLock::new(|| {
    let numbered = |number: u8| Color { r: number, g: 0, b: 0, a: 0xff };
    let scopes = CLASSES.iter().zip(1..).filter_map(|((_, scopes), number)| {
        let scope: ScopeSelectors = scopes.parse().ok()?;
        let style = StyleModifier { foreground: Some(numbered(number)), ..Default::default() };
        Some(ThemeItem { scope, style })
    });
    Theme {
        settings: ThemeSettings { foreground: Some(numbered(0)), ..Default::default() },
        scopes: scopes.collect(),
        ..Default::default()
    }
});

/// Lines of a listing as HTML.
pub(super) type Lines = Arc<Vec<String>>;

/// Listings that were read, by language and code.
static READ: LazyLock<Mutex<HashMap<(String, String), Lines>>> = LazyLock::new(Mutex::default);

/// Most listings that are remembered; further ones are read each time.
const MAX_REMEMBERED: usize = 100_000;

/// The lines of `code` as HTML, without line ends. A language that nobody knows is plain text.
pub(super) fn lines(code: &str, language: &str) -> Lines {
    let key = (language.to_lowercase(), code.to_owned());
    let known = |read: &HashMap<_, Lines>| read.get(&key).cloned();
    if let Some(lines) = known(&READ.lock().unwrap_or_else(PoisonError::into_inner)) {
        return lines;
    }
    let lines = Arc::new(highlighted(code, &key.0).unwrap_or_else(|| plain(code)));
    let mut read = READ.lock().unwrap_or_else(PoisonError::into_inner);
    if read.len() < MAX_REMEMBERED {
        read.insert(key, Arc::clone(&lines));
    }
    lines
}

fn plain(code: &str) -> Vec<String> {
    code.lines().map(super::escape_text).collect()
}

fn highlighted(code: &str, language: &str) -> Option<Vec<String>> {
    if matches!(language, "" | "text" | "txt" | "plain" | "plaintext" | "output" | "mermaid")
        || code.len() > MAX_LENGTH
        || code.lines().any(|line| line.len() > MAX_LINE)
    {
        return None;
    }
    let syntax = SYNTAXES.find_syntax_by_token(alias(language))?;
    let mut reader = HighlightLines::new(syntax, &THEME);
    let mut lines = Vec::new();
    for line in LinesWithEndings::from(code) {
        let mut html = String::with_capacity(line.len() * 2);
        let mut class: Option<&str> = None;
        for (style, token) in reader.highlight_line(line, &SYNTAXES).ok()? {
            let token = token.trim_end_matches(['\n', '\r']);
            let number = usize::from(style.foreground.r);
            let of_token = CLASSES.get(number.wrapping_sub(1)).map(|(class, _)| *class);
            // Space has no colour, so it need not end a span.
            if of_token != class && !token.trim().is_empty() {
                if class.is_some() {
                    html.push_str("</i>");
                }
                if let Some(of_token) = of_token {
                    html.push_str("<i class=\"");
                    html.push_str(of_token);
                    html.push_str("\">");
                }
                class = of_token;
            }
            super::escape_text_into(token, &mut html);
        }
        if class.is_some() {
            html.push_str("</i>");
        }
        lines.push(html);
    }
    Some(lines)
}

/// Names that authors use and the grammars do not know.
fn alias(language: &str) -> &str {
    match language {
        "c++" | "cuda" | "cu" => "cpp",
        "c#" => "cs",
        "shell" | "console" | "sh-session" => "bash",
        "golang" => "go",
        "py3" | "python3" | "ipython" => "python",
        "jsonc" | "json5" => "json",
        "jl" => "julia",
        "docker" => "dockerfile",
        "latex" => "tex",
        language => language,
    }
}
