//! Dates as far as they are known.

use std::fmt;
use std::str::FromStr;

/// A year of publication, 1 to 9999.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Year(pub u16);

impl FromStr for Year {
    type Err = String;

    fn from_str(text: &str) -> Result<Self, String> {
        let text = half_width(text);
        let digits = text.trim().trim_end_matches(['年', '.']).trim();
        match digits.parse() {
            Ok(year @ 1000..=9999) if digits.len() == 4 => Ok(Self(year)),
            _ => Err(format!("`{}` is not a year such as `2012`", text.trim())),
        }
    }
}

impl fmt::Display for Year {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}", self.0)
    }
}

/// A year, a month or a day. Orders by what is known: `2024` comes before `2024-05`.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct PartialDate {
    /// The year.
    pub year: u16,
    /// The month, 1 to 12.
    pub month: Option<u8>,
    /// The day, 1 to 31; only with a month.
    pub day: Option<u8>,
}

impl FromStr for PartialDate {
    type Err = String;

    /// Reads `2024`, `2024-05`, `2024-05-01`, `2024/5/1`, `2024.5.1`, `20240501`, `2024年5月1日`;
    /// a time of day behind it is passed over.
    fn from_str(text: &str) -> Result<Self, String> {
        let wide = half_width(text);
        let error = || format!("`{}` is not a date such as `2024-05-01`", text.trim());
        let date = wide.trim().split(['T', ' ']).next().unwrap_or_default();
        let date = date.replace(['年', '月', '/', '.'], "-");
        let date = date.trim_end_matches(['日', '号', '-']);
        let numbers: Vec<&str> = match date.len() {
            8 if date.bytes().all(|b| b.is_ascii_digit()) => {
                vec![&date[..4], &date[4..6], &date[6..]]
            }
            _ => date.split('-').collect(),
        };
        let number = |text: &str| match text.len() {
            1 | 2 => text.parse::<u8>().ok(),
            _ => None,
        };
        let (year, month, day) = match numbers[..] {
            [year] => (year, None, None),
            [year, month] => (year, Some(number(month).ok_or_else(error)?), None),
            [year, month, day] => {
                (year, Some(number(month).ok_or_else(error)?), Some(number(day).ok_or_else(error)?))
            }
            _ => return Err(error()),
        };
        let Year(year) = year.parse().map_err(|_| error())?;
        if let Some(month) = month {
            let days = i8::try_from(month)
                .ok()
                .and_then(|month| jiff::civil::Date::new(i16::try_from(year).ok()?, month, 1).ok())
                .map(|first| first.days_in_month().unsigned_abs());
            match (days, day) {
                (None, _) => return Err(format!("`{}`: there is no month {month}", text.trim())),
                (Some(days), Some(day)) if !(1..=days).contains(&day) => {
                    return Err(format!("`{}`: that month has no day {day}", text.trim()));
                }
                _ => {}
            }
        }
        Ok(Self { year, month, day })
    }
}

impl PartialDate {
    /// The weekday of a day, 0 for Monday to 6 for Sunday; `None` for a month, a year or a day that
    /// no calendar has.
    pub fn weekday(self) -> Option<u8> {
        let (month, day) = (i8::try_from(self.month?).ok()?, i8::try_from(self.day?).ok()?);
        let date = jiff::civil::Date::new(i16::try_from(self.year).ok()?, month, day).ok()?;
        u8::try_from(date.weekday().to_monday_zero_offset()).ok()
    }
}

impl fmt::Display for PartialDate {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{:04}", self.year)?;
        if let Some(month) = self.month {
            write!(f, "-{month:02}")?;
        }
        if let Some(day) = self.day {
            write!(f, "-{day:02}")?;
        }
        Ok(())
    }
}

/// `text` with full-width digits, slashes and hyphens made narrow.
fn half_width(text: &str) -> String {
    text.chars()
        .map(|c| match c {
            '０'..='９' | '／' | '－' | '．' => char::from_u32(c as u32 - 0xFEE0).unwrap_or(c),
            c => c,
        })
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_date_is_read_as_people_write_it() {
        for (written, expected) in [
            ("2024", Some("2024")),
            ("2024-05", Some("2024-05")),
            ("2024/5/1", Some("2024-05-01")),
            ("2024年5月1日", Some("2024-05-01")),
            ("2024-05-01T10:00:00+08:00", Some("2024-05-01")),
            ("20240501", Some("2024-05-01")),
            ("2023-02-29", None),
            ("2024-13-01", None),
            ("2024-05-32", None),
            ("05/01/2024", None),
            ("soon", None),
        ] {
            let read = written.parse::<PartialDate>().ok().map(|date| date.to_string());
            assert_eq!(read.as_deref(), expected, "{written}");
        }
    }

    #[test]
    fn a_day_has_a_weekday_if_the_calendar_has_the_day() {
        for (date, expected) in [
            ("2024-01-01", Some(0)),
            ("2024-02-29", Some(3)),
            ("2023-12-31", Some(6)),
            ("2024-05", None),
            ("2024", None),
        ] {
            assert_eq!(date.parse::<PartialDate>().unwrap().weekday(), expected, "{date}");
        }
        let never = PartialDate { year: 2023, month: Some(2), day: Some(30) };
        assert_eq!(never.weekday(), None);
    }

    #[test]
    fn a_year_may_be_written_in_chinese() {
        assert_eq!("2012年".parse(), Ok(Year(2012)));
        assert_eq!("２０１２".parse(), Ok(Year(2012)));
        assert!("12".parse::<Year>().is_err());
    }
}
