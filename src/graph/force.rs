//! Where nodes stand when bonds pull and all nodes push: the forces of ForceAtlas2 (Jacomy et al.,
//! 2014), started from the communities, cooled in a fixed number of steps.

#![expect(clippy::cast_precision_loss, reason = "counts of nodes are far below 2^52")]

use rayon::prelude::*;

use super::tree::Tree;
use super::{Bond, Point, neighbours};

/// Steps; the last ones move nodes by less than a pixel.
const STEPS: usize = 150;
/// Steps in the beginning, when nodes go far, each with pushes of its own.
const EARLY: usize = 10;
/// How many steps share the same pushes after that.
const SHARED: usize = 4;
/// How strongly nodes push.
const PUSH: f64 = 1.0;
/// How strongly everything is drawn to the middle, so that parts without a link stay on the map.
const GRAVITY: f64 = 0.035;
/// How much a bond between two communities pulls, compared with one inside.
const ABROAD: f64 = 0.3;
/// Cosine and sine of the golden angle, as digits because a library's last bit may differ.
const TURN: Point = Point { x: -0.737_368_878_078_319_9, y: 0.675_490_294_261_524 };

/// The place of each node around (0, 0), and the work that it took.
pub(super) fn places(nodes: usize, bonds: &[Bond], community: &[usize]) -> (Vec<Point>, u64) {
    let mut around = neighbours(nodes, bonds);
    for (node, around) in around.iter_mut().enumerate() {
        for (other, weight) in around {
            if community[node] != community[*other] {
                *weight *= ABROAD;
            }
        }
    }
    let mass: Vec<f64> =
        around.iter().map(|all| 1.0 + all.iter().map(|(_, weight)| weight).sum::<f64>()).collect();
    let mut points = start(community);
    let (mut visits, mut pushes) = (0, Vec::new());
    let reach = (mass.iter().sum::<f64>() * PUSH / GRAVITY).sqrt();
    for step in 0..STEPS {
        let left = 1.0 - step as f64 / STEPS as f64;
        let (speed, limit) = (0.12 + 0.4 * left, reach * 0.08 * left * left + 0.02);
        if is_pushed_anew(step) {
            let tree = Tree::new(&points, &mass);
            let of = |node: usize| tree.push(node, points[node]);
            (0..nodes).into_par_iter().map(of).collect_into_vec(&mut pushes);
            visits += pushes.iter().map(|(_, visits)| visits).sum::<u64>();
        }
        let moves: Vec<(Point, u64)> = (0..nodes)
            .into_par_iter()
            .map(|node| {
                let at = points[node];
                let (push, _) = pushes[node];
                let mut pull = Point { x: -GRAVITY * at.x, y: -GRAVITY * at.y };
                for &(other, weight) in &around[node] {
                    pull.x += (points[other].x - at.x) * weight / mass[node];
                    pull.y += (points[other].y - at.y) * weight / mass[node];
                }
                let x = (pull.x + push.x * PUSH) * speed;
                let y = (pull.y + push.y * PUSH) * speed;
                let length = (x * x + y * y).sqrt();
                let short = if length > limit { limit / length } else { 1.0 };
                (Point { x: x * short, y: y * short }, around[node].len() as u64)
            })
            .collect();
        for (point, (step, seen)) in points.iter_mut().zip(moves) {
            point.x += step.x;
            point.y += step.y;
            visits += seen;
        }
    }
    (points, visits)
}

/// Whether the pushes are computed in a step: what pushes a node stands far away for the most part and
/// hardly moves, so that a few steps share them (Gove, 2019: the layouts are as good).
fn is_pushed_anew(step: usize) -> bool {
    step < EARLY || step.is_multiple_of(SHARED)
}

/// Communities on a spiral from the largest outwards, the nodes of each on a spiral of its own.
fn start(community: &[usize]) -> Vec<Point> {
    let count = community.iter().max().map_or(0, |last| last + 1);
    let mut size = vec![0_usize; count];
    for &community in community {
        size[community] += 1;
    }
    let mut centres = Vec::with_capacity(count);
    let (mut direction, mut before) = (Point { x: 1.0, y: 0.0 }, 0_usize);
    for &size in &size {
        let radius = 3.0 * ((before + size / 2) as f64).sqrt();
        centres.push(Point { x: direction.x * radius, y: direction.y * radius });
        direction = turned(direction);
        before += size;
    }
    let mut placed = vec![(0_usize, Point { x: 1.0, y: 0.0 }); count];
    let points = community.iter().map(|&community| {
        let (number, direction) = placed[community];
        placed[community] = (number + 1, turned(direction));
        let radius = 2.0 * (number as f64 + 0.5).sqrt();
        let centre = centres[community];
        Point { x: centre.x + direction.x * radius, y: centre.y + direction.y * radius }
    });
    points.collect()
}

/// A direction turned by the golden angle.
fn turned(it: Point) -> Point {
    Point { x: it.x * TURN.x - it.y * TURN.y, y: it.x * TURN.y + it.y * TURN.x }
}
