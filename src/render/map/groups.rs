//! Which papers of the map belong together, what each group is called, and where it stands.
//!
//! Invariant: groups are in one order everywhere: the largest first, then by their first paper.

use std::cmp::Reverse;
use std::collections::BTreeMap;

use super::{Map, tags};
use crate::graph::Point;
use crate::library::Library;
use crate::render::view;

/// How many groups have a colour and a name.
const CLUSTERS: usize = 8;
/// A group has at least so many papers.
const CLUSTER: usize = 3;
/// How many papers of a group its list has.
const LISTED: usize = 30;

impl Map {
    /// Papers that belong together, the largest group first; and those that nothing binds. The
    /// drawing counts tags as members too, so its own order does not tell a group's size.
    fn groups(&self) -> (Vec<Vec<usize>>, Vec<usize>) {
        let mut members: BTreeMap<usize, Vec<usize>> = BTreeMap::new();
        for (place, &community) in self.drawing.communities.iter().enumerate() {
            members.entry(community).or_default().push(place);
        }
        let alone = members.remove(&usize::MAX).unwrap_or_default();
        let mut groups: Vec<Vec<usize>> = members.into_values().collect();
        groups.sort_by_key(|group| (Reverse(group.len()), group.first().copied()));
        (groups, alone)
    }

    /// The number of the group that each paper is in, and the groups.
    pub(super) fn clusters<'a>(
        &self,
        library: &'a Library,
        works: &[view::Work<'a>],
    ) -> (Vec<usize>, Vec<view::MapCluster<'a>>) {
        let (mut groups, alone) = self.groups();
        let large = groups.iter().take_while(|group| group.len() >= CLUSTER).count().min(CLUSTERS);
        let mut others: Vec<usize> = groups.split_off(large).into_iter().flatten().collect();
        others.extend(alone);

        let mut everywhere: BTreeMap<&str, usize> = BTreeMap::new();
        for &work in &self.works {
            for tag in tags(library, work) {
                *everywhere.entry(tag).or_default() += 1;
            }
        }
        let mut numbers = vec![0; self.works.len()];
        let mut clusters = Vec::new();
        let mut used: Vec<String> = Vec::new();
        for (place, mut group) in groups.into_iter().chain([others]).enumerate() {
            if group.is_empty() {
                continue;
            }
            group.sort_by_key(|&node| (Reverse(self.degrees[node]), node));
            let number = if place < large { place + 1 } else { 0 };
            let tag = self.telling(library, &group, &everywhere, &used).filter(|_| number > 0);
            let name = match tag {
                Some(tag) => tag.to_owned(),
                None if number > 0 => works[group[0]].title.to_owned(),
                None => String::new(),
            };
            used.extend(tag.map(str::to_owned));
            for &node in &group {
                numbers[node] = number;
            }
            clusters.push(view::MapCluster {
                number,
                name,
                by_tag: tag.is_some(),
                count: group.len(),
                works: group.iter().take(LISTED).map(|&node| works[node].clone()).collect(),
                rest: group.len().saturating_sub(LISTED),
                label: None,
            });
        }
        (numbers, clusters)
    }

    /// The tag that most of `group` and few others have, and that no larger group is called by.
    fn telling<'a>(
        &self,
        library: &'a Library,
        group: &[usize],
        everywhere: &BTreeMap<&str, usize>,
        used: &[String],
    ) -> Option<&'a str> {
        let mut here: BTreeMap<&str, usize> = BTreeMap::new();
        for &node in group {
            for tag in tags(library, self.works[node]) {
                *here.entry(tag).or_default() += 1;
            }
        }
        let score = |tag: &str| here[tag] * here[tag] * 1000 / everywhere[tag].max(1);
        here.keys()
            .copied()
            .filter(|tag| here[tag] > 1 && !used.iter().any(|name| name == tag))
            .max_by_key(|tag| (score(tag), Reverse(*tag)))
    }

    /// The middle of each group, in the order of [`Self::clusters`].
    pub(super) fn cluster_places(&self, count: usize) -> Vec<Point> {
        let (mut groups, _) = self.groups();
        groups.resize(count.max(groups.len()), Vec::new());
        let middle = |group: &Vec<usize>| {
            let count = group.len().max(1) as f64;
            Point {
                x: group.iter().map(|&node| self.drawing.points[node].x).sum::<f64>() / count,
                y: group.iter().map(|&node| self.drawing.points[node].y).sum::<f64>() / count,
            }
        };
        groups.iter().map(middle).collect()
    }
}
