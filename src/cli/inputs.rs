//! All that a site is made of, as one short text.

use std::io::{self, Read as _};

use rayon::prelude::*;

use super::project::Project;
use crate::disk;
use crate::render::Site;
use crate::source::{Asset, AssetContent, SourceFile};
use crate::theme::Theme;

/// What changes when anything does that the site of `project` is made of: the program, the settings,
/// the theme, the texts, the other files. Empty if a file cannot be read, which the build will say.
///
/// It stands in the published marker, so drafts leave no trace in it, unless a page shows one:
/// `names_drafts` tells that a link leads to what is not published, and is dead for that.
pub(super) fn digest(project: &Project, theme: &Theme, site: &Site, names_drafts: bool) -> String {
    let Project { config, sources, .. } = project;
    let is_shown = |file: &SourceFile| {
        names_drafts || !file.path.as_ref().is_some_and(|path| site.library().is_draft(path))
    };
    let texts: Vec<&SourceFile> =
        sources.files().map(|(_, file)| &**file).filter(|file| is_shown(file)).collect();
    let texts: Vec<blake3::Hash> = texts.par_iter().map(|file| of_text(file)).collect();
    let assets: Vec<&Asset> = site.assets().map(|(_, asset)| asset).collect();
    let assets: io::Result<Vec<blake3::Hash>> =
        assets.par_iter().map(|asset| of_asset(asset)).collect();
    let Ok(assets) = assets else { return String::new() };
    let mut hasher = blake3::Hasher::new();
    let settings = format!("{config:?}");
    let program = concat!(env!("CARGO_PKG_VERSION"), " ", env!("NOTESGEN_CODE"));
    for part in [program, &settings, theme.digest()] {
        add(&mut hasher, part);
    }
    for part in texts.iter().chain(&assets) {
        hasher.update(part.as_bytes());
    }
    for path in site.led_to() {
        add(&mut hasher, path.as_str());
    }
    hasher.finalize().to_hex().to_string()
}

fn of_text(file: &SourceFile) -> blake3::Hash {
    // What messages call it is not in it: pages do not tell.
    let mut hasher = blake3::Hasher::new();
    add(&mut hasher, file.path.as_ref().map_or("", |path| path.as_str()));
    add(&mut hasher, &file.text);
    hasher.finalize()
}

fn of_asset(asset: &Asset) -> io::Result<blake3::Hash> {
    let mut hasher = blake3::Hasher::new();
    add(&mut hasher, asset.path.as_str());
    match &asset.content {
        AssetContent::Disk(path) => {
            let mut file = disk::open_regular(path)?;
            let mut chunk = vec![0; 64 << 10];
            loop {
                match file.read(&mut chunk)? {
                    0 => break,
                    length => hasher.update(&chunk[..length]),
                };
            }
        }
        AssetContent::Memory(bytes) => {
            hasher.update(bytes);
        }
    }
    Ok(hasher.finalize())
}

fn add(hasher: &mut blake3::Hasher, part: &str) {
    hasher.update(&part.len().to_le_bytes());
    hasher.update(part.as_bytes());
}
