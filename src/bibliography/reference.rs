//! One entry → its formatted reference, by hayagriva.
//!
//! Each entry is formatted on its own, in the language of the work, without its number: so it can
//! be kept and used on every page. Hayagriva gets no date, name or number that it could stumble
//! over, and none of its HTML is used.

use std::collections::BTreeMap;

use hayagriva::citationberg::json::{
    DateValue, Item, LiteralName, NameItem, NameValue, Value as CslValue, VecDate, VecDateRange,
};
use hayagriva::citationberg::{
    FontStyle, FontVariant, FontWeight, IndependentStyle, LocaleCode, VerticalAlign,
};
use hayagriva::{
    BibliographyDriver, BibliographyRequest, CitationItem, CitationRequest, ElemChild,
    ElemChildren, Formatted,
};

use super::csl_write;
use super::entry::{Date, Entry};
use super::name::{Name, Person};
use super::runs::{Emphasis, Run, split_math};
use super::shape::Shape;
use super::style::{Style, csl_locales};
use super::tidy::{LITERALS, OTHERS, is_placeholder, tidy};

/// Formats the reference of an entry, without number.
pub fn reference(style: Style, entry: &Entry) -> Vec<Run> {
    let (item, literals) = item(style, entry);
    match style.csl_of(Shape::of(&item)) {
        Some(csl) => formatted(&csl, style, entry, &item, &literals),
        None => Vec::new(),
    }
}

/// [`reference()`] by the rules of `csl`.
#[cfg(test)]
pub(super) fn reference_by(csl: &IndependentStyle, style: Style, entry: &Entry) -> Vec<Run> {
    let (item, literals) = item(style, entry);
    formatted(csl, style, entry, &item, &literals)
}

fn formatted(
    csl: &IndependentStyle,
    style: Style,
    entry: &Entry,
    item: &Item,
    literals: &[String],
) -> Vec<Run> {
    // IEEE's words are English whatever the work is written in.
    let chinese = entry.is_chinese() && style != Style::Ieee;
    let locale = LocaleCode(if chinese { "zh-CN" } else { "en-US" }.to_owned());
    let locales = csl_locales();
    let mut driver = BibliographyDriver::new();
    let items = vec![CitationItem::with_entry(item)];
    driver.citation(CitationRequest::new(items, csl, Some(locale.clone()), locales, None));
    let request = BibliographyRequest::new(csl, Some(locale), locales);
    let Some(rendered) = driver.finish(request).bibliography else { return Vec::new() };
    let mut pieces = Vec::new();
    for item in &rendered.items {
        flatten(&item.content, &mut pieces);
    }
    let pieces = tidy(pieces, style, chinese, literals);
    link(pieces.into_iter().flat_map(styled).collect(), entry)
}

/// The entry as hayagriva takes it, and the names it must not take apart or put in capitals.
fn item(style: Style, entry: &Entry) -> (Item, Vec<String>) {
    let mut literals = Vec::new();
    let mut item: BTreeMap<String, CslValue> = BTreeMap::new();
    let hidden =
        ["custom", "abstract", "archive", "archive_location", "note", "keyword", "language"];
    for (name, value) in csl_write::item(entry) {
        if let Some(text) = value.as_str()
            && !hidden.contains(&name.as_str())
        {
            let text = text.replace(is_placeholder, "");
            // What has nothing in it is not there.
            if !text.trim().is_empty() {
                item.insert(name, CslValue::String(text));
            }
        }
    }
    let language = match entry.language.as_deref() {
        _ if entry.is_chinese() => "zh-CN",
        Some(language) if !language.to_lowercase().starts_with("en") => language,
        _ => "en-US",
    };
    item.insert("language".to_owned(), CslValue::String(language.to_owned()));
    for (variable, names) in [("author", &entry.authors), ("editor", &entry.editors)] {
        let names: Vec<NameValue> =
            names.iter().filter_map(|name| name_value(name, &mut literals)).collect();
        if !names.is_empty() {
            item.insert(variable.to_owned(), CslValue::Names(names));
        }
    }
    if let Some(date) = entry.date.and_then(date_value) {
        item.insert("issued".to_owned(), date);
    } else if let Some(words) = entry.first_field(&["year", "pubstate"]) {
        item.insert("status".to_owned(), CslValue::String(words.to_owned()));
    }
    if let Some(seen) = entry.field("urldate").and_then(Date::from_iso).and_then(date_value) {
        item.insert("accessed".to_owned(), seen);
    }
    // A DOI is where the work is; a second address beside it is noise in all three styles.
    if entry.doi.is_some() {
        item.remove("URL");
    } else if !item.contains_key("URL")
        && let Some(id) = &entry.arxiv
        && super::csl_kinds::csl_type(entry) == "article"
    {
        item.insert("URL".to_owned(), CslValue::String(format!("https://arxiv.org/abs/{id}")));
    }
    item.insert("type".to_owned(), CslValue::String(csl_type(style, entry).to_owned()));
    (Item(item), literals)
}

/// The CSL type that an entry is formatted as.
pub(super) fn csl_type(style: Style, entry: &Entry) -> &str {
    let kind = super::csl_kinds::csl_type(entry);
    match style {
        // APA 10.2: a paper in a book of proceedings is cited as a chapter of it.
        Style::Apa if kind == "paper-conference" && entry.volume.is_none() => "chapter",
        // hayagriva's IEEE leaves the year of a web page out.
        Style::Ieee if kind == "webpage" && entry.date.is_some() => "document",
        Style::Apa | Style::Ieee | Style::GbT7714 => kind,
    }
}

fn name_value(name: &Name, literals: &mut Vec<String>) -> Option<NameValue> {
    let literal = |c: char| NameValue::Literal(LiteralName { literal: c.to_string() });
    let mut keep = |text: String| {
        let at = u32::try_from(literals.len()).ok()?;
        let placeholder = char::from_u32(LITERALS + at).filter(|c| u32::from(*c) < 0xf_fff0)?;
        literals.push(text);
        Some(literal(placeholder))
    };
    match name {
        Name::Others => Some(literal(OTHERS)),
        Name::Literal(text) if text.trim().is_empty() => None,
        Name::Literal(text) => keep(text.clone()),
        Name::Person(Person { family, given: None, particle: None, suffix: None }) => {
            keep(family.clone())
        }
        Name::Person(Person { family, given, particle, suffix }) => {
            Some(NameValue::Item(NameItem {
                family: family.clone(),
                given: given.clone(),
                // Always given, for hayagriva takes a family name apart that comes without.
                non_dropping_particle: Some(particle.clone().unwrap_or_default()),
                dropping_particle: None,
                suffix: suffix.clone(),
                comma_suffix: suffix.as_ref().map(|_| true),
            }))
        }
    }
}

fn date_value(date: Date) -> Option<CslValue> {
    let year = i16::try_from(date.year).ok()?;
    let mut parts = vec![year];
    parts.extend(date.month.map(|month| i16::from(month.clamp(1, 12))));
    if date.month.is_some() {
        parts.extend(date.day.map(|day| i16::from(day.clamp(1, 31))));
    }
    Some(CslValue::Date(DateValue::DateParts {
        date_parts: VecDateRange(vec![VecDate(parts)]),
        literal: None,
        season: None,
        circa: false,
    }))
}

/// A text and how it is set.
pub(super) struct Piece {
    pub(super) text: String,
    pub(super) emphasis: Vec<Emphasis>,
}

fn flatten(children: &ElemChildren, out: &mut Vec<Piece>) {
    for child in &children.0 {
        match child {
            ElemChild::Text(formatted) => out.push(piece(formatted)),
            ElemChild::Link { text, .. } => out.push(piece(text)),
            ElemChild::Elem(elem) => flatten(&elem.children, out),
            ElemChild::Markup(text) => {
                out.push(Piece { text: text.clone(), emphasis: Vec::new() });
            }
            ElemChild::Transparent { .. } => {}
        }
    }
}

fn piece(formatted: &Formatted) -> Piece {
    let format = &formatted.formatting;
    let emphasis = [
        (format.font_style == FontStyle::Italic, Emphasis::Italic),
        (format.font_weight == FontWeight::Bold, Emphasis::Bold),
        (format.font_variant == FontVariant::SmallCaps, Emphasis::SmallCaps),
        (format.vertical_align == VerticalAlign::Sup, Emphasis::Superscript),
        (format.vertical_align == VerticalAlign::Sub, Emphasis::Subscript),
    ];
    let emphasis = emphasis.into_iter().filter(|(on, _)| *on).map(|(_, kind)| kind).collect();
    Piece { text: formatted.text.clone(), emphasis }
}

fn styled(piece: Piece) -> Vec<Run> {
    let runs = split_math(&piece.text);
    piece.emphasis.into_iter().fold(runs, |runs, emphasis| vec![Run::Styled(emphasis, runs)])
}

/// Makes links of the entry's DOI and address where they stand in the text.
fn link(runs: Vec<Run>, entry: &Entry) -> Vec<Run> {
    let mut targets: Vec<(String, String)> = Vec::new();
    if let Some(doi) = entry.doi.as_ref().filter(|doi| doi.starts_with("10.")) {
        let url = format!("https://doi.org/{doi}");
        targets.push((url.clone(), url.clone()));
        targets.push((doi.clone(), url));
    }
    let arxiv = entry.arxiv.as_ref().map(|id| format!("https://arxiv.org/abs/{id}"));
    for url in entry.url.iter().chain(&arxiv) {
        if url.starts_with("https://") || url.starts_with("http://") {
            targets.push((url.clone(), url.clone()));
        }
    }
    let mut out = Vec::with_capacity(runs.len());
    for run in runs {
        let Run::Text(text) = &run else {
            out.push(run);
            continue;
        };
        let found = targets
            .iter()
            .find_map(|(shown, url)| text.rfind(shown.as_str()).map(|at| (at, shown.len(), url)));
        let Some((at, length, url)) = found else {
            out.push(run);
            continue;
        };
        let texts = [&text[..at], &text[at..at + length], &text[at + length..]];
        let [before, shown, after] = texts.map(|text| Run::Text(text.to_owned()));
        out.push(before);
        out.push(Run::Link { url: url.clone(), runs: vec![shown] });
        out.push(after);
    }
    out.retain(|run| *run != Run::Text(String::new()));
    out
}
