//! Connections: how many, how long a request may take, and when all of it ends.

use std::io;
use std::net::TcpListener;
use std::sync::Arc;
use std::time::Duration;

use axum::Router;
use hyper::server::conn::http1;
use hyper_util::rt::{TokioIo, TokioTimer};
use hyper_util::service::TowerToHyperService;
use tokio::runtime;
use tokio::sync::Semaphore;

use super::answer::{self, Context};
use super::guard::Hosts;
use super::state::Shared;

/// How many connections are open at a time; more wait.
const CONNECTIONS: usize = 256;

/// Bytes of a request line and its headers. Browsers send less than 2 KiB here.
const HEAD_BYTES: usize = 16 << 10;

/// Headers of a request.
const HEADERS: usize = 64;

/// How long a browser may take to ask, and how long it may keep quiet before it asks again.
const PATIENCE: Duration = Duration::from_secs(15);

/// How many pages are rendered at a time.
const RENDERERS: usize = 4;

/// How long pages that are being rendered may take when everything else has ended.
const FAREWELL: Duration = Duration::from_millis(500);

/// Answers requests until the process is told to end.
pub(super) fn listen(listener: TcpListener, hosts: Hosts, shared: Arc<Shared>) -> io::Result<()> {
    let runtime = runtime::Builder::new_current_thread()
        .enable_all()
        .max_blocking_threads(RENDERERS)
        .build()?;
    let ended = runtime.block_on(async {
        listener.set_nonblocking(true)?;
        let listener = tokio::net::TcpListener::from_std(listener)?;
        let app = answer::app(Context::new(hosts, shared));
        tokio::select! {
            ended = accept(listener, app) => ended,
            ended = told_to_end() => ended,
        }
    });
    runtime.shutdown_timeout(FAREWELL);
    ended
}

async fn accept(listener: tokio::net::TcpListener, app: Router) -> io::Result<()> {
    let places = Arc::new(Semaphore::new(CONNECTIONS));
    loop {
        let Ok(place) = Arc::clone(&places).acquire_owned().await else { return Ok(()) };
        let Ok((stream, _)) = listener.accept().await else {
            // The browser has gone, or too many files are open: the next may fare better.
            tokio::time::sleep(Duration::from_millis(50)).await;
            continue;
        };
        // Only speed is lost without it.
        let _ = stream.set_nodelay(true);
        let service = TowerToHyperService::new(app.clone());
        tokio::spawn(async move {
            let connection = http1::Builder::new()
                .timer(TokioTimer::new())
                .header_read_timeout(PATIENCE)
                .max_headers(HEADERS)
                .max_buf_size(HEAD_BYTES)
                .serve_connection(TokioIo::new(stream), service);
            // Whatever went wrong, it was the other side.
            let _ = connection.await;
            drop(place);
        });
    }
}

#[cfg(unix)]
async fn told_to_end() -> io::Result<()> {
    use tokio::signal::unix::{SignalKind, signal};
    let mut terminate = signal(SignalKind::terminate())?;
    tokio::select! {
        interrupted = tokio::signal::ctrl_c() => interrupted,
        _ = terminate.recv() => Ok(()),
    }
}

#[cfg(not(unix))]
async fn told_to_end() -> io::Result<()> {
    tokio::signal::ctrl_c().await
}
