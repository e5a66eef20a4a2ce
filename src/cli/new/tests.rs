use super::*;
use crate::markdown;
use crate::model::Document;
use crate::parse::parse;
use crate::source::{ContentPath, SourceFile, Sources};

const ENTRY: &str = r"
@inproceedings{DBLP:conf/cvpr/HeZRS16,
  title     = {Deep {Residual} Learning: an {\'E}tude of $\alpha$},
  author    = {He, Kaiming and Zhang, Xiangyu and others},
  booktitle = {CVPR 2016},
  year      = {2016},
  doi       = {10.1109/CVPR.2016.90},
  isbn      = {123},
}";

fn skeleton(start: &Start, lang: Option<Language>, passes: u8) -> String {
    let reader: ReaderId = "li-ming".parse().unwrap();
    Skeleton {
        paper: start,
        key: (file_stem(&start.key) != start.key.as_str()).then_some(&start.key),
        date: jiff::civil::date(2024, 5, 1),
        lang,
        reader: lang.is_some().then_some(&reader),
        passes,
        assignment: None,
    }
    .text()
}

#[test]
fn a_note_starts_with_what_is_known() {
    let start = Start::of_bibtex(ENTRY).unwrap();
    assert_eq!(start.notes.len(), 1, "{:?}", start.notes);
    assert_eq!(file_stem(&start.key), "DBLP-conf-cvpr-HeZRS16");
    insta::assert_snapshot!(skeleton(&start, Some(Language::Zh), 1), @r##"
        ---
        title: 'Deep Residual Learning: an Étude of $\alpha$'
        key: 'DBLP:conf/cvpr/HeZRS16'
        authors:
          - Kaiming He
          - Xiangyu Zhang
        year: 2016
        venue: CVPR 2016
        doi: '10.1109/cvpr.2016.90'
        date: 2024-05-01
        lang: zh
        reader: li-ming

        # 第一遍：花二三十分钟略读，再决定要不要读下去。
        # pass1:
        #   title: 标题里每个词各说了什么
        #   abstract: 做了什么，效果如何，哪些数字值得注意
        #   conclusion: 得出了什么结论，证据撑不撑得住
        #   figures:
        #     - {label: 图 1, remark: 一句话说明它展示了什么, understood: partly}
        #   now: 现在我知道了什么？
        #   decision: {is: continue, why: 为什么要读下去}   # 或 stop（到此为止）、later（以后再读）
        ---
    "##);
}

#[test]
fn a_title_is_enough() {
    let start = Start::of_title("  Attention Is All You Need  ").unwrap();
    assert_eq!(start.key.as_str(), "attention-is-all-you-need");
    insta::assert_snapshot!(skeleton(&start, None, 1), @r##"
        ---
        title: Attention Is All You Need
        date: 2024-05-01

        # Pass 1: skim for 20 to 30 minutes, then decide.
        # pass1:
        #   title: what the title says, term by term
        #   abstract: what was done, how well it works, which numbers matter
        #   conclusion: what it claims, and whether the evidence carries it
        #   figures:
        #     - {label: Figure 1, remark: one remark on what it shows, understood: partly}
        #   now: what do I know now?
        #   decision: {is: continue, why: why I read on}   # or stop, or later
        ---
    "##);
}

#[test]
fn a_key_made_of_a_title_is_short_and_one() {
    for (title, expected) in [
        ("深度残差学习", Some("深度残差学习")),
        ("C++ is not C#", Some("cplusplus-is-not-csharp")),
        (&"word ".repeat(40), Some(["word"; 18].join("-").as_str())),
        (&"长".repeat(200), Some("长".repeat(30).as_str())),
        ("???", None),
        ("", None),
    ] {
        let key = Start::of_title(title).ok().map(|start| start.key.as_str().to_owned());
        assert_eq!(key.as_deref(), expected, "{title}");
    }
}

#[test]
fn a_file_is_named_after_its_key_as_far_as_disks_allow() {
    for (key, expected) in [
        ("he2016deep", "he2016deep"),
        ("DBLP:conf/nips/A17", "DBLP-conf-nips-A17"),
        ("a.", "a"),
        ("con", "con-paper"),
        ("NUL", "NUL-paper"),
        ("残差", "残差"),
    ] {
        assert_eq!(file_stem(&key.parse().unwrap()), expected);
    }
}

#[test]
fn what_is_no_entry_is_said() {
    for (text, expected) in [
        ("", "no BibTeX entry"),
        ("hello", "no BibTeX entry"),
        ("@misc{a, title={A}} @misc{b, title={B}}", "2 BibTeX entries"),
        ("@misc{a, year=2012}", "no title"),
    ] {
        let error = Start::of_bibtex(text).unwrap_err().to_string();
        assert!(error.contains(expected), "{text}: {error}");
    }
}

/// A new note says nothing wrong, and neither do the keys that its comments offer.
#[test]
fn a_note_is_clean_before_and_after_its_comments_are_filled_in() {
    let hostile = "[[x]] `code`: it's #1 & <b> \\ \" %{a} @me";
    let starts = [
        Start::of_bibtex(ENTRY).unwrap(),
        Start::of_title("Attention Is All You Need").unwrap(),
        Start::of_title(hostile).unwrap(),
    ];
    for (start, lang) in starts.iter().zip([Language::Zh, Language::En, Language::En]) {
        let written = skeleton(start, Some(lang), 3);
        let filled = written.replace("\n# pass", "\npass").replace("\n#   ", "\n  ");
        let filled = ["follow_ups", "critiques", "questions"]
            .iter()
            .fold(filled, |text, key| text.replace(&format!("\n# {key}"), &format!("\n{key}")));
        for text in [written, filled] {
            let mut sources = Sources::new();
            sources.add(SourceFile {
                name: "a.md".into(),
                path: ContentPath::new("notes/a.md"),
                text: text.clone(),
                skipped: 0,
            });
            let config = crate::config::Config::default();
            let parsed = parse(&sources, &config, &markdown::Options::default());
            assert_eq!(parsed.diagnostics, [], "{text}");
            let [Document::Note(note)] = &parsed.value[..] else { panic!("{text}") };
            let title = note.facts.title.as_ref().unwrap();
            assert_eq!(title.markdown, start.title, "{text}");
        }
    }
}
