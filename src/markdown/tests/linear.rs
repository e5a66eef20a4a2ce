//! Time grows with the size of a text, whatever is in it.

use std::time::{Duration, Instant};

use super::{Options, html, scan, text};

/// The least of some runs, for other programs use the machine as well.
fn time(markdown: &str) -> Duration {
    let run = || {
        let start = Instant::now();
        let (_, text) = text(markdown);
        let scanned = scan(&text, markdown, &Options::default());
        let length = html(markdown).len() + scanned.diagnostics.len();
        assert!(length < usize::MAX);
        start.elapsed()
    };
    (0..3).map(|_| run()).min().unwrap_or_default()
}

#[test]
fn four_times_the_text_takes_at_most_six_times_as_long() {
    /// Below this, what is measured is the clock.
    const FLOOR: Duration = Duration::from_millis(40);
    let backticks = |n: usize| (1..n).map(|run| "`".repeat(run) + " ").collect::<String>();
    let tables = |n: usize| format!("{}|\n{}|\n", "|a".repeat(n), "|-".repeat(n));
    let cases: [(&str, &dyn Fn(usize) -> String); 20] = [
        ("brackets", &|n| "[".repeat(n)),
        ("stars", &|n| "*a _".repeat(n / 4)),
        ("quotations", &|n| ">".repeat(n)),
        ("backticks", &|n| backticks(n.isqrt())),
        ("dollars", &|n| "$".repeat(n)),
        ("dollars and braces", &|n| "${".repeat(n / 8)),
        ("formulas", &|n| "$a$ ".repeat(n / 8)),
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
        let grows_faster = |_| {
            let (small, large) = (time(&text(16 * 1024)), time(&text(64 * 1024)));
            let is_linear = large < FLOOR || large < small * 6;
            (!is_linear).then(|| format!("{small:?}, then {large:?}"))
        };
        // A busy machine spoils one measurement; what is quadratic spoils them all.
        let spoiled: Vec<String> = (0..5).map_while(grows_faster).collect();
        assert!(spoiled.len() < 5, "{name}: {}", spoiled.join("; "));
    }
}
