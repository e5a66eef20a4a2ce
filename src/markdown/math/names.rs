//! Names for "did you mean".

use super::builtin;

/// What the author may have meant: the nearest of some names, if one is near enough.
pub(super) fn nearest<'a>(
    wrong: &str,
    names: impl IntoIterator<Item = &'a str>,
) -> Option<&'a str> {
    // One slip in short names, two in longer ones; more would be guessing.
    let most = if wrong.chars().count() > 4 { 2 } else { 1 };
    (names.into_iter())
        .map(|name| (strsim::osa_distance(wrong, name), name))
        .filter(|(distance, name)| *distance <= most && *distance < name.chars().count())
        .min_by_key(|(distance, _)| *distance)
        .map(|(_, name)| name)
}

/// Every command a formula may use without defining it.
pub(super) fn commands<'a>() -> impl Iterator<Item = &'a str> {
    let own: fn(&'static str) -> &'a str = |name| name;
    CONVERTER.split_ascii_whitespace().chain(builtin::names()).map(own)
}

/// Commands of the converter, from its source (`commands.rs` of math-core 0.7.0). A test asks it
/// for each of them.
pub(super) const CONVERTER: &str = "
    AA AE Alpha And Bbb Bbbk Beta Big Bigg Biggl Biggm Biggr Bigl Bigm Bigr Box Bra Bumpeq Cap
    Chi Colonapprox Colondash Coloneq Coloneqq Colonsim Complex Cup Dagger Darr Dashcolon Delta
    Diamond Doteq Downarrow Epsilon Eqcolon Eqqcolon Eta Finv Game Gamma H Harr Huge Im Iota
    Join Kappa Ket L LARGE Lambda Large Larr Leftarrow Leftrightarrow Lleftarrow Longleftarrow
    Longleftrightarrow Longrightarrow Lrarr Lsh Mu N Nu O OE Omega Omicron Overrightarrow P Phi
    Pi Pr Psi R Rarr Re Reals Rho Rightarrow Rrightarrow Rsh S Sigma Simcolon Subset Supset Tau
    Theta Uarr Uparrow Updownarrow Upsilon VDash Vdash Vert Vvdash Xi Yleft Yright Z Zeta aa
    acute ae alef alefsym aleph alpha amalg angle approx approxcolon approxcoloncolon approxeq
    arccos arcctg arceq arcsin arctan arctg arg argmax argmin ascnode ast asymp atop awint
    backepsilon backprime backsim backsimeq backslash bar barwedge bcancel because begin beta
    beth between bf big bigcap bigcirc bigcup bigcupdot bigdoublevee bigdoublewedge bigg biggl
    biggm biggr bigl bigm bigodot bigoplus bigotimes bigr bigsqcap bigsqcup bigstar bigtimes
    bigtriangledown bigtriangleup biguplus bigvee bigwedge binom blacklozenge blacksquare
    blacktriangle blacktriangledown blacktriangleleft blacktriangleright bm bmod bold boldsymbol
    bot botdoteq bowtie boxdot boxminus boxplus boxtimes bra brace brack braket breve bull
    bullet bumpeq c cal cancel cap cdot cdotp cdots cfrac ch check checkmark chi choose circ
    circeq circlearrowleft circlearrowright circledR circledS circledast circledcirc circleddash
    cirfnint clubs clubsuit cnums colon colonapprox coloncolon coloncolonapprox coloncolonequals
    coloncolonminus coloncolonsim colondash coloneq coloneqq colonequals colonminus colonsim
    color complement cong coprod copyright cos cosec cosh cot cotg coth cramped csc ctg cth cup
    curlyeqprec curlyeqsucc curlyvee curlywedge curvearrowleft curvearrowright dArr dag dagger
    daleth darr dashcolon dashleftarrow dashrightarrow dashv dbinom dblcolon ddag ddagger ddddot
    dddot ddot ddots deg degree delta det dfrac diagdown diagup diamond diamonds diamondsuit
    digamma dim displaylimits displaystyle div divideontimes dot doteq doteqdot dotplus dots
    dotsminusdots doublebarwedge doublecap doublecup downarrow downdownarrows downharpoonleft
    downharpoonright ell emph empty emptyset end enspace epsilon eqcirc eqcolon eqdef eqqcolon
    eqref eqsim eqslantgtr eqslantless equalscolon equalscoloncolon equiv erf erfc eta eth exist
    exists exp fallingdotseq fcmp fint flat footnotesize forall frac frak frown gamma gcd ge
    genfrac geq geqq geqslant gets gg ggg gggtr gimel gnapprox gneq gneqq gnsim grave gt
    gtrapprox gtrdot gtreqless gtreqqless gtrless gtrsim gvertneqq hArr harr hat hbar hdashline
    hearts heartsuit hline hom hookleftarrow hookrightarrow hphantom hskip hslash hspace huge i
    idotsint iff iiiint iiint iint image imageof imath impliedby implies in inf infin infty
    injlim int intBar intbar intclockwise intercal iota isin it j jmath kappa ker kern
    kernelcontraction ket l lAngle lArr lBrace lVert label lambda land lang langle large larr
    lbrace lbrack lceil ldotp ldots le leadsto left leftarrow leftarrowtail leftharpoondown
    leftharpoonup leftleftarrows leftrightarrow leftrightarrows leftrightharpoons
    leftrightsquigarrow leftthreetimes leq leqq leqslant lessapprox lessdot lesseqgtr lesseqqgtr
    lessgtr lesssim lfloor lg lgroup lhd lightning lim liminf limits limsup ll llangle llbracket
    llcorner lll llless llparenthesis lmoustache ln lnapprox lneq lneqq lnot lnsim log
    longleftarrow longleftrightarrow longmapsto longrightarrow looparrowleft looparrowright lor
    lozenge lq lrArr lrarr lrcorner lt ltimes lvert lvertneqq maltese mapsto mathbb mathbf
    mathbin mathcal mathclose mathfrak mathinner mathit mathop mathopen mathord mathpunct
    mathrel mathring mathrm mathscr mathsf mathsterling mathstrut mathtt max measeq
    measuredangle medspace mho mid middle min minuscolon minuscoloncolon minuso mkern mod models
    mp mskip mspace mu multimap nLeftarrow nLeftrightarrow nRightarrow nVDash nVdash nabla
    natnums natural ncong ne nearrow neg negmedspace negthickspace negthinspace neq nequiv
    newline nexists ngeq ngeqq ngeqslant ngtr ngtrless ngtrsim ni nleftarrow nleftrightarrow
    nleq nleqq nleqslant nless nlessgt nlesssim nmid nolimits nonumber normalsize not notag
    notin notni nparallel nprec npreceq nrightarrow nsim nsubset nsubseteq nsubseteqq nsucc
    nsucceq nsupset nsupseteq nsupseteqq ntriangleleft ntrianglelefteq ntriangleright
    ntrianglerighteq nu nvDash nvdash nwarrow o odot oe oiiint oiint oint ointctrclockwise omega
    omicron ominus operatorname operatornamewithlimits oplus origof oslash otimes over overbrace
    overbracket overgroup overleftarrow overleftharpoon overleftrightarrow overline overparen
    overrightarrow overrightharpoon overset owns parallel partial perp phantom phi pi pitchfork
    plim plusmn pm pmod pounds prec precapprox preccurlyeq preceq precnapprox precneqq precnsim
    precsim prescript prime prod projlim propto psi qquad quad questeq r rAngle rArr rBrace
    rVert rang rangle rarr ratio rbrace rbrack rceil real reals restriction rfloor rgroup rhd
    rho right rightarrow rightarrowtail rightharpoondown rightharpoonup rightleftarrows
    rightleftharpoons rightrightarrows rightsquigarrow rightthreetimes risingdotseq rm
    rmoustache rq rrangle rrbracket rrparenthesis rtimes rupee rvert scriptscriptstyle
    scriptsize scriptstyle searrow sec sect setminus sf sh sharp sideset sigma sim simcolon
    simcoloncolon simeq sin sinh sixptsize slashed small smile sout space spades spadesuit
    sphericalangle sqcap sqcup sqrt sqsubset sqsubseteq sqsupset sqsupseteq square ss stackrel
    star stareq sub sube subset subseteq subseteqq subsetneq subsetneqq succ succapprox
    succcurlyeq succeq succnapprox succneqq succnsim succsim sum sumint sup supe supset supseteq
    supseteqq supsetneq supsetneqq surd swarrow symbf tag tan tanh tau tbinom text
    textasciicircum textbackslash textbar textbardbl textbf textbraceleft textbraceright
    textdagger textdaggerdbl textdegree textdollar textellipsis textemdash textendash
    textgreater textit textless textquotedblleft textquotedblright textquoteleft textquoteright
    textregistered textrm textsc textsf textsterling textstyle texttt textunderscore textyen
    tfrac tg th therefore theta thetasym thickspace thinspace tilde times tiny to top triangle
    triangledown triangleleft trianglelefteq triangleq triangleright trianglerighteq tt
    twoheadleftarrow twoheadrightarrow u uArr uarr ulcorner underbar underbrace underbracket
    undergroup underleftarrow underleftrightarrow underline underparen underrightarrow underset
    unlhd unrhd uparrow updownarrow upharpoonleft upharpoonright uplus upsilon upuparrows
    urcorner v vDash varDelta varGamma varLambda varOmega varPhi varPi varPsi varSigma varTheta
    varUpsilon varXi varepsilon varkappa varnothing varointclockwise varphi varpi varrho
    varsigma varsubsetneq varsubsetneqq varsupsetneq varsupsetneqq vartheta vartriangle
    vartriangleleft vartriangleright vcentcolon vdash vdots vec vee veebar veeeq vert
    vertoverlay vphantom wedge wedgeq weierp widehat wp wr xLeftarrow xLeftrightarrow
    xRightarrow xcancel xhookleftarrow xhookrightarrow xi xleftarrow xleftharpoondown
    xleftharpoonup xleftrightarrow xleftrightharpoons xlongequal xmapsto xrightarrow
    xrightharpoondown xrightharpoonup xrightleftharpoons xtofrom xtwoheadleftarrow
    xtwoheadrightarrow yen zeta
";
