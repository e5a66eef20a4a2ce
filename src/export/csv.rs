//! CSV (RFC 4180) that a spreadsheet opens without running anything.

/// A table.
#[derive(Clone, Debug, PartialEq)]
pub struct Sheet {
    /// The names of its columns.
    pub columns: &'static [&'static str],
    /// Its rows, each with one cell a column.
    pub rows: Vec<Vec<Cell>>,
}

/// A cell of a table.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Cell {
    /// Nothing.
    Empty,
    /// A number that this program knows to be one.
    Number(u64),
    /// A text of the authors.
    Text(String),
}

impl From<&str> for Cell {
    fn from(text: &str) -> Self {
        if text.is_empty() { Self::Empty } else { Self::Text(text.to_owned()) }
    }
}

impl From<String> for Cell {
    fn from(text: String) -> Self {
        if text.is_empty() { Self::Empty } else { Self::Text(text) }
    }
}

/// The table as CSV. A cell that a spreadsheet would take for a formula starts with `'`.
pub fn write_csv(sheet: &Sheet) -> String {
    let mut out = sheet.columns.join(",");
    out.push_str("\r\n");
    for row in &sheet.rows {
        for (index, cell) in row.iter().enumerate() {
            if index > 0 {
                out.push(',');
            }
            match cell {
                Cell::Empty => {}
                Cell::Number(number) => out.push_str(&number.to_string()),
                Cell::Text(text) => push_text(&mut out, text),
            }
        }
        out.push_str("\r\n");
    }
    out
}

fn push_text(out: &mut String, text: &str) {
    let defused = is_formula(text);
    let quoted = defused
        || text.contains(['"', ',', ';', '\r', '\n', '\t'])
        || text.starts_with(' ')
        || text.ends_with(' ');
    if !quoted {
        out.push_str(text);
        return;
    }
    out.push('"');
    if defused {
        out.push('\'');
    }
    out.push_str(&text.replace('"', "\"\""));
    out.push('"');
}

/// Whether a spreadsheet would run it.
/// <https://owasp.org/www-community/attacks/CSV_Injection>
fn is_formula(text: &str) -> bool {
    let starts = |text: &str| {
        text.starts_with(['=', '+', '-', '@', '\t', '\r', '\n', '＝', '＋', '－', '＠', '−'])
    };
    // Some spreadsheets trim a cell before they look at it. A plain number is harmless.
    starts(text) || (starts(text.trim_start()) && text.trim().parse::<f64>().is_err())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn row(texts: &[&str]) -> String {
        let cells = texts.iter().map(|text| Cell::from(*text)).collect();
        let csv = write_csv(&Sheet { columns: &["a"], rows: vec![cells] });
        csv.strip_prefix("a\r\n").unwrap().to_owned()
    }

    #[test]
    fn a_cell_is_quoted_as_rfc_4180_says() {
        assert_eq!(row(&["plain", "", "中文，全角"]), "plain,,中文，全角\r\n");
        assert_eq!(
            row(&["a,b", "say \"x\"", "two\nlines"]),
            "\"a,b\",\"say \"\"x\"\"\",\"two\nlines\"\r\n"
        );
    }

    #[test]
    fn no_cell_is_a_formula() {
        for text in [
            "=HYPERLINK(\"https://evil.example\")",
            "+1+cmd|' /C calc'!A0",
            "-2+3",
            "@SUM(1)",
            "\t=1",
            "\r=1",
            "＝1+1",
            "  =1+1",
        ] {
            assert!(row(&[text]).starts_with("\"'"), "{text:?} {}", row(&[text]));
        }
        let numbers = Sheet { columns: &["n"], rows: vec![vec![Cell::Number(2012)]] };
        assert_eq!(write_csv(&numbers), "n\r\n2012\r\n");
    }
}
