//! `\newcommand`, `\def`, `\let` and their kin, in a formula or in a preamble.

use std::sync::Arc;

use super::MathError;
use super::expand::{Input, missing_argument, shown, span_of, text_of};
use super::lex::{Kind, Span, Token};
use super::macros::Macro;

impl Input<'_> {
    /// If `token` begins a definition, reads and keeps it.
    pub(super) fn define(&mut self, token: &Token) -> Result<bool, MathError> {
        let Some(name) = token.command() else {
            return Ok(false);
        };
        match name {
            "newcommand" | "renewcommand" | "providecommand" | "DeclareRobustCommand" => {
                let keep_old = name == "providecommand";
                self.accept('*');
                let (name, at) = self.name_to_define(token)?;
                let count = self.argument_count(token)?;
                let default = self.bracket()?;
                let body = self.argument(token)?;
                check_parameters(&body, count, at)?;
                if !(keep_old && self.is_defined(&name)) {
                    let mut read = Macro::plain(count, body);
                    read.default = default.filter(|_| count > 0);
                    self.set(name, read);
                }
            }
            "def" | "gdef" | "edef" | "xdef" => {
                let (name, at) = self.name_to_define(token)?;
                let delimiters = self.parameter_text(token)?;
                let body = self.argument(token)?;
                let count = u8::try_from(delimiters.len() - 1).unwrap_or(9);
                check_parameters(&body, count, at)?;
                self.set(name, Macro { delimiters, default: None, body });
            }
            "let" => {
                let (name, _) = self.name_to_define(token)?;
                self.accept('=');
                self.skip_spaces();
                let Some(meaning) = self.raw() else {
                    return Err(missing_argument(token));
                };
                let read = self.meaning(&meaning).unwrap_or_else(|| {
                    let kind = match meaning.kind {
                        Kind::Command(name) => Kind::Primitive(name),
                        kind => kind,
                    };
                    Macro::plain(0, vec![Token::new(kind, meaning.at)])
                });
                self.set(name, read);
            }
            "DeclareMathOperator" => {
                let operator =
                    if self.accept('*') { "operatornamewithlimits" } else { "operatorname" };
                let (name, at) = self.name_to_define(token)?;
                let text = self.argument(token)?;
                let mut body = vec![
                    Token::new(Kind::Primitive(operator.into()), at),
                    Token::new(Kind::Open, at),
                ];
                body.extend(text);
                body.push(Token::new(Kind::Close, at));
                self.set(name, Macro::plain(0, body));
            }
            "DeclarePairedDelimiter" => {
                let (name, at) = self.name_to_define(token)?;
                let mut body = self.argument(token)?;
                body.push(Token::new(Kind::Parameter(1), at));
                body.extend(self.argument(token)?);
                self.set(name, Macro::plain(1, body));
            }
            // Definitions are always of the page; the prefix says nothing more.
            "global" | "long" => {}
            _ => return Ok(false),
        }
        Ok(true)
    }

    fn name_to_define(&mut self, call: &Token) -> Result<(Arc<str>, Span), MathError> {
        let written = self.argument(call)?;
        let solid: Vec<&Token> =
            (written.iter()).filter(|token| token.kind != Kind::Space).collect();
        match solid[..] {
            [Token { kind: Kind::Command(name), at }] if !name.is_empty() => {
                Ok((Arc::clone(name), *at))
            }
            _ => Err(MathError::new(
                span_of(&written, call.at),
                format!("{} needs the name of a command", shown(call)),
            )
            .help(r"write it with its backslash: `\newcommand{\name}{…}`")),
        }
    }

    /// `[2]` of `\newcommand{\name}[2]{…}`.
    fn argument_count(&mut self, call: &Token) -> Result<u8, MathError> {
        let Some(written) = self.bracket()? else {
            return Ok(0);
        };
        let text = text_of(&written);
        match text.parse() {
            Ok(count @ 0..=9) => Ok(count),
            _ => Err(MathError::new(
                span_of(&written, call.at),
                format!("`{text}` is not a number of arguments"),
            )
            .help("a macro has 0 to 9 arguments")),
        }
    }

    /// `#1,#2;` of `\def\name#1,#2;{…}`.
    fn parameter_text(&mut self, call: &Token) -> Result<Vec<Vec<Token>>, MathError> {
        let mut delimiters = vec![Vec::new()];
        loop {
            match self.peek() {
                Some(token) if token.kind == Kind::Open => return Ok(delimiters),
                Some(token) if token.kind != Kind::Close => {}
                _ => return Err(missing_argument(call)),
            }
            let Some(token) = self.raw() else {
                return Err(missing_argument(call));
            };
            match token.kind {
                Kind::Parameter(number) => {
                    if usize::from(number) != delimiters.len() {
                        let message = format!("argument #{number} is out of order");
                        return Err(MathError::new(token.at, message));
                    }
                    delimiters.push(Vec::new());
                }
                // TeX skips the space after a command; elsewhere it would have to be typed too.
                Kind::Space if delimiters.len() == 1 => {}
                _ => {
                    if let Some(last) = delimiters.last_mut() {
                        last.push(token);
                    }
                }
            }
        }
    }
}

fn check_parameters(body: &[Token], count: u8, at: Span) -> Result<(), MathError> {
    let beyond = body.iter().find_map(|token| match token.kind {
        Kind::Parameter(number) if number > count => Some(number),
        _ => None,
    });
    match beyond {
        None => Ok(()),
        Some(number) => Err(MathError::new(
            at,
            format!("the definition uses #{number} but has {count} arguments"),
        )),
    }
}
