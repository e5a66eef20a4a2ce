//! What is served at the moment: one value, replaced as a whole.

use std::sync::Arc;
use std::time::{SystemTime, UNIX_EPOCH};

use serde::Serialize;
use tokio::sync::watch;

use super::{Attempt, Problems};
use crate::render::Site;

/// What is served, and what is wrong with what came after it.
#[derive(Clone, Debug)]
pub(super) struct State {
    /// The last site that could be made.
    pub(super) site: Option<Arc<Site>>,
    /// Names that site; another run of the server never gives the same name.
    pub(super) version: String,
    /// What is wrong with the notes now.
    pub(super) problems: Problems,
    /// [`Attempt::base_path`] of the site.
    pub(super) base_path: String,
}

/// What browsers are told.
#[derive(Serialize)]
struct News<'a> {
    site: &'a str,
    problems: &'a Problems,
}

impl State {
    /// What browsers are told of it, as JSON.
    pub(super) fn news(&self) -> String {
        let news = News { site: &self.version, problems: &self.problems };
        // Strings and numbers can always be written as JSON.
        serde_json::to_string(&news).unwrap_or_default()
    }
}

/// The state, for those who answer and the one who compiles.
#[derive(Debug)]
pub(super) struct Shared {
    /// Which run of the server this is.
    run: String,
    sender: watch::Sender<Option<Arc<State>>>,
}

impl Shared {
    /// Nothing to serve yet.
    pub(super) fn new() -> Self {
        let now = SystemTime::now().duration_since(UNIX_EPOCH).unwrap_or_default();
        Self { run: format!("{:x}", now.as_nanos()), sender: watch::Sender::new(None) }
    }

    /// The state, and those that follow it.
    pub(super) fn follow(&self) -> watch::Receiver<Option<Arc<State>>> {
        self.sender.subscribe()
    }

    /// Serves what came of `attempt`, or the site before it if nothing did.
    pub(super) fn take(&self, attempt: Attempt) {
        let Attempt { site, problems, base_path, watched: _ } = attempt;
        let old = self.sender.borrow().clone();
        let number = |state: &State| {
            state.version.rsplit('-').next().and_then(|number| number.parse::<u64>().ok())
        };
        let before = old.as_deref().and_then(number).unwrap_or_default();
        let state = match (site, old.as_deref()) {
            (Some(site), _) => State {
                site: Some(Arc::new(site)),
                version: format!("{}-{}", self.run, before + 1),
                problems,
                base_path,
            },
            (None, Some(old)) => State { problems, ..old.clone() },
            (None, None) => {
                State { site: None, version: format!("{}-0", self.run), problems, base_path }
            }
        };
        self.sender.send_replace(Some(Arc::new(state)));
    }
}
