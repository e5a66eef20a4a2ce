//! Requests → answers: what stands at an address of the site's table, or why nothing does.

use std::io::{Read as _, Seek as _, SeekFrom};
use std::path::Path;
use std::sync::Arc;
use std::time::Duration;

use axum::Router;
use axum::extract::{Request, State as Extracted};
use axum::http::{HeaderValue, StatusCode, header};
use axum::middleware::{self, Next};
use axum::response::sse::{Event, KeepAlive, Sse};
use axum::response::{IntoResponse as _, Response};
use axum::routing::get;
use futures_util::stream;
use tokio::sync::Semaphore;

use super::content_type::{content_type, may_run_scripts};
use super::guard::Hosts;
use super::page::{Found, Problem, find, with_script};
use super::range::{self, Part, Wish};
use super::state::{Shared, State};
use crate::disk;
use crate::limits;
use crate::output::{Content, UrlPath};
use crate::render::Page;

/// The script that shows the next version of a page when there is one.
const SCRIPT: &str = include_str!("reload.js");

/// How many tabs are told of changes at a time. Browsers open six at most to one host.
const STREAMS: usize = 64;

/// How often a quiet stream says that it is there.
const HEARTBEAT: Duration = Duration::from_secs(15);

/// What the answers need.
#[derive(Clone, Debug)]
pub(super) struct Context {
    hosts: Arc<Hosts>,
    shared: Arc<Shared>,
    streams: Arc<Semaphore>,
}

impl Context {
    pub(super) fn new(hosts: Hosts, shared: Arc<Shared>) -> Self {
        Self { hosts: Arc::new(hosts), shared, streams: Arc::new(Semaphore::new(STREAMS)) }
    }

    /// The state; the first one is waited for.
    async fn state(&self) -> Option<Arc<State>> {
        let mut states = self.shared.follow();
        let state = states.wait_for(Option::is_some).await.ok()?;
        state.clone()
    }
}

/// Everything that is answered.
pub(super) fn app(context: Context) -> Router {
    Router::new()
        .route("/_notesgen/reload.js", get(script))
        .route("/_notesgen/events", get(events))
        .fallback(page)
        .layer(middleware::from_fn_with_state(context.clone(), guard))
        .with_state(context)
}

/// Turns away who may not ask, and says of every answer that it is for this site's pages only.
async fn guard(Extracted(context): Extracted<Context>, request: Request, next: Next) -> Response {
    let allowed = context.hosts.check(request.method(), request.uri(), request.headers());
    let mut response = match allowed {
        Ok(()) => next.run(request).await,
        Err(refusal) => {
            let mut response = (refusal.status, format!("{}\n", refusal.why)).into_response();
            let headers = response.headers_mut();
            headers.insert(header::CONNECTION, HeaderValue::from_static("close"));
            if refusal.status == StatusCode::METHOD_NOT_ALLOWED {
                headers.insert(header::ALLOW, HeaderValue::from_static("GET, HEAD"));
            }
            response
        }
    };
    let headers = response.headers_mut();
    for (name, value) in [
        (header::CACHE_CONTROL, "no-cache"),
        (header::X_CONTENT_TYPE_OPTIONS, "nosniff"),
        (header::X_FRAME_OPTIONS, "SAMEORIGIN"),
        (header::REFERRER_POLICY, "no-referrer"),
    ] {
        headers.insert(name, HeaderValue::from_static(value));
    }
    headers.insert("cross-origin-resource-policy", HeaderValue::from_static("same-origin"));
    response
}

async fn script() -> Response {
    ([(header::CONTENT_TYPE, content_type("reload.js"))], SCRIPT).into_response()
}

/// The state as it is and each that follows it.
async fn events(Extracted(context): Extracted<Context>) -> Response {
    let Ok(place) = Arc::clone(&context.streams).try_acquire_owned() else {
        return (StatusCode::SERVICE_UNAVAILABLE, "too many tabs follow this site\n")
            .into_response();
    };
    let mut states = context.shared.follow();
    states.mark_changed();
    let news = stream::unfold((states, place), |(mut states, place)| async move {
        states.changed().await.ok()?;
        let news = states.borrow_and_update().as_deref().map(State::news).unwrap_or_default();
        let event = Event::default().event("state").data(news);
        Some((Ok::<_, std::convert::Infallible>(event), (states, place)))
    });
    Sse::new(news).keep_alive(KeepAlive::new().interval(HEARTBEAT)).into_response()
}

/// What stands at the address that is asked for.
async fn page(Extracted(context): Extracted<Context>, request: Request) -> Response {
    let Some(state) = context.state().await else {
        return StatusCode::SERVICE_UNAVAILABLE.into_response();
    };
    let path = request.uri().path().to_owned();
    let wish = Wish::of(request.method(), request.headers());
    // Rendering and reading would keep others waiting.
    let answered = tokio::task::spawn_blocking(move || answer(&state, &path, &wish)).await;
    answered.unwrap_or_else(|_| StatusCode::INTERNAL_SERVER_ERROR.into_response())
}

/// The answer to a request for `path`, as the browser spelled it.
fn answer(state: &State, path: &str, wish: &Wish) -> Response {
    let Some(site) = &state.site else {
        return said(state, StatusCode::SERVICE_UNAVAILABLE, &Problem::NoSite);
    };
    match find(site, path, &state.base_path) {
        Some(Found::At(url)) => file(state, &url, StatusCode::OK, wish),
        Some(Found::Elsewhere(url)) => {
            // Characters beyond ASCII are percent-encoded in it.
            let to = url.absolute("");
            (StatusCode::TEMPORARY_REDIRECT, [(header::LOCATION, to)]).into_response()
        }
        None => {
            let url = UrlPath::file([], "404.html");
            file(state, &url, StatusCode::NOT_FOUND, &Wish::default())
        }
    }
}

/// The file at `url`.
fn file(state: &State, url: &UrlPath, status: StatusCode, wish: &Wish) -> Response {
    let Some(site) = &state.site else {
        return said(state, StatusCode::SERVICE_UNAVAILABLE, &Problem::NoSite);
    };
    let kind = content_type(if url.is_page() { "index.html" } else { url.as_str() });
    let is_given = matches!(site.page(url), Some(Page::Asset(_) | Page::ThemeFile(_)));
    let content = match site.render(url) {
        Ok(Some(file)) => file.content,
        Ok(None) => return said(state, StatusCode::NOT_FOUND, &Problem::Nothing(url.as_str())),
        Err(error) => {
            let problem = Problem::Template { url: url.as_str(), report: &error.to_string() };
            return said(state, StatusCode::INTERNAL_SERVER_ERROR, &problem);
        }
    };
    let is_page = kind.starts_with("text/html") && !is_given;
    let mut response = match content {
        Content::Bytes(bytes) if is_page => {
            (status, with_script(&bytes, &state.version)).into_response()
        }
        Content::Bytes(bytes) => (status, bytes.into_owned()).into_response(),
        Content::Shared(bytes) => (status, bytes.to_vec()).into_response(),
        Content::CopyOf(path) => match read(&path, wish) {
            Ok(response) => response,
            Err(error) => {
                let problem =
                    Problem::Unreadable { url: url.as_str(), reason: &disk::reason(&error) };
                return said(state, StatusCode::NOT_FOUND, &problem);
            }
        },
    };
    response.headers_mut().insert(header::CONTENT_TYPE, HeaderValue::from_static(kind));
    if is_given && may_run_scripts(kind) {
        let policy = HeaderValue::from_static(
            "default-src 'none'; style-src 'unsafe-inline'; img-src 'self' data:; sandbox",
        );
        response.headers_mut().insert(header::CONTENT_SECURITY_POLICY, policy);
    }
    response
}

/// What is wished for of a file of the content folder, unless it has become a link since it was
/// found, or a folder on the way to it has.
fn read(path: &Path, wish: &Wish) -> std::io::Result<Response> {
    if path.canonicalize()? != path {
        return Err(std::io::ErrorKind::InvalidInput.into());
    }
    let mut file = disk::open_regular(path)?;
    let metadata = file.metadata()?;
    let length = metadata.len();
    if length > limits::ASSET_BYTES {
        return Err(std::io::ErrorKind::FileTooLarge.into());
    }
    let version = range::version(&metadata);
    let (status, start, count) = match wish.part(length, &version) {
        Part::Whole => (StatusCode::OK, 0, length),
        Part::Bytes(first, last) => (StatusCode::PARTIAL_CONTENT, first, last - first + 1),
        Part::Beyond => (StatusCode::RANGE_NOT_SATISFIABLE, 0, 0),
    };
    let mut bytes = Vec::with_capacity(usize::try_from(count).unwrap_or_default());
    file.seek(SeekFrom::Start(start))?;
    file.take(count).read_to_end(&mut bytes)?;
    if bytes.len() as u64 != count {
        // It was cut short while it was read: the whole of it is asked for again.
        return Err(std::io::ErrorKind::UnexpectedEof.into());
    }
    let mut headers = vec![(header::ACCEPT_RANGES, "bytes".to_owned()), (header::ETAG, version)];
    let place = match status {
        StatusCode::PARTIAL_CONTENT => Some(format!("{start}-{}", start + count - 1)),
        StatusCode::RANGE_NOT_SATISFIABLE => Some("*".to_owned()),
        _ => None,
    };
    let place = place.map(|place| (header::CONTENT_RANGE, format!("bytes {place}/{length}")));
    headers.extend(place);
    let mut response = (status, bytes).into_response();
    for (name, value) in headers {
        response.headers_mut().extend(value.parse().ok().map(|value: HeaderValue| (name, value)));
    }
    Ok(response)
}

/// A page of the server's own, which says what is wrong and goes when it is mended.
fn said(state: &State, status: StatusCode, problem: &Problem<'_>) -> Response {
    let body = with_script(problem.page().as_bytes(), &state.version);
    let kind = content_type("index.html");
    let policy = "default-src 'none'; script-src 'self'; connect-src 'self'";
    let headers = [(header::CONTENT_TYPE, kind), (header::CONTENT_SECURITY_POLICY, policy)];
    (status, headers, body).into_response()
}
