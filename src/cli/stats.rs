//! `notesgen stats`: the notes in numbers.

use clap::ValueEnum;

use super::args::{Messages, Where};
use super::columns::{Align, columns};
use super::{Outcome, load, print};
use crate::changes::Tongue;
use crate::stats::{Passes, Settled, Stats};

/// Count papers, passes, decisions, minutes and what is left to read
#[derive(clap::Args, Debug)]
#[command(after_help = "\
Examples:
  notesgen stats
  notesgen stats --lang zh ~/notes
  notesgen stats --format json | jq .minutes")]
pub(super) struct Args {
    #[command(flatten)]
    place: Where,
    /// How the numbers are written
    #[arg(long, value_name = "FORMAT", default_value = "table")]
    format: Format,
    /// The language of the table; that of the site if not said
    #[arg(long, value_name = "LANG")]
    lang: Option<Language>,
    #[command(flatten)]
    messages: Messages,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
enum Format {
    Table,
    Json,
}

/// The languages that numbers and changes are told in.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub(super) enum Language {
    En,
    Zh,
}

impl Language {
    /// The language to speak: `said`, else that of the site as far as we speak it.
    pub(super) fn tongue(said: Option<Self>, site: &str) -> Tongue {
        match said {
            Some(Self::En) => Tongue::En,
            Some(Self::Zh) => Tongue::Zh,
            None if site.to_lowercase().starts_with("zh") => Tongue::Zh,
            None => Tongue::En,
        }
    }
}

pub(super) fn run(args: &Args) -> anyhow::Result<Outcome> {
    let Args { place, format, lang, messages } = args;
    let Some((project, site)) = load::site(&place.dir, messages)? else {
        return Ok(Outcome::Errors);
    };
    let stats = Stats::of(site.library(), site.links());
    let text = match format {
        Format::Json => format!("{}\n", serde_json::to_string_pretty(&stats)?),
        Format::Table => table(&stats, Language::tongue(*lang, project.config.language.as_str())),
    };
    print::result(&text)?;
    Ok(Outcome::Done)
}

fn table(stats: &Stats, tongue: Tongue) -> String {
    let say = |en: &'static str, zh: &'static str| match tongue {
        Tongue::En => en,
        Tongue::Zh => zh,
    };
    let heads = |words: &[(&'static str, &'static str)]| -> Vec<String> {
        words.iter().map(|(en, zh)| say(en, zh).to_owned()).collect()
    };
    let numbers = |first: &str, numbers: &[u64]| -> Vec<String> {
        let numbers = numbers.iter().map(u64::to_string);
        std::iter::once(first.to_owned()).chain(numbers).collect()
    };
    let n = |n: usize| n as u64;
    let Settled { all: critiques, answered: critiques_answered } = stats.critiques;
    let Settled { all: questions, answered: questions_answered } = stats.questions;
    let Passes { none, pass1, pass2, pass3 } = stats.papers_by_pass;
    let mut totals = vec![
        numbers(say("papers read", "读过的论文"), &[n(stats.papers)]),
        numbers(say("  up to pass 1", "  读到第一遍"), &[n(pass1)]),
        numbers(say("  up to pass 2", "  读到第二遍"), &[n(pass2)]),
        numbers(say("  up to pass 3", "  读到第三遍"), &[n(pass3)]),
        numbers(say("  without a pass", "  没有写遍数"), &[n(none)]),
        numbers(say("notes", "笔记"), &[n(stats.notes)]),
    ];
    for (status, words) in [
        ("to-read", say("  to read", "  待读")),
        ("reading", say("  reading", "  在读")),
        ("read", say("  read", "  已读")),
        ("dropped", say("  dropped", "  弃读")),
    ] {
        let count = stats.notes_by_status.get(status).copied().unwrap_or_default();
        totals.push(numbers(words, &[n(count)]));
    }
    let queue = stats.queue;
    totals.extend([
        numbers(say("queue: wanted papers", "待读清单中的论文"), &[n(queue.wanted)]),
        numbers(say("  high priority", "  优先"), &[n(queue.high)]),
        numbers(say("  normal", "  普通"), &[n(queue.normal)]),
        numbers(say("  low", "  可选"), &[n(queue.low)]),
        numbers(say("minutes", "分钟"), &[stats.minutes]),
        numbers(say("critiques", "批判"), &[n(critiques)]),
        numbers(say("  answered", "  已有回应"), &[n(critiques_answered)]),
        numbers(say("questions", "问题"), &[n(questions)]),
        numbers(say("  answered", "  已有回答"), &[n(questions_answered)]),
    ]);
    let mut passes = vec![heads(&[
        ("pass", "遍"),
        ("notes", "笔记"),
        ("go on", "继续"),
        ("stop", "停止"),
        ("later", "以后"),
        ("undecided", "未定"),
        ("minutes", "分钟"),
    ])];
    passes.extend(stats.passes.iter().map(|pass| {
        let decided = [pass.r#continue, pass.stop, pass.later, pass.undecided];
        let [go_on, stop, later, open] = decided.map(n);
        numbers(&pass.pass.to_string(), &[n(pass.notes), go_on, stop, later, open, pass.minutes])
    }));
    let mut readers = vec![heads(&[
        ("reader", "读者"),
        ("notes", "笔记"),
        ("pass 1", "第一遍"),
        ("pass 2", "第二遍"),
        ("pass 3", "第三遍"),
        ("minutes", "分钟"),
        ("follow-ups", "后续阅读"),
        ("critiques", "批判"),
    ])];
    readers.extend(stats.readers.iter().map(|reader| {
        let Passes { pass1, pass2, pass3, .. } = reader.reached;
        let [notes, one, two, three, follow_ups, critiques] =
            [reader.notes, pass1, pass2, pass3, reader.follow_ups, reader.critiques].map(n);
        let row = [notes, one, two, three, reader.minutes, follow_ups, critiques];
        numbers(&print::one_line(&reader.name), &row)
    }));
    let mut parts = vec![totals, passes];
    if readers.len() > 1 {
        parts.push(readers);
    }
    let parts: Vec<String> = parts.iter().map(|rows| columns(rows, Align::FirstLeft)).collect();
    parts.join("\n")
}
