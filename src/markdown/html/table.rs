//! Tables: scrolled on a narrow screen, numbers aligned.

use pulldown_cmark::{Alignment, Tag, TagEnd};

use super::super::events::{Event, Positioned};
use super::Writer;
use super::blocks::end_of;
use super::links::words_of;

/// The table that is open.
pub(super) struct Table {
    /// The class of each column.
    columns: Vec<&'static str>,
    column: usize,
    head: bool,
}

impl Writer<'_> {
    pub(super) fn table_start(&mut self, tag: &Tag<'_>, events: &[Positioned<'_>], at: usize) {
        match tag {
            Tag::Table(alignments) => {
                self.table = Some(Table {
                    columns: columns(alignments, &events[at..end_of(events, at)]),
                    column: 0,
                    head: false,
                });
                self.out.push_str("<div");
                self.attribute("class", "table-scroll");
                self.attribute("tabindex", "0");
                self.out.push_str("><table>\n");
            }
            Tag::TableHead => {
                self.row(true);
                self.out.push_str("<thead><tr>");
            }
            Tag::TableRow => {
                self.row(false);
                self.out.push_str("<tr>");
            }
            _ => {
                let (class, head) = self.table.as_mut().map_or(("", false), |table| {
                    table.column += 1;
                    (table.columns.get(table.column - 1).copied().unwrap_or(""), table.head)
                });
                self.out.push_str(if head { "<th" } else { "<td" });
                if head {
                    self.attribute("scope", "col");
                }
                if !class.is_empty() {
                    self.attribute("class", class);
                }
                self.out.push('>');
            }
        }
        self.before = None;
    }

    fn row(&mut self, head: bool) {
        if let Some(table) = &mut self.table {
            table.column = 0;
            table.head = head;
        }
    }

    pub(super) fn table_end(&mut self, end: TagEnd) {
        match end {
            TagEnd::Table => {
                self.table = None;
                self.out.push_str("</tbody></table></div>\n");
            }
            TagEnd::TableHead => self.out.push_str("</tr></thead><tbody>\n"),
            TagEnd::TableRow => self.out.push_str("</tr>\n"),
            _ => {
                let head = self.table.as_ref().is_some_and(|table| table.head);
                self.out.push_str(if head { "</th>" } else { "</td>" });
            }
        }
    }
}

/// The class of each column: as the author aligns it, else `number` if its cells are numbers.
fn columns(alignments: &[Alignment], events: &[Positioned<'_>]) -> Vec<&'static str> {
    let mut numbers = vec![(0_usize, true); alignments.len()];
    let mut column = 0;
    let mut in_head = false;
    let mut cell_start = 0;
    for (index, (event, _)) in events.iter().enumerate() {
        match event {
            Event::Start(Tag::TableHead) => (in_head, column) = (true, 0),
            Event::Start(Tag::TableRow) => (in_head, column) = (false, 0),
            Event::Start(Tag::TableCell) => cell_start = index + 1,
            Event::End(TagEnd::TableCell) => {
                if let Some((count, all)) = numbers.get_mut(column).filter(|_| !in_head) {
                    let words = words_of(&events[cell_start..index]);
                    if !matches!(words.trim(), "" | "-" | "–" | "—" | "/") {
                        *count += 1;
                        *all &= is_number(&words);
                    }
                }
                column += 1;
            }
            _ => {}
        }
    }
    alignments
        .iter()
        .zip(numbers)
        .map(|(alignment, (count, all))| match alignment {
            Alignment::Left => "left",
            Alignment::Center => "center",
            Alignment::Right => "number",
            Alignment::None if count > 0 && all => "number",
            Alignment::None => "",
        })
        .collect()
}

/// Whether a cell is a number, perhaps with a sign, a unit or an error.
fn is_number(words: &str) -> bool {
    let words = words.trim();
    words.starts_with(|c: char| c.is_ascii_digit() || "+-−±~<>≈$¥.".contains(c))
        && words.contains(|c: char| c.is_ascii_digit())
        && words.chars().filter(|c| c.is_alphabetic()).count() <= 2
        && words.len() <= 24
}
