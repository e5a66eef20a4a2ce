//! The preview: the site as `build` would publish it, rendered page by page as it is asked for, and
//! anew whenever what it is made of changes.
//!
//! Stage: an edge, beside [`crate::emit`]. Invariants: only what the site's table names is served,
//! so no spelling of a path leads to another file; pages have the bytes that `build` writes, less
//! one script; the last good site stays until a better one is ready; nothing is printed here.
//!
//! One thread watches and compiles, one answers, and a few render. They share one value, the
//! [`state::State`], which is replaced and never changed.

mod answer;
mod content_type;
mod guard;
mod listen;
mod page;
mod range;
mod state;
mod watch;

use std::io;
use std::net::{SocketAddr, TcpListener, ToSocketAddrs as _};
use std::sync::Arc;

use crate::disk;
use crate::render::Site;
use guard::Hosts;
pub use page::{Found, find};
use state::Shared;
pub use watch::Watched;
use watch::Watcher;

/// How many ports after the one that was asked for are tried.
const PORTS_TRIED: u16 = 100;

/// What came of reading and compiling the notes.
#[derive(Debug)]
pub struct Attempt {
    /// The site; `None` if there is none to show, and the last one stays.
    pub site: Option<Site>,
    /// What is wrong.
    pub problems: Problems,
    /// The path of the address that the site will be published at, `/reading/`; else `/`.
    pub base_path: String,
    /// What it was made of.
    pub watched: Watched,
}

/// What is wrong with the notes, as browsers show it.
#[derive(Clone, Debug, Default, PartialEq, Eq, serde::Serialize)]
pub struct Problems {
    /// How many errors; with any, the site that is shown is an older one.
    pub errors: usize,
    /// How many warnings.
    pub warnings: usize,
    /// The report for people, without colours.
    pub text: String,
}

/// Why nothing can be served.
#[derive(Debug, thiserror::Error)]
pub enum ServeError {
    /// The host is none of this machine's.
    #[error("`{host}` is no address of this machine: {}", disk::reason(.error))]
    Host {
        /// As it was given.
        host: String,
        /// What the system says.
        error: io::Error,
    },
    /// No port is free.
    #[error("no port from {from} to {to} can be used: {}", disk::reason(.error))]
    Port {
        /// The first that was tried.
        from: u16,
        /// The last.
        to: u16,
        /// What the system says of the last.
        error: io::Error,
    },
    /// Files cannot be watched.
    #[error("changes cannot be watched for: {0}")]
    Watch(#[from] notify::Error),
    /// The system refused something else.
    #[error("the preview cannot start: {}", disk::reason(.0))]
    System(#[from] io::Error),
}

/// A server that listens and does not answer yet.
#[derive(Debug)]
pub struct Server {
    listener: TcpListener,
    address: SocketAddr,
    host: String,
}

impl Server {
    /// Listens on `port` of `host`, or on the next that is free. Port 0 is any.
    pub fn bind(host: &str, port: u16) -> Result<Self, ServeError> {
        let failed = |error| ServeError::Host { host: host.to_owned(), error };
        let name = host.trim_start_matches('[').trim_end_matches(']');
        let mut last = port;
        loop {
            let found = (name, last).to_socket_addrs().map_err(failed)?.next();
            let address = found.ok_or_else(|| failed(io::ErrorKind::NotFound.into()))?;
            match TcpListener::bind(address) {
                Ok(listener) => {
                    let address = listener.local_addr()?;
                    return Ok(Self { listener, address, host: host.to_owned() });
                }
                Err(error) if error.kind() == io::ErrorKind::AddrNotAvailable => {
                    return Err(failed(error));
                }
                Err(error) => {
                    let is_taken = error.kind() == io::ErrorKind::AddrInUse;
                    if !is_taken || last == u16::MAX || last - port == PORTS_TRIED {
                        return Err(ServeError::Port { from: port, to: last, error });
                    }
                    last += 1;
                }
            }
        }
    }

    /// The port that it listens on.
    pub fn port(&self) -> u16 {
        self.address.port()
    }

    /// Whether other machines can reach it.
    pub fn is_public(&self) -> bool {
        !self.address.ip().is_loopback()
    }

    /// Where a browser on this machine finds the site.
    pub fn url(&self) -> String {
        let ip = self.address.ip();
        let address = if ip.is_unspecified() {
            SocketAddr::from(([127, 0, 0, 1], self.port()))
        } else {
            self.address
        };
        format!("http://{address}/")
    }

    /// Serves what `load` makes until the process is told to end. `load` is called again after each
    /// change of what is watched: `first` to begin with, then what each attempt was made of.
    /// `warn` is told what cannot be watched.
    pub fn run(
        self,
        first: Watched,
        mut load: impl FnMut() -> Attempt + Send + 'static,
        warn: fn(&str),
    ) -> Result<(), ServeError> {
        let hosts = Hosts::new(&self.host, self.address);
        let mut watcher = Watcher::new(warn)?;
        watcher.follow(first);
        let mut attempt = load();
        let shared = Arc::new(Shared::new());
        let state = Arc::clone(&shared);
        std::thread::Builder::new().name("watch".to_owned()).spawn(move || {
            loop {
                // What was not watched while it was read may have changed meanwhile.
                let is_more = match (&attempt.site, std::mem::take(&mut attempt.watched)) {
                    (Some(_), made_of) => watcher.follow(made_of),
                    // What broke the notes may hide what they are made of.
                    (None, made_of) => watcher.follow_too(made_of),
                };
                state.take(attempt);
                if !is_more {
                    watcher.wait();
                }
                attempt = load();
            }
        })?;
        listen::listen(self.listener, hosts, shared)?;
        Ok(())
    }
}
