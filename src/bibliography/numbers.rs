//! Citations by number: `[1], [3]–[5]` in IEEE, raised `[1,3-5]` in GB/T 7714.

use super::author_date::short_names;
use super::cite::{Cited, Inline, Locale, locator};
use super::entry::Entry;
use super::style::Style;

pub(super) struct Context<'e> {
    pub(super) style: Style,
    pub(super) locale: Locale,
    pub(super) entries: &'e [Entry],
}

impl Context<'_> {
    pub(super) fn citation(
        &self,
        narrative: bool,
        items: &[Cited],
        number: &dyn Fn(usize) -> usize,
    ) -> Vec<Inline> {
        let mut out = Vec::new();
        if narrative {
            for (at, item) in items.iter().enumerate() {
                let before = match (at, self.locale) {
                    (0, _) => "",
                    (_, Locale::En) => ", ",
                    (_, Locale::Zh) => "、",
                };
                let names = short_names(&self.entries[item.entry], 1, self.locale, true);
                let space = if self.locale == Locale::En { " " } else { "" };
                out.push(plain(format!("{before}{names}{space}")));
                out.extend(self.group(&[item], number));
            }
            return out;
        }
        let mut items: Vec<&Cited> = items.iter().collect();
        items.sort_by_key(|item| number(item.entry));
        items.dedup();
        out.extend(self.group(&items, number));
        out
    }

    fn group(&self, items: &[&Cited], number: &dyn Fn(usize) -> usize) -> Vec<Inline> {
        let gb = self.style == Style::GbT7714;
        // GB/T 7714 10.1.3: pages stand behind the brackets.
        let raised = |text: &str, entry| Inline { text: text.to_owned(), entry, raised: gb };
        let mut out = Vec::new();
        let mut at = 0;
        if gb && !items.is_empty() {
            out.push(raised("[", None));
        }
        while let Some(first) = items.get(at) {
            if at > 0 {
                out.push(raised(if gb { "," } else { ", " }, None));
            }
            let run = run_length(&items[at..], number);
            let show = |item: &Cited| {
                let number = number(item.entry);
                match &item.locator {
                    _ if gb => number.to_string(),
                    Some(place) => format!("[{number}, {}]", locator(place, self.locale)),
                    None => format!("[{number}]"),
                }
            };
            out.push(raised(&show(first), Some(first.entry)));
            if run > 2 {
                let last = items[at + run - 1];
                out.push(raised(if gb { "-" } else { "–" }, None));
                out.push(raised(&show(last), Some(last.entry)));
                at += run;
            } else {
                at += 1;
            }
        }
        if gb && !items.is_empty() {
            let places: Vec<String> =
                items.iter().filter_map(|item| item.locator.as_deref().map(bare_pages)).collect();
            out.push(raised(&format!("]{}", places.join(",")), None));
        }
        out
    }
}

fn plain(text: String) -> Inline {
    Inline { text, entry: None, raised: false }
}

/// How many items follow each other by number, none of them with a place of its own.
fn run_length(items: &[&Cited], number: &dyn Fn(usize) -> usize) -> usize {
    let follows = |pair: &&[&Cited]| {
        number(pair[1].entry) == number(pair[0].entry) + 1
            && pair[0].locator.is_none()
            && pair[1].locator.is_none()
    };
    1 + items.windows(2).take_while(follows).count()
}

/// `p. 3`, `pp. 3-5`, `第 3 页` → the pages alone; other places as they are.
fn bare_pages(place: &str) -> String {
    let text = place.trim();
    let inner = text.strip_prefix("pp.").or_else(|| text.strip_prefix("p."));
    let inner = inner.or_else(|| text.strip_prefix('第').and_then(|text| text.strip_suffix('页')));
    inner.unwrap_or(text).trim().replace('–', "-")
}
