//! What shape a command has: which arguments it takes and what follows from it.
//!
//! The converter nests once for every argument that is a command itself (`\sqrt\sqrt\sqrt x`), so
//! every command of its own that takes arguments must be named here, or the limit on nesting
//! would not see it. A test tries each name of `names`.

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Form {
    /// Stands alone: `\alpha`, `\le`, and whatever the converter may make of the name.
    Symbol,
    /// Takes so many arguments in braces.
    Arguments(u8),
    /// Takes `[…]` and one argument: `\sqrt[3]{x}`.
    Optional,
    /// `\genfrac`: four settings, then two arguments.
    Genfrac,
    /// Takes a length: `\hspace{1em}`.
    Length,
    /// `\kern1em`: a length, in braces or not.
    Kern,
    /// `\rule{1em}{0pt}`: a length that takes up room.
    Bar,
    /// `\operatorname` and `\operatorname*`.
    Operator {
        limits: bool,
    },
    /// `\mathop`.
    BigOperator,
    Limits,
    /// Takes text, which the converter knows under this name.
    Text(&'static str),
    /// Strikes through the next sign: `\not`.
    Overlay,
    /// Takes a delimiter: `\big(`.
    Delimiter,
    Left,
    Middle,
    Right,
    /// In force until the group or cell ends: `\displaystyle`, `\bf`.
    Switch,
    /// `\color{red}`, a switch with an argument.
    Color,
    /// `\textcolor{red}{x}`.
    TextColor,
    /// Makes a fraction of all before it and all after it in the group: `\over`.
    Infix,
    /// `\above1pt`, the same with a thickness.
    Above,
    /// `\\`.
    NewRow,
    /// A rule between the rows of an array; the second kind takes an argument.
    Rule,
    PartRule,
    Begin,
    End,
    Tag,
    Label,
    Reference {
        parens: bool,
    },
    NoNumber,
    /// `\(` and `\)`.
    MathBegin,
    MathEnd,
    /// Known, and not possible here: why, and what to do instead.
    Impossible(&'static str),
}

#[expect(clippy::too_many_lines, reason = "a table; one line for each kind of command")]
pub(super) fn form(name: &str) -> Form {
    match name {
        "acute"
        | "bar"
        | "bcancel"
        | "bm"
        | "bold"
        | "boldsymbol"
        | "breve"
        | "cancel"
        | "check"
        | "ddddot"
        | "dddot"
        | "ddot"
        | "dot"
        | "frak"
        | "grave"
        | "hat"
        | "hphantom"
        | "mathbb"
        | "mathbf"
        | "mathbin"
        | "mathcal"
        | "mathclose"
        | "mathfrak"
        | "mathinner"
        | "mathit"
        | "mathopen"
        | "mathord"
        | "mathpunct"
        | "mathrel"
        | "mathring"
        | "mathrm"
        | "mathscr"
        | "mathsf"
        | "mathtt"
        | "Overrightarrow"
        | "overbrace"
        | "overbracket"
        | "overgroup"
        | "overleftarrow"
        | "overleftharpoon"
        | "overleftrightarrow"
        | "overline"
        | "overparen"
        | "overrightarrow"
        | "overrightharpoon"
        | "phantom"
        | "pmod"
        | "symbf"
        | "tilde"
        | "underbrace"
        | "underbracket"
        | "undergroup"
        | "underleftarrow"
        | "underleftrightarrow"
        | "underline"
        | "underparen"
        | "underrightarrow"
        | "utilde"
        | "vec"
        | "vphantom"
        | "widecheck"
        | "widehat"
        | "widetilde"
        | "xcancel"
        | "bra"
        | "Bra"
        | "ket"
        | "Ket"
        | "braket"
        | "sout"
        | "mathtext" => Form::Arguments(1),
        "binom" | "dbinom" | "dfrac" | "frac" | "overset" | "sideset" | "stackrel" | "tbinom"
        | "tfrac" | "underset" => Form::Arguments(2),
        "prescript" => Form::Arguments(3),
        "cfrac" | "cramped" | "sqrt" | "xLeftarrow" | "xLeftrightarrow" | "xRightarrow"
        | "xhookleftarrow" | "xhookrightarrow" | "xleftarrow" | "xleftharpoondown"
        | "xleftharpoonup" | "xleftrightarrow" | "xleftrightharpoons" | "xlongequal"
        | "xmapsto" | "xrightarrow" | "xrightharpoondown" | "xrightharpoonup"
        | "xrightleftharpoons" | "xtofrom" | "xtwoheadleftarrow" | "xtwoheadrightarrow" => {
            Form::Optional
        }
        "genfrac" => Form::Genfrac,
        "hspace" | "mspace" => Form::Length,
        "operatorname" => Form::Operator { limits: false },
        "operatornamewithlimits" => Form::Operator { limits: true },
        "mathop" => Form::BigOperator,
        "limits" | "nolimits" | "displaylimits" => Form::Limits,
        "text" | "mbox" | "hbox" | "textnormal" | "textup" | "textmd" | "makebox" => {
            Form::Text("text")
        }
        "textbf" => Form::Text("textbf"),
        "textit" | "textsl" => Form::Text("textit"),
        "textrm" => Form::Text("textrm"),
        "textsc" => Form::Text("textsc"),
        "textsf" => Form::Text("textsf"),
        "texttt" => Form::Text("texttt"),
        "emph" => Form::Text("emph"),
        "underbar" => Form::Text("underbar"),
        "not" | "slashed" | "vertoverlay" => Form::Overlay,
        "big" | "Big" | "bigg" | "Bigg" | "bigl" | "Bigl" | "biggl" | "Biggl" | "bigr" | "Bigr"
        | "biggr" | "Biggr" | "bigm" | "Bigm" | "biggm" | "Biggm" => Form::Delimiter,
        "left" => Form::Left,
        "middle" => Form::Middle,
        "right" => Form::Right,
        "bf" | "cal" | "it" | "rm" | "sf" | "tt" | "displaystyle" | "textstyle" | "scriptstyle"
        | "scriptscriptstyle" => Form::Switch,
        "color" => Form::Color,
        "textcolor" => Form::TextColor,
        "atop" | "brace" | "brack" | "choose" | "over" => Form::Infix,
        "above" => Form::Above,
        "\\" | "cr" | "newline" | "tabularnewline" => Form::NewRow,
        "hline" | "hdashline" | "toprule" | "midrule" | "bottomrule" => Form::Rule,
        "cline" | "cmidrule" => Form::PartRule,
        "begin" => Form::Begin,
        "end" => Form::End,
        "tag" => Form::Tag,
        "label" => Form::Label,
        "eqref" => Form::Reference { parens: true },
        "ref" | "autoref" | "cref" | "Cref" => Form::Reference { parens: false },
        "notag" | "nonumber" => Form::NoNumber,
        "(" | "[" => Form::MathBegin,
        ")" | "]" => Form::MathEnd,
        "rule" => Form::Bar,
        "kern" | "mkern" | "hskip" | "mskip" => Form::Kern,
        "verb" => Form::Impossible(r"write `\texttt{…}`"),
        "includegraphics" => Form::Impossible("place the picture beside the formula, in Markdown"),
        "ce" | "pu" => Form::Impossible(r"write the chemistry with `\mathrm`"),
        "multicolumn" | "multirow" => Form::Impossible("write the cells one by one"),
        "unicode" | "char" | "symbol" => Form::Impossible("type the character itself"),
        "input" | "include" | "usepackage" => {
            Form::Impossible("a formula cannot load files or packages")
        }
        _ => Form::Symbol,
    }
}
