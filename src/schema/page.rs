//! Tables of keys as Markdown.

use crate::yaml::fields::{Field, Kind, suggested};

/// The rows of a table of `fields`: its key, what it takes, what it says, its other names.
pub fn rows(fields: &[Field], zh: bool) -> String {
    let mut text = if zh {
        "| 字段 | 值 | 说明 | 也可写作 |\n| --- | --- | --- | --- |\n".to_owned()
    } else {
        "| key | takes | what it says | also |\n| --- | --- | --- | --- |\n".to_owned()
    };
    for field in fields {
        let also: Vec<String> = field.also.iter().map(|name| format!("`{name}`")).collect();
        let [en, zh_words] = field.says;
        let (takes, says) =
            if zh { (takes_zh(field.takes), zh_words) } else { (takes(field.takes), en) };
        let cells = [takes.as_str(), says].map(|cell| cell.replace('|', "\\|"));
        let also = also.join(", ");
        let gap = if also.is_empty() { "" } else { " " };
        text += &format!("| `{}` | {} | {} |{gap}{also} |\n", field.key, cells[0], cells[1]);
    }
    text
}

/// What a key takes, as shortly as a table wants it.
fn takes(kind: Kind) -> String {
    match kind {
        Kind::Text => "a text".to_owned(),
        Kind::Texts => "texts".to_owned(),
        Kind::People(_) => "names".to_owned(),
        Kind::Words => "words".to_owned(),
        Kind::Value(what)
        | Kind::Like(what, _)
        | Kind::Names(what)
        | Kind::OwnMap(what)
        | Kind::OwnMapOf(what, _)
        | Kind::OwnMapOr(what, _) => what.to_owned(),
        Kind::OneOf(words) => in_backticks(&suggested(words), ", "),
        Kind::YesNo => "`true` or `false`".to_owned(),
        Kind::Number(..) => "a number".to_owned(),
        Kind::OneOfOrMap(words, _) => in_backticks(&suggested(words), ", ") + ", or a map",
        Kind::ValueOrMap(what, _) => format!("{what}, or a map"),
        Kind::Map(_) => "a map".to_owned(),
        Kind::MapOrTexts(_) | Kind::TextsOrOwnMap => "texts, or a map".to_owned(),
        Kind::List(_) => "a list of texts or maps".to_owned(),
        Kind::Maps(_) => "a list of maps".to_owned(),
        Kind::Anything => "anything".to_owned(),
    }
}

/// The same in Chinese.
fn takes_zh(kind: Kind) -> String {
    match kind {
        Kind::Text => "文字".to_owned(),
        Kind::Texts => "一段或多段文字".to_owned(),
        Kind::People(_) => "人名".to_owned(),
        Kind::Words => "词语".to_owned(),
        Kind::Value(what) | Kind::Like(what, _) => example(what, "一个值"),
        Kind::Names(what) => example(what, "一个或多个名字"),
        Kind::OwnMap(what) | Kind::OwnMapOf(what, _) | Kind::OwnMapOr(what, _) => {
            example(what, "自定的一组字段")
        }
        Kind::OneOf(words) => in_backticks(&chinese(words), "、"),
        Kind::YesNo => "`是` 或 `否`".to_owned(),
        Kind::Number(..) => "数字".to_owned(),
        Kind::OneOfOrMap(words, _) => in_backticks(&chinese(words), "、") + "，或一组字段",
        Kind::ValueOrMap(..) => "一个值，或一组字段".to_owned(),
        Kind::Map(_) => "一组字段".to_owned(),
        Kind::MapOrTexts(_) | Kind::TextsOrOwnMap => "文字，或一组字段".to_owned(),
        Kind::List(_) => "列表：文字或一组字段".to_owned(),
        Kind::Maps(_) => "列表：每项一组字段".to_owned(),
        Kind::Anything => "任意".to_owned(),
    }
}

/// The examples of a description: what stands in backticks.
fn example(what: &str, else_say: &str) -> String {
    let examples: Vec<&str> = what.split('`').skip(1).step_by(2).collect();
    if examples.is_empty() { else_say.to_owned() } else { in_backticks(&examples, "、") }
}

/// The words of a set in Chinese, where they have Chinese ones.
fn chinese(words: crate::yaml::fields::WordSet) -> Vec<&'static str> {
    let first = |others: &[&'static str]| others.iter().copied().find(|word| !word.is_ascii());
    words().into_iter().map(|spelling| first(spelling.others).unwrap_or(spelling.word)).collect()
}

fn in_backticks(words: &[&str], between: &str) -> String {
    words.iter().map(|word| format!("`{word}`")).collect::<Vec<_>>().join(between)
}
