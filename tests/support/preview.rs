//! Starting `notesgen serve`: for tests and benchmarks, each of which takes this file in.

#![allow(clippy::unwrap_used, reason = "a test fails, and a measurement stops, by panicking")]

use std::io::{BufRead as _, BufReader, copy, sink};
use std::process::{Child, Command, Stdio};

/// Starts `serve` and waits until it says where it listens: the process, and its port.
pub(crate) fn start(mut serve: Command) -> (Child, u16) {
    let mut child = serve.stderr(Stdio::piped()).spawn().unwrap();
    let mut stderr = BufReader::new(child.stderr.take().unwrap());
    let mut said = String::new();
    let port = loop {
        let mut line = String::new();
        assert_ne!(stderr.read_line(&mut line).unwrap(), 0, "{said}");
        if let Some(url) = line.strip_prefix("serving http://127.0.0.1:") {
            break url.split('/').next().unwrap().parse().unwrap();
        }
        said += &line;
    };
    // What it says must not fill the pipe.
    std::thread::spawn(move || copy(&mut stderr, &mut sink()));
    (child, port)
}
