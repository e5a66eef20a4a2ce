//! Whether a text has any of some bytes, asked of many bytes at once.
//!
//! Most texts have none. A loop that stops at the first looks at one after the other; these stop at
//! the end of a stretch, so that the compiler can compare a stretch in a few instructions.

/// How many bytes are looked at without a stop.
const STRETCH: usize = 32;

/// Whether `is` says so of any of `bytes`. `is` should be comparisons put together with `|`.
#[inline]
pub(crate) fn any(bytes: &[u8], is: impl Fn(u8) -> bool) -> bool {
    let (stretches, rest) = bytes.as_chunks::<STRETCH>();
    let of = |bytes: &[u8]| bytes.iter().fold(false, |any, &byte| any | is(byte));
    stretches.iter().any(|stretch| of(stretch)) || of(rest)
}

/// Whether `are` says so of any two neighbours in `bytes`. `are` should be comparisons put together
/// with `|` and `&`.
#[inline]
pub(crate) fn any_pair(bytes: &[u8], are: impl Fn(u8, u8) -> bool) -> bool {
    let mut rest = bytes;
    while let Some(stretch) = rest.first_chunk::<{ STRETCH + 1 }>() {
        let mut any = false;
        for at in 0..STRETCH {
            any |= are(stretch[at], stretch[at + 1]);
        }
        if any {
            return true;
        }
        rest = &rest[STRETCH..];
    }
    rest.array_windows().any(|&[a, b]| are(a, b))
}

#[cfg(test)]
mod tests {
    use super::{any, any_pair};

    #[test]
    fn bytes_are_found_wherever_they_stand() {
        for length in 0..70 {
            let mut bytes = vec![b'a'; length];
            assert!(!any(&bytes, |byte| byte == b'x'));
            assert!(!any_pair(&bytes, |a, b| (a == b'x') & (b == b'y')));
            for at in 0..length {
                bytes[at] = b'x';
                assert!(any(&bytes, |byte| byte == b'x'), "{at} of {length}");
                if let Some(next) = bytes.get_mut(at + 1) {
                    *next = b'y';
                    assert!(any_pair(&bytes, |a, b| (a == b'x') & (b == b'y')), "{at} of {length}");
                    assert!(
                        !any_pair(&bytes, |a, b| (a == b'y') & (b == b'x')),
                        "{at} of {length}"
                    );
                }
                bytes.fill(b'a');
            }
        }
    }
}
