//! `[[name#heading|words]]` and `![[image.png|300]]`, as Obsidian has them.

use std::ops::Range;

/// Longest wikilink, in bytes: what is longer is no name.
const MAX_LENGTH: usize = 1000;

/// A wikilink, its parts as written.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Wikilink {
    /// What is linked to, empty for this document.
    pub(super) name: String,
    /// The heading, or `^` and a block id.
    pub(super) anchor: Option<String>,
    /// Words to show, or the size of an image.
    pub(super) label: Option<String>,
    /// Written with `!`: shown in place.
    pub(super) embed: bool,
}

/// The wikilink that starts at `start`, and where it ends.
pub(super) fn at(text: &str, start: usize) -> Option<(Wikilink, Range<usize>)> {
    let embed = text[start..].starts_with('!');
    let open = start + usize::from(embed);
    let inner = text[open..].strip_prefix("[[")?;
    let mut end = inner.len().min(MAX_LENGTH);
    while !inner.is_char_boundary(end) {
        end -= 1;
    }
    let stop = inner[..end].find(['[', ']', '\n'])?;
    let rest = inner[stop..].strip_prefix("]]")?;
    // `[[1]](url)` is an ordinary link whose words are `[1]`.
    if !embed && rest.starts_with(['(', ']', ':']) {
        return None;
    }
    let inside = &inner[..stop];
    let (target, label) = match inside.split_once('|') {
        // In tables the bar is written `\|`.
        Some((target, label)) => (target.strip_suffix('\\').unwrap_or(target), Some(label.trim())),
        None => (inside, None),
    };
    let (name, anchor) = split_anchor(target.trim());
    if name.is_empty() && anchor.is_none_or(str::is_empty) {
        return None;
    }
    let link = Wikilink {
        name: name.to_owned(),
        anchor: anchor.filter(|anchor| !anchor.is_empty()).map(ToOwned::to_owned),
        label: label.filter(|label| !label.is_empty()).map(ToOwned::to_owned),
        embed,
    };
    Some((link, start..open + 2 + stop + 2))
}

/// `name#heading`, `name#^block` and `name^block`; of `a#b#c` the last heading counts.
fn split_anchor(target: &str) -> (&str, Option<&str>) {
    if let Some((name, anchor)) = target.split_once('#') {
        let last = anchor.rsplit('#').next().unwrap_or(anchor);
        return (name.trim_end(), Some(last.trim()));
    }
    match target.rfind('^') {
        Some(at) if target[at + 1..].chars().all(|c| c.is_alphanumeric() || c == '-') => {
            (target[..at].trim_end(), Some(&target[at..]))
        }
        _ => (target, None),
    }
}

impl Wikilink {
    /// Whether it shows an image.
    pub(super) fn is_image(&self) -> bool {
        const IMAGES: [&str; 9] =
            ["png", "jpg", "jpeg", "gif", "svg", "webp", "avif", "bmp", "apng"];
        self.embed
            && self.name.rsplit_once('.').is_some_and(|(_, extension)| {
                IMAGES.iter().any(|image| extension.eq_ignore_ascii_case(image))
            })
    }

    /// What to show when neither the author nor the target says: `name › heading`.
    pub(super) fn words(&self) -> String {
        if let Some(label) = &self.label {
            return label.clone();
        }
        match (&*self.name, &self.anchor) {
            ("", Some(anchor)) => anchor.trim_start_matches('^').to_owned(),
            (name, Some(anchor)) if !anchor.starts_with('^') => format!("{name} › {anchor}"),
            (name, _) => name.to_owned(),
        }
    }
}
