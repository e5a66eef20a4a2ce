//! Repulsion of all nodes from all others in n·log n steps: nodes far away act together, from their
//! centre of mass (Barnes and Hut, 1986).

use super::Point;

/// A cell whose width is at most this part of its distance acts as one body.
const ANGLE: f64 = 0.85;
/// A cell with at most so many bodies is not divided.
const LEAF: usize = 6;
/// A cell is divided at most so often: bodies may stand on one point.
const DEPTH: usize = 24;

/// Bodies in cells, each cell divided into four.
pub(super) struct Tree {
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
    /// The bodies of a leaf.
    bodies: std::ops::Range<usize>,
    /// The four parts; none in a leaf.
    parts: Vec<usize>,
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

    /// Makes the cell of the bodies in `range`, which stands around `middle`; its place.
    fn divide(
        &mut self,
        range: std::ops::Range<usize>,
        middle: Point,
        width: f64,
        depth: usize,
    ) -> usize {
        let bodies = &mut self.bodies[range.clone()];
        let mass: f64 = bodies.iter().map(|body| body.mass).sum();
        let centre = Point {
            x: bodies.iter().map(|body| body.at.x * body.mass).sum::<f64>() / mass,
            y: bodies.iter().map(|body| body.at.y * body.mass).sum::<f64>() / mass,
        };
        let quarter = |body: &Body| (body.at.y > middle.y, body.at.x > middle.x);
        let place = self.cells.len();
        if bodies.len() <= LEAF || depth == 0 {
            self.cells.push(Cell { centre, mass, width, bodies: range, parts: Vec::new() });
            return place;
        }
        bodies.sort_by_key(quarter);
        let ends: Vec<usize> =
            bodies.chunk_by(|a, b| quarter(a) == quarter(b)).map(<[Body]>::len).collect();
        self.cells.push(Cell { centre, mass, width, bodies: 0..0, parts: Vec::new() });
        let (mut start, half) = (range.start, width / 2.0);
        for length in ends {
            let (below, right) = quarter(&self.bodies[start]);
            let shift = |far: bool| if far { half / 2.0 } else { -half / 2.0 };
            let middle = Point { x: middle.x + shift(right), y: middle.y + shift(below) };
            let part = self.divide(start..start + length, middle, half, depth - 1);
            self.cells[place].parts.push(part);
            start += length;
        }
        place
    }

    /// The push that the node `node`, which stands at `at`, gets from all others: from each its mass
    /// divided by the distance. With it the number of cells and bodies looked at.
    pub(super) fn push(&self, node: usize, at: Point) -> (Point, u64) {
        let (mut push, mut visits) = (Point::default(), 0);
        let mut add = |from: Point, mass: f64| {
            let (dx, dy) = (at.x - from.x, at.y - from.y);
            let force = mass / (dx * dx + dy * dy + 1e-6);
            push.x += dx * force;
            push.y += dy * force;
        };
        let mut open = if self.cells.is_empty() { Vec::new() } else { vec![0] };
        while let Some(place) = open.pop() {
            let cell = &self.cells[place];
            visits += 1;
            let (dx, dy) = (at.x - cell.centre.x, at.y - cell.centre.y);
            if cell.parts.is_empty() {
                for body in self.bodies[cell.bodies.clone()].iter().filter(|it| it.node != node) {
                    visits += 1;
                    add(body.at, body.mass);
                }
            } else if cell.width * cell.width < ANGLE * ANGLE * (dx * dx + dy * dy) {
                add(cell.centre, cell.mass);
            } else {
                open.extend(&cell.parts);
            }
        }
        (push, visits)
    }
}
