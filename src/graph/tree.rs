//! Repulsion of all nodes from all others in n·log n steps: nodes far away act together, from their
//! centre of mass (Barnes and Hut, 1986).

use super::Point;

/// A cell whose width is at most this part of its distance acts as one body.
const ANGLE: f64 = 1.2;
/// The same for a leaf, so that none acts as one body on those in it.
const OUTSIDE: f64 = 0.9;
/// A cell with at most so many bodies is not divided.
const LEAF: usize = 6;
/// A cell is divided at most so often: bodies may stand on one point.
const DEPTH: usize = 24;

/// Bodies in cells, each cell divided into up to four.
pub(super) struct Tree {
    /// Each cell before its parts, so that a walk needs no memory of where it came from.
    cells: Vec<Cell>,
    bodies: Vec<Body>,
}

#[derive(Clone, Copy)]
struct Body {
    node: usize,
    at: Point,
    mass: f64,
}

struct Cell {
    centre: Point,
    mass: f64,
    width: f64,
    /// The bodies of a leaf; none if it is divided.
    bodies: std::ops::Range<usize>,
    /// The place of the first cell that is not part of this one.
    after: usize,
}

impl Tree {
    /// The tree of nodes at `points`.
    pub(super) fn new(points: &[Point], mass: &[f64]) -> Self {
        let bodies = points.iter().zip(mass).enumerate();
        let bodies: Vec<Body> =
            bodies.map(|(node, (&at, &mass))| Body { node, at, mass }).collect();
        let count = bodies.len();
        let mut tree = Self { cells: Vec::new(), bodies };
        let (mut low, mut high) = (f64::MAX, f64::MIN);
        for point in points {
            low = low.min(point.x).min(point.y);
            high = high.max(point.x).max(point.y);
        }
        if count > 0 {
            let middle = f64::midpoint(low, high);
            tree.divide(0..count, Point { x: middle, y: middle }, (high - low).max(1e-9), DEPTH);
        }
        tree
    }

    /// Makes the cell of the bodies in `range`, which stands around `middle`, and its parts.
    fn divide(&mut self, range: std::ops::Range<usize>, middle: Point, width: f64, depth: usize) {
        let bodies = &mut self.bodies[range.clone()];
        let mass: f64 = bodies.iter().map(|body| body.mass).sum();
        let centre = Point {
            x: bodies.iter().map(|body| body.at.x * body.mass).sum::<f64>() / mass,
            y: bodies.iter().map(|body| body.at.y * body.mass).sum::<f64>() / mass,
        };
        let quarter = |body: &Body| (body.at.y > middle.y, body.at.x > middle.x);
        let place = self.cells.len();
        let cell = |bodies| Cell { centre, mass, width, bodies, after: place + 1 };
        if bodies.len() <= LEAF || depth == 0 {
            self.cells.push(cell(range));
            return;
        }
        bodies.sort_by_key(quarter);
        self.cells.push(cell(0..0));
        let (mut start, half) = (range.start, width / 2.0);
        while start < range.end {
            let (below, right) = quarter(&self.bodies[start]);
            let mates = self.bodies[start..range.end].iter();
            let length = mates.take_while(|&body| quarter(body) == (below, right)).count();
            let shift = |far: bool| if far { half / 2.0 } else { -half / 2.0 };
            let middle = Point { x: middle.x + shift(right), y: middle.y + shift(below) };
            self.divide(start..start + length, middle, half, depth - 1);
            start += length;
        }
        self.cells[place].after = self.cells.len();
    }

    /// The push that the node `node`, which stands at `at`, gets from all others: from each its mass
    /// divided by the distance. With it the number of cells and bodies looked at.
    pub(super) fn push(&self, node: usize, at: Point) -> (Point, u64) {
        let (mut push, mut visits) = (Point::default(), 0);
        let mut add = |dx: f64, dy: f64, distance: f64, mass: f64| {
            let force = mass / (distance + 1e-6);
            push.x += dx * force;
            push.y += dy * force;
        };
        let mut place = 0;
        while let Some(cell) = self.cells.get(place) {
            visits += 1;
            let (dx, dy) = (at.x - cell.centre.x, at.y - cell.centre.y);
            let distance = dx * dx + dy * dy;
            let angle = if cell.bodies.is_empty() { ANGLE } else { OUTSIDE };
            if cell.width * cell.width < angle * angle * distance {
                add(dx, dy, distance, cell.mass);
                place = cell.after;
                continue;
            }
            for body in &self.bodies[cell.bodies.clone()] {
                visits += 1;
                if body.node != node {
                    let (dx, dy) = (at.x - body.at.x, at.y - body.at.y);
                    add(dx, dy, dx * dx + dy * dy, body.mass);
                }
            }
            place += 1;
        }
        (push, visits)
    }
}
