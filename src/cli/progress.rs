//! What a long run is doing, on a terminal.

use std::sync::atomic::{AtomicUsize, Ordering};
use std::sync::{Arc, Condvar, Mutex, PoisonError};
use std::thread::{self, JoinHandle};
use std::time::Duration;

use super::print;

/// Runs that are over sooner are not spoken of.
const PATIENCE: Duration = Duration::from_millis(500);

/// How often the line is written anew.
const PAUSE: Duration = Duration::from_millis(100);

/// A line that says what is being done and how far, and is gone at the end.
pub(super) struct Progress {
    shared: Arc<Shared>,
    thread: Option<JoinHandle<()>>,
}

#[derive(Default)]
struct Shared {
    state: Mutex<State>,
    changed: Condvar,
    done: AtomicUsize,
}

#[derive(Default)]
struct State {
    doing: &'static str,
    of: Option<usize>,
    over: bool,
}

impl Progress {
    /// Progress of a run; nothing is shown unless `shown`.
    pub(super) fn new(shown: bool) -> Self {
        let shared = Arc::new(Shared::default());
        let thread = shown.then(|| {
            let shared = Arc::clone(&shared);
            thread::spawn(move || shared.show())
        });
        Self { shared, thread }
    }

    /// What is being done from now on, and to how many things, if that is known.
    pub(super) fn doing(&self, doing: &'static str, of: Option<usize>) {
        self.shared.done.store(0, Ordering::Relaxed);
        let mut state = self.shared.state.lock().unwrap_or_else(PoisonError::into_inner);
        state.doing = doing;
        state.of = of;
    }

    /// One thing more is done.
    pub(super) fn step(&self) {
        self.shared.done.fetch_add(1, Ordering::Relaxed);
    }
}

impl Shared {
    fn show(&self) {
        let mut pause = PATIENCE;
        let mut shown = false;
        let mut state = self.state.lock().unwrap_or_else(PoisonError::into_inner);
        loop {
            state = match self.changed.wait_timeout_while(state, pause, |state| !state.over) {
                Ok((state, _)) => state,
                Err(poisoned) => poisoned.into_inner().0,
            };
            if state.over {
                break;
            }
            let done = self.done.load(Ordering::Relaxed);
            let line = match state.of {
                Some(of) => format!("{} {done}/{of}", state.doing),
                None => state.doing.to_owned(),
            };
            // https://en.wikipedia.org/wiki/ANSI_escape_code#CSI: erase to the end of the line.
            print::message(&format!("\r{line}\x1b[K"));
            (pause, shown) = (PAUSE, true);
        }
        if shown {
            print::message("\r\x1b[K");
        }
    }
}

impl Drop for Progress {
    fn drop(&mut self) {
        self.shared.state.lock().unwrap_or_else(PoisonError::into_inner).over = true;
        self.shared.changed.notify_all();
        if let Some(thread) = self.thread.take() {
            // It only writes to stderr; whatever it died of has been said there.
            let _ = thread.join();
        }
    }
}
