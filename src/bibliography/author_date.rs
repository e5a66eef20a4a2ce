//! Citations by author and year, as APA 7 has them: `(He et al., 2016a; Vaswani et al., 2017)`.

use std::collections::{BTreeMap, HashMap};

use super::cite::{Cited, Inline, Locale, locator};
use super::entry::Entry;
use super::name::Name;
use super::runs::Run;

/// What the entries of one page are called on it.
pub(super) struct Labels<'e> {
    entries: &'e [Entry],
    locale: Locale,
    /// In the order of the reference list, with the suffix that tells it from its neighbours.
    order: Vec<(usize, Option<String>)>,
    places: HashMap<usize, usize>,
    /// How many names are needed before `et al.`
    shown: HashMap<usize, usize>,
}

impl<'e> Labels<'e> {
    pub(super) fn new(entries: &'e [Entry], cited: Vec<usize>, locale: Locale) -> Self {
        let mut order = cited;
        order.sort_by_cached_key(|&at| (sort_key(&entries[at], locale), at));
        let shown = names_needed(entries, &order, locale);
        let mut same: BTreeMap<(String, Option<i32>), Vec<usize>> = BTreeMap::new();
        for (place, &at) in order.iter().enumerate() {
            let names = short_names(&entries[at], shown[&at], locale, false);
            same.entry((names, entries[at].year())).or_default().push(place);
        }
        let mut suffixes: Vec<Option<String>> = vec![None; order.len()];
        for places in same.values().filter(|places| places.len() > 1) {
            for (nth, &place) in places.iter().enumerate() {
                suffixes[place] = Some(letters(nth));
            }
        }
        let places = order.iter().enumerate().map(|(place, &at)| (at, place)).collect();
        let order = order.into_iter().zip(suffixes).collect();
        Self { entries, locale, order, places, shown }
    }

    pub(super) fn list(&self) -> impl Iterator<Item = (usize, Option<&str>)> {
        self.order.iter().map(|(entry, suffix)| (*entry, suffix.as_deref()))
    }

    pub(super) fn citation(&self, narrative: bool, items: &[Cited]) -> Vec<Inline> {
        let zh = self.locale == Locale::Zh;
        let (open, close) = if zh { ("（", "）") } else { ("(", ")") };
        let (comma, semicolon) = if zh { ("，", "；") } else { (", ", "; ") };
        let plain = |text: &str| Inline { text: text.to_owned(), entry: None, raised: false };
        let linked = |text: String, entry| Inline { text, entry: Some(entry), raised: false };
        let mut out = Vec::new();
        let place = |item: &Cited| {
            let place = item.locator.as_deref().map(|place| locator(place, self.locale));
            place.map(|place| format!("{comma}{place}")).unwrap_or_default()
        };
        if narrative {
            for (at, item) in items.iter().enumerate() {
                let before = if at > 0 { semicolon } else { "" };
                let space = if zh { "" } else { " " };
                let year = self.year(item.entry);
                out.push(plain(before));
                let names = self.names(item.entry, true);
                let text = format!("{names}{space}{open}{year}{}{close}", place(item));
                out.push(linked(text, item.entry));
            }
            out.retain(|piece| !piece.text.is_empty());
            return out;
        }
        let mut items: Vec<&Cited> = items.iter().collect();
        items.sort_by_key(|item| self.places.get(&item.entry));
        items.dedup();
        let mut last_names = None;
        for item in &items {
            let names = self.names(item.entry, false);
            let before = match &last_names {
                None => open,
                Some(last) if *last == names => comma,
                Some(_) => semicolon,
            };
            out.push(plain(before));
            let year = format!("{}{}", self.year(item.entry), place(item));
            let repeated = last_names.as_ref() == Some(&names);
            let text = if repeated { year } else { format!("{names}{comma}{year}") };
            out.push(linked(text, item.entry));
            last_names = Some(names);
        }
        if last_names.is_some() {
            out.push(plain(close));
        }
        out
    }

    fn names(&self, entry: usize, narrative: bool) -> String {
        let shown = self.shown.get(&entry).copied().unwrap_or(1);
        short_names(&self.entries[entry], shown, self.locale, narrative)
    }

    fn year(&self, entry: usize) -> String {
        let suffix = self.places.get(&entry).and_then(|&place| self.order[place].1.as_deref());
        let words = self.entries[entry].first_field(&["year", "pubstate"]);
        match (self.entries[entry].year(), suffix) {
            (Some(year), suffix) => format!("{year}{}", suffix.unwrap_or_default()),
            (None, suffix) => {
                let none = if self.locale == Locale::Zh { "日期不详" } else { "n.d." };
                let year = words.unwrap_or(none);
                suffix.map_or(year.to_owned(), |suffix| format!("{year}-{suffix}"))
            }
        }
    }
}

/// Puts the suffix behind the year of a formatted reference: `(2016)` → `(2016a)`.
pub(super) fn with_suffix(runs: &[Run], entry: &Entry, suffix: Option<&str>) -> Vec<Run> {
    let mut runs = runs.to_vec();
    let Some(suffix) = suffix else { return runs };
    let years = match entry.year() {
        Some(year) => vec![(format!("({year}"), suffix.to_owned())],
        None => ["(n.d.", "(日期不详", "(不详", "(in press"]
            .into_iter()
            .map(|words| (words.to_owned(), format!("-{suffix}")))
            .collect(),
    };
    for run in &mut runs {
        let Run::Text(text) = run else { continue };
        let found = years.iter().find_map(|(year, suffix)| {
            text.find(year.as_str()).map(|at| (at + year.len(), suffix))
        });
        if let Some((at, suffix)) = found {
            text.insert_str(at, suffix);
            break;
        }
    }
    runs
}

/// APA 7, 8.17: one name, two names, or the first and `et al.`; `shown` names if one is not enough
/// to tell two works apart.
pub(super) fn short_names(entry: &Entry, shown: usize, locale: Locale, narrative: bool) -> String {
    let names = if entry.authors.is_empty() { &entry.editors } else { &entry.authors };
    let others = names.contains(&Name::Others);
    let names: Vec<String> =
        names.iter().map(Name::short).filter(|name| !name.is_empty()).collect();
    let zh = locale == Locale::Zh;
    let chinese = entry.is_chinese();
    let join = match (zh || chinese, narrative) {
        (true, _) => "和",
        (false, true) => " and ",
        (false, false) => " & ",
    };
    match names.as_slice() {
        [] => title_words(entry, zh),
        [only] if !others => only.clone(),
        [first, second] if !others => format!("{first}{join}{second}"),
        names if shown >= names.len() && !others => {
            let (last, before) = names.split_last().map_or(("", names), |(l, b)| (l.as_str(), b));
            let comma = if zh { "" } else { "," };
            format!("{}{comma}{join}{last}", before.join(if zh { "、" } else { ", " }))
        }
        names => {
            let shown = shown.clamp(1, names.len());
            let comma = if shown > 1 && !zh { "," } else { "" };
            let et_al = if zh || chinese { "等" } else { " et al." };
            format!("{}{comma}{et_al}", names[..shown].join(if zh { "、" } else { ", " }))
        }
    }
}

/// Without authors the title stands for them, in quotation marks.
fn title_words(entry: &Entry, zh: bool) -> String {
    let title = entry.title.as_deref().unwrap_or(&entry.key);
    let short: String = if title.chars().count() <= 40 {
        title.to_owned()
    } else {
        let cut: String = title.chars().take(40).collect();
        let end = if cut.is_ascii() { cut.rfind(' ').unwrap_or(cut.len()) } else { cut.len() };
        format!("{}…", &cut[..end])
    };
    if zh { format!("《{short}》") } else { format!("“{short}”") }
}

/// For each entry how many names must be shown (APA 7, 8.18).
fn names_needed(entries: &[Entry], cited: &[usize], locale: Locale) -> HashMap<usize, usize> {
    let mut shown: HashMap<usize, usize> = cited.iter().map(|&at| (at, 1)).collect();
    let most = cited.iter().map(|&at| entries[at].authors.len()).max().unwrap_or(0).min(20);
    for _ in 1..most {
        let mut groups: BTreeMap<(String, Option<i32>), Vec<usize>> = BTreeMap::new();
        for &at in cited {
            let names = short_names(&entries[at], shown[&at], locale, false);
            groups.entry((names, entries[at].year())).or_default().push(at);
        }
        let mut changed = false;
        for group in groups.values() {
            let first = &entries[group[0]].authors;
            if group.iter().all(|&at| entries[at].authors == *first) {
                continue;
            }
            for at in group {
                if entries[*at].authors.len() > 2 {
                    *shown.entry(*at).or_insert(1) += 1;
                    changed = true;
                }
            }
        }
        if !changed {
            break;
        }
    }
    shown
}

/// By author, year and title; Chinese by pinyin, and first on a Chinese page.
fn sort_key(entry: &Entry, locale: Locale) -> (bool, String, Option<i32>, String) {
    let names = if entry.authors.is_empty() { &entry.editors } else { &entry.authors };
    let names: Vec<String> = names
        .iter()
        .map(|name| match name {
            Name::Person(person) => {
                format!("{} {}", person.full_family(), person.given.as_deref().unwrap_or_default())
            }
            Name::Literal(name) => name.clone(),
            Name::Others => String::new(),
        })
        .collect();
    let title = entry.title.as_deref().unwrap_or_default();
    let first = if names.is_empty() { title.to_owned() } else { names.join(" ") };
    let sortable = |text: &str| deunicode::deunicode(text).to_lowercase();
    let later = locale == Locale::Zh && !entry.is_chinese();
    (later, sortable(&first), entry.year(), sortable(title))
}

/// `a`, `b`, … `z`, `aa`.
fn letters(nth: usize) -> String {
    let letter = |at: usize| char::from(b'a' + u8::try_from(at % 26).unwrap_or_default());
    match (nth / 26).checked_sub(1) {
        Some(more) => letters(more) + &String::from(letter(nth)),
        None => String::from(letter(nth)),
    }
}
