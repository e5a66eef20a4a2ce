//! Commands the converter does not have, as macros over those it has.
//!
//! One line each, so that what a command becomes can be read off. Layout-only commands (sizes,
//! line-break hints) become nothing; commands that would reach outside the formula (`\href`,
//! `\class`, `\style`) keep only their content.

use std::collections::HashMap;
use std::sync::{Arc, LazyLock};

use super::lex::{self, Kind};
use super::macros::Macro;

/// Our own macro of this name.
pub(super) fn find(name: &str) -> Option<Arc<Macro>> {
    static READ: LazyLock<HashMap<&str, Arc<Macro>>> = LazyLock::new(|| {
        (TABLE.iter())
            .map(|&(name, arguments, body)| (name, Arc::new(read(arguments, body))))
            .collect()
    });
    READ.get(name).cloned()
}

pub(super) fn names() -> impl Iterator<Item = &'static str> {
    TABLE.iter().map(|(name, _, _)| *name)
}

/// How many arguments a macro of the table takes.
#[derive(Clone, Copy)]
enum Takes {
    /// So many, in braces.
    Plain(u8),
    /// So many, the first in brackets and often left out.
    Bracket(u8),
}
use Takes::{Bracket, Plain};

fn read(takes: Takes, body: &str) -> Macro {
    // What our macros are made of keeps its meaning even if the author has redefined it.
    let mut body = lex::tokens(body);
    for token in &mut body {
        if let Kind::Command(name) = &token.kind {
            token.kind = Kind::Primitive(Arc::clone(name));
        }
    }
    match takes {
        Plain(count) => Macro::plain(count, body),
        Bracket(count) => {
            let mut read = Macro::plain(count, body);
            read.default = Some(Vec::new());
            read
        }
    }
}

const TABLE: &[(&str, Takes, &str)] = &[
    // Letters and styles
    ("Bbb", Plain(1), r"\mathbb{#1}"),
    ("bfseries", Plain(0), r"\bf"),
    ("boldmath", Plain(0), ""),
    ("em", Plain(0), r"\it"),
    ("ensuremath", Plain(1), r"{#1}"),
    ("itshape", Plain(0), r"\it"),
    ("mathbbm", Plain(1), r"\mathbb{#1}"),
    ("mathbbmss", Plain(1), r"\mathbb{#1}"),
    ("mathbfcal", Plain(1), r"\mathcal{#1}"),
    ("mathbfit", Plain(1), r"\boldsymbol{#1}"),
    ("mathds", Plain(1), r"\mathbb{#1}"),
    ("KaTeX", Plain(0), r"\text{KaTeX}"),
    ("LaTeX", Plain(0), r"\text{LaTeX}"),
    ("TeX", Plain(0), r"\text{TeX}"),
    ("mathsfit", Plain(1), r"\mathsf{#1}"),
    ("mathnormal", Plain(1), r"{#1}"),
    ("mathup", Plain(1), r"\mathrm{#1}"),
    ("mit", Plain(0), r"\it"),
    ("normalfont", Plain(0), r"\rm"),
    ("pmb", Plain(1), r"\boldsymbol{#1}"),
    ("rmfamily", Plain(0), r"\rm"),
    ("sffamily", Plain(0), r"\sf"),
    ("sl", Plain(0), r"\it"),
    ("ttfamily", Plain(0), r"\tt"),
    ("upshape", Plain(0), r"\rm"),
    // Sizes: MathML takes its size from the page
    ("Huge", Plain(0), ""),
    ("LARGE", Plain(0), ""),
    ("Large", Plain(0), ""),
    ("footnotesize", Plain(0), ""),
    ("huge", Plain(0), ""),
    ("large", Plain(0), ""),
    ("normalsize", Plain(0), ""),
    ("scriptsize", Plain(0), ""),
    ("sixptsize", Plain(0), ""),
    ("small", Plain(0), ""),
    ("tiny", Plain(0), ""),
    // Structures
    ("boxed", Plain(1), r"\begin{darray}{|c|}\hline #1\\\hline\end{darray}"),
    ("cancelto", Plain(2), r"\cancel{#2}^{#1}"),
    ("centernot", Plain(0), r"\not"),
    ("fbox", Plain(1), r"\begin{array}{|c|}\hline\text{#1}\\\hline\end{array}"),
    ("framebox", Bracket(2), r"\begin{array}{|c|}\hline\text{#2}\\\hline\end{array}"),
    ("mathchoice", Plain(4), r"{#2}"),
    ("intertext", Plain(1), r"\text{#1}\\"),
    ("shortintertext", Plain(1), r"\text{#1}\\"),
    ("shoveleft", Plain(1), "{#1}"),
    ("shoveright", Plain(1), "{#1}"),
    ("clap", Plain(1), r"\text{#1}"),
    ("llap", Plain(1), r"\text{#1}"),
    ("rlap", Plain(1), r"\text{#1}"),
    ("raisebox", Plain(2), r"\text{#2}"),
    ("mathlarger", Plain(1), "{#1}"),
    ("mathsmaller", Plain(1), "{#1}"),
    ("mathclap", Plain(1), r"{#1}"),
    ("mathllap", Plain(1), r"{#1}"),
    ("mathrlap", Plain(1), r"{#1}"),
    ("nicefrac", Plain(2), r"{#1}/{#2}"),
    ("overunderset", Plain(3), r"\overset{#1}{\underset{#2}{#3}}"),
    ("sfrac", Plain(2), r"{#1}/{#2}"),
    ("smash", Bracket(2), r"{#2}"),
    ("substack", Plain(1), r"\begin{subarray}{c}#1\end{subarray}"),
    ("underoverset", Plain(3), r"\underset{#1}{\overset{#2}{#3}}"),
    ("vcenter", Plain(1), r"{#1}"),
    ("mathmbox", Plain(1), r"{#1}"),
    // Operators and signs
    ("Braket", Plain(1), r"\left\langle #1\right\rangle"),
    ("centerdot", Plain(0), r"\cdot"),
    ("hdots", Plain(0), r"\ldots"),
    ("intop", Plain(0), r"\int\limits"),
    ("lparen", Plain(0), "("),
    ("nshortmid", Plain(0), r"\nmid"),
    ("nshortparallel", Plain(0), r"\nparallel"),
    ("ointop", Plain(0), r"\oint\limits"),
    ("overlinesegment", Plain(1), r"\overline{#1}"),
    ("rparen", Plain(0), ")"),
    ("sdot", Plain(0), r"\cdot"),
    ("shortmid", Plain(0), r"\mid"),
    ("shortparallel", Plain(0), r"\parallel"),
    ("smallfrown", Plain(0), r"\frown"),
    ("smallint", Plain(0), r"\int"),
    ("smallsetminus", Plain(0), r"\setminus"),
    ("smallsmile", Plain(0), r"\smile"),
    ("thickapprox", Plain(0), r"\approx"),
    ("thicksim", Plain(0), r"\sim"),
    ("underlinesegment", Plain(1), r"\underline{#1}"),
    ("varpropto", Plain(0), r"\propto"),
    ("xleftequilibrium", Plain(0), r"\xleftrightharpoons"),
    ("xrightequilibrium", Plain(0), r"\xrightleftharpoons"),
    ("xrightleftarrows", Plain(0), r"\xtofrom"),
    ("Longmapsto", Plain(0), r"\mapsto"),
    ("Set", Plain(1), r"\left\{\:#1\:\right\}"),
    ("adots", Plain(0), "⋰"),
    ("bigsqcap", Plain(0), "⨅"),
    ("dotsb", Plain(0), r"\cdots"),
    ("dotsc", Plain(0), r"\ldots"),
    ("dotsi", Plain(0), r"\cdots"),
    ("dotsm", Plain(0), r"\cdots"),
    ("dotso", Plain(0), r"\ldots"),
    ("iddots", Plain(0), "⋰"),
    ("mathellipsis", Plain(0), r"\ldots"),
    ("overarc", Plain(1), r"\overparen{#1}"),
    ("pod", Plain(1), r"\quad(#1)"),
    ("set", Plain(1), r"\{\,#1\,\}"),
    ("undertilde", Plain(1), r"\utilde{#1}"),
    ("varinjlim", Plain(0), r"\operatorname*{\underrightarrow{\lim}}"),
    ("varliminf", Plain(0), r"\operatorname*{\underline{\lim}}"),
    ("varlimsup", Plain(0), r"\operatorname*{\overline{\lim}}"),
    ("varprojlim", Plain(0), r"\operatorname*{\underleftarrow{\lim}}"),
    ("widebar", Plain(1), r"\overline{#1}"),
    ("wideparen", Plain(1), r"\overparen{#1}"),
    // Colour
    ("blue", Plain(1), r"{\color{blue}#1}"),
    ("gray", Plain(1), r"{\color{gray}#1}"),
    ("green", Plain(1), r"{\color{green}#1}"),
    ("orange", Plain(1), r"{\color{orange}#1}"),
    ("pink", Plain(1), r"{\color{pink}#1}"),
    ("purple", Plain(1), r"{\color{purple}#1}"),
    ("red", Plain(1), r"{\color{red}#1}"),
    ("colorbox", Plain(2), r"\text{#2}"),
    ("fcolorbox", Plain(3), r"\begin{array}{|c|}\hline\text{#3}\\\hline\end{array}"),
    // Content kept, effect outside the formula left out
    ("bbox", Bracket(2), r"{#2}"),
    ("class", Plain(2), r"{#2}"),
    ("cssId", Plain(2), r"{#2}"),
    ("enclose", Plain(2), r"{#2}"),
    ("href", Plain(2), r"{#2}"),
    ("htmlClass", Plain(2), r"{#2}"),
    ("htmlData", Plain(2), r"{#2}"),
    ("htmlId", Plain(2), r"{#2}"),
    ("htmlStyle", Plain(2), r"{#2}"),
    ("style", Plain(2), r"{#2}"),
    ("url", Plain(1), r"\texttt{#1}"),
    // Spaces and hints about line and page breaks
    ("*", Plain(0), ""),
    ("-", Plain(0), ""),
    ("/", Plain(0), ""),
    ("allowbreak", Plain(0), ""),
    ("allowdisplaybreaks", Bracket(1), ""),
    ("break", Plain(0), ""),
    ("displaybreak", Bracket(1), ""),
    ("enskip", Plain(0), r"\enspace"),
    ("hfil", Plain(0), r"\quad"),
    ("hfill", Plain(0), r"\quad"),
    ("medskip", Plain(0), ""),
    ("nobreak", Plain(0), ""),
    ("nobreakspace", Plain(0), r"\ "),
    ("noindent", Plain(0), ""),
    ("null", Plain(0), "{}"),
    ("protect", Plain(0), ""),
    ("relax", Plain(0), ""),
    ("require", Plain(1), ""),
    ("smallskip", Plain(0), ""),
    ("space", Plain(0), r"\ "),
    ("strut", Plain(0), ""),
    ("vspace", Plain(1), ""),
];
