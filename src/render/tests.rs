//! Pages of small sites, the default theme's words, and `docs/themes.md` held to the code.

mod around;
mod docs;
mod handouts;
mod overviews;
mod pages;
mod pictures;
mod sections;
mod strings;

use std::collections::BTreeMap;
use std::path::Path;

use super::Site;
use crate::config::Config;
use crate::library;
use crate::links;
use crate::markdown::Options;
use crate::output::{Content, UrlPath};
use crate::parse;
use crate::source::{Asset, AssetContent, ContentPath, SourceFile, Sources};
use crate::theme::Theme;

/// The site of the files in `text`, each below a line `-- path --`; a file that is not Markdown is
/// an asset.
fn site_with(text: &str, config: Config) -> Site {
    site_of(text, config, "default")
}

/// [`site_with`] another built-in theme.
fn site_of(text: &str, config: Config, theme: &str) -> Site {
    let mut sources = Sources::new();
    let mut assets = Vec::new();
    for (path, text) in files(text) {
        let path = ContentPath::new(path).unwrap();
        if path.extension() == "md" {
            let name = path.to_string();
            sources.add(SourceFile { name, path: Some(path), text, skipped: 0 });
        } else {
            let (bytes, dimensions) = (text.len() as u64, Some((640, 480)));
            let content = AssetContent::Memory(text.into_bytes().into());
            assets.push(Asset { path, content, bytes, dimensions });
        }
    }
    sources.add_assets(assets);
    let options = Options::default();
    let documents = parse::parse(&sources, &config, &options).value;
    let library = library::shelve(documents, &[], &config).value;
    let links = links::resolve(&library, &sources, &config).value;
    let theme = Theme::builtin(theme).unwrap();
    Site::new(
        library,
        links,
        &crate::bibliography::References::default(),
        config,
        &theme,
        options,
        &sources,
    )
    .unwrap()
}

fn files(text: &str) -> Vec<(&str, String)> {
    let mut files: Vec<(&str, String)> = Vec::new();
    for line in text.lines() {
        match line.strip_prefix("-- ").and_then(|line| line.strip_suffix(" --")) {
            Some(path) => files.push((path, String::new())),
            None => {
                if let Some((_, text)) = files.last_mut() {
                    text.push_str(line);
                    text.push('\n');
                }
            }
        }
    }
    files
}

fn site(text: &str) -> Site {
    site_with(text, Config { title: "Lab".into(), ..Config::default() })
}

/// The page at `url`, empty if there is none.
fn page(site: &Site, url: &str) -> String {
    let url = super::urls::written(url);
    let file = site.render(&url).unwrap_or_else(|error| panic!("{url}: {error}"));
    file.map_or_else(String::new, |file| text(&file.content))
}

fn text(content: &Content) -> String {
    match content {
        Content::Bytes(bytes) => String::from_utf8_lossy(bytes).into_owned(),
        Content::Shared(bytes) => String::from_utf8_lossy(bytes).into_owned(),
        Content::CopyOf(path) => path.display().to_string(),
    }
}

/// The texts of the project's files below `folder`, by their paths there.
fn project_files(folder: &str) -> BTreeMap<String, String> {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join(folder);
    let (mut files, mut folders) = (BTreeMap::new(), vec![root.clone()]);
    while let Some(folder) = folders.pop() {
        for entry in std::fs::read_dir(folder).unwrap() {
            let path = entry.unwrap().path();
            if path.is_dir() {
                folders.push(path);
            } else {
                let name = path.strip_prefix(&root).unwrap().to_string_lossy().into_owned();
                files.insert(name, std::fs::read_to_string(&path).unwrap());
            }
        }
    }
    files
}

/// Every file of the site.
fn all(site: &Site) -> BTreeMap<UrlPath, String> {
    use rayon::prelude::*;
    let files = site.par_files().map(|file| {
        let file = file.unwrap_or_else(|error| panic!("{error}"));
        (file.url, text(&file.content))
    });
    files.collect()
}
