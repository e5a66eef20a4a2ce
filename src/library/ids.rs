//! Ids of papers in the form in which two of them are compared.
//!
//! Stage: none. Invariant: one paper's id has one form here, however it was written: an arXiv DOI
//! is the arXiv id, versions are dropped, an ISBN has 13 digits.

use std::fmt;

use crate::model::{ArxivId, Doi, Isbn, OpenReviewId, PaperFacts, Pmid};

/// An id that names one paper in the whole world.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub(crate) enum Id {
    /// A DOI that is not arXiv's.
    Doi(String),
    /// An arXiv id without its version.
    Arxiv(String),
    /// An OpenReview forum.
    OpenReview(String),
    /// A PubMed record.
    Pmid(String),
    /// A book.
    Isbn(String),
}

impl fmt::Display for Id {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Doi(id) => write!(f, "doi:{id}"),
            Self::Arxiv(id) => write!(f, "arxiv:{id}"),
            Self::OpenReview(id) => write!(f, "openreview:{id}"),
            Self::Pmid(id) => write!(f, "pmid:{id}"),
            Self::Isbn(id) => write!(f, "isbn:{id}"),
        }
    }
}

impl From<&Doi> for Id {
    fn from(doi: &Doi) -> Self {
        // https://info.arxiv.org/help/doi.html: arXiv's DOIs are its ids.
        match doi.as_str().strip_prefix("10.48550/arxiv.") {
            Some(id) => id
                .parse::<ArxivId>()
                .map_or_else(|_| Self::Doi(doi.as_str().to_owned()), |id| Self::from(&id)),
            None => Self::Doi(doi.as_str().to_owned()),
        }
    }
}

impl From<&ArxivId> for Id {
    fn from(id: &ArxivId) -> Self {
        Self::Arxiv(id.id.clone())
    }
}

impl From<&OpenReviewId> for Id {
    fn from(id: &OpenReviewId) -> Self {
        Self::OpenReview(id.as_str().to_owned())
    }
}

impl From<&Pmid> for Id {
    fn from(id: &Pmid) -> Self {
        Self::Pmid(id.as_str().to_owned())
    }
}

impl From<&Isbn> for Id {
    fn from(id: &Isbn) -> Self {
        Self::Isbn(isbn13(id.as_str()))
    }
}

/// An ISBN of 10 digits in the 13 that it has since 2007: `978` before it, its check digit anew.
fn isbn13(isbn: &str) -> String {
    if isbn.len() != 10 || !isbn.is_ascii() {
        return isbn.to_owned();
    }
    let body = format!("978{}", &isbn[..9]);
    let sum: u32 = body
        .chars()
        .zip([1, 3].iter().cycle())
        .filter_map(|(c, w)| Some(c.to_digit(10)? * w))
        .sum();
    format!("{body}{}", (10 - sum % 10) % 10)
}

impl Id {
    /// Every id that `facts` give, those within their links included.
    pub(crate) fn all_of(facts: &PaperFacts) -> Vec<Self> {
        let mut ids: Vec<Self> = Vec::new();
        let given = [
            facts.doi.as_ref().map(|id| Self::from(&id.value)),
            facts.arxiv.as_ref().map(|id| Self::from(&id.value)),
            facts.openreview.as_ref().map(|id| Self::from(&id.value)),
            facts.pmid.as_ref().map(|id| Self::from(&id.value)),
            facts.isbn.as_ref().map(|id| Self::from(&id.value)),
            facts.url.as_ref().and_then(|url| Self::in_url(url.value.as_str())),
            facts.pdf.as_ref().and_then(|pdf| Self::in_url(&pdf.value)),
        ];
        for id in given.into_iter().flatten() {
            if !ids.contains(&id) {
                ids.push(id);
            }
        }
        ids
    }

    /// The id that `name` is: bare, with its prefix, or as its URL. Bare words that could be
    /// anything (an OpenReview id, a PubMed number) need their prefix.
    pub(crate) fn parse(name: &str) -> Option<Self> {
        let name = name.trim();
        if !name.bytes().any(|byte| byte.is_ascii_digit() || byte == b':') {
            return None;
        }
        if let Some((head, id)) = name.split_once(' ') {
            let head = head.trim_end_matches(':').to_ascii_lowercase();
            let prefix = ["arxiv", "doi", "isbn", "openreview", "pmid"].contains(&head.as_str());
            let id = id.trim();
            return (prefix && !id.contains(' ')).then(|| Self::parse(&format!("{head}:{id}")))?;
        }
        if name.contains("://") || name.starts_with("www.") {
            return Self::in_url(name);
        }
        let lower = name.to_ascii_lowercase();
        if let Some(rest) = lower.strip_prefix("openreview:") {
            return name[name.len() - rest.len()..]
                .parse::<OpenReviewId>()
                .ok()
                .map(|id| (&id).into());
        }
        if lower.starts_with("pmid") {
            return name.parse::<Pmid>().ok().map(|id| (&id).into());
        }
        let long = name.bytes().filter(u8::is_ascii_digit).count() >= 12;
        if (lower.starts_with("isbn") || long)
            && let Ok(id) = name.parse::<Isbn>()
        {
            return Some((&id).into());
        }
        if let Ok(id) = name.parse::<ArxivId>() {
            return Some((&id).into());
        }
        name.parse::<Doi>().ok().map(|id| (&id).into()).or_else(|| Self::in_url(name))
    }

    /// The id that `url` is the page or PDF of.
    pub(crate) fn in_url(url: &str) -> Option<Self> {
        let url = url.trim();
        let rest = url.split_once("://").map_or(url, |(_, rest)| rest);
        let (host, path) = rest.split_once('/')?;
        let host = host.to_ascii_lowercase();
        let host = host.strip_prefix("www.").unwrap_or(&host);
        let plain = path.split(['?', '#']).next().unwrap_or_default().trim_end_matches('/');
        match host {
            "arxiv.org"
            | "export.arxiv.org"
            | "cn.arxiv.org"
            | "ar5iv.org"
            | "ar5iv.labs.arxiv.org"
            | "alphaxiv.org" => {
                let (_, id) = plain.split_once('/')?;
                id.parse::<ArxivId>().ok().map(|id| (&id).into())
            }
            "huggingface.co" | "hf.co" => {
                plain.strip_prefix("papers/")?.parse::<ArxivId>().ok().map(|id| (&id).into())
            }
            "doi.org" | "dx.doi.org" => {
                plain.replace("%2F", "/").parse::<Doi>().ok().map(|id| (&id).into())
            }
            "dl.acm.org"
            | "onlinelibrary.wiley.com"
            | "journals.aps.org"
            | "pubs.acs.org"
            | "link.springer.com" => {
                let at = plain.find("10.")?;
                let id = plain[at..].strip_suffix(".pdf").unwrap_or(&plain[at..]);
                id.parse::<Doi>().ok().map(|id| (&id).into())
            }
            "openreview.net" => {
                let (_, id) = path.split_once("id=")?;
                id.parse::<OpenReviewId>().ok().map(|id| (&id).into())
            }
            "pubmed.ncbi.nlm.nih.gov" => plain.parse::<Pmid>().ok().map(|id| (&id).into()),
            _ => None,
        }
    }

    /// The ids that stand in a reference in words: `He et al. …, arXiv:1512.03385`.
    pub(crate) fn within(text: &str) -> Option<Self> {
        text.split(|c: char| {
            c.is_whitespace() || matches!(c, '(' | ')' | '[' | ']' | '<' | '>' | '，' | '。')
        })
        .map(|word| word.trim_matches([',', '.', ';']))
        .filter(|word| word.len() >= 7)
        .filter(|word| {
            let lower = word.to_ascii_lowercase();
            ["arxiv", "doi", "10.", "openreview", "pubmed"].iter().any(|mark| lower.contains(mark))
        })
        .find_map(Self::parse)
    }
}

#[cfg(test)]
mod tests {
    use super::Id;

    #[test]
    fn an_id_is_found_bare_prefixed_or_in_a_url() {
        for (written, expected) in [
            ("1512.03385v2", Some("arxiv:1512.03385")),
            ("arXiv:1512.03385", Some("arxiv:1512.03385")),
            ("https://arxiv.org/pdf/1512.03385v1.pdf", Some("arxiv:1512.03385")),
            ("https://www.arxiv.org/abs/1512.03385?context=cs", Some("arxiv:1512.03385")),
            ("https://arxiv.org/abs/cs/9901001", Some("arxiv:cs/9901001")),
            ("10.48550/arXiv.1512.03385", Some("arxiv:1512.03385")),
            ("10.1109/CVPR.2016.90", Some("doi:10.1109/cvpr.2016.90")),
            ("https://doi.org/10.1109/CVPR.2016.90", Some("doi:10.1109/cvpr.2016.90")),
            ("https://dl.acm.org/doi/abs/10.1145/3065386", Some("doi:10.1145/3065386")),
            ("https://openreview.net/pdf?id=YicbFdNTTy&x=1", Some("openreview:YicbFdNTTy")),
            ("PMID: 12345", Some("pmid:12345")),
            ("978-0-262-03384-8", Some("isbn:9780262033848")),
            ("0-262-03384-4", None),
            ("isbn:0262033844", Some("isbn:9780262033848")),
            ("he2016deep", None),
            ("Transformer", None),
            ("Deep Residual Learning", None),
            ("https://example.org/1512.03385", None),
        ] {
            assert_eq!(
                Id::parse(written).map(|id| id.to_string()).as_deref(),
                expected,
                "{written}"
            );
        }
    }

    #[test]
    fn an_id_is_found_within_a_reference() {
        let text = "He et al. Deep Residual Learning (arXiv:1512.03385), 2015";
        assert_eq!(Id::within(text).map(|id| id.to_string()).as_deref(), Some("arxiv:1512.03385"));
        assert_eq!(Id::within("Deep learning, 2015"), None);
    }
}
