//! The tree against `serde_yaml`, which reads the same documents another way.

use proptest::prelude::*;

use super::{Node, read};
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
