//! Names of files that keep their order and do not change when files come and go.

/// A file of [`super::Sources`]. Only [`super::Sources::add`] makes one.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct FileId(pub(super) u32);

/// How far ids are apart that are given one after the other: a million files have one each.
const STEP: u32 = 1 << 12;

impl FileId {
    /// The id of the file that is added after this one.
    pub(super) fn next(self) -> Self {
        Self(self.0.saturating_add(STEP))
    }
}

/// Rising ids for all, those that are wanted among them; `None` if that cannot be.
pub(super) fn between(wanted: &[Option<FileId>]) -> Option<Vec<FileId>> {
    let mut ids: Vec<FileId> = Vec::with_capacity(wanted.len());
    let mut next = 0_u32;
    while ids.len() < wanted.len() {
        let rest = &wanted[ids.len()..];
        let new = rest.iter().take_while(|id| id.is_none()).count();
        let count = u32::try_from(new).ok()?;
        let end = match rest.get(new).copied().flatten() {
            Some(id) => id.0,
            None => next.saturating_add(STEP.saturating_mul(count.saturating_add(1))),
        };
        let gap = end.checked_sub(next)?;
        if gap < count {
            return None;
        }
        // In the middle of as many equal parts as there are new ones.
        let at = |nth: u32| u64::from(gap) * (2 * u64::from(nth) + 1) / (2 * u64::from(count));
        let within = (0..count).filter_map(|nth| u32::try_from(at(nth)).ok());
        ids.extend(within.map(|at| FileId(next + at)));
        if let Some(id) = rest.get(new).copied().flatten() {
            ids.push(id);
            next = id.0.checked_add(1)?;
        }
    }
    Some(ids)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::source::{SourceFile, Sources};

    fn named(names: &str) -> Sources {
        let mut sources = Sources::new();
        for name in names.chars().map(String::from) {
            sources.add(SourceFile { name, path: None, text: String::new(), skipped: 0 });
        }
        sources
    }

    #[test]
    fn a_file_keeps_its_id_whatever_comes_and_goes_around_it() {
        let ids = |sources: &Sources| -> Vec<(String, FileId)> {
            sources.files().map(|(id, file)| (file.name.clone(), id)).collect()
        };
        let before = named("bdfh");
        for (after, kept) in [
            ("bdfh", "bdfh"),
            ("abcdefghi", "bdfh"),
            ("bh", "bh"),
            ("axyzbd", "bd"),
            ("", ""),
            ("xyz", ""),
        ] {
            let after = named(after).numbered_like(&before, 0);
            assert!(after.ids.windows(2).all(|two| two[0] < two[1]), "{:?}", after.ids);
            let same = ids(&after).into_iter().filter(|it| ids(&before).contains(it));
            assert_eq!(same.map(|(name, _)| name).collect::<String>(), kept);
        }
        // In another order, or with a first file that keeps its own, all are new.
        assert_eq!(named("dbfh").numbered_like(&before, 0).ids, before.ids);
        assert_eq!(named("abdfh").numbered_like(&before, 1).ids, named("abdfh").ids);
        // Room runs out, and then all are numbered anew.
        let mut sources = named("az");
        let mut last = "a".to_owned();
        let mut anew = 0;
        for _ in 0..40 {
            last.push('z');
            let mut after = Sources::new();
            let names = sources.files().map(|(_, file)| file.name.clone());
            let names: std::collections::BTreeSet<String> = names.chain([last.clone()]).collect();
            for name in names {
                after.add(SourceFile { name, path: None, text: String::new(), skipped: 0 });
            }
            let after = after.numbered_like(&sources, 0);
            assert!(after.ids.windows(2).all(|two| two[0] < two[1]), "{:?}", after.ids);
            let known = ids(&sources);
            anew += usize::from(!known.iter().all(|it| ids(&after).contains(it)));
            sources = after;
        }
        assert!((1..10).contains(&anew), "{anew}");
    }
}
