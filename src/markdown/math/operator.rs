//! `\operatorname`, `\mathop`, `\not` and lengths: commands whose argument has rules of its own.

use super::expand::{Mode, missing_argument, text_of};
use super::form::{Form, form};
use super::lex::{Kind, Token};
use super::rewrite::Rewriter;
use super::{Display, MathError};

impl Rewriter<'_, '_> {
    /// `\operatorname{dist}`: letters as one upright word. Anything else in it makes it a `\mathop`.
    pub(super) fn operator(&mut self, token: &Token, limits: bool) -> Result<(), MathError> {
        let limits = self.input.accept('*') || limits;
        let name = self.input.argument(token)?;
        if !name.iter().all(is_part_of_word) {
            let start = self.out.len();
            self.out.push(r"\mathop{\mathrm", token.at);
            self.input.back(Token::new(Kind::Close, token.at));
            name.into_iter().rev().for_each(|part| self.input.back(part));
            self.input.back(Token::new(Kind::Open, token.at));
            self.argument(token)?;
            self.out.push("}", token.at);
            return self.scripts_as_limits(start, limits.then_some(true));
        }
        let limits = self.explicit_limits().unwrap_or(limits);
        self.out.command(if limits { "operatorname*" } else { "operatorname" }, token.at);
        self.out.push("{", token.at);
        for part in &name {
            let mut text = String::new();
            match part.kind {
                // In a word it is a hyphen, not a minus.
                Kind::Char('-') => text.push('\u{2010}'),
                _ => part.write(&mut text),
            }
            self.out.push(&text, part.at);
        }
        self.out.push("}", token.at);
        Ok(())
    }

    /// `\mathop{…}` with what stands below and above it.
    pub(super) fn big_operator(&mut self, token: &Token) -> Result<(), MathError> {
        let inner = self.input.argument(token)?;
        if let Some(word) = upright_word(&inner) {
            let display = self.display == Display::Block;
            let limits = self.explicit_limits().unwrap_or(display);
            let name = if limits { "operatorname*" } else { "operatorname" };
            self.out.command(name, token.at);
            self.out.push(&format!("{{{}}}", text_of(word)), token.at);
            return Ok(());
        }
        let start = self.out.len();
        self.write_command(token);
        self.input.back(Token::new(Kind::Close, token.at));
        inner.into_iter().rev().for_each(|part| self.input.back(part));
        self.input.back(Token::new(Kind::Open, token.at));
        self.argument(token)?;
        self.scripts_as_limits(start, None)
    }

    /// `\limits` and `\nolimits` right after an operator.
    fn explicit_limits(&mut self) -> Option<bool> {
        let mut limits = None;
        while let Some(name) = self.input.peek_solid().and_then(Token::command)
            && form(name) == Form::Limits
        {
            limits = Some(
                name == "limits" || (name == "displaylimits" && self.display == Display::Block),
            );
            self.input.raw();
        }
        limits
    }

    /// Puts the scripts after an operator (written from `start` on) below and above it: always if
    /// it says so, else in display formulas.
    fn scripts_as_limits(&mut self, start: usize, default: Option<bool>) -> Result<(), MathError> {
        let in_display = self.display == Display::Block;
        let limits = self.explicit_limits().or(default).unwrap_or(in_display);
        while limits && let Some(next) = self.input.peek_solid() {
            let command = match next.kind {
                Kind::Sub => r"\underset",
                Kind::Super => r"\overset",
                _ => break,
            };
            let Some(sign) = self.input.raw() else { break };
            let base = self.out.split_off(start);
            self.out.push(command, sign.at);
            self.argument(&sign)?;
            self.out.push("{", sign.at);
            self.out.append(&base);
            self.out.push("}", sign.at);
        }
        Ok(())
    }

    /// `\not` strikes through one sign.
    pub(super) fn overlay(&mut self, token: &Token) -> Result<(), MathError> {
        self.input.skip_spaces();
        let next = self.input.next(Mode::Math)?;
        let Some(next) = next else {
            return Err(missing_argument(token));
        };
        let shape = next.command().map(form);
        match (&next.kind, shape) {
            // Struck twice is struck.
            (_, Some(Form::Overlay)) => self.input.back(next),
            (Kind::Char(_), _) | (_, Some(Form::Symbol)) => {
                self.write_command(token);
                let mut sign = String::new();
                next.write(&mut sign);
                self.out.push(&sign, next.at);
            }
            (Kind::Open, _) => {
                self.input.back(next);
                let struck = self.input.argument(token)?;
                let one_sign = matches!(struck[..], [_]);
                self.out.command(if one_sign { "not" } else { "cancel" }, token.at);
                self.input.back(Token::new(Kind::Close, token.at));
                struck.into_iter().rev().for_each(|part| self.input.back(part));
                self.input.back(Token::new(Kind::Open, token.at));
                self.argument(token)?;
            }
            (_, Some(Form::Arguments(_))) => {
                self.input.back(next);
                self.write_command(token);
                self.argument(token)?;
            }
            _ => {
                self.input.back(next);
                return Err(missing_argument(token));
            }
        }
        Ok(())
    }

    /// `\kern1em` or `\kern{1em}`; without braces the length follows as it is.
    pub(super) fn kern(&mut self, token: &Token) -> Result<(), MathError> {
        if self.input.peek_solid().is_some_and(|next| next.kind == Kind::Open) {
            return self.length(token);
        }
        self.write_command(token);
        Ok(())
    }

    /// `\rule`: with no width or no height it is a strut; ink is not drawn.
    pub(super) fn bar(&mut self, token: &Token) -> Result<(), MathError> {
        self.input.bracket()?;
        let width = text_of(&self.input.argument(token)?);
        let height = text_of(&self.input.argument(token)?);
        let is_zero = |length: &str| length.trim_start_matches(['0', '.', '-']).len() == 2;
        if is_zero(&width) {
            return Ok(());
        }
        if is_zero(&height) {
            self.out.push(&format!(r"\hspace{{{width}}}"), token.at);
            return Ok(());
        }
        Err(MathError::new(token.at, r"`\rule` cannot draw a bar in formulas")
            .help(r"leave it out, or use `\underline` or `\overline`"))
    }

    /// The thickness after `\above`, which is left out: the line has its usual one.
    pub(super) fn skip_thickness(&mut self, token: &Token) -> Result<(), MathError> {
        if self.input.peek_solid().is_some_and(|next| next.kind == Kind::Open) {
            return self.input.argument(token).map(|_| ());
        }
        let is_number = |next: &Token| {
            matches!(next.kind, Kind::Char(c) if c.is_ascii_digit() || c == '.')
                || next.kind == Kind::Space
        };
        while self.input.peek().is_some_and(is_number) {
            self.input.raw();
        }
        for _ in 0..2 {
            if self.input.peek().is_some_and(|next| matches!(next.kind, Kind::Char('a'..='z'))) {
                self.input.raw();
            }
        }
        Ok(())
    }

    /// `\hspace{1em}`, with any unit.
    pub(super) fn length(&mut self, token: &Token) -> Result<(), MathError> {
        self.input.accept('*');
        let written = self.input.argument(token)?;
        let length = text_of(&written).replace(' ', "");
        // Mathematical units are for `\mspace`, all others for `\hspace`; authors mix them up.
        let command = if length.ends_with("mu") { "mspace" } else { "hspace" };
        let length = match length.strip_suffix("px").or(length.strip_suffix("bp")) {
            Some(number) => format!("{number}pt"),
            None => length,
        };
        self.out.command(command, token.at);
        self.out.push(&format!("{{{length}}}"), token.at);
        Ok(())
    }
}

/// The word of `\mathrm{argmin}` or `\rm argmin`, if that is all there is.
fn upright_word(tokens: &[Token]) -> Option<&[Token]> {
    let tokens = match tokens {
        [open, inner @ .., close] if open.kind == Kind::Open && close.kind == Kind::Close => inner,
        tokens => tokens,
    };
    let (style, word) = tokens.split_first()?;
    let word = match (style.command()?, word) {
        ("mathrm" | "text" | "textrm" | "operatorname" | "mbox", [open, word @ .., close])
            if open.kind == Kind::Open && close.kind == Kind::Close =>
        {
            word
        }
        ("rm", word) => word,
        _ => return None,
    };
    let is_letter = |token: &Token| match token.kind {
        Kind::Char(c) => c.is_ascii_alphanumeric(),
        Kind::Space => true,
        _ => false,
    };
    (!word.is_empty() && word.iter().all(is_letter)).then_some(word)
}

fn is_part_of_word(token: &Token) -> bool {
    match &token.kind {
        Kind::Char(c) => c.is_alphanumeric() || "-*/.':()|".contains(*c),
        Kind::Space => true,
        Kind::Command(name) | Kind::Primitive(name) => {
            matches!(
                name.as_ref(),
                "," | ":"
                    | ";"
                    | " "
                    | "!"
                    | "_"
                    | "quad"
                    | "arg"
                    | "lim"
                    | "max"
                    | "min"
                    | "sup"
                    | "inf"
                    | "log"
            )
        }
        _ => false,
    }
}
