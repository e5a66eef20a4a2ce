//! The map of papers: every paper, read or wanted, that is linked to another, and what they are to
//! each other.
//!
//! Invariant: the picture is made of the library alone, so it is the same in every build.

#![expect(clippy::cast_precision_loss, reason = "counts of papers are far below 2^52")]

mod groups;

use std::cmp::Reverse;
use std::collections::BTreeMap;

use crate::graph::{self, Bond, Drawing, Edge, EdgeKind, Label, Placed, Point};
use crate::kept::Kept;
use crate::library::Library;
use crate::links::{Links, Work};
use crate::theme::ThemeError;

use super::head::About;
use super::picture::{arrow, line, number, width_of};
use super::view;
use super::writer::Writer;

/// How many papers a map has at most; of more, those with the most links.
const PAPERS: usize = 2000;
/// With more papers than this, wanted ones with a single link are left out.
const CROWDED: usize = 400;
/// Up to so many papers no name covers any circle; on a larger map, none of so many best linked.
const CLEAR: usize = 120;
/// Up to so many papers a map is small: a narrower sheet, without names of groups.
const SMALL: usize = 40;
/// Up to so many links each has the head of an arrow.
const ARROWS: usize = 500;
/// With more links than this the lines are faint.
const CROWDED_LINKS: usize = 2500;
/// How many lines one path has.
const TOGETHER: usize = 60;
/// How many names of papers a map has at most.
const NAMES: usize = 140;
/// How many tags papers can be chosen by.
const TAGS: usize = 40;
/// The size of the names of papers, and of those of groups.
const NAME: f64 = 12.0;
const CLUSTER_NAME: f64 = 16.0;

/// Whether any paper leads to another.
pub(super) fn has_links(library: &Library, links: &Links) -> bool {
    links.wanted_papers().len() > 0
        || library.papers().any(|(id, _)| !links.backlinks(id).is_empty())
}

/// The page.
pub(super) fn render(writer: &mut Writer<'_>) -> Result<Vec<u8>, ThemeError> {
    let site = writer.site;
    let content = Map::of(&site.library, &site.links, site.options.kept(), PAPERS).view(writer);
    let about = About::titled(site.words("map", &[])).described(site.words("map-about", &[]));
    site.fill(writer, "map.html", about, content)
}

/// Papers and their places.
struct Map {
    /// In the order of their ids.
    works: Vec<Work>,
    /// Between papers of the map, by their places in `works`.
    edges: Vec<(usize, usize, EdgeKind)>,
    /// How many links each has.
    degrees: Vec<usize>,
    radii: Vec<f64>,
    width: f64,
    drawing: Drawing,
    total: usize,
}

impl Map {
    /// The map of at most `limit` papers.
    fn of(library: &Library, links: &Links, kept: &Kept, limit: usize) -> Self {
        let all = graph::edges(library, links);
        let mut degree: BTreeMap<Work, usize> =
            library.papers().map(|(id, _)| (Work::Read(id), 0)).collect();
        for edge in &all {
            *degree.entry(edge.from).or_default() += 1;
            *degree.entry(edge.to).or_default() += 1;
        }
        let mut works: Vec<Work> = degree.keys().copied().collect();
        let total = works.len();
        // A paper that one note of many mentions once would stand in a cloud of its like.
        if works.len() > CROWDED {
            works.retain(|work| matches!(work, Work::Read(_)) || degree[work] > 1);
        }
        works.sort_by_key(|work| (Reverse(degree[work]), *work));
        works.truncate(limit);
        works.sort_unstable();
        let place: BTreeMap<Work, usize> =
            works.iter().enumerate().map(|(place, &work)| (work, place)).collect();
        let between =
            |edge: &Edge| Some((*place.get(&edge.from)?, *place.get(&edge.to)?, edge.kind));
        let edges: Vec<_> = all.iter().filter_map(between).collect();

        let mut groups: BTreeMap<&str, Vec<usize>> = BTreeMap::new();
        for (place, work) in works.iter().enumerate() {
            for tag in tags(library, *work) {
                groups.entry(tag).or_default().push(place);
            }
        }
        let groups: Vec<Vec<usize>> = groups.into_values().collect();
        let bonds: Vec<Bond> =
            edges.iter().map(|&(a, b, kind)| Bond { a, b, weight: kind.weight() }).collect();
        let width = if works.len() <= SMALL { 760.0 } else { 1200.0 };
        let space = (width * width * 0.6 / works.len().max(1) as f64).sqrt().min(60.0);
        let degrees: Vec<usize> = works.iter().map(|work| degree[work]).collect();
        let radii: Vec<f64> = degrees
            .iter()
            .map(|&degree| space * (0.11 + 0.04 * (degree as f64).sqrt()).min(0.5))
            .collect();
        let drawing = graph::draw(kept, &radii, &bonds, &groups, width, 40.0);
        Self { works, edges, degrees, radii, width, drawing, total }
    }

    fn view<'a>(&self, writer: &Writer<'a>) -> view::MapPage<'a> {
        let library = &writer.site.library;
        let works: Vec<view::Work<'a>> = self.works.iter().map(|&work| writer.work(work)).collect();
        let (numbers, mut clusters) = self.clusters(library, &works);
        let short = |&work: &Work| writer.site.index.words(work).short.clone();
        let names: Vec<String> = self.works.iter().map(short).collect();
        let labels = self.labels(&names, &mut clusters);

        let mut counts: BTreeMap<&str, usize> = BTreeMap::new();
        for &work in &self.works {
            for tag in tags(library, work) {
                *counts.entry(tag).or_default() += 1;
            }
        }
        let mut tags_shown: Vec<&str> = counts.keys().copied().collect();
        tags_shown.sort_by_key(|tag| (Reverse(counts[tag]), *tag));
        tags_shown.truncate(TAGS);
        tags_shown.sort_unstable();
        let mut passes: Vec<u8> =
            works.iter().filter(|work| !work.wanted).map(|work| work.pass).collect();
        passes.sort_unstable();
        passes.dedup();

        let wanted = works.iter().any(|work| work.wanted);
        let nodes = works.into_iter().zip(labels).enumerate().map(|(place, (work, label))| {
            let Point { x, y } = self.drawing.points[place];
            let of = tags(library, self.works[place]);
            let of = of.filter_map(|tag| tags_shown.binary_search(&tag).ok());
            view::MapNode {
                work,
                x: number(x),
                y: number(y),
                r: number(self.radii[place]),
                cluster: numbers[place],
                tags: of.map(|tag| tag.to_string()).collect::<Vec<_>>().join(" "),
                label,
            }
        });
        // Papers with a name come last, so that no circle covers it.
        let mut nodes: Vec<view::MapNode<'a>> = nodes.collect();
        nodes.sort_by_key(|node| node.label.is_some());
        view::MapPage {
            width: number(self.width),
            height: number(self.drawing.height),
            density: match (self.works.len(), self.edges.len()) {
                (_, CROWDED_LINKS..) => "crowded",
                (..=SMALL, _) => "few",
                _ => "many",
            },
            shown: self.works.len(),
            total: self.total,
            nodes,
            edges: self.lines(),
            clusters,
            tags: tags_shown,
            passes,
            wanted,
        }
    }

    /// The links by kind, those that say least first, so that they lie beneath the others.
    fn lines(&self) -> Vec<view::MapEdges> {
        let headed = self.edges.len() <= ARROWS;
        let of = |kind: EdgeKind| {
            let mut view = view::MapEdges {
                kind: kind.as_str(),
                count: 0,
                lines: Vec::new(),
                arrows: String::new(),
            };
            for &(from, to, _) in self.edges.iter().filter(|edge| edge.2 == kind) {
                let (a, b) = (self.drawing.points[from], self.drawing.points[to]);
                if view.count.is_multiple_of(TOGETHER) {
                    view.lines.push(String::new());
                }
                if let Some(path) = view.lines.last_mut() {
                    line(path, a, b);
                }
                view.count += 1;
                if headed {
                    arrow(&mut view.arrows, a, b, self.radii[to] + 1.5);
                }
            }
            view
        };
        EdgeKind::ALL.into_iter().rev().map(of).filter(|view| view.count > 0).collect()
    }

    /// Names of groups and papers that fit on the sheet; those of groups go into `clusters`.
    fn labels(
        &self,
        names: &[String],
        clusters: &mut [view::MapCluster<'_>],
    ) -> Vec<Option<view::MapLabel>> {
        let mut wishes: Vec<Label> = Vec::new();
        let middles = self.cluster_places(clusters.len());
        let mut with_name = Vec::new();
        if self.works.len() > SMALL {
            for (place, cluster) in clusters.iter().enumerate().filter(|(_, it)| it.by_tag) {
                let width = width_of(&cluster.name, CLUSTER_NAME);
                with_name.push(place);
                wishes.push(Label {
                    at: middles[place],
                    radius: 0.0,
                    width,
                    height: CLUSTER_NAME * 1.4,
                });
            }
        }
        let mut order: Vec<usize> = (0..self.works.len()).collect();
        order.sort_by_key(|&node| (Reverse(self.degrees[node]), node));
        let clear = order.iter().take(CLEAR);
        let circles: Vec<(Point, f64)> =
            clear.map(|&node| (self.drawing.points[node], self.radii[node])).collect();
        order.truncate(NAMES);
        wishes.extend(order.iter().map(|&node| Label {
            at: self.drawing.points[node],
            radius: self.radii[node],
            width: width_of(&names[node], NAME),
            height: NAME * 1.3,
        }));
        let placed = graph::place(&wishes, &circles, self.width, self.drawing.height);
        let (of_clusters, of_works) = placed.split_at(with_name.len());
        for (&place, label) in with_name.iter().zip(of_clusters) {
            clusters[place].label = label.map(|label| written(label, clusters[place].name.clone()));
        }
        let mut labels: Vec<Option<view::MapLabel>> = names.iter().map(|_| None).collect();
        for (&node, label) in order.iter().zip(of_works) {
            labels[node] = label.map(|label| written(label, names[node].clone()));
        }
        labels
    }
}

fn written(label: Placed, words: String) -> view::MapLabel {
    let (x, y) = (number(label.at.x), number(label.at.y));
    view::MapLabel { x, y, anchor: label.anchor.as_str(), words }
}

/// The tags of a paper that somebody has read.
fn tags(library: &Library, work: Work) -> impl Iterator<Item = &str> {
    let paper = match work {
        Work::Read(id) => Some(library.paper(id)),
        Work::Wanted(_) => None,
    };
    paper.into_iter().flat_map(|paper| paper.tags.iter().map(String::as_str))
}
