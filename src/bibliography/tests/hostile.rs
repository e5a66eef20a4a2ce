use proptest::prelude::*;

use crate::bibliography::{
    Citation, Cited, Date, Entry, Formatter, Locale, Name, Person, Style, read_bibtex,
    read_csl_json, to_html, write_bibtex, write_csl_json,
};
use crate::testing::assert_linear;

fn read(text: &str) {
    let (entries, _) = read_bibtex(text);
    write_bibtex(&entries.iter().collect::<Vec<_>>());
    read_csl_json(text);
}

#[test]
fn four_times_the_file_takes_at_most_six_times_as_long() {
    for shape in [
        "@a{b,c={",
        "@a{b,c={\n",
        "@a{b,c=\"",
        "@",
        "@a",
        "@a{",
        "{",
        "}",
        "\\'{",
        "\\a{",
        "$",
        "{}",
        "@string{a=a#a}\n",
        "@a{k,x=a#a#a}\n",
        "@a{k,crossref={k}}\n",
        " @",
        "% @a\n",
        "@a{k, author={A and B and C}}\n",
        "@a{k,\n",
        "a and ",
        "@comment{",
        "[{",
        "{\"a\":",
        "@a{b,c={\\'\\'\\'{$x",
    ] {
        let file = |count: usize| {
            format!("@x{{y, title={{{}}}}}\n{}", shape.repeat(count), shape.repeat(count))
        };
        let (small, large) = (file(5_000), file(20_000));
        assert_linear(shape, || read(&small), || read(&large));
    }
}

#[test]
fn strings_that_double_each_other_end_in_one_problem() {
    let doubled = |n: usize| format!("@string{{s{n} = s{} # s{}}}\n", n - 1, n - 1);
    let strings: String = (1..64).map(doubled).collect();
    let text = format!("@string{{s0 = {{aaaaaaaaaa}}}}\n{strings}@misc{{a, title = s63}}");
    let (entries, problems) = read_bibtex(&text);
    assert_eq!(entries.len(), 1);
    assert_eq!(problems.len(), 1);
    assert!(problems[0].message.contains("outgrow"), "{problems:?}");
}

fn any_name() -> impl Strategy<Value = Name> {
    prop_oneof![
        Just(Name::Others),
        ".{0,12}".prop_map(Name::Literal),
        (
            ".{0,8}",
            proptest::option::of(".{0,8}"),
            proptest::option::of("[a-z ]{0,6}"),
            proptest::option::of("Jr\\.?|.{0,3}")
        )
            .prop_map(|(family, given, particle, suffix)| {
                Name::Person(Person { family, given, particle, suffix })
            }),
    ]
}

fn any_entry() -> impl Strategy<Value = Entry> {
    let text = || proptest::option::of(prop_oneof![".{0,20}", "[0-9–,& -]{0,24}", "[0-9]{0,30}"]);
    let kinds = prop_oneof![
        Just("article"),
        Just("inproceedings"),
        Just("incollection"),
        Just("book"),
        Just("misc"),
        Just("phdthesis"),
        Just("techreport"),
        Just("online"),
        Just("patent"),
        Just("legislation"),
        Just("zettel"),
        Just("song"),
    ];
    let field = (
        "address|edition|series|note|school|year|month|pubstate|urldate|chapter|type|version|eventtitle",
        ".{0,16}|[0-9-]{0,12}",
    );
    (
        kinds,
        proptest::collection::vec(any_name(), 0..5),
        proptest::collection::vec(any_name(), 0..3),
        proptest::option::of((
            any::<i32>(),
            proptest::option::of(any::<u8>()),
            proptest::option::of(any::<u8>()),
        )),
        proptest::collection::vec(text(), 10),
        proptest::collection::vec(field, 0..6),
    )
        .prop_map(|(kind, authors, editors, date, mut texts, fields)| {
            let mut next = || texts.pop().flatten();
            Entry {
                key: next().unwrap_or_default(),
                kind: kind.to_owned(),
                title: next(),
                authors,
                editors,
                date: date.map(|(year, month, day)| Date { year, month, day }),
                container: next(),
                publisher: next(),
                volume: next(),
                number: next(),
                pages: next(),
                doi: next(),
                url: next(),
                language: next(),
                fields,
                ..Entry::default()
            }
        })
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(400))]

    /// The release build aborts on a panic: hayagriva must not get the chance.
    #[test]
    fn any_entry_is_formatted_and_written(entries in proptest::collection::vec(any_entry(), 1..4)) {
        let all: Vec<&Entry> = entries.iter().collect();
        write_csl_json(&all);
        write_bibtex(&all);
        let items = || (0..=entries.len()).map(|entry| Cited { entry, locator: Some("3".to_owned()) });
        let citations = [
            Citation { narrative: false, items: items().collect() },
            Citation { narrative: true, items: items().collect() },
        ];
        for style in Style::ALL {
            let formatter = Formatter::new(style, entries.clone());
            for locale in [Locale::En, Locale::Zh] {
                let page = formatter.cite(locale, &citations);
                prop_assert_eq!(page.references.len(), entries.len());
                for reference in page.references {
                    let html = to_html(&reference.runs, &|_| String::new());
                    let tags = ["<i>", "</i>", "<b>", "</b>", "<sup>", "</sup>", "<sub>", "</sub>", "<span class=\"small-caps\">", "</span>", "</a>"];
                    let bare = tags.iter().fold(html, |html, tag| html.replace(tag, ""));
                    for tag in bare.split('<').skip(1) {
                        prop_assert!(tag.starts_with("a href=\"http"), "{}", bare);
                    }
                }
            }
        }
    }

    #[test]
    fn any_text_is_read(text in "(@|\\{|\\}|\"|,|=|#|%|\\\\|\\$|[a-z ]|\n|é|张|[0-9]|and|\\(|\\)){0,80}") {
        let (entries, problems) = read_bibtex(&text);
        for range in entries.iter().map(|e| &e.range).chain(problems.iter().map(|p| &p.range)) {
            prop_assert!(text.get(range.clone()).is_some(), "{:?}", range);
        }
        let (entries, problems) = read_bibtex(&format!("@misc{{{text}"));
        write_bibtex(&entries.iter().collect::<Vec<_>>());
        prop_assert!(entries.len() + problems.len() > 0);
        read_csl_json(&text.replace('@', "\"a\":{"));
    }
}

#[test]
fn a_fault_beside_a_wide_character_has_a_place() {
    for text in ["@@\\{%é", "@a{é", "@string{é", "@a(é"] {
        let (_, problems) = read_bibtex(text);
        assert!(problems.iter().all(|problem| text.get(problem.range.clone()).is_some()), "{text}");
    }
}
