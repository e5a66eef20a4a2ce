//! Identifiers, each a type whose constructor is the check.
//!
//! The rules are those of the services that give the ids out; an id may be written bare, with its
//! prefix (`doi:`, `arXiv:`) or as its URL.

use std::fmt;
use std::str::FromStr;

macro_rules! text_id {
    ($($(#[doc = $doc:literal])+ $name:ident;)+) => {$(
        $(#[doc = $doc])+
        #[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
        pub struct $name(String);

        impl $name {
            /// The id as text, in the form that two equal ids share.
            pub fn as_str(&self) -> &str {
                &self.0
            }
        }

        impl fmt::Display for $name {
            fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.write_str(&self.0)
            }
        }
    )+};
}

text_id! {
    /// A citation key, which names a paper in links, citations and URLs: `krizhevsky2012imagenet`.
    ///
    /// Letters of any script, digits and `- _ . : + /`; no spaces. Two keys that differ in case
    /// only are one paper's (see [`CitationKey::folded`]).
    CitationKey;
    /// A digital object identifier in lower case, without its resolver: `10.1109/cvpr.2016.90`.
    Doi;
    /// An OpenReview forum id: `YicbFdNTTy`.
    OpenReviewId;
    /// A PubMed id.
    Pmid;
    /// An ISBN, hyphens removed, its check digit verified.
    Isbn;
    /// A reader's id: the name of the file in `readers/`, or what notes call them.
    ReaderId;
    /// A BCP 47 language tag, `zh`, `en`, `zh-Hant`.
    LanguageTag;
    /// An `http`, `https`, `ftp` or `mailto` URL that may be published.
    WebUrl;
}

/// An arXiv id: `1706.03762` or `cs/9901001`, and its version if one was written.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct ArxivId {
    /// The id without its version: what makes two of them the same paper.
    pub id: String,
    /// The version, `5` of `v5`.
    pub version: Option<u32>,
}

impl CitationKey {
    /// What two spellings of one key share.
    pub fn folded(&self) -> String {
        self.0.to_lowercase()
    }
}

impl FromStr for CitationKey {
    type Err = String;

    fn from_str(text: &str) -> Result<Self, String> {
        let text = text.trim();
        if text.is_empty() {
            return Err("a citation key cannot be empty".into());
        }
        let bad = |c: &char| !(c.is_alphanumeric() || "-_.:+/".contains(*c));
        if let Some(c) = text.chars().find(bad) {
            return Err(format!("a citation key cannot contain `{}`", c.escape_debug()));
        }
        if text.split('/').any(|part| matches!(part, "" | "." | "..")) {
            return Err(format!("`{text}` cannot be a citation key, because it is a path"));
        }
        Ok(Self(text.to_owned()))
    }
}

impl FromStr for Doi {
    type Err = String;

    fn from_str(text: &str) -> Result<Self, String> {
        let id = strip_prefixes(
            text,
            &["https://", "http://", "dx.doi.org/", "www.doi.org/", "doi.org/", "doi:"],
        );
        // https://www.crossref.org/blog/dois-and-matching-regular-expressions/
        let fine = id.strip_prefix("10.").and_then(|rest| rest.split_once('/')).is_some_and(
            |(registrant, suffix)| {
                registrant.len() >= 4
                    && registrant.chars().all(|c| c.is_ascii_digit() || c == '.')
                    && !suffix.is_empty()
                    && !suffix.contains(char::is_whitespace)
            },
        );
        if fine {
            Ok(Self(id.to_lowercase()))
        } else {
            Err(format!("`{}` is not a DOI, which looks like `10.1109/CVPR.2016.90`", text.trim()))
        }
    }
}

impl Doi {
    /// Where it resolves.
    pub fn url(&self) -> String {
        format!("https://doi.org/{}", self.0)
    }
}

impl FromStr for ArxivId {
    type Err = String;

    fn from_str(text: &str) -> Result<Self, String> {
        let id = strip_prefixes(
            text,
            &[
                "https://",
                "http://",
                "www.",
                "export.",
                "arxiv.org/",
                "abs/",
                "pdf/",
                "html/",
                "doi.org/10.48550/",
                "10.48550/",
                "arxiv:",
                "arxiv.",
            ],
        );
        let id = id.strip_suffix(".pdf").unwrap_or(id);
        let (id, version) = match id.rsplit_once('v') {
            Some((id, version)) if version.bytes().all(|b| b.is_ascii_digit()) => {
                (id, version.parse().ok())
            }
            _ => (id, None),
        };
        // https://info.arxiv.org/help/arxiv_identifier.html
        let digits = |text: &str| text.bytes().all(|byte| byte.is_ascii_digit());
        let new = id.split_once('.').is_some_and(|(month, number)| {
            month.len() == 4 && digits(month) && matches!(number.len(), 4 | 5) && digits(number)
        });
        let old = id.split_once('/').is_some_and(|(archive, number)| {
            archive.bytes().all(|b| b.is_ascii_alphabetic() || b == b'-' || b == b'.')
                && !archive.is_empty()
                && number.len() == 7
                && digits(number)
        });
        if new || old {
            Ok(Self { id: id.to_lowercase(), version })
        } else {
            Err(format!("`{}` is not an arXiv id, which looks like `1706.03762`", text.trim()))
        }
    }
}

impl fmt::Display for ArxivId {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.id)?;
        self.version.map_or(Ok(()), |version| write!(f, "v{version}"))
    }
}

impl ArxivId {
    /// Its abstract page.
    pub fn url(&self) -> String {
        format!("https://arxiv.org/abs/{self}")
    }
}

impl FromStr for OpenReviewId {
    type Err = String;

    fn from_str(text: &str) -> Result<Self, String> {
        let id = text.trim();
        let id = id.rsplit_once("id=").map_or(id, |(_, id)| id);
        let id = id.split(['&', '#']).next().unwrap_or_default();
        let id = strip_prefixes(id, &["openreview:"]);
        let fine = (6..=24).contains(&id.len())
            && id.bytes().all(|b| b.is_ascii_alphanumeric() || b == b'-' || b == b'_');
        if fine {
            Ok(Self(id.to_owned()))
        } else {
            Err(format!("`{}` is not an OpenReview id, which looks like `YicbFdNTTy`", text.trim()))
        }
    }
}

impl OpenReviewId {
    /// Its forum.
    pub fn url(&self) -> String {
        format!("https://openreview.net/forum?id={}", self.0)
    }
}

impl FromStr for Pmid {
    type Err = String;

    fn from_str(text: &str) -> Result<Self, String> {
        let id = strip_prefixes(
            text,
            &["https://", "http://", "pubmed.ncbi.nlm.nih.gov/", "pmid:", "pmid"],
        );
        let id = id.trim().trim_end_matches('/');
        if (1..=8).contains(&id.len()) && id.bytes().all(|byte| byte.is_ascii_digit()) {
            Ok(Self(id.to_owned()))
        } else {
            Err(format!("`{}` is not a PubMed id, which is a number", text.trim()))
        }
    }
}

impl Pmid {
    /// Its record.
    pub fn url(&self) -> String {
        format!("https://pubmed.ncbi.nlm.nih.gov/{}/", self.0)
    }
}

impl FromStr for Isbn {
    type Err = String;

    fn from_str(text: &str) -> Result<Self, String> {
        let id: String = strip_prefixes(text, &["isbn-13:", "isbn-10:", "isbn:", "isbn"])
            .chars()
            .filter(|c| !matches!(c, '-' | '–' | ' '))
            .map(|c| c.to_ascii_uppercase())
            .collect();
        let value = |c: char| if c == 'X' { Some(10) } else { c.to_digit(10) };
        let digits: Option<Vec<u32>> = id.chars().map(value).collect();
        let fine = digits.is_some_and(|digits| match digits.len() {
            // ISO 2108: the weighted sum of all digits is a multiple of 11 or 10.
            10 => digits.iter().zip((1..=10).rev()).map(|(d, w)| d * w).sum::<u32>() % 11 == 0,
            13 => {
                digits.iter().zip([1, 3].iter().cycle()).map(|(d, w)| d * w).sum::<u32>() % 10 == 0
            }
            _ => false,
        });
        if fine {
            Ok(Self(id))
        } else {
            Err(format!("`{}` is not an ISBN: its check digit does not fit", text.trim()))
        }
    }
}

impl FromStr for ReaderId {
    type Err = String;

    fn from_str(text: &str) -> Result<Self, String> {
        let text = text.trim().trim_start_matches('@');
        if text.is_empty() || text.chars().any(|c| c.is_control() || c == '/' || c == '\\') {
            return Err(format!("`{}` cannot be a reader's id", text.escape_debug()));
        }
        Ok(Self(text.to_owned()))
    }
}

impl FromStr for LanguageTag {
    type Err = String;

    fn from_str(text: &str) -> Result<Self, String> {
        let text = text.trim();
        let known = match text.to_lowercase().as_str() {
            "中文" | "汉语" | "简体中文" | "chinese" | "cn" | "zh_cn" => Some("zh"),
            "英文" | "英语" | "english" => Some("en"),
            "日文" | "日语" | "japanese" => Some("ja"),
            _ => None,
        };
        if let Some(tag) = known {
            return Ok(Self(tag.to_owned()));
        }
        // RFC 5646, section 2.1: subtags of 1 to 8 letters or digits, the first of 2 or 3 letters.
        let tag = text.replace('_', "-");
        let mut parts = tag.split('-');
        let first = parts.next().unwrap_or_default();
        let fine = (2..=3).contains(&first.len())
            && first.bytes().all(|b| b.is_ascii_alphabetic())
            && parts.all(|part| {
                (1..=8).contains(&part.len()) && part.bytes().all(|b| b.is_ascii_alphanumeric())
            });
        if fine {
            Ok(Self(tag))
        } else {
            Err(format!("`{text}` is not a language tag such as `zh` or `en`"))
        }
    }
}

impl LanguageTag {
    /// Its first part in lower case: `zh` of `zh-Hant`.
    pub fn primary(&self) -> String {
        self.0.split('-').next().unwrap_or_default().to_lowercase()
    }
}

impl FromStr for WebUrl {
    type Err = String;

    fn from_str(text: &str) -> Result<Self, String> {
        let text = text.trim();
        let bad = |c: char| c.is_control() || c.is_whitespace() || matches!(c, '<' | '>' | '"');
        if text.contains(bad) {
            return Err(format!("`{}` is not a URL", text.escape_debug()));
        }
        if text.starts_with("//") {
            return Err(format!("`{text}` lacks `https:` at its start"));
        }
        match text.split_once(':') {
            Some((scheme, rest)) => {
                let scheme = scheme.to_ascii_lowercase();
                match scheme.as_str() {
                    "http" | "https" | "ftp" if rest.len() > 2 && rest.starts_with("//") => {
                        Ok(Self(text.to_owned()))
                    }
                    "mailto" => Ok(Self(text.to_owned())),
                    _ => Err(format!("`{text}` is not a web address such as `https://…`")),
                }
            }
            None if text.contains('.') && !text.starts_with(['.', '/']) => {
                Ok(Self(format!("https://{text}")))
            }
            None => Err(format!("`{text}` is not a web address such as `https://…`")),
        }
    }
}

/// `text` without white space around it and without any of `prefixes`, tried in their order,
/// whatever their case.
fn strip_prefixes<'a>(text: &'a str, prefixes: &[&str]) -> &'a str {
    prefixes.iter().fold(text.trim(), |text, prefix| match text.get(..prefix.len()) {
        Some(head) if head.eq_ignore_ascii_case(prefix) => text[prefix.len()..].trim_start(),
        _ => text,
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check<T: FromStr + fmt::Display>(cases: &[(&str, Option<&str>)]) {
        for (written, expected) in cases {
            let read = written.parse::<T>().ok().map(|id| id.to_string());
            assert_eq!(read.as_deref(), *expected, "{written}");
        }
    }

    #[test]
    fn an_arxiv_id_is_read_bare_prefixed_or_from_its_url() {
        check::<ArxivId>(&[
            ("1706.03760", Some("1706.03760")),
            ("arXiv:1706.03762v5", Some("1706.03762v5")),
            ("https://arxiv.org/pdf/1706.03762v2.pdf", Some("1706.03762v2")),
            ("https://doi.org/10.48550/arXiv.1706.03762", Some("1706.03762")),
            ("cs/9901001", Some("cs/9901001")),
            ("1706.376", None),
            ("AlexNet", None),
        ]);
    }

    #[test]
    fn a_doi_is_compared_without_case_or_resolver() {
        check::<Doi>(&[
            ("10.1109/CVPR.2016.90", Some("10.1109/cvpr.2016.90")),
            ("https://doi.org/10.1109/5.726791", Some("10.1109/5.726791")),
            ("doi: 10.1007/BF00344251", Some("10.1007/bf00344251")),
            ("11.1109/5", None),
            ("10.1109", None),
        ]);
    }

    #[test]
    fn an_isbn_has_a_right_check_digit() {
        check::<Isbn>(&[
            ("978-0-262-03384-8", Some("9780262033848")),
            ("0-306-40615-2", Some("0306406152")),
            ("0-306-40615-3", None),
        ]);
    }

    #[test]
    fn a_key_has_no_spaces_and_is_no_path() {
        check::<CitationKey>(&[
            ("he2016deep", Some("he2016deep")),
            ("王2020", Some("王2020")),
            ("DBLP:conf/nips/VaswaniSPUJGKP17", Some("DBLP:conf/nips/VaswaniSPUJGKP17")),
            ("a b", None),
            ("../x", None),
            ("a<b", None),
        ]);
    }

    #[test]
    fn a_url_that_could_run_code_is_refused() {
        check::<WebUrl>(&[
            ("https://example.org/a", Some("https://example.org/a")),
            ("example.org/a", Some("https://example.org/a")),
            ("javascript:alert(1)", None),
            ("/Users/me/a.pdf", None),
            ("file:///etc/passwd", None),
        ]);
    }
}
