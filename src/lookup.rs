//! What the network knows of a paper, by its DOI or arXiv id: the one door to `ureq`.
//!
//! Stage: none; `new` is its only user. Invariant: one question for each paper, to the address that
//! registers DOIs, which sends it on to the agency that knows; arXiv's ids are DOIs there too. A
//! question ends in time, an answer is bounded, and nothing is sent but the DOI.

use std::time::Duration;

use crate::bibliography::{Entry, read_csl_json};
use crate::model::{ArxivId, Doi};

/// Who is asked, unless the environment names a mirror in [`MIRROR`].
pub const DOI_SERVICE: &str = "https://doi.org";

/// The variable that names another address to ask.
pub const MIRROR: &str = "NOTESGEN_DOI_URL";

/// How long an answer may take, redirects included.
const TIMEOUT: Duration = Duration::from_secs(20);

/// How long a connection may take.
const CONNECT: Duration = Duration::from_secs(8);

/// How large an answer may be.
const MAX_BYTES: u64 = 4 << 20;

/// Who asks.
const USER_AGENT: &str = concat!(
    "notesgen/",
    env!("CARGO_PKG_VERSION"),
    " (reading notes; one request for each note that somebody starts)"
);

/// A paper as its service knows it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Id {
    /// On arXiv.
    Arxiv(ArxivId),
    /// Anywhere.
    Doi(Doi),
}

/// Why nothing is known.
#[derive(Debug, thiserror::Error)]
pub enum LookupError {
    /// The service has no such paper.
    #[error("`{0}` knows no paper `{1}`")]
    Unknown(String, String),
    /// The service cannot be reached, or not in time.
    #[error("`{0}` cannot be reached: {1}")]
    Unreachable(String, String),
    /// The service answers with something else.
    #[error("`{0}` gave an answer that cannot be read: {1}")]
    BadAnswer(String, String),
}

impl Id {
    /// The id that `text` is, if it says that it is one: `arxiv:1706.03762`, `doi:10.…`, or an
    /// address of either.
    pub fn from_text(text: &str) -> Option<Result<Self, String>> {
        let lower = text.trim().to_lowercase();
        let bare = lower.split("://").last().unwrap_or_default();
        let bare = bare.strip_prefix("www.").unwrap_or(bare);
        let is_arxiv = ["arxiv:", "arxiv.org/", "export.arxiv.org/"];
        let is_doi = ["doi:", "doi.org/", "dx.doi.org/"];
        if is_arxiv.iter().any(|start| bare.starts_with(start)) {
            return Some(text.parse().map(Self::Arxiv));
        }
        if is_doi.iter().any(|start| bare.starts_with(start)) {
            return Some(text.parse().map(Self::Doi));
        }
        None
    }

    /// The DOI to ask for.
    fn doi(&self) -> String {
        match self {
            Self::Arxiv(id) => {
                let id = id.to_string();
                // A DOI is of the paper, not of one of its versions.
                let bare = id.rsplit_once('v').map_or(id.as_str(), |(bare, _)| bare);
                format!("10.48550/arxiv.{bare}")
            }
            Self::Doi(doi) => doi.as_str().to_owned(),
        }
    }
}

/// Asks for `id` at `service`.
pub fn ask(service: &str, id: &Id) -> Result<Entry, LookupError> {
    let service = service.trim_end_matches('/');
    let doi = id.doi();
    let url = format!("{service}/{}", escaped(&doi));
    let agent: ureq::Agent = ureq::Agent::config_builder()
        .timeout_global(Some(TIMEOUT))
        .timeout_connect(Some(CONNECT))
        .max_redirects(5)
        .https_only(service.starts_with("https://"))
        .user_agent(USER_AGENT)
        .build()
        .into();
    let unreachable = |error: ureq::Error| match error {
        ureq::Error::StatusCode(404 | 410) => LookupError::Unknown(service.to_owned(), doi.clone()),
        ureq::Error::StatusCode(406) => {
            let why = "its agency tells nothing in a form for programs".to_owned();
            LookupError::BadAnswer(service.to_owned(), why)
        }
        error => LookupError::Unreachable(service.to_owned(), error.to_string()),
    };
    let answer = agent
        .get(&url)
        .header("Accept", "application/vnd.citationstyles.csl+json")
        .call()
        .map_err(unreachable)?;
    let text = answer
        .into_body()
        .into_with_config()
        .limit(MAX_BYTES)
        .read_to_string()
        .map_err(|error| LookupError::BadAnswer(service.to_owned(), error.to_string()))?;
    let (mut entries, problems) = read_csl_json(&text);
    let Some(mut entry) = (entries.len() == 1).then(|| entries.pop()).flatten() else {
        let why = problems.first().map_or("it holds no paper", |problem| problem.message.as_str());
        return Err(LookupError::BadAnswer(service.to_owned(), why.to_owned()));
    };
    if let Id::Arxiv(id) = id {
        entry.arxiv = Some(id.to_string());
        entry.doi = entry.doi.filter(|doi| !doi.to_lowercase().starts_with("10.48550/"));
        entry.url = None;
        entry.container = entry.container.or_else(|| Some("arXiv".to_owned()));
    } else {
        entry.doi = Some(doi);
        entry.url = entry.url.filter(|url| !url.contains("doi.org/"));
    }
    Ok(entry)
}

/// `doi` as a path: DOIs may hold `<`, `#` and spaces.
fn escaped(doi: &str) -> String {
    let mut out = String::new();
    for byte in doi.bytes() {
        if byte.is_ascii_alphanumeric() || b"-._~/:;()".contains(&byte) {
            out.push(char::from(byte));
        } else {
            out += &format!("%{byte:02X}");
        }
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_id_is_one_that_says_so() {
        for (text, expected) in [
            ("arxiv:1706.03762", Some("10.48550/arxiv.1706.03762")),
            ("https://arxiv.org/abs/1706.03762v5", Some("10.48550/arxiv.1706.03762")),
            ("arXiv:hep-th/9901001", Some("10.48550/arxiv.hep-th/9901001")),
            ("doi:10.1109/CVPR.2016.90", Some("10.1109/cvpr.2016.90")),
            ("https://doi.org/10.1145/3065386", Some("10.1145/3065386")),
            ("Attention Is All You Need", None),
            ("ArXiv and its preprints", None),
        ] {
            let id = Id::from_text(text).map(|id| id.unwrap().doi());
            assert_eq!(id.as_deref(), expected, "{text}");
        }
        assert!(Id::from_text("arxiv:none").unwrap().is_err());
        assert_eq!(escaped("10.1002/(sici)1<1::a>3.0#x y"), "10.1002/(sici)1%3C1::a%3E3.0%23x%20y");
    }
}
