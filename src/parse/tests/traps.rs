//! Every trap of YAML, at its place in the file and in plain words.

use insta::assert_snapshot;

use super::dialogue;

#[test]
fn a_colon_in_an_unquoted_value() {
    assert_snapshot!(dialogue(&[
        "title: ResNet: Deep Residual Learning\nyear: 2016",
        "title: 残差网络: 深 # 注\ntldr: A: B: C",
        "tldr:\n  - What is ReLU: a function",
        "url: https://example.org/a:b\ntitle: 图 3：结果",
    ]), @r#"
    > title: ResNet: Deep Residual Learning
    > year: 2016
    N101 2:14-15 a colon and a space in a value start a new key | put the value in quotes <- 2:8-38 "'ResNet: Deep Residual Learning'"

    > title: 残差网络: 深 # 注
    > tldr: A: B: C
    N101 2:12-13 a colon and a space in a value start a new key | put the value in quotes <- 2:8-15 "'残差网络: 深'"
    N101 3:8-9 a colon and a space in a value start a new key | put the value in quotes <- 3:7-14 "'A: B: C'"

    > tldr:
    >   - What is ReLU: a function
    N211 1:1-4 no `title`, so its file's name is the title | add `title: …` to the front matter
    N101 3:17-18 the text has a colon and a space in it, so it is read as a key and its value | put the text in quotes <- 3:5-29 "'What is ReLU: a function'"

    > url: https://example.org/a:b
    > title: 图 3：结果
    fine
    "#);
}

#[test]
fn a_character_that_yaml_keeps_for_itself_at_the_start_of_a_value() {
    assert_snapshot!(dialogue(&[
        "title: [Re] A Study",
        "title: [MASK]",
        "title: {BERT}: Pre-training",
        "title: @home",
        "title: `ls` explained",
        "title: %x",
        "title: !Kung: a people",
        "title: !Kung people",
        "title: &more words",
        "title: *Important* work",
        "title: > 10x faster",
        "title: | x",
        "authors: - Alex",
        "tags: [a, @b, c]",
        "tags: [a, b\nyear: 2012",
    ]), @r#"
    > title: [Re] A Study
    N102 2:8-9 a value cannot start with `[`, which in YAML starts a list, and more follows its `]` | put the value in quotes <- 2:8-20 "'[Re] A Study'"

    > title: [MASK]
    N102 2:8-14 a value that starts with `[` is read as a list | put the text in quotes <- 2:8-14 "'[MASK]'"

    > title: {BERT}: Pre-training
    N102 2:8-9 a value cannot start with `{`, which in YAML starts a map | put the value in quotes <- 2:8-28 "'{BERT}: Pre-training'"

    > title: @home
    N102 2:8-9 a value cannot start with `@`, which in YAML is kept for other uses | put the value in quotes <- 2:8-13 "'@home'"

    > title: `ls` explained
    N102 2:8-9 a value cannot start with a backtick, which in YAML is kept for other uses | put the value in quotes <- 2:8-22 "'`ls` explained'"

    > title: %x
    N102 2:8-9 a value cannot start with `%`, which in YAML starts an instruction to the reader of the file | put the value in quotes <- 2:8-10 "'%x'"

    > title: !Kung: a people
    N102 2:8-9 a value cannot start with `!`, which in YAML gives the type of a value | put the value in quotes <- 2:8-23 "'!Kung: a people'"

    > title: !Kung people
    N102 2:8-9 a value cannot start with `!`, which in YAML gives the type of a value | put the value in quotes <- 2:8-20 "'!Kung people'"

    > title: &more words
    N102 2:8-9 a value cannot start with `&`, which in YAML gives a name to a value | put the value in quotes <- 2:8-19 "'&more words'"

    > title: *Important* work
    N102 2:8-9 a value cannot start with `*`, which in YAML gives or uses a name for a value | put the value in quotes <- 2:8-24 "'*Important* work'"

    > title: > 10x faster
    N102 2:8-9 a value cannot start with `>`, which in YAML starts a text on the lines below it | put the value in quotes <- 2:8-20 "'> 10x faster'"

    > title: | x
    N102 2:8-9 a value cannot start with `|`, which in YAML starts a text on the lines below it | put the value in quotes <- 2:8-11 "'| x'"

    > authors: - Alex
    N102 2:10-11 a value cannot start with `-`, which in YAML starts an item of a list, which needs a line of its own | put each item on a line of its own, or a text in quotes

    > tags: [a, @b, c]
    N102 2:11-12 a value cannot start with `@`, which in YAML is kept for other uses | put the value in quotes <- 2:11-13 "'@b'"

    > tags: [a, b
    > year: 2012
    N102 2:7-8 this `[` starts a list that is not closed | close the bracket, or put the value in quotes if it is a text
    "#);
}

#[test]
fn a_quote_that_is_not_closed_or_closed_too_early() {
    assert_snapshot!(dialogue(&[
        "title: \"Foo\" bar",
        "title: 'it's fine'",
        "title: 'it's fine",
        "title: \"a \"b\" c\"\nyear: 2012",
        "title: \"unclosed\nyear: 2012\ntldr: \"closed\"",
        "title: 'unclosed\nyear: 2012",
        "title: “fine”\ntldr: \"over\n  two lines\"",
    ]), @r#"
    > title: "Foo" bar
    N103 2:12-13 the quoted text ends at this `"`, and more follows | use single quotes around the value and double every `'` in it <- 2:8-17 "'\"Foo\" bar'"

    > title: 'it's fine'
    N103 2:11-12 the quoted text ends at this `'`, and more follows | use single quotes around the value and double every `'` in it <- 2:8-19 "'it''s fine'"

    > title: 'it's fine
    N103 2:11-12 the quoted text ends at this `'`, and more follows | use single quotes around the value and double every `'` in it

    > title: "a "b" c"
    > year: 2012
    N103 2:11-12 the quoted text ends at this `"`, and more follows | use single quotes around the value and double every `'` in it <- 2:8-17 "'a \"b\" c'"

    > title: "unclosed
    > year: 2012
    > tldr: "closed"
    N103 2:8-9 this `"` is never closed | close it at the end of the value <- 2:17-17 "\""

    > title: 'unclosed
    > year: 2012
    N103 2:8-9 this `'` is never closed | close it at the end of the value; an apostrophe in single quotes is doubled: `''`

    > title: “fine”
    > tldr: "over
    >   two lines"
    fine
    "#);
}

#[test]
fn a_comment_that_cuts_a_value() {
    assert_snapshot!(dialogue(&[
        "title: Issue #12 of C #",
        "title: x # a remark",
        "title: x  # a remark set off",
        "year: 2012 # a remark\nvenue: NIPS # so is this",
        "title: x\ntags: nlp #cv",
        "title: x\ntags: #nlp",
        "title: x\ntags:\n  - #nlp\n  - cv",
        "title: x\ntags: # 标签\n  - cv",
    ]), @r#"
    > title: Issue #12 of C #
    N104 2:14-24 ` #` starts a comment, so this is not part of the value | put the whole value in quotes; a comment is clear after two spaces and `# ` <- 2:8-24 "'Issue #12 of C #'"

    > title: x # a remark
    N104 2:10-20 ` #` starts a comment, so this is not part of the value | put the whole value in quotes; a comment is clear after two spaces and `# ` <- 2:8-20 "'x # a remark'"

    > title: x  # a remark set off
    fine

    > year: 2012 # a remark
    > venue: NIPS # so is this
    N211 1:1-4 no `title`, so its file's name is the title | add `title: …` to the front matter

    > title: x
    > tags: nlp #cv
    N104 3:11-14 ` #` starts a comment, so this is not part of the value | put the whole value in quotes; a comment is clear after two spaces and `# ` <- 3:7-14 "'nlp #cv'"

    > title: x
    > tags: #nlp
    N104 3:7-11 `#` starts a comment, so there is no value here | put the value in quotes, or leave the `#` out <- 3:7-11 "'#nlp'"

    > title: x
    > tags:
    >   - #nlp
    >   - cv
    N104 4:5-9 `#` starts a comment, so there is no value here | put the value in quotes, or leave the `#` out <- 4:5-9 "'#nlp'"

    > title: x
    > tags: # 标签
    >   - cv
    fine
    "#);
}

#[test]
fn a_full_width_colon_after_a_key() {
    assert_snapshot!(dialogue(&[
        "title：ResNet\nyear: 2016",
        "year: 2016\n标题：残差网络",
        "标题：残差网络\n年份：2016",
        "title：ResNet: Deep\nyear: 2016",
        "title: x\npass1:\n  now：好",
        "title: x\nfollow_ups:\n  - paper：he2016deep",
        "title: x\ntldr: 要点：很多",
    ]), @r#"
    > title：ResNet
    > year: 2016
    N105 2:6-7 a full-width colon `：` stands after `title` | write a half-width colon and a space: `: ` <- 2:6-7 ": "

    > year: 2016
    > 标题：残差网络
    N105 3:3-4 a full-width colon `：` stands after `标题` | write a half-width colon and a space: `: ` <- 3:3-4 ": "

    > 标题：残差网络
    > 年份：2016
    N105 2:3-4 a full-width colon `：` stands after `标题` | write a half-width colon and a space: `: ` <- 2:3-4 ": "
    N105 3:3-4 a full-width colon `：` stands after `年份` | write a half-width colon and a space: `: ` <- 3:3-4 ": "

    > title：ResNet: Deep
    > year: 2016
    N105 2:6-7 a full-width colon `：` stands after `title` | write a half-width colon and a space: `: ` <- 2:6-7 ": "

    > title: x
    > pass1:
    >   now：好
    N105 4:6-7 a full-width colon `：` stands after `now` | write a half-width colon and a space: `: ` <- 4:6-7 ": "

    > title: x
    > follow_ups:
    >   - paper：he2016deep
    N105 4:10-11 a full-width colon `：` stands after `paper` | write a half-width colon and a space: `: ` <- 4:10-11 ": "

    > title: x
    > tldr: 要点：很多
    fine
    "#);
}

#[test]
fn a_colon_without_a_space() {
    assert_snapshot!(dialogue(&[
        "title:ResNet\nyear: 2016",
        "year: 2016\ntitle:ResNet",
        "title:ResNet",
        "title: x\npass1:\n  now:ok",
    ]), @r#"
    > title:ResNet
    > year: 2016
    N112 2:6-7 no space follows the colon after `title` | write `title: …` <- 2:7-7 " "

    > year: 2016
    > title:ResNet
    N112 3:6-7 no space follows the colon after `title` | write `title: …` <- 3:7-7 " "

    > title:ResNet
    N112 2:6-7 no space follows the colon after `title` | write `title: …` <- 2:7-7 " "

    > title: x
    > pass1:
    >   now:ok
    N112 4:6-7 no space follows the colon after `now` | write `now: …` <- 4:7-7 " "
    "#);
}

#[test]
fn a_tab_that_indents() {
    assert_snapshot!(dialogue(&[
        "title: x\npass1:\n\tnow: y\n\tminutes: 5",
        "title: x\ntags:\n\t- a\n\t- b",
        "\ttitle: x",
        "title: x\ntldr: |\n  a\tb\n",
    ]), @r#"
    > title: x
    > pass1:
    > →now: y
    > →minutes: 5
    N106 4:1-2 a tab indents this line, and YAML takes spaces only (and 1 more line) | indent with two spaces for each level <- 4:1-5:2 "  now: y\n  "

    > title: x
    > tags:
    > →- a
    > →- b
    N106 4:1-2 a tab indents this line, and YAML takes spaces only (and 1 more line) | indent with two spaces for each level <- 4:1-5:2 "  - a\n  "

    > →title: x
    N106 2:1-2 a tab indents this line, and YAML takes spaces only | indent with two spaces for each level <- 2:1-2 "  "

    > title: x
    > tldr: |
    >   a→b
    fine
    "#);
}

#[test]
fn a_key_that_stands_twice() {
    assert_snapshot!(dialogue(&[
        "title: a\nyear: 2012\ntitle: b",
        "title: a\n标题: b",
        "title: a\npass1: {notes: x, summary: y}",
    ]), @r#"
    > title: a
    > year: 2012
    > title: b
    N107 4:1-6 `title` stands twice in one map [first here: 2:1-6] | keep one of them; a list takes several values

    > title: a
    > 标题: b
    N212 3:1-3 `标题` is the same key as `title` [first here: 2:1-6] | keep one of them

    > title: a
    > pass1: {notes: x, summary: y}
    N212 3:19-26 `summary` is the same key as `notes` [first here: 3:9-14] | keep one of them
    "#);
}

#[test]
fn a_backslash_in_double_quotes() {
    assert_snapshot!(dialogue(&[
        r#"title: "$\alpha$""#,
        r#"title: "$\sigma$ and \xi"
year: 20x"#,
        r#"title: "two\nlines, one \"quote\", \u00e9""#,
        r"title: '$\alpha$'",
    ]), @r#"
    > title: "$\alpha$"
    N109 2:10-16 in double quotes, the `\a` of `\alpha` is a control character | use single quotes, in which a backslash is a backslash, or double it: `\\` <- 2:8-18 "'$\\alpha$'"

    > title: "$\sigma$ and \xi"
    > year: 20x
    N109 2:10-16 `\sigma` is no escape that YAML knows in double quotes (error) | use single quotes, in which a backslash is a backslash, or double it: `\\` <- 2:8-26 "'$\\sigma$ and \\xi'"
    N204 3:7-10 `20x` is not a year such as `2012`

    > title: "two\nlines, one \"quote\", \u00e9"
    fine

    > title: '$\alpha$'
    fine
    "#);
}

#[test]
fn a_front_matter_without_an_end() {
    assert_snapshot!(dialogue(&[
        "title: x\n\n# Heading\n\nSome text.\n\nMore: text",
        "title: x\n----\nSome text.",
    ]), @r#"
    > title: x
    > 
    > # Heading
    > 
    > Some text.
    > 
    > More: text
    N108 6:1-11 the front matter seems to have ended above this line, but nothing ends it | put a line `---` after its last key <- 2:9-9 "\n---"

    > title: x
    > ----
    > Some text.
    N108 3:1-5 this line does not end the front matter, since it is not `---` | end the front matter with three hyphens on a line of their own <- 3:1-5 "---"
    "#);
    assert_snapshot!(super::said_of("a.md", "---\ntitle: x\n\ntext"), @r#"
    N108 1:1-4 the front matter that starts here never ends | put a line `---` after its last key
    "#);
    assert_snapshot!(super::said_of("a.md", "---\ntitle: x\n———\ntext"), @r#"
    N108 1:1-4 the front matter that starts here never ends [this line is not `---`: 3:1-4] | put a line `---` after its last key <- 3:1-4 "---"
    "#);
    // A line across the page is no front matter.
    assert_eq!(super::said_of("a.md", "---\n\ntext"), super::said_of("a.md", "text"));
}

#[test]
fn what_is_no_map_of_keys() {
    assert_snapshot!(dialogue(&[
        "just words",
        "- title: x",
        "title: x\nbare words\nyear: 2012",
        "title: x\n  sub: y",
        "title: x\npass1:\n    now: y\n  minutes: 3",
        "? [a]\n: b",
        "a: &x [*x]",
        "title: x\u{1}y",
    ]), @r#"
    > just words
    N111 2:1-11 the front matter is a text, not a map of keys | write one key on a line: `title: …`

    > - title: x
    N111 2:1-11 the front matter is a list, not a map of keys | write one key on a line: `title: …`

    > title: x
    > bare words
    > year: 2012
    N100 3:1-11 this line is neither a key with its value nor part of the value above it | indent it if it goes on with the value above, or write it as `key: value`

    > title: x
    >   sub: y
    N100 3:3-9 `sub` is indented below a key that has a value already | line it up with the keys beside it; a text on several lines goes after `|`

    > title: x
    > pass1:
    >     now: y
    >   minutes: 3
    N100 5:3-13 `minutes` is indented in a way that fits no line above it | line it up with the keys or items that it belongs to

    > ? [a]
    > : b
    N100 2:3-6 a key is a word, not a list | put the text in quotes if it was not meant as a key

    > a: &x [*x]
    N100 2:8-10 a value cannot contain itself

    > title: x␁y
    N100 2:9-10 an invisible control character stands here | delete it <- 2:9-10 ""
    "#);
    assert_snapshot!(super::said_of("a.md", "+++\ntitle = \"x\"\n+++\ntext"), @r#"
    N100 1:1-4 the front matter is TOML, which is not read | write it in YAML: `---` around it, and `title: …` for `title = "…"`
    "#);
}

#[test]
fn a_block_that_is_too_large_or_too_deep() {
    let deep = format!("x-a: {}{}", "[".repeat(100), "]".repeat(100));
    let large = format!("title: {}", "x".repeat(300_000));
    let bomb = (1..20).fold("x-0: &a0 [x, x]".to_owned(), |text, n| {
        let before = n - 1;
        format!("{text}\nx-{n}: &a{n} [*a{before}, *a{before}]")
    });
    let said: String = [deep, large, bomb].iter().map(|front| super::said(front)).collect();
    assert_snapshot!(said, @r#"
    N110 2:70-71 lists and maps are nested more than 64 deep
    N110 2:1-1 the YAML from here on is larger than 256 KiB | move what is long into the text below
    N110 13:13-17 aliases (`*name`) add more than 10000 values
    "#);
}

#[test]
fn all_mistakes_of_a_file_are_reported_at_once() {
    assert_snapshot!(dialogue(&[
        "title: A: B\n作者：张三\nyear: 20x\ntldr: 'it's'\nvenue:NIPS\nfolow_ups: [x]\nstatus: redaing\nratings: {novelty: 9}\ndate: soon\nurl: \"\\sigma\"\ntitle: again",
    ]), @r#"
    > title: A: B
    > 作者：张三
    > year: 20x
    > tldr: 'it's'
    > venue:NIPS
    > folow_ups: [x]
    > status: redaing
    > ratings: {novelty: 9}
    > date: soon
    > url: "\sigma"
    > title: again
    N101 2:9-10 a colon and a space in a value start a new key | put the value in quotes <- 2:8-12 "'A: B'"
    N105 3:3-4 a full-width colon `：` stands after `作者` | write a half-width colon and a space: `: ` <- 3:3-4 ": "
    N204 4:7-10 `20x` is not a year such as `2012`
    N103 5:10-11 the quoted text ends at this `'`, and more follows | use single quotes around the value and double every `'` in it <- 5:7-13 "'it''s'"
    N112 6:6-7 no space follows the colon after `venue` | write `venue: …` <- 6:7-7 " "
    N200 7:1-10 `folow_ups` is not a key of a note's front matter | did you mean `follow_ups`? <- 7:1-10 "follow_ups"
    N202 8:9-16 `redaing` is not a word that `status` takes | `status` takes `to-read`, `reading`, `read` or `dropped` | did you mean `reading`? <- 8:9-16 "reading"
    N205 9:20-21 `9` is not a whole number from 1 to 5
    N203 10:7-11 `soon` is not a date such as `2024-05-01`
    N109 11:7-13 `\sigma` is no escape that YAML knows in double quotes (error) | use single quotes, in which a backslash is a backslash, or double it: `\\` <- 11:6-14 "'\\sigma'"
    N207 11:7-13 `\sigma` is not a web address such as `https://…`
    N107 12:1-6 `title` stands twice in one map [first here: 2:1-6] | keep one of them; a list takes several values
    "#);
}

#[test]
fn a_place_is_right_behind_chinese_and_a_carriage_return() {
    let said = super::said_of("a.md", "\r\n---\r\n标题: 残差: 深\r\n年份: 二零\r\n---\r\n正文");
    assert_snapshot!(said, @r#"
    N101 3:7-8 a colon and a space in a value start a new key | put the value in quotes <- 3:5-10 "'残差: 深'"
    N204 4:5-7 `二零` is not a year such as `2012`
    "#);
}
