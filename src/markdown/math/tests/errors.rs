use super::block;

#[test]
#[expect(clippy::too_many_lines, reason = "a table")]
fn errors_say_what_where_and_what_to_do() {
    let help = |text: &str| (!text.is_empty()).then(|| text.to_owned());
    for (latex, place, message, hint) in [
        (
            r"a + \alhpa",
            r"\alhpa",
            r"`\alhpa` is not a known command",
            r"did you mean `\alpha`? Commands of your own go under `math.macros`",
        ),
        (
            r"\zzzzzz{x}",
            r"\zzzzzz",
            r"`\zzzzzz` is not a known command",
            "define it under `math.macros`",
        ),
        (
            r"损失 + \foo",
            r"\foo",
            r"`\foo` is not a known command",
            "define it under `math.macros`",
        ),
        ("a + {b", "{", "this `{` is never closed", "add a `}`"),
        ("a}", "}", "this `}` closes nothing", r"remove it, or write `\}` for a visible brace"),
        (
            r"\frac{a}",
            r"\frac",
            r"`\frac` has nothing to work on",
            r"write `\frac` with its argument in braces",
        ),
        ("x^", "^", "`^` has nothing to work on", "write `^` with its argument in braces"),
        (
            "x^a^b",
            "^",
            "two exponents or two indices at one sign",
            "add braces to show which belongs to what: `{x^a}^b`",
        ),
        (
            r"\left( a",
            r"\left",
            r"this `\left` has no `\right`",
            r"`\right.` closes it without a sign",
        ),
        (r"a \right)", r"\right", r"this `\right` has no `\left`", r"add `\left.` where it begins"),
        (
            r"\left{a\right}",
            r"\left",
            r"`\left` needs a bracket after it",
            r"for example `\left``(`, `\left``\{`, or `\left``.` for none",
        ),
        (
            r"\begin{alignd}a\end{alignd}",
            r"\begin",
            "`alignd` is not a known environment",
            "did you mean `align`?",
        ),
        (
            r"\begin{matrix}a\end{cases}",
            r"\end",
            r"`\begin{matrix}` is ended by `\end{cases}`",
            r"write `\end{matrix}`",
        ),
        (
            r"\begin{matrix}\left(a\end{matrix}",
            r"\left",
            r"this `\left` has no `\right`",
            r"`\right.` closes it without a sign",
        ),
        (
            r"\sqrt{\left(a}",
            r"\left",
            r"this `\left` has no `\right`",
            r"`\right.` closes it without a sign",
        ),
        (r"\begin{matrix}a", r"\begin", r"`\begin{matrix}` is never ended", r"add `\end{matrix}`"),
        (
            r"\begin{matrix}{a & b}\end{matrix}",
            "&",
            r"`&` stands inside braces or `\left … \right`",
            "close them before the `&` and open them again after it",
        ),
        (r"\text{a $x}", "$", "this `$` is never closed", r"write `\$` for a dollar sign"),
        (r"a $ b", "$", "a `$` stands inside a formula", r"write `\$` for a dollar sign"),
        (
            r"\text{\alpha}",
            r"\alpha",
            r"`\alpha` cannot stand in text",
            r"put it between dollar signs: `\text{… $…$ …}`",
        ),
        (
            r"\color{nonsuch}x",
            r"\color",
            "`nonsuch` is not a known colour",
            "use a name such as `red`, or `#c03020`",
        ),
        (
            r"a \hline b",
            r"\hline",
            r"`\hline` does not begin a row",
            r"put it right after `\\` or `\begin{array}{…}`",
        ),
        (
            r"\newcommand{\x}{\x}\x",
            r"\x",
            r"`\x` stands for more than a formula can hold",
            "a macro must not use itself, directly or through another",
        ),
        ("a\\", "\\", "a backslash with nothing after it", ""),
    ] {
        let error = block(latex).expect_err(latex);
        assert_eq!((error.message.as_str(), &error.help), (message, &help(hint)), "{latex}");
        assert_eq!(&latex[error.range.clone()], place, "{latex}");
    }
}
