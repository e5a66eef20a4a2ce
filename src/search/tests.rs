//! What is found, read back from the shards as a browser does.

use proptest::prelude::*;

use super::*;

/// The terms of a text.
fn terms(text: &str) -> Vec<String> {
    let mut all = Vec::new();
    tokens(&fold(text), &mut |term| all.push(term.to_owned()));
    all
}

fn index(documents: &[(&str, &str)]) -> Index {
    let with_titles = documents.iter().map(|(title, _)| Document {
        title: (*title).to_owned(),
        kind: "paper",
        ..Document::default()
    });
    let texts: Vec<Vec<&str>> = documents.iter().map(|(_, text)| vec![*text]).collect();
    let bytes = documents.iter().map(|(_, text)| text.len()).sum();
    let shape = Shape::new(documents.len(), documents.len(), bytes);
    Index::new(shape, with_titles.collect(), &texts, "")
}

/// What a shard hands to its reader.
fn data(index: &Index, shard: Shard) -> serde_json::Value {
    let script = index.script(shard, |_| Vec::new());
    let json = script.strip_prefix("notesgenSearch(").unwrap().strip_suffix(")\n").unwrap();
    serde_json::from_str::<serde_json::Value>(&format!("[{json}]")).unwrap()[2].take()
}

/// Documents and weights of a term.
fn found(index: &Index, term: &str) -> Vec<(u32, u32)> {
    let manifest = data(index, Shard::Manifest);
    let firsts: Vec<&str> = manifest["firsts"].as_str().unwrap().split(' ').collect();
    let shard = firsts.partition_point(|first| *first <= term).saturating_sub(1);
    let text = data(index, Shard::Postings(shard));
    let lines = text.as_str().unwrap().lines();
    let Some(line) = lines.filter_map(|line| line.split_once(' ')).find(|line| line.0 == term)
    else {
        return Vec::new();
    };
    let alphabet = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_";
    let (mut number, mut shift, mut document) = (0, 0, 0);
    let mut all = Vec::new();
    for c in line.1.chars() {
        let digit = u32::try_from(alphabet.find(c).unwrap()).unwrap();
        number |= (digit & 31) << shift;
        shift += 5;
        if digit < 32 {
            document += number / 8;
            all.push((document, number % 8));
            (number, shift) = (0, 0);
        }
    }
    all
}

#[test]
fn texts_are_cut_into_words_and_pairs_of_characters() {
    for (text, expected) in [
        ("Deep Résidual-Nets 2015", &["deep", "residual", "nets", "2015"][..]),
        ("一段简单", &["一段", "段简", "简单", "单"]),
        ("网", &["网"]),
        ("用ＲｅＬＵ训练", &["用", "relu", "训练", "练"]),
        ("カタカナ", &["カタ", "タカ", "カナ", "ナ"]),
        ("ガ", &["ガ"]),
        ("한국어", &["한국", "국어", "어"]),
        ("x_1 + $\\alpha$", &["x", "1", "alpha"]),
        ("。，！", &[]),
        ("", &[]),
    ] {
        assert_eq!(terms(text), expected, "{text}");
    }
    assert_eq!(terms(&"a".repeat(60))[0].len(), 24);
}

#[test]
fn values_of_fields_are_terms() {
    for (value, term) in [
        ("Deep Learning", "g:deep-learning"),
        ("卷积神经网络", "g:卷积神经网络"),
        ("C++ / Rust", "g:c-rust"),
    ] {
        assert_eq!(tokens::field_term('g', value), term);
    }
}

#[test]
fn a_title_says_more_than_a_text_and_a_short_text_more_than_a_long_one() {
    let long = format!("dropout {}", "word ".repeat(3000));
    let index = index(&[("Dropout", "x"), ("b", "dropout"), ("c", &long), ("d", "none")]);
    let found = found(&index, "dropout");
    let documents: Vec<u32> = found.iter().map(|(document, _)| *document).collect();
    assert_eq!(documents, [0, 1, 2]);
    assert!(found[0].1 > found[1].1 && found[1].1 > found[2].1, "{found:?}");
}

#[test]
fn a_large_index_is_cut_into_shards_of_moderate_size() {
    let texts: Vec<String> = (0..400)
        .map(|n| {
            let words = (0..300).map(|k| format!("w{} 第{k}词", n * k % 7919));
            words.collect::<Vec<_>>().join(" ")
        })
        .collect();
    let documents: Vec<(&str, &str)> = texts.iter().map(|text| ("t", text.as_str())).collect();
    let index = index(&documents);
    assert!(index.shape.postings > 5, "{:?}", index.shape);
    for n in 0..index.shape.postings {
        let shard = index.script(Shard::Postings(n), |_| Vec::new());
        assert!(shard.len() < 64 * 1024, "shard {n} has {} bytes", shard.len());
    }
}

#[test]
fn a_shard_is_data_whatever_a_text_says() {
    let hostile = "</script><script>alert(1)</script>";
    let section =
        |id: &str| Section { id: id.to_owned(), title: hostile.to_owned(), text: hostile };
    let texts = |_| vec![section(""), section(hostile)];
    let script = index(&[("</script>", "x")]).script(Shard::Texts(0), texts);
    assert!(!script.contains('<'), "{script}");
}

proptest! {
    #[test]
    fn every_term_of_every_text_is_found_in_its_shard(
        texts in proptest::collection::vec("[a-c]{1,3}( [a-c深度学习残差\u{20000}é]{1,6}){0,8}", 1..30)
    ) {
        let documents: Vec<(&str, &str)> = texts.iter().map(|text| ("", text.as_str())).collect();
        let index = index(&documents);
        for (number, text) in texts.iter().enumerate() {
            for term in terms(text) {
                let found = found(&index, &term);
                prop_assert!(found.is_sorted());
                prop_assert!(found.iter().any(|(document, _)| *document as usize == number), "{term}");
            }
        }
    }

    #[test]
    fn the_number_of_threads_changes_nothing(
        texts in proptest::collection::vec("[a-d深度]{1,4}( [a-d学习]{1,4}){0,4}", 40..60)
    ) {
        let documents: Vec<(&str, &str)> = texts.iter().map(|text| ("t", text.as_str())).collect();
        let on = |threads| {
            let pool = rayon::ThreadPoolBuilder::new().num_threads(threads).build().unwrap();
            pool.install(|| index(&documents).postings)
        };
        prop_assert_eq!(on(1), on(3));
    }
}

#[test]
fn texts_are_cut_where_links_can_lead_and_the_rest_stands_at_the_beginning() {
    let section = |id: &str, title: &str, text: &'static str| Section {
        id: id.to_owned(),
        title: title.to_owned(),
        text,
    };
    let sections = |_| {
        vec![
            section("", "", "ResNet"),
            section("lin--pass-2", "Pass 2", "Blocks learn residuals."),
            section("", "", "A sentence."),
            section("lin--方法", "方法", ""),
        ]
    };
    let script = index(&[("ResNet", "x")]).script(Shard::Texts(0), sections);
    insta::assert_snapshot!(script.trim_end(), @r#"notesgenSearch("t",0,[["ResNet\nA sentence.","lin--pass-2","Pass 2","Blocks learn residuals.","lin--方法","方法",""]])"#);
}
