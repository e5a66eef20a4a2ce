//! What unit tests share: how much work something is.
//!
//! Time is that of the processor on this thread, not of the clock on the wall, so that other
//! programs on the machine do not fail a test.

use std::time::Duration;

use rustix::time::{ClockId, clock_gettime};

/// Below this, what is measured is the machine's mood.
const FLOOR: Duration = Duration::from_millis(20);

/// The processor's time of `run`, which must do its work on this thread: the least of three runs.
pub(crate) fn cost(run: impl Fn()) -> Duration {
    let once = || {
        let start = now();
        run();
        now().saturating_sub(start)
    };
    (0..3).map(|_| once()).min().unwrap_or_default()
}

/// Asserts that `large`, which is four times as much as `small`, takes at most six times as long.
/// Caches and neighbours spoil one measurement; what is quadratic spoils five.
pub(crate) fn assert_linear(name: &str, small: impl Fn(), large: impl Fn()) {
    let grows_faster = |_| {
        let (small, large) = (cost(&small), cost(&large));
        let is_linear = large < FLOOR || large < small * 6;
        (!is_linear).then(|| format!("{small:?}, then {large:?}"))
    };
    let spoiled: Vec<String> = (0..5).map_while(grows_faster).collect();
    assert!(spoiled.len() < 5, "{name}: {}", spoiled.join("; "));
}

/// The time that the processor has spent on this thread.
fn now() -> Duration {
    let time = clock_gettime(ClockId::ThreadCPUTime);
    let seconds = u64::try_from(time.tv_sec).unwrap_or_default();
    Duration::new(seconds, u32::try_from(time.tv_nsec).unwrap_or_default())
}
