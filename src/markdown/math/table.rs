//! Environments: tables of all kinds, and the rows that carry equation numbers.

use super::cell::{Stop, Until};
use super::columns::columns;
use super::expand::text_of;
use super::form::{Form, form};
use super::lex::{Span, Token};
use super::rewrite::Rewriter;
use super::{MathError, names};

/// What an environment becomes.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Environment {
    /// Rows that may carry numbers: what it is without any, and with.
    Rows {
        plain: &'static str,
        numbered: &'static str,
        /// Every row has a number unless it says otherwise.
        auto: bool,
        /// Arguments that matter for page layout only (`alignat`).
        settings: u8,
    },
    /// `eqnarray`: as `align`, with one `&` too many in each row.
    ThreeColumns { auto: bool },
    /// A single numbered formula.
    Equation { auto: bool },
    /// A table the converter has under this name.
    Table(&'static str),
    /// A table with a column specification.
    Array(&'static str),
    /// A small matrix between delimiters.
    Small(&'static str, &'static str),
    /// Nothing but its content.
    Content,
}

fn environment(name: &str) -> Option<Environment> {
    use Environment::{Array, Content, Equation, Rows, Small, Table, ThreeColumns};
    let auto = !name.ends_with('*');
    let rows = |plain, numbered, auto, settings| Rows { plain, numbered, auto, settings };
    Some(match name {
        "align" | "align*" | "flalign" | "flalign*" => rows("aligned", "align*", auto, 0),
        "alignat" | "alignat*" | "xalignat" | "xalignat*" => rows("aligned", "align*", auto, 1),
        "aligned" | "split" => rows("aligned", "align*", false, 0),
        "alignedat" => rows("aligned", "align*", false, 1),
        "gather" | "gather*" => rows("gathered", "gather*", auto, 0),
        "gathered" | "multlined" | "lgathered" | "rgathered" => {
            rows("gathered", "gather*", false, 0)
        }
        "eqnarray" | "eqnarray*" => ThreeColumns { auto },
        "equation" | "equation*" | "multline" | "multline*" => Equation { auto },
        "displaymath" | "math" | "subequations" => Content,
        "matrix" | "matrix*" => Table("matrix"),
        "pmatrix" | "pmatrix*" => Table("pmatrix"),
        "bmatrix" | "bmatrix*" => Table("bmatrix"),
        "Bmatrix" | "Bmatrix*" => Table("Bmatrix"),
        "vmatrix" | "vmatrix*" => Table("vmatrix"),
        "Vmatrix" | "Vmatrix*" => Table("Vmatrix"),
        "cases" | "cases*" => Table("cases"),
        "dcases" | "dcases*" => Table("dcases"),
        "rcases" | "rcases*" => Table("rcases"),
        "drcases" | "drcases*" => Table("drcases"),
        "array" | "tabular" => Array("array"),
        "darray" => Array("darray"),
        "subarray" => Array("subarray"),
        "smallmatrix" | "smallmatrix*" => Small("", ""),
        "psmallmatrix" | "psmallmatrix*" => Small(r"\left(", r"\right)"),
        "bsmallmatrix" | "bsmallmatrix*" => Small(r"\left[", r"\right]"),
        "Bsmallmatrix" | "Bsmallmatrix*" => Small(r"\left\{", r"\right\}"),
        "vsmallmatrix" | "vsmallmatrix*" => Small(r"\left|", r"\right|"),
        "Vsmallmatrix" | "Vsmallmatrix*" => Small(r"\left\|", r"\right\|"),
        _ => return None,
    })
}

/// Names for "did you mean".
pub(super) const ENVIRONMENTS: [&str; 34] = [
    "align",
    "align*",
    "alignat",
    "alignat*",
    "aligned",
    "alignedat",
    "array",
    "bmatrix",
    "Bmatrix",
    "cases",
    "darray",
    "dcases",
    "drcases",
    "eqnarray",
    "eqnarray*",
    "equation",
    "equation*",
    "flalign",
    "flalign*",
    "gather",
    "gather*",
    "gathered",
    "matrix",
    "multline",
    "multline*",
    "pmatrix",
    "rcases",
    "smallmatrix",
    "split",
    "subarray",
    "subequations",
    "vmatrix",
    "Vmatrix",
    "displaymath",
];

/// How the rows of a table are written.
#[derive(Clone, Copy)]
struct Layout {
    /// Rows may carry numbers; `true` if each does by itself.
    numbers: Option<bool>,
    rules: bool,
    drop_second_align: bool,
}

/// Rows as they were written.
struct Rows {
    count: usize,
    columns: usize,
    numbered: bool,
    stop: Stop,
}

impl Rewriter<'_, '_> {
    /// The whole formula.
    pub(super) fn formula(&mut self) -> Result<(), MathError> {
        let start = self.out.len();
        let layout = Layout { numbers: Some(false), rules: false, drop_second_align: false };
        let rows = self.rows(Until::Eof, layout)?;
        let name = match (rows.count > 1 || rows.columns > 1, rows.columns > 1, rows.numbered) {
            (false, ..) => return Ok(()),
            (_, true, false) => "aligned",
            (_, true, true) => "align*",
            (_, false, false) => "gathered",
            (_, false, true) => "gather*",
        };
        self.out.insert(start, &format!("\\begin{{{name}}}"));
        self.out.push(&format!("\\end{{{name}}}"), Span::default());
        Ok(())
    }

    pub(super) fn environment(&mut self, begin: &Token) -> Result<(), MathError> {
        let name = text_of(&self.input.argument(begin)?).replace(' ', "");
        let Some(kind) = environment(&name) else {
            let message = format!("`{name}` is not a known environment");
            let error = MathError::new(begin.at, message);
            return Err(match names::nearest(&name, ENVIRONMENTS) {
                Some(near) => error.help(format!("did you mean `{near}`?")),
                None => error,
            });
        };
        self.deeper(begin.at)?;
        // `[t]` says how the table stands in its line.
        self.input.skip_position();
        // Rows carry numbers only if the table is all there is.
        let outermost = self.is_untouched();
        self.environments += 1;
        let stop = match kind {
            Environment::Rows { plain, numbered, auto, settings } => {
                for _ in 0..settings {
                    self.input.argument(begin)?;
                }
                let layout = Layout {
                    numbers: outermost.then_some(auto),
                    rules: false,
                    drop_second_align: false,
                };
                self.numbered_table(begin, layout, plain, numbered)?
            }
            Environment::ThreeColumns { auto } => {
                let layout = Layout {
                    numbers: outermost.then_some(auto),
                    rules: false,
                    drop_second_align: true,
                };
                self.numbered_table(begin, layout, "aligned", "align*")?
            }
            Environment::Equation { auto } => {
                let stop = self.content(begin)?;
                if outermost {
                    self.finish_formula(auto, begin.at);
                }
                stop
            }
            Environment::Content => self.content(begin)?,
            Environment::Table(name) => {
                self.table(begin, &format!("{{{name}}}"), &format!("\\end{{{name}}}"))?
            }
            Environment::Array(name) => {
                let columns = columns(&text_of(&self.input.argument(begin)?));
                self.table(begin, &format!("{{{name}}}{{{columns}}}"), &format!("\\end{{{name}}}"))?
            }
            Environment::Small(open, close) => {
                self.out.push(open, begin.at);
                self.table(begin, "{subarray}{c}", &format!("\\end{{subarray}}{close}"))?
            }
        };
        self.environments -= 1;
        self.shallower();
        self.check_end(begin, &name, stop)
    }

    fn check_end(&mut self, begin: &Token, name: &str, stop: Stop) -> Result<(), MathError> {
        let Stop::Wanted(end) = stop else {
            return Err(MathError::new(begin.at, format!(r"`\begin{{{name}}}` is never ended"))
                .help(format!(r"add `\end{{{name}}}`")));
        };
        let ended = text_of(&self.input.argument(&end)?).replace(' ', "");
        if ended == name {
            return Ok(());
        }
        let message = format!(r"`\begin{{{name}}}` is ended by `\end{{{ended}}}`");
        Err(MathError::new(end.at, message).help(format!(r"write `\end{{{name}}}`")))
    }

    /// Content that is one formula, which may have lines.
    fn content(&mut self, begin: &Token) -> Result<Stop, MathError> {
        let start = self.out.len();
        let layout = Layout { numbers: None, rules: false, drop_second_align: false };
        let rows = self.rows(Until::Environment, layout)?;
        if rows.count > 1 || rows.columns > 1 {
            let name = if rows.columns > 1 { "aligned" } else { "gathered" };
            self.out.insert(start, &format!("\\begin{{{name}}}"));
            self.out.push(&format!("\\end{{{name}}}"), begin.at);
        }
        Ok(rows.stop)
    }

    fn numbered_table(
        &mut self,
        begin: &Token,
        layout: Layout,
        plain: &str,
        numbered: &str,
    ) -> Result<Stop, MathError> {
        let start = self.out.len();
        let rows = self.rows(Until::Environment, layout)?;
        let name = if rows.numbered { numbered } else { plain };
        self.out.insert(start, &format!("\\begin{{{name}}}"));
        self.out.push(&format!("\\end{{{name}}}"), begin.at);
        Ok(rows.stop)
    }

    fn table(&mut self, begin: &Token, open: &str, close: &str) -> Result<Stop, MathError> {
        self.out.push(&format!("\\begin{open}"), begin.at);
        self.enclosed += 1;
        let layout =
            Layout { numbers: None, rules: open.contains("array"), drop_second_align: false };
        let rows = self.rows(Until::Environment, layout)?;
        self.enclosed -= 1;
        self.out.push(close, begin.at);
        Ok(rows.stop)
    }

    fn rows(&mut self, until: Until, layout: Layout) -> Result<Rows, MathError> {
        let mut rows = Rows { count: 1, columns: 1, numbered: false, stop: Stop::Eof };
        let mut column = 1;
        let rule = self.rule(layout)?;
        self.out.push(rule.unwrap_or_default(), Span::default());
        loop {
            let cell = self.cell(until)?;
            let in_table = until != Until::Eof
                || rows.count > 1
                || column > 1
                || !matches!(cell.stop, Stop::Eof);
            if in_table {
                self.close_cell(&cell);
            }
            match cell.stop {
                Stop::Align(token) => {
                    column += 1;
                    if !(layout.drop_second_align && column == 3) {
                        self.out.push("&", token.at);
                    }
                    rows.columns = rows.columns.max(column);
                }
                Stop::Row(token) => {
                    if !self.another_row() {
                        continue;
                    }
                    let rule = self.rule(layout)?;
                    if rule.is_some() && self.is_at_end() {
                        let rule = rule.unwrap_or_default();
                        let mark = self.numbering.bottom_rule(rule == HDASHLINE);
                        self.out.push(&format!(r"\text{{{mark}}}"), token.at);
                        continue;
                    }
                    rows.numbered |= self.finish_row(layout, token.at);
                    self.out.push("\\\\", token.at);
                    self.out.push(rule.unwrap_or_default(), token.at);
                    rows.count += 1;
                    column = 1;
                }
                stop => {
                    if rows.count > 1 {
                        rows.numbered |= self.finish_row(layout, Span::default());
                    } else if let Some(auto) = layout.numbers {
                        self.finish_formula(auto, Span::default());
                    }
                    rows.stop = stop;
                    return Ok(rows);
                }
            }
        }
    }

    /// Writes the number of a row that ends here, if it has one.
    fn finish_row(&mut self, layout: Layout, end: Span) -> bool {
        let mark = layout.numbers.and_then(|auto| self.numbering.finish_row(auto));
        if let Some(mark) = &mark {
            self.out.push(&format!("\\tag{{{mark}}}"), end);
        }
        mark.is_some()
    }

    /// Gives the formula its number, if it has one; a second one stands behind its part.
    fn finish_formula(&mut self, auto: bool, end: Span) {
        if let Some(mark) = self.numbering.finish_formula(auto) {
            self.out.push(&format!(r"\qquad \text{{{mark}}}"), end);
        }
    }

    fn is_at_end(&mut self) -> bool {
        let next = self.input.peek_solid().and_then(Token::command);
        next.map(form) == Some(Form::End)
    }

    /// `\hline` and its like at the start of a row: several are drawn as one.
    fn rule(&mut self, layout: Layout) -> Result<Option<&'static str>, MathError> {
        let mut drawn = None;
        while let Some(shape) = self.input.peek_solid().and_then(Token::command).map(form) {
            if !matches!(shape, Form::Rule | Form::PartRule) {
                break;
            }
            let Some(rule) = self.input.raw() else { break };
            if shape == Form::PartRule {
                self.input.argument(&rule)?;
            } else if layout.rules {
                let dashed = rule.command() == Some("hdashline");
                drawn = drawn.or(Some(if dashed { HDASHLINE } else { "\\hline " }));
            }
        }
        Ok(drawn)
    }
}

const HDASHLINE: &str = "\\hdashline ";
