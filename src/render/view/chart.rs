//! The chart of a metric. Coordinates are text with at most one decimal, as SVG takes them.

use serde::Serialize;

use super::MapLabel;

/// What papers report over the years, as dots, and the best so far, as a line of steps.
#[derive(Debug, Serialize)]
pub(crate) struct Chart {
    /// The width of the picture.
    pub(crate) width: String,
    /// Its height.
    pub(crate) height: String,
    /// Where the lines of the numbers start.
    pub(crate) left: String,
    /// Where they end.
    pub(crate) right: String,
    /// Where the axis of the years is.
    pub(crate) bottom: String,
    /// The numbers on the upright axis.
    pub(crate) ticks: Vec<ChartTick>,
    /// The years.
    pub(crate) years: Vec<ChartTick>,
    /// The best so far, as the `d` of a path; empty if nobody says which direction is better.
    pub(crate) best: String,
    /// The reported numbers.
    pub(crate) dots: Vec<ChartDot>,
}

/// A number or year on an axis.
#[derive(Debug, Serialize)]
pub(crate) struct ChartTick {
    /// Where it is along the axis.
    pub(crate) at: String,
    /// What it says.
    pub(crate) words: String,
}

/// A reported number.
#[derive(Debug, Serialize)]
pub(crate) struct ChartDot {
    /// Its middle, from the left.
    pub(crate) x: String,
    /// Its middle, from the top.
    pub(crate) y: String,
    /// The row in the note.
    pub(crate) href: String,
    /// The paper, the number with its unit, the setting.
    pub(crate) title: String,
    /// Whether nothing before it was better.
    pub(crate) record: bool,
    /// The paper's name, where there is room for it.
    pub(crate) label: Option<MapLabel>,
}
