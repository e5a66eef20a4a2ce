//! Entries → BibTeX that BibTeX, BibLaTeX and [`super::read_bibtex`] all read.
//!
//! Unicode is kept; only what TeX would take for a command is escaped. The order of fields is
//! fixed, so that a file written twice is the same file.

use std::collections::HashSet;
use std::fmt::Write as _;
use std::ops::Range;

use super::entry::{Date, Entry};
use super::fields::is_in_book;
use super::latex::math;
use super::macros::{is_untouched, is_verbatim};
use super::name::{Name, Person};
use super::scan_value::is_command;

/// Writes entries as a BibTeX file, in the given order, keys as they are.
///
/// A `crossref` to an entry that is not among them is left out: what came from it is written.
pub fn write_bibtex(entries: &[&Entry]) -> String {
    let keys: HashSet<String> = entries.iter().map(|entry| entry.key.to_lowercase()).collect();
    let mut out = String::new();
    for entry in entries {
        if !out.is_empty() {
            out.push('\n');
        }
        write_entry(&mut out, entry, &keys);
    }
    out
}

fn write_entry(out: &mut String, entry: &Entry, keys: &HashSet<String>) {
    let Entry {
        key,
        kind,
        title,
        protected,
        authors,
        editors,
        date,
        container,
        publisher,
        volume,
        number,
        pages,
        doi,
        arxiv,
        isbn,
        url,
        abstract_text,
        language,
        fields,
        range: _,
    } = entry;
    let kind = if kind.is_empty() { "misc" } else { kind };
    let mut fields_out = Fields { out };
    _ = write!(fields_out.out, "@{kind}{{{key}");
    fields_out.raw("title", title.as_deref().map(|title| protect(title, protected)));
    fields_out.raw("author", names(authors));
    fields_out.raw("editor", names(editors));
    // A field of the same name among the rest keeps it; the other spelling means the same.
    let free = |name, other| if entry.field(name).is_some() { other } else { name };
    let container_name =
        if is_in_book(kind) { "booktitle" } else { free("journal", "journaltitle") };
    fields_out.text(container_name, container.as_deref());
    if let Some(date) = date {
        fields_out.date(*date, entry);
    }
    for (name, value) in [
        ("volume", volume),
        ("number", number),
        ("pages", pages),
        ("publisher", publisher),
        ("isbn", isbn),
        ("doi", doi),
    ] {
        fields_out.text(name, value.as_deref());
    }
    if let Some(id) = arxiv
        && entry.field("eprint").is_none()
    {
        // An id that stands in the URL, DOI or journal need not be said again, but may be.
        fields_out.raw("eprint", Some(id.clone()));
        fields_out.raw("archivePrefix", Some("arXiv".to_owned()));
    }
    fields_out.text("url", url.as_deref());
    fields_out.text(free("language", "langid"), language.as_deref());
    for (name, value) in fields {
        let lost = matches!(name.as_str(), "crossref") && !keys.contains(&value.to_lowercase());
        let lost = lost
            || (name == "xdata"
                && !value.split(',').all(|key| keys.contains(&key.trim().to_lowercase())));
        if !lost {
            fields_out.text(name, Some(value));
        }
    }
    fields_out.text("abstract", abstract_text.as_deref());
    fields_out.out.push_str("\n}\n");
}

struct Fields<'o> {
    out: &'o mut String,
}

impl Fields<'_> {
    fn text(&mut self, name: &str, value: Option<&str>) {
        let value = value.map(|value| {
            if is_untouched(name) {
                balanced(value)
            } else if is_verbatim(name) {
                escape_verbatim(value)
            } else {
                let mut out = String::with_capacity(value.len());
                escape(&mut out, value);
                out
            }
        });
        self.raw(name, value);
    }

    fn raw(&mut self, name: &str, value: Option<String>) {
        if let Some(value) = value.filter(|value| !value.is_empty()) {
            _ = write!(self.out, ",\n  {name} = {{{}}}", within_a_line(&value));
        }
    }

    /// Year and month as BibTeX has them; a day can only be said in BibLaTeX's `date`. What the
    /// entry says in words of its own (`in press`) stays as it is.
    fn date(&mut self, date: Date, entry: &Entry) {
        if entry.field("date").is_some() {
            return;
        }
        let Date { year, month, day } = date;
        if entry.field("year").is_none() {
            self.raw("year", Some(format!("{year:04}")));
        }
        let Some(month) = month else { return };
        if entry.field("month").is_none() {
            _ = write!(self.out, ",\n  month = {}", MONTHS[usize::from(month.clamp(1, 12)) - 1]);
        }
        if let Some(day) = day {
            self.raw("day", Some(day.to_string()));
        }
    }
}

/// `value` without a line that begins as an entry does: who reads it would think that the field before
/// was not closed. White space is one space to BibTeX.
fn within_a_line(value: &str) -> String {
    let mut parts = value.split('@');
    let mut out = parts.next().unwrap_or_default().to_owned();
    for part in parts {
        let before = out.trim_end().len();
        if is_command(part) && before < out.len() {
            out.truncate(before);
            out.push(' ');
        }
        out.push('@');
        out.push_str(part);
    }
    out
}

const MONTHS: [&str; 12] =
    ["jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec"];

/// A title with its protected parts in braces.
fn protect(title: &str, protected: &[Range<usize>]) -> String {
    let mut out = String::with_capacity(title.len() + 8);
    let mut at = 0;
    for range in protected {
        // Ranges of somebody else's making may not fit; then they protect nothing.
        let (Some(before), Some(held)) = (title.get(at..range.start), title.get(range.clone()))
        else {
            continue;
        };
        escape(&mut out, before);
        // BibTeX takes `{\…}` for a letter, not for something to protect.
        out.push_str(if held.starts_with('\\') { "{{}" } else { "{" });
        escape(&mut out, held);
        out.push('}');
        at = range.end;
    }
    escape(&mut out, title.get(at..).unwrap_or_default());
    out
}

/// Text as LaTeX. Math stays; a command that was not understood when read is a command again.
fn escape(out: &mut String, text: &str) {
    let mut rest = text;
    while let Some(c) = rest.chars().next() {
        // For BibTeX `\}` closes too: a formula that would end the field is text.
        if let Some(formula) = math(rest).filter(|formula| is_balanced(formula)) {
            out.push_str(formula);
            rest = &rest[formula.len()..];
            continue;
        }
        rest = &rest[c.len_utf8()..];
        match c {
            '&' | '%' | '$' | '#' | '_' => out.extend(['\\', c]),
            '{' => out.push_str("\\textbraceleft{}"),
            '}' => out.push_str("\\textbraceright{}"),
            '~' => out.push_str("\\textasciitilde{}"),
            '^' => out.push_str("\\textasciicircum{}"),
            '\\' => {
                let letters = rest.bytes().take_while(u8::is_ascii_alphabetic).count();
                if letters == 0 {
                    out.push_str("\\textbackslash{}");
                } else {
                    out.extend(["{\\", &rest[..letters], "}"]);
                    rest = &rest[letters..];
                }
            }
            '–' => out.push_str("--"),
            '—' => out.push_str("---"),
            // Two of them would become one sign.
            '-' if rest.starts_with('-') => out.push_str("-{}"),
            '\'' if rest.starts_with('\'') => out.push_str("'{}"),
            '`' if rest.starts_with('`') => out.push_str("`{}"),
            _ => out.push(c),
        }
    }
}

/// An address or identifier: hyperref wants it as it is, but for braces and backslashes.
fn escape_verbatim(value: &str) -> String {
    let paired = is_balanced(value);
    let mut out = String::with_capacity(value.len());
    for c in value.chars() {
        match c {
            // Percent-encoded, they mean the same in an address and cannot end the field.
            '{' if !paired => out.push_str("%7B"),
            '}' if !paired => out.push_str("%7D"),
            '{' | '}' | '\\' => out.extend(['\\', c]),
            _ => out.push(c),
        }
    }
    out
}

/// A value kept byte by byte must not end the field before its time.
fn balanced(value: &str) -> String {
    if is_balanced(value) { value.to_owned() } else { value.replace(['{', '}'], "") }
}

/// Whether braces pair as BibTeX counts them: those after a backslash too.
fn is_balanced(value: &str) -> bool {
    let mut depth = 0_i64;
    for byte in value.bytes() {
        depth += i64::from(byte == b'{') - i64::from(byte == b'}');
        if depth < 0 {
            break;
        }
    }
    depth == 0
}

fn names(names: &[Name]) -> Option<String> {
    let names: Vec<String> = names.iter().map(name).filter(|name| !name.is_empty()).collect();
    (!names.is_empty()).then(|| names.join(" and "))
}

fn name(name: &Name) -> String {
    let mut out = String::new();
    match name {
        Name::Others => out.push_str("others"),
        Name::Literal(text) if text.is_empty() => {}
        Name::Literal(text) => {
            let bare = !text.contains([' ', ',', '，'])
                && super::parse_name(text) == *name
                && !text.eq_ignore_ascii_case("and");
            out.push_str(if bare { "" } else { "{" });
            escape(&mut out, text);
            out.push_str(if bare { "" } else { "}" });
        }
        Name::Person(Person { family, given, particle, suffix }) => {
            if let Some(particle) = particle {
                name_part(&mut out, particle);
                out.push(' ');
            }
            // A family name that would be read as a particle is held together.
            let lower = family.split(' ').rev().skip(1).any(|word| {
                word.chars().find(|c| c.is_alphabetic()).is_some_and(char::is_lowercase)
            });
            let hold = lower;
            out.push_str(if hold { "{" } else { "" });
            name_part(&mut out, family);
            out.push_str(if hold { "}" } else { "" });
            for part in [suffix, given].into_iter().flatten() {
                out.push_str(", ");
                name_part(&mut out, part);
            }
            if given.is_none() && suffix.is_some() {
                out.push_str(", {}");
            } else if given.is_none() && family.contains(' ') && !hold {
                out.push(',');
            }
        }
    }
    out
}

/// A part of a name, in braces where a comma or `and` in it would be misread.
fn name_part(out: &mut String, part: &str) {
    let hold =
        part.contains([',', '，']) || part.split(' ').any(|word| word.eq_ignore_ascii_case("and"));
    out.push_str(if hold { "{" } else { "" });
    escape(out, part);
    out.push_str(if hold { "}" } else { "" });
}
