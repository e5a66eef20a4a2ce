//! Macros: the site's (`math.macros` of the settings), a page's (`\newcommand` in a formula) and
//! our own (`builtin`). All are expanded by us, so the converter only sees its own commands.

use std::collections::BTreeMap;
use std::sync::Arc;

use super::MathError;
use super::expand::{Input, text_of};
use super::lex::{self, Kind, Token};

/// How a macro is called and what stands in its place.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Macro {
    /// What stands before the first argument and after each: empty for all but `\def\x#1,#2;{}`.
    pub(super) delimiters: Vec<Vec<Token>>,
    /// What the first argument is when it is not given in brackets.
    pub(super) default: Option<Vec<Token>>,
    pub(super) body: Vec<Token>,
}

impl Macro {
    /// A macro with `arguments` plain arguments.
    pub(super) fn plain(arguments: u8, body: Vec<Token>) -> Self {
        Self { delimiters: vec![Vec::new(); usize::from(arguments) + 1], default: None, body }
    }

    pub(super) fn arguments(&self) -> usize {
        self.delimiters.len() - 1
    }

    /// Reads `body`, and takes the largest `#n` in it as the number of arguments.
    fn from_body(body: &str) -> Self {
        let body = lex::tokens(body);
        let arguments = body.iter().map(|token| match token.kind {
            Kind::Parameter(number) => number,
            _ => 0,
        });
        Self::plain(arguments.max().unwrap_or(0), body)
    }
}

pub(super) type Definitions = BTreeMap<Arc<str>, Arc<Macro>>;

/// The macros every formula of a site may use.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Macros {
    definitions: Definitions,
}

/// A macro that was left out, and why.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct MacroError {
    /// The name as written.
    pub name: String,
    /// What is wrong, in plain words.
    pub message: String,
}

impl Macros {
    /// Reads the `math.macros` of the settings: a name (with or without its backslash) and what it
    /// stands for. The number of arguments is the largest `#n` in the definition.
    pub fn new<'a>(
        definitions: impl IntoIterator<Item = (&'a str, &'a str)>,
    ) -> (Self, Vec<MacroError>) {
        let mut macros = Self::default();
        let mut errors = Vec::new();
        for (name, body) in definitions {
            let checked = check_name(name).and_then(|bare| {
                let read = Macro::from_body(body);
                check_body(&read.body).map(|()| (bare, read))
            });
            match checked {
                Ok((bare, read)) => {
                    macros.definitions.insert(bare.into(), Arc::new(read));
                }
                Err(message) => errors.push(MacroError { name: name.to_owned(), message }),
            }
        }
        (macros, errors)
    }

    /// Reads the definitions of a LaTeX preamble (`\newcommand`, `\def`, `\DeclareMathOperator`,
    /// `\let`, …) and passes over everything else in it.
    pub fn parse_preamble(text: &str) -> (Self, Vec<MathError>) {
        let site = Self::default();
        let page = Definitions::new();
        let mut input = Input::new(lex::tokens(text), &site, &page);
        let mut errors = Vec::new();
        while let Some(token) = input.raw() {
            if let Err(error) = input.define(&token) {
                errors.push(error);
            }
        }
        let definitions = input.into_definitions();
        (Self { definitions }, errors)
    }

    /// Each macro as `math.macros` of the settings has it, its name with a backslash and what it
    /// stands for; and the names of those that the settings cannot say: with a default, with marks
    /// between arguments, or with more arguments than are used.
    pub fn settings(&self) -> (Vec<(String, String)>, Vec<String>) {
        let (mut sayable, mut others) = (Vec::new(), Vec::new());
        for (name, read) in &self.definitions {
            let name = format!("\\{name}");
            let body = as_written(&text_of(&read.body));
            let plain = read.default.is_none() && read.delimiters.iter().all(Vec::is_empty);
            if plain && Macro::from_body(&body).arguments() == read.arguments() {
                sayable.push((name, body));
            } else {
                others.push(name);
            }
        }
        (sayable, others)
    }

    /// Adds `other`; where both know a name, `other` wins.
    pub fn extend(&mut self, other: Self) {
        self.definitions.extend(other.definitions);
    }

    pub(super) fn get(&self, name: &str) -> Option<&Arc<Macro>> {
        self.definitions.get(name)
    }

    pub(super) fn names(&self) -> impl Iterator<Item = &str> {
        self.definitions.keys().map(AsRef::as_ref)
    }
}

/// LaTeX made of tokens without the blanks that nobody would write: `\mathbb {R}` → `\mathbb{R}`.
fn as_written(text: &str) -> String {
    let words: Vec<&str> = text.split_whitespace().collect();
    let mut out = String::with_capacity(text.len());
    for word in words {
        let name = out.rfind('\\').map(|at| &out[at + 1..]).unwrap_or_default();
        let ends_a_command = !name.is_empty() && name.bytes().all(|b| b.is_ascii_alphabetic());
        let needs =
            !ends_a_command || word.starts_with(|c: char| c.is_ascii_alphabetic() || c == '#');
        if !out.is_empty() && needs {
            out.push(' ');
        }
        out.push_str(word);
    }
    out
}

fn check_name(name: &str) -> Result<&str, String> {
    let bare = name.strip_prefix('\\').unwrap_or(name);
    let one_sign = bare.chars().count() == 1 && bare != "\\";
    let letters = !bare.is_empty() && bare.bytes().all(|byte| byte.is_ascii_alphabetic());
    if one_sign || letters {
        Ok(bare)
    } else {
        Err("the name of a macro is letters (a to z, A to Z) only, or one other sign".to_owned())
    }
}

fn check_body(body: &[Token]) -> Result<(), String> {
    let mut open = 0_usize;
    for token in body {
        match token.kind {
            Kind::Open => open += 1,
            Kind::Close => match open.checked_sub(1) {
                Some(fewer) => open = fewer,
                None => return Err("a `}` of the definition has no `{`".to_owned()),
            },
            _ => {}
        }
    }
    match open {
        0 => Ok(()),
        _ => Err("a `{` of the definition is never closed".to_owned()),
    }
}
