//! The tree against `serde_yaml`, which reads the same documents another way.

use proptest::prelude::*;

use super::{Node, events, read, simple};
use crate::diagnostic::Code;
use crate::source::{FileId, SourceFile, Sources, Span};

fn file(text: &str) -> FileId {
    Sources::new().add(SourceFile {
        name: "a.yaml".to_owned(),
        path: None,
        text: text.to_owned(),
        skipped: 0,
    })
}

/// The tree of `text`, in which nothing may be wrong but what a lint sees in its values.
fn tree(text: &str) -> Node {
    let read = read(text, file(text), 0..text.len(), &[]);
    let unread = read.diagnostics.iter().find(|it| it.code == Code::YamlSyntax);
    assert_eq!(unread, None, "{text}");
    read.value.unwrap_or_else(|| panic!("nothing in {text:?}"))
}

/// What `serde_yaml` reads.
fn oracle(text: &str) -> serde_json::Value {
    let value: serde_yaml::Value = serde_yaml::from_str(text).unwrap();
    serde_json::to_value(value).unwrap()
}

#[test]
fn every_way_to_write_a_value_is_read_as_serde_yaml_reads_it() {
    for text in [
        "a: 1\nb: -2.5\nc: true\nd: ~\ne:\nf: null\ng: 'null'\nh: 1e3\ni: .5",
        "plain: a b\n  c\n\n  d\nquoted: 'it''s\n  folded'\ndouble: \"a\\n\\u4e2d\\\n  b\"",
        "literal: |\n  a\n   b\n\n  c\n\nfolded: >\n  a\n  b\n\n  c\nstrip: |-\n  x\n\nkeep: |+\n  x\n\nend: 1",
        "indented: |2\n    x\n  y\ncomment: | # c\n  z # kept\n",
        "list:\n- a\n-\n- - b\n  - c\n- d: e\n  f: g\n  h:\n  - i",
        "flow: [a, 'b, c', {d: e, f: [g]}, [], {}]\nmulti: [\n  a,\n  b,\n]\nmap: {a: 1, 'b': 2}",
        "anchor: &x {a: 1}\nalias: *x\nlist: [&y 中文, *y]",
        "'quoted key': 1\n\"other\": 2\n中文 键: 3\nhttp://a.b: 4\na#b: c#d",
        "# comment\na: b # comment\n\n# another\nc: d",
        "a: 残差\r\nb: |\r\n  第一行\r\n  second\r\nc: 'x'\r\n",
        "- a\n- b: c",
        "one text",
    ] {
        assert_eq!(tree(text).to_json(), oracle(text), "{text}");
    }
}

#[test]
fn a_key_that_stands_twice_is_found_in_short_maps_and_long_ones() {
    for (keys, again) in [(3, 0), (16, 15), (17, 16), (18, 0), (60, 40)] {
        let mut lines: Vec<String> = (0..keys).map(|key| format!("k{key}: {key}\n")).collect();
        lines.push(format!("k{again}: again\nend: 1\n"));
        let text = lines.concat();
        let read = read(&text, file(&text), 0..text.len(), &[]);
        let told: Vec<_> =
            read.diagnostics.iter().map(|it| (it.code, it.related[0].0.range())).collect();
        let first = text.find(&format!("k{again}: ")).unwrap();
        let length = format!("k{again}").len();
        assert_eq!(told, [(Code::DuplicateKey, first..first + length)], "{text}");
    }
}

#[test]
fn every_scalar_stands_where_its_place_says() {
    let text = "标题: 残差 # c\nq: 'it''s'   # d\nd: &a \"x\" # e\nb: | # f\n  块\n\nl: [甲, \"乙\"]\nt: !!str 5\n";
    let node = tree(text);
    let mut raw = Vec::new();
    scalars(&node, &mut raw);
    let raw: Vec<&str> = raw.into_iter().map(|span| &text[span.range()]).collect();
    assert_eq!(raw, ["残差", "'it''s'", "\"x\"", "| # f\n  块", "甲", "\"乙\"", "5"]);
}

fn scalars(node: &Node, spans: &mut Vec<Span>) {
    match &node.value {
        super::Value::Null => {}
        super::Value::Scalar(_) => spans.push(node.span),
        super::Value::Seq(items) => items.iter().for_each(|item| scalars(item, spans)),
        super::Value::Map(entries) => entries.iter().for_each(|(_, node)| scalars(node, spans)),
    }
}

/// Values as a program writes them.
fn any_value() -> impl Strategy<Value = serde_json::Value> {
    let text = prop_oneof![
        "\\PC{0,20}",
        "[a-z：: #'\"\\[\\]{}&*!|>%@`\\\\\n-]{0,24}",
        "[a\u{85}\u{2028}\u{2029}]{1,4}",
        Just("残差网络：深".to_owned()),
        Just("1706.03760".to_owned()),
        Just("no".to_owned()),
    ];
    let leaf = prop_oneof![
        Just(serde_json::Value::Null),
        any::<bool>().prop_map(Into::into),
        any::<i32>().prop_map(Into::into),
        (-1.0e6..1.0e6).prop_map(|n: f64| n.into()),
        text.prop_map(Into::into),
    ];
    leaf.prop_recursive(4, 40, 6, |inner| {
        prop_oneof![
            prop::collection::vec(inner.clone(), 0..6).prop_map(Into::into),
            prop::collection::btree_map("[a-z_]{1,8}|[\\u4e00-\\u4e20]{1,3}", inner, 0..6)
                .prop_map(|map| serde_json::Value::Object(map.into_iter().collect())),
        ]
    })
}

proptest! {
    #[test]
    fn what_serde_yaml_writes_is_read_as_it_was(value in any_value()) {
        // A block that is one text with a colon in it is taken for a key without its space.
        let value = serde_json::json!({ "value": value });
        let text = super::to_string(&value).unwrap();
        let read = read(&text, file(&text), 0..text.len(), &[]);
        let unread = read.diagnostics.iter().find(|it| it.code == Code::YamlSyntax);
        prop_assert_eq!(unread, None, "{}", text);
        let json = read.value.map_or(serde_json::Value::Null, |node| node.to_json());
        prop_assert_eq!(json, value, "{}", text);
    }
}

/// Whether `text` is simple; if it is, its tree is the scanner's.
fn is_simple(text: &str) -> bool {
    let file = file(text);
    let Some(simple) = simple::read(text, file, 7) else { return false };
    let Ok(scanned) = events::scanned(text, file, 7) else { panic!("not YAML: {text:?}") };
    assert_eq!(Some(simple), scanned.root, "{text:?}");
    assert!(scanned.marked.is_empty() && scanned.diagnostics.is_empty(), "{text:?}");
    true
}

#[test]
fn what_is_simple_is_read_as_the_scanner_reads_it() {
    for text in [
        "a: 1",
        "title: 残差学习\nauthors:\n- He, K.\n- 张三\n\nyear: 2016\n",
        "a:\n  b:\n    - c: d\n      e: [f, 'it''s', \"x \\\" \\\\\"]\n    - g\n  h: {i: j, k: [], l: {}}\n",
        "list:\n  - - c\n    - d\n",
        "text: |\n  one\n   two\n\n  three\nnext: |-\n  x # y: z\n\nend: 1\n",
        "a: b  \nc: http://a.b/c#d\ne: -1\nf : g\nh i: 'j'  \n",
        "- a\n- b: c\n  d: [e]\n",
        "  a: b\n  c: d",
        "a: {b: c d , e: f}\ng: [ h , i ]",
        "空　: 全　角　\nb: c\n",
    ] {
        assert!(is_simple(text), "{text:?}");
    }
    for text in [
        "a",
        "a: &b c",
        "a: *b",
        "a: !b c",
        "a: # b",
        "a: b # c",
        "# a\nb: c",
        "a:\tb",
        "a: b\r\n",
        "a:",
        "a: ~",
        "a: null",
        "a: b\n  c",
        "'a': b",
        "a: b\na: c",
        "a: b: c",
        "a: >\n  b\n",
        "? a",
        "a: 'b",
        "a: \"\\n\"",
        "a: [b",
        "a: [b: c]",
        "a: {b}",
        "a: {b: }",
        "a: - b",
        "a: |\n\n  b\n",
        "a: |\n  b",
        "a:\n    b: c\n  d: e",
        "- a\nb: c",
        "---\na: b",
        "a: @b",
        "a: [b]c",
        "a: 'b' c",
        "a:\n- b\n c: d",
        "a: [b\n]",
        "a: \u{feff}b",
    ] {
        assert!(!is_simple(text), "{text:?}");
    }
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(20_000))]

    #[test]
    fn what_looks_simple_is_read_as_the_scanner_reads_it(
        text in r"( {0,4}(- ){0,2}([a-c]|题|a b|'a'|null)(: ?|：|:  )?(\[|\{|'|\x22|\||\|-|>|-|&|#|\?)?([a-c]|题|1|-|~| |:|: |#| #|,|, |\[|\]|\{|\}|'|\x22|\\|　){0,7} ?\n{1,2}){1,6}"
    ) {
        is_simple(&text);
    }

    #[test]
    fn what_is_simple_is_read_so_however_it_is_nested(
        text in r"(a|b|c|题 d): ?(\||\|-|x y|[a-z]{1,9}|-2|'it''s'|\x22a\\\x22b\x22|\[x, \{y: z\}\]|\{x: \[y,z \], w: v\})?\n((  |    |      |)(- ){0,2}((a|b|c|题|　)(: |:))?(x|x:y|- x|'x'|\[\]|a: b)?\n\n?){0,6}"
    ) {
        is_simple(&text);
    }
}
