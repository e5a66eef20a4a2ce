//! Names that are nearly a given one, found without comparing it with all of them.
//!
//! Stage: none; shelving and linking use it. Invariant: what [`Nearby::nearest`] finds depends on
//! the names and the order of their insertion only.
//!
//! Each name is cut into two more pieces than it may have slips. Whatever is that near has one of
//! the pieces unharmed, at most that far from its place (G. Li et al., "PassJoin", VLDB 2011).

use rustc_hash::FxHashMap;

/// Names of things `T`, by pieces.
#[derive(Clone, Debug)]
pub(crate) struct Nearby<T> {
    names: Vec<Name<T>>,
    pieces: FxHashMap<(usize, usize, u64), Vec<u32>>,
    slips: fn(usize) -> usize,
}

#[derive(Clone, Debug)]
struct Name<T> {
    folded: Vec<char>,
    shown: String,
    of: T,
}

/// With how many names of the same piece one is compared at most: real pieces are rarer.
const MOST_COMPARED: usize = 256;

impl<T: Copy> Nearby<T> {
    /// No names; `slips` says how many a name of a given length may have.
    pub(crate) fn new(slips: fn(usize) -> usize) -> Self {
        Self { names: Vec::new(), pieces: FxHashMap::default(), slips }
    }

    /// Adds a name of `of`: what is compared, and what is shown.
    pub(crate) fn insert(&mut self, folded: &str, shown: &str, of: T) {
        let folded: Vec<char> = folded.chars().collect();
        let length = folded.len();
        let slips = (self.slips)(length);
        if slips == 0 {
            return;
        }
        let index = u32::try_from(self.names.len()).unwrap_or(u32::MAX);
        let sums = Sums::of(&folded);
        for (piece, start, end) in pieces(length, slips + 2) {
            let key = (length, piece, sums.hash(start, end));
            self.pieces.entry(key).or_default().push(index);
        }
        self.names.push(Name { folded, shown: shown.to_owned(), of });
    }

    /// The nearest name that is not `folded` itself and that `fits`, and what it names.
    pub(crate) fn nearest(
        &self,
        folded: &str,
        fits: impl Fn(&str, T) -> bool,
    ) -> Option<(&str, T)> {
        let query: Vec<char> = folded.chars().collect();
        let own_slips = (self.slips)(query.len());
        if own_slips == 0 {
            return None;
        }
        let sums = Sums::of(&query);
        let mut alike: Vec<&[u32]> = Vec::new();
        for length in query.len().saturating_sub(own_slips)..=query.len() + own_slips {
            let slips = (self.slips)(length).min(own_slips);
            if slips < query.len().abs_diff(length) {
                continue;
            }
            for (piece, start, end) in pieces(length, (self.slips)(length) + 2) {
                for shifted in start.saturating_sub(slips)..=start + slips {
                    let shifted_end = shifted + (end - start);
                    if shifted_end > query.len() {
                        break;
                    }
                    let key = (length, piece, sums.hash(shifted, shifted_end));
                    alike.extend(self.pieces.get(&key).map(Vec::as_slice));
                }
            }
        }
        // The rarest pieces say most.
        alike.sort_by_key(|names| (names.len(), names.first().copied()));
        let mut near: Vec<u32> = alike.into_iter().flatten().copied().take(MOST_COMPARED).collect();
        near.sort_unstable();
        near.dedup();
        let mut best: Option<(usize, u32)> = None;
        for index in near {
            let name = &self.names[index as usize];
            let slips = (self.slips)(name.folded.len()).min(own_slips);
            let Some(distance) = distance(&name.folded, &query, slips) else { continue };
            let nearer = best.is_none_or(|best| (distance, index) < best);
            if distance > 0 && nearer && fits(&name.shown, name.of) {
                best = Some((distance, index));
            }
        }
        let name = &self.names[best?.1 as usize];
        Some((&name.shown, name.of))
    }
}

/// How many characters are wrong, missing, too many or swapped with their neighbour between `a` and
/// `b`, if no more than `most`. Only the band of the table where that can be is filled in.
fn distance(a: &[char], b: &[char], most: usize) -> Option<usize> {
    let far = most + 1;
    if a.len().abs_diff(b.len()) > most {
        return None;
    }
    let mut before: Vec<usize> = vec![far; b.len() + 1];
    let mut last: Vec<usize> = (0..=b.len()).map(|at| at.min(far)).collect();
    let mut row: Vec<usize> = vec![far; b.len() + 1];
    for i in 1..=a.len() {
        let (from, to) = (i.saturating_sub(most).max(1), (i + most).min(b.len()));
        row[from - 1] = if from == 1 { i.min(far) } else { far };
        let mut smallest = row[from - 1];
        for j in from..=to {
            let wrong = last[j - 1] + usize::from(a[i - 1] != b[j - 1]);
            let mut cost = wrong.min(last[j] + 1).min(row[j - 1] + 1);
            if i > 1 && j > 1 && a[i - 1] == b[j - 2] && a[i - 2] == b[j - 1] {
                cost = cost.min(before[j - 2] + 1);
            }
            row[j] = cost.min(far);
            smallest = smallest.min(row[j]);
        }
        if to < b.len() {
            row[to + 1] = far;
        }
        if smallest > most {
            return None;
        }
        std::mem::swap(&mut before, &mut last);
        std::mem::swap(&mut last, &mut row);
    }
    Some(last[b.len()]).filter(|&distance| distance <= most)
}

/// Where the `count` pieces of a name of `length` characters start and end, with their numbers.
fn pieces(length: usize, count: usize) -> impl Iterator<Item = (usize, usize, usize)> {
    (0..count)
        .map(move |piece| (piece, piece * length / count, (piece + 1) * length / count))
        .filter(|(_, start, end)| start < end)
}

/// Hashes of all stretches of a name: differences of a polynomial's values.
struct Sums {
    sums: Vec<u64>,
    powers: Vec<u64>,
}

impl Sums {
    /// An odd number with its bits well mixed (2⁶⁴ over the golden ratio).
    const BASE: u64 = 0x9e37_79b9_7f4a_7c15;

    fn of(chars: &[char]) -> Self {
        let (mut sums, mut powers) = (vec![0_u64], vec![1_u64]);
        for (index, &c) in chars.iter().enumerate() {
            sums.push(sums[index].wrapping_mul(Self::BASE).wrapping_add(u64::from(c) + 1));
            powers.push(powers[index].wrapping_mul(Self::BASE));
        }
        Self { sums, powers }
    }

    fn hash(&self, start: usize, end: usize) -> u64 {
        self.sums[end].wrapping_sub(self.sums[start].wrapping_mul(self.powers[end - start]))
    }
}

/// How many slips a name of `length` characters may have and still suggest another: none in short
/// ones, where one letter makes another name.
pub(crate) fn name_slips(length: usize) -> usize {
    match length {
        0..=4 => 0,
        5..=9 => 1,
        _ => 2,
    }
}

/// Whether `written` is rather `meant` with a slip of the pen than a name of its own. Slips are in
/// letters; another number, another capital (`ResNeXt`), another letter after the year
/// (`smith2019b`) make another paper.
pub(crate) fn looks_like_a_slip(written: &str, meant: &str) -> bool {
    let digits = |name: &str| name.chars().filter(char::is_ascii_digit).collect::<String>();
    if digits(written) != digits(meant) {
        return false;
    }
    let capitals = |name: &str| name.chars().filter(|c| c.is_uppercase()).count();
    let (a, b) = (capitals(written), capitals(meant));
    if a != b && a.min(b) > 0 {
        return false;
    }
    let suffix = |name: &str| {
        let tail = name.rfind(|c: char| c.is_ascii_digit()).map_or("", |at| &name[at + 1..]);
        (tail.len() <= 1).then(|| tail.to_ascii_lowercase())
    };
    let (tail, other_tail) = (suffix(written), suffix(meant));
    if digits(meant).len() >= 4 && tail.is_some() && other_tail.is_some() && tail != other_tail {
        return false;
    }
    let (written, meant): (Vec<char>, Vec<char>) =
        (written.to_lowercase().chars().collect(), meant.to_lowercase().chars().collect());
    let shared = written.iter().zip(&meant).take_while(|(a, b)| a == b).count();
    let rest = (written.iter().rev().zip(meant.iter().rev()))
        .take(written.len().min(meant.len()) - shared)
        .take_while(|(a, b)| a == b)
        .count();
    let (wrong, right) =
        (&written[shared..written.len() - rest], &meant[shared..meant.len() - rest]);
    let wide = |c: &char| super::is_wide(*c);
    if wrong.iter().chain(right).any(wide) {
        // One character of a short Chinese name makes another name.
        return meant.len().min(written.len()) >= 8;
    }
    let swapped =
        wrong.len() == 2 && right.len() == 2 && wrong[0] == right[1] && wrong[1] == right[0];
    let dropped = wrong.is_empty() && right.len() == 1;
    written.len().min(meant.len()) >= 8 || swapped || dropped
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    #[test]
    fn a_slip_is_told_from_another_name() {
        for (written, meant, expected) in [
            ("krizhevsky2012imagnet", "krizhevsky2012imagenet", true),
            ("krzhevsky2012imagnet", "krizhevsky2012imagenet", true),
            ("AlexNt", "AlexNet", true),
            ("alexent", "AlexNet", true),
            ("Transfomer", "Transformer", true),
            ("ResNeXt", "ResNet", false),
            ("ResNet", "ResNeXt", false),
            ("he2015deep", "he2016deep", false),
            ("smith2019a", "smith2019b", false),
            ("GPT-2", "GPT-3", false),
            ("图像分类", "图像分割", false),
            ("SENet", "LeNet", false),
        ] {
            assert_eq!(looks_like_a_slip(written, meant), expected, "{written} / {meant}");
        }
    }

    proptest! {
        #[test]
        fn the_band_holds_every_small_distance(a in "[abc]{0,12}", b in "[abc]{0,12}") {
            let chars = |text: &str| text.chars().collect::<Vec<_>>();
            let whole = strsim::osa_distance(&a, &b);
            prop_assert_eq!(distance(&chars(&a), &chars(&b), 3), (whole <= 3).then_some(whole));
        }

        #[test]
        fn whatever_one_slip_makes_of_a_name_is_found(name in "[a-z]{6,30}", at in 0_usize..6, c in "[a-z]", how in 0..4) {
            let mut names = Nearby::new(name_slips);
            names.insert("something-else", "something-else", 0);
            names.insert(&name, &name, 1);
            let mut slip = name.clone();
            match how {
                0 => slip.insert_str(at, &c),
                1 => { slip.remove(at); }
                2 => slip.replace_range(at..=at, &c),
                _ => {
                    let pair: String = slip[at..].chars().take(2).collect();
                    let swapped: String = pair.chars().rev().collect();
                    slip.replace_range(at..at + pair.len(), &swapped);
                }
            }
            prop_assume!(slip != name);
            let found = names.nearest(&slip, |_, _| true).map(|(_, of)| of);
            prop_assert_eq!(found, Some(1), "{} for {}", slip, name);
        }
    }
}
