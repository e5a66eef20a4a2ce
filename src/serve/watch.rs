//! Files that change → a sign that they have: the one door to `notify`.
//!
//! What changed is not told: whoever is woken reads all of it anew, so that no event that is lost,
//! doubled or out of order can make a preview differ from a build.
//!
//! A folder that is deleted takes its watch with it, so the folder that holds it is watched as
//! well, and a watch that was lost is set again when the folder is back.

use std::collections::{BTreeMap, BTreeSet};
use std::path::{Path, PathBuf};
use std::sync::mpsc::{Receiver, SyncSender, sync_channel};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::time::{Duration, Instant};

use notify::event::{AccessKind, AccessMode, ModifyKind, RenameMode};
use notify::{Event, EventKind, RecommendedWatcher, RecursiveMode, Watcher as _};

use crate::discover;

/// How long nothing must have changed. Editors write a file in several steps within a few
/// milliseconds; people do not see this pause.
const QUIET: Duration = Duration::from_millis(12);

/// How long nothing must have changed after a file was closed or renamed: whoever saves it has done.
const DONE: Duration = Duration::from_millis(3);

/// How long a change waits for quiet. A branch switch of thousands of files may take longer, and
/// is then shown more than once.
const CAP: Duration = Duration::from_millis(250);

/// What a site is made of.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Watched {
    /// Folders, with everything below them. They need not exist.
    pub folders: BTreeSet<PathBuf>,
    /// Files. They need not exist.
    pub files: BTreeSet<PathBuf>,
}

/// Wakes who waits when something that is watched changes.
pub(super) struct Watcher {
    notify: RecommendedWatcher,
    shared: Arc<Mutex<Targets>>,
    changes: Receiver<()>,
    /// What was asked for.
    asked: Watched,
    warn: fn(&str),
    /// Whether it has been said that something cannot be watched.
    is_said: bool,
}

/// What is watched, as the watcher's own thread needs it.
#[derive(Debug, Default)]
struct Targets {
    folders: BTreeSet<PathBuf>,
    files: BTreeSet<PathBuf>,
    /// Folders whose watch is set, and whether all below them is watched.
    set: BTreeMap<PathBuf, bool>,
    /// Whether the last change was one step of a save, and not the end of one.
    is_midway: bool,
}

impl Watcher {
    /// Watches nothing yet.
    pub(super) fn new(warn: fn(&str)) -> notify::Result<Self> {
        // One sign that waits is as good as many.
        let (sender, changes) = sync_channel(1);
        let shared = Arc::new(Mutex::new(Targets::default()));
        let targets = Arc::clone(&shared);
        let notify = notify::recommended_watcher(move |event: notify::Result<Event>| {
            on_event(event, &targets, &sender);
        })?;
        Ok(Self { notify, shared, changes, asked: Watched::default(), warn, is_said: false })
    }

    /// Watches `watched`, whatever was watched before. Whether something is watched that was not.
    pub(super) fn follow(&mut self, watched: Watched) -> bool {
        self.asked = watched;
        self.set()
    }

    /// Watches `watched` besides what was watched before.
    pub(super) fn follow_too(&mut self, watched: Watched) -> bool {
        let Watched { folders, files } = watched;
        self.asked.folders.extend(folders);
        self.asked.files.extend(files);
        self.set()
    }

    /// Waits for a change, and then for quiet.
    pub(super) fn wait(&self) {
        if self.changes.recv().is_err() {
            // The watcher's thread has ended: nothing will change any more.
            loop {
                std::thread::park();
            }
        }
        let first = Instant::now();
        let quiet = || if lock(&self.shared).is_midway { QUIET } else { DONE };
        while first.elapsed() < CAP && self.changes.recv_timeout(quiet()).is_ok() {}
    }

    fn set(&mut self) -> bool {
        let folders: BTreeSet<PathBuf> = self.asked.folders.iter().map(|path| real(path)).collect();
        let files: BTreeSet<PathBuf> = self.asked.files.iter().map(|path| real(path)).collect();
        let wanted = wanted(&folders, &files);
        let old = {
            let mut targets = lock(&self.shared);
            (targets.folders, targets.files) = (folders, files);
            targets.set.clone()
        };
        for path in old.keys().filter(|path| wanted.get(*path) != old.get(*path)) {
            lock(&self.shared).set.remove(path);
            // It may have gone with its folder.
            let _ = self.notify.unwatch(path);
        }
        let mut is_more = false;
        for (path, all_below) in wanted {
            if lock(&self.shared).set.get(&path) == Some(&all_below) {
                continue;
            }
            let mode =
                if all_below { RecursiveMode::Recursive } else { RecursiveMode::NonRecursive };
            let _ = self.notify.unwatch(&path);
            match self.notify.watch(&path, mode) {
                Ok(()) => {
                    lock(&self.shared).set.insert(path, all_below);
                    is_more = true;
                }
                Err(error) if path.exists() && !self.is_said => {
                    (self.warn)(&format!("changes in `{}` are not seen: {error}", path.display()));
                    self.is_said = true;
                }
                Err(_) => {}
            }
        }
        is_more
    }
}

/// The folders to watch, and whether all below each: those that are meant, and those that would
/// show that one of them, or one of the files, has come or gone.
fn wanted(folders: &BTreeSet<PathBuf>, files: &BTreeSet<PathBuf>) -> BTreeMap<PathBuf, bool> {
    let mut wanted = BTreeMap::new();
    let there = |path: &Path| path.ancestors().find(|path| path.is_dir()).map(Path::to_owned);
    for path in folders.iter().chain(files) {
        if let Some(holder) = path.parent().and_then(there) {
            wanted.insert(holder, false);
        }
    }
    // The folder that holds a site may be replaced as a whole.
    let holders: Vec<PathBuf> = wanted.keys().filter_map(|path| there(path.parent()?)).collect();
    wanted.extend(holders.into_iter().map(|path| (path, false)));
    wanted.extend(folders.iter().filter(|path| path.is_dir()).map(|path| (path.clone(), true)));
    let is_covered = |path: &Path| folders.iter().any(|top| path != top && path.starts_with(top));
    wanted.retain(|path, _| !is_covered(path));
    wanted
}

fn on_event(event: notify::Result<Event>, targets: &Mutex<Targets>, sender: &SyncSender<()>) {
    let is_change = match event {
        // Something changed that cannot be named.
        Err(_) => true,
        Ok(event) => {
            let mut targets = lock(targets);
            if event.need_rescan() {
                targets.set.clear();
            }
            let goes =
                matches!(event.kind, EventKind::Remove(_) | EventKind::Modify(ModifyKind::Name(_)));
            if goes {
                targets
                    .set
                    .retain(|path, _| !event.paths.iter().any(|gone| path.starts_with(gone)));
            }
            let matters = match event.kind {
                EventKind::Access(AccessKind::Close(AccessMode::Write)) => true,
                EventKind::Access(_) => false,
                _ => true,
            };
            let concerns = matters && event.paths.iter().any(|path| targets.concern(path));
            if concerns {
                targets.is_midway = !ends_a_save(event.kind);
            }
            event.need_rescan() || concerns
        }
    };
    if is_change {
        // If a sign waits already, that will do.
        let _ = sender.try_send(());
    }
}

/// Whether a file is whole after an event of this kind.
fn ends_a_save(kind: EventKind) -> bool {
    matches!(
        kind,
        EventKind::Access(AccessKind::Close(AccessMode::Write))
            | EventKind::Modify(ModifyKind::Name(RenameMode::To | RenameMode::Both))
    )
}

impl Targets {
    /// Whether a change of `path` may change the site.
    fn concern(&self, path: &Path) -> bool {
        let on_the_way = |target: &PathBuf| target.starts_with(path);
        self.files.iter().any(on_the_way)
            || self.folders.iter().any(|folder| {
                folder.starts_with(path)
                    || path.strip_prefix(folder).is_ok_and(|inside| !is_passed_over(inside))
            })
    }
}

/// Whether a change of `inside`, below a folder of notes, is none of the site's: editors' swap
/// files, version control.
fn is_passed_over(inside: &Path) -> bool {
    let mut names = inside.iter().peekable();
    while let Some(name) = names.next() {
        let is_folder = names.peek().is_some();
        if name.to_str().is_some_and(|name| discover::is_skipped(name, is_folder)) {
            return true;
        }
    }
    false
}

/// `path` as the system's events spell it, though it may not exist.
fn real(path: &Path) -> PathBuf {
    let path = std::path::absolute(path).unwrap_or_else(|_| path.to_owned());
    match (path.canonicalize(), path.parent(), path.file_name()) {
        (Ok(real), ..) => real,
        (Err(_), Some(parent), Some(name)) => real(parent).join(name),
        (Err(_), ..) => path,
    }
}

fn lock(targets: &Mutex<Targets>) -> MutexGuard<'_, Targets> {
    targets.lock().unwrap_or_else(PoisonError::into_inner)
}
