//! Rows of cells, aligned as a terminal shows them: a Chinese character takes two columns.

use unicode_width::UnicodeWidthStr as _;

/// On which side the cells of a column stand.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Align {
    /// The first column on the left, numbers on the right.
    FirstLeft,
}

/// The rows as lines, two spaces between columns.
pub(super) fn columns(rows: &[Vec<String>], align: Align) -> String {
    let count = rows.iter().map(Vec::len).max().unwrap_or(0);
    let width_of = |column: usize| {
        rows.iter().filter_map(|row| row.get(column)).map(|cell| cell.width()).max().unwrap_or(0)
    };
    let widths: Vec<usize> = (0..count).map(width_of).collect();
    let mut out = String::new();
    for row in rows {
        let mut line = String::new();
        for (column, (cell, width)) in row.iter().zip(&widths).enumerate() {
            let gap = " ".repeat(width - cell.width());
            match (align, column) {
                (Align::FirstLeft, 0) => line.extend([cell.as_str(), &gap]),
                (Align::FirstLeft, _) => line.extend(["  ", &gap, cell]),
            }
        }
        out += line.trim_end();
        out.push('\n');
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn chinese_takes_two_columns() {
        let row = |cells: [&str; 2]| cells.map(str::to_owned).to_vec();
        let rows = [row(["读者", "笔记"]), row(["Nora", "12"]), row(["李", "3"])];
        assert_eq!(columns(&rows, Align::FirstLeft), "读者  笔记\nNora    12\n李       3\n");
    }
}
