//! Which nodes belong together: Louvain's method (Blondel et al., 2008), which moves each node to
//! the community that gains most modularity, then does the same with whole communities.
//!
//! Invariant: nodes are visited in their order and a tie keeps the lower number, so that the same
//! graph always falls into the same communities.

use std::cmp::Reverse;

use super::{Bond, Neighbours, neighbours};

/// Sweeps over all nodes on one level; more than a few hardly move anything.
const SWEEPS: usize = 12;
/// Levels; each has fewer nodes than the one before.
const LEVELS: usize = 8;

/// The community of each node; 0 is the largest.
pub(super) fn communities(nodes: usize, bonds: &[Bond]) -> Vec<usize> {
    let mut of: Vec<usize> = (0..nodes).collect();
    let mut level = Level { around: neighbours(nodes, bonds), inside: vec![0.0; nodes] };
    for _ in 0..LEVELS {
        let moved = level.sweep();
        let (moved, count) = numbered(&moved);
        if count == level.inside.len() {
            break;
        }
        for community in &mut of {
            *community = moved[*community];
        }
        level = level.joined(&moved, count);
    }
    by_size(&of)
}

/// A graph of nodes that are communities of the level below.
struct Level {
    around: Neighbours,
    /// Twice the weight of the bonds inside each node.
    inside: Vec<f64>,
}

impl Level {
    /// Moves nodes until nothing is gained; the community of each.
    fn sweep(&self) -> Vec<usize> {
        let nodes = self.inside.len();
        let degree: Vec<f64> = (0..nodes)
            .map(|node| self.inside[node] + self.around[node].iter().map(|(_, w)| w).sum::<f64>())
            .collect();
        let all: f64 = degree.iter().sum();
        let mut of: Vec<usize> = (0..nodes).collect();
        if all <= 0.0 {
            return of;
        }
        let mut total = degree.clone();
        let mut shared = vec![0.0; nodes];
        for _ in 0..SWEEPS {
            let mut moved = false;
            for node in 0..nodes {
                let home = of[node];
                total[home] -= degree[node];
                let mut near = vec![home];
                for &(other, weight) in &self.around[node] {
                    near.push(of[other]);
                    shared[of[other]] += weight;
                }
                near.sort_unstable();
                near.dedup();
                let gain = |to: usize| shared[to] - total[to] * degree[node] / all;
                let mut best = home;
                for &to in &near {
                    if gain(to) > gain(best) + 1e-12 {
                        best = to;
                    }
                }
                for &to in &near {
                    shared[to] = 0.0;
                }
                total[best] += degree[node];
                of[node] = best;
                moved |= best != home;
            }
            if !moved {
                break;
            }
        }
        of
    }

    /// The graph whose nodes are the communities of this one.
    fn joined(&self, of: &[usize], count: usize) -> Self {
        let mut inside = vec![0.0; count];
        let mut bonds: Vec<(usize, usize, f64)> = Vec::new();
        for (node, around) in self.around.iter().enumerate() {
            inside[of[node]] += self.inside[node];
            for &(other, weight) in around {
                match of[node].cmp(&of[other]) {
                    // Seen from both ends, so twice, as it should be.
                    std::cmp::Ordering::Equal => inside[of[node]] += weight,
                    std::cmp::Ordering::Less => bonds.push((of[node], of[other], weight)),
                    std::cmp::Ordering::Greater => {}
                }
            }
        }
        bonds.sort_by_key(|bond| (bond.0, bond.1));
        let mut around: Neighbours = vec![Vec::new(); count];
        for group in bonds.chunk_by(|x, y| (x.0, x.1) == (y.0, y.1)) {
            let (a, b, _) = group[0];
            let weight = group.iter().map(|bond| bond.2).sum();
            around[a].push((b, weight));
            around[b].push((a, weight));
        }
        Self { around, inside }
    }
}

/// Communities numbered from 0 without gaps, and how many there are.
fn numbered(of: &[usize]) -> (Vec<usize>, usize) {
    let mut number = vec![usize::MAX; of.len()];
    let mut count = 0;
    let numbered = of.iter().map(|&community| {
        if number[community] == usize::MAX {
            number[community] = count;
            count += 1;
        }
        number[community]
    });
    (numbered.collect(), count)
}

/// Communities numbered by their size, the largest first.
fn by_size(of: &[usize]) -> Vec<usize> {
    let (of, count) = numbered(of);
    let mut size = vec![0; count];
    for &community in &of {
        size[community] += 1;
    }
    let mut order: Vec<usize> = (0..count).collect();
    order.sort_by_key(|&community| Reverse(size[community]));
    let mut rank = vec![0; count];
    for (place, community) in order.into_iter().enumerate() {
        rank[community] = place;
    }
    of.into_iter().map(|community| rank[community]).collect()
}
