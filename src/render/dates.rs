//! Dates in the words of a language, which the theme's strings hold.

use crate::model::PartialDate;
use crate::theme::Theme;

use super::view::DateWords;
use super::writer::Writer;

/// `date` in the words of `lang`: `1 May 2024`, `2024年5月1日`, or as much of it as is known.
pub(super) fn date_words(theme: &Theme, lang: &str, date: PartialDate) -> DateWords {
    let year = date.year.to_string();
    let month = date.month.map(|month| theme.words(lang, &format!("month-{month}"), &[]));
    let day = date.day.map(|day| day.to_string());
    let words = match (month.as_deref(), day.as_deref()) {
        (None, _) => theme.words(lang, "date-year", &[("year", &year)]),
        (Some(month), None) => {
            theme.words(lang, "date-month", &[("year", &year), ("month", month)])
        }
        (Some(month), Some(day)) => {
            theme.words(lang, "date-day", &[("year", &year), ("month", month), ("day", day)])
        }
    };
    DateWords { iso: date.to_string(), words }
}

/// The month of `date` alone, in the words of the page's language.
pub(super) fn month(writer: &Writer<'_>, date: PartialDate) -> String {
    let month = date.month.map_or(String::new(), |month| month.to_string());
    writer.site.words(&format!("month-short-{month}"), &[])
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_date_reads_as_its_language_writes_it() {
        let theme = Theme::builtin("default").unwrap();
        for (lang, date, expected) in [
            ("en", "2024-05-01", "1 May 2024"),
            ("en", "2024-05", "May 2024"),
            ("en", "2024", "2024"),
            ("zh", "2024-05-01", "2024年5月1日"),
            ("zh-Hans", "2024-12", "2024年12月"),
            ("zh", "2024", "2024年"),
        ] {
            let date = date.parse().unwrap();
            assert_eq!(date_words(&theme, lang, date).words, expected);
        }
    }
}
