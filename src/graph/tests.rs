//! The layout held to its promises: the same every time, near-linear, no name on another.

use super::labels::Anchor;
use super::{Bond, Drawing, Label, Placed, Point, draw, place};
use crate::kept::Kept;

/// A generator of pseudo-random numbers below `n` (xorshift).
fn random(mut state: u64) -> impl FnMut(usize) -> usize {
    move |n| {
        state ^= state << 13;
        state ^= state >> 7;
        state ^= state << 17;
        usize::try_from(state % n as u64).unwrap()
    }
}

/// `nodes` in groups of about twenty, three bonds each, one in ten of them to another group.
fn bonds(nodes: usize) -> Vec<Bond> {
    let mut below = random(7);
    (0..nodes * 3)
        .map(|n| {
            let a = n % nodes;
            let near = a / 20 * 20 + below(20);
            let b = if below(10) == 0 { below(nodes) } else { near.min(nodes - 1) };
            Bond { a, b, weight: 1.0 }
        })
        .collect()
}

fn drawing(nodes: usize) -> Drawing {
    draw(&Kept::default(), &vec![3.0; nodes], &bonds(nodes), &[], 1200.0, 40.0)
}

#[test]
fn the_same_graph_is_drawn_the_same_way() {
    assert_eq!(drawing(300), drawing(300));
}

#[test]
fn the_work_grows_little_faster_than_the_graph() {
    let visits = |nodes: usize| drawing(nodes).visits;
    let (small, large) = (visits(500), visits(2000));
    // n·log n would be 4.9 times as much, n² would be 16 times.
    assert!(large < small * 7, "{small} → {large}");
    assert!(large < 220 * 2000 * 400, "{large}");
}

#[test]
fn every_node_stands_on_the_sheet() {
    for nodes in [1, 2, 3, 20, 400] {
        let drawing = drawing(nodes);
        for (node, point) in drawing.points.iter().enumerate() {
            let inside =
                (0.0..=1200.0).contains(&point.x) && (0.0..=drawing.height).contains(&point.y);
            assert!(inside, "{node} of {nodes}: {point:?}");
        }
    }
}

#[test]
fn nodes_that_nothing_binds_stand_in_rows_of_their_own() {
    let drawing =
        draw(&Kept::default(), &[3.0; 5], &[Bond { a: 0, b: 1, weight: 1.0 }], &[], 400.0, 20.0);
    let lowest = drawing.points[0].y.max(drawing.points[1].y);
    for node in 2..5 {
        assert!(drawing.points[node].y > lowest, "{:?}", drawing.points);
        assert_eq!(drawing.communities[node], usize::MAX);
    }
    assert!(drawing.points[2].x < drawing.points[3].x);
}

#[test]
fn two_cliques_with_one_bond_between_them_are_two_communities() {
    let mut bonds = vec![Bond { a: 0, b: 5, weight: 1.0 }];
    for start in [0, 5] {
        for a in start..start + 5 {
            bonds.extend((a + 1..start + 5).map(|b| Bond { a, b, weight: 1.0 }));
        }
    }
    let of = draw(&Kept::default(), &[3.0; 10], &bonds, &[], 600.0, 20.0).communities;
    assert!(of[..5].iter().all(|it| *it == of[0]), "{of:?}");
    assert!(of[5..].iter().all(|it| *it == of[5]), "{of:?}");
    assert_ne!(of[0], of[5]);
}

#[test]
fn what_has_a_tag_in_common_stands_together() {
    let groups = [vec![0, 1, 2, 3], vec![4, 5, 6, 7]];
    let of = draw(&Kept::default(), &[3.0; 12], &[], &groups, 600.0, 20.0).communities;
    assert!(of[0] == of[3] && of[4] == of[7] && of[0] != of[4], "{of:?}");
}

fn overlap(a: &Placed, b: &Placed) -> bool {
    a.low.x < b.high.x && b.low.x < a.high.x && a.low.y < b.high.y && b.low.y < a.high.y
}

#[test]
fn no_name_covers_another_or_leaves_the_sheet() {
    let mut below = random(3);
    let mut real = |n: usize| f64::from(u32::try_from(below(n)).unwrap());
    let labels: Vec<Label> = (0..500)
        .map(|_| Label {
            at: Point { x: real(1200), y: real(700) },
            radius: 2.0 + real(9),
            width: 20.0 + real(140),
            height: 15.0,
        })
        .collect();
    let placed: Vec<Placed> = place(&labels, &[], 1200.0, 700.0).into_iter().flatten().collect();
    assert!(placed.len() > 60, "{}", placed.len());
    for (n, a) in placed.iter().enumerate() {
        assert!(a.low.x >= 0.0 && a.low.y >= 0.0 && a.high.x <= 1200.0 && a.high.y <= 700.0);
        assert!(placed[..n].iter().all(|b| !overlap(a, b)), "{a:?}");
    }
}

#[test]
fn a_name_moves_to_the_other_side_when_a_node_is_in_its_way() {
    let label = Label { at: Point { x: 100.0, y: 50.0 }, radius: 5.0, width: 60.0, height: 15.0 };
    let anchor = |nodes: &[(Point, f64)]| place(&[label], nodes, 300.0, 100.0)[0].unwrap().anchor;
    assert_eq!(anchor(&[]), Anchor::Start);
    assert_eq!(anchor(&[(Point { x: 130.0, y: 50.0 }, 5.0)]), Anchor::End);
}

#[test]
fn a_drawing_that_was_kept_is_the_same_to_the_last_bit() {
    let of = |kept: &Kept| draw(kept, &[3.0; 60], &bonds(60), &[vec![1, 7, 9]], 700.0, 20.0);
    let kept = Kept::new(Vec::new);
    let first = of(&kept);
    let bytes = kept.to_bytes().unwrap();
    let kept = Kept::new(move || bytes.clone());
    assert_eq!(of(&kept), first);
    assert_eq!(kept.to_bytes(), None, "nothing was drawn again");
    assert_eq!(of(&Kept::default()), first);
}

/// How far distances on the sheet are from those along bonds, as one number: 0 is a drawing in which
/// both are the same, up to scale (normalized stress, seen from every tenth node).
fn stress(nodes: usize, bonds: &[Bond], points: &[Point]) -> f64 {
    let near = super::neighbours(nodes, bonds);
    let mut pairs: Vec<(f64, f64)> = Vec::new();
    for from in (0..nodes).step_by(10) {
        let mut steps = vec![None; nodes];
        steps[from] = Some(0.0);
        let mut next = std::collections::VecDeque::from([from]);
        while let Some(node) = next.pop_front() {
            for &(other, _) in &near[node] {
                if steps[other].is_none() {
                    steps[other] = steps[node].map(|steps| steps + 1.0);
                    next.push_back(other);
                }
            }
        }
        for to in (0..nodes).filter(|&to| to != from) {
            let (a, b) = (points[from], points[to]);
            let seen = ((a.x - b.x).powi(2) + (a.y - b.y).powi(2)).sqrt();
            pairs.extend(steps[to].map(|steps| (steps, seen / steps)));
        }
    }
    let sum = |of: &dyn Fn(&(f64, f64)) -> f64| pairs.iter().map(of).sum::<f64>();
    let scale = sum(&|(_, ratio)| *ratio) / sum(&|(_, ratio)| ratio * ratio);
    sum(&|(_, ratio)| (scale * ratio - 1.0).powi(2)) / sum(&|_| 1.0)
}

#[test]
fn what_is_many_bonds_apart_stands_far_apart() {
    let (nodes, bonds) = (300, bonds(300));
    let drawn = stress(nodes, &bonds, &drawing(nodes).points);
    // With pushes computed in each step it is 0.218.
    assert!(drawn < 0.225, "{drawn}");
    let in_rows: Vec<Point> = (0_u16..300)
        .map(|node| Point { x: f64::from(node % 20), y: f64::from(node / 20) })
        .collect();
    assert!(stress(nodes, &bonds, &in_rows) > 0.3, "{}", stress(nodes, &bonds, &in_rows));
}
