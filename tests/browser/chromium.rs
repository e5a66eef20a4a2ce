//! The browser, and letters for it: found on the machine, else installed from the system's packages.

use std::path::PathBuf;
use std::process::Command;
use std::sync::mpsc::{Receiver, channel};
use std::sync::{Arc, Mutex, PoisonError, Weak};
use std::time::Duration;

use headless_chrome::protocol::cdp::Target::CreateTarget;
use headless_chrome::protocol::cdp::types::Event;
use headless_chrome::protocol::cdp::{Emulation, Log, Network, Page, Runtime};
use headless_chrome::{Browser, LaunchOptions, Tab};

/// Names of the program, the ones that systems use.
const NAMES: [&str; 5] =
    ["chromium", "chromium-browser", "google-chrome", "google-chrome-stable", "chrome"];

/// How to install it, by package manager.
const INSTALL: [(&str, &str); 4] = [
    ("apt-get", "apt-get update -q && apt-get install -y -q chromium fonts-noto-cjk"),
    ("dnf", "dnf install -y chromium google-noto-sans-cjk-fonts"),
    ("apk", "apk add chromium font-noto-cjk"),
    ("pacman", "pacman -Sy --noconfirm chromium noto-fonts-cjk"),
];

/// The browser of all tests that run now. The last one to end closes it: nothing does so for a test
/// program that ends.
fn browser() -> Arc<Browser> {
    static BROWSER: Mutex<Weak<Browser>> = Mutex::new(Weak::new());
    let mut running = BROWSER.lock().unwrap_or_else(PoisonError::into_inner);
    if let Some(browser) = running.upgrade() {
        return browser;
    }
    let options = LaunchOptions::default_builder()
        .path(Some(program()))
        .sandbox(false)
        .idle_browser_timeout(Duration::from_mins(10))
        .args(vec![
            "--disable-background-networking".as_ref(),
            "--disable-component-update".as_ref(),
            "--hide-scrollbars".as_ref(),
        ])
        .build()
        .unwrap();
    let browser = Arc::new(Browser::new(options).expect("Chromium starts"));
    *running = Arc::downgrade(&browser);
    browser
}

fn window() -> CreateTarget {
    CreateTarget {
        url: "about:blank".to_owned(),
        new_window: Some(true),
        left: None,
        top: None,
        width: None,
        height: None,
        window_state: None,
        browser_context_id: None,
        enable_begin_frame_control: None,
        background: None,
        for_tab: None,
        hidden: None,
    }
}

/// The browser's program.
pub(crate) fn program() -> PathBuf {
    static INSTALLING: Mutex<()> = Mutex::new(());
    let _one = INSTALLING.lock();
    found().filter(|_| has_chinese_letters()).or_else(install).expect(
        "the browser tests need Chromium and a font with Chinese letters: install them, or name the \
         browser in the variable CHROME",
    )
}

/// Whether a font of the machine has Chinese letters: without one a name of one letter is too narrow
/// to be hit. Where fonts are not fontconfig's, the system brings one.
fn has_chinese_letters() -> bool {
    let fonts = Command::new("fc-list").arg(":lang=zh").output();
    fonts.map_or(true, |fonts| !fonts.status.success() || !fonts.stdout.is_empty())
}

fn found() -> Option<PathBuf> {
    if let Some(named) = std::env::var_os("CHROME") {
        return Some(named.into());
    }
    let folders: Vec<PathBuf> =
        std::env::var_os("PATH").map(|path| std::env::split_paths(&path).collect())?;
    let all = NAMES.iter().flat_map(|name| folders.iter().map(move |folder| folder.join(name)));
    let mac = PathBuf::from("/Applications/Google Chrome.app/Contents/MacOS/Google Chrome");
    all.chain([mac]).find(|path| path.is_file())
}

fn install() -> Option<PathBuf> {
    let here =
        |program: &str| Command::new("which").arg(program).output().unwrap().status.success();
    let (_, command) = INSTALL.iter().find(|(manager, _)| here(manager))?;
    eprintln!("Chromium or a font with Chinese letters is missing: {command}");
    let root = Command::new("id").arg("-u").output().ok()?.stdout == b"0\n";
    let mut run = if root { Command::new("sh") } else { Command::new("sudo") };
    if !root {
        run.args(["-n", "sh"]);
    }
    let done = run.args(["-c", command]).env("DEBIAN_FRONTEND", "noninteractive").status();
    done.is_ok_and(|status| status.success()).then(found)?
}

/// A tab that notes down what goes wrong in it.
pub(crate) struct Watched {
    pub(crate) tab: Arc<Tab>,
    wrong: Arc<Mutex<Vec<String>>>,
    asked: Arc<Mutex<Vec<String>>>,
    loaded: Receiver<()>,
    /// Closed after the tab.
    _browser: Arc<Browser>,
}

/// How a page is looked at.
#[derive(Clone, Copy, Debug)]
pub(crate) struct View {
    pub(crate) width: u32,
    pub(crate) dark: bool,
}

/// Rules of axe.
#[derive(Clone, Copy, Debug)]
pub(crate) enum Rules {
    All,
    Looks,
}

/// A desktop in daylight.
pub(crate) const DESKTOP: View = View { width: 1280, dark: false };

impl Watched {
    /// A new tab, in a window of its own and with the focus: a tab behind another draws no frame and
    /// takes no key, and tests run side by side.
    pub(crate) fn new(view: View) -> Self {
        let browser = browser();
        let tab = browser.new_tab_with_options(window()).unwrap();
        tab.call_method(Emulation::SetFocusEmulationEnabled { enabled: true }).unwrap();
        tab.set_default_timeout(Duration::from_secs(30));
        let (wrong, asked) =
            (Arc::<Mutex<Vec<String>>>::default(), Arc::<Mutex<Vec<String>>>::default());
        let (errors, requests) = (Arc::clone(&wrong), Arc::clone(&asked));
        let (loads, loaded) = channel();
        // A tab may tell of a page when nobody listens any more.
        let loads = Mutex::new(loads);
        let note = move |event: &Event| match event {
            Event::LogEntryAdded(Log::events::EntryAddedEvent { params }) => {
                errors.lock().unwrap().push(format!("console: {}", params.entry.text));
            }
            Event::RuntimeExceptionThrown(thrown) => {
                let details = &thrown.params.exception_details;
                errors.lock().unwrap().push(format!("script: {details:?}"));
            }
            Event::RuntimeConsoleAPICalled(called) => {
                errors.lock().unwrap().push(format!("console: {:?}", called.params.args));
            }
            Event::NetworkLoadingFailed(failed) => {
                errors.lock().unwrap().push(format!("request: {}", failed.params.error_text));
            }
            Event::NetworkRequestWillBeSent(sent) => {
                requests.lock().unwrap().push(sent.params.request.url.clone());
            }
            Event::PageLoadEventFired(_) => {
                let _ = loads.lock().unwrap().send(());
            }
            _ => {}
        };
        tab.add_event_listener(Arc::new(note)).unwrap();
        tab.enable_log().unwrap();
        tab.enable_runtime().unwrap();
        tab.call_method(Network::Enable {
            max_total_buffer_size: None,
            max_resource_buffer_size: None,
            max_post_data_size: None,
            report_direct_socket_traffic: None,
            enable_durable_messages: None,
        })
        .unwrap();
        let watched = Self { tab, wrong, asked, loaded, _browser: browser };
        watched.look(view);
        watched
    }

    /// Changes how pages are looked at, the one that is open too.
    pub(crate) fn look(&self, View { width, dark }: View) {
        self.window(width, 900);
        self.media(&[("prefers-color-scheme", if dark { "dark" } else { "light" })]);
    }

    fn window(&self, width: u32, height: u32) {
        let metrics = Emulation::SetDeviceMetricsOverride {
            width,
            height,
            device_scale_factor: 1.0,
            mobile: width < 600,
            scale: None,
            screen_width: None,
            screen_height: None,
            position_x: None,
            position_y: None,
            dont_set_visible_size: None,
            screen_orientation: None,
            viewport: None,
            display_feature: None,
            device_posture: None,
        };
        self.tab.call_method(metrics).unwrap();
    }

    /// Sets media features; those that are not named are as they were at first.
    pub(crate) fn media(&self, features: &[(&str, &str)]) {
        let feature = |&(name, value): &(&str, &str)| Emulation::MediaFeature {
            name: name.to_owned(),
            value: value.to_owned(),
        };
        let features = Some(features.iter().map(feature).collect());
        self.tab.call_method(Emulation::SetEmulatedMedia { media: None, features }).unwrap();
    }

    /// Shows pages as they are printed.
    pub(crate) fn as_printed(&self) {
        let media = Some("print".to_owned());
        self.tab.call_method(Emulation::SetEmulatedMedia { media, features: None }).unwrap();
    }

    /// Whether scripts run.
    pub(crate) fn scripts(&self, run: bool) {
        self.tab.call_method(Emulation::SetScriptExecutionDisabled { value: !run }).unwrap();
    }

    /// Makes the text of every page opened from now on so many pixels large, before its own scripts run.
    pub(crate) fn with_text_of(&self, pixels: u32) {
        let script = format!(
            "addEventListener('DOMContentLoaded', () => {{ \
             document.documentElement.style.fontSize = '{pixels}px'; }}, {{ capture: true }});"
        );
        self.tab
            .call_method(Page::AddScriptToEvaluateOnNewDocument {
                source: script,
                world_name: None,
                include_command_line_api: None,
                run_immediately: None,
            })
            .unwrap();
    }

    /// Opens `url` and waits until it is there.
    pub(crate) fn open(&self, url: &str) -> &Self {
        self.asked.lock().unwrap().clear();
        self.tab.navigate_to(url).unwrap();
        self.tab.wait_until_navigated().unwrap();
        self
    }

    /// Opens `url` and waits until it has loaded, with what it asks for; [`Self::open`] also waits until
    /// nothing is asked for any more, which takes half a second.
    pub(crate) fn load(&self, url: &str) {
        self.loaded.try_iter().for_each(drop);
        self.tab.navigate_to(url).unwrap();
        self.loaded.recv_timeout(Duration::from_secs(30)).unwrap();
    }

    /// What an expression is worth, as JSON.
    pub(crate) fn value(&self, expression: &str) -> serde_json::Value {
        let asked = format!("(async () => JSON.stringify(await ({expression})))()");
        let object =
            self.tab.evaluate(&asked, true).unwrap_or_else(|error| panic!("{expression}: {error}"));
        let text = object.value.unwrap_or_default();
        serde_json::from_str(text.as_str().unwrap_or("null")).unwrap()
    }

    /// Waits until an expression is true.
    pub(crate) fn wait(&self, expression: &str) {
        let poll = format!(
            "new Promise((done, failed) => {{ const end = Date.now() + 20000; const look = () => \
             {{ if ({expression}) done(true); else if (Date.now() > end) done(false); else setTimeout(look, 20); }}; look(); }})"
        );
        assert_eq!(self.value(&poll), true, "{expression}");
    }

    /// Presses a key.
    pub(crate) fn press(&self, key: &str) {
        self.tab.press_key(key).unwrap();
    }

    /// What went wrong since the last time.
    pub(crate) fn wrong(&self) -> Vec<String> {
        std::mem::take(&mut *self.wrong.lock().unwrap())
    }

    /// Addresses that were asked for since the page was opened.
    pub(crate) fn asked(&self) -> Vec<String> {
        self.asked.lock().unwrap().clone()
    }

    /// How many pixels the page is wider than the window.
    pub(crate) fn too_wide(&self) -> i64 {
        let wide = self.value("document.documentElement.scrollWidth - innerWidth");
        wide.as_i64().unwrap_or(i64::MAX).max(0)
    }

    /// Saves a picture of the whole page as it is looked at; of a very long one, its beginning.
    pub(crate) fn picture(&self, name: &str, width: u32) {
        const LONGEST: u64 = 9_000;
        let folder = PathBuf::from(env!("CARGO_TARGET_TMPDIR")).join("../browser");
        std::fs::create_dir_all(&folder).unwrap();
        let height = self.value("document.documentElement.scrollHeight").as_u64().unwrap_or(900);
        self.window(width, u32::try_from(height.clamp(600, LONGEST)).unwrap());
        let format = Page::CaptureScreenshotFormatOption::Jpeg;
        let picture = self.tab.capture_screenshot(format, Some(75), None, true).unwrap();
        std::fs::write(folder.join(format!("{name}.jpg")), picture).unwrap();
    }

    /// Loads axe into the page.
    pub(crate) fn load_axe(&self) {
        const AXE: &str = include_str!("vendor/axe.min.js");
        let load = Runtime::Evaluate {
            expression: format!("{AXE};0"),
            object_group: None,
            include_command_line_api: None,
            silent: None,
            context_id: None,
            return_by_value: None,
            generate_preview: None,
            user_gesture: None,
            await_promise: None,
            throw_on_side_effect: None,
            timeout: None,
            disable_breaks: None,
            repl_mode: None,
            allow_unsafe_eval_blocked_by_csp: None,
            unique_context_id: None,
            serialization_options: None,
        };
        self.tab.call_method(load).unwrap();
    }

    /// What axe, which was loaded, finds wrong by WCAG 2.2 A and AA, a line each: by every rule, or by
    /// the two whose answer depends on the width and the scheme.
    pub(crate) fn axe(&self, rules: Rules) -> Vec<String> {
        let run = match rules {
            Rules::All => {
                "['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice']"
            }
            Rules::Looks => "{ type: 'rule', values: ['color-contrast', 'target-size'] }",
        };
        let found = self.value(&format!(
            "axe.run(document, {{ runOnly: {run} }}).then((r) => r.violations.map((v) => v.id + ': ' + \
             v.nodes.slice(0, 3).map((n) => n.target.join(' ') + ' ' + (n.any[0]?.message ?? '')).join(' | ')))",
        ));
        found.as_array().unwrap().iter().map(|one| one.as_str().unwrap().to_owned()).collect()
    }
}

impl Drop for Watched {
    fn drop(&mut self) {
        // The browser may be gone already.
        let _ = self.tab.close(false);
    }
}
