use std::time::{Duration, Instant};

use super::*;
use crate::diagnostic::{Code, Diagnostic};
use crate::source::{FileId, SourceFile, Span};

fn sources(files: &[(&str, &str)]) -> (Sources, Vec<FileId>) {
    let mut sources = Sources::new();
    let ids = files
        .iter()
        .map(|(name, text)| {
            sources.add(SourceFile {
                name: (*name).into(),
                path: None,
                text: (*text).into(),
                skipped: 0,
            })
        })
        .collect();
    (sources, ids)
}

/// The span of `needle` in a file.
fn at(sources: &Sources, file: FileId, needle: &str) -> Span {
    let start = sources.file(file).text.find(needle).unwrap();
    Span::new(file, start..start + needle.len())
}

const NOTE: &str =
    "---\ntitle: ResNet: Deep\n评分：3\n---\n\n见图 1，**残差**块 [[he2017deep]]。\n";

/// What a run on a bad note would report.
fn report() -> (Sources, Vec<Diagnostic>) {
    let (sources, ids) = sources(&[
        ("content/notes/残差 a.md", NOTE),
        ("content/notes/b.md", "---\nkey: he2016deep\n---\n"),
    ]);
    let (a, b) = (ids[0], ids[1]);
    let title = at(&sources, a, "ResNet: Deep");
    let diagnostics = vec![
        Diagnostic::new(Code::Unreadable, None, "`图.png` cannot be read: permission denied"),
        Diagnostic::new(Code::UnquotedColon, title, "this title has a colon and a space in it")
            .label("YAML reads this as a second key")
            .help("put the title in quotes")
            .fix(title, "\"ResNet: Deep\""),
        Diagnostic::new(Code::FullWidthColon, at(&sources, a, "：3"), "`：` is a full-width colon")
            .label("写成半角冒号加空格")
            .related(at(&sources, b, "key: he2016deep"), "as it is here"),
        Diagnostic::new(
            Code::NearlyAName,
            at(&sources, a, "he2017deep"),
            "no paper is `he2017deep`",
        )
        .related(at(&sources, a, "残差"), "told of here")
        .did_you_mean(Some("he2016deep")),
    ];
    (sources, diagnostics)
}

fn rendered(format: Format) -> String {
    let (sources, diagnostics) = report();
    render(&diagnostics, &sources, format, Look::default())
}

#[test]
fn a_report_for_people_points_at_the_right_columns_under_chinese() {
    insta::assert_snapshot!(rendered(Format::Human), @r##"
        error[N004]: `图.png` cannot be read: permission denied

        error[N101]: this title has a colon and a space in it
         --> content/notes/残差 a.md:2:8
          |
        2 | title: ResNet: Deep
          |        ^^^^^^^^^^^^ YAML reads this as a second key
          |
        help: put the title in quotes
          |
        2 - title: ResNet: Deep
        2 + title: "ResNet: Deep"
          |

        error[N105]: `：` is a full-width colon
         --> content/notes/残差 a.md:3:3
          |
        3 | 评分：3
          |     ^^^ 写成半角冒号加空格
          |
         ::: content/notes/b.md:2:1
          |
        2 | key: he2016deep
          | --------------- as it is here

        warning[N402]: no paper is `he2017deep`
         --> content/notes/残差 a.md:6:16
          |
        6 | 见图 1，**残差**块 [[he2017deep]]。
          |           ----       ^^^^^^^^^^
          |           |
          |           told of here
          |
          = help: did you mean `he2016deep`?
    "##);
}

#[test]
fn a_report_in_json_has_one_object_to_a_line() {
    insta::assert_snapshot!(rendered(Format::Json), @r##"
        {"code":"N004","name":"unreadable","severity":"error","message":"`图.png` cannot be read: permission denied","file":null,"line":null,"column":null,"end_line":null,"end_column":null,"start_byte":null,"end_byte":null,"label":null,"help":[],"fix":null,"related":[]}
        {"code":"N101","name":"unquoted-colon","severity":"error","message":"this title has a colon and a space in it","file":"content/notes/残差 a.md","line":2,"column":8,"end_line":2,"end_column":20,"start_byte":11,"end_byte":23,"label":"YAML reads this as a second key","help":["put the title in quotes"],"fix":{"file":"content/notes/残差 a.md","line":2,"column":8,"end_line":2,"end_column":20,"start_byte":11,"end_byte":23,"replacement":"\"ResNet: Deep\""},"related":[]}
        {"code":"N105","name":"full-width-colon","severity":"error","message":"`：` is a full-width colon","file":"content/notes/残差 a.md","line":3,"column":3,"end_line":3,"end_column":5,"start_byte":30,"end_byte":34,"label":"写成半角冒号加空格","help":[],"fix":null,"related":[{"file":"content/notes/b.md","line":2,"column":1,"end_line":2,"end_column":16,"start_byte":4,"end_byte":19,"message":"as it is here"}]}
        {"code":"N402","name":"nearly-a-name","severity":"warning","message":"no paper is `he2017deep`","file":"content/notes/残差 a.md","line":6,"column":16,"end_line":6,"end_column":26,"start_byte":67,"end_byte":77,"label":null,"help":["did you mean `he2016deep`?"],"fix":{"file":"content/notes/残差 a.md","line":6,"column":16,"end_line":6,"end_column":26,"start_byte":67,"end_byte":77,"replacement":"he2016deep"},"related":[{"file":"content/notes/残差 a.md","line":6,"column":8,"end_line":6,"end_column":10,"start_byte":53,"end_byte":59,"message":"told of here"}]}
    "##);
}

#[test]
fn a_report_for_github_is_made_of_commands() {
    insta::assert_snapshot!(rendered(Format::Github), @r##"
        ::error title=N004 unreadable::`图.png` cannot be read: permission denied
        ::error file=content/notes/残差 a.md,line=2,endLine=2,col=8,endColumn=20,title=N101 unquoted-colon::this title has a colon and a space in it%0Ahelp: put the title in quotes
        ::error file=content/notes/残差 a.md,line=3,endLine=3,col=3,endColumn=5,title=N105 full-width-colon::`：` is a full-width colon%0Acontent/notes/b.md:2:1: as it is here
        ::warning file=content/notes/残差 a.md,line=6,endLine=6,col=16,endColumn=26,title=N402 nearly-a-name::no paper is `he2017deep`%0Acontent/notes/残差 a.md:6:8: told of here%0Ahelp: did you mean `he2016deep`?
    "##);
}

#[test]
fn a_message_cannot_end_a_github_command_or_start_another() {
    let (sources, ids) = sources(&[("a,b:c.md", "x")]);
    let diagnostic = Diagnostic::new(
        Code::BadUrl,
        Span::new(ids[0], 0..1),
        "100% wrong\n::error file=secret::pwned\r",
    );
    insta::assert_snapshot!(render(&[diagnostic], &sources, Format::Github, Look::default()), @r##"
        ::error file=a%2Cb%3Ac.md,line=1,endLine=1,col=1,endColumn=2,title=N207 bad-url::100%25 wrong%0A::error file=secret::pwned%0D
    "##);
}

#[test]
#[expect(clippy::too_many_lines, reason = "SARIF is wordy")]
fn a_sarif_report_names_rules_places_and_fixes() {
    let mut report: serde_json::Value = serde_json::from_str(&rendered(Format::Sarif)).unwrap();
    let rules = report["runs"][0]["tool"]["driver"]["rules"].take();
    assert_eq!(rules.as_array().unwrap().len(), Code::ALL.len());
    for result in report["runs"][0]["results"].as_array().unwrap() {
        let index = usize::try_from(result["ruleIndex"].as_u64().unwrap()).unwrap();
        assert_eq!(rules[index]["id"], result["ruleId"]);
    }
    insta::assert_snapshot!(serde_json::to_string_pretty(&report).unwrap(), @r##"
        {
          "$schema": "https://json.schemastore.org/sarif-2.1.0.json",
          "runs": [
            {
              "columnKind": "unicodeCodePoints",
              "results": [
                {
                  "level": "error",
                  "locations": [],
                  "message": {
                    "text": "`图.png` cannot be read: permission denied"
                  },
                  "ruleId": "N004",
                  "ruleIndex": 3
                },
                {
                  "fixes": [
                    {
                      "artifactChanges": [
                        {
                          "artifactLocation": {
                            "uri": "content/notes/%E6%AE%8B%E5%B7%AE%20a.md"
                          },
                          "replacements": [
                            {
                              "deletedRegion": {
                                "byteLength": 12,
                                "byteOffset": 11,
                                "endColumn": 20,
                                "endLine": 2,
                                "startColumn": 8,
                                "startLine": 2
                              },
                              "insertedContent": {
                                "text": "\"ResNet: Deep\""
                              }
                            }
                          ]
                        }
                      ]
                    }
                  ],
                  "level": "error",
                  "locations": [
                    {
                      "physicalLocation": {
                        "artifactLocation": {
                          "uri": "content/notes/%E6%AE%8B%E5%B7%AE%20a.md"
                        },
                        "region": {
                          "byteLength": 12,
                          "byteOffset": 11,
                          "endColumn": 20,
                          "endLine": 2,
                          "startColumn": 8,
                          "startLine": 2
                        }
                      }
                    }
                  ],
                  "message": {
                    "text": "this title has a colon and a space in it\nYAML reads this as a second key\nput the title in quotes"
                  },
                  "ruleId": "N101",
                  "ruleIndex": 8
                },
                {
                  "level": "error",
                  "locations": [
                    {
                      "physicalLocation": {
                        "artifactLocation": {
                          "uri": "content/notes/%E6%AE%8B%E5%B7%AE%20a.md"
                        },
                        "region": {
                          "byteLength": 4,
                          "byteOffset": 30,
                          "endColumn": 5,
                          "endLine": 3,
                          "startColumn": 3,
                          "startLine": 3
                        }
                      }
                    }
                  ],
                  "message": {
                    "text": "`：` is a full-width colon\n写成半角冒号加空格"
                  },
                  "relatedLocations": [
                    {
                      "id": 0,
                      "message": {
                        "text": "as it is here"
                      },
                      "physicalLocation": {
                        "artifactLocation": {
                          "uri": "content/notes/b.md"
                        },
                        "region": {
                          "byteLength": 15,
                          "byteOffset": 4,
                          "endColumn": 16,
                          "endLine": 2,
                          "startColumn": 1,
                          "startLine": 2
                        }
                      }
                    }
                  ],
                  "ruleId": "N105",
                  "ruleIndex": 12
                },
                {
                  "fixes": [
                    {
                      "artifactChanges": [
                        {
                          "artifactLocation": {
                            "uri": "content/notes/%E6%AE%8B%E5%B7%AE%20a.md"
                          },
                          "replacements": [
                            {
                              "deletedRegion": {
                                "byteLength": 10,
                                "byteOffset": 67,
                                "endColumn": 26,
                                "endLine": 6,
                                "startColumn": 16,
                                "startLine": 6
                              },
                              "insertedContent": {
                                "text": "he2016deep"
                              }
                            }
                          ]
                        }
                      ]
                    }
                  ],
                  "level": "warning",
                  "locations": [
                    {
                      "physicalLocation": {
                        "artifactLocation": {
                          "uri": "content/notes/%E6%AE%8B%E5%B7%AE%20a.md"
                        },
                        "region": {
                          "byteLength": 10,
                          "byteOffset": 67,
                          "endColumn": 26,
                          "endLine": 6,
                          "startColumn": 16,
                          "startLine": 6
                        }
                      }
                    }
                  ],
                  "message": {
                    "text": "no paper is `he2017deep`\ndid you mean `he2016deep`?"
                  },
                  "relatedLocations": [
                    {
                      "id": 0,
                      "message": {
                        "text": "told of here"
                      },
                      "physicalLocation": {
                        "artifactLocation": {
                          "uri": "content/notes/%E6%AE%8B%E5%B7%AE%20a.md"
                        },
                        "region": {
                          "byteLength": 6,
                          "byteOffset": 53,
                          "endColumn": 10,
                          "endLine": 6,
                          "startColumn": 8,
                          "startLine": 6
                        }
                      }
                    }
                  ],
                  "ruleId": "N402",
                  "ruleIndex": 46
                }
              ],
              "tool": {
                "driver": {
                  "name": "notesgen",
                  "rules": null,
                  "semanticVersion": "0.1.0"
                }
              }
            }
          ],
          "version": "2.1.0"
        }
    "##);
}

#[test]
fn control_characters_of_a_note_do_not_reach_the_terminal() {
    let text = "---\ntitle: \u{1b}[31mred\u{202e}\u{7}\n---\n";
    let (sources, ids) = sources(&[("a.md", text)]);
    let span = at(&sources, ids[0], "red");
    let diagnostic = Diagnostic::new(Code::WrongKind, span, "bad \u{1b}[2J")
        .label("label \u{1b}]0;x\u{7}")
        .related(span.at_start(), "related \u{1b}c")
        .help("help \u{1b}[1m");
    let out = render(&[diagnostic], &sources, Format::Human, Look::default());
    let bad = |c: char| c.is_control() && c != '\n' || matches!(c, '\u{202a}'..='\u{202e}');
    assert!(!out.contains(bad), "{out:?}");
}

#[test]
fn colours_are_used_only_when_asked_for() {
    let (sources, diagnostics) = report();
    for color in [true, false] {
        let look = Look { color, ..Look::default() };
        let out = render(&diagnostics, &sources, Format::Human, look);
        assert_eq!(out.contains('\u{1b}'), color);
    }
}

#[test]
fn a_place_in_the_middle_of_a_very_long_line_is_shown_with_what_is_near() {
    let text = format!("# 题\n{}[[x]]{}", "残差 ".repeat(700_000), " tail".repeat(700_000));
    assert!(text.len() > 8_000_000);
    let (sources, ids) = sources(&[("long.md", &text)]);
    let span = at(&sources, ids[0], "[[x]]");
    let diagnostic = Diagnostic::new(Code::DeadLink, span, "no document is `x`").label("here");
    let look = Look { color: false, width: 80 };
    insta::assert_snapshot!(render(&[diagnostic], &sources, Format::Human, look), @r##"
        warning[N400]: no document is `x`
         --> long.md:2:2100001
          |
        2 | ...残差 残差 残差 残差 残差 残差 [[x]] tail tail tail tail tail tail tail...
          |                                  ^^^^^ here
    "##);
}

#[test]
fn a_place_of_many_lines_is_shown_by_its_first() {
    let text = format!("---\ntitle: x\n{}", "more\n".repeat(1000));
    let (sources, ids) = sources(&[("a.md", &text)]);
    let diagnostic =
        Diagnostic::new(Code::UnclosedFrontMatter, Span::new(ids[0], 0..text.len()), "never ends");
    insta::assert_snapshot!(
        render(&[diagnostic], &sources, Format::Human, Look::default()), @r##"
        error[N108]: never ends
         --> a.md:1:1
          |
        1 | ---
          | ^^^
    "##);
}

#[test]
fn a_place_at_the_very_end_or_beyond_it_is_shown_there() {
    for (text, range) in [("", 0..0), ("a\n", 2..2), ("a", 1..9), ("a\r\n", 1..3), ("\n\n", 1..1)] {
        let (sources, ids) = sources(&[("a.md", text)]);
        let diagnostic = Diagnostic::new(Code::YamlSyntax, Span::new(ids[0], range), "oh");
        for format in Format::ALL {
            let out = render(std::slice::from_ref(&diagnostic), &sources, format, Look::default());
            assert!(out.contains("a.md") && out.contains("N100"), "{text:?} {format} {out}");
        }
    }
}

#[test]
fn ten_thousand_mistakes_on_one_line_of_ten_megabytes_are_reported_in_seconds() {
    let text = "[[x]]残差 ".repeat(900_000);
    let (sources, ids) = sources(&[("a.md", &text)]);
    let diagnostics: Vec<Diagnostic> = (0..10_000)
        .map(|i| {
            let start = i * 90 * 12;
            let span = Span::new(ids[0], start..start + 5);
            Diagnostic::new(Code::DeadLink, span, "no document is `x`")
                .related(Span::new(ids[0], 0..5), "first here")
        })
        .collect();
    for format in Format::ALL {
        let start = Instant::now();
        let out = render(&diagnostics, &sources, format, Look::default());
        let took = start.elapsed();
        assert!(out.lines().count() >= 10_000 || format == Format::Sarif);
        // Counting each line anew would take minutes.
        assert!(took < Duration::from_secs(20), "{format}: {took:?}");
    }
}
