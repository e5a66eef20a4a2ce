//! Expanded tokens → the LaTeX the converter reads right.
//!
//! A recursive walk that puts every argument in braces, gives each cell of a table its own group
//! and takes out numbers, labels and references. Invariants of what it writes: braces, `\left`
//! and environments are balanced, `&` and `\\` stand in tables only, and nothing is nested deeper
//! than [`MAX_DEPTH`], so the converter cannot run out of stack.

use super::cell::{Stop, Until};
use super::equations::Numbering;
use super::expand::{Input, Mode, missing_argument, shown, span_of, text_of, unclosed};
use super::form::{Form, form};
use super::lex::{Kind, Span, Token};
use super::output::Output;
use super::{Display, MathError, color};

/// Groups, arguments, environments and switches inside each other. The deepest formula of a
/// quarter of a million in real notes has 17; the converter's stack holds hundreds.
const MAX_DEPTH: usize = 60;

pub(super) struct Rewriter<'a, 'n> {
    pub(super) input: Input<'a>,
    pub(super) out: Output,
    pub(super) numbering: Numbering<'n>,
    pub(super) display: Display,
    pub(super) depth: usize,
    /// Groups around this place: numbers can stand beside rows only outside of all.
    pub(super) enclosed: usize,
    /// Environments around this place.
    pub(super) environments: usize,
}

impl<'a, 'n> Rewriter<'a, 'n> {
    pub(super) fn new(input: Input<'a>, numbering: Numbering<'n>, display: Display) -> Self {
        Self {
            input,
            out: Output::default(),
            numbering,
            display,
            depth: 0,
            enclosed: 0,
            environments: 0,
        }
    }

    pub(super) fn deeper(&mut self, at: Span) -> Result<(), MathError> {
        self.depth += 1;
        if self.depth > MAX_DEPTH {
            return Err(MathError::new(at, format!("this is nested more than {MAX_DEPTH} deep"))
                .help("take a part out of the formula and give it a name of its own"));
        }
        Ok(())
    }

    pub(super) fn shallower(&mut self) {
        self.depth = self.depth.saturating_sub(1);
    }

    /// `{…}`, the opening brace already read.
    fn group(&mut self, open: &Token) -> Result<(), MathError> {
        self.out.push("{", open.at);
        match self.block(Until::Close, open)? {
            Stop::Wanted(close) => self.out.push("}", close.at),
            _ => return Err(unclosed(open)),
        }
        Ok(())
    }

    pub(super) fn write_command(&mut self, token: &Token) {
        if let Some(name) = token.command() {
            self.out.command(name, token.at);
        }
    }

    pub(super) fn token(&mut self, token: &Token, shape: Option<Form>) -> Result<(), MathError> {
        match &token.kind {
            Kind::Command(name) | Kind::Primitive(name) => {
                self.command(token, name, shape.unwrap_or(Form::Symbol))?;
            }
            Kind::Char(c) => self.character(*c, token),
            Kind::Open => self.group(token)?,
            Kind::Sub => self.script("_", token)?,
            Kind::Super => self.script("^", token)?,
            Kind::Parameter(0) => self.out.push(r"\#", token.at),
            Kind::Parameter(number) => self.out.push(&format!(r"\#{number}"), token.at),
            Kind::Close => {
                return Err(MathError::new(token.at, "this `}` closes nothing")
                    .help(r"remove it, or write `\}` for a visible brace"));
            }
            Kind::Dollar => {
                return Err(MathError::new(token.at, "a `$` stands inside a formula")
                    .help(r"write `\$` for a dollar sign"));
            }
            // Spaces mean nothing here, and `cell` stops at `&`.
            Kind::Space | Kind::Align => {}
        }
        Ok(())
    }

    fn character(&mut self, c: char, token: &Token) {
        if !is_word_character(c) {
            self.out.character(c, token.at);
            return;
        }
        // Chinese words and the like are text: one run, upright, with the page's font.
        self.out.push(r"\text{", token.at);
        let mut next = c;
        let mut at = token.at;
        loop {
            self.out.character(next, at);
            match self.input.peek() {
                Some(Token { kind: Kind::Char(c), at: place }) if is_word_character(*c) => {
                    (next, at) = (*c, *place);
                    self.input.raw();
                }
                _ => break,
            }
        }
        self.out.push("}", at);
    }

    fn command(&mut self, token: &Token, name: &str, shape: Form) -> Result<(), MathError> {
        match shape {
            Form::Symbol => {
                if name.is_empty() {
                    return Err(MathError::new(token.at, "a backslash with nothing after it"));
                }
                self.write_command(token);
            }
            Form::Arguments(count) => {
                self.write_command(token);
                for _ in 0..count {
                    self.argument(token)?;
                }
            }
            Form::Optional => {
                self.write_command(token);
                self.optional(token, name)?;
                self.argument(token)?;
            }
            Form::Genfrac => {
                self.write_command(token);
                for _ in 0..4 {
                    let setting = text_of(&self.input.argument(token)?);
                    self.out.push(&format!("{{{setting}}}"), token.at);
                }
                self.argument(token)?;
                self.argument(token)?;
            }
            Form::Length => self.length(token)?,
            Form::Kern => self.kern(token)?,
            Form::Bar => self.bar(token)?,
            Form::Operator { limits } => self.operator(token, limits)?,
            Form::BigOperator => self.big_operator(token)?,
            // After a group, limits are what its scripts are anyway (`\overbrace{…}\limits^n`).
            Form::Limits => {
                if !self.out.text().ends_with('}') {
                    self.write_command(token);
                }
            }
            Form::Text(command) => self.text(token, command)?,
            Form::Overlay => self.overlay(token)?,
            Form::Delimiter | Form::Middle => {
                let delimiter = self.delimiter(token)?;
                // `\big.` has a size but no sign.
                if delimiter != "." {
                    self.write_command(token);
                    self.out.push(&delimiter, token.at);
                }
            }
            Form::Left => self.left(token)?,
            Form::TextColor => {
                let color = color::read(&mut self.input, token)?;
                self.out.push("{", token.at);
                self.out.push(&color, token.at);
                self.argument(token)?;
                self.out.push("}", token.at);
            }
            Form::Begin => self.environment(token)?,
            Form::Tag => {
                let starred = self.input.accept('*');
                let text = self.input.argument(token)?;
                self.numbering.tag(&text, starred, token.at);
            }
            Form::Label => {
                let name = text_of(&self.input.argument(token)?);
                self.numbering.label(name, token.at);
            }
            Form::NoNumber => self.numbering.suppress(),
            Form::Reference { parens } => {
                let name = self.input.argument(token)?;
                let at = span_of(&name, token.at);
                let mark = self.numbering.reference(&text_of(&name), parens, at);
                self.out.push(&format!(r"\text{{{mark}}}"), token.at);
            }
            // Only reached as an argument, or where no cell is open.
            Form::Switch | Form::Infix | Form::Above => self.write_command(token),
            Form::Color => {
                let color = color::read(&mut self.input, token)?;
                self.out.push(&color, token.at);
            }
            Form::NewRow => {}
            Form::Rule
            | Form::PartRule
            | Form::MathBegin
            | Form::MathEnd
            | Form::Right
            | Form::End
            | Form::Impossible(_) => return Err(misplaced(token, shape)),
        }
        Ok(())
    }

    fn optional(&mut self, token: &Token, name: &str) -> Result<(), MathError> {
        if !self.input.peek_solid().is_some_and(|next| next.is_char('[')) {
            return Ok(());
        }
        // Alignment of a continued fraction's numerator: layout only.
        if name == "cfrac" {
            return self.input.bracket().map(|_| ());
        }
        self.input.raw();
        let start = self.out.len();
        match self.block(Until::Bracket, token)? {
            // An empty bracket is none; braces keep a `]` inside from closing it.
            Stop::Wanted(_) if self.out.len() == start => Ok(()),
            Stop::Wanted(close) => {
                self.out.insert(start, if name == "cramped" { "[" } else { "[{" });
                self.out.push(if name == "cramped" { "]" } else { "}]" }, close.at);
                Ok(())
            }
            _ => Err(MathError::new(
                token.at,
                format!("the `[` of {} is never closed", shown(token)),
            )
            .help("add a `]`")),
        }
    }

    fn script(&mut self, sign: &str, token: &Token) -> Result<(), MathError> {
        self.out.push(sign, token.at);
        if self.input.accept('\'') {
            self.out.push(r"{\prime }", token.at);
            return Ok(());
        }
        self.argument(token)
    }

    /// One argument, written in braces.
    pub(super) fn argument(&mut self, call: &Token) -> Result<(), MathError> {
        self.input.skip_spaces();
        let Some(token) = self.input.raw() else {
            return Err(missing_argument(call));
        };
        if token.kind == Kind::Open {
            return self.group(&token);
        }
        if self.input.is_macro(&token, Mode::Math) {
            self.input.back(Token::new(Kind::Close, token.at));
            self.input.expand(&token, Mode::Math)?;
            return self.group(&token);
        }
        let shape = token.command().map(form);
        let unfit = matches!(token.kind, Kind::Close | Kind::Align | Kind::Sub | Kind::Super)
            || matches!(shape, Some(Form::NewRow | Form::Right | Form::End | Form::Limits));
        if unfit {
            self.input.back(token);
            return Err(missing_argument(call));
        }
        self.deeper(token.at)?;
        self.enclosed += 1;
        self.out.push("{", token.at);
        match token.kind {
            // One character only: `\frac损失` is 损 over 失, as in TeX.
            Kind::Char(c) if is_word_character(c) => {
                self.out.push(&format!(r"\text{{{c}}}"), token.at);
            }
            _ => self.token(&token, shape)?,
        }
        self.out.push("}", token.at);
        self.enclosed -= 1;
        self.shallower();
        Ok(())
    }
}

/// Why a command cannot stand where it does.
fn misplaced(token: &Token, shape: Form) -> MathError {
    let name = shown(token);
    let (message, help) = match shape {
        // Rules are read at the start of a row; elsewhere they have no place.
        Form::Rule | Form::PartRule => (
            format!("{name} does not begin a row"),
            Some(r"put it right after `\\` or `\begin{array}{…}`"),
        ),
        Form::Right => {
            (r"this `\right` has no `\left`".to_owned(), Some(r"add `\left.` where it begins"))
        }
        Form::End => (r"this `\end` has no `\begin`".to_owned(), None),
        Form::Impossible(help) => (format!("{name} is not supported in formulas"), Some(help)),
        _ => (format!("{name} stands inside a formula"), None),
    };
    let error = MathError::new(token.at, message);
    match help {
        Some(help) => error.help(help),
        None => error,
    }
}

/// Characters of scripts that mathematics does not use as variables, full-width signs, emoji.
fn is_word_character(c: char) -> bool {
    matches!(c,
        '\u{400}'..='\u{1fff}' | '\u{2e80}'..='\u{d7ff}' | '\u{f900}'..='\u{faff}'
        | '\u{fe30}'..='\u{fe4f}' | '\u{ff00}'..='\u{ffef}' | '\u{1f000}'..='\u{1faff}'
        | '\u{20000}'..='\u{3ffff}')
        && !matches!(c, '\u{3008}'..='\u{300b}' | '\u{301a}' | '\u{301b}')
}
