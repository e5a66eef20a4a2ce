//! Styles and scripts of a theme, each joined into one file whose name carries a hash of what it
//! holds, so that a browser never mixes two versions; and the static files as they are.

use std::collections::BTreeMap;

use super::layer::File;
use super::{Layer, ThemeError, shared};
use crate::output::{OutputFile, UrlPath};

/// The folder of the output that a theme's files go to.
const FOLDER: &str = "assets";

/// What a theme publishes.
pub(super) struct Bundles {
    /// The files.
    pub(super) files: Vec<OutputFile>,
    /// What templates call a file → where it is, relative to the site's root.
    pub(super) names: BTreeMap<String, String>,
}

/// The published files of a stack of layers whose merged files are `merged`.
pub(super) fn bundle(
    layers: &[Layer],
    merged: &BTreeMap<&str, &File>,
) -> Result<Bundles, ThemeError> {
    let (mut styles, mut scripts) = (Vec::new(), Vec::new());
    for layer in layers {
        let manifest = layer.manifest()?;
        if let Some(own) = manifest.styles {
            styles = own;
        }
        if let Some(own) = manifest.scripts {
            scripts = own;
        }
    }
    let mut bundles = Bundles { files: Vec::new(), names: BTreeMap::new() };
    for (name, folder, extension, parts) in
        [("style.css", "styles", "css", styles), ("site.js", "scripts", "js", scripts)]
    {
        let mut joined = String::new();
        for part in parts {
            let path = format!("{folder}/{part}");
            let file = merged.get(path.as_str()).ok_or_else(|| ThemeError::File {
                file: path.clone(),
                message: "`theme.yaml` names it, but no theme has it".to_owned(),
            })?;
            joined.push_str(file.text(&path)?);
            joined.push('\n');
        }
        let hash = blake3::hash(joined.as_bytes()).to_hex();
        let stem = name.trim_end_matches(extension).trim_end_matches('.');
        let published = format!("{stem}.{}.{extension}", &hash[..8]);
        if !joined.is_empty() {
            bundles.publish(name, &published, joined.as_bytes());
        }
    }
    for (path, file) in merged {
        if let Some(name) = path.strip_prefix("static/") {
            bundles.publish(name, name, file.bytes());
        }
    }
    Ok(bundles)
}

impl Bundles {
    fn publish(&mut self, name: &str, published: &str, bytes: &[u8]) {
        let parts: Vec<&str> = std::iter::once(FOLDER).chain(published.split('/')).collect();
        let (file, folders) = parts.split_last().unwrap_or((&published, &[]));
        let url = UrlPath::file(folders.iter().copied(), file);
        self.names.insert(name.to_owned(), url.as_str().to_owned());
        self.files.push(OutputFile { url, content: shared(bytes) });
    }
}
