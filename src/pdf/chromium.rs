//! The browser: found, started, waited for, ended.

use std::ffi::{OsStr, OsString};
use std::fs::{self, File};
use std::path::{Path, PathBuf};
use std::process::{Child, Command, ExitStatus, Stdio};
use std::time::{Duration, Instant};

use super::{PdfError, Work};

/// Names of the program, those that systems use.
const NAMES: [&str; 8] = [
    "chromium",
    "chromium-browser",
    "google-chrome",
    "google-chrome-stable",
    "chrome",
    "microsoft-edge",
    "microsoft-edge-stable",
    "brave-browser",
];

/// Where macOS has it, below `/` and the user's home.
const MAC: [&str; 3] = [
    "Applications/Google Chrome.app/Contents/MacOS/Google Chrome",
    "Applications/Chromium.app/Contents/MacOS/Chromium",
    "Applications/Microsoft Edge.app/Contents/MacOS/Microsoft Edge",
];

/// Where Windows has it, below its folders of programs.
const WINDOWS: [&str; 3] = [
    "Google/Chrome/Application/chrome.exe",
    "Chromium/Application/chrome.exe",
    "Microsoft/Edge/Application/msedge.exe",
];

/// How often it is looked whether the browser has ended.
const PAUSE: Duration = Duration::from_millis(20);

/// Where a browser may be.
#[derive(Clone, Debug, Default)]
pub struct Places {
    /// The variable `CHROME`.
    pub named: Option<OsString>,
    /// The variable `PATH`.
    pub path: Option<OsString>,
    /// Folders that applications are installed below: `/`, the home, `%ProgramFiles%`…
    pub folders: Vec<PathBuf>,
}

/// A browser that can print.
#[derive(Clone, Debug)]
pub struct Chromium {
    program: PathBuf,
    timeout: Duration,
}

/// How the browser ended.
enum Ended {
    WithPdf,
    /// It refuses to run without its sandbox: as root, or where the system has none to give.
    NoSandbox,
    Without(String),
}

impl Chromium {
    /// The first browser of `places`, each print of which may take as long as `timeout`.
    pub fn find(places: &Places, timeout: Duration) -> Result<Self, PdfError> {
        if let Some(named) = places.named.as_ref().filter(|named| !named.is_empty()) {
            let program = PathBuf::from(named);
            let found = if program.components().count() > 1 {
                Some(program.clone()).filter(|program| program.is_file())
            } else {
                on_path(places.path.as_deref(), &[named])
            };
            let program = found.ok_or(PdfError::NotAProgram(program))?;
            return Ok(Self { program, timeout });
        }
        let names: Vec<&OsStr> = NAMES.iter().map(OsStr::new).collect();
        let below = places
            .folders
            .iter()
            .flat_map(|folder| MAC.iter().chain(&WINDOWS).map(move |program| folder.join(program)));
        on_path(places.path.as_deref(), &names)
            .or_else(|| below.into_iter().find(|program| program.is_file()))
            .map(|program| Self { program, timeout })
            .ok_or(PdfError::NoChromium)
    }

    /// Whether it is confined to the user's home, where the system's folder for temporary files is
    /// another one.
    pub fn is_confined(&self) -> bool {
        let real = self.program.canonicalize().unwrap_or_else(|_| self.program.clone());
        real.components().any(|part| part.as_os_str().to_string_lossy().contains("snap"))
    }

    /// The page in the file `html`, which lies in `work`, as a PDF.
    pub fn print(&self, html: &Path, work: &Work) -> Result<Vec<u8>, PdfError> {
        let pdf = work.folder().join("out.pdf");
        for sandboxed in [true, false] {
            match self.run(html, &pdf, work, sandboxed)? {
                Ended::WithPdf => {
                    return fs::read(&pdf).map_err(PdfError::io("read", &pdf));
                }
                Ended::NoSandbox if sandboxed => {}
                Ended::NoSandbox => {
                    let said = "it cannot run without its sandbox".to_owned();
                    return Err(PdfError::Failed { program: self.program.clone(), said });
                }
                Ended::Without(said) => {
                    return Err(PdfError::Failed { program: self.program.clone(), said });
                }
            }
        }
        Err(PdfError::NoChromium)
    }

    fn run(
        &self,
        html: &Path,
        pdf: &Path,
        work: &Work,
        sandboxed: bool,
    ) -> Result<Ended, PdfError> {
        let log = work.folder().join("log.txt");
        let errors = File::create(&log).map_err(PdfError::io("write", &log))?;
        let mut option = OsString::from("--print-to-pdf=");
        option.push(pdf);
        let mut profile = OsString::from("--user-data-dir=");
        profile.push(work.folder().join("profile"));
        let mut command = Command::new(&self.program);
        command
            .args(OPTIONS)
            .args([option, profile])
            .args((!sandboxed).then_some("--no-sandbox"))
            .arg(file_url(html))
            .stdin(Stdio::null())
            .stdout(Stdio::null())
            .stderr(errors);
        #[cfg(unix)]
        std::os::unix::process::CommandExt::process_group(&mut command, 0);
        let child = command.spawn().map_err(PdfError::io("start", &self.program))?;
        let status = self.wait(child)?;
        let said = fs::read(&log).unwrap_or_default();
        let said = String::from_utf8_lossy(&said);
        if fs::read(pdf).is_ok_and(|bytes| bytes.starts_with(b"%PDF")) {
            return Ok(Ended::WithPdf);
        }
        if said.contains("--no-sandbox") || said.contains("No usable sandbox") {
            return Ok(Ended::NoSandbox);
        }
        // What it says of a desktop that is not there is not why it failed.
        let telling = |line: &&str| !line.trim().is_empty() && !line.contains("dbus");
        let last = said.lines().rev().find(telling);
        Ok(Ended::Without(last.map_or_else(|| status.to_string(), |line| line.trim().to_owned())))
    }

    /// Waits for the browser, and ends it and its helpers when it takes too long.
    fn wait(&self, child: Child) -> Result<ExitStatus, PdfError> {
        let mut running = Running(child);
        let start = Instant::now();
        loop {
            let waited = running.0.try_wait().map_err(PdfError::io("wait for", &self.program))?;
            if let Some(status) = waited {
                return Ok(status);
            }
            if start.elapsed() > self.timeout {
                let seconds = self.timeout.as_secs();
                return Err(PdfError::TimedOut { program: self.program.clone(), seconds });
            }
            std::thread::sleep(PAUSE);
        }
    }
}

/// Quiet, alone, without a network, with bookmarks and tags and without its own margins.
const OPTIONS: [&str; 19] = [
    "--headless",
    "--disable-gpu",
    "--no-first-run",
    "--no-default-browser-check",
    "--no-pdf-header-footer",
    "--generate-pdf-document-outline",
    "--export-tagged-pdf",
    "--disable-extensions",
    "--disable-sync",
    "--disable-default-apps",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-domain-reliability",
    "--disable-breakpad",
    "--disable-dev-shm-usage",
    "--disable-features=Translate,MediaRouter,OptimizationHints",
    "--hide-scrollbars",
    "--password-store=basic",
    "--host-resolver-rules=MAP * ~NOTFOUND",
];

/// A browser that is ended with all its helpers when this is dropped.
struct Running(Child);

impl Drop for Running {
    fn drop(&mut self) {
        let id = self.0.id();
        // The helpers are in its group, or below it; none outlives it.
        let mut end = if cfg!(windows) {
            let mut command = Command::new("taskkill");
            command.args(["/T", "/F", "/PID", &id.to_string()]);
            command
        } else {
            let mut command = Command::new("kill");
            command.args(["-KILL", "--", &format!("-{id}")]);
            command
        };
        let _ = end.stdin(Stdio::null()).stdout(Stdio::null()).stderr(Stdio::null()).status();
        let _ = self.0.kill();
        let _ = self.0.wait();
    }
}

fn on_path(path: Option<&OsStr>, names: &[&OsStr]) -> Option<PathBuf> {
    let folders: Vec<PathBuf> = path.map(|path| std::env::split_paths(path).collect())?;
    let endings = if cfg!(windows) { &["", ".exe"][..] } else { &[""] };
    let all = names.iter().flat_map(|name| {
        folders.iter().flat_map(move |folder| {
            endings.iter().map(move |ending| {
                let mut name = (*name).to_owned();
                name.push(ending);
                folder.join(name)
            })
        })
    });
    all.into_iter().find(|program| program.is_file())
}

/// A file as an address.
fn file_url(path: &Path) -> String {
    let mut url = String::from("file://");
    let text = path.to_string_lossy().replace('\\', "/");
    if !text.starts_with('/') {
        url.push('/');
    }
    for byte in text.bytes() {
        if byte.is_ascii_alphanumeric() || b"-._~/:".contains(&byte) {
            url.push(char::from(byte));
        } else {
            url.push_str(&format!("%{byte:02X}"));
        }
    }
    url
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_file_with_any_name_has_an_address() {
        assert_eq!(
            file_url(Path::new("/tmp/讲 义#1.html")),
            "file:///tmp/%E8%AE%B2%20%E4%B9%89%231.html"
        );
    }
}
