//! Expanded tokens → the LaTeX the converter reads right.
//!
//! A recursive walk that puts every argument in braces, gives each cell of a table its own group
//! and takes out numbers, labels and references. Invariants of what it writes: braces, `\left`
//! and environments are balanced, `&` and `\\` stand in tables only, and nothing is nested deeper
//! than [`MAX_DEPTH`], so the converter cannot run out of stack.

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
    depth: usize,
    /// Groups around this place: numbers can stand beside rows only outside of all.
    pub(super) enclosed: usize,
    /// Environments around this place.
    pub(super) environments: usize,
}

/// What a run of tokens may end with.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Until {
    Eof,
    Close,
    Right,
    /// `]` of `\sqrt[3]{x}`.
    Bracket,
    Environment,
    /// `$` inside `\text`.
    Dollar,
    /// `\)` inside `\text`.
    Paren,
}

/// What a run of tokens did end with.
#[derive(Debug)]
pub(super) enum Stop {
    Align(Token),
    Row(Token),
    Wanted(Token),
    Eof,
}

/// A cell of a table, or a whole group if no `&` or `\\` follows.
#[derive(Debug)]
pub(super) struct Cell {
    start: usize,
    /// Where `\displaystyle` and its like begin to hold.
    switches: Vec<usize>,
    has_infix: bool,
    pub(super) stop: Stop,
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

    /// Writes up to `&`, `\\` or what `until` asks for.
    pub(super) fn cell(&mut self, until: Until) -> Result<Cell, MathError> {
        let mut cell =
            Cell { start: self.out.len(), switches: Vec::new(), has_infix: false, stop: Stop::Eof };
        let depth = self.depth;
        while let Some(token) = self.input.next(Mode::Math)? {
            let shape = token.command().map(form);
            match (&token.kind, shape) {
                (Kind::Align, _) => {
                    cell.stop = Stop::Align(token);
                    break;
                }
                (_, Some(Form::NewRow)) => {
                    cell.stop = Stop::Row(token);
                    break;
                }
                _ if ends(&token, shape, until) => {
                    cell.stop = Stop::Wanted(token);
                    break;
                }
                // What encloses this run ends: the run itself was never closed.
                _ if self.encloses(&token, shape, until) => {
                    self.input.back(token);
                    break;
                }
                // A display formula begins in this style; said again it would only be in the way.
                (_, Some(Form::Switch))
                    if self.is_untouched() && token.command() == Some("displaystyle") => {}
                (_, Some(Form::Switch)) => {
                    cell.switches.push(self.out.len());
                    self.switch(&token)?;
                }
                (_, Some(Form::Color)) => {
                    cell.switches.push(self.out.len());
                    let color = color::read(&mut self.input, &token)?;
                    self.deeper(token.at)?;
                    self.out.push(&color, token.at);
                }
                (_, Some(Form::Infix)) => {
                    cell.has_infix = true;
                    self.write_command(&token);
                }
                _ => self.token(&token, shape)?,
            }
        }
        self.depth = depth;
        Ok(cell)
    }

    /// Nothing of a display formula has been written yet.
    pub(super) fn is_untouched(&self) -> bool {
        self.display == Display::Block && self.enclosed == 0 && self.out.text().is_empty()
    }

    fn encloses(&self, token: &Token, shape: Option<Form>, until: Until) -> bool {
        match (&token.kind, shape) {
            (Kind::Close, _) => !matches!(until, Until::Eof | Until::Close),
            (_, Some(Form::End)) => self.environments > 0,
            _ => false,
        }
    }

    fn switch(&mut self, token: &Token) -> Result<(), MathError> {
        self.deeper(token.at)?;
        self.write_command(token);
        // Without it a relation at the start of the switched part would lose its space.
        let relation = |next: &Token| matches!(next.kind, Kind::Char('=' | '<' | '>'));
        if self.input.peek_solid().is_some_and(relation) {
            self.out.push("{}", token.at);
        }
        Ok(())
    }

    /// Gives a cell of a table a group of its own where what is in it would reach into the next.
    pub(super) fn close_cell(&mut self, cell: &Cell) {
        let end = Span::default();
        for position in cell.switches.iter().rev() {
            self.out.insert(*position, "{");
            self.out.push("}", end);
        }
        if cell.has_infix {
            self.out.insert(cell.start, "{");
            self.out.push("}", end);
        }
        // The converter would hang a script at the start of a cell on the `&` before it.
        let is_script = |text: &str| {
            text.starts_with(['^', '_', '\'', '′', '″', '‴', '⁗', '‵', '‶', '‷'])
                || [r"\limits", r"\nolimits", r"\displaylimits"]
                    .iter()
                    .any(|name| text.starts_with(name))
        };
        if is_script(&self.out.text()[cell.start..]) {
            self.out.insert(cell.start, "{}");
        }
    }

    /// Writes a group's content; lines in it become lines.
    pub(super) fn block(&mut self, until: Until, open: &Token) -> Result<Stop, MathError> {
        self.deeper(open.at)?;
        self.enclosed += 1;
        let start = self.out.len();
        let mut cell = self.cell(until)?;
        let mut rows = 1;
        while !matches!(cell.stop, Stop::Wanted(_) | Stop::Eof) {
            if let Stop::Align(align) = &cell.stop {
                return Err(MathError::new(
                    align.at,
                    "`&` stands inside braces or `\\left … \\right`",
                )
                .help("close them before the `&` and open them again after it"));
            }
            if self.another_row()? {
                self.close_cell(&cell);
                self.out.push("\\\\", open.at);
                rows += 1;
                cell = self.cell(until)?;
            } else {
                let mut last = self.cell(until)?;
                cell.switches.append(&mut last.switches);
                cell.has_infix |= last.has_infix;
                cell.stop = last.stop;
            }
        }
        if rows > 1 {
            self.close_cell(&cell);
            self.out.insert(start, r"\begin{gathered}");
            self.out.push(r"\end{gathered}", open.at);
        }
        self.enclosed -= 1;
        self.shallower();
        Ok(cell.stop)
    }

    /// After `\\`: passes over `*` and `[2pt]`. Is there a row, or was it the last sign?
    pub(super) fn another_row(&mut self) -> Result<bool, MathError> {
        if self.input.peek().is_some_and(|next| next.is_char('*')) {
            self.input.raw();
        }
        self.input.skip_length();
        let Some(next) = self.input.peek_solid() else {
            return Ok(false);
        };
        let closing = matches!(next.command().map(form), Some(Form::End | Form::Right));
        Ok(!closing && next.kind != Kind::Close)
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

    fn token(&mut self, token: &Token, shape: Option<Form>) -> Result<(), MathError> {
        match &token.kind {
            Kind::Command(name) | Kind::Primitive(name) => {
                self.command(token, name, shape.unwrap_or(Form::Symbol))?;
            }
            Kind::Char(c) => self.character(*c, token),
            Kind::Space => {}
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
            // `cell` stops at it.
            Kind::Align => {}
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
            Form::Limits if self.out.text().ends_with('}') => {}
            Form::Limits => self.write_command(token),
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
                self.numbering.tag(&text, starred);
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
            Form::Switch | Form::Infix => self.write_command(token),
            Form::Color => {
                let color = color::read(&mut self.input, token)?;
                self.out.push(&color, token.at);
            }
            // Rules are read at the start of a row; elsewhere they have no place.
            Form::Rule | Form::PartRule => {
                return Err(MathError::new(
                    token.at,
                    format!("{} does not begin a row", shown(token)),
                )
                .help(r"put it right after `\\` or `\begin{array}{…}`"));
            }
            Form::MathBegin | Form::MathEnd => {
                return Err(MathError::new(
                    token.at,
                    format!("{} stands inside a formula", shown(token)),
                ));
            }
            Form::Right => {
                return Err(MathError::new(token.at, r"this `\right` has no `\left`")
                    .help(r"add `\left.` where it begins"));
            }
            Form::End => {
                return Err(MathError::new(token.at, r"this `\end` has no `\begin`"));
            }
            Form::NewRow => {}
            Form::Impossible(help) => {
                let message = format!("{} is not supported in formulas", shown(token));
                return Err(MathError::new(token.at, message).help(help));
            }
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

    fn left(&mut self, token: &Token) -> Result<(), MathError> {
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
    fn delimiter(&mut self, call: &Token) -> Result<String, MathError> {
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

fn ends(token: &Token, shape: Option<Form>, until: Until) -> bool {
    match until {
        Until::Eof => false,
        Until::Close => token.kind == Kind::Close,
        Until::Right => shape == Some(Form::Right),
        Until::Bracket => token.is_char(']'),
        Until::Environment => shape == Some(Form::End),
        Until::Dollar => token.kind == Kind::Dollar,
        Until::Paren => shape == Some(Form::MathEnd),
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
