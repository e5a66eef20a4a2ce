//! `\text{…}` and its kin: words, with math between `$` in them.

use std::collections::HashMap;
use std::sync::{LazyLock, Mutex, PoisonError};

use super::cell::{Stop, Until};
use super::convert;
use super::expand::{Mode, missing_argument, shown};
use super::form::{Form, form};
use super::lex::{Kind, Token};
use super::rewrite::Rewriter;
use super::{Display, MathError};

/// An open brace of the text: what opened it, and how many more braces its `}` closes.
struct Level {
    opener: String,
    extra: usize,
}

impl Rewriter<'_, '_> {
    pub(super) fn text(&mut self, call: &Token, command: &'static str) -> Result<(), MathError> {
        self.deeper(call.at)?;
        let mut levels = Vec::new();
        self.open_text(call, format!("\\{command}{{"), &mut levels)?;
        while !levels.is_empty() {
            let Some(token) = self.input.next(Mode::Text)? else {
                return Err(MathError::new(
                    call.at,
                    format!("the text of {} is never closed", shown(call)),
                )
                .help("add a `}`"));
            };
            self.text_token(&token, &mut levels)?;
        }
        self.shallower();
        Ok(())
    }

    /// Reads the `{` of a text argument, or puts braces around its one token.
    fn open_text(
        &mut self,
        call: &Token,
        opener: String,
        levels: &mut Vec<Level>,
    ) -> Result<(), MathError> {
        self.input.skip_spaces();
        let Some(first) = self.input.raw() else {
            return Err(missing_argument(call));
        };
        match first.kind {
            Kind::Open => {}
            Kind::Close => return Err(missing_argument(call)),
            _ => {
                self.input.back(Token::new(Kind::Close, first.at));
                self.input.back(first);
            }
        }
        self.push_level(call, opener, levels)
    }

    fn push_level(
        &mut self,
        token: &Token,
        opener: String,
        levels: &mut Vec<Level>,
    ) -> Result<(), MathError> {
        self.deeper(token.at)?;
        if levels.len() >= MAX_LEVELS {
            return Err(MathError::new(token.at, "too many braces inside each other in one text"));
        }
        self.out.push(&opener, token.at);
        levels.push(Level { opener, extra: 0 });
        Ok(())
    }

    fn text_token(&mut self, token: &Token, levels: &mut Vec<Level>) -> Result<(), MathError> {
        match &token.kind {
            Kind::Open => self.push_level(token, "{".to_owned(), levels)?,
            Kind::Close => {
                let extra = levels.pop().map_or(0, |level| level.extra);
                self.out.push(&"}".repeat(extra + 1), token.at);
                self.shallower();
            }
            Kind::Dollar => {
                // `$$x$$` inside text: the same, with one pair too many.
                let double = self.input.peek().is_some_and(|next| next.kind == Kind::Dollar);
                if double {
                    self.input.raw();
                }
                self.math_in_text(token, Until::Dollar, levels)?;
                if double {
                    self.input.raw();
                }
            }
            Kind::Char('-') => {
                let dashes = 1 + self.repeated('-', 2);
                self.out.push(["-", "–", "—"][dashes - 1], token.at);
            }
            Kind::Char('`') if self.repeated('`', 1) == 1 => self.out.push("“", token.at),
            Kind::Char('\'') if self.repeated('\'', 1) == 1 => self.out.push("”", token.at),
            Kind::Char(c) if is_text(*c) => self.out.character(*c, token.at),
            Kind::Char(c) => {
                self.leave_text(token, levels);
                self.out.character(*c, token.at);
                self.enter_text(token, levels);
            }
            Kind::Space => self.out.push(" ", token.at),
            Kind::Sub => self.out.push(r"\_", token.at),
            Kind::Super => self.out.push(r"\textasciicircum ", token.at),
            Kind::Align => self.out.push(r"\&", token.at),
            Kind::Parameter(0) => self.out.push(r"\#", token.at),
            Kind::Parameter(number) => self.out.push(&format!(r"\#{number}"), token.at),
            Kind::Command(name) | Kind::Primitive(name) => {
                self.text_command(token, name, levels)?;
            }
        }
        Ok(())
    }

    /// Reads `wanted` as often as it follows, at most `most` times.
    fn repeated(&mut self, wanted: char, most: usize) -> usize {
        let mut count = 0;
        while count < most && self.input.peek().is_some_and(|next| next.is_char(wanted)) {
            self.input.raw();
            count += 1;
        }
        count
    }

    fn text_command(
        &mut self,
        token: &Token,
        name: &str,
        levels: &mut Vec<Level>,
    ) -> Result<(), MathError> {
        let style = match name {
            "mathbf" | "bf" | "bfseries" => Some("textbf"),
            "mathit" | "it" | "itshape" | "em" => Some("textit"),
            "mathrm" | "rm" | "ensuremath" => Some("text"),
            "mathtt" | "tt" | "ttfamily" => Some("texttt"),
            "mathsf" | "sf" | "sffamily" => Some("textsf"),
            _ => None,
        };
        match (form(name), style) {
            (Form::Text(command), _) => self.open_text(token, format!("\\{command}{{"), levels)?,
            (Form::Arguments(_), Some(command)) => {
                self.open_text(token, format!("\\{command}{{"), levels)?;
            }
            (_, Some(command)) => {
                self.deeper(token.at)?;
                self.shallower();
                let opener = format!("\\{command}{{");
                self.out.push(&opener, token.at);
                if let Some(level) = levels.last_mut() {
                    level.opener.push_str(&opener);
                    level.extra += 1;
                }
                if levels.last().is_some_and(|level| level.extra > MAX_SWITCHES) {
                    return Err(MathError::new(token.at, "too many changes of style in one text"));
                }
            }
            (Form::MathBegin, _) => self.math_in_text(token, Until::Paren, levels)?,
            (Form::Reference { .. }, _) => {
                self.leave_text(token, levels);
                self.input.back(token.clone());
                self.argument(token)?;
                self.enter_text(token, levels);
            }
            (Form::NewRow, _) => self.out.push(" ", token.at),
            _ if matches!(
                name,
                "!" | "/" | "-" | "*" | "relax" | "protect" | "null" | "displaystyle" | "textstyle"
            ) => {}
            _ if matches!(name, "nobreakspace" | "space") => self.out.push(r"\ ", token.at),
            (Form::Length, _) => {
                self.leave_text(token, levels);
                self.length(token)?;
                self.enter_text(token, levels);
            }
            _ if matches!(name, "TeX" | "LaTeX" | "KaTeX") => self.out.push(name, token.at),
            _ if matches!(name, "pounds" | "mathsterling") => self.out.push("£", token.at),
            _ if name == "textasciitilde" => self.out.push("˜", token.at),
            _ => self.write_command(token),
        }
        Ok(())
    }

    fn math_in_text(
        &mut self,
        token: &Token,
        until: Until,
        levels: &[Level],
    ) -> Result<(), MathError> {
        self.leave_text(token, levels);
        self.out.push("{", token.at);
        // `$…$` is set as in a line, whatever the formula around it is.
        let display = std::mem::replace(&mut self.display, Display::Inline);
        let stop = self.block(until, token)?;
        self.display = display;
        self.out.push("}", token.at);
        self.enter_text(token, levels);
        match stop {
            Stop::Wanted(_) => Ok(()),
            _ => Err(MathError::new(token.at, format!("this {} is never closed", shown(token)))
                .help(r"write `\$` for a dollar sign")),
        }
    }

    fn leave_text(&mut self, token: &Token, levels: &[Level]) {
        let closing = levels.iter().map(|level| level.extra + 1).sum();
        self.out.push(&"}".repeat(closing), token.at);
    }

    fn enter_text(&mut self, token: &Token, levels: &[Level]) {
        for level in levels {
            self.out.push(&level.opener, token.at);
        }
    }
}

/// `\bf` after `\bf` in one pair of braces, and braces in one text: each `$` closes and opens all.
const MAX_SWITCHES: usize = 4;
const MAX_LEVELS: usize = 10;

/// Can the converter print this character in text? It takes some for operators only; asked once.
fn is_text(c: char) -> bool {
    static ASKED: LazyLock<Mutex<HashMap<char, bool>>> = LazyLock::new(Mutex::default);
    if c.is_ascii() || c.is_alphanumeric() {
        return true;
    }
    // A map half written cannot be seen: an entry is added in one call.
    let mut asked = ASKED.lock().unwrap_or_else(PoisonError::into_inner);
    *asked.entry(c).or_insert_with(|| convert::is_text(c))
}
