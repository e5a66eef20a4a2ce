//! Images and figures.

use pulldown_cmark::{LinkType, Tag};

use super::super::events::Positioned;
use super::super::{ShownImage, ShownLink, url};
use super::Writer;
use super::blocks::end_of;
use super::links::words_of;

/// Endings of files that are shown as images.
const IMAGES: [&str; 9] = ["png", "jpg", "jpeg", "gif", "svg", "webp", "avif", "bmp", "apng"];

impl Writer<'_> {
    /// An image alone in its paragraph: a figure, numbered if it has a caption (its title).
    pub(super) fn figure(
        &mut self,
        tag: &Tag<'_>,
        events: &[Positioned<'_>],
        at: usize,
        end: usize,
    ) -> usize {
        let Tag::Image { title, .. } = tag else { return at + 1 };
        self.out.push_str("<figure");
        if title.is_empty() {
            self.out.push('>');
            self.image(tag, events, at, Some(()));
        } else {
            self.page.figures += 1;
            let number = self.page.figures;
            let id = format!("{}figure-{number}", self.place.id_prefix);
            self.attribute("id", &id);
            self.out.push('>');
            self.image(tag, events, at, Some(()));
            self.out.push_str("<figcaption><span");
            self.attribute("class", "figure-number");
            self.out.push('>');
            let label = self.resolve.figure_label(number);
            self.words(&label);
            self.out.push_str("</span> ");
            self.words(title);
            self.out.push_str("</figcaption>");
        }
        self.out.push_str("</figure>\n");
        end
    }

    /// The image at `at`; where to go on. In a `figure` it can be opened on its own, which needs no
    /// script and works from the keyboard.
    pub(super) fn image(
        &mut self,
        tag: &Tag<'_>,
        events: &[Positioned<'_>],
        at: usize,
        figure: Option<()>,
    ) -> usize {
        let Tag::Image { link_type, dest_url, title, .. } = tag else { return at + 1 };
        let end = end_of(events, at);
        let words = words_of(&events[at + 1..end - 1]);
        let id = self.link_id(events[at].1.start);
        let wiki = matches!(link_type, LinkType::WikiLink { .. });
        let file = dest_url.split(['#', '?']).next().unwrap_or_default();
        let extension = file.rsplit_once('.').map_or("", |(_, extension)| extension);
        if wiki && !IMAGES.contains(&extension.to_lowercase().as_str()) {
            // `![[note]]` embeds a document: it is linked to.
            let link = self.resolve.link(id);
            self.open_link(&link, "");
            let label = if link.label.is_empty() { &words } else { &link.label };
            self.words(&label.clone());
            self.close_link();
            return end;
        }
        let shown = match url::classify(dest_url) {
            _ if wiki => self.resolve.image(id),
            url::Kind::Path { .. } => self.resolve.image(id),
            url::Kind::Web => Some(ShownImage { src: dest_url.to_string(), dimensions: None }),
            url::Kind::Mail | url::Kind::Private | url::Kind::Unsafe => None,
        };
        let (alt, asked) = if wiki { wiki_words(&words, file) } else { (words.as_str(), None) };
        let Some(shown) = shown else {
            self.open_link(
                &ShownLink { class: "missing-image".to_owned(), ..ShownLink::default() },
                title,
            );
            self.words(if alt.is_empty() { file } else { alt });
            self.close_link();
            return end;
        };
        if figure.is_some() {
            self.out.push_str("<a");
            self.attribute("class", "zoom");
            self.attribute("href", &shown.src);
            self.out.push('>');
        }
        self.out.push_str("<img");
        self.attribute("src", &shown.src);
        self.attribute("alt", alt);
        if figure.is_none() && !title.is_empty() {
            self.attribute("title", title);
        }
        if let Some((width, height)) = size(shown.dimensions, asked) {
            self.attribute("width", &width.to_string());
            if let Some(height) = height {
                self.attribute("height", &height.to_string());
            }
        }
        self.page.images += 1;
        if self.page.images > 1 {
            self.attribute("loading", "lazy");
        }
        self.out.push('>');
        if figure.is_some() {
            self.out.push_str("</a>");
        }
        self.before = Some('x');
        end
    }
}

/// Alternative text and asked-for size of `![[file|words]]`: the words are a size, `300` or
/// `300x200`, or the text, or both, `text|300`.
fn wiki_words<'w>(words: &'w str, file: &str) -> (&'w str, Option<(u32, Option<u32>)>) {
    let asked = |text: &str| -> Option<(u32, Option<u32>)> {
        match text.trim().split_once('x') {
            Some((width, height)) => Some((width.parse().ok()?, Some(height.parse().ok()?))),
            None => Some((text.trim().parse().ok()?, None)),
        }
    };
    let words = if words == file { "" } else { words };
    match words.rsplit_once('|') {
        Some((alt, last)) if asked(last).is_some() => (alt, asked(last)),
        _ if asked(words).is_some() => ("", asked(words)),
        _ => (words, None),
    }
}

/// The size to write: the one asked for, its height in proportion; else the image's own.
fn size(own: Option<(u32, u32)>, asked: Option<(u32, Option<u32>)>) -> Option<(u32, Option<u32>)> {
    match (own, asked) {
        (_, Some((width, Some(height)))) => Some((width, Some(height))),
        (Some((own_width, own_height)), Some((width, None))) if own_width > 0 => {
            let height = u64::from(own_height) * u64::from(width) / u64::from(own_width);
            Some((width, u32::try_from(height).ok()))
        }
        (_, Some((width, None))) => Some((width, None)),
        (Some((width, height)), None) => Some((width, Some(height))),
        (None, None) => None,
    }
}
