//! Which nodes get their name on the map: the important ones first, each where it covers no other
//! name and no named node.

#![expect(clippy::cast_possible_truncation, reason = "pixels of a sheet are small")]

use std::collections::BTreeMap;

use super::Point;

/// The cells that boxes are found by.
const CELL: f64 = 48.0;
/// Between a node and its name.
const GAP: f64 = 3.0;

/// A name that a node would like to have.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Label {
    /// The middle of the node.
    pub(crate) at: Point,
    /// Its radius.
    pub(crate) radius: f64,
    /// How wide the name is.
    pub(crate) width: f64,
    /// How high.
    pub(crate) height: f64,
}

/// Which point of the name its coordinates mean, as `text-anchor` says it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Anchor {
    /// Its start.
    Start,
    /// Its middle.
    Middle,
    /// Its end.
    End,
}

impl Anchor {
    /// The word of SVG.
    pub(crate) fn as_str(self) -> &'static str {
        match self {
            Self::Start => "start",
            Self::Middle => "middle",
            Self::End => "end",
        }
    }
}

/// Where a name stands.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(crate) struct Placed {
    /// Its anchor on its base line.
    pub(crate) at: Point,
    /// Which point of it that is.
    pub(crate) anchor: Anchor,
    /// Its left upper corner.
    pub(crate) low: Point,
    /// Its right lower corner.
    pub(crate) high: Point,
}

/// Places `labels`, the most important first, on a sheet; `None` for one that fits nowhere. None
/// covers a node of `nodes`, given by middle and radius, but perhaps its own.
pub(crate) fn place(
    labels: &[Label],
    nodes: &[(Point, f64)],
    width: f64,
    height: f64,
) -> Vec<Option<Placed>> {
    let mut taken = Taken::default();
    let mut circles = Taken::default();
    for &(at, radius) in nodes {
        let corner = |side: f64| Point { x: at.x + side * radius, y: at.y + side * radius };
        circles.add(corner(-1.0), corner(1.0));
    }
    labels
        .iter()
        .map(|label| {
            let node = Placed {
                at: label.at,
                anchor: Anchor::Middle,
                low: Point { x: label.at.x - label.radius, y: label.at.y - label.radius },
                high: Point { x: label.at.x + label.radius, y: label.at.y + label.radius },
            };
            // A name covers neither names nor named nodes, and no name covers its own node.
            if label.radius > 0.0 && !taken.free(node.low, node.high) {
                return None;
            }
            let placed = candidates(label).into_iter().find(|it| {
                let inside =
                    it.low.x >= 0.0 && it.low.y >= 0.0 && it.high.x <= width && it.high.y <= height;
                inside && taken.free(it.low, it.high) && circles.free(it.low, it.high)
            })?;
            taken.add(placed.low, placed.high);
            if label.radius > 0.0 {
                taken.add(node.low, node.high);
            }
            Some(placed)
        })
        .collect()
}

/// Right of the node, left, above, below; a name without a node stands on its point.
fn candidates(label: &Label) -> Vec<Placed> {
    let Label { at, radius, width, height } = *label;
    let beside = radius + GAP;
    let boxed = |anchor: Anchor, x: f64, middle: f64| {
        let left = match anchor {
            Anchor::Start => x,
            Anchor::Middle => x - width / 2.0,
            Anchor::End => x - width,
        };
        let low = Point { x: left, y: middle - height / 2.0 };
        let high = Point { x: left + width, y: middle + height / 2.0 };
        // The base line of a text of this height.
        Placed { at: Point { x, y: middle + height * 0.28 }, anchor, low, high }
    };
    if radius <= 0.0 {
        let shifts = [0.0, -height, height, -2.0 * height, 2.0 * height];
        return shifts.iter().map(|shift| boxed(Anchor::Middle, at.x, at.y + shift)).collect();
    }
    vec![
        boxed(Anchor::Start, at.x + beside, at.y),
        boxed(Anchor::End, at.x - beside, at.y),
        boxed(Anchor::Middle, at.x, at.y - beside - height / 2.0),
        boxed(Anchor::Middle, at.x, at.y + beside + height / 2.0),
    ]
}

/// Boxes that are taken, by the cells that they touch.
#[derive(Default)]
struct Taken {
    cells: BTreeMap<(i64, i64), Vec<(Point, Point)>>,
}

impl Taken {
    fn cells(low: Point, high: Point) -> impl Iterator<Item = (i64, i64)> {
        let cell = |at: f64| (at / CELL).floor() as i64;
        let rows = cell(low.y)..=cell(high.y);
        rows.flat_map(move |row| (cell(low.x)..=cell(high.x)).map(move |column| (column, row)))
    }

    fn free(&self, low: Point, high: Point) -> bool {
        Self::cells(low, high).filter_map(|cell| self.cells.get(&cell)).flatten().all(|other| {
            other.0.x >= high.x || other.1.x <= low.x || other.0.y >= high.y || other.1.y <= low.y
        })
    }

    fn add(&mut self, low: Point, high: Point) {
        for cell in Self::cells(low, high) {
            self.cells.entry(cell).or_default().push((low, high));
        }
    }
}
