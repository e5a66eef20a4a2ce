//! Tables: scrolled on a narrow screen, columns of numbers set to the right.

use super::Renderer;
use crate::markdown::escape;
use crate::markdown::tree::{self, Align, Kind, Node};

impl<'t, 'a> Renderer<'_, 't, 'a> {
    pub(super) fn table(&mut self, align: &[Align], node: &'t Node<'a>, out: &mut String) {
        let classes: Vec<&str> = align
            .iter()
            .enumerate()
            .map(|(column, align)| match align {
                Align::Left => " class=\"align-left\"",
                Align::Center => " class=\"align-center\"",
                Align::Right => " class=\"align-right\"",
                Align::Unsaid if is_numeric(node, column) => " class=\"numeric\"",
                Align::Unsaid => "",
            })
            .collect();
        out.push_str("<div class=\"table-scroll\" tabindex=\"0\" role=\"region\" aria-label=\"");
        out.push_str(&escape(&self.options.labels.table));
        out.push_str("\"><table>\n");
        let mut in_body = false;
        for row in &node.children {
            let head = matches!(row.kind, Kind::Row { head: true });
            if head {
                out.push_str("<thead>\n");
            } else if !in_body {
                out.push_str("<tbody>\n");
                in_body = true;
            }
            out.push_str("<tr>\n");
            let name = if head { "th" } else { "td" };
            for (column, cell) in row.children.iter().enumerate() {
                out.push('<');
                out.push_str(name);
                out.push_str(classes.get(column).copied().unwrap_or_default());
                out.push('>');
                self.line(&cell.children, out);
                out.push_str("</");
                out.push_str(name);
                out.push_str(">\n");
            }
            out.push_str("</tr>\n");
            if head {
                out.push_str("</thead>\n");
            }
        }
        if in_body {
            out.push_str("</tbody>\n");
        }
        out.push_str("</table></div>\n");
        self.show_footnotes(out);
    }
}

/// Whether a column holds nothing but numbers below its head, and at least one.
fn is_numeric(table: &Node<'_>, column: usize) -> bool {
    let mut numbers = 0;
    let rows = table.children.iter().filter(|row| matches!(row.kind, Kind::Row { head: false }));
    for cell in rows.filter_map(|row| row.children.get(column)) {
        let words = tree::words(&cell.children);
        match words.trim() {
            "" | "-" | "–" | "—" | "/" | "N/A" | "n/a" => {}
            text if is_number(text) => numbers += 1,
            _ => return false,
        }
    }
    numbers > 0
}

/// `76.3`, `1,000`, `-0.5%`, `$12`, `3.2M`, `28.4 ± 0.1`, `~10×`.
fn is_number(text: &str) -> bool {
    const MAX_LENGTH: usize = 24;
    let signs = |c: char| {
        matches!(
            c,
            '+' | '-' | '−' | '±' | '~' | '≈' | '<' | '>' | '≤' | '≥' | '$' | '¥' | '€' | ' '
        )
    };
    text.len() <= MAX_LENGTH
        && text.trim_start_matches(signs).starts_with(|c: char| c.is_ascii_digit())
        && text.chars().filter(char::is_ascii_alphabetic).count() <= 2
        && text.chars().all(|c| {
            signs(c)
                || c.is_ascii_alphanumeric()
                || matches!(c, '.' | ',' | '%' | '×' | '*' | '(' | ')' | '/' | '‰' | '†')
        })
}
