//! The map of papers, and the small one on a paper's page. Coordinates are text with at most one
//! decimal, as SVG takes them.

use serde::Serialize;

use super::Work;

/// The map of papers.
#[derive(Debug, Serialize)]
pub(crate) struct MapPage<'a> {
    /// The width of the picture.
    pub(crate) width: String,
    /// Its height.
    pub(crate) height: String,
    /// How much is in it: `few`, `many` or `crowded`.
    pub(crate) density: &'static str,
    /// How many papers are on it.
    pub(crate) shown: usize,
    /// How many papers, read or wanted, the site has; more than `shown` if only the most connected
    /// are on the map.
    pub(crate) total: usize,
    /// The links between papers, by kind.
    pub(crate) edges: Vec<MapEdges>,
    /// The papers.
    pub(crate) nodes: Vec<MapNode<'a>>,
    /// Papers that belong together, the largest group first; those in no group last, without a
    /// name.
    pub(crate) clusters: Vec<MapCluster<'a>>,
    /// Tags that papers can be chosen by; nodes name them by their place here.
    pub(crate) tags: Vec<&'a str>,
    /// The passes that papers on the map reached, 0 for those without a pass.
    pub(crate) passes: Vec<u8>,
    /// Whether wanted papers are on the map.
    pub(crate) wanted: bool,
}

/// All links of one kind on a map.
#[derive(Debug, Serialize)]
pub(crate) struct MapEdges {
    /// `extends`, `contradicts`, `answers`, `replaces`, `follow-up`, `uses`, `compares`, `requires`
    /// or `cites`.
    pub(crate) kind: &'static str,
    /// How many.
    pub(crate) count: usize,
    /// The lines, some in each, as the `d` of a path: what overlaps within a path does not grow
    /// darker.
    pub(crate) lines: Vec<String>,
    /// Heads of arrows at the ends, likewise; empty on a large map.
    pub(crate) arrows: String,
}

/// A paper on a map.
#[derive(Debug, Serialize)]
pub(crate) struct MapNode<'a> {
    /// The paper.
    pub(crate) work: Work<'a>,
    /// Its middle, from the left.
    pub(crate) x: String,
    /// Its middle, from the top.
    pub(crate) y: String,
    /// Its radius, which grows with its links.
    pub(crate) r: String,
    /// Its group, 1 to 8; 0 for none of the large ones.
    pub(crate) cluster: usize,
    /// Its tags as places in the map's list of tags, with spaces between.
    pub(crate) tags: String,
    /// Its name, where there is room for it.
    pub(crate) label: Option<MapLabel>,
}

/// A name on a map.
#[derive(Debug, Serialize)]
pub(crate) struct MapLabel {
    /// Its anchor, from the left.
    pub(crate) x: String,
    /// Its base line, from the top.
    pub(crate) y: String,
    /// `start`, `middle` or `end`.
    pub(crate) anchor: &'static str,
    /// The name, cut short if it is long.
    pub(crate) words: String,
}

/// Papers that belong together.
#[derive(Debug, Serialize)]
pub(crate) struct MapCluster<'a> {
    /// 1 to 8, which colours go by; 0 for those in no large group.
    pub(crate) number: usize,
    /// The tag that tells them from the others, else the paper with the most links; empty for those
    /// in no large group.
    pub(crate) name: String,
    /// Whether it is called by a tag.
    pub(crate) by_tag: bool,
    /// How many there are.
    pub(crate) count: usize,
    /// The papers with the most links.
    pub(crate) works: Vec<Work<'a>>,
    /// How many more there are.
    pub(crate) rest: usize,
    /// Its name on the map, where there is room for it.
    pub(crate) label: Option<MapLabel>,
}

/// The small map on a paper's page: at its left the papers that led to it, at its right those that
/// follow it.
#[derive(Debug, Serialize)]
pub(crate) struct Neighbourhood<'a> {
    /// The width of the picture.
    pub(crate) width: String,
    /// Its height.
    pub(crate) height: String,
    /// The paper itself, which is not a link, and the papers around it.
    pub(crate) nodes: Vec<NeighbourNode<'a>>,
    /// The links between the paper and those around it, by their kinds, the most telling first.
    pub(crate) edges: Vec<NeighbourEdges>,
    /// How many papers led to it, those without a place in the picture included.
    pub(crate) before: usize,
    /// How many papers follow it, likewise.
    pub(crate) after: usize,
    /// How many papers have no place in the picture.
    pub(crate) rest: usize,
}

/// A paper on a small map.
#[derive(Debug, Serialize)]
pub(crate) struct NeighbourNode<'a> {
    /// The paper.
    pub(crate) work: Work<'a>,
    /// Where it stands: `before`, `here` or `after`.
    pub(crate) side: &'static str,
    /// The middle of its circle, from the left.
    pub(crate) x: String,
    /// The middle of its circle, from the top.
    pub(crate) y: String,
    /// Its name.
    pub(crate) label: MapLabel,
}

/// The links of one kind on a small map.
#[derive(Debug, Serialize)]
pub(crate) struct NeighbourEdges {
    /// What they are, as on the large map.
    pub(crate) kind: &'static str,
    /// The lines, as the `d` of a path.
    pub(crate) lines: String,
    /// The heads of the arrows, likewise.
    pub(crate) arrows: String,
}
