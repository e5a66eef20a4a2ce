//! Papers as a graph: who leads to whom, which papers belong together, where each stands on a map.
//!
//! Stage: part of rendering; pure. Invariant: the same papers and links give the same coordinates:
//! every order is that of the ids, there is no clock and no randomness, and of the functions of
//! floating-point numbers only those that IEEE 754 defines to the last bit are called (`sqrt`, but
//! not `sin`). The time is near-linear in nodes and edges; [`Drawing::visits`] counts the work.

mod communities;
mod draw;
mod force;
mod labels;
mod papers;
mod tree;

pub(crate) use draw::{Drawing, draw};
pub(crate) use labels::{Label, Placed, place};
pub(crate) use papers::{Edge, EdgeKind, edges, into, out_of};

/// A point, or a step.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub(crate) struct Point {
    /// To the right.
    pub(crate) x: f64,
    /// Downwards.
    pub(crate) y: f64,
}

/// Two nodes that belong near each other, and how strongly.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(crate) struct Bond {
    /// One of them.
    pub(crate) a: usize,
    /// The other.
    pub(crate) b: usize,
    /// How strongly; more than zero.
    pub(crate) weight: f64,
}

/// For each node its neighbours with the weight of the bond.
type Neighbours = Vec<Vec<(usize, f64)>>;

fn neighbours(nodes: usize, bonds: &[Bond]) -> Neighbours {
    let mut neighbours = vec![Vec::new(); nodes];
    for &Bond { a, b, weight } in bonds.iter().filter(|bond| bond.a != bond.b) {
        neighbours[a].push((b, weight));
        neighbours[b].push((a, weight));
    }
    neighbours
}

#[cfg(test)]
mod tests;
