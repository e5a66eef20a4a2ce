//! Listings → spans with class names; nothing else names `syntect` and `two_face`.
//!
//! Invariant: the output is the code, escaped, in `<i class="…">`; the classes are those of
//! [`CLASSES`] and say what a token is, not how it looks. Grammars are loaded when the first
//! listing needs them.
//!
//! Reading is the largest cost of a build, so a line is read by our own [`machine`], which searches for
//! a third of the expressions that syntect's would, and one that begins in the same state as an equal
//! one is read once by each thread ([`memo`]): a third of the lines of real listings, and all of a
//! listing that stands in two notes. A listing that an earlier build has read is not read at all
//! ([`Kept`]). What is remembered changes nothing but time.

mod first;
mod grammar;
mod machine;
mod memo;
mod reader;

use std::cell::RefCell;
use std::rc::Rc;
use std::sync::LazyLock;

use syntect::parsing::SyntaxSet;
use syntect::util::LinesWithEndings;

use memo::Memo;

use crate::kept::Kept;

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

thread_local! {
    static MEMO: RefCell<Memo> = RefCell::default();
}

/// The lines of `code` as HTML, each with a line end. A language that nobody knows is plain text.
pub(super) fn html(code: &str, language: &str, kept: &Kept) -> String {
    let language = language.to_lowercase();
    if is_plain(code, &language) {
        return text(&plain(code));
    }
    kept.text("listing", &[language.as_bytes(), code.as_bytes()], || text(&lines(code, &language)))
}

fn text(lines: &[Rc<str>]) -> String {
    let mut text = String::with_capacity(lines.iter().map(|line| line.len() + 1).sum());
    for line in lines {
        text.push_str(line);
        text.push('\n');
    }
    text
}

fn lines(code: &str, language: &str) -> Vec<Rc<str>> {
    MEMO.with_borrow_mut(|memo| highlighted(code, language, memo)).unwrap_or_else(|| plain(code))
}

fn plain(code: &str) -> Vec<Rc<str>> {
    code.lines().map(|line| super::escape_text(line).into()).collect()
}

/// Whether a listing is shown as it is.
fn is_plain(code: &str, language: &str) -> bool {
    matches!(language, "" | "text" | "txt" | "plain" | "plaintext" | "output" | "mermaid")
        || code.len() > MAX_LENGTH
        || code.lines().any(|line| line.len() > MAX_LINE)
}

fn highlighted(code: &str, language: &str, memo: &mut Memo) -> Option<Vec<Rc<str>>> {
    let mut reading = memo.start(alias(language))?;
    LinesWithEndings::from(code).map(|line| memo.read(&mut reading, line)).collect()
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

#[cfg(test)]
mod tests;
