//! Runs of tokens: the cells of tables, and groups, which are tables of one cell until a line
//! break says otherwise.

use super::expand::Mode;
use super::form::{Form, form};
use super::lex::{Kind, Span, Token};
use super::rewrite::Rewriter;
use super::{Display, MathError, color};

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

impl Rewriter<'_, '_> {
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
                (_, Some(Form::Above)) => {
                    cell.has_infix = true;
                    self.skip_thickness(&token)?;
                    self.out.command("over", token.at);
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
            if self.another_row() {
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
    pub(super) fn another_row(&mut self) -> bool {
        if self.input.peek().is_some_and(|next| next.is_char('*')) {
            self.input.raw();
        }
        self.input.skip_length();
        let Some(next) = self.input.peek_solid() else {
            return false;
        };
        let closing = matches!(next.command().map(form), Some(Form::End | Form::Right));
        !closing && next.kind != Kind::Close
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
