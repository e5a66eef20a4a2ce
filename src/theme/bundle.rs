//! Styles and scripts of a theme, each joined into one file whose name carries a hash of what it
//! holds, so that a browser never mixes two versions; scripts that only some pages ask for; and the
//! static files as they are.

use std::collections::BTreeMap;

use super::layer::File;
use super::squeeze::squeeze;
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
    let (mut styles, mut scripts, mut page_scripts) = (Vec::new(), Vec::new(), Vec::new());
    for layer in layers {
        let manifest = layer.manifest()?;
        styles = manifest.styles.unwrap_or(styles);
        scripts = manifest.scripts.unwrap_or(scripts);
        page_scripts = manifest.page_scripts.unwrap_or(page_scripts);
    }
    let mut bundles = Bundles { files: Vec::new(), names: BTreeMap::new() };
    let styles = joined(merged, "styles", &styles)?;
    bundles.publish_hashed("style.css", &squeeze(&styles));
    bundles.publish_hashed("site.js", &joined(merged, "scripts", &scripts)?);
    for script in page_scripts {
        let text = joined(merged, "scripts", std::slice::from_ref(&script))?;
        bundles.publish_hashed(&script, &text);
    }
    for (path, file) in merged {
        if let Some(name) = path.strip_prefix("static/") {
            bundles.publish(name, name, file.bytes());
        }
    }
    Ok(bundles)
}

/// Files of `folder`, one after the other.
fn joined(
    merged: &BTreeMap<&str, &File>,
    folder: &str,
    parts: &[String],
) -> Result<String, ThemeError> {
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
    Ok(joined)
}

impl Bundles {
    /// Publishes a text under a name that follows its content; an empty one is no file.
    fn publish_hashed(&mut self, name: &str, text: &str) {
        if text.is_empty() {
            return;
        }
        let hash = blake3::hash(text.as_bytes()).to_hex();
        let (stem, extension) = name.rsplit_once('.').unwrap_or((name, ""));
        self.publish(name, &format!("{stem}.{}.{extension}", &hash[..8]), text.as_bytes());
    }

    fn publish(&mut self, name: &str, published: &str, bytes: &[u8]) {
        let parts: Vec<&str> = std::iter::once(FOLDER).chain(published.split('/')).collect();
        let (file, folders) = parts.split_last().unwrap_or((&published, &[]));
        let url = UrlPath::file(folders.iter().copied(), file);
        self.names.insert(name.to_owned(), url.as_str().to_owned());
        self.files.push(OutputFile { url, content: shared(bytes) });
    }
}
