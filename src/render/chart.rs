//! The chart of one metric: what papers report over the years, and the best so far.
//!
//! Invariant: it shows only numbers with a year, and none if there are fewer than two.

use std::fmt::Write as _;

use crate::graph::{self, Label, Point};
use crate::model::Better;

use super::picture::{number, width_of};
use super::view;

const WIDTH: f64 = 680.0;
const HEIGHT: f64 = 280.0;
const LEFT: f64 = 56.0;
const RIGHT: f64 = 24.0;
const TOP: f64 = 18.0;
const BOTTOM: f64 = 34.0;
const RADIUS: f64 = 5.0;
/// At most so many steps of an axis.
const STEPS: f64 = 5.0;
const YEARS: u16 = 8;
/// The size of names.
const NAME: f64 = 12.0;
/// The distance between the points that stand for a line when names are placed.
const STROKE: f64 = 6.0;
/// Numbers larger than this are not drawn: a tick could not name them.
const LARGEST: f64 = 1e12;

/// A number that a paper reports.
pub(super) struct Reported {
    /// When the paper appeared.
    pub(super) year: u16,
    /// The number.
    pub(super) value: f64,
    /// The row of the table in the note.
    pub(super) href: String,
    /// What the paper is called in short.
    pub(super) name: String,
    /// What the dot says: the paper, the number with its unit, the setting.
    pub(super) title: String,
}

/// The chart of `rows`; the best so far if it is known which direction is `better`.
pub(super) fn chart(mut rows: Vec<Reported>, better: Option<Better>) -> Option<view::Chart> {
    rows.retain(|row| row.value.abs() < LARGEST);
    if rows.len() < 2 {
        return None;
    }
    rows.sort_by_key(|row| row.year);
    let values = rows.iter().map(|row| row.value);
    let (low, high) = (values.clone().fold(f64::MAX, f64::min), values.fold(f64::MIN, f64::max));
    let ticks = ticks(low, high)?;
    let (bottom, top) = (ticks.first()?.0, ticks.last()?.0);
    let (first, last) = (rows.first()?.year, rows.last()?.year);
    let (first_x, last_x) = if first == last { (first - 1, last + 1) } else { (first, last) };
    let x = |year: u16| {
        let part = f64::from(year - first_x) / f64::from(last_x - first_x);
        // Dots stand clear of the axis.
        LEFT + 14.0 + part * (WIDTH - LEFT - RIGHT - 28.0)
    };
    let y =
        |value: f64| HEIGHT - BOTTOM - (value - bottom) / (top - bottom) * (HEIGHT - TOP - BOTTOM);

    let (path, records) =
        better.map_or_else(Default::default, |better| so_far(&rows, better, x, y));
    let names = names(&rows, &records, x, y);
    let dots =
        rows.into_iter().enumerate().zip(names).map(|((place, row), label)| view::ChartDot {
            x: number(x(row.year)),
            y: number(y(row.value)),
            record: records.contains(&place),
            title: row.title,
            href: row.href,
            label,
        });
    Some(view::Chart {
        width: number(WIDTH),
        height: number(HEIGHT),
        left: number(LEFT),
        right: number(WIDTH - RIGHT),
        bottom: number(HEIGHT - BOTTOM),
        best: path,
        dots: dots.collect(),
        ticks: ticks
            .into_iter()
            .map(|(value, words)| view::ChartTick { at: number(y(value)), words })
            .collect(),
        years: years(first, last)
            .map(|year| view::ChartTick { at: number(x(year)), words: year.to_string() })
            .collect(),
    })
}

/// The line of the best so far, level between records, and the rows that are records.
fn so_far(
    rows: &[Reported],
    better: Better,
    x: impl Fn(u16) -> f64,
    y: impl Fn(f64) -> f64,
) -> (String, Vec<usize>) {
    let beats = |a: f64, b: f64| match better {
        Better::Lower => a < b,
        Better::Higher => a > b,
    };
    let (mut path, mut records) = (String::new(), Vec::new());
    let mut best: Option<f64> = None;
    let mut start = 0;
    for year in rows.chunk_by(|a, b| a.year == b.year) {
        let mut record = start;
        for (place, row) in year.iter().enumerate() {
            if beats(row.value, rows[record].value) {
                record = start + place;
            }
        }
        let Reported { year: when, value, .. } = rows[record];
        if best.is_none_or(|best| beats(value, best)) {
            let _ = match best {
                None => write!(path, "M{} {}", number(x(when)), number(y(value))),
                Some(_) => write!(path, "H{}V{}", number(x(when)), number(y(value))),
            };
            best = Some(value);
            records.push(record);
        }
        start += year.len();
    }
    if let Some(row) = rows.last() {
        let _ = write!(path, "H{}", number(x(row.year)));
    }
    (path, records)
}

/// The names of dots that have room for one, records first.
fn names(
    rows: &[Reported],
    records: &[usize],
    x: impl Fn(u16) -> f64,
    y: impl Fn(f64) -> f64,
) -> Vec<Option<view::MapLabel>> {
    let mut circles: Vec<(Point, f64)> =
        rows.iter().map(|row| (Point { x: x(row.year), y: y(row.value) }, RADIUS)).collect();
    // Names keep clear of the numbers at the axis.
    let mut top = 0.0;
    while top < HEIGHT {
        circles.push((Point { x: LEFT / 2.0, y: top }, LEFT / 2.0));
        top += LEFT;
    }
    // And of the line's level parts.
    for (n, &record) in records.iter().enumerate() {
        let end = records.get(n + 1).copied().unwrap_or(rows.len() - 1);
        let (at, mut left) = (circles[record].0, circles[record].0.x + RADIUS);
        while left < circles[end].0.x {
            circles.push((Point { x: left, y: at.y }, 1.0));
            left += STROKE;
        }
    }
    let others = (0..rows.len()).filter(|place| !records.contains(place));
    let order: Vec<usize> = records.iter().copied().chain(others).collect();
    let wishes: Vec<Label> = order
        .iter()
        .map(|&place| Label {
            at: circles[place].0,
            radius: RADIUS,
            width: width_of(&rows[place].name, NAME),
            height: NAME * 1.3,
        })
        .collect();
    let mut labels: Vec<Option<view::MapLabel>> = rows.iter().map(|_| None).collect();
    let mut named: Vec<&str> = Vec::new();
    let placed = graph::place(&wishes, &circles, WIDTH, HEIGHT - BOTTOM);
    for (place, label) in order.into_iter().zip(placed) {
        // Several numbers of one paper need its name once.
        let name = rows[place].name.as_str();
        let Some(label) = label.filter(|_| !named.contains(&name)) else { continue };
        named.push(name);
        labels[place] = Some(view::MapLabel {
            x: number(label.at.x),
            y: number(label.at.y),
            anchor: label.anchor.as_str(),
            words: name.to_owned(),
        });
    }
    labels
}

/// Round numbers from below `low` to above `high`, with their words.
fn ticks(low: f64, high: f64) -> Option<Vec<(f64, String)>> {
    let span = if high > low { high - low } else { high.abs().max(1.0) };
    let (step, decimals) = steps().find(|(step, _)| span / step <= STEPS)?;
    let (mut first, mut last) = ((low / step).floor(), (high / step).ceil());
    if first >= last {
        (first, last) = (first - 1.0, last + 1.0);
    }
    let mut ticks = Vec::new();
    while first <= last {
        let value = first * step;
        // `-0` is `0` on an axis.
        ticks.push((value, format!("{:.decimals$}", if first == 0.0 { 0.0 } else { value })));
        first += 1.0;
    }
    Some(ticks)
}

/// 1, 2 and 5 times the powers of ten, the smallest first, with the decimals that each needs.
fn steps() -> impl Iterator<Item = (f64, usize)> {
    (-9_i32..=12).flat_map(|power| {
        [1, 2, 5].into_iter().filter_map(move |digit| {
            // Parsed, because the powers that are calculated may differ in the last bit.
            let step: f64 = format!("{digit}e{power}").parse().ok()?;
            Some((step, usize::try_from(-power).unwrap_or(0)))
        })
    })
}

/// Years from `first` to `last` that the axis names.
fn years(first: u16, last: u16) -> impl Iterator<Item = u16> {
    let steps = [1, 2, 5, 10, 20, 50, 100, 1000];
    let step = steps.into_iter().find(|step| (last - first) / step < YEARS).unwrap_or(1000);
    (first..=last).filter(move |year| year % step == 0 || first == last)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn ticks_are_round_and_hold_every_number() {
        for (low, high, expected) in [
            (3.57, 17.0, "0 5 10 15 20"),
            (0.912, 0.954, "0.91 0.92 0.93 0.94 0.95 0.96"),
            (28.4, 28.4, "20 30"),
            (0.0, 0.0, "-0.2 0.0 0.2"),
            (-3.0, 4.0, "-4 -2 0 2 4"),
            (120_000.0, 950_000.0, "0 200000 400000 600000 800000 1000000"),
        ] {
            let ticks = ticks(low, high).unwrap();
            assert!(ticks[0].0 <= low && ticks.last().unwrap().0 >= high, "{low} {high}");
            let words: Vec<String> = ticks.into_iter().map(|(_, words)| words).collect();
            assert_eq!(words.join(" "), expected);
        }
    }

    #[test]
    fn the_best_so_far_is_a_step_at_each_record() {
        let row = |year, value| Reported {
            year,
            value,
            href: String::new(),
            name: String::new(),
            title: String::new(),
        };
        let rows =
            [row(2012, 17.0), row(2012, 16.0), row(2014, 18.0), row(2015, 5.0), row(2017, 6.0)];
        let (path, records) =
            so_far(&rows, Better::Lower, |year| f64::from(year - 2000), |value| value);
        assert_eq!(path, "M12 16H15V5H17");
        assert_eq!(records, [1, 3]);
        let (_, records) = so_far(&rows, Better::Higher, f64::from, |value| value);
        assert_eq!(records, [0, 2]);
    }

    #[test]
    fn an_axis_of_years_names_at_most_eight() {
        assert_eq!(years(2012, 2016).collect::<Vec<_>>(), [2012, 2013, 2014, 2015, 2016]);
        assert_eq!(years(1998, 2020).collect::<Vec<_>>(), [2000, 2005, 2010, 2015, 2020]);
        assert_eq!(years(2016, 2016).collect::<Vec<_>>(), [2016]);
    }
}
