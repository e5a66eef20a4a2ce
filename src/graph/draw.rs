//! A graph on a sheet: communities, places, and the whole fitted into a width.

#![expect(
    clippy::cast_precision_loss,
    clippy::cast_possible_truncation,
    clippy::cast_sign_loss,
    reason = "counts of nodes and pixels of a sheet are small"
)]

use rustc_hash::FxHashMap;

use super::communities::communities;
use super::force::places;
use super::{Bond, Point};
use crate::kept::Kept;

/// How strongly the nodes of one group are drawn together, compared with a bond.
const GROUP: f64 = 0.35;
/// A group with more than this part of all nodes says nothing about them.
const LARGE_GROUP: usize = 3;
/// The least space between two nodes.
const GAP: f64 = 2.0;
/// How often nodes that overlap are pushed apart.
const ROUNDS: usize = 24;
/// The distance between nodes without any bond, which stand in rows at the foot of the sheet.
const ROW: f64 = 20.0;

/// A graph on a sheet of a given width.
#[derive(Clone, Debug, PartialEq)]
pub(crate) struct Drawing {
    /// Where each node stands.
    pub(crate) points: Vec<Point>,
    /// The community of each node; 0 is the largest.
    pub(crate) communities: Vec<usize>,
    /// The height of the sheet.
    pub(crate) height: f64,
    /// How many cells, bodies and bonds were looked at.
    pub(crate) visits: u64,
}

/// Draws nodes of the given radii. Each of `groups` holds nodes that have something in common and
/// belong a little nearer to each other. `margin` stays free at each edge. What an earlier build has
/// drawn is `kept`.
pub(crate) fn draw(
    kept: &Kept,
    radii: &[f64],
    bonds: &[Bond],
    groups: &[Vec<usize>],
    width: f64,
    margin: f64,
) -> Drawing {
    let parts = format!("{radii:?} {bonds:?} {groups:?} {width} {margin}");
    let drawn = || drawn(radii, bonds, groups, width, margin);
    let bytes = kept.result("drawing", &[parts.as_bytes()], || drawn().to_bytes());
    Drawing::from_bytes(&bytes).unwrap_or_else(drawn)
}

fn drawn(radii: &[f64], bonds: &[Bond], groups: &[Vec<usize>], width: f64, margin: f64) -> Drawing {
    let nodes = radii.len();
    // A group is a node of its own to which its members are bound: linear in the members, where
    // bonds between all of them would be quadratic.
    let told = |group: &&Vec<usize>| group.len() > 1 && group.len() * LARGE_GROUP <= nodes.max(12);
    let groups: Vec<&Vec<usize>> = groups.iter().filter(told).collect();
    let mut all = bonds.to_vec();
    for (place, group) in groups.iter().enumerate() {
        all.extend(group.iter().map(|&a| Bond { a, b: nodes + place, weight: GROUP }));
    }
    let mut bound = vec![false; nodes + groups.len()];
    for bond in all.iter().filter(|bond| bond.a != bond.b) {
        bound[bond.a] = true;
        bound[bond.b] = true;
    }
    // Nodes that nothing binds are left out of the forces.
    let inner: Vec<usize> = (0..bound.len()).filter(|&node| bound[node]).collect();
    let mut place = vec![usize::MAX; bound.len()];
    for (at, &node) in inner.iter().enumerate() {
        place[node] = at;
    }
    let held: Vec<Bond> = all
        .iter()
        .filter(|bond| bond.a != bond.b)
        .map(|bond| Bond { a: place[bond.a], b: place[bond.b], weight: bond.weight })
        .collect();
    let of = communities(inner.len(), &held);
    let (at, visits) = places(inner.len(), &held, &of);

    let mut drawing = Drawing {
        points: vec![Point::default(); nodes],
        communities: vec![usize::MAX; nodes],
        height: 0.0,
        visits,
    };
    let seen: Vec<usize> = (0..nodes).filter(|&node| bound[node]).collect();
    for &node in &seen {
        drawing.points[node] = at[place[node]];
        drawing.communities[node] = of[place[node]];
    }
    drawing.fit(&seen, radii, width, margin);
    drawing.stand_in_rows(&bound, radii, width, margin);
    drawing
}

impl Drawing {
    /// Every number as eight bytes, the lowest first: the points and communities, then the rest.
    fn to_bytes(&self) -> Vec<u8> {
        let nodes = self.points.iter().zip(&self.communities);
        nodes
            .flat_map(|(at, &of)| [at.x.to_bits(), at.y.to_bits(), of as u64])
            .chain([self.height.to_bits(), self.visits])
            .flat_map(u64::to_le_bytes)
            .collect()
    }

    fn from_bytes(bytes: &[u8]) -> Option<Self> {
        let (numbers, []) = bytes.as_chunks::<8>() else { return None };
        let (nodes, last) = numbers.split_at_checked(numbers.len().checked_sub(2)?)?;
        let number = |bytes: &[u8; 8]| u64::from_le_bytes(*bytes);
        let real = |bytes| f64::from_bits(number(bytes));
        let (nodes, []) = nodes.as_chunks::<3>() else { return None };
        Some(Self {
            points: nodes.iter().map(|[x, y, _]| Point { x: real(x), y: real(y) }).collect(),
            communities: nodes.iter().map(|[_, _, of]| number(of) as usize).collect(),
            height: real(&last[0]),
            visits: number(&last[1]),
        })
    }

    /// Scales the nodes `seen` to the sheet and pushes apart those that overlap.
    fn fit(&mut self, seen: &[usize], radii: &[f64], width: f64, margin: f64) {
        if seen.is_empty() {
            self.height = margin;
            return;
        }
        let (low, high) = self.bounds(seen);
        let (wide, high_) = (high.x - low.x, high.y - low.y);
        // A sheet is wider than high.
        if high_ > wide {
            for &node in seen {
                let Point { x, y } = self.points[node];
                self.points[node] = Point { x: y, y: x };
            }
        }
        let free = width - 2.0 * margin;
        let (low, high) = self.bounds(seen);
        let wide = (high.x - low.x).max(1e-9);
        let scale = (free / wide).min(120.0 / spacing(seen.len(), wide, high.y - low.y));
        for &node in seen {
            let point = &mut self.points[node];
            *point = Point { x: (point.x - low.x) * scale, y: (point.y - low.y) * scale };
        }
        self.spread(seen, radii);
        let (low, high) = self.bounds(seen);
        let shift = (width - (high.x - low.x)) / 2.0 - low.x;
        let shrink = (free / (high.x - low.x).max(1e-9)).min(1.0);
        for &node in seen {
            let point = &mut self.points[node];
            let x = (point.x + shift - width / 2.0) * shrink + width / 2.0;
            *point = Point { x, y: (point.y - low.y) * shrink + margin };
        }
        self.height = (high.y - low.y) * shrink + 2.0 * margin;
    }

    fn bounds(&self, seen: &[usize]) -> (Point, Point) {
        let mut low = Point { x: f64::MAX, y: f64::MAX };
        let mut high = Point { x: f64::MIN, y: f64::MIN };
        for &node in seen {
            let Point { x, y } = self.points[node];
            low = Point { x: low.x.min(x), y: low.y.min(y) };
            high = Point { x: high.x.max(x), y: high.y.max(y) };
        }
        (low, high)
    }

    /// Pushes apart nodes that overlap, a little in each round.
    fn spread(&mut self, seen: &[usize], radii: &[f64]) {
        let largest = radii.iter().copied().fold(1.0, f64::max);
        let cell = 2.0 * largest + GAP;
        let key = |point: Point| ((point.x / cell).floor() as i64, (point.y / cell).floor() as i64);
        for _ in 0..ROUNDS {
            let mut grid: FxHashMap<(i64, i64), Vec<usize>> = FxHashMap::default();
            for &node in seen {
                grid.entry(key(self.points[node])).or_default().push(node);
            }
            let mut moved = false;
            for &node in seen {
                let (column, row) = key(self.points[node]);
                for near in
                    [(0, 0), (1, 0), (0, 1), (1, 1), (-1, 1), (-1, 0), (0, -1), (1, -1), (-1, -1)]
                {
                    let others = grid.get(&(column + near.0, row + near.1));
                    for &other in others.into_iter().flatten().filter(|&&other| other > node) {
                        moved |= self.part(node, other, radii[node] + radii[other] + GAP);
                    }
                }
            }
            if !moved {
                break;
            }
        }
    }

    /// Moves two nodes until their distance is `least`; whether they had to.
    fn part(&mut self, a: usize, b: usize, least: f64) -> bool {
        let (dx, dy) = (self.points[b].x - self.points[a].x, self.points[b].y - self.points[a].y);
        let distance = (dx * dx + dy * dy).sqrt();
        if distance >= least {
            return false;
        }
        let (dx, dy) = if distance > 1e-9 { (dx / distance, dy / distance) } else { (1.0, 0.0) };
        let half = (least - distance) / 2.0;
        self.points[a].x -= dx * half;
        self.points[a].y -= dy * half;
        self.points[b].x += dx * half;
        self.points[b].y += dy * half;
        true
    }

    /// Puts nodes without any bond in rows below the others.
    fn stand_in_rows(&mut self, bound: &[bool], radii: &[f64], width: f64, margin: f64) {
        let alone: Vec<usize> = (0..radii.len()).filter(|&node| !bound[node]).collect();
        let columns = (((width - 2.0 * margin) / ROW).floor() as usize).max(1);
        for (place, &node) in alone.iter().enumerate() {
            let (row, column) = (place / columns, place % columns);
            let x = margin + (column as f64 + 0.5) * ROW;
            self.points[node] = Point { x, y: self.height + (row as f64 + 0.5) * ROW };
        }
        if !alone.is_empty() {
            self.height += alone.len().div_ceil(columns) as f64 * ROW + margin;
        }
    }
}

/// About how far apart neighbours are, of `count` nodes on a sheet of this size.
fn spacing(count: usize, wide: f64, high: f64) -> f64 {
    let area = wide * high.max(wide * 0.1);
    (area / count as f64).sqrt().max(1e-9)
}
