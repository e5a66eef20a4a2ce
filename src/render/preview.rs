//! What links show on hover and focus: of a paper its facts, one sentence, how far it was read and what
//! was decided; of a concept what it means; of a citation its reference.
//!
//! Invariant: nothing but what may stand within a line, escaped here. Links of a page to one address
//! share one preview, which stands at the first of them.

use std::fmt::Write as _;

use crate::bibliography::Inline;
use crate::library::{ConceptId, Place};
use crate::links::{Target, Work};
use crate::markdown::escape;

use super::note::last_decision_on;
use super::resolve::Resolver;
use super::{concepts, sections, urls};

impl Resolver<'_> {
    /// What a link to `target` shows, if it shows anything.
    pub(super) fn preview_of(&self, target: &Target) -> Option<String> {
        let library = &self.site.library;
        match target {
            Target::Paper(work @ Work::Read(id), anchor) => {
                let elsewhere = *library.url(Place::Paper(*id)) != *self.url;
                elsewhere.then(|| self.of_work(*work, anchor.as_deref()))
            }
            Target::Paper(work @ Work::Wanted(_), _) => Some(self.of_work(*work, None)),
            Target::Concept(id, _) => self.of_concept(*id),
            _ => None,
        }
    }

    /// What a link to a paper shows on hover and focus: phrasing content only, made here.
    fn of_work(&self, work: Work, anchor: Option<&str>) -> String {
        let shown = self.work(work);
        let mut html = format!("<span class=\"preview-title\">{}</span>", escape(shown.title));
        let year = shown.year.map(|year| year.to_string()).unwrap_or_default();
        let facts: Vec<&str> = [shown.authors, shown.venue, &year]
            .into_iter()
            .filter(|fact| !fact.is_empty())
            .collect();
        if !facts.is_empty() {
            let _ =
                write!(html, "<span class=\"preview-facts\">{}</span>", escape(&facts.join(" · ")));
        }
        if !shown.tldr.is_empty() {
            let _ = write!(
                html,
                "<span class=\"preview-tldr\" lang=\"{}\">{}</span>",
                escape(shown.tldr_lang),
                escape(shown.tldr)
            );
        }
        let read = match (shown.wanted, shown.pass) {
            (true, _) => self.site.words("wanted-not-read", &[]),
            (false, 0) => self.site.words("pass-none", &[]),
            (false, pass) => self.site.words("pass-reached", &[("n", &pass.to_string())]),
        };
        let mark = match shown.pass {
            0 => String::new(),
            pass => {
                let mark: String = (1..=3).map(|one| if one <= pass { '●' } else { '○' }).collect();
                format!("<span class=\"pass-mark\" aria-hidden=\"true\">{mark}</span> ")
            }
        };
        let decision = match work {
            Work::Read(id) => last_decision_on(&self.site.library, id),
            Work::Wanted(_) => "",
        };
        let decision = match decision {
            "" => String::new(),
            name => format!(" · {}", escape(&self.site.words(&format!("decision-{name}"), &[]))),
        };
        let read = escape(&read);
        let _ = write!(html, "<span class=\"preview-pass\">{mark}{read}{decision}</span>");
        if let (Work::Read(id), Some(anchor)) = (work, anchor)
            && let Some((said, lang)) = sections::opening(&self.site.library, id, anchor)
        {
            let _ = write!(
                html,
                "<span class=\"preview-section\" lang=\"{}\">{}</span>",
                escape(lang),
                escape(&said)
            );
        }
        html
    }

    /// What a concept is called and what it means, if the glossary says so.
    fn of_concept(&self, id: ConceptId) -> Option<String> {
        let site = self.site;
        if *site.library.url(Place::Concept(id)) == *self.url {
            return None;
        }
        let (name, meaning) = concepts::meaning(site, id);
        let lang =
            site.library.concept(id).page.lang.as_ref().map_or(site.lang(), |lang| lang.as_str());
        (!meaning.is_empty()).then(|| {
            format!(
                "<span class=\"preview-title\">{}</span><span class=\"preview-tldr\" lang=\"{}\">{}</span>",
                escape(&name),
                escape(lang),
                escape(&meaning)
            )
        })
    }

    /// A piece of a citation: linked to the paper's page, its reference shown on hover and focus.
    pub(super) fn cited(&mut self, piece: &Inline) -> String {
        let mut html = escape(&piece.text);
        let bibliography = &self.site.bibliography;
        let paper = piece.entry.and_then(|entry| Some((entry, bibliography.work(entry)?)));
        if let Some((entry, work)) = paper {
            let url = urls::work(&self.site.library, &self.site.links, work);
            let class = match work {
                Work::Read(_) => "link-paper",
                Work::Wanted(_) => "link-wanted",
            };
            let n = self.cited.len() + 1;
            let known = self.cited.contains_key(&work);
            let n = *self.cited.entry(work).or_insert(n);
            let preview = if known {
                String::new()
            } else {
                let reference = bibliography.html(entry, self.site.options.kept());
                format!(
                    "<span class=\"preview\" role=\"note\" id=\"_cited-{n}\">{reference}</span>"
                )
            };
            html = format!(
                "<span class=\"has-preview\"><a class=\"{class}\" href=\"{}\" \
                 aria-describedby=\"_cited-{n}\">{html}</a>{preview}</span>",
                escape(&self.href(&url)),
            );
        }
        if piece.raised { format!("<sup>{html}</sup>") } else { html }
    }
}
