//! The small map on a paper's page: what led to the paper at its left, what follows at its right.
//!
//! Invariant: it is made for every paper, so it looks at the paper's own links only.

#![expect(clippy::cast_precision_loss, reason = "a column has a few papers")]

use std::collections::BTreeMap;

use crate::graph::{self, Edge, EdgeKind, Point};
use crate::library::PaperId;
use crate::links::Work;

use super::picture::{arrow, command, number, shorten};
use super::view;
use super::writer::Writer;

/// How many papers a side has.
const SIDE: usize = 6;
const WIDTH: f64 = 680.0;
const ROW: f64 = 30.0;
const RADIUS: f64 = 6.0;
/// Where the circles of the sides stand; names are outwards of them.
const LEFT: f64 = 212.0;
const RIGHT: f64 = WIDTH - LEFT;
/// How long the paper's own name may be, in columns.
const OWN: usize = 26;

/// The papers around `id`; `None` if it has no links.
pub(super) fn neighbourhood<'a>(
    writer: &Writer<'a>,
    id: PaperId,
) -> Option<view::Neighbourhood<'a>> {
    let site = writer.site;
    let here = Work::Read(id);
    let mut edges = graph::into(&site.library, &site.links, here);
    edges.extend(graph::out_of(&site.library, &site.links, id));
    // One line for each paper, that of the link that tells most; a paper stands on one side.
    let mut around: BTreeMap<Work, Edge> = BTreeMap::new();
    for edge in edges {
        let other = edge.other(here);
        around
            .entry(other)
            .and_modify(|known| {
                if edge.kind < known.kind {
                    *known = edge;
                }
            })
            .or_insert(edge);
    }
    if around.is_empty() {
        return None;
    }
    let mut sides: [Vec<Edge>; 2] = [Vec::new(), Vec::new()];
    for &edge in around.values() {
        sides[usize::from(edge.later() != here)].push(edge);
    }
    let counts = sides.each_ref().map(Vec::len);
    for side in &mut sides {
        // The most telling links; among equals, papers that somebody has read.
        side.sort_by_key(|edge| (edge.kind, edge.other(here)));
        side.truncate(SIDE);
    }
    let rows = sides.iter().map(Vec::len).max().unwrap_or_default().max(2);
    let height = rows as f64 * ROW + 10.0;
    let middle = Point { x: WIDTH / 2.0, y: height / 2.0 };
    let mut view = view::Neighbourhood {
        width: number(WIDTH),
        height: number(height),
        nodes: Vec::new(),
        edges: Vec::new(),
        before: counts[0],
        after: counts[1],
        rest: counts[0] + counts[1] - sides[0].len() - sides[1].len(),
    };
    let mut drawn: BTreeMap<EdgeKind, (String, String)> = BTreeMap::new();
    for (side, edges) in sides.iter().enumerate() {
        let (name, x, anchor, outwards) =
            if side == 0 { ("before", LEFT, "end", -1.0) } else { ("after", RIGHT, "start", 1.0) };
        let top = middle.y - (edges.len() as f64 - 1.0) * ROW / 2.0;
        for (row, edge) in edges.iter().enumerate() {
            let (other, at) = (edge.other(here), Point { x, y: top + row as f64 * ROW });
            let label = view::MapLabel {
                x: number(x + outwards * (RADIUS + 6.0)),
                y: number(at.y + 4.5),
                anchor,
                words: site.index.words(other).short.clone(),
            };
            let work = writer.work(other);
            view.nodes.push(view::NeighbourNode {
                work,
                side: name,
                x: number(at.x),
                y: number(at.y),
                label,
            });
            let (lines, arrows) = drawn.entry(edge.kind).or_default();
            draw(*edge, here, middle, at, lines, arrows);
        }
    }
    let own = shorten(&site.index.words(here).short, OWN);
    view.nodes.push(view::NeighbourNode {
        work: writer.work(here),
        side: "here",
        x: number(middle.x),
        y: number(middle.y),
        label: view::MapLabel {
            x: number(middle.x),
            y: number(middle.y - RADIUS - 9.0),
            anchor: "middle",
            words: own,
        },
    });
    view.edges = drawn
        .into_iter()
        .map(|(kind, (lines, arrows))| view::NeighbourEdges { kind: kind.as_str(), lines, arrows })
        .collect();
    Some(view)
}

/// Draws the curve of an edge between the paper in the `middle` and the one at `at`, and its arrow.
fn draw(edge: Edge, here: Work, middle: Point, at: Point, lines: &mut String, arrows: &mut String) {
    let inwards = if at.x < middle.x { 1.0 } else { -1.0 };
    let outer = Point { x: at.x + inwards * (RADIUS + 2.0), y: at.y };
    let inner = Point { x: middle.x - inwards * (RADIUS + 6.0), y: middle.y };
    let bend = f64::midpoint(outer.x, inner.x);
    let (from, to) = if edge.from == here { (inner, outer) } else { (outer, inner) };
    command(lines, 'M', &[from.x, from.y]);
    command(lines, 'C', &[bend, from.y, bend, to.y, to.x, to.y]);
    // The curve ends level, so the head of the arrow does too.
    let mut head = String::new();
    arrow(&mut head, Point { x: bend, y: to.y }, to, 0.0);
    // All that lead in from one side end in one head.
    if !arrows.contains(&head) {
        arrows.push_str(&head);
    }
}
