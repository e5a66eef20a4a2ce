//! A note on a paper that a service is asked for. The service is one of our own, on this machine.

use std::io::{BufRead as _, BufReader, Write as _};
use std::net::TcpListener;
use std::sync::mpsc;
use std::thread;

use crate::command::{Folder, Ran};

/// Answers one request with `answer`, and tells what was asked.
fn serve(answer: &'static str) -> (String, mpsc::Receiver<String>) {
    let listener = TcpListener::bind("127.0.0.1:0").unwrap();
    let url = format!("http://{}", listener.local_addr().unwrap());
    let (tell, asked) = mpsc::channel();
    thread::spawn(move || {
        let (stream, _) = listener.accept().unwrap();
        let mut reader = BufReader::new(stream.try_clone().unwrap());
        let mut head = String::new();
        while !head.ends_with("\r\n\r\n") && reader.read_line(&mut head).unwrap() > 0 {}
        let mut stream = stream;
        stream.write_all(answer.as_bytes()).unwrap();
        tell.send(head).unwrap();
    });
    (url, asked)
}

fn new(folder: &Folder, url: &str, id: &str) -> Ran {
    let mut command = folder.command(&["new", id, "--print"]);
    command.env("NOTESGEN_DOI_URL", url).env_remove("HTTP_PROXY").env_remove("http_proxy");
    command.env("NO_PROXY", "127.0.0.1").output().unwrap().into()
}

const RECORD: &str = "HTTP/1.1 200 OK\r\ncontent-type: application/vnd.citationstyles.csl+json\r\nconnection: close\r\n\r\n\
    {\"type\": \"article\", \"id\": \"https://doi.org/10.48550/arxiv.1706.03762\", \
    \"author\": [{\"family\": \"Vaswani\", \"given\": \"Ashish\"}, {\"family\": \"Shazeer\", \"given\": \"Noam\"}], \
    \"issued\": {\"date-parts\": [[2017]]}, \"DOI\": \"10.48550/ARXIV.1706.03762\", \
    \"publisher\": \"arXiv\", \"title\": \"Attention Is All You Need\"}";

#[test]
fn a_note_starts_with_what_the_service_knows() {
    let folder = Folder::site();
    let (url, asked) = serve(RECORD);
    let ran = new(&folder, &url, "arxiv:1706.03762v5").code(0);
    let asked = asked.recv().unwrap().to_lowercase();
    assert!(asked.starts_with("get /10.48550/arxiv.1706.03762 http/1.1\r\n"), "{asked}");
    assert!(asked.contains("accept: application/vnd.citationstyles.csl+json\r\n"), "{asked}");
    assert!(asked.contains("user-agent: notesgen/"), "{asked}");
    let (front, _) = ran.stdout.split_once("date:").unwrap();
    assert_eq!(
        front,
        "---\ntitle: Attention Is All You Need\nauthors:\n  - Ashish Vaswani\n  - Noam Shazeer\n\
         year: 2017\nvenue: arXiv\narxiv: '1706.03762v5'\n"
    );
}

#[test]
fn what_cannot_be_asked_is_said_with_what_to_do() {
    let folder = Folder::site();
    let (url, _asked) =
        serve("HTTP/1.1 404 Not Found\r\ncontent-length: 0\r\nconnection: close\r\n\r\n");
    let ran = new(&folder, &url, "doi:10.1109/CVPR.2016.90").code(2);
    assert!(ran.stderr.contains("knows no paper `10.1109/cvpr.2016.90`"), "{}", ran.stderr);
    let (url, _asked) = serve("HTTP/1.1 200 OK\r\nconnection: close\r\n\r\n<html>sign in</html>");
    let ran = new(&folder, &url, "doi:10.1109/CVPR.2016.90").code(2);
    assert!(ran.stderr.contains("cannot be read"), "{}", ran.stderr);
    // A port that nobody listens on.
    let free = TcpListener::bind("127.0.0.1:0").unwrap().local_addr().unwrap();
    let ran = new(&folder, &format!("http://{free}"), "doi:10.1109/CVPR.2016.90").code(2);
    assert!(ran.stderr.contains("without a network, start from its title"), "{}", ran.stderr);
    let ran = folder.run(&["new", "arxiv:what"]).code(2);
    assert!(ran.stderr.contains("`arxiv:what` is not an arXiv id"), "{}", ran.stderr);
    assert_eq!(folder.names(), ["content", "notesgen.yaml"]);
}
