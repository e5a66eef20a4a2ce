//! Time grows with the size of a text, whatever is in it.

use super::{Options, html, scan, text};
use crate::testing::assert_linear;

fn read(markdown: &str) {
    let (_, text) = text(markdown);
    let scanned = scan(&text, markdown, &Options::default());
    assert!(html(markdown).len() + scanned.diagnostics.len() < usize::MAX);
}

#[test]
fn four_times_the_text_takes_at_most_six_times_as_long() {
    let backticks = |n: usize| (1..n).map(|run| "`".repeat(run) + " ").collect::<String>();
    let tables = |n: usize| format!("{}|\n{}|\n", "|a".repeat(n), "|-".repeat(n));
    let cases: [(&str, &dyn Fn(usize) -> String); 21] = [
        ("brackets", &|n| "[".repeat(n)),
        ("stars", &|n| "*a _".repeat(n / 4)),
        ("quotations", &|n| ">".repeat(n)),
        ("backticks", &|n| backticks(n.isqrt())),
        ("dollars", &|n| "$".repeat(n)),
        ("dollars and braces", &|n| "${".repeat(n / 8)),
        ("formulas", &|n| "$a$ ".repeat(n / 8)),
        ("environments in one line", &|n| r"\begin{a".repeat(n / 8)),
        ("open parentheses", &|n| r"\(".repeat(n / 2)),
        ("open brackets", &|n| "\\[a=\n".repeat(n / 5)),
        ("backslashes", &|n| r"\".repeat(n)),
        ("lists", &|n| "- ".repeat(n / 2)),
        ("wide tables", &|n| tables(n / 4)),
        ("narrow tables", &|n| tables(9) + &"|x|y|\n".repeat(n / 24)),
        ("wikilinks", &|n| "[[a ".repeat(n / 4)),
        ("citations", &|n| "[@a; ".repeat(n / 5)),
        ("tags", &|n| "<div>".repeat(n / 5)),
        ("open tags", &|n| "<a \"".repeat(n / 4)),
        ("footnotes", &|n| "[^a".repeat(n / 3)),
        ("tildes", &|n| "a~b ~~".repeat(n / 6)),
        ("headings", &|n| "# a\n".repeat(n / 16)),
    ];
    for (name, text) in cases {
        let (small, large) = (text(16 * 1024), text(64 * 1024));
        assert_linear(name, || read(&small), || read(&large));
    }
}
