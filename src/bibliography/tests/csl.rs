use serde_json::json;

use crate::bibliography::{read_bibtex, read_csl_json, write_csl_json};

#[test]
fn entries_become_csl_items_of_the_right_type() {
    let (entries, _) = read_bibtex(
        "@inproceedings{he, title={Deep}, author={van der Maaten, L. and {Open AI} and 张三}, booktitle={CVPR},
           pages={770--778}, year=2016, month=jun, doi={10.1/x}, address={Las Vegas}, mood={good}}
         @misc{adam, title={Adam}, eprint={1412.6980}, archiveprefix={arXiv}}
         @phdthesis{t, school={MIT}}
         @dataset{d, url={https://d.org}}",
    );
    let items = write_csl_json(&entries.iter().collect::<Vec<_>>());
    assert_eq!(
        items[0],
        json!({
            "id": "he", "type": "paper-conference", "title": "Deep", "container-title": "CVPR",
            "author": [
                {"family": "Maaten", "given": "L.", "non-dropping-particle": "van der"},
                {"literal": "Open AI"}, {"literal": "张三"},
            ],
            "issued": {"date-parts": [[2016, 6]]}, "page": "770-778", "DOI": "10.1/x",
            "publisher-place": "Las Vegas", "custom": {"mood": "good"},
        })
    );
    let types: Vec<_> = (0..4).map(|at| items[at]["type"].as_str().unwrap_or_default()).collect();
    assert_eq!(types, ["paper-conference", "article", "thesis", "dataset"]);
    assert_eq!(items[1]["number"], "arXiv:1412.6980");
    assert_eq!((&items[2]["publisher"], &items[2]["genre"]), (&json!("MIT"), &json!("PhD thesis")));
    let (again, problems) = read_csl_json(&items.to_string());
    assert_eq!(problems, []);
    for (mut before, mut after) in entries.into_iter().zip(again) {
        // A JSON object has no order.
        before.fields.sort();
        after.fields.sort();
        after.range = before.range.clone();
        assert_eq!(before, after);
    }
}

#[test]
fn items_of_other_tools_are_understood() {
    let (entries, problems) = read_csl_json(
        r#"[{"id": 7, "type": "article-journal", "title": "A  <i>B</i> &lt; <x>", "volume": 3,
             "author": [{"family": "张", "given": "三"}, {"name": "x"}], "page": "1-2",
             "issued": {"date-parts": [["2012", 5, null]]}, "PMID": "9"},
            {"id": "r", "type": "motion_picture", "issued": {"raw": "2012-05-24"}}]"#,
    );
    assert_eq!(problems, []);
    let first = &entries[0];
    assert_eq!((first.key.as_str(), first.kind.as_str()), ("7", "article"));
    assert_eq!(first.title.as_deref(), Some("A B &lt; <x>"));
    assert_eq!(first.authors.iter().map(ToString::to_string).collect::<Vec<_>>(), ["张三"]);
    assert_eq!((first.date.and_then(|d| d.month), first.field("pmid")), (Some(5), Some("9")));
    assert_eq!(
        (entries[1].kind.as_str(), entries[1].date.and_then(|d| d.day)),
        ("motion_picture", Some(24))
    );
}

#[test]
fn one_bad_item_is_one_problem_and_the_rest_is_read() {
    for (text, problem, at, keys) in [
        (
            "[{\"id\":\"a\",\n \"title\" \"x\"}, {\"id\":\"b\"}]",
            "this is not JSON: expected `:`",
            "\"x",
            "b",
        ),
        ("[{\"id\":\"a\"}, {\"id\":\"b\"", "this item is not closed with `}`", "{\"id\":\"b", "a"),
        (
            "[{\"id\":\"a\"}, {\"id\":\"a\"}]",
            "the id `a` is taken by an earlier item",
            "{\"id\":\"a\"}]",
            "a a",
        ),
        ("[{\"title\":\"Deep Nets\"}]", "this item has no `id`", "{", "deep"),
        ("hello", "this is not CSL-JSON", "hello", ""),
        ("[]", "", "", ""),
    ] {
        let (entries, problems) = read_csl_json(text);
        let message = problems.first().map_or("", |problem| problem.message.as_str());
        assert_eq!(message, problem, "{text}");
        if let Some(problem) = problems.first() {
            assert!(text[problem.range.start..].starts_with(at), "{text}: {:?}", problem.range);
        }
        let read: Vec<&str> = entries.iter().map(|entry| entry.key.as_str()).collect();
        assert_eq!(read.join(" "), keys, "{text}");
    }
}
