//! A running preview, read as a browser reads it.

use std::fmt;
use std::fs;
use std::io::{BufRead as _, BufReader, Read as _, Write as _};
use std::net::TcpStream;
use std::path::Path;
use std::process::{Child, Command};
use std::time::{Duration, Instant};

use super::preview;

/// How long a change may take to be seen: far more than it does.
const PATIENCE: Duration = Duration::from_mins(1);

/// A server, ended when it is dropped.
pub(crate) struct Served {
    child: Child,
    port: u16,
}

/// What the server takes of the machine.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Usage {
    pub(crate) kibibytes: u64,
    pub(crate) files: usize,
    pub(crate) threads: usize,
}

impl fmt::Display for Usage {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Self { kibibytes, files, threads } = self;
        write!(f, "{kibibytes} KiB of memory, {files} open files, {threads} threads")
    }
}

/// The event stream.
pub(crate) struct Events(BufReader<TcpStream>);

impl Served {
    pub(crate) fn start(notes: &Path) -> Self {
        let mut serve = Command::new(env!("CARGO_BIN_EXE_notesgen"));
        serve.args(["serve", "--port", "0", "--quiet"]).arg(notes);
        let (child, port) = preview::start(serve);
        Self { child, port }
    }

    /// Status and body of `path`.
    pub(crate) fn get(&self, path: &str) -> (u16, Vec<u8>) {
        let mut stream = self.connect();
        write!(stream, "GET {path} HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n")
            .unwrap();
        let mut bytes = Vec::new();
        stream.read_to_end(&mut bytes).unwrap();
        let end = bytes.windows(4).position(|four| four == b"\r\n\r\n").unwrap() + 4;
        let status = String::from_utf8_lossy(&bytes[9..12]).parse().unwrap();
        (status, bytes.split_off(end))
    }

    pub(crate) fn events(&self) -> Events {
        let mut stream = self.connect();
        write!(stream, "GET /_notesgen/events HTTP/1.1\r\nHost: localhost\r\n\r\n").unwrap();
        Events(BufReader::new(stream))
    }

    fn connect(&self) -> TcpStream {
        let stream = TcpStream::connect(("127.0.0.1", self.port)).unwrap();
        stream.set_read_timeout(Some(PATIENCE)).unwrap();
        stream
    }

    /// Waits until the server has seen everything: a note that is written last.
    pub(crate) fn settle(&self, notes: &Path) {
        let start = Instant::now();
        fs::write(notes.join("broken.md"), "# Mended\n").unwrap();
        let mark = format!("At {start:?}");
        fs::write(notes.join("settled.md"), format!("# Settled\n\n{mark}\n")).unwrap();
        let is_there = |page: &[u8]| page.windows(mark.len()).any(|part| part == mark.as_bytes());
        while !is_there(&self.get("/papers/settled/").1) {
            assert!(start.elapsed() < PATIENCE, "nothing is served any more");
            std::thread::sleep(Duration::from_millis(20));
        }
        // What was needed to get here is let go.
        std::thread::sleep(Duration::from_millis(300));
    }

    /// How many files of the site in `built` there are; each is served as it is there.
    pub(crate) fn compare(&self, built: &Path) -> usize {
        let mut files = 0;
        for entry in walkdir::WalkDir::new(built).into_iter().map(Result::unwrap) {
            let path = entry.path().strip_prefix(built).unwrap().to_str().unwrap();
            if !entry.file_type().is_file() || path == ".notesgen" {
                continue;
            }
            let url: String = (path.strip_suffix("index.html").unwrap_or(path).bytes())
                .map(|byte| match byte {
                    b'/' | b'.' | b'-' | b'0'..=b'9' | b'a'..=b'z' => char::from(byte).to_string(),
                    _ => format!("%{byte:02X}"),
                })
                .collect();
            let (_, body) = self.get(&format!("/{url}"));
            let expected = fs::read(entry.path()).unwrap();
            assert!(without_script(&body) == expected, "{path} differs from its file");
            files += 1;
        }
        files
    }

    /// What the server takes, as Linux tells.
    pub(crate) fn usage(&self) -> Usage {
        let of = |what: &str| format!("/proc/{}/{what}", self.child.id());
        let status = fs::read_to_string(of("status")).unwrap();
        let number = |name: &str| {
            let line = status.lines().find_map(|line| line.strip_prefix(name)).unwrap();
            line.trim().trim_end_matches(" kB").parse::<u64>().unwrap()
        };
        Usage {
            kibibytes: number("VmRSS:"),
            files: fs::read_dir(of("fd")).unwrap().count(),
            threads: fs::read_dir(of("task")).unwrap().count(),
        }
    }
}

impl Events {
    /// Waits for the next.
    pub(crate) fn next(&mut self) {
        let mut line = String::new();
        while !line.starts_with("data: ") {
            line.clear();
            assert_ne!(self.0.read_line(&mut line).unwrap(), 0, "the stream has ended");
        }
    }
}

/// A page without the script that the server puts into it.
fn without_script(page: &[u8]) -> Vec<u8> {
    let text = String::from_utf8_lossy(page);
    let Some(start) = text.find("<script src=\"/_notesgen/reload.js?") else {
        return page.to_vec();
    };
    let end = start + text[start..].find("</script>\n").unwrap() + "</script>\n".len();
    [text[..start].as_bytes(), text[end..].as_bytes()].concat()
}

impl Drop for Served {
    fn drop(&mut self) {
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}
