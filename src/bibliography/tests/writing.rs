use proptest::prelude::*;

use crate::bibliography::{Date, Entry, Name, Person, read_bibtex, write_bibtex};

#[test]
fn an_entry_is_written_in_a_fixed_order_and_escaped() {
    let (entries, _) = read_bibtex(
        "@Article{k, url={http://x.org/a_b}, note={50\\% \\_ \\{x\\}}, year=2012, month=may,
         Title={{CNN}s \\& $x_1$ for caf\\'e -- {\\TeX}}, author={van der Maaten, L. and {A and B} and 张三 and others},
         journal={J}, pages={1-2}, eprint={1706.03762}, archiveprefix={arXiv}}",
    );
    insta::assert_snapshot!(write_bibtex(&[&entries[0]]), @r"
    @article{k,
      title = {{CNN}s \& $x_1$ for café -- TeX},
      author = {van der Maaten, L. and {A and B} and 张三 and others},
      journal = {J},
      year = {2012},
      month = may,
      pages = {1--2},
      eprint = {1706.03762},
      archivePrefix = {arXiv},
      url = {http://x.org/a_b},
      note = {50\% \_ \textbraceleft{}x\textbraceright{}}
    }
    ");
}

#[test]
fn a_parent_is_named_only_if_it_is_written_too() {
    let (entries, _) = read_bibtex("@inbook{a, crossref={b}} @book{b, title={B}}");
    assert!(!write_bibtex(&[&entries[0]]).contains("crossref"));
    assert!(write_bibtex(&[&entries[0], &entries[1]]).contains("crossref = {b}"));
}

#[test]
fn a_line_of_a_value_that_begins_as_an_entry_does_is_none() {
    for value in ["a\n@book(b, c", "a\r\n \t@book(b", "a      @b(", " @b(c", "a\n\n@b(c\n@d(e"] {
        let (entries, _) = read_bibtex(&format!("@misc{{k, xref = \"{value}\"}}"));
        let written = write_bibtex(&entries.iter().collect::<Vec<_>>());
        let (again, problems) = read_bibtex(&written);
        assert_eq!((again.len(), problems), (entries.len(), vec![]), "{written}");
    }
    let (entries, _) = read_bibtex("@misc{k, note = \"one\n\n@two, x@y.z\"}");
    let written = write_bibtex(&entries.iter().collect::<Vec<_>>());
    assert!(written.contains("@two, x@y.z"), "{written}");
}

/// Texts with everything that TeX and BibTeX might stumble over.
fn odd_text() -> impl Strategy<Value = String> {
    let word = prop_oneof![
        "[a-zA-Z0-9]{1,6}",
        "[\\\\{}$&%#_~^\"'`,@=<>-]{1,4}",
        Just("深度学习".to_owned()),
        Just("$x_1$".to_owned()),
        Just("and".to_owned()),
        Just("é".to_owned()),
    ];
    // One trailing letter, so that a word never ends in a backslash before a space.
    proptest::collection::vec(word, 1..5).prop_map(|words| words.join(" "))
}

fn name() -> impl Strategy<Value = Name> {
    let part = "[A-Z][a-zé]{1,7}";
    let person = (part, proptest::option::of("[A-Z][a-z]{0,5}( [A-Z]\\.)?"), proptest::bool::ANY);
    prop_oneof![
        person.prop_map(|(family, given, van)| Name::Person(Person {
            family,
            particle: (van && given.is_some()).then(|| "van der".to_owned()),
            given,
            suffix: None,
        })),
        "[A-Z][a-z]{1,5} and [A-Z][a-z]{1,5}".prop_map(Name::Literal),
        "\\p{Han}{2,3}"
            .prop_filter("all assigned to Han names", |text| text
                .chars()
                .all(super::super::entry::is_han))
            .prop_map(Name::Literal),
    ]
}

#[test]
fn a_formula_with_a_stray_brace_does_not_end_its_field() {
    let entry = Entry {
        key: "key".to_owned(),
        kind: "article".to_owned(),
        title: Some(r"$\} $x_1$".to_owned()),
        fields: vec![("note".to_owned(), "a".to_owned())],
        ..Entry::default()
    };
    let (read, problems) = read_bibtex(&write_bibtex(&[&entry]));
    assert_eq!(problems, []);
    assert_eq!(read[0].fields, entry.fields);
}

proptest! {
    #[test]
    fn what_is_written_is_read_back(
        title in odd_text(),
        note in odd_text(),
        url in "https://x\\.org/[a-z_%~&?=#{}-]{0,8}",
        authors in proptest::collection::vec(name(), 0..4),
        date in proptest::option::of((1000..2999_i32, proptest::option::of(1..=12_u8))),
    ) {
        let entry = Entry {
            key: "key".to_owned(),
            kind: "article".to_owned(),
            title: Some(title),
            authors,
            date: date.map(|(year, month)| Date { year, month, day: None }),
            url: Some(url),
            fields: vec![("note".to_owned(), note)],
            ..Entry::default()
        };
        // What plain text loses in TeX it loses once: after that, nothing.
        let (first, problems) = read_bibtex(&write_bibtex(&[&entry]));
        prop_assert_eq!(&problems, &[]);
        let mut first = first;
        let mut read = first.remove(0);
        prop_assert_eq!(&read.authors, &entry.authors);
        prop_assert_eq!(read.date, entry.date);
        let (second, _) = read_bibtex(&write_bibtex(&[&read]));
        let mut again = second.into_iter().next().unwrap_or_default();
        read.range = 0..0;
        again.range = 0..0;
        prop_assert_eq!(read, again);
    }
}
