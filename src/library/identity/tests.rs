//! Groups of claims.

use proptest::prelude::*;

use super::{Claims, group};
use crate::library::ids::Id;

fn claims() -> impl Strategy<Value = Claims> {
    let id = prop_oneof![
        "[ab]".prop_map(Id::Doi),
        "[ab]".prop_map(Id::Arxiv),
        "[ab]".prop_map(Id::Isbn),
    ];
    (
        proptest::option::of("[abc]"),
        proptest::option::of("[abc]"),
        proptest::collection::vec(id, 0..2),
        proptest::collection::vec("[abc]", 0..2),
        prop_oneof![Just(String::new()), "(deep|big) (net|graph) (model|paper)"],
        proptest::option::of(2000_u16..2004),
        proptest::collection::vec("[xy]", 0..2),
    )
        .prop_map(|(key, implied, ids, aliases, title, year, families)| Claims {
            key,
            implied,
            ids,
            aliases,
            title,
            year,
            families,
        })
}

proptest! {
    #[test]
    fn every_claim_is_in_one_group_and_ids_are_never_apart(all in proptest::collection::vec(claims(), 0..12)) {
        let (groups, _) = group(&all);
        let mut seen: Vec<usize> = groups.iter().flatten().copied().collect();
        seen.sort_unstable();
        prop_assert_eq!(seen, (0..all.len()).collect::<Vec<_>>());
        let of = |index: usize| groups.iter().position(|group| group.contains(&index));
        for (a, first) in all.iter().enumerate() {
            for (b, second) in all.iter().enumerate() {
                let strong = |id: &&Id| !matches!(id, Id::Isbn(_));
                if first.ids.iter().filter(strong).any(|id| second.ids.contains(id)) {
                    prop_assert_eq!(of(a), of(b));
                }
            }
        }
    }
}
