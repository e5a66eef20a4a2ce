//! `notesgen serve`: the bytes of `build`, whom it answers, and what it survives.

use std::fs;
use std::io::{BufRead as _, BufReader, Read as _, Write as _};
use std::net::TcpStream;
use std::process::{Child, Stdio};
use std::time::{Duration, Instant};

use crate::command::Folder;
use crate::preview;

/// How long a change may take to be seen: far more than it does.
const PATIENCE: Duration = Duration::from_secs(30);

/// A server, ended with the test.
struct Served {
    child: Child,
    port: u16,
}

struct Answer {
    status: u16,
    head: String,
    body: Vec<u8>,
}

impl Served {
    fn start(folder: &Folder, args: &[&str]) -> Self {
        let args = [&["serve", "--port", "0"], args].concat();
        let (child, port) = preview::start(folder.command(&args));
        Self { child, port }
    }

    fn send(&self, request: &str) -> Answer {
        let mut stream = TcpStream::connect(("127.0.0.1", self.port)).unwrap();
        stream.set_read_timeout(Some(PATIENCE)).unwrap();
        stream.write_all(request.as_bytes()).unwrap();
        let mut bytes = Vec::new();
        stream.read_to_end(&mut bytes).unwrap();
        let end = bytes.windows(4).position(|four| four == b"\r\n\r\n").unwrap();
        let head = String::from_utf8(bytes[..end].to_vec()).unwrap();
        let status = head.split(' ').nth(1).unwrap().parse().unwrap();
        Answer { status, head, body: bytes[end + 4..].to_vec() }
    }

    fn ask(&self, method: &str, path: &str, headers: &str) -> Answer {
        self.send(&format!("{method} {path} HTTP/1.1\r\nConnection: close\r\n{headers}\r\n"))
    }

    fn get(&self, path: &str) -> Answer {
        self.ask("GET", path, "Host: localhost\r\n")
    }

    /// The event stream, and what it says next.
    fn events(&self) -> BufReader<TcpStream> {
        let mut stream = TcpStream::connect(("127.0.0.1", self.port)).unwrap();
        stream.set_read_timeout(Some(PATIENCE)).unwrap();
        write!(stream, "GET /_notesgen/events HTTP/1.1\r\nHost: localhost\r\n\r\n").unwrap();
        BufReader::new(stream)
    }

    /// Waits until the page at `path` has `text`, or has it no more.
    #[track_caller]
    fn wait_for(&self, path: &str, text: &str, is_there: bool) {
        let start = Instant::now();
        while self.get(path).text().contains(text) != is_there {
            let page = self.get(path).text();
            assert!(start.elapsed() < PATIENCE, "`{text}` in {path} after {PATIENCE:?}: {page}");
            std::thread::sleep(Duration::from_millis(5));
        }
    }
}

impl Answer {
    fn text(&self) -> String {
        String::from_utf8_lossy(&self.body).into_owned()
    }

    /// The body without the script that the server puts into it.
    fn without_script(&self) -> Vec<u8> {
        let text = self.text();
        let Some(start) = text.find("<script src=\"/_notesgen/reload.js?") else {
            return self.body.clone();
        };
        let end = start + text[start..].find("</script>\n").unwrap() + "</script>\n".len();
        let bytes = text.as_bytes();
        [&bytes[..start], &bytes[end..]].concat()
    }
}

impl Drop for Served {
    fn drop(&mut self) {
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}

fn next_state(events: &mut BufReader<TcpStream>) -> serde_json::Value {
    let mut line = String::new();
    loop {
        line.clear();
        assert_ne!(events.read_line(&mut line).unwrap(), 0, "the stream has ended");
        if let Some(data) = line.strip_prefix("data: ") {
            return serde_json::from_str(data).unwrap();
        }
    }
}

/// `path` as a browser writes it.
fn encoded(path: &str) -> String {
    path.bytes()
        .map(|byte| match byte {
            b'/' | b'.' | b'-' | b'0'..=b'9' | b'a'..=b'z' => char::from(byte).to_string(),
            _ => format!("%{byte:02X}"),
        })
        .collect()
}

const NOTE: &str = "content/notes/he2016deep.md";
const PAGE: &str = "/papers/he2016deep/";

fn note(text: &str) -> String {
    format!("---\ntitle: Deep Residual Learning\nyear: 2016\n---\n\n{text}\n")
}

/// Every file that `build` writes is served with the same bytes; how many there are.
#[track_caller]
fn same_as_a_build(folder: &Folder, served: &Served) -> usize {
    folder.run(&["build", "-o", "built", "--quiet"]).code(0);
    let mut files = 0;
    for (path, _, bytes) in folder.tree("built") {
        let path = path.to_str().unwrap();
        if path == ".notesgen" || folder.path("built").join(path).is_dir() {
            continue;
        }
        let served_as = encoded(path.strip_suffix("index.html").unwrap_or(path));
        let answer = served.get(&format!("/{served_as}"));
        assert_eq!(answer.status, 200, "{path}");
        assert!(answer.without_script() == bytes, "{path} differs from its file");
        let is_page = path.ends_with(".html");
        assert_eq!(answer.body.len() != bytes.len(), is_page, "{path}: pages have the script");
        files += 1;
    }
    files
}

#[test]
fn every_page_of_the_sample_site_has_the_bytes_that_build_writes() {
    let folder = Folder::new("");
    for entry in walkdir::WalkDir::new("content").into_iter().map(Result::unwrap) {
        if entry.file_type().is_file() {
            folder.write(entry.path().to_str().unwrap(), fs::read(entry.path()).unwrap());
        }
    }
    folder.write("notesgen.yaml", fs::read("notesgen.yaml").unwrap());
    let served = Served::start(&folder, &[]);
    assert!(same_as_a_build(&folder, &served) > 100);
    for (path, to) in
        [("/papers", "/papers/"), ("/reading/papers/", "/papers/"), ("/reading/papers", "/papers/")]
    {
        let answer = served.get(path);
        assert_eq!(answer.status, 307, "{path}");
        assert!(answer.head.contains(&format!("location: {to}\r\n")), "{path}: {}", answer.head);
    }
    assert_eq!(served.get("/papers/index.html").status, 200);
    let missing = served.get("/papers/nobody/");
    assert_eq!(missing.status, 404);
    assert!(missing.without_script() == fs::read(folder.path("built/404.html")).unwrap());
    let head = served.ask("HEAD", "/", "Host: localhost\r\n");
    assert_eq!((head.status, head.body.len()), (200, 0));
}

#[test]
fn nothing_but_the_site_is_served_in_whatever_spelling() {
    let folder = Folder::site();
    folder.write("secret.txt", "secret");
    folder.write("content/.env", "secret");
    folder.write("content/notes/unlinked.txt", "secret");
    let served = Served::start(&folder, &[]);
    for path in [
        "/../secret.txt",
        "/%2e%2e/secret.txt",
        "/..%2fsecret.txt",
        "/..%5csecret.txt",
        "/%252e%252e/secret.txt",
        "/%c0%ae%c0%ae/secret.txt",
        "/papers/../../secret.txt",
        "/papers/%2e%2e/%2e%2e/secret.txt",
        "//etc/passwd",
        "/etc/passwd",
        "/file:///etc/passwd",
        "/.env",
        "/content/.env",
        "/.notesgen",
        "/notesgen.yaml",
        "/notes/unlinked.txt",
        "/notes/",
        "/assets/",
        "/x%00.html",
        "/%ff",
        "/%",
        "/<script>alert(1)</script>",
        "/%3Cscript%3Ealert(1)%3C/script%3E",
    ] {
        let answer = served.get(path);
        assert!(matches!(answer.status, 400 | 404), "{path}: {}", answer.head);
        let text = answer.text();
        assert!(!text.contains("secret") && !text.contains("root:"), "{path}: {text}");
        assert!(!text.contains("<script>alert"), "{path}: {text}");
    }
}

#[cfg(unix)]
#[test]
fn a_file_that_has_become_a_link_is_not_followed() {
    let folder = Folder::site();
    folder.write("secret.svg", "secret");
    folder.write("content/notes/pictures/a.svg", "<svg/>");
    folder.write(NOTE, note("![A picture](pictures/a.svg)"));
    let served = Served::start(&folder, &[]);
    let page = served.get(PAGE).text();
    let at = page.find("a.svg").unwrap();
    let start = page[..at].rfind('"').unwrap() + 1;
    let url = page[start..at + "a.svg".len()].trim_start_matches("../");
    let url = format!("/{url}");
    let picture = served.get(&url);
    assert_eq!((picture.status, picture.text().as_str()), (200, "<svg/>"));
    assert!(picture.head.contains("sandbox"), "{}", picture.head);
    fs::remove_file(folder.path("content/notes/pictures/a.svg")).unwrap();
    std::os::unix::fs::symlink("../../../secret.svg", folder.path("content/notes/pictures/a.svg"))
        .unwrap();
    for _ in 0..50 {
        assert!(!served.get(&url).text().contains("secret"));
        std::thread::sleep(Duration::from_millis(2));
    }
}

#[test]
fn a_browser_seeks_in_a_film_by_asking_for_parts_of_it() {
    let folder = Folder::site();
    let film: Vec<u8> = (0..=255).cycle().take(70_000).collect();
    folder.write("content/notes/pictures/a.mp4", &film);
    folder.write(NOTE, note("![A film](pictures/a.mp4) [film](pictures/a.mp4)"));
    let served = Served::start(&folder, &[]);
    let page = served.get(PAGE).text();
    let at = page.find("a.mp4").unwrap();
    let start = page[..at].rfind('"').unwrap() + 1;
    let url = format!("/{}", page[start..at + "a.mp4".len()].trim_start_matches("../"));
    let whole = served.get(&url);
    assert_eq!(whole.status, 200);
    assert!(whole.body == film && whole.head.contains("accept-ranges: bytes"), "{}", whole.head);
    let version = whole.head.lines().find_map(|line| line.strip_prefix("etag: ")).unwrap();
    let ask = |headers: &str| served.ask("GET", &url, &format!("Host: localhost\r\n{headers}"));

    let part = ask("Range: bytes=1000-1999\r\n");
    assert_eq!((part.status, &part.body[..]), (206, &film[1_000..2_000]));
    assert!(part.head.contains("content-range: bytes 1000-1999/70000"), "{}", part.head);
    assert!(part.head.contains("content-length: 1000"), "{}", part.head);
    assert!(part.head.contains("content-type: video/mp4"), "{}", part.head);
    let end = ask("Range: bytes=-10\r\n");
    assert_eq!((end.status, &end.body[..]), (206, &film[69_990..]));
    let same = ask(&format!("Range: bytes=0-9\r\nIf-Range: {version}\r\n"));
    assert_eq!((same.status, same.body.len()), (206, 10));
    let other = ask("Range: bytes=0-9\r\nIf-Range: \"other\"\r\n");
    assert!((other.status, other.body) == (200, film.clone()));
    let several = ask("Range: bytes=0-9,20-29\r\n");
    assert!((several.status, several.body) == (200, film.clone()));
    let beyond = ask("Range: bytes=70000-\r\n");
    assert_eq!((beyond.status, beyond.body.len()), (416, 0));
    assert!(beyond.head.contains("content-range: bytes */70000"), "{}", beyond.head);
    let head = served.ask("HEAD", &url, "Host: localhost\r\nRange: bytes=0-9\r\n");
    assert_eq!((head.status, head.body.len()), (200, 0));
    assert!(head.head.contains("content-length: 70000"), "{}", head.head);
}

#[test]
fn only_those_who_name_the_server_are_answered() {
    let folder = Folder::site();
    let served = Served::start(&folder, &[]);
    for (headers, expected) in [
        ("Host: localhost\r\n", 200),
        ("Host: 127.0.0.1:9\r\n", 200),
        ("Host: [::1]\r\n", 200),
        ("Host: evil.example\r\n", 403),
        ("Host: 192.168.1.5\r\n", 403),
        ("Host: localhost.evil.example\r\n", 403),
        ("", 403),
        ("Host: localhost\r\nHost: evil.example\r\n", 403),
        ("Host: localhost\r\nOrigin: http://localhost\r\n", 200),
        ("Host: localhost\r\nOrigin: https://evil.example\r\n", 403),
        ("Host: localhost\r\nOrigin: http://localhost:81\r\n", 403),
        ("Host: localhost\r\nOrigin: null\r\n", 403),
        ("Host: localhost\r\nContent-Length: 9\r\n", 413),
        ("Host: localhost\r\nTransfer-Encoding: chunked\r\n", 413),
    ] {
        for path in ["/", "/_notesgen/reload.js"] {
            let answer = served.ask("GET", path, headers);
            assert_eq!(answer.status, expected, "{path} {headers}");
            let head = answer.head.to_lowercase();
            assert!(!head.contains("access-control-"), "{head}");
            for said in [
                "cross-origin-resource-policy: same-origin",
                "x-content-type-options: nosniff",
                "x-frame-options: sameorigin",
                "referrer-policy: no-referrer",
            ] {
                assert!(head.contains(said), "{said}: {head}");
            }
        }
        if expected != 200 {
            assert_eq!(
                served.ask("GET", "/_notesgen/events", headers).status,
                expected,
                "{headers}"
            );
        }
    }
    for method in ["POST", "PUT", "DELETE", "OPTIONS", "TRACE"] {
        assert_eq!(served.ask(method, "/", "Host: localhost\r\n").status, 405, "{method}");
    }
    assert_eq!(served.ask("GET", "http://evil.example/", "Host: localhost\r\n").status, 403);
    let long = format!("Host: localhost\r\nX: {}\r\n", "x".repeat(20_000));
    assert_eq!(served.ask("GET", "/", &long).status, 431);
    let many = format!("Host: localhost\r\n{}", "X: y\r\n".repeat(70));
    assert_eq!(served.ask("GET", "/", &many).status, 431);
}

#[test]
fn those_who_take_more_than_their_share_wait_or_are_turned_away() {
    let folder = Folder::site();
    let served = Served::start(&folder, &[]);
    let streams: Vec<_> = (0..64).map(|_| served.events()).collect();
    let more = served.ask("GET", "/_notesgen/events", "Host: localhost\r\n");
    assert_eq!(more.status, 503, "{}", more.head);
    drop(streams);

    // Whoever does not finish asking keeps a place of 256, and not for long.
    let start = Instant::now();
    let half: Vec<TcpStream> = (0..256)
        .map(|_| {
            let mut stream = TcpStream::connect(("127.0.0.1", served.port)).unwrap();
            stream.write_all(b"GET / HTTP/1.1\r\n").unwrap();
            stream
        })
        .collect();
    assert_eq!(served.get("/").status, 200);
    let waited = start.elapsed();
    assert!((5..60).contains(&waited.as_secs()), "{waited:?}");
    drop(half);
}

#[test]
fn browsers_hear_of_a_change_of_a_mistake_and_of_its_mending() {
    let folder = Folder::site();
    let served = Served::start(&folder, &[]);
    let mut events = served.events();
    let first = next_state(&mut events);
    assert_eq!(first["problems"]["text"], "");

    folder.write(NOTE, note("It has *residual* connections."));
    let second = next_state(&mut events);
    assert_ne!(second["site"], first["site"]);
    served.wait_for(PAGE, "<em>residual</em>", true);
    let script = format!("reload.js?{}\"", second["site"].as_str().unwrap());
    assert!(served.get("/").text().contains(&script), "a page names the site that it is of");

    folder.write(NOTE, "---\ntitle: a: b\n---\n");
    let broken = next_state(&mut events);
    assert_eq!(broken["site"], second["site"], "the last good site stays");
    assert_eq!(broken["problems"]["errors"], 1);
    assert!(broken["problems"]["text"].as_str().unwrap().contains("he2016deep.md:2"));
    served.wait_for(PAGE, "<em>residual</em>", true);

    folder.write(NOTE, note("It is *mended*."));
    let mended = next_state(&mut events);
    assert_ne!(mended["site"], second["site"]);
    assert_eq!(mended["problems"]["text"], "");
    served.wait_for(PAGE, "<em>mended</em>", true);
}

#[test]
fn whatever_happens_to_the_folder_is_survived() {
    let folder = Folder::site();
    let served = Served::start(&folder, &[]);
    let rename = |from: &str, to: &str| fs::rename(folder.path(from), folder.path(to)).unwrap();
    served.wait_for(PAGE, "shortcuts", true);

    // As Vim and most editors save.
    folder.write("content/notes/.he2016deep.md.swp", note("Saved by *renaming*."));
    rename("content/notes/.he2016deep.md.swp", NOTE);
    served.wait_for(PAGE, "<em>renaming</em>", true);

    folder.write("notesgen.yaml", "title: [");
    folder.write(NOTE, note("While the settings are *broken*."));
    std::thread::sleep(Duration::from_millis(100));
    served.wait_for(PAGE, "<em>renaming</em>", true);
    folder.write("notesgen.yaml", "title: Mended\n");
    served.wait_for("/", "Mended", true);
    served.wait_for(PAGE, "<em>broken</em>", true);

    for round in 0..3 {
        rename("content", "away");
        std::thread::sleep(Duration::from_millis(50));
        rename("away", "content");
        folder.write(NOTE, note(&format!("Round *{round}*.")));
        served.wait_for(PAGE, &format!("<em>{round}</em>"), true);
    }
    fs::remove_dir_all(folder.path("content")).unwrap();
    std::thread::sleep(Duration::from_millis(100));
    assert_eq!(served.get(PAGE).status, 200, "the last good site stays");
    folder.write(NOTE, note("A *new* folder."));
    served.wait_for(PAGE, "<em>new</em>", true);
    folder.write(NOTE, note("A *newer* text."));
    served.wait_for(PAGE, "<em>newer</em>", true);

    folder.write("themes/default/strings/en.yaml", "home: Start here\n");
    served.wait_for(PAGE, "Start here", true);
    fs::remove_dir_all(folder.path("themes")).unwrap();
    served.wait_for(PAGE, "Start here", false);

    for i in 0..2_000 {
        folder.write(&format!("content/notes/branch/n{i}.md"), format!("# Note {i}\n"));
    }
    served.wait_for("/papers/n1999/", "Note 1999", true);
    rename("content/notes/branch", "content/notes/other");
    folder.write("content/notes/other/n7.md", "# Renamed 7\n");
    served.wait_for("/papers/n7/", "Renamed 7", true);
    fs::remove_dir_all(folder.path("content/notes/other")).unwrap();
    served.wait_for("/papers/n7/", "Renamed 7", false);
    same_as_a_build(&folder, &served);
}

#[test]
fn a_taken_port_is_passed_over_and_an_interrupt_ends_the_server() {
    let folder = Folder::site();
    let first = Served::start(&folder, &[]);
    let port = first.port.to_string();
    let mut child = folder.command(&["serve", "-p", &port]).stderr(Stdio::piped()).spawn().unwrap();
    let mut stderr = BufReader::new(child.stderr.take().unwrap());
    let mut said = String::new();
    while !said.contains("ready in") {
        assert_ne!(stderr.read_line(&mut said).unwrap(), 0, "{said}");
    }
    assert!(said.contains(&format!("note: port {port} is taken\n")), "{said}");
    assert!(!said.contains(&format!(":{port}/")), "{said}");
    let (_, url) = said.split_once("serving http://127.0.0.1:").unwrap();
    let port = url.split('/').next().unwrap().parse().unwrap();
    let mut second = Served { child, port };
    let _open = second.events();
    // Pages are ready a moment before the server listens; until then an interrupt ends it at once.
    assert_eq!(second.get("/").status, 200);
    // It is a child that this test started.
    let id = second.child.id().to_string();
    let kill = std::process::Command::new("kill").args(["-INT", &id]).status();
    assert!(kill.unwrap().success());
    assert_eq!(second.child.wait().unwrap().code(), Some(0));
}

#[test]
fn answers_are_shown_to_a_teacher_who_asks_and_to_nobody_else() {
    let folder = Folder::site();
    folder.write(
        "content/handouts/week-1.md",
        "---\ntitle: Week 1\ntasks: [{text: Why?, answer: BECAUSE}]\n---\n",
    );
    let student = Served::start(&folder, &[]);
    assert!(student.get("/handouts/week-1/").text().contains("Why?"));
    assert_eq!(student.get("/handouts/week-1/teacher/").status, 404);
    let teacher = Served::start(&folder, &["--teacher"]);
    assert!(teacher.get("/handouts/week-1/teacher/").text().contains("BECAUSE"));
    assert!(!teacher.get("/handouts/week-1/").text().contains("BECAUSE"));
}
