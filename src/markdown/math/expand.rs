//! A formula's tokens with macros expanded: what TeX calls its gullet.
//!
//! Invariant: the whole expansion of one formula is at most [`MAX_EXPANSION`] tokens, so a macro
//! that calls itself, or two that double each other, end in an error and not in a long wait.

use std::sync::Arc;

use super::MathError;
use super::builtin;
use super::lex::{Kind, Span, Token};
use super::macros::{Definitions, Macro, Macros};

/// Tokens that all macros of one formula may bring in together: a hundred times what the longest
/// formulas of real notes need.
const MAX_EXPANSION: usize = 50_000;

pub(super) struct Input<'a> {
    /// Still to be read, the next one last.
    rest: Vec<Token>,
    expanded: usize,
    site: &'a Macros,
    page: &'a Definitions,
    /// Defined by this formula so far.
    local: Definitions,
}

/// Which of our own macros count: in `\text` only the author's do.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Mode {
    Math,
    Text,
}

impl<'a> Input<'a> {
    pub(super) fn new(mut tokens: Vec<Token>, site: &'a Macros, page: &'a Definitions) -> Self {
        tokens.reverse();
        Self { rest: tokens, expanded: 0, site, page, local: Definitions::new() }
    }

    /// The macros this formula defined, for the formulas after it.
    pub(super) fn into_definitions(self) -> Definitions {
        self.local
    }

    /// The next token as written.
    pub(super) fn raw(&mut self) -> Option<Token> {
        self.rest.pop()
    }

    /// Puts a token back.
    pub(super) fn back(&mut self, token: Token) {
        self.rest.push(token);
    }

    pub(super) fn peek(&self) -> Option<&Token> {
        self.rest.last()
    }

    /// The next token that is not a space, still unread.
    pub(super) fn peek_solid(&mut self) -> Option<&Token> {
        self.skip_spaces();
        self.rest.last()
    }

    pub(super) fn skip_spaces(&mut self) {
        while self.rest.last().is_some_and(|next| next.kind == Kind::Space) {
            self.rest.pop();
        }
    }

    /// The next tokens, at most `count`, still unread.
    pub(super) fn ahead(&self, count: usize) -> Vec<Token> {
        self.rest.iter().rev().take(count).cloned().collect()
    }

    /// Reads the next token if it is the character `wanted`, spaces before it included.
    pub(super) fn accept(&mut self, wanted: char) -> bool {
        let found = self.peek_solid().is_some_and(|next| next.is_char(wanted));
        if found {
            self.rest.pop();
        }
        found
    }

    /// The next token that no macro stands behind. Definitions are carried out on the way.
    pub(super) fn next(&mut self, mode: Mode) -> Result<Option<Token>, MathError> {
        while let Some(token) = self.rest.pop() {
            if self.expand(&token, mode)? || self.define(&token)? {
                continue;
            }
            return Ok(Some(token));
        }
        Ok(None)
    }

    fn find(&self, token: &Token, mode: Mode) -> Option<Arc<Macro>> {
        let own = |name: &str| match mode {
            Mode::Math => builtin::find(name),
            Mode::Text => None,
        };
        match &token.kind {
            Kind::Command(name) => (self.local.get(name))
                .or_else(|| self.page.get(name))
                .or_else(|| self.site.get(name))
                .cloned()
                .or_else(|| own(name)),
            Kind::Primitive(name) => own(name),
            _ => None,
        }
    }

    /// If `token` is a macro, puts what it stands for in front of what is still to be read.
    pub(super) fn expand(&mut self, token: &Token, mode: Mode) -> Result<bool, MathError> {
        let Some(found) = self.find(token, mode) else {
            return Ok(false);
        };
        let arguments = self.arguments(token, &found)?;
        for part in found.body.iter().rev() {
            match part.kind {
                Kind::Parameter(number @ 1..) if usize::from(number) <= arguments.len() => {
                    let argument = &arguments[usize::from(number) - 1];
                    self.expanded += argument.len();
                    self.rest.extend(argument.iter().rev().cloned());
                }
                _ => {
                    self.expanded += 1;
                    self.rest.push(Token::new(part.kind.clone(), token.at));
                }
            }
            if self.expanded > MAX_EXPANSION {
                return Err(MathError::new(
                    token.at,
                    format!("{} stands for more than a formula can hold", shown(token)),
                )
                .help("a macro must not use itself, directly or through another"));
            }
        }
        Ok(true)
    }

    fn arguments(&mut self, call: &Token, found: &Macro) -> Result<Vec<Vec<Token>>, MathError> {
        let count = found.arguments();
        let mut arguments = Vec::with_capacity(count);
        self.pass(call, &found.delimiters[0])?;
        if let Some(default) = &found.default {
            let given = self.bracket()?;
            arguments.push(given.unwrap_or_else(|| default.clone()));
        }
        while arguments.len() < count {
            let delimiter = &found.delimiters[arguments.len() + 1];
            arguments.push(if delimiter.is_empty() {
                self.argument(call)?
            } else {
                self.until(call, delimiter)?
            });
        }
        Ok(arguments)
    }

    /// One argument as TeX reads it: a group without its braces, or one token.
    pub(super) fn argument(&mut self, call: &Token) -> Result<Vec<Token>, MathError> {
        self.skip_spaces();
        match self.rest.pop() {
            Some(open) if open.kind == Kind::Open => self.group(&open),
            Some(close) if close.kind == Kind::Close => {
                self.rest.push(close);
                Err(missing_argument(call))
            }
            Some(token) => Ok(vec![token]),
            None => Err(missing_argument(call)),
        }
    }

    /// What stands up to the `}` that closes `open`.
    fn group(&mut self, open: &Token) -> Result<Vec<Token>, MathError> {
        let mut tokens = Vec::new();
        let mut depth = 0_usize;
        while let Some(token) = self.rest.pop() {
            match token.kind {
                Kind::Open => depth += 1,
                Kind::Close if depth == 0 => return Ok(tokens),
                Kind::Close => depth -= 1,
                _ => {}
            }
            tokens.push(token);
        }
        Err(unclosed(open))
    }

    /// `[…]`, if it comes next.
    pub(super) fn bracket(&mut self) -> Result<Option<Vec<Token>>, MathError> {
        if !self.peek_solid().is_some_and(|next| next.is_char('[')) {
            return Ok(None);
        }
        let Some(open) = self.rest.pop() else {
            return Ok(None);
        };
        let close = Token::new(Kind::Char(']'), open.at);
        self.until(&open, std::slice::from_ref(&close)).map(Some)
    }

    fn until(&mut self, call: &Token, delimiter: &[Token]) -> Result<Vec<Token>, MathError> {
        let mut tokens = Vec::new();
        loop {
            if self.starts_with(delimiter) {
                self.rest.truncate(self.rest.len() - delimiter.len());
                return Ok(tokens);
            }
            match self.rest.pop() {
                Some(open) if open.kind == Kind::Open => {
                    let inner = self.group(&open)?;
                    let end = inner.last().map_or(open.at, |last| last.at);
                    tokens.push(open);
                    tokens.extend(inner);
                    tokens.push(Token::new(Kind::Close, end));
                }
                Some(token) => tokens.push(token),
                None => {
                    let mut wanted = String::new();
                    for token in delimiter {
                        token.write(&mut wanted);
                    }
                    let message = format!("{} has no `{}` after it", shown(call), wanted.trim());
                    return Err(MathError::new(call.at, message));
                }
            }
        }
    }

    fn starts_with(&self, tokens: &[Token]) -> bool {
        let next = self.rest.iter().rev().map(|token| &token.kind);
        self.rest.len() >= tokens.len() && next.zip(tokens).all(|(a, b)| *a == b.kind)
    }

    fn pass(&mut self, call: &Token, delimiter: &[Token]) -> Result<(), MathError> {
        if !self.starts_with(delimiter) {
            let message = format!("{} is not used as it was defined", shown(call));
            return Err(MathError::new(call.at, message));
        }
        self.rest.truncate(self.rest.len() - delimiter.len());
        Ok(())
    }

    /// Is there a macro of the author's with this name?
    pub(super) fn is_defined(&self, name: &str) -> bool {
        self.local.contains_key(name)
            || self.page.contains_key(name)
            || self.site.get(name).is_some()
    }

    pub(super) fn is_macro(&self, token: &Token, mode: Mode) -> bool {
        self.find(token, mode).is_some()
    }

    pub(super) fn set(&mut self, name: Arc<str>, meaning: Macro) {
        self.local.insert(name, Arc::new(meaning));
    }

    /// `\let\a=\b` for a `\b` that is a macro: both mean the same from now on.
    pub(super) fn meaning(&self, token: &Token) -> Option<Macro> {
        self.find(token, Mode::Text).map(|found| (*found).clone())
    }
}

/// A token in backticks, for a message.
pub(super) fn shown(token: &Token) -> String {
    let mut text = String::new();
    token.write(&mut text);
    format!("`{}`", text.trim_end())
}

pub(super) fn missing_argument(call: &Token) -> MathError {
    MathError::new(call.at, format!("{} has nothing to work on", shown(call)))
        .help(format!("write {} with its argument in braces", shown(call)))
}

pub(super) fn unclosed(open: &Token) -> MathError {
    MathError::new(open.at, "this `{` is never closed").help("add a `}`")
}

/// The text of some tokens, as written.
pub(super) fn text_of(tokens: &[Token]) -> String {
    let mut text = String::new();
    for token in tokens {
        token.write(&mut text);
    }
    text.trim().to_owned()
}

/// From the first to the last of some tokens.
pub(super) fn span_of(tokens: &[Token], otherwise: Span) -> Span {
    match (tokens.first(), tokens.last()) {
        (Some(first), Some(last)) => first.at.to(last.at),
        _ => otherwise,
    }
}
