//! Whether a text has any of some bytes, asked of many bytes at once.
//!
//! Most texts have none. A loop that stops at the first looks at one after the other; these stop at
//! the end of a stretch, so that the compiler can compare a stretch in a few instructions.

/// How many bytes are looked at without a stop.
const STRETCH: usize = 16;

/// Whether `is` says so of any of `bytes`. `is` should be comparisons put together with `|`.
#[inline]
pub(crate) fn any(bytes: &[u8], is: impl Fn(u8) -> bool) -> bool {
    let of = |stretch: &[u8; STRETCH]| {
        stretch.iter().fold(0, |any, &byte| any | u8::from(is(byte))) != 0
    };
    // The last stretch may share bytes with the one before it.
    let Some(last) = bytes.last_chunk() else { return bytes.iter().any(|&byte| is(byte)) };
    bytes.as_chunks().0.iter().any(of) || of(last)
}

/// Whether `are` says so of any two neighbours in `bytes`. `are` should be comparisons put together
/// with `|` and `&`.
#[inline]
pub(crate) fn any_pair(bytes: &[u8], are: impl Fn(u8, u8) -> bool) -> bool {
    let of = |stretch: &[u8; STRETCH + 1]| {
        (0..STRETCH).fold(0, |any, at| any | u8::from(are(stretch[at], stretch[at + 1]))) != 0
    };
    let Some(last) = bytes.last_chunk() else {
        return bytes.windows(2).any(|pair| are(pair[0], pair[1]));
    };
    let mut rest = bytes;
    while let Some(stretch) = rest.first_chunk() {
        if of(stretch) {
            return true;
        }
        rest = &rest[STRETCH..];
    }
    of(last)
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
