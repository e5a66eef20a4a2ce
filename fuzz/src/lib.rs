//! What the fuzz targets share.

pub mod safe;

use std::collections::BTreeMap;

use notesgen::markdown::{
    CitedKey, Options, Resolve, ShownCitation, ShownImage, ShownLink, escape, scan,
};
use notesgen::model::{LinkId, Mentioned, Text};
use notesgen::source::{ContentPath, SourceFile, Sources, Span};

/// Texts by their paths.
pub fn sources<'a>(texts: impl IntoIterator<Item = (&'a str, &'a str)>) -> Sources {
    let mut sources = Sources::new();
    for (path, text) in texts {
        let (name, path, text) = (path.to_owned(), ContentPath::new(path), text.to_owned());
        sources.add(SourceFile { name, path, text, skipped: 0 });
    }
    sources
}

/// `markdown` as the body of a file.
pub fn text(markdown: &str) -> (Sources, Text) {
    let sources = sources([("a.md", markdown)]);
    let (file, _) = sources.files().next().expect("a file");
    let span = Span::new(file, 0..markdown.len());
    (sources, Text { markdown: markdown.to_owned(), span })
}

/// A page on which every address leads to what its author wrote, and every name to a page called so:
/// a name is looked up and never is an address, so one like `blob:x` is no fault.
pub struct Echo(BTreeMap<LinkId, String>);

impl Echo {
    /// The links of `text`.
    pub fn new(text: &Text, options: &Options) -> Self {
        let outline = scan(text, &text.markdown, options).outline;
        let written = |what: &Mentioned| match what {
            Mentioned::Name { name, .. } => format!("./{}", escape(name)),
            Mentioned::Path { path, .. } | Mentioned::Image { path, .. } => escape(path),
            Mentioned::Citation { key } => format!("./{}", escape(key)),
            Mentioned::Web { url } => url.clone(),
        };
        Self(outline.mentions.iter().map(|one| (one.id, written(&one.what))).collect())
    }
}

impl Resolve for Echo {
    fn link(&mut self, id: LinkId) -> ShownLink {
        ShownLink { href: self.0.get(&id).cloned(), ..ShownLink::default() }
    }

    fn image(&mut self, id: LinkId) -> Option<ShownImage> {
        let src = self.0.get(&id)?.clone();
        Some(ShownImage { src, dimensions: None })
    }

    fn citation(&mut self, cited: &[CitedKey], _: bool) -> ShownCitation {
        let keys: Vec<String> = cited.iter().map(|one| escape(&one.key)).collect();
        ShownCitation { html: keys.join("; ") }
    }
}
