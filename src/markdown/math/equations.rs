//! Equation numbers, labels and references of one page.

use std::collections::{BTreeMap, BTreeSet};

use super::lex::{Kind, Span, Token};
use super::macros::Definitions;
use super::{Display, Label, Macros, MathError, Number, rewritten};

/// The numbering of one page: feed it the page's formulas once ([`Equations::of_page`]), then
/// render them in the same order.
///
/// `\newcommand` and its kin in a formula hold from there to the end of the page, as in MathJax,
/// and so are kept here too.
#[derive(Debug, Clone, Default)]
pub struct Equations {
    counter: usize,
    labels: BTreeMap<String, Number>,
    /// Labels met in this pass: a label met twice is reported at its second place.
    met: BTreeSet<String>,
    /// Ids that are taken, and how many labels there are for an id that several would have.
    anchors: BTreeSet<String>,
    slugs: BTreeMap<String, usize>,
    /// What ids of the present texts start with. Labels are told apart by it, so that two readers
    /// on one page may call their equations alike.
    scope: String,
    /// Whether a reference found nothing.
    missed: bool,
    pub(super) definitions: Definitions,
}

impl Equations {
    /// A first pass over all formulas of a page, so that `\eqref` finds equations further down.
    pub fn of_page<'a>(
        formulas: impl IntoIterator<Item = (&'a str, Display)>,
        macros: &Macros,
    ) -> Self {
        let mut page = Self::default();
        for (latex, display) in formulas {
            // What is wrong with a formula is said when it is rendered.
            let _ = rewritten(latex, display, macros, &mut page);
        }
        Self { labels: page.labels, ..Self::default() }
    }

    /// Goes on with texts whose ids start with `scope`. Macros that the texts before defined end
    /// with them.
    pub fn enter(&mut self, scope: &str) {
        if self.scope != scope {
            scope.clone_into(&mut self.scope);
            self.definitions = Definitions::default();
        }
    }

    /// The numbering of a page that is to be rendered once more, because a reference found nothing
    /// and labels are known by now; `None` if once was enough.
    pub fn again(self) -> Option<Self> {
        let more = self.missed && !self.labels.is_empty();
        more.then(|| Self { labels: self.labels, ..Self::default() })
    }

    /// What names a label on the page.
    fn key(&self, label: &str) -> String {
        format!("{}\n{label}", self.scope)
    }

    /// The id for a label: the one given in the first pass, or a new one.
    fn anchor(&mut self, label: &str) -> String {
        let known = self.labels.get(&self.key(label));
        if let Some(known) = known.and_then(|number| number.anchor.clone()) {
            return known;
        }
        let slug = format!("{}{}", self.scope, slug(label));
        let mut anchor = slug.clone();
        while !self.anchors.insert(anchor.clone()) {
            let count = self.slugs.entry(slug.clone()).or_insert(1);
            *count += 1;
            anchor = format!("{slug}-{count}");
        }
        anchor
    }

    /// The equation a label stands for, for `\eqref` in running text.
    pub fn get(&self, label: &str) -> Option<&Number> {
        self.labels.get(&self.key(label))
    }
}

/// What was said about the number of a row so far.
#[derive(Debug, Default)]
struct Row {
    tag: Option<String>,
    labels: Vec<(String, Span)>,
    suppressed: bool,
}

/// The numbering of one formula.
#[derive(Debug)]
pub(super) struct Numbering<'a> {
    page: &'a mut Equations,
    row: Row,
    /// Stands around a key in the LaTeX given to the converter; longer than any run of `@` in the
    /// source, so that no author can write one.
    fence: String,
    /// Numbers that stand in the formula, by key.
    numbers: Vec<Number>,
    references: Vec<Reference>,
    /// Rules below tables, by key: dashed or solid.
    rules: Vec<bool>,
    pub(super) formula: Option<Number>,
    pub(super) labels: Vec<Label>,
    pub(super) warnings: Vec<MathError>,
}

/// An `\eqref` or `\ref` in a formula.
#[derive(Debug)]
struct Reference {
    text: String,
    anchor: Option<String>,
}

impl<'a> Numbering<'a> {
    pub(super) fn new(source: &str, page: &'a mut Equations) -> Self {
        let runs = source.split(|c| c != '@').map(str::len);
        let longest = runs.max().unwrap_or(0);
        Self {
            page,
            row: Row::default(),
            fence: "@".repeat(longest + 1),
            numbers: Vec::new(),
            references: Vec::new(),
            rules: Vec::new(),
            formula: None,
            labels: Vec::new(),
            warnings: Vec::new(),
        }
    }

    /// Keeps the page's macros for its next formula.
    pub(super) fn keep(&mut self, definitions: Definitions) {
        self.page.definitions = definitions;
    }

    /// Names of the page's macros.
    pub(super) fn macro_names(&self) -> impl Iterator<Item = &str> {
        self.page.definitions.keys().map(AsRef::as_ref)
    }

    pub(super) fn tag(&mut self, text: &[Token], starred: bool, at: Span) {
        let text = plain(text);
        if self.row.tag.is_some() {
            let warning = MathError::new(at, r"a second `\tag` for the same number");
            self.warnings.push(warning.help("one number, one `\\tag`: the last one counts"));
        }
        self.row.tag = Some(if starred { text } else { format!("({text})") });
    }

    pub(super) fn label(&mut self, name: String, at: Span) {
        self.row.labels.push((name, at));
    }

    pub(super) fn suppress(&mut self) {
        self.row.suppressed = true;
    }

    /// Ends a row; the key of its number, if it has one.
    pub(super) fn finish_row(&mut self, auto: bool) -> Option<String> {
        let number = self.number(auto)?;
        self.numbers.push(number);
        Some(format!("{0}n{1}{0}", self.fence, self.numbers.len() - 1))
    }

    /// Ends a formula with one number, which is printed beside it. A second number of the same
    /// formula stands in it: its key.
    pub(super) fn finish_formula(&mut self, auto: bool) -> Option<String> {
        if self.formula.is_some() {
            return self.finish_row(auto);
        }
        self.formula = self.number(auto);
        None
    }

    fn number(&mut self, auto: bool) -> Option<Number> {
        let row = std::mem::take(&mut self.row);
        let wanted = !row.suppressed && (auto || !row.labels.is_empty());
        let text = row.tag.or_else(|| {
            wanted.then(|| {
                self.page.counter += 1;
                format!("({})", self.page.counter)
            })
        })?;
        let mut number = Number { text, anchor: None };
        for (name, at) in row.labels {
            let key = self.page.key(&name);
            if !self.page.met.insert(key.clone()) {
                let message = format!("the label `{name}` is already taken on this page");
                let warning = MathError::new(at, message);
                self.warnings.push(warning.help("give each equation its own label"));
                continue;
            }
            let anchor = number.anchor.get_or_insert_with(|| self.page.anchor(&name)).clone();
            let known = Number { text: number.text.clone(), anchor: Some(anchor.clone()) };
            self.page.labels.insert(key, known);
            self.labels.push(Label { name, number: number.text.clone(), anchor });
        }
        Some(number)
    }

    /// The key of a reference.
    pub(super) fn reference(&mut self, label: &str, parens: bool, at: Span) -> String {
        let reference = if let Some(number) = self.page.get(label) {
            let text = match (number.bare(), parens) {
                (Some(bare), false) => bare.to_owned(),
                (None, true) => format!("({})", number.text),
                (Some(_), true) | (None, false) => number.text.clone(),
            };
            Reference { text, anchor: number.anchor.clone() }
        } else {
            let message = format!("no equation of this page has the label `{label}`");
            let help = format!(r"add `\label{{{label}}}` to the equation");
            self.page.missed = true;
            let warning = MathError::new(at, message).help(help);
            self.warnings.push(MathError { unmet: Some(label.to_owned()), ..warning });
            let text = if parens { "(??)" } else { "??" };
            Reference { text: text.to_owned(), anchor: None }
        };
        self.references.push(reference);
        format!("{0}r{1}{0}", self.fence, self.references.len() - 1)
    }

    /// The key of a rule below a table. The converter only has rules above rows.
    pub(super) fn bottom_rule(&mut self, dashed: bool) -> String {
        self.rules.push(dashed);
        format!("{0}b{1}{0}", self.fence, self.rules.len() - 1)
    }

    /// Do rows of the formula carry numbers?
    pub(super) fn has_rows(&self) -> bool {
        !self.numbers.is_empty()
    }

    /// Puts numbers and links where their keys stand in the MathML.
    pub(super) fn fill_in(&self, mathml: &str) -> String {
        if self.numbers.is_empty() && self.references.is_empty() && self.rules.is_empty() {
            return mathml.to_owned();
        }
        let mut out = String::with_capacity(mathml.len() + 64);
        let mut rest = mathml;
        while let Some(start) = rest.find(&self.fence) {
            let (before, from) = rest.split_at(start);
            let inner = &from[self.fence.len()..];
            let Some(end) = inner.find(&self.fence) else { break };
            let after = &inner[end + self.fence.len()..];
            let (kind, key) = inner[..end].split_at(1);
            let key = key.parse().unwrap_or(usize::MAX);
            match kind {
                "n" => {
                    // The converter puts its own parentheses around the number of a row.
                    let own = before.strip_suffix('(').zip(after.strip_prefix(')'));
                    let (before, after) = own.unwrap_or((before, after));
                    out.push_str(before);
                    if let Some(number) = self.numbers.get(key) {
                        open_number(&mut out, number);
                        super::escape(&mut out, &number.text);
                        out.push_str("</span>");
                    }
                    rest = after;
                }
                "b" => {
                    let own = before.strip_suffix("<mtext>").zip(after.strip_prefix("</mtext>"));
                    let (before, after) = own.unwrap_or((before, after));
                    out.push_str(before);
                    if let Some(dashed) = self.rules.get(key) {
                        underline_table(&mut out, *dashed);
                    }
                    rest = after;
                }
                _ => {
                    out.push_str(before);
                    if let Some(reference) = self.references.get(key) {
                        link(&mut out, reference);
                    }
                    rest = after;
                }
            }
        }
        out.push_str(rest);
        out
    }
}

/// Draws a rule below the table that is open at the end of `out`.
fn underline_table(out: &mut String, dashed: bool) {
    let mut inner = 0_usize;
    let mut end = out.len();
    while let Some(at) = out[..end].rfind("mtable") {
        match (out[..at].ends_with("</"), inner.checked_sub(1)) {
            (true, _) => inner += 1,
            (false, Some(outer)) => inner = outer,
            (false, None) => {
                let line = if dashed { "dashed" } else { "solid" };
                let style = format!("border-bottom: 0.05em {line} currentcolor;");
                let tag = at + "mtable".len();
                let attribute = " style=\"";
                if out[tag..].starts_with(attribute) {
                    out.insert_str(tag + attribute.len(), &style);
                } else {
                    out.insert_str(tag, &format!("{attribute}{style}\""));
                }
                return;
            }
        }
        end = at;
    }
}

fn open_number(out: &mut String, number: &Number) {
    out.push_str("<span class=\"eq-number\"");
    if let Some(anchor) = &number.anchor {
        out.push_str(" id=\"");
        super::escape(out, anchor);
        out.push('"');
    }
    out.push('>');
}

fn link(out: &mut String, reference: &Reference) {
    match &reference.anchor {
        Some(anchor) => {
            out.push_str("<a class=\"eq-ref\" href=\"#");
            super::escape(out, anchor);
            out.push_str("\">");
            super::escape(out, &reference.text);
            out.push_str("</a>");
        }
        None => super::escape(out, &reference.text),
    }
}

/// The id of an equation on its page: `eq-`, then the label with letters and digits kept and every
/// other run of characters as `-`. The customary `eq:` before a label says nothing more.
fn slug(label: &str) -> String {
    let mut id = String::from("eq");
    let words = label.strip_prefix("eq:").unwrap_or(label);
    for word in words.split(|c: char| !c.is_alphanumeric()).filter(|word| !word.is_empty()) {
        id.push('-');
        id.push_str(word);
    }
    id
}

/// The text of a `\tag`: what can be printed without a formula.
fn plain(tokens: &[Token]) -> String {
    let mut text = String::new();
    for token in tokens {
        match &token.kind {
            Kind::Char('\'') => text.push('′'),
            Kind::Char(c) => text.push(*c),
            Kind::Space => text.push(' '),
            Kind::Align => text.push('&'),
            Kind::Command(name) | Kind::Primitive(name) => text.push_str(match name.as_ref() {
                "ast" | "star" => "∗",
                "dagger" | "dag" => "†",
                "ddagger" | "ddag" => "‡",
                "prime" => "′",
                "S" => "§",
                "P" => "¶",
                "alpha" => "α",
                "beta" => "β",
                "gamma" => "γ",
                "heartsuit" => "♡",
                "clubsuit" => "♣",
                "spadesuit" => "♠",
                "diamondsuit" => "♢",
                "#" | "&" | "%" | "$" | "_" | "{" | "}" => name,
                " " | "," | ";" | "quad" | "~" => " ",
                _ => "",
            }),
            Kind::Sub => text.push('_'),
            Kind::Open | Kind::Close | Kind::Super | Kind::Dollar | Kind::Parameter(_) => {}
        }
    }
    text.trim().to_owned()
}
