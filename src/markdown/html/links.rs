//! Links.

use pulldown_cmark::{LinkType, Tag};

use super::super::events::{self, Event, Positioned};
use super::super::{ShownLink, url};
use super::Writer;
use super::blocks::end_of;

impl Writer<'_> {
    /// The link at `at`; where to go on.
    pub(super) fn link(&mut self, tag: &Tag<'_>, events: &[Positioned<'_>], at: usize) -> usize {
        let Tag::Link { link_type, dest_url, title, .. } = tag else { return at + 1 };
        let end = end_of(events, at);
        let id = self.link_id(events[at].1.start);
        let wiki = events::is_wiki(*link_type);
        let link = match url::classify(dest_url) {
            _ if wiki => self.resolve.link(id),
            url::Kind::Web | url::Kind::Path { .. } => self.resolve.link(id),
            url::Kind::Mail => ShownLink {
                href: Some(dest_url.to_string()),
                class: "link-external".to_owned(),
                ..ShownLink::default()
            },
            url::Kind::Private | url::Kind::Unsafe => ShownLink::default(),
        };
        self.open_link(&link, title);
        let bare = matches!(link_type, LinkType::WikiLink { has_pothole: false });
        if bare && !link.label.is_empty() {
            self.words(&link.label);
        } else {
            self.all(events, at + 1..end - 1);
        }
        self.close_link();
        end
    }

    /// Opens a link, or what stands for one that leads nowhere.
    pub(super) fn open_link(&mut self, link: &ShownLink, title: &str) {
        let close = match (&link.href, &link.preview) {
            (None, _) => {
                self.out.push_str("<span");
                "</span>".into()
            }
            (Some(_), None) => {
                self.out.push_str("<a");
                "</a>".into()
            }
            (Some(_), Some(preview)) => {
                self.out.push_str("<span");
                self.attribute("class", "has-preview");
                self.out.push_str("><a");
                let preview = format!("<span class=\"preview\" role=\"note\">{preview}</span>");
                let preview = match &mut self.islands {
                    Some(islands) => islands.token(preview),
                    None => preview,
                };
                format!("</a>{preview}</span>").into()
            }
        };
        if !link.class.is_empty() {
            self.attribute("class", &link.class);
        }
        if let Some(href) = &link.href {
            self.attribute("href", href);
            if href.contains("://") {
                self.attribute("rel", "noopener noreferrer external");
            }
        }
        if !title.is_empty() {
            self.attribute("title", title);
        }
        self.out.push('>');
        self.open.push(close);
    }

    /// Closes the link that was opened last.
    pub(super) fn close_link(&mut self) {
        if let Some(close) = self.open.pop() {
            self.out.push_str(&close);
        }
    }
}

/// The words between a start and its end, as plain text.
pub(super) fn words_of(events: &[Positioned<'_>]) -> String {
    events
        .iter()
        .map(|(event, _)| match event {
            Event::Text(text) | Event::Code(text) => text.as_ref(),
            Event::Formula { latex, .. } => latex.as_str(),
            Event::SoftBreak | Event::HardBreak => " ",
            _ => "",
        })
        .collect()
}
