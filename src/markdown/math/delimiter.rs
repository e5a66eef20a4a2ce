//! `\left … \right`, `\middle` and `\big`: brackets that grow.

use super::MathError;
use super::cell::{Stop, Until};
use super::expand::{Mode, shown};
use super::form::{Form, form};
use super::lex::{Kind, Token};
use super::rewrite::Rewriter;

impl Rewriter<'_, '_> {
    pub(super) fn left(&mut self, token: &Token) -> Result<(), MathError> {
        let delimiter = self.delimiter(token)?;
        self.write_command(token);
        self.out.push(&delimiter, token.at);
        match self.block(Until::Right, token)? {
            Stop::Wanted(right) => {
                let delimiter = self.delimiter(&right)?;
                self.write_command(&right);
                self.out.push(&delimiter, right.at);
                Ok(())
            }
            _ => Err(MathError::new(token.at, r"this `\left` has no `\right`")
                .help(r"`\right.` closes it without a sign")),
        }
    }

    /// The sign after `\left`, `\right`, `\middle` or `\big`.
    pub(super) fn delimiter(&mut self, call: &Token) -> Result<String, MathError> {
        self.input.skip_spaces();
        let token = self.input.next(Mode::Math)?;
        let written = match token.as_ref().map(|token| &token.kind) {
            Some(Kind::Char('<')) => r"\langle ".to_owned(),
            Some(Kind::Char('>')) => r"\rangle ".to_owned(),
            Some(Kind::Char(c)) => c.to_string(),
            Some(Kind::Command(name) | Kind::Primitive(name)) if !name.is_empty() => {
                format!("\\{name} ")
            }
            Some(Kind::Open) if form(call.command().unwrap_or_default()) == Form::Delimiter => {
                let inner = self.delimiter(call)?;
                self.input.skip_spaces();
                match self.input.raw() {
                    Some(close) if close.kind == Kind::Close => inner,
                    _ => {
                        return Err(MathError::new(
                            call.at,
                            format!("{} takes one sign", shown(call)),
                        ));
                    }
                }
            }
            _ => {
                return Err(MathError::new(
                    call.at,
                    format!("{} needs a bracket after it", shown(call)),
                )
                .help(format!(r"for example {0}`(`, {0}`\{{`, or {0}`.` for none", shown(call))));
            }
        };
        Ok(written)
    }
}
