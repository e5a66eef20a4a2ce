//! What changed, in English and in Chinese: as text, as Markdown, as HTML.

use super::{Changes, Event, Fact, PaperChange, Thing};
use crate::model::{DecisionWord, PassNumber};

/// The language that changes are told in.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Tongue {
    /// English.
    En,
    /// Chinese.
    Zh,
}

/// `1 new paper, 2 changed`.
pub fn title(changes: &Changes, tongue: Tongue) -> String {
    let Changes { added, changed, removed, .. } = changes;
    let counts = [added.len(), changed.len(), removed.len()];
    let parts: Vec<String> = match tongue {
        Tongue::En => [("new", counts[0]), ("changed", counts[1]), ("removed", counts[2])]
            .into_iter()
            .filter(|(_, n)| *n > 0)
            .map(|(word, n)| format!("{n} {word}"))
            .collect(),
        Tongue::Zh => [("新增", counts[0]), ("更新", counts[1]), ("移除", counts[2])]
            .into_iter()
            .filter(|(_, n)| *n > 0)
            .map(|(word, n)| format!("{word} {n} 篇"))
            .collect(),
    };
    match (tongue, parts.is_empty()) {
        (Tongue::En, true) => "nothing changed".to_owned(),
        (Tongue::Zh, true) => "没有变化".to_owned(),
        (Tongue::En, false) => format!("Papers: {}", parts.join(", ")),
        (Tongue::Zh, false) => format!("论文：{}", parts.join("，")),
    }
}

/// Lines for a terminal.
pub fn text(changes: &Changes, tongue: Tongue) -> String {
    let mut out = title(changes, tongue) + "\n";
    for (sign, papers) in groups(changes) {
        for paper in papers {
            out += &format!("{sign} {}\n", line(paper, &paper.name, tongue));
        }
    }
    out
}

/// A list for a pull request.
pub fn markdown(changes: &Changes, tongue: Tongue) -> String {
    let mut out = format!("### {}\n", title(changes, tongue));
    if !changes.is_empty() {
        out.push('\n');
    }
    for (sign, papers) in groups(changes) {
        for paper in papers {
            let name = match sign {
                '-' => format!("~~{}~~", paper.name),
                _ => format!("**{}**", paper.name),
            };
            out += &format!("- {}\n", line(paper, &format!("{name} (`{}`)", paper.key), tongue));
        }
    }
    out
}

/// A list for a feed.
pub fn html(changes: &Changes, tongue: Tongue) -> String {
    let mut out = "<ul>".to_owned();
    for (_, papers) in groups(changes) {
        for paper in papers {
            out += &format!("<li>{}</li>", escape(&line(paper, &paper.name, tongue)));
        }
    }
    out + "</ul>"
}

fn groups(changes: &Changes) -> [(char, &[PaperChange]); 3] {
    [('+', &changes.added), ('~', &changes.changed), ('-', &changes.removed)]
}

fn escape(text: &str) -> String {
    text.replace('&', "&amp;").replace('<', "&lt;").replace('>', "&gt;")
}

/// `ResNet: pass 1 → 2, 2 new follow-ups, 1 critique answered`.
fn line(paper: &PaperChange, name: &str, tongue: Tongue) -> String {
    let facts: Vec<String> = paper.facts.iter().map(|fact| say(fact, tongue)).collect();
    match tongue {
        Tongue::En => format!("{name}: {}", facts.join(", ")),
        Tongue::Zh => format!("{name}：{}", facts.join("，")),
    }
}

fn say(fact: &Fact, tongue: Tongue) -> String {
    let pass = |pass: Option<PassNumber>| pass.map_or(0, PassNumber::number);
    match (tongue, fact) {
        (Tongue::En, Fact::NoteAdded(reader, reached)) => {
            let by = reader.as_ref().map_or_else(String::new, |name| format!(" by {name}"));
            match reached {
                Some(reached) => format!("new note{by} up to pass {}", reached.number()),
                None => format!("new note{by}"),
            }
        }
        (Tongue::Zh, Fact::NoteAdded(reader, reached)) => {
            let by = reader.as_ref().map_or_else(String::new, |name| format!("（{name}）"));
            match reached {
                Some(reached) => format!("新笔记{by}，读到第 {} 遍", reached.number()),
                None => format!("新笔记{by}"),
            }
        }
        (Tongue::En, Fact::NoteRemoved(None)) => "note removed".to_owned(),
        (Tongue::En, Fact::NoteRemoved(Some(name))) => format!("note by {name} removed"),
        (Tongue::Zh, Fact::NoteRemoved(None)) => "移除了笔记".to_owned(),
        (Tongue::Zh, Fact::NoteRemoved(Some(name))) => format!("移除了笔记（{name}）"),
        (Tongue::En, Fact::WasWanted(1)) => "was wanted by 1 paper".to_owned(),
        (Tongue::En, Fact::WasWanted(n)) => format!("was wanted by {n} papers"),
        (Tongue::Zh, Fact::WasWanted(n)) => format!("此前有 {n} 篇论文想读它"),
        (Tongue::En, Fact::Pass(was, is)) => format!("pass {} → {}", pass(*was), pass(*is)),
        (Tongue::Zh, Fact::Pass(was, is)) => format!("第 {} 遍 → 第 {} 遍", pass(*was), pass(*is)),
        (Tongue::En, Fact::Decided(pass, word)) => {
            let to = match word {
                DecisionWord::Continue => "go on",
                DecisionWord::Stop => "stop",
                DecisionWord::Later => "wait",
            };
            format!("decided to {to} after pass {}", pass.number())
        }
        (Tongue::Zh, Fact::Decided(pass, word)) => {
            let to = match word {
                DecisionWord::Continue => "继续读",
                DecisionWord::Stop => "到此为止",
                DecisionWord::Later => "以后再读",
            };
            format!("第 {} 遍后决定{to}", pass.number())
        }
        (Tongue::En, Fact::Minutes(n)) => format!("{n} more minutes"),
        (Tongue::Zh, Fact::Minutes(n)) => format!("又读了 {n} 分钟"),
        (Tongue::En, Fact::Count(thing, event, n)) => count_en(*thing, *event, *n),
        (Tongue::Zh, Fact::Count(thing, event, n)) => count_zh(*thing, *event, *n),
        (Tongue::En, Fact::Revised) => "texts revised".to_owned(),
        (Tongue::Zh, Fact::Revised) => "修改了文字".to_owned(),
    }
}

fn count_en(thing: Thing, event: Event, n: usize) -> String {
    let one = match thing {
        Thing::FollowUp => "follow-up",
        Thing::Critique => "critique",
        Thing::Question => "question",
        Thing::Claim => "claim",
        Thing::Result => "result",
    };
    let s = if n == 1 { "" } else { "s" };
    match event {
        Event::New => format!("{n} new {one}{s}"),
        Event::Answered => format!("{n} {one}{s} answered"),
        Event::Gone => format!("{n} {one}{s} removed"),
    }
}

fn count_zh(thing: Thing, event: Event, n: usize) -> String {
    let what = match thing {
        Thing::FollowUp => "篇后续阅读",
        Thing::Critique => "条批判",
        Thing::Question => "个问题",
        Thing::Claim => "条论断",
        Thing::Result => "项结果",
    };
    match event {
        Event::Answered if thing == Thing::Question => format!("{n} {what}得到回答"),
        Event::New => format!("新增 {n} {what}"),
        Event::Answered => format!("{n} {what}得到回应"),
        Event::Gone => format!("删去 {n} {what}"),
    }
}
