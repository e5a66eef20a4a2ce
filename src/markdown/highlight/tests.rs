use proptest::prelude::*;
use syntect::easy::HighlightLines;
use syntect::highlighting::{
    Color, ScopeSelectors, StyleModifier, Theme, ThemeItem, ThemeSettings,
};

use super::machine::Machine;
use super::*;

pub(super) const LISTINGS: [(&str, &str); 17] = [
    (
        "python",
        "class A(B):\n    \"\"\"Two\n    lines.\"\"\"\n\n    def f(self, x: int = 3) -> str:\n        return f\"{x!r}\" + 'b'  # why\n",
    ),
    (
        "rust",
        "/// Docs\npub fn f<'a>(x: &'a str) -> Option<u8> {\n    let r = r#\"raw\n\"#;\n    x.bytes().next() /* c\n*/\n}\n",
    ),
    ("c++", "#include <vector>\ntemplate <typename T> T f(T a) { return a + 1.5e3f; } // c\n"),
    (
        "js",
        "const f = async (a) => `x ${a + `in ${1}`}`;\nclass A extends B { get x() { return /re/g; } }\n",
    ),
    ("html", "<p class=\"a\">&amp;<script>let x = 1;</script><style>p{color:red}</style>\n"),
    ("bash", "cat <<EOF | grep -v x\nhello $USER\nEOF\nfor i in 1 2; do echo \"$i\"; done\n"),
    ("diff", "--- a\n+++ b\n@@ -1 +1 @@\n-old\n+new\n"),
    ("tex", "\\begin{align} x &= \\frac{1}{2} % c\n\\end{align}\n"),
    ("markdown", "# T\n\n```python\nx = 1\n```\n\n- *a* **b** `c`\n"),
    ("php", "<p><?php echo <<<END\n $a {$b['c']}\nEND;\n// é ?>\n</p>\n"),
    (
        "perl",
        "my %h = (a => q{b (c) d}, 'e' => qr/x\\d+/i); s{a}{b}g; # 注\nprint <<\"A\", <<'B';\n$x\nA\n$x\nB\n",
    ),
    ("yaml", "a: &x [1, 'b', \"c\\n\"]\nd: |\n  text # no\n  ...\ne: *x # yes\n"),
    (
        "ruby",
        "def f(a, *b) = a.map { |x| \"#{x + 1}\" } if /re#{a}/ =~ b\n<<~A + <<-B\n  x\n  A\n  y\n  B\n",
    ),
    (
        "css",
        "@media (min-width: 3em) { a:hover > .b::before { color: #fff; width: calc(1px + 2%) } }\n",
    ),
    ("makefile", "a: b c\n\t@echo $(VAR) \"$$x\" # c\nifeq ($(A),b)\nC := $(shell ls)\nendif\n"),
    ("sql", "SELECT a, 'b''c' FROM t -- c\nWHERE x >= 1.5e3 /* d\n*/ AND y IS NULL;\n"),
    (
        "lua",
        "local s = [==[ raw ]] \n]==] .. 'x' -- c\nfunction f(...) return #s, ... end --[[ d\n]]\n",
    ),
];

/// What syntect's own highlighter makes of a theme whose colours are numbers of classes.
fn oracle(code: &str, language: &str) -> Option<Vec<String>> {
    let numbered = |number: u8| Color { r: number, g: 0, b: 0, a: 0xff };
    let scopes = CLASSES.iter().zip(1..).map(|((_, scopes), number)| {
        let scope: ScopeSelectors = scopes.parse().unwrap();
        let style = StyleModifier { foreground: Some(numbered(number)), ..Default::default() };
        ThemeItem { scope, style }
    });
    let theme = Theme {
        settings: ThemeSettings { foreground: Some(numbered(0)), ..Default::default() },
        scopes: scopes.collect(),
        ..Default::default()
    };
    let syntax = SYNTAXES.find_syntax_by_token(alias(language))?;
    let mut reader = HighlightLines::new(syntax, &theme);
    let mut lines = Vec::new();
    for line in LinesWithEndings::from(code) {
        let mut html = String::new();
        let mut class: Option<&str> = None;
        for (style, token) in reader.highlight_line(line, &SYNTAXES).unwrap() {
            let token = token.trim_end_matches(['\n', '\r']);
            let number = usize::from(style.foreground.r);
            let of_token = CLASSES.get(number.wrapping_sub(1)).map(|(class, _)| *class);
            if of_token != class && !token.trim().is_empty() {
                html += if class.is_some() { "</i>" } else { "" };
                if let Some(of_token) = of_token {
                    html += &format!("<i class=\"{of_token}\">");
                }
                class = of_token;
            }
            html += &crate::markdown::escape_text(token);
        }
        html += if class.is_some() { "</i>" } else { "" };
        lines.push(html);
    }
    Some(lines)
}

fn check(code: &str, language: &str, memo: &mut Memo) {
    let found = highlighted(code, &language.to_lowercase(), memo);
    let found = found.map(|lines| lines.iter().map(ToString::to_string).collect::<Vec<_>>());
    assert_eq!(found, oracle(code, language), "{language}: {code}");
}

#[test]
fn tokens_have_the_classes_that_syntect_would_give_them() {
    let mut memo = Memo::default();
    for _ in 0..2 {
        for (language, code) in LISTINGS {
            check(code, language, &mut memo);
        }
    }
}

#[test]
fn a_listing_can_be_started_by_every_grammar() {
    let mut machine = Machine::new(&SYNTAXES);
    for syntax in SYNTAXES.syntaxes() {
        assert!(machine.start(syntax).is_some(), "{}", syntax.name);
    }
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(48))]

    /// Lines of listings in any order, so that lines are met in states that they were not made for.
    #[test]
    fn what_is_remembered_changes_nothing(
        picks in prop::collection::vec((0..LISTINGS.len(), 0..8_usize), 1..24),
        language in 0..LISTINGS.len(),
    ) {
        let mut code = String::new();
        for (listing, line) in picks {
            let lines: Vec<&str> = LISTINGS[listing].1.lines().collect();
            code += lines[line % lines.len()];
            code.push('\n');
        }
        check(&code, LISTINGS[language].0, &mut Memo::default());
        // That of this thread, which other cases have filled.
        MEMO.with_borrow_mut(|memo| check(&code, LISTINGS[language].0, memo));
    }
}

#[test]
fn states_without_number_do_not_grow_without_bound() {
    let mut memo = Memo::default();
    let words: Vec<String> = (0..500).map(|n| format!("cat <<END{n}\nx\nEND{n}\n")).collect();
    let code = words.concat();
    check(&code, "bash", &mut memo);
    assert!((2..=64).contains(&memo.most_alike()), "{}", memo.most_alike());
}

#[test]
fn a_listing_of_any_size_is_shown_and_a_huge_one_without_colours() {
    let line = "let x = 1;\n";
    let html = |code: &str| html(code, "Rust", &Kept::default());
    let has_colours = |count: usize| {
        let html = html(&line.repeat(count));
        assert_eq!(html.lines().count(), count);
        html.contains('<')
    };
    assert!(has_colours(MAX_LENGTH / line.len()));
    assert!(!has_colours(MAX_LENGTH / line.len() + 1));
    assert!(!html(&format!("let x = \"{}\";", "a".repeat(MAX_LINE))).contains('<'));
}
