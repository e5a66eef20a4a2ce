//! The commands of LaTeX that stand for characters.

/// The combining mark of an accent command.
pub(super) fn accent(command: &str) -> Option<char> {
    Some(match command {
        "`" => '\u{300}',
        "'" | "´" => '\u{301}',
        "^" => '\u{302}',
        "~" => '\u{303}',
        "=" => '\u{304}',
        "u" => '\u{306}',
        "." => '\u{307}',
        "\"" => '\u{308}',
        "r" => '\u{30a}',
        "H" => '\u{30b}',
        "v" => '\u{30c}',
        "d" => '\u{323}',
        "c" => '\u{327}',
        "k" => '\u{328}',
        "b" => '\u{331}',
        _ => return None,
    })
}

/// The text that a command stands for.
pub(super) fn symbol(command: &str) -> Option<&'static str> {
    SYMBOLS.iter().find(|(name, _)| *name == command).map(|(_, text)| *text)
}

/// Commands that change a font or a layout and print nothing.
pub(super) const SWITCHES: &[&str] = &[
    "em", "it", "bf", "sc", "rm", "tt", "sf", "sl", "cal", "tiny", "small", "normalsize", "large",
    "Large", "itshape", "bfseries", "scshape", "upshape", "rmfamily", "ttfamily", "sffamily",
    "protect", "relax", "noopsort", "newblock", "bgroup", "egroup", "nobreak", "allowbreak",
    "textit", "textbf", "textsc", "textrm", "texttt", "textsf", "emph", "mbox", "hbox",
    "textup", "text", "hfill", "par", "noindent", "displaystyle", "textstyle", "boldmath", "break", "sloppy",
];

const SYMBOLS: &[(&str, &str)] = &[
    ("i", "ı"), ("j", "ȷ"), ("ss", "ß"), ("SS", "ẞ"), ("o", "ø"), ("O", "Ø"), ("l", "ł"),
    ("L", "Ł"), ("ae", "æ"), ("AE", "Æ"), ("oe", "œ"), ("OE", "Œ"), ("aa", "å"), ("AA", "Å"),
    ("dh", "ð"), ("DH", "Ð"), ("dj", "đ"), ("DJ", "Đ"), ("ng", "ŋ"), ("NG", "Ŋ"), ("th", "þ"),
    ("TH", "Þ"), ("P", "¶"), ("S", "§"), ("dag", "†"), ("ddag", "‡"), ("copyright", "©"),
    ("pounds", "£"), ("euro", "€"), ("texteuro", "€"), ("LaTeX", "LaTeX"), ("TeX", "TeX"),
    ("BibTeX", "BibTeX"), ("LaTeXe", "LaTeX2ε"), ("dots", "…"), ("ldots", "…"),
    ("textellipsis", "…"), ("textendash", "–"), ("textemdash", "—"), ("textquoteleft", "‘"),
    ("textquoteright", "’"), ("textquotedblleft", "“"), ("textquotedblright", "”"),
    ("textquotesingle", "'"), ("textquotedbl", "\""), ("quotesinglbase", "‚"),
    ("quotedblbase", "„"), ("guillemotleft", "«"), ("guillemotright", "»"),
    ("guilsinglleft", "‹"), ("guilsinglright", "›"), ("textasciicircum", "^"),
    ("textasciigrave", "`"), ("textasciitilde", "~"), ("textbackslash", "\\"), ("textbar", "|"),
    ("textbraceleft", "{"), ("textbraceright", "}"), ("textbullet", "•"), ("textdagger", "†"),
    ("textdaggerdbl", "‡"), ("textdollar", "$"), ("textless", "<"), ("textgreater", ">"),
    ("textexclamdown", "¡"), ("textquestiondown", "¿"), ("textordfeminine", "ª"),
    ("textordmasculine", "º"), ("textperiodcentered", "·"), ("textregistered", "®"),
    ("texttrademark", "™"), ("textcopyright", "©"), ("textsection", "§"), ("textparagraph", "¶"),
    ("textunderscore", "_"), ("textvisiblespace", "␣"), ("textmu", "µ"), ("textdegree", "°"),
    ("textpm", "±"), ("texttimes", "×"), ("textdiv", "÷"), ("textcent", "¢"),
    ("textsterling", "£"), ("textyen", "¥"), ("textasteriskcentered", "*"), ("slash", "/"),
    ("quad", " "), ("qquad", " "), ("space", " "), ("thinspace", " "),
    ("lbrace", "{"), ("rbrace", "}"),
];
