//! Writing to stdout and stderr, where a closed pipe is no error.

use std::io::{self, IsTerminal as _, Write};

/// Writes a result to stdout.
pub(super) fn result(text: &str) -> anyhow::Result<()> {
    match write(&mut io::stdout().lock(), text) {
        Err(error) if error.kind() != io::ErrorKind::BrokenPipe => {
            Err(anyhow::Error::new(error).context("cannot write to stdout"))
        }
        _ => Ok(()),
    }
}

/// Writes a message to stderr. Where that cannot be done, nothing could say so.
pub(super) fn message(text: &str) {
    let _ = write(&mut io::stderr().lock(), text);
}

fn write(to: &mut impl Write, text: &str) -> io::Result<()> {
    to.write_all(text.as_bytes())?;
    to.flush()
}

/// Whether messages are read on a terminal.
pub(super) fn is_terminal() -> bool {
    io::stderr().is_terminal()
}

/// `text` without what would change the terminal or break the line: names of files may hold it.
pub(super) fn one_line(text: &str) -> String {
    let mut line = String::with_capacity(text.len());
    for c in text.chars() {
        if c.is_control() { line.extend(c.escape_default()) } else { line.push(c) }
    }
    line
}

/// `1 note`, `2 notes`, `2 entries`.
pub(super) fn count(n: usize, noun: &str) -> String {
    match noun.strip_suffix('y') {
        _ if n == 1 => format!("1 {noun}"),
        Some(stem) => format!("{n} {stem}ies"),
        None => format!("{n} {noun}s"),
    }
}
