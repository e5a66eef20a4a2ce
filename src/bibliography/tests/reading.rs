use crate::bibliography::{Entry, Problem, ProblemKind, read_bibtex, read_bibtex_files};

fn one(text: &str) -> Entry {
    let (mut entries, problems) = read_bibtex(text);
    assert_eq!(problems, [], "{text}");
    assert_eq!(entries.len(), 1, "{text}");
    entries.remove(0)
}

/// An entry as one line: what is not there is left out.
fn line(entry: &Entry) -> String {
    let names = |names: &[crate::bibliography::Name]| {
        names.iter().map(ToString::to_string).collect::<Vec<_>>().join("; ")
    };
    let mut parts = vec![format!("@{} {}", entry.kind, entry.key)];
    for (name, value) in [
        ("title", entry.title.clone()),
        ("author", Some(names(&entry.authors))),
        ("editor", Some(names(&entry.editors))),
        ("date", entry.date.map(|d| format!("{}/{:?}/{:?}", d.year, d.month, d.day))),
        ("in", entry.container.clone()),
        ("pages", entry.pages.clone()),
        ("doi", entry.doi.clone()),
        ("arxiv", entry.arxiv.clone()),
        ("url", entry.url.clone()),
    ] {
        if let Some(value) = value.filter(|value| !value.is_empty()) {
            parts.push(format!("{name}={value}"));
        }
    }
    parts.extend(entry.fields.iter().map(|(name, value)| format!("+{name}={value}")));
    parts.join(" | ")
}

#[test]
fn entries_are_read_however_people_and_tools_write_them() {
    for (text, expected) in [
        // BOM, CRLF, parentheses, quotes, upper case, no last comma.
        (
            "\u{feff}@ARTICLE(a,\r\n Title = \"T\",\r\n YEAR = 2012)",
            "@article a | title=T | date=2012/None/None",
        ),
        (
            "@misc{a, title={A} # \" B\", month=jun, year=2012}",
            "@misc a | title=A B | date=2012/Some(6)/None",
        ),
        (
            "@misc{a, title={T}, % why not\n year=2012 % here\n}",
            "@misc a | title=T | date=2012/None/None",
        ),
        ("% @misc{no, title={N}}\n@misc{a, title={T}}", "@misc a | title=T"),
        ("me@example.com wrote\n@misc{a, title={T}}", "@misc a | title=T"),
        ("@comment{x @misc{no}} @misc{a, title={T}}", "@misc a | title=T"),
        ("@string{j = {J. of X}} @article{a, journal = j # { B}}", "@article a | in=J. of X B"),
        ("@preamble{ \"x\" # \"y\" } @misc{a, year = ,}", "@misc a"),
        // Escapes left out.
        ("@misc{a, title={R & D: 5% of a_b for $5}}", "@misc a | title=R & D: 5% of a_b for $5"),
        (
            "@misc{a, title={R \\& D in $\\mathbb{R}^2$ and {\\'e}t\\'{e} na\\\"{\\i}ve \\\"Uber}}",
            "@misc a | title=R & D in $\\mathbb{R}^2$ and été naïve Über",
        ),
        (
            "@misc{a, title={\\emph{E. coli}~1--2 ``x'' \\foo\\ y}}",
            "@misc a | title=E. coli 1–2 “x” \\foo y",
        ),
        // Chinese authors, split as people do.
        (
            "@article{a, author={张三 and {李四}}, journal={软件学报}}",
            "@article a | author=张三; 李四 | in=软件学报",
        ),
        ("@article{a, author={张三, 李四, 王五}}", "@article a | author=张三; 李四; 王五"),
        (
            "@misc{a, author={{Barnes and Noble} and Doe, Jane and others}}",
            "@misc a | author=Barnes and Noble; Jane Doe; et al.",
        ),
        // Dates.
        ("@misc{a, date={2012-05-24}}", "@misc a | date=2012/Some(5)/Some(24)"),
        ("@misc{a, date={2012-05/2013}}", "@misc a | date=2012/Some(5)/None | +date=2012-05/2013"),
        ("@misc{a, year={in press}}", "@misc a | +year=in press"),
        ("@misc{a, year={2012年}}", "@misc a | date=2012/None/None | +year=2012年"),
        ("@misc{a, year=2012, month=\"24~\" # may}", "@misc a | date=2012/Some(5)/Some(24)"),
        (
            "@misc{a, year=2012, month={July-August}}",
            "@misc a | date=2012/Some(7)/None | +month=July-August",
        ),
        // arXiv in its four places; what holds it stays.
        (
            "@misc{a, eprint={1706.03762v5}, archivePrefix={arXiv}, primaryClass={cs.CL}}",
            "@misc a | arxiv=1706.03762v5 | +primaryclass=cs.CL",
        ),
        (
            "@article{a, journal={arXiv preprint arXiv:1706.03760}}",
            "@article a | in=arXiv preprint arXiv:1706.03760 | arxiv=1706.03760",
        ),
        (
            "@misc{a, url={http://arxiv.org/abs/hep-th/9901001v2}}",
            "@misc a | arxiv=hep-th/9901001v2 | url=http://arxiv.org/abs/hep-th/9901001v2",
        ),
        (
            "@misc{a, doi={https://doi.org/10.48550/arXiv.1706.03762}}",
            "@misc a | doi=10.48550/arXiv.1706.03762 | arxiv=1706.03762",
        ),
        (
            "@misc{a, eprint={12345}, eprinttype={jstor}}",
            "@misc a | +eprint=12345 | +eprinttype=jstor",
        ),
        // Addresses are not prose.
        (
            "@misc{a, url={\\url{http://x.org/a--b\\_c\\%20~d}}, pages={10-12, 5--6, S7 - S9, iv-x}}",
            "@misc a | pages=10–12, 5–6, S7–S9, iv-x | url=http://x.org/a--b_c%20~d",
        ),
        // Unknown kinds and fields, Zotero's file field.
        (
            "@Zettel{a, Mood = {good}, file = {PDF:C\\:\\\\x.pdf:application/pdf}}",
            "@zettel a | +mood=good | +file=PDF:C\\:\\\\x.pdf:application/pdf",
        ),
    ] {
        assert_eq!(line(&one(text)), expected, "{text}");
    }
}

#[test]
fn braces_tell_which_capitals_of_a_title_stay() {
    for (title, expected) in [
        ("{CNN} for {ImageNet}", vec!["CNN", "ImageNet"]),
        ("{{Deep Learning}}", vec!["Deep Learning"]),
        ("The {\\'E}cole of {{A}B}", vec!["AB"]),
        ("none", vec![]),
    ] {
        let entry = one(&format!("@misc{{a, title = {{{title}}}}}"));
        let text = entry.title.clone().unwrap_or_default();
        let held: Vec<&str> = entry.protected.iter().map(|range| &text[range.clone()]).collect();
        assert_eq!(held, expected, "{title}");
    }
}

/// Problems as `line: kind: message`, and the keys that are read nevertheless.
fn faults(text: &str) -> (String, String) {
    let (entries, problems) = read_bibtex(text);
    let show = |problem: &Problem| {
        let line = text[..problem.range.start].matches('\n').count() + 1;
        format!("{line}: {:?}: {}", problem.kind, problem.message)
    };
    let keys: Vec<&str> = entries.iter().map(|entry| entry.key.as_str()).collect();
    (problems.iter().map(show).collect::<Vec<_>>().join("\n"), keys.join(" "))
}

#[test]
fn one_bad_entry_is_one_problem_at_its_place_and_the_rest_is_read() {
    for (text, problem, keys) in [
        (
            "@misc{a,\n title={T}\n year=2012\n}\n@misc{b}",
            "2: Syntax: expected `,` between two fields",
            "a b",
        ),
        (
            "@misc{a,\n title={T\n}\n@misc{b}\n",
            "1: Syntax: this entry is not closed with `}`",
            "a b",
        ),
        (
            "@misc{a,\n author 💯 {X},\n year=1\n}\n@misc{b}",
            "2: Syntax: expected `=` after `author`",
            "a b",
        ),
        ("@misc{a\n title={T}}\n@misc{b}", "1: Syntax: expected `,` after the key `a`", "a b"),
        ("@misc{a,\n title=\"T}\n@misc{b}", "2: Syntax: the value of `title` is not closed", "a b"),
        ("@misc\n@misc{b}", "1: Syntax: expected `{` after `@misc`", "b"),
        (
            "@misc{\n title={Deep Nets}, author={He, K.}}",
            "1: MissingKey: this entry has no citation key",
            "hedeep",
        ),
        (
            "@misc{a}\n@misc{a, title={x}}",
            "2: DuplicateKey: the key `a` is taken by an earlier entry",
            "a a",
        ),
        (
            "@misc{a,\ntitle={x},\nTitle={y}}",
            "3: DuplicateField: `a` has a field `title` already; this one is not used",
            "a",
        ),
        (
            "@misc{a, title=acl}\n@misc{b, title=acl}",
            "1: UnknownString: no `@string` defines `acl`",
            "a b",
        ),
        (
            "@misc{a, crossref={nobody}}",
            "1: UnknownParent: no entry has the key `nobody` that this one refers to",
            "a",
        ),
        ("@misc{a, crossref={a}}", "1: UnknownParent: `a` is a parent of itself", "a"),
        ("@misc{a,\n date={2012-13}}", "2: BadDate: `2012-13` is not a date", "a"),
    ] {
        assert_eq!(faults(text), (problem.to_owned(), keys.to_owned()), "{text}");
    }
}

#[test]
fn a_second_key_names_both_places() {
    let text = "@misc{same}\n@misc{same}";
    let (_, problems) = read_bibtex(text);
    assert_eq!(problems[0].kind, ProblemKind::DuplicateKey);
    assert_eq!((problems[0].range.clone(), problems[0].related.clone()), (18..22, Some(6..10)));
}

#[test]
fn an_entry_takes_over_what_its_parents_have() {
    let text = "@inproceedings{p, crossref={C}, title={P}, pages={1--2}}
        @article{x, xdata={d}, title={X}}
        @proceedings{c, title={Proc. of C}, booktitle={Proc. C}, editor={Ed, A.}, year=2001, publisher={Pub}}
        @xdata{d, journal={J}, year=1999}";
    let (entries, problems) = read_bibtex(text);
    assert_eq!(problems, []);
    assert_eq!(
        line(&entries[0]),
        "@inproceedings p | title=P | editor=A. Ed | date=2001/None/None | in=Proc. C | pages=1–2 | +crossref=C"
    );
    assert_eq!(entries[0].publisher.as_deref(), Some("Pub"));
    assert_eq!(line(&entries[1]), "@article x | title=X | date=1999/None/None | in=J | +xdata=d");
}

#[test]
fn files_that_belong_together_share_strings_and_parents() {
    let files = read_bibtex_files(&[
        "@string{pub = {Springer}}",
        "@incollection{a, crossref={book}}",
        "@book{book, title={B}, publisher=pub}",
    ]);
    assert!(files.iter().all(|(_, problems)| problems.is_empty()));
    let entry = &files[1].0[0];
    assert_eq!(
        (entry.container.as_deref(), entry.publisher.as_deref()),
        (Some("B"), Some("Springer"))
    );
}
