//! The preview in a browser: what a writer sees after saving.

use std::path::{Path, PathBuf};
use std::process::{Child, Command};
use std::time::{Duration, Instant};

use super::chromium::{DESKTOP, View, Watched};
use super::preview;

const NOTE: &str = "content/notes/he2016deep.md";

/// A preview of a site of its own, ended with the test.
struct Preview {
    folder: PathBuf,
    child: Child,
    port: u16,
}

impl Preview {
    fn start(name: &str, settings: &str) -> Self {
        let folder = PathBuf::from(env!("CARGO_TARGET_TMPDIR")).join(format!("preview-{name}"));
        let _ = std::fs::remove_dir_all(&folder);
        save(&folder, "notesgen.yaml", settings);
        save(&folder, NOTE, &note("first"));
        let mut serve = Command::new(env!("CARGO_BIN_EXE_notesgen"));
        serve.args(["serve", "--port", "0"]).arg(&folder);
        let (child, port) = preview::start(serve);
        Self { folder, child, port }
    }

    fn save(&self, path: &str, text: &str) {
        save(&self.folder, path, text);
    }

    fn url(&self) -> String {
        format!("http://127.0.0.1:{}/papers/he2016deep/", self.port)
    }
}

impl Drop for Preview {
    fn drop(&mut self) {
        let _ = self.child.kill();
        let _ = self.child.wait();
        let _ = std::fs::remove_dir_all(&self.folder);
    }
}

fn save(folder: &Path, path: &str, text: &str) {
    let path = folder.join(path);
    std::fs::create_dir_all(path.parent().unwrap()).unwrap();
    std::fs::write(path, text).unwrap();
}

/// A note that is longer than a screen.
fn note(word: &str) -> String {
    let lines: Vec<String> = (0..80).map(|n| format!("Line {n} of the {word} text.")).collect();
    let lines = lines.join("\n\n");
    format!("---\ntitle: Deep Residual Learning\nyear: 2016\n---\n\n{lines}\n")
}

/// Waits until an expression is true, through the reloads that end its evaluation.
#[track_caller]
fn wait(tab: &Watched, expression: &str) {
    let start = Instant::now();
    loop {
        let found = tab.tab.evaluate(expression, false).ok().and_then(|object| object.value);
        if found == Some(true.into()) {
            return;
        }
        assert!(start.elapsed() < Duration::from_secs(20), "{expression}");
        std::thread::sleep(Duration::from_millis(20));
    }
}

const PANEL: &str = "document.getElementById('_notesgen-problems')?.shadowRoot.textContent ?? ''";

#[test]
fn a_saved_note_is_shown_where_its_reader_was_and_a_mistake_over_the_last_good_page() {
    let preview = Preview::start("reload", "title: Notes\n");
    let tab = Watched::new(DESKTOP);
    tab.open(&preview.url());
    tab.value("(scrollTo({ top: 700, behavior: 'instant' }), 0)");
    wait(&tab, "Math.round(scrollY) === 700");

    preview.save(NOTE, &note("second"));
    wait(&tab, "document.body.textContent.includes('the second text')");
    wait(&tab, "Math.round(scrollY) === 700");

    preview.save(NOTE, "---\ntitle: a: b\n---\n");
    wait(&tab, &format!("({PANEL}).includes('he2016deep.md:2:9')"));
    wait(&tab, &format!("({PANEL}).includes('1 error This is the last version')"));
    assert_eq!(tab.value("document.body.textContent.includes('the second text')"), true);
    assert_eq!(tab.value("Math.round(scrollY)"), 700);
    for (name, width, dark) in [
        ("light", 1280, false),
        ("dark", 1280, true),
        ("phone", 390, false),
        ("phone-dark", 390, true),
    ] {
        tab.look(View { width, dark });
        tab.open(&preview.url());
        wait(&tab, &format!("({PANEL}).includes('he2016deep.md:2:9')"));
        assert_eq!(
            tab.value("document.documentElement.scrollWidth <= innerWidth"),
            true,
            "nothing sticks out at {name}"
        );
        tab.picture(&format!("preview-{name}"), width);
    }

    preview.save(NOTE, &note("third"));
    wait(&tab, "document.body.textContent.includes('the third text')");
    wait(&tab, "document.getElementById('_notesgen-problems') === null");
    assert_eq!(tab.wrong(), Vec::<String>::new());
}

#[test]
fn the_panel_speaks_the_sites_language_and_stays_closed_until_something_else_is_wrong() {
    let preview = Preview::start("panel", "title: 笔记\nlanguage: zh\n");
    let tab = Watched::new(DESKTOP);
    tab.open(&preview.url());
    preview.save(NOTE, "---\ntitle: a: b\n---\n");
    wait(&tab, &format!("({PANEL}).includes('1 个错误')"));
    let shadow = "document.getElementById('_notesgen-problems').shadowRoot";
    assert_eq!(tab.value(&format!("{shadow}.querySelector('button').ariaLabel")), "关闭");
    tab.value(&format!("({shadow}.querySelector('button').click(), 0)"));
    wait(&tab, "document.getElementById('_notesgen-problems') === null");

    preview.save(NOTE, "---\ntitle: <img src=x onerror=alert(1)>: b\n---\n");
    wait(&tab, &format!("({PANEL}).includes('<img src=x onerror')"));
    assert_eq!(tab.value(&format!("{shadow}.querySelectorAll('img').length")), 0);
    assert_eq!(tab.wrong(), Vec::<String>::new());
}
