//! The sample site, built once and served.

use std::io::{BufRead, BufReader, Write};
use std::net::TcpListener;
use std::path::{Path, PathBuf};
use std::process::Command;
use std::sync::OnceLock;

/// Where the site is on disk.
pub(crate) fn folder() -> &'static Path {
    static FOLDER: OnceLock<PathBuf> = OnceLock::new();
    FOLDER.get_or_init(|| {
        let out = PathBuf::from(env!("CARGO_TARGET_TMPDIR")).join("browser-site");
        let built = Command::new(env!("CARGO_BIN_EXE_notesgen"))
            .args(["build", env!("CARGO_MANIFEST_DIR"), "--quiet", "-o"])
            .arg(&out)
            .status()
            .unwrap();
        assert!(built.success());
        out
    })
}

/// The address of a page of the site in the theme `plain`, from disk.
pub(crate) fn in_plain(path: &str) -> String {
    static FOLDER: OnceLock<PathBuf> = OnceLock::new();
    let folder = FOLDER.get_or_init(|| {
        let temporary = PathBuf::from(env!("CARGO_TARGET_TMPDIR"));
        let site = temporary.join("browser-plain-notes");
        let settings =
            std::fs::read_to_string(concat!(env!("CARGO_MANIFEST_DIR"), "/notesgen.yaml")).unwrap();
        std::fs::create_dir_all(&site).unwrap();
        std::fs::write(site.join("notesgen.yaml"), settings + "\ntheme: plain\n").unwrap();
        copy(&Path::new(env!("CARGO_MANIFEST_DIR")).join("content"), &site.join("content"));
        let out = temporary.join("browser-plain");
        let mut command = Command::new(env!("CARGO_BIN_EXE_notesgen"));
        let built = command.arg("build").arg(&site).args(["--quiet", "-o"]).arg(&out).status();
        assert!(built.unwrap().success());
        out
    });
    format!("file://{}/{path}", folder.canonicalize().unwrap().display())
}

fn copy(from: &Path, to: &Path) {
    std::fs::create_dir_all(to).unwrap();
    for entry in std::fs::read_dir(from).unwrap() {
        let entry = entry.unwrap();
        let to = to.join(entry.file_name());
        if entry.path().is_dir() {
            copy(&entry.path(), &to);
        } else {
            std::fs::copy(entry.path(), to).unwrap();
        }
    }
}

/// The address of a page or file, from disk.
pub(crate) fn from_disk(path: &str) -> String {
    format!("file://{}/{path}", folder().canonicalize().unwrap().display())
}

/// The address of a page or file, over http.
pub(crate) fn over_http(path: &str) -> String {
    static PORT: OnceLock<u16> = OnceLock::new();
    let port = PORT.get_or_init(|| {
        let listener = TcpListener::bind("127.0.0.1:0").unwrap();
        let port = listener.local_addr().unwrap().port();
        std::thread::spawn(move || {
            for stream in listener.incoming().flatten() {
                std::thread::spawn(move || answer(stream));
            }
        });
        port
    });
    format!("http://127.0.0.1:{port}/{path}")
}

/// Answers one request with a file of the site, as a plain web server would.
fn answer(mut stream: std::net::TcpStream) -> Option<()> {
    let mut line = String::new();
    BufReader::new(&stream).read_line(&mut line).ok()?;
    let path = line.split(' ').nth(1)?.split('?').next()?.trim_start_matches('/');
    // The sample site is published below this folder, which its page for lost readers starts from.
    let path = path.strip_prefix("reading/").unwrap_or(path);
    let kind = match path.rsplit('.').next() {
        Some("js") => "text/javascript",
        Some("css") => "text/css",
        Some("svg") => "image/svg+xml",
        Some("woff2") => "font/woff2",
        Some("png") => "image/png",
        _ => "text/html; charset=utf-8",
    };
    let (status, body) = match std::fs::read(folder().join(path)) {
        Ok(body) => ("200 OK", body),
        Err(_) => ("404 Not Found", Vec::new()),
    };
    let length = body.len();
    let head = format!(
        "HTTP/1.1 {status}\r\nContent-Type: {kind}\r\nContent-Length: {length}\r\nConnection: close\r\n\r\n"
    );
    stream.write_all(head.as_bytes()).ok()?;
    stream.write_all(&body).ok()
}
